"""What an editor does with a source: marks around a selection, the next item of a list, a link. Pure; every answer is a new text.

A change of marks is tried and read back: only one that says the same words, set as wished, is taken.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from liaison_desk.domain.notetext.blocks import BLANKS, ITEM, lines_of, parse
from liaison_desk.domain.notetext.spans import Passage, read_passage, runs_of
from liaison_desk.domain.notetext.telling import passages_of
from liaison_desk.foundation.core.styled import Style

LONGEST_LABEL = 300
_MARKS = ((Style.STRONG, "**"), (Style.EMPHASIS, "*"), (Style.STRIKE, "~~"))
_ATOMS = frozenset({Style.PLAIN, Style.CODE, Style.LINK, Style.TAG})
"""Spans that are set as a whole: a mark inside them would be a letter of theirs."""
_INDENT = "  "
_LABEL_SIGNS = str.maketrans({"[": "(", "]": ")", "|": "/"})
_UID_SIGNS = re.compile(r"[\s\[\]|%]")
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


class Edit(NamedTuple):
    """A new text, and what is selected in it: from, to."""

    text: str
    start: int
    end: int


class _Unit(NamedTuple):
    """A character of a passage, or a span that is set as a whole; ``steers`` for a mark of another style, ``on`` if it has the style."""

    start: int
    end: int
    steers: bool
    on: bool


def toggle(text: str, start: int, end: int, style: Style = Style.STRONG) -> Edit:
    """Make what is selected strong (or emphasized, or struck), or plain again if all of it is so already.

    Without a selection a pair of marks is put around the caret; inside such a span its marks go, and at its end the caret
    steps out of it. Where no marks can do what is wished, nothing changes.
    """
    start, end = (max(0, min(place, len(text))) for place in (min(start, end), max(start, end)))
    mark = dict(_MARKS).get(style)
    if mark is None:
        return Edit(text, start, end)
    if start == end:
        return _at_caret(text, start, style, mark)
    touched = [
        (passage, _units(passage, style))
        for block in parse(text)
        for passage in passages_of(block)
        if passage.start < end and passage.end > start
    ]
    chosen = [unit for _, units in touched for unit in units if _is_chosen(text, unit, start, end)]
    wished = not all(unit.on for unit in chosen)
    told: list[str] = []
    at = moved = 0
    first = last = -1
    for passage, units in touched:
        told.append(text[at : passage.start])
        moved += passage.start - at
        wanted = [(wished if unit.start < end and unit.end > start else unit.on) and not unit.steers for unit in units]
        written, places = _rewritten(text, passage, units, wanted, style, mark)
        for unit, place in zip(units, places, strict=True):
            if _is_chosen(text, unit, start, end):
                first = moved + place if first < 0 else first
                last = moved + place + unit.end - unit.start
        told.append(written)
        moved += len(written)
        at = passage.end
    told.append(text[at:])
    return Edit("".join(told), first, last) if first >= 0 else Edit(text, start, end)


def _at_caret(text: str, at: int, style: Style, mark: str) -> Edit:
    width = len(mark)
    for passage in (one for block in parse(text) for one in passages_of(block) if one.start <= at <= one.end):
        spans = [span for span in passage.spans if span.style is style and span.inner <= at <= span.outer]
        if spans:
            span = spans[-1]
            if at == span.outer:
                return Edit(text, span.end, span.end)
            without = text[: span.start] + text[span.inner : span.outer] + text[span.end :]
            return Edit(without, at - width, at - width)
    if text[:at].endswith(mark) and text.startswith(mark, at) and not text.startswith(f"{mark}{mark[0]}", at):
        return Edit(text[: at - width] + text[at + width :], at - width, at - width)
    return Edit(f"{text[:at]}{mark}{mark}{text[at:]}", at + width, at + width)


def _is_chosen(text: str, unit: _Unit, start: int, end: int) -> bool:
    return not unit.steers and unit.start < end and unit.end > start and not text[unit.start : unit.end].isspace()


def _units(passage: Passage, style: Style) -> list[_Unit]:
    """Return a passage without its marks of a style: what a reader sees, and the marks of other styles."""
    jumps: dict[int, tuple[int, bool]] = {}  # where marks and whole spans begin → where they end, whether they stay
    within: list[tuple[int, int]] = []
    for span in passage.spans:
        if span.style in _ATOMS:
            jumps[span.start] = (span.end, True)
            continue
        if span.style is style:
            within.append((span.inner, span.outer))
        stays = span.style is not style
        for begin, finish in ((span.start, span.inner), (span.outer, span.end)):
            for place in range(begin, finish):
                jumps[place] = (place, stays)
    inside = _covered(within, passage)
    units = []
    at = passage.start
    while at < passage.end:
        to, stays = jumps.get(at, (at + 1, True))
        steers = to == at
        to = max(to, at + 1)
        if stays:
            units.append(_Unit(at, to, steers, inside[at - passage.start]))
        at = to
    return units


def _covered(within: Sequence[tuple[int, int]], passage: Passage) -> list[bool]:
    turns = [0] * (passage.end - passage.start + 1)
    for begin, finish in within:
        turns[begin - passage.start] += 1
        turns[finish - passage.start] -= 1
    depth = 0
    covered = []
    for turn in turns:
        depth += turn
        covered.append(depth > 0)
    return covered


def _rewritten(
    text: str, passage: Passage, units: Sequence[_Unit], wanted: Sequence[bool], style: Style, mark: str
) -> tuple[str, list[int]]:
    """Return a passage with marks around what is wanted, and where each unit stands in it; as it was if no marks can say that."""
    meant = _seen((text[unit.start : unit.end], on) for unit, on in zip(units, wanted, strict=True) if not unit.steers)
    for groups in (_across, _apart):
        written, places = _written(text, units, groups(text, units, wanted), mark)
        read = read_passage(written, 0, len(written))
        back = _units(read, style)
        if _seen((written[unit.start : unit.end], unit.on) for unit in back if not unit.steers) == meant and _others(
            written, read, style
        ) == _others(text, passage, style):
            return written, places
    return text[passage.start : passage.end], [unit.start - passage.start for unit in units]


def _seen(units: Iterator[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return what a reader tells apart: a blank looks the same in either setting."""
    return [(words, on and not words.isspace()) for words, on in units]


def _others(text: str, passage: Passage, style: Style) -> list[tuple[str, Style]]:
    return [
        (char, run.style & ~style)
        for run in runs_of(passage)
        if not run.style & Style.MARK
        for char in text[run.start : run.end]
    ]


_Groups = list[tuple[int, int]]


def _across(text: str, units: Sequence[_Unit], wanted: Sequence[bool]) -> _Groups:
    """Return the stretches of wanted units, other marks inside them left where they are."""
    return _stretches(text, units, wanted, lambda unit: unit.steers)


def _apart(text: str, units: Sequence[_Unit], wanted: Sequence[bool]) -> _Groups:
    """Return the stretches of wanted units between other marks."""
    return _stretches(text, units, wanted, lambda _: False)


def _stretches(text: str, units: Sequence[_Unit], wanted: Sequence[bool], bridges: Callable[[_Unit], bool]) -> _Groups:
    found: _Groups = []
    first = last = -1
    for number, (unit, on) in enumerate(zip(units, wanted, strict=True)):
        if on and not text[unit.start : unit.end].isspace():
            first, last = (number if first < 0 else first), number
        elif first >= 0 and not on and not bridges(unit):
            found.append((first, last))
            first = -1
    if first >= 0:
        found.append((first, last))
    return found


def _written(text: str, units: Sequence[_Unit], groups: _Groups, mark: str) -> tuple[str, list[int]]:
    opening, closing = {first for first, _ in groups}, {last for _, last in groups}
    told: list[str] = []
    places = []
    at = 0
    for number, unit in enumerate(units):
        words = text[unit.start : unit.end]
        before, after = mark * (number in opening), mark * (number in closing)
        places.append(at + len(before))
        told += (before, words, after)
        at += len(before) + len(words) + len(after)
    return "".join(told), places


def continue_list(text: str, at: int, line_break: str = "\n") -> Edit:
    """Break the line at the caret; in a list the next item begins, with the next number. An empty item ends the list instead."""
    start, end = next((line for line in lines_of(text) if line[0] <= at <= line[1]), (at, at))
    found = ITEM.match(text, start, end)
    if found is None or at < found.end():
        if found is not None and found.end() == end and at > found.start("marker"):
            return Edit(text[:start] + text[end:], start, start)
        begun = at + len(line_break)
        return Edit(text[:at] + line_break + text[at:], begun, begun)
    if found.end() == end:
        return Edit(text[:start] + text[end:], start, start)
    head = f"{line_break}{found['indent']}{_next_marker(found['marker'])}{text[found.end('marker') : found.end()]}"
    return Edit(text[:at] + head + text[at:].lstrip(BLANKS), at + len(head), at + len(head))


def _next_marker(marker: str) -> str:
    if not marker[0].isdigit():
        return marker
    number = str(min(int(marker[:-1]) + 1, 999_999_999))
    return f"{number.translate(_WIDE_DIGITS)}．" if marker.endswith("．") else f"{number}."


def shift(text: str, start: int, end: int, *, deeper: bool = True) -> Edit:
    """Move the items of lists that the selection touches a level deeper, or back."""
    told: list[str] = []
    at = 0
    moved = [start, end]
    for first, last in lines_of(text):
        if first <= end and last >= start and ITEM.match(text, first, last):
            cut = 0 if deeper else min(len(_INDENT), last - first - len(text[first:last].lstrip(BLANKS)))
            told += (text[at:first], _INDENT if deeper else "")
            at = first + cut
            change = len(_INDENT) if deeper else -cut
            moved = [place + change if one >= first else place for place, one in zip(moved, (start, end), strict=True)]
    told.append(text[at:])
    return Edit("".join(told), max(0, moved[0]), max(0, moved[1]))


def write_link(kind: str, uid: str, label: str) -> str:
    """Return the source of a link to a record; brackets, bars and line breaks in its label become other signs, or blanks."""
    words = " ".join(label.translate(_LABEL_SIGNS).split())[:LONGEST_LABEL]
    target = _UID_SIGNS.sub(lambda sign: quote(sign[0], safe=""), uid)
    return f"[[{kind}:{target}|{words}]]"
