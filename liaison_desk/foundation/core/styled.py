"""Styled text as plain values: what the rules of a dialect find in a text, and what screen and paper draw.

They stand here because the screen's parts know nothing of the field's dialects: whoever uses both hands one to the other.
"""

from collections.abc import Iterator, Sequence
from enum import IntFlag
from typing import NamedTuple


class Style(IntFlag):
    """How a stretch of text is set; several may hold at once.

    MARK is what only steers the setting (``**``), MARKER what begins a list item, BAR what draws a table, HEAD its first row.
    """

    PLAIN = 0
    STRONG = 1
    EMPHASIS = 2
    CODE = 4
    STRIKE = 8
    LINK = 16
    TAG = 32
    MARK = 64
    MARKER = 128
    BAR = 256
    HEAD = 512


class Run(NamedTuple):
    """A stretch of a source text, from a position up to another, that is set alike."""

    start: int
    end: int
    style: Style


class Phrase(NamedTuple):
    """Words to be shown as they are, without their marks; on the screen a link also knows its record.

    ``reading`` is how they are read, in small kana above them on paper (振り仮名).
    """

    text: str
    style: Style = Style.PLAIN
    kind: str = ""
    uid: str = ""
    reading: str = ""


Phrases = tuple[Phrase, ...]
Readings = tuple[tuple[str, str], ...]
"""Words and how they are read."""


class TextLine(NamedTuple):
    """A line as it is shown; in a list it has a depth from 0, and in an item's first line the marker before it."""

    phrases: Phrases
    level: int = -1
    marker: str = ""


class Align(IntFlag):
    """How the cells of a table's column stand."""

    LEFT = 0
    CENTER = 1
    RIGHT = 2


class TextTable(NamedTuple):
    """A table as it is shown: its head, its rows (not all need have as many cells), and how its columns stand."""

    head: tuple[Phrases, ...]
    rows: tuple[tuple[Phrases, ...], ...]
    aligns: tuple[Align, ...] = ()

    @property
    def columns(self) -> int:
        """How many cells the longest row has."""
        return max(len(self.head), max(map(len, self.rows), default=0))

    def align(self, column: int) -> Align:
        """Return how a column stands."""
        return self.aligns[column] if column < len(self.aligns) else Align.LEFT


Shown = TextLine | TextTable


def words_of(phrases: Phrases) -> str:
    """Return the words of a line or a cell, without how they are set."""
    return "".join(phrase.text for phrase in phrases)


def read(text: str, readings: Readings) -> Phrases:
    """Return a text with the reading above the first place of each word that has one; a longer word goes before a shorter."""
    phrases: list[Phrase] = [Phrase(text)] if text else []
    named = ((word.strip(), reading) for word, reading in readings)
    for word, reading in sorted(named, key=lambda one: -len(one[0])):
        for number, phrase in enumerate(phrases):
            before, found, after = phrase.text.partition(word) if word and not phrase.reading else ("", "", "")
            if found:
                parts = (Phrase(before), Phrase(word, reading=reading), Phrase(after))
                phrases[number : number + 1] = [part for part in parts if part.text]
                break
    return tuple(phrases)


def opening(shown: Sequence[Shown]) -> int:
    """Return how many lines a text has before anything else stands in it than a list; 0 unless it begins with one."""
    others = (at for at, one in enumerate(shown) if not isinstance(one, TextLine) or one.level < 0)
    return next(others, len(shown))


def headed(phrases: Phrases) -> Phrases:
    """Return words set as those of a table's head."""
    return tuple(phrase._replace(style=phrase.style | Style.HEAD) for phrase in phrases)


def as_lines(table: TextTable) -> Iterator[TextLine]:
    """Yield a table too wide to be read as a list: each cell behind its heading, cells that say nothing left out."""
    if not table.rows:
        yield from (TextLine(headed(cell), 0, "•") for cell in table.head if cell)
    for row in table.rows:
        marker = "•"
        for number, cell in enumerate(row):
            if not cell:
                continue
            heading = headed(table.head[number]) if number < len(table.head) else ()
            before = (*heading, Phrase(": ")) if heading else ()
            yield TextLine((*before, *cell), 0, marker)
            marker = ""
