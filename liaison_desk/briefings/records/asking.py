"""What is asked of a packet: its template, its outline, its audience and paper."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from liaison_desk.briefings.records.items import PacketItem, PeopleOrder
from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import NameStyle
from liaison_desk.meetings.records import RegisterFilter
from liaison_desk.tasks.records import TaskFilter


class Paper(StrEnum):
    """The two sizes a liaison office prints."""

    A4 = "a4"
    LETTER = "letter"


class PacketLanguage(StrEnum):
    """Whose wording a packet carries: the host's, the home nation's, or both side by side."""

    HOST = "host"
    HOME = "home"
    BOTH = "both"


class Period(StrEnum):
    """The stretch of time a template is about when none is asked for."""

    WEEK = "week"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    TWO_YEARS = "24 months"
    MEETING = "meeting"
    """The days of the meeting that is asked for; without one a week."""


@dataclass(frozen=True, slots=True)
class Template:
    """A packet's plan: its name on the command line, its usual period, its entries in order, its usual paper and audience.

    ``title`` is in English; the catalogue of translations gives it in other languages, if it knows it, unless the template does
    itself (``title_ja``). ``audience`` names sides ("host", "home"); ``paper`` None is the profile's. ``own`` = a user's.
    """

    name: str
    title: str
    period: Period
    sections: tuple[PacketItem, ...]
    title_ja: str = ""
    paper: Paper | None = None
    audience: tuple[Side, ...] = (Side.HOST, Side.HOME)
    own: bool = False

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

    Papers of exercises are about the ``exercise`` (an id), else (0) about those that run or are planned in the period.
    Papers of arrangements and visits are about the ``arrangement`` or the ``visit`` (ids), else (0) about all.

    ``items`` is the outline where it is not the template's; ``title`` is a title somebody wrote, with its ``marking``; without it
    the packet is called as its template is. Of ``copies`` each is numbered. With ``ruby`` Japanese names stand under their readings. ``block``
    are the filled-in lines of the policy's designation block, in its order.
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
    exercise: int = 0
    arrangement: int = 0
    visit: int = 0
    order: PeopleOrder | None = None
    organization: int = 0
    calendars: tuple[int, ...] | None = None
    events: tuple[int, ...] | None = None
    tasks: tuple[int, ...] | None = None
    task_filter: TaskFilter | None = None
    register: RegisterFilter | None = None
    items: tuple[PacketItem, ...] | None = None
    title: Bilingual = field(default_factory=Bilingual)
    marking: Marking | None = None
    copies: int = 1
    ruby: bool = False
    block: tuple[str, ...] = ()
