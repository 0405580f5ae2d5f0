"""What tasks that came out of a plan, a lesson or an arrangement came out of: records whose markings decide about them, too."""

from collections.abc import Iterable, Iterator, Mapping

from liaison_desk.briefings.document import Source
from liaison_desk.briefings.sections.partnerships import partnering
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import EXERCISE, LESSON, MILESTONE, Exercise, Lesson, Milestone
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import ARRANGEMENT, Arrangement, Party
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


def carried_lessons(setting: Setting, ids: Iterable[int]) -> dict[int, Lesson]:
    """Return lessons by id with all of earlier runs that they go back to; one that is gone for good counts as unmarked."""
    books = setting.books
    found: dict[int, Lesson] = dict(books.lessons.lessons_by_ids(ids)) if books is not None else {}
    while books is not None and (missing := {one.from_id for one in found.values()} - found.keys() - {0}):
        more = books.lessons.lessons_by_ids(sorted(missing))
        # Nobody can ask the marking of what is gone, and it names nothing any more.
        found |= {
            id_: more.get(id_) or Lesson(id=id_, exercise_id=0, title=Bilingual("–"), marking=None) for id_ in missing
        }
    return found


def earlier_lessons(one: Lesson, lessons: Mapping[int, Lesson]) -> Iterator[Lesson]:
    """Yield the lessons of earlier runs that one was carried over from, the latest first."""
    seen = {one.id}
    while one.from_id and one.from_id not in seen and one.from_id in lessons:
        one = lessons[one.from_id]
        seen.add(one.id)
        yield one


def lesson_sources(one: Lesson, lessons: Mapping[int, Lesson], exercises: Mapping[int, Exercise]) -> list[Source]:
    """Return a lesson, its exercise, and all it was carried over from: what is withheld there does not come back here."""
    found: list[Source] = []
    for each in (one, *earlier_lessons(one, lessons)):
        found.append(lesson_source(each))
        found += [exercise_source(exercises[each.exercise_id])] if each.exercise_id in exercises else []
    return list(dict.fromkeys(found))


def planned_origins(setting: Setting, tasks: Iterable[Task]) -> Mapping[int, tuple[Source, ...]]:
    """Return for tasks (by id) the arrangement, or the milestone or the lesson with its exercise, that each came out of.

    What is withheld in a plan does not come back as what is to be done about it, nor what is in a lesson of an earlier run that was
    carried on. One that is gone for good counts as unmarked, for nobody can ask its marking.
    """
    tasks = tuple(tasks)
    arranged = _arranged(setting, tasks)
    made = [task for task in tasks if task.source_id and task.source_kind in {MILESTONE, LESSON, EXERCISE}]
    if not made or setting.books is None:
        return arranged
    books = setting.books
    ids = {
        kind: {task.source_id for task in made if task.source_kind == kind} for kind in (MILESTONE, LESSON, EXERCISE)
    }
    milestones = books.plans.milestones_by_ids(ids[MILESTONE])
    lessons = carried_lessons(setting, ids[LESSON])
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
        known += lesson_sources(lesson, lessons, exercises) if lesson is not None else []
        known += [exercise_source(owner)] if owner is not None and lesson is None else []
        gone = Source(
            RecordRef(task.source_kind, task.source_id, task.title.host or task.title.home), None, task.source_uid
        )
        found[task.id] = tuple(known) or (gone,)
    return found | arranged


def _arranged(setting: Setting, tasks: Iterable[Task]) -> dict[int, tuple[Source, ...]]:
    """Return for tasks (by id) the arrangement that obliges to each, and which party; one that is gone for good counts as unmarked."""
    made = {task.id: task for task in tasks if task.source_kind == ARRANGEMENT and task.source_id}
    if not made or setting.partnership is None:
        return {}
    known = setting.partnership.arrangements.by_ids(sorted({task.source_id for task in made.values()}))
    owing = {id_: _owing(known.get(task.source_id), task.source_uid) for id_, task in made.items()}
    around = partnering(setting, filter(None, owing.values()))

    def origins(task: Task) -> tuple[Source, ...]:
        one, party = known.get(task.source_id), owing[task.id]
        if one is None:
            label = task.title.host or task.title.home
            return (Source(RecordRef(ARRANGEMENT, task.source_id, label), None, task.source_uid),)
        told = around.of(ARRANGEMENT, one, one.title)
        return (told.record, *(told.party(party).names if party is not None else ()))

    return {id_: origins(task) for id_, task in made.items()}


def _owing(one: Arrangement | None, key: str) -> Party | None:
    """Return the party of an arrangement that owes what has a key."""
    duties = (duty for duty in (one.obligations if one is not None else ()) if duty.key == key)
    owed = next((duty.party for duty in duties), None)
    return next((party for party in (one.parties if one is not None else ()) if party.key == owed), None)
