"""Short tables of plain words, as dialogs have them; long lists of records are windowed tables (``tables``)."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from liaison_desk.foundation.qt.columns import give_way
from liaison_desk.foundation.qt.theme import Size

_KEY = Qt.ItemDataRole.UserRole
_LAST, _NARROW = 110, 130


class WordRows(QTreeWidget):
    """Rows of words, each with a key of its own. Delete does what ``deleted`` says."""

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        widths: Sequence[int],
        deleted: Callable[[], object] | None = None,
        *,
        height: int = Size.ROW,
    ) -> None:
        super().__init__()
        self._deleted = deleted
        self._height = height
        self.setProperty("table", True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName(name)
        self.setHeaderLabels(list(headings))
        self._widths = tuple(widths)
        self._fitted = tuple(widths)
        self._set_widths(self._widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the wide columns of a narrow table give way, until the user has set widths of his own."""
        super().resizeEvent(event)
        if tuple(map(self.columnWidth, range(len(self._fitted)))) == self._fitted:
            last = _LAST if self.columnCount() > len(self._widths) else 0  # it takes what is left
            self._set_widths(give_way(self._widths, self.viewport().width() - last, _NARROW))

    def _set_widths(self, widths: Sequence[int]) -> None:
        self._fitted = tuple(widths)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def add(self, words: Sequence[str], key: Any, row: QTreeWidgetItem | None = None) -> QTreeWidgetItem:
        """Add a row; ``row`` is one of a kind of its own, still without words."""
        row = row if row is not None else QTreeWidgetItem()
        for column, text in enumerate(words):
            row.setText(column, text)
        row.setData(0, _KEY, key)
        row.setSizeHint(0, QSize(0, self._height))
        self.addTopLevelItem(row)
        return row

    def key(self, row: QTreeWidgetItem | None = None) -> Any:
        """Return the key of a row, by default of the chosen one; ``None`` if there is none."""
        row = row if row is not None else self.currentItem()
        return row.data(0, _KEY) if row is not None else None

    def choose(self, number: int) -> None:
        """Put the keyboard on a row; nothing happens where there is none."""
        row = self.topLevelItem(number)
        if row is not None:
            self.setCurrentItem(row)

    def choose_key(self, key: Any) -> None:
        """Put the keyboard on the row of a key, else on the first."""
        keys = [self.key(self.topLevelItem(number)) for number in range(self.topLevelItemCount())]
        self.choose(keys.index(key) if key in keys else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the row away."""
        if event.key() == Qt.Key.Key_Delete and self._deleted is not None:
            self._deleted()
        else:
            super().keyPressEvent(event)
