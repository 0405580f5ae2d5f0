"""Paragraphs and lists: in one column, or in two side by side whose paragraphs begin at the same height."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from liaison_desk.briefings.document import Line, wording
from liaison_desk.briefings.render.notes import is_list, lead_items, merge, set_notes
from liaison_desk.briefings.render.numbering import depths, numbers
from liaison_desk.briefings.render.strips import (
    BLUF,
    GUTTER,
    INDENT,
    LATIN,
    STEP,
    STEP_BESIDE,
    Ink,
    Rule,
    Strip,
    Style,
)
from liaison_desk.briefings.render.tagging import Node
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.foundation.core.styled import Phrase, TextLine
from liaison_desk.foundation.core.styled import Style as Styling

_NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"
_BULLETS = "•–"
_HANG = 14.0
_DEEPEST = 0.4
"""The part of a column that the levels of a list may take."""


class _Column(NamedTuple):
    """One language's part of a paragraph: where it begins, how wide it is, its bold label and its words, how they are set."""

    language: int
    x: float
    width: float
    label: str
    text: str
    style: Style


def cut_paragraph(
    typesetter: Typesetter,
    line: Line,
    style: Style | None = None,
    *,
    indent: float = 0.0,
    bullet: tuple[float, str] = (0.0, ""),
    gap: float = 7.0,
    of: Node | None = None,
) -> list[Strip]:
    """Cut a paragraph ``indent`` points from the left of its column, what its first line hangs from there, a ``gap`` above it.

    ``of`` is the list that it is an item of.
    """
    mark = typesetter.mark(line.marking)
    columns = list(_columns(typesetter, line, style))
    shown = any(line.shown(column.language) for column in columns)
    if shown or any(_is_long(typesetter, f"{mark} {one.label}", one, indent) for one in columns if one.label):
        return _styled(typesetter, line, columns, indent, bullet, gap, of)
    rows: list[list[list[Ink]]] = []
    for place, (_, x, width, label, text, used) in enumerate(columns):
        bold = f"{mark} {label}" if label else ""
        rest = f" {text}" if label else f"{mark} {text}"
        lead = typesetter.bold.width(bold, used.size)
        for number, (part, spread) in enumerate(typesetter.regular.even(rest, used.size, width - indent, lead)):
            if number == len(rows):
                rows.append([[] for _ in range(2 * len(columns))])
            lead_in, row = rows[number][2 * place : 2 * place + 2]
            left = x + indent
            if number == 0 and bullet[1]:
                lead_in.append(Ink(x + bullet[0], used.baseline, False, used.size, bullet[1]))
            if number == 0 and bold:
                row.append(Ink(left, used.baseline, True, used.size, bold))
                left += lead
            if part:
                row.append(Ink(left, used.baseline, used.bold, used.size, part, spread=spread))
    leading = max(column.style.leading for column in columns)
    node = typesetter.paragraph(of)
    strips = [
        Strip(
            leading,
            list(chain.from_iterable(row)),
            node=node,
            parts=[len(part) for part in (row if of is not None else row[1::2])],
        )
        for row in rows
    ]
    return _held_together(strips, gap)


def cut_bluf(typesetter: Typesetter, lines: Iterable[Line]) -> list[Strip]:
    """Cut the paragraphs of the bottom line up front: in larger type, beside a rule that goes on from one to the next."""
    strips: list[Strip] = []
    for line in lines:
        # The space between them is a strip of its own: the rule goes through it.
        strips += [Strip(7.0)] if strips else []
        strips += cut_paragraph(typesetter, line, BLUF, indent=INDENT, gap=0.0 if strips else 12.0)
    bars = [1.1 + language * (_column_width(typesetter) + GUTTER) for language in typesetter.languages]
    for strip in strips:
        strip.rules = [*strip.rules, *(Rule(x, 0.0, x, strip.height, 2.25) for x in bars)]
    return [*strips, Strip(8.0)]


def cut_items(typesetter: Typesetter, lines: Sequence[Line], *, numbered: bool) -> Iterator[Strip]:
    """Cut the lines of a list, each hanging from its number or bullet; a line of fixed words stays with what it heads."""
    levels = depths([line.level for line in lines])
    # Paragraphs under fixed words are the text of a paper, and stand clear of what is above them.
    gap = 3.0 if all(line.portions for line in lines) else 12.0
    bullets = numbers(levels) if numbered else [_BULLETS[level % 2] for level in levels]
    step = STEP_BESIDE if typesetter.beside else STEP
    lists = [Node("L", more=_NUMBERED if numbered else "")]
    for line, level, bullet in zip(lines, levels, bullets, strict=True):
        left = min(level * step, _column_width(typesetter) * _DEEPEST)
        hang = max(_HANG, typesetter.regular.width(bullet, LATIN.size) + 5.0)
        del lists[level + 1 :]
        if level == len(lists):
            lists.append(Node("L", lists[-1], more=lists[0].more))
        cut = cut_paragraph(typesetter, line, indent=left + hang, bullet=(left, bullet), gap=gap, of=lists[level])
        if not line.portions:
            for strip in cut:
                strip.keep = True
        gap = 5.0
        typesetter.work.advance(1)
        yield from cut


def _column_width(typesetter: Typesetter) -> float:
    return (typesetter.width - GUTTER) / 2 if typesetter.beside else typesetter.width


def _columns(typesetter: Typesetter, line: Line, style: Style | None) -> Iterator[_Column]:
    width = _column_width(typesetter)
    for index in typesetter.languages:
        text = line.text(index)
        if not text and any(map(line.text, typesetter.languages)):
            text = wording(typesetter.released.document.furniture.untranslated, index)
        label = typesetter.bold.clean(wording(line.label, index))
        used = style or typesetter.style(index)
        yield _Column(index, index * (width + GUTTER), width, label, typesetter.regular.clean(text), used)


def _is_long(typesetter: Typesetter, lead: str, column: _Column, indent: float) -> bool:
    """Tell whether what is printed bold before the words does not fit into their first line."""
    return typesetter.bold.width(lead, column.style.size) > column.width - indent


def _styled(
    typesetter: Typesetter,
    line: Line,
    columns: Sequence[_Column],
    indent: float,
    bullet: tuple[float, str],
    gap: float,
    of: Node | None,
) -> list[Strip]:
    """Cut a paragraph whose words are set in several ways, or hold lists or tables."""
    mark = typesetter.mark(line.marking)
    numbered = bullet[1] not in _BULLETS
    cut = []
    for index, x, width, label, text, used in columns:
        lead = (Phrase(f"{mark} {label}", Styling.STRONG) if label else Phrase(mark),)
        shown = line.shown(index) or tuple(TextLine((Phrase(part),)) for part in text.split("\n"))
        if is_list(shown, label) and not numbered:
            # Its items stand where the paragraph would, each behind the mark, which would else stand alone.
            left = bullet[0] if bullet[1] else indent
            hang = indent - left or _HANG
            cut.append(set_notes(typesetter, (), lead_items(shown, lead), x + left, width - left, used, hang))
            continue
        lines = set_notes(typesetter, lead, shown, x + indent, width - indent, used)
        if bullet[1]:
            lines[0].inks.insert(0, Ink(x + bullet[0], used.baseline, False, used.size, bullet[1]))
        cut.append(lines)
    strips = merge(cut, max(column.style.leading for column in columns), typesetter.paragraph(of))
    strips[0].gap = gap
    return strips


def _held_together(strips: list[Strip], gap: float) -> list[Strip]:
    """Give a paragraph its space above, and keep two lines at least on either side of a page's end."""
    strips[0].gap = gap
    if len(strips) > 1:
        strips[0].keep = True
        strips[-2].keep = True
    return strips
