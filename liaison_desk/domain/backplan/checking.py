"""What makes a plan impossible, told at the field where it is mended."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.backplan.records import ENDEX, STARTEX, Rule, Step, Unit
from liaison_desk.foundation.core.errors import Problem

MOST_STEPS: Final = 500
LONGEST: Final = 1_000
FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2200
FARTHEST: Final = MappingProxyType({Unit.DAYS: 7_300, Unit.WORKING_DAYS: 5_000, Unit.MONTHS: 240})
"""The largest offset by its unit: about twenty years."""
_MOST_TOLD: Final = 8
_TOLD: Final = 60
_ANCHORS: Final = frozenset({STARTEX, ENDEX})


def plan_problems(steps: Sequence[Step], startex: date, endex: date) -> list[Problem]:
    """Return what makes a plan impossible, one problem a field: ``startex``, ``endex``, ``steps``, or ``{key}.anchor`` and so on.

    Dates that rules carry out of the years a plan may have are found by planning only (``plan``).
    """
    found = [problem for field, day in ((STARTEX, startex), (ENDEX, endex)) for problem in year_problems(field, day)]
    if endex < startex:
        found.append(Problem(ENDEX, "ENDEX lies before STARTEX. Choose a later day."))
    if len(steps) > MOST_STEPS:
        found.append(Problem("steps", "A plan has at most {most} milestones.", (("most", MOST_STEPS),)))
        return _first_of_each_field(found)
    known = {step.key: step for step in steps if step.key and step.key not in _ANCHORS}
    times = Counter(step.key for step in steps)
    for step in steps:
        key, called = f"{step.key}.key", (("key", step.key),)
        if times[step.key] > 1:
            found.append(Problem(key, "Two milestones cannot both be called {key}.", called))
        elif step.key not in known:
            found.append(Problem(key, "{key} cannot name a milestone.", called))
        found += _rule_problems(step.key, step.rule, known)
        found += _held_problems(step)
    for ring in _rings(known):
        names = " → ".join(_called(known, key) for key in _shown(ring))
        text = "These milestones depend on each other: {ring}. Give one of them another anchor."
        if len(ring) == 1:
            text = "{ring} depends on itself. Give it another anchor."
            names = _called(known, ring[0])
        found += [Problem(f"{key}.anchor", text, (("ring", names),)) for key in ring]
    return _first_of_each_field(found)


def _called(known: Mapping[str, Step], key: str) -> str:
    return (known[key].name[:_TOLD] if key in known else "") or key


def _shown(ring: Sequence[str]) -> list[str]:
    """Return the milestones of a ring that are told of: of a long one only some, for all must be read in one sentence."""
    return [*ring[:_MOST_TOLD], *(["…"] if len(ring) > _MOST_TOLD else []), ring[0]]


def year_problems(field: str, *days: date) -> list[Problem]:
    """Return the problem of days beyond the years a plan may have, if any is."""
    if all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        return []
    years = (("first", str(FIRST_YEAR)), ("last", str(LAST_YEAR)))
    return [Problem(field, "A plan lies in the years {first} to {last}.", years)]


def _first_of_each_field(problems: Sequence[Problem]) -> list[Problem]:
    return list({problem.field: problem for problem in reversed(problems)}.values())[::-1]


def _rule_problems(key: str, rule: Rule, known: Mapping[str, Step]) -> Iterator[Problem]:
    if rule.anchor not in known and rule.anchor not in _ANCHORS:
        values = (("anchor", rule.anchor[:60]),)
        yield Problem(f"{key}.anchor", "There is no milestone {anchor} to count from. Choose another anchor.", values)
    if rule.before and rule.before not in known and rule.before not in _ANCHORS:
        values = (("before", rule.before[:60]),)
        yield Problem(f"{key}.before", "There is no milestone {before} to be finished before. Choose another.", values)
    if rule.before and rule.before == key:
        yield Problem(f"{key}.before", "A milestone cannot be finished before itself. Choose another.")
    if abs(rule.offset) > FARTHEST[rule.unit]:
        values = (("most", str(FARTHEST[rule.unit])),)
        yield Problem(f"{key}.offset", "An offset in this unit is at most {most}.", values)
    if not 1 <= rule.length <= LONGEST:
        yield Problem(f"{key}.length", "A milestone takes 1 to {most} days.", (("most", str(LONGEST)),))
    if rule.length_unit is Unit.MONTHS:
        yield Problem(f"{key}.length_unit", "A milestone takes days or working days, not months.")


def _held_problems(step: Step) -> list[Problem]:
    if step.held is None:
        return []
    first, last = step.held
    if last < first:
        return [Problem(f"{step.key}.held", "The last day lies before the first. Choose a later one.")]
    return year_problems(f"{step.key}.held", first, last)


def _rings(known: Mapping[str, Step]) -> Iterator[list[str]]:
    """Yield the milestones of each ring of anchors, in the order they depend on each other."""
    seen: dict[str, str] = {}  # milestone → the one whose anchors were followed when it was met
    for start in known:
        key, path = start, []
        while key in known and key not in seen:
            seen[key] = start
            path.append(key)
            key = known[key].rule.anchor
        if seen.get(key) == start:
            yield path[path.index(key) :]
