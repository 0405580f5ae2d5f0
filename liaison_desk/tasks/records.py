"""What a bilateral task is: an owner on each side, a suspense, a state, and where it came from."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

TASK = "task"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """A task. ``due`` is a naive wall time in ``due_zone``; with ``due_all_day`` only its date counts; ``None`` = no suspense.

    ``own_owner`` and ``host_owner`` are names; the ``*_id`` beside them point to contacts (0 = name only).
    ``source_kind``/``source_id``/``source_uid`` point to the record (and portion) it came from.
    """

    title: Bilingual
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
    extra: tuple[str, ...] = ()


class TaskSort(StrEnum):
    """Orders of the list of tasks."""

    DUE = "due"
    TITLE = "title"
    PRIORITY = "priority"
    OWN_OWNER = "own-owner"
    HOST_OWNER = "host-owner"
    WAITING = "waiting"
    SOURCE = "source"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks: words, states (empty = all), due no later than a day (in its own zone), a person, in the trash."""

    words: str = ""
    states: tuple[TaskState, ...] = ()
    due_until: date | None = None
    due_since: date | None = None
    contact_id: int = 0
    trash: bool = False


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
