"""The outlined chip of a person's marking."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

_CENTER = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine


class MarkChip(QWidget):
    """A marking in a person's words: the portion mark bold, what it means behind it, in an outline."""

    def __init__(self, ui: Ui, mark: str, words: str) -> None:
        super().__init__()
        self._ui = ui
        self._mark = mark
        self._words = words
        self.setAccessibleName(f"{mark} {words}".strip())
        self.setFixedSize(self._width(mark, SEMIBOLD) + 5 + self._width(words, MEDIUM) + 14, Size.CHIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint outline, mark, words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._ui.theme
        painter.setPen(theme.color("line2"))
        painter.setBrush(theme.color("surf"))
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
        inner = QRect(7, 0, self.width() - 7, self.height())
        painter.setFont(theme.font(Size.META, SEMIBOLD))
        painter.setPen(theme.color("t1"))
        painter.drawText(inner, _CENTER, self._mark)
        painter.setFont(theme.font(Size.META, MEDIUM))
        painter.setPen(theme.color("t2"))
        painter.drawText(inner.adjusted(self._width(self._mark, SEMIBOLD) + 5, 0, 0, 0), _CENTER, self._words)

    def _width(self, text: str, weight: int) -> int:
        return QFontMetrics(self._ui.theme.font(Size.META, weight)).horizontalAdvance(text)
