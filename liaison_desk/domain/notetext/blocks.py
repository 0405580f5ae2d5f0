"""Blocks of a portion: paragraphs, list items, tables. Every line is read by itself, so that a forgotten mark spoils one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from liaison_desk.domain.notetext.spans import LINK, Passage, read_passage
from liaison_desk.foundation.core.styled import Align

DEEPEST = 8
"""Deeper items of lists are shown at this depth (counted from 0)."""
BREAK = re.compile("\r\n|[\n\r\u2028\u2029]")
BLANKS = " \t\u3000"
ITEM = re.compile(
    rf"(?P<indent>[{BLANKS}]*+)(?P<marker>[-*](?=[{BLANKS}]|\Z)|・(?!・)|\d{{1,9}}\.(?=[{BLANKS}]|\Z)|[０-９]{{1,9}}．(?![０-９]))"
    rf"[{BLANKS}]*+"
)
_RULE = re.compile(rf"[{BLANKS}|:-]*+")
_RULE_CELL = re.compile(rf"[{BLANKS}]*+:?-++:?[{BLANKS}]*+")
_BARS = re.compile(rf"\\\||{LINK}|(?P<bar>\|)")
_WIDE = {"\t": 4, "\u3000": 2}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of running text."""

    lines: tuple[Passage, ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where it ends, before the line break."""
        return self.lines[-1].end


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its marker as typed and where that stands, its depth from 0, its lines."""

    marker: str
    place: int
    level: int
    ordered: bool
    lines: tuple[Passage, ...]

    @property
    def start(self) -> int:
        """Where its marker begins."""
        return self.place

    @property
    def end(self) -> int:
        """Where it ends, before the line break."""
        return self.lines[-1].end


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, from where its line begins up to where it ends."""

    start: int
    end: int
    cells: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its head, the line of dashes under it (from, to), how its columns stand, its rows."""

    head: TableRow
    rule: tuple[int, int]
    aligns: tuple[Align, ...]
    rows: tuple[TableRow, ...]

    @property
    def start(self) -> int:
        """Where its head begins."""
        return self.head.start

    @property
    def end(self) -> int:
        """Where its last row ends."""
        return self.rows[-1].end if self.rows else self.rule[1]


NoteBlock = Paragraph | Item | Table
_Line = tuple[int, int]


def lines_of(text: str) -> list[_Line]:
    """Return where each line of a text begins and ends, its break left out."""
    lines = []
    at = 0
    for found in BREAK.finditer(text):
        lines.append((at, found.start()))
        at = found.end()
    lines.append((at, len(text)))
    return lines


def parse(text: str) -> tuple[NoteBlock, ...]:
    """Read the source of a portion into blocks, in order. Every text has a reading; nothing is ever an error."""
    return tuple(_Reader(text).blocks())


class _Reader:
    """One pass over the lines of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = lines_of(text)
        self._indents: list[int] = []
        self._at = 0

    def blocks(self) -> Iterator[NoteBlock]:
        """Yield the blocks."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if self._is_blank(line):
                self._at += 1
            elif (item := ITEM.match(self._text, *line)) is not None:
                yield self._item(item)
            elif (aligns := self._table_here()) is not None:
                self._indents.clear()
                yield self._table(aligns)
            else:
                self._indents.clear()
                yield self._paragraph()

    def _is_blank(self, line: _Line) -> bool:
        start, end = line
        return start == end or self._text[start:end].isspace()

    def _paragraph(self) -> Paragraph:
        first = self._at
        self._at += 1
        while self._at < len(self._lines) and not self._begins_here():
            self._at += 1
        return Paragraph(tuple(read_passage(self._text, *line) for line in self._lines[first : self._at]))

    def _begins_here(self) -> bool:
        """Tell whether a line ends the paragraph before it."""
        line = self._lines[self._at]
        return self._is_blank(line) or ITEM.match(self._text, *line) is not None or self._table_here() is not None

    def _item(self, found: re.Match[str]) -> Item:
        indent = _width(found["indent"])
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        lines = [read_passage(self._text, found.end(), self._lines[self._at][1])]
        self._at += 1
        while self._at < len(self._lines) and not self._begins_here():
            start, end = self._lines[self._at]
            inner = self._after_blanks(start, end)
            if _width(self._text[start:inner]) <= indent:
                break
            lines.append(read_passage(self._text, inner, end))
            self._at += 1
        level = min(len(self._indents) - 1, DEEPEST)
        marker = found["marker"]
        return Item(marker, found.start("marker"), level, marker[0].isdigit(), tuple(lines))

    def _after_blanks(self, start: int, end: int) -> int:
        while start < end and self._text[start] in BLANKS:
            start += 1
        return start

    def _table_here(self) -> tuple[Align, ...] | None:
        """Return how the columns stand of a table whose head is this line, None if it is none."""
        if self._at + 1 >= len(self._lines):
            return None
        (start, end), rule = self._lines[self._at], self._lines[self._at + 1]
        if _RULE.fullmatch(self._text, *rule) is None or self._text.find("|", start, end) < 0:
            return None
        line = self._text[rule[0] : rule[1]].strip(BLANKS)
        if "|" not in line or "-" not in line:
            return None
        cells = line.removeprefix("|").removesuffix("|").split("|")
        return tuple(map(_align, cells)) if all(map(_RULE_CELL.fullmatch, cells)) else None

    def _table(self, aligns: tuple[Align, ...]) -> Table:
        head, rule = self._row(self._lines[self._at]), self._lines[self._at + 1]
        self._at += 2
        rows = []
        while self._at < len(self._lines) and self._text.find("|", *self._lines[self._at]) >= 0:
            rows.append(self._row(self._lines[self._at]))
            self._at += 1
        return Table(head, rule, aligns, tuple(rows))

    def _row(self, line: _Line) -> TableRow:
        start, end = line
        bars = [found.start() for found in _BARS.finditer(self._text, start, end) if found["bar"]]
        edges = [start - 1, *bars, end]
        cells = [self._cell(left + 1, right) for left, right in pairwise(edges)]
        if bars and cells[0].start == cells[0].end:  # what stands before the first bar and behind the last is no cell
            del cells[0]
        if len(bars) > 1 and cells[-1].start == cells[-1].end:
            del cells[-1]
        return TableRow(start, end, tuple(cells))

    def _cell(self, start: int, end: int) -> Passage:
        start = self._after_blanks(start, end)
        while end > start and self._text[end - 1] in BLANKS:
            end -= 1
        return read_passage(self._text, start, end)


def _width(blanks: str) -> int:
    return sum(_WIDE.get(blank, 1) for blank in blanks)


def _align(cell: str) -> Align:
    cell = cell.strip(BLANKS)
    if not cell.endswith(":"):
        return Align.LEFT
    return Align.CENTER if cell.startswith(":") and len(cell) > 1 else Align.RIGHT
