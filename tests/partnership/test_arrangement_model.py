"""Whatever is done to an arrangement in whatever order, the tasks of what is owed agree with where it stands, and all of it can be undone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from liaison_desk.app.founding import new_profile
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.partnership.records import ARRANGEMENT, ArrangementState
from liaison_desk.partnership.rules.standing import HOLDING
from liaison_desk.partnership.service.arrangements import Signed
from liaison_desk.tasks.records import TaskState
from tests.conftest import HandClock
from tests.desks import new_desk
from tests.partnership.arranging import new_arrangement, tasks_of

OPEN = {TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING}


class ArrangementModel(RuleBasedStateMachine):
    """The rules are what an officer does, and the days that go by."""

    @initialize()
    def begin(self):
        self.clock = HandClock()
        self.folder = TemporaryDirectory()
        self.desk = new_desk(Path(self.folder.name) / "model.desk", new_profile("JPN", "USA"), self.clock)
        self.id = new_arrangement(self.desk, expiry=self.clock.now().date() + timedelta(days=400)).id

    @property
    def one(self):
        return self.desk.arrangements.one(self.id)

    def do(self, act):
        try:
            act()
        except DeskError:  # said to the officer; nothing was changed
            return
        self.desk.arrangements.settle()

    @rule()
    def sign(self):
        place = next((n for n, line in enumerate(self.one.signatures) if line.on is None), 0)
        self.do(lambda: self.desk.arrangements.sign(self.id, place, Signed(self.desk.arrangements.today())))

    @rule(place=st.integers(0, 1))
    def unsign(self, place):
        self.do(lambda: self.desk.arrangements.unsign(self.id, place))

    @rule(ahead=st.integers(0, 90))
    def terminate(self, ahead):
        day = self.desk.arrangements.today() + timedelta(days=ahead)
        self.do(lambda: self.desk.arrangements.terminate(self.id, day, "Replaced"))

    @rule()
    def reinstate(self):
        self.do(lambda: self.desk.arrangements.reinstate(self.id))

    @rule()
    def renew(self):
        later = self.desk.arrangements.stands(self.one)[1].expiry + timedelta(days=200)
        self.do(lambda: self.desk.arrangements.renew(self.id, later, signed=self.desk.arrangements.today()))

    @rule(number=st.integers(0, 1), days=st.integers(-40, 40))
    def change(self, number, days):
        duties = list(self.one.obligations)
        duties[number] = replace(duties[number], due=duties[number].due + timedelta(days=days), wanted=days % 3 != 0)
        if self.one.deleted_at is None:
            self.do(lambda: self.desk.arrangements.save(replace(self.one, obligations=tuple(duties))))

    @rule()
    def throw_away_or_take_out(self):
        if self.one.deleted_at is None:
            self.do(lambda: self.desk.arrangements.delete([self.id]))
        else:
            self.do(lambda: self.desk.history.restore(ARRANGEMENT, [self.id]))

    @rule(pick=st.integers(0, 5))
    def complete(self, pick):
        known = [task for task in tasks_of(self.desk, self.one) if task.state in OPEN]
        if known:
            self.do(lambda: self.desk.tasks.complete([known[pick % len(known)].id]))

    @rule()
    def undo(self):
        self.do(self.desk.history.undo)

    @rule()
    def redo(self):
        self.do(self.desk.history.redo)

    @rule(days=st.integers(1, 200))
    def wait(self, days):
        self.clock.forward(days=days)
        self.desk.arrangements.settle()

    @invariant()
    def tasks_agree(self):
        one, tasks = self.one, tasks_of(self.desk, self.one)
        stands, terms, _ = self.desk.arrangements.stands(one)
        holds = one.deleted_at is None and stands in HOLDING
        for duty in one.obligations:
            mine = [task for task in tasks if task.source_uid == duty.key]
            open_ = [task for task in mine if task.state in OPEN]
            assert len(open_) <= 1
            if holds and duty.wanted:
                assert open_ or any(task.state is TaskState.DONE for task in mine)
            else:
                late = one.deleted_at is None and duty.wanted and stands is ArrangementState.EXPIRED
                assert all(late and task.due.date() <= terms.expiry for task in open_)

    def teardown(self):
        if hasattr(self, "desk"):
            assert self.desk.check() == []
            before = self.desk.history.count()
            self.desk.arrangements.settle()
            assert self.desk.history.count() == before, "a second look changes nothing"
            self.desk.close()
            self.folder.cleanup()


TestArrangementModel = ArrangementModel.TestCase
TestArrangementModel.settings = settings(
    max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
