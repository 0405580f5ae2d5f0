"""The mark that most rows of a table or entries of a timeline carry, said once above them; each marked otherwise keeps its own.

So does what begins with a bracket: a mark somebody typed there would else be read as that of the row. Only what was released is
counted, so that nothing withheld has a say in it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Final

from liaison_desk.briefings.document import Entry, Line, Row, Table, Text, Timeline, wording
from liaison_desk.briefings.render.strips import QUIET, Ink, Strip
from liaison_desk.briefings.render.tagging import Node, spoken
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.domain.ceiling import seems_marked

_SHORT: Final = 10
"""Characters of a mark that takes no room worth a sentence: (U), (CUI), (S//NF)."""
_WHOLE: Final = 600
"""Characters of an entry in all languages that stand on one page of the list below a timeline, whatever the paper."""
_COLONS: Final = ":："


def rows_once(typesetter: Typesetter, table: Table) -> tuple[Table, str]:
    """Return a table whose rows leave out the mark that most of them carry, and the sentence that says it; as it is where none does."""
    if not table.unmarked:
        return table, ""
    marks = [typesetter.mark(row.marking) if isinstance(row, Row) and is_bare(row.cells) else "" for row in table.rows]
    if not (common := _common(marks)):
        return table, ""
    rows = tuple(
        replace(row, marking=None) if isinstance(row, Row) and mark == common else row
        for row, mark in zip(table.rows, marks, strict=True)
    )
    return replace(table, rows=rows), sentence(typesetter, table.unmarked, common)


def entries_once(typesetter: Typesetter, grid: Timeline) -> tuple[Timeline, str]:
    """Return a timeline whose entries leave out the mark that most of them carry, and the sentence that says it.

    As it is where one that is marked otherwise may go on over the page in the list below: its mark is not repeated there.
    """
    if not grid.unmarked:
        return grid, ""
    marks = [typesetter.mark(entry.marking) if is_bare(entry.lines) else "" for entry in grid.entries]
    common = _common(marks)
    others = (entry for entry, mark in zip(grid.entries, marks, strict=True) if mark != common)
    if not common or any(map(_is_long, others)):
        return grid, ""
    entries = tuple(
        replace(entry, marking=None) if mark == common else entry
        for entry, mark in zip(grid.entries, marks, strict=True)
    )
    return replace(grid, entries=entries), sentence(typesetter, grid.unmarked, common)


def _is_long(entry: Entry) -> bool:
    return sum(len(words) for line in entry.lines for piece in line.portions for words in piece.text) > _WHOLE


def is_bare(lines: Iterable[Line]) -> bool:
    """Tell whether lines may stand without their mark: none of their words begins as if it had one of its own."""
    return not any(seems_marked(words) for line in lines for piece in line.portions for words in piece.text)


def _common(marks: Iterable[str]) -> str:
    """Return the mark that most carry of those that may leave it out (the others: nothing); nothing if it is short or stands there once."""
    mark, count = next(iter(Counter(filter(None, marks)).most_common(1)), ("", 0))
    return mark if count > 1 and len(mark) > _SHORT else ""


def sentence(typesetter: Typesetter, unmarked: Text, mark: str) -> str:
    """Return the sentence that says how what carries no mark of its own is marked."""
    *others, last = typesetter.each(lambda index: wording(unmarked, index))
    said = " / ".join((*(one.rstrip(_COLONS) for one in others), last))
    apart = "" if said.endswith(_COLONS[1]) else " "
    return f"{said}{apart}{mark}"


def quiet(typesetter: Typesetter, words: str, index: int = 0) -> list[Strip]:
    """Return words as quiet lines on the whole width, in the document's language of a number."""
    codes, face = typesetter.released.document.languages, typesetter.regular
    node = Node("P", more="" if index == 0 else spoken(codes[index]))
    return [
        Strip(QUIET.leading, [Ink(0.0, QUIET.baseline, False, QUIET.size, part)], node=node)
        for part in face.wrap(face.clean(words), QUIET.size, typesetter.width)
    ]


def lines(typesetter: Typesetter, said: str) -> list[Strip]:
    """Return the lines of a sentence above what it is about, which stay with that; nothing without one."""
    strips = quiet(typesetter, said) if said else []
    for at, strip in enumerate(strips):
        strip.keep, strip.gap = True, 0.0 if at else 6.0
    return strips


def under(typesetter: Typesetter, said: str, strips: list[Strip]) -> list[Strip]:
    """Return strips below the lines of a sentence, which stand above them on every page."""
    above = lines(typesetter, said)
    for strip in strips if above else ():
        strip.head = reduce(joined, above)
    return [*above, *strips]


def joined(head: Strip, below: Strip) -> Strip:
    """Return the header of a table with a band below it, for a page that begins among its rows; so with what stands above a header."""
    down = head.height + below.gap
    inks = [ink._replace(baseline=ink.baseline + down) for ink in below.inks]
    rules = [rule._replace(y1=rule.y1 + down, y2=rule.y2 + down) for rule in below.rules]
    shapes = [shape._replace(points=tuple((x, y + down) for x, y in shape.points)) for shape in below.shapes]
    return replace(
        head,
        height=down + below.height,
        inks=[*head.inks, *inks],
        rules=[*head.rules, *rules],
        shapes=[*head.shapes, *shapes],
    )
