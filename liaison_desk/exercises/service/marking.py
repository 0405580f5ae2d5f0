"""What exercises, milestones and lessons became elsewhere is marked anew when these are, and when an earlier run's lesson is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.release import ReleaseRules
from liaison_desk.exercises.records import EXERCISE, LESSON, MILESTONE, Exercise, Lesson, Milestone
from liaison_desk.exercises.rules.marking import marked_with
from liaison_desk.exercises.service.outputs import Made, Outputs, Remarked
from liaison_desk.exercises.store import chains
from liaison_desk.exercises.store import exercises as exercise_store
from liaison_desk.exercises.store import lessons as lesson_store
from liaison_desk.exercises.store import milestones as milestone_store
from liaison_desk.foundation.database.snapshot import Snapshot
from liaison_desk.foundation.database.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Before:
    """Exercises, milestones and lessons as they were, by id; what is not among them has stayed as it is."""

    exercises: Mapping[int, Exercise] = field(default_factory=dict)
    milestones: Mapping[int, Milestone] = field(default_factory=dict)
    lessons: Mapping[int, Lesson] = field(default_factory=dict)


def before_of(snapshots: Mapping[str, Mapping[int, Snapshot]]) -> Before:
    """Return what snapshots, by kind and id, say of exercises, milestones and lessons."""
    return Before(
        {id_: exercise_store.exercise_from(shot) for id_, shot in snapshots.get(EXERCISE, {}).items()},
        {id_: milestone_store.milestone_from(shot.row) for id_, shot in snapshots.get(MILESTONE, {}).items()},
        {id_: lesson_store.lesson_from(shot.row) for id_, shot in snapshots.get(LESSON, {}).items()},
    )


def follow_markings(
    transaction: Transaction, outputs: Outputs, rules: ReleaseRules, before: Before, spared: Collection[int] = ()
) -> None:
    """Mark events and tasks, but for those spared (by id, which no two records share), as strictly as what they tell of is marked now, wherever either lies."""
    connection = transaction.connection
    exercises = exercise_store.read_exercises(connection, before.exercises)
    anew = {id_: one for id_, one in exercises.items() if one.marking != before.exercises[id_].marking}
    remarked = [Remarked(Made(one.event_id), before.exercises[id_].marking, one.marking) for id_, one in anew.items()]
    theirs = milestone_store.with_outputs(connection, list(anew))
    milestones = milestone_store.read_milestones(connection, {*before.milestones, *theirs})
    owners = exercise_store.read_exercises(connection, {one.exercise_id for one in milestones.values()})
    for id_, one in milestones.items():
        owner = owners[one.exercise_id]
        was = marked_with((before.milestones.get(id_, one), before.exercises.get(owner.id, owner)), rules)
        remarked.append(Remarked(Made(one.event_id, one.task_id), was, marked_with((one, owner), rules)))
    remarked += _of_lessons(transaction, rules, before, anew)
    outputs.mark(transaction, [_sparing(one, spared) for one in remarked if one.was != one.now])


def _sparing(one: Remarked, spared: Collection[int]) -> Remarked:
    event_id, task_id = (0 if id_ in spared else id_ for id_ in (one.made.event_id, one.made.task_id))
    return replace(one, made=Made(event_id, task_id))


def marked_with_runs(transaction: Transaction, lesson: Lesson, rules: ReleaseRules) -> Marking | None:
    """Return the marking of what says what a lesson says, which may be what it said in the earlier runs it was carried from."""
    (found,) = _remarked(transaction, rules, Before(), [lesson.id])
    return found.now


def _of_lessons(
    transaction: Transaction, rules: ReleaseRules, before: Before, exercises: Collection[int]
) -> list[Remarked]:
    connection = transaction.connection
    lessons = lesson_store.read_lessons(connection, before.lessons)
    anew = {id_ for id_, one in lessons.items() if one.marking != before.lessons[id_].marking}
    anew |= lesson_store.of_exercises(connection, exercises)
    return _remarked(transaction, rules, before, sorted(anew | chains.carried_on(connection, anew))) if anew else []


def _remarked(transaction: Transaction, rules: ReleaseRules, before: Before, ids: Collection[int]) -> list[Remarked]:
    """Return how the tasks of lessons are to be marked, with all of earlier runs that each goes back to."""
    connection = transaction.connection
    earlier = chains.earlier_runs(connection, list(ids))
    lessons = lesson_store.read_lessons(connection, {*ids, *(one for line in earlier.values() for one in line)})
    exercises = exercise_store.read_exercises(connection, {one.exercise_id for one in lessons.values()})
    found = []
    for id_ in ids:
        line = [lessons[at] for at in (id_, *earlier.get(id_, ()))]
        was: list[Lesson | Exercise] = [before.lessons.get(one.id, one) for one in line]
        was += [before.exercises.get(one.exercise_id, exercises[one.exercise_id]) for one in line]
        now: list[Lesson | Exercise] = [*line, *(exercises[one.exercise_id] for one in line)]
        made = Made(task_id=lessons[id_].task_id)
        found.append(Remarked(made, marked_with(was, rules), marked_with(now, rules)))
    return found
