"""How words are marked that tell of more than one of an exercise, its milestones and its lessons."""

from collections.abc import Iterable
from functools import reduce

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.release import ReleaseRules, in_both
from liaison_desk.exercises.records import Exercise, Lesson, Milestone


def marked_with(records: Iterable[Exercise | Milestone | Lesson], rules: ReleaseRules) -> Marking | None:
    """Return the marking of what tells of all these records, of one at least: nobody may be given it who may not be given each."""
    return reduce(lambda one, other: in_both(one, other, rules), (each.marking for each in records))
