"""The reminders that ring in one bell: of events, and of tasks. Each capability keeps its own; here they stand together."""

from collections.abc import Sequence
from datetime import datetime

from liaison_desk.calendar.records import DueReminder, ReminderKey
from liaison_desk.calendar.service.reminders import Reminders
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.tasks.records import DueTask, TaskReminderKey
from liaison_desk.tasks.service.reminders import TaskReminders

Key = ReminderKey | TaskReminderKey


class AllReminders:
    """Asks and answers both services as one; what is answered at once is one action to undo."""

    def __init__(self, database: Database, events: Reminders, tasks: TaskReminders) -> None:
        self._database = database
        self._events = events
        self._tasks = tasks

    def prepare(self, now: datetime) -> bool:
        """Work out a slice of what falls due until tomorrow; true when nothing is left to do."""
        return self._events.prepare(now) and self._tasks.prepare(now)

    def due(self, now: datetime) -> list[DueReminder | DueTask]:
        """Return what fell due and was neither put off nor done with, the latest first."""
        found: list[DueReminder | DueTask] = [*self._events.due(now), *self._tasks.due(now)]
        return sorted(found, key=lambda one: one.due, reverse=True)

    def next_due(self, now: datetime) -> datetime | None:
        """Return the next instant a reminder falls due; ``None``: nothing before tomorrow, ask again within the day."""
        coming = (self._events.next_due(now), self._tasks.next_due(now))
        return min((at for at in coming if at is not None), default=None)

    def snooze(self, keys: Sequence[Key], until: datetime) -> None:
        """Snooze reminders until an instant, which must be still to come."""
        if until <= self._database.clock.now():
            raise InvalidError([Problem("until", "This time is over already. Choose a later one.")])
        self._answer(keys, until, "Snooze a reminder" if len(keys) == 1 else "Snooze reminders")

    def dismiss(self, keys: Sequence[Key]) -> None:
        """Have done with reminders."""
        self._answer(keys, None, "Dismiss a reminder" if len(keys) == 1 else "Dismiss reminders")

    def forget_old(self) -> int:
        """Erase the answers that change nothing any more; return how many there were."""
        return self._events.forget_old() + self._tasks.forget_old()

    def _answer(self, keys: Sequence[Key], until: datetime | None, label: str) -> None:
        events = [key for key in keys if isinstance(key, ReminderKey)]
        tasks = [key for key in keys if isinstance(key, TaskReminderKey)]
        if not keys:
            return
        with self._database.write(label) as transaction:
            self._events.answer_in(transaction, events, until)
            self._tasks.answer_in(transaction, tasks, until)
