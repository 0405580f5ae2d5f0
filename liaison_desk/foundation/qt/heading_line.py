"""The line of headings above a table: beside the words of the one it is sorted by stands an arrow."""

from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import MEDIUM, Size
from liaison_desk.foundation.qt.windowed import WindowedModel

_PAD: Final = 8
_ARROW: Final = 12


class HeadingLine(QHeaderView):
    """Headings that are clicked to sort by them; the arrow points up for the smallest first."""

    def __init__(self, ui: Ui, model: WindowedModel[Any]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._ui = ui
        self._columns = model.columns
        self.setFont(ui.theme.font(Size.META, MEDIUM))

    def setSelectionModel(self, selection: QItemSelectionModel) -> None:
        """Keep a selection of its own, in which nothing ever is: of the table's, Qt would ask every row whether its column is selected."""
        own = self.selectionModel()
        if own is None or own.model() is not selection.model():
            super().setSelectionModel(selection)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a heading; the style's own arrow, far from the words, is switched off in the sheet."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if not self.isSortIndicatorShown() or section != self.sortIndicatorSection():
            return
        column = self._columns[section]
        words = self.fontMetrics().horizontalAdvance(column.title)
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        if column.align & Qt.AlignmentFlag.AlignRight:
            left = max(rect.left(), room.right() - words - _ARROW - 2)
        else:
            left = min(room.left() + words + 4, rect.right() - _ARROW)
        name = "arrow-down" if self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder else "arrow-up"
        at = QPoint(left, rect.center().y() - _ARROW // 2)
        self._ui.icons.paint(painter, at, name, "acc", _ARROW)
