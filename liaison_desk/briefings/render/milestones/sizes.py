"""How much is said beside the marks of a chart, and in which type: what has no room as usual is set smaller before it is left out."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from liaison_desk.briefings.render.grids.board import SMALL_BOLD, TEXT
from liaison_desk.briefings.render.strips import Style


class Saying(IntEnum):
    """How much of every milestone is said beside its mark, the most first."""

    TITLE = 0
    SHORT = 1
    BRIEF = 2
    NUMBER = 3
    TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a chart: its ``bold`` and its ``plain`` words, how high a row of each saying is.

    The list of what has a number stands in so many ``columns``, with a ``pad`` above and below what it says of each.
    """

    bold: Style
    plain: Style
    rows: tuple[float, ...]
    columns: int
    pad: float

    @property
    def level(self) -> Style:
        """Plain type whose line is as high as that of the bold beside it."""
        return Style(self.plain.size, self.bold.leading)

    @property
    def listed(self) -> Style:
        """Bold type for the list, whose lines are as high as those of the plain below."""
        return Style(self.plain.size, self.plain.leading, bold=True)


USUAL: Final = Type(SMALL_BOLD, TEXT, (33.0, 24.0, 11.0, 13.0, 13.0), 3, 2.4)
SMALL: Final = Type(Style(7.5, 9.0, bold=True), Style(7.0, 8.4), (27.0, 19.0, 9.2, 10.0, 10.0), 4, 1.4)
SETTINGS: Final = (
    *((saying, USUAL) for saying in Saying if saying < Saying.NUMBER),
    *((saying, SMALL) for saying in (Saying.SHORT, Saying.BRIEF)),
    *((saying, USUAL) for saying in Saying if saying >= Saying.NUMBER),
    *((saying, SMALL) for saying in Saying if saying >= Saying.NUMBER),
)
"""What is tried, the best first."""
