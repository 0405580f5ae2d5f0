"""Reads prefixes as they are typed, and gives their letters back when they turn out to begin an ordinary word: n/a, d/o, 1/2."""

from dataclasses import dataclass, replace

from PySide6.QtGui import QTextBlock, QTextCursor

from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.rules.prefixes import LONGEST, is_word, read_prefix
from liaison_desk.meetings.ui.notes.blocks import text_of
from liaison_desk.meetings.ui.notes.sheet import NoteSheet
from liaison_desk.meetings.ui.words import Words


@dataclass(frozen=True, slots=True)
class Taken:
    """A prefix that was taken out of an empty portion: its letters, and the portion before and after."""

    letters: str
    before: Portion
    after: Portion


class Prefixes:
    """The prefixes of a sheet. Letters and what they set come back in one step, by undo or because they are words."""

    def __init__(self, words: Words, sheet: NoteSheet) -> None:
        self._words = words
        self._sheet = sheet
        self._taken: Taken | None = None

    def read(self, block: QTextBlock, caret: int) -> None:
        """Take out the prefix that ends at the caret, and set what it says."""
        text = text_of(block)
        found = read_prefix(text) if caret <= LONGEST else None
        if found is None or found.length != caret:
            return
        usual = self._words.numbered_markings()
        cursor = QTextCursor(block)
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, caret)
        cursor.removeSelectedText()
        before = after = self._sheet.portion(block)
        if found.kind is not None:
            after = replace(after, kind=found.kind)
        if 0 < found.marking <= len(usual):
            after = replace(after, marking=usual[found.marking - 1])
        self._sheet.set(block, after)
        cursor.endEditBlock()
        self._taken = Taken(text[:caret], before, after) if len(text) == caret else None

    def weigh(self, block: QTextBlock, *, whole: bool = False) -> None:
        """Give the letters back if they begin an ordinary word, as far as what was typed behind them tells; ``whole``: that is all."""
        taken = self._taken
        if taken is None:
            return
        now = self._sheet.portion(block)
        text = text_of(block)
        if now.uid != taken.before.uid or (now.kind, now.marking) != (taken.after.kind, taken.after.marking):
            self._taken = None
            return
        found = is_word(taken.letters, f"{text} " if whole and text else text)
        if found is None and not whole:
            return
        self._taken = None
        if found:
            cursor = QTextCursor(block)
            cursor.beginEditBlock()
            cursor.insertText(taken.letters)
            now = self._sheet.portion(block)
            self._sheet.set(block, replace(now, kind=taken.before.kind, marking=taken.before.marking))
            cursor.endEditBlock()

    def finish(self) -> None:
        """Nothing more is typed behind a prefix for now."""
        block = self._sheet.block_of(self._taken.before.uid) if self._taken is not None else None
        if block is not None:
            self.weigh(block, whole=True)
        self._taken = None

    def forget(self) -> None:
        """What was taken out last has been brought back, or shall not be."""
        self._taken = None
