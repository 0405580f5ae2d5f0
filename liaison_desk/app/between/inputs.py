"""The inputs of battle-rhythm cards as tasks: what a card asks for is made, changed, withdrawn or opened again."""

from collections.abc import Sequence
from dataclasses import replace

from liaison_desk.calendar.rules.rhythm import Deed
from liaison_desk.calendar.service import AskedFor
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks.records import Task, TaskState
from liaison_desk.tasks.service import Tasks


def keep_inputs(tasks: Tasks, transaction: Transaction, asked: Sequence[AskedFor]) -> None:
    """Do with the tasks of inputs what their cards ask for, inside the transaction that changes the event."""
    tasks.point_in(transaction, {one.task_id: (one.source_id, one.source_uid) for one in asked if one.task_id})
    known = tasks.tasks_in(transaction, [one.task_id for one in asked if one.task_id])
    wanted = [one for one in asked if one.deed is not Deed.NAME]
    tasks.save_in(transaction, [_as_asked(one, known.get(one.task_id)) for one in wanted])


def _as_asked(one: AskedFor, task: Task | None) -> Task:
    if task is None:
        task = Task(
            title=one.title,
            marking=one.marking,
            host_owner=one.to,
            source_kind=one.source_kind,
            source_id=one.source_id,
            source_uid=one.source_uid,
            source=one.source,
        )
    if one.deed is Deed.CANCEL:
        return replace(task, state=TaskState.CANCELLED, reason=one.reason)
    if one.deed is Deed.REOPEN:
        task = replace(task, state=TaskState.OPEN, reason="")
    return replace(task, title=one.title, due=one.due, due_zone=one.due_zone, due_all_day=one.due_all_day)
