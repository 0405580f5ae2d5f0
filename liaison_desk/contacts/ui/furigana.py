"""A person's name as a heading: in its own script with the reading above each part, or in Latin letters."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_RUBY = 15
_BASE = 33
_GAP = 10
_SIZES = (Size.NAME, Size.TITLE, Size.CLOCK)  # a long name is set smaller before it is cut
_CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def cells(name: PersonName) -> list[tuple[str, str]]:
    """Return the parts of a name's heading in its own order, each with the reading that stands above it."""
    family, given = (name.native_family, name.reading_family), (name.native_given, name.reading_given)
    ordered = [family, given] if name.order is NameOrder.FAMILY_FIRST else [given, family]
    native = [cell for cell in ordered if cell[0]]
    if len(native) == 1 and all(reading for _, reading in ordered):
        return [(native[0][0], name.reading())]  # the whole name was entered as one word
    return native or [(name.latin(), "")]


class NameHeading(QWidget):
    """The painted heading. Each part is as wide as the wider of itself and its reading; what does not fit is cut."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._cells: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_name(self, name: PersonName, fallback: str = "") -> None:
        """Show a name; ``fallback`` (a nickname) when it has no parts at all."""
        self._cells = cells(name) if name.latin() or name.native() else [(fallback, "")]
        words = " ".join(filter(None, (name.native() or name.latin() or fallback, name.reading())))
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all parts, and above them for readings if there are any."""
        return QSize(self._whole(Size.NAME) + 2, _BASE + (_RUBY if self._has_readings() else 0))

    def minimumSizeHint(self) -> QSize:
        """May be cut."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each part with its reading centred above it."""
        del event
        painter = QPainter(self)
        theme = self._ui.theme
        top = _RUBY if self._has_readings() else 0
        size = next((one for one in _SIZES if self._whole(one) <= self.width()), _SIZES[-1])
        x = 0
        for (base, reading), width in zip(self._cells, self._widths(size), strict=True):
            room = min(width, self.width() - x)
            if room <= 0:
                break
            painter.setFont(theme.font(Size.META))
            painter.setPen(theme.color("t2"))
            painter.drawText(QRect(x, 0, room, _RUBY), _CENTER, reading)
            painter.setFont(theme.font(size, SEMIBOLD))
            painter.setPen(theme.color("t1"))
            shown = painter.fontMetrics().elidedText(base, Qt.TextElideMode.ElideRight, room)
            flags = (_CENTER if reading else _LEFT) | Qt.TextFlag.TextSingleLine
            painter.drawText(QRect(x, top, room, _BASE), flags, shown)
            x += width + _GAP

    def _has_readings(self) -> bool:
        return any(reading for _, reading in self._cells)

    def _whole(self, size: int) -> int:
        return sum(self._widths(size)) + _GAP * max(0, len(self._cells) - 1)

    def _widths(self, size: int) -> list[int]:
        theme = self._ui.theme
        base, ruby = QFontMetrics(theme.font(size, SEMIBOLD)), QFontMetrics(theme.font(Size.META))
        return [max(base.horizontalAdvance(word), ruby.horizontalAdvance(above)) + 2 for word, above in self._cells]
