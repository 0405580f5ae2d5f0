"""Marked pieces of text, and the lines they print in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.styled import Phrase, Readings, Shown, TextLine, read

_STOPS = {", ": "、", "; ": "；"}
_WIDE = "\u3000"
_JAPANESE = re.compile("[0-9]*[\u3000-\u9fff\uff08\uff10-\uff19]")
"""How a Japanese wording begins: such as a date, with digits."""

Text = tuple[str, ...]
"""One wording for each language of the document, in its order; a single wording serves every language."""


def wording(text: Text, index: int) -> str:
    """Return the wording for the document's language number ``index``."""
    return text[index] if index < len(text) else text[0] if len(text) == 1 else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A record a portion comes from, with the marking of its title: a record whose title is withheld vanishes."""

    record: RecordRef
    marking: Marking | None
    uid: str = ""


@dataclass(frozen=True, slots=True)
class PortionText:
    """A piece of information: it goes in if its own marking and the titles of all its sources and names may be released.

    ``sources`` are the records it comes from, ``names`` those it names besides, whose markings are its own too. ``before`` and ``after`` are fixed words (brackets, a dash) that stand and vanish with it. A ``joined`` one belongs
    to the piece before it: it follows after a blank, and never stands without it. A ``title`` that names what is withheld
    takes its record along, of which the officer is told. ``links`` are the records it links to, whose markings are its own too.
    ``shown`` are the wordings as styled lines and tables, where plain ones would not say all (no fixed words around them then).
    ``serial`` is the series and the number in it of what is numbered for good: a gap in those that are left may be seen.
    ``readings`` are those of the names in each wording, to be set above them: a part of what it says.
    """

    text: Text
    marking: Marking | None
    sources: tuple[Source, ...] = ()
    uid: str = ""
    before: str = ""
    after: str = ""
    joined: bool = False
    names: tuple[Source, ...] = ()
    title: bool = False
    links: tuple[Source, ...] = ()
    shown: tuple[tuple[Shown, ...], ...] = ()
    serial: tuple[str, str] = ("", "")
    readings: tuple[Readings, ...] = ()

    @property
    def markings(self) -> tuple[Marking, ...]:
        """The markings that what it says rolls up to."""
        every = (self.marking, *(one.marking for one in (*self.names, *self.links)))
        return tuple(marking for marking in every if marking is not None)


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed words of the template."""

    text: Text


Piece = PortionText | Words


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces that print together behind one portion mark.

    ``label`` is fixed words in front, printed bold. With ``led`` the first portion carries the rest: if it is withheld the whole
    line is. ``level`` is how far a list indents it. ``marking`` is what the line's portions roll up to; release fills it in.
    """

    pieces: tuple[Piece, ...]
    separator: str = " "
    label: Text = ()
    led: bool = True
    level: int = 0
    marking: Marking | None = None

    def text(self, index: int) -> str:
        """Return the text in one language, without the label; empty if nobody has written that wording."""
        return "".join(part for _, apart, words in self._told(index) for part in (apart, words))

    def shown(self, index: int) -> tuple[Shown, ...]:
        """Return the text in one language as styled lines and tables, with readings; empty where plain text says all."""
        told = list(self._told(index))
        if not any(_shown(piece, index) or _readings(piece, index) for piece, _, _ in told):
            return ()
        lines: list[Shown] = []
        for piece, apart, words in told:
            names = _readings(piece, index)
            own = _shown(piece, index) or tuple(TextLine(read(part, names)) for part in words.split("\n"))
            if lines and isinstance(lines[-1], TextLine) and isinstance(own[0], TextLine) and own[0].level < 0:
                last = lines.pop()
                lines.append(TextLine((*last[0], Phrase(apart), *own[0].phrases), *last[1:]))
                own = own[1:]
            lines += own
        return tuple(lines)

    def _told(self, index: int) -> Iterator[tuple[Piece, str, str]]:
        """Yield each piece that says something in a language, what parts it from the one before, and its words."""
        before, leads = "", False
        for piece in self.pieces:
            text = wording(piece.text, index)
            joined = isinstance(piece, PortionText) and piece.joined
            if joined and not leads:
                continue
            leads = bool(text) or joined
            if text:
                whole = f"{piece.before}{text}{piece.after}" if isinstance(piece, PortionText) else text
                yield piece, (" " if joined else _apart(self.separator, before, whole)) if before else "", whole
                before = whole

    @property
    def has_readings(self) -> bool:
        """Whether readings are to be set above names in it."""
        return any(portion.readings for portion in self.portions)

    @property
    def portions(self) -> tuple[PortionText, ...]:
        """The pieces that carry information."""
        return tuple(piece for piece in self.pieces if isinstance(piece, PortionText))


def _apart(separator: str, before: str, after: str) -> str:
    """Return what parts two pieces: Japanese ones have stops of their own, which take no blank."""
    own = _STOPS.get(separator)
    return own if own and before[-1] >= _WIDE and _JAPANESE.match(after) else separator


def _shown(piece: Piece, index: int) -> tuple[Shown, ...]:
    shown = piece.shown if isinstance(piece, PortionText) else ()
    return shown[index] if index < len(shown) else shown[0] if len(shown) == 1 else ()


def _readings(piece: Piece, index: int) -> Readings:
    readings = piece.readings if isinstance(piece, PortionText) else ()
    return readings[index] if index < len(readings) else ()
