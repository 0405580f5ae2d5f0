"""What an inject of a master scenario events list (MSEL) is."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

INJECT = "inject"


class InjectState(StrEnum):
    """Where an inject stands; a withdrawn one keeps its number."""

    PENDING = "pending"
    APPROVED = "approved"
    DELIVERED = "delivered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inject(Record):
    """An inject. ``number`` is what people call it (014, 3.2a); ``minutes`` count from STARTEX, below zero before it.

    ``kind`` (scripted, key event, contingency …) and ``method`` (e-mail, telephone, role player …) are in the exercise's own
    words. ``cell`` delivers it; ``sender`` and ``receiver`` are as the training audience sees them. ``objective`` is the key
    of the exercise's objective it serves. ``delivered_at`` and ``closed_at`` are instants.
    """

    exercise_id: int
    number: str
    minutes: int = 0
    kind: str = ""
    method: str = ""
    cell: str = ""
    sender: str = ""
    receiver: str = ""
    text: Bilingual = field(default_factory=Bilingual)
    expected: Bilingual = field(default_factory=Bilingual)
    objective: str = ""
    controller: str = ""
    state: InjectState = InjectState.PENDING
    delivered_at: datetime | None = None
    closed_at: datetime | None = None
    remarks: str = ""


class InjectSort(StrEnum):
    """Orders of a MSEL."""

    TIME = "time"
    NUMBER = "number"
    STATE = "state"
    CELL = "cell"
    SENDER = "sender"
    RECEIVER = "receiver"
    METHOD = "method"
    CONTROLLER = "controller"
    OBJECTIVE = "objective"
    MARKING = "marking"
    TEXT = "text"
    TEXT_HOME = "text-home"
    EXPECTED = "expected"
    EXPECTED_HOME = "expected-home"


@dataclass(frozen=True, slots=True)
class InjectFilter:
    """Which injects of one exercise: words, cells and states (none = all), minutes from STARTEX, an objective."""

    exercise_id: int
    words: str = ""
    cells: tuple[str, ...] = ()
    states: tuple[InjectState, ...] = ()
    since: int | None = None
    until: int | None = None
    objective: str = ""


@dataclass(frozen=True, slots=True)
class InjectLine:
    """An inject as its table shows it."""

    id: int
    uid: str
    number: str
    minutes: int
    kind: str
    method: str
    cell: str
    sender: str
    receiver: str
    text: Bilingual
    expected: Bilingual
    objective: str
    controller: str
    state: InjectState
    delivered_at: datetime | None
    marking: str


@dataclass(frozen=True, slots=True)
class Running:
    """A MSEL at one minute: what is due and not delivered, what comes next, what is delivered and not yet closed.

    ``unapproved`` counts what should be over by now and was never approved; ``total`` all injects, in whatever state.
    """

    due: tuple[InjectLine, ...] = ()
    coming: tuple[InjectLine, ...] = ()
    delivered: tuple[InjectLine, ...] = ()
    unapproved: int = 0
    total: int = 0
