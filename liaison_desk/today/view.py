"""What the Today page shows, read in one go on the database lane; nothing here knows Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.service import Calendars
from liaison_desk.contacts.records import PersonLine
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.searches import Counted, SavedSearches
from liaison_desk.domain.duty import Span, common_duty
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.changes import Recent
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingLine, MeetingSort
from liaison_desk.meetings.service import Meetings
from liaison_desk.tasks.records import TaskLine
from liaison_desk.tasks.service import Tasks

MOST = 100  # lines of one list that are read: those shown and those only counted
_AHEAD = 5  # days of which the holidays are told


@dataclass(frozen=True, slots=True)
class TodayView:
    """One look at the desk. ``now`` is an aware instant; dates are the host headquarters'.

    ``common`` is when both are on duty on the day. Without ``with_days_off`` holidays are not reckoned with.
    """

    now: datetime
    day: date
    profile: DeskProfile
    schedule: tuple[Occurrence, ...]
    all_day: tuple[Occurrence, ...]
    tomorrow: tuple[Occurrence, ...]
    common: Span | None
    next_exercise: Occurrence | None
    suspenses: tuple[TaskLine, ...]
    waiting: tuple[TaskLine, ...]
    drafts: tuple[MeetingLine, ...]
    neglected: tuple[PersonLine, ...]
    searches: tuple[Counted, ...]
    recent: tuple[Recent, ...]
    holidays: tuple[Occurrence, ...] = ()


def read_today(
    now: datetime,
    profile: DeskProfile,
    calendars: Calendars,
    tasks: Tasks,
    meetings: Meetings,
    contacts: Contacts,
    searches: SavedSearches,
    since: Callable[[datetime], list[Recent]],
) -> TodayView:
    """Read everything the page shows but the holidays, whose library takes a while to load."""
    zone = profile.host_zone
    day = to_local(now, zone).date()
    midnight = [to_utc(datetime.combine(day + timedelta(days=n), datetime.min.time()), zone) for n in (0, 1, 2)]
    found = [one for one in calendars.occurrences(midnight[0], midnight[2]) if not one.off]
    timed = [one for one in found if not one.all_day]
    ids = meetings.meetings(MeetingFilter(drafts=True), Sort(MeetingSort.DATE, descending=True), MOST).ids
    drafts = meetings.lines(ids)
    return TodayView(
        now=now,
        day=day,
        profile=profile,
        schedule=tuple(one for one in timed if one.starts < midnight[1]),
        all_day=tuple(
            one for one in found if one.all_day and one.starts.date() <= day < one.ends.date() and not one.day_off
        ),
        tomorrow=tuple(one for one in timed if one.starts >= midnight[1]),
        common=next(common_duty(profile, midnight[0], midnight[1], holidays=True), None),
        next_exercise=calendars.next_span("exercises", datetime.combine(day, datetime.max.time(), UTC), 2),
        suspenses=tuple(tasks.suspenses(day + timedelta(days=(4 - day.weekday()) % 7 + 3), MOST)),
        waiting=tuple(tasks.waiting(MOST)),
        drafts=tuple(drafts[id_] for id_ in ids if id_ in drafts),
        neglected=tuple(contacts.overdue(MOST)),
        searches=tuple(searches.counted(pinned=True)),
        recent=tuple(since(now - timedelta(days=1))),
    )


def with_days_off(calendars: Calendars, view: TodayView) -> TodayView:
    """Return a look at the desk with the holidays of the coming days, and common hours only where neither side has one."""
    zone = view.profile.host_zone
    first, second, last = (
        to_utc(datetime.combine(view.day + timedelta(days=n), datetime.min.time()), zone) for n in (0, 1, _AHEAD)
    )
    shown = frozenset(one.id for one in calendars.calendars() if one.of_holidays)
    week = tuple(calendars.occurrences(first, last, shown, holidays=True))
    return replace(view, holidays=week, common=next(common_duty(view.profile, first, second), None))
