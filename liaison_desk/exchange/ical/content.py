"""What a calendar file holds when it has been read, and what goes into one that is written."""

from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from liaison_desk.calendar.records import Calendar, Event, Participant
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.result import Entry, LineProblem
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import Task

PALETTE_COLORS = MappingProxyType(
    {
        "planning": "steelblue",
        "exercises": "darkorange",
        "rhythm": "slategray",
        "visits": "seagreen",
        "leave": "orchid",
    }
)
"""The nearest CSS colour names (RFC 7986 COLOR) of the theme's calendar colours, for other programs."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to an invitation (METHOD:REPLY or COUNTER): to which event and occurrence, and who answered what.

    ``at`` is the occurrence's instant (aware, UTC), ``None`` when the answer is for the whole series.
    """

    uid: str
    at: datetime | None
    participant: Participant


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """What a calendar file held. ``method`` is its iTIP method in upper case, "" for a plain calendar.

    ``count`` counts the entries of the file that are in here, changed occurrences among them; ``skipped`` those
    left out. ``color`` is as written; ``extra`` are the calendar's own lines, to be kept in ``Calendar.extra``.
    """

    events: tuple[Entry[Event], ...] = ()
    tasks: tuple[Entry[Task], ...] = ()
    journals: tuple[Entry[Meeting], ...] = ()
    name: Bilingual = field(default_factory=Bilingual)
    color: str = ""
    palette: str = ""
    method: str = ""
    extra: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    problems: tuple[LineProblem, ...] = ()
    count: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class CalendarContent:
    """What is written into one calendar file; the calendar gives the file its name and colour."""

    events: tuple[Event, ...] = ()
    tasks: tuple[Task, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    calendar: Calendar | None = None
