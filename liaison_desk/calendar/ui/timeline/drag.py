"""What a drag in the timeline means: whole days of the place's calendar, whatever is taken hold of. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.ui.drag import Grip
from liaison_desk.domain.zones import to_local, to_utc


@dataclass(frozen=True, slots=True)
class DayDrag:
    """A drag under way in a row: ``anchor`` is the day it began on, ``first`` to ``last`` what would be if it ended now."""

    grip: Grip
    row: int
    anchor: date
    first: date
    last: date
    occurrence: Occurrence | None = None
    begun: bool = False

    def to(self, day: date) -> "DayDrag":
        """Return the drag with the pointer on another day."""
        match self.grip:
            case Grip.EMPTY:
                low, high = sorted((self.anchor, day))
                return replace(self, first=low, last=high, begun=True)
            case Grip.BODY:
                shift = day - self.anchor
                return replace(self, first=self.first + shift, last=self.last + shift, anchor=day, begun=True)
            case Grip.START:
                return replace(self, first=min(day, self.last), begun=True)
            case Grip.END:
                return replace(self, last=max(day, self.first), begun=True)


def shifted(one: Occurrence, zone: str, begin_by: int, end_by: int) -> tuple[datetime, datetime] | None:
    """Return the instants an occurrence has when it begins and ends so many days later, its wall times as they were.

    None when it would end before it begins, or its last day would be gone.
    """
    begin, end = timedelta(days=begin_by), timedelta(days=end_by)
    if one.all_day:
        starts, ends = one.starts + begin, one.ends + end
    else:
        starts = _at_wall(one.starts, begin, zone)
        ends = starts + (one.ends - one.starts) if begin_by == end_by else _at_wall(one.ends, end, zone)
    if ends < starts or (ends == starts and one.ends > one.starts):
        return None
    return starts, ends


def _at_wall(at: datetime, shift: timedelta, zone: str) -> datetime:
    return to_utc(to_local(at, zone).replace(tzinfo=None) + shift, zone) if shift else at
