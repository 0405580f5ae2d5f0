"""The list pane: count, order, filter words and chips, and the people themselves, grouped by organization."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Facets, PersonFilter, PersonLine, PersonSort, SavedSearch
from liaison_desk.contacts.rules.validity import Neglect, neglect
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.searches import Counted
from liaison_desk.contacts.ui.narrowing import NarrowingBar
from liaison_desk.contacts.ui.strip import IndexStrip, letters_for
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.qt.buttons import IconButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.menus import choice_menu, open_below, popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, Text
from liaison_desk.foundation.qt.rows import TwoLine, TwoLineDelegate
from liaison_desk.foundation.qt.tables import RecordList
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.windowed import WindowedModel

_OWN_KEYS = frozenset("jklJKL/ ")
NEGLECT_TONES = {Neglect.LATE: "amb", Neglect.OVERDUE: "red"}


class PeoplePane(QWidget):
    """The left pane. The page connects its signals; the pane itself reads only lists."""

    listed = Signal()
    """Another listing is on show."""
    new_wanted = Signal()
    organization_wanted = Signal()
    organizations_wanted = Signal()
    save_wanted = Signal()
    """Keep the present filter under a name."""

    def __init__(
        self, contacts: Contacts, ui: Ui, words: Words, searches: Callable[[], Sequence[Counted]] | None = None
    ) -> None:
        super().__init__()
        self._searches = searches
        self._saves = searches is not None
        self._contacts = contacts
        self._ui = ui
        self._words = words
        self._facets = Facets()
        self._known = False
        self._filter = PersonFilter()
        self._sort = self._remembered_sort()
        self._late_sort = PersonSort.NEGLECT
        """The order while only those overdue are shown: the most neglected first, until another is chosen."""
        tr = ui.language.tr
        self.model = WindowedModel(ui.jobs.database, contacts.lines, self._spoken)
        self.list = PeopleList(
            ui, self.model, TwoLineDelegate(ui, self._row, Size.ROW_CONTACT), ui.language.tr("Contacts")
        )
        self.strip = IndexStrip(ui)
        self.strip.chosen.connect(self._go_to_place)
        self.search = FilterLine(ui, tr("Filter by name, post, number, tag"))
        self.search.setAccessibleName(tr("Filter contacts"))
        self.search.left_for_list.connect(self._go_to_list)
        self.search.words_changed.connect(lambda words: self._narrow(replace(self._filter, words=words)))
        self._empty = EmptyState(ui, tr("No contacts yet."), tr("New contact"), self.new_wanted.emit)
        self._nothing = EmptyState(ui, tr("No contact matches."), tr("Show all contacts"), self.clear)
        self._stack = QStackedWidget()
        self._shown = QWidget()
        side_by_side = QHBoxLayout(self._shown)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.setSpacing(0)
        side_by_side.addWidget(self.list, 1)
        side_by_side.addWidget(self.strip)
        self.similar = Text(ui, tr("No exact match; similar names:"), Size.SECONDARY, tone="t2")
        self.similar.setContentsMargins(20, 4, 12, 6)
        self.similar.hide()
        for widget in (self._shown, self._empty, self._nothing):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_head())
        layout.addWidget(self.similar)
        layout.addWidget(self._stack, 1)
        self._show_chips()

    @property
    def shown_filter(self) -> PersonFilter:
        """What the list is narrowed to."""
        return self._filter

    @property
    def sort(self) -> PersonSort:
        """The order of the list."""
        return self._late_sort if self._filter.overdue else self._sort

    def reload(self) -> None:
        """Read the ids and counts again; ``listed`` tells when they are on show. What saved searches find follows."""
        self._known = False
        self._read_list()
        if self._searches is not None:
            self._ui.jobs.database.run(self._searches, self.bar.show_searches, ticket_key=f"searches {id(self)}")

    def _read_list(self) -> None:
        """Read the ids; the counts only when records changed, for typing a filter does not change them."""
        wanted, sort, code = self._filter, Sort(self.sort), self._words.code
        known = self._facets if self._known else None
        self._ui.jobs.database.run(
            lambda: (self._contacts.people(wanted, sort, code), known or self._contacts.facets()),
            lambda answer: self.show_listing(*answer),
            ticket_key=f"people {id(self)}",
            owner=self,
        )

    def clear(self) -> None:
        """Take all narrowing away."""
        self.search.empty()
        self._narrow(PersonFilter())

    def set_sort(self, sort: PersonSort) -> None:
        """Order the list otherwise, and remember it; the order of those overdue is for this once."""
        if self._filter.overdue:
            self._late_sort = sort
        else:
            self._sort = sort
            self._ui.memory.keep("contacts/sort", sort.value)
        self._narrow(self._filter)

    def narrow_to(self, wanted: PersonFilter) -> None:
        """Narrow the list as a filter says; its words come into the line above."""
        self.search.show_words(wanted.words)
        self._narrow(wanted)

    def take_search(self, search: SavedSearch) -> None:
        """Show what a saved search finds, in its order."""
        if search.wanted.overdue:
            self._late_sort = search.sort
        else:
            self._sort = search.sort
        self.narrow_to(search.wanted)

    def as_search(self) -> SavedSearch:
        """Return what the list shows as a search that may be kept; its words are its first name."""
        return SavedSearch(name=self._filter.words or self._filter.tag, wanted=self._filter, sort=self.sort)

    def type_to_find(self, text: str) -> None:
        """Begin to find with what was typed over the list."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(text)

    def narrow_to_nation(self, code: str) -> None:
        """Show only people of a nation; empty for all."""
        self._narrow(replace(self._filter, nation=code))

    def narrow_to_tag(self, tag: str) -> None:
        """Show only people with a tag; empty for all."""
        self._narrow(replace(self._filter, tag=tag))

    def _make_head(self) -> QWidget:
        ui, tr = self._ui, self._ui.language.tr
        head = QWidget()
        outer = QVBoxLayout(head)
        outer.setContentsMargins(20, 12, 12, 12)
        outer.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(4)
        self.count = Text(ui, "", Size.SUBJECT, tone="t3", tabular=True)
        top.addWidget(Text(ui, tr("Contacts"), Size.TITLE, SEMIBOLD))
        top.addSpacing(6)
        top.addWidget(self.count)
        top.addStretch(1)
        self.sort_button = IconButton(ui, "arrow-up-down", tr("Order of the list"), act=self._open_sort_menu)
        self.new_button = PrimaryButton(ui, tr("New"), icon="plus", act=self.new_wanted.emit)
        self.new_button.setToolTip(tr("New contact (Ctrl+N)"))
        self.more: list[tuple[str, str, Callable[[], object]]] = []
        """Further acts of the menu: words, icon, what it does."""
        self.more_button = IconButton(ui, "chevron-down", tr("New organization and more"), act=self._open_new_menu)
        self.filter_button = IconButton(ui, "list-filter", tr("Filter"), act=self._open_filter_menu)
        top.addWidget(self.filter_button)
        top.addWidget(self.sort_button)
        top.addWidget(self.new_button)
        top.addWidget(self.more_button)
        outer.addLayout(top)
        search_row = QHBoxLayout()
        search_row.setContentsMargins(0, 0, 8, 0)
        search_row.addWidget(self.search)
        outer.addLayout(search_row)
        self.bar = NarrowingBar(ui, self._words, self._contacts, saves=self._saves)
        self.bar.wanted.connect(self.narrow_to)
        self.bar.search_wanted.connect(self.take_search)
        self.bar.save_wanted.connect(self.save_wanted)
        self.group_chip, self.overdue_chip = self.bar.group_chip, self.bar.overdue_chip
        self.nation_chip, self.tag_chip = self.bar.nation_chip, self.bar.tag_chip
        self.group_chip.clicked.connect(self._on_group)
        outer.addWidget(self.bar)
        return head

    def _narrow(self, wanted: PersonFilter) -> None:
        if not wanted.overdue and self._filter.overdue:
            self._late_sort = PersonSort.NEGLECT
        self._filter = wanted
        self._show_chips()
        self._read_list()

    def show_listing(self, listing: Listing, facets: Facets) -> None:
        """Show what was read: the people, and what they can be narrowed to."""
        self._facets, self._known = facets, True
        tr = self._ui.language.tr
        named = tuple(
            group if group.label or group.label_native else replace(group, label=tr("Without an organization"))
            for group in listing.groups
        )
        doubled = tuple(
            replace(group, label_native="") if group.label == group.label_native else group for group in named
        )
        self.model.set_listing(replace(listing, groups=doubled))
        self._show_index(listing)
        self.similar.setVisible(listing.fuzzy and len(listing) > 0)
        narrowed = self._filter != PersonFilter()
        self.count.set_text(f"{len(listing)} / {facets.people}" if narrowed else str(facets.people))
        self._stack.setCurrentWidget(self._shown if len(listing) else self._nothing if narrowed else self._empty)
        self._show_chips()
        self.listed.emit()

    def _show_chips(self) -> None:
        self.bar.show_filter(self._filter, self._facets, self.sort)

    def _show_index(self, listing: Listing) -> None:
        by_letter = self.sort in {PersonSort.NAME, PersonSort.READING}
        letters = letters_for(self._words.code, by_reading=self.sort is PersonSort.READING)
        self.strip.show_index(letters, listing.groups if by_letter else ())

    def _go_to_place(self, place: int) -> None:
        """Bring a person to the top of the list, with the heading above him."""
        key = self.model.listing.ids[place]
        if self.list.select_id(key):
            row = self.model.row_of(key)
            self.list.scrollTo(self.model.index(max(0, row - 1), 0), PeopleList.ScrollHint.PositionAtTop)

    def _row(self, line: PersonLine) -> TwoLine:
        words = self._words
        native, latin, reading = line.name.native(), line.name.latin(), line.name.reading()
        state = neglect(line.last_contact, line.cadence_days, words.today(), line.known_since)
        age = words.ago(line.last_contact) or (words.language.tr("Never") if line.cadence_days else "")
        first = native if words.code == "ja" and native else latin or native
        second = (latin if first == native else native) if latin and native else ""
        meta = [words.best(line.title), reading] if reading else [line.service, words.best(line.title)]
        return TwoLine(
            first or words.language.tr("Without a name"),
            " · ".join(part for part in meta if part),
            prefix=words.rank(line),
            native=second,
            right=age,
            right_tone=NEGLECT_TONES.get(state, "t3"),
            right_meta=words.language.tr("Moved") if line.moved else "",
            strong=True,
        )

    def _spoken(self, line: PersonLine) -> str:
        row = self._row(line)
        return ", ".join(
            part
            for part in (f"{row.prefix} {row.title}".strip(), row.native, row.meta, row.right, row.right_meta)
            if part
        )

    def _on_group(self) -> None:
        self.set_sort(PersonSort.NAME if self.sort is PersonSort.ORGANIZATION else PersonSort.ORGANIZATION)

    def _go_to_list(self) -> None:
        if self.list.current_id() is None:
            self.list.select_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_sort_menu(self) -> None:
        open_below(self.sort_menu(), self.sort_button)

    def _open_filter_menu(self) -> None:
        open_below(self.bar.more_menu(), self.filter_button)

    def sort_menu(self) -> QMenu:
        """Return the menu of orders, the present one ticked."""
        tr = self._ui.language.tr
        orders = (
            (PersonSort.ORGANIZATION, tr("By organization")),
            (PersonSort.NAME, tr("By name")),
            (PersonSort.READING, tr("By reading, 五十音順")),
            (PersonSort.PRECEDENCE, tr("By precedence")),
            (PersonSort.NEGLECT, tr("Most neglected first")),
            (PersonSort.CHANGED, tr("In the order of changes")),
        )
        return choice_menu(self, orders, self.sort, self.set_sort)

    def _open_new_menu(self) -> None:
        tr = self._ui.language.tr
        menu = popup_menu(self)
        menu.addAction(self._ui.icons.icon("user-plus"), tr("New contact"), self.new_wanted.emit)
        menu.addAction(self._ui.icons.icon("building-2"), tr("New organization"), self.organization_wanted.emit)
        menu.addSeparator()
        menu.addAction(self._ui.icons.icon("list-tree"), tr("All organizations…"), self.organizations_wanted.emit)
        for words, icon, act in self.more:
            menu.addAction(self._ui.icons.icon(icon), words, act)
        open_below(menu, self.new_button)

    def _remembered_sort(self) -> PersonSort:
        try:
            return PersonSort(self._ui.memory.text("contacts/sort", PersonSort.ORGANIZATION.value))
        except ValueError:
            return PersonSort.ORGANIZATION


class PeopleList(RecordList):
    """The list: rows dragged out become cards, once they are written. ``Ctrl+C`` of several copies their lines."""

    drag_wanted = Signal(object)
    """Ids of the people being dragged; whoever makes their cards starts the drag."""

    def __init__(self, ui: Ui, model: WindowedModel[PersonLine], delegate: TwoLineDelegate, name: str) -> None:
        super().__init__(ui, model, delegate, name)
        self.setDragEnabled(True)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Say what is dragged."""
        del actions
        self.drag_wanted.emit(self.selected_ids())


def begins_finding(event: QKeyEvent) -> bool:
    """Tell whether a key over the list begins to find by name; the page's own letters do not."""
    text = event.text()
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return not held and text.isprintable() and bool(text.strip()) and text not in _OWN_KEYS
