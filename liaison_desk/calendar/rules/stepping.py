"""The rules that nearly everybody uses (every so many days or weeks, a day of the month) by arithmetic instead of a walk.

A week of a desk may touch thousands of series, each of which has to be entered near the span without counting from its
start. What is not among these few patterns is left to ``repetition``, which knows all of RFC 5545; both give the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol

from liaison_desk.calendar.rules.repetition import END_OF_TIME, MOST, Rule, completed, instances

_DAY = timedelta(days=1)
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


def steps(rule: Rule, start: datetime, until: datetime | None, *, all_day: bool = False) -> Steps:
    """Return a rule that begins at ``start`` made ready."""
    if all_day:
        rule = replace(rule, hours=(), minutes=(), seconds=())
    return _common(rule, start, until) or Walked(rule, start, until)


def _common(rule: Rule, start: datetime, until: datetime | None) -> Steps | None:
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
class _InDays:
    """Instances at ``offsets`` days (ascending) of cycles of ``length`` days, the first of which is ``base``.

    ``first`` and ``last`` are the numbers of the first and the last instance, counted from the cycle of ``base``.
    """

    base: datetime
    length: int
    offsets: tuple[int, ...]
    first: int
    last: int
    until: datetime | None

    def between(self, low: datetime, high: datetime) -> list[datetime]:
        """Return in order the wall times from ``low`` to ``high``, both included."""
        if self.until is not None and self.until < high:
            high = self.until
        # Everything between is one stretch of numbers: its end is reckoned, not looked for.
        number = max(self.first, _number(low - self.base, self.length, self.offsets))
        cycle, offset = divmod((high - self.base) // _DAY, self.length)
        end = min(self.last, cycle * len(self.offsets) + bisect_right(self.offsets, offset) - 1, number + MOST - 1)
        if end < number:
            return []
        many, length, offsets = len(self.offsets), self.length, self.offsets
        if many == 1:
            at, step = self.base + timedelta(days=number * length + offsets[0]), timedelta(days=length)
            return [at + step * n for n in range(end - number + 1)]
        return [
            self.base + timedelta(days=cycle * length + offsets[place])
            for cycle, place in (divmod(n, many) for n in range(number, end + 1))
        ]

    @property
    def final(self) -> datetime | None:
        """The last wall time of a rule with COUNT, ``None`` when there is none at all."""
        if self.last < self.first:
            return None
        cycle, place = divmod(self.last, len(self.offsets))
        return self.base + timedelta(days=cycle * self.length + self.offsets[place])


def _in_days(rule: Rule, start: datetime, until: datetime | None, clock: time) -> Steps | None:
    if rule.frequency == "DAILY" and not rule.weekdays:
        base, length = datetime.combine(start.date(), clock), rule.interval
        offsets: tuple[int, ...] = (0,)
    elif rule.frequency == "WEEKLY" or rule.interval == 1:
        day, weekday = start.toordinal(), start.weekday()
        first = day - (weekday - rule.week_start) % 7
        if first < 1:
            return None
        base, length = datetime.combine(date.fromordinal(first), clock), 7 * rule.interval
        weekdays = {one for _, one in rule.weekdays} or {weekday}
        offsets = tuple(sorted((one - rule.week_start) % 7 for one in weekdays))
    else:
        return None
    # The calendar ends with the year 9999.
    cycles, rest = divmod(date.max.toordinal() - base.toordinal(), length)
    last = cycles * len(offsets) + bisect_right(offsets, rest) - 1
    begins = max(0, _number(start - base, length, offsets))
    return _InDays(base, length, offsets, begins, min(last, begins + rule.count - 1) if rule.count else last, until)


def _number(since: timedelta, length: int, offsets: tuple[int, ...]) -> int:
    """Return the number of the first instance at a time after the base, or later; below 0 before the first cycle."""
    days, rest = divmod(since, _DAY)
    cycle, offset = divmod(days + 1 if rest else days, length)
    return cycle * len(offsets) + bisect_left(offsets, offset)


@dataclass(frozen=True, slots=True)
class _InMonths:
    """Instances on days of the month: every ``interval`` months from the start's, or in ``months`` of every so many years."""

    rule: Rule
    start: datetime
    until: datetime | None
    clock: time

    def between(self, low: datetime, high: datetime) -> list[datetime]:
        """Return in order the wall times from ``low`` to ``high``, both included."""
        low = max(low, self.start)
        if self.until is not None and self.until < high:
            high = self.until
        found: list[datetime] = []
        for at in self.laid_out(low, high):
            if at > high or len(found) == MOST:
                break
            if at >= low:
                found.append(at)
        return found

    @property
    def final(self) -> datetime | None:
        """A rule without COUNT has no last wall time."""
        return None

    def laid_out(self, low: datetime, high: datetime) -> Iterator[datetime]:
        """Yield the wall times from the month of ``low`` to that of ``high``."""
        clock, days, weekdays = self.clock, self.rule.month_days, self.rule.weekdays
        for year, month in self._months(low, high):
            first = date(year, month, 1)
            length = _month_length(year, month)
            if weekdays:
                fitting = _weekdays(weekdays, first.weekday(), length)
                if days:
                    fitting &= _month_days(days, length)
            else:
                fitting = _month_days(days, length)
            for day in sorted(fitting):
                yield datetime.combine(first.replace(day=day), clock)

    def _months(self, low: datetime, high: datetime) -> Iterator[tuple[int, int]]:
        step, wanted = self.rule.interval, self.rule.months
        last = min(high.year, 9999) * 12 + high.month - 1
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
        for number in range(begin + ahead * step, last + 1, step)[:_MOST_MONTHS]:
            year, month = divmod(number, 12)
            if not wanted or month + 1 in wanted:
                yield year, month + 1


@dataclass(frozen=True, slots=True)
class _Listed:
    """All instances of a rule, laid out once."""

    all: list[datetime]

    @property
    def final(self) -> datetime | None:
        """The last wall time, ``None`` when there is none at all."""
        return self.all[-1] if self.all else None

    def between(self, low: datetime, high: datetime) -> list[datetime]:
        """Return in order the wall times from ``low`` to ``high``, both included."""
        return self.all[bisect_left(self.all, low) : bisect_right(self.all, high)]


NOTHING: Final[Steps] = _Listed([])
"""What gives no instance at all."""


def _in_months(rule: Rule, start: datetime, until: datetime | None, clock: time) -> Steps | None:
    days = rule.weekdays or rule.month_days
    if rule.frequency == "YEARLY" and days and not rule.months:
        return None  # its days and nth weekdays are those of the year
    found = _InMonths(completed(rule, start) if not days else rule, start, until, clock)
    if not rule.count:
        return found
    if rule.count > _MOST_COUNTED:
        return None
    listed: list[datetime] = []
    for at in found.laid_out(start, until or END_OF_TIME):
        if len(listed) == rule.count or (until is not None and at > until):
            break
        if at >= start:
            listed.append(at)
    return _Listed(listed)


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
