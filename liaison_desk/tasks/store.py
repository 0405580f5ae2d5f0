"""How tasks are read and written; the only SQL of this capability."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, select, union_all

from liaison_desk.domain.finding import document, terms, title_text
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Change, Transaction
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, items, read_items, saved
from liaison_desk.schema.tasks import task_table
from liaison_desk.tasks import rules
from liaison_desk.tasks.records import TASK, ChecklistItem, Priority, Task, TaskFilter, TaskLine, TaskSort, TaskState

_TASK = task_table.c
_OPEN = tuple(str(state) for state in TaskState if state not in rules.FINISHED)


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    steps = [step["text"] for step in row["checklist"]]
    names = ("detail_host", "detail_home", "own_owner", "host_owner", "waiting_on", "source", "reason")
    return document(title_text(bilingual(row, "title")), [*(row[name] for name in names), *steps, *row["categories"]])


TASK_TYPE = RecordType(TASK, task_table, search=_search)


def save_tasks(transaction: Transaction, tasks: Sequence[Task], local_zone: str) -> list[Task]:
    """Write tasks with their suspense as an instant."""
    heads = transaction.save(TASK_TYPE, [draft(task, _values(task, local_zone)) for task in tasks])
    return [saved(task, saved_head) for task, saved_head in zip(tasks, heads, strict=True)]


def point(transaction: Transaction, sources: Mapping[int, tuple[int, str]]) -> None:
    """Let tasks point to another source, wherever they lie; one that points there already is left alone."""
    changes = []
    for id_, shot in TASK_TYPE.read(transaction.connection, sources).items():
        source_id, source_uid = sources[id_]
        if (shot.row["source_id"], shot.row["source_uid"]) != (source_id, source_uid):
            after = transaction.next_version(shot, source_id=source_id, source_uid=source_uid)
            changes.append(Change(TASK_TYPE, id_, shot.row["uid"], shot, after))
    transaction.put(changes)


def read_tasks(connection: Connection, ids: Iterable[int]) -> dict[int, Task]:
    """Return whole tasks by id."""
    return {id_: task_from(snapshot.row) for id_, snapshot in TASK_TYPE.read(connection, ids).items()}


def task_from(row: Row) -> Task:
    """Return the task of a row."""
    same = "due due_zone due_all_day start completed_at percent own_owner host_owner waiting_on waiting_since reason "
    same += "source_kind source_id source_uid source url sequence"
    return Task(
        **head(row),
        **{name: row[name] for name in same.split()},
        title=bilingual(row, "title"),
        detail=bilingual(row, "detail"),
        state=TaskState(row["state"]),
        priority=Priority(row["priority"]),
        own_owner_id=row["own_owner_id"] or 0,
        host_owner_id=row["host_owner_id"] or 0,
        checklist=read_items(ChecklistItem, row["checklist"]),
        categories=tuple(row["categories"]),
        rules=tuple(row["rules"]),
        extra=tuple(row["extra"]),
    )


def _values(task: Task, local_zone: str) -> dict[str, Any]:
    same = "due due_zone due_all_day start completed_at percent own_owner host_owner waiting_on waiting_since reason "
    same += "source_kind source_id source_uid source url sequence"
    return {
        **{name: getattr(task, name) for name in same.split()},
        **bilingual_columns("title", task.title),
        **bilingual_columns("detail", task.detail),
        "state": str(task.state),
        "priority": str(task.priority),
        "due_at": rules.due_instant(task, local_zone),
        "own_owner_id": task.own_owner_id or None,
        "host_owner_id": task.host_owner_id or None,
        "checklist": items(task.checklist),
        "categories": list(task.categories),
        "rules": list(task.rules),
        "extra": list(task.extra),
    }


def task_listing(connection: Connection, wanted: TaskFilter, sort: Sort[TaskSort]) -> Listing:
    """Return the ordered ids of the tasks a filter finds; tasks without a suspense come last."""
    query: Select[Any] = select(_TASK.id).where(
        _TASK.deleted_at.is_not(None) if wanted.trash else _TASK.deleted_at.is_(None)
    )
    if wanted.states:
        query = query.where(_TASK.state.in_([str(state) for state in wanted.states]))
    if wanted.due_until:
        query = query.where(_TASK.due < datetime.combine(wanted.due_until, datetime.max.time()))
    if wanted.due_since:
        query = query.where(_TASK.due >= datetime.combine(wanted.due_since, datetime.min.time()))
    if wanted.contact_id:
        # By the indexes of the owners: asked with "or", SQLite reads all tasks of the state instead.
        sides = (_TASK.own_owner_id, _TASK.host_owner_id)
        query = query.where(
            _TASK.id.in_(union_all(*(select(_TASK.id).where(side == wanted.contact_id) for side in sides)))
        )
    asked = terms(wanted.words)
    if asked:
        query = query.where(search.among(connection, "task.id", asked))
    elif wanted.words.strip():
        return Listing(array("q"))
    return Listing(array("q", connection.execute(query.order_by(*_order(sort))).scalars()))


def _order(sort: Sort[TaskSort]) -> list[Any]:
    weight = case({str(Priority.HIGH): 0, str(Priority.NORMAL): 1}, value=_TASK.priority, else_=2)
    column: Any = {
        TaskSort.DUE: _TASK.due_at,
        TaskSort.TITLE: case((_TASK.title_host != "", _TASK.title_host), else_=_TASK.title_home),
        TaskSort.PRIORITY: weight,
        TaskSort.OWN_OWNER: func.nullif(_TASK.own_owner, ""),
        TaskSort.HOST_OWNER: func.nullif(_TASK.host_owner, ""),
        TaskSort.WAITING: func.nullif(_TASK.waiting_on, ""),
        TaskSort.SOURCE: func.nullif(_TASK.source, ""),
        TaskSort.CHANGED: _TASK.updated_at,
    }[sort.key]
    ordered = column.desc() if sort.descending else column.asc()
    return [ordered.nulls_last(), weight, _TASK.id]


_LINE_NAMES = [
    "id",
    "uid",
    "title_host",
    "title_home",
    "title_state",
    "state",
    "priority",
    "due",
    "due_zone",
    "due_all_day",
    "due_at",
    "own_owner",
    "host_owner",
    "waiting_on",
    "waiting_since",
    "source",
    "checklist",
    "marking",
]
_LINES = select(*(_TASK[name] for name in _LINE_NAMES)).where(_TASK.id.in_(bindparam("ids", expanding=True)))


def task_lines(connection: Connection, ids: Sequence[int]) -> dict[int, TaskLine]:
    """Return the lines of these tasks."""
    return {row["id"]: _line(row) for row in connection.execute(_LINES, {"ids": list(ids)}).mappings()}


def _line(row: Row) -> TaskLine:
    same = "id uid due due_zone due_all_day due_at own_owner host_owner waiting_on waiting_since source marking"
    return TaskLine(
        **{name: row[name] for name in same.split()},
        title=bilingual(row, "title"),
        state=TaskState(row["state"]),
        priority=Priority(row["priority"]),
        steps=len(row["checklist"]),
        steps_done=sum(bool(step.get("done")) for step in row["checklist"]),
    )


def read_suspenses(connection: Connection, until: datetime | None, limit: int) -> list[TaskLine]:
    """Return unfinished tasks with a suspense up to an instant, the earliest first."""
    query = select(*(_TASK[name] for name in _LINE_NAMES)).where(
        _TASK.deleted_at.is_(None), _TASK.state.in_(_OPEN), _TASK.due_at.is_not(None)
    )
    if until is not None:
        query = query.where(_TASK.due_at <= until)
    return [_line(row) for row in connection.execute(query.order_by(_TASK.due_at, _TASK.id).limit(limit)).mappings()]


def read_waiting(connection: Connection, limit: int) -> list[TaskLine]:
    """Return the tasks that wait on somebody, the longest first."""
    query = select(*(_TASK[name] for name in _LINE_NAMES)).where(
        _TASK.deleted_at.is_(None), _TASK.state == str(TaskState.WAITING)
    )
    return [
        _line(row) for row in connection.execute(query.order_by(_TASK.waiting_since, _TASK.id).limit(limit)).mappings()
    ]


def count_open(connection: Connection, now: datetime) -> tuple[int, int]:
    """Return how many tasks are unfinished, and how many of those are past their suspense."""
    overdue = func.sum(case((_TASK.due_at < now, 1), else_=0))
    query = select(func.count(), overdue).where(_TASK.deleted_at.is_(None), _TASK.state.in_(_OPEN))
    row = connection.execute(query).one()
    return row[0], row[1] or 0
