"""Records as cards, and how they look: a ground with a gap around it; what stands on it is painted by whoever shows them."""

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import pushes
from liaison_desk.foundation.qt.rows import RowDelegate, paint_waiting, row_state
from liaison_desk.foundation.qt.tables import RecordList
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.foundation.qt.windowed import LINE_ROLE, WindowedModel

_PAD: Final = 7
_ACROSS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ALONG: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CardDelegate(RowDelegate):
    """Paints cards with a gap between them; subclasses paint the line in ``paint_line``."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground of a card, then its line."""
        color, state = self.ui.theme.color, row_state(option, index)
        card = option.rect.adjusted(6, 3, -6, -3)
        painter.save()
        painter.fillRect(
            option.rect, color(getattr(option.widget, "ground", "side"))
        )  # over what the table paints of its selection
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("acc" if state.selected and state.focused else "line2"), 1))
        ground = (
            "sel"
            if state.selected and state.focused
            else "sunk"
            if state.selected
            else "hov"
            if state.hovered
            else "surf"
        )
        painter.setBrush(color(ground))
        painter.drawRoundedRect(card.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_BUTTON, Size.RADIUS_BUTTON)
        line = index.data(LINE_ROLE)
        inner = card.adjusted(_PAD, 6, -_PAD, -6)
        if line is None:
            paint_waiting(self.ui, painter, inner)
        else:
            self.paint_line(painter, inner, line, state)
        painter.restore()


class Cards(RecordList):
    """The cards of one state on a ``ground`` of the theme. ``dragged`` follows the pointer while cards are dragged, ``dropped`` ends it."""

    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    dropped_nowhere = Signal()
    walked = Signal(int)
    pushed = Signal(int)
    """Alt and an arrow: the selected cards shall move by so many states."""
    lifted = Signal(int)
    """Alt and an arrow up or down: they shall move by so many places in their own."""

    def __init__(self, ui: Ui, model: WindowedModel[Any], delegate: CardDelegate, name: str, *, ordered: bool) -> None:
        super().__init__(ui, model, delegate, name)
        self._ordered = ordered
        self._pressed: QPoint | None = None
        self.dragging = False
        self.ground = "side"
        self.viewport().setAutoFillBackground(False)

    def event(self, event: QEvent) -> bool:
        """Claim Alt and an arrow, which the window takes for back and forward elsewhere."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._moves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk to the neighbouring state; with Alt they take the cards along. Esc lets go of a drag."""
        across = _ACROSS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.dragging:
            self._let_go()
            self.dropped_nowhere.emit()
        elif across is not None and pushes(event):
            self.pushed.emit(across)
        elif self._moves(event):
            self.lifted.emit(_ALONG[Qt.Key(event.key())])
        elif across is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.walked.emit(across)
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()  # it completes, as on the whole page
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin; a press on one of several selected cards keeps them selected."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        held = self.model().id_at(index)
        self._pressed = at if event.button() is Qt.MouseButton.LeftButton and held is not None else None
        if self._pressed is not None and held in self.selected_ids() and not event.modifiers():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin and follow a drag; the list's own selecting by dragging stays away."""
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if not self.dragging and (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self.dragging = True
        if self.dragging:
            self.dragged.emit(self.viewport().mapToGlobal(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; a click on one of several selected cards chooses it alone."""
        dragging, pressed = self.dragging, self._pressed
        self._let_go()
        if dragging:
            self.dropped.emit(event.globalPosition().toPoint())
            return
        held = self.model().id_at(self.indexAt(event.position().toPoint())) if pressed is not None else None
        if held is not None and len(self.selected_ids()) > 1 and not event.modifiers():
            self.select_id(held)
        super().mouseReleaseEvent(event)

    def _let_go(self) -> None:
        self.dragging = False
        self._pressed = None

    def _moves(self, event: QKeyEvent) -> bool:
        """Tell whether keys move the selected cards, to another state or within their own."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        along = plain == Qt.KeyboardModifier.AltModifier and Qt.Key(event.key()) in _ALONG
        return pushes(event) or (self._ordered and along)
