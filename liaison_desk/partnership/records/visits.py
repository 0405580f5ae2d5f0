"""What a visit is: where, when, who goes, what has to be asked for how early, what protocol asks; and its visitors' personal data."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

VISIT, VISITOR, SITE = "visit", "visitor", "site"


class VisitType(StrEnum):
    """What kind of request a visit needs: one time (< 30 days), recurring (≤ 1 year), extended, emergency."""

    ONE_TIME = "one-time"
    RECURRING = "recurring"
    EXTENDED = "extended"
    EMERGENCY = "emergency"


class VisitState(StrEnum):
    """Where a visit and its request stand."""

    PLANNED = "planned"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    DENIED = "denied"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Bound(StrEnum):
    """Which way a visit goes: the home nation's people to the host, the host's to the home nation, or elsewhere."""

    TO_HOST = "to-host"
    TO_HOME = "to-home"
    ELSEWHERE = "elsewhere"


class Anchor(StrEnum):
    """From which day of a visit a step of its protocol is counted: its first or its last."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class VisitSite:
    """A place that is visited: ``site_id`` is one whose rules the desk knows (0 = by name only). ``contact_id`` is who receives there."""

    name: str = ""
    site_id: int = 0
    host_name: str = ""
    contact_id: int = 0


@dataclass(frozen=True, slots=True)
class Delegate:
    """Someone who goes along; rank, post and code (OF-5) are as they are on that visit. ``contact_id`` 0 = by name only.

    ``dated`` is his date of rank, which decides between equals; ``leads``: he is the head of delegation. No birth date and no
    passport stands here: those have a record of their own (``Visitor``).
    """

    name: str
    native: str = ""
    contact_id: int = 0
    rank: str = ""
    code: str = ""
    dated: date | None = None
    post: str = ""
    nation: str = ""
    role: str = ""
    diet: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Escort:
    """Someone who escorts; ``when`` is for what of the visit, in words. ``contact_id`` 0 = by name only."""

    name: str
    contact_id: int = 0
    phone: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of protocol, ``offset`` days from the visit's first or last day (negative: before); ``done`` is the day it was done.

    ``key`` names it for as long as it lives; ``side`` is who sees to it ("host", "home" or "").
    """

    key: str
    text: Bilingual
    anchor: Anchor = Anchor.FIRST
    offset: int = 0
    side: str = ""
    done: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """A visit from ``first`` to ``last`` (dates in ``zone``, where it is). ``number`` is that of its request.

    ``submitted`` and ``answered`` are the days of the request; ``valid_until`` ends a recurring authorization. ``lead`` is how many days before
    ``first`` the request has to be in, ``None`` = what its sites ask for. Its itinerary are the events it is linked with.
    """

    title: Bilingual
    type: VisitType = VisitType.ONE_TIME
    state: VisitState = VisitState.PLANNED
    bound: Bound = Bound.TO_HOST
    purpose: Bilingual = field(default_factory=Bilingual)
    number: str = ""
    first: date | None = None
    last: date | None = None
    zone: str = ""
    submitted: date | None = None
    answered: date | None = None
    valid_until: date | None = None
    lead: int | None = None
    uniform: Bilingual = field(default_factory=Bilingual)
    note: Bilingual = field(default_factory=Bilingual)
    protocol: str = ""
    steps: tuple[Step, ...] = ()
    sites: tuple[VisitSite, ...] = ()
    delegation: tuple[Delegate, ...] = ()
    escorts: tuple[Escort, ...] = ()

    @property
    def ends(self) -> date | None:
        """Its last day; a visit of which no other is known ends on its first."""
        return self.last or self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor(Record):
    """The personal data of somebody who visits, in this one place; erased for good on ``purge_on``.

    ``contact_id`` 0 = by name only. It is found by no search and printed by no packet but the one that asks for it by name.
    """

    visit_id: int
    name: str
    contact_id: int = 0
    born: date | None = None
    birthplace: str = ""
    nationality: str = ""
    passport: str = ""
    passport_expires: date | None = None
    note: str = ""
    purge_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Record):
    """A place whose rules for visits are known: how many days before a visit its request has to be in, by kind of visit.

    ``working``: those days are working days of the nation it stands in. ``basis`` says where the rule comes from.
    """

    name: Bilingual
    organization_id: int = 0
    organization: str = ""
    place: str = ""
    nation: str = ""
    zone: str = ""
    one_time: int = 30
    recurring: int = 45
    extended: int = 60
    emergency: int = 3
    working: bool = False
    basis: str = ""
    note: Bilingual = field(default_factory=Bilingual)


class VisitSort(StrEnum):
    """Orders of the list of visits; ``DUE`` is by when the request has to be in, for those of which it is not."""

    FIRST = "first"
    DUE = "due"
    TITLE = "title"
    TITLE_HOME = "title-home"
    TYPE = "type"
    STATE = "state"
    NUMBER = "number"
    SITES = "sites"
    HEAD = "head"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or some place that visits name: a record by its id, or (0) whoever is called so and is no record."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """Which visits: words, states and types (none = all), which way, who goes along, escorts or receives, a site."""

    words: str = ""
    states: tuple[VisitState, ...] = ()
    types: tuple[VisitType, ...] = ()
    bound: Bound | None = None
    person: Named | None = None
    site: Named | None = None
    trash: bool = False
