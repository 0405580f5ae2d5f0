"""What tasks that came out of a plan or a lesson came out of: records whose markings decide about them, too."""

from collections.abc import Iterable, Iterator, Mapping

from liaison_desk.briefings.document import Source
from liaison_desk.briefings.sections.exercise_books import ExerciseBooks
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import EXERCISE, LESSON, MILESTONE, Exercise, Lesson, Milestone
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.tasks.records import Task


def exercise_source(exercise: Exercise) -> Source:
    """Return an exercise as a record that decides what may be told of it."""
    return source(EXERCISE, exercise.id, exercise.name, exercise.marking, exercise.uid)


def milestone_source(one: Milestone) -> Source:
    """Return a milestone as a record that decides what may be told of it."""
    return source(MILESTONE, one.id, one.title, one.marking, one.uid)


def lesson_source(one: Lesson) -> Source:
    """Return a lesson as a record that decides what may be told of it."""
    return source(LESSON, one.id, one.title, one.marking, one.uid)


def with_earlier(books: ExerciseBooks, lessons: Mapping[int, Lesson]) -> dict[int, Lesson]:
    """Return lessons with all that they were carried over from, a query for each run; one that is gone for good counts as unmarked."""
    found = dict(lessons)
    while missing := {one.from_id for one in found.values()} - found.keys() - {0}:
        there = books.lessons.lessons_by_ids(sorted(missing))
        found |= {id_: there.get(id_) or Lesson(id=id_, exercise_id=0, title=Bilingual("–")) for id_ in missing}
    return found


def earlier_of(lessons: Mapping[int, Lesson], one: Lesson) -> Iterator[Lesson]:
    """Yield the lessons of earlier runs that one was carried over from, the latest first."""
    seen = {one.id}
    while one.from_id and one.from_id not in seen and one.from_id in lessons:
        one = lessons[one.from_id]
        seen.add(one.id)
        yield one


def planned_origins(setting: Setting, tasks: Iterable[Task]) -> Mapping[int, tuple[Source, ...]]:
    """Return for tasks (by id) the milestone or the lesson each came out of, and its exercise.

    What is withheld in a plan does not come back as what is to be done about it. One that is gone for good counts as unmarked,
    for nobody can ask its marking.
    """
    made = [task for task in tasks if task.source_id and task.source_kind in {MILESTONE, LESSON, EXERCISE}]
    if not made or setting.books is None:
        return {}
    books = setting.books
    ids = {
        kind: {task.source_id for task in made if task.source_kind == kind} for kind in (MILESTONE, LESSON, EXERCISE)
    }
    milestones = books.plans.milestones_by_ids(ids[MILESTONE])
    lessons = with_earlier(books, books.lessons.lessons_by_ids(ids[LESSON]))
    owners = {one.exercise_id for some in (milestones, lessons) for one in some.values()} - {0}
    exercises = books.exercises.exercises_by_ids(owners | ids[EXERCISE])
    found: dict[int, tuple[Source, ...]] = {}
    for task in made:
        milestone = milestones.get(task.source_id) if task.source_kind == MILESTONE else None
        lesson = lessons.get(task.source_id) if task.source_kind == LESSON else None
        one = milestone or lesson
        owner = exercises.get(
            one.exercise_id if one is not None else task.source_id if task.source_kind == EXERCISE else 0
        )
        known = [milestone_source(milestone)] if milestone is not None else []
        known += [lesson_source(lesson)] if lesson is not None else []
        known += [exercise_source(owner)] if owner is not None else []
        for earlier in earlier_of(lessons, lesson) if lesson is not None else ():
            known.append(lesson_source(earlier))
            known += [exercise_source(exercises[earlier.exercise_id])] if earlier.exercise_id in exercises else []
        gone = Source(
            RecordRef(task.source_kind, task.source_id, task.title.host or task.title.home), None, task.source_uid
        )
        found[task.id] = tuple(known) or (gone,)
    return found
