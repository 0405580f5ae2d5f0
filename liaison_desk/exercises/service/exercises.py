"""Exercises: found, read, saved with the plan that follows them, put into the calendar and into the trash."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from liaison_desk.domain.backplan import BackPlan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling, text_problems
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.exercises.records import (
    EXERCISE,
    Exercise,
    ExerciseFilter,
    ExerciseLine,
    ExerciseSort,
    Objective,
    Preview,
)
from liaison_desk.exercises.rules.validity import exercise_problems
from liaison_desk.exercises.service.plans import PlanBook
from liaison_desk.exercises.store import exercises as store
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError
from liaison_desk.foundation.core.ids import uuid7
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.belongings import WithBelongings
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction


class Exercises(WithBelongings):
    """Exercises. ``profile`` gives the ceiling, the languages and the host's zone; ``plans`` moves milestones with them."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], plans: PlanBook) -> None:
        super().__init__(database, EXERCISE)
        self.profile = profile
        self._plans = plans

    def today(self) -> date:
        """Return what day it is at the host headquarters."""
        return to_local(self._database.clock.now(), self.profile().host_zone).date()

    def listing(self, wanted: ExerciseFilter, sort: Sort[ExerciseSort] | None = None) -> Listing:
        """Return the ordered ids of the exercises a filter finds; by STARTEX without a sort."""
        with self._database.read() as connection:
            return store.exercise_listing(connection, wanted, sort or Sort(ExerciseSort.STARTEX))

    def lines(self, ids: Sequence[int]) -> dict[int, ExerciseLine]:
        """Return the lines of a page of exercises."""
        with self._database.read() as connection:
            return store.exercise_lines(connection, ids, self.today())

    def exercise(self, exercise_id: int) -> Exercise:
        """Return one exercise, also from the trash; raises NotFoundError."""
        found = self.exercises_by_ids([exercise_id])
        if exercise_id not in found:
            raise NotFoundError("This exercise is not there any more.")
        return found[exercise_id]

    def exercises_by_ids(self, ids: Iterable[int]) -> dict[int, Exercise]:
        """Return whole exercises by id; ids that are not there are left out."""
        with self._database.read() as connection:
            return store.read_exercises(connection, ids)

    def called(self, words: str) -> list[int]:
        """Return the ids of the exercises of a UID, a name or a part of one, in either language, by STARTEX; none from the trash."""
        with self._database.read() as connection:
            return store.exercises_called(connection, words)

    def named(self) -> list[tuple[int, Bilingual]]:
        """Return the ids and names of all exercises, the latest first; none from the trash."""
        with self._database.read() as connection:
            return store.exercise_names(connection)

    def series(self) -> list[str]:
        """Return the series in use, in order."""
        with self._database.read() as connection:
            return store.read_series(connection)

    def nations(self) -> list[str]:
        """Return the nations (trigraphs) that take part in any exercise, in order; those that declined it do not count."""
        with self._database.read() as connection:
            return store.read_nations(connection)

    def earlier_runs(self, exercise: Exercise) -> list[ExerciseLine]:
        """Return the earlier runs of an exercise's series, the latest first."""
        with self._database.read() as connection:
            ids = store.read_earlier(connection, exercise)
            lines = store.exercise_lines(connection, ids, self.today())
        return [lines[id_] for id_ in ids]

    def new(self) -> Exercise:
        """Return an exercise to begin with: at the host, marked as the desk marks."""
        profile = self.profile()
        return Exercise(name=Bilingual(), zone=profile.host_zone, marking=profile.default_marking)

    def new_objective(self, text: Bilingual, *, ours: bool = False) -> Objective:
        """Return an objective with a key of its own."""
        return Objective(uuid7(self._database.clock.now(), self._database.random), text, ours)

    def save(self, exercise: Exercise, *, into_calendar: bool = False, shown: Preview | None = None) -> Exercise:
        """Add or change an exercise; its unlocked milestones, and what they became, move with its dates in the same action.

        ``into_calendar`` gives it an event if it has none. ``shown`` is what the user agreed to: StaleError is raised, and nothing
        moves, if its plan is another by now. Raises InvalidError, RefusedError (ceiling), StaleError.
        """
        label = "Change an exercise" if exercise.id else "Add an exercise"
        with self._database.write(label) as transaction:
            store.require_outside_trash(transaction.connection, [exercise.id])
            if shown is not None:
                self._plans.require_as_shown(transaction, shown)
            return self.save_in(transaction, [exercise], into_calendar=into_calendar)[0]

    def begin(self, exercise: Exercise, template: BackPlan, *, into_calendar: bool = False) -> Exercise:
        """Add an exercise with the milestones of a back-plan, and all these become, in one action; raises what ``save`` does."""
        self.require_valid(exercise)
        preview = self._plans.try_template(_read_as_written(exercise), template)
        return self._plans.carry_out(preview, "Add an exercise", into_calendar=into_calendar).exercise

    def save_in(
        self, transaction: Transaction, exercises: Sequence[Exercise], *, into_calendar: bool = False
    ) -> list[Exercise]:
        """Add or change exercises inside a larger transaction (an import)."""
        for one in exercises:
            self.require_valid(one)
        return [
            self._plans.write(transaction, one, into_calendar=into_calendar) for one in map(_read_as_written, exercises)
        ]

    def import_in(self, transaction: Transaction, exercises: Sequence[Exercise]) -> list[Exercise]:
        """Add or change exercises as they are inside a larger transaction (an archive): no milestone and no event follows."""
        for one in exercises:
            self.require_valid(one)
        return store.save_exercises(transaction, exercises)

    def require_valid(self, one: Exercise) -> None:
        """Raise InvalidError or RefusedError (ceiling) for an exercise that may not be kept."""
        profile = self.profile()
        texts = {"name": one.name, "place": one.place, "audience": one.audience, "concept": one.concept}
        problems = exercise_problems(one)
        problems += text_problems(texts, profile.ceiling, load_grammar(profile.policy), profile.home)
        if problems:
            raise InvalidError(problems)
        check_ceiling(one.marking, profile.ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Exercise]:
        """Return the exercises that have these uids, also from the trash."""
        ids = store.EXERCISE_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_exercises(transaction.connection, ids.values()).values()}

    def delete(self, ids: Sequence[int]) -> None:
        """Put exercises into the trash with their milestones, injects and lessons, and with what those became elsewhere."""
        with self._database.write("Delete an exercise" if len(ids) == 1 else "Delete exercises") as transaction:
            self._plans.withdraw_all(transaction, ids)
            transaction.trash(store.EXERCISE_TYPE, ids)


def _read_as_written(one: Exercise) -> Exercise:
    """Return an exercise with a name whose letters run as they are written."""
    name = one.name.unturned()
    return one if name is one.name else replace(one, name=name)
