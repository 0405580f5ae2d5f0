"""How what became of exercises and milestones elsewhere is marked: as strictly as all that it tells of, also later."""

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.release import ReleaseRules, in_both
from liaison_desk.exercises.records import Exercise, Milestone
from liaison_desk.exercises.rules.marking import marked_with


def marked_after(
    stands: Marking | None,
    before: tuple[Milestone | None, Exercise],
    now: tuple[Milestone, Exercise],
    rules: ReleaseRules,
) -> Marking | None:
    """Return how what a record became is marked now that this and its exercise are as in ``now``; it ``stands`` under a marking.

    Without the record as it was ``before``, it was marked as it is.
    """
    was, wanted = marked_with((before[0] or now[0], before[1]), rules), marked_with(now, rules)
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
