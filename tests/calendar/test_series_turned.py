"""Series told anew (whole days, another zone, another end): exceptions and added periods go along, and none stays behind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.calendar.records import Override, Recurrence
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.form.event_dialog import shown_of
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_utc

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
MONDAY = datetime(2026, 11, 30, 9)


def shown(desk):
    return desk.calendars.occurrences(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC))


def walls(desk):
    return [(one.start, one.end, one.all_day, one.zone) for one in shown(desk)]


def exception(at, start, end, zone=DENVER, **more):
    return Override(at=at, start=start, end=end, zone=zone, title=Bilingual("Else"), **more)


def retell(desk, event, number, reach, **changes):
    """Edit what the form shows, and save it as the form does."""
    one = shown(desk)[number]
    original = desk.calendars.event(event.id)
    form = shown_of(original, one, reach, DENVER)
    edited = replace(form, **changes)
    if edited.recurrence == form.recurrence:
        edited = replace(edited, recurrence=original.recurrence)
    return scope.apply(desk.calendars, original, edited, one, reach)


def drag(desk, number, by, reach):
    one = shown(desk)[number]
    starts = to_utc(one.start + by, one.zone or DENVER)
    return scope.move(desk.calendars, one, starts, starts + (one.ends - one.starts), reach)


def test_added_periods_last_as_long_over_a_change_of_the_clocks_and_go_with_their_date(make, desk):
    start = datetime(2026, 3, 2, 9)
    night = datetime(2026, 3, 6, 22)
    make.event(
        start=start,
        end=start + HOUR,
        recurrence=Recurrence(("FREQ=DAILY;COUNT=2",), (night,), (), (), (night + 10 * HOUR,)),
    )
    drag(desk, 0, DAY, Scope.ALL)
    period = next(one for one in shown(desk) if one.start == night + DAY)
    assert (period.ends - period.starts, period.end) == (10 * HOUR, datetime(2026, 3, 8, 9))


def test_an_added_period_of_a_monthly_series_goes_with_its_date(make, desk):
    tuesday = datetime(2026, 9, 8, 9)
    second = datetime(2026, 12, 8, 9)  # the Monday before is the first of December, the second is the 14th
    make.event(start=tuesday, end=tuesday + HOUR,
               recurrence=Recurrence(("FREQ=MONTHLY;BYDAY=2TU;COUNT=6",), (second,), (), (), (second + 3 * HOUR,)))  # fmt: skip
    drag(desk, 0, -DAY, Scope.ALL)
    assert {one.ends - one.starts for one in shown(desk)} == {HOUR, 3 * HOUR}


@pytest.mark.parametrize("reach", [Scope.ALL, Scope.LATER])
def test_an_exception_of_whole_days_stays_one_when_the_series_goes_an_hour_later(make, desk, reach):
    away = exception(MONDAY + 2 * DAY, datetime(2026, 12, 3), datetime(2026, 12, 4), "", all_day=True)
    make.event(start=MONDAY, end=MONDAY + HOUR, recurrence=Recurrence(("FREQ=DAILY;COUNT=4",)), overrides=(away,))
    drag(desk, 0 if reach is Scope.ALL else 1, HOUR, reach)
    [whole] = [one for one in shown(desk) if one.all_day]
    assert (whole.start, whole.end) == (datetime(2026, 12, 3), datetime(2026, 12, 4))
    assert len(shown(desk)) == 4


@pytest.mark.parametrize("reach", [Scope.ALL, Scope.LATER])
def test_a_timed_series_of_whole_days_takes_its_exceptions_along_and_back(make, desk, reach):
    early = exception(MONDAY + 2 * DAY, MONDAY + 3 * DAY - 2 * HOUR, MONDAY + 3 * DAY + HOUR)
    event = make.event(start=MONDAY, end=MONDAY + HOUR, overrides=(early,),
                       recurrence=Recurrence(("FREQ=DAILY;COUNT=4",), (MONDAY + 9 * DAY + 5 * HOUR,)))  # fmt: skip
    number = 0 if reach is Scope.ALL else 1
    first = (MONDAY + number * DAY).replace(hour=0)
    new = retell(desk, event, number, reach, start=first, end=first + DAY, all_day=True, zone="", end_zone="")
    turned = [one for one in shown(desk) if one.event_id == new.id]
    assert all(one.all_day and one.start.hour == 0 and one.end - one.start == DAY for one in turned)
    assert [one.start.day for one in turned] == [30, 1, 3, 3, 9][number:]
    back = retell(
        desk, new, number, Scope.ALL, start=first + 9 * HOUR, end=first + 10 * HOUR, all_day=False, zone=DENVER
    )
    again = [one for one in shown(desk) if one.event_id == back.id]
    assert all(not one.all_day and one.start.hour == 9 and one.end - one.start == HOUR for one in again)
    assert len(again) == len(turned)


@pytest.mark.parametrize("reach", [Scope.ALL, Scope.LATER])
def test_a_series_told_in_another_zone_takes_its_exceptions_along(make, desk, reach):
    late = exception(MONDAY + 2 * DAY, MONDAY + 2 * DAY + 4 * HOUR, MONDAY + 2 * DAY + 6 * HOUR)
    other = exception(MONDAY + 3 * DAY, MONDAY + 3 * DAY, MONDAY + 3 * DAY + HOUR, "Asia/Kolkata")
    event = make.event(
        start=MONDAY, end=MONDAY + HOUR, overrides=(late, other), recurrence=Recurrence(("FREQ=DAILY;COUNT=5",))
    )
    new = retell(desk, event, 0 if reach is Scope.ALL else 1, reach, zone=TOKYO)
    told = [
        (one.start, one.end, one.zone) for one in shown(desk) if one.event_id == new.id and one.title.host == "Else"
    ]
    assert sorted(told) == [(late.start, late.end, TOKYO), (other.start, other.end, "Asia/Kolkata")]


@pytest.mark.parametrize("reach", [Scope.ALL, Scope.LATER])
@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;COUNT=3", "FREQ=DAILY;COUNT=3"])
def test_no_exception_stays_where_the_series_does_not_come_any_more(make, desk, reach, rule):
    gone = exception(MONDAY + 5 * WEEK, MONDAY + 5 * WEEK + HOUR, MONDAY + 5 * WEEK + 2 * HOUR)
    event = make.event(
        start=MONDAY, end=MONDAY + HOUR, overrides=(gone,), recurrence=Recurrence(("FREQ=WEEKLY;COUNT=8",))
    )
    number = 0 if reach is Scope.ALL else 1
    retell(desk, event, number, reach, recurrence=Recurrence((rule,)))
    assert len(shown(desk)) == 3 + number
    assert all(one.title.host == "Sync" for one in shown(desk))


@pytest.mark.parametrize("reach", [Scope.ALL, Scope.LATER])
def test_an_exception_within_the_new_end_stays(make, desk, reach):
    kept = exception(MONDAY + 2 * WEEK, MONDAY + 2 * WEEK + HOUR, MONDAY + 2 * WEEK + 2 * HOUR)
    event = make.event(
        start=MONDAY, end=MONDAY + HOUR, overrides=(kept,), recurrence=Recurrence(("FREQ=WEEKLY;COUNT=8",))
    )
    retell(desk, event, 0 if reach is Scope.ALL else 1, reach, recurrence=Recurrence(("FREQ=WEEKLY;COUNT=4",)))
    assert [one.start for one in shown(desk) if one.title.host == "Else"] == [kept.start]


def test_what_an_exception_for_all_later_says_lasts_as_long_every_time(make, desk):
    start = datetime(2026, 3, 5, 9)
    night = exception(start + DAY, datetime(2026, 3, 6, 22), datetime(2026, 3, 7, 8), this_and_future=True)
    make.event(start=start, end=start + HOUR, recurrence=Recurrence(("FREQ=DAILY;COUNT=4",)), overrides=(night,))
    assert [one.ends - one.starts for one in shown(desk)] == [HOUR, 10 * HOUR, 10 * HOUR, 10 * HOUR]
    assert shown(desk)[2].end == datetime(2026, 3, 8, 9)
