"""The fields that only the forms of arrangements have: parties, signatures and obligations as short lists."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.partnership.records import Obligation, Party, Signature
from liaison_desk.partnership.service.arrangements import Arrangements
from liaison_desk.partnership.ui.arrangements.words import ArrangementWords
from liaison_desk.screens.editing.field import RowsField
from liaison_desk.screens.editing.model import EditColumn, Kind, Typed
from liaison_desk.screens.form import Suggest
from liaison_desk.screens.nations import NATION, nation_finder, nation_meant, nation_typed

Choices = list[tuple[str, str]]
"""The parties by key and name, as the lists beside offer them; kept in step with the list of parties by whoever holds it."""


def parties_field(ui: Ui, words: ArrangementWords, suggest: Suggest, service: Arrangements) -> RowsField:
    """Return the list of parties: a nation, or an organization with its nation."""
    tr = ui.language.tr
    called: Callable[[str], str] = lambda code: words.party(Party("", nation=code))  # noqa: E731 - a name for what follows
    nations = nation_finder(called)

    def find(typed: str) -> Sequence[RecordRef]:
        return [*nations(typed)[:4], *suggest("organization", typed)[:4]]

    def named(one: Party, typed: Typed) -> Party:
        if not typed.words:
            raise DeskError("Give each party a nation or a name.")
        if typed.picked is not None and typed.picked.kind != NATION:
            return replace(one, name=typed.words, organization_id=typed.picked.id)
        if code := nation_meant(typed.words):
            return replace(one, name="", nation=code, organization_id=0)
        return replace(one, name=typed.words, organization_id=0)

    columns = [
        EditColumn(
            tr("Nation or organization"), 260, lambda one: one.name or called(one.nation), named, Kind.FOUND, find,
            tone=lambda one: "acc" if one.organization_id else "t1",
        ),
        EditColumn(
            tr("Nation"), 120, lambda one: one.nation, lambda one, typed: replace(one, nation=nation_typed(typed.words)),
            Kind.FOUND, nations, tone=lambda _: "t2",
        ),
    ]  # fmt: skip
    return RowsField(ui, columns, service.new_party, tr("Add a nation or an organization"), tr("Parties"))


def signatures_field(ui: Ui, words: ArrangementWords, suggest: Suggest, parties: Choices) -> RowsField:
    """Return the list of signatures in their order: for which party, who, as what, where and when."""
    tr = ui.language.tr

    def named(one: Signature, typed: Typed) -> Signature:
        return replace(one, name=typed.words, contact_id=typed.picked.id if typed.picked else 0)

    columns = [
        _party_column(tr("Signs for"), 150, parties),
        EditColumn(
            tr("Who signs"), 150, lambda one: one.name, named, Kind.FOUND, lambda typed: suggest("person", typed),
            tone=lambda one: "acc" if one.contact_id else "t1",
        ),
        EditColumn(tr("Rank"), 64, lambda one: one.rank, lambda one, typed: replace(one, rank=typed.words)),
        EditColumn(tr("Post"), 110, lambda one: one.post, lambda one, typed: replace(one, post=typed.words)),
        EditColumn(tr("Signed at"), 96, lambda one: one.place, lambda one, typed: replace(one, place=typed.words)),
        _day_column(words, tr("Signed on"), "on"),
    ]  # fmt: skip
    return RowsField(ui, columns, lambda: Signature(""), tr("Add a signature"), tr("Signatures"))


def obligations_field(ui: Ui, words: ArrangementWords, service: Arrangements, parties: Choices) -> RowsField:
    """Return the list of obligations: who owes what, how often, from when, and whether it becomes a task."""
    tr = ui.language.tr
    first = words.profile().side_of(words.language.code)
    names = dict(zip((Side.HOST, Side.HOME), words.side_names(), strict=True))

    def written(side: Side) -> EditColumn:
        def put(one: Obligation, typed: Typed) -> Obligation:
            return replace(one, text=one.text.rewritten(side, typed.words))

        title = tr("What is owed, {language}", language=names[side])
        return EditColumn(title, 180 if side is first else 120, lambda one: one.text.side(side), put)

    def ticked(one: Obligation, _: Typed) -> Obligation:
        return replace(one, wanted=not one.wanted)

    def chosen(one: Obligation, typed: Typed) -> Obligation:
        return replace(one, every=typed.value)

    columns = [
        _party_column(tr("Owed by"), 120, parties),
        written(first),
        written(first.other),
        EditColumn(
            tr("How often"), 100, lambda one: words.frequencies[one.every], chosen, Kind.CHOSEN,
            choices=tuple(words.frequencies.items()),
        ),
        _day_column(words, tr("First due"), "due"),
        EditColumn(tr("Task"), 48, lambda one: tr("yes") if one.wanted else "", ticked, Kind.TICKED),
    ]  # fmt: skip
    make: Callable[[], Obligation] = lambda: service.new_obligation("", Bilingual())  # noqa: E731 - as above
    return RowsField(ui, columns, make, tr("Add what a party has to do"), tr("Obligations"))


def _party_column(title: str, width: int, parties: Choices) -> EditColumn:
    """Return the column of a party by its key; what is typed to begin a row is the first party whose name begins so."""

    def called(one: Any) -> str:
        return dict(parties).get(one.party, "")

    return EditColumn(
        title, width, called, lambda one, typed: replace(one, party=typed.value), Kind.CHOSEN, choices=parties
    )


def _day_column(words: ArrangementWords, title: str, name: str) -> EditColumn:
    """Return a column of days."""
    read = words.read_day()

    def put(one: Any, typed: Typed) -> Any:
        return replace(one, **{name: read(typed.words) if typed.words else None})

    def day(one: Any) -> date | None:
        found: date | None = getattr(one, name)
        return found

    return EditColumn(
        title,
        118 if words.language.code == "ja" else 98,
        lambda one: words.due(day(one)),
        put,
        typed=lambda one: found.isoformat() if (found := day(one)) else "",
        tone=lambda _: "t2",
    )
