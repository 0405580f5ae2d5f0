"""Short lists that are edited in place: rows of any frozen record, and a last row that is typed into to add one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.fields.records import Search
from liaison_desk.foundation.qt.style import plain_tip

AnyIndex = QModelIndex | QPersistentModelIndex
COLUMN_ROLE: Final = Qt.ItemDataRole.UserRole + 11
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 12
"""The record of a row, ``None`` for the last one, which is still empty."""
_NOWHERE: Final = QModelIndex()


class Kind(Enum):
    """How a cell is edited: as a line of text, found by typing, chosen from a list, or ticked."""

    LINE = auto()
    FOUND = auto()
    CHOSEN = auto()
    TICKED = auto()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was put into a cell: words, with the record that was picked for them or the value that was chosen."""

    words: str = ""
    picked: RecordRef | None = None
    value: Any = None


@dataclass(frozen=True, slots=True)
class EditColumn:
    """A column: how its cells read, and how a row is changed by what is typed (``put`` raises DeskError for nonsense).

    ``find`` offers records while one types; ``choices`` are the values to choose from. ``opens`` gives the record that a click
    on the words opens. A row with an empty ``typed`` text is typed as it reads.
    """

    title: str
    width: int
    text: Callable[[Any], str]
    put: Callable[[Any, Typed], Any]
    kind: Kind = Kind.LINE
    find: Search | None = None
    choices: Sequence[tuple[Any, str]] = ()
    typed: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    opens: Callable[[Any], RecordRef | None] | None = None


class EditModel(QAbstractTableModel):
    """Holds the rows; every change is told by ``edited``, what could not be taken in by ``refused``.

    ``make`` gives an empty row to begin a new one with; ``hint`` stands in the first cell of the last row.
    """

    edited = Signal()
    refused = Signal(object)

    def __init__(self, columns: Sequence[EditColumn], make: Callable[[], Any], hint: str, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.hint = hint
        self._make = make
        self._rows: list[Any] = []

    def rows(self) -> tuple[Any, ...]:
        """Return the rows, without the empty one."""
        return tuple(self._rows)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; nothing happens where they are the same."""
        if list(rows) != self._rows:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()

    def row(self, number: int) -> Any:
        """Return a row, ``None`` for the empty one."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def take_out(self, numbers: Sequence[int]) -> None:
        """Take rows out."""
        for number in sorted(set(numbers), reverse=True):
            if number < len(self._rows):
                self.beginRemoveRows(_NOWHERE, number, number)
                del self._rows[number]
                self.endRemoveRows()
        self.edited.emit()

    def shift(self, number: int, by: int) -> bool:
        """Let a row change its place with the one above or below; false at either end."""
        other = number + by
        if not (0 <= number < len(self._rows) and 0 <= other < len(self._rows)):
            return False
        self._rows[number], self._rows[other] = self._rows[other], self._rows[number]
        for one in (number, other):
            self.dataChanged.emit(self.index(one, 0), self.index(one, len(self.columns) - 1))
        self.edited.emit()
        return True

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of rows, with the empty one."""
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Everything is edited, of the empty row the first cell alone."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        ticked = self.columns[index.column()].kind is Kind.TICKED
        if not ticked and (index.row() < len(self._rows) or index.column() == 0):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, what is edited, the column or the row itself."""
        column, row = self.columns[index.column()], self.row(index.row())
        if role == COLUMN_ROLE:
            return column
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.EditRole:
            return "" if row is None else (column.typed or column.text)(row)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column.text(row) if row is not None else self.hint if index.column() == 0 else ""
        if role == Qt.ItemDataRole.ToolTipRole and row is not None:
            return plain_tip(column.text(row))
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take in what was typed (a ``Typed``); nothing changes where it means nothing or the same."""
        if role != Qt.ItemDataRole.EditRole or not isinstance(value, Typed):
            return False
        number, column = index.row(), self.columns[index.column()]
        known = self.row(number)
        if known is None and not value.words.strip():
            return False
        try:
            new = column.put(known if known is not None else self._make(), value)
        except DeskError as error:
            self.refused.emit(error)
            return False
        if new == known:
            return False
        if known is None:
            # What was typed stays where it is, with the keyboard; the row that comes is the empty one below.
            self.beginInsertRows(_NOWHERE, number + 1, number + 1)
            self._rows.append(new)
            self.endInsertRows()
        else:
            self._rows[number] = new
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))
        self.edited.emit()
        return True

    def toggle(self, index: AnyIndex) -> None:
        """Tick a cell, or take its tick away."""
        if self.row(index.row()) is not None and self.columns[index.column()].kind is Kind.TICKED:
            self.setData(index, Typed())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
