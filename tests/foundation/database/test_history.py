"""Every change can be taken back, in order, by who made it, and nobody else's work is ever overwritten."""

from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import NotFoundError, StaleError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Attendee, PortionKind
from liaison_desk.tasks.records import Task
from tests.conftest import Maker


def living_people(desk):
    return set(desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids)


def title(desk, task):
    return desk.tasks.task(task.id).title.host


def test_undo_takes_back_the_last_action_whatever_it_changed(any_desk):
    make = Maker(any_desk)
    person = make.person("Alder")
    event = make.event("Planning conference")
    task = make.task("Book the room")
    any_desk.tasks.complete([task.id])
    assert any_desk.history.undo() == "Complete a task"
    assert any_desk.tasks.task(task.id).completed_at is None
    assert any_desk.history.undo() == "Add a task"
    assert any_desk.tasks.task(task.id).deleted_at is not None
    assert any_desk.history.undo() == "Add an event"
    assert any_desk.calendars.event(event.id).deleted_at is not None
    assert any_desk.history.undo() == "Add a calendar"
    assert any_desk.history.undo() == "Add a contact"
    assert person.id not in living_people(any_desk)
    assert any_desk.history.undo() is None
    for label in ("Add a contact", "Add a calendar", "Add an event", "Add a task", "Complete a task"):
        assert any_desk.history.redo() == label
    assert any_desk.history.redo() is None
    assert any_desk.tasks.task(task.id).completed_at is not None
    assert living_people(any_desk) == {person.id}
    assert any_desk.check() == []


def test_parts_come_back_with_their_record(any_desk):
    make = Maker(any_desk)
    meeting = make.meeting("Office call", "First note", "Second note")
    any_desk.meetings.save(replace(meeting, portions=meeting.portions[:1]))
    any_desk.history.undo()
    assert [p.text.host for p in any_desk.meetings.meeting(meeting.id).portions] == ["First note", "Second note"]
    any_desk.history.redo()
    assert [p.text.host for p in any_desk.meetings.meeting(meeting.id).portions] == ["First note"]


def test_several_kinds_changed_at_once_go_back_at_once(desk, make):
    meeting = make.meeting("Office call", "They will send the annex")
    portion = replace(meeting.portions[0], kind=PortionKind.COMMITMENT)
    meeting = desk.meetings.save(replace(meeting, portions=(portion,)))
    made = desk.meetings.make_task(meeting.id, portion.uid)
    task_id = made.portions[0].task_id
    assert desk.tasks.task(task_id).title.host == "They will send the annex"
    desk.history.undo()
    assert desk.meetings.meeting(meeting.id).portions[0].task_id in {0, None}
    assert desk.tasks.task(task_id).deleted_at is not None
    desk.history.redo()
    assert desk.meetings.meeting(meeting.id).portions[0].task_id == task_id
    assert desk.tasks.task(task_id).deleted_at is None
    assert desk.check() == []


def test_a_new_action_ends_what_could_be_redone(desk, make):
    task = make.task("One")
    desk.tasks.save(replace(task, title=Bilingual("Two")))
    desk.history.undo()
    assert desk.history.labels() == ("Add a task", "Change a task")
    make.person()
    assert desk.history.labels() == ("Add a contact", None)
    assert desk.history.redo() is None
    assert title(desk, task) == "One"


def test_undo_is_refused_when_someone_else_changed_the_record(any_desk):
    make = Maker(any_desk)
    first, second = make.task("First"), make.task("Second")
    with any_desk.database.write("Change tasks") as transaction:
        any_desk.tasks.save_in(
            transaction, [replace(first, title=Bilingual("1")), replace(second, title=Bilingual("2"))]
        )
    other = open_desk(any_desk.location)
    other.database.author = "colleague"
    other.tasks.save(replace(other.tasks.task(second.id), title=Bilingual("Theirs")))
    other.close()
    with pytest.raises(StaleError) as refused:
        any_desk.history.undo()
    assert "Theirs" in str(refused.value)
    assert "colleague" in str(refused.value)
    assert (title(any_desk, first), title(any_desk, second)) == ("1", "Theirs")
    assert any_desk.history.labels() == ("Change tasks", None)
    assert any_desk.check() == []


def test_everyone_undoes_only_his_own(any_desk):
    make = Maker(any_desk)
    mine = make.task("Mine")
    other = open_desk(any_desk.location)
    other.database.author = "colleague"
    theirs = other.tasks.save(Task(title=Bilingual("Theirs")))
    assert any_desk.history.undo() == "Add a task"
    assert any_desk.tasks.task(mine.id).deleted_at is not None
    assert any_desk.tasks.task(theirs.id).deleted_at is None
    assert other.history.undo() == "Add a task"
    assert other.tasks.task(theirs.id).deleted_at is not None
    other.close()


def test_undo_survives_closing_and_opening(desk, make, clock):
    task = make.task("Before")
    desk.tasks.save(replace(task, title=Bilingual("After")))
    desk.history.undo()
    desk.close()
    again = open_desk(desk.location, clock=clock)
    assert again.history.labels() == ("Add a task", "Change a task")
    assert again.history.redo() == "Change a task"
    assert title(again, task) == "After"
    again.close()


def test_any_version_can_be_restored_and_that_can_be_undone(any_desk):
    task = Maker(any_desk).task("One")
    for words in ("Two", "Three"):
        task = any_desk.tasks.save(replace(task, title=Bilingual(words)))
    first = any_desk.history.entries(task.uid)[-1]
    any_desk.history.restore_version(first.id)
    assert title(any_desk, task) == "One"
    assert any_desk.tasks.task(task.id).version == 4
    any_desk.history.undo()
    assert title(any_desk, task) == "Three"
    assert [hit.title for hit in any_desk.search("three")] == ["Three"]


def test_what_is_deleted_lies_in_the_trash_and_comes_back(any_desk):
    task = Maker(any_desk).task("Forget me not")
    any_desk.tasks.delete([task.id])
    assert any_desk.search("forget") == []
    assert [(one.kind, one.id, one.title) for one in any_desk.history.trash()] == [("task", task.id, "Forget me not")]
    any_desk.history.restore("task", [task.id])
    assert any_desk.history.trash() == []
    assert [hit.id for hit in any_desk.search("forget")] == [task.id]
    assert any_desk.history.undo() == "Restore from the trash"
    assert any_desk.search("forget") == []


def test_the_trash_is_emptied_after_thirty_days(any_desk, clock):
    make = Maker(any_desk)
    old, young = make.task("Old"), make.task("Young")
    any_desk.tasks.delete([old.id])
    clock.forward(days=20)
    any_desk.tasks.delete([young.id])
    clock.forward(days=10)
    assert any_desk.history.empty_old_trash() == 0
    clock.forward(seconds=1)
    assert any_desk.history.empty_old_trash() == 1
    assert [one.title for one in any_desk.history.trash()] == ["Young"]
    with pytest.raises(NotFoundError):
        any_desk.tasks.task(old.id)
    assert any_desk.check() == []


def test_what_was_erased_stands_in_nobodys_way(any_desk):
    make = Maker(any_desk)
    kept = make.task("Kept")
    with any_desk.database.write("Add tasks") as transaction:
        gone, stays = any_desk.tasks.save_in(
            transaction, [Task(title=Bilingual("Gone")), Task(title=Bilingual("Stays"))]
        )
    alone = make.task("Alone")
    any_desk.tasks.delete([gone.id, alone.id])
    any_desk.history.purge("task", [gone.id, alone.id])
    assert any_desk.history.undo() == "Add tasks"
    assert any_desk.tasks.task(stays.id).deleted_at is not None
    assert any_desk.history.undo() == "Add a task"
    assert any_desk.tasks.task(kept.id).deleted_at is not None
    assert any_desk.history.undo() is None
    assert any_desk.check() == []


def test_a_person_is_erased_though_meetings_and_tasks_name_him(any_desk):
    make = Maker(any_desk)
    person = make.person("Cedar")
    meeting = make.meeting(attendees=(Attendee(name="Cedar", contact_id=person.id), Attendee(name="Other")))
    task = make.task(own_owner="Cedar", own_owner_id=person.id)
    task = any_desk.tasks.save(replace(task, title=Bilingual("Changed")))
    any_desk.contacts.delete([person.id])
    any_desk.history.purge("person", [person.id])
    attendees = any_desk.meetings.meeting(meeting.id).attendees
    assert [(one.name, one.contact_id) for one in attendees] == [("—", 0), ("Other", 0)]
    assert any_desk.tasks.task(task.id).own_owner == "—"  # the name goes with the man
    assert any_desk.check() == []
    assert any_desk.history.undo() == "Change a task"
    assert any_desk.tasks.task(task.id).title.host == "Answer the RFI"
    any_desk.history.restore_version(any_desk.history.entries(meeting.uid)[-1].id)
    assert any_desk.meetings.meeting(meeting.id).attendees[0].contact_id == 0
    assert any_desk.check() == []


def test_a_calendar_takes_its_events_with_it(any_desk):
    make = Maker(any_desk)
    calendar = make.calendar("Visits")
    event = make.event("Courtesy call", calendar)
    any_desk.calendars.delete_calendars([calendar.id])
    any_desk.history.purge("calendar", [calendar.id])
    with pytest.raises(NotFoundError):
        any_desk.calendars.event(event.id)
    assert any_desk.search("courtesy") == []
    assert any_desk.check() == []


def test_entries_tell_who_did_what_when(desk, make, clock):
    task = make.task("One")
    clock.forward(hours=1)
    desk.tasks.save(replace(task, title=Bilingual("Two")))
    newest, oldest = desk.history.entries(task.uid)
    assert (newest.label, newest.action, newest.author) == ("Change a task", "do", desk.database.author)
    assert (newest.at - oldest.at).total_seconds() == 3600
    assert "One" in newest.before
    assert "Two" in newest.after
    assert oldest.before is None
    assert desk.history.entries(before_id=newest.id)[0].id == oldest.id


def test_dates_come_back_as_dates(desk, make):
    person = make.person(birthday=date(1970, 2, 28))
    desk.contacts.save(replace(person, birthday=date(1971, 1, 1)))
    desk.history.undo()
    assert desk.contacts.person(person.id).birthday == date(1970, 2, 28)
