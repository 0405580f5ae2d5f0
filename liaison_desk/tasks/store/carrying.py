"""Lets tasks of desks before schema 0008 remind by the alarms they came with, which those desks only kept."""

from collections.abc import Callable

from sqlalchemy import Connection, Text, cast, select

from liaison_desk.foundation.database.transaction import Change, Transaction
from liaison_desk.schema.tasks import task_table
from liaison_desk.tasks.records import Task
from liaison_desk.tasks.store.tasks import TASK_TYPE, task_from

_TASK = task_table.c
_AT_ONCE = 500


def carry_reminders(
    connection: Connection, begin: Callable[[], Transaction], reminders_of: Callable[[Task], tuple[int, ...]]
) -> None:
    """Give tasks their reminders inside the upgrade's transaction; ``begin`` starts a part of its history."""
    alarmed = cast(_TASK.extra, Text).contains("BEGIN:VALARM")
    ids = (
        connection.execute(select(_TASK.id).where(_TASK.reminders.is_(None), alarmed).order_by(_TASK.id))
        .scalars()
        .all()
    )
    for start in range(0, len(ids), _AT_ONCE):
        transaction = begin()
        changes = []
        for id_, shot in TASK_TYPE.read(connection, ids[start : start + _AT_ONCE]).items():
            if reminders := reminders_of(task_from(shot)):
                after = transaction.next_version(shot, reminders=list(reminders))
                changes.append(Change(TASK_TYPE, id_, shot.row["uid"], shot, after))
        transaction.put(changes)
        transaction.close()
