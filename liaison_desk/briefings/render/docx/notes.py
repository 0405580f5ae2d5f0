"""The text of a note: styled lines, lists with the markers they were typed with, tables; a language's column of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.lists import HANG
from liaison_desk.briefings.render.docx.markup import Xml, some
from liaison_desk.briefings.render.docx.paper import Cell, Grid, Placing, paragraph, row, ruled, tab, table
from liaison_desk.briefings.render.setting import width_of
from liaison_desk.briefings.render.strips import CELL, CELL_GAP, CELL_PAD
from liaison_desk.foundation.core.styled import Align, Phrases, Shown, TextLine, TextTable, as_lines, headed, opening

_STEP, _HANG = 12.0, 14.0
_NARROWEST = 40.0
_ALIGNED = {Align.LEFT: "", Align.CENTER: "center", Align.RIGHT: "right"}


def write_notes(
    hand: Hand,
    lead: Xml,
    shown: Sequence[Shown],
    index: int,
    style: str,
    own: Placing,
    left: float,
    width: float,
    *,
    alone: bool = False,
) -> list[Xml]:
    """Return styled lines and tables of a language as paragraphs and tables, ``lead`` before the first words.

    What follows the first paragraph begins at ``left``; all of it stands in a ``width``. The items of an ``alone`` list stand where
    the paragraph would, ``lead`` before each.
    """
    if alone:
        count = opening(shown)
        items = [_item(hand, one, lead, index, style, own, left) for one in shown[:count] if isinstance(one, TextLine)]
        return [*items, *_rest(hand, shown[count:], index, style, left, width)]
    first = shown[0]
    opens = isinstance(first, TextLine) and first.level < 0
    begun = [lead, hand.phrases(first.phrases, index)] if isinstance(first, TextLine) and opens else [lead]
    own = replace(own, keep=own.keep or not opens)
    return [paragraph(style, begun, own), *_rest(hand, shown[opens:], index, style, left, width)]


def _rest(hand: Hand, shown: Sequence[Shown], index: int, style: str, left: float, width: float) -> Iterator[Xml]:
    for one in shown:
        if isinstance(one, TextLine):
            yield _line(hand, one, index, style, left)
        elif one.columns * _NARROWEST > width - left + CELL_GAP:
            yield from (_line(hand, line, index, style, left) for line in as_lines(one))
        else:
            yield _table(hand, one, index, left, width - left)


def _item(hand: Hand, one: TextLine, lead: Xml, index: int, style: str, own: Placing, left: float) -> Xml:
    """Return a line of a list that stands where a paragraph would."""
    if own.item is None:
        return _line(hand, one, index, style, left, lead)
    if one.level or not one.marker:
        return _line(hand, one._replace(level=one.level - 1), index, style, left)
    if one.marker[0].isdigit():
        told = [hand.run(one.marker, index), tab(), lead, hand.phrases(one.phrases, index)]
        return paragraph(style, told, replace(own, item=None, left=left, hang=HANG))
    return paragraph(style, [lead, hand.phrases(one.phrases, index)], own)


def _line(hand: Hand, line: TextLine, index: int, style: str, left: float, lead: Xml | None = None) -> Xml:
    """Return a line of text, in a list behind its marker and under it; ``lead`` stands before the words of items at the top."""
    told = some(lead if line.marker and not line.level else None, hand.phrases(line.phrases, index))
    if line.level < 0:
        return paragraph(style, [told], Placing(tight=True, left=left))
    inner = left + line.level * _STEP + _HANG
    marker = [hand.run(line.marker, index), tab()] if line.marker else []
    return paragraph(style, [*marker, told], Placing(tight=True, left=inner, hang=_HANG if marker else 0.0))


def _table(hand: Hand, one: TextTable, index: int, left: float, width: float) -> Xml:
    widths = _widths(hand, one, width)
    told = [(one.head, True), *((cells, False) for cells in one.rows)]
    rows = [
        row(widths, [_cell(hand, one, cells, column, index, head=head) for column in range(one.columns)], head=head)
        for cells, head in told
    ]
    return table(widths, rows, Grid(ruled(), (CELL_PAD / 2, 0.0, CELL_PAD / 2, CELL_GAP), left))


def _cell(hand: Hand, one: TextTable, cells: Sequence[Phrases], column: int, index: int, *, head: bool) -> Cell:
    phrases = cells[column] if column < len(cells) else ()
    told = hand.phrases(headed(phrases) if head else phrases, index)
    return Cell([paragraph("Cell", [some(told)], Placing(keep=head, align=_ALIGNED[one.align(column)]))])


def _widths(hand: Hand, one: TextTable, room: float) -> list[float]:
    """Return the width of each column by its longest cell; where all cannot have that, the short ones keep more of it."""
    natural = [_NARROWEST] * one.columns
    for number, cells in enumerate((one.head, *one.rows)):
        for column, cell in enumerate(cells):
            wide = width_of(hand.typesetter, cell if number else headed(cell), CELL.size) + CELL_GAP + 2.0
            natural[column] = max(natural[column], wide)
    if sum(natural) <= room:
        return natural
    spare, asked = room - _NARROWEST * one.columns, sum(natural) - _NARROWEST * one.columns
    return [_NARROWEST + (wide - _NARROWEST) * spare / asked for wide in natural]
