"""The list of entries: chosen with the arrows, moved by drag or Alt and the arrows, edited with Return, removed with Delete."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QTreeView

from liaison_desk.briefings.records import PacketItem
from liaison_desk.briefings.rules import belonging, moved
from liaison_desk.briefings.ui.outline.model import OutlineModel
from liaison_desk.briefings.ui.outline.painting import OutlineDelegate
from liaison_desk.briefings.ui.outline.rows import Row
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import Size

_SCROLL_MS, _EDGE, _STEP = 40, 24, 12
_MANY_HEADINGS: Final = 12
"""An entry with more headings below it than this is folded at first."""
_STEPS = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class OutlineTree(QTreeView):
    """Shows rows. What is wanted of an entry is told by its key; ``move_wanted`` names a place and the place to put it before."""

    move_wanted = Signal(int, int)
    edit_wanted = Signal(str)
    remove_wanted = Signal(str)
    duplicate_wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, ui: Ui, *, editable: bool) -> None:
        super().__init__()
        self._ui = ui
        self._editable = editable
        self.rows_model = OutlineModel(ui.language)
        self.delegate = OutlineDelegate(ui, editable=editable)
        self._folded: dict[str, bool] = {}
        self._pressed: QPoint | None = None
        self._source = -1
        self._target = -1
        self._scrolling = QTimer(self, interval=_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_on)
        self.setModel(self.rows_model)
        self.setItemDelegate(self.delegate)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName(ui.language.tr("Sections of the packet"))
        self.doubleClicked.connect(self._on_double_click)
        self.expanded.connect(lambda at: self._note_fold(at, folded=False))
        self.collapsed.connect(lambda at: self._note_fold(at, folded=True))

    @property
    def dragging(self) -> bool:
        """Whether an entry is being dragged."""
        return self._source >= 0

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the entry that was current stays so, or the one that took its place."""
        current = self.current_row()
        place = self.rows_model.entry_at(self.currentIndex())
        self.delegate.lettered = any(row.letter for row in rows)
        self.delegate.last_page = max((below.page for row in rows for below in (row, *row.below)), default=0)
        told = self.selectionModel().blockSignals(True)
        self.rows_model.show(rows)
        for number, row in enumerate(rows):
            folded = self._folded.get(row.key, len(row.below) > _MANY_HEADINGS)
            self.setExpanded(self.rows_model.index(number, 0), not folded)
        if current is not None and not self.currentIndex().isValid():
            found = self.rows_model.index_of(current.key) if current.key else QModelIndex()
            self.setCurrentIndex(found if found.isValid() else self.rows_model.index(min(place, len(rows) - 1), 0))
        self.selectionModel().blockSignals(told)
        self.viewport().update()

    def current_row(self) -> Row | None:
        """Return the row the keyboard is on."""
        at = self.currentIndex()
        return self.rows_model.row_at(at) if at.isValid() else None

    def current_key(self) -> str:
        """Return the key of the entry the keyboard is on, also on a heading below it; "" for none."""
        place = self.rows_model.entry_at(self.currentIndex())
        return self.rows_model.rows[place].key if place >= 0 else ""

    def choose(self, key: str) -> None:
        """Put the keyboard on an entry."""
        at = self.rows_model.index_of(key)
        if at.isValid():
            self.setCurrentIndex(at)
            self.scrollTo(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K step; Alt and the arrows move an entry, Return and F2 edit, Delete removes, Ctrl+D doubles; Esc ends a drag."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        current = self.current_key()
        if self.dragging and key == Qt.Key.Key_Escape:
            self._end_drag()
        elif modifiers == Qt.KeyboardModifier.NoModifier and key in _STEPS:
            super().keyPressEvent(QKeyEvent(event.type(), _STEPS[Qt.Key(key)], modifiers))
        elif not self._editable or not current:
            super().keyPressEvent(event)
        elif modifiers == Qt.KeyboardModifier.NoModifier and key in {*_ENTER, Qt.Key.Key_F2}:
            self.edit_wanted.emit(current)
        elif not self._act(key, modifiers, current):
            super().keyPressEvent(event)

    def _act(self, key: int, modifiers: Qt.KeyboardModifier, current: str) -> bool:
        """Move, remove or double the entry the keyboard is on; on a heading below one nothing, for that is the file's alone."""
        alt, none, control = (
            Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier,
        )  # fmt: skip
        wanted = (modifiers, key)
        if wanted not in {
            (alt, Qt.Key.Key_Up), (alt, Qt.Key.Key_Down), (none, Qt.Key.Key_Delete), (control, Qt.Key.Key_D),
        }:  # fmt: skip
            return False
        if self.currentIndex().parent().isValid():
            return True
        if modifiers == alt:
            self._move_current(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit(current)
        else:
            self.duplicate_wanted.emit(current)
        return True

    def keyboardSearch(self, search: str) -> None:
        """Go to the next entry whose title begins with a letter; Qt would compare it with the mark in front."""
        rows, here = self.rows_model.rows, self.rows_model.entry_at(self.currentIndex())
        for row in (*rows[here + 1 :], *rows[: here + 1]):
            if row.title.casefold().startswith(search.casefold()):
                self.choose(row.key)
                return

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu at the pointer, or beside the entry for the menu key; on a heading that of its entry, which is chosen then."""
        if self._editable:
            self.choose(self.current_key())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            self.menu_wanted.emit(self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(Size.GUTTER, 0)))
        else:
            self.menu_wanted.emit(event.globalPos())
        event.accept()

    # Drag -------------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row; a click on the chevron folds it, a press on an entry may become a drag."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        left = event.button() is Qt.MouseButton.LeftButton
        if (
            left
            and index.isValid()
            and self._has_fold(index)
            and self.delegate.fold_box(self.visualRect(index)).contains(at)
        ):
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)
        self._pressed = at if left and self._editable and index.isValid() and not index.parent().isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag after some way, and show where the entry would go."""
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if not self.dragging and (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._source = self.rows_model.entry_at(self.indexAt(self._pressed))
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scrolling.start()
        if self.dragging:
            self._aim(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down what was dragged."""
        source, target = self._source, self._target
        self._pressed = None
        if self.dragging:
            self._end_drag()
            self._ask_move(source, target)
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and the line where the dragged entry would go."""
        super().paintEvent(event)
        line = self.drop_line()
        if line is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._ui.theme.color("acc")
        painter.setPen(QPen(color, 2))
        painter.drawLine(line.topLeft() + QPoint(4, 0), line.topRight())
        painter.setBrush(self._ui.theme.color("win"))
        painter.drawEllipse(line.topLeft(), 3, 3)

    def drop_line(self) -> QRect | None:
        """Return where the line of a drag is painted; None where the entry would stay in its place."""
        if not self.dragging or self._target < 0:
            return None
        items = self._items()
        after = moved(items, self._source, self._target)
        if after == items:
            return None
        place = after.index(items[self._source]) + belonging(items, self._source)
        following = self.rows_model.index_of(after[place].key) if place < len(after) else QModelIndex()
        y = self.visualRect(following).top() if following.isValid() else self._bottom(len(items) - 1)
        return QRect(Size.GUTTER, max(3, y - 1), self.viewport().width() - 2 * Size.GUTTER, 0)

    def _aim(self, at: QPoint) -> None:
        """Note before which entry the pointer is: each reaches as far as the headings below it."""
        rows = self.rows_model.rows
        self._target = len(rows)
        for number in range(len(rows)):
            top = self.visualRect(self.rows_model.index(number, 0)).top()
            if at.y() < (top + self._bottom(number)) / 2:
                self._target = number
                break
        self.viewport().update()

    def _bottom(self, number: int) -> int:
        """Return where an entry ends with the headings that are shown below it."""
        entry = self.rows_model.index(number, 0)
        below = self.rows_model.rowCount(entry)
        last = self.rows_model.index(below - 1, 0, entry) if below and self.isExpanded(entry) else entry
        return self.visualRect(last).bottom() + 1

    def _scroll_on(self) -> None:
        """Scroll while something is dragged along the edge."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        bar = self.verticalScrollBar()
        step = -_STEP if at.y() < _EDGE else _STEP if at.y() > self.viewport().height() - _EDGE else 0
        if step and self.viewport().rect().adjusted(0, -_EDGE, 0, _EDGE).contains(at):
            bar.setValue(bar.value() + step)
            self._aim(at)

    def _end_drag(self) -> None:
        self._source = self._target = -1
        self._pressed = None
        self._scrolling.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    # Inside -----------------------------------------------------------------------------------------------------------

    def _items(self) -> tuple[PacketItem, ...]:
        return tuple(PacketItem(key=row.key, tab=row.tab) for row in self.rows_model.rows)

    def _move_current(self, step: int) -> None:
        """Move the entry past its neighbour, a tab past the whole of the next."""
        items = self._items()
        source = self.rows_model.entry_at(self.currentIndex())
        size = belonging(items, source)
        target = source - 1 if step < 0 else source + size + 1
        if items[source].tab and step < 0:
            target = next((at for at in range(source - 1, -1, -1) if items[at].tab), max(0, source - 1))
        if 0 <= target <= len(items):
            self._ask_move(source, target)

    def _ask_move(self, source: int, target: int) -> None:
        items = self._items()
        if target >= 0 and moved(items, source, target) != items:
            self.move_wanted.emit(source, target)

    def _has_fold(self, index: QModelIndex) -> bool:
        return bool(self.rows_model.row_at(index).below)

    def _note_fold(self, index: QModelIndex, *, folded: bool) -> None:
        row = self.rows_model.row_at(index)
        if row.key and self._folded.get(row.key, len(row.below) > _MANY_HEADINGS) != folded:
            self._folded[row.key] = folded

    def _on_double_click(self, index: QModelIndex) -> None:
        if self._editable and self.current_key() and not index.parent().isValid():
            self.edit_wanted.emit(self.current_key())
