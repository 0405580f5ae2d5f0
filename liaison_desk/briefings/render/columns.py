"""The columns of a table: how wide each is, by what its template wishes and by what it has to say."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from operator import eq

from liaison_desk.briefings.document import Band, Column, Row
from liaison_desk.briefings.render.strips import CELL, CELL_GAP, COLUMN_HEAD
from liaison_desk.briefings.render.typesetter import Typesetter

WIDEST = 0.26
_SHORT = 64
"""Characters up to which it is worth asking whether what a cell says has room in one line."""
_SMALL = 10
"""Characters of a cell that is one word in Japanese, too: 実施中."""
_SOME = 8
"""Rows of a table whose cells tell about how much each column says."""
_LONG = 400
"""Characters of a cell that are measured for that."""
_PARTS = (0.0, 0.5, 1.0)
"""How far the shares of columns may go from what a template wishes to what they have to say."""
_STEPS = (10.0, 25.0)
"""Points that one column leaves to another at once."""
_RAGGED = 14.0
"""Points that the ragged end of a line leaves empty, about."""
_BLANK = 18.0
"""Points that a heading may be wider than all below it before it is set in more lines."""
_WORD = 0.2
"""The part of the table's width up to which a word is kept whole."""
_NARROWEST = 34.0
"""Points that a column wants with its gap, on the average: with less, rows are set as lists of what their cells say."""

Texts = Sequence[Sequence[Sequence[str]]]
_Some = Mapping[int, Sequence[Sequence[float]]]
_Said = Mapping[int, Sequence[tuple[Sequence[str], str]]]


def column_edges(
    typesetter: Typesetter, columns: Sequence[Column], texts: Texts, rows: Sequence[Row | Band] = ()
) -> list[tuple[float, float]] | None:
    """Return left edge and usable width of each column in points, the gap to its neighbour taken off; None if one has no room.

    ``texts`` is what the cells of each row say in all languages, nothing for a band; ``rows`` are those whose marks come before it.
    """
    if len(columns) * _NARROWEST > typesetter.width:
        return None
    weights = {number: column.weight for number, column in enumerate(columns) if column.weight}
    widths: list[float] = []
    for number, column in enumerate(columns):
        if column.weight:
            widths.append(0.0)
            continue
        entries = {part for cells in texts if cells for text in cells[number] for part in text.split("\n")}
        longest = max((typesetter.regular.width(entry, CELL.size) for entry in entries), default=0.0)
        title = _title(typesetter, column)
        if weights and title > longest + _BLANK:
            title = _title(typesetter, column, " ")
        widths.append(min(max(longest, title) + CELL_GAP, typesetter.width * WIDEST))
    fitted = sum(widths)
    # Short columns never squeeze the long ones below four tenths of the table.
    shrink = min(1.0, typesetter.width * 0.6 / fitted) if weights and fitted else typesetter.width / max(fitted, 1.0)
    fits = [width * shrink for width in widths]
    said = {number: list(_said(typesetter, texts, rows, number)) for number in weights}
    least = {number: _longest(typesetter, columns[number], told) for number, told in said.items()}
    wanting = sum(least.values()) + sum(fits) - typesetter.width
    if least and wanting > 0:
        fits = _giving(typesetter, columns, fits, wanting, (texts, rows))
    shares = _shares(typesetter, columns, said, least, typesetter.width - sum(fits)) if said else {}
    edges, left = [], 0.0
    for number, width in enumerate(widths):
        full = shares.get(number, fits[number])
        if full - CELL_GAP < (CELL.size if number in shares else min(CELL.size, width - CELL_GAP)):
            return None
        edges.append((left, full - CELL_GAP))
        left += full
    left, width = edges[-1]
    edges[-1] = (left, width + CELL_GAP)
    return edges


def _title(typesetter: Typesetter, column: Column, parting: str = "\n") -> float:
    """Return the width of a column's heading with its languages below each other, or with its words so."""
    titles = typesetter.bold.clean(typesetter.both(column.title, "\n")).replace(parting, "\n").split("\n")
    return max(typesetter.bold.width(words, COLUMN_HEAD.size) for words in titles)


def _said(
    typesetter: Typesetter, texts: Texts, rows: Sequence[Row | Band], number: int
) -> Iterator[tuple[Sequence[str], str]]:
    """Yield what the cells of a column say, and the mark before each."""
    for at, cells in enumerate(texts):
        if cells:
            row = rows[at] if rows else None
            lead = isinstance(row, Row) and row.lead == number
            yield cells[number], typesetter.mark(row.marking) if lead and isinstance(row, Row) else ""


def _giving(
    typesetter: Typesetter,
    columns: Sequence[Column],
    widths: Sequence[float],
    wanting: float,
    told: tuple[Texts, Sequence[Row | Band]],
) -> list[float]:
    """Return the widths of the columns that fit what they say after they gave others what those want for their longest words.

    They give of what they have beyond their own: a line that can be parted at a blank is, before a word is parted elsewhere.
    """
    beyond = [
        max(0.0, width - _longest(typesetter, columns[number], list(_said(typesetter, *told, number))))
        if width
        else 0.0
        for number, width in enumerate(widths)
    ]
    part = min(1.0, wanting / sum(beyond)) if any(beyond) else 0.0
    return [width - part * more for width, more in zip(widths, beyond, strict=True)]


def _shares(
    typesetter: Typesetter, columns: Sequence[Column], said: _Said, least: Mapping[int, float], room: float
) -> dict[int, float]:
    """Return the width of each column that takes a share of the room: as the template wishes, or nearer to what each says.

    What they say counts where that makes the table lower. None is wider than what it says, unless there is room for all that all
    say; and none is narrower than its longest word if the others can spare it.
    """
    most = {number: max(least[number], _whole(typesetter, columns[number], told)) for number, told in said.items()}
    wished = {number: columns[number].weight for number in said}
    spare = room - sum(most.values())
    if spare >= 0:
        share = spare / sum(wished.values()) if wished else 0.0
        return {number: most[number] + share * weight for number, weight in wished.items()}
    some = {number: _some(typesetter, told) for number, told in said.items()}
    means = {number: CELL_GAP + sum(map(sum, entries)) / max(1, len(entries)) for number, entries in some.items()}
    tried = [
        _divided(
            {number: weight ** (1 - part) * means[number] ** part for number, weight in wished.items()},
            least,
            most,
            room,
        )
        for part in _PARTS
    ]
    return _lower(some, min(tried, key=lambda shares: _height(some, shares)), least)


def _divided(
    weights: dict[int, float], least: Mapping[int, float], most: Mapping[int, float], room: float
) -> dict[int, float]:
    """Return a room divided by weights, as far as the bounds of each share allow."""
    shares: dict[int, float] = {}
    while loose := _beyond(weights, most, room, 1):
        shares |= loose
        room -= sum(loose.values())
        weights = {number: weight for number, weight in weights.items() if number not in loose}
    while weights:
        tight = _beyond(weights, least, room, -1)
        spare = room - sum(tight.values()) - _NARROWEST * (len(weights) - len(tight))
        if not tight or len(tight) == len(weights) or spare < 0:
            share = room / sum(weights.values())
            return shares | {number: share * weight for number, weight in weights.items()}
        shares |= tight
        room -= sum(tight.values())
        weights = {number: weight for number, weight in weights.items() if number not in tight}
    return shares


def _beyond(weights: Mapping[int, float], bounds: Mapping[int, float], room: float, side: int) -> dict[int, float]:
    """Return the bounds of the columns whose share of a room is above (``side`` 1) or below (-1) them."""
    share = room / sum(weights.values()) if weights else 0.0
    return {
        number: bounds[number] for number, weight in weights.items() if (share * weight - bounds[number]) * side > 0
    }


def _some(typesetter: Typesetter, told: Sequence[tuple[Sequence[str], str]]) -> list[list[float]]:
    """Return how wide the entries of some of a column's cells are in one line, in points."""
    width = typesetter.regular.width
    some = []
    for texts, mark in told[:: max(1, len(told) // _SOME)]:
        some.append([width(part, CELL.size) for text in texts for part in text[:_LONG].split("\n")] or [0.0])
        some[-1][0] += width(f"{mark} ", CELL.size) if mark else 0.0
    return some


def _lower(some: _Some, shares: dict[int, float], least: Mapping[int, float]) -> dict[int, float]:
    """Return shares after the column that makes most rows high has taken room from others, while that makes the table lower."""
    height = _height(some, shares)
    while True:
        lines = _lines(some, shares)
        high = [max(row) for row in zip(*lines.values(), strict=True)]
        taker = max(lines, key=lambda number: sum(map(eq, lines[number], high)))
        tried = [
            shares | {number: share - step, taker: shares[taker] + step}
            for number, share in shares.items()
            for step in _STEPS
            if number != taker and share - step >= max(least[number], _NARROWEST)
        ]
        lowest, at = min(((_height(some, one), at) for at, one in enumerate(tried)), default=(height, 0))
        if lowest[0] >= height[0]:
            return shares
        height, shares = lowest, tried[at]


def _height(some: _Some, shares: Mapping[int, float]) -> tuple[int, int]:
    """Return about how many lines some rows take together, and all their cells: of tables as high, the one with fewer is the better."""
    rows = list(zip(*_lines(some, shares).values(), strict=True))
    return sum(map(max, rows)), sum(map(sum, rows))


def _lines(some: _Some, shares: Mapping[int, float]) -> dict[int, list[int]]:
    """Return about how many lines each column of some rows takes."""
    found = {}
    for number, cells in some.items():
        room = shares[number] - CELL_GAP
        full = max(room - _RAGGED, room / 2)
        found[number] = [sum(1 + int(one / full) if one > room else 1 for one in cell) for cell in cells]
    return found


def _whole(typesetter: Typesetter, column: Column, told: Sequence[tuple[Sequence[str], str]]) -> float:
    """Return the width that a column wants with its gap so that no line of it is cut; no width is enough for long ones."""
    if any(len(text) > _SHORT for texts, _ in told for text in texts):
        return inf
    marked = {f"{mark} {texts[0]}" if mark else texts[0] for texts, mark in told if texts}
    marked |= {text for texts, _ in told for text in texts[1:]}
    widths = (typesetter.regular.width(part, CELL.size) for text in marked for part in text.split("\n"))
    return max(_title(typesetter, column), *widths, 0.0) + CELL_GAP


def _longest(typesetter: Typesetter, column: Column, told: Sequence[tuple[Sequence[str], str]]) -> float:
    """Return the width that the longest word of a column wants with its gap; a word wider than any column should be is cut."""
    words = {word for texts, _ in told for text in texts for word in typesetter.regular.words(text)}
    words |= {text for texts, _ in told for text in texts if len(text) <= _SMALL}
    wanted = [_title(typesetter, column, " "), *(typesetter.regular.width(word, CELL.size) for word in words)]
    most = typesetter.width * _WORD
    return max((width for width in wanted if width <= most), default=0.0) + CELL_GAP
