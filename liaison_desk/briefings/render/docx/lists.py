"""Numbered and bulleted lists as Word numbers them: 1., a., (1), (a), and again; every list begins anew."""

from collections.abc import Iterator

from liaison_desk.briefings.render.docx.markup import Xml, joined, twips, w
from liaison_desk.briefings.render.docx.paper import root

_DEEPEST = 8
HANG = 18.0
"""How far a line of a list hangs from its number."""
BULLETS = 1
"""The number of the list of all bullets."""


class Lists:
    """The lists of one document. ``columns`` are the languages that stand side by side; ``step`` is how far a level is indented.

    Numbers of one pattern count on across lists, so that each column of languages has a pattern of its own.
    """

    def __init__(self, columns: int, step: float) -> None:
        self._columns = columns
        self._step = step
        self._numbered: list[int] = []

    def begin(self) -> tuple[int, ...]:
        """Begin a numbered list; return what each column's lines are numbered by."""
        first = len(self._numbered) + BULLETS + 1
        self._numbered += range(self._columns)
        return tuple(range(first, first + self._columns))

    @staticmethod
    def at(number: int, level: int) -> tuple[int, int]:
        """Return a list and a level of it that Word knows."""
        return number, min(level, _DEEPEST)

    def left(self, item: tuple[int, int] | None) -> float:
        """Return how far in the words of a list's line begin."""
        return item[1] * self._step + HANG if item else 0.0

    def part(self) -> Xml:
        """Return the part that says how lists are numbered."""
        patterns = [
            self._pattern(0, self._bullets()),
            *(self._pattern(n + 1, self._numbers()) for n in range(self._columns)),
        ]
        lists = [w("num", w("abstractNumId", val=0), numId=BULLETS)]
        for number, column in enumerate(self._numbered, BULLETS + 1):
            anew = w("lvlOverride", w("startOverride", val=1), ilvl=0)
            lists.append(w("num", w("abstractNumId", val=column + 1), anew, numId=number))
        return root("numbering", *patterns, *lists)

    def _pattern(self, number: int, levels: Iterator[tuple[str, str]]) -> Xml:
        told = joined(
            w(
                "lvl",
                w("start", val=1),
                w("numFmt", val=kind),
                w("lvlText", val=said),
                w("lvlJc", val="left"),
                w("pPr", w("ind", left=twips(level * self._step + HANG), hanging=twips(HANG))),
                ilvl=level,
            )
            for level, (kind, said) in enumerate(levels)
        )
        return w("abstractNum", w("multiLevelType", val="multilevel"), told, abstractNumId=number)

    @staticmethod
    def _numbers() -> Iterator[tuple[str, str]]:
        for level in range(_DEEPEST + 1):
            bare = f"%{level + 1}"
            yield "lowerLetter" if level % 2 else "decimal", f"({bare})" if level % 4 > 1 else f"{bare}."

    @staticmethod
    def _bullets() -> Iterator[tuple[str, str]]:
        for level in range(_DEEPEST + 1):
            yield "bullet", "–" if level % 2 else "•"
