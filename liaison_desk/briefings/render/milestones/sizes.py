"""How much is said beside the marks of a chart, and in which type: what has no room as usual is set smaller before it is left out."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from liaison_desk.briefings.render.grids.board import SMALL_BOLD, TEXT
from liaison_desk.briefings.render.strips import HEADING, Style


class Saying(IntEnum):
    """How much of every milestone is said beside its mark, the most first."""

    TITLE = 0
    SHORT = 1
    BRIEF = 2
    NUMBER = 3
    TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a chart: its ``bold`` and its ``plain`` words, how high a row of each saying is, the ``head`` of the list.

    ``pad`` is what stays free above and below the rows of a lane, ``bar`` how high the row of the exercise itself is, ``legend`` a
    line of the legend. The list of what has a number stands in one of so many ``columns``, with ``around`` above and below what it says of each.
    """

    bold: Style
    plain: Style
    rows: tuple[float, ...]
    pad: float
    bar: float
    legend: float
    head: Style
    columns: tuple[int, ...]
    around: float

    @property
    def level(self) -> Style:
        """Plain type whose line is as high as that of the bold beside it."""
        return Style(self.plain.size, self.bold.leading)

    @property
    def listed(self) -> Style:
        """Bold type for the list, whose lines are as high as those of the plain below."""
        return Style(self.plain.size, self.plain.leading, bold=True)


USUAL: Final = Type(SMALL_BOLD, TEXT, (33.0, 24.0, 11.0, 13.0, 13.0), 4.0, 21.0, 13.0, HEADING, (3,), 2.4)
SMALL: Final = Type(
    Style(7.0, 8.6, bold=True),
    Style(7.0, 8.2),
    (26.0, 18.0, 8.6, 9.6, 9.6),
    2.0,
    13.0,
    11.0,
    SMALL_BOLD,
    (3, 4, 5),
    1.2,
)
SETTINGS: Final = (
    *((saying, USUAL) for saying in Saying if saying < Saying.NUMBER),
    *((saying, SMALL) for saying in (Saying.SHORT, Saying.BRIEF)),
    *((saying, USUAL) for saying in Saying if saying >= Saying.NUMBER),
    *((saying, SMALL) for saying in Saying if saying >= Saying.NUMBER),
)
"""What is tried, the best first."""
