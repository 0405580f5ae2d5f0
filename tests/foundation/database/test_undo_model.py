"""Undo and redo against the simplest thing that could be right: a list of whole states, and a finger on it."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.tasks.records import Task
from tests.conftest import HandClock
from tests.desks import new_desk

WORDS = st.sampled_from(["alpha", "bravo", "charlie", "演習"])


class UndoStack(RuleBasedStateMachine):
    """A state is what lives on the desk: record → its words. Undo moves the finger back, an action cuts what lies after it."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.desk = new_desk(self.folder / "model.desk", new_profile("JPN", "USA"), HandClock())
        self.states = [{}]
        self.finger = 0
        self.ids = []

    def now(self):
        return self.states[self.finger]

    def act(self, state):
        if state != self.now():
            self.states[self.finger + 1 :] = [state]
            self.finger += 1

    @rule(words=WORDS)
    def add_a_task(self, words):
        task = self.desk.tasks.save(Task(title=Bilingual(words)))
        self.ids.append(("task", task.id))
        self.act({**self.now(), ("task", task.id): words})

    @rule(words=WORDS)
    def add_a_person_and_a_task_at_once(self, words):
        with self.desk.database.write("Add both") as transaction:
            person = self.desk.contacts.save_in(transaction, [Person(name=PersonName(words, "Jun"))])[0]
            task = self.desk.tasks.save_in(transaction, [Task(title=Bilingual(words))])[0]
            self.desk.tasks.save_in(transaction, [replace(task, title=Bilingual(words + " again"))])
        self.ids += [("person", person.id), ("task", task.id)]
        self.act({**self.now(), ("person", person.id): words, ("task", task.id): words + " again"})

    @precondition(lambda self: self.now())
    @rule(data=st.data(), words=WORDS)
    def change(self, data, words):
        kind, id_ = data.draw(st.sampled_from(sorted(self.now())))
        if kind == "task":
            self.desk.tasks.save(replace(self.desk.tasks.task(id_), title=Bilingual(words)))
        else:
            self.desk.contacts.save(replace(self.desk.contacts.person(id_), name=PersonName(words, "Jun")))
        self.act({**self.now(), (kind, id_): words})

    @precondition(lambda self: self.now())
    @rule(data=st.data())
    def delete(self, data):
        kind, id_ = data.draw(st.sampled_from(sorted(self.now())))
        (self.desk.tasks if kind == "task" else self.desk.contacts).delete([id_])
        self.act({key: words for key, words in self.now().items() if key != (kind, id_)})

    @rule()
    def undo(self):
        assert (self.desk.history.undo() is not None) is (self.finger > 0)
        self.finger = max(0, self.finger - 1)

    @rule()
    def redo(self):
        last = len(self.states) - 1
        assert (self.desk.history.redo() is not None) is (self.finger < last)
        self.finger = min(last, self.finger + 1)

    @rule()
    def close_and_open(self):
        self.desk.close()
        self.desk = open_desk(self.desk.location, clock=HandClock())

    @invariant()
    def the_desk_says_what_the_model_says(self):
        found = {}
        for kind, id_ in self.ids:
            record = self.desk.tasks.task(id_) if kind == "task" else self.desk.contacts.person(id_)
            if record.deleted_at is None:
                found[kind, id_] = record.title.host if kind == "task" else record.name.family
        assert found == self.now()

    def teardown(self):
        assert self.desk.check() == []
        self.desk.close()
        shutil.rmtree(self.folder)


TestUndoStack = UndoStack.TestCase
TestUndoStack.settings = settings(
    max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
