"""Which wording of a portion is on the sheet and how much of it, and which one what is typed there goes to."""

from dataclasses import replace

from liaison_desk.domain.bilingual import Side
from liaison_desk.domain.typed import worded
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.rules.pasting import shown_length
from liaison_desk.meetings.ui.notes.blocks import laid
from liaison_desk.meetings.ui.words import Words


class Reader:
    """Reads portions for a user of a language: his own wording is shown, or the other where there is none.

    Of a huge one the beginning is shown, and what stays behind it belongs to it however the beginning is changed.
    """

    def __init__(self, words: Words, code: str) -> None:
        self._words = words
        self._code = code
        self._behind: dict[str, str] = {}

    def side_of(self, portion: Portion) -> Side:
        """Return which wording of a portion is shown."""
        own = self._words.profile().side_of(self._code)
        return own if portion.text.side(own) or not portion.text.side(own.other) else own.other

    def behind(self, uid: str) -> str:
        """Return what of a portion stands behind the beginning that is shown; empty for nearly all."""
        return self._behind.get(uid, "")

    def shown(self, portion: Portion) -> str:
        """Return what of a portion is shown, and remember what is not."""
        text, behind = portion.text.side(self.side_of(portion)), self.behind(portion.uid)
        if behind and text.endswith(behind):
            return text.removesuffix(behind)
        length = shown_length(text)
        self._behind.pop(portion.uid, None)
        if length < len(text):
            self._behind[portion.uid] = text[length:]
        return text[:length]

    def read(self, known: Portion, shown: str) -> Portion:
        """Return a portion as what is shown of it now reads."""
        side = self.side_of(known)
        behind = self.behind(known.uid)
        text = shown + behind
        was = known.text.side(side)
        # Its lines may end otherwise than on the sheet.
        if text == was or (len(text) <= len(was) and laid(text) == laid(was)):
            return known
        if not known.text.side(side.other) and not behind:
            # What language it is in shows while it is typed: one that begins with an acronym may become Japanese, saved or not.
            profile = self._words.profile()
            typed = worded(text, profile)
            if not (known.id and was) or (typed.side(side.other) and worded(was, profile).side(side)):
                return replace(known, text=typed)
        return replace(known, text=known.text.rewritten(side, text))
