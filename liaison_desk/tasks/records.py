"""What a bilateral task is, a commitment and a request for information among them: owners, suspense, state, source."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record

TASK, TASK_VIEW, TASK_REMINDER = "task", "task view", "task reminder"


class TaskKind(StrEnum):
    """What a task is: a task, somebody's promise to another nation, or a request for information."""

    TASK = "task"
    COMMITMENT = "commitment"
    RFI = "rfi"


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"


class Priority(StrEnum):
    """How pressing a task is."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One step of a task."""

    text: str
    done: bool = False


class Side(StrEnum):
    """On which side somebody is whom a task waits on."""

    HOST = "host"
    HOME = "home"
    OTHER = "other"
    UNKNOWN = ""


class Repeats(StrEnum):
    """From when the next task of a recurring one is counted: its suspense, or the day it was done."""

    NOT = ""
    BY_DATE = "date"
    AFTER_DONE = "completion"


@dataclass(frozen=True, slots=True)
class Supporter:
    """An office or person of coordinating responsibility (OCR); ``contact_id`` 0 = by name only."""

    name: str
    contact_id: int = 0


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line of a task's log: when (an aware instant), who wrote it, what happened."""

    at: datetime
    author: str
    text: str


class RfiStatus(StrEnum):
    """Where a request for information stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEW = "in-review"
    ANSWERED = "answered"
    PARTIAL = "partial"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RfiPriority(StrEnum):
    """How pressing a request for information is."""

    IMMEDIATE = "immediate"
    PRIORITY = "priority"
    ROUTINE = "routine"


@dataclass(frozen=True, slots=True)
class ChainStep:
    """A step of a request's way: ``deed`` is asked, received, passed, answered or relayed; by whom, on what day."""

    deed: str
    who: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rfi:
    """What makes a task a request for information; its subject, LTIOV (the suspense), owners and marking are the task's.

    ``number`` runs per ``year`` and ``direction`` (asker>answerer by nation); the service gives all three. ``answer`` has a
    marking of its own. ``office`` is who answers.
    """

    year: int = 0
    direction: str = ""
    number: int = 0
    status: RfiStatus = RfiStatus.DRAFT
    priority: RfiPriority = RfiPriority.ROUTINE
    asker: str = ""
    asker_id: int = 0
    office: str = ""
    question: Bilingual = field(default_factory=Bilingual)
    justification: str = ""
    received: date | None = None
    channel: str = ""
    answer: Bilingual = field(default_factory=Bilingual)
    answer_marking: Marking | None = None
    answered: date | None = None
    chain: tuple[ChainStep, ...] = ()

    @property
    def called(self) -> str:
        """The number as people say it, 26-014; empty before one was given."""
        return f"{self.year % 100:02d}-{self.number:03d}" if self.number else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """A task. ``due`` is a naive wall time in ``due_zone``; with ``due_all_day`` only its date counts; ``None`` = no suspense.

    ``own_owner``, ``host_owner``, ``lead`` (OPR) and ``waiting_on`` are names; the ``*_id`` beside them point to contacts
    (0 = name only). ``source_kind``/``source_id``/``source_uid`` point to the record (and portion) it came from.
    ``from_nation`` owes or asks, ``to_nation`` is owed or asked. ``after_id`` is the task it waits for. ``rules`` are RFC 5545
    RRULE values; ``repeats`` says from when they count. ``reminders`` are minutes before the suspense. A task that sleeps
    is not pressing before ``asleep_until``. ``rfi`` belongs to the kind of that name alone.
    """

    title: Bilingual
    kind: TaskKind = TaskKind.TASK
    detail: Bilingual = field(default_factory=Bilingual)
    state: TaskState = TaskState.OPEN
    priority: Priority = Priority.NORMAL
    due: datetime | None = None
    due_zone: str = ""
    due_all_day: bool = True
    start: date | None = None
    completed_at: datetime | None = None
    percent: int = 0
    own_owner: str = ""
    own_owner_id: int = 0
    host_owner: str = ""
    host_owner_id: int = 0
    waiting_on: str = ""
    waiting_since: date | None = None
    reason: str = ""
    source_kind: str = ""
    source_id: int = 0
    source_uid: str = ""
    source: str = ""
    checklist: tuple[ChecklistItem, ...] = ()
    categories: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    url: str = ""
    sequence: int = 0
    from_nation: str = ""
    to_nation: str = ""
    lead: str = ""
    lead_id: int = 0
    support: tuple[Supporter, ...] = ()
    waiting_on_id: int = 0
    waiting_side: Side = Side.UNKNOWN
    after_id: int = 0
    log: tuple[LogEntry, ...] = ()
    reminders: tuple[int, ...] = ()
    repeats: Repeats = Repeats.NOT
    asleep_until: date | None = None
    rfi: Rfi | None = None
    extra: tuple[str, ...] = ()


class TaskSort(StrEnum):
    """Orders of the list of tasks."""

    DUE = "due"
    TITLE = "title"
    TITLE_HOME = "title-home"
    PRIORITY = "priority"
    OWN_OWNER = "own-owner"
    HOST_OWNER = "host-owner"
    WAITING = "waiting"
    SOURCE = "source"
    CHANGED = "changed"
    NUMBER = "number"
    LEAD = "lead"
    SINCE = "since"
    ASLEEP = "asleep"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks: words, kinds and states (empty = all), due no later than a day (in its own zone), a person, in the trash.

    ``overdue`` are those whose suspense is past now; ``waiting`` those that wait on somebody of a side ("host", "home",
    "other"); ``from_nation`` and ``to_nation`` narrow commitments and requests; ``source_kind`` and ``source_id`` those made
    of one record; ``awake`` leaves out what sleeps today, ``asleep`` shows that alone. Of those that are finished, ``finished_since``
    leaves out what was before an instant.
    """

    words: str = ""
    kinds: tuple[TaskKind, ...] = ()
    states: tuple[TaskState, ...] = ()
    overdue: bool = False
    waiting: str = ""
    from_nation: str = ""
    to_nation: str = ""
    source_kind: str = ""
    source_id: int = 0
    awake: bool = False
    due_until: datetime | None = None
    due_since: datetime | None = None
    contact_id: int = 0
    trash: bool = False
    asleep: bool = False
    finished_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as lists show it. ``due_at`` is the suspense as an aware UTC instant (all-day: the end of that day)."""

    id: int
    uid: str
    title: Bilingual
    state: TaskState
    priority: Priority
    due: datetime | None
    due_zone: str
    due_all_day: bool
    due_at: datetime | None
    own_owner: str
    host_owner: str
    waiting_on: str
    waiting_since: date | None
    source: str
    steps: int
    steps_done: int
    marking: str
    kind: TaskKind = TaskKind.TASK
    from_nation: str = ""
    to_nation: str = ""
    lead: str = ""
    waiting_side: Side = Side.UNKNOWN
    asleep_until: date | None = None
    completed_at: datetime | None = None
    number: str = ""
    """The number of a request for information, as people say it."""


@dataclass(frozen=True, slots=True)
class PressingTask:
    """An unfinished task as the first page shows it.

    ``origin`` is the title of the meeting or event it was made of, in both languages; of a request, ``status`` is where it
    stands and ``asked`` the day it was asked (in UTC, where nobody wrote one down).
    """

    line: TaskLine
    origin: Bilingual
    status: RfiStatus | None = None
    asked: date | None = None

    @property
    def id(self) -> int:
        """The task's id."""
        return self.line.id


@dataclass(frozen=True, slots=True)
class Pressing:
    """What the first page tells of tasks: due, waited for, asked, promised by each side; none of them asleep.

    ``due`` are tasks of any kind; ``waiting`` leaves out the requests, which ``rfis`` tells. ``asleep`` are those left out.
    """

    due: tuple[PressingTask, ...] = ()
    waiting: tuple[PressingTask, ...] = ()
    rfis: tuple[PressingTask, ...] = ()
    ours: tuple[PressingTask, ...] = ()
    theirs: tuple[PressingTask, ...] = ()
    asleep: int = 0


class TaskGrouping(StrEnum):
    """By what a list of tasks is divided."""

    NOT = ""
    SUSPENSE = "suspense"
    OWN_OWNER = "own-owner"
    HOST_OWNER = "host-owner"
    WAITING = "waiting"
    SOURCE = "source"
    KIND = "kind"


class Mode(StrEnum):
    """How tasks are shown."""

    LIST = "list"
    BOARD = "board"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView(Record):
    """A view of tasks under a name; ``pinned`` ones stand on Today with their live counts."""

    name: str
    wanted: TaskFilter
    sort: TaskSort = TaskSort.DUE
    descending: bool = False
    grouping: TaskGrouping = TaskGrouping.NOT
    mode: Mode = Mode.LIST
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class TaskReminderKey:
    """Which reminder is meant: of the task with its suspense at an instant, the one so many minutes before."""

    task_uid: str
    at: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReminder(Record):
    """What an officer did about a reminder of a task: put it off ``until`` an instant (UTC), or ``None``: had done with it."""

    task_uid: str
    at: datetime
    alarm: int
    officer: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueTask:
    """A reminder of a task that fell due; ``starts`` and ``ends`` are its suspense. What is overdue is not over: never missed."""

    key: TaskReminderKey
    task: TaskLine
    due: datetime
    missed: bool = False

    @property
    def starts(self) -> datetime:
        """The suspense as an instant."""
        return self.key.at

    @property
    def ends(self) -> datetime:
        """The suspense as an instant."""
        return self.key.at
