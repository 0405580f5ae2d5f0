"""Arrangements on paper: the register of all by state, and one page for each with its signatures, duties and amendments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from liaison_desk.briefings.document import (
    Band,
    Block,
    Column,
    Group,
    KeyValue,
    KeyValues,
    Line,
    Paragraph,
    PortionText,
    Row,
    Section,
    Source,
    Text,
)
from liaison_desk.briefings.sections.exercising import marked_once
from liaison_desk.briefings.sections.partnerships import (
    Partnering,
    Told,
    asked,
    by_state,
    partnering,
    signer,
    today_at,
)
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.nations import load_nations
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    Amendment,
    AmendmentKind,
    Arrangement,
    ArrangementState,
    ArrangementType,
    Frequency,
    Obligation,
    Party,
    Signature,
)
from liaison_desk.partnership.rules.obligations import next_due
from liaison_desk.partnership.rules.signing import awaiting
from liaison_desk.partnership.rules.standing import ENDED, renewal_begins, state, terms

TYPES: Final[Mapping[ArrangementType, str]] = {
    ArrangementType.ARRANGEMENT: "Arrangement",
    ArrangementType.MOU: "Memorandum of understanding (MOU)",
    ArrangementType.MOA: "Memorandum of agreement (MOA)",
    ArrangementType.LOA: "Letter of agreement (LOA)",
    ArrangementType.ANNEX: "Annex",
    ArrangementType.SHARING: "Sharing agreement",
    ArrangementType.OTHER: "Other arrangement",
}
_STATES: Final[Mapping[ArrangementState, str]] = {
    ArrangementState.REVIEW_DUE: "Review or renewal due",
    ArrangementState.IN_FORCE: "In force",
    ArrangementState.SIGNING: "Being signed",
    ArrangementState.DRAFTING: "Being drafted",
    ArrangementState.EXPIRED: "Expired",
    ArrangementState.TERMINATED: "Terminated",
}
_EVERY: Final[Mapping[Frequency, str]] = {
    Frequency.ONCE: "once",
    Frequency.MONTHLY: "monthly",
    Frequency.QUARTERLY: "quarterly",
    Frequency.HALF_YEARLY: "half-yearly",
    Frequency.YEARLY: "yearly",
    Frequency.TWO_YEARLY: "every two years",
}
_AMENDED: Final[Mapping[AmendmentKind, str]] = {
    AmendmentKind.AMENDMENT: "Amendment",
    AmendmentKind.RENEWAL: "Renewal",
}
GONE: Final = "This arrangement is not there any more."


@dataclass(frozen=True, slots=True)
class Arranged:
    """Some arrangements, those they stand under, and where each stands today."""

    around: Partnering
    today: date
    parents: Mapping[int, Arrangement]

    def told(self, one: Arrangement, *also: Source) -> Told:
        """Return an arrangement to be told of."""
        return self.around.of(ARRANGEMENT, one, one.title, *also)


def arranged(setting: Setting, some: Sequence[Arrangement]) -> Arranged:
    """Look up whom arrangements name, and what they stand under."""
    books = setting.partnership
    ids = {one.parent_id for one in some} - {0}
    parents = books.arrangements.by_ids(sorted(ids)) if books is not None and ids else {}
    around = partnering(setting, [*some, *(one.title for one in parents.values())])
    return Arranged(around, today_at(setting), parents)


def build_register(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table of all arrangements by state; without ``ended`` those that expired or were terminated are left out."""
    some = asked(setting.partnership.arrangements, 0, GONE) if setting.partnership is not None else ()
    told = arranged(setting, some)
    states = {one.id: state(one, told.today) for one in some}
    order = [one for one in _STATES if options["ended"] or one not in ENDED]
    rows: list[Row | Band] = []
    for standing, those in by_state(order, some, states):
        rows.append(Band(setting.words(_STATES[standing])))
        rows += [_row(told, one) for one in sorted(those, key=lambda one: _by_end(one, told.today))]
    columns = (
        Column(setting.words("Arrangement"), 3),
        Column(setting.words("Parties"), 1.7),
        Column(setting.words("Signatures"), 2.6),
        Column(setting.words("In force since"), spare=True),
        Column(setting.words("Review"), spare=True),
        Column(setting.words("Expiry"), spare=True),
    )
    blocks = (marked_once(setting, columns, rows),) if rows else ()
    heading = setting.line("Register of arrangements")
    return Section("arrangement_register", heading, blocks, setting.words("Nothing to report."), across=True)


def _by_end(one: Arrangement, today: date) -> tuple[bool, date, int]:
    expiry = terms(one, today).expiry
    return expiry is None, expiry or today, one.id


def _row(arranged: Arranged, one: Arrangement) -> Row:
    told, now = arranged.told(one), terms(one, arranged.today)
    under = [told.fixed(TYPES[one.type])]
    if one.number:
        number = told.words(one.number)
        under = [number, *under] if number is not None else under
    lines = [
        told.title(one.title),
        *(replace(piece, before=before) for piece, before in zip(under, ("\n", " · "), strict=False)),
    ]
    ended = one.terminated if one.terminated is not None and one.terminated <= arranged.today else now.expiry
    return Row(
        (
            Line(tuple(lines), separator=""),
            Line(tuple(told.party(party) for party in one.parties), separator="\n", led=False),
            Line(tuple(_signed(told, one)), separator="\n", led=False),
            told.day(now.in_force),
            told.day(now.review),
            told.day(ended),
        )
    )


def _signed(told: Told, one: Arrangement) -> Iterator[PortionText]:
    """Yield who has signed when and who is awaited, in order; whoever has no signature yet is awaited at the end."""
    parties = {party.key: party for party in one.parties}
    for signature in awaiting(one.signatures, one.parties):
        party = parties.get(signature.party)
        side = told.party(party) if party is not None else told.says(("–",))
        yield told.within("Signed: {who}" if signature.on is not None else "Awaited: {who}", side)
        yield from (
            replace(piece, before="– ", joined=True, names=(*piece.names, *side.names))
            for piece in _signer(told, signature, party)
        )
        if signature.on is not None:
            on = told.says(told.day_words(signature.on), *side.names)
            yield replace(on, before="(", after=")", joined=True)


def _signer(told: Told, one: Signature, party: Party | None) -> tuple[PortionText, ...]:
    """Return who signs by the rank of that day; ranks of one's own nation are told in the reader's words."""
    nation = party.nation if party is not None else ""
    return (told.serving(signer(one, nation if load_nations().meant(nation) else "")),) if one.name.strip() else ()


def build_summary(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build a page for each arrangement, or for the one asked for."""
    books = setting.partnership
    some = asked(books.arrangements, setting.request.arrangement, GONE) if books is not None else ()
    told = arranged(setting, some)
    under = setting.words("Summary of the arrangement")
    groups = tuple(
        Group(Line((told.told(one).title(one.title),)), summary(told, one), apart=True, under=under)
        for one in sorted(some, key=lambda one: (_order(one, told.today), _by_end(one, told.today)))
    )
    return Section("arrangement_summary", None, groups, setting.words("Nothing to report."))


def _order(one: Arrangement, today: date) -> int:
    return list(_STATES).index(state(one, today))


def summary(arranged: Arranged, one: Arrangement) -> tuple[Block, ...]:
    """Return all that papers tell of one arrangement: facts, scope, signatures in order, duties of each side, amendments."""
    told = arranged.told(one)
    return (
        KeyValues(tuple(_facts(arranged, one))),
        *_text(told, "Scope", one.scope),
        *_signatures(told, one.parties, awaiting(one.signatures, one.parties)),
        *_obligations(arranged, told, one),
        *_amendments(told, one),
        *_text(told, "Remarks", one.note),
    )


def _facts(arranged: Arranged, one: Arrangement) -> Iterator[KeyValue]:
    told, now = arranged.told(one), terms(one, arranged.today)
    yield from told.row("Kind", told.fixed(TYPES[one.type]))
    yield from told.row("Number", *told.typed(one.number).portions)
    parent = arranged.parents.get(one.parent_id)
    if parent is not None:
        record = source(ARRANGEMENT, parent.id, parent.title, parent.marking, parent.uid)
        above = told.says(told.setting.text(parent.title), record, *told.names.text(parent.title))
        yield from told.row("Belongs under", above)
    yield from told.row("Parties", *(told.party(party) for party in one.parties))
    yield from told.row("Subjects", *(piece for subject in one.subjects for piece in told.typed(subject).portions))
    yield from told.row("State", told.fixed(_STATES[state(one, arranged.today)]))
    yield from told.row("Drafting began", *told.day(one.drafted).portions)
    yield from told.row("In force since", *told.day(now.in_force).portions)
    yield from told.row("Review", *_changed(told, now.review, one.review))
    begins = told.day(renewal_begins(one, now)).portions
    begins = tuple(
        replace(told.within("renewal to begin {who}", piece), before="(", after=")", joined=True) for piece in begins
    )
    yield from told.row("Expiry", *_changed(told, now.expiry, one.expiry), *begins)
    reason = (replace(piece, before="(", after=")", joined=True) for piece in told.typed(one.reason).portions)
    yield from told.row("Terminated", *told.day(one.terminated).portions, *(reason if one.terminated else ()))


def _changed(told: Told, day: date | None, first: date | None) -> tuple[PortionText, ...]:
    """Return a day, and beside it that an amendment has put it there."""
    if day is None:
        return ()
    amended = (replace(told.fixed("as amended"), before="[", after="]", joined=True),) if day != first else ()
    return (*told.day(day).portions, *amended)


def _text(told: Told, heading: str, text: Bilingual) -> tuple[Block, ...]:
    line = told.typed(text)
    return (Group(told.setting.line(heading), (Paragraph(line),)),) if line.pieces else ()


def _signatures(told: Told, parties: Sequence[Party], signatures: Sequence[Signature]) -> tuple[Block, ...]:
    if not signatures:
        return ()
    setting, known = told.setting, {party.key: party for party in parties}
    columns = (
        Column(setting.words("No.")),
        Column(setting.words("Party"), 1.4),
        Column(setting.words("Signed by"), 1.6),
        Column(setting.words("Post"), 1.8, spare=True),
        Column(setting.words("Where"), 1, spare=True),
        Column(setting.words("Signed on")),
    )
    rows = tuple(_signature(told, known.get(one.party), one) for one in signatures)
    return (Group(setting.line("Signatures in order"), (replace(marked_once(setting, columns, rows), numbered=True),)),)


def _signature(told: Told, party: Party | None, one: Signature) -> Row:
    side = told.party(party) if party is not None else told.says(("–",))
    by = one.on is not None
    when = told.day(one.on) if by else Line((replace(told.fixed("awaited"), names=side.names),))
    return Row(
        (
            Line(()),
            Line((side,)),
            Line(_signer(told, one, party)),
            told.post(signer(one)),
            told.typed(one.place),
            when,
        ),
        lead=1,
    )


def _obligations(arranged: Arranged, told: Told, one: Arrangement) -> tuple[Block, ...]:
    """Return what each side has to do, under its name, with the day it falls due next."""
    if not one.obligations:
        return ()
    setting = told.setting
    columns = (
        Column(setting.words("Party"), 1.3),
        Column(setting.words("What has to be done"), 3),
        Column(setting.words("How often")),
        Column(setting.words("Next due"), spare=True),
    )
    parties = {party.key: (place, party) for place, party in enumerate(one.parties)}
    ordered = sorted(one.obligations, key=lambda duty: parties.get(duty.party, (len(parties), None))[0])
    rows = tuple(_obligation(arranged, told, duty, parties.get(duty.party, (0, None))[1]) for duty in ordered)
    return (Group(setting.line("What each side has to do"), (marked_once(setting, columns, rows),)),)


def _obligation(arranged: Arranged, told: Told, duty: Obligation, party: Party | None) -> Row:
    side = (told.party(party),) if party is not None else ()
    known = [source for piece in side for source in piece.names]  # what somebody has to do goes with who he is
    every: Text = told.setting.words(_EVERY[duty.every])
    text = (replace(piece, names=(*piece.names, *known)) for piece in told.typed(duty.text).portions)
    due = next_due(duty, arranged.today)
    return Row(
        (
            Line(side),
            Line(tuple(text)),
            told.line(every, *known),
            told.line(told.day_words(due), *known),
        ),
        lead=1,
    )


def _amendments(told: Told, one: Arrangement) -> tuple[Block, ...]:
    if not one.amendments:
        return ()
    setting = told.setting
    columns = (
        Column(setting.words("Amendment"), 2.6),
        Column(setting.words("Signatures"), 2.2, spare=True),
        Column(setting.words("In force since"), spare=True),
        Column(setting.words("Review"), spare=True),
        Column(setting.words("Expiry"), spare=True),
    )
    rows = tuple(_amendment(told, one, each) for each in one.amendments)
    return (Group(setting.line("Amendments and renewals"), (marked_once(setting, columns, rows),)),)


def _amendment(told: Told, one: Arrangement, each: Amendment) -> Row:
    number = [replace(piece, before=" ") for piece in told.typed(each.number).portions]
    below = [*told.typed(each.title).portions, *told.typed(each.summary).portions]
    pieces = [told.fixed(_AMENDED[each.kind]), *number, *(replace(piece, before="\n") for piece in below)]
    whole = replace(one, signatures=each.signatures)
    return Row(
        (
            Line(tuple(pieces), separator=""),
            Line(tuple(_signed(told, whole)), separator="\n", led=False),
            told.day(each.in_force),
            told.day(each.review),
            told.day(each.expiry),
        )
    )
