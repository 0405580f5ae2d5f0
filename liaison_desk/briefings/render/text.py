"""Text on its way to paper: one font's characters and their widths, and lines cut and made even by them."""

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate

from liaison_desk.briefings.render.cleaning import Printable
from liaison_desk.briefings.render.kinsoku import cut_lines, is_dashed, is_japanese, may_break, spread

_LONG = re.compile("[^\\s\u2e80-\uff60\uffe0-\uffef]{6,}")
"""Runs of Latin letters and the like that may be too long for a narrow column."""
_INSIDE = re.compile(r"(?<=[-/–—])(?=[^\W\d_])")
"""Where a line may end inside such a run."""


class _Widths(dict[str, float]):
    """Widths in ems by character, looked up in the font's table (thousandths, by code) when first met."""

    def __init__(self, table: Mapping[int, float]) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, key: str) -> float:
        width = self[key] = self._table.get(ord(key), 1000.0) / 1000
        return width


class Face:
    """One font as the layout sees it: the characters it has, and their widths. Made anew for each document."""

    def __init__(self, name: str, widths: Mapping[int, float], glyphs: Mapping[int, int]) -> None:
        self.name = name
        self._printable = Printable(glyphs)
        self._widths = _Widths(widths)
        self._cleaned: dict[str, str] = {}
        self._breaks: dict[tuple[str, float, float, float], list[str]] = {}

    def clean(self, text: str) -> str:
        """Return text as it can be printed: composed, without control characters, nothing the font lacks."""
        if text.isascii() and text.isprintable():
            return text
        known = self._cleaned.get(text)
        if known is None:
            known = self._cleaned[text] = self._printable.clean(text)
        return known

    def width(self, text: str, size: float) -> float:
        """Return the width of cleaned text in points."""
        return sum(map(self._widths.__getitem__, text)) * size

    def widths(self, text: str) -> Iterator[float]:
        """Return the width of each character of cleaned text in ems."""
        return map(self._widths.__getitem__, text)

    def first_word(self, text: str) -> str:
        """Return how cleaned text begins, up to where a line may first break."""
        line = text.split("\n", 1)[0].strip(" ")
        cut = next((at for at in range(1, len(line)) if may_break(line[at - 1], line[at])), len(line))
        return line[:cut]

    def words(self, text: str) -> Iterator[str]:
        """Yield the longer words of a cleaned text in letters that no line may part; those of one ideograph or kana need no room."""
        for run in _LONG.findall(text):
            yield from _INSIDE.split(run)

    def wrap(self, text: str, size: float, width: float, first: float = 0.0) -> list[str]:
        """Return cleaned text cut into lines of a width in points, the first shorter by ``first``; never empty.

        Line breaks in the text stay. Words too long for a line are cut. The same text is measured once.
        """
        if len(text) < 256:
            key = (text, size, width, first)
            known = self._breaks.get(key)
            if known is None:
                known = self._breaks[key] = self._wrap(text, size, width, first)
            return known
        return self._wrap(text, size, width, first)

    def even(self, text: str, size: float, width: float, first: float = 0.0) -> list[tuple[str, float]]:
        """Return lines as ``wrap`` does, each with the points to put between its characters (see ``kinsoku.stretches``).

        Those of Japanese text end at the width, but for the last of a paragraph; Latin text is ragged.
        """
        if not is_japanese(text):
            return [(line, 0.0) for line in self.wrap(text, size, width, first)]
        lines: list[tuple[str, float]] = []
        for part in text.split("\n"):
            room = first if not lines else 0.0
            ends, cuts = self._cut(part.rstrip(" "), size, width, room)
            for number, (start, end) in enumerate(cuts):
                line, gap = part[start:end], 0.0
                if line and number + 1 < len(cuts) and not is_dashed(part, cuts[number + 1][0]):
                    natural = ends[end - 1] - (ends[start - 1] if start else 0.0)
                    gap = spread(line, natural, (width - room) / size)
                lines.append((line, gap * size))
                room = 0.0
        return lines

    def cut(self, text: str, size: float, width: float) -> str:
        """Return cleaned text shortened to one line of a width in points, which ends in an ellipsis where words are left out."""
        return text if self.width(text, size) <= width else f"{self.wrap(text, size, width - size)[0]}…"

    def few(self, text: str, size: float, width: float, most: int) -> list[str]:
        """Return cleaned text cut into so many lines of a width in points at most; the last ends in an ellipsis where words are left out."""
        lines = self.wrap(text, size, width)
        return (
            lines
            if len(lines) <= most
            else [*lines[: most - 1], f"{self.wrap(lines[most - 1], size, width - size)[0]}…"]
        )

    def _wrap(self, text: str, size: float, width: float, first: float) -> list[str]:
        lines: list[str] = []
        for part in text.split("\n") if "\n" in text else (text,):
            _, cuts = self._cut(part.rstrip(" "), size, width, first if not lines else 0.0)
            lines += [part[start:end] for start, end in cuts]
        return lines

    def _cut(self, text: str, size: float, width: float, first: float) -> tuple[list[float], list[tuple[int, int]]]:
        ends = list(accumulate(self.widths(text)))
        return ends, cut_lines(text, ends, width / size, first / size)
