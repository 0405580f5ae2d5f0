"""A block of the sheet: which portion it is, its text, and how it is set."""

from typing import Final

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextFormat

from liaison_desk.meetings.records import Portion

UID: Final = int(QTextFormat.Property.UserProperty) + 1
MARGIN, INDENT, ABOVE, BELOW, HEADING = 28, 24, 26, 6, 30
LINE: Final = "\u2028"
"""What parts the lines inside a block."""


def format_of(portion: Portion, top: float) -> QTextBlockFormat:
    """Return how a portion is set, with so much room above it. Which one it is stays with it through undo."""
    form = QTextBlockFormat()
    form.setTopMargin(top)
    form.setLeftMargin(MARGIN + INDENT * portion.level)
    form.setRightMargin(MARGIN)
    form.setProperty(UID, portion.uid)
    return form


def uid_of(block: QTextBlock) -> str:
    """Return which portion a block is."""
    return str(block.blockFormat().property(UID) or "")


def text_of(block: QTextBlock) -> str:
    """Return a block's text, its lines parted by line ends."""
    return block.text().replace(LINE, "\n")
