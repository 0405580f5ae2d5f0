"""Organizations: the form of one, and the dialog with the tree of all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTreeWidget, QTreeWidgetItem, QWidget

from liaison_desk.contacts.records import ORGANIZATION, Organization
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.dialogs import RecordDialog
from liaison_desk.contacts.ui.markings import guard_texts, marking_field
from liaison_desk.contacts.ui.person_form import nation_choices
from liaison_desk.contacts.ui.post_field import bilingual, pair
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import known_zones
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.fields import BilingualField, Choice, ComboBox, Field, Form, ImeLineEdit, TextField
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.theme import Size

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
        below = _beneath(own_id, {house.id: house.parent_id for house in houses})
        parents = [(0, tr("None: a root of the tree"))]
        parents += [(house.id, words.best(house.name)) for house in houses if house.id not in below]
        self._parents = parents
        self.add("name", tr("N&ame"), BilingualField(ui, *sides))
        self.add("short", tr("&Short form"), BilingualField(ui, *sides))
        self.parent_id = self.add("parent_id", tr("&Under"), Choice(ui, parents))
        self.nation = self.add("nation", tr("&Nation"), Choice(ui, self._nations))
        self.add("kind", tr("&Kind"), TextField(ui, tr("Headquarters, unit, staff section, company")))
        self.add("location", tr("&Place"), TextField(ui))
        self.add("zone", tr("&Time zone"), ZoneField(ui))
        self.add("marking", tr("&Marking"), marking_field(ui, words))
        self.add("notes", tr("N&otes"), BilingualField(ui, *sides, rows=3))

    def show_organization(self, one: Organization) -> None:
        """Show an organization; the form is clean afterwards."""
        self._base = one
        if one.nation not in {code for code, _ in self._nations}:
            self.nation.set_choices([*self._nations, (one.nation, one.nation)])
        if one.parent_id not in {number for number, _ in self._parents}:  # its parent lies in the trash
            self.parent_id.set_choices([*self._parents, (one.parent_id, self._gone())])
        values: dict[str, Any] = {name: getattr(one, name) for name in _PLAIN}
        values |= {name: pair(getattr(one, name)) for name in _TEXTS}
        self.fill(values)

    def collect(self) -> Organization:
        """Return the organization as the form says; InvalidError for text above the ceiling."""
        values = self.values()
        texts = {name: bilingual(values[name]) for name in _TEXTS}
        guard_texts(texts, self._words.profile())
        values |= texts
        return replace(self._base, **values)

    def rebase(self, newer: Organization) -> None:
        """Let what the form says be saved over a newer version."""
        self._base = replace(self._base, version=newer.version)

    def _gone(self) -> str:
        return self._ui.language.tr("An organization in the trash")


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


class OrganizationsDialog(DeskDialog):
    """The tree of all organizations: add, edit, delete. Keeps itself fresh while it is open."""

    def __init__(self, ui: Ui, words: Words, contacts: Contacts, select: int = 0) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Organizations"))
        self._words = words
        self._contacts = contacts
        self._houses: dict[int, Organization] = {}
        self._select = select
        self.resize(640, 560)
        self.strip = MessageStrip(ui)
        self.tree = _Tree(self._on_edit, self._on_delete)
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([tr("Organization"), tr("Nation"), tr("Place")])
        self.tree.setColumnWidth(0, 330)
        self.tree.setColumnWidth(1, 130)
        self.tree.setAccessibleName(tr("Organizations"))
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(False)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        self.tree.itemSelectionChanged.connect(self._show_buttons)
        self.empty = Text(ui, tr("No organizations yet."), tone="t2")
        self.content.addWidget(self.strip)
        self.content.addWidget(self.empty)
        self.content.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.add_button = PlainButton(ui, tr("New organization"), icon="plus", act=self._on_add)
        self.edit_button = PlainButton(ui, tr("Edit"), icon="pencil", act=self._on_edit)
        self.delete_button = Button(ui, tr("Delete"), ButtonKind.DANGER, icon="trash-2", act=self._on_delete)
        for button in (self.add_button, self.edit_button, self.delete_button):
            row.addWidget(button)
        row.addStretch(1)
        self.content.addLayout(row)
        self.foot.addWidget(PrimaryButton(ui, tr("Close"), act=self.accept))
        ui.changes.changed.connect(self._on_changed)
        self._show_buttons()
        self._read()

    def selected(self) -> Organization | None:
        """Return the organization the tree is on."""
        item = self.tree.currentItem()
        return self._houses.get(item.data(0, _ID)) if item is not None and item.isSelected() else None

    def _read(self) -> None:
        self.ui.jobs.database.run(self._contacts.organizations, self._show, ticket_key=f"organizations {id(self)}")

    def _show(self, houses: Sequence[Organization]) -> None:
        chosen = self._select or (self.selected().id if self.selected() else 0)  # type: ignore[union-attr]
        self._select = 0
        self._houses = {house.id: house for house in houses}
        self.tree.clear()
        items = {house.id: self._item(house) for house in houses}
        roots = []
        for house in houses:
            parent = items.get(house.parent_id) if house.parent_id != house.id else None
            if parent is None:
                roots.append(items[house.id])
            else:
                parent.addChild(items[house.id])
        self.tree.addTopLevelItems(roots)
        self.tree.expandAll()
        if chosen in items:
            self.tree.setCurrentItem(items[chosen])
        self.empty.setVisible(not houses)
        self._show_buttons()

    def _item(self, house: Organization) -> QTreeWidgetItem:
        words = self._words
        names = "  ".join(filter(None, (words.best(house.name), words.other(house.name))))
        item = QTreeWidgetItem([names, words.nation(house.nation), house.location])
        item.setData(0, _ID, house.id)
        item.setSizeHint(0, QSize(0, Size.ROW))
        return item

    def _show_buttons(self) -> None:
        chosen = self.selected() is not None
        self.edit_button.setEnabled(chosen)
        self.delete_button.setEnabled(chosen)

    def _on_add(self) -> None:
        above = self.selected()
        profile = self._words.profile()
        one = Organization(
            name=Bilingual(),
            marking=profile.default_marking,
            parent_id=above.id if above else 0,
            nation=above.nation if above else "",
            zone=above.zone if above else "",
        )
        self._open(one)

    def _on_edit(self) -> None:
        one = self.selected()
        if one is not None:
            self._open(one)

    def _open(self, one: Organization) -> None:
        def saved(kept: Organization) -> None:
            self._select = kept.id
            self._read()

        houses = list(self._houses.values())
        self.ui.ask.form(organization_dialog(self.ui, self._words, self._contacts, one, houses, saved))

    def _on_delete(self) -> None:
        one = self.selected()
        if one is None:
            return
        tr = self.ui.language.tr
        name = self._words.best(one.name)

        def deleted(_: None) -> None:
            self.ui.notify(
                tr("Deleted: {name}", name=name), lambda: restore_organization(self.ui, self._contacts, one.id)
            )

        self.ui.jobs.database.run(
            lambda: self._contacts.delete_organizations([one.id]), deleted, self.strip.show_error, owner=self
        )

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(ORGANIZATION):
            self._read()

    def _on_menu(self, at: QPoint) -> None:
        if self.selected() is None:
            return
        tr = self.ui.language.tr
        menu = popup_menu(self)
        menu.addAction(self.ui.icons.icon("pencil"), tr("Edit"), self._on_edit)
        menu.addAction(self.ui.icons.icon("plus"), tr("New organization under it"), self._on_add)
        menu.addSeparator()
        menu.addAction(self.ui.icons.icon("trash-2", "red"), tr("Delete"), self._on_delete)
        menu.popup(self.tree.viewport().mapToGlobal(at))


def restore_organization(ui: Ui, contacts: Contacts, number: int) -> None:
    """Take an organization out of the trash again."""
    ui.jobs.database.run(lambda: contacts.restore_organizations([number]))


class _Tree(QTreeWidget):
    """F2, Return and a double click edit, Delete deletes."""

    def __init__(self, edit: Callable[[], None], delete: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._delete = delete
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.itemDoubleClicked.connect(lambda *_: edit())
        self.setExpandsOnDoubleClick(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._edit()
        elif event.key() == Qt.Key.Key_Delete:
            self._delete()
        else:
            super().keyPressEvent(event)
