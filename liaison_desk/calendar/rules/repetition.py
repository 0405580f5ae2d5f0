"""A repetition rule (RFC 5545 §3.3.10, RFC 7529 SKIP) read and laid out on a wall clock, in bounded time.

Periods are walked one by one and each is filled as the RFC's table of BYxxx parts says; a rule without COUNT is entered
near the span that is asked for, so that neither an old daily series nor a rule by the second holds the desk.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import product
from typing import Final

MOST: Final = 20_000
"""Instances of one rule that are looked at in one question."""
_MOST_STEPS: Final = 100_000
"""Days and units that are looked at in one question, whether they hold an instance or not."""

FREQUENCIES: Final = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST: Final = 2000
END_OF_TIME: Final = datetime(9999, 12, 31)  # noqa: DTZ001 - wall time
_SECONDS: Final = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}
# Part: attribute, largest number, whether it counts from the end too (and then never is 0).
_NUMBERS: Final = {
    "BYMONTH": ("months", 12, False),
    "BYMONTHDAY": ("month_days", 31, True),
    "BYYEARDAY": ("year_days", 366, True),
    "BYWEEKNO": ("weeks", 53, True),
    "BYHOUR": ("hours", 23, False),
    "BYMINUTE": ("minutes", 59, False),
    "BYSECOND": ("seconds", 60, False),
    "BYSETPOS": ("positions", 366, True),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule read. ``weekdays`` are (ordinal or 0, Monday 0 … Sunday 6); ``until`` is the wall time as it was written."""

    frequency: str
    interval: int = 1
    count: int = 0
    until: str = ""
    week_start: int = 0
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    skip: str = "OMIT"


def read_rule(text: str) -> Rule:
    """Read an RRULE value; raises ValueError for what no rule is. Blanks, a trailing ``;`` and X- parts are forgiven."""
    if len(text) > _LONGEST:
        raise ValueError("too long")
    # Thousands of series share a few patterns and differ in where they end.
    pattern, count, until = [], 0, ""
    for part in "".join(text.upper().split()).removeprefix("RRULE:").split(";"):
        if part.startswith("COUNT="):
            count = _positive(part[6:])
        elif part.startswith("UNTIL="):
            until = part[6:]
        elif part and not part.startswith("X-"):
            pattern.append(part)
    rule = _read_pattern(";".join(pattern))
    return replace(rule, count=count, until=until) if count or until else rule


@lru_cache(maxsize=1024)
def _read_pattern(words: str) -> Rule:
    """Read a rule that has neither COUNT nor UNTIL."""
    parts = dict(part.split("=", 1) for part in words.split(";"))
    if parts.get("RSCALE", "GREGORIAN") not in {"GREGORIAN", "GREGORY"}:
        raise ValueError("not the Gregorian calendar")
    frequency = parts.pop("FREQ", "")
    if frequency not in FREQUENCIES:
        raise ValueError("no frequency")
    rule = Rule(
        frequency,
        interval=_positive(parts.pop("INTERVAL", "1")),
        week_start=WEEKDAYS.index(parts.pop("WKST", "MO")),
        weekdays=tuple(_weekday(one) for one in parts.pop("BYDAY", "").split(",") if one),
        skip=parts.pop("SKIP", "OMIT") if "RSCALE" in parts else "OMIT",
    )
    parts.pop("RSCALE", None)
    for name, value in parts.items():
        if name not in _NUMBERS:
            raise ValueError(f"unknown part {name}")
        attribute, largest, from_end = _NUMBERS[name]
        numbers = tuple(sorted({_number(one, largest, from_end=from_end) for one in value.split(",") if one}))
        if name == "BYMONTH" and 0 in numbers:
            raise ValueError("no month 0")
        rule = replace(rule, **{attribute: numbers})  # type: ignore[arg-type] # the names are those of the class
    return rule


def instances(
    rule: Rule, start: datetime, until: datetime | None, low: datetime, high: datetime, *, all_day: bool = False
) -> Iterator[datetime]:
    """Yield in order the wall times of a rule that begins at ``start``, from ``low`` to ``high``, neither after ``until``.

    Only what the rule itself gives: a start that does not fit its own rule is not among them. At most 20,000, and at
    most some four hundred years of days are looked at.
    """
    if all_day:
        rule = replace(rule, hours=(), minutes=(), seconds=())
    for number, at in enumerate(_limited(rule, start, start if rule.count else max(start, low), high), 1):
        if at > high or (until is not None and at > until) or number > MOST:
            return
        if at >= low:
            yield at
        if number == rule.count:
            return


def in_a_day(rule: Rule) -> int:
    """Return how many instances a rule may give in one day at the most, as its parts tell without laying it out."""
    hours, minutes, seconds = (len(part) for part in (rule.hours, rule.minutes, rule.seconds))
    if rule.frequency == "SECONDLY":
        return min((hours or 24) * (minutes or 60) * (seconds or 60), max(1, 86400 // rule.interval))
    if rule.frequency == "MINUTELY":
        units, each = min((hours or 24) * (minutes or 60), max(1, 1440 // rule.interval)), seconds or 1
    elif rule.frequency == "HOURLY":
        units, each = min(hours or 24, max(1, 24 // rule.interval)), (minutes or 1) * (seconds or 1)
    else:
        units, each = 1, (hours or 1) * (minutes or 1) * (seconds or 1)
    return units * (min(each, len(rule.positions)) if rule.positions else each)


def _limited(rule: Rule, start: datetime, low: datetime, high: datetime) -> Iterator[datetime]:
    """Yield a rule's wall times without COUNT and UNTIL, from about ``low`` to about ``high``."""
    rule = completed(rule, start)
    periods = _sub_daily if rule.frequency in _SECONDS else _periods
    last = None
    for period in periods(rule, start, low, high):
        for at in _chosen(rule, period):
            if at >= start and (last is None or at > last):
                last = at
                yield at


def completed(rule: Rule, start: datetime) -> Rule:
    """Return a rule with what it leaves open taken from the start: weekday, day, month, time."""
    days = rule.weekdays or rule.month_days or rule.year_days
    if rule.frequency == "YEARLY" and not days:
        if rule.weeks:
            rule = replace(rule, weekdays=((0, start.weekday()),))
        else:
            rule = replace(rule, months=rule.months or (start.month,), month_days=(start.day,))
    elif rule.frequency == "MONTHLY" and not days:
        rule = replace(rule, month_days=(start.day,))
    elif rule.frequency == "WEEKLY" and not rule.weekdays:
        rule = replace(rule, weekdays=((0, start.weekday()),))
    coarse = FREQUENCIES.index(rule.frequency)
    return replace(
        rule,
        hours=rule.hours or ((start.hour,) if coarse > FREQUENCIES.index("HOURLY") else ()),
        minutes=rule.minutes or ((start.minute,) if coarse > FREQUENCIES.index("MINUTELY") else ()),
        seconds=tuple(dict.fromkeys(min(59, one) for one in rule.seconds)) or ((start.second,) if coarse else ()),
    )


@dataclass(frozen=True, slots=True)
class _Period:
    """The times one period holds: each of its days (or its one hour, minute, second) at every hour, minute and second.

    They are counted, not laid out: a year by the second holds thirty million, of which BYSETPOS may want one.
    """

    bases: Sequence[datetime]
    hours: Sequence[int]
    minutes: Sequence[int]
    seconds: Sequence[int]

    def __iter__(self) -> Iterator[datetime]:
        for base in self.bases:
            for hour, minute, second in product(self.hours, self.minutes, self.seconds):
                yield base.replace(hour=hour, minute=minute, second=second)

    def at(self, positions: tuple[int, ...]) -> Iterator[datetime]:
        """Yield in order the times at these positions, counted from 1, or from the end with -1."""
        each = len(self.hours) * len(self.minutes) * len(self.seconds)
        total = len(self.bases) * each
        for place in sorted({n - 1 if n > 0 else total + n for n in positions if abs(n) <= total}):
            day, rest = divmod(place, each)
            rest, second = divmod(rest, len(self.seconds))
            hour, minute = divmod(rest, len(self.minutes))
            yield self.bases[day].replace(
                hour=self.hours[hour], minute=self.minutes[minute], second=self.seconds[second]
            )


def _chosen(rule: Rule, period: _Period) -> Iterator[datetime]:
    return period.at(rule.positions) if rule.positions else iter(period)


def _periods(rule: Rule, start: datetime, low: datetime, high: datetime) -> Iterator[_Period]:
    fits = _day_test(rule)
    looked_at = 0
    for days in _days(rule, start.date(), low.date()):
        looked_at += len(days)
        if looked_at > _MOST_STEPS or days[0] > high.date():
            return
        fitting = [day for day in days if fits(day)]
        if rule.skip != "OMIT" and rule.frequency in {"MONTHLY", "YEARLY"}:
            fitting = sorted({*fitting, *_skipped(rule, days)})
        bases = [datetime.combine(day, time()) for day in fitting]
        yield _Period(bases, rule.hours, rule.minutes, rule.seconds)


def _days(rule: Rule, start: date, low: date) -> Iterator[list[date]]:
    """Yield the days of each period, beginning about ``low``, as far as the calendar goes."""
    step = rule.interval
    try:
        if rule.frequency in {"DAILY", "WEEKLY"}:
            length = 7 if rule.frequency == "WEEKLY" else 1
            begin = start - timedelta(days=(start.weekday() - rule.week_start) % 7 if length == 7 else 0)
            ahead = max(0, (low - begin).days // (length * step) - 1)
            begin += timedelta(days=ahead * length * step)
            while True:
                yield [begin + timedelta(days=n) for n in range(length)]
                begin += timedelta(days=length * step)
        elif rule.frequency == "MONTHLY":
            month = start.year * 12 + start.month - 1
            month += max(0, (low.year * 12 + low.month - 1 - month) // step - 1) * step
            while True:
                # A month the rule never takes is not laid out, but counts as a day looked at.
                year, number = divmod(month, 12)
                yield (
                    _month(year, number + 1)
                    if not rule.months or number + 1 in rule.months
                    else [date(year, number + 1, 1)]
                )
                month += step
        else:
            year = start.year + max(0, (low.year - start.year) // step - 1) * step
            while True:
                yield [day for number in rule.months or range(1, 13) for day in _month(year, number)]
                year += step
    except (OverflowError, ValueError):  # past the year 9999
        return


def _sub_daily(rule: Rule, start: datetime, low: datetime, high: datetime) -> Iterator[_Period]:
    """Yield the units (hours, minutes, seconds) a rule steps through, each with the times in it."""
    length = _SECONDS[rule.frequency]
    in_unit = len(rule.minutes or (0,)) * len(rule.seconds or (0,)) if rule.frequency == "HOURLY" else len(rule.seconds)
    if rule.positions and min(map(abs, rule.positions)) > max(1, in_unit):
        return
    fits = _day_test(rule)
    first = start.toordinal() * 86400 // length + (start.hour * 3600 + start.minute * 60 + start.second) // length
    looked_at = 0
    for day in range(max(start, low - timedelta(days=1)).toordinal(), high.toordinal() + 1):
        looked_at += 1
        midnight = datetime.combine(date.fromordinal(day), time())
        for begin, end in _allowed(rule, length) if fits(midnight.date()) else ():
            looked_at += 1
            base = (day * 86400 + begin) // length
            for unit in range(base + (first - base) % rule.interval, base + (end - begin) // length, rule.interval):
                looked_at += 1
                if looked_at > _MOST_STEPS:
                    return
                yield _unit(rule, midnight + timedelta(seconds=unit * length - day * 86400))
        if looked_at > _MOST_STEPS:
            return


def _allowed(rule: Rule, length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a day, in seconds, that BYHOUR and BYMINUTE let a rule step through."""
    if not rule.hours and (not rule.minutes or length >= 3600):
        yield 0, 86400
        return
    for hour in rule.hours or range(24):
        if length >= 3600 or not rule.minutes:
            yield hour * 3600, hour * 3600 + 3600
        else:
            for minute in rule.minutes:
                yield hour * 3600 + minute * 60, hour * 3600 + minute * 60 + 60


def _unit(rule: Rule, at: datetime) -> _Period:
    if rule.frequency == "SECONDLY":
        fits = not rule.seconds or at.second in rule.seconds
        return _Period((at,) if fits else (), (at.hour,), (at.minute,), (at.second,))
    minutes = rule.minutes if rule.frequency == "HOURLY" else (at.minute,)
    return _Period((at,), (at.hour,), minutes, rule.seconds)


def _day_test(rule: Rule) -> Callable[[date], bool]:
    """Return what tells whether a day fits every part of the rule."""
    plain = {weekday for ordinal, weekday in rule.weekdays if not ordinal}
    ordinals = {pair for pair in rule.weekdays if pair[0]}
    if rule.frequency not in {"MONTHLY", "YEARLY"} or rule.weeks:
        plain |= {weekday for _, weekday in ordinals}
        ordinals = set()
    by_year = rule.frequency == "YEARLY" and not rule.months

    def fits(day: date) -> bool:
        if rule.months and day.month not in rule.months:
            return False
        if rule.month_days and not _counted(day.day, len(_month(day.year, day.month)), rule.month_days):
            return False
        if rule.year_days and not _counted(day.timetuple().tm_yday, _year_length(day.year), rule.year_days):
            return False
        if rule.weeks and not _counted(*_week(day, rule.week_start), rule.weeks):
            return False
        return not rule.weekdays or day.weekday() in plain or (bool(ordinals) and _nth(day, ordinals, by_year=by_year))

    return fits


def _nth(day: date, wanted: set[tuple[int, int]], *, by_year: bool) -> bool:
    """Tell whether a day is one of the wanted nth weekdays of its year or month."""
    place, length = (
        (day.timetuple().tm_yday, _year_length(day.year)) if by_year else (day.day, len(_month(day.year, day.month)))
    )
    weekday = day.weekday()
    return ((place - 1) // 7 + 1, weekday) in wanted or (-((length - place) // 7 + 1), weekday) in wanted


def _skipped(rule: Rule, days: list[date]) -> Iterator[date]:
    """Yield where days that a month or year does not have go instead (RFC 7529): the day before, or the one after."""
    back = rule.skip == "BACKWARD"
    for year, number in dict.fromkeys((day.year, day.month) for day in days):
        if rule.months and number not in rule.months:
            continue
        month = _month(year, number)
        for wanted in rule.month_days:
            if wanted > len(month):
                yield month[-1] if back else month[-1] + timedelta(days=1)
            elif -wanted > len(month):
                yield month[0] - timedelta(days=1) if back else month[0]
    for year in {day.year for day in days} if rule.frequency == "YEARLY" else ():
        length = _year_length(year)
        if any(wanted > length for wanted in rule.year_days):
            yield date(year, 12, 31) if back else date(year + 1, 1, 1)
        if any(-wanted > length for wanted in rule.year_days):
            yield date(year - 1, 12, 31) if back else date(year, 1, 1)


def _counted(place: int, length: int, wanted: tuple[int, ...]) -> bool:
    return place in wanted or place - length - 1 in wanted


def _week(day: date, week_start: int) -> tuple[int, int]:
    """Return the number of a day's week and how many its year has; a year's first week has four days in it at least."""
    middle = day + timedelta(days=3 - (day.weekday() - week_start) % 7)
    first = _first_week(middle.year, week_start)
    return (day - first).days // 7 + 1, (_first_week(middle.year + 1, week_start) - first).days // 7


@lru_cache(maxsize=512)
def _first_week(year: int, week_start: int) -> date:
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - week_start) % 7)


@lru_cache(maxsize=512)
def _month(year: int, number: int) -> list[date]:
    first = date(year, number, 1)
    following = date(year + number // 12, number % 12 + 1, 1)
    return [first + timedelta(days=n) for n in range((following - first).days)]


def _year_length(year: int) -> int:
    return 366 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 365


def _positive(text: str) -> int:
    number = int(text)
    if not 0 < number < 1_000_000_000:
        raise ValueError("not a positive number")
    return number


def _number(text: str, largest: int, *, from_end: bool) -> int:
    number = int(text)
    if abs(number) > largest or (number < 0 and not from_end) or (number == 0 and from_end):
        raise ValueError("a number out of its range")
    return number


def _weekday(text: str) -> tuple[int, int]:
    ordinal = text[:-2]
    number = int(ordinal) if ordinal else 0
    if abs(number) > 53 or (ordinal and number == 0):
        raise ValueError("no such weekday")
    return number, WEEKDAYS.index(text[-2:])
