"""Blocks of notes with the room that stands around each: its head, the heading of a section, the wording in the other language."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.rules.templates import TemplateSection
from liaison_desk.meetings.ui.notes.blocks import ABOVE, BELOW, HEADING, Standings, format_of, uid_of


class SpacedBlocks(QObject):
    """A document whose blocks are portions, and how each is set. ``_known`` holds the portions by uid."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._known: dict[str, Portion] = {}
        self._standings = Standings()
        self._quiet = False
        self.sections: Mapping[str, TemplateSection] = {}
        """The sections of the template by key, in their order."""
        self.room: Callable[[Portion], int] = lambda _: 0
        """How much room a portion needs below its text, for its wording in the other language."""
        self.document = QTextDocument(self)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(ui.theme.font(Size.BODY))

    def blocks(self) -> Iterator[QTextBlock]:
        """Yield the blocks in order."""
        block = self.document.begin()
        while block.isValid():
            yield block
            block = block.next()

    def lay_out(self) -> None:
        """Give every portion the room it needs at the present width."""
        with self._quietly():
            cursor = QTextCursor(self.document)
            cursor.joinPreviousEditBlock()
            for block in list(self.blocks()):
                self._space(block)
            cursor.endEditBlock()

    def begins(self, block: QTextBlock) -> bool:
        """Tell whether a section of the template begins with a block."""
        above = self._known.get(uid_of(block.previous())) if block.previous().isValid() else None
        known = self._known.get(uid_of(block))
        return known is not None and self._heads(known, above)

    def _heads(self, portion: Portion, above: Portion | None) -> bool:
        if above is not None and above.section == portion.section:
            return False
        return portion.section in self.sections or (above is not None and above.section in self.sections)

    def _format(self, portion: Portion, above: Portion | None) -> QTextBlockFormat:
        """Return how a portion is set. All room is above a text: Qt lets the margins of neighbours overlap."""
        room = BELOW + self.room(above) if above is not None else 0
        top = ABOVE + room + (HEADING if self._heads(portion, above) else 0)
        return format_of(portion, top, self._standings.number(portion))

    def _space(self, block: QTextBlock) -> None:
        """Set a block as what it is and what stands above it want it."""
        known = self._known.get(uid_of(block)) if block.isValid() else None
        if known is None:
            return
        above = self._known.get(uid_of(block.previous())) if block.previous().isValid() else None
        form = self._format(known, above)
        if form != block.blockFormat():
            with self._quietly():
                QTextCursor(block).setBlockFormat(form)
        if above is None:
            self._space_top()

    def _space_top(self) -> None:
        """Give the first block its room: Qt leaves a margin out at the top of a document."""
        frame = self.document.rootFrame()
        form = frame.frameFormat()
        first = self.document.begin()
        margin = ABOVE + (HEADING if self.begins(first) else 0)
        last = self._known.get(uid_of(self.document.lastBlock()))
        below = BELOW + (self.room(last) if last is not None else 0) + ABOVE
        if (form.topMargin(), form.bottomMargin()) != (margin, below):
            form.setTopMargin(margin)
            form.setBottomMargin(below)
            frame.setFrameFormat(form)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before
