"""Styled words on paper: cut into lines like any others, bold where strong, underlined, struck, or on a tint for code.

The fonts have no slanted letters, and Japanese has none: emphasis is a fine line below, as official papers underline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import NamedTuple

from liaison_desk.briefings.render.strips import BLACK, DARK, Ink, Rule, Shape, Style
from liaison_desk.briefings.render.text import Face, cut_lines
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.foundation.core import styled

_UNDER = 1.6
_STRUCK = 0.34
_STROKE = 0.5
_TINT = 0.92
_LINED = styled.Style.EMPHASIS | styled.Style.STRIKE | styled.Style.CODE


class Cut(NamedTuple):
    """A stretch of one line: where it begins in it, its cleaned words, how wide they are, how they are set."""

    x: float
    words: str
    width: float
    style: styled.Style


@dataclass(slots=True)
class SetLine:
    """A line of a column on its way to a strip, in the strip's coordinates; ``keep`` = never last on a page."""

    inks: list[Ink] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    keep: bool = False
    head: "tuple[SetLine, ...]" = ()


def face_of(typesetter: Typesetter, style: styled.Style) -> Face:
    """Return the type that words are set in."""
    return typesetter.bold if style & (styled.Style.STRONG | styled.Style.HEAD) else typesetter.regular


def cleaned(typesetter: Typesetter, phrases: styled.Phrases) -> list[tuple[str, styled.Style]]:
    """Return phrases as they can be printed, in one line."""
    told = [(face_of(typesetter, one.style).clean(one.text).replace("\n", " "), one.style) for one in phrases]
    return [(words, style) for words, style in told if words]


def width_of(typesetter: Typesetter, phrases: styled.Phrases, size: float) -> float:
    """Return how wide phrases are in one line."""
    return sum(face_of(typesetter, style).width(words, size) for words, style in cleaned(typesetter, phrases))


def wrap(typesetter: Typesetter, phrases: styled.Phrases, size: float, width: float) -> list[list[Cut]]:
    """Return phrases cut into lines of a width in points; never empty."""
    told = cleaned(typesetter, phrases)
    text = "".join(words for words, _ in told)
    ends = list(accumulate(one for words, style in told for one in face_of(typesetter, style).widths(words)))
    edges = list(accumulate(len(words) for words, _ in told))
    lines: list[list[Cut]] = []
    number = 0
    for start, end in cut_lines(text, ends, width / size):
        line: list[Cut] = []
        left = ends[start - 1] if start else 0.0
        at = start
        while at < end:
            while edges[number] <= at:
                number += 1
            to = min(end, edges[number])
            begins = ends[at - 1] if at else 0.0
            line.append(Cut((begins - left) * size, text[at:to], (ends[to - 1] - begins) * size, told[number][1]))
            at = to
        lines.append(line)
    return lines


def draw(line: Sequence[Cut], x: float, style: Style, size: float, gray: float = BLACK) -> SetLine:
    """Return a cut line as it is drawn from ``x`` on, with the baseline and leading of a style."""
    inks, rules, shapes = [], [], []
    for bold, cuts in groupby(line, key=lambda cut: bool(cut.style & (styled.Style.STRONG | styled.Style.HEAD))):
        some = list(cuts)
        inks.append(Ink(x + some[0].x, style.baseline, bold, size, "".join(cut.words for cut in some), gray))
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
    return SetLine(inks, rules, shapes)


def _joined(line: Sequence[Cut]) -> Iterator[Cut]:
    """Yield the stretches that are drawn alike, neighbours joined."""
    for style, cuts in groupby(line, key=lambda cut: cut.style & _LINED):
        some = list(cuts)
        if style:
            yield Cut(some[0].x, "", some[-1].x + some[-1].width - some[0].x, style)
