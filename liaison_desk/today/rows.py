"""The short lists of the Today page: every row is shown, each list as high as its rows; the keyboard walks on to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QScrollArea, QSizePolicy

from liaison_desk.foundation.qt.rows import RowDelegate, TwoLineDelegate
from liaison_desk.foundation.qt.windowed import LINE_ROLE

AnyIndex = QModelIndex | QPersistentModelIndex
_MENU_INDENT = 48


@dataclass(frozen=True, slots=True)
class RowActs:
    """What can be done with a row in place: ``tick`` it (Space), a menu to put it off (S), a menu of all of it."""

    tick: Callable[[Any], object]
    snooze_menu: Callable[[Any], QMenu]
    menu: Callable[[Any], QMenu]


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
    """A list without a scroll bar of its own. Enter or a click opens a row; Space or a click on its box ticks it.

    ``walk_on`` is called with +1 or -1 when an arrow key leaves the last or the first row; the page sets it.
    """

    def __init__(
        self,
        name: str,
        delegate: RowDelegate,
        words: Callable[[Any], str],
        opened: Callable[[Any], object],
        acts: RowActs | None = None,
    ) -> None:
        super().__init__()
        self._model = _Lines(words)
        self._delegate = delegate
        self._opened = opened
        self._acts = acts
        self.walk_on: Callable[[int], object] = lambda _step: None
        self.setAccessibleName(name)
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
        """Show these lines; the keyboard stays on its row, or on the one that took its place."""
        if lines == self._model.lines:
            self.viewport().update()  # the hour may be told otherwise
        else:
            row = self.currentIndex().row()
            known = self._model.lines[row] if row >= 0 else None
            self._model.show(lines)
            if known is not None and lines:
                ids = [_identity(one) for one in lines]
                same = _identity(known)
                self._go_to(ids.index(same) if same in ids else min(row, len(lines) - 1))
        self.setFixedHeight(max(1, len(lines) * self._delegate.height))

    def lines(self) -> Sequence[Any]:
        """Return the lines on show."""
        return self._model.lines

    def enter(self, *, last: bool = False) -> None:
        """Put the keyboard on the first row, or on the last."""
        self._go_to(len(self._model.lines) - 1 if last else 0)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        """As high as all rows."""
        return QSize(200, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, tick with Space, put off with S, move with J and K too."""
        index, key, plain = (
            self.currentIndex(),
            event.key(),
            not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier,
        )
        line = self._model.lines[index.row()] if index.isValid() else None
        if plain and key in {Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_Up, Qt.Key.Key_K}:
            self._step(index.row(), 1 if key in {Qt.Key.Key_Down, Qt.Key.Key_J} else -1)
        elif line is not None and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._opened(line)
        elif line is not None and self._acts is not None and plain and key == Qt.Key.Key_Space:
            self._acts.tick(line)
        elif line is not None and self._acts is not None and plain and key == Qt.Key.Key_S:
            self._acts.snooze_menu(line).popup(self._below(index))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the row under the pointer, or of the one the keyboard is on."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if self._acts is None or not index.isValid():
            event.ignore()
            return
        self.setCurrentIndex(index)
        at = event.globalPos() if by_mouse else self._below(index)
        self._acts.menu(self._model.lines[index.row()]).popup(at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is as soon as it comes in."""
        super().focusInEvent(event)
        back = event.reason() == Qt.FocusReason.BacktabFocusReason
        by_keys = back or event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason}
        if by_keys and self._model.lines and not self.currentIndex().isValid():
            self._go_to(len(self._model.lines) - 1 if back else 0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave no row marked behind, unless the keyboard comes back by itself (a menu, another window)."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row that was clicked, or tick its box."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        line, box = self._model.lines[index.row()], self._box(index)
        if self._acts is not None and box is not None and box.contains(event.position().toPoint()):
            self._acts.tick(line)
        else:
            self._opened(line)

    def _box(self, index: QModelIndex) -> QRect | None:
        """Return where a click ticks a row, ``None`` where no box is painted."""
        delegate = self._delegate
        if not isinstance(delegate, TwoLineDelegate) or not delegate.ticks:
            return None
        return delegate.check_box(self.visualRect(index)).adjusted(-5, -8, 5, 8)

    def _below(self, index: QModelIndex) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(_MENU_INDENT, 0))

    def _step(self, row: int, step: int) -> None:
        if 0 <= row + step < len(self._model.lines):
            self._go_to(row + step)
        else:
            self.walk_on(step)

    def _go_to(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.setCurrentIndex(index)
        pane = _pane_of(self)
        content = pane.widget() if pane is not None else None
        if pane is not None and content is not None and self.hasFocus():
            at = self.mapTo(content, self.visualRect(index).center())
            pane.ensureVisible(at.x(), at.y(), 0, self._delegate.height)


def _pane_of(rows: ShortList) -> QScrollArea | None:
    """Return the pane that scrolls a list."""
    widget = rows.parentWidget()
    while widget is not None and not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    return widget


def _identity(line: Any) -> Any:
    """Return what tells a line from the others of its list, whatever changed in it."""
    one = line[0] if isinstance(line, tuple) else line
    return getattr(one, "id", None) or one
