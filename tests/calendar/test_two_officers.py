"""Two officers at one shared desk: each sees at once what the other did, nobody's work is lost, answers stay one's own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.calendar.records import (
    Alarm,
    Answer,
    Calendar,
    Event,
    Participant,
    Party,
    Recurrence,
    RhythmCard,
    RhythmInput,
    Status,
)
from liaison_desk.calendar.rules import content_of
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import NotFoundError, StaleError
from tests.conftest import Maker

NINE = datetime(2026, 11, 25, 9)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEEK = (datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))


@pytest.fixture
def officers(any_desk, clock):
    """The same desk opened by two people."""
    relief = open_desk(any_desk.location, clock=clock)
    relief.database.author = "relief"
    yield any_desk, relief
    relief.close()


def series(calendar: Calendar, **more) -> Event:
    card = RhythmCard(chair=Participant("Hayakawa"), inputs=(RhythmInput(Bilingual("Slides"), days_before=1),))
    values = {"recurrence": Recurrence(("FREQ=DAILY;COUNT=5",)), "alarms": (Alarm(-15),), "rhythm": card} | more
    return Event(
        calendar_id=calendar.id, title=Bilingual("Sync"), start=NINE, end=NINE + HOUR, zone="America/Denver",
        organizations=(Party("Staff"),), travel_before=30, categories=("staff",), reason=Bilingual("none"), **values,
    )  # fmt: skip


def shown(desk) -> list[str]:
    return [one.title.host for one in desk.calendars.occurrences(*WEEK)]


def tasks(desk) -> int:
    with desk.database.read() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM task").scalar_one()


def test_each_sees_what_the_other_did(officers):
    one, other = officers
    calendar = Maker(one).calendar()
    event = one.calendars.save(series(calendar))
    assert shown(one) == shown(other) == ["Sync"] * 5
    event = other.calendars.save(replace(event, title=Bilingual("Renamed")))
    assert shown(one) == ["Renamed"] * 5
    with pytest.raises(StaleError):
        one.calendars.save(replace(event, version=event.version - 1, title=Bilingual("Lost")))
    one.calendars.delete([event.id])
    assert shown(other) == []
    other.history.restore("event", [event.id])
    assert shown(one) == ["Renamed"] * 5
    other.history.undo()
    assert shown(one) == []
    other.history.redo()
    one.calendars.delete_calendars([calendar.id])
    assert shown(other) == []
    one.history.undo()
    assert shown(other) == ["Renamed"] * 5
    other.history.purge("calendar", [calendar.id])
    assert shown(one) == []
    assert one.check() == other.check() == []


def test_inputs_are_made_into_tasks_once_whoever_settles(officers):
    one, other = officers
    event = one.calendars.save(series(Maker(one).calendar()))
    made = tasks(one)
    assert made == 5
    for desk in (other, one, other):
        desk.rhythm.settle()
    assert tasks(one) == made
    other.calendars.save(replace(one.calendars.event(event.id), recurrence=Recurrence(("FREQ=DAILY;COUNT=6",))))
    one.rhythm.settle()
    assert tasks(one) == made + 1
    assert one.check() == []


def test_answers_are_each_officers_own_and_an_event_that_is_gone_reminds_nobody(officers, clock):
    one, other = officers
    event = one.calendars.save(series(Maker(one).calendar()))
    clock.at = datetime(2026, 11, 25, 15, 45, tzinfo=UTC)
    assert len(one.reminders.due(clock.at)) == len(other.reminders.due(clock.at)) == 1
    one.reminders.dismiss_all(clock.at)
    assert one.reminders.due(clock.at) == []
    (due,) = other.reminders.due(clock.at)
    until = clock.at + HOUR
    other.reminders.snooze([due.key], until)
    fresh = open_desk(one.location, clock=clock)
    fresh.database.author = "relief"
    assert [found.due for found in fresh.reminders.due(until)] == [until]
    moved = one.calendars.event(event.id)
    one.calendars.save(replace(moved, start=moved.start + HOUR / 2, end=moved.end + HOUR / 2))
    one.history.purge("event", [event.id])
    fresh.close()
    again = open_desk(one.location, clock=clock)
    again.database.author = "relief"
    assert again.reminders.due(until) == []
    assert again.reminders.next_due(until) is None
    again.close()


def moved(desk, one, reach):
    scope.move(desk.calendars, one, one.starts + HOUR, one.ends + HOUR, reach)


def taken_out(desk, one, reach):
    scope.delete(desk.calendars, one, reach)


def called_off(desk, one, reach):
    scope.set_status(desk.calendars, one, Status.CANCELLED, Bilingual("Flood"), reach)


@pytest.mark.parametrize("reach", [Scope.ONE, Scope.LATER])
@pytest.mark.parametrize("do", [moved, taken_out, called_off])
def test_what_the_other_has_moved_away_is_not_done_to_a_ghost(officers, do, reach):
    one, other = officers
    event = one.calendars.save(series(Maker(one).calendar()))
    stale = one.calendars.occurrences(*WEEK)[2]
    first = other.calendars.occurrences(*WEEK)[0]
    moved(other, first, Scope.ALL)
    before = [(each.starts, each.title) for each in one.calendars.occurrences(*WEEK)]
    with pytest.raises(NotFoundError):
        do(one, stale, reach)
    assert [(each.starts, each.title) for each in one.calendars.occurrences(*WEEK)] == before
    assert one.calendars.event(event.id).overrides == ()


def test_an_answer_leaves_where_the_other_has_moved_it(officers):
    one, other = officers
    me = Participant("Me", "me@example.org")
    event = one.calendars.save(series(Maker(one).calendar(), participants=(me,)))
    stale = one.calendars.occurrences(*WEEK)[2]
    content = content_of(one.calendars.event(event.id), stale)
    moved(other, stale, Scope.ONE)
    one.calendars.answer(event.id, ("me@example.org",), Answer.DECLINED, content)
    [kept] = one.calendars.event(event.id).overrides
    assert kept.start == content.start + HOUR
    assert kept.participants[0].answer == Answer.DECLINED
