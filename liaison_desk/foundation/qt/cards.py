"""How records look as cards: a ground with a gap around it; what stands on it is painted by whoever shows them."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from liaison_desk.foundation.qt.rows import RowDelegate, paint_waiting, row_state
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.foundation.qt.windowed import LINE_ROLE

_PAD: Final = 7


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
