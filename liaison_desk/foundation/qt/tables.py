"""Lists and tables of records over a windowed model, with the keys and the mouse the same everywhere.

Arrows or J/K move, Home and End go to either end, Enter or a double click opens, the Menu key or a right click asks for the menu, Ctrl+C copies rows.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from liaison_desk.foundation.core.formulas import guarded
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.columns import give_way
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.heading_line import HeadingLine
from liaison_desk.foundation.qt.place import ONLY_ROW, Place, nearest_record, selected_ids
from liaison_desk.foundation.qt.rows import CellDelegate, RowDelegate, TwoLineDelegate
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.foundation.qt.windowed import WindowedModel

_OPENING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
_NARROW = 100  # pixels below which a column gives nothing away
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
CursorAction = QAbstractItemView.CursorAction
_ENDS = {Qt.Key.Key_Home: CursorAction.MoveHome, Qt.Key.Key_End: CursorAction.MoveEnd}


class RecordView(QTableView):
    """What lists and tables do alike. A QTableView serves both, for it alone lays out 100,000 rows at once."""

    opened = Signal(int)
    """Enter or a double click on a record."""
    current_changed = Signal(object)
    """The id of the record the keyboard moved to, or None."""
    menu_wanted = Signal(object, QPoint)
    """Ids of the selected records, and where on the screen to open the menu."""

    copies_heading = False
    """Whether rows are copied under the titles of their columns."""

    def __init__(
        self, ui: Ui, model: WindowedModel[Any], name: str, row_height: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self._hovered = -1
        self._low_rows: set[int] = set()
        self.setAccessibleName(name)
        # Before the model: what a header does at a reset must be over when the place in the list is found again.
        self.setHorizontalHeader(HeadingLine(ui, model))
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(Size.HEADING)
        rows.setDefaultSectionSize(row_height)
        model.modelReset.connect(self._size_headings)
        self._size_headings()
        self._place = Place(self, model)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(self._on_double_clicked)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.selectionModel().currentChanged.connect(lambda index: self.current_changed.emit(model.id_at(index)))
        ui.theme.changed.connect(self.viewport().update)

    @property
    def hovered_row(self) -> int:
        """The row under the pointer, -1 when it is elsewhere."""
        return self._hovered

    def model(self) -> WindowedModel[Any]:
        """Return the model, typed."""
        model = super().model()
        assert isinstance(model, WindowedModel)
        return model

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected records, in the order of the list."""
        return selected_ids(self, self.model())

    def current_id(self) -> int | None:
        """Return the id of the record the keyboard is on."""
        return self.model().id_at(self.currentIndex())

    def select_id(self, key: int) -> bool:
        """Make a record current and bring it into sight; false when the listing does not have it."""
        row = self.model().row_of(key)
        if row < 0:
            return False
        self._choose(row)
        self.scrollTo(self.currentIndex())
        return True

    def select_first(self) -> None:
        """Make the first record current, if there is one."""
        row = nearest_record(self.model(), 0)
        if row >= 0:
            self._choose(row)

    def take_focus(self) -> None:
        """Give the keyboard to the records."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, row: int) -> None:
        # Qt's own setCurrentIndex adds to the selection while Ctrl is down, as it is after Ctrl+Enter.
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), ONLY_ROW)

    def columns_shown(self) -> list[int]:
        """Return the visible columns in the order of the screen."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(visual) for visual in range(header.count()))
        return [column for column in order if not header.isSectionHidden(column)]

    def copy_rows(self) -> None:
        """Copy the selected records as lines of tab-separated words, ready for a spreadsheet, once they are read."""
        model, columns = self.model(), self.columns_shown()

        def copy(lines: Sequence[Any]) -> None:
            rows = ["\t".join(_cell(model.words(line, column)) for column in columns) for line in lines]
            head = ["\t".join(_cell(model.columns[column].title) for column in columns)] if self.copies_heading else []
            QGuiApplication.clipboard().setText("\n".join([*head, *rows]))

        model.read(self.selected_ids(), copy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, copy; other letters are the page's own keys, so they never search."""
        key, plain = event.key(), event.modifiers() in _PLAIN
        current = self.current_id()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif plain and key in _OPENING and current is not None:
            self.opened.emit(current)
        elif key in _ENDS and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._choose(
                self.moveCursor(_ENDS[Qt.Key(key)], event.modifiers()).row()
            )  # Qt would leave the selection behind
        elif plain and key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last record, Page Up and Down never stop at a heading."""
        model = self.model()
        row = {CursorAction.MoveHome: 0, CursorAction.MoveEnd: model.rowCount() - 1}.get(action, -1)
        if row < 0:
            found = super().moveCursor(action, modifiers)
            row = found.row()
            if model.group_at(row) is None:
                return found
        return model.index(nearest_record(model, row), max(0, self.currentIndex().column()))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is on no row any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        for changed in {before, row} - {-1}:
            rect = self.visualRect(self.model().index(changed, 0))
            self.viewport().update(0, rect.y(), self.viewport().width(), rect.height())

    def _step(self, by: int) -> None:
        model = self.model()
        row = self.currentIndex().row() + by
        while 0 <= row < model.rowCount() and model.group_at(row) is not None:
            row += by
        if 0 <= row < model.rowCount():
            self.setCurrentIndex(model.index(row, max(0, self.currentIndex().column())))

    def _size_headings(self) -> None:
        rows = self.verticalHeader()
        if rows.defaultSectionSize() == Size.HEADING:
            return
        model = self.model()
        low = {group.start + number for number, group in enumerate(model.listing.groups)}
        rows.blockSignals(True)  # the view lays itself out once anyway after a reset
        # The header keeps the sizes of rows whose number stays, so yesterday's headings must grow again.
        for row in self._low_rows - low:
            if row < model.rowCount():
                rows.resizeSection(row, rows.defaultSectionSize())
        for row in low:
            rows.resizeSection(row, Size.HEADING)
        rows.blockSignals(False)
        self._low_rows = low

    def _on_double_clicked(self, index: QModelIndex) -> None:
        key = self.model().id_at(index)
        if key is not None:
            self.opened.emit(key)

    def _on_menu(self, at: QPoint) -> None:
        ids = self.selected_ids()
        if not ids:
            return
        if self.model().id_at(self.indexAt(at)) is None:
            # The Menu key comes without a place of its own: open beside the current row.
            at = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(ids, self.viewport().mapToGlobal(at))


class RecordList(RecordView):
    """A list of rows painted by a delegate, with headings of groups between them."""

    checked = Signal(int)
    """The check box of a row was clicked, or Space was pressed on it."""

    def __init__(
        self, ui: Ui, model: WindowedModel[Any], delegate: RowDelegate, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(ui, model, name, delegate.height, parent)
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; the rest is common."""
        current = self.current_id()
        if event.key() == Qt.Key.Key_Space and event.modifiers() in _PLAIN and current is not None:
            self.checked.emit(current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a row's check box ticks it instead of selecting."""
        at, delegate = event.position().toPoint(), self._delegate
        index = self.indexAt(at)
        key = self.model().id_at(index)
        if (
            key is not None
            and isinstance(delegate, TwoLineDelegate)
            and delegate.ticks
            and event.button() is Qt.MouseButton.LeftButton
        ):
            box = delegate.check_box(self.visualRect(index)).adjusted(-4, -4, 4, 4)
            if box.contains(at):
                self.checked.emit(key)
                return
        super().mousePressEvent(event)


class RecordTable(RecordView):
    """A table whose columns are data; order, widths and visibility of columns are remembered.

    A click on a header asks ``on_sort`` for the order; the page then sets the listing so sorted.
    """

    def __init__(
        self, ui: Ui, model: WindowedModel[Any], name: str, *, memory_key: str = "",
        sort: Sort[Any] | None = None, on_sort: Callable[[Sort[Any]], None] | None = None, row_height: int = Size.ROW, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui, model, name, row_height, parent)
        self._memory_key = memory_key
        self._on_sort = on_sort
        self._sort = sort
        self.setItemDelegate(CellDelegate(ui))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        header.setFixedHeight(Size.ROW)
        self._fitting = False
        self._restore_columns()
        self._show_sort()
        header.sectionClicked.connect(self._on_section_clicked)
        header.sectionMoved.connect(self._keep_columns)
        header.sectionResized.connect(self._on_section_resized)

    @property
    def sort(self) -> Sort[Any] | None:
        """The order the user asked for."""
        return self._sort

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        for number, column in enumerate(self.model().columns):
            if column.key == key:
                self.setColumnHidden(number, not shown)
        self._keep_columns()

    def show_sort(self, sort: Sort[Any]) -> None:
        """Show by which column the page has sorted the listing, if by one."""
        self._sort = sort
        self._show_sort()

    def _show_sort(self) -> None:
        header = self.horizontalHeader()
        header.setSortIndicatorShown(False)
        for number, column in enumerate(self.model().columns):
            if self._sort is not None and column.sort == self._sort.key:
                order = Qt.SortOrder.DescendingOrder if self._sort.descending else Qt.SortOrder.AscendingOrder
                header.setSortIndicator(number, order)
                header.setSortIndicatorShown(True)

    def _on_section_clicked(self, number: int) -> None:
        key = self.model().columns[number].sort
        if key is None or self._on_sort is None:
            return
        if self._sort is not None and self._sort.key == key:
            descending = not self._sort.descending
        else:
            descending = self.model().columns[number].largest_first
        self.show_sort(Sort(key, descending))
        self._on_sort(Sort(key, descending))

    def _restore_columns(self) -> None:
        header, columns, memory = self.horizontalHeader(), self.model().columns, self.ui.memory
        kept = dict(
            zip(memory.words(f"{self._memory_key}/order"), memory.numbers(f"{self._memory_key}/widths"), strict=False)
        )
        for number, column in enumerate(columns):
            width = kept.get(column.key)
            header.resizeSection(number, max(40, width or column.width))
            header.setSectionHidden(number, column.hidden if width is None else width == 0)
        numbers = {column.key: number for number, column in enumerate(columns)}
        for visual, number in enumerate(numbers[key] for key in kept if key in numbers):
            header.moveSection(header.visualIndex(number), visual)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the wide columns of a narrow table give way, until the user has set widths of his own."""
        super().resizeEvent(event)
        if not self.ui.memory.numbers(f"{self._memory_key}/widths"):
            self._fitting = True
            self._fit_columns()
            self._fitting = False

    def _fit_columns(self) -> None:
        shown, columns = self.columns_shown(), self.model().columns
        firm = sum(columns[number].width for number in shown if columns[number].firm)
        numbers = [number for number in shown if not columns[number].firm]
        widths = [columns[number].width for number in numbers]
        fitting = give_way(widths, self.viewport().width() - firm, _NARROW)
        fitting[-1:] = [min(_NARROW, one) for one in fitting[-1:]]  # the last one takes what is left
        for number, width, fit in zip(numbers, widths, fitting, strict=True):
            if width > _NARROW:
                self.horizontalHeader().resizeSection(number, fit)

    def _on_section_resized(self, number: int) -> None:
        # The last one takes what is left whenever the room changes: that is nothing to remember.
        if not self._fitting and number != self.columns_shown()[-1]:
            self._keep_columns()

    def _keep_columns(self) -> None:
        if not self._memory_key:
            return
        header, columns = self.horizontalHeader(), self.model().columns
        order = [header.logicalIndex(visual) for visual in range(header.count())]
        self.ui.memory.keep(f"{self._memory_key}/order", [columns[number].key for number in order])
        self.ui.memory.keep(f"{self._memory_key}/widths", [header.sectionSize(number) for number in order])


def _cell(words: str) -> str:
    return guarded(" ".join(words.split()))
