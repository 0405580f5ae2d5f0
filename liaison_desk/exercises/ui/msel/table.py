"""The table of a MSEL: rows under their days, with the keys that change many at once."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from liaison_desk.exercises.records import InjectLine, InjectSort, InjectState
from liaison_desk.exercises.ui.msel.columns import InjectCells, describe, inject_columns
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.windowed import WindowedModel

STATE_KEYS: Final = {
    Qt.Key.Key_A: InjectState.APPROVED, Qt.Key.Key_D: InjectState.DELIVERED, Qt.Key.Key_C: InjectState.CLOSED,
    Qt.Key.Key_P: InjectState.PENDING,
}  # fmt: skip
_LEAST: Final = {"text": 210, "expected": 130}
_ALWAYS: Final = {"number", "minutes", "text"}


class InjectTable(RecordTable):
    """Rows of injects; a right click on the headings chooses columns.

    A, D, C and P put what is selected into a state, Ctrl+D duplicates, F2 writes in the row below, Delete deletes, Ctrl+V takes
    rows of a spreadsheet, N begins a new inject. Rows are copied with their heading, so that another MSEL can take them.
    """

    copies_heading = True
    state_wanted = Signal(object)
    duplicate_wanted = Signal(int)
    write_wanted = Signal(int)
    delete_wanted = Signal()
    pasted = Signal(str)
    new_wanted = Signal()

    def __init__(
        self, ui: Ui, words: Words, lines: Callable[[Sequence[int]], Mapping[int, InjectLine]],
        sort: Sort[InjectSort], on_sort: Callable[[Sort[InjectSort]], None],
    ) -> None:  # fmt: skip
        model: WindowedModel[InjectLine] = WindowedModel(
            ui.jobs.database, lines, describe(words), inject_columns(words)
        )
        super().__init__(ui, model, ui.language.tr("Injects"), memory_key="msel/columns", sort=sort, on_sort=on_sort)
        model.setParent(self)
        self.setItemDelegate(InjectCells(ui, words))
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.columns_menu().popup(header.mapToGlobal(at)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a MSEL; the rest is common."""
        key, ids, current = Qt.Key(event.key()), self.selected_ids(), self.current_id()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key in STATE_KEYS and ids:
            self.state_wanted.emit(STATE_KEYS[key])
        elif plain and key == Qt.Key.Key_N:
            self.new_wanted.emit()
        elif plain and key == Qt.Key.Key_F2 and current is not None:
            self.write_wanted.emit(current)
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D and current is not None:
            self.duplicate_wanted.emit(current)
        elif event.matches(QKeySequence.StandardKey.Delete) and ids:
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def _fit_columns(self) -> None:
        super()._fit_columns()
        for number, column in enumerate(
            self.model().columns
        ):  # what an inject says is read even where the pane is open
            least = _LEAST.get(column.key, 0)
            if self.columnWidth(number) < least and not self.isColumnHidden(number):
                self.horizontalHeader().resizeSection(number, least)

    def columns_menu(self) -> QMenu:
        """Return the menu that shows and hides columns; number, time and text always stay."""
        menu = popup_menu(self)
        for number, column in enumerate(self.model().columns):
            if column.key not in _ALWAYS:
                action = menu.addAction(column.title)
                action.setCheckable(True)
                action.setChecked(not self.isColumnHidden(number))
                action.toggled.connect(partial(self.show_column, column.key))
        return menu

    def take_focus(self) -> None:
        """Take the keyboard."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
