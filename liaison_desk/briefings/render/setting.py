"""Styled words on paper: cut into lines like any others, bold where strong, underlined, struck, on a tint for code, read above.

The fonts have no slanted letters, and Japanese has none: emphasis is a fine line below, as official papers underline. A reading
(group ruby) is centred over its word in type half as large; where it is longer than the word, the word is spread to its length.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby
from math import inf
from typing import NamedTuple

from liaison_desk.briefings.document import Line
from liaison_desk.briefings.render.kinsoku import cut_lines, gaps_in, is_dashed, is_japanese, spread
from liaison_desk.briefings.render.strips import BLACK, DARK, Ink, Rule, Shape, Strip, Style
from liaison_desk.briefings.render.text import Face
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.foundation.core import styled

_UNDER = 1.6
_STRUCK = 0.34
_STROKE = 0.5
_TINT = 0.92
_LINED = styled.Style.EMPHASIS | styled.Style.STRIKE | styled.Style.CODE
_BOLD = styled.Style.STRONG | styled.Style.HEAD
_READING = 0.5
"""The size of a reading beside that of its word."""
_ABOVE, _TALL = 0.96, 1.42
"""How far above the word's baseline a reading's baseline is, and how high its characters reach, in ems of the word."""


class Cut(NamedTuple):
    """A stretch of one line: where it begins in it, its cleaned words, how wide they are, how they are set.

    ``spread`` is what goes between its characters; ``reading`` what stands above it, and where that begins.
    """

    x: float
    words: str
    width: float
    style: styled.Style
    spread: float = 0.0
    reading: tuple[float, str] | None = None


@dataclass(slots=True)
class SetLine:
    """A line of a column on its way to a strip, in the strip's coordinates; ``keep`` = never last on a page.

    ``above`` is what its readings want of room above it, by which all of it is yet to be lowered.
    """

    inks: list[Ink] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    keep: bool = False
    head: "tuple[SetLine, ...]" = ()
    above: float = 0.0


class _Told(NamedTuple):
    """A phrase as it is printed, and how much wider its reading makes each of its characters, in ems."""

    words: str
    style: styled.Style
    reading: str = ""
    more: float = 0.0


def face_of(typesetter: Typesetter, style: styled.Style) -> Face:
    """Return the type that words are set in."""
    return typesetter.bold if style & _BOLD else typesetter.regular


def width_of(typesetter: Typesetter, phrases: styled.Phrases, size: float) -> float:
    """Return how wide phrases are in one line."""
    return sum(sum(_widths(typesetter, one)) for one in _cleaned(typesetter, phrases)) * size


def wrap(
    typesetter: Typesetter, phrases: styled.Phrases, size: float, width: float, *, even: bool = False
) -> list[list[Cut]]:
    """Return phrases cut into lines of a width in points; never empty. A word stays whole under its reading.

    With ``even`` the lines of Japanese text but the last end at the width.
    """
    told = _cleaned(typesetter, phrases, width / size)
    text = "".join(one.words for one in told)
    ends = list(accumulate(one for phrase in told for one in _widths(typesetter, phrase)))
    edges = list(accumulate(len(one.words) for one in told))
    whole = {
        at
        for one, edge in zip(told, edges, strict=True)
        if one.reading
        for at in range(edge + 1 - len(one.words), edge)
    }
    cuts = cut_lines(text, ends, width / size, held=whole)
    even = even and is_japanese(text)
    lines: list[list[Cut]] = []
    number = 0
    for start, end in cuts:
        line: list[Cut] = []
        left, words = ends[start - 1] if start else 0.0, text[start:end]
        room = 0.0
        if even and words and len(lines) + 1 < len(cuts) and not is_dashed(text, cuts[len(lines) + 1][0]):
            room = spread(words, ends[end - 1] - left, width / size)
        gaps = gaps_in(words) if room else ()
        at = start
        while at < end:
            while edges[number] <= at:
                number += 1
            to = min(end, edges[number])
            x, beyond = ((ends[one - 1] if one else 0.0) - left for one in (at, to))
            x += room * bisect_right(gaps, at - start)
            beyond += room * bisect_left(gaps, to - start)
            phrase = told[number]
            cut = Cut(x * size, text[at:to], (beyond - x) * size, phrase.style, room * size)
            line.append(_read(typesetter, phrase, cut, size, width) if phrase.reading else cut)
            at = to
        lines.append(line)
    return lines


def _read(typesetter: Typesetter, told: _Told, cut: Cut, size: float, width: float) -> Cut:
    """Return a stretch of a line of a width with its reading centred over it, as far as the line's ends let it."""
    measured = typesetter.regular.width(told.reading, size * _READING)
    left = min(max(0.0, cut.x + (cut.width - measured) / 2), width - measured)
    more = told.more * size
    return cut._replace(
        x=cut.x + more / 2,
        width=cut.width - more,
        spread=cut.spread + more,
        reading=(left, told.reading) if told.words.startswith(cut.words) else None,
    )


def _cleaned(typesetter: Typesetter, phrases: styled.Phrases, most: float = inf) -> list[_Told]:
    """Return phrases as they can be printed, in one line; a reading longer than ``most`` ems in brackets behind its word."""
    told = []
    for phrase in phrases:
        face = face_of(typesetter, phrase.style)
        words = face.clean(phrase.text).replace("\n", " ")
        if not words:
            continue
        reading = typesetter.regular.clean(phrase.reading).replace("\n", " ") if phrase.reading else ""
        natural, above = face.width(words, 1.0), typesetter.regular.width(reading, _READING)
        if max(natural, above) > most and reading:
            told.append(_Told(f"{words}（{reading}）", phrase.style))
        else:
            told.append(_Told(words, phrase.style, reading, max(0.0, above - natural) / len(words)))
    return told


def _widths(typesetter: Typesetter, told: _Told) -> Iterator[float]:
    return (width + told.more for width in face_of(typesetter, told.style).widths(told.words))


def draw(line: Sequence[Cut], x: float, style: Style, size: float, gray: float = BLACK) -> SetLine:
    """Return a cut line as it is drawn from ``x`` on, with the baseline and leading of a style; its readings come last."""
    inks, rules, shapes = [], [], []
    for (bold, room), cuts in groupby(line, key=lambda cut: (bool(cut.style & _BOLD), cut.spread)):
        some = list(cuts)
        inks.append(Ink(x + some[0].x, style.baseline, bold, size, "".join(cut.words for cut in some), gray, room))
    for cut in _joined(line):
        left, right = x + cut.x, x + cut.x + cut.width
        if cut.style & styled.Style.CODE:
            top, bottom = style.baseline - size * 0.9, style.baseline + size * 0.22
            shapes.append(Shape(((left, top), (right, top), (right, bottom), (left, bottom)), _TINT))
        if cut.style & styled.Style.EMPHASIS:
            y = style.baseline + _UNDER
            rules.append(Rule(left, y, right, y, _STROKE, DARK))
        if cut.style & styled.Style.STRIKE:
            y = style.baseline - size * _STRUCK
            rules.append(Rule(left, y, right, y, _STROKE, DARK))
    above = [cut.reading for cut in line if cut.reading is not None]
    inks += [
        Ink(x + left, style.baseline - size * _ABOVE, False, size * _READING, words, gray) for left, words in above
    ]
    return SetLine(inks, rules, shapes, above=max(0.0, size * _TALL - style.baseline) if above else 0.0)


def lowered(line: SetLine, by: float) -> SetLine:
    """Return a line set lower, so that what stands above it has room."""
    if not by:
        return line
    return replace(
        line,
        inks=[ink._replace(baseline=ink.baseline + by) for ink in line.inks],
        rules=[rule._replace(y1=rule.y1 + by, y2=rule.y2 + by) for rule in line.rules],
        shapes=[shape._replace(points=tuple((x, y + by) for x, y in shape.points)) for shape in line.shapes],
        above=line.above - by,
    )


def strip_of(lines: Sequence[SetLine], height: float) -> Strip:
    """Return lines beside each other as a strip of a height, and what their readings want above."""
    above = max(line.above for line in lines)
    lines = [lowered(line, above) for line in lines]
    return Strip(
        height + above,
        [ink for line in lines for ink in line.inks],
        [rule for line in lines for rule in line.rules],
        shapes=[shape for line in lines for shape in line.shapes],
    )


def stacked(typesetter: Typesetter, line: Line, mark: str = "") -> list[styled.Phrases]:
    """Return a line's wordings with their readings, to be set below each other behind a mark; what both say stands once."""
    said: dict[str, styled.Phrases] = {}
    for index in typesetter.languages:
        plain = (styled.TextLine((styled.Phrase(part),)) for part in line.text(index).split("\n"))
        for one in line.shown(index) or plain:
            phrases = one.phrases if isinstance(one, styled.TextLine) else ()
            if words := styled.words_of(phrases):
                said.setdefault(words, phrases)
    first, *rest = said.values() if said else ((),)
    return [(styled.Phrase(f"{mark} "), *first) if mark else first, *rest]


def _joined(line: Sequence[Cut]) -> Iterator[Cut]:
    """Yield the stretches that are drawn alike, neighbours joined."""
    for style, cuts in groupby(line, key=lambda cut: cut.style & _LINED):
        some = list(cuts)
        if style:
            yield Cut(some[0].x, "", some[-1].x + some[-1].width - some[0].x, style)
