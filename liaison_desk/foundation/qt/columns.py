"""Columns as data: a capability lists what its table can show, the table does the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt

Line = TypeVar("Line")

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTER = Qt.AlignmentFlag.AlignHCenter


def give_way(widths: Sequence[int], room: int, least: int) -> list[int]:
    """Return the widths of columns in a room: where they are too wide for it, those above the least share what is missing.

    One that comes down to the least leaves what it cannot give to the others.
    """
    wide = {number for number, width in enumerate(widths) if width > least}
    while wide:
        taken = sum(min(width, least) for number, width in enumerate(widths) if number not in wide)
        share = min(1.0, (room - taken) / sum(widths[number] for number in wide))
        low = {number for number in wide if widths[number] * share < least}
        if not low:
            break
        wide -= low
    return [int(width * share) if number in wide else min(width, least) for number, width in enumerate(widths)]


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """One column of a table of lines.

    ``title`` is already in the user's language; ``text`` gives a line's plain words; ``sort`` is the key the capability
    sorts by, None when it cannot; ``tone`` a theme token for the words (``t1`` without it); ``strong`` whether they are
    semibold; ``tip`` the tool tip, when it is more than the text; ``hidden`` columns must be asked for; of a column of
    amounts a first click may want the ``largest_first``; a ``firm`` one keeps its width in a narrow table: its words are of no use cut.
    ``about`` is the tip of its heading, such as why a click does not sort by it.
    """

    key: str
    title: str
    text: Callable[[Line], str]
    width: int = 120
    align: Qt.AlignmentFlag = LEFT
    sort: Any = None
    tone: Callable[[Line], str] | None = None
    strong: Callable[[Line], bool] | None = None
    tip: Callable[[Line], str] | None = None
    hidden: bool = False
    largest_first: bool = False
    firm: bool = False
    about: str = ""

    def words(self, line: Line, role: int) -> str:
        """Return the words of a line for a display, tool tip or screen reader role."""
        if role == Qt.ItemDataRole.ToolTipRole and self.tip is not None:
            return self.tip(line)
        return self.text(line)
