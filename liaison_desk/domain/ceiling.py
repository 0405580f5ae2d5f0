"""The desk's ceiling: what may be kept at all, checked when something is marked and when text is pasted."""

from dataclasses import dataclass

from liaison_desk.domain.grammar import Grammar
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.errors import RefusedError


@dataclass(frozen=True, slots=True)
class GuardResult:
    """Pasted text without the marking it began with, that marking, and a note where it was put right.

    ``note`` is an English template for translation with ``values``, or empty.
    """

    text: str
    marking: Marking | None = None
    note: str = ""
    values: tuple[tuple[str, str], ...] = ()


def check_ceiling(marking: Marking | None, ceiling: Level) -> None:
    """Refuse (RefusedError) a marking above the desk's ceiling; unmarked text passes."""
    if marking is not None and marking.level > ceiling:
        raise RefusedError(
            "This desk keeps nothing above {ceiling}; a marking of {level} was refused and not stored.",
            ceiling=ceiling.name.replace("_", " "),
            level=marking.level.name.replace("_", " "),
        )


def guard(text: str, ceiling: Level, grammar: Grammar, originator: str) -> GuardResult:
    """Look at the marking that pasted text begins with; above the ceiling it raises RefusedError."""
    raise NotImplementedError
