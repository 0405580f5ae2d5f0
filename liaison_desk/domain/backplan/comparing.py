"""What a new plan changes, and what of a plan is over before it began."""

from collections.abc import Mapping, Sequence
from datetime import date

from liaison_desk.domain.backplan.records import Move, Stand, Step


def moved(before: Mapping[str, Stand], after: Mapping[str, Stand], steps: Sequence[Step]) -> list[Move]:
    """Return every milestone of both plans that moves, and every locked one that drifts otherwise than before, by date."""
    locked = {step.key for step in steps if step.held is not None}
    moves = [
        Move(key, (was.first, was.last), (now.first, now.last), locked=key in locked, drift=now.drift)
        for key, was in before.items()
        if (now := after.get(key)) is not None
        and ((was.first, was.last) != (now.first, now.last) or (key in locked and was.drift != now.drift))
    ]
    return sorted(moves, key=lambda move: (move.now, move.was, move.key))


def past(steps: Sequence[Step], stands: Mapping[str, Stand], today: date) -> list[str]:
    """Return the keys of the milestones, neither locked nor done, whose last day is over: the plan is a compressed one."""
    return [step.key for step in steps if step.held is None and not step.done and stands[step.key].last < today]
