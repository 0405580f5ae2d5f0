"""In which order a delegation stands."""

from collections.abc import Iterable

from liaison_desk.domain.ranks import precedence
from liaison_desk.partnership.records.visits import Delegate, Visit


def by_precedence(delegation: Iterable[Delegate]) -> tuple[Delegate, ...]:
    """Return a delegation by precedence: its head, then the higher code, then the earlier date of rank.

    Who has no code comes last; equals stay in the order in which they were entered.
    """
    return tuple(sorted(delegation, key=lambda one: (not one.leads, precedence(one.code, one.dated))))


def head_of(visit: Visit) -> Delegate | None:
    """Return who leads a delegation: its head, or else whoever stands first by precedence."""
    return next(iter(by_precedence(visit.delegation)), None)
