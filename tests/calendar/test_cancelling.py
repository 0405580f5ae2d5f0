"""A series cancelled as far as the officer says, and taking place again: each occurrence stays where it is, and its reason its own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.calendar.records import Override, Participant, Recurrence, RhythmCard, RhythmInput, Status
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.form.event_dialog import shown_of
from liaison_desk.calendar.ui.scope import Scope, Verb, known_scope
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskSort, TaskState

DENVER = "America/Denver"
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
MONDAY = datetime(2026, 11, 30, 9)
FLOOD, LEAVE = Bilingual("The room is flooded"), Bilingual("Leave")


@pytest.fixture
def event(make):
    """Six Mondays; the third alone on Tuesday afternoon, the fifth cancelled for a reason of its own."""
    away = Override(
        at=MONDAY + 2 * WEEK,
        start=MONDAY + 2 * WEEK + 29 * HOUR,
        end=MONDAY + 2 * WEEK + 31 * HOUR,
        zone=DENVER,
        title=Bilingual("Moved"),
    )
    off = Override(
        at=MONDAY + 4 * WEEK,
        start=MONDAY + 4 * WEEK,
        end=MONDAY + 4 * WEEK + HOUR,
        zone=DENVER,
        status=Status.CANCELLED,
        reason=LEAVE,
    )
    card = RhythmCard(inputs=(RhythmInput(Bilingual("Slides"), 2),))
    return make.event("Sync", start=MONDAY, end=MONDAY + HOUR, recurrence=Recurrence(("FREQ=WEEKLY;COUNT=6",)),
                      overrides=(away, off), rhythm=card)  # fmt: skip


def shown(desk):
    return desk.calendars.occurrences(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC))


def off(desk):
    return "".join("x" if one.status is Status.CANCELLED else "-" for one in shown(desk))


def times(desk):
    return [(one.starts, one.ends, one.title.host) for one in shown(desk)]


def set_status(desk, number, status, reach, reason=FLOOD):
    one = shown(desk)[number]
    return scope.set_status(desk.calendars, one, status, reason if status is Status.CANCELLED else Bilingual(), reach)


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("reach", Scope)
def test_what_is_cancelled_stays_at_its_time_and_comes_back_but_for_what_was_off_before(desk, event, number, reach):
    before = times(desk)
    if number == 4 and reach is Scope.ONE:
        return
    set_status(desk, number, Status.CANCELLED, reach)
    assert (
        off(desk)
        == {
            Scope.ONE: "".join("x" if n in {4, number} else "-" for n in range(6)),
            Scope.LATER: "".join("x" if n == 4 or n >= number else "-" for n in range(6)),
            Scope.ALL: "xxxxxx",
        }[reach]
    )
    assert times(desk) == before
    kept = {
        one.reason.host
        for known in desk.calendars.events_by_ids({one.event_id for one in shown(desk)}).values()
        for one in known.overrides
        if one.status is Status.CANCELLED
    }
    assert "Leave" in kept
    cancelled = shown(desk)[number]
    again = desk.calendars.event(cancelled.event_id)
    wanted = known_scope(again, cancelled, Verb.REINSTATE)
    assert wanted is (Scope.ONE if reach is Scope.ONE else None)
    set_status(desk, number, Status.CONFIRMED, Scope.ALL if wanted is None else wanted)
    assert off(desk) == "----x-"
    assert times(desk) == before
    assert desk.history.undo()
    assert desk.history.undo()
    assert (off(desk), times(desk)) == ("----x-", before)


def test_a_cancelled_series_takes_place_again_once_and_from_a_day_on(desk, event):
    set_status(desk, 0, Status.CANCELLED, Scope.ALL)
    set_status(desk, 1, Status.CONFIRMED, Scope.ONE)
    assert off(desk) == "x-xxxx"
    set_status(desk, 2, Status.CONFIRMED, Scope.LATER)
    assert off(desk) == "x---x-"


def test_the_tasks_of_inputs_go_and_come_back_with_it(desk, event):
    def tasks():
        ids = desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids
        found = desk.tasks.tasks_by_ids(ids).values()
        return sorted((one.due, one.state) for one in found if one.deleted_at is None)

    before = tasks()
    assert before
    set_status(desk, 1, Status.CANCELLED, Scope.LATER)
    gone = tasks()
    assert [state for _, state in gone if state is TaskState.CANCELLED] or len(gone) < len(before)
    set_status(desk, 1, Status.CONFIRMED, Scope.ALL)
    assert tasks() == before
    count = desk.history.count()
    desk.rhythm.settle()
    assert desk.history.count() == count


def test_an_exception_for_all_later_is_cancelled_with_its_time_and_words(desk, event):
    later = Override(
        at=MONDAY + WEEK, start=MONDAY + WEEK + HOUR, end=MONDAY + WEEK + 3 * HOUR, zone=DENVER, title=Bilingual("Board"),
        participants=(Participant("Someone"),), this_and_future=True,
    )  # fmt: skip
    desk.calendars.save(replace(event, overrides=(later, *event.overrides)))
    before = times(desk)
    for reach in (Scope.LATER, Scope.ALL):
        set_status(desk, 3, Status.CANCELLED, reach)
        assert off(desk) == {Scope.LATER: "---xxx", Scope.ALL: "xxxxxx"}[reach]
        assert times(desk) == before
        assert desk.history.undo()


def test_the_form_cancels_exceptions_with_the_series(desk, event):
    one = shown(desk)[0]
    for reach in (Scope.LATER, Scope.ALL):
        original = desk.calendars.event(event.id)
        form = shown_of(original, one, reach, DENVER)
        scope.apply(desk.calendars, original, replace(form, status=Status.CANCELLED, reason=FLOOD), one, reach)
        assert off(desk) == "xxxxxx"
        assert desk.history.undo()


@pytest.mark.parametrize(("zone", "night", "length"), [
    (DENVER, datetime(2026, 11, 1, 1), timedelta(minutes=90)), (DENVER, datetime(2026, 11, 1, 1, 30), HOUR),
    ("Europe/London", datetime(2026, 10, 25, 1, 30), timedelta(minutes=30)),
])  # fmt: skip
def test_what_ends_in_the_second_of_an_hour_that_comes_twice_keeps_its_length(desk, make, zone, night, length):
    start = night - 2 * DAY
    make.event("Watch", start=start, end=start + length, zone=zone, recurrence=Recurrence(("FREQ=DAILY;COUNT=4",)))
    before = times(desk)
    set_status(desk, 2, Status.CANCELLED, Scope.ONE)
    assert off(desk) == "--x-"
    assert times(desk) == before
    assert {ends - starts for starts, ends, _ in before} == {length}


def test_this_and_later_from_such_a_night_keep_their_length(desk, make):
    start = datetime(2026, 10, 30, 1)
    length = timedelta(minutes=90)
    make.event("Watch", start=start, end=start + length, zone=DENVER, recurrence=Recurrence(("FREQ=DAILY;COUNT=4",)))
    before = times(desk)
    set_status(desk, 2, Status.CANCELLED, Scope.LATER)
    assert off(desk) == "--xx"
    assert times(desk) == before
