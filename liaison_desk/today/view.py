"""What the Today page shows, read on the database lane part by part; nothing here knows Qt."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.service import Calendars
from liaison_desk.contacts.records import SAVED_SEARCH, PersonLine
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.searches import Counted, SavedSearches
from liaison_desk.domain.duty import Span, common_duty
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.changes import Recent
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingLine, MeetingSort
from liaison_desk.meetings.service import Meetings
from liaison_desk.tasks.records import TASK_VIEW, Pressing, TaskView
from liaison_desk.tasks.service import Tasks, TaskViews

if TYPE_CHECKING:  # the records of exercises bring the engine of plans along, for which no start waits
    from liaison_desk.domain.bilingual import Bilingual
    from liaison_desk.exercises.records import Milestone
    from liaison_desk.partnership.records import RadarLine
    from liaison_desk.partnership.records.visit_lines import VisitLine

Ahead = tuple["Milestone", "Bilingual"]
"""A milestone, and what its exercise is called."""
MOST: Final = 100  # lines of one list that are read: those shown and those only counted
_AHEAD: Final = 5  # days of which the holidays are told
_MONTH: Final = 30  # days of which the milestones are told
EXERCISE, MILESTONE = "exercise", "milestone"
ENDING: Final = ("validity", "arrangement", "visit", "gift")


class Part(Enum):
    """A part of the page that is read by itself."""

    DAY = auto()
    HOLIDAYS = auto()
    TASKS = auto()
    VIEWS = auto()
    DRAFTS = auto()
    PEOPLE = auto()
    RECENT = auto()
    MILESTONES = auto()
    ENDS = auto()
    REQUESTS = auto()


EVERYTHING: Final = frozenset(Part)
OF_KIND: Final = {
    "event": {Part.DAY, Part.HOLIDAYS, Part.TASKS},
    "calendar": {Part.DAY, Part.HOLIDAYS},
    "task": {Part.TASKS, Part.VIEWS},
    TASK_VIEW: {Part.VIEWS},
    "meeting": {Part.TASKS, Part.DRAFTS, Part.PEOPLE},
    "portion": {Part.DRAFTS},
    "person": {Part.PEOPLE},
    "organization": {Part.PEOPLE},
    "billet": {Part.PEOPLE},
    SAVED_SEARCH: {Part.PEOPLE},
    EXERCISE: {Part.MILESTONES},
    MILESTONE: {Part.MILESTONES},
    **{kind: {Part.ENDS} for kind in ENDING},
    "visit": {Part.ENDS, Part.REQUESTS},
    "site": {Part.REQUESTS},
    "profile": EVERYTHING,
}
"""Which parts tell of records of a kind; what was done lately is told anew whatever it was."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Whom the page asks.

    ``since`` tells what was done since an instant, ``ahead`` which milestones are ahead until a day, ``ends`` what has to be renewed,
    ``requests`` which visits' requests press.
    """

    profile: Callable[[], DeskProfile]
    calendars: Calendars
    tasks: Tasks
    task_views: TaskViews
    meetings: Meetings
    contacts: Contacts
    searches: SavedSearches
    since: Callable[[datetime], list[Recent]]
    ahead: Callable[[date], list[Ahead]] = lambda _: []
    ends: "Callable[[], list[RadarLine]]" = list
    requests: "Callable[[], list[VisitLine]]" = list


@dataclass(frozen=True, slots=True)
class TodayView:
    """One look at the desk. ``now`` is an aware instant; dates are the host headquarters'.

    ``common`` is when both are on duty on the day. Where the holidays were not read they are not reckoned with.
    """

    now: datetime
    day: date
    profile: DeskProfile
    schedule: tuple[Occurrence, ...] = ()
    all_day: tuple[Occurrence, ...] = ()
    tomorrow: tuple[Occurrence, ...] = ()
    common: Span | None = None
    next_exercise: Occurrence | None = None
    pressing: Pressing = field(default_factory=Pressing)
    drafts: tuple[MeetingLine, ...] = ()
    neglected: tuple[PersonLine, ...] = ()
    searches: tuple[Counted, ...] = ()
    views: tuple[tuple[TaskView, int], ...] = ()
    recent: tuple[Recent, ...] = ()
    holidays: tuple[Occurrence, ...] = ()
    milestones: "tuple[Ahead, ...]" = ()
    ends: "tuple[RadarLine, ...]" = ()
    requests: "tuple[VisitLine, ...]" = ()


def parts_of(kinds: Collection[str]) -> frozenset[Part]:
    """Return the parts that changes of records of these kinds touch."""
    return frozenset({Part.RECENT}.union(*(OF_KIND.get(kind, set()) for kind in kinds)))


def day_of(now: datetime, profile: DeskProfile) -> date:
    """Return the day at the host headquarters."""
    return to_local(now, profile.host_zone).date()


def horizon(day: date) -> date:
    """Return up to which day a suspense presses: the Monday after this week's Friday, for what must be done before."""
    return day + timedelta(days=(4 - day.weekday()) % 7 + 3)


def read_parts(sources: Sources, now: datetime, parts: Collection[Part]) -> dict[str, Any]:
    """Return the fields of a ``TodayView`` that these parts tell; the instant and the profile are always among them."""
    profile = sources.profile()
    day = day_of(now, profile)
    found: dict[str, Any] = {"now": now, "day": day, "profile": profile}
    if Part.DAY in parts:
        found |= _day(sources.calendars, profile, day)
    if Part.HOLIDAYS in parts:
        found |= _holidays(sources.calendars, profile, day)
    if Part.TASKS in parts:
        found["pressing"] = sources.tasks.pressing(horizon(day), MOST)
    if Part.VIEWS in parts:
        found["views"] = tuple(sources.task_views.counted(pinned=True))
    if Part.DRAFTS in parts:
        found["drafts"] = _drafts(sources.meetings)
    if Part.PEOPLE in parts:
        found["neglected"] = tuple(sources.contacts.overdue(MOST))
        found["searches"] = tuple(sources.searches.counted(pinned=True))
    asked: dict[Part, tuple[str, Callable[[], Iterable[Any]]]] = {
        Part.MILESTONES: ("milestones", lambda: sources.ahead(day + timedelta(days=_MONTH))),
        Part.ENDS: ("ends", sources.ends),
        Part.REQUESTS: ("requests", sources.requests),
        Part.RECENT: ("recent", lambda: sources.since(now - timedelta(days=1))),
    }
    return found | {name: tuple(ask()) for part, (name, ask) in asked.items() if part in parts}


def _day(calendars: Calendars, profile: DeskProfile, day: date) -> dict[str, Any]:
    midnight = _midnights(profile, day, 0, 1, 2)
    found = [one for one in calendars.occurrences(midnight[0], midnight[2]) if not one.off]
    timed = [one for one in found if not one.all_day]
    return {
        "schedule": tuple(one for one in timed if one.starts < midnight[1]),
        "all_day": tuple(
            one for one in found if one.all_day and one.starts.date() <= day < one.ends.date() and not one.day_off
        ),
        "tomorrow": tuple(one for one in timed if one.starts >= midnight[1]),
        "common": next(common_duty(profile, midnight[0], midnight[1], holidays=True), None),
        "next_exercise": calendars.next_span("exercises", datetime.combine(day, datetime.max.time(), UTC), 2),
    }


def _holidays(calendars: Calendars, profile: DeskProfile, day: date) -> dict[str, Any]:
    """Return the holidays of the coming days, and common hours only where neither side has one."""
    first, second, last = _midnights(profile, day, 0, 1, _AHEAD)
    shown = frozenset(one.id for one in calendars.calendars() if one.of_holidays)
    week = tuple(calendars.occurrences(first, last, shown, holidays=True))
    return {"holidays": week, "common": next(common_duty(profile, first, second), None)}


def _midnights(profile: DeskProfile, day: date, *after: int) -> list[datetime]:
    return [to_utc(datetime.combine(day + timedelta(days=n), datetime.min.time()), profile.host_zone) for n in after]


def _drafts(meetings: Meetings) -> tuple[MeetingLine, ...]:
    ids = meetings.meetings(MeetingFilter(drafts=True), Sort(MeetingSort.DATE, descending=True), MOST).ids
    lines = meetings.lines(ids)
    return tuple(lines[id_] for id_ in ids if id_ in lines)
