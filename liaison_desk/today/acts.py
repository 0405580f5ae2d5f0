"""What can be done with a task right on the Today page: complete it, let it sleep, open it; a toast takes it back."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.buttons import literal
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.tasks.records import TASK, PressingTask, Task, TaskKind, TaskLine, TaskSort
from liaison_desk.tasks.rules.scopes import Scope, filter_of
from liaison_desk.tasks.service import Tasks
from liaison_desk.today.rows import RowActs
from liaison_desk.today.sections import Pane
from liaison_desk.today.words import short_day

_MOST: Final = 20  # tasks that sleep, in the menu of them
_LONGEST: Final = 50  # letters of a title in a menu


class TaskActs:
    """Acts on tasks in place, for the pane that shows them."""

    def __init__(self, tasks: Tasks, pane: Pane) -> None:
        self._tasks = tasks
        self._ui = pane.ui
        self._pane = pane

    def of_row(self) -> RowActs:
        """Return what the rows of tasks can do."""
        return RowActs(self.complete, self.snooze_menu, self.menu)

    def open(self, one: PressingTask) -> None:
        """Open a task at its page."""
        self._ui.open(RecordRef(TASK, one.id))

    def complete(self, one: PressingTask) -> None:
        """Mark a task as done; of a request its answer is asked for."""
        if one.line.kind is TaskKind.RFI:
            self._ui.jobs.database.run(partial(self._tasks.task, one.id), self._ask_answer, owner=self._pane)
            return
        told = self._ui.language.tr("Done: {title}", title=self._pane.best(one.line.title))
        self._do(one.id, partial(self._tasks.complete, [one.id]), told)

    def sleep(self, one: PressingTask, until: date) -> None:
        """Let a task sleep until a day: it does not press before."""
        day = short_day(self._ui.language, until)
        told = self._ui.language.tr("Asleep until {day}: {title}", day=day, title=self._pane.best(one.line.title))
        self._do(one.id, partial(self._tasks.sleep, [one.id], until), told)

    def wake(self, line: TaskLine) -> None:
        """Wake a task that sleeps: it presses again."""
        told = self._ui.language.tr("Awake again: {title}", title=self._pane.best(line.title))
        self._do(line.id, partial(self._tasks.sleep, [line.id], None), told)

    def ask_sleepers(self, at: QPoint) -> None:
        """Open the menu of what sleeps at a point of the screen."""
        tasks = self._tasks

        def read() -> list[TaskLine]:
            found = tasks.tasks(filter_of(Scope.ASLEEP, ""), Sort(TaskSort.ASLEEP)).ids[:_MOST]
            lines = tasks.lines(found)
            return [lines[id_] for id_ in found if id_ in lines]

        self._ui.jobs.database.run(read, lambda found: self.sleepers_menu(found).popup(at), owner=self._pane)

    def sleepers_menu(self, lines: Sequence[TaskLine]) -> QMenu:
        """Return the menu of tasks that sleep, each with its day: it can be shown or woken."""
        language, icon = self._ui.language, self._ui.icons.icon
        menu = popup_menu(self._pane)
        for line in lines:
            day = short_day(language, line.asleep_until) if line.asleep_until is not None else ""
            title = self._pane.best(line.title)
            title = title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
            one = menu.addMenu(f"{literal(title)}\t{day}")
            show = partial(self._ui.open, RecordRef(TASK, line.id))
            one.addAction(icon("external-link"), language.tr("Show"), show)
            one.addAction(icon("sun"), language.tr("Wake &up"), partial(self.wake, line))
        return menu

    def snooze_menu(self, one: PressingTask) -> QMenu:
        """Return the menu of how long a task may sleep."""
        menu = popup_menu(self._pane)
        self._add_days(menu, one)
        return menu

    def menu(self, one: PressingTask) -> QMenu:
        """Return all that can be done with a task."""
        tr, icons = self._ui.language.tr, self._ui.icons
        menu = popup_menu(self._pane)
        menu.addAction(icons.icon("external-link"), f"{tr('Show')}\tEnter", partial(self.open, one))
        words = tr("Answered…") if one.line.kind is TaskKind.RFI else tr("Complete")
        menu.addAction(icons.icon("check"), f"{words}\t{tr('Space')}", partial(self.complete, one))
        self._add_days(menu.addMenu(icons.icon("alarm-clock"), tr("Let it sleep")), one)
        return menu

    def _ask_day(self, one: PressingTask, at: QPoint) -> None:
        from liaison_desk.tasks.ui.asking import DayQuestion  # not before the first
        from liaison_desk.tasks.ui.words import Words

        tr, words = self._ui.language.tr, Words(self._ui.language, self._tasks.profile, self._ui.clock)
        question = DayQuestion(self._ui, words, tr("Sleep until"), tr("Sleep"), self._pane)
        question.answered.connect(lambda found: self.sleep(one, found.wall.date()))
        question.show_at(at)

    def _ask_answer(self, task: Task) -> None:
        from liaison_desk.tasks.ui.deeds import RequestDeeds  # not before the first answer
        from liaison_desk.tasks.ui.words import Words

        words = Words(self._ui.language, self._tasks.profile, self._ui.clock)
        RequestDeeds(self._ui, words, self._tasks, self._pane).ask_answer(task)

    def _add_days(self, menu: QMenu, one: PressingTask) -> None:
        language, view = self._ui.language, self._pane.view
        assert view is not None
        tr, today = language.tr, view.day
        monday = today + timedelta(days=7 - today.weekday())
        for words, day in (
            (tr("Until &tomorrow"), today + timedelta(days=1)),
            (tr("Until next &week"), monday),
            (tr("For &four weeks"), today + timedelta(days=28)),
        ):
            menu.addAction(f"{words}\t{short_day(language, day)}", partial(self.sleep, one, day))
        menu.addAction(tr("A &date…"), lambda: self._ask_day(one, menu.pos()))

    def _do(self, task_id: int, work: Callable[[], object], told: str) -> None:
        """Act on a task; the toast takes back this act, whatever was done after it."""
        tasks, database = self._tasks, self._ui.jobs.database

        def act() -> dict[int, Task]:
            before = tasks.tasks_by_ids([task_id])
            work()
            return before

        def take_back(before: dict[int, Task]) -> None:
            database.run(partial(tasks.put_back, before), owner=self._pane)

        database.run(act, lambda before: self._ui.notify(told, partial(take_back, before)), owner=self._pane)
