"""What milestones that come from another desk must not do to the plans they come into."""

from collections.abc import Sequence

from liaison_desk.exercises.records import Milestone
from liaison_desk.exercises.store.milestones import read_plans
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.database.transaction import Transaction


def require_keys(transaction: Transaction, milestones: Sequence[Milestone]) -> None:
    """Raise InvalidError for a milestone under a key that another of its plan has: rules that count from it would mean either."""
    plans = read_plans(transaction.connection, sorted({one.exercise_id for one in milestones}))
    mine = {one.id for one in milestones if one.id}
    taken = {(one.exercise_id, one.key) for plan in plans.values() for one in plan if one.id not in mine}
    for one in milestones:
        if (one.exercise_id, one.key) in taken:
            text = "The plan has a milestone {key} already, so “{title}” was left out."
            values = (("key", one.key), ("title", one.title.host or one.title.home))
            raise InvalidError([Problem("key", text, values)])
        taken.add((one.exercise_id, one.key))
