"""The part of a desk that exercises are: their services, made when first asked for, and what they hear of events and tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from liaison_desk.calendar.service import Calendars
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.location import own_backplans
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.database import Database
from liaison_desk.profile.service import Profile
from liaison_desk.tasks.service import Tasks

if TYPE_CHECKING:
    from liaison_desk.app.between.exercising import ExerciseOutputs
    from liaison_desk.briefings.sections.exercise_books import ExerciseBooks
    from liaison_desk.calendar.records import Event
    from liaison_desk.domain.bilingual import Bilingual
    from liaison_desk.exercises.records import Inject, Lesson, Milestone
    from liaison_desk.exercises.service.exercises import Exercises
    from liaison_desk.exercises.service.following import Following
    from liaison_desk.exercises.service.lanes import Timeline
    from liaison_desk.exercises.service.lessons import Lessons
    from liaison_desk.exercises.service.msel import Msel
    from liaison_desk.exercises.service.plans import PlanBook
    from liaison_desk.foundation.core.searching import Hit, SearchTerm
    from liaison_desk.foundation.database.snapshot import Snapshot
    from liaison_desk.foundation.database.transaction import Transaction
    from liaison_desk.tasks.records import Task


_CALLED = 5
"""As many exercises of one name come first among what is found."""
_PARTS = frozenset({"milestone", "inject", "lesson"})
"""What belongs to an exercise and is found by itself."""
_MARKED = frozenset({"exercise", "milestone", "lesson"})
"""What becomes events and tasks, which are marked as it is."""


class WithExercises:
    """What a desk has for exercises; no start waits for it."""

    database: Database
    profile: Profile
    calendars: Calendars
    tasks: Tasks

    def milestones_ahead(self, until: date) -> "list[tuple[Milestone, Bilingual]]":
        """Return the milestones of all exercises that are ahead until a day, the earliest first, each with its exercise's name."""
        ahead = self.plans.ahead(until)
        exercises = self.exercises.exercises_by_ids({one.exercise_id for one in ahead})
        return [(one, exercises[one.exercise_id].name) for one in ahead]

    def exercises_first(self, asked: "Sequence[SearchTerm]", hits: "list[Hit]") -> "list[Hit]":
        """Return hits with the exercises before all others whose names are searched for: more is called after them than fits."""
        tokens = [token for term in asked for token in term.tokens]
        with self.database.read() as connection:
            found = search.find(connection, asked, _CALLED, [self.database.types["exercise"]])
        called = {one.id: one for one in found if all(token in fold(one.title) for token in tokens)}
        return [*called.values(), *(one for one in hits if one.id not in called)]

    def with_exercises(self, hits: "list[Hit]") -> "list[Hit]":
        """Let hits that are milestones, injects or lessons say of which exercise they are."""
        asked: dict[str, list[int]] = {}
        for one in hits:
            asked.setdefault(one.kind, []).append(one.id)
        if not asked.keys() & _PARTS:
            return hits
        parts: dict[str, Mapping[int, Milestone | Inject | Lesson]] = {
            "milestone": self.plans.milestones_by_ids(asked.get("milestone", ())),
            "inject": self.msel.injects_by_ids(asked.get("inject", ())),
            "lesson": self.lessons.lessons_by_ids(asked.get("lesson", ())),
        }
        owners = {(kind, id_): one.exercise_id for kind, found in parts.items() for id_, one in found.items()}
        exercises = self.exercises.exercises_by_ids(set(owners.values()))
        names = {id_: one.name.host or one.name.home for id_, one in exercises.items()}
        return [
            replace(one, where=names.get(owners[one.kind, one.id], "")) if (one.kind, one.id) in owners else one
            for one in hits
        ]

    def events_moved(self, transaction: "Transaction", events: "Sequence[Event]") -> None:
        """Let milestones follow events that were written."""
        from liaison_desk.app.between.exercising import moved_events

        self.following.events_moved(transaction, moved_events(events))

    def tasks_changed(self, transaction: "Transaction", tasks: "Sequence[Task]") -> None:
        """Let milestones follow tasks that were written."""
        from liaison_desk.app.between.exercising import changed_tasks

        self.following.tasks_changed(transaction, changed_tasks(tasks))

    def put_back(self, transaction: "Transaction", before: "Mapping[str, Mapping[int, Snapshot]]") -> None:
        """Let what was made of exercises, milestones and lessons since be marked as these are after an undo, or as an earlier version."""
        if before.keys() & _MARKED:
            self.plans.follow_put_back(transaction, before)

    @cached_property
    def _outputs(self) -> "ExerciseOutputs":
        from liaison_desk.app.between.exercising import ExerciseOutputs

        return ExerciseOutputs(self.calendars, self.tasks)

    @cached_property
    def exercises(self) -> "Exercises":
        """Exercises."""
        from liaison_desk.exercises.service.exercises import Exercises

        return Exercises(self.database, self.profile.get, self.plans)

    @cached_property
    def plans(self) -> "PlanBook":
        """The back-plans of exercises."""
        from liaison_desk.exercises.service.plans import PlanBook

        return PlanBook(self.database, self.profile.get, self._outputs, own_backplans())

    @cached_property
    def following(self) -> "Following":
        """What lets milestones follow their events and tasks."""
        from liaison_desk.exercises.service.following import Following

        return Following(self.database, self.profile.get, self.plans, self._outputs)

    @cached_property
    def lanes(self) -> "Timeline":
        """Exercises on one timeline."""
        from liaison_desk.exercises.service.lanes import Timeline

        return Timeline(self.database, self.profile.get)

    @cached_property
    def msel(self) -> "Msel":
        """The injects of exercises."""
        from liaison_desk.exercises.service.msel import Msel

        return Msel(self.database, self.profile.get)

    @cached_property
    def lessons(self) -> "Lessons":
        """The lessons of exercises."""
        from liaison_desk.exercises.service.lessons import Lessons

        return Lessons(self.database, self.profile.get, self._outputs)

    @property
    def exercise_books(self) -> "ExerciseBooks":
        """All of them together, as packets ask for them."""
        from liaison_desk.briefings.sections.exercise_books import ExerciseBooks

        return ExerciseBooks(self.exercises, self.plans, self.msel, self.lessons)
