"""What is reckoned of visits: how long a request has, where the steps of protocol stand, a line of a list, an entry of an itinerary."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.holidays import Holiday
from liaison_desk.partnership.records.visits import Bound, Delegate, Step, VisitState, VisitType


class Origin(StrEnum):
    """Whose lead time it is: the visit's own, that of one of its sites, or the usual one where nobody has said any."""

    OWN = "own"
    SITE = "site"
    USUAL = "usual"


class Pressure(StrEnum):
    """How a visit's request stands: no day known, time enough, it presses, too late, too late from the outset, in, in too late, over."""

    UNDATED = "undated"
    AHEAD = "ahead"
    SOON = "soon"
    OVERDUE = "overdue"
    COMPRESSED = "compressed"
    IN_TIME = "in-time"
    LATE = "late"
    ENDED = "ended"


PRESSING = frozenset({Pressure.SOON, Pressure.OVERDUE, Pressure.COMPRESSED})


@dataclass(frozen=True, slots=True)
class Countdown:
    """The day a visit's request has to be in (``due``), and how many days are left until then: negative ones are over.

    ``lead`` are days, or with ``working`` working days; ``site_id`` is the site they are asked by (0 = none). Where nobody works on ``due`` at
    the sites, ``worked`` is the last day before it on which they do, and ``off`` what ``due`` is there (nothing: a weekend).
    """

    pressure: Pressure
    due: date | None = None
    left: int = 0
    lead: int = 0
    working: bool = False
    origin: Origin = Origin.USUAL
    site_id: int = 0
    worked: date | None = None
    off: tuple[Holiday, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether the request is still to be submitted."""
        return self.presses or self.pressure is Pressure.AHEAD

    @property
    def presses(self) -> bool:
        """Whether the request has to be seen to now."""
        return self.pressure in PRESSING


class StepState(StrEnum):
    """Where a step of protocol stands on a day."""

    DONE = "done"
    OVERDUE = "overdue"
    TODAY = "today"
    AHEAD = "ahead"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of protocol with the day it falls on while its visit stands where it does."""

    step: Step
    due: date | None
    state: StepState


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit as lists and the board show it. ``places`` are its sites in order; steps are those of protocol."""

    id: int
    uid: str
    title: Bilingual
    type: VisitType
    state: VisitState
    bound: Bound
    number: str
    first: date | None
    last: date | None
    zone: str
    places: tuple[Bilingual, ...]
    people: int
    steps: int
    steps_done: int
    countdown: Countdown
    marking: str = ""
    leader: Delegate | None = None


@dataclass(frozen=True, slots=True)
class ItineraryItem:
    """An occurrence of an event of a visit: wall times in ``zone``, instants in UTC (of whole days: midnight UTC of the dates)."""

    event_id: int
    uid: str
    title: Bilingual
    place: Bilingual
    starts: datetime
    ends: datetime
    start: datetime
    end: datetime
    zone: str
    all_day: bool
    cancelled: bool = False
    marking: str = ""


@dataclass(frozen=True, slots=True)
class DataKept:
    """That personal data of somebody are kept with a visit, and until when; what they say stands in their own dialog alone."""

    name: str
    contact_id: int
    purge_on: date | None

    def of(self, one: Delegate) -> bool:
        """Tell whether they are those of somebody who goes along."""
        return self.contact_id == one.contact_id and bool(one.contact_id or self.name == one.name)


@dataclass(frozen=True, slots=True)
class MovedEvent:
    """Where an event of a visit stands and would stand, by wall time in its zone; ``stays``: it is of a series, and not moved."""

    event_id: int
    title: Bilingual
    was: datetime
    now: datetime
    all_day: bool
    version: int
    stays: bool = False


@dataclass(frozen=True, slots=True)
class VisitMove:
    """A visit moved by so many ``days``, before it is done: what else moves with it, and the day its request would have to be in."""

    visit_id: int
    version: int
    first: date
    last: date
    days: int
    events: tuple[MovedEvent, ...] = ()
    countdown: Countdown | None = None
