"""A list with the record it is on beside it: narrowed, sorted, read a page at a time, and everything reached by keys.

A capability's pane gives what it lists (``Listed``), the view beside it, and what can be done with records; the rest is here.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QStyledItemDelegate, QVBoxLayout, QWidget

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, hairline
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.foundation.qt.whole import WholeView
from liaison_desk.foundation.qt.windowed import WindowedModel
from liaison_desk.screens.narrowing import Narrow, NarrowingBar

if TYPE_CHECKING:
    from liaison_desk.foundation.qt.board import Board

Line = TypeVar("Line")
Wanted = TypeVar("Wanted")
SIZES: Final = (880, 380)
"""How wide the list and the record beside it are at first."""
_NARROW: Final = 960  # a pane narrower than this has no room for the record beside the table


@dataclass(frozen=True, slots=True)
class Listed(Generic[Line, Wanted]):
    """What a pane lists. ``kind`` is the records' kind, ``key`` what is remembered of the pane is kept under.

    ``listing`` and ``lines`` run on the database lane. ``spoken`` is what a screen reader says of a line, ``called`` its title. ``hint`` stands in the filter, ``new`` on the first button, ``empty`` and ``nothing``
    where there is no record at all or none that matches, ``all_of_them`` on the button that widens; ``counted`` says how many there are, ``gone`` that the record asked
    for is not there any more, ``deleted`` what the toast says.
    """

    kind: str
    key: str
    name: str
    columns: Sequence[Column[Line]]
    listing: Callable[[Wanted, Sort[Any]], Listing]
    lines: Callable[[Sequence[int]], Mapping[int, Line]]
    spoken: Callable[[Line], str]
    called: Callable[[Line], str]
    sort: Sort[Any]
    none: Wanted
    narrows: Sequence[Narrow]
    hint: str
    new: str
    empty: str
    nothing: str
    all_of_them: str
    gone: str
    counted: Callable[[int], str]
    deleted: Callable[[int], str]
    row_height: int = Size.ROW_TWO_LINE


class ListPane(QWidget, Generic[Line, Wanted]):
    """The pane. Subclasses read and show one record whole, and do what can be done with records."""

    TABLE: ClassVar[type[RecordTable]] = RecordTable

    def __init__(
        self, ui: Ui, listed: Listed[Line, Wanted], view: WholeView, undo: Callable[[], object], *, sizes: tuple[int, int] = SIZES
    ) -> None:  # fmt: skip
        super().__init__()
        self.ui = ui
        self.listed = listed
        self.view = view
        self._undo = undo
        self._shown = 0
        self._wanted = 0  # the record that shall be shown once the list is there
        self._sort = ui.memory.sort(f"{listed.key}/sort", listed.sort)
        self.bar = self.make_bar()
        self.strip = MessageStrip(ui)
        self.model: WindowedModel[Line] = WindowedModel(
            ui.jobs.database, listed.lines, listed.spoken, listed.columns, self
        )
        self.table = self.TABLE(
            ui, self.model, listed.name, memory_key=f"{listed.key}/columns", sort=self._sort, on_sort=self.set_sort,
            row_height=listed.row_height,
        )  # fmt: skip
        if (cells := self.make_cells()) is not None:
            self.table.setItemDelegate(cells)
        self.empty = EmptyState(ui, listed.empty, listed.new, self.begin_first)
        self.nothing = EmptyState(ui, listed.nothing, listed.all_of_them, self.show_all)
        self.stack = QStackedWidget()
        surface(self.stack, "surf")
        for widget in (self.table, self.empty, self.nothing):
            self.stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (self.bar, hairline(ui), self.strip):
            outer.addWidget(part)
        self.panes = Panes(ui, f"{listed.key}/panes", ((self.stack, 420), (self.view, 300)), sizes, narrow=_NARROW)
        outer.addWidget(self.panes, 1)
        surface(self, "win")
        self.strip.hide()
        self._connect()

    def make_bar(self) -> NarrowingBar[Wanted]:
        """Return the line above the list."""
        listed = self.listed
        return NarrowingBar(self.ui, listed.none, listed.narrows, listed.hint, new=listed.new, counted=listed.counted)

    def make_cells(self) -> QStyledItemDelegate | None:
        """Return what paints the cells; None paints their words."""
        return None

    @abstractmethod
    def read_whole(self, number: int) -> Any:
        """Return what the view beside shows of a record; on the database lane. Raises NotFoundError."""

    @abstractmethod
    def show_whole(self, whole: Any) -> None:
        """Show what was read in the view beside."""

    @abstractmethod
    def new_record(self) -> None:
        """Open the form of a new record."""

    def begin_first(self) -> None:
        """Do what the button says where there is no record yet."""
        self.new_record()

    @abstractmethod
    def edit(self, number: int) -> None:
        """Open the form of a record."""

    @abstractmethod
    def delete_all(self, ids: Sequence[int]) -> None:
        """Put records into the trash; on the database lane."""

    def may_delete(self, ids: Sequence[int]) -> bool:
        """Tell whether the menu offers to delete these: a list of several kinds may show what is deleted elsewhere."""
        del ids
        return True

    def add_acts(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Add to the menu of the selected records what can be done with them beside editing and deleting."""

    def press(self, event: QKeyEvent) -> bool:
        """Do what a single key outside text fields means here; false for one that means nothing."""
        del event
        return False

    def refresh(self) -> None:
        """Read again what is shown."""
        wanted, sort, listed = self.bar.wanted(), self._sort, self.listed
        self.read(lambda: listed.listing(wanted, sort), self._show_found)

    def read(self, work: Callable[[], Any], show: Callable[[Any], None]) -> None:
        """Read what is listed on the database lane, and show it unless it was asked for anew meanwhile."""
        self.ui.jobs.database.run(
            work, show, self.strip.show_error, ticket_key=f"{self.listed.key} {id(self)}", owner=self
        )

    def refresh_lines(self) -> None:
        """Read the lines in sight again, and the record beside."""
        self.model.refresh(self.model.listing.ids)

    def changed(self, changes: ChangeSet) -> None:
        """Read again what changes of what is shown touch: all of it, where the pane does not know better."""
        del changes
        self.refresh()

    def reveal(self, ref: RecordRef | int) -> None:
        """Show a record, whatever the list is narrowed to."""
        self._wanted = ref if isinstance(ref, int) else ref.id
        self.refresh()

    def show_all(self) -> None:
        """Take all narrowing away."""
        self.bar.widen()
        self.refresh()

    def set_sort(self, sort: Sort[Any]) -> None:
        """Order the records otherwise, and remember it."""
        self._sort = sort
        self.ui.memory.keep_sort(f"{self.listed.key}/sort", sort)
        self.refresh()

    @property
    def records(self) -> "RecordTable | Board[Any, Any]":
        """What holds the records on show."""
        return self.table

    def current_id(self) -> int | None:
        """Return the record the keyboard is on."""
        return self.records.current_id()

    def selected_ids(self) -> list[int]:
        """Return the records that are selected, in the order of the list."""
        return self.records.selected_ids()

    def line_of(self, number: int) -> Line | None:
        """Return the line of a record as far as it was read; None where it was not, or is not in the list."""
        row = self.model.row_of(number)
        return self.model.line_at(self.model.index(row, 0)) if row >= 0 else None

    def ref_of(self, number: int) -> RecordRef:
        """Return a record of the list by what it is called there."""
        line = self.line_of(number)
        return RecordRef(self.listed.kind, number, self.listed.called(line) if line is not None else "")

    def in_hand(self) -> RecordRef | None:
        """Return the record the keyboard is on."""
        number = self.current_id()
        return self.ref_of(number) if number is not None else None

    def edit_current(self) -> None:
        """Open the form of the record the keyboard is on."""
        if (number := self.current_id()) is not None:
            self.edit(number)

    def delete(self, ids: Sequence[int]) -> None:
        """Put records into the trash; the toast takes them out again."""
        if ids:
            said = self.listed.deleted(len(ids))
            self.run(lambda: self.delete_all(ids), lambda _: self.tell(said, ids[0]))

    def delete_selected(self) -> None:
        """Put the selected records into the trash."""
        self.delete(self.selected_ids())

    def run(self, work: Callable[[], Any], done: Callable[[Any], object] | None = None) -> None:
        """Do something on the database lane; an error is shown in the pane."""

        def arrived(result: Any) -> None:
            self.strip.hide()
            if done is not None:
                done(result)

        self.ui.jobs.database.run(work, arrived, self.strip.show_error, owner=self)

    def tell(self, said: str, back: int = 0) -> None:
        """Say in a toast what was done, with a button that takes it back; the keyboard is then ``back`` on a record, if one is given."""

        def undone(_: object) -> None:
            if back and self.isVisible():
                self._wanted = back
                self.refresh()

        self.ui.notify(said, lambda: self.run(self._undo, undone))

    def copy_rows(self) -> None:
        """Copy the selected records as lines of words."""
        self.records.copy_rows()

    def context_menu(self, ids: Sequence[int]) -> QMenu:
        """Return what can be done with the selected records."""
        icon, tr = self.ui.icons.icon, self.ui.language.tr
        menu = popup_menu(self)
        if len(ids) == 1:
            menu.addAction(icon("pencil"), f"{tr('Edit')}\tF2", self.edit_current)
        self.add_acts(menu, ids)
        menu.addSeparator()
        menu.addAction(icon("copy"), f"{tr('Copy rows')}\tCtrl+C", self.copy_rows)
        delete = menu.addAction(icon("trash-2", "red"), f"{tr('Delete')}\tDel", lambda: self.delete(ids))
        delete.setEnabled(self.may_delete(ids))
        return menu

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def take_focus(self) -> None:
        """Put the keyboard on the records, or into the filter where there are none."""
        if self.stack.currentWidget() is not self.records:
            self.bar.search.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.current_id() is None:
            self.records.select_first()
        self.records.take_focus()

    def next_part(self, step: int) -> bool:
        """Put the keyboard into the next part of the pane, or the one before; false at either end."""
        parts: list[QWidget] = [self.bar, self.stack, *([] if self.view.isHidden() else [self.view])]
        here = part_in_hand(parts)
        if here < 0 or not 0 <= here + step < len(parts):
            return False
        there = parts[here + step]
        if there is self.stack:
            self.take_focus()
        else:
            (self.bar.search if there is self.bar else there).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the list."""
        super().focusInEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys outside text fields: / goes to the filter, Esc steps back to the list; the pane has its own."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.text() == "/":
            self.focus_search()
        elif plain and event.key() == Qt.Key.Key_Escape and self._steps_back():
            self.take_focus()
        elif not (plain and self.press(event)):
            super().keyPressEvent(event)

    def _steps_back(self) -> bool:
        """Tell whether there are records for the keyboard to step back to: it is not on them."""
        shown, focus = self.stack.currentWidget(), self.focusWidget()
        if shown is None or shown in {self.empty, self.nothing}:
            return False
        return shown is not focus and not (focus is not None and shown.isAncestorOf(focus))

    def _connect(self) -> None:
        bar, table = self.bar, self.table
        bar.changed.connect(self.refresh)
        bar.search.left_for_list.connect(self.take_focus)
        bar.new_button.clicked.connect(lambda _: self.new_record())
        table.opened.connect(lambda _: self.edit_current())
        table.menu_wanted.connect(self._popup_menu)
        table.current_changed.connect(self._on_current)
        on_keys(self, Qt.Key.Key_F2, self.edit_current)
        on_keys(table, Qt.Key.Key_Delete, self.delete_selected)

    def _popup_menu(self, ids: Sequence[int], at: QPoint) -> None:
        if len(ids) == 1:  # what a menu does to one record is done to the one in hand
            self.records.select_id(ids[0])
        self.context_menu(ids).popup(at)

    def _show_found(self, listing: Listing) -> None:
        self.model.set_listing(listing)
        self._show_count(len(listing))

    def _show_count(self, count: int) -> None:
        """Show the records that were found, or that there are none, and the one that is in hand."""
        self.bar.show_count(count)
        self.stack.setCurrentWidget(self.records if count else self.nothing if self._hides() else self.empty)
        if self._wanted and not self._reveal_wanted():
            return  # it is read again, without what hides it
        if self.current_id() is None:
            self.records.select_first()
        self._on_current(self.current_id())

    def _hides(self) -> bool:
        """Tell whether there may be records that the list is narrowed to hide."""
        return self.bar.narrowing()

    def _reveal_wanted(self) -> bool:
        """Bring the wanted record into sight; false when the list has to be read again without its narrowing."""
        if self.records.select_id(self._wanted):
            self.records.take_focus()
        elif self.bar.narrowing():
            self.show_all()
            return False
        else:
            self.strip.show_error(NotFoundError(self.listed.gone))
        self._wanted = 0
        return True

    def _on_current(self, number: int | None) -> None:
        # Until the record is read, a click beside the list would mean another one than is seen there.
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, number not in {self._shown, None})
        if number is None:
            self._shown = 0
            self.view.show_nothing()
            return

        def read() -> Any:
            try:
                return self.read_whole(number)
            except NotFoundError:
                return None

        def show(whole: Any) -> None:
            if whole is not None and number == self.current_id():
                self._shown = number
                self.show_whole(whole)
                self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)

        self.ui.jobs.database.run(
            read, show, self.strip.show_error, ticket_key=f"{self.listed.key} one {id(self)}", owner=self
        )
