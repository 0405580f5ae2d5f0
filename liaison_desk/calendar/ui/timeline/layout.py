"""Where everything stands in a timeline: bars and their words in lanes that never collide, ticks in a strip. Pure; pixels.

Positions are counted from the first day that was read, so that panning moves what was laid out once.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Final

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import dates, is_bar
from liaison_desk.calendar.ui.timeline.rows import Subject
from liaison_desk.domain.zones import to_local

LANE: Final = 25
BAR: Final = 20
STRIP: Final = 13
PAD: Final = 9
DIAMOND: Final = 13
SPOT: Final = 6
LEAST_ROW: Final = 46
WORDS_GAP: Final = 6
_APART: Final = 6.0
_INSIDE: Final = 22.0  # what the words of a bar leave free inside it, left and right
_MOST_BARS: Final = 8
_MOST_SPOTS: Final = 3
_CUT: Final = 44.0
_LONGEST: Final = 260.0
_TICK: Final = 3.0
_WIDE_DAY: Final = 12.0


class Shape(Enum):
    """How an occurrence is drawn: days as a bar, a single day from afar as a diamond, an hour as a spot."""

    BAR = auto()
    DIAMOND = auto()
    SPOT = auto()


@dataclass(frozen=True, slots=True)
class Item:
    """An occurrence (its number in the list) and the pixels it takes; ``words`` is how wide its title is."""

    number: int
    left: float
    right: float
    words: float
    shape: Shape = Shape.BAR
    begins: bool = True
    finishes: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with the pixels its words may take, within it or right of it; as wide as nothing when there is no room."""

    item: Item
    words_left: float
    words_right: float

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.item.left

    @property
    def right(self) -> float:
        """Where it ends, its words included."""
        return max(self.item.right, self.words_right)

    @property
    def inside(self) -> bool:
        """Whether its words stand within it."""
        return self.words_left < self.item.right


@dataclass(frozen=True, slots=True)
class Tick:
    """Occurrences so close to each other that one stroke stands for them."""

    left: float
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A subject with its lanes, each in order, and the strip of ticks below them."""

    subject: Subject
    lanes: tuple[tuple[Placed, ...], ...]
    ticks: tuple[Tick, ...]
    top: int
    height: int

    def placed(self) -> Iterator[tuple[int, Placed]]:
        """Yield the number of the lane and what stands in it."""
        for number, lane in enumerate(self.lanes):
            for one in lane:
                yield number, one


def tick_height(tick: Tick) -> int:
    """Return how high a stroke is: the higher, the more it stands for."""
    return min(STRIP - 2, 5 + 2 * len(tick.numbers))


def between(lane: Sequence[Placed], low: float, high: float) -> Sequence[Placed]:
    """Return what of a lane can be seen from ``low`` to ``high``; nothing else is looked at."""
    first = bisect_left(lane, low, key=lambda one: one.right)
    return lane[first : bisect_right(lane, high, key=lambda one: one.left)]


def ticks_between(ticks: Sequence[Tick], low: float, high: float) -> Sequence[Tick]:
    """Return the ticks from ``low`` to ``high``."""
    return ticks[
        bisect_left(ticks, low, key=lambda one: one.left) : bisect_right(ticks, high, key=lambda one: one.left)
    ]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days an occurrence touches; of a short one also in which part of the day it begins, and how many hours it takes."""

    first: date
    last: date
    part: float = 0.0
    hours: float = -1.0


def measured(occurrences: Sequence[Occurrence], zone: str) -> list[Stretch]:
    """Return where occurrences lie on a zone's calendar; asked once for what was read, whatever is laid out of it later."""
    found = []
    for one in occurrences:
        first, last = dates(one, zone)
        if is_bar(one):
            found.append(Stretch(first, last))
        else:
            found.append(Stretch(first, last, day_part(one.starts, zone), (one.ends - one.starts) / timedelta(hours=1)))
    return found


@dataclass(frozen=True, slots=True)
class Measure:
    """The scale things are laid out on: the first day that was read, how many days, and how wide one is."""

    first: date
    days: int
    day_width: float


def lay_out(
    subjects: Sequence[Subject], occurrences: Sequence[Occurrence], stretches: Sequence[Stretch], measure: Measure,
    words: Callable[[Occurrence], float],
) -> list[Row]:  # fmt: skip
    """Return the rows below one another. ``words`` tells how wide the title of an occurrence is."""
    rows, top = [], 0
    known: dict[int, Item | None] = {}
    for subject in subjects:
        for number in subject.numbers:
            if number not in known:
                known[number] = _item(number, stretches[number], measure, words(occurrences[number]))
        items = [item for number in subject.numbers if (item := known[number]) is not None]
        series = [item for item in items if item.shape is Shape.SPOT and occurrences[item.number].recurring]
        single = [item for item in items if item.shape is not Shape.SPOT or not occurrences[item.number].recurring]
        lanes, rest = pack(single)
        ticks = as_ticks([*series, *rest])
        height = max(LEAST_ROW, 2 * PAD + len(lanes) * LANE - (LANE - BAR) * bool(lanes) + STRIP * bool(ticks))
        rows.append(Row(subject, tuple(map(tuple, lanes)), tuple(ticks), top, height))
        top += height
    return rows


def pack(items: Sequence[Item]) -> tuple[list[list[Placed]], list[Item]]:
    """Put items into lanes so that neither they nor their words touch; return the lanes, and what no lane has room for.

    Bars come first, for they say most. Words are cut, then left out, before an item is.
    """
    lanes: list[list[Placed]] = []
    rest: list[Item] = []
    for item in sorted(items, key=lambda one: (one.shape is not Shape.BAR, one.left, -one.right, one.number)):
        most = _MOST_SPOTS if item.shape is Shape.SPOT else _MOST_BARS
        placed = _placed(item, lanes, most)
        if placed is None:
            rest.append(item)
        else:
            number, one = placed
            if number == len(lanes):
                lanes.append([])
            insort(lanes[number], one, key=lambda other: other.left)
    return lanes, rest


def _placed(item: Item, lanes: Sequence[Sequence[Placed]], most: int) -> tuple[int, Placed] | None:
    """Return the lane for an item and how it stands there: with all its words, with some of them, without."""
    whole = _with_words(item, item.words)
    rooms = [_room(lane, item) for lane in lanes[:most]]
    for number, (low, high) in enumerate(rooms):
        if low <= item.left and whole.right + _APART <= high:
            return number, whole
    if len(lanes) < most:
        return len(lanes), whole
    fitting = [
        (high, -number) for number, (low, high) in enumerate(rooms) if low <= item.left and item.right + _APART <= high
    ]
    if not fitting:
        return None
    high, number = max(fitting)
    room = high - _APART - item.right - WORDS_GAP
    return -number, whole if whole.inside else _with_words(item, room if room >= _CUT else 0)


def _room(lane: Sequence[Placed], item: Item) -> tuple[float, float]:
    """Return from where to where a lane is free around the beginning of an item."""
    after = bisect_right(lane, item.left, key=lambda one: one.left)
    low = lane[after - 1].right + _APART if after else float("-inf")
    high = lane[after].left if after < len(lane) else float("inf")
    return low, high


def _with_words(item: Item, room: float) -> Placed:
    width = item.right - item.left
    if item.shape is Shape.BAR and width >= min(item.words + _INSIDE, 80):
        return Placed(item, item.left, item.right)
    if not room:
        return Placed(item, item.right, item.right)
    left = item.right + WORDS_GAP
    return Placed(item, left, left + min(item.words, room, _LONGEST))


def as_ticks(items: Sequence[Item]) -> list[Tick]:
    """Return strokes for items, one for those that would touch each other."""
    found: list[Tick] = []
    for item in sorted(items, key=lambda one: (one.left, one.number)):
        if found and item.left - found[-1].left < _TICK:
            found[-1] = Tick(found[-1].left, (*found[-1].numbers, item.number))
        else:
            found.append(Tick(item.left, (item.number,)))
    return found


def _item(number: int, stretch: Stretch, measure: Measure, words: float) -> Item | None:
    """Return what an occurrence takes up; None when it lies outside of what was read."""
    begin, end, width = (stretch.first - measure.first).days, (stretch.last - measure.first).days, measure.day_width
    if end < 0 or begin >= measure.days:
        return None
    if stretch.hours >= 0:
        left = (begin + stretch.part) * width
        return Item(number, left, left + max(SPOT, stretch.hours * width / 24), words, Shape.SPOT)
    if begin == end and width < _WIDE_DAY:
        middle = (begin + 0.5) * width
        return Item(number, middle - DIAMOND / 2, middle + DIAMOND / 2, words, Shape.DIAMOND)
    left, right = max(0, begin) * width, min(measure.days, end + 1) * width
    return Item(number, left, max(left + 4, right - 1), words, Shape.BAR, begin >= 0, end < measure.days)


def day_part(at: datetime, zone: str) -> float:
    """Return which part of a zone's day has passed on its wall clock."""
    wall = to_local(at, zone)
    return (wall.hour * 60 + wall.minute) / 1440
