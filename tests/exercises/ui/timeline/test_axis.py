"""Which days are in sight: moved without steps, widened around a place that stays, never out of the calendar."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.exercises.ui.timeline.axis import CLOSEST, WIDEST, Sight, Zoom, mondays_between, months_between

ORDINALS = st.floats(date(20, 1, 1).toordinal(), date(9900, 1, 1).toordinal())
DAYS = st.floats(CLOSEST, WIDEST)


@given(ORDINALS, DAYS, DAYS, st.floats(0, 1))
def test_what_is_under_the_pointer_stays_there_when_days_become_wider(begin, days, other, part):
    sight = Sight(begin, days)
    around = begin + part * days
    zoomed = sight.zoomed(other, around)
    assert zoomed.days == other
    assert abs((around - zoomed.begin) / zoomed.days - part) < 1e-6


@given(ORDINALS, DAYS, st.floats(-1e9, 1e9))
def test_no_move_leaves_the_calendar(begin, days, by):
    sight = Sight(begin, days).panned(by)
    assert date(9, 1, 1) < sight.first <= sight.last < date(9990, 1, 1)


@given(DAYS)
def test_brackets_walk_through_the_zooms_to_either_end(days):
    seen = [Sight(740_000.0, days)]
    for _ in range(len(Zoom) + 1):
        seen.append(seen[-1].stepped(1, seen[-1].begin))
    assert seen[-1].days >= Zoom.TWO_YEARS
    for _ in range(len(Zoom) + 1):
        seen.append(seen[-1].stepped(-1, seen[-1].begin))
    assert seen[-1].days <= Zoom.WEEKS
    assert {one.days for one in seen[-len(Zoom) :]} <= {float(zoom) for zoom in Zoom} | {days}


def test_the_nearest_zoom_is_what_the_segments_show():
    assert Sight(740_000.0, 40.0).zoom is Zoom.WEEKS
    assert Sight(740_000.0, 300.0).zoom is Zoom.QUARTERS
    assert Sight(740_000.0, 900.0).zoom is Zoom.TWO_YEARS


def test_days_that_are_in_sight_already_do_not_move_it():
    sight = Sight(740_000.0, 100.0)
    assert sight.towards(740_050, 740_055) == sight
    moved = sight.towards(740_300, 740_310)
    assert moved.begin == 740_300 - 25
    assert moved.days == sight.days


def test_months_and_weeks_of_a_stretch():
    months = list(months_between(date(2026, 11, 24), date(2027, 2, 1)))
    assert months == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    assert list(mondays_between(date(2026, 11, 24), date(2026, 12, 1))) == [date(2026, 11, 23), date(2026, 11, 30)]
