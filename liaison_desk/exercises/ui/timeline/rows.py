"""What the lanes of a timeline are: one for each exercise, or those of one exercise by who owes what. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto
from typing import Final

from liaison_desk.exercises.records import Clash, Lane, MilestoneKind, MilestoneState, OwnerSide, Place
from liaison_desk.exercises.rules.clashes import ATTENDED

SOON: Final = 7
"""Days before a milestone within which it is soon."""


class What(IntEnum):
    """What a mark is: the exercise itself, a milestone, or another exercise that wants the same people."""

    EXERCISE = auto()
    MILESTONE = auto()
    CLASH = auto()


class Look(IntEnum):
    """How a mark is drawn by its state and today."""

    DONE = auto()
    AHEAD = auto()
    NEXT = auto()
    SOON = auto()
    LATE = auto()
    CANCELLED = auto()


class Role(IntEnum):
    """What a row is of: an exercise among others; of one exercise its conferences, what a side owes, its visits, what clashes."""

    EXERCISE = auto()
    MAIN = auto()
    HOME = auto()
    HOST = auto()
    BOTH = auto()
    VISITS = auto()
    CLASHES = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a row: its days as ordinals, both included, and what it is called, the longest first.

    ``id`` is the milestone's, or the exercise's (the other one's of a clash).
    """

    what: What
    id: int
    exercise_id: int
    first: int
    last: int
    look: Look
    names: tuple[str, ...]
    place: Place | None = None
    clash: Clash | None = None

    @property
    def held(self) -> bool:
        """Whether its days are agreed."""
        return self.place is not None and self.place.held

    @property
    def long(self) -> bool:
        """Whether it is drawn in its length as soon as there is room: what people travel to or sit in."""
        return self.last > self.first and (self.place is None or self.place.kind in ATTENDED)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: of which exercise, its marks in order of their days, and the days (ordinals) in which it clashes with others."""

    role: Role
    lane: Lane
    marks: tuple[Mark, ...]
    clashing: tuple[tuple[int, int], ...] = ()

    @property
    def exercise_id(self) -> int:
        """Of which exercise it is."""
        return self.lane.line.id

    @property
    def ends(self) -> int:
        """The day of ENDEX, as an ordinal; of an exercise without one the last of all."""
        end = self.lane.line.endex
        return (end or date.max).toordinal()

    @property
    def reach(self) -> tuple[int, int] | None:
        """From its first milestone to ENDEX, as ordinals; ``None`` where there is nothing to draw a line through."""
        marks = [one for one in self.marks if one.what is not What.CLASH]
        if not marks:
            return None
        ends = [one.last for one in marks if one.what is What.EXERCISE] or [max(one.last for one in marks)]
        return min(one.first for one in marks), max(ends)


def look_of(place: Place, today: date, following: int = 0) -> Look:
    """Return how a milestone is drawn; ``following`` is the id of the next one of its exercise."""
    if place.state is MilestoneState.CANCELLED:
        return Look.CANCELLED
    if place.state is MilestoneState.DONE:
        return Look.DONE
    if place.last < today:
        return Look.LATE
    if (place.first - today).days <= SOON:
        return Look.SOON
    return Look.NEXT if place.id == following else Look.AHEAD


def marks_of(lane: Lane, today: date, *, done: bool = True) -> list[Mark]:
    """Return the marks of an exercise in order of their days, its own bar among them; without those that are done if so asked."""
    ahead = (one.id for one in lane.places if one.state is MilestoneState.PLANNED and one.last >= today)
    following = next(ahead, 0)
    id_ = lane.line.id
    found = [
        Mark(
            What.MILESTONE, one.id, id_, one.first.toordinal(), one.last.toordinal(), look_of(one, today, following),
            _names(one), one,
        )
        for one in lane.places
        if done or one.state is MilestoneState.PLANNED
    ]  # fmt: skip
    if lane.line.startex is not None and lane.line.endex is not None:
        first, last = lane.line.startex.toordinal(), lane.line.endex.toordinal()
        look = Look.DONE if last < today.toordinal() else Look.NEXT if first <= today.toordinal() else Look.AHEAD
        found.append(Mark(What.EXERCISE, id_, id_, first, last, look, ("STARTEX–ENDEX", "STARTEX")))
    found.sort(key=lambda one: (one.first, one.last, one.id))
    return found


def _names(place: Place) -> tuple[str, ...]:
    return (place.title, place.short) if place.short and place.short != place.title else (place.title,)


def clashing_days(clashes: Iterable[Clash]) -> tuple[tuple[int, int], ...]:
    """Return the days in which any of these clashes lies, as stretches of ordinals that do not touch."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((one.first.toordinal(), one.last.toordinal()) for one in clashes):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return tuple(found)


def rows_of_all(lanes: Sequence[Lane], today: date, *, done: bool = True) -> list[Row]:
    """Return a row for each exercise, in the order of the lanes."""
    return [
        Row(Role.EXERCISE, lane, tuple(marks_of(lane, today, done=done)), clashing_days(lane.clashes)) for lane in lanes
    ]


def rows_of_one(lane: Lane, today: date, *, done: bool = True) -> list[Row]:
    """Return the rows of one exercise: its conferences with STARTEX, what each side owes, visits, and what clashes with it.

    The first is always there, the others where there is something in them.
    """
    parts: dict[Role, list[Mark]] = {role: [] for role in Role if role is not Role.EXERCISE}
    for one in marks_of(lane, today, done=done):
        parts[role_of(one)].append(one)
    parts[Role.CLASHES] = [
        Mark(
            What.CLASH, one.other, one.other, one.first.toordinal(), one.last.toordinal(), Look.AHEAD, (one.other_name,),
            clash=one,
        )
        for one in lane.clashes
    ]  # fmt: skip
    clashing = clashing_days(lane.clashes)
    return [
        Row(role, lane, tuple(marks), clashing if role is Role.MAIN else ())
        for role, marks in parts.items()
        if marks or role is Role.MAIN
    ]


def role_of(mark: Mark) -> Role:
    """Return in which row of its exercise a mark stands."""
    place = mark.place
    if place is None or place.kind is MilestoneKind.CONFERENCE:
        return Role.MAIN
    if place.kind is MilestoneKind.VISIT:
        return Role.VISITS
    return {OwnerSide.HOME: Role.HOME, OwnerSide.HOST: Role.HOST, OwnerSide.BOTH: Role.BOTH}[place.side]
