"""Registers over all meetings: decisions, insights and recommendations, equities, and commitments both ways."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from liaison_desk.briefings.document import Band, Column, Line, Row, Section, Table
from liaison_desk.briefings.sections.accounts import Account, accounts_of
from liaison_desk.briefings.sections.commitments import secretly_over, unnoted
from liaison_desk.briefings.sections.heads import heading
from liaison_desk.briefings.sections.promises import both_ways, standing, who
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import dated
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Portion, PortionKind, PortionLine, RegisterFilter, RegisterSort
from liaison_desk.meetings.rules.validity import PROMISING

MOST = 5_000
_BANDS = {
    PortionKind.DECISION: "Decisions",
    PortionKind.INSIGHT: "Insights",
    PortionKind.RECOMMENDATION: "Recommendations",
    PortionKind.EQUITY: "Equities",
    PortionKind.RFI: "RFIs raised",
    PortionKind.ACTION: "Actions",
    PortionKind.DISCUSSION: "Discussion",
    PortionKind.NOTE: "Notes",
}
_TITLES = {
    (PortionKind.DECISION,): "Register of decisions",
    (PortionKind.INSIGHT, PortionKind.RECOMMENDATION): "Register of insights and recommendations",
    (PortionKind.EQUITY,): "Register of equities",
}


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the register of some ``kinds`` (a list of words), of the period or as the request narrows it, the newest first.

    An ``asked`` one is there only where the request names its kinds. RefusedError for more than a packet can hold.
    """
    kinds = tuple(PortionKind(word) for word in str(options["kinds"]).split())
    wanted = _wanted(setting, kinds, asked=bool(options["asked"]))
    title = _TITLES.get(kinds, "Register of notes")
    key = f"register_{'_'.join(kinds)}"
    if wanted is None:
        return Section(key, setting.line(title), ())
    found = register(setting, wanted)
    promising = not PROMISING.isdisjoint(kinds)
    rows: list[Row | Band] = []
    for kind in wanted.kinds:
        some = [one for one in found if one[1].kind is kind and one[1].text]
        if some:
            rows += [Band(setting.words(_BANDS[kind]))] if len(kinds) > 1 else []
            rows += [_row(account, note, promising=promising) for account, note in some]
    columns = (
        Column(setting.words("Day")),
        Column(setting.words("What was said"), 3.2),
        Column(setting.words("Said by"), 1.1),
        Column(setting.words("Meeting"), 1.6),
        *((Column(setting.words("State")),) if promising else ()),
    )
    blocks = (Table(columns, tuple(rows)),) if rows else ()
    return Section(key, setting.line(title), blocks, setting.words("Nothing to report."))


def build_commitments(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the commitments both ways: those not kept yet whenever they were made (``unfinished``), or all of the period."""
    title = setting.line("Commitments both ways")
    wanted = _wanted(setting, (PortionKind.COMMITMENT,), asked=False)
    if wanted is None:
        return Section("commitments", title, ())
    unfinished = options["unfinished"] and setting.request.register is None
    if unfinished:
        wanted = replace(wanted, unfinished=True, since=None, until=None)
    further = secretly_over(setting) if unfinished else ()
    found = [one for one in register(setting, wanted, RegisterSort.DUE, further) if one[1].text]
    blocks = [block for group in both_ways(title, found, origin=True) for block in group.blocks]  # type: ignore[union-attr]
    others = unnoted(setting, found) if setting.request.register is None else []
    return Section("commitments", title, (*blocks, *others), setting.words("Nothing to report."))


def register(
    setting: Setting,
    wanted: RegisterFilter,
    key: RegisterSort = RegisterSort.DATE,
    further: Sequence[PortionLine] = (),
) -> Sequence[tuple[Account, Portion]]:
    """Return the notes a register holds, each with the account of its meeting; RefusedError for more than a packet can hold.

    ``further`` notes stand among those that are ordered by their suspense.
    """
    if setting.registers is None:
        return []
    sort = Sort(key, descending=key is RegisterSort.DATE)
    if len(setting.registers.portions(wanted, sort, MOST + 1)) > MOST:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError("A packet holds {count} notes at most. Choose a shorter period.", count=MOST)
    lines = setting.registers.register(wanted, sort)
    if further:
        lines = sorted((*lines, *further), key=lambda one: (one.portion.due or date.max, one.portion.id))
    known = accounts_of(setting, lines)
    return [(known[one.meeting_id], one.portion) for one in lines if one.meeting_id in known]


def _wanted(setting: Setting, kinds: Iterable[PortionKind], *, asked: bool) -> RegisterFilter | None:
    """Return what a register of some kinds holds; None where the request is about others."""
    request = setting.request.register
    if request is None:
        return None if asked else RegisterFilter(tuple(kinds), since=setting.since, until=setting.until)
    common = tuple(kind for kind in kinds if not request.kinds or kind in request.kinds)
    if not common or (asked and not request.kinds):
        return None
    return replace(request, kinds=common, since=setting.since, until=setting.until)


def _row(account: Account, note: Portion, *, promising: bool) -> Row:
    day = account.meeting.start.date()
    return Row(
        (
            Line((account.says(account.setting.each(lambda language: dated(language, day))),)),
            Line((account.text(note),)),
            who(account, note),
            heading(account),
            *((standing(account, note),) if promising else ()),
        ),
        lead=1,
    )
