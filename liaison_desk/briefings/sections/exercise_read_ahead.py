"""The read-ahead of an exercise: what it is for, when and where, who takes part, where its plan stands, what is still to be done."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from liaison_desk.briefings.document import (
    Block,
    Column,
    Form,
    Group,
    KeyValue,
    KeyValues,
    Line,
    Paragraph,
    PortionText,
    Row,
    Section,
)
from liaison_desk.briefings.sections.back_plans import weekdays
from liaison_desk.briefings.sections.exercise_charts import form_of, form_words, side_words
from liaison_desk.briefings.sections.exercising import (
    Exercising,
    asked_exercises,
    exercising,
    marked_once,
    objectives,
    papers,
    today_at,
)
from liaison_desk.briefings.sections.planning_teams import members, participants
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import Tasking, tasking
from liaison_desk.exercises.records import (
    Exercise,
    ExerciseState,
    ExerciseType,
    LessonFilter,
    Milestone,
    MilestoneState,
)
from liaison_desk.tasks.rules.states import FINISHED

_FORMS = tuple(Form)
_TYPES: Final[Mapping[ExerciseType, str]] = {
    ExerciseType.CPX: "Command post exercise (CPX)",
    ExerciseType.FTX: "Field training exercise (FTX)",
    ExerciseType.TTX: "Table-top exercise (TTX)",
    ExerciseType.WARGAME: "Wargame",
    ExerciseType.SEMINAR: "Seminar",
    ExerciseType.OTHER: "Exercise of another kind",
}
_STATES: Final[Mapping[ExerciseState, str]] = {
    ExerciseState.IDEA: "An idea",
    ExerciseState.PLANNED: "Planned",
    ExerciseState.IN_PLANNING: "In planning",
    ExerciseState.RUNNING: "Running",
    ExerciseState.CLOSED: "Exercise closed",
}


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the read-ahead of each exercise asked for."""
    exercises = asked_exercises(setting)
    told = exercising(setting, exercises)
    wanted = {one.id: _task_ids(told, one) for one in exercises}
    tasks = tasking(setting, (id_ for ids in wanted.values() for id_ in ids))

    def paper(exercise: Exercise) -> tuple[Block, ...]:
        return (
            KeyValues(tuple(_facts(told, exercise))),
            *_concept(told, exercise),
            *objectives(told, exercise),
            *participants(told, exercise),
            *_ahead(told, exercise),
            *_open(tasks, wanted[exercise.id]),
            *members(told, exercise),
        )

    return papers(told, "exercise_read_ahead", setting.words("Exercise read-ahead"), paper, filled=False)


def _facts(told: Exercising, exercise: Exercise) -> Iterator[KeyValue]:
    setting = told.setting
    house = told.houses.get(exercise.sponsor_id)
    sponsor: list[PortionText] = []
    if exercise.sponsor or house is not None:
        from_houses = told.party(exercise, _as_part(exercise))
        sponsor = [from_houses] if from_houses is not None else []
    series = told.line(exercise, (exercise.series,), *told.names.organization(exercise.series))
    rows = (
        ("Type of exercise", told.line(exercise, setting.words(_TYPES[exercise.type]))),
        ("Exercise series", series),
        ("Sponsor", Line(tuple(sponsor))),
        ("STARTEX", told.line(exercise, told.moment(exercise, exercise.startex))),
        ("ENDEX", told.line(exercise, told.moment(exercise, exercise.endex))),
        ("Where", told.typed(exercise, exercise.place)),
        ("Training audience", told.typed(exercise, exercise.audience)),
        ("State", told.line(exercise, setting.words(_STATES[exercise.state]))),
    )
    for label, line in rows:
        if line.pieces:
            yield KeyValue(setting.words(label), line)


def _as_part(exercise: Exercise) -> Any:
    from liaison_desk.exercises.records import Participant

    return Participant(name=exercise.sponsor, organization_id=exercise.sponsor_id)


def _concept(told: Exercising, exercise: Exercise) -> tuple[Block, ...]:
    line = told.typed(exercise, exercise.concept)
    return (Group(told.setting.line("Purpose and concept"), (Paragraph(line),)),) if line.pieces else ()


def _ahead(told: Exercising, exercise: Exercise) -> tuple[Block, ...]:
    """Return what is still ahead in the plan, and what is over and not done, by day: where we stand."""
    setting, today = told.setting, today_at(told.setting)
    some = [one for one in told.plan(exercise).milestones if one.state is MilestoneState.PLANNED]
    if not some:
        return ()
    columns = (
        Column(setting.words("Milestone"), 2.6),
        Column(setting.words("Dates")),
        Column(setting.words("In days")),
        Column(setting.words("Owned by"), 1.3),
        Column(setting.words("State"), 1.4),
    )

    def row(one: Milestone) -> Row:
        left = (one.first - today).days
        return Row(
            (
                told.called(exercise, one),
                told.told(exercise, one, weekdays(setting, one)),
                told.told(exercise, one, (f"{left:+d}" if left else "0",)),
                told.told(exercise, one, side_words(setting, one.side)),
                told.told(exercise, one, form_words(setting)[_FORMS.index(form_of(one, today))]),
            )
        )

    return (Group(setting.line("Where we stand: milestones ahead"), (marked_once(setting, columns, map(row, some)),)),)


def _task_ids(told: Exercising, exercise: Exercise) -> list[int]:
    """Return the tasks that milestones and lessons of an exercise became."""
    books = told.setting.books
    ids = [one.task_id for one in told.plan(exercise).milestones]
    if books is not None:
        found = books.lessons.lessons_by_ids(books.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids)
        ids += [one.task_id for one in found.values()]
    return [id_ for id_ in dict.fromkeys(ids) if id_]


def _open(told: Tasking, ids: list[int]) -> tuple[Block, ...]:
    """Return the tasks that are not finished, by suspense."""
    setting = told.setting
    tasks = [told.tasks[id_] for id_ in ids if id_ in told.tasks]
    tasks = [one for one in tasks if one.deleted_at is None and one.state not in FINISHED]
    if not tasks:
        return ()
    columns = (
        Column(setting.words("Action"), 2.6),
        Column(setting.words("Owner"), 1.2),
        Column(setting.words("Due")),
        Column(setting.words("State"), 1.0),
    )
    rows = (
        Row(
            (
                Line((told.action(one),)),
                Line(tuple(told.owners(one).values()), separator="; ", led=False),
                Line((told.says(one, told.due(one)),)),
                told.status(one),
            )
        )
        for one in sorted(tasks, key=lambda one: (one.due is None, str(one.due), one.id))
    )
    return (Group(setting.line("Still to be done"), (marked_once(setting, columns, rows),)),)
