"""A series moved, parted or retold in another zone has the occurrences it had, each once and at its time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.calendar.records import Calendar, Event, Override, Recurrence
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.form.event_dialog import shown_of
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_utc
from tests.desks import new_desk

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC))
MONDAY = datetime(2026, 11, 2, 9)


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "a.desk", DeskProfile(host_zone=DENVER))
    desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
    yield desk
    desk.close()


def series(desk, rule, start=MONDAY, length=HOUR, zone=DENVER, **more):
    given = {name: more.pop(name) for name in ("added", "excluded") if name in more}
    [calendar] = desk.calendars.calendars()
    return desk.calendars.save(
        Event(calendar_id=calendar.id, title=Bilingual("Sync"), start=start, end=start + length, zone=zone,
              recurrence=Recurrence((rule,), **given), **more)
    )  # fmt: skip


def shown(desk):
    return desk.calendars.occurrences(*YEAR)


def days(desk):
    return [(one.start.month, one.start.day) for one in shown(desk)]


def drag(desk, number, by, reach):
    one = shown(desk)[number]
    if one.all_day:
        return scope.move(desk.calendars, one, one.starts + by, one.ends + by, reach)
    starts = to_utc(one.start + by, one.zone or DENVER)
    return scope.move(desk.calendars, one, starts, starts + (one.ends - one.starts), reach)


@pytest.mark.parametrize("until", ["20261116T160000Z", "20261116T155959Z", "20261116", "20261117T040000Z"])
def test_the_last_one_is_not_lost_when_all_go_a_day_later(desk, until):
    series(desk, f"FREQ=WEEKLY;UNTIL={until}")
    before = days(desk)
    drag(desk, 1, DAY + HOUR, Scope.ALL)
    assert days(desk) == [(month, day + 1) for month, day in before]
    drag(desk, 1, -DAY - HOUR, Scope.ALL)
    assert days(desk) == before


def test_whole_days_and_floating_times_keep_their_last_one(desk):
    series(desk, "FREQ=DAILY;UNTIL=20261104", MONDAY.replace(hour=0), DAY, "", all_day=True)
    drag(desk, 0, 2 * DAY, Scope.ALL)
    assert days(desk) == [(11, 4), (11, 5), (11, 6)]
    series(desk, "FREQ=DAILY;UNTIL=20261203T090000", MONDAY + 29 * DAY, HOUR, "")
    drag(desk, 3, 2 * HOUR, Scope.ALL)
    assert [one.start.hour for one in shown(desk)[3:]] == [11, 11, 11]


@pytest.mark.parametrize("zone", [DENVER, ""])
@pytest.mark.parametrize("reach", [Scope.ALL, Scope.LATER])
def test_an_exception_taken_over_a_change_of_the_clocks_lasts_as_long(desk, reach, zone):
    start = datetime(2026, 3, 5, 9)
    night = Override(at=start + DAY, start=datetime(2026, 3, 6, 15), end=datetime(2026, 3, 7, 11), zone=zone)
    series(desk, "FREQ=DAILY;COUNT=3", start, zone=zone, added=(start - 4 * DAY,), overrides=(night,))
    drag(desk, 1, DAY, reach)
    moved = next(one for one in shown(desk) if one.start == datetime(2026, 3, 7, 15))
    assert (moved.ends - moved.starts, moved.end) == (20 * HOUR, datetime(2026, 3, 8, 12))


MONTHLY = {
    "FREQ=MONTHLY;BYDAY=2TU": datetime(2026, 6, 9, 9), "FREQ=MONTHLY;BYDAY=-1TU": datetime(2026, 6, 30, 9), "FREQ=MONTHLY;BYDAY=1TU": datetime(2026, 7, 7, 9),
    "FREQ=MONTHLY": datetime(2026, 6, 10, 9), "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TU": datetime(2026, 6, 16, 9),
}  # fmt: skip


@pytest.mark.parametrize("rule", MONTHLY)
@pytest.mark.parametrize("by", [-6, -1, 1, 2, 6, 7])
@pytest.mark.parametrize("number", [0, 2, 5])
@pytest.mark.parametrize("until", [False, True])
def test_all_of_a_months_go_where_one_was_dragged_to_and_none_is_lost(desk, rule, by, number, until):
    event = series(desk, f"{rule};COUNT=6", MONTHLY[rule])
    if until:  # the same series, ended by a day
        last = shown(desk)[-1].start
        ended = Recurrence((f"{rule};UNTIL={to_utc(last, DENVER):%Y%m%dT%H%M%SZ}",))
        desk.calendars.save(replace(event, recurrence=ended))
    before = shown(desk)
    target = before[number].start + by * DAY
    drag(desk, number, by * DAY, Scope.ALL)
    after = shown(desk)
    assert len(after) == len(before) == 6
    assert target in [one.start for one in after]


def test_the_half_that_was_parted_off_is_moved_wholly(desk):
    series(desk, "FREQ=DAILY;COUNT=6")
    drag(desk, 3, HOUR, Scope.LATER)
    drag(desk, 0, DAY, Scope.ALL)
    assert sorted(days(desk)) == [(11, 3), (11, 4), (11, 5), (11, 5), (11, 6), (11, 7)]


@pytest.mark.parametrize(("old", "new"), [(TOKYO, DENVER), (DENVER, TOKYO)])
def test_a_series_retold_in_another_zone_ends_on_the_same_day(desk, old, new):
    last = to_utc(MONDAY + 4 * DAY, old)
    event = series(desk, f"FREQ=DAILY;UNTIL={last:%Y%m%dT%H%M%SZ}", zone=old)
    scope.apply(desk.calendars, event, replace(event, zone=new), shown(desk)[0], Scope.ALL)
    assert days(desk) == [(11, day) for day in range(2, 7)]


def test_a_timed_series_becomes_one_of_whole_days(desk):
    event = series(desk, "FREQ=DAILY;UNTIL=20261107T000000Z", MONDAY + 7 * HOUR, excluded=(MONDAY + 7 * HOUR + DAY,))
    midnight = MONDAY.replace(hour=0)
    edited = replace(event, start=midnight, end=midnight + DAY, zone="", all_day=True)
    assert days(desk) == [(11, 2), (11, 4), (11, 5), (11, 6)]
    scope.apply(desk.calendars, event, edited, shown(desk)[0], Scope.ALL)
    assert days(desk) == [(11, 2), (11, 4), (11, 5), (11, 6)]


def test_what_was_deleted_of_every_second_tuesday_stays_deleted_on_monday(desk):
    tuesday = datetime(2026, 9, 8, 9)
    # The Monday before a second Tuesday may be the first of its month, so that the dates alone do not tell.
    series(
        desk, "FREQ=MONTHLY;BYDAY=2TU;COUNT=6", tuesday, excluded=(datetime(2026, 12, 8, 9), datetime(2027, 2, 9, 9))
    )
    before = days(desk)
    drag(desk, 0, -DAY, Scope.ALL)
    assert len(days(desk)) == len(before) == 4
    assert all(one.start.weekday() == 0 for one in shown(desk))
    assert {month for month, _ in days(desk)} == {month for month, _ in before}


def test_days_of_one_fortnight_stay_together(desk):
    series(desk, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=4")
    before = days(desk)
    assert before == [(11, 2), (11, 8), (11, 16), (11, 22)]
    drag(desk, 0, DAY, Scope.ALL)
    assert days(desk) == [(month, day + 1) for month, day in before]


ADDED = MONDAY + 9 * DAY


def test_parted_at_an_added_date_both_halves_keep_their_rhythm(desk):
    series(desk, "FREQ=WEEKLY;INTERVAL=2;COUNT=4", added=(ADDED,))
    assert days(desk) == [(11, 2), (11, 11), (11, 16), (11, 30), (12, 14)]
    drag(desk, 1, HOUR, Scope.LATER)
    assert days(desk) == [(11, 2), (11, 11), (11, 16), (11, 30), (12, 14)]
    assert [one.start.hour for one in shown(desk)] == [9, 10, 10, 10, 10]
    drag(desk, 1, HOUR, Scope.ALL)
    assert [one.start.hour for one in shown(desk)] == [9, 11, 11, 11, 11]


@pytest.mark.parametrize("end", ["COUNT=2", "UNTIL=20261103T160000Z"])
def test_a_series_that_is_over_does_not_begin_again_when_an_added_date_is_deleted(desk, end):
    event = series(desk, f"FREQ=DAILY;{end}", added=(ADDED,))
    desk.calendars.end_before(event.id, ADDED)
    assert days(desk) == [(11, 2), (11, 3)]


def test_dates_added_before_the_start_stay_when_the_start_and_all_later_are_deleted(desk):
    event = series(desk, "FREQ=DAILY;COUNT=3", added=(MONDAY - 3 * DAY, MONDAY - DAY))
    desk.calendars.end_before(event.id, MONDAY)
    assert days(desk) == [(10, 30), (11, 1)]
    desk.history.undo()
    desk.calendars.end_before(event.id, MONDAY - 3 * DAY)
    assert days(desk) == []


def lasting(desk):
    """A series whose third and all later are called otherwise and an hour later, and whose fifth is at four."""
    weeks = [MONDAY + 7 * n * DAY for n in range(6)]
    later = Override(
        at=weeks[2],
        start=weeks[2] + HOUR,
        end=weeks[2] + 2 * HOUR,
        zone=DENVER,
        title=Bilingual("Board"),
        this_and_future=True,
    )
    alone = Override(
        at=weeks[4], start=weeks[4] + 7 * HOUR, end=weeks[4] + 8 * HOUR, zone=DENVER, title=Bilingual("Late")
    )
    return series(desk, "FREQ=WEEKLY;COUNT=6", overrides=(later, alone))


def seen(desk):
    return [(one.title.host, one.start.hour) for one in shown(desk)]


def test_moving_later_ones_keeps_what_a_lasting_exception_says(desk):
    lasting(desk)
    assert seen(desk) == [("Sync", 9), ("Sync", 9), ("Board", 10), ("Board", 10), ("Late", 16), ("Board", 10)]
    drag(desk, 3, HOUR, Scope.LATER)
    assert seen(desk) == [("Sync", 9), ("Sync", 9), ("Board", 10), ("Board", 11), ("Late", 17), ("Board", 11)]


def test_the_form_of_later_ones_shows_what_a_lasting_exception_says(desk):
    event = lasting(desk)
    one = shown(desk)[3]
    form = shown_of(event, one, Scope.LATER, DENVER)
    assert (form.title.host, form.start) == ("Board", one.start)
    edited = replace(form, place=Bilingual("Room 214"), recurrence=event.recurrence)
    scope.apply(desk.calendars, event, edited, one, Scope.LATER)
    assert seen(desk) == [("Sync", 9), ("Sync", 9), ("Board", 10), ("Board", 10), ("Late", 16), ("Board", 10)]


def test_a_night_in_which_the_clocks_change_makes_no_night_longer(desk):
    series(desk, "FREQ=DAILY;COUNT=3", datetime(2026, 10, 30, 22), 10 * HOUR)
    drag(desk, 1, DAY, Scope.ALL)
    assert {one.ends - one.starts for one in shown(desk)} == {10 * HOUR}


def test_later_ones_follow_an_exception_in_another_zone_in_the_zone_of_the_series(desk):
    at = MONDAY + DAY
    far = Override(at=at, start=at + 16 * HOUR, end=at + 17 * HOUR, zone=TOKYO, title=Bilingual("VTC"))
    series(desk, "FREQ=DAILY;COUNT=3", overrides=(far,))
    assert {one.starts.hour for one in shown(desk)} == {16}
    one = shown(desk)[1]
    scope.move(desk.calendars, one, one.starts + HOUR, one.ends + HOUR, Scope.LATER)
    assert [one.starts.hour for one in shown(desk)] == [16, 17, 17]
