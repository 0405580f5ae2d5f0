"""How a row of the outline is painted: handle, tab letter, title, what keeps it out, portion mark, page."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView

from liaison_desk.briefings.ui.outline.rows import Row
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.rows import AnyIndex, RowDelegate, RowState
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size
from liaison_desk.foundation.qt.windowed import LINE_ROLE

_MARK, _NARROW_MARK, _PAGE, _COUNT = 58, 38, 26, 24
_GAP: Final = 10
"""Pixels between a portion mark and a page number."""
_NARROW: Final = 220
"""Pixels; a line narrower than this says its title rather than how many entries it has."""
_GRIP, _LETTER, _STEP, _FOLD = 18, 24, 14, 16
_STATES = {"blank": "square-pen", "unmarked": "lock", "withheld": "eye-off", "empty": "minus"}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OutlineDelegate(RowDelegate):
    """Paints entries 34 high and the headings below them 28. ``editable`` outlines have handles.

    ``lettered`` outlines have tabs; ``last_page`` is the highest page number there is room for.
    """

    def __init__(self, ui: Ui, *, editable: bool) -> None:
        super().__init__(ui, Size.ROW_OUTLINE)
        self.editable = editable
        self.lettered = False
        self.last_page = 0
        self.ruled = False

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Headings are lower than entries."""
        del option
        return QSize(0, Size.ROW if index.parent().isValid() else self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint a row, and where it can be folded the chevron."""
        super().paint(painter, option, index)
        line: Row = index.data(LINE_ROLE)
        tree = option.widget
        if line.below and isinstance(tree, QTreeView):
            name = "chevron-down" if tree.isExpanded(index) else "chevron-right"
            place = self.fold_box(option.rect)
            self.ui.icons.paint(painter, place.topLeft() + QPoint(2, (place.height() - 12) // 2), name, "t3", 12)

    def fold_box(self, rect: QRect) -> QRect:
        """Return where the chevron of a row is, for clicks; ``rect`` is the row's visual rectangle."""
        return QRect(rect.left() + 3, rect.top(), _FOLD, rect.height())

    def paint_line(self, painter: QPainter, rect: QRect, line: Row, state: RowState) -> None:
        """Paint one row inside ``rect``."""
        theme = self.ui.theme
        section = line.level == 0
        left = rect.left()
        if self.editable:
            if section:
                at = QPoint(left - 1, rect.top() + (rect.height() - 14) // 2)
                self.ui.icons.paint(painter, at, "grip-vertical", "t2" if state.hovered or state.selected else "t3", 14)
            left += _GRIP
        if self.lettered:
            if line.letter:
                painter.setFont(theme.font(Size.BODY, SEMIBOLD))
                painter.setPen(theme.color("t1"))
                painter.drawText(
                    QRect(left, rect.top(), _LETTER, rect.height()), Qt.AlignmentFlag.AlignVCenter, line.letter
                )
            left += _LETTER
        left += _STEP * line.level
        # What is not in the file fades, but is never fainter than can be read.
        tone = "t1" if section and not line.state else "t2"
        painter.setFont(theme.font(Size.BODY, MEDIUM if section and not line.inside else REGULAR))
        self._paint_words(painter, QRect(left, rect.top(), rect.right() - left, rect.height()), line, state, tone)

    def _paint_words(self, painter: QPainter, rect: QRect, line: Row, state: RowState, tone: str) -> None:
        theme = self.ui.theme
        narrow, paged = rect.width() < _NARROW, self._page_room()
        painter.setPen(theme.color(tone))
        most = _NARROW_MARK if narrow else _MARK
        words = QFontMetrics(theme.font(Size.META, SEMIBOLD)).horizontalAdvance(line.mark)
        marked = Size.ICON + 4 if line.state else min(most, words + 6) if line.mark else 0
        room = QRect(rect.left(), rect.top(), rect.width() - marked - paged, rect.height())
        used = paint_elided(painter, room if narrow else room.adjusted(0, 0, -_COUNT, 0), line.title)
        if line.entries and not narrow:
            painter.setFont(theme.font(Size.SECONDARY, tabular=True))
            painter.setPen(theme.color(state.meta))
            paint_elided(painter, room.adjusted(used + 8, 0, 0, 0), str(line.entries))
        mark = QRect(rect.right() - most - paged + 4, rect.top(), most, rect.height())
        if line.state:
            icon = QPoint(mark.right() - Size.ICON + 1, rect.top() + (rect.height() - Size.ICON) // 2)
            self.ui.icons.paint(painter, icon, _STATES[line.state], "t3" if line.state == "empty" else "amb")
        else:
            painter.setFont(theme.font(Size.META, SEMIBOLD))
            painter.setPen(theme.color("t2"))
            paint_elided(painter, mark, line.mark, _RIGHT)
        if line.page:
            painter.setFont(theme.font(Size.SECONDARY, tabular=True))
            painter.setPen(theme.color(state.meta))
            painter.drawText(QRect(rect.right() - paged, rect.top(), paged, rect.height()), _RIGHT, str(line.page))

    def _page_room(self) -> int:
        """Return the width of the column of page numbers, which is as wide as the last of them asks for."""
        digits = QFontMetrics(self.ui.theme.font(Size.SECONDARY, tabular=True)).horizontalAdvance(str(self.last_page))
        return max(_PAGE, digits + _GAP)
