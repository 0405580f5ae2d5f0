"""The page of registers: decisions, insights, equities and commitments both ways, over all meetings, one of them at the right."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.core.written import Written
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, hairline
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.targets import ask_target
from liaison_desk.foundation.qt.windowed import WindowedModel
from liaison_desk.meetings.records import MEETING, PORTION, PortionLine, RegisterFilter, RegisterSort
from liaison_desk.meetings.service.registers import Registers
from liaison_desk.meetings.ui.registers.detail import PortionView
from liaison_desk.meetings.ui.registers.head import RegisterHead, Suggest
from liaison_desk.meetings.ui.registers.said import ROW, RegisterCells, Said, register_columns
from liaison_desk.meetings.ui.words import Words

_PANES: Final = (896, 348)
_NEWEST: Final = Sort(RegisterSort.DATE, descending=True)
_TOPICS: Final = 300
_FIRST: Final = 200  # rows read before all others, so that a screen of a large register is there at once
_NARROW: Final = 980  # a page narrower than this has no room for the portion beside the table

WriteTable = Callable[[Path, str, Sequence[str], Sequence[Sequence[str]]], Written]


class RegistersPage(Page):
    """Lists and shows portions, and leads to their meetings and tasks.

    ``suggest`` finds contacts; ``write`` writes a table to a file; ``print_register`` prints what a filter finds. Without
    the last printing is not offered.
    """

    kinds = frozenset({MEETING, PORTION, "task"})

    def __init__(
        self, registers: Registers, ui: Ui, profile: Callable[[], DeskProfile], suggest: Suggest, *, write: WriteTable,
        print_register: Callable[[RegisterFilter], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui.changes)
        self._registers = registers
        self._ui = ui
        self._write = write
        self._print = print_register
        self._shown = 0
        self._asked: tuple[RegisterFilter, Sort[RegisterSort]] | None = None
        self.words = Words(ui.language, profile, ui.clock)
        self._said = Said(self.words)
        tr = ui.language.tr
        self.search_hint = tr("Filter by words said")
        self._sort = ui.memory.sort("registers/sort", _NEWEST)
        self.head = RegisterHead(ui, self.words, suggest, export=self.export, prints=print_register is not None)
        self.model: WindowedModel[PortionLine] = WindowedModel(
            ui.jobs.database, registers.lines, self._said.spoken, register_columns(self._said), self
        )
        self.table = RecordTable(
            ui, self.model, tr("Registers"), memory_key="registers/columns", sort=self._sort, on_sort=self.set_sort,
            row_height=ROW,
        )  # fmt: skip
        self.table.setItemDelegate(RegisterCells(ui, self._said))
        self.view = PortionView(ui, self._said)
        self.empty = EmptyState(ui, tr("Nothing stands in this register yet. Take notes in a meeting to fill it."))
        self.nothing = EmptyState(ui, tr("Nothing here matches."), tr("Show the whole register"), self.show_all)
        self.stack = QStackedWidget()
        surface(self.stack, "surf")
        for widget in (self.table, self.empty, self.nothing):
            self.stack.addWidget(widget)
        self._build()
        self._connect()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the register again: a line also says what stands in its meeting and in its task."""
        del changes
        self.reload()
        if self._shown:
            self._read(self._shown)

    def title(self) -> str:
        """Return the name of the register on show."""
        return self.head.names[self.head.register]

    def in_hand(self) -> RecordRef | None:
        """Return the note the keyboard is on."""
        number = self.table.current_id()
        return RecordRef(PORTION, number) if number is not None else None

    def reload(self) -> None:
        """Read the register again: what fits a screen at once, then the rest of it."""
        wanted, sort, key = self.head.wanted(), self._sort, f"registers {id(self)}"
        whole = partial(self._registers.portions, wanted, sort)
        first = _FIRST if (wanted, sort) != self._asked else None  # what is on show already stays until all is read

        def begin() -> tuple[Listing, list[str]]:
            return self._registers.portions(wanted, sort, first), self._registers.topics(limit=_TOPICS)

        def begun(result: tuple[Listing, list[str]]) -> None:
            listing, topics = result
            self.head.offer_topics(topics)
            self._asked = wanted, sort
            if first is None or len(listing) < first:
                self._show_listing(listing)
                return
            self.model.set_listing(listing)
            self.stack.setCurrentWidget(self.table)
            self._ui.jobs.database.run(whole, self._show_listing, ticket_key=key, owner=self)

        self._ui.jobs.database.run(begin, begun, ticket_key=key, owner=self)

    def show_all(self) -> None:
        """Take all narrowing away; the register stays."""
        self.head.widen()
        self.reload()

    def set_sort(self, sort: Sort[RegisterSort]) -> None:
        """Order the register otherwise, and remember it."""
        self._sort = sort
        self._ui.memory.keep_sort("registers/sort", sort)
        self.reload()

    def open_current(self) -> None:
        """Open the meeting at the portion the keyboard is on."""
        number = self.table.current_id()
        if number is not None:
            self._ui.open(RecordRef(PORTION, number))

    def print_register(self) -> None:
        """Print what is on show."""
        if self._print is not None:
            self._print(self.head.wanted())

    def export(self) -> None:
        """Ask for a format and a file, and write the register there, whole and in its order."""
        wanted, sort = self.head.wanted(), self._sort
        found = ask_target(self._ui, f"register-{self.head.register}") if len(self.model.listing) else None
        if found is None:
            return
        target, name = found[1], self.title()

        def write() -> Written:
            rows = [self._said.row(line) for line in self._registers.register(wanted, sort)]
            return self._write(target, name, self._said.headings(), rows)

        def done(count: Written) -> None:
            self._ui.notify(count.said(self._ui.language, target.name), None)

        self._ui.jobs.database.run(write, done, owner=self)

    def copy_selected(self) -> None:
        """Copy the selected portions as text, each with its mark, both wordings and where it was said."""

        def copy(lines: Sequence[PortionLine]) -> None:
            QGuiApplication.clipboard().setText("\n\n".join(self._said.whole(line) for line in lines))

        self.model.read(self.table.selected_ids(), copy)

    def context_menu(self) -> QMenu:
        """Return what can be done with the selected portions."""
        icon, tr = self._ui.icons.icon, self._ui.language.tr
        menu = popup_menu(self)
        if len(self.table.selected_ids()) == 1:
            menu.addAction(icon("messages-square"), f"{tr('Open in its meeting')}\t{tr('Enter')}", self.open_current)
            menu.addSeparator()
        menu.addAction(icon("copy"), f"{tr('Copy rows')}\tCtrl+C", self.table.copy_rows)
        menu.addAction(icon("message-square-text"), f"{tr('Copy as text')}\tCtrl+Shift+C", self.copy_selected)
        menu.addAction(icon("file-up"), tr("Export…"), self.export)
        if self._print is not None:
            menu.addAction(icon("printer"), f"{tr('Print…')}\tCtrl+P", self.print_register)
        return menu

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.head.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys outside text fields: 1 to 7 choose the register, / goes to the filter; Esc steps back to the table."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        names = list(self.head.names)
        if event.text() == "/":
            self.head.focus_search()
        elif plain and Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(names):
            self.head.registers.button(names[key - Qt.Key.Key_1]).click()
        elif plain and key == Qt.Key.Key_Escape and not self.table.hasFocus():
            self._go_to_table()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        ui = self._ui
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(hairline(ui))
        outer.addWidget(Panes(ui, "registers/panes", ((self.stack, 420), (self.view, 280)), _PANES, narrow=_NARROW), 1)
        surface(self, "win")

    def _connect(self) -> None:
        self.head.narrowed.connect(self.reload)
        self.head.print_button.clicked.connect(lambda _: self.print_register())
        self.head.search.left_for_list.connect(self._go_to_table)
        self.table.opened.connect(lambda _: self.open_current())
        self.table.menu_wanted.connect(lambda _, at: self.context_menu().popup(at))
        self.table.current_changed.connect(self._on_current)
        self.view.open_wanted.connect(self.open_current)
        for keys, holder, act in (
            (Qt.Key.Key_F6, self, lambda: self._next_pane(1)),
            (QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F6), self, lambda: self._next_pane(-1)),
            (QKeySequence("Ctrl+Shift+C"), self.table, self.copy_selected),
            (QKeySequence.StandardKey.Find, self, self.head.focus_search),
            (QKeySequence.StandardKey.Print, self, self.print_register),
        ):
            on_keys(holder, keys, act)

    def _show_listing(self, listing: Listing) -> None:
        self.model.set_listing(listing)
        self.head.show_count(len(listing))
        narrowed = self.head.narrowing()
        self.stack.setCurrentWidget(self.table if len(listing) else self.nothing if narrowed else self.empty)
        if self.table.current_id() is None:
            self.table.select_first()
        if not len(listing):
            self._on_current(None)

    def _on_current(self, number: int | None) -> None:
        if number is None:
            self._shown = 0
            self.view.show_nothing()
        elif number != self._shown:
            self._read(number)

    def _read(self, number: int) -> None:
        def show(lines: dict[int, PortionLine]) -> None:
            if number in lines and number == self.table.current_id():
                self._shown = number
                self.view.show_line(lines[number])

        self._ui.jobs.database.run(
            lambda: self._registers.lines([number]), show, ticket_key=f"register line {id(self)}", owner=self
        )

    def _go_to_table(self) -> None:
        if self.table.current_id() is None:
            self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_pane(self, step: int) -> None:
        panes: list[QWidget] = [self.head, self.table, *([] if self.view.isHidden() else [self.view])]
        targets: list[QWidget] = [self.head.search, *panes[1:]]
        targets[(part_in_hand(panes) + step) % len(targets)].setFocus(Qt.FocusReason.ShortcutFocusReason)
