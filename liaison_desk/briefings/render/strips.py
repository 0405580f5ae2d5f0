"""Strips: the horizontal slices a page is filled with, cut from blocks once, before any page exists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from liaison_desk.briefings.document import (
    Block,
    Bluf,
    Contents,
    Group,
    Items,
    KeyValue,
    KeyValues,
    Line,
    PageBreak,
    Paragraph,
    Section,
    Table,
    Text,
    Title,
    entries_in,
    wording,
)
from liaison_desk.briefings.release import ReleasedDocument
from liaison_desk.briefings.render.text import Face
from liaison_desk.domain.grammar import Grammar
from liaison_desk.domain.marking import Marking

MM = 72 / 25.4
BLACK = 0.07
DARK = 0.2
PALE = 0.7


class Ink(NamedTuple):
    """A run of text: where it stands (x from the left of the text area, baseline below the strip's top), how it is set."""

    x: float
    baseline: float
    bold: bool
    size: float
    text: str
    gray: float = BLACK


class Rule(NamedTuple):
    """A stroke from one point to another, in the strip's coordinates (y down)."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    gray: float = BLACK


@dataclass(slots=True)
class Strip:
    """A slice of a page. ``gap`` is space above it, dropped at the top of a page; ``keep`` = never last on a page.

    ``head`` is repeated above it when it begins a page. ``key`` marks a place that bookmarks and contents point to;
    ``points_to`` is set in a line of contents. ``breaks`` = a new page begins here.
    """

    height: float
    inks: Sequence[Ink] = ()
    rules: Sequence[Rule] = ()
    gap: float = 0.0
    keep: bool = False
    head: "Strip | None" = None
    key: str = ""
    points_to: str = ""
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A place for the outline: its key, words, portion mark, depth, and how many entries stand below it."""

    key: str
    title: str
    mark: str
    level: int
    entries: int


@dataclass(frozen=True, slots=True)
class Style:
    """A way to set running text: size and leading in points."""

    size: float
    leading: float
    bold: bool = False

    @property
    def baseline(self) -> float:
        """Where the baseline stands below the top of a line."""
        return (self.leading - self.size) / 2 + self.size * 0.86


LATIN = Style(10.5, 14.5)
JAPANESE = Style(10.0, 17.0)
BESIDE = Style(10.0, 16.0)
BLUF = Style(11.25, 16.0)
TITLE = Style(18.75, 24.0, bold=True)
SECTION = Style(13.0, 18.0, bold=True)
HEADING = Style(10.5, 15.0, bold=True)
QUIET = Style(9.5, 14.0)
CELL = Style(9.5, 13.0)
COLUMN_HEAD = Style(9.0, 12.0, bold=True)
GUTTER = 6 * MM
INDENT = 15.0
LABEL_WIDTH = 34 * MM
LABELS_WIDTH = 46 * MM
CELL_GAP = 3 * MM
CELL_PAD = 3.5
SHORT = 12
"""Fewer lines of labels and values than this stay on one page."""


@dataclass(slots=True)
class Cutter:
    """Cuts one released document into strips for a text area ``width`` points wide."""

    released: ReleasedDocument
    grammar: Grammar
    regular: Face
    bold: Face
    width: float
    headings: list[Heading] = field(default_factory=list)
    _marks: dict[Marking, str] = field(default_factory=dict)

    @property
    def _languages(self) -> range:
        return range(len(self.released.document.languages))

    @property
    def _beside(self) -> bool:
        return len(self.released.document.languages) > 1

    def _style(self, index: int) -> Style:
        if self._beside:
            return BESIDE
        return JAPANESE if self.released.document.languages[index] == "ja" else LATIN

    def mark(self, marking: Marking | None) -> str:
        """Return the portion mark of a line."""
        if marking is None:
            return ""
        known = self._marks.get(marking)
        if known is None:
            known = self._marks[marking] = self.grammar.portion(marking)
        return known

    def section(self, section: Section, key: str) -> list[Strip]:
        """Cut a whole section, its heading first."""
        strips: list[Strip] = []
        if section.heading is not None:
            strips += self._heading(section.heading, SECTION, key, 0, entries_in(section.blocks))
        for number, block in enumerate(section.blocks):
            strips += self.block(block, f"{key}.{number}", 1 if section.heading else 0)
        return strips

    def block(self, block: Block, key: str, level: int) -> Iterable[Strip]:
        """Cut one block. ``key`` names its place for bookmarks."""
        match block:
            case Title(line, under):
                return self._title(line, under)
            case Paragraph(line):
                return self._paragraph(line)
            case Bluf(line):
                return self._paragraph(line, BLUF, indent=INDENT, ruled=True, gap=12.0)
            case Items(lines, numbered):
                return self._items(lines, numbered)
            case KeyValues(rows):
                return self._key_values(rows)
            case Table():
                from liaison_desk.briefings.render.tables import cut_table

                return cut_table(self, block)
            case Contents():
                return self._contents()
            case PageBreak():
                return [Strip(0.0, breaks=True)]
            case Group(heading, blocks):
                return self._group(heading, blocks, key, level)

    def _group(self, heading: Line, blocks: tuple[Block, ...], key: str, level: int) -> list[Strip]:
        strips = self._heading(heading, HEADING, key, level, entries_in(blocks))
        for number, block in enumerate(blocks):
            strips += self.block(block, f"{key}.{number}", level + 1)
        if not blocks:
            strips[-1].keep = False
        return strips

    def both(self, text: Text, separator: str = " / ") -> str:
        """Return a text's wordings in one line, each once."""
        return separator.join(dict.fromkeys(filter(None, (wording(text, index) for index in self._languages))))

    def stacked(self, line: Line) -> list[str]:
        """Return a line's wordings to be set below each other, each once, cleaned."""
        texts = dict.fromkeys(filter(None, (line.text(index) for index in self._languages)))
        return [self.regular.clean(text) for text in texts]

    def _heading(self, line: Line, style: Style, key: str, level: int, entries: int) -> list[Strip]:
        words = " / ".join(dict.fromkeys(filter(None, (line.text(index) for index in self._languages))))
        title = self.bold.clean(words).replace("\n", " ")
        mark = self.mark(line.marking)
        self.headings.append(Heading(key, title, mark, level, entries))
        gap = 20.0 if style is SECTION else 12.0
        strips = self._set(f"{mark} {title}", style, self.bold)
        for strip in strips:
            strip.keep = True
        strips[0].gap, strips[0].key = gap, key
        strips.append(Strip(3.0, keep=True))
        return strips

    def _set(self, text: str, style: Style, face: Face, gray: float = BLACK) -> list[Strip]:
        return [
            Strip(style.leading, [Ink(0.0, style.baseline, style.bold, style.size, part, gray)])
            for part in face.wrap(text, style.size, self.width)
        ]

    def _title(self, line: Line, under: tuple[Line, ...]) -> list[Strip]:
        mark = self.mark(line.marking)
        strips: list[Strip] = []
        for index, text in enumerate(dict.fromkeys(filter(None, map(line.text, self._languages)))):
            words = self.bold.clean(text)
            style = TITLE if index == 0 else Style(14.0, 20.0, bold=True)
            strips += self._set(f"{mark} {words}", style, self.bold)
        for quiet in under:
            strips += self._set("  ·  ".join(self.stacked(quiet)), QUIET, self.regular, DARK)
        for strip in strips:
            strip.keep = True
        strips.append(Strip(6.0, keep=True))
        return strips

    def _columns(self, line: Line) -> list[tuple[float, float, str, str, Style]]:
        """Return (x, width, label, text, style) for each language, side by side when there are two."""
        width = (self.width - GUTTER) / 2 if self._beside else self.width
        columns = []
        for index in self._languages:
            text = line.text(index)
            if not text:
                other = any(map(line.text, self._languages))
                text = wording(self.released.document.furniture.untranslated, index) if other else ""
            label = self.bold.clean(wording(line.label, index))
            columns.append((index * (width + GUTTER), width, label, self.regular.clean(text), self._style(index)))
        return columns

    def _paragraph(
        self,
        line: Line,
        style: Style | None = None,
        indent: float = 0.0,
        bullet: str = "",
        ruled: bool = False,
        gap: float = 7.0,
    ) -> list[Strip]:
        mark = self.mark(line.marking)
        rows: list[list[Ink]] = []
        used = style or self._style(0)
        for x, width, label, text, own in self._columns(line):
            setting = style or own
            used = setting
            bold = f"{mark} {label}" if label else ""
            rest = f" {text}" if label else f"{mark} {text}"
            lead = self.bold.width(bold, setting.size)
            parts = self.regular.wrap(rest, setting.size, width - indent, lead)
            for number, part in enumerate(parts):
                if number == len(rows):
                    rows.append([])
                row, left = rows[number], x + indent
                if number == 0 and bullet:
                    row.append(Ink(x, setting.baseline, False, setting.size, bullet))
                if number == 0 and bold:
                    row.append(Ink(left, setting.baseline, True, setting.size, bold))
                    left += lead
                if part:
                    row.append(Ink(left, setting.baseline, setting.bold, setting.size, part))
        bar = [Rule(1.1, 0.0, 1.1, used.leading, 2.25)] if ruled else []
        strips = [Strip(used.leading, row, bar) for row in rows]
        return _held_together(strips, gap)

    def _items(self, lines: tuple[Line, ...], numbered: bool) -> list[Strip]:
        strips: list[Strip] = []
        for number, line in enumerate(lines, 1):
            bullet = f"{number}." if numbered else "•"
            indent = max(14.0, self.regular.width(bullet, LATIN.size) + 5.0)
            strips += self._paragraph(line, indent=indent, bullet=bullet, gap=5.0 if number > 1 else 3.0)
        return strips

    def _key_values(self, rows: tuple[KeyValue, ...]) -> list[Strip]:
        strips: list[Strip] = []
        style = Style(CELL.size + 0.5, 14.0)
        left = LABELS_WIDTH if self._beside else LABEL_WIDTH
        for row in rows:
            label = self.bold.wrap(self.bold.clean(self.both(row.label)), COLUMN_HEAD.size, left - 6)
            mark = self.mark(row.line.marking)
            texts = self.stacked(row.line)
            width = self.width - left
            values = [
                part
                for number, text in enumerate(texts)
                for part in self.regular.wrap(text if number else f"{mark} {text}", style.size, width)
            ]
            cut: list[Strip] = []
            for number in range(max(len(label), len(values))):
                inks = []
                if number < len(label):
                    inks.append(Ink(0.0, style.baseline, True, COLUMN_HEAD.size, label[number], DARK))
                if number < len(values):
                    inks.append(Ink(left, style.baseline, False, style.size, values[number]))
                cut.append(Strip(style.leading, inks))
            cut[0].gap = 1.5
            strips += cut
        for strip in strips[:-1]:
            strip.keep = len(strips) < SHORT
        return strips

    def _contents(self) -> list[Strip]:
        strips = []
        for number, section in enumerate(self.released.document.sections):
            if section.heading is None:
                continue
            words = " / ".join(dict.fromkeys(filter(None, map(section.heading.text, self._languages))))
            title = f"{self.mark(section.heading.marking)} {self.bold.clean(words)}"
            lines = self.regular.wrap(title, LATIN.size, self.width - 40)
            under = [Rule(0.0, 17.0, self.width, 17.0, 0.4, PALE)]
            strips += [Strip(17.0, [Ink(0.0, 12.0, False, LATIN.size, part)], under) for part in lines]
            strips[-1].points_to = f"s{number}"
        if strips:
            strips[0].gap = 12.0
        return strips


def _held_together(strips: list[Strip], gap: float) -> list[Strip]:
    """Give a paragraph its space above, and keep two lines at least on either side of a page's end."""
    if strips:
        strips[0].gap = gap
    if len(strips) > 1:
        strips[0].keep = True
        strips[-2].keep = True
    return strips
