"""By what a list of tasks is divided: the stretches of days a suspense falls into, counted by the host's day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from liaison_desk.domain.zones import to_local, to_utc


class Stretch(StrEnum):
    """Where a suspense falls, in the order of the list. What is finished is pressing no more, whenever it was due."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this-week"
    NEXT_WEEK = "next-week"
    LATER = "later"
    NONE = "none"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The instants between the stretches: ``now``, then the ends of today, this week and next week (exclusive)."""

    now: datetime
    today: datetime
    week: datetime
    next_week: datetime

    def stretch(self, due: datetime | None, *, finished: bool) -> Stretch:
        """Return where a suspense falls."""
        if finished:
            return Stretch.FINISHED
        if due is None:
            return Stretch.NONE
        ends = ((self.now, Stretch.OVERDUE), (self.today, Stretch.TODAY), (self.week, Stretch.THIS_WEEK))
        within = next((stretch for end, stretch in ends if due < end), None)
        return within or (Stretch.NEXT_WEEK if due < self.next_week else Stretch.LATER)


def bounds(now: datetime, zone: str) -> Bounds:
    """Return the bounds by the days of a zone; weeks begin on Monday."""
    today = to_local(now, zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    return Bounds(
        now, *(_midnight(day, zone) for day in (today + timedelta(days=1), monday, monday + timedelta(days=7)))
    )


def next_monday(today: date) -> date:
    """Return the Monday after a day."""
    return today + timedelta(days=7 - today.weekday())


def _midnight(day: date, zone: str) -> datetime:
    return to_utc(datetime.combine(day, time()), zone)
