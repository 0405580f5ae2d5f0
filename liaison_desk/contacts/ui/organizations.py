"""The form of an organization."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from liaison_desk.contacts.records import Organization
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.dialogs import RecordDialog
from liaison_desk.contacts.ui.markings import guard_texts
from liaison_desk.contacts.ui.person_form import nation_choices
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import known_zones
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, Choice, ComboBox, Field, Form, ImeLineEdit, TextField
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

_ID = Qt.ItemDataRole.UserRole
_TEXTS = ("name", "short", "notes")
_PLAIN = ("nation", "kind", "parent_id", "location", "zone", "marking")


class ZoneField(Field):
    """A time zone's IANA name, typed with completion from all that are known; empty for none."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.input = ComboBox(ui)
        self.input.setEditable(True)
        self.edit = ImeLineEdit()
        self.edit.setProperty("bare", "true")
        self.edit.setTextMargins(7, 0, 0, 0)
        self.edit.setPlaceholderText("Asia/Tokyo")
        self.input.setLineEdit(self.edit)
        self.input.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.input.addItems(list(known_zones()))
        completer = self.input.completer()
        assert completer is not None  # an editable choice has one
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        self.edit.textEdited.connect(self.changed)
        self.input.activated.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.input)
        self.watch(self.edit)
        self.set_value("")

    def value(self) -> str:
        """Return the name as typed; the record's rules say whether it is a zone."""
        return self.edit.text().strip()

    def set_value(self, value: str) -> None:
        """Show a zone."""
        self.input.setCurrentIndex(-1)
        self.edit.setText(value)


class OrganizationForm(Form):
    """Field names are the record's attribute names."""

    def __init__(self, ui: Ui, words: Words, houses: Sequence[Organization], own_id: int) -> None:
        super().__init__(ui)
        self._base = Organization(name=Bilingual())
        self._words = words
        tr = ui.language.tr
        sides = words.side_names()
        self._nations = nation_choices(words)
        parents = self._parents = parent_choices(words, houses, own_id)
        self.add("name", tr("N&ame"), BilingualField(ui, *sides))
        self.add("short", tr("&Short form"), BilingualField(ui, *sides))
        self.parent_id = self.add("parent_id", tr("&Under"), Choice(ui, parents))
        self.nation = self.add("nation", tr("&Nation"), Choice(ui, self._nations))
        kind = self.add("kind", tr("&Kind"), TextField(ui, tr("Headquarters, unit, staff section, company")))
        kind.input.complete_from(words.house_kinds())
        self.add("location", tr("&Place"), TextField(ui))
        self.add("zone", tr("&Time zone"), ZoneField(ui))
        self.add("marking", tr("&Marking"), marking_field(ui, words.profile()))
        self.add("notes", tr("N&otes"), BilingualField(ui, *sides, rows=3))

    def show_organization(self, one: Organization) -> None:
        """Show an organization; the form is clean afterwards."""
        self._base = one
        if one.nation not in {code for code, _ in self._nations}:
            self.nation.set_choices([*self._nations, (one.nation, one.nation)])
        if one.parent_id not in {number for number, _ in self._parents}:  # its parent lies in the trash
            self.parent_id.set_choices([*self._parents, (one.parent_id, self._gone())])
        values: dict[str, Any] = {name: getattr(one, name) for name in _PLAIN}
        values |= {name: pair_of(getattr(one, name)) for name in _TEXTS}
        values["kind"] = self._words.house_kind(one.kind)
        self.fill(values)

    def collect(self) -> Organization:
        """Return the organization as the form says; InvalidError for text above the ceiling."""
        values = self.values()
        texts = {name: bilingual_of(values[name]) for name in _TEXTS}
        guard_texts(texts, self._words.profile())
        values |= texts
        shown = self._words.house_kind(self._base.kind)
        values["kind"] = self._base.kind if values["kind"] == shown else self._words.kept_house_kind(values["kind"])
        return replace(self._base, **values)

    def rebase(self, newer: Organization) -> None:
        """Let what the form says be saved over a newer version."""
        self._base = replace(self._base, version=newer.version)

    def _gone(self) -> str:
        return self._ui.language.tr("An organization in the trash")


def parent_choices(words: Words, houses: Sequence[Organization], own_id: int) -> list[tuple[int, str]]:
    """Return what an organization may stand under, in words; 0 is a root of the tree."""
    below = _beneath(own_id, {house.id: house.parent_id for house in houses})
    known = [(house.id, words.best(house.name)) for house in houses if house.id not in below]
    return [(0, words.language.tr("None: a root of the tree")), *known]


def _beneath(own_id: int, parents: Mapping[int, int]) -> set[int]:
    """Return an organization and all that stand under it, which cannot be its parents."""
    if not own_id:
        return set()
    below = {own_id}
    while True:
        more = {child for child, parent in parents.items() if parent in below} - below
        if not more:
            return below
        below |= more


def organization_dialog(
    ui: Ui, words: Words, contacts: Contacts, one: Organization, houses: Sequence[Organization],
    saved: Callable[[Organization], None] | None = None,
) -> RecordDialog:  # fmt: skip
    """Return the form of an organization in its dialog."""
    tr = ui.language.tr
    form = OrganizationForm(ui, words, houses, one.id)
    return RecordDialog(
        ui, tr("Edit organization") if one.id else tr("New organization"), form, one,
        action=tr("Save") if one.id else tr("Add organization"), collect=form.collect, commit=contacts.save_organization,
        read=contacts.organization, show=form.show_organization, rebase=form.rebase, saved=saved, width=600,
    )  # fmt: skip


def restore_organization(ui: Ui, contacts: Contacts, number: int) -> None:
    """Take an organization out of the trash again."""
    ui.jobs.database.run(lambda: contacts.restore_organizations([number]))
