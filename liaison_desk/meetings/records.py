"""What a meeting is: a time, attendees frozen as they were that day, an agenda, and notes as marked portions."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record

MEETING, PORTION, MINUTES = "meeting", "portion", "minutes"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion(Record):
    """A piece of the notes: a record of its own with its own marking. ``uid`` stays the same over every version.

    ``text`` holds the wording in host and home language as Markdown source (``domain.notetext``); its states tell which is
    the original. ``said_by`` is a name as it was that day and ``nation`` that person's; ``to_whom`` and ``to_nation`` whom
    a commitment or a request is for, ``due`` by when. ``said_at`` is an aware instant. ``level`` indents, ``section`` is the
    part of the template it fills in ("" the notes themselves). ``task_id`` is the task it made, 0 = none. ``place`` orders
    the portions of ``meeting_id``; the store gives both. Two portions are equal when they say the same.
    """

    id: int = field(default=0, compare=False)
    version: int = field(default=0, compare=False)
    created_at: datetime | None = field(default=None, compare=False)
    updated_at: datetime | None = field(default=None, compare=False)
    author: str = field(default="", compare=False)
    deleted_at: datetime | None = field(default=None, compare=False)
    meeting_id: int = field(default=0, compare=False)
    place: int = field(default=0, compare=False)
    kind: PortionKind = PortionKind.NOTE
    text: Bilingual = field(default_factory=Bilingual)
    said_by: str = ""
    said_by_id: int = 0
    nation: str = ""
    attribution: Attribution = Attribution.NAMED
    said_at: datetime | None = None
    to_whom: str = ""
    to_nation: str = ""
    due: date | None = None
    level: int = 0
    section: str = ""
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


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the agenda: ``after`` minutes from the meeting's beginning (``None``: in its turn), for ``minutes`` (0: open)."""

    title: Bilingual
    after: int | None = None
    minutes: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """A meeting. ``start`` and ``end`` are naive wall times in ``zone``; ``event_id`` is its calendar event, 0 = none.

    ``kind``: meeting, office-call, vtc, phone, visit, conference. ``state``: draft, final. ``template`` is the key of the
    template its notes follow; ``frozen`` the number of the version of its minutes that was frozen last, 0 = none.
    ``portions`` are records of their own, read and saved with it.
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
    template: str = ""
    frozen: int = 0
    attendees: tuple[Attendee, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    portions: tuple[Portion, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Record):
    """A frozen version of a meeting's minutes: its number, and what was final as canonical JSON with the SHA-256 of it."""

    meeting_id: int
    number: int
    sha256: str
    content: str


@dataclass(frozen=True, slots=True)
class Jotting:
    """What was typed into a portion and not finished. ``before`` is how the portion stood, ``None`` for a new one.

    ``after_uid`` is the portion it follows ("" the first).
    """

    portion: Portion
    before: Portion | None = None
    after_uid: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of saving changed portions: as they are now, and those that somebody else had changed, as he left them.

    ``gone`` are the uids of those that somebody else has taken out meanwhile.
    """

    saved: tuple[Portion, ...] = ()
    stale: tuple[Portion, ...] = ()
    gone: tuple[str, ...] = ()


class MeetingSort(StrEnum):
    """Orders of the list of meetings."""

    DATE = "date"
    TITLE = "title"
    TITLE_HOME = "title-home"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Which meetings: words of them or of their notes, with a person, of a kind, of a series, still drafts, between dates, in the trash.

    Dates are local and inclusive.
    """

    words: str = ""
    contact_id: int = 0
    kind: str = ""
    series: str = ""
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
    meeting_uid: str = ""
    task: "PromisedTask | None" = None


class RegisterSort(StrEnum):
    """Orders of a register."""

    DATE = "date"
    SAID_BY = "said-by"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which portions: of kinds, words, whose nation said it, who said it, about a topic, in meetings between dates (inclusive).

    ``owed`` narrows commitments to those that are "ours" (the home nation's) or "theirs"; of ours the nation is the one they
    are made to. ``unfinished`` narrows to those whose task is not done.
    """

    kinds: tuple[PortionKind, ...] = ()
    words: str = ""
    nation: str = ""
    contact_id: int = 0
    topic: str = ""
    owed: str = ""
    unfinished: bool = False
    since: date | None = None
    until: date | None = None


class Earlier(NamedTuple):
    """A meeting that may go before another: when it began (an aware instant), its series, who of those asked about was there."""

    id: int
    starts: datetime
    series: str
    event_id: int
    contact_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class PromisedTask:
    """How the task stands that a portion made: its state (open, in-progress, waiting, done, cancelled) and suspense instant."""

    id: int
    title: Bilingual
    state: str
    due_at: datetime | None
