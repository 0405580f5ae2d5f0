"""Planning back (and on): where every milestone stands, from STARTEX, ENDEX, its rule and the days all nations work."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from liaison_desk.domain.backplan.checking import plan_problems, year_problems
from liaison_desk.domain.backplan.records import ENDEX, STARTEX, Rule, Stand, Step, Unit
from liaison_desk.domain.backplan.worked import WorkingDays
from liaison_desk.foundation.core.errors import InvalidError


def plan(steps: Sequence[Step], startex: date, endex: date, days: WorkingDays) -> dict[str, Stand]:
    """Return where each milestone stands, in their order; an impossible plan raises InvalidError with a problem a field."""
    problems = plan_problems(steps, startex, endex)
    if problems:
        raise InvalidError(problems)
    spans = anchors(startex, endex)
    found: dict[str, Stand] = {}
    for step in anchored_first(steps):
        anchor = spans.get(step.rule.anchor)
        if anchor is None:  # carried out of the calendar itself, which is told there
            continue
        stand = standing(step, anchor, days)
        beyond = year_problems(f"{step.key}.offset", stand.by_rule, stand.last)
        problems += beyond
        if not beyond:
            found[step.key] = stand
            spans[step.key] = (stand.first, stand.last)
    if problems:
        raise InvalidError(problems)
    return {step.key: _with_slack(found[step.key], step.rule, spans, days) for step in steps}


def anchors(startex: date, endex: date) -> dict[str, tuple[date, date]]:
    """Return the first and last day of the two anchors every exercise has."""
    return {STARTEX: (startex, startex), ENDEX: (endex, endex)}


def anchored_first(steps: Sequence[Step]) -> list[Step]:
    """Return milestones so that each comes after the one it is anchored on; they must have no ring."""
    known = {step.key: step for step in steps}
    ordered: dict[str, Step] = {}
    for step in steps:
        chain = []
        key = step.key
        while key in known and key not in ordered:
            chain.append(key)
            key = known[key].rule.anchor
        for one in reversed(chain):
            ordered[one] = known[one]
    return list(ordered.values())


def standing(step: Step, anchor: tuple[date, date], days: WorkingDays) -> Stand:
    """Return where a milestone stands, without its slack, when its anchor has these first and last days."""
    landed = offset_from(anchor, step.rule, days)
    by_rule = first_from(landed, step.rule, days)
    if step.held is None:
        last = days.last_of(by_rule, step.rule.length, step.rule.length_unit)
        return Stand(step.key, by_rule, last, by_rule, landed)
    first, last = step.held
    return Stand(step.key, first, last, by_rule, landed, drift=(first - by_rule).days)


def offset_from(anchor: tuple[date, date], rule: Rule, days: WorkingDays) -> date:
    """Return the day a rule's bare offset gives: back from the anchor's first day, on from its last, or its first."""
    base = anchor[1] if rule.offset > 0 else anchor[0]
    if rule.unit is Unit.MONTHS:
        return months_from(base, rule.offset)
    if rule.unit is Unit.WORKING_DAYS:
        return days.step(base, rule.offset)
    return base + timedelta(days=rule.offset)


def first_from(landed: date, rule: Rule, days: WorkingDays) -> date:
    """Return the first day by a rule whose bare offset gives this day."""
    return days.landed(landed, rule.landing, rule.length, rule.length_unit)


def months_from(day: date, months: int) -> date:
    """Return the same day of the month so many months on or back, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _with_slack(stand: Stand, rule: Rule, spans: Mapping[str, tuple[date, date]], days: WorkingDays) -> Stand:
    if not rule.before:
        return stand
    until = spans[rule.before][0]
    if stand.last < until:
        slack = days.between(stand.last + timedelta(days=1), until - timedelta(days=1))
    else:
        slack = -max(1, days.between(until, stand.last))
    return replace(stand, slack=slack)
