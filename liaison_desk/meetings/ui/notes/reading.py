"""Which wording of a portion is on the sheet, and which one what is typed there goes to."""

from dataclasses import replace

from liaison_desk.domain.bilingual import Side
from liaison_desk.domain.typed import worded
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.ui.words import Words


class Reader:
    """Reads portions for a user of a language: his own wording is shown, or the other where there is none."""

    def __init__(self, words: Words, code: str) -> None:
        self._words = words
        self._code = code

    def side_of(self, portion: Portion) -> Side:
        """Return which wording of a portion is shown."""
        own = self._words.profile().side_of(self._code)
        return own if portion.text.side(own) or not portion.text.side(own.other) else own.other

    def read(self, known: Portion, text: str) -> Portion:
        """Return a portion as its shown wording now reads."""
        side = self.side_of(known)
        if text == known.text.side(side):
            return known
        if not known.text.side(side.other):
            # What language it is in shows while it is typed: one that begins with an acronym may become Japanese, saved or not.
            profile, was = self._words.profile(), known.text.side(side)
            typed = worded(text, profile)
            if not (known.id and was) or (typed.side(side.other) and worded(was, profile).side(side)):
                return replace(known, text=typed)
        return replace(known, text=known.text.rewritten(side, text))
