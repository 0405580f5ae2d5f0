"""Where the marks of a row stand and where their words do, so that no words meet: pure but for the widths it is told.

Places are pixels from day 0 of the calendar at a width of a day, so that a row laid out once stays so while the days are
moved. What has no room for its words keeps its mark; its words are in the tool tip.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, auto
from operator import itemgetter
from typing import Final

from liaison_desk.exercises.records import MilestoneKind
from liaison_desk.exercises.ui.timeline.rows import Look, Mark, Role, Row, What

LANE: Final = 48
"""Pixels of an exercise's row among others, and the least of a part of one."""
MAIN: Final = 80
LEVEL: Final = 24
MOST_LEVELS: Final = 5
ABOVE: Final = 20
BELOW: Final = 21
"""How far from the middle of a mark the middles of the words above and below it are."""
SIGN: Final = 12
"""Pixels of the sign of days that clash."""
_SIGNED: Final = 60
"""Pixels a stretch of clashing days must have for a sign, which takes room from names."""
_REACH: Final = 9
_PAD: Final = 7
_GAP: Final = 7  # between words and what comes after them
_BESIDE: Final = 5  # between a mark and its words
_LOCK: Final = 7  # what a lock needs beside its mark
_SHORTEST: Final = 18  # pixels of a bar: shorter ones are diamonds
_THIN: Final = 6
_WIDEST_WORDS: Final = 260


class Face(IntEnum):
    """How words are set: the name above a conference, the dates below it, the names beside all other marks."""

    NAME = auto()
    DATES = auto()
    BESIDE = auto()
    SMALL = auto()


class Line(IntEnum):
    """On which side of its mark words stand."""

    ABOVE = auto()
    BELOW = auto()
    BESIDE = auto()
    INSIDE = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """Words, where they begin and on which side of their mark."""

    text: str
    left: float
    width: float
    line: Line
    face: Face

    def holds(self, x: float, below: float) -> bool:
        """Tell whether a place, so far below the middle of the mark, lies in the words."""
        middle = {Line.ABOVE: -ABOVE, Line.BELOW: BELOW}.get(self.line, 0)
        return self.left <= x <= self.left + self.width and abs(below - middle) <= _REACH


@dataclass(frozen=True, slots=True)
class Item:
    """A mark where it stands: from ``left`` to ``right``, on a ``level`` of its row, as a bar or a diamond, with its words."""

    mark: Mark
    left: float
    right: float
    level: int
    bar: bool
    said: tuple[Said, ...] = ()

    @property
    def low(self) -> float:
        """Where it or its words begin."""
        return min([self.left, *(one.left for one in self.said)]) if self.said else self.left

    @property
    def high(self) -> float:
        """Where it and its words end."""
        return max([self.right, *(one.left + one.width for one in self.said)]) if self.said else self.right


@dataclass(frozen=True, slots=True)
class Laid:
    """A row laid out: its items by where they begin, how high it is, and where the signs of its clashing days stand."""

    items: tuple[Item, ...]
    height: int
    lows: tuple[float, ...]
    longest: float
    signs: tuple[float, ...] = ()

    def between(self, low: float, high: float) -> Iterator[Item]:
        """Yield the items that are seen between two places; the others are not looked at."""
        first = bisect_left(self.lows, low - self.longest)
        for item in self.items[first : bisect_right(self.lows, high)]:
            if item.high >= low:
                yield item

    def item_of(self, mark: Mark) -> Item | None:
        """Return where a mark stands."""
        return next((one for one in self.items if one.mark is mark), None)


_NAMED_ABOVE: Final = {Role.EXERCISE: Face.SMALL, Role.MAIN: Face.NAME}
"""The rows whose marks have their names above them, and how those are set."""
WidthOf = Callable[[str, Face], float]
DatesOf = Callable[[int, int], str]
Spans = Sequence[tuple[float, float]]


def _signs(row: Row, day: float) -> list[float]:
    """Return where signs of clashing days may stand, above the marks: at the left of each stretch that has room for one."""
    return [first * day + 3 for first, last in row.clashing if (last + 1 - first) * day >= _SIGNED]


def _around(line: float) -> tuple[float, float]:
    """Return what a line takes: less than words do, which keep their distance to each other."""
    return line + _GAP - 1, line - _GAP + 1


def half_of(role: Role) -> int:
    """Return half the width of a diamond in a row."""
    return 8 if role is Role.MAIN else 6


def lay(row: Row, day: float, width_of: WidthOf, dates_of: DatesOf, today: int = 0) -> Laid:
    """Return a row laid out with days so many pixels wide; ``dates_of`` says days (ordinals) in words.

    Words above and below marks keep clear of the line of ``today``, those above also of the signs of clashing days; a sign
    gives way to the name of the exercise itself, for the hatching tells of the clash without it.
    """
    now = _around((today + 0.5) * day)
    half = half_of(row.role)
    bare = sorted((_bare(one, day, half) for one in row.marks), key=lambda item: item.left)
    signs = _signs(row, day)
    if row.role in _NAMED_ABOVE:
        signs = _clear_of_exercise(signs, bare, row.role, width_of, now)
    taken = [now, *((left, left + SIGN) for left in signs)]
    if row.role is Role.EXERCISE:
        items, height = _one_line(bare, width_of, taken), LANE
    elif row.role is Role.MAIN:
        items, height = _two_lines(bare, width_of, dates_of, taken), MAIN
    else:
        items, levels = _levels(bare, width_of)
        height = max(LANE, levels * LEVEL + 2 * _PAD)
    ordered = sorted(((item.low, item) for item in items), key=itemgetter(0))
    longest = max((item.high - low for low, item in ordered), default=0.0)
    return Laid(tuple(item for _, item in ordered), height, tuple(low for low, _ in ordered), longest, tuple(signs))


def _bare(mark: Mark, day: float, half: int) -> Item:
    left, right = mark.first * day, (mark.last + 1) * day
    if mark.what is not What.MILESTONE:
        return Item(mark, left, max(right, left + _THIN), 0, bar=True)
    if mark.long and right - left >= _SHORTEST:
        return Item(mark, left, right, 0, bar=True)
    middle = (left + right) / 2
    return Item(mark, middle - half, middle + half, 0, bar=False)


class _Taken:
    """The stretches of a line that words may not have, and those that other words have taken."""

    def __init__(self, spans: Sequence[tuple[float, float]]) -> None:
        self._fixed = tuple(spans)
        self._spans: list[tuple[float, float]] = []

    def take(self, left: float, right: float) -> bool:
        """Take a stretch if all of it is free."""
        if any(right + _GAP > low and left < high + _GAP for low, high in self._fixed):
            return False
        place = bisect_left(self._spans, (left, right))
        if place and self._spans[place - 1][1] + _GAP > left:
            return False
        if place < len(self._spans) and right + _GAP > self._spans[place][0]:
            return False
        insort(self._spans, (left, right))
        return True


def _placed(item: Item, text: str, width: float, taken: _Taken) -> float | None:
    """Return where words begin above or below a mark: around its middle, or flush with either of its ends; ``None``: no room."""
    middle = (item.left + item.right) / 2
    for left in (middle - width / 2, item.left, item.right - width):
        if text and taken.take(left, left + width):
            return left
    return None


def _weight(item: Item) -> tuple[int, float]:
    """Return which marks get their words first where not all can: the exercise, what is next or late, conferences, the rest."""
    mark = item.mark
    if mark.what is What.EXERCISE:
        rank = 0
    elif mark.look in {Look.NEXT, Look.SOON, Look.LATE}:
        rank = 1
    else:
        rank = 2 if mark.place is not None and mark.place.kind is MilestoneKind.CONFERENCE else 3
    return rank, item.left


def _inside(item: Item, width_of: WidthOf, face: Face) -> Said | None:
    """Return the longest of a bar's names that has room in it."""
    for text in item.mark.names if item.bar else ():
        width = width_of(text, face)
        if width + 12 <= item.right - item.left:
            return Said(text, item.left + 6, width, Line.INSIDE, face)
    return None


def _one_line(items: Sequence[Item], width_of: WidthOf, spans: Spans) -> list[Item]:
    """Give the marks of an exercise among others their short names above them."""
    taken, found = _Taken(spans), []
    for item in sorted(items, key=_weight):
        said = _above(item, _names_of(item, Role.EXERCISE), width_of, Face.SMALL, taken)
        found.append(_with(item, said))
    return found


def _two_lines(items: Sequence[Item], width_of: WidthOf, dates_of: DatesOf, spans: Spans) -> list[Item]:
    """Give conferences their names above and their dates below."""
    above, below, found = _Taken(spans), _Taken(spans[:1]), []
    for item in sorted(items, key=_weight):
        said = _above(item, _names_of(item, Role.MAIN), width_of, Face.NAME, above)
        dates = dates_of(item.mark.first, item.mark.last)
        width = width_of(dates, Face.DATES)
        left = _placed(item, dates, width, below) if said is not None else None
        under = Said(dates, left, width, Line.BELOW, Face.DATES) if left is not None else None
        found.append(_with(item, said, under))
    return found


def _clear_of_exercise(
    signs: Sequence[float], items: Sequence[Item], role: Role, width_of: WidthOf, now: tuple[float, float]
) -> list[float]:
    """Return the signs that do not stand where the name of the exercise itself will."""
    taken = _Taken([now])
    names = [
        _above(item, _names_of(item, role), width_of, _NAMED_ABOVE[role], taken)
        for item in items
        if item.mark.what is What.EXERCISE
    ]
    spans = [(one.left - _GAP, one.left + one.width + _GAP) for one in names if one is not None]
    return [left for left in signs if not any(low < left + SIGN and left < high for low, high in spans)]


def _names_of(item: Item, role: Role) -> tuple[str, ...]:
    """Return what may stand above a mark, the longest first: the exercise's own names on its own line, else the short one."""
    return item.mark.names if role is Role.MAIN and item.mark.what is What.EXERCISE else item.mark.names[-1:]


def _above(item: Item, names: Sequence[str], width_of: WidthOf, face: Face, taken: _Taken) -> Said | None:
    for text in names:
        width = width_of(text, face)
        if width <= _WIDEST_WORDS and (left := _placed(item, text, width, taken)) is not None:
            return Said(text, left, width, Line.ABOVE, face)
    return None


def _with(item: Item, *said: Said | None) -> Item:
    return Item(item.mark, item.left, item.right, item.level, item.bar, tuple(one for one in said if one is not None))


@dataclass(slots=True)
class _Level:
    """The last item on a level: where its mark ends, and where it ends with its words."""

    number: int
    items: list[Item] = field(default_factory=list)
    mark: float = float("-inf")
    end: float = float("-inf")


def _levels(items: Sequence[Item], width_of: WidthOf) -> tuple[list[Item], int]:
    """Put marks with their names beside them on the first level that is free; on full ones words give way, never marks."""
    levels: list[_Level] = []
    for item in items:
        level = next((one for one in levels if one.end + _GAP <= item.left), None)
        if level is None and len(levels) < MOST_LEVELS:
            level = _Level(len(levels))
            levels.append(level)
        if level is None:
            level = min(levels, key=lambda one: (one.mark > item.left, one.end if one.mark <= item.left else one.mark))
            level.items[-1] = _shortened(level.items[-1], item.left, width_of)
        said = _inside(item, width_of, Face.BESIDE) or _beside(item, width_of, item.mark.names[0])
        placed = Item(item.mark, item.left, item.right, level.number, item.bar, (said,) if said else ())
        level.items.append(placed)
        level.mark, level.end = placed.right, placed.high
    return [item for level in levels for item in level.items], len(levels)


def _beside(item: Item, width_of: WidthOf, text: str) -> Said | None:
    width = width_of(text, Face.BESIDE)
    left = item.right + _BESIDE + (_LOCK if item.mark.held else 0)
    if width > _WIDEST_WORDS and text != item.mark.names[-1]:
        return _beside(item, width_of, item.mark.names[-1])
    return Said(text, left, width, Line.BESIDE, Face.BESIDE) if width <= _WIDEST_WORDS else None


def _shortened(item: Item, until: float, width_of: WidthOf) -> Item:
    """Return an item with its short name beside it, or none, so that it ends before a place."""
    if item.said and item.said[0].line is Line.INSIDE:
        return item
    said = _beside(item, width_of, item.mark.names[-1])
    fits = said is not None and said.left + said.width + _GAP <= until
    return Item(item.mark, item.left, item.right, item.level, item.bar, (said,) if said and fits else ())
