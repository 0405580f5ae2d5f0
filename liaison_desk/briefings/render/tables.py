"""Tables on a fixed grid: every cell is wrapped once, the header repeats, rows stay whole unless taller than a page."""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import accumulate
from typing import NamedTuple

from liaison_desk.briefings.document import Band, Column, Row, Table
from liaison_desk.briefings.render.columns import column_edges
from liaison_desk.briefings.render.once import joined, lines, rows_once
from liaison_desk.briefings.render.setting import SetLine, draw, stacked, wrap
from liaison_desk.briefings.render.strips import (
    BLACK,
    CELL,
    CELL_PAD,
    COLUMN_HEAD,
    INDENT,
    PALE,
    Ink,
    Rule,
    Strip,
)
from liaison_desk.briefings.render.tagging import Leaf, Node
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.briefings.render.work import OFTEN

THICK = 1.125
HAIR = 0.56
_LEAST_MARK = 7.0
TALLEST = 40
"""Lines of a row that are kept together; a taller row goes on over the next pages line by line."""
_CELLS = (Leaf("TD"),)
_HEADS = (Leaf("TH", "/A<</O/Table/Scope/Column>>"),)
_OVER = "/A<</O/Table/ColSpan {}>>"
"""A band is no TH: readers take a row of nothing else for a second head of the columns, and say it before every cell below."""
_SAID = 2.0
"""Points between the sentence on marks and the header."""
_PAIR = 160.0
"""Points of two rows, with a band between them, up to which the first two and the last two of a table stand on one page."""


def cut_table(typesetter: Typesetter, table: Table) -> Iterator[Strip]:
    """Cut a table into its header and its rows; neither the first nor the last row stands alone on a page.

    Where a page begins among the rows of a band, such as those of a day, the band stands there again below the header; what says
    how rows without a mark are marked stands above the header of every page, and below it the mark of a row that goes on.
    """
    marked = table
    table, said = rows_once(typesetter, marked)
    rows = list(_told(typesetter, table))
    edges = column_edges(typesetter, table.columns, rows, table.rows)
    if edges is None:  # what of a list goes on over the page has no header that says its mark
        yield from _listed(typesetter, marked, rows)
        return
    whole = Node("Table")
    top = [*lines(typesetter, said), _head(typesetter, table.columns, edges, whole)]
    top[-1].gap = _SAID if said else top[-1].gap
    head = reduce(joined, top)
    first = next((at for at, row in enumerate(table.rows) if isinstance(row, Row)), 0)
    held, again = [top], head
    for at, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        if isinstance(row, Band):
            over = Leaf("TD", _OVER.format(len(table.columns)))
            held.append(_band(typesetter, row, head, Node("TR", whole, (over,))))
            again = joined(head, held[-1][0])
        else:
            held.append(_row(typesetter, row, texts, edges, again, Node("TR", whole, _CELLS)))
        if at == first + 1:
            _together(held[-2:])
        if len(held) > 3:
            yield from held.pop(0)
        if at % OFTEN == OFTEN - 1:
            typesetter.work.advance(OFTEN)
    if len(table.rows) > 1:
        _together(held[-3:] if isinstance(table.rows[-2], Band) else held[-2:])
    typesetter.work.advance(len(rows) % OFTEN)
    last = held[-1][-1]
    last.rules = [Rule(0.0, last.height, typesetter.width, last.height, THICK)]
    for strips in held:
        yield from strips


def _told(typesetter: Typesetter, table: Table) -> Iterator[list[list[str]]]:
    """Yield what the cells of each row say in all languages; nothing for a band."""
    counted = 0
    for at, row in enumerate(table.rows):
        if at % OFTEN == 0:
            typesetter.work.advance()
        texts = [typesetter.stacked(line) for line in row.cells] if isinstance(row, Row) else []
        if texts and table.numbered:
            counted += 1
            texts[0] = [str(counted)]
        yield texts


def _together(rows: Sequence[Sequence[Strip]]) -> None:
    """Keep two rows on one page, with the band between them if there is one, unless they are high."""
    if sum(strip.height for strips in rows for strip in strips) <= _PAIR:
        for strips in rows[:-1]:
            strips[-1].keep = True


def _head(
    typesetter: Typesetter, columns: Sequence[Column], edges: Sequence[tuple[float, float]], whole: Node
) -> Strip:
    inks: list[Ink] = []
    counts: list[int] = []
    deepest = 1
    for column, (left, width) in zip(columns, edges, strict=True):
        words = typesetter.bold.clean(typesetter.both(column.title, "\n"))
        parts = typesetter.bold.wrap(words, COLUMN_HEAD.size, width)
        deepest = max(deepest, len(parts))
        counts.append(len(parts))
        inks += [
            Ink(left, CELL_PAD + COLUMN_HEAD.baseline + number * COLUMN_HEAD.leading, True, COLUMN_HEAD.size, part)
            for number, part in enumerate(parts)
        ]
    height = 2 * CELL_PAD + deepest * COLUMN_HEAD.leading
    top = Rule(0.0, 0.0, typesetter.width, 0.0, THICK)
    under = Rule(0.0, height, typesetter.width, height, HAIR, BLACK)
    return Strip(height, inks, [top, under], gap=6.0, keep=True, node=Node("TR", whole, _HEADS), parts=counts)


def _band(typesetter: Typesetter, band: Band, head: Strip, node: Node) -> list[Strip]:
    words = typesetter.bold.clean(typesetter.both(band.text)).replace("\n", " ")
    parts = typesetter.bold.wrap(words, CELL.size, typesetter.width)
    inks = [
        Ink(0.0, CELL_PAD + 3 + CELL.baseline + number * CELL.leading, True, CELL.size, part)
        for number, part in enumerate(parts)
    ]
    height = len(parts) * CELL.leading + 2 * CELL_PAD + 2
    under = [Rule(0.0, height, typesetter.width, height, HAIR, PALE)]
    return [Strip(height, inks, under, keep=True, head=head, node=node, parts=(len(inks),))]


class _Cell(NamedTuple):
    """A cell cut into lines: its left edge, and its lines with their sizes, or as they are drawn with readings above names."""

    left: float
    plain: Sequence[tuple[str, float]]
    read: Sequence[SetLine] = ()


def _row(
    typesetter: Typesetter,
    row: Row,
    texts: Sequence[list[str]],
    edges: Sequence[tuple[float, float]],
    head: Strip,
    node: Node,
) -> list[Strip]:
    mark = typesetter.mark(row.marking)
    cells: list[_Cell] = []
    for number, (line, entries, (left, width)) in enumerate(zip(row.cells, texts, edges, strict=True)):
        own = mark if number == row.lead else ""
        if line.has_readings:
            cuts = (cut for some in stacked(typesetter, line, own) for cut in wrap(typesetter, some, CELL.size, width))
            cells.append(_Cell(left, (), [draw(cut, left, CELL, CELL.size) for cut in cuts]))
        else:
            plain = _lead(typesetter, own, entries, width) if own else _set(typesetter, entries, width)
            cells.append(_Cell(left, plain))
    depth = max(1, *(len(cell.plain) or len(cell.read) for cell in cells))
    # Only the lines of names with readings are higher.
    read = [cell.read for cell in cells if cell.read]
    above = [max((one[at].above for one in read if at < len(one)), default=0.0) for at in range(depth)]
    tops = list(accumulate((CELL.leading + more for more in above), initial=0.0))
    # Across a page there is room for fewer.
    if depth <= TALLEST and tops[-1] + 2 * CELL_PAD <= typesetter.height - head.height:
        return [_stretch(cells, tops, 0, depth, head, node)]
    below = joined(head, _goes_on(typesetter, mark)) if mark else head
    strips = [_stretch(cells, tops, at, at + 1, below if at else head, node) for at in range(depth)]
    strips[0].keep = strips[-2].keep = True
    return strips


def _goes_on(typesetter: Typesetter, mark: str) -> Strip:
    """Return the mark of a row that goes on over the page: the sentence above the header speaks of those that carry none."""
    parts = typesetter.regular.wrap(f"{mark} …", CELL.size, typesetter.width)
    inks = [
        Ink(0.0, CELL_PAD + CELL.baseline + number * CELL.leading, False, CELL.size, part)
        for number, part in enumerate(parts)
    ]
    return Strip(CELL_PAD + len(parts) * CELL.leading, inks)


def _stretch(cells: Sequence[_Cell], tops: Sequence[float], first: int, beyond: int, head: Strip, node: Node) -> Strip:
    """Return the lines of a row from one to before another, with the space and the rule at its end.

    ``tops`` is where each line of the row ends and the next begins, its readings above it.
    """
    top = tops[first] - (CELL_PAD if first == 0 else 0.0)
    lower = [beneath - CELL.leading - top for beneath in tops[first + 1 : beyond + 1]]
    inks: list[Ink] = []
    counts: list[int] = []
    for left, plain, read in cells:
        before = len(inks)
        inks += [
            Ink(left, y + CELL.baseline, False, size, part)
            for (part, size), y in zip(plain[first:beyond], lower, strict=False)
            if part
        ]
        for line, y in zip(read[first:beyond], lower, strict=False):
            inks += [ink._replace(baseline=ink.baseline + y) for ink in line.inks]
        counts.append(len(inks) - before)
    height = tops[beyond] - top
    if beyond + 1 < len(tops):
        return Strip(height, inks, head=head, node=node, parts=counts)
    height += CELL_PAD
    edge = head.rules[0].x2
    return Strip(height, inks, [Rule(0.0, height, edge, height, HAIR, PALE)], head=head, node=node, parts=counts)


def _set(typesetter: Typesetter, entries: Sequence[str], width: float) -> list[tuple[str, float]]:
    """Return a cell's lines, each with its size."""
    return [(part, CELL.size) for text in entries for part in typesetter.regular.wrap(text, CELL.size, width)]


def _lead(typesetter: Typesetter, mark: str, entries: Sequence[str], width: float) -> list[tuple[str, float]]:
    """Return the cell that names the row: its mark before the first word, or above in smaller type where both have no room."""
    first = typesetter.regular.first_word(entries[0]) if entries else ""
    if typesetter.regular.width(f"{mark} {first}", CELL.size) <= width:
        return _set(typesetter, [f"{mark} {entries[0]}", *entries[1:]] if entries else [mark], width)
    size = max(_LEAST_MARK, min(CELL.size, CELL.size * width / typesetter.regular.width(mark, CELL.size)))
    return [*((part, size) for part in typesetter.regular.wrap(mark, size, width)), *_set(typesetter, entries, width)]


def _listed(typesetter: Typesetter, table: Table, rows: Sequence[Sequence[list[str]]]) -> list[Strip]:
    """Cut a table of too many columns as a list: what names a row, and below it what each other cell says behind its heading."""
    titles = [typesetter.both(column.title) for column in table.columns]
    strips: list[Strip] = []
    for row, texts in zip(table.rows, rows, strict=True):
        if isinstance(row, Band):
            strips += _plain(typesetter, typesetter.both(row.text), bold=True)
            continue
        named = _plain(typesetter, " ".join(filter(None, (typesetter.mark(row.marking), *texts[row.lead]))), bold=True)
        named[0].gap = 6.0
        cells = [
            strip
            for at, cell in enumerate(texts)
            if at != row.lead and any(cell)
            for strip in _plain(typesetter, f"{titles[at]}: {' '.join(cell)}")
        ]
        named[-1].keep = bool(cells)
        strips += [*named, *cells]
    return strips


def _plain(typesetter: Typesetter, words: str, *, bold: bool = False) -> list[Strip]:
    """Return words as lines on the whole width: bold ones at the left, which stay with the next, others indented."""
    face, left = (typesetter.bold, 0.0) if bold else (typesetter.regular, INDENT)
    parts = face.wrap(face.clean(words).replace("\n", " "), CELL.size, typesetter.width - left)
    node = Node("P")
    return [
        Strip(CELL.leading, [Ink(left, CELL.baseline, bold, CELL.size, part)], keep=bold, node=node) for part in parts
    ]
