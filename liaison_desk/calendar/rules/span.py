"""A span of time that is asked for, and what happens in it at a time of the day: reckoned once for all that share it.

Of the thousand series that touch a month many begin at the same hour and last as long: each such day is turned from the
clock to instants once, and the days between the first and the last that touch the span are known without asking each.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from liaison_desk.calendar.records import Override
from liaison_desk.domain.zones import to_local, to_utc, zone

_DAY = timedelta(days=1)
_DAWN = datetime(1970, 1, 1, tzinfo=UTC)
_DAWN_WALL = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time
# Between these an instant has a wall time in every zone, and from this day on a wall time is an instant in every zone.
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
_FIRST_DAY = 3
_LAST_WALL = datetime(9999, 12, 30)  # noqa: DTZ001 - wall time
_TICK = timedelta(microseconds=1)
SLACK: Final = 2 * _DAY
"""How far from its own wall time something may have to be looked for: zones, and clocks that change."""


class Happening(NamedTuple):
    """One occurrence: its instants (UTC; for all-day events midnight UTC), its wall times, and what it replaces.

    ``at`` is the wall time that the series gave it.
    """

    starts: datetime
    ends: datetime
    start: datetime
    end: datetime
    zone: str
    all_day: bool
    at: datetime
    override: Override | None = None


class Beat(NamedTuple):
    """What series have in common that begin at the same time of the day: ``zone`` is "" for floating ones."""

    zone: str
    clock: time
    elapsed: timedelta
    all_day: bool


class Span:
    """A span [since, until) of UTC instants. ``local_zone`` is where floating times and the dates of all-day events are read."""

    __slots__ = ("_beats", "local_zone", "since", "until")

    def __init__(self, since: datetime, until: datetime, local_zone: str) -> None:
        self.since, self.until = max(since, _FIRST), min(until, _LAST)
        self.local_zone = local_zone
        self._beats: dict[Beat, Days] = {}

    def days(self, beat: Beat) -> "Days":
        """Return the days of the span on which a beat may be."""
        known = self._beats.get(beat)
        if known is None:
            known = self._beats[beat] = Days(beat, self)
        return known

    def walls(self, name: str, before: timedelta, after: timedelta) -> tuple[datetime, datetime]:
        """Return between which wall times of a zone something begins that touches the span, or would end after the calendar."""
        low, high = earlier(wall(self.since, name), before), later(wall(self.until, name), after)
        return low, min(high, earlier(_LAST_WALL, before))

    def touched(self, one: Happening) -> bool:
        """Tell whether an occurrence touches the span."""
        return touches(one.starts, one.ends, one.all_day, self.since, self.until, self.local_zone)


class Days(dict[int, Happening]):
    """What happens at a beat, by the day it begins on; ``first`` to ``last`` are the days that touch the span."""

    __slots__ = ("_beat", "_zone", "first", "last")

    def __init__(self, beat: Beat, span: Span) -> None:
        super().__init__()
        self._beat, self._zone = beat, beat.zone or span.local_zone
        low, high = span.walls(self._zone, beat.elapsed + SLACK, SLACK)
        self.first, self.last = max(_FIRST_DAY, low.toordinal()), high.toordinal() - (high.time() < beat.clock)
        # Within the slack the days that touch the span are looked for; instants come in the order of their days.
        while self.first <= self.last and not self._reaches(self.first, span):
            self.first += 1
        while self.first <= self.last and not self._begins(self.last, span):
            self.last -= 1

    def __missing__(self, day: int) -> Happening:
        at = datetime.combine(date.fromordinal(day), self._beat.clock)
        made = self[day] = happening(at, self._beat, self._zone)
        return made

    def _reaches(self, day: int, span: Span) -> bool:
        """Tell whether what begins on a day is not over before the span."""
        one = self[day]
        return touches(one.starts, one.ends, one.all_day, span.since, _LAST, span.local_zone)

    def _begins(self, day: int, span: Span) -> bool:
        """Tell whether what begins on a day does not begin after the span."""
        one = self[day]
        return touches(one.starts, one.ends, one.all_day, _FIRST, span.until, span.local_zone)


def happening(at: datetime, beat: Beat, name: str, given_end: datetime | None = None) -> Happening:
    """Return what happens at a wall time; ``name`` is the zone it is read in. ``given_end`` is its own end, if it has one."""
    if beat.all_day:
        end = given_end or at + beat.elapsed
        return Happening(at.replace(tzinfo=UTC), end.replace(tzinfo=UTC), at, end, beat.zone, True, at)
    offset = steady_offset(name, at.toordinal())
    # From the clock to the instant by subtraction: twice as quick as to replace the zone.
    starts = to_utc(at, name) if offset is None else _DAWN + (at - _DAWN_WALL) - offset
    over = to_utc(given_end, name) if given_end else starts + beat.elapsed
    end = at + beat.elapsed
    if given_end or offset is None or steady_offset(name, end.toordinal()) != offset:
        end = wall(over, name)
    return Happening(starts, over, at, end, beat.zone, False, at)


def touches(starts: datetime, ends: datetime, all_day: bool, since: datetime, until: datetime, local_zone: str) -> bool:
    """Tell whether an occurrence touches a span; an all-day one by its dates in the local zone."""
    if all_day:
        begins, over = midnights(since, until, local_zone)
        return starts < over and ends >= begins
    return starts < until and (ends > since or starts == ends >= since)


@lru_cache(maxsize=256)
def midnights(since: datetime, until: datetime, local_zone: str) -> tuple[datetime, datetime]:
    """Return between which instants an all-day event that touches a span may end at the earliest, and start at the latest."""
    first, last = to_local(since, local_zone), to_local(until - _TICK, local_zone)
    return (
        datetime.combine(first, time(), UTC) + _DAY,
        datetime.combine(last, time(), UTC) + _DAY,
    )


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
def wall(at: datetime, name: str) -> datetime:
    """Return the wall time of an instant in a zone."""
    return to_local(at, name).replace(tzinfo=None, fold=0)


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
