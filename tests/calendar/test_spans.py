"""What a span shows is what the events say, whatever was asked before and has changed since."""

from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as listening

from liaison_desk.app.desk import Desk, open_desk
from liaison_desk.calendar import rules
from liaison_desk.calendar.records import Calendar, Event, EventFilter, Occurrence, Override, Recurrence
from liaison_desk.calendar.store.occurrences import KnownSpans
from liaison_desk.calendar.store.series import KnownSeries, face_of
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError
from tests.desks import new_desk

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 11, 2, 9)
BEGIN = datetime(2026, 10, 1, tzinfo=UTC)
ONE, TWO = 4, 5  # the ids that the first calendars of a new desk get


@pytest.fixture
def desk(tmp_path):
    with closing(new_desk(tmp_path / "a.desk", DeskProfile())) as desk:
        desk.calendars.save_calendars(
            [Calendar(name=Bilingual("Planning")), Calendar(name=Bilingual("Visits"), palette="visits")], "Make"
        )
        yield desk


def plain(desk: Desk, since: datetime, until: datetime) -> list[Occurrence]:
    """Return what a span must show, from whole events read one by one."""
    calendars = {one.id: one for one in desk.calendars.calendars()}
    events = desk.calendars.events_by_ids(desk.calendars.events(EventFilter()).ids).values()
    found = []
    for one in events:
        if one.calendar_id in calendars:
            face = face_of(one, calendars[one.calendar_id])
            zone = desk.profile.get().host_zone
            found += [face.occurrence(each) for each in rules.happenings(one, since, until, zone)]
    return sorted(found, key=lambda one: (one.starts, not one.all_day, one.ends, one.event_id))


def series(calendar_id: int = ONE, **more) -> Event:
    values = {
        "calendar_id": calendar_id,
        "title": Bilingual("Plans sync"),
        "start": MONDAY,
        "end": MONDAY + HOUR,
        "zone": DENVER,
        "recurrence": Recurrence(("FREQ=WEEKLY",)),
    }
    return Event(**{**values, **more})


walls = st.integers(0, 24 * 120).map(lambda hours: datetime(2026, 9, 1) + hours * HOUR)
rule_texts = st.sampled_from(
    ("FREQ=WEEKLY", "FREQ=DAILY;COUNT=9", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20261120T000000Z",
     "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=HOURLY;INTERVAL=7;COUNT=50", "FREQ=YEARLY")
)  # fmt: skip


@st.composite
def events(draw) -> Event:
    start, all_day = draw(walls), draw(st.integers(0, 4)) == 0
    if all_day:
        start = start.replace(hour=0)
    length = draw(st.integers(1, 50)) * (DAY if all_day else HOUR)
    recurrence, overrides = None, ()
    if draw(st.booleans()):
        added = tuple(draw(st.lists(walls, max_size=2)))
        recurrence = Recurrence((draw(rule_texts),), added, excluded=(start + 7 * DAY,) if draw(st.booleans()) else ())
        if draw(st.booleans()):
            away = draw(walls)
            overrides = (
                Override(
                    start + 7 * draw(st.integers(0, 3)) * DAY,
                    away,
                    away + 2 * HOUR,
                    title=Bilingual("Moved"),
                    this_and_future=draw(st.booleans()),
                ),
            )
    return Event(
        calendar_id=draw(st.integers(ONE, TWO)),
        title=Bilingual("Something"),
        start=start,
        end=start + length,
        zone="" if all_day else draw(st.sampled_from(("", DENVER, TOKYO, "Australia/Lord_Howe"))),
        all_day=all_day,
        recurrence=recurrence,
        overrides=overrides,
    )


spans = st.tuples(st.integers(0, 24 * 100), st.sampled_from((1, 7, 7, 42, 200))).map(
    lambda pair: (BEGIN + pair[0] * HOUR, BEGIN + pair[0] * HOUR + pair[1] * DAY)
)
deeds = st.lists(
    st.tuples(
        st.sampled_from(("add", "save", "move", "skip", "split", "trash", "undo", "rename", "ask")), st.integers(0, 9)
    ),
    min_size=1,
    max_size=8,
)


@given(st.lists(events(), min_size=1, max_size=6), st.lists(spans, min_size=1, max_size=3), deeds, events())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_span_shows_what_the_events_say_whatever_changed_in_between(tmp_path_factory, made, asked, done, fresh):
    path = tmp_path_factory.mktemp("spans") / "a.desk"
    with closing(new_desk(path, DeskProfile())) as desk, closing(open_desk(str(path))) as other:
        desk.calendars.save_calendars([Calendar(name=Bilingual("One")), Calendar(name=Bilingual("Two"))], "Make")
        desk.calendars.save_all([one for one in made if not rules.event_problems(one)], "Make")
        for what, number in done:
            for one in asked:
                assert desk.calendars.occurrences(*one) == plain(desk, *one)
            _do(desk if number % 2 else other, what, number, fresh)
        for one in asked:
            expected = plain(desk, *one)
            assert desk.calendars.occurrences(*one) == expected
            assert other.calendars.occurrences(*one) == expected
            assert desk.calendars.occurrences(*one, [ONE]) == [each for each in expected if each.calendar_id == ONE]


def _do(desk: Desk, what: str, number: int, fresh: Event) -> None:
    """Do something to an event of the desk, as long as it may be done."""
    ids = list(desk.calendars.events(EventFilter()).ids)
    if not ids or what == "ask":
        return
    one = desk.calendars.event(ids[number % len(ids)])
    at = one.start + 7 * DAY
    moved = replace(one, title=Bilingual(f"Changed {number}"), calendar_id=ONE + number % 2)
    calendar = replace(desk.calendars.calendars()[0], palette="visits", name=Bilingual(f"Calendar {number}"))
    ways = {
        "add": lambda: desk.calendars.save(fresh),
        "save": lambda: desk.calendars.save(moved),
        "move": lambda: desk.calendars.save(rules.moved(one, one.start + number * DAY, local_zone=DENVER)),
        "skip": lambda: desk.calendars.skip_occurrence(one.id, at),
        "split": lambda: desk.calendars.split(one.id, at, replace(one, start=at + DAY, end=at + DAY + one.length)),
        "trash": lambda: desk.calendars.delete([one.id]),
        "undo": desk.history.undo,
        "rename": lambda: desk.calendars.save_calendar(calendar),
    }
    if one.recurrence or what not in {"skip", "split"}:
        with suppress(InvalidError, NotFoundError):
            ways[what]()


# Bounds of what is kept --------------------------------------------------------------------------------------------


def statements(desk: Desk, work) -> list[str]:
    """Return the queries some work sends."""
    sent = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    listening.listen(desk.database.engine, "before_cursor_execute", note)
    work()
    listening.remove(desk.database.engine, "before_cursor_execute", note)
    return sent


def test_a_span_asked_again_reads_versions_only_and_a_change_only_what_changed(desk):
    events = desk.calendars.save_all([series(), *(series(recurrence=None) for _ in range(3))], "Make")
    week = (BEGIN, BEGIN + 40 * DAY)
    first = desk.calendars.occurrences(*week)
    again = statements(desk, lambda: desk.calendars.occurrences(*week))
    assert not [one for one in again if "title_host" in one or "recurrence" in one]
    desk.calendars.save(replace(events[0], title=Bilingual("New")))
    changed = statements(desk, lambda: desk.calendars.occurrences(*week))
    assert len([one for one in changed if "recurrence" in one]) == 1
    assert [one.title.host for one in desk.calendars.occurrences(*week)].count("New") == len(first) - 3


def test_an_answer_that_its_caller_changes_is_not_what_the_next_one_gets(desk):
    desk.calendars.save(series())
    week = (BEGIN, BEGIN + 40 * DAY)
    found = desk.calendars.occurrences(*week)
    whole = list(found)
    found.clear()
    assert desk.calendars.occurrences(*week) == whole


def test_what_is_kept_is_bounded_and_what_was_let_go_is_read_again(desk):
    desk.calendars.save_all([series(start=MONDAY + n * HOUR, end=MONDAY + (n + 1) * HOUR) for n in range(20)], "Make")
    known = KnownSpans(most=3, most_occurrences=150, series=KnownSeries(5))
    with desk.database.read() as connection:
        for number in range(12):
            since = BEGIN + 7 * (number % 7) * DAY
            found = known.occurrences(connection, since, since + 21 * DAY, None, DENVER)
            assert found == plain(desk, since, since + 21 * DAY)
            kept_spans, occurrences, kept_series = known.kept
            assert kept_spans <= 3
            assert occurrences <= 150
            assert kept_series <= 5


def test_a_span_reads_no_event_that_cannot_fall_into_it(desk):
    far = [
        series(recurrence=Recurrence(("FREQ=WEEKLY;COUNT=3",)), start=MONDAY - 400 * DAY, end=MONDAY - 400 * DAY + HOUR),
        series(recurrence=Recurrence(("FREQ=MONTHLY;UNTIL=20260101",)), start=datetime(2025, 1, 1), end=datetime(2025, 1, 1, 1)),
        series(recurrence=Recurrence(("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",)), start=datetime(2025, 1, 1), end=datetime(2025, 1, 1, 1)),
        series(recurrence=Recurrence(("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",)), start=datetime(2025, 1, 1), end=datetime(2025, 1, 1, 1)),
    ]  # fmt: skip
    desk.calendars.save_all(far, "Make")
    desk.calendars.save(series())
    known = KnownSpans()
    with desk.database.read() as connection:
        known.occurrences(connection, BEGIN + 35 * DAY, BEGIN + 42 * DAY, None, DENVER)
    assert known.kept[2] == 1


def test_the_index_of_spans_is_used(desk):
    desk.calendars.save(series())
    sent = statements(desk, lambda: desk.calendars.occurrences(BEGIN, BEGIN + 7 * DAY))
    with desk.database.read() as connection:
        for one in (statement for statement in sent if "spread" in statement):
            parameters = (0, *["2026-10-01"] * 3, 1, *["2026-10-01"] * 2)
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", parameters).all()
            found = [row[3] for row in plan if "SEARCH event USING" in row[3] and "INDEX ix_event_spread (" in row[3]]
            assert len(found) == 2, plan
            assert "title" in one or all("COVERING" in step for step in found), plan  # versions alone open no row
            assert not [row for row in plan if "SCAN event" in row[3]], plan


def test_a_long_event_that_began_long_ago_is_found_and_so_is_a_short_one_over_midnight(desk):
    ages = series(recurrence=None, start=datetime(2024, 1, 1), end=datetime(2027, 1, 1))
    month = series(recurrence=None, start=datetime(2026, 10, 6), end=datetime(2026, 11, 6), all_day=True, zone="")
    night = series(recurrence=None, start=datetime(2026, 11, 4, 22), end=datetime(2026, 11, 5, 6))
    desk.calendars.save_all([ages, month, night], "Make")
    day = datetime(2026, 11, 5, 7, tzinfo=UTC)
    assert len(desk.calendars.occurrences(day, day + DAY)) == 3


def test_the_next_exercise_is_found_behind_many_short_days(desk):
    short = [
        series(recurrence=None, start=datetime(2026, 11, 2) + n % 300 * DAY, end=datetime(2026, 11, 3) + n % 300 * DAY, all_day=True, zone="")
        for n in range(600)
    ]  # fmt: skip
    long = series(recurrence=None, start=datetime(2027, 8, 1), end=datetime(2027, 8, 20), all_day=True, zone="")
    desk.calendars.save_all([*short, long], "Make")
    sent = statements(desk, lambda: desk.calendars.next_span("planning", BEGIN, 10))
    with desk.database.read() as connection:
        for one in (statement for statement in sent if "ORDER BY event.first" in statement):
            parameters = ("2026-10-01", "cancelled", 0, ONE)
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", parameters).all()
            assert [row for row in plan if "ix_event_all_day" in row[3]], plan
    found = desk.calendars.next_span("planning", BEGIN, 10)
    assert found is not None
    assert found.start == datetime(2027, 8, 1)


def test_both_engines_show_the_same_span_before_and_after_a_change(any_desk):
    (planning,) = any_desk.calendars.save_calendars([Calendar(name=Bilingual("Planning"))], "Make")
    single = {"recurrence": None, "all_day": True, "zone": ""}
    events = any_desk.calendars.save_all(
        [
            series(planning.id, overrides=(Override(MONDAY, MONDAY + DAY, MONDAY + DAY + HOUR),)),
            series(planning.id, start=datetime(2026, 11, 3), end=datetime(2026, 11, 6), **single),
            series(planning.id, start=datetime(2026, 9, 1), end=datetime(2026, 12, 1), **single),
        ],
        "Make",
    )
    week = (datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC))
    assert any_desk.calendars.occurrences(*week) == plain(any_desk, *week)
    assert any_desk.calendars.next_span(planning.palette, week[0], 2).event_id == events[1].id
    any_desk.calendars.delete([events[1].id])
    any_desk.calendars.skip_occurrence(events[0].id, MONDAY)
    assert any_desk.calendars.occurrences(*week) == plain(any_desk, *week)
    assert any_desk.calendars.occurrences(week[0], week[0] + DAY) == plain(any_desk, week[0], week[0] + DAY)
    assert len(any_desk.calendars.occurrences(*week)) == 1
