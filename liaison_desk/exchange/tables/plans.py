"""Rows of milestones, as a back-plan is read elsewhere: real dates, the rule they follow from, and where each stands."""

from collections.abc import Iterable, Iterator

from liaison_desk.exchange.tables.common import head_of, pair_of
from liaison_desk.exchange.tables.headings import MILESTONES
from liaison_desk.exchange.tables.writer import Format, sheet_of, write_table
from liaison_desk.exercises.records import Milestone, Plan
from liaison_desk.foundation.core.language import Language


def write_plans(plans: Iterable[Plan], file_format: Format, language: Language | None = None) -> bytes:
    """Return the milestones of plans as one table, plan by plan; headings in ``language`` (English by default)."""
    speaking = language or Language()
    rows = [row for plan in plans for row in _rows_of(plan)]
    return write_table((sheet_of(MILESTONES, speaking.tr("Back-plan"), rows, speaking),), file_format)


def _rows_of(plan: Plan) -> Iterator[dict[str, str]]:
    """Yield the row of each milestone of a plan, in order of their days."""
    for one in plan.milestones:
        yield {
            **pair_of("exercise", plan.exercise.name),
            "zone": plan.exercise.zone,
            "past": "yes" if one.key in plan.past else "",
            **_fields_of(one),
            **_standing(plan, one),
        }


def _fields_of(one: Milestone) -> dict[str, str]:
    rule = one.rule
    return {
        **head_of(one),
        **pair_of("short", one.short),
        **pair_of("title", one.title),
        **pair_of("note", one.note),
        "key": one.key,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "at": one.at.isoformat("minutes") if one.at else "",
        "kind": one.kind.value,
        "side": one.side.value,
        "owner": one.owner,
        "held": "yes" if one.held else "",
        "state": one.state.value,
        "anchor": rule.anchor,
        "offset": str(rule.offset),
        "unit": rule.unit.value,
        "length": str(rule.length),
        "length_unit": rule.length_unit.value,
        "landing": rule.landing.value,
        "before": rule.before,
        "place": one.place,
        "makes": "; ".join(one.makes),
    }


def _standing(plan: Plan, one: Milestone) -> dict[str, str]:
    """Return how far a milestone stands off its rule, and its slack; nothing where the plan cannot be reckoned."""
    stand = plan.stands.get(one.key)
    if stand is None:
        return {}
    return {"drift": str(stand.drift or ""), "slack": "" if stand.slack is None else str(stand.slack)}
