"""Which exercises want the same people in the same weeks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from liaison_desk.domain.bilingual import Side
from liaison_desk.exercises.records import Clash, Lane, MilestoneKind, MilestoneState

ATTENDED = frozenset({MilestoneKind.CONFERENCE, MilestoneKind.VISIT, MilestoneKind.EVENT})
"""Kinds of milestones that people travel to or sit in."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Someone's time in the team of an exercise: the contact, what he is called, and from when to when (``None``: all of it)."""

    contact_id: int
    name: str
    since: date | None = None
    until: date | None = None


def wanted_weeks(lane: Lane) -> dict[date, tuple[date, date]]:
    """Return the weeks, by their Mondays, in which an exercise wants its people, with its first and last day in each."""
    spans = [
        (one.first, one.last)
        for one in lane.places
        if one.kind in ATTENDED and one.state is not MilestoneState.CANCELLED
    ]
    if lane.line.startex is not None and lane.line.endex is not None:
        spans.append((lane.line.startex.date(), lane.line.endex.date()))
    weeks: dict[date, tuple[date, date]] = {}
    for first, last in spans:
        day = first
        while day <= last:
            monday = day - timedelta(days=day.weekday())
            end = min(last, monday + timedelta(days=6))
            known = weeks.get(monday, (day, end))
            weeks[monday] = (min(known[0], day), max(known[1], end))
            day = monday + timedelta(days=7)
    return weeks


def clashes(
    lanes: Sequence[Lane], teams: Mapping[int, Sequence[Belonging]], *, home_first: bool = False
) -> dict[int, tuple[Clash, ...]]:
    """Return for each exercise (by id) with which others it clashes: the same people, the same weeks, each told from both ends.

    Weeks that follow each other are one clash. Cancelled milestones want nobody. ``home_first``: by their names at home.
    """
    side = Side.HOME if home_first else Side.HOST
    names = {lane.line.id: lane.line.name.best(side) for lane in lanes}
    spans = {lane.line.id: wanted_weeks(lane) for lane in lanes if lane.line.id in teams}
    called = {member.contact_id: member.name for some in teams.values() for member in some}
    found: defaultdict[int, list[Clash]] = defaultdict(list)
    for (one, other), weeks in _shared(spans, teams).items():
        for run in _runs(sorted(weeks)):
            people = tuple(sorted({called[contact] for monday in run for contact in weeks[monday]}))
            first = min(spans[id_][run[0]][0] for id_ in (one, other))
            last = max(spans[id_][run[-1]][1] for id_ in (one, other))
            found[one].append(Clash(other, names[other], people, first, last))
            found[other].append(Clash(one, names[one], people, first, last))
    return {id_: tuple(sorted(some, key=lambda clash: (clash.first, clash.other))) for id_, some in found.items()}


def _shared(
    spans: Mapping[int, Mapping[date, tuple[date, date]]], teams: Mapping[int, Sequence[Belonging]]
) -> dict[tuple[int, int], dict[date, set[int]]]:
    """Return for each two exercises the weeks, by their Mondays, in which both want the same contacts, and whom."""
    taken: defaultdict[tuple[int, date], list[int]] = defaultdict(list)
    for id_, weeks in spans.items():
        for member in {one.contact_id: one for one in teams[id_]}.values():
            for monday, (first, last) in weeks.items():
                if (member.since is None or last >= member.since) and (member.until is None or first <= member.until):
                    taken[member.contact_id, monday].append(id_)
    shared: defaultdict[tuple[int, int], defaultdict[date, set[int]]] = defaultdict(lambda: defaultdict(set))
    for (contact, monday), wanting in taken.items():
        for pair in combinations(wanting, 2):
            shared[pair][monday].add(contact)
    return {pair: dict(weeks) for pair, weeks in shared.items()}


def _runs(mondays: Sequence[date]) -> list[list[date]]:
    """Return weeks parted where one is missing between them."""
    runs: list[list[date]] = []
    for monday in mondays:
        if runs and monday - runs[-1][-1] == timedelta(days=7):
            runs[-1].append(monday)
        else:
            runs.append([monday])
    return runs
