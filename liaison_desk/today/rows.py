"""The short lists of the Today page: every row is shown, each list as high as its rows."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy

from liaison_desk.foundation.qt.rows import RowDelegate, TwoLineDelegate
from liaison_desk.foundation.qt.windowed import LINE_ROLE

AnyIndex = QModelIndex | QPersistentModelIndex


class _Lines(QAbstractListModel):
    def __init__(self, words: Callable[[Any], str]) -> None:
        super().__init__()
        self._words = words
        self.lines: Sequence[Any] = ()

    def show(self, lines: Sequence[Any]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(line)
        return None


class ShortList(QListView):
    """A list without a scroll bar of its own. Enter or a click opens a row; Space or a click on its box ticks it."""

    def __init__(
        self,
        delegate: RowDelegate,
        words: Callable[[Any], str],
        opened: Callable[[Any], object],
        ticked: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__()
        self._model = _Lines(words)
        self._delegate = delegate
        self._opened = opened
        self._ticked = ticked
        self.setModel(self._model)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_lines(())

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Show these lines."""
        self._model.show(lines)
        self.setFixedHeight(max(1, len(lines) * self._delegate.height))

    def lines(self) -> Sequence[Any]:
        """Return the lines on show."""
        return self._model.lines

    def sizeHint(self) -> QSize:
        """As high as all rows."""
        return QSize(200, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, tick with Space, move with J and K too."""
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self._opened(self._model.lines[index.row()])
            return
        if event.key() == Qt.Key.Key_Space and index.isValid() and self._ticked is not None:
            self._ticked(self._model.lines[index.row()])
            return
        if event.key() in {Qt.Key.Key_J, Qt.Key.Key_K} and not event.modifiers():
            step = 1 if event.key() == Qt.Key.Key_J else -1
            row = min(max(0, index.row() + step), self._model.rowCount() - 1)
            self.setCurrentIndex(self._model.index(row, 0))
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row that was clicked, or tick its box."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        line = self._model.lines[index.row()]
        delegate = self._delegate
        if (
            self._ticked is not None
            and isinstance(delegate, TwoLineDelegate)
            and delegate.check_box(self.visualRect(index)).adjusted(-5, -8, 5, 8).contains(event.position().toPoint())
        ):
            self._ticked(line)
        else:
            self._opened(line)
