"""The form of a post itself."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from liaison_desk.contacts.records import BILLET, Billet
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.billets import Billets
from liaison_desk.contacts.ui.dialogs import RecordDialog
from liaison_desk.contacts.ui.markings import guard_texts
from liaison_desk.contacts.ui.person_form import days_field
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, DateField, Form, PickRecords, TextField
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

_TEXTS = ("title", "notes")
_PLAIN = ("department", "rank_code", "since", "until", "marking")


class BilletForm(Form):
    """Field names are the record's attribute names."""

    def __init__(self, ui: Ui, words: Words, contacts: Contacts, names: Mapping[int, str]) -> None:
        super().__init__(ui, label_width=128)
        self._base = Billet(title=Bilingual())
        self._words = words
        self._names = names
        tr = ui.language.tr
        sides = words.side_names()

        def find(typed: str) -> list[Any]:
            return contacts.suggest(typed, kinds=(BILLET,))

        self.add("title", tr("&Title"), BilingualField(ui, *sides))
        self.add("department", tr("Department"), TextField(ui))
        self.add("rank_code", tr("Rank code"), TextField(ui, "OF-4"))
        self.add("since", tr("Set up"), DateField(ui, words.read_day(happened=True)))
        self.add("until", tr("Abolished"), DateField(ui, words.read_day(happened=None)))
        self.add("cadence_days", tr("Meet every"), days_field(ui))
        self.add("counterparts", tr("Counterparts"), PickRecords(ui, find, tr("The post on the other side")))
        self.add("marking", tr("&Marking"), marking_field(ui, words.profile()))
        self.add("notes", tr("N&otes"), BilingualField(ui, *sides, rows=3))

    def show_billet(self, one: Billet) -> None:
        """Show a post; the form is clean afterwards."""
        self._base = one
        values: dict[str, Any] = {name: getattr(one, name) for name in _PLAIN}
        values |= {name: pair_of(getattr(one, name)) for name in _TEXTS}
        values["cadence_days"] = one.cadence_days or None
        values["counterparts"] = tuple(RecordRef(BILLET, id_, self._names.get(id_, "")) for id_ in one.counterparts)
        self.fill(values)

    def collect(self) -> Billet:
        """Return the post as the form says; InvalidError for text above the ceiling."""
        values = self.values()
        texts = {name: bilingual_of(values[name]) for name in _TEXTS}
        guard_texts(texts, self._words.profile())
        values |= texts
        values["cadence_days"] = values["cadence_days"] or 0
        values["counterparts"] = tuple(ref.id for ref in values["counterparts"])
        return replace(self._base, **values)

    def rebase(self, newer: Billet) -> None:
        """Let what the form says be saved over a newer version."""
        self._base = replace(self._base, version=newer.version)


def billet_dialog(
    ui: Ui, words: Words, contacts: Contacts, billets: Billets, one: Billet, names: Mapping[int, str],
    saved: Callable[[Billet], None],
) -> RecordDialog:  # fmt: skip
    """Return the form of a post in its dialog; ``names`` are those of its counterparts."""
    tr = ui.language.tr
    form = BilletForm(ui, words, contacts, names)
    return RecordDialog(
        ui, tr("Edit post") if one.id else tr("New post"), form, one, action=tr("Save") if one.id else tr("Add post"),
        collect=form.collect, commit=billets.save, read=billets.billet, show=form.show_billet, rebase=form.rebase,
        saved=saved, width=600,
    )  # fmt: skip
