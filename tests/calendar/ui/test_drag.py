"""What drags and keys mean, at the changes of the clocks too: nothing ends before it begins, nothing loses its length."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Status
from liaison_desk.calendar.ui.drag import DayDrag, Drag, Grip, nudged
from liaison_desk.calendar.ui.grid import zoom
from liaison_desk.calendar.ui.layout import DAY_MINUTES, cascade, pieces, stretches
from liaison_desk.domain.zones import to_local, to_utc
from tests.calendar.test_conflicts import one as minutes_after_nine

DENVER = "America/Denver"
SPRING, AUTUMN = datetime(2026, 3, 8), datetime(2026, 11, 1)
DAYS = (SPRING, AUTUMN, datetime(2026, 11, 24))


def happening(start: datetime, minutes: int = 60, fold: int = 0, **more):
    """An occurrence at a wall time of Denver."""
    starts = to_utc(start, DENVER, fold)
    return minutes_after_nine(starts=starts, ends=starts + timedelta(minutes=minutes), **more)


def on_clock(one, midnight: datetime) -> tuple[int, int]:
    """How a view counts where an occurrence is: minutes of the wall clock since the first midnight."""
    walls = (to_local(at, DENVER).replace(tzinfo=None) for at in (one.starts, one.ends))
    low, high = (int((wall - midnight).total_seconds()) // 60 for wall in walls)
    return low, high


def said(at: datetime) -> str:
    return f"{to_local(at, DENVER):%d %H%M %Z}"


def dragged(one, grip: Grip, midnight: datetime, by: int, step: int = 15):
    start, end = on_clock(one, midnight)
    anchor = end if grip is Grip.END else start
    return Drag(grip, anchor, start, end, one, step=step).to(anchor + by).result(midnight, DENVER)


def test_a_drag_into_the_hour_that_spring_skips_lands_after_it_and_keeps_its_length():
    starts, ends = dragged(happening(SPRING.replace(hour=1, minute=30)), Grip.BODY, SPRING, 60)
    assert (said(starts), said(ends)) == ("08 0330 MDT", "08 0430 MDT")


def test_a_new_event_drawn_over_the_hour_that_spring_skips_is_after_it():
    drag = Drag(Grip.EMPTY, 120, 120, 135).to(149)
    assert [said(at) for at in drag.result(SPRING, DENVER)] == ["08 0300 MDT", "08 0330 MDT"]


def test_a_new_event_that_would_end_before_it_begins_lasts_a_step():
    # 0245 to 0300 on the wall: the first is read as 0345.
    drag = Drag(Grip.EMPTY, 165, 165, 180).to(165)
    assert [said(at) for at in drag.result(SPRING, DENVER)] == ["08 0345 MDT", "08 0400 MDT"]


def test_an_edge_dragged_into_the_hour_that_spring_skips_never_turns_the_event_over():
    late = happening(SPRING.replace(hour=3), 15)
    assert [said(at) for at in dragged(late, Grip.START, SPRING, -30)] == ["08 0300 MDT", "08 0315 MDT"]
    early = happening(SPRING.replace(hour=1), 30)
    assert [said(at) for at in dragged(early, Grip.END, SPRING, 60)] == ["08 0100 MST", "08 0330 MDT"]


def test_what_stands_in_the_second_of_two_equal_hours_stays_there_when_only_its_end_is_dragged():
    second = happening(AUTUMN.replace(hour=1, minute=30), 30, fold=1)
    assert [said(at) for at in dragged(second, Grip.END, AUTUMN, 30)] == ["01 0130 MST", "01 0230 MST"]
    assert [said(at) for at in dragged(second, Grip.BODY, AUTUMN, 0)] == ["01 0130 MST", "01 0200 MST"]


def test_both_equal_hours_are_drawn_side_by_side():
    first, second = (happening(AUTUMN.replace(hour=1, minute=30), 30, fold) for fold in (0, 1))
    placed = cascade(pieces([first, second], DENVER, AUTUMN.date(), 1))
    assert [(one.piece.start, one.piece.end) for one in placed] == [(90, 120), (90, 120)]
    assert sorted(one.left for one in placed) == [0.0, 0.44]


def test_an_event_over_the_hour_that_spring_skips_spans_it():
    found = pieces([happening(SPRING.replace(hour=1, minute=30))], DENVER, SPRING.date(), 1)
    assert [(one.start, one.end) for one in found] == [(90, 210)]


def test_keys_walk_through_the_hour_that_comes_twice_and_over_the_one_that_is_skipped():
    seen, one = [], happening(AUTUMN.replace(hour=1, minute=30), 30)
    for _ in range(7):
        starts, ends = nudged(one, 0, 15, DENVER, resize=False)
        one = minutes_after_nine(starts=starts, ends=ends)
        seen.append(said(starts)[3:])
    assert seen == ["0145 MDT", "0100 MST", "0115 MST", "0130 MST", "0145 MST", "0200 MST", "0215 MST"]
    starts, _ = nudged(happening(SPRING.replace(hour=1, minute=45)), 0, 15, DENVER, resize=False)
    assert said(starts) == "08 0300 MDT"


def test_keys_move_by_days_on_the_wall_clock():
    starts, ends = nudged(happening(SPRING.replace(day=7, hour=9)), 1, 0, DENVER, resize=False)
    assert (said(starts), said(ends)) == ("08 0900 MDT", "08 1000 MDT")


def test_a_bar_has_days_only_and_a_holiday_stays():
    bar = minutes_after_nine(
        starts=datetime(2026, 11, 24, tzinfo=UTC), ends=datetime(2026, 11, 26, tzinfo=UTC), all_day=True
    )
    assert nudged(bar, 0, 15, DENVER, resize=False) is None
    assert nudged(bar, 1, 0, DENVER, resize=True) == (bar.starts, datetime(2026, 11, 27, tzinfo=UTC))
    assert nudged(bar, -2, 0, DENVER, resize=True) is None
    holiday = minutes_after_nine(starts=bar.starts, ends=bar.ends, all_day=True, holiday="JPN")
    assert nudged(holiday, 1, 0, DENVER, resize=False) is None


@given(
    st.sampled_from(DAYS), st.integers(0, 95), st.integers(1, 20), st.sampled_from((Grip.BODY, Grip.START, Grip.END)),
    st.lists(st.integers(-2000, 2000), min_size=1, max_size=4), st.sampled_from((30, 15, 5)),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_no_drag_turns_an_event_over_or_changes_the_length_of_one_that_is_moved(day, slot, quarters, grip, ways, step):
    one = happening(day + timedelta(minutes=slot * 15), quarters * 15)
    start, end = on_clock(one, day)
    drag = Drag(grip, start, start, end, one, step=step)
    for by in ways:
        drag = drag.to(start + by)
    starts, ends = drag.result(day, DENVER)
    assert starts < ends
    if grip is Grip.BODY:
        assert ends - starts == one.ends - one.starts
    if grip is Grip.START:
        assert ends == one.ends
    if grip is Grip.END:
        assert starts == one.starts


def test_a_drag_there_and_back_changes_nothing():
    for one in (happening(AUTUMN.replace(hour=1, minute=30), fold=1), happening(SPRING.replace(hour=1, minute=30))):
        midnight = AUTUMN if one.starts > datetime(2026, 10, 1, tzinfo=UTC) else SPRING
        start, end = on_clock(one, midnight)
        drag = Drag(Grip.BODY, start, start, end, one).to(start + 300).to(start)
        assert drag.result(midnight, DENVER) == (one.starts, one.ends)


@pytest.mark.parametrize(
    ("grip", "to", "expected"),
    [
        (Grip.EMPTY, 4, (2, 4)), (Grip.EMPTY, 0, (0, 2)), (Grip.BODY, 3, (2, 4)), (Grip.START, 5, (3, 3)), (Grip.END, 6, (1, 6)),
        (Grip.END, 0, (1, 1)),
    ],
)  # fmt: skip
def test_a_drag_over_days_grows_moves_and_never_turns_over(grip, to, expected):
    bar = minutes_after_nine(
        starts=datetime(2026, 11, 24, tzinfo=UTC), ends=datetime(2026, 11, 27, tzinfo=UTC), all_day=True
    )
    first, last = (2, 2) if grip is Grip.EMPTY else (1, 3)
    drag = DayDrag(grip, 2, first, last, None if grip is Grip.EMPTY else bar).to(to)
    assert (drag.first, drag.last) == expected
    assert drag.begun
    if drag.occurrence is not None:
        starts, ends = drag.result(DENVER)
        assert (starts.date(), ends.date()) == (date(2026, 11, 23) + timedelta(days=drag.first), date(2026, 11, 24) + timedelta(days=drag.last))  # fmt: skip


def test_the_way_there_and_back_takes_its_place_also_on_the_day_before():
    one = happening(datetime(2026, 11, 24, 0, 20), 60, travel_before=60, travel_after=20)
    before, itself = pieces([one], DENVER, date(2026, 11, 23), 7)
    assert (before.day, before.start, before.end, before.away) == (0, 1400, DAY_MINUTES, True)
    assert (itself.day, itself.start, itself.end, itself.before, itself.after) == (1, 20, 80, 20, 20)
    ends_at_ten, begins_at_ten = (
        happening(datetime(2026, 11, 24, 9)),
        happening(datetime(2026, 11, 24, 10), travel_before=30),
    )
    placed = cascade(pieces([ends_at_ten, begins_at_ten], DENVER, date(2026, 11, 24), 1))
    assert sorted(one.left for one in placed) == [0.0, 0.44]


@pytest.mark.parametrize("off", [{"declined": True}, {"status": Status.CANCELLED}])
def test_nobody_travels_to_what_is_off(off):
    one = happening(datetime(2026, 11, 24, 0, 20), 60, travel_before=60, travel_after=20, **off)
    [alone] = pieces([one], DENVER, date(2026, 11, 23), 7)
    assert (alone.day, alone.before, alone.after) == (1, 0, 0)


@given(
    st.sampled_from(DAYS), st.integers(0, 2879), st.integers(0, 1400), st.integers(0, 300), st.integers(0, 300),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_all_of_an_event_and_its_ways_is_drawn_once(day, start, minutes, before, after):
    one = happening(
        day - timedelta(days=1) + timedelta(minutes=start), minutes, travel_before=before, travel_after=after
    )
    found = pieces([one], DENVER, day.date() - timedelta(days=3), 9)
    lows = [piece.day * DAY_MINUTES + piece.low for piece in found]
    highs = [piece.day * DAY_MINUTES + piece.high for piece in found]
    assert lows[1:] == highs[:-1]
    length = sum(piece.high - piece.low for piece in found)
    changed = abs(length - (minutes + before + after))
    assert changed in {0, 60}
    assert all(0 <= piece.low <= piece.high <= DAY_MINUTES for piece in found)
    assert sum(not piece.away for piece in found) in {1, 2}


def test_duty_hours_stand_on_the_days_of_the_places_clock():
    span = (to_utc(datetime(2026, 11, 24, 22), DENVER), to_utc(datetime(2026, 11, 25, 3), DENVER))
    assert stretches([span], DENVER, date(2026, 11, 24), 1) == [(0, 1320, 1440)]
    assert stretches([span], DENVER, date(2026, 11, 24), 2) == [(0, 1320, 1440), (1, 0, 180)]


@given(st.integers(200, 2000), st.lists(st.sampled_from((1, -1, 3, -3)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_zooming_stays_between_the_whole_day_and_quarter_hours(height, ways):
    level, seen = zoom.NORMAL, []
    for by in ways:
        before = zoom.hour_height(level, height)
        level = zoom.turned(level, by, height)
        hour = zoom.hour_height(level, height)
        assert (hour >= before) if by > 0 else (hour <= before)
        seen.append(hour)
    assert all(hour * 24 >= min(height, 15 * 24) - 1 and hour <= 188 for hour in seen)
    assert zoom.line_minutes(188) == 15
    assert zoom.snap(188) < zoom.snap(47) < zoom.snap(20)


def test_a_remembered_level_that_is_none_is_the_normal_one():
    assert [zoom.level(kept) for kept in (94, 0, 12345, -3)] == [94, zoom.WHOLE_DAY, zoom.NORMAL, zoom.NORMAL]
