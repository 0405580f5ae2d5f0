"""What the lists of partnership paint alike: a title over its mark, cells of two lines, and columns of days."""

from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.rows import two_lines
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size
from liaison_desk.screens.saying import SayingToday

DAYS: Final = 98
DAYS_JAPANESE: Final = 118
"""How wide a column of days with their year is."""


def paint_two(ui: Ui, painter: QPainter, rect: QRect, said: tuple[str, str], tones: tuple[str, str]) -> None:
    """Paint a cell of two lines, the lower one smaller; one that says nothing leaves the other the middle."""
    theme = ui.theme
    first, second = two_lines(rect)
    painter.setFont(theme.font(Size.BODY, tabular=True))
    painter.setPen(theme.color(tones[0]))
    paint_elided(painter, first if said[1] else rect, said[0])
    if said[1]:
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        painter.setPen(theme.color(tones[1]))
        paint_elided(painter, second, said[1])


def paint_title(
    ui: Ui, painter: QPainter, rect: QRect, words: SayingToday, title: str, marking: Marking | str | None, *, tone: str = "t1", beside: str = "",
    beside_tone: str = "t2",
) -> None:  # fmt: skip
    """Paint a title over its portion mark, with what stands ``beside`` that; ``marking`` may be as lists hold it."""
    theme = ui.theme
    above, below = two_lines(rect)
    painter.setFont(theme.font(Size.BODY, MEDIUM))
    painter.setPen(theme.color(tone))
    paint_elided(painter, above, title)
    mark = words.coded_mark(marking) if isinstance(marking, str) else words.mark(marking)
    painter.setFont(theme.font(Size.META, SEMIBOLD))
    painter.setPen(theme.color("t2" if mark else "amb"))
    used = (
        paint_elided(painter, below.adjusted(0, 0, -below.width() // 2 if beside else 0, 0), mark or words.marked(None))
        + 8
    )
    painter.setFont(theme.font(Size.SECONDARY))
    painter.setPen(theme.color(beside_tone))
    paint_elided(painter, below.adjusted(used, 0, 0, 0), beside)
