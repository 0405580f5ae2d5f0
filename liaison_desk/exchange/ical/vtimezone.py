"""VTIMEZONE both ways: what a foreign definition says about a date, and a true definition of a known zone.

Foreign definitions are only compared with known zones, never used: their rules
are often years out of date. Ours are made from the bundled zone data.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from liaison_desk.domain.zones import zone
from liaison_desk.exchange.ical.lines import Component
from liaison_desk.exchange.ical.values import parse_stamp, time_text, wall

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_DATES = 500


@dataclass(frozen=True, slots=True)
class Observance:
    """One STANDARD or DAYLIGHT part: from when (wall time before the change), and the offset before and after."""

    onset: datetime
    before: timedelta
    after: timedelta
    month: int = 0
    days: tuple[tuple[int, int], ...] = ()
    """(n, weekday) pairs; n = 0 means every such weekday among ``month_days``."""
    month_days: tuple[int, ...] = ()
    until: datetime | None = None
    dates: tuple[datetime, ...] = ()

    def latest(self, local: datetime) -> datetime | None:
        """Return its last onset at or before a wall time."""
        if local < self.onset:
            return None
        best = max((at for at in self.dates if at <= local), default=self.onset)
        if self.month:
            for year in (local.year, local.year - 1):
                at = self._in_year(year)
                if at and self.onset <= at <= local and (self.until is None or at - self.before <= self.until):
                    return max(best, at)
            if self.until is not None:
                at = self._in_year(self.until.year)
                if at and self.onset <= at <= local and at - self.before <= self.until:
                    return max(best, at)
        return best

    def _in_year(self, year: int) -> datetime | None:
        length = calendar.monthrange(year, self.month)[1]
        days = [day if day > 0 else length + 1 + day for day in self.month_days] or list(range(1, length + 1))
        if self.days:
            n, weekday = self.days[0]
            days = [day for day in days if 1 <= day <= length and calendar.weekday(year, self.month, day) == weekday]
            days = days if n == 0 else days[n - 1 : n] if n > 0 else days[n : n + 1 or None]
        try:
            return self.onset.replace(year=year, month=self.month, day=days[0])
        except (ValueError, IndexError):
            return None


def observances(definition: Component) -> tuple[Observance, ...]:
    """Read the parts of a VTIMEZONE; parts that cannot be read are left out."""
    found = (_observance(part) for part in definition.children[:200] if part.name in {"STANDARD", "DAYLIGHT"})
    return tuple(part for part in found if part)


def offset_at(parts: tuple[Observance, ...], local: datetime) -> timedelta | None:
    """Return the offset a definition gives a wall time, or None if it has no parts."""
    known = [(at, part) for part in parts if (at := part.latest(local))]
    if known:
        return max(known, key=lambda pair: pair[0])[1].after
    return min(parts, key=lambda part: part.onset).before if parts else None


def parse_offset(value: str) -> timedelta | None:
    """Read a UTC-OFFSET such as ``+0900``, ``-05:30`` or ``-033126``; None if it is none."""
    found = re.fullmatch(r"([+-]?)(\d{1,2}):?(\d\d)?:?(\d\d)?", value.replace(" ", ""), re.ASCII)
    if not found or int(found[2]) > 23 or int(found[3] or 0) > 59:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0), seconds=int(found[4] or 0))
    return -offset if found[1] == "-" else offset


def _observance(part: Component) -> Observance | None:
    values = {line.name: line.value for line in part.lines}
    start = parse_stamp(values.get("DTSTART", ""))
    after = parse_offset(values.get("TZOFFSETTO", ""))
    before = parse_offset(values.get("TZOFFSETFROM", ""))
    if after is None:
        return None
    onset = start.at if start else wall(1970, 1, 1)
    listed = (value for line in part.lines if line.name == "RDATE" for value in line.value.split(",")[:_MOST_DATES])
    dates = tuple(stamp.at for value in listed if (stamp := parse_stamp(value)))
    rule = dict(re.findall(r"([A-Z]+)=([^;]*)", values.get("RRULE", "").upper()))
    yearly = rule.get("FREQ") == "YEARLY" or (rule.get("FREQ"), rule.get("INTERVAL")) == ("MONTHLY", "12")
    if not yearly:
        return Observance(onset, after if before is None else before, after, dates=dates)
    until = parse_stamp(rule.get("UNTIL", ""))
    month = re.fullmatch(r"\d{1,2}", rule.get("BYMONTH", ""))
    days = re.findall(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)", rule.get("BYDAY", ""))
    month_days = tuple(int(day) for day in re.findall(r"-?\d{1,2}", rule.get("BYMONTHDAY", "")))
    return Observance(
        onset,
        after if before is None else before,
        after,
        month=int(month[0]) if month and 1 <= int(month[0]) <= 12 else onset.month,
        days=tuple((int(n or 0), _DAYS.index(day)) for n, day in days),
        month_days=month_days or (() if days else (onset.day,)),
        until=until.at if until else None,
        dates=dates,
    )


class Change(NamedTuple):
    """A clock change: the wall time before it, offsets before and after, the new name, whether it is summer time."""

    onset: datetime
    before: timedelta
    after: timedelta
    label: str
    summer: bool

    @property
    def pattern(self) -> tuple[object, ...]:
        """What it has in common with the same change of other years: month, weekday, which of the month, clock time."""
        return (self.before, self.after, self.label, self.onset.month, self.onset.weekday(), self.onset.time())


@lru_cache(maxsize=256)
def definition_lines(name: str, first: int, last: int) -> tuple[str, ...]:
    """Return a VTIMEZONE for a known zone, true from the year ``first`` on and, where its rule is steady, for ever.

    A zone whose changes follow no yearly rule is true to ten years after ``last``. An unknown name raises DeskError.
    """
    first, last = max(1800, min(first, 2200)), max(1800, min(last, 2200)) + 10
    here = zone(name)
    start = datetime(first - 1, 12, 25, tzinfo=UTC)
    opening = start.astimezone(here)
    offset = opening.utcoffset() or timedelta()
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    lines += _part(Change(wall(first - 1, 12, 25), offset, offset, opening.tzname() or name, bool(opening.dst())))
    changes = list(_changes(name, start, last))
    irregular: dict[tuple[object, ...], list[Change]] = {}
    while changes:
        head = changes[0]
        run = _yearly_run([change for change in changes if change[1:] == head[1:]])
        if len(run) > 2:
            until = "" if run[-1].onset.year >= last else f";UNTIL={time_text(run[-1].onset - head.before)}Z"
            lines += _part(head, _rule(run) + until)
        else:
            run = [head]
            irregular.setdefault(head[1:], []).append(head)
        changes = [change for change in changes if change not in run]
    for group in irregular.values():
        lines += _part(group[0], dates=[change.onset for change in group[1:]])
    return (*lines, "END:VTIMEZONE")


def _part(change: Change, rule: str = "", dates: list[datetime] | None = None) -> list[str]:
    name = "DAYLIGHT" if change.summer else "STANDARD"
    lines = [
        f"BEGIN:{name}",
        f"DTSTART:{time_text(change.onset)}",
        f"TZOFFSETFROM:{_offset_text(change.before)}",
        f"TZOFFSETTO:{_offset_text(change.after)}",
        f"TZNAME:{change.label}",
    ]
    lines += [f"RRULE:{rule}"] if rule else []
    lines += [f"RDATE:{time_text(at)}" for at in dates or []]
    return [*lines, f"END:{name}"]


def _changes(name: str, start: datetime, last: int) -> Iterator[Change]:
    """Yield every change of offset or name from an instant to the end of a year, to the second."""
    here = zone(name)

    def state(at: datetime) -> tuple[timedelta, str, bool]:
        local = at.astimezone(here)
        return local.utcoffset() or timedelta(), local.tzname() or name, bool(local.dst())

    step = timedelta(days=7)
    at, known = start, state(start)
    end = datetime(last, 12, 31, tzinfo=UTC)
    while at < end:
        upper = at + step
        if state(upper) == known:
            at = upper
            continue
        lower = at
        while upper - lower > timedelta(seconds=1):
            middle = lower + timedelta(seconds=(upper - lower) // timedelta(seconds=2))
            lower, upper = (middle, upper) if state(middle) == known else (lower, middle)
        new = state(upper)
        yield Change((upper + known[0]).replace(tzinfo=None), known[0], new[0], new[1], new[2])
        at, known = upper, new


def _yearly_run(group: list[Change]) -> list[Change]:
    """Return the changes from the first on that one yearly rule gives exactly."""
    run = group[:1]
    for change in group[1:]:
        days = [known.onset.day for known in (*run, change)]
        if change.pattern != run[0].pattern or change.onset.year != run[-1].onset.year + 1 or max(days) - min(days) > 6:
            break
        run.append(change)
    while len(run) > 2 and not _rule(run):
        run.pop()
    return run


def _rule(run: list[Change]) -> str:
    """Return the yearly rule that gives exactly these changes, or "" if there is none."""
    onset = run[0].onset
    day = _DAYS[onset.weekday()]
    lengths = [calendar.monthrange(change.onset.year, change.onset.month)[1] for change in run]
    if all(change.onset.day + 7 > length for change, length in zip(run, lengths, strict=True)):
        return f"FREQ=YEARLY;BYMONTH={onset.month};BYDAY=-1{day}"
    ordinals = {(change.onset.day - 1) // 7 + 1 for change in run}
    if len(ordinals) == 1:
        return f"FREQ=YEARLY;BYMONTH={onset.month};BYDAY={ordinals.pop()}{day}"
    low, high = min(change.onset.day for change in run), max(change.onset.day for change in run)
    if high - low == 6:
        month_days = ",".join(str(number) for number in range(low, low + 7))
        return f"FREQ=YEARLY;BYMONTH={onset.month};BYMONTHDAY={month_days};BYDAY={day}"
    return ""


def _offset_text(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else '+'}{hours:02d}{rest // 60:02d}" + (f"{rest % 60:02d}" if rest % 60 else "")
