"""The rule by which a milestone would stand on the days where somebody put it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from liaison_desk.domain.backplan.planning import anchors, first_from, offset_from
from liaison_desk.domain.backplan.records import ENDEX, STARTEX, Landing, Rule, Stand, Step, Unit
from liaison_desk.domain.backplan.worked import WorkingDays
from liaison_desk.foundation.core.errors import InvalidError, Problem


def adopted(
    step: Step,
    first: date,
    last: date,
    stands: Mapping[str, Stand],
    startex: date,
    endex: date,
    days: WorkingDays,
) -> Rule:
    """Return the rule by which a milestone stands on these days while its anchor stands where ``stands`` says.

    What gives those days already stays. Anchor and unit stay where they can give the first day, which else is counted in
    plain days, and from STARTEX or ENDEX if the anchor spans it. A first day that is not worked stays as it is, and what was
    put over a weekend need not lie in one week. Raises InvalidError if the last day lies before the first.
    """
    if last < first:
        raise InvalidError([Problem(f"{step.key}.held", "The last day lies before the first. Choose a later one.")])
    spans = anchors(startex, endex)
    if step.rule.anchor in stands:
        stand = stands[step.rule.anchor]
        spans[stand.key] = (stand.first, stand.last)
    rule = _begun(_lasting(step.rule, first, last, days), first, spans, days)
    if not days.is_worked(first):
        return replace(rule, landing=Landing.AS_IS)
    if first_from(first, rule, days) != first:
        return replace(rule, landing=Landing.BEFORE)
    return rule


def _begun(rule: Rule, first: date, spans: Mapping[str, tuple[date, date]], days: WorkingDays) -> Rule:
    """Return the rule with anchor, offset and unit by which its bare offset, or its present landing, gives the first day."""
    anchor = spans.get(rule.anchor)
    if anchor is not None:
        if first_from(offset_from(anchor, rule, days), rule, days) == first:
            return rule
        for unit in dict.fromkeys([rule.unit, Unit.DAYS]):
            tried = replace(rule, unit=unit, offset=_offset_to(first, anchor, unit, days))
            if offset_from(anchor, tried, days) == first:
                return tried
    name = ENDEX if first > spans[ENDEX][0] else STARTEX
    return replace(rule, anchor=name, unit=Unit.DAYS, offset=(first - spans[name][0]).days)


def _offset_to(first: date, anchor: tuple[date, date], unit: Unit, days: WorkingDays) -> int:
    """Return the only offset of a unit that may lead from an anchor to a day; whether it does has to be tried."""
    base = anchor[1] if first > anchor[1] else anchor[0]
    if unit is Unit.MONTHS:
        return (first.year - base.year) * 12 + first.month - base.month
    if unit is Unit.DAYS:
        return (first - base).days
    if first > base:
        return days.between(base + timedelta(days=1), first)
    return -days.between(first, base - timedelta(days=1))


def _lasting(rule: Rule, first: date, last: date, days: WorkingDays) -> Rule:
    """Return the rule with the length, in its own unit if that can be, that ends on the last day."""
    if rule.length_unit is Unit.WORKING_DAYS:
        counted = replace(rule, length=1 + days.between(first + timedelta(days=1), last))
        if days.last_of(first, counted.length, Unit.WORKING_DAYS) == last:
            return counted
    return replace(rule, length=(last - first).days + 1, length_unit=Unit.DAYS)
