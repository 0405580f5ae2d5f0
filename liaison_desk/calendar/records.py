"""What an event is: a wall time in a zone, its recurrence with exceptions, people and alarms; and its calendar."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record

CALENDAR = "calendar"
EVENT = "event"
REMINDER = "reminder"
HOLIDAY_COLOURS = "holiday_"
"""How the palettes of holiday calendars begin."""


class Status(StrEnum):
    """How sure an event is."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What an invited person answered (RFC 5545 PARTSTAT)."""

    NEEDS_ACTION = "needs-action"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    DELEGATED = "delegated"


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone invited. ``role`` as in RFC 5545 (CHAIR, REQ-PARTICIPANT …), lower case; ``contact_id`` 0 = not in contacts.

    ``kind``: individual, group, room, resource. ``extra`` keeps further parameters as ``NAME=value`` texts.
    """

    name: str = ""
    email: str = ""
    contact_id: int = 0
    role: str = "req-participant"
    answer: str = Answer.NEEDS_ACTION
    kind: str = "individual"
    rsvp: bool = False
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """A reminder: ``minutes`` before (negative) or after the start (or the end), or at an absolute instant ``at`` (UTC).

    ``extra`` keeps the lines of the alarm this desk does not understand.
    """

    minutes: float = -15
    related_to_end: bool = False
    at: datetime | None = None
    action: str = "display"
    text: str = ""
    repeat: int = 0
    every_minutes: float = 0
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """One occurrence that differs from its series; ``at`` is the wall time the rule gave it, in the series' zone.

    All other fields are the whole content of that occurrence, as in an event. ``this_and_future`` as in RFC 5545 RANGE.
    """

    at: datetime
    start: datetime
    end: datetime
    zone: str = ""
    end_zone: str = ""
    all_day: bool = False
    title: Bilingual = field(default_factory=Bilingual)
    description: Bilingual = field(default_factory=Bilingual)
    place: Bilingual = field(default_factory=Bilingual)
    status: Status = Status.CONFIRMED
    reason: Bilingual = field(default_factory=Bilingual)
    participants: tuple[Participant, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    sequence: int = 0
    this_and_future: bool = False
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When an event repeats. ``rules`` are RRULE values (RFC 5545 §3.3.10) without the property name, UNTIL as written.

    ``added`` and ``excluded`` (RDATE, EXDATE) are wall times in the event's zone; ``exclusions`` are EXRULE values.
    ``added_until`` holds, for RDATEs that are periods, their ends, pairwise to ``added`` (``None`` = the event's length).
    """

    rules: tuple[str, ...] = ()
    added: tuple[datetime, ...] = ()
    excluded: tuple[datetime, ...] = ()
    exclusions: tuple[str, ...] = ()
    added_until: tuple[datetime | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """An organization that takes part; ``organization_id`` 0 = it is not among the desk's organizations."""

    name: str = ""
    organization_id: int = 0


@dataclass(frozen=True, slots=True)
class RhythmInput:
    """Something to be handed in for a battle-rhythm event, so many days before it, at a wall time of the event's zone.

    ``at`` ``None`` is the time the event starts at. ``key`` tells the inputs of a card apart for as long as they live;
    with ``makes_task`` every occurrence asks for it by a task.
    """

    what: Bilingual
    days_before: int = 0
    at: time | None = None
    to: str = ""
    makes_task: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class RhythmCard:
    """What a battle-rhythm event is for. ``members`` and ``outputs`` are running text; ``role`` is the officer's own.

    ``report`` names the report home that uses what comes out of it.
    """

    purpose: Bilingual = field(default_factory=Bilingual)
    chair: Participant | None = None
    members: Bilingual = field(default_factory=Bilingual)
    inputs: tuple[RhythmInput, ...] = ()
    outputs: Bilingual = field(default_factory=Bilingual)
    role: Bilingual = field(default_factory=Bilingual)
    report: Bilingual = field(default_factory=Bilingual)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """An event. ``start`` and ``end`` are naive wall times in ``zone`` and ``end_zone`` (IANA names; "" = floating).

    All-day events start and end at midnight, the end exclusive, without a zone. ``only_overrides`` marks a series of
    which only single occurrences are known (invitations to one instance): it has no occurrences of its own.
    ``access`` is who of the liaison officers may come: open, invitation, closed. ``link`` is a VTC address, never
    fetched. ``reason`` is why it is cancelled. ``travel_before`` and ``travel_after`` are minutes on the way there and back. ``extra`` keeps the iCalendar lines this desk does not understand, to write them back unchanged.
    """

    calendar_id: int = 0
    title: Bilingual = field(default_factory=Bilingual)
    description: Bilingual = field(default_factory=Bilingual)
    place: Bilingual = field(default_factory=Bilingual)
    start: datetime
    end: datetime
    zone: str = ""
    end_zone: str = ""
    all_day: bool = False
    status: Status = Status.CONFIRMED
    reason: Bilingual = field(default_factory=Bilingual)
    access: str = "open"
    busy: bool = True
    travel_before: int = 0
    travel_after: int = 0
    link: str = ""
    url: str = ""
    priority: int = 0
    privacy: str = ""
    organizer: Participant | None = None
    participants: tuple[Participant, ...] = ()
    organizations: tuple[Party, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    categories: tuple[str, ...] = ()
    recurrence: Recurrence | None = None
    overrides: tuple[Override, ...] = ()
    only_overrides: bool = False
    rhythm: RhythmCard | None = None
    sequence: int = 0
    extra: tuple[str, ...] = ()

    @property
    def length(self) -> timedelta:
        """How long it lasts by its wall clock (both zones alike); instants are compared in ``rules``."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar(Record):
    """A calendar. ``palette`` names one of the theme's calendar colours (planning, exercises, rhythm, visits, leave …).

    ``event_marking`` is what a new event in it is marked with, ``None``: as the desk marks. ``holidays`` is the nation
    (trigraph) whose public holidays it shows beside its events.
    """

    name: Bilingual
    palette: str = "planning"
    position: int = 0
    visible: bool = True
    extra: tuple[str, ...] = ()
    event_marking: Marking | None = None
    holidays: str = ""

    @property
    def of_holidays(self) -> bool:
        """Whether it is there for days off: a nation's, or those that were entered by hand in its colour."""
        return bool(self.holidays) or self.palette.startswith(HOLIDAY_COLOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Record):
    """What an officer did about a reminder: put it off ``until`` an instant (UTC), or ``None``: had done with it.

    ``at`` is the wall time the series gave the occurrence, ``alarm`` names which of its reminders it is.
    """

    event_uid: str
    at: datetime
    alarm: str
    officer: str
    until: datetime | None = None


class Occurrence(NamedTuple):
    """One happening of an event, as calendars and packets show it; a tuple, for a month may have ten thousand of them.

    ``starts``/``ends`` are aware UTC instants (for all-day: midnight UTC of the dates, to be read as dates only);
    ``start``/``end`` the wall times in ``zone``. ``at`` identifies the occurrence inside its series. A public holiday is
    one without an event (``event_id`` 0), with its nation in ``holiday``. ``rhythmic``: its event has a battle-rhythm card.
    ``declined``: the officer was invited and does not come.
    """

    event_id: int
    uid: str
    calendar_id: int
    title: Bilingual
    place: Bilingual
    starts: datetime
    ends: datetime
    start: datetime
    end: datetime
    zone: str
    all_day: bool
    at: datetime
    status: Status
    recurring: bool
    palette: str = ""
    calendar: str = ""
    marking: str = ""
    access: str = "open"
    busy: bool = True
    travel_before: int = 0
    travel_after: int = 0
    rhythmic: bool = False
    holiday: str = ""
    declined: bool = False

    @property
    def off(self) -> bool:
        """Whether it is only still seen: cancelled, or without the officer."""
        return self.declined or self.status is Status.CANCELLED

    @property
    def day_off(self) -> bool:
        """Whether it is a holiday, computed or entered by hand."""
        return bool(self.holiday) or (self.all_day and self.palette.startswith(HOLIDAY_COLOURS))


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events a plain list shows: words, one calendar, the trash."""

    words: str = ""
    calendar_id: int = 0
    trash: bool = False


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event (a whole series is one) as lists show it."""

    id: int
    uid: str
    title: Bilingual
    place: Bilingual
    start: datetime
    end: datetime
    zone: str
    all_day: bool
    status: Status
    recurring: bool
    calendar_id: int
    marking: str


@dataclass(frozen=True, slots=True)
class ReminderKey:
    """Which reminder is meant: of the occurrence its series gave the wall time ``at``, the one named ``alarm``."""

    event_uid: str
    at: datetime
    alarm: str


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder that fell due. ``starts`` and ``ends`` are instants also for all-day events, whose days are the host's.

    ``due`` is when it last fell due: repeated, or after it was put off. ``missed``: what it reminds of is over.
    """

    key: ReminderKey
    occurrence: Occurrence
    due: datetime
    starts: datetime
    ends: datetime
    missed: bool = False
