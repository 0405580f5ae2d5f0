"""The organizations page: the tree at the left; the one chosen, its posts, holders and chart at the right, on any day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.contacts.records import BILLET, ORGANIZATION, PERSON, Billet, Organization, Staff
from liaison_desk.contacts.rules.dating import beneath
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.billets import Billets
from liaison_desk.contacts.ui.billet_form import billet_dialog
from liaison_desk.contacts.ui.dated_forms import hand_over_dialog, move_dialog, rename_dialog
from liaison_desk.contacts.ui.house_staff import counterpart_names
from liaison_desk.contacts.ui.house_tree import HouseTree
from liaison_desk.contacts.ui.house_view import HouseView
from liaison_desk.contacts.ui.organizations import organization_dialog, restore_organization
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, Text
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

PANES = (360, 884)


class OrganizationsPage(Page):
    """Shows, adds, edits, deletes organizations and their posts."""

    kinds = frozenset({ORGANIZATION, BILLET, PERSON})

    def __init__(
        self, contacts: Contacts, billets: Billets, ui: Ui, profile: Callable[[], DeskProfile],
        print_house: Callable[[int, date], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui.changes)
        self._print = print_house
        self._contacts = contacts
        self._billets = billets
        self._ui = ui
        self._houses: Mapping[int, Organization] = {}
        self._staff: Staff | None = None
        self._shown = 0
        self.words = Words(ui.language, profile, ui.clock)
        tr = ui.language.tr
        self.tree = HouseTree(ui, self.words)
        self.view = HouseView(ui, self.words)
        self.empty = EmptyState(ui, tr("No organizations yet."), tr("New organization"), self.new_record)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 12, 12, 12)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(Text(ui, tr("Organizations"), Size.TITLE, SEMIBOLD))
        top.addStretch(1)
        top.addWidget(PrimaryButton(ui, tr("New"), icon="plus", act=self.new_record))
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.view)
        self.splitter.setStretchFactor(1, 1)
        ui.memory.restore_splitter("organizations/panes", self.splitter, PANES)
        self.splitter.splitterMoved.connect(lambda *_: ui.memory.keep_splitter("organizations/panes", self.splitter))
        self.whole = QStackedWidget()
        self.whole.addWidget(self.splitter)
        self.whole.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.whole)
        surface(self, "win")
        self._connect()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read again: the tree when organizations may have changed, else only who holds what."""
        if changes is None or ORGANIZATION in changes.ids:
            self.reload()
        else:
            self._read_staff()

    def title(self) -> str:
        """Return the name of the organization on show."""
        one = self.current()
        return self.words.best(one.name) if one else ""

    def current(self) -> Organization | None:
        """Return the organization on show."""
        return self._houses.get(self._shown)

    def in_hand(self) -> RecordRef | None:
        """Return the organization on show."""
        return RecordRef(ORGANIZATION, self._shown) if self._shown else None

    def show_record(self, record_id: int) -> None:
        """Show an organization."""
        self.reload(record_id)

    def show_other(self, ref: RecordRef) -> None:
        """Show the organization of a post."""
        self._ui.jobs.database.run(
            lambda: self._billets.billet(ref.id), lambda billet: self.reload(billet.organization_id), owner=self
        )

    def reload(self, wanted: int = 0) -> None:
        """Read the organizations, those whose day has come brought up to date; then show ``wanted`` or what was shown."""

        def read() -> dict[int, Organization]:
            self._contacts.settle_organizations()
            return {one.id: one for one in self._contacts.organizations()}

        self._ui.jobs.database.run(
            read, lambda houses: self._show(houses, wanted), ticket_key=f"houses {id(self)}", owner=self
        )

    def new_record(self) -> None:
        """Open the form of a new organization, under the one on show."""
        above = self.current()
        self._open_form(
            Organization(
                name=Bilingual(), marking=self.words.profile().default_marking, parent_id=above.id if above else 0,
                nation=above.nation if above else "", zone=above.zone if above else "",
            )
        )  # fmt: skip

    def edit_current(self) -> None:
        """Open the form of the organization on show."""
        one = self.current()
        if one is not None:
            self._open_form(one)

    def rename_current(self) -> None:
        """Give the organization on show another name from a day on."""
        one = self.current()
        if one is not None:
            self._ask(rename_dialog(self._ui, self.words, self._contacts, one, self._saved))

    def move_current(self) -> None:
        """Let the organization on show stand under another from a day on."""
        one = self.current()
        if one is not None:
            self._ask_move(one, one.parent_id)

    def move_under(self, number: int, under: int) -> None:
        """Ask from which day on an organization that was dropped on another stands under it; never under itself."""
        one, houses = self._houses[number], self._houses
        if under in beneath(houses, number, self.words.today()):
            values = {"name": self.words.best(one.name), "other": self.words.best(houses[under].name)}
            told = self._ui.language.tr("“{name}” cannot stand under “{other}”, which stands under it.", **values)
            self._ui.notify(told, None)
        elif under != one.parent_id:
            self._ask_move(one, under)

    def _ask_move(self, one: Organization, under: int) -> None:
        houses = list(self._houses.values())
        self._ask(move_dialog(self._ui, self.words, self._contacts, one, houses, under, self._saved))

    def delete_current(self) -> None:
        """Put the organization on show into the trash; the toast takes it out again."""
        one, ui, contacts = self.current(), self._ui, self._contacts
        if one is not None:
            back = partial(restore_organization, ui, contacts, one.id)
            self._delete(lambda: contacts.delete_organizations([one.id]), self.words.best(one.name), back)

    def new_post(self) -> None:
        """Open the form of a new post of the organization on show."""
        one = self.current()
        if one is not None:
            self._open_post(Billet(title=Bilingual(), organization_id=one.id, marking=one.marking))

    def edit_post(self, number: int) -> None:
        """Open the form of a post."""
        self._ui.jobs.database.run(lambda: self._billets.billet(number), self._open_post, owner=self)

    def hand_over(self, number: int) -> None:
        """Ask who takes a post over, and from which day."""

        def opened(billet: Billet) -> None:
            self._ask(
                hand_over_dialog(self._ui, self.words, self._contacts, self._billets, billet, lambda _: self.reload())
            )

        self._ui.jobs.database.run(lambda: self._billets.billet(number), opened, owner=self)

    def delete_post(self, number: int) -> None:
        """Put a post into the trash; its holders keep what they held. The toast takes it out again."""
        billets = self._billets
        one = next((billet for billet in self._staff.billets if billet.id == number), None) if self._staff else None
        if one is not None:
            run = self._ui.jobs.database.run
            self._delete(
                lambda: billets.delete([number]), self.words.best(one.title),
                lambda: run(lambda: billets.restore([number]), lambda _: None, owner=self),
            )  # fmt: skip

    def print_house(self) -> None:
        """Print who serves in the organization on show and under it, on the day on show."""
        if self._print is not None and self._shown:
            self._print(self._shown, self.view.as_of())

    def menu(self) -> QMenu:
        """Return what can be done with the organization on show."""
        tr, icon = self._ui.language.tr, self._ui.icons.icon
        menu = popup_menu(self)
        menu.addAction(icon("pencil"), f"{tr('Edit')}\tF2", self.edit_current)
        menu.addAction(icon("tag"), tr("Rename from a date…"), self.rename_current)
        menu.addAction(icon("git-branch"), tr("Move from a date…"), self.move_current)
        menu.addSeparator()
        menu.addAction(icon("plus"), tr("New organization under it"), self.new_record)
        menu.addAction(icon("plus"), tr("New post"), self.new_post)
        if self._print is not None:
            menu.addAction(icon("printer"), f"{tr('Print chart')}\tCtrl+P", self.print_house)
        menu.addSeparator()
        menu.addAction(icon("trash-2", "red"), f"{tr('Delete')}\tDel", self.delete_current)
        return menu

    def row_menu(self, billet: int, person: int) -> QMenu:
        """Return what can be done with a row: its holder opens, a kept post is edited, handed over, deleted."""
        tr, icon = self._ui.language.tr, self._ui.icons.icon
        menu = popup_menu(self)
        if person:
            menu.addAction(icon("user"), tr("Open"), partial(self._ui.open, RecordRef(PERSON, person)))
        if billet:
            menu.addAction(icon("pencil"), tr("Edit post"), partial(self.edit_post, billet))
            menu.addAction(icon("handshake"), tr("Hand over…"), partial(self.hand_over, billet))
            menu.addSeparator()
            menu.addAction(icon("trash-2", "red"), tr("Delete"), partial(self.delete_post, billet))
        return menu

    def _connect(self) -> None:
        tree, view = self.tree, self.view
        tree.chosen.connect(self._on_chosen)
        tree.edit_wanted.connect(self.edit_current)
        tree.delete_wanted.connect(self.delete_current)
        tree.move_wanted.connect(self.move_under)
        tree.menu_wanted.connect(lambda at: self.menu().popup(at))
        view.edit_wanted.connect(self.edit_current)
        view.print_wanted.connect(self.print_house)
        on_keys(self, QKeySequence.StandardKey.Print, self.print_house)
        view.post_wanted.connect(self.new_post)
        view.day_chosen.connect(self._on_day)
        view.view_chosen.connect(self._read_staff)
        view.row_opened.connect(self._on_row)
        view.row_menu_wanted.connect(lambda billet, person, at: self.row_menu(billet, person).popup(at))
        view.chart.person_chosen.connect(lambda number: self._ui.open(RecordRef(PERSON, number)))

    def _show(self, houses: Mapping[int, Organization], wanted: int) -> None:
        self._houses = houses
        self.whole.setCurrentWidget(self.splitter if houses else self.empty)
        self.tree.show_houses(houses, self.view.as_of(), wanted)

    def _on_chosen(self, number: int) -> None:
        self._shown = number
        self.view.show_house(self._houses[number])
        self._read_staff()

    def _on_day(self) -> None:
        self.tree.show_houses(self._houses, self.view.as_of())

    def _on_row(self, billet: int, person: int) -> None:
        if person:
            self._ui.open(RecordRef(PERSON, person))
        elif billet:
            self.edit_post(billet)

    def _read_staff(self) -> None:
        """Read the posts of what is on show: of the organization alone, or for the chart of all that stands under it."""
        shown, houses, day = self._shown, self._houses, self.view.as_of()
        if shown not in houses:
            return
        below: Mapping[int, Sequence[int]] = beneath(houses, shown, day) if self.view.charted else {shown: ()}

        def show(staff: Staff) -> None:
            self._staff = staff
            self.view.show_staff(shown, houses, below, staff)

        self._ui.jobs.database.run(
            lambda: self._billets.staff(list(below), day),
            show,
            ticket_key=f"staff {id(self)}",
            owner=self,
        )

    def _open_form(self, one: Organization) -> None:
        houses = list(self._houses.values())
        self._ask(organization_dialog(self._ui, self.words, self._contacts, one, houses, self._saved))

    def _open_post(self, one: Billet) -> None:
        names = counterpart_names(self.words, self._staff) if self._staff is not None else {}
        self._ask(
            billet_dialog(self._ui, self.words, self._contacts, self._billets, one, names, lambda _: self._read_staff())
        )

    def _ask(self, dialog: QDialog) -> None:
        self._ui.ask.form(dialog)

    def _saved(self, one: Organization) -> None:
        self.reload(one.id)

    def _delete(self, act: Callable[[], object], name: str, back: Callable[[], object]) -> None:
        told = self._ui.language.tr("Deleted: {name}", name=name)

        def deleted(_: object) -> None:
            self._ui.notify(told, lambda: _done(back()))

        self._ui.jobs.database.run(act, deleted, owner=self)


def _done(_: object) -> None:
    """Let an answer go."""
