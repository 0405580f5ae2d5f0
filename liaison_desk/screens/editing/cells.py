"""How cells of lists that are edited in place are painted, and what they are typed into."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import paint_check
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, FinderLine, ImeLineEdit
from liaison_desk.foundation.qt.fields.records import Search
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.rows import paint_ground, row_state
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.screens.editing.model import COLUMN_ROLE, ROW_ROLE, AnyIndex, EditColumn, Kind, Typed

_PAD = 8


class FoundLine(FinderLine):
    """A line whose words may be a record that was picked; words typed afterwards are words again."""

    def __init__(self, ui: Ui, search: Search) -> None:
        super().__init__(ui, search)
        self.ref: RecordRef | None = None
        self.picked.connect(self._take_ref)
        self.textEdited.connect(self._forget)

    def _take_ref(self, ref: RecordRef) -> None:
        self.ref = ref
        self.setText(ref.label)

    def _forget(self, _: str) -> None:
        self.ref = None


class EditCells(QStyledItemDelegate):
    """Paints a cell's words in its tone, its box, or the hint of the empty row; makes its editor."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        theme, rect = self._ui.theme, option.rect
        state = row_state(option, index)
        column: EditColumn = index.data(COLUMN_ROLE)
        row = index.data(ROW_ROLE)
        painter.save()
        paint_ground(self._ui, painter, rect, state, bar=index.column() == 0)
        inner = rect.adjusted(_PAD, 0, -_PAD, -1)
        if row is not None and column.kind is Kind.TICKED:
            box = QRect(inner.left(), inner.center().y() - Size.ICON // 2 + 1, Size.ICON, Size.ICON)
            ticked = Qt.CheckState.Checked if column.text(row) else Qt.CheckState.Unchecked
            paint_check(self._ui, painter, box, ticked)
        else:
            painter.setFont(theme.font(Size.BODY, tabular=True))
            tone = "t3" if row is None else column.tone(row) if column.tone is not None else "t1"
            painter.setPen(theme.color(tone))
            paint_elided(painter, inner, str(index.data()))
        view: Any = option.widget
        if view is not None and view.currentIndex() == index and view.hasFocus():
            painter.setPen(theme.color("acc"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        painter.restore()

    def on_words(self, rect: QRect, x: int, index: AnyIndex) -> bool:
        """Tell whether a place in a cell is on its words."""
        metrics = QFontMetrics(self._ui.theme.font(Size.BODY, tabular=True))
        return rect.left() + _PAD <= x <= rect.left() + _PAD + metrics.horizontalAdvance(str(index.data()))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """Return what a cell is typed into."""
        del option
        column: EditColumn = index.data(COLUMN_ROLE)
        editor: QWidget
        if column.kind is Kind.CHOSEN:
            editor = ComboBox(self._ui)
            editor.addItems([words for _, words in column.choices])
        elif column.kind is Kind.FOUND and column.find is not None:
            editor = FoundLine(self._ui, column.find)
        else:
            editor = ImeLineEdit()
        editor.setParent(parent)
        editor.setAccessibleName(column.title)
        editor.setStyleSheet("QLineEdit { min-height: 0; border-radius: 0; }")
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Show what the cell says; a choice is open at once."""
        if isinstance(editor, ComboBox):
            column: EditColumn = index.data(COLUMN_ROLE)
            words = index.data(Qt.ItemDataRole.EditRole)
            labels = [label for _, label in column.choices]
            editor.setCurrentIndex(labels.index(words) if words in labels else -1)  # of a new row nothing is chosen yet
        elif isinstance(editor, ImeLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Take in what was typed, picked or chosen."""
        column: EditColumn = index.data(COLUMN_ROLE)
        if isinstance(editor, ComboBox):
            if (number := editor.currentIndex()) >= 0:
                value, words = column.choices[number]
                model.setData(index, Typed(words, value=value))
        elif isinstance(editor, FoundLine):
            unchanged = editor.ref is None and editor.text() == str(index.data(Qt.ItemDataRole.EditRole))
            if not unchanged:
                model.setData(index, Typed(" ".join(editor.text().split()), editor.ref))
        elif isinstance(editor, ImeLineEdit):
            model.setData(index, Typed(" ".join(editor.text().split())))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Fill the cell."""
        del index
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))
