"""The values of a back-plan: what a milestone's dates hang on, where that puts it, and what moves when the plan does."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

STARTEX: Final = "startex"
ENDEX: Final = "endex"
"""The two anchors every exercise has; each is one day."""


class Unit(StrEnum):
    """What an offset or a length is counted in; a working day is one that is worked in every nation of the plan."""

    DAYS = "days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"


class Landing(StrEnum):
    """What becomes of a first day that some nation does not work: it stays, or goes to the next worked day before or after.

    ``WEEK`` keeps a meeting off the weekend: it begins on the latest worked day, up to the one it falls on, from which all
    its days lie in one week, Monday to Friday. What is longer than five days, or finds no such week near, is ``BEFORE``.
    """

    AS_IS = "as-is"
    BEFORE = "before"
    AFTER = "after"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a milestone's dates follow from its anchor: STARTEX, ENDEX, or the key of another milestone.

    A negative offset counts back from the anchor's first day, a positive one on from its last day, and none is its first
    day. Months keep the day of the month, or take the month's last. ``length`` counts the first day, in days or working
    days. ``before`` names the milestone (or STARTEX or ENDEX) it has to be finished before, for its slack; "" is none.
    """

    anchor: str = STARTEX
    offset: int = 0
    unit: Unit = Unit.DAYS
    length: int = 1
    length_unit: Unit = Unit.DAYS
    landing: Landing = Landing.BEFORE
    before: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as the engine sees it; ``held`` are agreed (locked) first and last days, which nothing moves.

    ``name`` is what people call it, for problems; without one they read its key.
    """

    key: str
    rule: Rule
    held: tuple[date, date] | None = None
    done: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a milestone stands.

    ``by_rule`` is its first day by rule, which ``first`` is unless it is held; ``landed`` the day the bare offset gave,
    which ``by_rule`` is unless its landing moved it. ``drift`` is how many days a held first day lies after (+) or before
    (-) its rule. ``slack`` are the days worked between its last day and the first of what it has to be finished before;
    below zero it ends so many worked days too late (at least one); None if nothing waits for it.
    """

    key: str
    first: date
    last: date
    by_rule: date
    landed: date
    drift: int = 0
    slack: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """What a new plan does to a milestone: its first and last day before and now; a locked one stays, and drifts."""

    key: str
    was: tuple[date, date]
    now: tuple[date, date]
    locked: bool
    drift: int
