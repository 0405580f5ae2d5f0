"""The contacts page: people at the left, one of them in the middle, what happened with him at the right."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.contacts.records import (
    DISTRIBUTION,
    ORGANIZATION,
    PERSON,
    SAVED_SEARCH,
    Organization,
    Person,
    PersonFilter,
)
from liaison_desk.contacts.rules.timeline import FIRST, Timeline
from liaison_desk.contacts.service import ATTACHMENT, Contacts
from liaison_desk.contacts.service.distributions import Distributions
from liaison_desk.contacts.service.merging import Merging
from liaison_desk.contacts.service.searches import SavedSearches
from liaison_desk.contacts.ui.acts import PeopleActs
from liaison_desk.contacts.ui.belongings import Belongings
from liaison_desk.contacts.ui.detail import Dossier, PersonView
from liaison_desk.contacts.ui.dialogs import PersonDialog
from liaison_desk.contacts.ui.further import further_acts
from liaison_desk.contacts.ui.inline import Change
from liaison_desk.contacts.ui.menus import PeopleMenus, Print
from liaison_desk.contacts.ui.outside import Outside
from liaison_desk.contacts.ui.people_list import PeoplePane, begins_finding
from liaison_desk.contacts.ui.person_form import PersonForm
from liaison_desk.contacts.ui.pictures import PhotoShelf
from liaison_desk.contacts.ui.searches import Recalling
from liaison_desk.contacts.ui.several import SeveralView
from liaison_desk.contacts.ui.side import Panel, SidePane, side_content
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.paint import EmptyState
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.style import surface

_TOLD = ("meeting", "event", "task")  # other capabilities' records that a timeline tells of
_ONLY_TOLD = {"event", "task"}  # and of which the list shows nothing
PANES = (344, 564, 336)
NARROW = 1100  # a page narrower than this has no room for three panes
_MANY_MEETINGS = 400
_NAMED = 4  # people named while several are selected


class ContactsPage(Page):
    """Lists, shows, adds, edits, deletes contacts.

    ``panels`` make what other capabilities show of a person in the right pane; ``log_contact`` opens the form of a
    meeting with him (without it there is no Log contact); ``timeline`` reads so many entries of a person's.
    """

    kinds = frozenset({PERSON, ORGANIZATION, ATTACHMENT, DISTRIBUTION, SAVED_SEARCH, *_TOLD})

    def __init__(
        self, contacts: Contacts, ui: Ui, profile: Callable[[], DeskProfile], *,
        panels: Sequence[Panel] = (), log_contact: Callable[[int], None] | None = None, outside: Outside | None = None,
        searches: SavedSearches | None = None, merging: Merging | None = None, print_people: Print | None = None,
        timeline: Callable[[int, int], Timeline] | None = None, distributions: Distributions | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui.changes)
        self._contacts = contacts
        self._ui = ui
        self._panels = tuple(panels)
        self._log_contact = log_contact
        self._timeline = timeline
        self.words = Words(ui.language, profile, ui.clock)
        self.search_hint = ui.language.tr("Filter by name, post, number, tag")
        self._dossier: Dossier | None = None
        self._outdated = False
        self._wanted: int | None = None
        self.people = PeoplePane(contacts, ui, self.words, searches.counted if searches is not None else None)
        self._recalling = Recalling(ui, self.people, searches) if searches is not None else None
        self.acts = PeopleActs(
            ui, self.words, contacts, self.people, self, outside=outside, restored=self._reload_at
        )  # fmt: skip
        undo = outside.undo if outside is not None else None
        self.belongings = Belongings(ui, contacts, self, self.acts.shelf, undo)
        self._photos = PhotoShelf(contacts.picture)
        self.menus = PeopleMenus(
            self, self.acts, ui, edit=self.edit_current, log=self.log_contact if log_contact is not None else None,
            print_people=print_people,
        )  # fmt: skip
        self.menus.further += further_acts(
            ui, self.words, contacts, self.people, merging, distributions, self._reload_at, undo
        )
        self.view = PersonView(ui, self.words, self._save_inline, logs=log_contact is not None)
        self.several = SeveralView(ui, self.menus.several())
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
        if changes is not None and changes.ids.keys() <= _ONLY_TOLD:
            self._on_selection()
            return
        self.people.reload()
        if changes is not None and PERSON in changes.ids:
            self.people.model.refresh(changes.ids[PERSON])

    def title(self) -> str:
        """Return the name of the person on show."""
        return self._dossier.person.name.full(self.words.code) if self._dossier is not None else ""

    def in_hand(self) -> RecordRef | None:
        """Return the person on show."""
        return RecordRef(PERSON, self._dossier.person.id) if self._dossier is not None else None

    def show_record(self, record_id: int) -> None:
        """Show a person, whatever the list is narrowed to."""
        self._reload_at(record_id)

    def show_other(self, ref: RecordRef) -> None:
        """Show what a saved search finds."""
        if self._recalling is not None:
            self._recalling.recall(ref.id)

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

    def log_contact(self) -> None:
        """Open the form of a meeting with the person on show."""
        number = self.people.list.current_id()
        if number is not None and self._log_contact is not None:
            self._log_contact(number)

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.people.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.people.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters outside text fields: L logs a contact, / goes to the filter; Esc steps back to the list."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key == Qt.Key.Key_L and self._log_contact is not None:
            self.log_contact()
        elif event.text() == "/":
            self.focus_search()
        elif self.people.list.hasFocus() and begins_finding(event):
            self.people.type_to_find(event.text())
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
        people.organization_wanted.connect(lambda: self._ui.open(RecordRef(ORGANIZATION, 0)))
        people.organizations_wanted.connect(lambda: self._ui.open(RecordRef("organizations", 0)))
        people.list.opened.connect(lambda _: self.edit_current())
        people.list.menu_wanted.connect(lambda _, at: self.menus.context_menu().popup(at))
        people.list.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        people.listed.connect(self._on_listed)
        people.list.drag_wanted.connect(self.acts.drag)
        view.edit_wanted.connect(self.edit_current)
        view.log_wanted.connect(self.log_contact)
        view.menu_wanted.connect(lambda at: self.menus.context_menu().popup(at))
        view.post_wanted.connect(lambda: self.edit_current(PersonForm.to_new_post))
        view.interval_chosen.connect(self._on_interval)
        view.edit_ended.connect(self._on_edit_ended)
        self.splitter.splitterMoved.connect(lambda *_: self._keep_panes())
        for keys, holder, act in (
            (Qt.Key.Key_F2, self, self._edit),
            (Qt.Key.Key_F6, self, lambda: self._next_pane(1)),
            (QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F6), self, lambda: self._next_pane(-1)),
            (Qt.Key.Key_Delete, people.list, self.acts.delete),
            (QKeySequence("Ctrl+Shift+C"), people.list, self.acts.copy_cards),
            (QKeySequence.StandardKey.Paste, people.list, self.acts.paste),
            (QKeySequence.StandardKey.Print, self, self.menus.print_selected),
            (QKeySequence.StandardKey.Find, self, self.focus_search),
        ):
            on_keys(holder, keys, act)

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
        if self._dossier is not None and ids != [self._dossier.person.id]:
            self.view.finish_editing()
        if len(ids) > 1:
            self.several.show_count(len(ids), self._first_names())
            self._show_nobody(self.several)
        elif not ids:
            self._show_nobody(self.nobody)
        elif self._outdated or self._dossier is None or self._dossier.person.id != ids[0]:
            self._outdated = False
            self._read(ids[0])

    def _first_names(self) -> list[str]:
        people = self.people
        rows = people.model.rows_of(people.list.selected_ids()[:_NAMED])
        lines = [people.model.line_at(people.model.index(row, 0)) for row in rows]
        return [line.name.full(self.words.code) for line in lines if line is not None]

    def _show_nobody(self, instead: QWidget) -> None:
        self._dossier = None
        self.middle.setCurrentWidget(instead)
        self.side.show_content(QWidget())

    def _read(self, number: int, entries: int = FIRST) -> None:
        contacts, timeline = self._contacts, self._timeline

        def read() -> Dossier | None:
            try:
                person = contacts.person(number)
            except NotFoundError:
                return None
            houses = contacts.organizations_by_ids({post.organization_id for post in person.posts} - {0})
            return Dossier(
                person, contacts.history_with(number, _MANY_MEETINGS), houses, contacts.names_of(_named(person)),
                self._photos.image(person.photo), contacts.files(person),
                timeline(number, entries) if timeline is not None else None,
            )  # fmt: skip

        self._ui.jobs.database.run(read, self._show, ticket_key=f"person {id(self)}", owner=self)

    def _show(self, dossier: Dossier | None) -> None:
        if dossier is None or self.people.list.selected_ids() != [dossier.person.id]:
            return
        if self.view.editing and self._dossier is not None and self._dossier.person.id == dossier.person.id:
            self._outdated = True  # what is being typed is not taken away; it is read again afterwards
            return
        self._dossier = dossier
        content = side_content(
            self._ui,
            self.words,
            dossier,
            self._panels,
            lambda: self.edit_current(PersonForm.to_notes),
            partial(self._read, dossier.person.id),
        )
        folded = self.side.isHidden()
        self.view.show_dossier(dossier, content if folded else None)
        if self.view.photo is not None and self.view.files is not None:
            self.belongings.serve_photo(self.view.photo, dossier.person)
            self.belongings.serve_files(self.view.files, dossier.person)
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

    def _save_inline(self, change: Change, text: str, refused: Callable[[str], None]) -> None:
        """Save a value that was edited where it stands; one undo takes it back."""
        if self._dossier is None:
            return
        person, view = self._dossier.person, self.view

        def here() -> bool:
            return self.people.list.selected_ids() == [person.id] and view.editing

        def saved(_: Person) -> None:
            if here():
                view.values = []
                self._read(person.id)
                view.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(error: Exception) -> None:
            words = self._ui.words(error)
            if here():
                refused(words)
            else:  # he is not on show any more: nothing was saved, and that is said
                self._ui.notify(words, None)

        self._ui.jobs.database.run(lambda: self._contacts.save(change(person, text)), saved, failed, owner=self)

    def _on_edit_ended(self) -> None:
        if self._outdated and self._dossier is not None:
            self._outdated = False
            self._read(self._dossier.person.id)

    def _edit(self) -> None:
        """F2: edit the value that has the keyboard where it stands, else open the form."""
        if not self.view.edit_focused():
            self.edit_current()

    def _on_interval(self, days: int) -> None:
        if self._dossier is not None:
            changed = replace(self._dossier.person, cadence_days=days)
            self._ui.jobs.database.run(lambda: self._contacts.save(changed), owner=self)

    def _next_pane(self, step: int) -> None:
        panes: list[QWidget] = [self.people.list, self.view]
        if not self.side.isHidden():
            panes.append(self.side)
        owners: list[QWidget] = [self.people, self.middle, self.side]
        panes[(part_in_hand(owners) + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keep_panes(self) -> None:
        if not self.side.isHidden():
            self._ui.memory.keep_splitter("contacts/panes", self.splitter)


def _named(person: Person) -> set[int]:
    """Return the ids of the contacts a person names."""
    return {one.contact_id for one in person.assistants} - {0}


def make_page(contacts: Contacts, ui: Ui, profile: Callable[[], DeskProfile], **others: Any) -> ContactsPage:
    """Return the contacts page; ``others`` are its optional parts."""
    return ContactsPage(contacts, ui, profile, **others)
