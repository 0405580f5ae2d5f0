"""The cadence board: people or posts beside their last and next engagement, the most neglected first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout

from liaison_desk.contacts.records import BILLET, PERSON, BoardLine, BoardSort, Facets
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.billets import Billets
from liaison_desk.contacts.service.relations import Relations
from liaison_desk.contacts.ui.board_head import NEGLECTED, BoardHead
from liaison_desk.contacts.ui.board_lines import BoardCells, BoardWords
from liaison_desk.contacts.ui.outside import WriteTable
from liaison_desk.contacts.ui.selected import SelectedActs
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.core.written import Written
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.targets import ask_target
from liaison_desk.foundation.qt.windowed import WindowedModel


class CadenceBoard(Page):
    """Shows the board. ``log_contact`` opens the form of a meeting with a person; ``write`` writes a table to a file."""

    kinds = frozenset({PERSON, "meeting", "event", "billet", "organization"})

    def __init__(
        self, relations: Relations, contacts: Contacts, billets: Billets, ui: Ui, profile: Callable[[], DeskProfile], *,
        log_contact: Callable[[int], None], write: WriteTable, undo: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui.changes)
        self._relations = relations
        self._contacts = contacts
        self._ui = ui
        self._log_contact = log_contact
        self._write = write
        self.words = Words(ui.language, profile, ui.clock)
        self._said = BoardWords(self.words)
        self._listed_posts = False
        self._sort: Sort[BoardSort] = ui.memory.sort("cadence/sort", NEGLECTED)
        self._facets: Facets | None = None
        tr = ui.language.tr
        self.head = BoardHead(ui, self.words, contacts, self.export)
        self.model: WindowedModel[BoardLine] = WindowedModel(
            ui.jobs.database, lambda ids: self._lines(ids, posts=self._listed_posts), self._said.spoken,
            self._said.columns(), self,
        )  # fmt: skip
        self.table = RecordTable(
            ui, self.model, tr("Cadence"), memory_key="cadence/columns", sort=self._sort, on_sort=self.set_sort
        )
        self.table.setItemDelegate(BoardCells(ui, self._said))
        self.acts = _BoardActs(self, ui, billets, undo)
        self.nothing = EmptyState(
            ui, tr("Nobody here. Set a contact interval for people or posts you must not lose sight of.")
        )
        self.unmatched = EmptyState(ui, tr("Nobody on the board matches."), tr("Show the whole board"), self.head.clear)
        self.stack = QStackedWidget()
        surface(self.stack, "surf")
        for widget in (self.table, self.nothing, self.unmatched):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.stack, 1)
        surface(self, "win")
        self._connect()

    @property
    def contacts(self) -> Contacts:
        """The people of the board."""
        return self._contacts

    @property
    def shows_posts(self) -> bool:
        """Whether the rows on show are posts."""
        return self._listed_posts

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the board again, and what it can be narrowed to, for records have changed."""
        del changes
        self._facets = None
        self.reload()

    def reload(self) -> None:
        """Read the order; what the board can be narrowed to only when it is not known."""
        known, sort, posts, code = self._facets, self._sort, self.head.of_posts, self.words.code
        wanted, unplanned = self.head.wanted(), self.head.unplanned

        def listed(late: bool, order: Sort[BoardSort]) -> Listing:
            asked = replace(wanted, overdue=True) if late else wanted
            if posts:
                return self._relations.posts(order, asked, unplanned=unplanned, language=code)
            return self._relations.people(asked, order, unplanned=unplanned, language=code)

        def read() -> tuple[Listing, int, Facets]:
            return listed(False, sort), len(listed(True, NEGLECTED)), known or self._contacts.facets()

        def show(found: tuple[Listing, int, Facets]) -> None:
            self._listed_posts = posts
            self._show(*found)

        self.head.show_chips(sort)
        self._ui.jobs.database.run(read, show, ticket_key=f"board {id(self)}", owner=self)

    def set_sort(self, sort: Sort[BoardSort]) -> None:
        """Order the board otherwise, and remember it."""
        self._sort = sort
        self._ui.memory.keep_sort("cadence/sort", sort)
        self.table.show_sort(sort)
        self.reload()

    def open_current(self, number: int) -> None:
        """Open the person of a row, or the post when it stands vacant."""
        line = self.model.line_at(self.table.currentIndex())
        if line is None or line.id != number:
            return
        if line.person is not None:
            self._ui.open(RecordRef(PERSON, line.person.id, line.person.name.full(self.words.code)))
        else:
            self._ui.open(RecordRef(BILLET, line.id, self.words.best(line.post)))

    def log_current(self) -> None:
        """Open the form of a meeting with the person of the row."""
        line = self.model.line_at(self.table.currentIndex())
        if line is not None and line.person is not None:
            self._log_contact(line.person.id)

    def export(self) -> None:
        """Ask for a format and a file, and write what the board shows there, in its order."""
        ids, posts, tr = self.model.listing.ids, self._listed_posts, self._ui.language.tr
        found = ask_target(self._ui, "cadence") if ids else None
        if found is None:
            return
        target = found[1]

        def write() -> Written:
            lines = self._lines(ids, posts=posts)
            rows = [self._said.cells(lines[id_]) for id_ in ids if id_ in lines]
            return self._write(target, tr("Cadence"), self._said.headings(), rows)

        def done(count: Written) -> None:
            self._ui.notify(count.said(self._ui.language, target.name), None)

        self._ui.jobs.database.run(write, done, owner=self)

    def interval_menu(self) -> QMenu:
        """Return the menu of intervals."""
        menu = popup_menu(self)
        self.acts.interval_menu(menu)
        return menu

    def context_menu(self) -> QMenu:
        """Return what can be done with the selected rows."""
        tr, icon = self._ui.language.tr, self._ui.icons.icon
        menu = popup_menu(self)
        number = self.table.current_id()
        if number is not None and len(self.acts.ids()) == 1:
            menu.addAction(icon("user"), tr("Open"), lambda: self.open_current(number))
            menu.addAction(icon("phone-outgoing"), f"{tr('Log contact')}\tL", self.log_current)
            menu.addSeparator()
        if not self._listed_posts:
            menu.addAction(icon("tag"), f"{tr('Tags…')}\tT", self.acts.ask_tags)
        self.acts.interval_menu(menu.addMenu(icon("repeat"), f"{tr('Meet every')}\tI"))
        menu.addSeparator()
        menu.addAction(icon("copy"), f"{tr('Copy as text')}\tCtrl+C", self.table.copy_rows)
        menu.addAction(icon("file-up"), tr("Export…"), self.export)
        return menu

    def _connect(self) -> None:
        self.head.changed.connect(self.reload)
        self.head.sort_wanted.connect(self.set_sort)
        self.table.opened.connect(self.open_current)
        self.table.menu_wanted.connect(lambda _, at: self.context_menu().popup(at))
        for keys, act in (("L", self.log_current), ("I", self._pop_intervals), ("T", self._ask_tags)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _pop_intervals(self) -> None:
        if self.acts.ids():
            place: QPoint = self.table.visualRect(self.table.currentIndex()).bottomLeft()
            self.interval_menu().popup(self.table.viewport().mapToGlobal(place))

    def _ask_tags(self) -> None:
        if not self._listed_posts:
            self.acts.ask_tags()

    def _lines(self, ids: Sequence[int], *, posts: bool) -> Mapping[int, BoardLine]:
        return self._relations.post_lines(ids) if posts else self._relations.lines(ids)

    def _show(self, listing: Listing, overdue: int, facets: Facets) -> None:
        self._facets = facets
        self.model.set_listing(listing)
        self.head.show_listing(len(listing), overdue, facets)
        self.head.export_button.setEnabled(len(listing) > 0)
        empty = self.unmatched if self.head.narrowed else self.nothing
        self.stack.setCurrentWidget(self.table if len(listing) else empty)
        if len(listing) and self.table.current_id() is None:
            self.table.select_first()


class _BoardActs(SelectedActs):
    """The acts on the selected rows; an interval may be that of posts."""

    def __init__(self, board: CadenceBoard, ui: Ui, billets: Billets, undo: Callable[[], object] | None) -> None:
        super().__init__(ui, board.words, board.contacts, board.table.selected_ids, board, undo)
        self._board = board
        self._billets = billets

    def _keep_interval(self, ids: Sequence[int], days: int) -> int:
        if self._board.shows_posts:
            return self._billets.set_interval(ids, days)
        return super()._keep_interval(ids, days)

    def _changed(self, count: int) -> str:
        if self._board.shows_posts:
            return self._ui.language.count("{n} post changed.", "{n} posts changed.", count)
        return super()._changed(count)
