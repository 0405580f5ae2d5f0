"""What a drag means: minutes since the first midnight of the span, or days, snapped; and what then becomes of an event. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Final

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import is_bar
from liaison_desk.domain.zones import to_local, to_utc

STEP: Final = 15
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


class Grip(Enum):
    """What was taken hold of: empty time, an event, its upper (first) or its lower (last) edge."""

    EMPTY = auto()
    BODY = auto()
    START = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Cast:
    """When something shall be: wall times at the place, and whether they are whole days (the end is the midnight after)."""

    start: datetime
    end: datetime
    all_day: bool


def whole_days(first: date, last: date) -> Cast:
    """Return whole days from one to another, both included."""
    midnight = datetime.min.time()
    return Cast(datetime.combine(first, midnight), datetime.combine(last, midnight) + _DAY, all_day=True)


def hour_from(wall: datetime, zone: str) -> Cast:
    """Return the hour from a wall time on; one that spring skips is read an hour later."""
    starts = to_utc(wall, zone)
    start, end = (to_local(at, zone).replace(tzinfo=None, fold=0) for at in (starts, starts + _HOUR))
    return Cast(start, end if end > start else start + _HOUR, all_day=False)


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag over hours: ``anchor`` is where it began, ``start`` and ``end`` what would be when it ended now.

    ``step`` is what it snaps to, in minutes; ``origin`` is where what is dragged began and ended before.
    """

    grip: Grip
    anchor: int
    start: int
    end: int
    occurrence: Occurrence | None = None
    begun: bool = False
    step: int = STEP
    origin: tuple[int, int] | None = None

    def to(self, minute: int) -> "Drag":
        """Return the drag with the pointer at another minute."""
        step = self.step
        shift = round((minute - self.anchor) / step) * step
        moved = replace(self, begun=True, origin=self.origin or (self.start, self.end))
        match self.grip:
            case Grip.EMPTY:
                low, high = sorted((self.anchor // step * step, minute // step * step))
                return replace(moved, start=low, end=high + step)
            case Grip.BODY:
                return replace(moved, start=self.start + shift, end=self.end + shift, anchor=self.anchor + shift)
            case Grip.START:
                return replace(moved, start=min(round(minute / step) * step, self.end - step))
            case Grip.END:
                return replace(moved, end=max(round(minute / step) * step, self.start + step))

    def result(self, midnight: datetime, zone: str) -> tuple[datetime, datetime]:
        """Return the instants (UTC) it means; ``midnight`` is the wall time minutes count from.

        What was not moved keeps its instant, for the hour that comes twice in autumn looks the same both times. What would
        end before it begins, because a wall time in the hour that spring skips is read an hour later, lasts a step.
        """

        def instant(minutes: int) -> datetime:
            return to_utc(midnight + timedelta(minutes=minutes), zone)

        one, origin = self.occurrence, self.origin or (self.start, self.end)
        step = timedelta(minutes=self.step)
        if one is None:
            starts, ends = instant(self.start), instant(self.end)
            return starts, ends if starts < ends else starts + step
        starts = one.starts if self.start == origin[0] or self.grip is Grip.END else instant(self.start)
        if self.grip is Grip.BODY:
            return starts, starts + (one.ends - one.starts)
        ends = one.ends if self.grip is Grip.START or self.end == origin[1] else instant(self.end)
        if starts < ends:
            return starts, ends
        return (ends - step, ends) if self.grip is Grip.START else (starts, starts + step)


@dataclass(frozen=True, slots=True)
class Crossing:
    """An event on the other side of the line: on which day of the span it is held, and what it would be there.

    ``ghost`` is what the hours show of it, None where the band does.
    """

    occurrence: Occurrence
    day: int
    cast: Cast
    ghost: Drag | None = None


@dataclass(frozen=True, slots=True)
class DayDrag:
    """A drag over days (their numbers in the span): ``first`` and ``last`` (inclusive) are what would be when it ended now."""

    grip: Grip
    anchor: int
    first: int
    last: int
    occurrence: Occurrence | None = None
    begun: bool = False
    origin: tuple[int, int] | None = None

    def to(self, day: int) -> "DayDrag":
        """Return the drag with the pointer at another day."""
        origin = self.origin or (self.first, self.last)
        moved = replace(self, begun=self.begun or day != self.anchor, origin=origin)
        match self.grip:
            case Grip.EMPTY:
                return replace(moved, first=min(self.anchor, day), last=max(self.anchor, day))
            case Grip.BODY:
                return replace(moved, first=origin[0] + day - self.anchor, last=origin[1] + day - self.anchor)
            case Grip.START:
                return replace(moved, first=min(day, self.last))
            case Grip.END:
                return replace(moved, last=max(day, self.first))

    def result(self, zone: str) -> tuple[datetime, datetime]:
        """Return the instants what is dragged would begin and end at, its wall times in a zone being kept."""
        one = self.occurrence
        assert one is not None
        origin = self.origin or (self.first, self.last)
        starts = by_days(one, one.starts, self.first - origin[0], zone)
        if self.grip is Grip.BODY and not one.all_day:
            return starts, starts + (one.ends - one.starts)
        ends = by_days(one, one.ends, self.last - origin[1], zone)
        return (starts, ends) if starts < ends else (one.starts, one.ends)


def by_days(one: Occurrence, at: datetime, days: int, zone: str) -> datetime:
    """Return an instant of an occurrence so many days later, at the same wall time of a zone; all-day ones by their dates."""
    if one.all_day or not days:
        return at + days * _DAY
    local = to_local(at, zone)
    return to_utc(local.replace(tzinfo=None, fold=0) + days * _DAY, zone, fold=local.fold)


def nudged(one: Occurrence, days: int, minutes: int, zone: str, *, resize: bool) -> tuple[datetime, datetime] | None:
    """Return the instants an occurrence has after a key moved it, or with ``resize`` its end; ``None``: it cannot go there.

    Days are by the wall clock. Minutes are elapsed, so that keys walk through the hour that comes twice in autumn; what
    stands as a bar has none.
    """
    if one.holiday or (is_bar(one) and not days):
        return None
    shift = timedelta(minutes=0 if is_bar(one) else minutes)
    ends = by_days(one, one.ends, days, zone) + shift
    if resize:
        return (one.starts, ends) if ends > one.starts else None
    starts = by_days(one, one.starts, days, zone) + shift
    return starts, ends if one.all_day else starts + (one.ends - one.starts)
