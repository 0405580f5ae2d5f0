"""The form of an arrangement: what it is called in both languages, between whom, who signs in which order, its days, what each side owes."""

from typing import Any

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Choice, PickRecord, TextField
from liaison_desk.foundation.qt.fields.offered import OfferedChips
from liaison_desk.partnership.records import ARRANGEMENT, Arrangement, Signature
from liaison_desk.partnership.service.arrangements import Arrangements
from liaison_desk.partnership.ui.arrangements.fields import (
    Choices,
    obligations_field,
    parties_field,
    signatures_field,
)
from liaison_desk.partnership.ui.arrangements.words import ArrangementWords
from liaison_desk.partnership.ui.lead import LeadField
from liaison_desk.screens.form import RecordForm, Suggest


class ArrangementForm(RecordForm[Arrangement]):
    """What is signed later, amended or ended has dialogs of its own and stays as it was. ``parent`` is what it stands under."""

    def __init__(
        self, ui: Ui, words: ArrangementWords, suggest: Suggest, service: Arrangements, base: Arrangement, *,
        parent: RecordRef | None = None, subjects: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(ui, words, suggest, base)
        self._called = words
        self._parent = parent
        self._choices: Choices = []
        tr = ui.language.tr
        self.add_text("title", tr("&Title"))
        self.add_field("type", tr("T&ype"), Choice(ui, tuple(words.types.items())))
        self.add_field("number", tr("&Number"), TextField(ui, tr("What it is called in files"), limit=200))
        self.add_section(tr("Parties and signatures"))
        self.parties = self.add_field("parties", tr("&Parties"), parties_field(ui, words, suggest, service))
        self.signatures = self.add_field(
            "signatures", tr("&Signatures"), signatures_field(ui, words, suggest, self._choices),
            tr("In the order in which they sign; Alt with the arrows changes it"),
        )  # fmt: skip
        self.add_section(tr("In force and expiry"))
        self.add_day("drafted", tr("&Drafting began"))
        self.add_day("in_force", tr("In &force from"), tr("Empty: from the day of the last signature"))
        self.add_day("review", tr("&Review"))
        self.add_day("expiry", tr("E&xpires after"), tr("Its last day"))
        self.add_field("renewal_lead", tr("Renewal &begins"), LeadField(ui))
        self.add_section(tr("Obligations"))
        self.obligations = self.add_field(
            "obligations", tr("&Obligations"), obligations_field(ui, words, service, self._choices),
            tr("Once the arrangement is in force, each becomes a task that comes again"),
        )  # fmt: skip
        self.add_section(tr("Scope and notes"))
        self.add_text("scope", tr("S&cope"), rows=3)
        chips = OfferedChips(ui, tr("A subject area, then Return"))
        chips.offer(subjects)
        self.add_field("subjects", tr("S&ubject areas"), chips)
        finder = PickRecord(ui, self._others, tr("An arrangement this belongs under"))
        self.add_field("parent_id", tr("Parent arran&gement"), finder)
        self.add_text("note", tr("Not&es"), rows=2)
        self.add_marking()
        self.parties.changed.connect(self._on_parties)

    def shown(self, record: Arrangement, name: str) -> Any:
        """Return what a field shows of a record."""
        if name != "parent_id":
            return super().shown(record, name)
        there = self._parent is not None and self._parent.id == record.parent_id
        return self._parent if there or not record.parent_id else RecordRef(ARRANGEMENT, record.parent_id, "…")

    def settled(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values a record takes: nobody waits for the signature of who is no party any more."""
        ref: RecordRef | None = values["parent_id"]
        known = {one.key for one in values["parties"]}
        signatures = tuple(one for one in values["signatures"] if one.party in known or one.on is not None)
        return values | {"parent_id": ref.id if ref is not None else 0, "signatures": signatures}

    def show_record(self, record: Arrangement) -> None:
        """Show a record; the form is clean afterwards."""
        self._choices[:] = [(one.key, self._called.party(one)) for one in record.parties]
        super().show_record(record)

    def said(self, record: Arrangement, name: str) -> str:
        """Return what a record says in a field, in words."""
        words = self._called
        if name == "type":
            return words.types[record.type]
        if name == "parties":
            return ", ".join(map(words.party, record.parties))
        if name == "signatures":
            said = [f"{words.party_of(record, one.party)} {words.where_when(one)}" for one in record.signatures]
            return "; ".join(said) or "–"
        if name == "obligations":
            return "; ".join(words.best(one.text) for one in record.obligations) or "–"
        return super().said(record, name)

    def _on_parties(self) -> None:
        """Offer the parties as they are now; a new one is awaited at the end."""
        present = self.parties.value()
        new = [one for one in present if one.key not in dict(self._choices)]
        self._choices[:] = [(one.key, self._called.party(one)) for one in present]
        rows, keys = self.signatures.value(), {one.key for one in present}
        kept = [one for one in rows if one.party in keys or one.on is not None]
        self.signatures.set_value([*kept, *(Signature(one.key) for one in new)])

    def _others(self, typed: str) -> list[RecordRef]:
        return [ref for ref in self._suggest(ARRANGEMENT, typed) if ref.id != self.base.id]
