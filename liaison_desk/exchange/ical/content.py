"""What a calendar file holds when it has been read, and what goes into one that is written."""

from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from liaison_desk.calendar.records import Calendar, Event, Participant
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exchange.ical.values import Moment
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
class Message:
    """What a mail between calendars says about an event that others hold (RFC 5546): an answer, a proposal, a cancellation.

    ``method`` is upper case. ``occurrence`` says which of a series is meant, ``None`` the whole of it. ``people`` are
    those it names, with their answers; ``start`` is when it says the event begins, ``reason`` its comment; ``written`` is
    when it was written (its DTSTAMP).
    """

    method: str
    uid: str
    line: int
    occurrence: Moment | None = None
    lasting: bool = False
    people: tuple[Participant, ...] = ()
    organizer: Participant | None = None
    reason: Bilingual = field(default_factory=Bilingual)
    title: str = ""
    start: Moment | None = None
    sequence: int = 0
    written: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """What a calendar file held. ``method`` is its iTIP method in upper case, "" for a plain calendar.

    ``count`` counts the entries of the file that are in here, changed occurrences among them; ``skipped`` those
    left out. ``messages`` speak of events that are not in the file, or are in ``events`` too. ``color`` is as written; ``extra`` are the calendar's own lines, to be kept in ``Calendar.extra``.
    ``marking``, ``event_marking`` and ``holidays`` are those of a calendar that a desk wrote.
    """

    events: tuple[Entry[Event], ...] = ()
    tasks: tuple[Entry[Task], ...] = ()
    journals: tuple[Entry[Meeting], ...] = ()
    name: Bilingual = field(default_factory=Bilingual)
    color: str = ""
    palette: str = ""
    method: str = ""
    extra: tuple[str, ...] = ()
    marking: Marking | None = None
    event_marking: Marking | None = None
    holidays: str = ""
    messages: tuple[Message, ...] = ()
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
