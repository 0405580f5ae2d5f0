"""What an opportunity is: something the two sides may do together, from an idea to an arrangement, or dropped."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

OPPORTUNITY = "opportunity"


class OpportunityState(StrEnum):
    """How far an opportunity has come."""

    IDEA = "idea"
    EXPLORED = "explored"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity(Record):
    """Something to do together. ``host_*`` and ``home_*`` tell what each side gains, what it does next, who sees to it and until when.

    ``*_id`` beside a name point to contacts (0 = by name only). ``arrangement_id`` is the arrangement it became, ``reason`` why it was
    dropped, ``since`` the day it came into its state. ``rank`` is its place among those of its state on the board, from 0.
    """

    title: Bilingual
    state: OpportunityState = OpportunityState.IDEA
    detail: Bilingual = field(default_factory=Bilingual)
    subjects: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    host_value: Bilingual = field(default_factory=Bilingual)
    home_value: Bilingual = field(default_factory=Bilingual)
    host_step: Bilingual = field(default_factory=Bilingual)
    host_owner: str = ""
    host_owner_id: int = 0
    host_due: date | None = None
    home_step: Bilingual = field(default_factory=Bilingual)
    home_owner: str = ""
    home_owner_id: int = 0
    home_due: date | None = None
    champion: str = ""
    champion_id: int = 0
    arrangement_id: int = 0
    reason: str = ""
    since: date | None = None
    rank: int = 0


class OpportunitySort(StrEnum):
    """Orders of the list of opportunities."""

    STATE = "state"
    TITLE = "title"
    TITLE_HOME = "title-home"
    CHAMPION = "champion"
    NATIONS = "nations"
    HOST_OWNER = "host-owner"
    HOME_OWNER = "home-owner"
    DUE = "due"
    SINCE = "since"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class OpportunityFilter:
    """Which opportunities: words, states (none = all), a subject."""

    words: str = ""
    states: tuple[OpportunityState, ...] = ()
    subject: str = ""
    trash: bool = False


@dataclass(frozen=True, slots=True)
class OpportunityLine:
    """An opportunity as lists and cards show it; ``due`` is the earlier of both sides' next days, ``None`` where it is dropped or has none.

    ``arrangement_id`` is the arrangement it became, 0 for one that lies in the trash, too.
    """

    id: int
    uid: str
    title: Bilingual
    state: OpportunityState
    host_owner: str
    home_owner: str
    host_due: date | None
    home_due: date | None
    due: date | None
    champion: str
    nations: tuple[str, ...]
    arrangement_id: int
    since: date | None
    marking: str


@dataclass(frozen=True, slots=True)
class StateStep:
    """One step of an opportunity: at which instant (UTC) who put it into which state, and why, where it was dropped."""

    at: datetime
    author: str
    state: OpportunityState
    reason: str = ""
