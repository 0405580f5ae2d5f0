"""Where suspenses stand in a timeline: lanes, and in each as many rows as its words need; pure but for their widths."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from heapq import heappop, heappush
from typing import Final

from liaison_desk.tasks.records import TaskLine

HEAD: Final = 44
"""Pixels of the scale above the lanes."""
ROW: Final = 24
PAD: Final = 6
MARK: Final = 12
"""Pixels of a diamond."""
WORDS: Final = 210
"""Pixels beyond which a title is cut."""
ZOOMS: Final = (14, 28, 56, 91, 182)
"""Days in sight."""


class Lanes(StrEnum):
    """By what lanes are made."""

    OWNER = "owner"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Placed:
    """A suspense: its task, its day, the row in its lane, and how wide its words are."""

    line: TaskLine
    day: date
    row: int
    words: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: what it is called, where it begins, and what stands in it in the order of time."""

    name: str
    top: int
    rows: int
    items: tuple[Placed, ...]

    @property
    def height(self) -> int:
        """How high it is."""
        return self.rows * ROW + 2 * PAD


def lay_out(
    lines: Iterable[tuple[TaskLine, date]], lane_of: Callable[[TaskLine], str], width_of: Callable[[TaskLine], int],
    begin: date, day_width: float,
) -> list[Lane]:  # fmt: skip
    """Return the lanes by name, those of no name last; words never run into the suspense after them."""
    by_name: dict[str, list[tuple[TaskLine, date]]] = {}
    for line, day in lines:
        by_name.setdefault(lane_of(line), []).append((line, day))
    lanes, top = [], 0
    for name in sorted(by_name, key=lambda name: (not name, name)):
        items = _rows(sorted(by_name[name], key=lambda one: (one[1], one[0].id)), width_of, begin, day_width)
        lane = Lane(name, top, 1 + max(item.row for item in items), tuple(items))
        lanes.append(lane)
        top += lane.height
    return lanes


def _rows(
    lines: Sequence[tuple[TaskLine, date]], width_of: Callable[[TaskLine], int], begin: date, day_width: float
) -> list[Placed]:
    """Give each suspense the first row that is free where it stands; of thousands none is looked for along all rows."""
    taken: list[tuple[float, int]] = []  # until where, and which row
    free: list[int] = []
    placed = []
    for line, day in lines:
        left = (day - begin).days * day_width
        words = min(WORDS, width_of(line))
        while taken and taken[0][0] <= left:
            heappush(free, heappop(taken)[1])
        row = heappop(free) if free else len(taken)
        heappush(taken, (left + max(day_width, MARK + 6) + words + 10, row))
        placed.append(Placed(line, day, row, words))
    return placed


@dataclass(frozen=True, slots=True)
class Sight:
    """The days in sight."""

    begin: date
    days: int = ZOOMS[1]

    @property
    def last(self) -> date:
        """The last day in sight."""
        return self.begin + timedelta(days=self.days - 1)

    def panned(self, days: int) -> "Sight":
        """Return the days so many later; at the ends of the calendar it stays."""
        try:
            moved = Sight(self.begin + timedelta(days=days), self.days)
            within = moved.last >= moved.begin
        except OverflowError:
            return self
        return moved if within else self

    def zoomed(self, by: int, around: date) -> "Sight":
        """Return more days in sight, or fewer when negative; a day keeps its place among them."""
        number = max(0, min(len(ZOOMS) - 1, ZOOMS.index(self.days) + by))
        before = round((around - self.begin).days / self.days * ZOOMS[number])
        try:
            return Sight(around - timedelta(days=before), ZOOMS[number])
        except OverflowError:
            return self


def first_sight(today: date, days: int) -> Sight:
    """Return the days in sight at first: from the Monday of the week before."""
    return Sight(today - timedelta(days=today.weekday() + 7), days if days in ZOOMS else ZOOMS[1])
