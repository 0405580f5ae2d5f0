"""Who works on a shared desk sees what others change, and is not told twice of his own changes."""

import threading

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.database import notices
from liaison_desk.tasks.records import Task
from tests.conftest import Maker


class Heard:
    """Collects what a bus tells, and waits for it."""

    def __init__(self, desk):
        self.changes = []
        self._news = threading.Condition()
        desk.bus.subscribe(self._hear)

    def _hear(self, changes):
        with self._news:
            self.changes.append(changes)
            self._news.notify_all()

    def until(self, enough):
        with self._news:
            assert self._news.wait_for(lambda: enough(self.changes), 10), self.changes


@pytest.fixture
def pair(shared_desk_url, clock, monkeypatch):
    """Return two open desks on one database; what they hear, and their end, they hear at once."""
    monkeypatch.setattr(notices, "_LISTENS", 60)
    one = open_desk(shared_desk_url, clock=clock)
    other = open_desk(shared_desk_url, clock=clock)
    yield one, other
    other.close()
    one.close()


@pytest.mark.parametrize("founder_writes", [True, False])
def test_others_changes_are_heard(pair, founder_writes):
    writer, reader = pair if founder_writes else reversed(pair)
    heard = Heard(reader)
    task = Maker(writer).task("From the other side")
    heard.until(lambda changes: any(task.id in change.ids.get("task", ()) for change in changes))
    assert heard.changes[0].label == "Add a task"


def test_own_changes_are_told_once(pair):
    mine, theirs = pair
    heard = Heard(mine)
    task = Maker(mine).task("Mine")
    last = Maker(theirs).task("Theirs")
    heard.until(lambda changes: any(last.id in change.ids.get("task", ()) for change in changes))
    assert sum(task.id in change.ids.get("task", ()) for change in heard.changes) == 1


def test_every_record_of_a_large_import_is_told(pair):
    mine, theirs = pair
    heard = Heard(mine)
    tasks = theirs.tasks.save_all([Task(title=Bilingual(f"Task {n}")) for n in range(3000)], "Import a file")
    wanted = {task.id for task in tasks}
    heard.until(lambda changes: wanted <= {id_ for change in changes for id_ in change.ids.get("task", ())})


def test_what_was_not_committed_is_not_told(pair):
    mine, theirs = pair
    heard = Heard(mine)
    with pytest.raises(ZeroDivisionError), theirs.database.write("Add a task") as transaction:  # noqa: PT012
        theirs.tasks.save_in(transaction, [Task(title=Bilingual("Half done"))])
        raise ZeroDivisionError
    last = Maker(theirs).task("Whole")
    heard.until(bool)
    assert [set(change.ids["task"]) for change in heard.changes] == [{last.id}]


def test_the_profile_others_changed_is_read_anew(pair):
    mine, theirs = pair
    from dataclasses import replace

    assert mine.profile.get().paper == "letter"
    heard = Heard(mine)
    theirs.profile.save(replace(theirs.profile.get(), paper="a4"))
    heard.until(bool)
    assert mine.profile.get().paper == "a4"


def test_listening_ends_with_the_desk(pair):
    one, other = pair
    listening = [thread for thread in threading.enumerate() if thread.name == "notices"]
    assert len(listening) == 2
    one.close()
    other.close()
    assert not any(thread.is_alive() for thread in listening)
