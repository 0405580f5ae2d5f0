"""The days that all nations of a plan work, counted by year: weekends, public holidays and customary closures are off."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.backplan.records import Landing, Unit
from liaison_desk.domain.holidays import Holiday, holidays_between
from liaison_desk.domain.policy import read_policy, reading
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.resources import resource

_YEARS: Final = range(1900, 2300)
_LONGEST_CLOSURE: Final = 31
_WORK_WEEK: Final = 5
_FARTHEST_BACK: Final = 30
"""Worked days back, some six weeks or more, within which a week is looked for; Japan and the United States need up to 22."""
_MONTH_DAY: Final = re.compile(r"\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Closure:
    """Days of every year (``MM-DD``, both included, over New Year too) on which a nation's offices are closed by custom."""

    first: str
    last: str
    english: str
    japanese: str

    def covers(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        at = day.strftime("%m-%d")
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@dataclass(frozen=True, slots=True)
class _Year:
    """One year of some nations: the worked days as ordinals, in order, and what the other days are called."""

    worked: tuple[int, ...]
    off: Mapping[date, tuple[Holiday, ...]]


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or a Sunday, which are off in every nation here."""
    return day.weekday() >= _WORK_WEEK


class WorkingDays:
    """The calendar that some nations (trigraphs) share; years are computed once for all who ask for the same nations.

    Dates beyond the years 1900 to 2299 raise DeskError, as do nations that have hardly a working day in common.
    """

    def __init__(self, nations: tuple[str, ...]) -> None:
        self.nations: Final = tuple(sorted(set(nations)))

    def is_worked(self, day: date) -> bool:
        """Tell whether all the nations work on a day."""
        worked, at = self._worked(day.year), day.toordinal()
        place = bisect_left(worked, at)
        return place < len(worked) and worked[place] == at

    def step(self, day: date, count: int) -> date:
        """Return the day that is ``count`` worked days on, or back if it is negative; 0 is the day itself, worked or not."""
        if count == 0:
            return day
        year, at = day.year, day.toordinal()
        worked = self._worked(year)
        place = bisect_right(worked, at) + count - 1 if count > 0 else bisect_left(worked, at) + count
        while place < 0:
            year -= 1
            worked = self._worked(year)
            place += len(worked)
        while place >= len(worked):
            place -= len(worked)
            year += 1
            worked = self._worked(year)
        return date.fromordinal(worked[place])

    def between(self, first: date, last: date) -> int:
        """Return how many days are worked from ``first`` to ``last``, both included; none if they are the wrong way round."""
        if last < first:
            return 0
        before = bisect_left(self._worked(first.year), first.toordinal())
        whole = sum(len(self._worked(year)) for year in range(first.year, last.year))
        return whole + bisect_right(self._worked(last.year), last.toordinal()) - before

    def landed(self, day: date, landing: Landing, length: int = 1, unit: Unit = Unit.DAYS) -> date:
        """Return the day itself if it is worked or may stay, else the nearest worked one before or after it.

        Of ``length`` days or working days that have to lie in one week it is the first (``Landing.WEEK``).
        """
        if landing is Landing.AS_IS:
            return day
        if not self.is_worked(day):
            day = self.step(day, 1 if landing is Landing.AFTER else -1)
        return self._in_one_week(day, length, unit) if landing is Landing.WEEK else day

    def last_of(self, first: date, length: int, unit: Unit) -> date:
        """Return the last of ``length`` days or working days that begin on ``first``, which counts even if it is not worked."""
        if unit is Unit.WORKING_DAYS:
            return self.step(first, length - 1)
        return first + timedelta(days=length - 1)

    def off(self, day: date) -> tuple[Holiday, ...]:
        """Return what a day off is called in each nation that has one: public holidays, then closures by custom."""
        return self._year(day.year).off.get(day, ())

    def off_between(self, first: date, last: date) -> tuple[Holiday, ...]:
        """Return the holidays and closures from ``first`` to ``last``, both included, in order of days."""
        return tuple(
            one
            for year in range(first.year, last.year + 1)
            for day, names in self._year(year).off.items()
            if first <= day <= last
            for one in names
        )

    def _in_one_week(self, day: date, length: int, unit: Unit) -> date:
        """Return the latest worked day up to this one from which all the days lie in one week, or this one if none is near."""
        if length > _WORK_WEEK:
            return day
        first = day
        for _ in range(_FARTHEST_BACK):
            if first.weekday() + (self.last_of(first, length, unit) - first).days < _WORK_WEEK:
                return first
            first = self.step(first, -1)
        return day

    def _worked(self, year: int) -> tuple[int, ...]:
        return self._year(year).worked

    def _year(self, year: int) -> _Year:
        if year not in _YEARS:
            raise DeskError(
                "No working day of {nations} was found about the year {year}. Choose another date.",
                nations=", ".join(self.nations),
                year=str(year),
            )
        return _year_of(self.nations, year)


@cache
def _year_of(nations: tuple[str, ...], year: int) -> _Year:
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    off: dict[date, list[Holiday]] = {}
    for nation in nations:
        for one in holidays_between(nation, first, last):
            off.setdefault(one.day, []).append(one)
    for nation in nations:
        for closure in load_closures().get(nation, ()):
            for day in filter(closure.covers, days):
                if all(one.nation != nation for one in off.get(day, ())):
                    closed = Holiday(nation, day, closure.english, closure.japanese)
                    off.setdefault(day, []).append(closed)
    worked = tuple(day.toordinal() for day in days if not is_weekend(day) and day not in off)
    return _Year(worked, MappingProxyType({day: tuple(off[day]) for day in sorted(off)}))


@cache
def load_closures() -> Mapping[str, tuple[Closure, ...]]:
    """Return the shipped closures (editable data), by nation."""
    return read_closures(resource("policies", "closures.toml"))


def read_closures(path: Path) -> Mapping[str, tuple[Closure, ...]]:
    """Return the closures in a file, by nation. A spoilt file raises UnreadableError that names it."""
    table = read_policy(path)
    with reading(path):
        return MappingProxyType({nation: tuple(map(_closure, entries)) for nation, entries in table.items()})


def _closure(entry: Mapping[str, str]) -> Closure:
    first, last = _month_day(entry["first"]), _month_day(entry["last"])
    if (last - first).days % 366 >= _LONGEST_CLOSURE:
        raise ValueError(entry["first"], entry["last"])
    return Closure(entry["first"], entry["last"], str(entry["en"]), str(entry["ja"]))


def _month_day(text: str) -> date:
    """Return a day ``MM-DD`` of a leap year."""
    if not _MONTH_DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(f"2000-{text}")
