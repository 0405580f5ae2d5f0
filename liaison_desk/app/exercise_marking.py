"""How what became of exercises, milestones and lessons elsewhere is marked: as strictly as all that it tells of, also later."""

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.release import ReleaseRules, in_both
from liaison_desk.exercises.records import Exercise, Lesson, Milestone


def marked_with(one: Milestone | Lesson, exercise: Exercise, rules: ReleaseRules) -> Marking | None:
    """Return the marking of what says what a milestone or a lesson says, and what its exercise is called."""
    return in_both(one.marking, exercise.marking, rules)


def marked_after(
    stands: Marking | None,
    before: tuple[Milestone | Lesson | None, Exercise],
    now: tuple[Milestone | Lesson, Exercise],
    rules: ReleaseRules,
) -> Marking | None:
    """Return how what a record became is marked now that this and its exercise are as in ``now``; it ``stands`` under a marking.

    Without the record as it was ``before``, it was marked as it is.
    """
    was, wanted = marked_with(before[0] or now[0], before[1], rules), marked_with(*now, rules)
    return followed(stands, was, wanted, rules)


def followed(
    stands: Marking | None, was: Marking | None, wanted: Marking | None, rules: ReleaseRules
) -> Marking | None:
    """Return a marking that follows another one, which ``was`` and is ``wanted`` now.

    One that somebody chose himself stays, but what it marks goes nowhere any more where what it tells of may not go since then.
    """
    if stands == was:
        return wanted
    return stands if was == wanted else in_both(stands, wanted, rules)
