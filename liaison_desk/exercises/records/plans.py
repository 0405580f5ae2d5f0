"""What a milestone of a back-plan is, and how plans are shown: a whole plan, lanes of a timeline, what a move would move."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from liaison_desk.domain.backplan import Move, Rule, Stand
from liaison_desk.domain.backplan import StepKind as MilestoneKind
from liaison_desk.domain.backplan import StepMakes as Makes
from liaison_desk.domain.backplan import StepSide as OwnerSide
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record
from liaison_desk.exercises.records.exercise import Exercise, ExerciseLine

MILESTONE = "milestone"


class MilestoneState(StrEnum):
    """Where a milestone stands. That its days are agreed is its lock (``Milestone.held``)."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Record):
    """A milestone. ``first`` and ``last`` are days at the place of the exercise, by its rule or, ``held``, as agreed (locked).

    ``key`` names it inside its plan, for rules that count from it; ``short`` is what charts call it (IPC). ``at`` is a wall
    time in the exercise's zone by which it is due or begins, ``None`` = the whole day. ``event_id`` and ``task_id`` are what
    it became (0 = nothing). ``owner_id`` 0 = by name only.
    """

    exercise_id: int
    key: str
    title: Bilingual
    short: Bilingual = field(default_factory=Bilingual)
    kind: MilestoneKind = MilestoneKind.EVENT
    side: OwnerSide = OwnerSide.BOTH
    owner: str = ""
    owner_id: int = 0
    rule: Rule = field(default_factory=Rule)
    first: date
    last: date
    at: time | None = None
    held: bool = False
    state: MilestoneState = MilestoneState.PLANNED
    place: str = ""
    note: Bilingual = field(default_factory=Bilingual)
    makes: tuple[Makes, ...] = ()
    event_id: int = 0
    task_id: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A back-plan whole: its milestones in order of their days, and where each stands by ``domain.backplan``, by key.

    ``past`` are the keys of those that are over and neither done nor agreed: with any, the plan is compressed.
    """

    exercise: Exercise
    milestones: tuple[Milestone, ...] = ()
    stands: dict[str, Stand] = field(default_factory=dict)
    past: tuple[str, ...] = ()

    @property
    def compressed(self) -> bool:
        """Whether the exercise was planned later than its rules ask for."""
        return bool(self.past)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of a plan would do, before it is done: the exercise as it would be, and every move.

    ``before`` and ``after`` are the milestones that would be written, by key and alike in order; ``moves`` lists besides those
    that move the locked ones that stay and would break their interval.
    """

    exercise: Exercise
    before: tuple[Milestone, ...]
    after: tuple[Milestone, ...]
    moves: tuple[Move, ...]
    past: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A milestone as a timeline draws it: small, for a desk may show six thousand of them."""

    id: int
    key: str
    short: str
    title: str
    kind: MilestoneKind
    side: OwnerSide
    first: date
    last: date
    at: time | None
    held: bool
    state: MilestoneState
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two exercises that want the same people in the same weeks: who, and from when to when."""

    other: int
    other_name: str
    people: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Lane:
    """One exercise on the timeline: its line, its milestones in order of their days, and with which others it clashes."""

    line: ExerciseLine
    places: tuple[Place, ...] = ()
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Strayed:
    """A milestone (or, ``milestone_id`` 0, STARTEX itself) whose event stands elsewhere in the calendar, or whose task is due on another day.

    ``first`` and ``last`` are where the event stands now, or the milestone would with its task (``task_id``, and no ``event_id``);
    ``held``: the milestone's days are agreed, so that it does not follow.
    """

    exercise_id: int
    milestone_id: int
    title: Bilingual
    was: tuple[date, date]
    first: date
    last: date
    event_id: int = 0
    held: bool = True
    task_id: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a milestone: whether its event is in the calendar, and its task's state ("" where there is no task)."""

    event: bool = False
    task: str = ""


@dataclass(frozen=True, slots=True)
class EventStands:
    """Where an event of the calendar stands now: wall times in its zone ("" = the host's); all-day ends are exclusive."""

    event_id: int
    start: datetime
    end: datetime
    zone: str
    all_day: bool


@dataclass(frozen=True, slots=True)
class TaskStands:
    """Where a task stands now: its suspense as a wall time in its zone, and whether it is done."""

    task_id: int
    due: datetime | None
    zone: str
    all_day: bool
    done: bool
