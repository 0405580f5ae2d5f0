"""Commitments that were made outside of the notes: tasks of that kind, ours to them and theirs to us."""

from collections.abc import Sequence

from liaison_desk.briefings.document import Band, Block, Column, Group, Line, Row, Table
from liaison_desk.briefings.sections.accounts import Account
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import Tasking, about, found_tasks, tasking
from liaison_desk.meetings.records import Portion
from liaison_desk.tasks.records import Task, TaskFilter, TaskKind, TaskState

_UNFINISHED = (TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING)


def unnoted(setting: Setting, noted: Sequence[tuple[Account, Portion]]) -> list[Block]:
    """Return the commitments among the tasks that are not kept yet and were not made of the notes already told."""
    ids = found_tasks(setting, TaskFilter(kinds=(TaskKind.COMMITMENT,), states=_UNFINISHED))
    told = {note.task_id for _, note in noted}
    known = tasking(setting, (id_ for id_ in ids if id_ not in told))
    tasks = [known.tasks[id_] for id_ in ids if id_ in known.tasks]
    rows: list[Row | Band] = []
    for words, ours in (("Ours to them", True), ("Theirs to us", False), ("Not attributed", None)):
        some = [task for task in tasks if _is_ours(known, task) is ours]
        if some:
            rows.append(Band(setting.words(words)))
            rows += [_row(known, task) for task in some]
    columns = (
        Column(setting.words("Who"), 1.1),
        Column(setting.words("What"), 2.6),
        Column(setting.words("From → to")),
        Column(setting.words("By when")),
        Column(setting.words("State"), 1.1),
    )
    heading = setting.line("Promised outside of meetings")
    return [Group(heading, (Table(columns, tuple(rows)),))] if rows else []


def _is_ours(told: Tasking, task: Task) -> bool | None:
    nation, _ = told.nations(task)
    return nation == told.setting.profile.home if nation else None


def _row(told: Tasking, task: Task) -> Row:
    owners = tuple(told.says(task, (name,), *known) for name, known in told.owners(task).items())
    nations = "→".join(filter(None, told.nations(task)))
    cells = (
        Line(owners, separator=" → ", led=False),
        Line((told.action(task),)),
        about(told, task, (nations,)),
        about(told, task, told.due(task)),
        told.status(task),
    )
    return Row(cells, lead=1)
