"""What packets ask of the desk's exercises: the exercises themselves, their back-plans, their injects, their lessons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from liaison_desk.exercises.records import (
    Exercise,
    ExerciseFilter,
    Inject,
    Lesson,
    LessonFilter,
    Milestone,
    Plan,
)
from liaison_desk.foundation.core.paging import Listing


class AsksExercises(Protocol):
    """What packets ask of the exercises."""

    def listing(self, wanted: ExerciseFilter) -> Listing:
        """Return the ids of the exercises a filter finds, by STARTEX, those without one last."""
        ...

    def exercises_by_ids(self, ids: Iterable[int]) -> Mapping[int, Exercise]:
        """Return the exercises with these ids, those in the trash too."""
        ...


class AsksPlans(Protocol):
    """What packets ask of the back-plans."""

    def plans(self, exercise_ids: Sequence[int]) -> Mapping[int, Plan]:
        """Return the plans of exercises outside the trash."""
        ...

    def milestones_by_ids(self, ids: Iterable[int]) -> Mapping[int, Milestone]:
        """Return the milestones with these ids, those in the trash too."""
        ...


class AsksMsel(Protocol):
    """What packets ask of the injects."""

    def whole(self, exercise_id: int) -> Sequence[Inject]:
        """Return the whole MSEL of an exercise, by time and number."""
        ...


class AsksLessons(Protocol):
    """What packets ask of the lessons."""

    def listing(self, wanted: LessonFilter) -> Listing:
        """Return the ids of the lessons a filter finds, as they were entered."""
        ...

    def lessons_by_ids(self, ids: Iterable[int]) -> Mapping[int, Lesson]:
        """Return the lessons with these ids, those in the trash too."""
        ...


@dataclass(frozen=True, slots=True)
class ExerciseBooks:
    """The services of exercises."""

    exercises: AsksExercises
    plans: AsksPlans
    msel: AsksMsel
    lessons: AsksLessons
