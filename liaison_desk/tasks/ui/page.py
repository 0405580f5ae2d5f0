"""The tasks page: a line to add one, and all of them as a list, on a board or over time; one of them at the right."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.menus import open_below
from liaison_desk.foundation.qt.paint import hairline
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.tasks.records import TASK, TASK_VIEW, Mode, Task, TaskFilter, TaskSort, TaskView
from liaison_desk.tasks.rules.scopes import Scope
from liaison_desk.tasks.service import Tasks, TaskViews
from liaison_desk.tasks.ui.acts import Acts, Suggest
from liaison_desk.tasks.ui.adding import Adding, LinesOffer, NationOf, connect_lines
from liaison_desk.tasks.ui.asking import PersonQuestion
from liaison_desk.tasks.ui.detail import TaskView as TaskDetail
from liaison_desk.tasks.ui.form import task_dialog
from liaison_desk.tasks.ui.head import TaskHead
from liaison_desk.tasks.ui.menus import Menus
from liaison_desk.tasks.ui.narrowing import NarrowingBar
from liaison_desk.tasks.ui.quick import QuickLine
from liaison_desk.tasks.ui.showing import Found, Showing, Shown, shows_cancelled
from liaison_desk.tasks.ui.views import Viewing
from liaison_desk.tasks.ui.words import Words

_PANES: Final = (936, 308)
_NARROW: Final = 980  # a page narrower than this has no room for the task beside the others
Lend = Callable[[Sequence[int]], None]
NamesOf = Callable[[Collection[int]], Mapping[int, str]]


class TasksPage(Page):
    """Lists, shows, adds, edits, completes, puts off and deletes tasks.

    ``suggest`` finds contacts; ``nation_of`` tells a contact's nation, ``names_of`` names; ``print_tasks`` and ``export_tasks`` take the ids of
    what is on show.
    """

    kinds = frozenset({TASK, TASK_VIEW})

    def __init__(
        self, tasks: Tasks, views: TaskViews, ui: Ui, profile: Callable[[], DeskProfile], suggest: Suggest, *,
        nation_of: NationOf | None = None, names_of: NamesOf | None = None, print_tasks: Lend | None = None, export_tasks: Lend | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui.changes)
        self._tasks = tasks
        self._ui = ui
        self._suggest = suggest
        self._names_of = names_of
        self._task: Task | None = None
        self._kept: TaskView | None = None
        self.words = Words(ui.language, profile, ui.clock)
        tr = ui.language.tr
        self.search_hint = tr("Filter by title, name, source")
        self.sort = ui.memory.sort("tasks/sort", Sort(TaskSort.DUE))
        self.head = TaskHead(ui, self.search_hint)
        self.bar = NarrowingBar(ui, self.words)
        self.quick = QuickLine(ui, self.words, suggest)
        self.adding = Adding(ui, self.words, tasks, self.quick, suggest, nation_of)
        self.offer = LinesOffer(ui)
        self.strip = MessageStrip(ui)
        self.stack = Showing(
            ui, self.words, tasks, self.head.mode, self.sort, self._on_sort, self.new_record, self.show_all
        )
        self.table = self.stack.table
        self.model = self.table.model()
        self.view = TaskDetail(ui, self.words, tasks, suggest)
        self.acts = Acts(ui, self.words, tasks, suggest, self, self.strip.show_error, self.show_record)
        self.menus = Menus(self.acts, self.words, self, self.edit_current, print_tasks, export_tasks)
        self.viewing = Viewing(ui, views, self, self.as_view, self.take_view, self.strip.show_error)
        self._build()
        self._connect()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list again, and the task on show if it may have changed."""
        self.reload()
        if self._kept is not None and (changes is None or TASK_VIEW in changes.ids):
            self.viewing.look_again(self._kept.id, partial(self._on_kept, self._kept.id))
        if changes is not None and TASK in changes.ids:
            self.stack.refresh(list(changes.ids[TASK]))
        if self._task is not None and (changes is None or self._task.id in changes.ids.get(TASK, ())):
            self._read(self._task.id)

    def title(self) -> str:
        """Return the title of the task on show."""
        return self.words.best(self._task.title) if self._task is not None else ""

    def in_hand(self) -> RecordRef | None:
        """Return the task on show."""
        return RecordRef(TASK, self._task.id) if self._task is not None else None

    @property
    def shown(self) -> Shown:
        """What the tasks are shown in: the table, the board or the timeline."""
        return self.stack.shown

    def wanted(self) -> TaskFilter:
        """Return which tasks shall be shown."""
        return replace(self.bar.wanted, words=self.head.search.words())

    def show_record(self, record_id: int) -> None:
        """Show a task, whatever the list is narrowed to."""

        def found() -> None:
            self.table.select_id(record_id)
            self.table.take_focus()

        def listed() -> None:
            if self.shown.select_id(record_id):
                self.shown.take_focus()
            else:
                self._show_mode(Mode.LIST)
                self.show_all(found)

        self.reload(listed)

    def show_other(self, ref: RecordRef) -> None:
        """Show what a saved view shows."""
        self.viewing.recall(ref.id)

    def new_record(self) -> None:
        """Open the form of a new task."""
        self._open_form(Task(title=Bilingual(), marking=self.words.profile().default_marking))

    def edit_current(self) -> None:
        """Open the form of the task the keyboard is on."""
        number = self.shown.current_id()
        if number is not None:
            self._ui.jobs.database.run(lambda: self._tasks.task(number), self._open_form, owner=self)

    def as_view(self) -> TaskView:
        """Return what is on show as a view: the one it came from, with what it is narrowed to now."""
        view = self._kept or TaskView(name="", wanted=TaskFilter())
        return replace(
            view, wanted=self.wanted(), sort=self.sort.key, descending=self.sort.descending,
            grouping=self.bar.grouping, mode=self.head.mode,
        )  # fmt: skip

    def take_view(self, view: TaskView) -> None:
        """Show what a saved view shows."""
        self._kept = view
        self.sort = Sort(view.sort, view.descending)
        self.table.show_sort(self.sort)
        self.head.search.show_words(view.wanted.words)
        self.bar.narrow(view.wanted, view.grouping)
        self._show_mode(view.mode)
        self.reload()
        person = self.bar.unnamed
        if person and self._names_of is not None:
            ask = partial(self._names_of, [person])
            self._ui.jobs.database.run(ask, partial(self._on_named, person), self.strip.show_error, owner=self)

    def show_all(self, then: Callable[[], object] | None = None) -> None:
        """Take all narrowing away."""
        self._kept = None
        self.head.search.empty()
        self.bar.widen()
        self.reload(then)

    def reload(self, then: Callable[[], object] | None = None) -> None:
        """Read again what is shown; ``then`` runs when it is on show."""

        def done(found: Found) -> None:
            if not self.stack.show_found(found, cancelled=shows_cancelled(wanted)):
                return  # something else is looked at meanwhile, which has been asked for
            narrowed = bool(wanted.words) or self.bar.scope is not Scope.OPEN
            self.bar.show_state(self._kept, changed=self.as_view() != self._kept)
            self.head.show_counts(found.number if narrowed else None, found.counts)
            if then is not None:
                then()

        wanted = self.wanted()
        work = self.stack.reading(wanted, self.sort, self.bar.grouping)
        key = f"tasks {id(self)}" if then is None else None
        self._ui.jobs.database.run(work, done, self.strip.show_error, ticket_key=key, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys outside text fields: Space completes, S puts off, W waits, N goes to the line, / to the filter; Esc steps back."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        ids = self.shown.selected_ids()
        if plain and key == Qt.Key.Key_Space and ids:
            self.acts.toggle_done(ids)
        elif plain and key == Qt.Key.Key_S and ids:
            at = self.shown.below_current()
            self.menus.putting_off(ids, at).popup(at)
        elif plain and key == Qt.Key.Key_W and ids:
            self.acts.ask_waiting(ids, self.shown.below_current())
        elif plain and key == Qt.Key.Key_N:
            self.quick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.text() == "/":
            self.head.focus_search()
        elif plain and key == Qt.Key.Key_Escape and not self.table.hasFocus():
            self._go_to_tasks()
        else:
            super().keyPressEvent(event)

    def context_menu(self, at: QPoint) -> QMenu:
        """Return what can be done with the selected tasks; questions open at a point of the screen."""
        copy = self.table.copy_rows if self.stack.mode is Mode.LIST else None
        return self.menus.context(self.shown.selected_ids(), at, copy)

    def _build(self) -> None:
        ui = self._ui
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for widget in (self.quick, self.offer, self.bar, self.strip, self.stack):
            lines.addWidget(widget)
        lines.setStretch(4, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(hairline(ui))
        outer.addWidget(Panes(ui, "tasks/panes", ((left, 420), (self.view, 260)), _PANES, narrow=_NARROW), 1)
        self.head.more_button.setVisible(self.menus.has_more)
        self._take_mode()
        surface(self, "win")

    def _connect(self) -> None:
        self.head.narrowed.connect(self.reload)
        self.head.mode_changed.connect(self._on_mode)
        self.head.new_wanted.connect(self.new_record)
        self.head.more_wanted.connect(
            lambda: open_below(self.menus.more(self.stack.ids_on_show()), self.head.more_button)
        )
        self.head.search.left_for_list.connect(self._go_to_tasks)
        self.bar.changed.connect(self.reload)
        self.bar.person_wanted.connect(self._ask_person)
        self.bar.views_wanted.connect(self._ask_views)
        self.quick.left.connect(self._go_to_tasks)
        self.adding.added.connect(self._on_added)
        self.adding.refused.connect(self.strip.show_error)
        self.quick.refused.connect(self.strip.show_error)
        self.quick.wanted.connect(lambda _: self.strip.hide())
        connect_lines(self.quick, self.offer, self.adding)
        self.stack.opened.connect(self.edit_current)
        self.stack.menu_wanted.connect(lambda at: self.context_menu(at).popup(at))
        self.stack.current_changed.connect(self._on_current)
        self.stack.box_clicked.connect(lambda number: self.acts.toggle_done([number]))
        self.stack.moved.connect(self.acts.put_into)
        self.stack.shifted.connect(self.acts.shift)
        self.stack.sight_changed.connect(self.reload)
        self.view.edit_wanted.connect(self.edit_current)
        self.view.toggle_wanted.connect(lambda: self.acts.toggle_done(self._ids_of_task()))
        self.view.snooze_wanted.connect(lambda at: self.menus.putting_off(self._ids_of_task(), at).popup(at))
        self.view.ticked.connect(self._on_ticked)
        for keys, holder, act in (
            (Qt.Key.Key_F2, self, self.edit_current),
            (Qt.Key.Key_F6, self, lambda: self._next_pane(1)),
            (QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F6), self, lambda: self._next_pane(-1)),
            (Qt.Key.Key_Delete, self.stack, lambda: self.acts.delete(self.shown.selected_ids())),
            (QKeySequence.StandardKey.Find, self, self.head.focus_search),
            (QKeySequence.StandardKey.Print, self, lambda: self.menus.print(self.stack.ids_on_show())),
        ):
            on_keys(holder, keys, act)

    def _on_mode(self) -> None:
        self._take_mode()
        self.reload(self._go_to_tasks)

    def _show_mode(self, mode: Mode) -> None:
        self.head.segments.set_value(mode)
        self._take_mode()

    def _take_mode(self) -> None:
        self.stack.mode = self.head.mode
        self.bar.offer_groups(self.head.mode is Mode.LIST)

    def _on_sort(self, sort: Sort[TaskSort]) -> None:
        self.sort = sort
        self._ui.memory.keep_sort("tasks/sort", sort)
        self.reload()

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
        if task is not None and task.id == self.shown.current_id():
            self._task = task
            self.view.show_task(task)

    def _ids_of_task(self) -> list[int]:
        return [self._task.id] if self._task is not None else []

    def _open_form(self, task: Task) -> None:
        dialog = task_dialog(
            self._ui, self.words, self._tasks, self._suggest, task, lambda saved: self.show_record(saved.id)
        )
        self._ui.ask.form(dialog)

    def _ask_person(self) -> None:
        tr = self._ui.language.tr
        question = PersonQuestion(
            self._ui, self.words, tr("Whose tasks?"), tr("Show"), self, lambda typed: self._suggest("person", typed)
        )
        question.answered.connect(lambda answer: self._narrow_to(answer[0], answer[1]))
        question.show_at(self.bar.person_chip.mapToGlobal(QPoint(0, self.bar.person_chip.height() + 3)))

    def _narrow_to(self, name: str, contact_id: int) -> None:
        if contact_id:
            self.bar.narrow_to_person(RecordRef("person", contact_id, name))
        else:  # nobody's contact: found by his name instead
            self.head.search.show_words(name)
            self.reload()

    def _on_named(self, person: int, names: Mapping[int, str]) -> None:
        if person == self.bar.unnamed:
            self.bar.name_person(RecordRef("person", person, names.get(person, "")))

    def _on_kept(self, number: int, view: TaskView | None) -> None:
        """Show the view that is on show as it is called now, or that there is none any more."""
        if self._kept is None or self._kept.id != number:
            return
        self._kept = view
        self.bar.show_state(view, changed=view is not None and self.as_view() != view)

    def _ask_views(self) -> None:
        self.viewing.ask(lambda menu: open_below(menu, self.bar.views_chip))

    def _on_added(self, saved: list[Task]) -> None:
        self.reload(lambda: self.shown.select_id(saved[-1].id))
        ids = [task.id for task in saved]

        def undo() -> None:
            self._ui.jobs.database.run(lambda: self._tasks.delete(ids), owner=self)

        one = self._ui.language.tr("Task added: {title}", title=self.words.best(saved[0].title))
        self._ui.notify(one if len(saved) == 1 else self._ui.language.tr("{n} tasks added.", n=len(saved)), undo)

    def _on_ticked(self, number: int, done: bool) -> None:
        if self._task is not None:
            task = self._task
            self._ui.jobs.database.run(lambda: self._tasks.tick(task.id, number, done), owner=self)

    def _go_to_tasks(self) -> None:
        if self.shown.current_id() is None:
            self.shown.select_first()
        self.shown.take_focus()

    def _next_pane(self, step: int) -> None:
        owners: list[QWidget] = [self.quick, self.stack, *([] if self.view.isHidden() else [self.view])]
        there = owners[(part_in_hand(owners) + step) % len(owners)]
        if there is self.stack:
            self.shown.take_focus()
        else:
            there.setFocus(Qt.FocusReason.ShortcutFocusReason)
