"""The tasks page: a line to add one, the table of all, one of them at the right."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, hairline
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.windowed import WindowedModel
from liaison_desk.tasks.records import TASK, Task, TaskFilter, TaskLine, TaskSort
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.service import TaskCounts, Tasks
from liaison_desk.tasks.ui.columns import DONE, TaskCells, columns_menu, describe, task_columns
from liaison_desk.tasks.ui.detail import TaskView
from liaison_desk.tasks.ui.form import Suggest, task_dialog
from liaison_desk.tasks.ui.head import TaskHead
from liaison_desk.tasks.ui.quick import QuickLine
from liaison_desk.tasks.ui.words import Words

_PANES: Final = (936, 308)
NARROW: Final = 980  # a page narrower than this has no room for the task beside the table


class TasksPage(Page):
    """Lists, shows, adds, edits, completes, snoozes and deletes tasks. ``suggest`` finds contacts for the owners."""

    kinds = frozenset({TASK})

    def __init__(self, tasks: Tasks, ui: Ui, profile: Callable[[], DeskProfile], suggest: Suggest) -> None:
        super().__init__(ui.changes)
        self._tasks = tasks
        self._ui = ui
        self._suggest = suggest
        self._task: Task | None = None
        self.words = Words(ui.language, profile, ui.clock)
        tr = ui.language.tr
        self.search_hint = tr("Filter by title, name, source")
        self._sort = ui.memory.sort("tasks/sort", Sort(TaskSort.DUE))
        self.head = TaskHead(ui, self.search_hint)
        self.quick = QuickLine(ui, self.words)
        self.strip = MessageStrip(ui)
        self.model: WindowedModel[TaskLine] = WindowedModel(
            ui.jobs.database, tasks.lines, describe(self.words), task_columns(self.words), self
        )
        self.table = RecordTable(
            ui, self.model, tr("Tasks"), memory_key="tasks/columns", sort=self._sort, on_sort=self._on_sort
        )
        self.table.setItemDelegate(TaskCells(ui, self.words))
        self.view = TaskView(ui, self.words, tasks, suggest)
        self.empty = EmptyState(
            ui, tr("No tasks yet. Type one above, or make one of a meeting's note."), tr("New task"), self.new_record
        )
        self.nothing = EmptyState(ui, tr("Nothing here matches."), tr("Show all tasks"), self.show_all)
        self.stack = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing):
            self.stack.addWidget(widget)
        self._build()
        self._connect()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list again, and the task on show if it may have changed."""
        self.reload()
        if changes is not None and TASK in changes.ids:
            self.model.refresh(changes.ids[TASK])
        if self._task is not None and (changes is None or self._task.id in changes.ids.get(TASK, ())):
            self._read(self._task.id)

    def title(self) -> str:
        """Return the title of the task on show."""
        return self.words.best(self._task.title) if self._task is not None else ""

    def show_record(self, record_id: int) -> None:
        """Show a task, whatever the list is narrowed to."""

        def listed() -> None:
            if not self.table.select_id(record_id):
                self.show_all(lambda: self.table.select_id(record_id))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self.reload(listed)

    def new_record(self) -> None:
        """Open the form of a new task."""
        self._open_form(Task(title=Bilingual(), marking=self.words.profile().default_marking))

    def edit_current(self) -> None:
        """Open the form of the task the keyboard is on."""
        number = self.table.current_id()
        if number is not None:
            self._ui.jobs.database.run(lambda: self._tasks.task(number), self._open_form, owner=self)

    def toggle_done(self, ids: Sequence[int]) -> None:
        """Complete tasks; when all of them are finished, reopen them. The toast puts them back as they were."""
        tasks = self._tasks

        def work() -> tuple[dict[int, Task], bool]:
            before = tasks.tasks_by_ids(ids)
            completing = any(task.state not in FINISHED for task in before.values())
            if completing:
                before = {number: task for number, task in before.items() if task.state not in FINISHED}
            (tasks.complete if completing else tasks.reopen)(list(before))
            return before, completing

        def told(result: tuple[dict[int, Task], bool]) -> None:
            before, completing = result
            language = self._ui.language
            if completing:
                self._notify(language.count("Task done.", "{n} tasks done.", len(before)), before)
            else:
                self._notify(language.count("Task reopened.", "{n} tasks reopened.", len(before)), before)

        if ids:
            self._ui.jobs.database.run(work, told, owner=self)

    def snooze(self, ids: Sequence[int], days: int) -> None:
        """Move suspenses some days on."""

        def work() -> dict[int, Task]:
            before = self._tasks.tasks_by_ids(ids)
            self._tasks.snooze(ids, days)
            return before

        def told(before: dict[int, Task]) -> None:
            told = self._ui.language.count("Suspense moved by {n} day.", "Suspense moved by {n} days.", days)
            self._notify(told, before)

        if ids:
            self._ui.jobs.database.run(work, told, owner=self)

    def delete_selected(self) -> None:
        """Put the selected tasks into the trash; the toast takes them out again."""
        ids = self.table.selected_ids()
        if not ids:
            return
        told = self._ui.language.count("Task deleted.", "{n} tasks deleted.", len(ids))

        def undo() -> None:
            self._ui.jobs.database.run(lambda: self._tasks.restore(ids), lambda _: self.show_record(ids[0]), owner=self)

        self._ui.jobs.database.run(lambda: self._tasks.delete(ids), lambda _: self._ui.notify(told, undo), owner=self)

    def show_all(self, then: Callable[[], object] | None = None) -> None:
        """Take all narrowing away."""
        self.head.widen()
        self.reload(then)

    def reload(self, then: Callable[[], object] | None = None) -> None:
        """Read the list again; ``then`` runs when it is on show."""
        wanted, sort = self.head.wanted(), self._sort

        def work() -> tuple[Listing, TaskCounts, bool]:
            listing = self._tasks.tasks(wanted, sort)
            # Whether the desk has any task at all matters only when the list is empty.
            some = bool(len(listing)) or bool(len(self._tasks.tasks(TaskFilter(), Sort(TaskSort.DUE))))
            return listing, self._tasks.counts(), some

        def done(result: tuple[Listing, TaskCounts, bool]) -> None:
            self._show_listing(*result)
            if then is not None:
                then()

        key = f"tasks {id(self)}" if then is None else None
        self._ui.jobs.database.run(work, done, ticket_key=key, owner=self)

    def snooze_menu(self, ids: Sequence[int]) -> QMenu:
        """Return the menu of how far to move a suspense."""
        menu = popup_menu(self)
        self._add_snoozes(menu, ids)
        return menu

    def context_menu(self) -> QMenu:
        """Return what can be done with the selected tasks."""
        ui, tr, ids = self._ui, self._ui.language.tr, self.table.selected_ids()
        menu = popup_menu(self)
        menu.addAction(
            ui.icons.icon("check"), f"{tr('Complete or reopen')}\t{tr('Space')}", lambda: self.toggle_done(ids)
        )
        snooze = menu.addMenu(ui.icons.icon("alarm-clock"), tr("Snooze"))
        self._add_snoozes(snooze, ids)
        if len(ids) == 1:
            menu.addAction(ui.icons.icon("pencil"), f"{tr('Edit')}\tF2", self.edit_current)
        menu.addSeparator()
        menu.addAction(ui.icons.icon("copy"), f"{tr('Copy as text')}\tCtrl+C", self.table.copy_rows)
        menu.addAction(ui.icons.icon("trash-2", "red"), f"{tr('Delete')}\tDel", self.delete_selected)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys outside text fields: Space completes, S snoozes, N goes to the line, / to the filter; Esc steps back."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        ids = self.table.selected_ids()
        if plain and key == Qt.Key.Key_Space and ids:
            self.toggle_done(ids)
        elif plain and key == Qt.Key.Key_S and ids:
            below = self.table.visualRect(self.table.currentIndex()).bottomLeft() + QPoint(48, 0)
            self.snooze_menu(ids).popup(self.table.viewport().mapToGlobal(below))
        elif plain and key == Qt.Key.Key_N:
            self.quick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.text() == "/":
            self.head.focus_search()
        elif plain and key == Qt.Key.Key_Escape and not self.table.hasFocus():
            self._go_to_table()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the right pane away where there is no room for it."""
        super().resizeEvent(event)
        self.view.setHidden(self.width() < NARROW)

    def _build(self) -> None:
        ui = self._ui
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for widget in (self.quick, self.strip, self.stack):
            lines.addWidget(widget)
        lines.setStretch(2, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, (pane, least) in enumerate(((left, 420), (self.view, 260))):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(number, int(number == 0))
        ui.memory.restore_splitter("tasks/panes", self.splitter, _PANES)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(hairline(ui))
        outer.addWidget(self.splitter, 1)
        surface(self, "win")

    def _connect(self) -> None:
        self.head.narrowed.connect(self.reload)
        self.head.new_wanted.connect(self.new_record)
        self.head.search.left_for_list.connect(self._go_to_table)
        self.quick.wanted.connect(self._on_quick)
        self.quick.refused.connect(self.strip.show_error)
        self.quick.left.connect(self._go_to_table)
        self.table.opened.connect(lambda _: self.edit_current())
        self.table.clicked.connect(self._on_clicked)
        self.table.menu_wanted.connect(lambda _, at: self.context_menu().popup(at))
        self.table.current_changed.connect(self._on_current)
        header = self.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: columns_menu(self.table).popup(header.mapToGlobal(at)))
        self.view.edit_wanted.connect(self.edit_current)
        self.view.toggle_wanted.connect(lambda: self.toggle_done([self._task.id] if self._task else []))
        self.view.snooze_wanted.connect(lambda at: self.snooze_menu([self._task.id] if self._task else []).popup(at))
        self.view.ticked.connect(self._on_ticked)
        self.splitter.splitterMoved.connect(lambda *_: self._ui.memory.keep_splitter("tasks/panes", self.splitter))
        for keys, holder, act in (
            (Qt.Key.Key_F2, self, self.edit_current),
            (Qt.Key.Key_F6, self, lambda: self._next_pane(1)),
            (QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F6), self, lambda: self._next_pane(-1)),
            (Qt.Key.Key_Delete, self.table, self.delete_selected),
            (QKeySequence.StandardKey.Find, self, self.head.focus_search),
        ):
            shortcut = QShortcut(QKeySequence(keys), holder)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show_listing(self, listing: Listing, counts: TaskCounts, some: bool) -> None:
        self.model.set_listing(listing)
        self.head.show_counts(len(listing), counts)
        self.stack.setCurrentWidget(self.table if len(listing) else self.nothing if some else self.empty)
        if self.table.current_id() is None:
            self.table.select_first()
        if not len(listing):
            self._task = None
            self.view.show_nothing()

    def _add_snoozes(self, menu: QMenu, ids: Sequence[int]) -> None:
        tr = self._ui.language.tr
        for days, words in ((1, tr("&1 day")), (7, tr("1 &week")), (28, tr("&4 weeks"))):
            menu.addAction(words, partial(self.snooze, ids, days))

    def _on_sort(self, sort: Sort[TaskSort]) -> None:
        self._sort = sort
        self._ui.memory.keep_sort("tasks/sort", sort)
        self.reload()

    def _on_clicked(self, index: QModelIndex) -> None:
        number = self.model.id_at(index)
        if number is not None and self.model.columns[index.column()].key == DONE:
            self.toggle_done([number])

    def _on_current(self, number: int | None) -> None:
        if number is None:
            self._task = None
            self.view.show_nothing()
        elif self._task is None or self._task.id != number:
            self._read(number)

    def _read(self, number: int) -> None:
        def read() -> Task | None:
            try:
                return self._tasks.task(number)
            except NotFoundError:
                return None

        self._ui.jobs.database.run(read, self._show_task, ticket_key=f"task {id(self)}", owner=self)

    def _show_task(self, task: Task | None) -> None:
        if task is not None and task.id == self.table.current_id():
            self._task = task
            self.view.show_task(task)

    def _open_form(self, task: Task) -> None:
        dialog = task_dialog(
            self._ui, self.words, self._tasks, self._suggest, task, lambda saved: self.show_record(saved.id)
        )
        self._ui.ask.form(dialog)

    def _on_quick(self, wanted: tuple[Task, str]) -> None:
        task, line = wanted
        self.strip.hide()

        def failed(error: Exception) -> None:
            self.quick.put_back(line)
            self.strip.show_error(error)

        self._ui.jobs.database.run(lambda: self._tasks.save(task), self._on_added, failed, owner=self)

    def _on_added(self, task: Task) -> None:
        self.reload(lambda: self.table.select_id(task.id))

        def undo() -> None:
            self._ui.jobs.database.run(lambda: self._tasks.delete([task.id]), owner=self)

        self._ui.notify(self._ui.language.tr("Task added: {title}", title=self.words.best(task.title)), undo)

    def _on_ticked(self, number: int, done: bool) -> None:
        if self._task is not None:
            task = self._task
            self._ui.jobs.database.run(lambda: self._tasks.tick(task.id, number, done), owner=self)

    def _notify(self, told: str, before: dict[int, Task]) -> None:
        def undo() -> None:
            self._ui.jobs.database.run(lambda: self._tasks.put_back(before), owner=self)

        self._ui.notify(told, undo)

    def _go_to_table(self) -> None:
        if self.table.current_id() is None:
            self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_pane(self, step: int) -> None:
        panes: list[QWidget] = [self.quick.input, self.table, *([] if self.view.isHidden() else [self.view])]
        owners: list[QWidget] = [self.quick, self.table, self.view]
        focus = QGuiApplication.focusObject()
        here = next(
            (
                n
                for n, one in enumerate(owners)
                if isinstance(focus, QWidget) and (one is focus or one.isAncestorOf(focus))
            ),
            -1,
        )
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def make_page(tasks: Tasks, ui: Ui, profile: Callable[[], DeskProfile], suggest: Suggest) -> TasksPage:
    """Return the tasks page."""
    return TasksPage(tasks, ui, profile, suggest)
