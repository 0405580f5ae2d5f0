"""Exercises on one timeline: their lines, their milestones, and where they want the same people in the same weeks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from liaison_desk.domain.bilingual import Side
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.exercises.records import ExerciseFilter, ExerciseSort, Lane
from liaison_desk.exercises.rules.clashes import Belonging, clashes
from liaison_desk.exercises.store import exercises as store
from liaison_desk.exercises.store import milestones as milestone_store
from liaison_desk.exercises.store import teams
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.database.database import Database

MOST_LANES = 1000
"""How many exercises one timeline shows."""


class Timeline:
    """What the timeline draws: read whole, in a handful of queries, for a thousand exercises."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile

    def lanes(self, wanted: ExerciseFilter, language: str, sort: Sort[ExerciseSort] | None = None) -> list[Lane]:
        """Return the exercises a filter finds, by STARTEX, with titles in a language; at most ``MOST_LANES``."""
        with self._database.read() as connection:
            ids = list(store.exercise_listing(connection, wanted, sort or Sort(ExerciseSort.STARTEX)).ids)[:MOST_LANES]
        return self._lanes(ids, language)

    def lane(self, exercise_id: int, language: str) -> Lane:
        """Return one exercise and with which others it clashes; only those whose teams share somebody are read.

        Raises NotFoundError.
        """
        with self._database.read() as connection:
            others = teams.read_sharing(connection, exercise_id)
        found = self._lanes([exercise_id, *others], language)
        lane = next((one for one in found if one.line.id == exercise_id), None)
        if lane is None:
            raise NotFoundError("This exercise is not there any more.")
        return lane

    def _lanes(self, ids: Sequence[int], language: str) -> list[Lane]:
        home_first = self._profile().side_of(language) is Side.HOME
        with self._database.read() as connection:
            lines = store.exercise_lines(connection, ids, self.today())
            places = milestone_store.read_places(connection, ids, home_first=home_first)
            people = teams.read_teams(connection, ids)
        lanes = [Lane(lines[id_], tuple(places.get(id_, ()))) for id_ in ids if id_ in lines]
        belongings = {id_: [Belonging(*one) for one in some] for id_, some in people.items()}
        found = clashes(lanes, belongings, home_first=home_first)
        return [replace(lane, clashes=found.get(lane.line.id, ())) for lane in lanes]

    def today(self) -> date:
        """Return what day it is at the host headquarters."""
        return to_local(self._database.clock.now(), self._profile().host_zone).date()
