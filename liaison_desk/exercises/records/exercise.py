"""What an exercise is: names, series, dates, who takes part, what it is to reach, who plans it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

EXERCISE = "exercise"


class ExerciseType(StrEnum):
    """How an exercise is held: command post (CPX), field training (FTX), table-top (TTX), wargame, seminar, otherwise."""

    CPX = "cpx"
    FTX = "ftx"
    TTX = "ttx"
    WARGAME = "wargame"
    SEMINAR = "seminar"
    OTHER = "other"


class ExerciseState(StrEnum):
    """Where an exercise stands. An idea may be without dates."""

    IDEA = "idea"
    PLANNED = "planned"
    IN_PLANNING = "in-planning"
    RUNNING = "running"
    CLOSED = "closed"


class Level(StrEnum):
    """With how much a nation or an organization takes part."""

    LEAD = "lead"
    FULL = "full"
    STAFF = "staff"
    RESPONSE_CELL = "response-cell"
    OBSERVER = "observer"
    UNDECIDED = "undecided"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Participant:
    """A nation (``nation``, a trigraph) or an organization that takes part; ``organization_id`` 0 = by name only.

    An organization may name its nation, too. ``role`` is what it does there, in its own words.
    """

    name: str = ""
    nation: str = ""
    organization_id: int = 0
    level: Level = Level.UNDECIDED
    role: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """Something an exercise is to reach. ``key`` names it for as long as it lives; ``ours``: the home nation's own."""

    key: str
    text: Bilingual
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of the planning team; ``contact_id`` 0 = by name only. ``cell`` is the syndicate or cell he sits in.

    ``since`` and ``until`` bound his time in the team, where it is not the whole of it; ``leads``: speaks for his nation there.
    """

    name: str
    contact_id: int = 0
    nation: str = ""
    role: str = ""
    cell: str = ""
    leads: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise(Record):
    """An exercise. ``startex`` and ``endex`` are naive wall times in ``zone``, where it is held; ``None`` = not yet known.

    ``series`` is what all its runs are called (GLOBAL SENTINEL); those of the same series that began before are its earlier
    runs. ``days_off`` are the nations (trigraphs) whose holidays the back-plan keeps to; none = host and home. ``template``
    names the back-plan its milestones were copied from. ``event_id`` is its event in the calendar (0 = none).
    """

    name: Bilingual
    series: str = ""
    type: ExerciseType = ExerciseType.CPX
    state: ExerciseState = ExerciseState.IDEA
    sponsor: str = ""
    sponsor_id: int = 0
    place: Bilingual = field(default_factory=Bilingual)
    zone: str = ""
    startex: datetime | None = None
    endex: datetime | None = None
    audience: Bilingual = field(default_factory=Bilingual)
    concept: Bilingual = field(default_factory=Bilingual)
    participants: tuple[Participant, ...] = ()
    objectives: tuple[Objective, ...] = ()
    team: tuple[Member, ...] = ()
    days_off: tuple[str, ...] = ()
    template: str = ""
    event_id: int = 0

    @property
    def dated(self) -> bool:
        """Whether both STARTEX and ENDEX are known."""
        return self.startex is not None and self.endex is not None


class ExerciseSort(StrEnum):
    """Orders of the list of exercises."""

    STARTEX = "startex"
    NAME = "name"
    NAME_HOME = "name-home"
    TYPE = "type"
    STATE = "state"
    SPONSOR = "sponsor"
    SERIES = "series"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ExerciseFilter:
    """Which exercises: words, states and types (none = all), one series (as it is written), a nation that takes part.

    ``contact_id`` narrows to those he plans; ``since`` and ``until`` to those that run on one of these days.
    """

    words: str = ""
    states: tuple[ExerciseState, ...] = ()
    types: tuple[ExerciseType, ...] = ()
    series: str = ""
    nation: str = ""
    contact_id: int = 0
    since: date | None = None
    until: date | None = None
    trash: bool = False


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """An exercise as lists show it. ``next_*`` tell of its next milestone that is not done, by today at the host.

    ``milestones`` and ``done`` count its plan, ``past`` what of it is over and not done; ``nations`` are those that take part.
    """

    id: int
    uid: str
    name: Bilingual
    series: str
    type: ExerciseType
    state: ExerciseState
    sponsor: str
    place: Bilingual
    zone: str
    startex: datetime | None
    endex: datetime | None
    marking: str
    nations: tuple[str, ...] = ()
    milestones: int = 0
    done: int = 0
    past: int = 0
    next_short: Bilingual = field(default_factory=Bilingual)
    next_title: Bilingual = field(default_factory=Bilingual)
    next_day: date | None = None
