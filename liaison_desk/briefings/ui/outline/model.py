"""The rows of the outline as Qt asks for them: entries, and the headings of the finished file below each."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from liaison_desk.briefings.ui.outline.rows import Row
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.windowed import LINE_ROLE

AnyIndex = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()


class OutlineModel(QAbstractItemModel):
    """Two levels. The same entries with the same headings are shown anew in their place; anything else is another outline."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The entries, in order."""
        return self._rows

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        if _shape(rows) == _shape(self._rows):
            before, self._rows = self._rows, tuple(rows)
            for number, (row, old) in enumerate(zip(self._rows, before, strict=True)):
                if row == old:
                    continue
                at = self.index(number, 0)
                self.dataChanged.emit(at, at)
                if row.below != old.below:
                    self.dataChanged.emit(self.index(0, 0, at), self.index(len(row.below) - 1, 0, at))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of an entry; an invalid one where it is not there."""
        found = next((number for number, row in enumerate(self._rows) if row.key == key), -1)
        return self.index(found, 0) if found >= 0 else QModelIndex()

    def entry_at(self, index: AnyIndex) -> int:
        """Return the place of the entry that an index is, or stands below; -1 for none."""
        if not index.isValid():
            return -1
        return index.internalId() - 1 if index.internalId() else index.row()

    def row_at(self, index: AnyIndex) -> Row:
        """Return the row of an index."""
        entry = self._rows[self.entry_at(index)]
        return entry.below[index.row()] if index.internalId() else entry

    def index(self, row: int, column: int, parent: AnyIndex = _ROOT) -> QModelIndex:
        """Return the index of an entry, or of a heading below one."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override] # QObject has a parent() of its own
        """Return the entry that a heading stands below."""
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many entries there are, or headings below one."""
        if not parent.isValid():
            return len(self._rows)
        return 0 if parent.internalId() else len(self._rows[parent.row()].below)

    def columnCount(self, _parent: AnyIndex = _ROOT) -> int:
        """Return one."""
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, its words, or what is said of it beside them."""
        row = self.row_at(index)
        if role == LINE_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.mark} {row.title}, {row.page}".strip() if row.page else f"{row.mark} {row.title}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, self._said(row)))
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = f"{row.mark} {row.title}".strip()  # a narrow pane cuts both
            return plain_tip("\n".join(filter(None, (whole, state_words(row, self._language)))))
        return None

    def _said(self, row: Row) -> tuple[str, ...]:
        tr = self._language.tr
        return (
            tr("Tab {letter}", letter=row.letter) if row.letter else "",
            row.title,
            row.mark,
            tr("page {n}", n=row.page) if row.page else "",
            state_words(row, self._language),
        )


def state_words(row: Row, language: Language) -> str:
    """Return why an entry is not in the file; "" where it is."""
    tr = language.tr
    return {
        "blank": tr("Nobody has written it yet"),
        "unmarked": tr("Without a marking it stays out"),
        "withheld": tr("Nothing of it may be read by the audience"),
        "empty": tr("It has nothing to show"),
    }.get(row.state, "")


def _shape(rows: Sequence[Row]) -> list[tuple[str, int]]:
    return [(row.key, len(row.below)) for row in rows]
