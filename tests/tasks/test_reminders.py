"""Reminders of tasks: they ring before the suspense, also what was missed, until they are answered or the task is done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.tasks.records import TASK, Task, TaskState
from liaison_desk.tasks.rules.reminders import FARTHEST, rings
from tests.conftest import HandClock
from tests.cost import calls
from tests.desks import new_desk

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY = 60, 24 * 60
DUE = datetime(2026, 11, 25, 21, tzinfo=UTC)  # 1400 in Colorado Springs


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def desk(tmp_path, clock):
    desk = new_desk(tmp_path / "r.desk", DeskProfile(), clock)
    yield desk
    desk.close()


def side_letter(**more):
    values = {
        "due": datetime(2026, 11, 25, 14),
        "due_zone": DENVER,
        "due_all_day": False,
        "reminders": (DAY, HOUR),
    } | more
    return Task(title=Bilingual("Side letter"), **values)


def minutes(desk, now):
    return [one.key.minutes for one in desk.task_reminders.due(now)]


def before(**span):
    return DUE - timedelta(**span)


def test_it_rings_a_day_and_an_hour_before_and_stays_until_it_is_answered(any_desk):
    any_desk.tasks.save(side_letter())
    reminders = any_desk.task_reminders
    assert minutes(any_desk, before(hours=24, seconds=1)) == []
    assert reminders.next_due(before(hours=24, seconds=1)) == before(hours=24)
    assert minutes(any_desk, before(hours=24)) == [DAY]
    assert minutes(any_desk, before(minutes=30)) == [HOUR, DAY]
    reminders.dismiss([reminders.due(before(minutes=30))[1].key])
    assert minutes(any_desk, before(minutes=30)) == [HOUR]
    any_desk.history.undo()
    assert minutes(any_desk, before(minutes=30)) == [HOUR, DAY]


def test_a_suspense_of_a_day_rings_in_its_morning_not_in_the_night():
    found = rings(datetime(2026, 11, 25), DENVER, (0, DAY), DENVER, whole_day=True)
    assert found == [(0, datetime(2026, 11, 25, 16, tzinfo=UTC)), (DAY, datetime(2026, 11, 24, 16, tzinfo=UTC))]


def test_what_was_missed_while_the_program_was_closed_is_told(desk, clock):
    desk.tasks.save(side_letter())
    again = open_desk(desk.location, clock=clock)
    late = DUE + timedelta(days=3)
    assert minutes(again, late) == [HOUR, DAY]
    assert not any(one.missed for one in again.task_reminders.due(late)), "what is overdue is not over"
    assert minutes(again, DUE + timedelta(days=15)) == []
    again.close()


@pytest.mark.parametrize("end", ["done", "cancelled", "trashed"])
def test_what_is_finished_or_in_the_trash_never_rings(any_desk, end):
    saved = any_desk.tasks.save(side_letter())
    now = before(hours=2)
    assert minutes(any_desk, now) == [DAY]
    if end == "done":
        any_desk.tasks.complete([saved.id])
    elif end == "cancelled":
        any_desk.tasks.set_state([saved.id], TaskState.CANCELLED, reason="Overtaken")
    else:
        any_desk.tasks.delete([saved.id])
    assert minutes(any_desk, now) == []
    any_desk.history.undo()
    assert minutes(any_desk, now) == [DAY]


def test_put_off_it_rings_again_even_after_its_suspense(desk, clock):
    desk.tasks.save(side_letter(reminders=(HOUR,)))
    clock.at = before(minutes=30)
    reminders = desk.task_reminders
    until = DUE + timedelta(hours=1)
    reminders.snooze([reminders.due(clock.at)[0].key], until)
    assert minutes(desk, clock.at) == []
    assert reminders.next_due(clock.at) == until
    assert [one.due for one in reminders.due(until)] == [until]
    with pytest.raises(InvalidError):
        reminders.snooze([reminders.due(until)[0].key], clock.at)


def test_another_suspense_rings_anew_and_a_reminder_set_too_late_does_not_ring(desk, clock):
    saved = desk.tasks.save(side_letter(reminders=()))
    clock.at = before(hours=2)
    saved = desk.tasks.save(replace(saved, reminders=(DAY, HOUR)))
    assert minutes(desk, clock.at) == [], "a day before is over when it is set"
    assert minutes(desk, before(minutes=59)) == [HOUR]
    desk.task_reminders.dismiss([desk.task_reminders.due(before(minutes=59))[0].key])
    desk.tasks.snooze([saved.id], 1)
    assert minutes(desk, before(minutes=59) + timedelta(days=1)) == [HOUR, DAY]


def test_a_word_in_the_log_does_not_silence_what_fell_due(desk, clock):
    saved = desk.tasks.save(side_letter())
    clock.at = before(hours=20)
    desk.tasks.log(saved.id, "Called them")
    assert minutes(desk, clock.at) == [DAY]


def test_each_officer_has_answers_of_his_own_and_a_task_erased_takes_them_along(any_desk, clock):
    saved = any_desk.tasks.save(side_letter())
    other = open_desk(any_desk.location, clock=any_desk.clock)
    other.database.author = "relief"
    now = before(hours=2)
    any_desk.task_reminders.dismiss([any_desk.task_reminders.due(now)[0].key])
    assert (minutes(any_desk, now), minutes(other, now)) == ([], [DAY])
    any_desk.tasks.delete([saved.id])
    any_desk.history.purge(TASK, [saved.id])
    with any_desk.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM task_reminder").scalar() == 0
    other.close()


def test_old_answers_are_forgotten(desk, clock):
    desk.tasks.save(side_letter())
    desk.task_reminders.dismiss([one.key for one in desk.task_reminders.due(before(minutes=1))])
    assert desk.all_reminders.forget_old() == 0
    clock.forward(days=30)
    assert desk.all_reminders.forget_old() == 2


def test_events_and_tasks_ring_together_and_are_answered_in_one_action(desk, clock):
    from liaison_desk.calendar.records import Alarm, Calendar, Event

    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
    desk.calendars.save(Event(calendar_id=calendar.id, title=Bilingual("Sync"), start=datetime(2026, 11, 25, 13), zone=DENVER,
                              end=datetime(2026, 11, 25, 15), alarms=(Alarm(-10),)))  # fmt: skip
    desk.tasks.save(side_letter(reminders=(30,)))
    now = before(minutes=20)
    both = desk.all_reminders
    while not both.prepare(now):
        pass
    assert [one.due for one in both.due(now)] == [before(minutes=30), before(minutes=70)]
    both.dismiss([one.key for one in both.due(now)])
    assert both.due(now) == []
    assert desk.history.undo() == "Dismiss reminders"
    assert len(both.due(now)) == 2


def test_one_change_among_many_reads_that_one_alone(desk):
    saved = desk.tasks.save_all([side_letter() for _ in range(400)], "Add")
    now = before(hours=2)
    first = calls(lambda: desk.task_reminders.due(now))
    desk.tasks.log(saved[0].id, "Called them")
    assert calls(lambda: desk.task_reminders.due(now)) < first / 4
    assert len(desk.task_reminders.due(now)) == 400


@given(st.lists(st.integers(0, FARTHEST), max_size=5), st.booleans())
def test_every_reminder_rings_once_before_its_anchor(reminders, whole_day):
    found = rings(datetime(2026, 11, 1, 1, 30), DENVER, tuple(reminders), DENVER, whole_day=whole_day)
    assert [minutes for minutes, _ in found] == list(dict.fromkeys(reminders))
    anchors = {at + timedelta(minutes=minutes) for minutes, at in found}
    assert len(anchors) <= 1
