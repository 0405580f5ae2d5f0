"""What the lists of partnership paint alike: cells of two lines, and columns of days."""

from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.rows import two_lines
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

DAYS: Final = 98
DAYS_JAPANESE: Final = 118
"""How wide a column of days with their year is."""


def paint_two(
    ui: Ui, painter: QPainter, rect: QRect, said: tuple[str, str], tones: tuple[str, str], *, strong: bool = False
) -> None:  # fmt: skip
    """Paint a cell of two lines, the lower one smaller; a ``strong`` lower line is a portion mark. One that says nothing leaves the other the middle."""
    theme = ui.theme
    first, second = two_lines(rect)
    painter.setFont(theme.font(Size.BODY, MEDIUM if strong else REGULAR, tabular=True))
    painter.setPen(theme.color(tones[0]))
    paint_elided(painter, first if said[1] else rect, said[0])
    if said[1]:
        painter.setFont(
            theme.font(Size.META if strong else Size.SECONDARY, SEMIBOLD if strong else REGULAR, tabular=True)
        )
        painter.setPen(theme.color(tones[1]))
        paint_elided(painter, second, said[1])
