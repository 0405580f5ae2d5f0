"""When both headquarters are at work at once, day by day of the place's calendar, and what a day looks like."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from liaison_desk.domain.duty import Span, common_duty, home_duty, host_duty
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc

_DAY = timedelta(days=1)
_AHEAD = 370
"""Days looked ahead for the next common hours: a year and both its clock changes."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A day of the place, and the stretches (UTC) of common duty that begin on it; most days have one or none."""

    day: date
    spans: tuple[Span, ...] = ()

    @property
    def length(self) -> timedelta:
        """How long both are on duty at once that day."""
        return sum((end - begin for begin, end in self.spans), timedelta())


@dataclass(frozen=True, slots=True)
class DutyDay:
    """One day of the place from midnight to midnight (UTC instants), with all that touches it: both duties, what both share.

    What begins before it or goes on after it is given whole.
    """

    day: date
    begins: datetime
    ends: datetime
    host: tuple[Span, ...] = ()
    home: tuple[Span, ...] = ()
    common: tuple[Span, ...] = ()
    busy: tuple[Span, ...] = ()


def overlaps(profile: DeskProfile, first: date, last: date) -> list[Overlap]:
    """Return the common duty of every day from ``first`` to ``last`` of the place's calendar, days without any too."""
    found: dict[date, list[Span]] = {}
    # What begins on the last day may go on after its midnight.
    for span in common_duty(profile, _midnight(profile, first), _midnight(profile, last + 2 * _DAY)):
        found.setdefault(to_local(span[0], profile.host_zone).date(), []).append(span)
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return [Overlap(day, tuple(found.get(day, ()))) for day in days]


def next_overlap(profile: DeskProfile, after: datetime) -> Span | None:
    """Return the first common duty that begins at or after an instant, within a year; None when there is none."""
    spans = common_duty(profile, after - _DAY, after + timedelta(days=_AHEAD))
    return next((span for span in spans if span[0] >= after), None)


def duty_days(profile: DeskProfile, days: Iterable[date], busy: Sequence[Span] = ()) -> dict[date, DutyDay]:
    """Return what these days of the place look like; ``busy`` are stretches in order that do not overlap."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    since, until = _midnight(profile, wanted[0] - _DAY), _midnight(profile, wanted[-1] + 2 * _DAY)
    touching = [
        _picker(list(spans))
        for spans in (
            host_duty(profile, since, until),
            home_duty(profile, since, until),
            common_duty(profile, since, until),
            busy,
        )
    ]
    bounds = ((day, _midnight(profile, day), _midnight(profile, day + _DAY)) for day in wanted)
    return {day: DutyDay(day, low, high, *(pick(low, high) for pick in touching)) for day, low, high in bounds}


def _picker(spans: Sequence[Span]) -> Callable[[datetime, datetime], tuple[Span, ...]]:
    ends = [end for _, end in spans]

    def touching(since: datetime, until: datetime) -> Iterator[Span]:
        for begin, end in spans[bisect_left(ends, since) :]:
            if begin >= until:
                return
            if end > since:
                yield begin, end

    return lambda since, until: tuple(touching(since, until))


def _midnight(profile: DeskProfile, day: date) -> datetime:
    return to_utc(datetime.combine(day, time()), profile.host_zone)
