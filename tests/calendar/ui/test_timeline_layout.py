"""Where things stand in a timeline and a year: lanes without collisions, windows over the days, rows, figures."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liaison_desk.calendar.records import Occurrence, Status
from liaison_desk.calendar.ui.drag import Grip
from liaison_desk.calendar.ui.timeline import layout
from liaison_desk.calendar.ui.timeline.axis import (
    NORMAL,
    ZOOMS,
    Window,
    later,
    months_between,
    read_around,
    turned,
    zoom_of,
)
from liaison_desk.calendar.ui.timeline.drag import DayDrag, shifted
from liaison_desk.calendar.ui.timeline.rows import Lane, Subject, by_calendar, by_exercise, by_person
from liaison_desk.calendar.ui.weeks import week_number, week_of, worked_week_of
from liaison_desk.calendar.ui.year.layout import begin_of, figures, places, span_of
from liaison_desk.domain.bilingual import Bilingual

DENVER = "America/Denver"
FIRST = date(2026, 10, 1)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
ZOOM = st.sampled_from(ZOOMS)


def occurrence(
    start: datetime, length: timedelta, *, all_day=False, number=0, palette="planning", **more
) -> Occurrence:
    values = {
        "event_id": number + 1, "uid": f"u{number}", "calendar_id": 1, "title": Bilingual(f"Event {number}"),
        "place": Bilingual(), "starts": start, "ends": start + length, "start": start.replace(tzinfo=None),
        "end": (start + length).replace(tzinfo=None), "zone": "" if all_day else DENVER, "all_day": all_day,
        "status": Status.CONFIRMED, "recurring": False, "at": start.replace(tzinfo=None), "palette": palette,
    }  # fmt: skip
    return Occurrence(**{**values, **more})


@st.composite
def occurrences(draw) -> list[Occurrence]:
    found = []
    for number in range(draw(st.integers(0, 60))):
        day = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=draw(st.integers(-20, 220)))
        if draw(st.booleans()):
            found.append(occurrence(day, timedelta(days=draw(st.integers(1, 40))), all_day=True, number=number))
        else:
            start = day + timedelta(minutes=draw(st.integers(0, 1439)))
            found.append(
                occurrence(
                    start, timedelta(minutes=draw(st.integers(0, 600))), number=number, recurring=draw(st.booleans())
                )
            )
    return found


def laid_out(found, width, words=lambda one: 7.0 * len(one.title.host)) -> layout.Row:
    subject = Subject("calendar 1", "Planning", tuple(range(len(found))))
    stretches = layout.measured(found, DENVER)
    (row,) = layout.lay_out([subject], found, stretches, layout.Measure(FIRST, 200, width), words)
    return row


@given(occurrences(), st.floats(0.4, 80), st.floats(1, 40))
def test_nothing_in_a_lane_touches_its_neighbour_nor_its_words(found, width, letter):
    row = laid_out(found, width, lambda one: letter * len(one.title.host))
    for lane in row.lanes:
        assert all(one.right < other.left for one, other in pairwise(lane))
        assert all(one.inside or one.words_left >= one.item.right for one in lane)


@given(occurrences(), st.floats(0.4, 80))
def test_everything_that_was_read_stands_somewhere_once(found, width):
    row = laid_out(found, width)
    stands = [placed.item.number for _, placed in row.placed()] + [n for tick in row.ticks for n in tick.numbers]
    read = [
        number
        for number, stretch in enumerate(layout.measured(found, DENVER))
        if stretch.last >= FIRST and stretch.first < FIRST + timedelta(days=200)
    ]
    assert sorted(stands) == read


@given(occurrences(), st.floats(0.4, 80), st.floats(0, 6000), st.floats(1, 900))
def test_what_is_looked_up_for_painting_is_all_that_is_in_sight(found, width, low, wide):
    row = laid_out(found, width)
    for lane in row.lanes:
        seen = [one for one in lane if one.right >= low and one.left <= low + wide]
        assert list(layout.between(lane, low, low + wide)) == seen
    ticks = [tick for tick in row.ticks if low <= tick.left <= low + wide]
    assert list(layout.ticks_between(row.ticks, low, low + wide)) == ticks


def test_a_series_is_a_pattern_of_ticks_and_single_events_have_their_words():
    start = datetime(2026, 11, 2, 16, tzinfo=UTC)
    series = [occurrence(start + timedelta(weeks=n), timedelta(hours=1), number=1, recurring=True) for n in range(20)]
    row = laid_out([*series, occurrence(start, timedelta(hours=2), number=2)], 5.0)
    assert len(row.ticks) == 20
    assert [placed.item.number for _, placed in row.placed()] == [20]


def test_a_day_is_a_diamond_from_afar_and_a_bar_near_by():
    day = occurrence(datetime(2026, 11, 2, tzinfo=UTC), timedelta(days=1), all_day=True)
    assert [one.item.shape for _, one in laid_out([day], 4.0).placed()] == [layout.Shape.DIAMOND]
    assert [one.item.shape for _, one in laid_out([day], 40.0).placed()] == [layout.Shape.BAR]


@given(DAYS, ZOOM, DAYS, st.booleans())
def test_a_window_that_goes_towards_a_day_holds_it(begin, zoom, day, sunday):
    assert Window(begin, zoom, sunday).towards(day).holds(day)


@example(date(2000, 1, 1), zoom_of("3m"), 89, -1)  # the autumn before is two days longer than its page
@given(DAYS, ZOOM, st.integers(0, 800), st.sampled_from([-1, 1]))
def test_a_step_shows_the_page_beside_the_present_one(begin, zoom, ahead, by):
    window = Window(begin.replace(day=1), zoom)
    day = window.begin + timedelta(days=ahead % zoom.days)
    assert window.towards(window.stepped(day, by)) == window.page(by)


@given(DAYS, ZOOM, st.integers(-3, 3), st.integers(0, 800))
def test_zooming_keeps_the_day_in_sight(begin, zoom, by, ahead):
    window = Window(begin, zoom)
    day = begin + timedelta(days=ahead % zoom.days)
    assert window.zoomed(turned(zoom, by), day, tidy=False).holds(day)


@given(DAYS, ZOOM, st.lists(st.integers(-40, 40), max_size=12))
def test_what_is_read_always_holds_the_window_and_is_not_read_twice(begin, zoom, steps):
    window, kept = Window(begin, zoom), (begin, 0)
    for step in [0, *steps]:
        window = window.panned(step)
        kept = read_around(window, kept)
        first, days = kept
        assert first <= window.begin
        assert window.last < first + timedelta(days=days)
        assert read_around(window, kept) == kept


@pytest.mark.parametrize("zoom", ZOOMS)
def test_panning_a_little_reads_nothing_again(zoom):
    window = Window(date(2026, 10, 1), zoom)
    kept = read_around(window, (window.begin, 0))
    assert {read_around(window.panned(by), kept) for by in (-3, -1, 1, 3)} == {kept}


def test_an_unknown_zoom_is_the_normal_one():
    assert zoom_of("nonsense") is NORMAL
    assert [zoom_of(zoom.key) for zoom in ZOOMS] == list(ZOOMS)


@given(DAYS, st.integers(0, 900))
def test_months_between_are_all_and_in_order(first, days):
    months = months_between(first, first + timedelta(days=days))
    assert months[0] == first.replace(day=1)
    assert all(later(one, 1) == other for one, other in pairwise(months))


@given(DAYS, st.booleans())
def test_weeks_begin_where_the_user_wants_and_have_one_number(day, sunday):
    first = week_of(day, sunday=sunday)
    assert first.weekday() == (6 if sunday else 0)
    assert first <= day < first + timedelta(days=7)
    assert worked_week_of(day, sunday=sunday).weekday() == 0
    assert first <= worked_week_of(day, sunday=sunday) < first + timedelta(days=7)
    numbers = {(first + timedelta(days=n)).isocalendar().week for n in range(sunday, 7)}
    assert numbers == {week_number(first)}


# Rows


def test_calendars_are_rows_also_when_empty_and_days_off_are_not():
    day = datetime(2026, 11, 2, tzinfo=UTC)
    found = [
        occurrence(day, timedelta(days=1), all_day=True, number=0, calendar_id=2, palette="visits"),
        occurrence(day, timedelta(days=1), all_day=True, number=1, calendar_id=3, palette="holiday_jp", holiday="JPN"),
    ]
    lanes = [Lane(1, "Planning", "planning"), Lane(2, "Visits", "visits"), Lane(3, "Japan", "holiday_jp")]
    assert [(row.name, row.numbers) for row in by_calendar(found, lanes)] == [("Planning", ()), ("Visits", (0,))]


def test_exercises_are_what_lasts_two_days_a_row_for_each_title():
    day = datetime(2026, 11, 2, tzinfo=UTC)

    def exercise(number, title, days, ahead=0):
        return occurrence(
            day + timedelta(days=ahead),
            timedelta(days=days),
            all_day=True,
            number=number,
            palette="exercises",
            title=Bilingual(title),
        )

    found = [
        exercise(0, "LATER", 5, 90),
        exercise(1, "LANTERN", 12),
        exercise(2, "One day", 1),
        exercise(3, "LANTERN", 3, 30),
    ]
    rows = by_exercise(found, DENVER, lambda one: one.title.host)
    assert [(row.name, row.numbers) for row in rows] == [("LANTERN", (1, 3)), ("LATER", (0,))]


def test_people_are_the_busiest_first_and_no_more_than_can_be_read():
    day = datetime(2026, 11, 2, 16, tzinfo=UTC)
    found = [
        occurrence(day, timedelta(hours=1), number=n, status=Status.CANCELLED if n == 3 else Status.CONFIRMED)
        for n in range(5)
    ]
    people = {
        1: [(7, "Raman")],
        2: [(7, "Raman"), (8, "Yajima")],
        3: [(8, "Yajima")],
        4: [(9, "Bae")],
        5: [(7, "Raman"), (10, "Kiryu")],
    }
    rows, more = by_person(found, people, most=2)
    assert [(row.name, row.numbers) for row in rows] == [("Raman", (0, 1, 4)), ("Yajima", (1, 2))]
    assert more == 2


# Dragging by days


@given(DAYS, st.integers(0, 20), st.integers(-30, 30), st.sampled_from(list(Grip)))
def test_a_drag_never_turns_a_span_around(day, length, by, grip):
    drag = DayDrag(grip, 0, day, day, day + timedelta(days=length)).to(day + timedelta(days=by))
    assert drag.first <= drag.last
    if grip is Grip.BODY:
        assert drag.last - drag.first == timedelta(days=length)


def test_a_meeting_keeps_its_wall_time_over_the_change_of_the_clocks():
    one = occurrence(datetime(2026, 10, 31, 15, tzinfo=UTC), timedelta(hours=1))  # 0900 in Denver, in summer time
    starts, ends = shifted(one, DENVER, 1, 1)
    assert (starts, ends) == (datetime(2026, 11, 1, 16, tzinfo=UTC), datetime(2026, 11, 1, 17, tzinfo=UTC))


def test_what_would_last_no_day_is_refused():
    one = occurrence(datetime(2026, 11, 2, tzinfo=UTC), timedelta(days=1), all_day=True)
    assert shifted(one, DENVER, 0, -1) is None
    assert shifted(one, DENVER, 0, 1) == (one.starts, one.ends + timedelta(days=1))


# The year


def test_a_days_figure_counts_what_takes_place_and_its_hours():
    start = datetime(2026, 11, 24, 16, tzinfo=UTC)
    found = [
        occurrence(start, timedelta(minutes=90), number=0),
        occurrence(start, timedelta(hours=4), number=1, status=Status.CANCELLED),
        occurrence(datetime(2026, 11, 23, tzinfo=UTC), timedelta(days=3), all_day=True, number=2),
        occurrence(datetime(2026, 11, 23, tzinfo=UTC), timedelta(days=1), all_day=True, number=3, palette="holiday_jp", holiday="JPN"),
    ]  # fmt: skip
    seen = figures(found, DENVER, date(2026, 1, 1), 365)
    assert {day.day: (one.count, one.minutes, len(one.days_off), one.level) for day, one in seen.items()} == {
        23: (1, 0, 1, 1), 24: (2, 90, 0, 2), 25: (1, 0, 0, 1),
    }  # fmt: skip


@given(DAYS, st.sampled_from([1, 4, 7, 10]))
def test_a_year_holds_the_day_it_was_asked_for(day, month):
    first, days = span_of(begin_of(day, month))
    assert first.month == month
    assert first <= day < first + timedelta(days=days)
    assert days in {365, 366}


@given(DAYS, st.integers(300, 2400), st.integers(320, 1600), st.booleans())
def test_every_day_of_a_year_has_a_cell_of_its_own(day, width, height, sunday):
    begin = begin_of(day, 4)
    blocks = places(begin, width, height, head=38, sunday=sunday)
    assert len({(block.left, block.top) for block in blocks}) == 12
    seen = set()
    for block in blocks:
        here = block.month
        while here < later(block.month, 1):
            left, top, wide, high = block.rect_of(here, 38)
            assert block.day_at(left + wide // 2, top + high // 2, 38) == here
            seen.add((left, top))
            here += timedelta(days=1)
    assert len(seen) == span_of(begin)[1]


@pytest.mark.parametrize(("width", "height", "columns"), [(1008, 690, 4), (700, 900, 3), (1900, 420, 6)])
def test_months_stand_in_the_shape_that_gives_the_largest_days(width, height, columns):
    blocks = places(date(2026, 1, 1), width, height, head=38, sunday=False)
    assert len({block.left for block in blocks}) == columns
