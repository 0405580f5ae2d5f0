"""The text of a note on paper: lines, lists and tables in a column, which may stand beside that of another language.

Every line is as high as the others, so that two languages share a page's strips. A table too wide for its column becomes
lines of headings and values.
"""

from collections.abc import Sequence
from itertools import zip_longest

from liaison_desk.briefings.render.setting import SetLine, draw, strip_of, width_of, wrap
from liaison_desk.briefings.render.strips import BLACK, CELL, CELL_GAP, PALE, Ink, Rule, Strip, Style
from liaison_desk.briefings.render.tables import HAIR, TALLEST
from liaison_desk.briefings.render.tagging import Node
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.foundation.core.styled import (
    Align,
    Phrase,
    Phrases,
    Shown,
    TextLine,
    TextTable,
    as_lines,
    headed,
    opening,
)

_STEP = 12.0
_MARKER_GAP = 4.0
_DEEPEST = 0.4
_NARROWEST = 40.0
_HELD = 12


def set_notes(
    typesetter: Typesetter,
    lead: Phrases,
    shown: Sequence[Shown],
    x: float,
    width: float,
    style: Style,
    hang: float = _STEP,
) -> list[SetLine]:
    """Set styled lines and tables in a column that begins at ``x``; ``lead`` is what stands before the first words.

    Lists hang from their markers by ``hang`` at least.
    """
    column = _Column(typesetter, x, width, style, hang)
    first = shown[0] if shown else TextLine(())
    if isinstance(first, TextLine) and first.level < 0:
        lines = column.line(TextLine((*lead, Phrase(" "), *first.phrases)))
        rest = shown[1:]
    elif lead:
        lines = column.line(TextLine(lead))
        lines[-1].keep = True
        rest = shown
    else:
        lines, rest = [], shown
    for one in rest:
        lines += column.line(one) if isinstance(one, TextLine) else column.table(one)
    return lines


def is_list(shown: Sequence[Shown], label: str) -> bool:
    """Tell whether a note begins with a list that nothing introduces: its mark goes before each item, for it would stand there alone."""
    return bool(shown and not label and opening(shown))


def lead_items(shown: Sequence[Shown], lead: Phrases) -> list[Shown]:
    """Return a note that begins with a list with ``lead`` before each item of that."""
    count = opening(shown)
    return [
        one._replace(phrases=(*lead, Phrase(" "), *one.phrases))
        if at < count and isinstance(one, TextLine) and one.marker and not one.level
        else one
        for at, one in enumerate(shown)
    ]


def merge(columns: Sequence[Sequence[SetLine]], leading: float, node: Node) -> list[Strip]:
    """Lay columns beside each other into strips of one height, whose words belong to the parts of ``node``."""
    heads: dict[tuple[int, ...], Strip] = {}
    strips: list[Strip] = []
    held = 0
    for row in zip_longest(*columns):
        there = [line for line in row if line is not None]
        strip = strip_of(there, leading)
        strip.node, strip.parts = node, _parts(row, not strips, node.kind == "LI")
        # Rows of two tables may never end together: then a page ends where one of them does.
        strip.keep = (any if held < _HELD else all)(line.keep for line in there)
        held = held + 1 if strip.keep else 0
        key = tuple(id(line.head) for line in there if line.head)
        if key and key not in heads:
            stacked = [
                strip_of(list(lines), leading) for lines in zip(*(one.head for one in there if one.head), strict=False)
            ]
            heads[key] = _stacked(stacked)
        strip.head = heads.get(key)
        strip.vague = bool(key)
        strips.append(strip)
    return strips


def _parts(row: Sequence[SetLine | None], leads: bool, item: bool) -> list[int]:
    """Return how many inks each part of a paragraph has in a line; in an item of a list the mark that ``leads`` is one by itself."""
    counts = [len(line.inks) if line is not None else 0 for line in row]
    if not item:
        return counts
    return [part for count in counts for part in ((1, count - 1) if leads and count else (0, count))]


def _stacked(strips: Sequence[Strip]) -> Strip:
    """Return strips under each other as one."""
    inks, rules, shapes, y = [], [], [], 0.0
    for strip in strips:
        inks += [ink._replace(baseline=ink.baseline + y) for ink in strip.inks]
        rules += [rule._replace(y1=rule.y1 + y, y2=rule.y2 + y) for rule in strip.rules]
        shapes += [shape._replace(points=tuple((px, py + y) for px, py in shape.points)) for shape in strip.shapes]
        y += strip.height
    return Strip(y, inks, rules, shapes=shapes)


class _Column:
    """One language's column: where it begins, how wide it is, how it is set."""

    def __init__(self, typesetter: Typesetter, x: float, width: float, style: Style, hang: float) -> None:
        self._typesetter = typesetter
        self._x = x
        self._width = width
        self._style = style
        self._hang = hang

    def line(self, line: TextLine) -> list[SetLine]:
        """Set a line of text, in a list behind its marker and under it."""
        size = self._style.size
        marker = self._typesetter.regular.clean(line.marker)
        measured = self._typesetter.regular.width(marker, size)
        outer = min(max(0, line.level) * _STEP, self._width * _DEEPEST)
        hang = max(self._hang, measured + _MARKER_GAP) if line.level >= 0 else 0.0
        cut = wrap(self._typesetter, line.phrases, size, self._width - outer - hang, even=True)
        lines = [draw(one, self._x + outer + hang, self._style, size) for one in cut]
        if marker:
            lines[0].inks.insert(0, Ink(self._x + outer, self._style.baseline, False, size, marker))
        if len(lines) > 1:  # two lines at least on either side of a page's end
            lines[0].keep = lines[-2].keep = True
        return lines

    def table(self, table: TextTable) -> list[SetLine]:
        """Set a table: its head again on every page, its rows whole unless taller than a page; or as lines if it is too wide."""
        edges = self._edges(table)
        if edges is None:
            return [one for line in as_lines(table) for one in self.line(line)]
        head = self._row(table, table.head, edges, BLACK, head=True)
        for line in head:
            line.keep = True
        repeated = tuple(head)
        lines = list(head)
        for row in table.rows:
            cells = self._row(table, row, edges, PALE)
            for number, line in enumerate(cells):
                line.head = repeated
                line.keep = number + 1 < len(cells) <= TALLEST
            lines += cells
        if table.rows:
            lines[len(head)].keep = lines[len(head)].keep or len(table.rows) > 1
        return lines

    def _edges(self, table: TextTable) -> list[tuple[float, float]] | None:
        """Return left edge and width of each column; None where they would be too narrow to be read."""
        count = table.columns
        if count * _NARROWEST > self._width + CELL_GAP:
            return None
        natural = [0.0] * count
        for number, row in enumerate((table.head, *table.rows)):
            for column, cell in enumerate(row):
                phrases = headed(cell) if not number else cell
                natural[column] = max(natural[column], width_of(self._typesetter, phrases, CELL.size))
        widths = _shared(natural, self._width - CELL_GAP * (count - 1))
        edges, left = [], self._x
        for width in widths:
            edges.append((left, width))
            left += width + CELL_GAP
        return edges

    def _row(
        self,
        table: TextTable,
        row: Sequence[Phrases],
        edges: Sequence[tuple[float, float]],
        gray: float,
        *,
        head: bool = False,
    ) -> list[SetLine]:
        cells = [
            wrap(self._typesetter, headed(cell) if head else cell, CELL.size, width)
            for cell, (_, width) in zip(row, edges, strict=False)
        ]
        lines = [SetLine() for _ in range(max(map(len, cells), default=1))]
        for column, (cell, (left, width)) in enumerate(zip(cells, edges, strict=False)):
            for line, cut in zip(lines, cell, strict=False):
                used = cut[-1].x + cut[-1].width if cut else 0.0
                spare = max(0.0, width - used) * table.align(column) / Align.RIGHT
                drawn = draw(cut, left + spare, self._style, CELL.size)
                line.inks += drawn.inks
                line.rules += drawn.rules
                line.shapes += drawn.shapes
        right = edges[-1][0] + edges[-1][1]
        y = self._style.leading
        lines[-1].rules.append(Rule(self._x, y, right, y, HAIR, gray))
        return lines


def _shared(natural: Sequence[float], room: float) -> list[float]:
    """Return widths that fit: columns that need less than their share keep what they need, the others share the rest."""
    widths = list(natural)
    left, number = room, len(natural)
    for column in sorted(range(len(natural)), key=natural.__getitem__):
        widths[column] = min(natural[column], left / number)
        left -= widths[column]
        number -= 1
    return widths
