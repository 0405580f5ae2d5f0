"""The course of an event: its recurrence made ready once, to be asked for any span.

Sources: RFC 5545 §3.3.10 (rules), §3.8.4.4 (RECURRENCE-ID and RANGE), §3.8.5 (recurrence set). A rule runs on the wall
clock of the event's zone, so that 0700 stays 0700 when the clocks change; its length is elapsed time.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from liaison_desk.calendar.records import Event, Override, Recurrence
from liaison_desk.calendar.rules.repetition import Rule, read_rule
from liaison_desk.calendar.rules.stepping import NOTHING, Steps, Walked, steps
from liaison_desk.domain.zones import to_local, to_utc, zone

_DAY = timedelta(days=1)
_DAWN = datetime(1970, 1, 1, tzinfo=UTC)
_DAWN_WALL = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time
# Between these an instant has a wall time in every zone.
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
_LAST_WALL = datetime(9999, 12, 30)  # noqa: DTZ001 - wall time
_TICK = timedelta(microseconds=1)
_Ends = Mapping[datetime, datetime | None]
_ORDER = (4, 5)  # when a happening starts and ends


class Happening(NamedTuple):
    """One occurrence: its wall times, its instants (UTC; for all-day events midnight UTC), and what it replaces."""

    at: datetime
    start: datetime
    end: datetime
    zone: str
    starts: datetime
    ends: datetime
    all_day: bool
    override: Override | None = None


def touches(starts: datetime, ends: datetime, all_day: bool, since: datetime, until: datetime, local_zone: str) -> bool:
    """Tell whether an occurrence touches a span; an all-day one by its dates in the local zone."""
    if all_day:
        begins, over = _midnights(since, until, local_zone)
        return starts < over and ends >= begins
    return starts < until and (ends > since or starts == ends >= since)


_Exceptions = tuple[list[datetime], timedelta, list[Happening]]
_NONE = Recurrence()
_NO_ENDS: Final[_Ends] = MappingProxyType({})


class Course:
    """When an event happens: what does not depend on the span is reckoned once. ``local_zone`` is as for ``happenings``."""

    __slots__ = (
        "_added", "_after", "_before", "_elapsed", "_end", "_event", "_exclusions", "_in_order", "_lasting", "_local_zone", "_longest_added", "_overridden",
        "_rules", "_without", "_zone",
    )  # fmt: skip

    def __init__(self, event: Event, local_zone: str) -> None:
        self._event = event
        self._local_zone = local_zone
        self._zone = event.zone or local_zone
        self._elapsed = _elapsed(event, local_zone)
        recurrence = event.recurrence or _NONE
        self._rules = tuple(_ready(rule, event) for rule in recurrence.rules)
        self._exclusions = tuple(_ready(rule, event) for rule in recurrence.exclusions)
        ends = {at: period_end(recurrence, n) for n, at in reversed([*enumerate(recurrence.added)])}
        self._added = tuple(sorted(ends.items()))
        self._longest_added = max((end - at for at, end in self._added if end), default=timedelta())
        self._without = frozenset((*recurrence.excluded, *(override.at for override in event.overrides)))
        self._lasting = tuple(sorted((one for one in event.overrides if one.this_and_future), key=_at))
        # Only what an exception moves from then on is looked for further away; single ones are known by themselves.
        self._after = max(lasting(event), default=timedelta()) + 2 * _DAY
        self._before = self._elapsed + self._after
        # What would end after the calendar is not told.
        self._end = earlier(_LAST_WALL, self._before)
        self._overridden: _Exceptions | None = None
        # One rule with an instance a day at the most gives them in order, whatever the clocks do.
        alone = len(self._rules) == 1 and not (self._added or self._exclusions or event.overrides)
        self._in_order = alone and not isinstance(self._rules[0], Walked)

    def between(self, since: datetime, until: datetime) -> list[Happening]:
        """Return the occurrences that touch the span [since, until) of UTC instants, in order."""
        since, until = max(since, _FIRST), min(until, _LAST)
        found = self._exceptions(since, until) if self._event.overrides else []
        if not self._event.only_overrides:
            low = earlier(_wall(since, self._zone), self._before)
            walls, ends = self._instances(low, min(later(_wall(until, self._zone), self._after), self._end))
            if self._lasting:
                found += self._moved(walls, ends, since, until)
            elif self._event.all_day:
                found += self._days(walls, ends, since, until)
            else:
                found += self._times(walls, ends, since, until)
        if len(found) > 1 and not self._in_order:
            found.sort(key=itemgetter(*_ORDER))
        return found

    def _exceptions(self, since: datetime, until: datetime) -> list[Happening]:
        """Return the exceptions that touch a span."""
        if self._overridden is None:
            self._overridden = self._ordered()
        starting, longest, ordered = self._overridden
        low = bisect_left(starting, earlier(since, longest + 2 * _DAY))
        return [
            one
            for one in ordered[low : bisect_right(starting, later(until, 2 * _DAY))]
            if touches(one.starts, one.ends, one.all_day, since, until, self._local_zone)
        ]

    def _ordered(self) -> _Exceptions:
        """Return the exceptions in order, for there may be very many: when each starts, how long the longest is, and they themselves."""
        found = []
        for one in self._event.overrides:
            starts, ends = override_span(one, self._event, self._local_zone)
            zone = one.zone or self._event.zone
            found.append(Happening(one.at, one.start, one.end, zone, starts, ends, one.all_day, one))
        found.sort(key=itemgetter(*_ORDER))
        longest = max((one.ends - one.starts for one in found), default=timedelta())
        return [one.starts for one in found], max(longest, timedelta()), found

    def _times(self, walls: Iterable[datetime], ends: _Ends, since: datetime, until: datetime) -> Iterator[Happening]:
        """Yield the occurrences by the clock that touch a span."""
        elapsed, without, zone, named = self._elapsed, self._without, self._zone, self._event.zone
        new = tuple.__new__  # half the time of calling the class, thousands of times a month
        for at in walls:
            if at in without:
                continue
            given_end = ends.get(at) if ends else None
            offset = steady_offset(zone, at.toordinal())
            # From the clock to the instant by subtraction: twice as quick as to replace the zone.
            starts = to_utc(at, zone) if offset is None else _DAWN + (at - _DAWN_WALL) - offset
            over = to_utc(given_end, zone) if given_end else starts + elapsed
            if starts < until and (over > since or starts == over >= since):
                end = at + elapsed
                if given_end or offset is None or steady_offset(zone, end.toordinal()) != offset:
                    end = _wall(over, zone)
                yield new(Happening, (at, at, end, named, starts, over, False, None))

    def _days(self, walls: Iterable[datetime], ends: _Ends, since: datetime, until: datetime) -> Iterator[Happening]:
        """Yield the all-day occurrences that touch a span."""
        begins, over = _midnights(since, until, self._local_zone)
        for at in walls:
            starts, end = at.replace(tzinfo=UTC), ends.get(at) or at + self._elapsed
            if at not in self._without and starts < over and (last := end.replace(tzinfo=UTC)) >= begins:
                yield Happening(at, at, end, self._event.zone, starts, last, True)

    def _moved(self, walls: Iterable[datetime], ends: _Ends, since: datetime, until: datetime) -> Iterator[Happening]:
        """Yield what touches a span of a series with exceptions for "this and all later": moved and lasting as they say."""
        reckon = self._days if self._event.all_day else self._times
        for at in walls:
            place = bisect_right(self._lasting, at, key=_at)
            if not place:
                yield from reckon((at,), ends, since, until)
                continue
            if at in self._without:
                continue
            changed = self._lasting[place - 1]
            start = at + (changed.start - changed.at)
            zone = changed.zone or self._event.zone
            starts = instant(start, zone, changed.all_day, self._local_zone)
            begins, ends_at = override_span(changed, self._event, self._local_zone)
            over = starts + (ends_at - begins)
            end_zone = "UTC" if changed.all_day else changed.end_zone or zone or self._local_zone
            end = _wall(over, end_zone)
            if touches(starts, over, changed.all_day, since, until, self._local_zone):
                yield Happening(at, start, end, zone, starts, over, changed.all_day, changed)

    def _instances(self, low: datetime, high: datetime) -> tuple[Iterable[datetime], _Ends]:
        """Return the wall times the recurrence set gives, each once, and the ends of those that are periods."""
        start = self._event.start
        if self._event.recurrence is None:
            return (start,), _NO_ENDS
        if len(self._rules) == 1 and not self._added and not self._exclusions:
            walls = self._rules[0].between(low, high)
            if low <= start <= high and start not in walls[:1]:
                walls = [start, *walls]
            return walls, _NO_ENDS
        found: dict[datetime, datetime | None] = {start: None} if low <= start <= high else {}
        for rule in self._rules:
            found.update(dict.fromkeys(rule.between(low, high)))
        before = earlier(low, self._longest_added)
        first = bisect_left(self._added, before, key=_first)
        found.update(self._added[first : bisect_right(self._added, high, key=_first)])
        for rule in self._exclusions:
            for at in rule.between(before, high):
                found.pop(at, None)
        return found, found


def _ready(rule: str, event: Event) -> Steps:
    """Return a rule made ready; what no rule is gives nothing."""
    try:
        parsed, until = rule_of(rule, event)
    except ValueError:
        return NOTHING
    return steps(parsed, event.start, until, all_day=event.all_day)


def rule_of(rule: str, event: Event) -> tuple[Rule, datetime | None]:
    """Return a rule and its UNTIL on the event's wall clock; raises ValueError for what no rule is.

    Some programs write the last day there is for a rule without an end.
    """
    parsed = read_rule(rule)
    ends = parsed.until and not parsed.until.strip().startswith(str(MAXYEAR))
    return parsed, _wall_until(parsed.until, event) if ends else None


def _wall_until(text: str, event: Event) -> datetime:
    """Return UNTIL as wall time of the event: UTC ones converted, bare dates to the end of that day."""
    words = text.strip()
    day, _, clock = words[:15].partition("T")
    if not day[:8].isdigit() or (clock and not clock.isdigit()):
        raise ValueError("no time")
    first = datetime(int(day[:4]), int(day[4:6]), int(day[6:8]))  # noqa: DTZ001 - wall time
    if "T" not in words:
        return datetime.combine(first, time.max.replace(microsecond=0))
    wall = first.replace(hour=int(clock[:2]), minute=int(clock[2:4]), second=min(59, int(clock[4:6])))
    if words.endswith("Z") and event.zone and not event.all_day:
        return _wall(wall.replace(tzinfo=UTC), event.zone)
    return wall


def lasting(event: Event) -> Iterator[timedelta]:
    """Yield how far exceptions for "this and all later" reach from the times their rule gave."""
    return (
        max(abs(override.start - override.at), abs(override.end - override.at))
        for override in event.overrides
        if override.this_and_future
    )


def period_end(recurrence: Recurrence, n: int) -> datetime | None:
    """Return the end of an added date that is a period."""
    return recurrence.added_until[n] if n < len(recurrence.added_until) else None


def span_of(
    what: Event | Override, start: datetime, end: datetime, zone: str, end_zone: str, local_zone: str
) -> tuple[datetime, datetime]:
    """Return the instants of a start and an end."""
    return instant(start, zone, what.all_day, local_zone), instant(end, end_zone or zone, what.all_day, local_zone)


def _elapsed(event: Event, local_zone: str) -> timedelta:
    """Return how long an event lasts."""
    one_day = event.start.date() == event.end.date() and event.end_zone in {"", event.zone}
    if one_day and not event.all_day and steady_offset(event.zone or local_zone, event.start.toordinal()) is not None:
        return event.length
    starts, ends = span_of(event, event.start, event.end, event.zone, event.end_zone, local_zone)
    return ends - starts


def override_span(override: Override, event: Event, local_zone: str) -> tuple[datetime, datetime]:
    """Return the instants of an exception."""
    zone = override.zone or event.zone
    return span_of(override, override.start, override.end, zone, override.end_zone or zone, local_zone)


def instant(wall: datetime, zone: str, all_day: bool, local_zone: str) -> datetime:
    """Return the instant of a wall time; of an all-day event midnight UTC."""
    if all_day:
        return wall.replace(tzinfo=UTC)
    return to_utc(wall, zone or local_zone)


@lru_cache(maxsize=16_384)
def steady_offset(name: str, day: int) -> timedelta | None:
    """Return the offset from UTC that holds all through a day (an ordinal) of a zone, ``None`` where the clocks change.

    Looking it up is ten times as quick as reckoning with the zone, and pages ask for thousands of times on few days.
    """
    try:
        first = datetime.fromordinal(day)
        looks = (first, first.replace(fold=1), first + _DAY - _TICK, (first + _DAY - _TICK).replace(fold=1))
        offsets = {at.replace(tzinfo=zone(name)).utcoffset() for at in looks}
    except OverflowError:
        return None
    return offsets.pop() if len(offsets) == 1 else None


@lru_cache(maxsize=256)
def _midnights(since: datetime, until: datetime, local_zone: str) -> tuple[datetime, datetime]:
    """Return between which instants an all-day event that touches a span may end at the earliest, and start at the latest."""
    first, last = to_local(since, local_zone), to_local(until - _TICK, local_zone)
    return (
        datetime.combine(first, time(), UTC) + _DAY,
        datetime.combine(last, time(), UTC) + _DAY,
    )


@lru_cache(maxsize=256)
def _wall(at: datetime, zone: str) -> datetime:
    return to_local(at, zone).replace(tzinfo=None, fold=0)


def earlier(at: datetime, by: timedelta) -> datetime:
    """Return a time so much before, or the first there is."""
    try:
        return at - by
    except OverflowError:
        return datetime.min.replace(tzinfo=at.tzinfo)


def later(at: datetime, by: timedelta) -> datetime:
    """Return a time so much after, or the last there is."""
    try:
        return at + by
    except OverflowError:
        return datetime.max.replace(tzinfo=at.tzinfo)


def _at(override: Override) -> datetime:
    return override.at


def _first(pair: tuple[datetime, datetime | None]) -> datetime:
    return pair[0]
