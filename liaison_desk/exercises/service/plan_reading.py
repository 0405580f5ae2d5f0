"""Back-plans looked at: whole plans, single milestones, what they became, and what is ahead of all exercises."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from liaison_desk.domain.backplan import WorkingDays, past
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.exercises.records import Exercise, Milestone, Outcome, Plan
from liaison_desk.exercises.rules import planning as rules
from liaison_desk.exercises.rules.reckoning import Reckoning
from liaison_desk.exercises.store import exercises as exercise_store
from liaison_desk.exercises.store import milestones as store
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.database.database import Database


class PlanReading:
    """The part of a book of plans that only reads."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self.profile = profile

    def today(self) -> date:
        """Return what day it is at the host headquarters."""
        return to_local(self._database.clock.now(), self.profile().host_zone).date()

    def began(self) -> date | None:
        """Return since when there is this desk, for dates that lie before it; ``None`` where nothing tells."""
        with self._database.read() as connection:
            return store.read_beginning(connection)

    def plan(self, exercise_id: int) -> Plan:
        """Return the plan of an exercise; raises NotFoundError."""
        with self._database.read() as connection:
            exercise = exercise_store.read_exercises(connection, [exercise_id]).get(exercise_id)
            if exercise is None:
                raise NotFoundError("This exercise is not there any more.")
            return self.plan_of(exercise, store.read_plan(connection, exercise_id))

    def plans(self, exercise_ids: Sequence[int]) -> dict[int, Plan]:
        """Return the plans of exercises; a few queries for all."""
        with self._database.read() as connection:
            exercises = exercise_store.read_exercises(connection, exercise_ids)
            milestones = store.read_plans(connection, exercise_ids)
        return {id_: self.plan_of(one, milestones.get(id_, [])) for id_, one in exercises.items()}

    def plan_of(self, exercise: Exercise, milestones: Sequence[Milestone]) -> Plan:
        """Return a plan of an exercise with these milestones; one that cannot be reckoned (an archive's) has no stands."""
        stands = self._reckoning(exercise).known(milestones) if milestones else {}
        over = past(rules.steps_of(milestones), stands, self.today()) if stands else ()
        return Plan(exercise, tuple(milestones), stands, tuple(over))

    def milestone(self, milestone_id: int) -> Milestone:
        """Return one milestone, also from the trash; raises NotFoundError."""
        found = self.milestones_by_ids([milestone_id])
        if milestone_id not in found:
            raise NotFoundError("This milestone is not there any more.")
        return found[milestone_id]

    def milestones_by_ids(self, ids: Iterable[int]) -> dict[int, Milestone]:
        """Return milestones by id; ids that are not there are left out."""
        with self._database.read() as connection:
            return store.read_milestones(connection, ids)

    def outcomes(self, milestones: Sequence[Milestone]) -> dict[int, Outcome]:
        """Return by id what became of milestones: whether their events and tasks are still there, and how far the tasks are."""
        with self._database.read() as connection:
            return store.read_outcomes(connection, milestones)

    def ahead(self, until: date, limit: int = 100) -> list[Milestone]:
        """Return the milestones of all exercises that are not done and run until a day, the earliest first."""
        with self._database.read() as connection:
            ids = store.ahead(connection, self.today(), until, limit)
            found = store.read_milestones(connection, ids)
        return [found[id_] for id_ in ids]

    def _reckoning(self, exercise: Exercise) -> Reckoning:
        return Reckoning(exercise, WorkingDays(rules.nations_of(exercise, self.profile())))
