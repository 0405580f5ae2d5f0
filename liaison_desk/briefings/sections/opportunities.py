"""Partnership opportunities by how far they have come: what each side gains, what each does next, who sees to it and until when."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from liaison_desk.briefings.document import Band, Column, Line, PortionText, Row, Section, Text
from liaison_desk.briefings.sections.exercising import marked_once
from liaison_desk.briefings.sections.partnerships import Partnering, Told, asked, by_state, partnering
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.briefings.sections.times import near_days
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.nations import load_nations
from liaison_desk.partnership.records import ARRANGEMENT, OPPORTUNITY, Arrangement, Opportunity, OpportunityState

_STATES: Final[Mapping[OpportunityState, str]] = {
    OpportunityState.PROPOSED: "Proposed",
    OpportunityState.EXPLORED: "Explored",
    OpportunityState.IDEA: "Ideas",
    OpportunityState.AGREED: "Agreed",
    OpportunityState.DROPPED: "Dropped",
}


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table of opportunities by state; without ``dropped`` and ``agreed`` those are left out."""
    books = setting.partnership
    some = asked(books.opportunities, 0, "This opportunity is not there any more.") if books is not None else ()
    ids = {one.arrangement_id for one in some} - {0}
    became = books.arrangements.by_ids(sorted(ids)) if books is not None and ids else {}
    around = partnering(setting, [*some, *(one.title for one in became.values())])
    out = {OpportunityState.DROPPED: options["dropped"], OpportunityState.AGREED: options["agreed"]}
    order = [one for one in _STATES if out.get(one, True)]
    rows: list[Row | Band] = []
    for standing, those in by_state(order, some, {one.id: one.state for one in some}):
        rows.append(Band(setting.words(_STATES[standing])))
        rows += [_row(around, one, became) for one in sorted(those, key=lambda one: (one.rank, one.id))]
    columns = (
        Column(setting.words("Opportunity"), 2.2),
        Column(_nation(setting, setting.profile.host), 2.2),
        Column(_nation(setting, setting.profile.home), 2.2),
        Column(setting.words("Champion"), 1, spare=True),
    )
    blocks = (marked_once(setting, columns, rows),) if rows else ()
    heading = setting.line("Partnership opportunities")
    return Section("opportunities", heading, blocks, setting.words("Nothing to report."))


def _nation(setting: Setting, code: str) -> Text:
    return setting.each(lambda language: load_nations().name(code, language.code))


def _row(around: Partnering, one: Opportunity, became: Mapping[int, Arrangement]) -> Row:
    told = around.of(OPPORTUNITY, one, one.title)
    host = _side(told, one.host_value, one.host_step, one.host_owner, one.host_owner_id, one.host_due)
    home = _side(told, one.home_value, one.home_step, one.home_owner, one.home_owner_id, one.home_due)
    below = [*told.typed(one.detail).portions, *_outcome(told, one, became.get(one.arrangement_id))]
    title = (told.title(one.title), *(replace(piece, before=f"\n{piece.before}") for piece in below))
    return Row(
        (
            Line(title, separator=""),
            Line(tuple(host), separator="\n", led=False),
            Line(tuple(home), separator="\n", led=False),
            Line(told.person(one.champion, one.champion_id)),
        )
    )


def _side(
    told: Told, value: Bilingual, step: Bilingual, owner: str, owner_id: int, due: date | None
) -> Iterator[PortionText]:
    """Yield what a side gains, and what it does next with who sees to it and until when."""
    gains = told.words(value)
    if gains is not None:
        yield told.within("Gains: {who}", gains)
    by, day = told.person(owner, owner_id), told.says(near_days(told.setting, due) if due is not None else ())
    does = told.words(step)
    if does is not None:
        yield told.within("Next: {who}", does)
        yield from (replace(piece, before="– ", joined=True) for piece in by)
        if due is not None:
            yield replace(day, before="(", after=")", joined=True)
        return
    yield from (told.within("By: {who}", piece) for piece in by)
    if due is not None:
        yield told.within("Until: {who}", day)


def _outcome(told: Told, one: Opportunity, became: Arrangement | None) -> Iterator[PortionText]:
    """Yield the arrangement that it became, which that one's marking decides about, too; or why it was dropped."""
    if became is not None and became.deleted_at is None:
        record = source(ARRANGEMENT, became.id, became.title, became.marking, became.uid)
        said = told.says(told.setting.text(became.title), record, *told.names.text(became.title))
        yield replace(said, before="→ ")
    if one.state is OpportunityState.DROPPED:
        yield from told.typed(one.reason).portions
