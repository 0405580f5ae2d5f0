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
    """Return the widths of columns in a room: where they are too wide for it, those above the least share what is missing."""
    wide = sum(width for width in widths if width > least)
    share = min(1.0, (room - sum(widths) + wide) / max(1, wide))
    return [max(least, int(width * share)) if width > least else width for width in widths]


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
