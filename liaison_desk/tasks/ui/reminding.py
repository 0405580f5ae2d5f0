"""What the bell says of a task: its suspense in three zones, how long there is left, whom it waits for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtGui import QColor

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.reminding import ReminderWords
from liaison_desk.tasks.records import DueTask
from liaison_desk.tasks.ui.words import Words

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


class TaskReminderWords(ReminderWords):
    """The words for reminders of tasks."""

    def __init__(self, ui: Ui, profile: Callable[[], DeskProfile]) -> None:
        self._ui = ui
        self._words = Words(ui.language, profile, ui.clock)
        self.open_words = ui.language.tr("Open task")

    def title(self, one: DueTask) -> str:
        """Return the task's title, after which request it is."""
        return self._words.named(one.task)

    def when(self, one: DueTask) -> str:
        """Return the suspense in three zones, of a whole day the day."""
        due = one.task.due
        day = self._words.day(due.date()) if one.task.due_all_day and due is not None else self._words.line(one.task)
        return self._ui.language.tr("Suspense {when}", when=day)

    def where(self, one: DueTask) -> str:
        """Return on whom it waits, or whose it is."""
        return self._words.waiting(one.task) or one.task.own_owner or one.task.host_owner

    def line(self, one: DueTask) -> str:
        """Return the task in one line."""
        return f"{self.title(one)}, {self.when(one)}"

    def left(self, one: DueTask, now: datetime) -> tuple[str, str]:
        """Return how long there is until the suspense, or since."""
        tr = self._ui.language.tr
        if one.starts <= now:
            return tr("overdue {length}", length=self._length(now - one.starts)), "red"
        return tr("due in {length}", length=self._length(one.starts - now)), "amb" if one.starts - now < _DAY else "acc"

    def notice(self, one: DueTask) -> tuple[str, str]:
        """Return title and text of a notification: the suspense."""
        return self.title(one), self.when(one)

    def shortly_before(self, one: DueTask) -> tuple[datetime, str]:
        """Return an hour before the suspense."""
        return one.starts - _HOUR, self._ui.language.tr("Until 1 h before the suspense")

    def colour(self, one: DueTask) -> QColor:
        """Return red for what is overdue, else the colour of what is chosen."""
        return self._ui.theme.color("red" if one.starts <= self._ui.clock.now() else "acc")

    def _length(self, length: timedelta) -> str:
        """Return a length in days, hours or minutes; nobody counts the minutes of days."""
        tr = self._ui.language.tr
        if length >= 2 * _DAY:
            return tr("{n} d", n=length // _DAY)
        if length >= _HOUR:
            return tr("{n} h", n=length // _HOUR)
        return tr("{n} min", n=max(1, length // _MINUTE))
