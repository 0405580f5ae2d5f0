"""What a user can do with tasks, requests for information and saved views: one method per action."""

from collections.abc import Callable
from typing import Any

from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks.records import Task
from liaison_desk.tasks.service.lists import TaskCounts, TaskLists
from liaison_desk.tasks.service.rfis import Rfis
from liaison_desk.tasks.service.several import Several
from liaison_desk.tasks.service.tasks import Tasks
from liaison_desk.tasks.service.views import TaskViews
from liaison_desk.tasks.store.reminders import TASK_REMINDER_TYPE
from liaison_desk.tasks.store.tasks import TASK_TYPE
from liaison_desk.tasks.store.views import TASK_VIEW_TYPE

TYPES: tuple[RecordType, ...] = (TASK_TYPE, TASK_VIEW_TYPE, TASK_REMINDER_TYPE)
__all__ = ["TYPES", "Rfis", "Several", "TaskCounts", "TaskLists", "TaskViews", "Tasks", "carry_reminders"]


def carry_reminders(
    connection: Any, begin: Callable[[], Transaction], reminders_of: Callable[[Task], tuple[int, ...]]
) -> None:
    """Give tasks of a desk of before schema 0008 the reminders of the alarms they keep, inside its upgrade."""
    from liaison_desk.tasks.store import carrying

    carrying.carry_reminders(connection, begin, reminders_of)
