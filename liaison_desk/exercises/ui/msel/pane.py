"""The MSEL of an exercise: its table with the row that writes it, one inject beside it, and the running view by the clock."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.exercises.records import INJECT, Inject, InjectFilter, InjectLine, InjectSort, InjectState
from liaison_desk.exercises.ui.msel.acts import Acts
from liaison_desk.exercises.ui.msel.detail import InjectPane
from liaison_desk.exercises.ui.msel.entry import EntryRow
from liaison_desk.exercises.ui.msel.head import TABLE, MselHead
from liaison_desk.exercises.ui.msel.narrowing import NarrowingBar
from liaison_desk.exercises.ui.msel.pasting import Pasting
from liaison_desk.exercises.ui.msel.reading import MselRead, reading
from liaison_desk.exercises.ui.msel.running import RunningView
from liaison_desk.exercises.ui.msel.table import InjectTable
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.exercises.ui.msel.writing import Writing
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.paint import EmptyState, hairline
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface

_PANES: Final = (884, 360)
_BESIDE: Final = "msel/detail"


class MselPane(QWidget):
    """Shows one exercise's injects, and lets them be written, changed, approved, delivered and closed."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        super().__init__()
        self._sources = sources
        self._msel = sources.msel
        self._ui = ui
        self._exercise_id = 0
        self._used: Mapping[str, Sequence[str]] = {}
        self._reveal = 0
        self._wants_detail = ui.memory.flag(_BESIDE)
        self.words = Words(ui.language, sources.profile)
        self.sort = ui.memory.sort("msel/sort", Sort(InjectSort.TIME))
        self.head = MselHead(ui)
        self.bar = NarrowingBar(ui, self.words)
        self.strip = MessageStrip(ui)
        self.acts = Acts(ui, self.words, sources, self, self.strip.show_error)
        self.table = InjectTable(ui, self.words, self._msel.lines, self.sort, self._on_sort)
        self.model = self.table.model()
        self.row = EntryRow(ui, self.words, self.table)
        self.writing = Writing(ui, self.words, self._msel, self.row, self)
        self.pasting = Pasting(
            ui, self.words, self._msel, self, self.strip.show_error, self._on_pasted, sources.outside.undo
        )
        self.detail = InjectPane(ui, self.words, self._msel)
        self.running = RunningView(ui, self.words, self._msel, self.acts)
        self._build()
        self._connect()
        self.show_exercise(0)

    def show_exercise(self, exercise_id: int) -> None:
        """Show the MSEL of another exercise; what is being typed waits until this one is shown again."""
        if exercise_id == self._exercise_id and exercise_id:
            self.refresh()
            return
        self.detail.keep()
        if self._exercise_id:
            self.writing.leave_exercise(self._exercise_id)
        self._exercise_id = exercise_id
        self.words.show_exercise(None)
        self.bar.widen()
        self.head.search.empty()
        self.head.enable(bool(exercise_id))
        self.detail.show_nothing()
        self.strip.hide()
        self.row.setEnabled(False)
        if exercise_id:
            self.refresh()
        else:
            self.stack.setCurrentWidget(self.none)
            self.running.show_exercise()

    def refresh(self) -> None:
        """Read the exercise and its injects again."""
        if not self._exercise_id:
            return
        work = reading(self._sources, self._exercise_id, self._wanted(), self.words.ordered(self.sort))
        self._ui.jobs.database.run(work, self._show, self._on_unread, ticket_key=f"msel {id(self)}", owner=self)

    @property
    def at_risk(self) -> bool:
        """Whether anything was typed that is not kept."""
        return self.writing.at_risk or self.detail.dirty

    def reveal(self, kind: str, record_id: int) -> None:
        """Put the keyboard on an inject, whatever the table is narrowed to."""
        if kind != INJECT:
            return
        self._show_mode(TABLE)
        self._reveal = record_id
        self.bar.widen()
        self.head.search.empty()
        self.refresh()

    def focus_search(self) -> None:
        """Put the keyboard into the filter, which only the table has."""
        if not self.head.running:
            self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.head.search.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the injects, or to the running view."""
        super().focusInEvent(event)
        self._take_mode()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Outside text fields / goes to the filter; Esc steps back to the table. Where there is none, N and Ctrl+V begin one."""
        empty = self.stack.currentWidget() is self.empty and not self.head.running
        if event.key() == Qt.Key.Key_Escape and self.table.isVisible() and not self.table.hasFocus():
            self.table.take_focus()
        elif event.text() == "/":
            self.focus_search()
        elif empty and event.matches(QKeySequence.StandardKey.Paste):
            self.pasting.take(QGuiApplication.clipboard().text())
        elif empty and event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.new_inject()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed beside the table; the row keeps its own."""
        super().hideEvent(event)
        self.detail.keep()

    def context_menu(self, ids: Sequence[int]) -> QMenu:
        """Return what can be done with the selected injects."""
        tr = self._ui.language.tr
        more: list[tuple[str, Callable[[], object]]] = []
        if len(ids) == 1:
            more = [
                (tr("Write in the row below") + "\tF2", lambda: self._with_line(ids[0], self.writing.write)),
                (tr("Edit beside the table") + "\t" + tr("Enter"), lambda: self._open(ids[0])),
                (tr("Duplicate") + "\tCtrl+D", lambda: self._with_line(ids[0], self.writing.duplicate)),
            ]
        more.append((tr("Copy rows") + "\tCtrl+C", self.table.copy_rows))
        return self.acts.menu(ids, self._used.get("controller", ()), more)

    def _build(self) -> None:
        ui, tr = self._ui, self._ui.language.tr
        self.none = EmptyState(ui, tr("Choose an exercise to see its MSEL."))
        self.empty = EmptyState(
            ui, tr("No injects yet. Write the first one below, paste rows of a spreadsheet, or import a table."),
            tr("Import a MSEL…"), self._import,
        )  # fmt: skip
        self.nothing = EmptyState(ui, tr("No inject matches."), tr("Show all injects"), self._show_all)
        self.stack = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing, self.none):
            self.stack.addWidget(widget)
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for inner in (self.bar, self.strip, self.stack, self.row):
            lines.addWidget(inner)
        lines.setStretch(2, 1)
        self.panes = Panes(ui, "msel/panes", ((left, 480), (self.detail, 300)), _PANES)
        self.views = QStackedWidget()
        self.views.addWidget(self.panes)
        self.views.addWidget(self.running)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(hairline(ui))
        outer.addWidget(self.views, 1)
        self.head.show_mode(TABLE)
        self.detail.setVisible(self._wants_detail)
        surface(self, "win")

    def _connect(self) -> None:
        self.head.narrowed.connect(self.refresh)
        self.head.mode_changed.connect(self._show_mode)
        self.head.new_wanted.connect(self.new_inject)
        self.head.import_wanted.connect(self._import)
        self.head.export_wanted.connect(lambda: self._sources.outside.export("msel", self._exercise_id))
        self.head.detail_wanted.connect(self._toggle_detail)
        self.head.search.left_for_list.connect(self.table.take_focus)
        self.bar.changed.connect(self.refresh)
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(self._open)
        self.table.menu_wanted.connect(self._popup)
        self.table.state_wanted.connect(lambda state: self.acts.set_state(self.table.selected_ids(), state))
        self.table.write_wanted.connect(lambda number: self._with_line(number, self.writing.write))
        self.table.duplicate_wanted.connect(lambda number: self._with_line(number, self.writing.duplicate))
        self.table.delete_wanted.connect(lambda: self.acts.delete(self.table.selected_ids()))
        self.table.new_wanted.connect(self.new_inject)
        self.table.pasted.connect(self.pasting.take)
        self.row.pasted.connect(self.pasting.take)
        self.writing.kept.connect(self._on_kept)
        self.writing.refused.connect(self.strip.show_error)
        self.writing.left.connect(self.table.take_focus)
        self.detail.saved.connect(lambda _: self.refresh())
        self.detail.refused.connect(self._on_refused)
        self.detail.close_wanted.connect(self._toggle_detail)
        self.running.opened.connect(self._on_opened)
        self.running.unapproved_wanted.connect(self._show_unapproved)
        on_keys(self, "Ctrl+Shift+N", self.new_inject)

    def _wanted(self) -> InjectFilter:
        return self.bar.wanted(self._exercise_id, self.head.search.words())

    def _show(self, read: MselRead) -> None:
        if read.exercise.id != self._exercise_id:
            return
        first = self.words.exercise is None
        moved = self.words.exercise is not None and self.words.start.wall != read.exercise.startex
        self.words.show_exercise(read.exercise)
        self._used = read.used
        self.row.setEnabled(True)
        self.row.offer(read.used)
        if first:
            self.writing.show_exercise(self._exercise_id)
        self.writing.know(dict(read.numbers), read.last)
        narrowed = self.bar.narrowed or bool(self.head.search.words())
        days = None if narrowed else [int(group.label) for group in read.listing.groups]
        self.bar.know(read.used.get("cell", ()), days, read.counts)
        self.head.show_count(len(read.listing), sum(read.counts.values()))
        self.model.set_listing(read.named(self.words))
        if moved:
            self.table.viewport().update()
        some = len(read.listing)
        self.row.show_titles(on=not some)
        self.stack.setCurrentWidget(self.table if some else self.nothing if narrowed else self.empty)
        if self._reveal:
            self._show_revealed(dict(read.numbers))
        elif self.table.current_id() is None:
            self.table.select_first()
        self._on_current(self.table.current_id() if some else None)
        if first:
            self.running.show_exercise()
        elif self.running.isVisible():
            self.running.refresh(list(read.listing.ids))

    def _show_revealed(self, numbers: Mapping[str, int]) -> None:
        """Go to the inject that was asked for or just written, or say that the filter leaves it out."""
        wanted, self._reveal = self._reveal, 0
        if not self.table.select_id(wanted):
            number = next((number for number, id_ in numbers.items() if id_ == wanted), "")
            if number:
                words = self._ui.language.tr("Inject {number} is kept; the filter leaves it out.", number=number)
                self._ui.notify(words, None)

    def _on_unread(self, error: Exception) -> None:
        if isinstance(error, NotFoundError):
            self.show_exercise(0)
        self.strip.show_error(error)

    def _on_sort(self, sort: Sort[InjectSort]) -> None:
        self.sort = sort
        self._ui.memory.keep_sort("msel/sort", sort)
        self.refresh()

    def _on_current(self, number: int | None) -> None:
        if not self._wants_detail:
            return
        shown = self.detail.shown
        if self.detail.dirty and shown is not None and number != shown.id:
            self.detail.keep(self._read_current)
        elif not self.detail.dirty:
            self._read_current()

    def _read_current(self) -> None:
        number = self.table.current_id()
        if number is None:
            self.detail.show_nothing()
            return

        def show(inject: Inject) -> None:
            if inject.id == self.table.current_id() and not self.detail.dirty:
                self.detail.show_inject(inject, self._used)

        def gone(_error: Exception) -> None:
            self.detail.show_nothing()

        key = f"inject {id(self)}"
        self._ui.jobs.database.run(lambda: self._msel.inject(number), show, gone, ticket_key=key, owner=self)

    def _on_refused(self, number: int) -> None:
        """Go back to an inject that could not be kept, so that it can be mended."""
        self._wants_detail = True
        self.detail.setVisible(True)
        self.table.select_id(number)

    def _open(self, number: int) -> None:
        self.table.select_id(number)
        self._show_detail(on=True)
        self._read_current()
        self.detail.setFocus()

    def _toggle_detail(self) -> None:
        self._show_detail(on=not self._wants_detail)
        if not self._wants_detail:
            self.table.take_focus()

    def _show_detail(self, *, on: bool) -> None:
        if not on:
            self.detail.keep()
        self._wants_detail = on
        self._ui.memory.keep(_BESIDE, on)
        self.detail.setVisible(on)
        if on:
            self._on_current(self.table.current_id())

    def _on_kept(self, inject: Inject) -> None:
        self.strip.hide()
        self._reveal = inject.id
        self.refresh()

    def _on_pasted(self, injects: list[Inject]) -> None:
        self._reveal = injects[0].id if injects else 0
        self.refresh()

    def new_inject(self) -> None:
        """Begin a new inject in the row."""
        self._show_mode(TABLE)
        self.row.begin("minutes")

    def _show_mode(self, mode: str) -> None:
        self.head.show_mode(mode)
        self._take_mode()

    def _on_opened(self, number: int) -> None:
        """Show an inject of the running view whole."""
        self.reveal(INJECT, number)
        self._show_detail(on=True)

    def _take_mode(self) -> None:
        running = self.head.running
        if running:
            self.detail.keep()
        self.views.setCurrentWidget(self.running if running else self.panes)
        (self.running if running else self.table).setFocus()

    def _show_all(self) -> None:
        self.bar.widen()
        self.head.search.empty()
        self.refresh()

    def _show_unapproved(self) -> None:
        self._show_mode(TABLE)
        self.bar.widen()
        self.bar.show_states((InjectState.PENDING,))
        self.refresh()

    def _import(self) -> None:
        self._sources.outside.import_msel(self._exercise_id)

    def _with_line(self, number: int, act: Callable[[InjectLine], object]) -> None:
        """Do something with an inject of the table, once its line has been read."""
        line = self.model.line_at(self.model.index(self.model.row_of(number), 0))
        if line is not None:
            act(line)

    def _popup(self, ids: Sequence[int], at: QPoint) -> None:
        self.context_menu(ids).popup(at)
