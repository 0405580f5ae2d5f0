"""Cells copied from a spreadsheet, lines of them with tabs between, as the notes' own table."""

import csv
import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from liaison_desk.meetings.rules.pasting import BREAKS, LONGEST

MOST_COLUMNS: Final = 20
"""How many columns a table in notes has at most: more could be read neither there nor on paper."""
MOST_ROWS: Final = 200
"""How many rows one note's table has at most; a longer one goes on in the next note, under the same head."""
_BAR = re.compile(r"\[\[[^\[\]|]*\|[^\[\]]*\]\]|\|")  # a link has a bar of its own

Row = tuple[str, ...]


class Tabled(NamedTuple):
    """A text with its cells as tables, and of how many columns the widest was that stayed as it is (0: none)."""

    text: str
    too_wide: int = 0


def tabled(text: str, is_plain: Callable[[str], bool]) -> Tabled:
    """Return a text with every block of cells as one table of the notes; nothing of it is lost.

    Cells are two lines or more with as many tabs in each, as spreadsheets copy them. A block stays as it is when it has too
    many columns, or when a cell is not ``is_plain``: where rows have markings, each is a note of its own.
    """
    if "\t" not in text:
        return Tabled(text)
    rows = _read(text)
    parts: list[str] = []
    too_wide = 0
    for width, block in groupby(rows, key=len):
        lines = list(block)
        if width > MOST_COLUMNS and len(lines) > 1:
            too_wide = max(too_wide, width)
        if _is_table(lines) and all(map(is_plain, _told(lines))):
            parts += _tables(lines)
        else:
            parts += ["\t".join(row) for row in lines]
    return Tabled("\n".join(parts), too_wide)


def _read(text: str) -> list[Row]:
    """Return the cells of all lines; a cell in quotation marks may go over several lines, as spreadsheets write it."""
    lines = BREAKS.split(text)
    if re.search(r'(?:^|[\t\n\r])"', text):
        try:
            quoted = [tuple(row) for row in csv.reader(text.splitlines(keepends=True), "excel-tab", strict=True)]
        except csv.Error:
            quoted = []
        filled = [row for row in quoted if row]
        if len({len(row) for row in filled}) == 1 and _is_table(filled):
            return filled
    return [tuple(line.split("\t")) for line in lines]


def _is_table(rows: Sequence[Row]) -> bool:
    """Tell whether rows of one width are cells, and not a text that is indented by tabs."""
    if len(rows) < 2 or not 2 <= len(rows[0]) <= MOST_COLUMNS:
        return False
    return any(row[0].strip() for row in rows) and max(map(_length, rows)) < LONGEST


def _told(rows: Sequence[Row]) -> set[str]:
    """Return the cells that say anything in letters, each once: of megabytes most are numbers, or said again and again."""
    return {cell for row in rows for cell in row if cell.lower() != cell.upper() or not cell.isascii()}


def _length(row: Row) -> int:
    return sum(map(len, row)) + 4 * len(row)


def _tables(rows: Sequence[Row]) -> list[str]:
    """Return the lines of one table, or of several with the same head, apart from what stands around them."""
    head, *others = rows
    rule = f"|{'---|' * len(head)}"
    lines = [""]
    for start in range(0, len(others), MOST_ROWS):
        lines += [_line(head), rule, *map(_line, others[start : start + MOST_ROWS]), ""]
    return lines


def _line(row: Row) -> str:
    """Return a row of a table; its cells are on one line each, and a bar in one is no edge of it."""
    cells = (" ".join(_BAR.sub(_unbarred, cell).split()) for cell in row)
    return f"| {' | '.join(cells)} |"


def _unbarred(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else r"\|"
