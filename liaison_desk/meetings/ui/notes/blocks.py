"""A block of the sheet: which portion it is, its text, how it is set, and what the portion is."""

import re
from dataclasses import replace
from typing import Final

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextFormat

from liaison_desk.domain.marking import Marking
from liaison_desk.meetings.records import Portion, PortionKind

UID: Final = int(QTextFormat.Property.UserProperty) + 1
STANDING: Final = UID + 1
MARGIN, INDENT, ABOVE, BELOW, HEADING = 28, 24, 26, 6, 30
LINE: Final = "\u2028"
"""What parts the lines inside a block."""
# The last two are Qt's own signs for the edges of a frame.
_ENDS: Final = re.compile("\\r\\n|[\\n\\r\\u2029\\ufdd0\\ufdd1]")


class Standings:
    """What portions are (kind, marking, level), by numbers that stand in the formats of blocks: a document's undo brings them back."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[PortionKind, Marking | None, int], int] = {}

    def number(self, portion: Portion) -> int:
        """Return the number of what a portion is, from 1."""
        return self._numbers.setdefault((portion.kind, portion.marking, portion.level), len(self._numbers) + 1)

    def as_told(self, form: QTextBlockFormat, portion: Portion) -> Portion:
        """Return a portion as the format of its block tells that it is."""
        number = int(form.property(STANDING) or 0)
        if number in {0, self.number(portion)}:
            return portion
        kind, marking, level = next(what for what, one in self._numbers.items() if one == number)
        return replace(portion, kind=kind, marking=marking, level=level)


def format_of(portion: Portion, top: float, standing: int) -> QTextBlockFormat:
    """Return how a portion is set, with so much room above it. Which one it is, and what, stays with it through undo."""
    form = QTextBlockFormat()
    form.setTopMargin(top)
    form.setLeftMargin(MARGIN + INDENT * portion.level)
    form.setRightMargin(MARGIN)
    form.setProperty(UID, portion.uid)
    form.setProperty(STANDING, standing)
    return form


def uid_of(block: QTextBlock) -> str:
    """Return which portion a block is."""
    return uid_in(block.blockFormat())


def uid_in(form: QTextBlockFormat) -> str:
    """Return which portion a block of this format is."""
    return str(form.property(UID) or "")


def text_of(block: QTextBlock) -> str:
    """Return a block's text, its lines parted by line ends."""
    return block.text().replace(LINE, "\n")


def laid(text: str) -> str:
    """Return a text as it is put into a block: whatever ends a line in it, or would begin another block, ends a line there."""
    return _ENDS.sub(LINE, text)
