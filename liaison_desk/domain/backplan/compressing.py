"""A plan that begins late: what should have been before today is squeezed into the time that is left."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from liaison_desk.domain.backplan.adopting import adopted
from liaison_desk.domain.backplan.planning import anchored_first, anchors, plan, standing
from liaison_desk.domain.backplan.records import Landing, Rule, Step
from liaison_desk.domain.backplan.worked import WorkingDays

_TIGHTEST: Final = 3


def compressed(steps: Sequence[Step], startex: date, endex: date, today: date, days: WorkingDays) -> dict[str, Rule]:
    """Return new rules, by key, for what has to move when a plan is made late; an impossible plan raises InvalidError.

    Milestones before STARTEX that are neither locked nor done and begin before today are spread from today on, in their
    order and proportion, and none earlier than it stood. They take only as much of the time as leaves them a third of what
    their rules give them, or all of it up to STARTEX; what begins later keeps its days. They land on worked days if there
    are any, and end before STARTEX if they would have. If nothing is late, or no day is left, nothing changes.
    """
    stands = plan(steps, startex, endex, days)
    free = {step.key for step in steps if step.held is None and not step.done and stands[step.key].first < startex}
    firsts = sorted({stands[key].first for key in free})
    if today >= startex or not firsts or firsts[0] >= today:
        return {}
    begin = firsts[0]
    ends = [*(first for first in firsts if first > today), startex]
    end = next((one for one in ends if _TIGHTEST * (one - today) >= one - begin), startex)
    latest = min(end, startex - timedelta(days=1))

    def squeezed(first: date) -> date:
        if first >= end:
            return first
        left, whole = (end - today).days, (end - begin).days
        day = end + timedelta(days=(first - end).days * left // whole)  # rounded down, away from the end
        worked = days.landed(day, Landing.AFTER)
        if worked > latest:
            worked = days.landed(day, Landing.BEFORE)
        return worked if worked >= max(today, first) else day

    spans = anchors(startex, endex)
    now = dict(stands)
    rules: dict[str, Rule] = {}
    for step in anchored_first(steps):
        rule, was = step.rule, stands[step.key]
        if step.key in free:
            first = squeezed(was.first)
            last = days.last_of(first, rule.length, rule.length_unit)
            if was.last < startex <= last:
                last = startex - timedelta(days=1)
            rule = adopted(step, first, last, now, startex, endex, days)
        now[step.key] = standing(replace(step, rule=rule), spans[rule.anchor], days)
        spans[step.key] = (now[step.key].first, now[step.key].last)
        if rule != step.rule:
            rules[step.key] = rule
    return rules
