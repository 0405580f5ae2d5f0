"""Deeds on meetings, notes, minutes and tasks in any order: undo goes back through every desk there was, and redo forth again."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from sqlalchemy import select

from liaison_desk.app.desk import TYPES, open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.database.base import search_table
from liaison_desk.foundation.database.rebuilding import rebuild
from liaison_desk.meetings.records import Jotting, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import Repeats, Rfi, Task, TaskKind, TaskState
from tests.conftest import HandClock
from tests.desks import new_desk

WORDS = st.sampled_from(["alpha", "bravo", "charlie delta", "演習の調整"])
KINDS = st.sampled_from(
    [PortionKind.NOTE, PortionKind.DECISION, PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION]
)
DAYS = st.sampled_from([None, date(2026, 12, 1), date(2026, 12, 15)])
UNSAID = {"version", "created_at", "updated_at", "author"}


class Undoing(RuleBasedStateMachine):
    """Each deed that changes what the desk says is one step back; ``states`` are the desks there were, ``finger`` the present one."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = HandClock()
        self.desk = new_desk(self.folder / "model.desk", new_profile("JPN", "USA"), self.clock)
        self.meetings, self.tasks = set(), set()
        self.states = [self.said()]
        self.finger = 0

    def said(self):
        """Return what the desk says, by the parts that a deed may change."""
        found = {}
        with self.desk.database.read() as connection:
            for kind in ("meeting", "portion", "minutes", "task", "attachment", "link"):
                record_type = self.desk.database.types[kind]
                ids = connection.execute(select(record_type.table.c.id)).scalars().all()
                for id_, shot in record_type.read(connection, ids).items():
                    if shot.row["deleted_at"] is None:
                        row = {name: value for name, value in shot.row.items() if name not in UNSAID}
                        found[kind, id_] = record_type.dumps(replace(shot, row=row))
        return found

    def act(self):
        """Take down the desk after a deed."""
        self.clock.forward(seconds=1)
        now = self.said()
        if now != self.states[self.finger]:
            self.states[self.finger + 1 :] = [now]
            self.finger += 1

    def draw(self, data, kind):
        return data.draw(st.sampled_from(sorted(id_ for one, id_ in self.states[self.finger] if one == kind)))

    def has(self, kind):
        return any(one == kind for one, _ in self.states[self.finger])

    @rule(words=WORDS)
    def add_a_meeting(self, words):
        at = datetime(2026, 11, 24, 9)
        self.desk.meetings.save(Meeting(title=Bilingual(words), start=at, end=at, zone="UTC"))
        self.act()

    @precondition(lambda self: self.has("meeting"))
    @rule(data=st.data(), words=WORDS, kind=KINDS, due=DAYS)
    def keep_two_notes(self, data, words, kind, due):
        meeting = self.draw(data, "meeting")
        first, second = self.desk.meetings.new_uid(), self.desk.meetings.new_uid()
        typed = [
            Jotting(Portion(uid=first, kind=kind, text=Bilingual(words), due=due, nation="JPN", to_nation="USA")),
            Jotting(Portion(uid=second, text=Bilingual(words + " too")), after_uid=first),
        ]
        self.desk.meetings.jot(meeting, typed)
        self.desk.meetings.keep(meeting, typed)
        self.act()

    @precondition(lambda self: self.has("portion"))
    @rule(data=st.data(), words=WORDS)
    def change_a_note(self, data, words):
        meeting, uid = self.desk.meetings.meeting_of(self.draw(data, "portion"))
        before = next(one for one in self.desk.meetings.meeting(meeting).portions if one.uid == uid)
        self.desk.meetings.keep(meeting, [Jotting(replace(before, text=Bilingual(words)), before)])
        self.act()

    @precondition(lambda self: self.has("portion"))
    @rule(data=st.data(), by=st.integers(-3, 3))
    def move_a_note(self, data, by):
        self.desk.meetings.move_portion(*self.desk.meetings.meeting_of(self.draw(data, "portion")), by)
        self.act()

    @precondition(lambda self: self.has("portion"))
    @rule(data=st.data())
    def take_a_note_out(self, data):
        self.desk.meetings.delete_portion(*self.desk.meetings.meeting_of(self.draw(data, "portion")))
        self.act()

    @precondition(lambda self: self.has("portion"))
    @rule(data=st.data())
    def make_a_task(self, data):
        meeting, uid = self.desk.meetings.meeting_of(self.draw(data, "portion"))
        with suppress(InvalidError):  # of a note or a decision no task is made
            self.desk.meetings.make_task(meeting, uid)
        self.act()

    @precondition(lambda self: self.has("meeting"))
    @rule(data=st.data(), words=WORDS, hour=st.integers(8, 11))
    def change_a_meeting(self, data, words, hour):
        one = self.desk.meetings.meeting(self.draw(data, "meeting"))
        at = datetime(2026, 11, 24, hour)
        self.desk.meetings.save_head(replace(one, title=Bilingual(words), start=at, end=at))
        self.act()

    @precondition(lambda self: self.has("meeting"))
    @rule(data=st.data())
    def finalize(self, data):
        self.desk.minutes.finalize(self.draw(data, "meeting"))
        self.act()

    @precondition(lambda self: self.has("meeting"))
    @rule(data=st.data())
    def reopen(self, data):
        self.desk.minutes.reopen(self.draw(data, "meeting"))
        self.act()

    @precondition(lambda self: self.has("meeting"))
    @rule(data=st.data())
    def delete_a_meeting(self, data):
        self.desk.meetings.delete([self.draw(data, "meeting")])
        self.act()

    @rule(data=st.data())
    def restore_from_the_trash(self, data):
        trash = [one for one in self.desk.history.trash() if one.kind in {"meeting", "task", "portion"}]
        if trash:
            one = data.draw(st.sampled_from(sorted(trash, key=lambda one: one.id)))
            self.desk.history.restore(one.kind, [one.id])
        self.act()

    @rule(words=WORDS, repeats=st.booleans(), due=DAYS)
    def add_a_task(self, words, repeats, due):
        more = {"repeats": Repeats.BY_DATE, "rules": ("FREQ=WEEKLY",)} if repeats and due else {}
        at = datetime.combine(due, datetime.min.time()) if due else None
        self.desk.tasks.save(Task(title=Bilingual(words), due=at, **more))
        self.act()

    @rule(words=WORDS)
    def ask(self, words):
        self.desk.tasks.save(
            Task(title=Bilingual(words), kind=TaskKind.RFI, rfi=Rfi(), from_nation="JPN", to_nation="USA")
        )
        self.act()

    @precondition(lambda self: self.has("task"))
    @rule(data=st.data(), state=st.sampled_from([TaskState.DONE, TaskState.OPEN, TaskState.IN_PROGRESS]))
    def set_a_state(self, data, state):
        id_ = self.draw(data, "task")
        if state is TaskState.OPEN:
            self.desk.tasks.reopen([id_])
        else:
            self.desk.tasks.set_state([id_], state)
        self.act()

    @precondition(lambda self: self.has("task"))
    @rule(data=st.data())
    def log(self, data):
        self.desk.tasks.log(self.draw(data, "task"), "Called")
        self.act()

    @precondition(lambda self: self.has("task"))
    @rule(data=st.data())
    def delete_a_task(self, data):
        self.desk.tasks.delete([self.draw(data, "task")])
        self.act()

    @rule(times=st.integers(1, 4))
    def undo(self, times):
        for _ in range(times):
            done = self.desk.history.undo()
            assert (done is not None) is (self.finger > 0)
            self.finger = max(0, self.finger - 1)
            assert self.said() == self.states[self.finger]

    @rule(times=st.integers(1, 4))
    def redo(self, times):
        for _ in range(times):
            last = len(self.states) - 1
            assert (self.desk.history.redo() is not None) is (self.finger < last)
            self.finger = min(last, self.finger + 1)
            assert self.said() == self.states[self.finger]

    @rule()
    def close_and_open(self):
        self.desk.close()
        self.desk = open_desk(self.desk.location, clock=self.clock)

    def teardown(self):
        assert self.desk.check() == []
        assert self.index() == self.rebuilt()
        while self.finger:
            assert self.desk.history.undo() is not None
            self.finger -= 1
            assert self.said() == self.states[self.finger]
        assert self.desk.history.undo() is None
        assert self.desk.check() == []
        self.desk.close()
        shutil.rmtree(self.folder)

    def index(self):
        with self.desk.database.read() as connection:
            return sorted(map(repr, connection.execute(select(search_table)).all()))

    def rebuilt(self):
        with self.desk.database.write("Rebuild") as transaction:
            rebuild(transaction.connection, TYPES)
        return self.index()


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(
    max_examples=10,
    stateful_step_count=30,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
