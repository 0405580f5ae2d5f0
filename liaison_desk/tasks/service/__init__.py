"""What a user can do with tasks, requests for information and saved views: one method per action."""

from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.tasks.service.lists import TaskCounts, TaskLists
from liaison_desk.tasks.service.rfis import Rfis
from liaison_desk.tasks.service.several import Several
from liaison_desk.tasks.service.tasks import Tasks
from liaison_desk.tasks.service.views import TaskViews
from liaison_desk.tasks.store.carrying import carry_reminders
from liaison_desk.tasks.store.reminders import TASK_REMINDER_TYPE
from liaison_desk.tasks.store.tasks import TASK_TYPE
from liaison_desk.tasks.store.views import TASK_VIEW_TYPE

TYPES: tuple[RecordType, ...] = (TASK_TYPE, TASK_VIEW_TYPE, TASK_REMINDER_TYPE)
__all__ = ["TYPES", "Rfis", "Several", "TaskCounts", "TaskLists", "TaskViews", "Tasks", "carry_reminders"]
