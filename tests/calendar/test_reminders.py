"""What falls due on a real desk: nothing is lost to restarts and clocks, nothing that was answered comes back."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.app.desk import Desk, open_desk
from liaison_desk.calendar.records import Alarm, Answer, Calendar, Event, Participant, Recurrence, Status
from liaison_desk.calendar.rules import content_of
from liaison_desk.calendar.service.reminders import KEPT, Reminders
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError
from tests.desks import new_desk

DENVER = "America/Denver"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NINE = datetime(2026, 11, 24, 9)
NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)  # 0800 in Denver


@dataclass
class HandClock:
    """A clock that is put on by hand."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW - 10 * DAY)


@pytest.fixture
def desk(tmp_path, clock):
    desk = new_desk(tmp_path / "a.desk", DeskProfile(), clock)
    yield desk
    desk.close()


@pytest.fixture
def planning(desk) -> int:
    return desk.calendars.save_calendar(Calendar(name=Bilingual("Planning"))).id


@pytest.fixture
def meeting(desk, planning, clock) -> Event:
    """0900 in Denver, with a reminder at 0845; known for ten days."""
    saved = desk.calendars.save(meeting_in(planning))
    clock.at = NOW
    return saved


def meeting_in(calendar_id: int, start: datetime = NINE, *alarms: Alarm, **more) -> Event:
    values = {"title": Bilingual("Sync"), "zone": DENVER, "alarms": alarms or (Alarm(-15),)}
    return Event(calendar_id=calendar_id, start=start, end=start + HOUR, **{**values, **more})


def told(desk: Desk, at: datetime) -> list[tuple[str, datetime, bool]]:
    return [(one.occurrence.title.host, one.due, one.missed) for one in desk.reminders.due(at)]


DUE = NOW + 45 * MINUTE


def test_it_is_not_due_before_its_time_and_missed_when_the_event_is_over(desk, meeting):
    assert told(desk, DUE - MINUTE) == []
    assert desk.reminders.next_due(DUE - MINUTE) == DUE
    assert told(desk, DUE) == [("Sync", DUE, False)]
    assert desk.reminders.next_due(DUE) is None
    assert told(desk, NOW + 2 * HOUR) == [("Sync", DUE, True)]
    assert told(desk, DUE + KEPT - MINUTE) == [("Sync", DUE, True)]
    assert told(desk, DUE + KEPT) == []


def test_what_is_put_off_comes_again_at_its_time_also_on_a_desk_opened_anew(desk, meeting, clock):
    clock.at = DUE
    key = desk.reminders.due(DUE)[0].key
    until = DUE + 10 * MINUTE
    desk.reminders.snooze([key], until)
    assert told(desk, DUE) == []
    assert desk.reminders.next_due(DUE) == until
    again = open_desk(desk.location, clock=clock)
    assert told(again, until - MINUTE) == []
    assert told(again, until) == told(desk, until) == [("Sync", until, False)]
    again.close()


def test_what_was_put_off_for_weeks_comes_though_it_fell_due_long_ago(desk, meeting, clock):
    clock.at = DUE
    until = DUE + 30 * DAY
    desk.reminders.snooze([desk.reminders.due(DUE)[0].key], until)
    again = open_desk(desk.location, clock=clock)
    assert told(again, until) == [("Sync", until, True)]
    assert told(again, until + KEPT) == []
    again.close()


def test_what_is_done_with_stays_away_and_undo_brings_it_back(desk, meeting, clock):
    clock.at = DUE
    desk.reminders.dismiss([desk.reminders.due(DUE)[0].key])
    assert told(desk, DUE) == []
    assert desk.history.undo() == "Dismiss a reminder"
    assert told(desk, DUE) == [("Sync", DUE, False)]
    assert desk.history.redo() == "Dismiss a reminder"
    assert told(desk, DUE) == []
    assert desk.check() == []
    assert desk.history.trash() == []


def test_putting_off_twice_and_then_done_with_is_one_answer(desk, meeting, clock):
    clock.at = DUE
    key = desk.reminders.due(DUE)[0].key
    for minutes in (5, 10):
        desk.reminders.snooze([key], DUE + minutes * MINUTE)
    assert desk.reminders.next_due(DUE) == DUE + 10 * MINUTE
    desk.reminders.dismiss([key])
    assert desk.reminders.next_due(DUE) is None
    assert told(desk, NOW + DAY) == []


def test_a_time_that_is_over_is_refused_and_nothing_written(desk, meeting, clock):
    clock.at = DUE
    key = desk.reminders.due(DUE)[0].key
    with pytest.raises(InvalidError):
        desk.reminders.snooze([key], DUE)
    assert told(desk, DUE) == [("Sync", DUE, False)]


def test_everything_is_done_with_in_one_action(desk, planning, clock):
    desk.calendars.save_all([meeting_in(planning, title=Bilingual(f"Event {n}")) for n in range(3)], "Add events")
    clock.at = DUE
    assert desk.reminders.dismiss_all(DUE) == 3
    assert told(desk, DUE) == []
    desk.history.undo()
    assert len(told(desk, DUE)) == 3


def test_two_officers_of_a_desk_have_their_own_answers(desk, meeting, clock):
    clock.at = DUE
    other = open_desk(desk.location, clock=clock)
    other.database.author = "relief"
    desk.reminders.dismiss([desk.reminders.due(DUE)[0].key])
    assert told(desk, DUE) == []
    assert told(other, DUE) == [("Sync", DUE, False)]
    other.close()


# What counts ----------------------------------------------------------------------------------------------------------


def test_what_was_due_before_the_event_was_made_does_not_count(desk, planning, clock):
    clock.at = NOW + 50 * MINUTE
    made_long_ago = NOW - 100 * DAY  # what a file says about itself
    desk.calendars.save(meeting_in(planning, NINE, Alarm(-15), Alarm(-5), created_at=made_long_ago))
    assert told(desk, NOW + HOUR) == [("Sync", NOW + 55 * MINUTE, False)]


def test_an_event_moved_into_the_past_does_not_ring_and_one_changed_since_still_does(desk, meeting, clock):
    clock.at = NOW + 3 * HOUR
    retold = desk.calendars.save(replace(meeting, title=Bilingual("Sync, minutes taken")))
    assert told(desk, clock.at) == [("Sync, minutes taken", DUE, True)]
    desk.calendars.save(replace(retold, start=NINE + HOUR, end=NINE + 2 * HOUR))
    assert told(desk, clock.at) == []
    again = open_desk(desk.location, clock=clock)
    assert told(again, clock.at) == []
    again.close()


def test_an_event_put_off_to_the_afternoon_reminds_again(desk, meeting, clock):
    clock.at = DUE
    desk.reminders.dismiss([desk.reminders.due(DUE)[0].key])
    desk.calendars.save(replace(meeting, start=NINE + 5 * HOUR, end=NINE + 6 * HOUR))
    assert desk.reminders.next_due(DUE) == DUE + 5 * HOUR
    assert told(desk, DUE + 5 * HOUR) == [("Sync", DUE + 5 * HOUR, False)]


def test_what_lies_in_the_trash_or_is_cancelled_does_not_ring_also_when_put_off(desk, planning, meeting, clock):
    clock.at = DUE
    desk.reminders.snooze([desk.reminders.due(DUE)[0].key], DUE + 5 * MINUTE)
    later = DUE + 5 * MINUTE
    assert len(told(desk, later)) == 1
    cancelled = desk.calendars.save(replace(meeting, status=Status.CANCELLED))
    assert told(desk, later) == []
    back = desk.calendars.save(replace(cancelled, status=Status.CONFIRMED))
    assert len(told(desk, later)) == 1
    desk.calendars.delete([back.id])
    assert told(desk, later) == []
    desk.history.undo()
    assert len(told(desk, later)) == 1
    desk.calendars.delete_calendars([planning])
    assert told(desk, later) == []


def test_a_reminder_taken_out_of_the_event_does_not_come_back_when_put_off(desk, meeting, clock):
    clock.at = DUE
    desk.reminders.snooze([desk.reminders.due(DUE)[0].key], DUE + 30 * DAY)
    desk.calendars.save(replace(meeting, alarms=(Alarm(-60),)))
    assert told(desk, DUE + 30 * DAY) == []


def test_each_occurrence_of_a_series_is_answered_for_itself(desk, planning, clock):
    desk.calendars.save(meeting_in(planning, NINE - 3 * DAY, recurrence=Recurrence(("FREQ=DAILY",))))
    clock.at = DUE
    found = desk.reminders.due(DUE)
    assert [(one.due, one.missed) for one in found] == [(DUE - n * DAY, n > 0) for n in range(4)]
    desk.reminders.dismiss([found[1].key])
    assert [one.due for one in desk.reminders.due(DUE)] == [DUE, DUE - 2 * DAY, DUE - 3 * DAY]


def test_a_repeated_reminder_is_one_line_and_done_with_as_one(desk, planning, clock):
    desk.calendars.save(meeting_in(planning, NINE, Alarm(-15, repeat=2, every_minutes=5)))
    clock.at = DUE
    assert desk.reminders.next_due(DUE) == DUE + 5 * MINUTE
    assert told(desk, DUE + 12 * MINUTE) == [("Sync", DUE + 10 * MINUTE, False)]
    desk.reminders.dismiss([desk.reminders.due(DUE)[0].key])
    assert desk.reminders.next_due(DUE) is None


def test_all_day_events_are_over_when_the_day_of_the_place_is(desk, planning, clock):
    day = datetime(2026, 11, 24)
    desk.calendars.save(replace(meeting_in(planning, day), end=day + DAY, zone="", all_day=True))
    midnight = datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert told(desk, midnight) == [("Sync", midnight - 15 * MINUTE, False)]
    assert told(desk, midnight + DAY - MINUTE)[0][2] is False
    assert told(desk, midnight + DAY)[0][2] is True


def test_a_reminder_ten_months_before_rings(desk, planning, clock):
    desk.calendars.save(meeting_in(planning, NINE + 300 * DAY, Alarm(-300 * 1440)))
    assert desk.reminders.next_due(NOW - MINUTE) == NOW  # 0900 there is an hour earlier in summer


# Clocks ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def rhythm(desk, planning, clock) -> list[datetime]:
    """Every day at 0900 for two months, known since long; returns when its reminders fall due."""
    desk.calendars.save(meeting_in(planning, NINE - 5 * DAY, recurrence=Recurrence(("FREQ=DAILY;COUNT=60",))))
    clock.at = NOW
    return [DUE + n * DAY for n in range(-5, 55)]


@pytest.mark.parametrize("steps", [
    [20 * MINUTE] * 400,  # as the clock goes
    [13 * HOUR] * 12,  # asleep by night
    [3 * DAY, 20 * MINUTE, 20 * DAY, -DAY, 2 * DAY],  # switched off, and set
    [-30 * MINUTE, 2 * HOUR, -90 * MINUTE, DAY],
    [40 * DAY, -40 * DAY, HOUR, DAY],
])  # fmt: skip
def test_however_the_clock_goes_it_says_what_a_desk_opened_at_that_instant_says(desk, rhythm, steps, clock):
    now = NOW
    for step in [timedelta(), *steps]:
        now += step
        clock.at = now
        wanted = [due for due in reversed(rhythm) if now - KEPT < due <= now]
        assert [one.due for one in desk.reminders.due(now)] == wanted
        coming = min((due for due in rhythm if due > now), default=None)
        said = desk.reminders.next_due(now)
        assert said == coming or (said is None and (coming is None or coming > now + DAY))


def test_a_clock_that_was_wrong_when_the_event_was_made_loses_no_reminder(desk, planning, clock):
    clock.at = NOW + 300 * DAY
    desk.calendars.save(meeting_in(planning))
    clock.at = NOW
    assert told(desk, DUE) == [("Sync", DUE, False)]
    again = open_desk(desk.location, clock=clock)
    assert told(again, DUE) == [("Sync", DUE, False)]
    again.close()


# How it is worked out -------------------------------------------------------------------------------------------------


def test_many_series_are_worked_out_a_slice_at_a_time_and_then_known(desk, planning, clock):
    rule = Recurrence(("FREQ=WEEKLY",))
    desk.calendars.save_all([meeting_in(planning, recurrence=rule, title=Bilingual(f"S{n}")) for n in range(600)], "x")
    made = Reminders(desk.database, desk.profile.get)
    assert [made.prepare(NOW) for _ in range(7)] == [False] * 5 + [True] * 2
    assert len(made.due(DUE)) == 600


def test_only_what_changed_is_worked_out_again(desk, planning, clock):
    events = desk.calendars.save_all([meeting_in(planning, title=Bilingual(f"S{n}")) for n in range(600)], "x")
    assert len(desk.reminders.due(DUE)) == 600
    desk.calendars.save(replace(events[7], title=Bilingual("Changed")))
    assert desk.reminders.prepare(DUE)
    assert {one.occurrence.title.host for one in desk.reminders.due(DUE)} >= {"Changed", "S8"}
    desk.calendars.delete([events[8].id])
    assert len(desk.reminders.due(DUE)) == 599


def test_a_new_zone_of_the_place_moves_what_is_kept_in_local_time(desk, planning, clock):
    desk.calendars.save(meeting_in(planning, zone=""))
    assert desk.reminders.next_due(NOW) == DUE
    desk.profile.save(replace(desk.profile.get(), host_zone="Asia/Tokyo"))
    assert told(desk, NOW) == [("Sync", datetime(2026, 11, 23, 23, 45, tzinfo=UTC), True)]


STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 2000)),
    st.tuples(st.just("move"), st.integers(0, 2), st.integers(-1500, 1500)),
    st.tuples(st.just("alarm"), st.integers(0, 2), st.integers(-120, 60)),
    st.tuples(st.just("cancel"), st.integers(0, 2)),
    st.tuples(st.just("snooze"), st.integers(1, 3000)),
    st.tuples(st.just("dismiss")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("add"), st.integers(-300, 2000)),
)


def take(desk: Desk, planning: int, clock: HandClock, step: tuple) -> None:
    """Do one of the things that bear on what is due."""
    match step:
        case ("wait", minutes):
            clock.at += minutes * MINUTE
        case ("move", which, minutes):
            event = nth(desk, which)
            start = event.start + minutes * MINUTE
            desk.calendars.save(replace(event, start=start, end=start + HOUR))
        case ("alarm", which, minutes):
            desk.calendars.save(replace(nth(desk, which), alarms=(Alarm(minutes),)))
        case ("cancel", which):
            event = nth(desk, which)
            other = Status.CONFIRMED if event.status is Status.CANCELLED else Status.CANCELLED
            desk.calendars.save(replace(event, status=other))
        case ("snooze", minutes):
            desk.reminders.snooze([one.key for one in desk.reminders.due(clock.at)][:1], clock.at + minutes * MINUTE)
        case ("dismiss",):
            desk.reminders.dismiss([one.key for one in desk.reminders.due(clock.at)][:1])
        case ("undo",):
            if desk.history.labels()[0] not in {"Add an event", "Add a calendar", None}:
                desk.history.undo()
        case ("add", minutes):
            desk.calendars.save(meeting_in(planning, NINE + minutes * MINUTE))


def all_events(desk: Desk) -> list[Event]:
    return list(desk.calendars.events_by_ids(range(1, 200)).values())


def nth(desk: Desk, which: int) -> Event:
    events = all_events(desk)
    return events[which % len(events)]


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(STEPS, max_size=14))
def test_what_is_kept_says_the_same_as_what_is_worked_out_anew(tmp_path_factory, steps):
    clock = HandClock(NOW - 10 * DAY)
    desk = new_desk(tmp_path_factory.mktemp("same") / "a.desk", DeskProfile(), clock)
    planning = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning"))).id
    desk.calendars.save(meeting_in(planning))
    desk.calendars.save(meeting_in(planning, recurrence=Recurrence(("FREQ=DAILY",))))
    clock.at = NOW
    for step in steps:
        take(desk, planning, clock, step)
        anew = Reminders(desk.database, desk.profile.get)
        assert desk.reminders.due(clock.at) == anew.due(clock.at)
        said, wanted = desk.reminders.next_due(clock.at), anew.next_due(clock.at)
        assert said == wanted or (said is None and wanted > clock.at + DAY)
    assert desk.check() == []
    desk.close()


def test_a_desk_written_as_an_archive_leaves_answers_out(desk, meeting, clock, tmp_path):
    from liaison_desk.app.outgoing.exporting import export

    clock.at = DUE
    desk.reminders.dismiss([desk.reminders.due(DUE)[0].key])
    target = tmp_path / "all.json"
    export(desk, "all", target)
    assert "Sync" in target.read_text("utf-8")
    assert '"alarm"' not in target.read_text("utf-8")


def test_what_the_officer_declined_does_not_ring(desk, planning, clock):
    desk.profile.save(replace(desk.profile.get(), officer_emails=("kisaragi@example.org",)))
    me = Participant("Maj Kisaragi", "Kisaragi@Example.org")
    every_day = Recurrence(("FREQ=DAILY;COUNT=3",))
    event = desk.calendars.save(meeting_in(planning, participants=(me,), recurrence=every_day))
    clock.at = NOW
    assert [due for _, due, _ in told(desk, DUE)] == [DUE]
    desk.calendars.answer(event.id, ("kisaragi@example.org",), Answer.DECLINED)
    assert told(desk, DUE) == []
    desk.calendars.answer(event.id, ("kisaragi@example.org",), Answer.ACCEPTED)
    assert [due for _, due, _ in told(desk, DUE)] == [DUE]
    [first, *_] = desk.calendars.occurrences(NOW, NOW + DAY)
    one = content_of(desk.calendars.event(event.id), first)
    desk.calendars.answer(event.id, ("kisaragi@example.org",), Answer.DECLINED, one)
    assert told(desk, DUE) == []
    assert [due for _, due, _ in told(desk, DUE + DAY)] == [DUE + DAY]
