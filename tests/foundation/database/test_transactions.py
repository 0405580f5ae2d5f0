"""A transaction keeps all of it or nothing, and nobody's change is lost."""

import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import BusyError, StaleError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.database.base import entry_table
from liaison_desk.tasks.records import Task, TaskFilter, TaskSort
from tests.conftest import Maker


def tasks_of(desk):
    return list(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids)


def test_nothing_is_kept_when_something_breaks(any_desk):
    before = any_desk.history.count()
    told = []
    any_desk.bus.subscribe(told.append)
    with pytest.raises(ZeroDivisionError), any_desk.database.write("Add a task") as transaction:  # noqa: PT012 - the block is what breaks
        any_desk.tasks.save_in(transaction, [Task(title=Bilingual("Half done"))])
        raise ZeroDivisionError
    assert tasks_of(any_desk) == []
    assert any_desk.history.count() == before
    assert any_desk.search("half") == []
    assert told == []
    assert any_desk.check() == []


def test_ids_are_never_used_twice(any_desk):
    make = Maker(any_desk)
    first = make.task()
    any_desk.tasks.delete([first.id])
    any_desk.history.purge("task", [first.id])
    assert make.task().id > first.id


def test_many_records_are_one_action(any_desk):
    people = Maker(any_desk).people(1200)
    assert len({person.id for person in people}) == 1200
    assert len(any_desk.contacts.people_by_ids([person.id for person in people])) == 1200
    assert any_desk.history.undo() == "Add contacts"
    assert all(person.deleted_at for person in any_desk.contacts.people_by_ids([p.id for p in people]).values())
    assert any_desk.check() == []


def test_a_draft_that_says_nothing_new_is_left_alone(any_desk):
    task = Maker(any_desk).task()
    before = any_desk.history.count()
    again = any_desk.tasks.save(task)
    assert again == task
    assert any_desk.history.count() == before


def test_saving_over_a_newer_version_is_refused(any_desk):
    task = Maker(any_desk).task()
    any_desk.tasks.save(replace(task, title=Bilingual("Newer")))
    with pytest.raises(StaleError):
        any_desk.tasks.save(replace(task, title=Bilingual("Older")))
    assert any_desk.tasks.task(task.id).title.host == "Newer"


def test_the_same_record_saved_twice_in_one_action_is_one_change(any_desk):
    with any_desk.database.write("Add a task") as transaction:
        task = any_desk.tasks.save_in(transaction, [Task(title=Bilingual("First words"))])[0]
        any_desk.tasks.save_in(transaction, [replace(task, title=Bilingual("Second words"))])
    with any_desk.database.read() as connection:
        entries = connection.execute(select(func.count()).select_from(entry_table).where(entry_table.c.record_id == task.id)).scalar()  # fmt: skip
    assert entries == 1
    assert [hit.title for hit in any_desk.search("words")] == ["Second words"]
    any_desk.history.undo()
    assert tasks_of(any_desk) == []
    any_desk.history.redo()
    assert any_desk.tasks.task(task.id).title.host == "Second words"
    assert any_desk.check() == []


def test_a_second_writer_is_told_to_wait(desk, make, monkeypatch):
    make.task("Here before")
    monkeypatch.setattr("liaison_desk.foundation.database.engine.LOCK_SECONDS", 0.05)
    other = open_desk(desk.location)
    try:
        with desk.database.write("Add a task"), pytest.raises(BusyError) as refused:
            other.tasks.save(Task(title=Bilingual("Too soon")))
        assert "another program" in str(refused.value)
        other.tasks.save(Task(title=Bilingual("In time")))
    finally:
        other.close()
    assert [hit.title for hit in desk.search("time")] == ["In time"]


def test_a_second_writer_of_a_shared_desk_is_told_to_wait(shared_desk_url, clock, monkeypatch):
    monkeypatch.setattr("liaison_desk.foundation.database.engine.LOCK_SECONDS", 0.05)
    desk = open_desk(shared_desk_url, clock=clock)
    other = open_desk(shared_desk_url)
    try:
        with desk.database.write("Add a task"), pytest.raises(BusyError):
            other.tasks.save(Task(title=Bilingual("Too soon")))
        assert other.tasks.save(Task(title=Bilingual("In time"))).id
    finally:
        other.close()
        desk.close()


def test_a_reader_sees_one_state_while_others_write(any_desk):
    task = Maker(any_desk).task("Before")
    with any_desk.database.read() as connection:
        count = select(func.count()).select_from(entry_table)
        seen = connection.execute(count).scalar()
        any_desk.tasks.save(replace(task, title=Bilingual("After")))
        assert connection.execute(count).scalar() == seen


@pytest.mark.parametrize("words", ["nothing\x00here", "a lone \ud83d surrogate"])
def test_letters_no_database_can_hold_do_not_stop_the_work(any_desk, words):
    task = Maker(any_desk).task(words)
    assert "\x00" not in any_desk.tasks.task(task.id).title.host
    assert any_desk.check() == []


def test_a_file_is_left_whole_when_closed(desk, make):
    make.task()
    desk.close()
    from pathlib import Path

    assert not Path(desk.location + "-wal").exists()
    with sqlite3.connect(desk.location) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x4C444553,)
        assert connection.execute("SELECT count(*) FROM task").fetchone() == (1,)
    connection.close()
    assert Path(desk.location).stat().st_mode & 0o777 == 0o600
