"""What is asked of a packet and what comes back: template, request, result, and the officer's report of what stayed out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import NameStyle
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import RegisterFilter
from liaison_desk.tasks.records import TaskFilter

Progress = Callable[[int, int], None]
"""Told (done, total) now and then; it may raise CancelledError to stop the work."""


class Paper(StrEnum):
    """The two sizes a liaison office prints."""

    A4 = "a4"
    LETTER = "letter"


class PacketLanguage(StrEnum):
    """Whose wording a packet carries: the host's, the home nation's, or both side by side."""

    HOST = "host"
    HOME = "home"
    BOTH = "both"


class PeopleOrder(StrEnum):
    """The orders in which a packet lists people."""

    PRECEDENCE = "precedence"
    ORGANIZATION = "organization"


class Period(StrEnum):
    """The stretch of time a template is about when none is asked for."""

    WEEK = "week"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    TWO_YEARS = "24 months"


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of a template: its kind and that kind's options."""

    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """A packet's plan: its name on the command line, its usual period, its sections in order.

    ``title`` is in English; the catalogue of translations gives it in other languages, if it knows it.
    """

    name: str
    title: str
    period: Period
    sections: tuple[SectionSpec, ...]

    @property
    def order(self) -> PeopleOrder | None:
        """The order in which it lists people; ``None`` where it has none to choose."""
        orders = (PeopleOrder(spec.options["order"]) for spec in self.sections if "order" in spec.options)
        return next(orders, None)


@dataclass(frozen=True, slots=True)
class PacketRequest:
    """One packet as asked for.

    ``since`` and ``until`` are dates at the host headquarters, inclusive; ``None`` is the template's usual period.
    ``paper`` ``None`` is the profile's; an empty ``audience`` is host and home. ``copy`` is printed as typed.
    Sections about people take only ``people`` (ids; ``None`` all), those whom ``words`` find and those who are at a
    ``meeting`` (0: at any or none), in this ``order`` (``None``: the template's); a chart begins at an ``organization`` (0: at
    the top). Papers of meetings are about the ``meeting``, else about those of the period; registers hold what ``register`` asks
    for in the period (its own dates do not count), task lists and requests for information the ``tasks`` (ids) or those that ``task_filter`` finds.
    """

    template: str = "weekly"
    since: date | None = None
    until: date | None = None
    audience: frozenset[str] = frozenset()
    paper: Paper | None = None
    language: PacketLanguage = PacketLanguage.HOST
    names: NameStyle = NameStyle.FAMILY_CAPITALS
    draft: bool = False
    copy: str = ""
    people: tuple[int, ...] | None = None
    words: str = ""
    meeting: int = 0
    order: PeopleOrder | None = None
    organization: int = 0
    calendars: tuple[int, ...] | None = None
    events: tuple[int, ...] | None = None
    tasks: tuple[int, ...] | None = None
    task_filter: TaskFilter | None = None
    register: RegisterFilter | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """One record that lost portions to one rule. ``whole`` = its title was withheld, so it is nowhere in the packet.

    ``rule`` is an English template for translation with its ``values``; ``blocked`` are the nations it stopped.
    """

    record: RecordRef
    uid: str
    portions: int
    whole: bool
    rule: str
    values: tuple[tuple[str, str], ...] = ()
    blocked: tuple[str, ...] = ()
    may_permit: str = ""


@dataclass(frozen=True, slots=True)
class WithheldReport:
    """What stayed out of a packet and why: for the officer alone, never for the packet.

    ``gaps`` are the numbers given for good that stayed out while later ones went in: who sees those may miss them.
    """

    audience: frozenset[str]
    entries: tuple[Withheld, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def records(self) -> int:
        """How many records lost something."""
        return len({(entry.record.kind, entry.record.id) for entry in self.entries})

    @property
    def portions(self) -> int:
        """How many portions stayed out."""
        return sum(entry.portions for entry in self.entries)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One heading of the finished packet: its words, portion mark, depth (0 = section), page, and entries below it."""

    title: str
    mark: str
    level: int
    page: int
    entries: int


@dataclass(frozen=True, slots=True)
class PacketResult:
    """A finished packet. ``banner`` is the line on every page, ``marking`` what it says."""

    pdf: bytes
    pages: int
    banner: str
    marking: Marking
    withheld: WithheldReport
    file_name: str
    outline: tuple[OutlineEntry, ...]
    portions: int
