"""Tables on a fixed grid: every cell is wrapped once, the header repeats, rows stay whole unless taller than a page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from liaison_desk.briefings.document import Band, Column, Row, Table
from liaison_desk.briefings.render.strips import (
    BLACK,
    CELL,
    CELL_GAP,
    CELL_PAD,
    COLUMN_HEAD,
    MM,
    PALE,
    Ink,
    Rule,
    Strip,
)

if TYPE_CHECKING:
    from liaison_desk.briefings.render.strips import Cutter

THICK = 1.125
HAIR = 0.56
TALLEST = 40
"""Lines of a row that are kept together; a taller row is continued on the next page."""


def cut_table(cutter: "Cutter", table: Table) -> list[Strip]:
    """Cut a table into its header and one strip for each row."""
    edges = column_edges(table.columns, cutter.width)
    head = _head(cutter, table.columns, edges)
    strips = [head]
    for row in table.rows:
        cut = _band(cutter, row, head) if isinstance(row, Band) else _row(cutter, row, edges, head)
        strips += cut
    last = strips[-1]
    last.rules = [Rule(0.0, last.height, cutter.width, last.height, THICK)]
    return strips


def column_edges(columns: Sequence[Column], width: float) -> list[tuple[float, float]]:
    """Return left edge and usable width of each column in points, the gap to its neighbour taken off."""
    fixed = sum(column.width for column in columns) * MM
    weights = sum(column.weight for column in columns if not column.width) or 1.0
    rest = max(width - fixed, width * 0.3)
    shrink = min(1.0, (width - rest) / fixed) if fixed and any(not column.width for column in columns) else 1.0
    edges, left = [], 0.0
    for number, column in enumerate(columns):
        full = column.width * MM * shrink if column.width else rest * column.weight / weights
        last = number == len(columns) - 1
        edges.append((left, full if last else full - CELL_GAP))
        left += full
    return edges


def _head(cutter: "Cutter", columns: Sequence[Column], edges: Sequence[tuple[float, float]]) -> Strip:
    inks: list[Ink] = []
    deepest = 1
    for column, (left, width) in zip(columns, edges, strict=True):
        words = cutter.bold.clean(cutter.both(column.title))
        parts = cutter.bold.wrap(words, COLUMN_HEAD.size, width)
        deepest = max(deepest, len(parts))
        inks += [
            Ink(left, CELL_PAD + COLUMN_HEAD.baseline + number * COLUMN_HEAD.leading, True, COLUMN_HEAD.size, part)
            for number, part in enumerate(parts)
        ]
    height = 2 * CELL_PAD + deepest * COLUMN_HEAD.leading
    top = Rule(0.0, 0.0, cutter.width, 0.0, THICK)
    under = Rule(0.0, height, cutter.width, height, HAIR, BLACK)
    return Strip(height, inks, [top, under], gap=6.0, keep=True)


def _band(cutter: "Cutter", band: Band, head: Strip) -> list[Strip]:
    words = cutter.bold.clean(cutter.both(band.text))
    height = CELL.leading + 2 * CELL_PAD + 2
    inks = [Ink(0.0, CELL_PAD + 3 + CELL.baseline, True, CELL.size, words)]
    return [Strip(height, inks, [Rule(0.0, height, cutter.width, height, HAIR, PALE)], keep=True, head=head)]


def _row(cutter: "Cutter", row: Row, edges: Sequence[tuple[float, float]], head: Strip) -> list[Strip]:
    size, leading = CELL.size, CELL.leading
    wrap = cutter.regular.wrap
    mark = cutter.mark(row.marking)
    cells: list[list[str]] = []
    deepest = 1
    for number, (line, (_, width)) in enumerate(zip(row.cells, edges, strict=True)):
        texts = cutter.stacked(line)
        if number == row.lead:
            texts = [f"{mark} {texts[0]}", *texts[1:]] if texts else [mark]
        parts = [part for text in texts for part in wrap(text, size, width)]
        deepest = max(deepest, len(parts))
        cells.append(parts)
    strips = []
    for top in range(0, deepest, TALLEST):
        depth = min(TALLEST, deepest - top)
        inks = [
            Ink(left, CELL_PAD + CELL.baseline + number * leading, False, size, part)
            for parts, (left, _) in zip(cells, edges, strict=True)
            for number, part in enumerate(parts[top : top + TALLEST])
            if part
        ]
        height = depth * leading + 2 * CELL_PAD
        strips.append(Strip(height, inks, [Rule(0.0, height, cutter.width, height, HAIR, PALE)], head=head))
    return strips
