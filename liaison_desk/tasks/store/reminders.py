"""Which reminders of tasks fall due when, and what an officer did about them."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Text, cast, or_, select

from liaison_desk.foundation.database.base import entry_table
from liaison_desk.foundation.database.snapshot import RecordType, Row
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.foundation.database.versions import version_times
from liaison_desk.schema.mapping import draft
from liaison_desk.schema.tasks import task_reminder_table, task_table
from liaison_desk.tasks.records import TASK, TASK_REMINDER, DueTask, TaskReminder, TaskReminderKey, TaskState
from liaison_desk.tasks.rules.reminders import FARTHEST, rings
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.store.tasks import TASK_TYPE, line_from, numbered_lines

_TASK, _ANSWER = task_table.c, task_reminder_table.c
_OPEN = tuple(str(state) for state in TaskState if state not in FINISHED)
_DAY = timedelta(days=1)
_SLICE = 500  # as many values as a statement may well have

# Nobody looks for what he did about a reminder: its task is found.
TASK_REMINDER_TYPE = RecordType(TASK_REMINDER, task_reminder_table, search=lambda _: None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the officer did: put it off until an instant, or had done with it (``None``)."""

    key: TaskReminderKey
    until: datetime | None


def read_schedule(
    connection: Connection, since: datetime, until: datetime, now: datetime, local_zone: str,
    ids: Collection[int] | None = None,
) -> dict[int, list[DueTask]]:  # fmt: skip
    """Return what falls due in [since, until) of unfinished tasks, all or these, by their ids.

    What was due before now counts only if the task said so at that instant: not before it was made, imported or moved.
    """
    near = _ringing(connection, since, until) if ids is None else list(ids)
    found: dict[int, list[DueTask]] = {}
    changed: dict[int, datetime] = {}
    slices = (near[start : start + _SLICE] for start in range(0, len(near), _SLICE))
    for row in (row for some in slices for row in _alarmed(connection, _TASK.id.in_(some))):
        some = [one for one in _due(row, local_zone) if since <= one.due < until]
        if some:
            found[row["id"]], changed[row["id"]] = some, row["updated_at"]
    late = {id_: some for id_, some in found.items() if any(one.due < changed[id_] <= now for one in some)}
    unsaid = _unsaid(connection, late, changed, local_zone) if late else set()
    kept = {id_: [one for one in some if one.key not in unsaid] for id_, some in found.items()}
    return {id_: some for id_, some in kept.items() if some}


def read_put_off(connection: Connection, keys: Iterable[TaskReminderKey], local_zone: str) -> list[DueTask]:
    """Return reminders that were put off, those with nothing to remind of left out."""
    wanted = set(keys)
    if not wanted:
        return []
    rows = _alarmed(connection, _TASK.uid.in_({key.task_uid for key in wanted}))
    return [one for row in rows for one in _due(row, local_zone) if one.key in wanted]


def read_answers(
    connection: Connection, officer: str, *, since: datetime | None = None, ids: Collection[int] = ()
) -> dict[int, Answer | None]:
    """Return the answers of one officer by their record's id: these ids (``None``: no answer any more), or all since an instant.

    What is put off counts however long ago that was.
    """
    query = select(task_reminder_table).where(_ANSWER.officer == officer)
    if since is None:
        query = query.where(_ANSWER.id.in_(ids))
    else:
        recent = or_(_ANSWER.until.is_not(None), _ANSWER.updated_at >= since)
        query = query.where(recent, _ANSWER.deleted_at.is_(None))
    gone: dict[int, Answer | None] = dict.fromkeys(ids)
    return gone | {
        row["id"]: Answer(_key(row), row["until"]) if row["deleted_at"] is None else None
        for row in connection.execute(query).mappings()
    }


def read_old_answers(connection: Connection, before: datetime) -> list[int]:
    """Return the ids of all officers' answers that were given before an instant, and did not put off beyond it."""
    over = or_(_ANSWER.until.is_(None), _ANSWER.until < before)
    return list(connection.execute(select(_ANSWER.id).where(_ANSWER.updated_at < before, over)).scalars())


def erase_answers(transaction: Transaction, ids: Sequence[int]) -> None:
    """Erase answers for good."""
    transaction.erase(TASK_REMINDER_TYPE, ids)


def save_answers(transaction: Transaction, answers: Sequence[Answer], officer: str) -> None:
    """Write what an officer did about reminders; he has one answer to each."""
    uids = {one.key.task_uid for one in answers}
    query = select(task_reminder_table).where(_ANSWER.officer == officer, _ANSWER.task_uid.in_(uids))
    known = {_key(row): row for row in transaction.connection.execute(query).mappings()}
    drafts = []
    for one in answers:
        key, old = one.key, known.get(one.key)
        made = TaskReminder(task_uid=key.task_uid, at=key.at, alarm=key.minutes, officer=officer, until=one.until)
        if old is not None:
            made = replace(made, id=old["id"], uid=old["uid"], version=old["version"])
        drafts.append(
            draft(made, {name: getattr(made, name) for name in ("task_uid", "at", "alarm", "officer", "until")})
        )
    transaction.save(TASK_REMINDER_TYPE, drafts)


def _key(row: Row) -> TaskReminderKey:
    return TaskReminderKey(row["task_uid"], row["at"], row["alarm"])


def _ringing(connection: Connection, since: datetime, until: datetime) -> list[int]:
    """Return the ids of the unfinished tasks whose reminders may fall due in [since, until), by suspense and minutes alone.

    A whole day's reminders count from its morning: hence a day on either side.
    """
    # The minutes as text, which most tasks have alike: reading each line would take longer than all else.
    query = select(_TASK.id, _TASK.due_at, cast(_TASK.reminders, Text)).where(
        _TASK.state.in_(_OPEN), _TASK.due_at >= since - _DAY, _TASK.due_at < until + timedelta(minutes=FARTHEST) + _DAY,
        _TASK.reminders.is_not(None), _TASK.deleted_at.is_(None),
    )  # fmt: skip
    read = cache(_spans_of)
    low, high = since - _DAY, until + _DAY
    return [id_ for id_, due, text in connection.execute(query) if any(low <= due - span < high for span in read(text))]


def _spans_of(text: str) -> list[timedelta]:
    return [timedelta(minutes=minutes) for minutes in json.loads(text) if 0 <= minutes <= FARTHEST]


def _alarmed(connection: Connection, *which: Any) -> list[Row]:
    query = numbered_lines(_TASK.reminders, _TASK.updated_at).where(
        _TASK.state.in_(_OPEN), *which, _TASK.reminders.is_not(None), _TASK.deleted_at.is_(None)
    )
    return list(connection.execute(query).mappings())


def _due(row: Row, local_zone: str) -> list[DueTask]:
    line = line_from(row)
    found = rings(row["due"], row["due_zone"], tuple(row["reminders"]), local_zone, whole_day=row["due_all_day"])
    return [DueTask(TaskReminderKey(line.uid, row["due_at"], minutes), line, due) for minutes, due in found]


def _unsaid(
    connection: Connection, late: dict[int, list[DueTask]], changed: dict[int, datetime], local_zone: str
) -> set[TaskReminderKey]:
    """Return which reminders their tasks, as they stood when those were due, did not have."""
    versions = version_times(connection, TASK, list(late))
    wanted: dict[int, list[DueTask]] = {}  # by entry of the history: what that version must have said
    for id_, some in late.items():
        for one in some:
            if one.due < changed[id_] and id_ in versions:
                entry = next((entry for at, entry in reversed(versions[id_]) if at <= one.due), 0)
                wanted.setdefault(entry, []).append(one)
    unsaid = {one.key for one in wanted.pop(0, [])}
    texts = select(entry_table.c.id, entry_table.c.after).where(entry_table.c.id.in_(wanted))
    for entry, text in connection.execute(texts):
        then = TASK_TYPE.loads(text).row if text else None
        said = (
            {due.key for due in _said(then, local_zone)} if then is not None and then["deleted_at"] is None else set()
        )
        unsaid |= {one.key for one in wanted[entry] if one.key not in said}
    return unsaid


def _said(row: Row, local_zone: str) -> list[DueTask]:
    return _due({"number": 0, "year": 0, **row, "reminders": row["reminders"] or ()}, local_zone)
