"""A chip that narrows a list: pressed or not, some with a menu of values."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

_HEIGHT = 24
_CENTER = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine


class FilterChip(QPushButton):
    """A rounded chip that is on or off; with ``menu`` a small chevron says that it asks for a value."""

    def __init__(self, ui: Ui, text: str, *, menu: bool = False) -> None:
        super().__init__()
        self._ui = ui
        self._menu = menu
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFont(ui.theme.font(Size.META, MEDIUM))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show words as they are: an & in somebody's name is no key, and is read aloud."""
        super().setText(text)
        self.setShortcut(QKeySequence())
        self.setAccessibleName(text)

    @property
    def _asks(self) -> bool:
        """Whether a click asks for a value."""
        return self._menu and self.isEnabled()

    def show_value(self, text: str, *, on: bool) -> None:
        """Show a value and whether it narrows the list."""
        self.setText(text)
        self.setChecked(on)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the words and the chevron."""
        words = min(150, QFontMetrics(self._ui.theme.font(Size.META, SEMIBOLD)).horizontalAdvance(self.text()))
        return QSize(words + 16 + (13 if self._asks else 0), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, words, chevron."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color, on = self._ui.theme.color, self.isChecked()
        painter.setPen(color("accbg" if on else "line2" if self.isEnabled() else "line"))
        painter.setBrush(color("accbg" if on else "hov" if self.underMouse() and self.isEnabled() else "win"))
        radius = _HEIGHT / 2 - 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        tone = "acc" if on else "t2" if self.isEnabled() else "t3"
        painter.setPen(color(tone))
        painter.setFont(self._ui.theme.font(Size.META, SEMIBOLD if on else MEDIUM))
        inner = self.rect().adjusted(8, 0, -7 - (13 if self._asks else 0), 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _CENTER, shown)
        if self._asks:
            at = QPoint(self.width() - 20, (_HEIGHT - 12) // 2)
            self._ui.icons.paint(painter, at, "chevron-down", tone, 12)
