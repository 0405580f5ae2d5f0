"""Tables and lists of records over a windowed model, with the keys and the mouse the same everywhere.

Arrows or J/K move, Enter or a double click opens, the Menu key or a right click asks for the menu, Ctrl+C copies rows.
"""

from collections.abc import Callable
from itertools import chain
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QTableView, QWidget

from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.rows import CellDelegate, RowDelegate, TwoLineDelegate
from liaison_desk.foundation.qt.theme import MEDIUM, Size
from liaison_desk.foundation.qt.windowed import WindowedModel

_OPENING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class _Place(QObject):
    """Keeps a view's current record, selection and scroll through a change of listing, by id."""

    def __init__(self, view: QAbstractItemView, model: WindowedModel[Any]) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._current: int | None = None
        self._selected: list[int] = []
        self._top: int | None = None
        self._row = -1
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    def _remember(self) -> None:
        view, model = self._view, self._model
        current = view.currentIndex()
        self._current, self._row = model.id_at(current), current.row()
        self._selected = [
            key for index in view.selectionModel().selectedRows() if (key := model.id_at(index)) is not None
        ][:500]
        self._top = model.id_at(view.indexAt(QPoint(1, 1)))

    def _restore(self) -> None:
        view, model = self._view, self._model
        if self._current is None:
            return
        selection = view.selectionModel()
        row = model.row_of(self._current)
        flag = QItemSelectionModel.SelectionFlag
        if row < 0:
            # The record is gone: the one that took its place becomes current, so that the keyboard stays where it was.
            row = nearest_record(model, min(self._row, model.rowCount() - 1))
            if row >= 0:
                selection.setCurrentIndex(model.index(row, 0), flag.ClearAndSelect | flag.Rows)
        else:
            selection.setCurrentIndex(model.index(row, 0), flag.ClearAndSelect | flag.Rows)
            for key in self._selected:
                other = model.row_of(key)
                if other >= 0 and other != row:
                    selection.select(model.index(other, 0), flag.Select | flag.Rows)
        top = model.row_of(self._top) if self._top is not None else -1
        if top >= 0:
            view.scrollTo(model.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)


def nearest_record(model: WindowedModel[Any], row: int) -> int:
    """Return the row at or after ``row`` (else before it) that is a record; -1 when there is none."""
    for candidate in chain(range(max(0, row), row + 3), range(row, max(-1, row - 3), -1)):
        if candidate < model.rowCount() and model.id_at(model.index(candidate, 0)) is not None:
            return candidate
    return -1


class _Keys:
    """What both views do alike; a mixin over QAbstractItemView."""

    opened: Any
    current_changed: Any
    menu_wanted: Any

    def _begin(self: Any, model: WindowedModel[Any]) -> None:
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._place = _Place(self, model)

    def selected_ids(self: Any) -> list[int]:
        """Return the ids of the selected records, in the order of the list."""
        rows = sorted(self.selectionModel().selectedRows(), key=_row)
        return [key for index in rows if (key := self.model().id_at(index)) is not None]

    def current_id(self: Any) -> int | None:
        """Return the id of the record the keyboard is on."""
        key: int | None = self.model().id_at(self.currentIndex())
        return key

    def select_id(self: Any, key: int) -> bool:
        """Make a record current and bring it into sight; false when the listing does not have it."""
        row = self.model().row_of(key)
        if row < 0:
            return False
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def select_first(self: Any) -> None:
        """Make the first record current, if there is one."""
        row = nearest_record(self.model(), 0)
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, 0))

    def copy_rows(self: Any) -> None:
        """Copy the selected rows as lines of tab-separated words, ready for a spreadsheet."""
        model = self.model()
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = self.columns_shown()
        lines = ["\t".join(_cell(model.index(row, column).data()) for column in columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def columns_shown(self: Any) -> list[int]:
        """Return the columns that are copied, in the order of the screen."""
        return [0]

    def _step(self: Any, by: int) -> None:
        model = self.model()
        row = self.currentIndex().row() + by
        while 0 <= row < model.rowCount() and model.id_at(model.index(row, 0)) is None:
            row += by
        if 0 <= row < model.rowCount():
            self.setCurrentIndex(model.index(row, self.currentIndex().column() if self.currentIndex().isValid() else 0))

    def _handle(self: Any, event: QKeyEvent) -> bool:
        """Do what a key means in every list; false when it means nothing here."""
        key, plain = (
            event.key(),
            event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier},
        )
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif plain and key in _OPENING and self.current_id() is not None:
            self.opened.emit(self.current_id())
        elif plain and key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        else:
            return False
        event.accept()
        return True

    def _on_current_changed(self: Any, current: QModelIndex) -> None:
        self.current_changed.emit(self.model().id_at(current))

    def _on_double_clicked(self: Any, index: QModelIndex) -> None:
        key = self.model().id_at(index)
        if key is not None:
            self.opened.emit(key)

    def _on_menu(self: Any, at: QPoint) -> None:
        ids = self.selected_ids()
        if ids:
            if self.model().id_at(self.indexAt(at)) is None:
                # The Menu key comes without a place: open beside the current row.
                at = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(ids, self.viewport().mapToGlobal(at))


class RecordList(_Keys, QListView):
    """A list of rows painted by a delegate, with headings."""

    opened = Signal(int)
    """Enter or a double click on a record."""
    current_changed = Signal(object)
    """The id of the record the keyboard moved to, or None."""
    menu_wanted = Signal(object, QPoint)
    """Ids of the selected records, and where on the screen to open the menu."""
    checked = Signal(int)
    """The check box of a row was clicked, or Space was pressed on it."""

    def __init__(
        self, ui: Ui, model: WindowedModel[Any], delegate: RowDelegate, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._delegate = delegate
        self.setAccessibleName(name)
        self.setItemDelegate(delegate)
        self._begin(model)
        self.setUniformItemSizes(not model.listing.groups)
        model.modelReset.connect(lambda: self.setUniformItemSizes(not model.listing.groups))
        ui.theme.changed.connect(self.viewport().update)

    def model(self) -> WindowedModel[Any]:
        """Return the model, typed."""
        model = super().model()
        assert isinstance(model, WindowedModel)
        return model

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, tick, copy; letters do not search (J and K move)."""
        current = self.current_id()
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and current is not None:
            self.checked.emit(current)
        elif not self._handle(event):
            if (
                event.text().isprintable()
                and event.text()
                and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                event.ignore()  # a page's single-letter keys
            else:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a row's check box ticks it instead of selecting."""
        index = self.indexAt(event.position().toPoint())
        key = self.model().id_at(index)
        delegate = self._delegate
        if (
            key is not None
            and isinstance(delegate, TwoLineDelegate)
            and event.button() is Qt.MouseButton.LeftButton
            and delegate.ticks
        ):
            box = delegate.check_box(self.visualRect(index)).adjusted(-4, -4, 4, 4)
            if box.contains(event.position().toPoint()):
                self.checked.emit(key)
                return
        super().mousePressEvent(event)


class RecordTable(_Keys, QTableView):
    """A table whose columns are data; order, widths and visibility of columns are remembered."""

    opened = Signal(int)
    current_changed = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self, ui: Ui, model: WindowedModel[Any], name: str, *, memory_key: str = "",
        sort: Sort[Any] | None = None, on_sort: Callable[[Sort[Any]], None] | None = None, row_height: int = Size.ROW, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._ui = ui
        self._memory_key = memory_key
        self._on_sort = on_sort
        self._sort = sort
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(ui))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height)
        self._begin(model)
        self._prepare_header()
        ui.theme.changed.connect(self.viewport().update)

    def model(self) -> WindowedModel[Any]:
        """Return the model, typed."""
        model = super().model()
        assert isinstance(model, WindowedModel)
        return model

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, copy; letters are a page's own keys."""
        if not self._handle(event):
            if (
                event.text().isprintable()
                and event.text()
                and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                event.ignore()
            else:
                super().keyPressEvent(event)

    def columns_shown(self) -> list[int]:
        """Return the visible columns in the order of the screen."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(visual) for visual in range(header.count()))
        return [column for column in order if not header.isSectionHidden(column)]

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        for number, column in enumerate(self.model().columns):
            if column.key == key:
                self.setColumnHidden(number, not shown)
        self._keep_columns()

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setFont(self._ui.theme.font(Size.META, MEDIUM))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        header.setFixedHeight(Size.ROW)
        self._restore_columns()
        self._show_sort()
        header.sectionClicked.connect(self._on_section_clicked)
        header.sectionMoved.connect(self._keep_columns)
        header.sectionResized.connect(self._keep_columns)

    def _show_sort(self) -> None:
        header = self.horizontalHeader()
        header.setSortIndicatorShown(False)
        if self._sort is not None:
            for number, column in enumerate(self.model().columns):
                if column.sort == self._sort.key:
                    order = Qt.SortOrder.DescendingOrder if self._sort.descending else Qt.SortOrder.AscendingOrder
                    header.setSortIndicator(number, order)
                    header.setSortIndicatorShown(True)

    def _on_section_clicked(self, number: int) -> None:
        key = self.model().columns[number].sort
        if key is None or self._on_sort is None:
            return
        descending = self._sort is not None and self._sort.key == key and not self._sort.descending
        self._sort = Sort(key, descending)
        self._show_sort()
        self._on_sort(self._sort)

    def _restore_columns(self) -> None:
        header, columns, memory = self.horizontalHeader(), self.model().columns, self._ui.memory
        widths = dict(
            zip(memory.words(f"{self._memory_key}/order"), memory.numbers(f"{self._memory_key}/widths"), strict=False)
        )
        for number, column in enumerate(columns):
            width = widths.get(column.key, column.width)
            header.resizeSection(number, max(40, width or column.width))
            header.setSectionHidden(number, width == 0 if widths and column.key in widths else column.hidden)
        numbers = {column.key: number for number, column in enumerate(columns)}
        for visual, number in enumerate(numbers[key] for key in widths if key in numbers):
            header.moveSection(header.visualIndex(number), visual)

    def _keep_columns(self) -> None:
        if not self._memory_key:
            return
        header, columns = self.horizontalHeader(), self.model().columns
        order = [header.logicalIndex(visual) for visual in range(header.count())]
        self._ui.memory.keep(f"{self._memory_key}/order", [columns[number].key for number in order])
        self._ui.memory.keep(f"{self._memory_key}/widths", [header.sectionSize(number) for number in order])


def _row(index: QModelIndex) -> int:
    return index.row()


def _cell(words: object) -> str:
    return " ".join(str(words if words is not None else "").split())
