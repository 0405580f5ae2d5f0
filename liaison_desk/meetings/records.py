"""What a meeting is: a time, attendees frozen as they were that day, and notes as marked portions."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record

MEETING = "meeting"


class PortionKind(StrEnum):
    """What a portion of the notes is."""

    DISCUSSION = "discussion"
    DECISION = "decision"
    INSIGHT = "insight"
    RECOMMENDATION = "recommendation"
    EQUITY = "equity"
    COMMITMENT = "commitment"
    RFI = "rfi"
    ACTION = "action"
    NOTE = "note"


class Attribution(StrEnum):
    """How far what was said may be traced to who said it."""

    NAMED = "named"
    OFFICE = "office"
    NATION = "nation"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Portion:
    """A piece of the notes with its own marking. ``uid`` stays the same over every version.

    ``text`` holds the wording in host and home language; its states tell which is the original. ``task_id`` is the
    task it made, 0 = none. ``said_at`` is an aware instant.
    """

    uid: str = ""
    kind: PortionKind = PortionKind.NOTE
    marking: Marking | None = None
    text: Bilingual = field(default_factory=Bilingual)
    said_by: str = ""
    attribution: Attribution = Attribution.NAMED
    said_at: datetime | None = None
    task_id: int = 0


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone who was there, with rank, post and organization as they were that day; ``contact_id`` 0 = by name only."""

    name: str
    native: str = ""
    contact_id: int = 0
    rank: str = ""
    post: str = ""
    organization: str = ""
    nation: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """A meeting. ``start`` and ``end`` are naive wall times in ``zone``; ``event_id`` is its calendar event, 0 = none.

    ``kind``: meeting, office-call, vtc, phone, visit, conference. ``state``: draft, final.
    """

    title: Bilingual
    start: datetime
    end: datetime
    zone: str
    kind: str = "meeting"
    place: Bilingual = field(default_factory=Bilingual)
    link: str = ""
    chair: str = ""
    series: str = ""
    event_id: int = 0
    state: str = "draft"
    interpreter: str = ""
    attendees: tuple[Attendee, ...] = ()
    portions: tuple[Portion, ...] = ()
    extra: tuple[str, ...] = ()


class MeetingSort(StrEnum):
    """Orders of the list of meetings."""

    DATE = "date"
    TITLE = "title"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Which meetings: words, with a person, of a kind, that still are drafts, between dates (local, inclusive), in the trash."""

    words: str = ""
    contact_id: int = 0
    kind: str = ""
    drafts: bool = False
    since: date | None = None
    until: date | None = None
    trash: bool = False


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting as lists show it."""

    id: int
    uid: str
    title: Bilingual
    start: datetime
    end: datetime
    zone: str
    kind: str
    place: Bilingual
    state: str
    attendees: int
    portions: int
    marking: str


@dataclass(frozen=True, slots=True)
class PortionLine:
    """A portion in a register across meetings, with where it was said."""

    meeting_id: int
    meeting_title: Bilingual
    meeting_marking: Marking | None
    start: datetime
    zone: str
    portion: Portion


@dataclass(frozen=True, slots=True)
class PromisedTask:
    """How the task stands that a portion made: its state (open, in-progress, waiting, done, cancelled) and suspense instant."""

    id: int
    title: Bilingual
    state: str
    due_at: datetime | None
