"""Lessons: found, read, saved, made a task of, carried into the next run of the series."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from liaison_desk.domain.ceiling import check_ceiling, text_problems
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import rules_of
from liaison_desk.exercises.records import (
    FINISHED,
    Lesson,
    LessonFilter,
    LessonLine,
    LessonSort,
    LessonState,
    Opening,
)
from liaison_desk.exercises.rules.tags import load_tags
from liaison_desk.exercises.rules.validity import lesson_problems
from liaison_desk.exercises.service.marking import Before, follow_markings, marked_with_runs
from liaison_desk.exercises.service.outputs import Made, Outputs
from liaison_desk.exercises.store import carrying, chains
from liaison_desk.exercises.store import exercises as exercise_store
from liaison_desk.exercises.store import lessons as store
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, UnreadableError
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction


class Lessons:
    """Lessons of exercises. ``outputs`` makes a task of one."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], outputs: Outputs) -> None:
        self._database = database
        self.profile = profile
        self._outputs = outputs

    def listing(self, wanted: LessonFilter, sort: Sort[LessonSort] | None = None) -> Listing:
        """Return the ordered ids of the lessons a filter finds; as they were entered without a sort."""
        try:
            named = load_tags().named(wanted.words)
        except UnreadableError:  # the page says so
            named = ()
        with self._database.read() as connection:
            return store.lesson_listing(connection, wanted, sort or Sort(LessonSort.ENTERED), named)

    def lines(self, ids: Sequence[int]) -> dict[int, LessonLine]:
        """Return the lines of a page of lessons."""
        with self._database.read() as connection:
            return store.lesson_lines(connection, ids)

    def lesson(self, lesson_id: int) -> Lesson:
        """Return one lesson, also from the trash; raises NotFoundError."""
        found = self.lessons_by_ids([lesson_id])
        if lesson_id not in found:
            raise NotFoundError("This lesson is not there any more.")
        return found[lesson_id]

    def lessons_by_ids(self, ids: Iterable[int]) -> dict[int, Lesson]:
        """Return whole lessons by id; ids that are not there are left out."""
        with self._database.read() as connection:
            return store.read_lessons(connection, ids)

    def followed(self, lesson_id: int) -> tuple[list[LessonLine], list[LessonLine]]:
        """Return the lessons of earlier runs that a lesson goes back to, the latest first, and those that carried it on, the next first.

        What lies in the trash is passed over.
        """
        with self._database.read() as connection:
            before = chains.earlier_runs(connection, [lesson_id]).get(lesson_id, [])
            after = [one.id for one in chains.later_runs(connection, [lesson_id]).get(lesson_id, [])]
            lines = store.lesson_lines(connection, store.outside_trash(connection, [*before, *after]))
        return [lines[id_] for id_ in before if id_ in lines], [lines[id_] for id_ in after if id_ in lines]

    def tags(self) -> list[str]:
        """Return the tags in use, in order."""
        with self._database.read() as connection:
            return store.tags_used(connection)

    def series(self) -> list[str]:
        """Return the series that have lessons, in order."""
        with self._database.read() as connection:
            return store.series_used(connection)

    def save(self, lesson: Lesson) -> Lesson:
        """Add or change a lesson; raises InvalidError, RefusedError (ceiling), StaleError."""
        return self.save_all([lesson], "Change a lesson" if lesson.id else "Add a lesson")[0]

    def save_all(self, lessons: Sequence[Lesson], label: str) -> list[Lesson]:
        """Add or change lessons in one action, or none of them."""
        with self._database.write(label) as transaction:
            exercise_store.require_outside_trash(transaction.connection, {one.exercise_id for one in lessons})
            return self.save_in(transaction, lessons)

    def save_in(self, transaction: Transaction, lessons: Sequence[Lesson]) -> list[Lesson]:
        """Add or change lessons inside a larger transaction (an import)."""
        for one in lessons:
            self.require_valid(one)
        before = store.read_lessons(transaction.connection, [one.id for one in lessons if one.id])
        saved = store.save_lessons(transaction, lessons)
        follow_markings(transaction, self._outputs, rules_of(self.profile()), Before(lessons=before))
        return saved

    def set_state(self, ids: Sequence[int], state: LessonState, reason: str = "") -> None:
        """Put lessons into a state; one that is not followed needs its reason."""
        with self._database.write("Change a lesson" if len(ids) == 1 else "Change lessons") as transaction:
            found = store.read_lessons(transaction.connection, ids)
            self.save_in(
                transaction,
                [
                    replace(one, state=state, reason=reason or one.reason)
                    for one in found.values()
                    if one.deleted_at is None
                ],
            )

    def opening(self, exercise_id: int) -> Opening:
        """Return the open lessons of the series' latest earlier run that has any, which an exercise has not taken over yet."""
        with self._database.read() as connection:
            return carrying.opening(connection, exercise_id)

    def carry(self, exercise_id: int, ids: Sequence[int] | None = None) -> list[Lesson]:
        """Take lessons of the series' earlier run over as an exercise's opening list (all that are open, without ids).

        One that was taken over before and thrown away comes out of the trash: there are never two of it.
        """
        with self._database.write("Carry lessons over") as transaction:
            exercise_store.require_outside_trash(transaction.connection, [exercise_id])
            _, wanted = carrying.carriable(transaction.connection, exercise_id)
            if ids is not None:
                wanted = [id_ for id_ in wanted if id_ in set(ids)]
            known = store.read_lessons(transaction.connection, wanted)
            thrown = store.thrown_away(transaction.connection, exercise_id, wanted)
            new = [_carried(known[id_], exercise_id) for id_ in wanted if id_ not in thrown]
            return store.take_out(transaction, thrown.values()) + store.save_lessons(transaction, new)

    def make_task(self, lesson_id: int, due: date | None = None) -> int:
        """Make a task of a lesson and let it be acted on; return the task's id. One that has a task outside the trash keeps it."""
        with self._database.write("Make a task of a lesson") as transaction:
            lesson = store.read_lessons(transaction.connection, [lesson_id]).get(lesson_id)
            if lesson is None or lesson.deleted_at is not None:
                raise NotFoundError("This lesson is not there any more.")
            if store.has_task(transaction.connection, lesson):
                return lesson.task_id
            owner = exercise_store.read_exercises(transaction.connection, [lesson.exercise_id])[lesson.exercise_id]
            marking = marked_with_runs(transaction, lesson, rules_of(self.profile()))
            task_id = self._outputs.assign(transaction, owner, lesson, due or lesson.due, marking)
            state = lesson.state if lesson.state in FINISHED else LessonState.IN_ACTION
            store.save_lessons(transaction, [replace(lesson, task_id=task_id, state=state)])
            return task_id

    def delete(self, ids: Sequence[int]) -> None:
        """Put lessons into the trash with their unfinished tasks."""
        with self._database.write("Delete a lesson" if len(ids) == 1 else "Delete lessons") as transaction:
            gone = store.read_lessons(transaction.connection, ids).values()
            self._outputs.withdraw(transaction, [Made(task_id=one.task_id) for one in gone])
            transaction.trash(store.LESSON_TYPE, ids)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Lesson]:
        """Return the lessons that have these uids, also from the trash."""
        ids = store.LESSON_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_lessons(transaction.connection, ids.values()).values()}

    def require_valid(self, one: Lesson) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a lesson that may not be kept."""
        profile = self.profile()
        problems = lesson_problems(one)
        names = ("title", "observation", "discussion", "recommendation")
        texts = {name: getattr(one, name) for name in names}
        problems += text_problems(texts, profile.ceiling, load_grammar(profile.policy), profile.home)
        if problems:
            raise InvalidError(problems)
        check_ceiling(one.marking, profile.ceiling)


def _carried(one: Lesson, exercise_id: int) -> Lesson:
    """Return the lesson that a later run begins with: the same words, to be looked at anew."""
    return replace(
        one, id=0, uid="", version=0, created_at=None, updated_at=None, author="", exercise_id=exercise_id,
        state=LessonState.ACCEPTED, due=None, reason="", from_id=one.id, task_id=0,
    )  # fmt: skip
