"""The rules that nearly everybody uses (every so many days or weeks, a day of the month) by arithmetic instead of a walk.

A week of a desk may touch thousands of series, each of which has to be entered near the span without counting from its
start. What is not among these few patterns is left to ``repetition``, which knows all of RFC 5545; both give the same.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from itertools import islice
from typing import Final, Protocol

from liaison_desk.calendar.rules.repetition import END_OF_TIME, MOST, Rule, completed, instances

_MOST_COUNTED = 5000  # instances of a monthly or yearly rule with COUNT that are laid out beforehand
_MOST_MONTHS = 5000  # months looked at in one question


class Steps(Protocol):
    """A rule made ready: gives its wall times in any span."""

    @property
    def final(self) -> datetime | None:
        """The last wall time of a rule with COUNT, ``None`` when there is none at all."""
        ...

    def between(self, low: datetime, high: datetime) -> list[datetime]:
        """Return in order the wall times from ``low`` to ``high``, both included."""
        ...


@dataclass(frozen=True, slots=True)
class Daily(ABC):
    """A rule made ready that has an instance a day at the most, always at the same time of the day, its ``clock``.

    Days are counted as ``date.toordinal`` does: whole numbers are stepped and compared at a fraction of what times cost.
    """

    clock: time

    @abstractmethod
    def days(self, low: int, high: int) -> Sequence[int]:
        """Return in order the days of the instances from ``low`` to ``high``, both included."""

    @property
    @abstractmethod
    def final(self) -> datetime | None:
        """The last wall time of a rule with COUNT, ``None`` when there is none at all."""

    def between(self, low: datetime, high: datetime) -> list[datetime]:
        """Return in order the wall times from ``low`` to ``high``, both included."""
        return [self.at(day) for day in self.days(_first_day(low, self.clock), _last_day(high, self.clock))]

    def at(self, day: int) -> datetime:
        """Return the wall time of a day."""
        return datetime.combine(date.fromordinal(day), self.clock)


def _first_day(since: datetime, clock: time) -> int:
    """Return the first day on which a time of the day is not before ``since``."""
    return since.toordinal() + (clock < since.time())


def _last_day(until: datetime | None, clock: time) -> int:
    """Return the last day on which a time of the day is not after ``until``, without one the last of the calendar."""
    if until is None:
        return date.max.toordinal()
    return until.toordinal() - (until.time() < clock)


def steps(rule: Rule, start: datetime, until: datetime | None, *, all_day: bool = False) -> Steps:
    """Return a rule that begins at ``start`` made ready."""
    if all_day:
        rule = replace(rule, hours=(), minutes=(), seconds=())
    return _common(rule, start, until) or Walked(rule, start, until)


def _common(rule: Rule, start: datetime, until: datetime | None) -> Daily | None:
    """Return a rule made ready by arithmetic, or ``None`` where it is none of the common ones."""
    if rule.frequency not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} or rule.positions or rule.skip != "OMIT":
        return None
    if rule.year_days or rule.weeks or (rule.frequency in {"DAILY", "WEEKLY"} and (rule.months or rule.month_days)):
        return None
    if any(len(part) > 1 for part in (rule.hours, rule.minutes, rule.seconds)):
        return None
    hour, minute, second = (part[0] if part else None for part in (rule.hours, rule.minutes, rule.seconds))
    clock = time(
        start.hour if hour is None else hour,
        start.minute if minute is None else minute,
        start.second if second is None else min(59, second),
    )
    if rule.frequency in {"DAILY", "WEEKLY"}:
        return _in_days(rule, start, until, clock)
    return _in_months(rule, start, until, clock)


@dataclass(frozen=True, slots=True)
class Walked:
    """A rule that has to be walked, period by period."""

    rule: Rule
    start: datetime
    until: datetime | None

    @property
    def final(self) -> datetime | None:
        """The last wall time of a rule with COUNT that is within reach, ``None`` when there is none at all."""
        last = None
        for at in instances(self.rule, self.start, self.until, self.start, END_OF_TIME):
            last = at
        return last

    def between(self, low: datetime, high: datetime) -> list[datetime]:
        """Return in order the wall times from ``low`` to ``high``, both included."""
        return list(instances(self.rule, self.start, self.until, low, high))


@dataclass(frozen=True, slots=True)
class _InDays(Daily):
    """Instances at ``offsets`` days (ascending) of cycles of ``length`` days, the first of which begins on the day ``base``.

    ``first`` and ``last`` are the numbers of the first and the last instance, counted from the cycle of ``base``.
    """

    base: int
    length: int
    offsets: tuple[int, ...]
    first: int
    last: int

    def days(self, low: int, high: int) -> Sequence[int]:
        """Return in order the days of the instances from ``low`` to ``high``, both included."""
        length, offsets = self.length, self.offsets
        # Everything between is one stretch of numbers: its end is reckoned, not looked for.
        number = max(self.first, _number(low - self.base, length, offsets))
        end = min(self.last, _number(high + 1 - self.base, length, offsets) - 1, number + MOST - 1)
        if end < number:
            return ()
        if len(offsets) == 1:
            begin = self.base + offsets[0]
            return range(begin + number * length, begin + end * length + 1, length)
        (cycle, place), (last_cycle, last_place) = divmod(number, len(offsets)), divmod(end, len(offsets))
        begins = range(self.base + cycle * length, self.base + last_cycle * length + 1, length)
        days = [begin + offset for begin in begins for offset in offsets]
        return days[place : len(days) - len(offsets) + last_place + 1]

    @property
    def final(self) -> datetime | None:
        """The last wall time of a rule with COUNT, ``None`` when there is none at all."""
        if self.last < self.first:
            return None
        cycle, place = divmod(self.last, len(self.offsets))
        return self.at(self.base + cycle * self.length + self.offsets[place])


def _in_days(rule: Rule, start: datetime, until: datetime | None, clock: time) -> Daily | None:
    day = start.toordinal()
    if rule.frequency == "DAILY" and not rule.weekdays:
        base, length = day, rule.interval
        offsets: tuple[int, ...] = (0,)
    elif rule.frequency == "WEEKLY" or rule.interval == 1:
        weekday = start.weekday()
        base, length = day - (weekday - rule.week_start) % 7, 7 * rule.interval
        if base < 1:
            return None
        weekdays = {one for _, one in rule.weekdays} or {weekday}
        offsets = tuple(sorted((one - rule.week_start) % 7 for one in weekdays))
    else:
        return None
    first = max(0, _number(_first_day(start, clock) - base, length, offsets))
    last = _number(_last_day(until, clock) + 1 - base, length, offsets) - 1
    return _InDays(clock, base, length, offsets, first, min(last, first + rule.count - 1) if rule.count else last)


def _number(days: int, length: int, offsets: tuple[int, ...]) -> int:
    """Return the number of the first instance so many days after the base, or later; below 0 before the first cycle."""
    cycle, offset = divmod(days, length)
    return cycle * len(offsets) + bisect_left(offsets, offset)


@dataclass(frozen=True, slots=True)
class _InMonths(Daily):
    """Instances on days of the month: every ``interval`` months from the start's, or in ``months`` of every so many years.

    None of them lies before the day ``first``, or after ``last``.
    """

    rule: Rule
    start: date
    first: int
    last: int

    def days(self, low: int, high: int) -> Sequence[int]:
        """Return in order the days of the instances from ``low`` to ``high``, both included."""
        low, high = max(low, self.first), min(high, self.last)
        return [day for day in self.laid_out(low, high) if low <= day <= high][:MOST] if low <= high else ()

    @property
    def final(self) -> datetime | None:
        """A rule without COUNT has no last wall time."""
        return None

    def laid_out(self, low: int, high: int) -> Iterator[int]:
        """Yield the days from the month of ``low`` to that of ``high``."""
        month_days, weekdays = self.rule.month_days, self.rule.weekdays
        for year, month in self._months(date.fromordinal(low), date.fromordinal(high)):
            yield from fitting(year, month, month_days, weekdays)

    def _months(self, low: date, high: date) -> Iterator[tuple[int, int]]:
        step, wanted = self.rule.interval, self.rule.months
        if self.rule.frequency == "YEARLY":
            years = range(
                self.start.year + max(0, -(-(low.year - self.start.year) // step)) * step, high.year + 1, step
            )
            for year in years[:_MOST_MONTHS]:
                for month in wanted:
                    yield year, month
            return
        begin = self.start.year * 12 + self.start.month - 1
        ahead = max(0, -(-(low.year * 12 + low.month - 1 - begin) // step))
        for number in range(begin + ahead * step, high.year * 12 + high.month, step)[:_MOST_MONTHS]:
            year, month = divmod(number, 12)
            if not wanted or month + 1 in wanted:
                yield year, month + 1


@dataclass(frozen=True, slots=True)
class _Listed(Daily):
    """The days of all instances of a rule, laid out once."""

    all: tuple[int, ...]

    def days(self, low: int, high: int) -> Sequence[int]:
        """Return in order the days of the instances from ``low`` to ``high``, both included."""
        return self.all[bisect_left(self.all, low) : bisect_right(self.all, high)]

    @property
    def final(self) -> datetime | None:
        """The last wall time, ``None`` when there is none at all."""
        return self.at(self.all[-1]) if self.all else None


NOTHING: Final[Daily] = _Listed(time(), ())
"""What gives no instance at all."""


def _in_months(rule: Rule, start: datetime, until: datetime | None, clock: time) -> Daily | None:
    days = rule.weekdays or rule.month_days
    if rule.frequency == "YEARLY" and days and not rule.months:
        return None  # its days and nth weekdays are those of the year
    first = _first_day(start, clock)
    last = _last_day(until, clock)
    found = _InMonths(clock, rule if days else completed(rule, start), start.date(), first, last)
    if not rule.count:
        return found
    if rule.count > _MOST_COUNTED:
        return None
    given = (day for day in found.laid_out(first, last) if day >= first) if first <= last else iter(())
    return _Listed(clock, tuple(day for day in islice(given, rule.count) if day <= last))


@lru_cache(maxsize=4096)
def fitting(
    year: int, month: int, month_days: tuple[int, ...], weekdays: tuple[tuple[int, int], ...]
) -> tuple[int, ...]:
    """Return the days of a month (ordinals) that fit a rule; many series share a few patterns."""
    first = date(year, month, 1)
    length = _month_length(year, month)
    fitting = _weekdays(weekdays, first.weekday(), length) if weekdays else _month_days(month_days, length)
    if weekdays and month_days:
        fitting &= _month_days(month_days, length)
    return tuple(sorted(first.toordinal() + day - 1 for day in fitting))


def _weekdays(wanted: tuple[tuple[int, int], ...], first: int, length: int) -> set[int]:
    """Return the days of a month that are among the wanted (nth or every) weekdays; ``first`` is the weekday of the 1st."""
    found: set[int] = set()
    for ordinal, weekday in wanted:
        day = 1 + (weekday - first) % 7
        if ordinal > 0:
            day += 7 * (ordinal - 1)
        elif ordinal < 0:
            day += 7 * ((length - day) // 7 + 1 + ordinal)
        else:
            found.update(range(day, length + 1, 7))
        if ordinal and 1 <= day <= length:
            found.add(day)
    return found


def _month_days(wanted: tuple[int, ...], length: int) -> set[int]:
    return {day for day in ((one if one > 0 else length + 1 + one) for one in wanted) if 1 <= day <= length}


def _month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31
