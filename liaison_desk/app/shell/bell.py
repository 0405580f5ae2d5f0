"""The bell in the header: how many reminders are due; a click opens their list."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_MOST = 99


class Bell(IconButton):
    """A bell with a count; its name says the count to screen readers and in the tool tip."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "bell", ui.language.tr("Reminders"))
        self._count = 0
        self.setFixedWidth(Size.BUTTON + 8)
        self.show_count(0)

    @property
    def count(self) -> int:
        """How many reminders are due."""
        return self._count

    def show_count(self, count: int) -> None:
        """Show how many reminders are due."""
        self._count = count
        tr = self._ui.language.tr
        name = (
            self._ui.language.count("Reminders: 1 is due", "Reminders: {n} are due", count)
            if count
            else tr("Reminders: none is due")
        )
        self.setAccessibleName(name)
        self.setToolTip(f"{name} (Ctrl+Shift+R)")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bell, and the count over its upper right."""
        super().paintEvent(event)
        if not self._count:
            return
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(10, SEMIBOLD, tabular=True)
        words = str(self._count) if self._count <= _MOST else f"{_MOST}+"
        width = max(15, QFontMetrics(font).horizontalAdvance(words) + 7)
        badge = QRectF(min(self.width() // 2 + 1, self.width() - width), 1, width, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("red"))
        painter.drawRoundedRect(badge, 7.5, 7.5)
        painter.setPen(theme.color("on_acc"))
        painter.setFont(font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
