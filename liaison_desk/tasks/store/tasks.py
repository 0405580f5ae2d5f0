"""How tasks are read and written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from liaison_desk.domain.finding import document, title_text
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.rings import in_rings
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot, chunks
from liaison_desk.foundation.database.transaction import Change, Transaction
from liaison_desk.schema.mapping import (
    bilingual,
    bilingual_columns,
    decoded,
    draft,
    encoded,
    head,
    items,
    read_items,
    saved,
)
from liaison_desk.schema.tasks import rfi_table, task_table
from liaison_desk.tasks.records import (
    TASK,
    ChainStep,
    ChecklistItem,
    LogEntry,
    Priority,
    Repeats,
    Rfi,
    RfiPriority,
    RfiStatus,
    Side,
    Supporter,
    Task,
    TaskKind,
    TaskLine,
    TaskState,
)
from liaison_desk.tasks.rules.states import FINISHED, due_instant

_TASK, _RFI = task_table.c, rfi_table.c
_OPEN = tuple(str(state) for state in TaskState if state not in FINISHED)
_SAME = (
    "due",
    "due_zone",
    "due_all_day",
    "start",
    "completed_at",
    "percent",
    "own_owner",
    "host_owner",
    "waiting_on",
    "waiting_since",
    "reason",
    "source_kind",
    "source_id",
    "source_uid",
    "source",
    "url",
    "sequence",
    "from_nation",
    "to_nation",
    "lead",
    "asleep_until",
)
_POINTERS = ("own_owner_id", "host_owner_id", "lead_id", "waiting_on_id", "after_id")
_RFI_SAME = ("year", "direction", "number", "asker", "office", "justification", "received", "channel", "answered")


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    steps = [step["text"] for step in row["checklist"]]
    names = ("detail_host", "detail_home", "own_owner", "host_owner", "lead", "waiting_on", "source", "reason")
    asked = ("question_host", "question_home", "asker", "office", "answer_host", "answer_home")
    # Its direction stands before its number, as the window calls it: one finds either, or both.
    parts = [" ".join(filter(None, (_way(row), *map(_called, snapshot.parts["rfi"]))))]
    parts += [one[name] for one in snapshot.parts["rfi"] for name in asked]
    logged = [entry["text"] for entry in row["log"] or ()]
    others = [one["name"] for one in row["support"] or ()]
    texts = [*(row[name] for name in names), *steps, *row["categories"], *parts, *others, *logged]
    return document(title_text(bilingual(row, "title")), texts)


def _way(row: Row) -> str:
    return f"{row['from_nation']}→{row['to_nation']}" if row["from_nation"] or row["to_nation"] else ""


def _called(row: Row) -> str:
    return Rfi(year=row["year"], number=row["number"]).called


TASK_TYPE = RecordType(TASK, task_table, search=_search, parts={"rfi": rfi_table}, inner={"support": "person"})


def save_tasks(transaction: Transaction, tasks: Sequence[Task], local_zone: str) -> list[Task]:
    """Write tasks with their suspense as an instant."""
    drafts = [
        draft(task, _values(task, local_zone), {"rfi": [_rfi_values(task.rfi)] if task.rfi is not None else []})
        for task in tasks
    ]
    heads = transaction.save(TASK_TYPE, drafts)
    return [saved(task, saved_head) for task, saved_head in zip(tasks, heads, strict=True)]


def unplaced(connection: Connection, kind: str, uids: Sequence[str]) -> dict[str, int]:
    """Return the tasks outside the trash whose source has no number and one of these uids, by that uid."""
    found: dict[str, int] = {}
    for some in chunks(uids):
        wanted = (_TASK.source_kind == kind, _TASK.source_id == 0, _TASK.source_uid.in_(some))
        query = select(_TASK.source_uid, _TASK.id).where(*wanted, _TASK.deleted_at.is_(None)).order_by(_TASK.id.desc())
        found |= {row.source_uid: row.id for row in connection.execute(query)}
    return found


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
    return {id_: task_from(snapshot) for id_, snapshot in TASK_TYPE.read(connection, ids).items()}


def task_from(snapshot: Snapshot) -> Task:
    """Return the task of a snapshot."""
    row = snapshot.row
    pointers: dict[str, Any] = {name: row[name] or 0 for name in _POINTERS}
    return Task(
        **head(row),
        **{name: row[name] for name in _SAME},
        **pointers,
        kind=TaskKind(row["kind"]),
        support=read_items(Supporter, row["support"] or []),
        waiting_side=Side(row["waiting_side"]),
        log=read_items(LogEntry, row["log"] or []),
        reminders=tuple(row["reminders"] or ()),
        repeats=Repeats(row["repeats"]),
        rfi=next((_rfi_from(one) for one in snapshot.parts["rfi"]), None),
        title=bilingual(row, "title"),
        detail=bilingual(row, "detail"),
        state=TaskState(row["state"]),
        priority=Priority(row["priority"]),
        checklist=read_items(ChecklistItem, row["checklist"]),
        categories=tuple(row["categories"]),
        rules=tuple(row["rules"]),
        extra=tuple(row["extra"]),
    )


def _values(task: Task, local_zone: str) -> dict[str, Any]:
    return {
        **{name: getattr(task, name) for name in _SAME},
        **{name: getattr(task, name) or None for name in _POINTERS},
        "kind": str(task.kind),
        "support": items(task.support) or None,
        "waiting_side": str(task.waiting_side),
        "log": items(task.log) or None,
        "reminders": list(task.reminders) or None,
        "repeats": str(task.repeats),
        **bilingual_columns("title", task.title),
        **bilingual_columns("detail", task.detail),
        "state": str(task.state),
        "priority": str(task.priority),
        "due_at": due_instant(task, local_zone),
        "checklist": items(task.checklist),
        "categories": list(task.categories),
        "rules": list(task.rules),
        "extra": list(task.extra),
    }


def _rfi_from(row: Row) -> Rfi:
    return Rfi(
        **{name: row[name] for name in _RFI_SAME},
        status=RfiStatus(row["status"]),
        priority=RfiPriority(row["priority"]),
        asker_id=row["asker_id"] or 0,
        question=bilingual(row, "question"),
        answer=bilingual(row, "answer"),
        answer_marking=decoded(row["answer_marking"]),
        chain=read_items(ChainStep, row["chain"]),
    )


def _rfi_values(rfi: Rfi) -> dict[str, Any]:
    return {
        **{name: getattr(rfi, name) for name in _RFI_SAME},
        "status": str(rfi.status),
        "priority": str(rfi.priority),
        "asker_id": rfi.asker_id or None,
        **bilingual_columns("question", rfi.question),
        **bilingual_columns("answer", rfi.answer),
        "answer_marking": encoded(rfi.answer_marking),
        "chain": items(rfi.chain),
    }


def waiting_for_themselves(connection: Connection) -> Collection[int]:
    """Return the tasks that, in the end, wait for themselves; one query for all."""
    return in_rings(connection, task_table, "after_id")


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
    "kind",
    "from_nation",
    "to_nation",
    "lead",
    "waiting_side",
    "asleep_until",
    "completed_at",
]
_NUMBERED_NAMES = (*(_TASK[name] for name in _LINE_NAMES), _RFI.year, _RFI.number)


def numbered_lines(*more: Any) -> Select[Any]:
    """Select the lines of tasks and ``more`` columns, with the numbers of those that are requests for information."""
    return select(*_NUMBERED_NAMES, *more).outerjoin_from(task_table, rfi_table, _RFI.record_id == _TASK.id)


def task_lines(connection: Connection, ids: Sequence[int]) -> dict[int, TaskLine]:
    """Return the lines of these tasks."""
    return {
        row["id"]: line_from(row) for row in connection.execute(numbered_lines().where(_TASK.id.in_(ids))).mappings()
    }


def line_from(row: Row) -> TaskLine:
    """Return the line of a row of ``numbered_lines``."""
    same = "id uid due due_zone due_all_day due_at own_owner host_owner waiting_on waiting_since source marking "
    same += "from_nation to_nation lead asleep_until completed_at"
    return TaskLine(
        **{name: row[name] for name in same.split()},
        kind=TaskKind(row["kind"]),
        waiting_side=Side(row["waiting_side"]),
        number=_called(row) if row["number"] else "",
        title=bilingual(row, "title"),
        state=TaskState(row["state"]),
        priority=Priority(row["priority"]),
        steps=len(row["checklist"]),
        steps_done=sum(bool(step.get("done")) for step in row["checklist"]),
    )


def read_suspenses(connection: Connection, until: datetime | None, limit: int) -> list[TaskLine]:
    """Return unfinished tasks with a suspense up to an instant, the earliest first."""
    query = numbered_lines().where(_TASK.deleted_at.is_(None), _TASK.state.in_(_OPEN), _TASK.due_at.is_not(None))
    if until is not None:
        query = query.where(_TASK.due_at <= until)
    return [
        line_from(row) for row in connection.execute(query.order_by(_TASK.due_at, _TASK.id).limit(limit)).mappings()
    ]


def read_waiting(connection: Connection, limit: int) -> list[TaskLine]:
    """Return the tasks that wait on somebody, the longest first."""
    query = numbered_lines().where(_TASK.deleted_at.is_(None), _TASK.state == str(TaskState.WAITING))
    return [
        line_from(row)
        for row in connection.execute(query.order_by(_TASK.waiting_since, _TASK.id).limit(limit)).mappings()
    ]
