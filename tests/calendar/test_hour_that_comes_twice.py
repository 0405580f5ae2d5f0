"""What is moved into the hour that comes twice in autumn stands where it was put, and lasts as long as it did."""

from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.calendar.records import Calendar, Event, Recurrence
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_utc

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
FIRST, SECOND = (to_utc(datetime(2026, 11, 1, 1, 30), DENVER, fold) for fold in (0, 1))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVENING = datetime(2026, 10, 30, 19)


@pytest.fixture
def event(desk):
    def made(zone=DENVER, end_zone="", hours=2, **more):
        calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
        end = EVENING + hours * HOUR + (timedelta(hours=15) if end_zone == TOKYO else timedelta())
        return desk.calendars.save(
            Event(calendar_id=calendar.id, title=Bilingual("Watch"), start=EVENING, end=end, zone=zone, end_zone=end_zone, **more)
        )  # fmt: skip

    return made


def seen(desk):
    found = desk.calendars.occurrences(datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC))
    return [(one.starts, one.ends) for one in found]


@pytest.mark.parametrize("deed", [scope.move, scope.copy])
@pytest.mark.parametrize(("zone", "end_zone"), [(DENVER, ""), ("", ""), (DENVER, TOKYO), ("UTC", ""), (TOKYO, DENVER)])
@pytest.mark.parametrize("starts", [FIRST - HOUR, FIRST, SECOND, SECOND + HOUR])
@pytest.mark.parametrize("hours", [0, 1, 2])
def test_a_single_event_stands_at_the_instants_it_was_moved_to(desk, event, deed, zone, end_zone, starts, hours):
    event(zone, end_zone)
    (one,) = desk.calendars.occurrences(datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC))
    args = (Scope.ALL,) if deed is scope.move else ()
    saved = deed(desk.calendars, one, starts, starts + hours * HOUR, *args)
    assert seen(desk)[-1] == (starts, starts + hours * HOUR)
    if starts == SECOND + HOUR:
        assert (saved.zone, saved.end_zone) == (zone, end_zone)
    moved = next(each for each in desk.calendars.occurrences(starts, starts + DAY) if each.event_id == saved.id)
    scope.move(desk.calendars, moved, FIRST, SECOND, Scope.ALL)
    assert (FIRST, SECOND) in seen(desk)


def test_one_of_a_series_stands_there_too_and_the_others_stay(desk, event):
    event(recurrence=Recurrence(("FREQ=DAILY;COUNT=3",)))
    before = seen(desk)
    second = desk.calendars.occurrences(*before[1])[0]
    scope.move(desk.calendars, second, SECOND, SECOND + HOUR, Scope.ONE)
    assert seen(desk) == [before[0], (SECOND, SECOND + HOUR), before[2]]


@pytest.mark.parametrize(("reach", "number"), [(Scope.ALL, 0), (Scope.LATER, 1)])
def test_a_series_that_ends_in_the_second_hour_keeps_its_length(desk, event, reach, number):
    event(recurrence=Recurrence(("FREQ=WEEKLY;COUNT=3",)))
    one = desk.calendars.occurrences(*seen(desk)[number])[0]
    scope.move(desk.calendars, one, FIRST - HOUR, SECOND, reach)
    assert [ends - starts for starts, ends in seen(desk)] == [2 * HOUR] * 3
    assert (FIRST - HOUR, SECOND) in seen(desk)


def test_where_a_series_lands_is_known_before_it_is_moved(desk, event):
    event(recurrence=Recurrence(("FREQ=WEEKLY;COUNT=3",)))
    one = desk.calendars.occurrences(*seen(desk)[0])[0]
    assert scope.lands_at(one, SECOND, Scope.ONE, DENVER) == SECOND
    assert scope.lands_at(one, SECOND, Scope.ALL, DENVER) == FIRST
    scope.move(desk.calendars, one, SECOND, SECOND + 2 * HOUR, Scope.ALL)
    assert seen(desk)[0][0] == FIRST
