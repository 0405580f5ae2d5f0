"""Handing the post over: what a successor must know of each record, and the checklist from ninety days before to thirty after."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record

TURNOVER, TURNOVER_NOTE = "turnover", "turnover note"


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoverNote(Record):
    """What a successor must know of a record: why it matters, what comes next, what is sensitive about it.

    ``owner_kind`` and ``owner_id`` are the record; it has one such note at most, which goes with it for good.
    """

    owner_kind: str
    owner_id: int
    why: Bilingual = field(default_factory=Bilingual)
    next: Bilingual = field(default_factory=Bilingual)
    sensitivities: Bilingual = field(default_factory=Bilingual)


@dataclass(frozen=True, slots=True)
class TurnoverStep:
    """A step of the turnover, ``offset`` days from its day (negative: before); ``done`` is the day it was done."""

    key: str
    text: Bilingual
    offset: int = 0
    done: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover(Record):
    """One turnover of the post on the day ``on``, from one officer to the next; ``successor_id`` 0 = by name only."""

    on: date
    officer: str = ""
    successor: str = ""
    successor_id: int = 0
    post: Bilingual = field(default_factory=Bilingual)
    note: Bilingual = field(default_factory=Bilingual)
    steps: tuple[TurnoverStep, ...] = ()


class Phase(StrEnum):
    """The parts of the checklist: as long as there is time, the last thirty days with the day itself, and the thirty after it."""

    PREPARE = "prepare"
    HAND_OVER = "hand-over"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the checklist on its day; ``overdue`` is one that is past and not done."""

    step: TurnoverStep
    phase: Phase
    day: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A turnover note with the record it is about, and the marking that keeps to both; ``None`` = unmarked.

    ``title`` is what the record is found as, ``named`` the same in both languages.
    """

    note: TurnoverNote
    kind: str
    id: int
    uid: str
    title: str
    named: Bilingual
    marking: Marking | None


@dataclass(frozen=True, slots=True)
class Matter:
    """A record outside the trash that a successor has to know: what it is and what it is called, found as and in both languages."""

    kind: str
    id: int
    uid: str
    title: str
    named: Bilingual = field(default_factory=Bilingual)


@dataclass(frozen=True, slots=True)
class Due:
    """Something of a record that falls due on a day (without a zone)."""

    kind: str
    uid: str
    title: Bilingual
    day: date
