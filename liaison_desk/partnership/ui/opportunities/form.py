"""The form of an opportunity: what it is, what each side gains and does next, and where it stands."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Choice, PickRecord, TextField
from liaison_desk.foundation.qt.fields.offered import OfferedChips
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.partnership.records import ARRANGEMENT, Opportunity, OpportunityState
from liaison_desk.partnership.ui.opportunities.words import Words
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.screens.form import RecordForm, Suggest, record_dialog


class NationsField(OfferedChips):
    """Nations by their codes; those of the desk are offered. A code nobody knows is wrong."""

    def __init__(self, ui: Ui, offered: Sequence[str]) -> None:
        super().__init__(ui, ui.language.tr("Codes of three letters, such as AUS"))
        self.offer(offered)

    def value(self) -> tuple[str, ...]:
        """Return the codes, each once. Raises DeskError for one that is none."""
        known = load_nations()
        return tuple(dict.fromkeys(known.require(code.upper()) for code in super().value()))


class OpportunityForm(RecordForm[Opportunity]):
    """The fields. ``arrangement`` is the arrangement it became, by what that is called; ``subjects`` are those in use."""

    OWNERS: ClassVar[tuple[str, ...]] = ("host_owner", "home_owner", "champion")

    def __init__(
        self, ui: Ui, words: Words, suggest: Suggest, base: Opportunity, *, arrangement: RecordRef | None = None,
        subjects: Sequence[str] = (),
    ) -> None:  # fmt: skip
        super().__init__(ui, words, suggest, base, label_width=136)
        self._arrangement = arrangement
        tr, (host, home) = ui.language.tr, words.sides()
        self._states = words.states
        self.add_text("title", tr("&Title"))
        self.state = self.add_field("state", tr("&State"), Choice(ui, words.states))
        self.state.changed.connect(self.lay_out)
        self.add_field("reason", tr("R&eason"), TextField(ui, tr("Why it was dropped")))
        hint = tr("Leave it empty while there is no arrangement yet")
        self.add_field("arrangement_id", tr("&Arrangement"), PickRecord(ui, partial(suggest, ARRANGEMENT), hint))
        self.add_text("detail", tr("&What would be done together"), rows=2)
        self.subjects = self.add_field("subjects", tr("S&ubjects"), OfferedChips(ui, tr("A subject, then Return")))
        self.subjects.offer(subjects)
        self.add_field("nations", tr("&Nations"), NationsField(ui, (host, home)))
        hint = tr("A contact, or a name")
        self.add_owner("champion", tr("&Champion"), hint, tr("Who wants it, and speaks for it"))
        for side, nation in (("host", host), ("home", home)):
            self.add_section(tr("Side of {nation}", nation=nation))
            self.add_text(f"{side}_value", tr("What {nation} gains", nation=nation), rows=2)
            self.add_text(f"{side}_step", tr("Next step"))
            self.add_owner(f"{side}_owner", tr("Owner"), hint)
            self.add_day(f"{side}_due", tr("By when"))
        self.add_marking()

    def shown(self, record: Opportunity, name: str) -> Any:
        """Return what a field shows; the arrangement by what it is called."""
        if name != "arrangement_id":
            return super().shown(record, name)
        number, known = record.arrangement_id, self._arrangement
        if not number or (known is not None and known.id == number):
            return known if number else None
        return RecordRef(ARRANGEMENT, number, self.words.language.tr("Another arrangement"))

    def settled(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the arrangement as its number; what is not agreed keeps the one it has."""
        picked = values["arrangement_id"]
        agreed = values["state"] is OpportunityState.AGREED
        number = (picked.id if picked is not None else 0) if agreed else self.base.arrangement_id
        return values | {"arrangement_id": number}

    def lay_out(self) -> None:
        """Ask for the reason where it is dropped, for the arrangement where it is agreed."""
        self.set_shown("reason", self.state.value() is OpportunityState.DROPPED)
        self.set_shown("arrangement_id", self.state.value() is OpportunityState.AGREED)

    def said(self, record: Opportunity, name: str) -> str:
        """Return what a record says in a field, in words."""
        if name == "state":
            return dict(self._states)[record.state]
        if name == "arrangement_id":
            shown = self.shown(record, name)
            return shown.label if shown is not None else "–"
        return super().said(record, name)


def opportunity_dialog(
    ui: Ui, words: Words, sources: Sources, one: Opportunity, *, arrangement: RecordRef | None, subjects: Sequence[str],
    saved: Callable[[Opportunity], None],
) -> NewerDialog:  # fmt: skip
    """Return the form of a new or known opportunity in its dialog."""
    tr, book = ui.language.tr, sources.opportunities
    form = OpportunityForm(ui, words, sources.outside.suggest, one, arrangement=arrangement, subjects=subjects)
    titles = (tr("New opportunity"), tr("Edit opportunity"))
    return record_dialog(
        ui, form, one, titles, tr("Add opportunity"), commit=book.save, read=book.one, saved=saved, width=760
    )
