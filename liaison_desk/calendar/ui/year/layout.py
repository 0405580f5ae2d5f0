"""How much happens on each day of a year, and where its months stand. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import dates, is_bar
from liaison_desk.calendar.ui.timeline.axis import later
from liaison_desk.calendar.ui.weeks import week_of

STEPS: Final = (1, 2, 4, 6)
"""From so many events a day on its tint is the first, second … one."""
_SHAPES: Final = ((4, 3), (3, 4), (6, 2), (2, 6))
_MOST_DAYS: Final = 400


@dataclass(slots=True)
class Figure:
    """What happens on one day: how many events, how many minutes of them by the clock, and the days off."""

    count: int = 0
    minutes: int = 0
    days_off: list[Occurrence] = field(default_factory=list)

    @property
    def level(self) -> int:
        """How strong the day's tint is, 0 for a free one."""
        return sum(self.count >= step for step in STEPS)


def figures(occurrences: Iterable[Occurrence], zone: str, first: date, days: int) -> dict[date, Figure]:
    """Return the figures of the days on which something happens; what is cancelled or declined does not."""
    found: dict[date, Figure] = {}
    for one in occurrences:
        if one.off:
            continue
        begin, end = dates(one, zone)
        low, high = max(0, (begin - first).days), min(days - 1, (end - first).days)
        for number in range(low, min(high, low + _MOST_DAYS) + 1):
            figure = found.setdefault(first + timedelta(days=number), Figure())
            if one.day_off:
                figure.days_off.append(one)
                continue
            figure.count += 1
            if number == low and not is_bar(one):
                figure.minutes += int((one.ends - one.starts).total_seconds()) // 60
    return found


def span_of(begin: date) -> tuple[date, int]:
    """Return the first day and the number of days of the twelve months from a month on."""
    return begin, (later(begin, 12) - begin).days


def begin_of(day: date, month: int) -> date:
    """Return the day on which the year that a day lies in begins, when years begin in a month."""
    return date(day.year - (day.month < month), month, 1)


@dataclass(frozen=True, slots=True)
class MonthPlace:
    """A month's block: where its words begin, and where and how large its cells are."""

    month: date
    left: int
    top: int
    width: int
    cell: tuple[int, int]
    first: date
    """The day its first row begins on, which may be of the month before."""

    def rect_of(self, day: date, head: int) -> tuple[int, int, int, int]:
        """Return left, top, width and height of a day's cell below a head of some height."""
        row, column = divmod((day - self.first).days, 7)
        width, height = self.cell
        return self.left + column * width, self.top + head + row * height, width, height

    def day_at(self, x: int, y: int, head: int) -> date | None:
        """Return the day at a point, None outside of the month's days."""
        width, height = self.cell
        column, row = (x - self.left) // width, (y - self.top - head) // height
        if not 0 <= column < 7 or row < 0:
            return None
        day = self.first + timedelta(days=row * 7 + column)
        return day if (day.year, day.month) == (self.month.year, self.month.month) else None


def places(
    begin: date, width: int, height: int, *, head: int, sunday: bool, gap: int = 26, margin: int = 20
) -> Sequence[MonthPlace]:
    """Return the blocks of twelve months in the shape that gives the largest cells; ``head`` is the height of their words."""
    best: tuple[int, tuple[int, int], tuple[int, int]] | None = None
    for columns, rows in _SHAPES:
        block_width = (width - 2 * margin - (columns - 1) * gap) // columns
        block_height = (height - 16 - (rows - 1) * 10) // rows
        cell = max(8, block_width // 7), max(8, (block_height - head) // 6)
        least = min(cell)
        if best is None or least > best[0]:
            best = least, (columns, rows), cell
    assert best is not None
    _, (columns, rows), (cell_width, cell_height) = best
    cell_width = min(cell_width, cell_height * 3 // 2)
    block_width = (width - 2 * margin - (columns - 1) * gap) // columns
    block_height = (height - 16 - (rows - 1) * 10) // rows
    found = []
    for number in range(12):
        row, column = divmod(number, columns)
        month = later(begin, number)
        left, top = margin + column * (block_width + gap), 8 + row * (block_height + 10)
        first = week_of(month, sunday=sunday)
        found.append(MonthPlace(month, left, top, 7 * cell_width, (cell_width, cell_height), first))
    return found
