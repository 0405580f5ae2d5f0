"""Whatever two officers do to one plan in whatever order, nothing it became is doubled, moves untold, or lives on without it."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.domain.backplan import Rule
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import EXERCISE, MilestoneState
from liaison_desk.foundation.core.errors import DeskError
from tests.conftest import HandClock
from tests.desks import new_desk
from tests.exercises.plans_using import drag, milestone, new_exercise

OPEN, CLOSE = Marking("JPN"), Marking("JPN", audience=frozenset({"JPN"}))
SEAT, PICK = st.integers(0, 1), st.integers(0, 10_000)
STATES = list(MilestoneState)

DEEDS = {
    "drag": lambda desk, one, n: drag(desk, one, timedelta(days=n % 9 - 4)),
    "snooze": lambda desk, one, n: desk.tasks.snooze([one.task_id], n % 9 + 1),
    "complete": lambda desk, one, n: desk.tasks.complete([one.task_id]),
    "lock": lambda desk, one, n: desk.plans.lock([one.id], held=n % 3 > 0),
    "state": lambda desk, one, n: desk.plans.set_state([one.id], STATES[n % len(STATES)]),
    "delete": lambda desk, one, n: desk.plans.delete([one.id]),
    "mark": lambda desk, one, n: desk.plans.save(replace(one, marking=(OPEN, CLOSE)[n % 2])),
    "add": lambda desk, one, n: desk.plans.save(
        milestone(desk.exercises.exercise(one.exercise_id), "More", rule=Rule(one.key, n % 30), marking=OPEN)
    ),
    "startex": lambda desk, one, n: desk.plans.carry_out(
        desk.plans.try_startex(one.exercise_id, desk.exercises.exercise(one.exercise_id).startex + timedelta(days=n % 50))
    ),
    "mark all": lambda desk, one, n: desk.exercises.save(
        replace(desk.exercises.exercise(one.exercise_id), marking=(OPEN, CLOSE)[n % 2])
    ),
}  # fmt: skip


class SeatsModel(RuleBasedStateMachine):
    """The rules are what either does; what is refused is refused whole."""

    @initialize()
    def begin(self):
        self.temporary, self.clock = TemporaryDirectory(), HandClock()
        self.folder = Path(self.temporary.name)
        place = self.folder / "shared.desk"
        new_desk(place, new_profile("JPN", "USA"), self.clock).close()
        self.seats = [open_desk(str(place), clock=self.clock) for _ in range(2)]
        for desk, name in zip(self.seats, ("sato", "whitcombe"), strict=True):
            desk.database.author = name
        desk = self.seats[0]
        self.exercise = new_exercise(desk, marking=OPEN)
        first = desk.plans.save(milestone(self.exercise, "One", marking=OPEN))
        desk.plans.save(milestone(self.exercise, "Two", rule=Rule(first.key, 10), marking=OPEN))
        self.file = self.folder / "all.json"
        export(desk, "exercises", self.file)

    def all_milestones(self):
        """Return all there are, by id, also those in the trash."""
        desk = self.seats[0]
        with desk.database.read() as connection:
            ids = connection.execute(select(desk.database.types["milestone"].table.c.id)).scalars().all()
        return desk.plans.milestones_by_ids(ids)

    @rule(seat=SEAT, what=st.sampled_from(sorted(DEEDS)), pick=PICK, n=PICK)
    def do(self, seat, what, pick, n):
        desk = self.seats[seat]
        known = desk.plans.plan(self.exercise.id).milestones
        if known and desk.exercises.exercise(self.exercise.id).deleted_at is None:
            self.clock.forward(minutes=1)
            DEEDS[what](desk, known[pick % len(known)], n)

    @rule(seat=SEAT, pick=PICK)
    def take_a_milestone_out_of_the_trash(self, seat, pick):
        gone = [one.id for one in self.all_milestones().values() if one.deleted_at is not None]
        with suppress(DeskError):  # its exercise may lie there as well
            self.seats[seat].history.restore("milestone", gone[pick % len(gone) :][:1] if gone else [])

    @rule(seat=SEAT)
    def throw_the_exercise_away_or_take_it_out(self, seat):
        self.clock.forward(minutes=1)
        desk = self.seats[seat]
        if desk.exercises.exercise(self.exercise.id).deleted_at is None:
            desk.exercises.delete([self.exercise.id])
        else:
            desk.history.restore(EXERCISE, [self.exercise.id])

    @rule(seat=SEAT, back=st.booleans())
    def step(self, seat, back):
        self.clock.forward(minutes=1)
        history = self.seats[seat].history
        with suppress(DeskError):  # the other has gone on with it
            (history.undo if back else history.redo)()

    @rule(seat=SEAT)
    def take_in_what_it_was_at_first(self, seat):
        self.clock.forward(minutes=1)
        import_file(self.seats[seat], self.file)

    @invariant()
    def nothing_is_lost_doubled_or_left(self):
        desk = self.seats[0]
        exercise, milestones = desk.exercises.exercise(self.exercise.id), self.all_milestones().values()
        made = [id_ for one in milestones for id_ in (one.event_id, one.task_id) if id_] + [exercise.event_id]
        assert len(made) == len(set(made))
        strayed = {one.milestone_id for one in desk.following.strayed()}
        for one in milestones:
            event, task = desk.calendars.event(one.event_id), desk.tasks.task(one.task_id)
            if exercise.deleted_at is not None:
                assert one.deleted_at is not None
            if one.deleted_at is not None:
                assert event.deleted_at is not None
                assert task.deleted_at is not None or task.completed_at is not None
            elif one.state is MilestoneState.PLANNED and one.id not in strayed:
                assert (event.start.date(), event.end.date() - timedelta(days=1)) == (one.first, one.last)
                assert one.held or task.due.date() == one.last
            if CLOSE in (one.marking, exercise.marking):
                assert (event.marking, task.marking) == (CLOSE, CLOSE)

    def teardown(self):
        for desk in getattr(self, "seats", ()):
            assert desk.check() == []
            desk.close()
        if hasattr(self, "temporary"):
            self.temporary.cleanup()


TestSeatsModel = SeatsModel.TestCase
TestSeatsModel.settings = settings(
    max_examples=5, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
