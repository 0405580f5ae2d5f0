"""Tables on a fixed grid: every cell is wrapped once, the header repeats, rows stay whole unless taller than a page."""

from collections.abc import Sequence

from liaison_desk.briefings.document import Band, Column, Row, Table
from liaison_desk.briefings.render.strips import (
    BLACK,
    CELL,
    CELL_GAP,
    CELL_PAD,
    COLUMN_HEAD,
    PALE,
    Ink,
    Rule,
    Strip,
)
from liaison_desk.briefings.render.typesetter import Typesetter

THICK = 1.125
HAIR = 0.56
WIDEST = 0.26
_WORD = 0.2
"""The part of the table's width up to which a word is kept whole."""
_LEAST_MARK = 7.0
TALLEST = 40
"""Lines of a row that are kept together; a taller row is continued on the next page."""


def cut_table(typesetter: Typesetter, table: Table) -> list[Strip]:
    """Cut a table into its header and one strip for each row."""
    rows = [[typesetter.stacked(line) for line in row.cells] if isinstance(row, Row) else [] for row in table.rows]
    if table.numbered:
        counted = 0
        for row, texts in zip(table.rows, rows, strict=True):
            if isinstance(row, Row):
                counted += 1
                texts[0] = [str(counted)]
    edges = _edges(typesetter, table.columns, rows)
    head = _head(typesetter, table.columns, edges)
    strips = [head]
    for row, texts in zip(table.rows, rows, strict=True):
        strips += _band(typesetter, row, head) if isinstance(row, Band) else _row(typesetter, row, texts, edges, head)
    last = strips[-1]
    last.rules = [Rule(0.0, last.height, typesetter.width, last.height, THICK)]
    return strips


def _edges(
    typesetter: Typesetter, columns: Sequence[Column], rows: Sequence[Sequence[Sequence[str]]]
) -> list[tuple[float, float]]:
    """Return left edge and usable width of each column in points, the gap to its neighbour taken off."""
    widths: list[float] = []
    for number, column in enumerate(columns):
        if column.weight:
            widths.append(0.0)
            continue
        entries = {part for cells in rows if cells for text in cells[number] for part in text.split("\n")}
        titles = typesetter.bold.clean(typesetter.both(column.title, "\n")).split("\n")
        title = max(typesetter.bold.width(words, COLUMN_HEAD.size) for words in titles)
        longest = max((typesetter.regular.width(entry, CELL.size) for entry in entries), default=0.0)
        widths.append(min(max(longest, title) + CELL_GAP, typesetter.width * WIDEST))
    weights = any(column.weight for column in columns)
    fitted = sum(widths)
    # Short columns never squeeze the long ones below four tenths of the table.
    shrink = min(1.0, typesetter.width * 0.6 / fitted) if weights and fitted else typesetter.width / max(fitted, 1.0)
    shares = _shares(typesetter, columns, rows, typesetter.width - fitted * shrink)
    edges, left = [], 0.0
    for number, width in enumerate(widths):
        full = shares.get(number, width * shrink)
        edges.append((left, full - CELL_GAP))
        left += full
    left, width = edges[-1]
    edges[-1] = (left, width + CELL_GAP)
    return edges


def _shares(
    typesetter: Typesetter, columns: Sequence[Column], rows: Sequence[Sequence[Sequence[str]]], room: float
) -> dict[int, float]:
    """Return the width of each column that takes a share of the room, none narrower than its longest word if the others can spare it."""
    weights = {number: column.weight for number, column in enumerate(columns) if column.weight}
    least = {number: _longest(typesetter, columns[number], rows, number) for number in weights}
    shares: dict[int, float] = {}
    while weights:
        share = room / sum(weights.values())
        tight = {number: least[number] for number, weight in weights.items() if least[number] > share * weight}
        if not tight or len(tight) == len(weights):
            return shares | {number: share * weight for number, weight in weights.items()}
        shares |= tight
        room -= sum(tight.values())
        weights = {number: weight for number, weight in weights.items() if number not in tight}
    return shares


def _longest(typesetter: Typesetter, column: Column, rows: Sequence[Sequence[Sequence[str]]], number: int) -> float:
    """Return the width that the longest word of a column wants with its gap; a word wider than any column should be is cut."""
    words = {word for cells in rows if cells for text in cells[number] for word in typesetter.regular.words(text)}
    heads = typesetter.bold.words(typesetter.bold.clean(typesetter.both(column.title, "\n")))
    wanted = [typesetter.regular.width(word, CELL.size) for word in words]
    wanted += [typesetter.bold.width(word, COLUMN_HEAD.size) for word in heads]
    most = typesetter.width * _WORD
    return max((width for width in wanted if width <= most), default=0.0) + CELL_GAP


def _head(typesetter: Typesetter, columns: Sequence[Column], edges: Sequence[tuple[float, float]]) -> Strip:
    inks: list[Ink] = []
    deepest = 1
    for column, (left, width) in zip(columns, edges, strict=True):
        words = typesetter.bold.clean(typesetter.both(column.title, "\n"))
        parts = typesetter.bold.wrap(words, COLUMN_HEAD.size, width)
        deepest = max(deepest, len(parts))
        inks += [
            Ink(left, CELL_PAD + COLUMN_HEAD.baseline + number * COLUMN_HEAD.leading, True, COLUMN_HEAD.size, part)
            for number, part in enumerate(parts)
        ]
    height = 2 * CELL_PAD + deepest * COLUMN_HEAD.leading
    top = Rule(0.0, 0.0, typesetter.width, 0.0, THICK)
    under = Rule(0.0, height, typesetter.width, height, HAIR, BLACK)
    return Strip(height, inks, [top, under], gap=6.0, keep=True)


def _band(typesetter: Typesetter, band: Band, head: Strip) -> list[Strip]:
    words = typesetter.bold.clean(typesetter.both(band.text))
    height = CELL.leading + 2 * CELL_PAD + 2
    inks = [Ink(0.0, CELL_PAD + 3 + CELL.baseline, True, CELL.size, words)]
    return [Strip(height, inks, [Rule(0.0, height, typesetter.width, height, HAIR, PALE)], keep=True, head=head)]


def _row(
    typesetter: Typesetter, row: Row, texts: Sequence[list[str]], edges: Sequence[tuple[float, float]], head: Strip
) -> list[Strip]:
    leading = CELL.leading
    mark = typesetter.mark(row.marking)
    cells: list[list[tuple[str, float]]] = []
    deepest = 1
    for number, (entries, (_, width)) in enumerate(zip(texts, edges, strict=True)):
        parts = _lead(typesetter, mark, entries, width) if number == row.lead else _set(typesetter, entries, width)
        deepest = max(deepest, len(parts))
        cells.append(parts)
    strips = []
    # Across a page there is room for fewer.
    tallest = max(1, min(TALLEST, int((typesetter.height - head.height - 2 * CELL_PAD) // leading)))
    for top in range(0, deepest, tallest):
        depth = min(tallest, deepest - top)
        inks = [
            Ink(left, CELL_PAD + CELL.baseline + number * leading, False, size, part)
            for parts, (left, _) in zip(cells, edges, strict=True)
            for number, (part, size) in enumerate(parts[top : top + tallest])
            if part
        ]
        height = depth * leading + 2 * CELL_PAD
        strips.append(Strip(height, inks, [Rule(0.0, height, typesetter.width, height, HAIR, PALE)], head=head))
    return strips


def _set(typesetter: Typesetter, entries: Sequence[str], width: float) -> list[tuple[str, float]]:
    """Return a cell's lines, each with its size."""
    return [(part, CELL.size) for text in entries for part in typesetter.regular.wrap(text, CELL.size, width)]


def _lead(typesetter: Typesetter, mark: str, entries: Sequence[str], width: float) -> list[tuple[str, float]]:
    """Return the cell that names the row: its mark before the first word, or above in smaller type where both have no room."""
    if not mark:
        return _set(typesetter, entries, width)
    first = typesetter.regular.first_word(entries[0]) if entries else ""
    if typesetter.regular.width(f"{mark} {first}", CELL.size) <= width:
        return _set(typesetter, [f"{mark} {entries[0]}", *entries[1:]] if entries else [mark], width)
    size = max(_LEAST_MARK, min(CELL.size, CELL.size * width / typesetter.regular.width(mark, CELL.size)))
    return [*((part, size) for part in typesetter.regular.wrap(mark, size, width)), *_set(typesetter, entries, width)]
