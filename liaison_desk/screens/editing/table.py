"""The table of a short list that is edited in place, as high as its rows.

Enter or F2 edits a cell, Tab goes on to the next; J and K or the arrows move; letters begin a new row in the last one;
Space ticks, Del takes rows out, Alt with the arrows changes their order.
"""

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.columns import give_way
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.theme import MEDIUM, Size
from liaison_desk.screens.editing.cells import EditCells
from liaison_desk.screens.editing.model import COLUMN_ROLE, ROW_ROLE, EditColumn, EditModel, Kind

_NAME = 160
"""So much of a name is seen, unless that is more than a third of the table."""
_LEAST = (118, 64, 40)
"""How narrow columns may become, in pixels; none goes below a number while another is above it."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class EditTable(QTableView):
    """Shows an ``EditModel``; ``opened`` tells of a record whose words were clicked, ``taken_out`` of how many rows went."""

    opened = Signal(object)
    taken_out = Signal(int)

    def __init__(self, ui: Ui, model: EditModel, name: str) -> None:
        super().__init__()
        self._ui = ui
        self._edits = model
        self._cells = EditCells(ui)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(Size.ROW)
        header = self.horizontalHeader()
        header.setFont(ui.theme.font(Size.META, MEDIUM))
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setStretchLastSection(True)
        header.setFixedHeight(Size.ROW)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._on_rows)
        self._on_rows()
        ui.theme.changed.connect(self.viewport().update)

    @property
    def editing(self) -> bool:
        """Whether a cell is being typed into."""
        return self.state() == QAbstractItemView.State.EditingState

    def selected_rows(self) -> list[int]:
        """Return the numbers of the selected rows, without the empty one."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        return sorted(row for row in rows if self._edits.row(row) is not None)

    def begin(self) -> None:
        """Begin to type a new row."""
        last = self._edits.index(self._edits.rowCount() - 1, 0)
        self.setCurrentIndex(last)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit(last)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(400, (self._edits.rowCount() + 1) * Size.ROW + 2)

    def minimumSizeHint(self) -> QSize:
        """Never cut off below."""
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let wide columns give way in a narrow table."""
        super().resizeEvent(event)
        room, widths = self.viewport().width(), [column.width for column in self._edits.columns]
        name = max(give_way(widths, room, _LEAST[0])[0], min(widths[0], _NAME, room // 3))
        rest = widths[1:]
        for least in _LEAST:  # the wide ones first
            rest = give_way(rest, room - name, least)
        rest[-1] = max(_LEAST[-1], room - name - sum(rest[:-1]))  # it takes what is left, and no more
        fitting = [name, *rest]
        for number, width in enumerate(fitting):
            self.setColumnWidth(number, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, tick, take out, move; letters are the page's own keys but in the empty row."""
        if self.editing:  # an editor hands on what it has no use for, such as the Return that ends it
            event.accept()
            return
        key, modifiers, index = event.key(), event.modifiers(), self.currentIndex()
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        empty = index.isValid() and self._edits.row(index.row()) is None
        letters = bool(event.text().strip()) and event.text().isprintable() and not modifiers & _COMMANDS
        if key in _ENTER and modifiers == Qt.KeyboardModifier.ControlModifier:
            event.setAccepted(self._open_record(index))  # what opens nothing saves the form it stands in
        elif plain and key in _ENTER and index.isValid():
            self._enter(index)
        elif plain and key == Qt.Key.Key_Space and index.isValid():
            self._edits.toggle(index)
        elif plain and key == Qt.Key.Key_Delete:
            self.take_out()
        elif modifiers == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._shift(-1 if key == Qt.Key.Key_Up else 1)
        elif letters and empty:
            self._type_into(event)
        elif plain and key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif letters:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Let Tab go on to the next cell that is typed into, past boxes and into the empty row, and never round to the first."""
        step = _TABS.get(hint)
        if step is None:
            super().closeEditor(editor, hint)
            return
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        here, across = self.currentIndex(), self._edits.columnCount()
        cells = range(self._edits.rowCount() * across)
        place = here.row() * across + here.column() + step
        while place in cells:
            index = self._edits.index(*divmod(place, across))
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(index)
                self.edit(index)
                return
            place += step

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words of a record opens it, one on a box ticks it, one on the empty row begins a new one."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or event.modifiers():
            return
        column: EditColumn = index.data(COLUMN_ROLE)
        if index.data(ROW_ROLE) is None:
            self.begin()
        elif column.kind is Kind.TICKED:
            self._edits.toggle(index)
        elif self._cells.on_words(self.visualRect(index), at.x(), index):
            self._open_record(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over words that open something."""
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        opens = (
            index.isValid()
            and self._record_of(index) is not None
            and self._cells.on_words(self.visualRect(index), at.x(), index)
        )
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def take_out(self) -> None:
        """Take the selected rows out."""
        rows = self.selected_rows()
        if rows:
            self._edits.take_out(rows)
            self.taken_out.emit(len(rows))

    def _on_rows(self) -> None:
        """Be as high as the rows, and let the hint of the last one run over all its columns."""
        self.clearSpans()
        self.setSpan(self._edits.rowCount() - 1, 0, 1, len(self._edits.columns))
        self.updateGeometry()

    def _record_of(self, index: QModelIndex) -> RecordRef | None:
        column: EditColumn = index.data(COLUMN_ROLE)
        row = index.data(ROW_ROLE)
        return column.opens(row) if column.opens is not None and row is not None else None

    def _open_record(self, index: QModelIndex) -> bool:
        ref = self._record_of(index) if index.isValid() else None
        if ref is not None:
            self.opened.emit(ref)
        return ref is not None

    def _enter(self, index: QModelIndex) -> None:
        column: EditColumn = index.data(COLUMN_ROLE)
        if column.kind is Kind.TICKED:
            self._edits.toggle(index)
        elif self._edits.row(index.row()) is None:
            self.begin()
        else:
            self.edit(index)

    def _type_into(self, event: QKeyEvent) -> None:
        """Begin a new row with the letter that was typed."""
        self.begin()
        editor = self.indexWidget(self.currentIndex()) or self.viewport().focusWidget()
        focus = self.window().focusWidget()
        target = editor or focus
        if target is not None and target is not self:
            target.setProperty("text", event.text())
            target.setProperty("modified", True)
            target.setProperty("cursorPosition", len(event.text()))

    def _step(self, by: int) -> None:
        row = max(0, min(self._edits.rowCount() - 1, self.currentIndex().row() + by))
        self.setCurrentIndex(self._edits.index(row, max(0, self.currentIndex().column())))

    def _shift(self, by: int) -> None:
        index = self.currentIndex()
        if index.isValid() and self._edits.shift(index.row(), by):
            self.setCurrentIndex(self._edits.index(index.row() + by, index.column()))

    def _open_menu(self, at: QPoint) -> None:
        index, tr, icons = self.indexAt(at), self._ui.language.tr, self._ui.icons
        if not index.isValid() or index.data(ROW_ROLE) is None:
            return
        menu = popup_menu(self)
        first = self._edits.index(index.row(), 0)
        if self._record_of(first) is not None:
            menu.addAction(f"{tr('Open')}\tCtrl+Enter", lambda: self._open_record(first))
        menu.addAction(icons.icon("pencil"), f"{tr('Edit')}\tF2", lambda: self.edit(index))
        menu.addAction(icons.icon("arrow-up"), f"{tr('Move up')}\tAlt+↑", lambda: self._shift(-1))
        menu.addAction(icons.icon("arrow-down"), f"{tr('Move down')}\tAlt+↓", lambda: self._shift(1))
        menu.addSeparator()
        menu.addAction(icons.icon("trash-2", "red"), f"{tr('Take out')}\tDel", self.take_out)
        menu.popup(self.viewport().mapToGlobal(at))


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_TABS = {
    QAbstractItemDelegate.EndEditHint.EditNextItem: 1,
    QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1,
}
