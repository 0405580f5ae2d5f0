"""Commitments that were made outside of the notes: tasks of that kind, ours to them and theirs to us."""

from collections.abc import Sequence

from liaison_desk.briefings.document import Band, Block, Column, Group, Line, PortionText, Row, Table
from liaison_desk.briefings.sections.accounts import Account
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import Tasking, about, found_tasks, tasking
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Portion, PortionKind, PortionLine
from liaison_desk.tasks.records import Task, TaskFilter, TaskKind, TaskSort, TaskState

_BATCH = 500
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


def secretly_over(setting: Setting) -> list[PortionLine]:
    """Return the commitments in the notes whose task is over but may not be told: for this audience they are not kept yet.

    Were they left out, a paper would tell how a task stands that is withheld.
    """
    over = TaskFilter(kinds=(TaskKind.COMMITMENT,), states=(TaskState.DONE, TaskState.CANCELLED))
    ids = setting.tasks.tasks(over, Sort(TaskSort.DUE)).ids
    hidden: dict[str, int] = {}
    for start in range(0, len(ids), _BATCH):
        tasks = setting.tasks.tasks_by_ids(ids[start : start + _BATCH]).values()
        hidden |= {one.source_uid: one.id for one in tasks if one.source_uid and not _is_told(setting, one)}
    notes = setting.meetings.notes_by_uid(sorted(hidden)).values() if hidden else ()
    return [
        PortionLine(note.meeting_id, Bilingual(), None, setting.as_of, "", note)
        for note in notes
        if note.deleted_at is None
        and note.task_id == hidden[note.uid]
        and note.kind is PortionKind.COMMITMENT
        and _is_told(setting, note)
    ]


def _is_told(setting: Setting, record: Record) -> bool:
    return setting.is_told(PortionText((), record.marking))


def _is_ours(told: Tasking, task: Task) -> bool | None:
    nation, _ = told.nations(task)
    return nation == told.setting.profile.home if nation else None


def _row(told: Tasking, task: Task) -> Row:
    owners = tuple(told.owners(task).values())
    cells = (
        Line(owners, separator=" → ", led=False),
        Line((told.action(task),)),
        told.between(task),
        about(told, task, told.due(task)),
        told.status(task),
    )
    return Row(cells, lead=1)
