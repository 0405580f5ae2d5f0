"""What the Today page shows, read in one go on the database lane; nothing here knows Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from liaison_desk.calendar.records import Occurrence, Status
from liaison_desk.calendar.service import Calendars
from liaison_desk.contacts.records import PersonLine
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.searches import Counted, SavedSearches
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.changes import Recent
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingLine, MeetingSort
from liaison_desk.meetings.service import Meetings
from liaison_desk.tasks.records import TaskLine
from liaison_desk.tasks.service import Tasks

MOST = 100  # lines of one list that are read: those shown and those only counted
_HOLIDAYS = ("holiday_jp", "holiday_us")


@dataclass(frozen=True, slots=True)
class TodayView:
    """One look at the desk. ``now`` is an aware instant; dates are the host headquarters'."""

    now: datetime
    day: date
    profile: DeskProfile
    schedule: tuple[Occurrence, ...]
    all_day: tuple[Occurrence, ...]
    tomorrow: tuple[Occurrence, ...]
    holidays: tuple[Occurrence, ...]
    next_exercise: Occurrence | None
    suspenses: tuple[TaskLine, ...]
    waiting: tuple[TaskLine, ...]
    drafts: tuple[MeetingLine, ...]
    neglected: tuple[PersonLine, ...]
    searches: tuple[Counted, ...]
    recent: tuple[Recent, ...]


def read_today(
    now: datetime,
    profile: DeskProfile,
    calendars: Calendars,
    tasks: Tasks,
    meetings: Meetings,
    contacts: Contacts,
    searches: SavedSearches,
    since: Callable[[datetime], list[Recent]],
    *,
    holidays: bool,
) -> TodayView:
    """Read everything the page shows; without ``holidays`` none of those that have to be computed, which takes a while at first."""
    zone = profile.host_zone
    known = calendars.calendars()
    day = to_local(now, zone).date()
    midnight = [to_utc(datetime.combine(day + timedelta(days=n), datetime.min.time()), zone) for n in (0, 1, 2)]
    week = calendars.occurrences(
        midnight[0],
        midnight[0] + timedelta(days=5),
        frozenset(one.id for one in known if one.palette in _HOLIDAYS),
        holidays=holidays,
    )
    found = [one for one in calendars.occurrences(midnight[0], midnight[2]) if one.status is not Status.CANCELLED]
    timed = [one for one in found if not one.all_day]
    ids = meetings.meetings(MeetingFilter(drafts=True), Sort(MeetingSort.DATE, descending=True), MOST).ids
    drafts = meetings.lines(ids)
    return TodayView(
        now=now,
        day=day,
        profile=profile,
        schedule=tuple(one for one in timed if one.starts < midnight[1]),
        all_day=tuple(
            one
            for one in found
            if one.all_day and one.starts.date() <= day < one.ends.date() and one.palette not in _HOLIDAYS
        ),
        tomorrow=tuple(one for one in timed if one.starts >= midnight[1]),
        holidays=tuple(week),
        next_exercise=calendars.next_span("exercises", datetime.combine(day, datetime.max.time(), UTC), 2),
        suspenses=tuple(tasks.suspenses(day + timedelta(days=(4 - day.weekday()) % 7 + 3), MOST)),
        waiting=tuple(tasks.waiting(MOST)),
        drafts=tuple(drafts[id_] for id_ in ids if id_ in drafts),
        neglected=tuple(contacts.overdue(MOST)),
        searches=tuple(searches.counted(pinned=True)),
        recent=tuple(since(now - timedelta(days=1))),
    )


def overlap(profile: DeskProfile, day: date) -> tuple[datetime, datetime] | None:
    """Return the span of UTC instants in which both nations are on duty on a host day, ``None`` if they never are."""
    host = [to_utc(datetime.combine(day, at), profile.host_zone) for at in (profile.duty_start, profile.duty_end)]
    for shift in (-1, 0, 1):
        home_day = day + timedelta(days=shift)
        home = [
            to_utc(datetime.combine(home_day, at), profile.home_zone)
            for at in (profile.home_duty_start, profile.home_duty_end)
        ]
        begin, end = max(host[0], home[0]), min(host[1], home[1])
        if begin < end:
            return begin, end
    return None
