"""The contacts page: people at the left, one of them in the middle, what happened with him at the right."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.contacts.records import ORGANIZATION, PERSON, Organization, Person, PersonFilter
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.detail import Dossier, PersonView
from liaison_desk.contacts.ui.dialogs import PersonDialog
from liaison_desk.contacts.ui.organizations import OrganizationsDialog, organization_dialog
from liaison_desk.contacts.ui.people_list import PeoplePane
from liaison_desk.contacts.ui.person_form import PersonForm
from liaison_desk.contacts.ui.several import SeveralView
from liaison_desk.contacts.ui.side import Panel, SidePane, side_content
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import EmptyState
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.style import surface

MEETING = "meeting"
PANES = (344, 564, 336)
NARROW = 1100  # a page narrower than this has no room for three panes
_MANY_MEETINGS = 400


class ContactsPage(Page):
    """Lists, shows, adds, edits, deletes contacts.

    ``panels`` make what other capabilities show of a person in the right pane; ``log_contact`` opens the form of a
    meeting with him (without it there is no Log contact).
    """

    kinds = frozenset({PERSON, ORGANIZATION, MEETING})

    def __init__(
        self, contacts: Contacts, ui: Ui, profile: Callable[[], DeskProfile], *,
        panels: Sequence[Panel] = (), log_contact: Callable[[int], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui.changes)
        self._contacts = contacts
        self._ui = ui
        self._panels = tuple(panels)
        self._log_contact = log_contact
        self.words = Words(ui.language, profile, ui.clock)
        self.search_hint = ui.language.tr("Filter by name, post, number, tag")
        self._dossier: Dossier | None = None
        self._outdated = False
        self._wanted: int | None = None
        self.people = PeoplePane(contacts, ui, self.words)
        self.view = PersonView(ui, self.words, logs=log_contact is not None)
        self.several = SeveralView(ui, self.copy_emails, self.delete_selected)
        self.nobody = EmptyState(ui, ui.language.tr("Choose a contact on the left."))
        self.side = SidePane(ui)
        self.middle = QStackedWidget()
        surface(self.middle, "surf")
        for widget in (self.nobody, self.view, self.several):
            self.middle.addWidget(widget)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, (pane, least) in enumerate(((self.people, 260), (self.middle, 380), (self.side, 220))):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(number, int(number == 1))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        surface(self, "win")
        ui.memory.restore_splitter("contacts/panes", self.splitter, PANES)
        self._connect()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list again, and the person on show if he may have changed."""
        self._outdated |= changes is None or bool(changes.ids.keys() - {PERSON}) or self._touched(changes)
        self.people.reload()
        if changes is not None and PERSON in changes.ids:
            self.people.model.refresh(changes.ids[PERSON])

    def title(self) -> str:
        """Return the name of the person on show."""
        return self._dossier.person.name.full(self.words.code) if self._dossier is not None else ""

    def show_record(self, record_id: int) -> None:
        """Show a person, whatever the list is narrowed to; an organization opens in the tree of all."""
        self._ui.jobs.database.run(
            lambda: record_id in self._contacts.people_by_ids([record_id]),
            lambda is_person: self._show_person(record_id) if is_person else self.open_organizations(record_id),
            owner=self,
        )

    def new_record(self) -> None:
        """Open the form of a new contact."""
        wanted = self.people.shown_filter
        nation = wanted.nation
        person = Person(
            name=PersonName(), nation=nation, tags=(wanted.tag,) if wanted.tag else (),
            marking=self.words.profile().default_marking,
        )  # fmt: skip
        self._open_form(person)

    def edit_current(self, then: Callable[[PersonForm], None] | None = None) -> None:
        """Open the form of the person on show; ``then`` may lead to a field of it."""
        number = self.people.list.current_id()
        if number is not None:
            self._ui.jobs.database.run(
                lambda: self._contacts.person(number), lambda person: self._open_form(person, then), owner=self
            )

    def delete_selected(self) -> None:
        """Put the selected people into the trash; the toast takes them out again."""
        ids = self.people.list.selected_ids()
        if not ids:
            return
        language, contacts = self._ui.language, self._contacts
        line = self.people.model.line_at(self.people.list.currentIndex())

        def deleted(_: None) -> None:
            told = language.count("{n} contact deleted.", "{n} contacts deleted.", len(ids))
            if len(ids) == 1 and line is not None:
                told = language.tr("Deleted: {name}", name=line.name.full(self.words.code))
            self._ui.notify(told, lambda: self._restore(ids))

        self._ui.jobs.database.run(lambda: contacts.delete(ids), deleted, owner=self)

    def copy_emails(self) -> None:
        """Copy the e-mail addresses of the selected people, one list for a To line."""
        ids = self.people.list.selected_ids()
        language = self._ui.language

        def copy(people: dict[int, Person]) -> None:
            found = [person.emails[0].address for number in ids if (person := people.get(number)) and person.emails]
            if found:
                QGuiApplication.clipboard().setText(", ".join(found))
            told = language.count("{n} e-mail address copied.", "{n} e-mail addresses copied.", len(found))
            without = len(ids) - len(found)
            if without:
                told = f"{told} {language.tr('{n} without one.', n=without)}"
            self._ui.notify(told, None)

        self._ui.jobs.database.run(lambda: self._contacts.people_by_ids(ids), copy, owner=self)

    def log_contact(self) -> None:
        """Open the form of a meeting with the person on show."""
        number = self.people.list.current_id()
        if number is not None and self._log_contact is not None:
            self._log_contact(number)

    def open_organizations(self, select: int = 0) -> None:
        """Open the tree of all organizations."""
        self._ui.ask.form(OrganizationsDialog(self._ui, self.words, self._contacts, select))

    def new_organization(self) -> None:
        """Open the form of a new organization."""
        one = Organization(name=Bilingual(), marking=self.words.profile().default_marking)

        def opened(houses: Sequence[Organization]) -> None:
            self._ui.ask.form(organization_dialog(self._ui, self.words, self._contacts, one, houses))

        self._ui.jobs.database.run(self._contacts.organizations, opened, owner=self)

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.people.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.people.search.selectAll()

    def context_menu(self) -> QMenu:
        """Return what can be done with the selected people."""
        ui, tr = self._ui, self._ui.language.tr
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(self.people.list.selected_ids()) == 1:
            menu.addAction(ui.icons.icon("pencil"), f"{tr('Edit')}\tF2", self.edit_current)
            if self._log_contact is not None:
                menu.addAction(ui.icons.icon("phone-outgoing"), f"{tr('Log contact')}\tL", self.log_contact)
            menu.addSeparator()
        menu.addAction(ui.icons.icon("mail"), tr("Copy e-mail addresses"), self.copy_emails)
        menu.addAction(ui.icons.icon("copy"), f"{tr('Copy as text')}\tCtrl+C", self.people.list.copy_rows)
        menu.addSeparator()
        menu.addAction(ui.icons.icon("trash-2", "red"), f"{tr('Delete')}\tDel", self.delete_selected)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters outside text fields: L logs a contact, / goes to the filter; Esc steps back to the list."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key == Qt.Key.Key_L and self._log_contact is not None:
            self.log_contact()
        elif event.text() == "/":
            self.focus_search()
        elif plain and key == Qt.Key.Key_Escape and not self.people.list.hasFocus():
            self.people.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the right pane under the person where there is no room for it."""
        super().resizeEvent(event)
        folded = self.width() < NARROW
        if folded == self.side.isHidden():
            return
        self.side.setHidden(folded)
        if self._dossier is not None:
            self._show(self._dossier)

    def _connect(self) -> None:
        people, view = self.people, self.view
        people.new_wanted.connect(self.new_record)
        people.organization_wanted.connect(self.new_organization)
        people.organizations_wanted.connect(self.open_organizations)
        people.list.opened.connect(lambda _: self.edit_current())
        people.list.menu_wanted.connect(lambda _, at: self.context_menu().popup(at))
        people.list.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        people.listed.connect(self._on_listed)
        view.edit_wanted.connect(self.edit_current)
        view.log_wanted.connect(self.log_contact)
        view.menu_wanted.connect(lambda at: self.context_menu().popup(at))
        view.post_wanted.connect(lambda: self.edit_current(_to_new_post))
        view.interval_chosen.connect(self._on_interval)
        self.splitter.splitterMoved.connect(lambda *_: self._keep_panes())
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, holder, act in (
            (Qt.Key.Key_F2, self, self.edit_current),
            (Qt.Key.Key_F6, self, lambda: self._next_pane(1)),
            (QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F6), self, lambda: self._next_pane(-1)),
            (Qt.Key.Key_Delete, people.list, self.delete_selected),
            (QKeySequence.StandardKey.Find, self, self.focus_search),
        ):
            shortcut = QShortcut(QKeySequence(keys), holder)
            shortcut.setContext(context)
            shortcut.activated.connect(act)

    def _touched(self, changes: ChangeSet) -> bool:
        return self._dossier is not None and self._dossier.person.id in changes.ids.get(PERSON, frozenset())

    def _on_listed(self) -> None:
        """Find the place again in another listing: the person who was asked for, else somebody."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._show_person(wanted)
        elif self.people.list.current_id() is None:
            self.people.list.select_first()
        self._on_selection()

    def _on_selection(self) -> None:
        ids = self.people.list.selected_ids()
        if len(ids) > 1:
            self.several.show_count(len(ids))
            self._show_nobody(self.several)
        elif not ids:
            self._show_nobody(self.nobody)
        elif self._outdated or self._dossier is None or self._dossier.person.id != ids[0]:
            self._outdated = False
            self._read(ids[0])

    def _show_nobody(self, instead: QWidget) -> None:
        self._dossier = None
        self.middle.setCurrentWidget(instead)
        self.side.show_content(QWidget())

    def _read(self, number: int) -> None:
        contacts = self._contacts

        def read() -> Dossier | None:
            try:
                person = contacts.person(number)
            except NotFoundError:
                return None
            houses = contacts.organizations_by_ids({post.organization_id for post in person.posts} - {0})
            return Dossier(
                person, contacts.history_with(number, _MANY_MEETINGS), houses, contacts.names_of(_named(person))
            )  # fmt: skip

        self._ui.jobs.database.run(read, self._show, ticket_key=f"person {id(self)}", owner=self)

    def _show(self, dossier: Dossier | None) -> None:
        if dossier is None or self.people.list.selected_ids() != [dossier.person.id]:
            return
        self._dossier = dossier
        content = side_content(self._ui, self.words, dossier, self._panels, lambda: self.edit_current(_to_notes))
        folded = self.side.isHidden()
        self.view.show_dossier(dossier, content if folded else None)
        if not folded:
            self.side.show_content(content)
        self.middle.setCurrentWidget(self.view)

    def _show_person(self, number: int) -> None:
        if not self.people.list.select_id(number) and self.people.shown_filter != PersonFilter():
            self._wanted = number
            self.people.clear()

    def _open_form(self, person: Person, then: Callable[[PersonForm], None] | None = None) -> None:
        def opened(read: tuple[Sequence[Organization], dict[int, str]]) -> None:
            known = {house.id: house for house in read[0]}
            form = PersonForm(self._ui, self.words, self._contacts, known, read[1])
            dialog = PersonDialog(self._ui, self._contacts, form, person, self._on_saved)
            if then is not None:
                dialog.begin_at = lambda: then(form)
            self._ui.ask.form(dialog)

        contacts = self._contacts
        self._ui.jobs.database.run(
            lambda: (contacts.organizations(), contacts.names_of(_named(person))), opened, owner=self
        )

    def _on_saved(self, person: Person) -> None:
        self._reload_at(person.id)

    def _reload_at(self, number: int) -> None:
        self._wanted = number
        self.people.reload()

    def _on_interval(self, days: int) -> None:
        if self._dossier is not None:
            changed = replace(self._dossier.person, cadence_days=days)
            self._ui.jobs.database.run(lambda: self._contacts.save(changed), owner=self)

    def _restore(self, ids: Sequence[int]) -> None:
        self._ui.jobs.database.run(lambda: self._contacts.restore(ids), lambda _: self._reload_at(ids[0]), owner=self)

    def _next_pane(self, step: int) -> None:
        panes: list[QWidget] = [self.people.list, self.view]
        if not self.side.isHidden():
            panes.append(self.side)
        focus = QGuiApplication.focusObject()
        owners: list[QWidget] = [self.people, self.middle, self.side]
        here = next(
            (n for n, owner in enumerate(owners) if isinstance(focus, QWidget) and owner.isAncestorOf(focus)), -1
        )
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keep_panes(self) -> None:
        if not self.side.isHidden():
            self._ui.memory.keep_splitter("contacts/panes", self.splitter)


def _named(person: Person) -> set[int]:
    """Return the ids of the contacts a person names."""
    return {one.contact_id for one in person.assistants} - {0}


def _to_new_post(form: PersonForm) -> None:
    form.posts.add_row().setFocus(Qt.FocusReason.OtherFocusReason)
    form.ensureWidgetVisible(form.posts)


def _to_notes(form: PersonForm) -> None:
    notes = form.field("notes")
    notes.setFocus(Qt.FocusReason.OtherFocusReason)
    form.ensureWidgetVisible(notes)


def make_page(
    contacts: Contacts, ui: Ui, profile: Callable[[], DeskProfile], *,
    panels: Sequence[Panel] = (), log_contact: Callable[[int], None] | None = None,
) -> ContactsPage:  # fmt: skip
    """Return the contacts page."""
    return ContactsPage(contacts, ui, profile, panels=panels, log_contact=log_contact)
