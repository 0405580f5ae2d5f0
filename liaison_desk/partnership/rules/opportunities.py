"""How an opportunity moves: from an idea to an arrangement, or dropped; where it stands on the board; what presses."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.text import shows
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.partnership.records import Arrangement, Opportunity, OpportunityState, Party, StateStep
from liaison_desk.partnership.rules.signing import awaiting

OPEN: Final = (OpportunityState.IDEA, OpportunityState.EXPLORED, OpportunityState.PROPOSED)
"""The states in which an opportunity still wants work."""


def opportunity_problems(one: Opportunity) -> list[Problem]:
    """Return what is wrong with an opportunity."""
    problems = [] if shows(one.title.host + one.title.home) else [Problem("title", "Give the opportunity a title.")]
    if one.state is OpportunityState.DROPPED and not shows(one.reason):
        problems.append(Problem("reason", "Say why the opportunity was dropped."))
    return problems + year_problems("host_due", one.host_due) + year_problems("home_due", one.home_due)


def next_due(one: Opportunity) -> date | None:
    """Return the earlier of the days on which either side is to do its next step; a dropped one waits for nothing."""
    days = [day for day in (one.host_due, one.home_due) if day is not None]
    return min(days) if days and one.state is not OpportunityState.DROPPED else None


def settled(one: Opportunity, before: Opportunity | None, today: date) -> Opportunity:
    """Return an opportunity as it is kept: since when it is in its state, and a reason only where it is dropped.

    ``before`` is what is kept of it, ``None`` of a new one. A day that was changed together with the state stands: it comes from
    another desk.
    """
    dropped = one.state is OpportunityState.DROPPED
    one = one if dropped or not one.reason else replace(one, reason="")
    moved = before is not None and before.state is not one.state and before.since == one.since
    return replace(one, since=today) if moved or one.since is None else one


def moved(one: Opportunity, state: OpportunityState, *, reason: str = "", arrangement_id: int = 0) -> Opportunity:
    """Return an opportunity put into another state; what nothing new is said of stays (which arrangement it became)."""
    return replace(one, state=state, reason=reason, arrangement_id=arrangement_id or one.arrangement_id)


def placed(column: Sequence[tuple[int, int]], moving: Sequence[int], at: int) -> dict[int, int]:
    """Return the ranks that change when records are put at a place (from 0) among those of a column.

    ``column`` are the (id, rank) of a state in their order, with or without those that are ``moving``. Gaps stay, so that few
    others have to give way; records of one rank come to have one each.
    """
    known = dict(column)
    staying = [id_ for id_, _ in column if id_ not in set(moving)]
    at = max(0, min(at, len(staying)))
    changed: dict[int, int] = {}
    last = -1
    for id_ in (*staying[:at], *moving, *staying[at:]):
        last = last + 1 if id_ in moving else max(last + 1, known[id_])
        if known.get(id_) != last:
            changed[id_] = last
    return changed


def arranged(one: Opportunity, sides: tuple[str, str], today: date) -> Arrangement:
    """Return the arrangement that begins with an opportunity, drafted from today on.

    Its nations are the parties, whose signatures are awaited in that order; where they are fewer than two, the ``sides`` of the
    desk (host and home) are.
    """
    nations = tuple(dict.fromkeys(one.nations))
    if len(nations) < 2:
        nations = tuple(dict.fromkeys((*sides, *nations)))
    parties = tuple(Party(nation.lower()[:40], nation=nation) for nation in nations)
    return Arrangement(
        title=one.title,
        scope=one.detail,
        subjects=one.subjects,
        drafted=today,
        parties=parties,
        signatures=awaiting((), parties),
        marking=one.marking,
    )


def steps_of(versions: Iterable[StateStep]) -> list[StateStep]:
    """Return the steps among the versions of an opportunity (the oldest first): those in which its state changed."""
    steps: list[StateStep] = []
    for version in versions:
        if not steps or steps[-1].state is not version.state:
            steps.append(version)
    return steps


def offered(subjects: Iterable[Collection[str]]) -> list[str]:
    """Return the subjects in use, each once, in order."""
    return sorted({subject for one in subjects for subject in one}, key=lambda said: (said.casefold(), said))
