"""The course of an event: its recurrence made ready once, to be asked for any span.

Sources: RFC 5545 §3.3.10 (rules), §3.8.4.4 (RECURRENCE-ID and RANGE), §3.8.5 (recurrence set). A rule runs on the wall
clock of the event's zone, so that 0700 stays 0700 when the clocks change; its length is elapsed time.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from liaison_desk.calendar.records import Event, Override, Recurrence
from liaison_desk.calendar.rules.repetition import Rule, read_rule
from liaison_desk.calendar.rules.span import (
    SLACK,
    Beat,
    Happening,
    Span,
    earlier,
    happening,
    later,
    steady_offset,
    wall,
)
from liaison_desk.calendar.rules.stepping import NOTHING, Daily, Steps, steps
from liaison_desk.domain.zones import to_utc

_Ends = Mapping[datetime, datetime | None]
_ORDER = (0, 1)  # when a happening starts and ends
_Exceptions = tuple[list[datetime], timedelta, list[Happening]]
_NONE = Recurrence()
_NO_ENDS: Final[_Ends] = MappingProxyType({})


class Course:
    """When an event happens: what does not depend on the span is reckoned once. ``local_zone`` is as for ``happenings``."""

    __slots__ = (
        "_added", "_after", "_beat", "_before", "_daily", "_event", "_exclusions", "_lasting", "_local_zone", "_longest_added",
        "_misfit", "_overridden", "_rules", "_without", "_zone",
    )  # fmt: skip

    def __init__(self, event: Event, local_zone: str) -> None:
        self._event = event
        self._local_zone = local_zone
        self._zone = event.zone or local_zone
        self._beat = Beat(event.zone, event.start.time(), _elapsed(event, local_zone), event.all_day)
        recurrence = event.recurrence or _NONE
        self._rules = tuple(_ready(rule, event) for rule in recurrence.rules)
        self._exclusions = tuple(_ready(rule, event) for rule in recurrence.exclusions)
        ends = {at: period_end(recurrence, n) for n, at in reversed([*enumerate(recurrence.added)])}
        self._added = tuple(sorted(ends.items()))
        self._longest_added = max((end - at for at, end in self._added if end), default=timedelta())
        self._without = frozenset((*recurrence.excluded, *(override.at for override in event.overrides)))
        self._lasting = tuple(sorted((one for one in event.overrides if one.this_and_future), key=_at))
        # Only what an exception moves from then on is looked for further away; single ones are known by themselves.
        self._after = max(lasting(event), default=timedelta()) + SLACK
        self._before = self._beat.elapsed + self._after
        self._overridden: _Exceptions | None = None
        self._daily, self._misfit = self._one_daily()

    def _one_daily(self) -> tuple[Daily | None, int]:
        """Return the one rule of nearly all series, if it is one, and the day of a start that does not fit it (0: it does)."""
        if len(self._rules) != 1 or self._added or self._exclusions or self._lasting or self._event.only_overrides:
            return None, 0
        (rule,), start = self._rules, self._event.start
        day = start.toordinal()
        if not isinstance(rule, Daily) or rule.clock != start.time():
            return None, 0
        return rule, 0 if rule.days(day, day) else day

    def between(self, since: datetime, until: datetime) -> list[Happening]:
        """Return the occurrences that touch the span [since, until) of UTC instants, in order."""
        return self.within(Span(since, until, self._local_zone))

    def within(self, span: Span) -> list[Happening]:
        """Return the occurrences that touch a span, in order; what many series share is reckoned once for a span."""
        if self._daily is not None:
            days = span.days(self._beat)
            found = [days[day] for day in self._daily.days(days.first, days.last)]
            if self._misfit and days.first <= self._misfit <= days.last:
                found.insert(0, days[self._misfit])
            if self._without:
                found = [one for one in found if one.at not in self._without]
            if not self._event.overrides:  # in order, whatever the clocks do
                return found
        elif self._event.only_overrides:
            found = []
        else:
            walls, ends = self._instances(*span.walls(self._zone, self._before, self._after))
            found = [*(self._moved(walls, ends, span) if self._lasting else self._plain(walls, ends, span))]
        if self._event.overrides:
            found += self._exceptions(span)
        found.sort(key=itemgetter(*_ORDER))
        return found

    def _exceptions(self, span: Span) -> list[Happening]:
        """Return the exceptions that touch a span."""
        if self._overridden is None:
            self._overridden = self._ordered()
        starting, longest, ordered = self._overridden
        low = bisect_left(starting, earlier(span.since, longest + SLACK))
        return [one for one in ordered[low : bisect_right(starting, later(span.until, SLACK))] if span.touched(one)]

    def _ordered(self) -> _Exceptions:
        """Return the exceptions in order, for there may be very many: when each starts, how long the longest is, and they themselves."""
        found = []
        for one in self._event.overrides:
            starts, ends = override_span(one, self._event, self._local_zone)
            zone = one.zone or self._event.zone
            found.append(Happening(starts, ends, one.start, one.end, zone, one.all_day, one.at, one))
        found.sort(key=itemgetter(*_ORDER))
        longest = max((one.ends - one.starts for one in found), default=timedelta())
        return [one.starts for one in found], max(longest, timedelta()), found

    def _plain(self, walls: Iterable[datetime], ends: _Ends, span: Span) -> Iterator[Happening]:
        """Yield the occurrences that touch a span."""
        for at in walls:
            if at not in self._without:
                one = happening(at, self._beat, self._zone, ends.get(at))
                if span.touched(one):
                    yield one

    def _moved(self, walls: Iterable[datetime], ends: _Ends, span: Span) -> Iterator[Happening]:
        """Yield what touches a span of a series with exceptions for "this and all later": moved and lasting as they say."""
        for at in walls:
            place = bisect_right(self._lasting, at, key=_at)
            if not place:
                yield from self._plain((at,), ends, span)
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
            one = Happening(starts, over, start, wall(over, end_zone), zone, changed.all_day, at, changed)
            if span.touched(one):
                yield one

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
    written = first.replace(hour=int(clock[:2]), minute=int(clock[2:4]), second=min(59, int(clock[4:6])))
    if words.endswith("Z") and event.zone and not event.all_day:
        return wall(written.replace(tzinfo=UTC), event.zone)
    return written


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


def _at(override: Override) -> datetime:
    return override.at


def _first(pair: tuple[datetime, datetime | None]) -> datetime:
    return pair[0]
