"""Which days a timeline of exercises shows: any stretch from two weeks to two years, moved and widened without steps. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import Final


class Zoom(IntEnum):
    """How much is in sight, in days: what the segments of the page choose."""

    WEEKS = 42
    MONTHS = 122
    QUARTERS = 274
    YEAR = 366
    TWO_YEARS = 731


CLOSEST: Final = 14.0
WIDEST: Final = 1100.0
"""The fewest and the most days that are in sight at once."""
_FIRST: Final = date(10, 1, 1)
_LAST: Final = date(9980, 1, 1)  # what lies around such a day is still in the calendar
_SAME: Final = 0.01


@dataclass(frozen=True, slots=True)
class Sight:
    """The days in sight: ``days`` of them (any part of one, too) from ``begin`` on, an ordinal and the part of its day."""

    begin: float
    days: float = float(Zoom.YEAR)

    @property
    def first(self) -> date:
        """The first day of which anything is in sight."""
        return date.fromordinal(int(self.begin))

    @property
    def last(self) -> date:
        """The last day of which anything is in sight."""
        return date.fromordinal(int(self.begin + self.days))

    def panned(self, days: float) -> "Sight":
        """Return the days so many later, within the calendar."""
        return replace(self, begin=_kept(self.begin + days))

    def zoomed(self, days: float, around: float) -> "Sight":
        """Return another number of days in sight; what stands at ``around``, an ordinal, keeps its place."""
        days = max(CLOSEST, min(WIDEST, days))
        return Sight(_kept(around - (around - self.begin) * days / self.days), days)

    def stepped(self, by: int, around: float) -> "Sight":
        """Return the next of the chosen zooms, farther (``by`` 1) or closer (-1); at the last of them it stays."""
        ahead = [zoom for zoom in Zoom if (zoom > self.days + _SAME if by > 0 else zoom < self.days - _SAME)]
        return self.zoomed(float(ahead[0] if by > 0 else ahead[-1]), around) if ahead else self

    def towards(self, first: int, last: int) -> "Sight":
        """Return the sight in which days are seen: this one, or one where the first of them stands a quarter in."""
        margin = self.days / 20
        if self.begin + margin <= first and last + 1 <= self.begin + self.days - margin:
            return self
        return replace(self, begin=_kept(first - self.days / 4))

    @property
    def zoom(self) -> Zoom:
        """The chosen zoom that is nearest to what is in sight."""
        return min(Zoom, key=lambda zoom: abs(zoom / self.days - 1) + abs(self.days / zoom - 1))


def _kept(begin: float) -> float:
    return max(float(_FIRST.toordinal()), min(float(_LAST.toordinal()), begin))


def months_between(first: date, last: date) -> Iterator[date]:
    """Yield the first days of the months that have a day from ``first`` to ``last``, both included."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def next_month(month: date, count: int = 1) -> date:
    """Return the first day of the month so many after a day's."""
    for _ in range(count):
        month = month.replace(day=1) + timedelta(days=monthrange(month.year, month.month)[1])
    return month


def mondays_between(first: date, last: date) -> Iterator[date]:
    """Yield the Mondays of the weeks that have a day from ``first`` to ``last``, both included."""
    day = first - timedelta(days=first.weekday())
    while day <= last:
        yield day
        day += timedelta(days=7)
