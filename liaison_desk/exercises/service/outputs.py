"""What milestones become in other capabilities, which are strangers: the desk gives whoever writes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import Exercise, Lesson, Milestone
from liaison_desk.foundation.database.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Made:
    """The event and the task of a milestone; 0 = none."""

    event_id: int = 0
    task_id: int = 0


@dataclass(frozen=True, slots=True)
class Remarked:
    """What something became, with how all that it tells of was marked and is marked now."""

    made: Made
    was: Marking | None
    now: Marking | None


class Outputs(Protocol):
    """Writes what milestones become, inside the transaction that changes them; the desk gives it."""

    def keep(
        self,
        transaction: Transaction,
        was: Exercise | None,
        exercise: Exercise,
        before: Mapping[int, Milestone],
        after: Sequence[Milestone],
    ) -> dict[int, Made]:
        """Make, move, name or withdraw the events and tasks of milestones; return what those have that were given new ones.

        The exercise's own event follows it. ``was`` is the exercise and ``before`` are the milestones (by id) as they were; one
        that is not there is new. What lies in the trash stays there.
        """
        ...

    def withdraw(self, transaction: Transaction, made: Sequence[Made]) -> None:
        """Put events and unfinished tasks into the trash."""
        ...

    def announce(self, transaction: Transaction, exercise: Exercise) -> int:
        """Put the exercise itself into the calendar; return the id of its event."""
        ...

    def put_event(self, transaction: Transaction, event_id: int, first: date, last: date, place: str) -> None:
        """Put an event on other days in the zone ``place``, from the first to the last; its times of day stay.

        Raises NotFoundError for one that is not there any more, or lies in the trash.
        """
        ...

    def put_task(self, transaction: Transaction, task_id: int, one: Milestone, exercise: Exercise) -> None:
        """Let a task be due when its milestone is; raises NotFoundError for one that is not there any more, or lies in the trash."""
        ...

    def mark(self, transaction: Transaction, remarked: Sequence[Remarked]) -> None:
        """Mark events and tasks as strictly as what they tell of is marked now; what lies in the trash stays there."""
        ...

    def assign(
        self, transaction: Transaction, exercise: Exercise, lesson: Lesson, due: date | None, marking: Marking | None
    ) -> int:
        """Make a task of a lesson under a marking; return its id."""
        ...
