"""The packet's outline at the left of the page: its headings with portion mark and page, as they stand in the file."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from liaison_desk.briefings.records import OutlineEntry
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text, paint_elided
from liaison_desk.foundation.qt.rows import RowDelegate, RowState
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size
from liaison_desk.foundation.qt.windowed import LINE_ROLE

_ROOT = QModelIndex()
_MARK, _PAGE, _COUNT = 44, 26, 24
_NARROW = 220
"""Pixels; a line narrower than this says its title rather than how many entries it has."""


class _OutlineModel(QAbstractListModel):
    """The headings of one finished packet."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[OutlineEntry, ...] = ()

    def show(self, entries: Sequence[OutlineEntry]) -> None:
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == LINE_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{entry.mark} {entry.title}, {entry.page}"
        return None


class _OutlineDelegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(0, self.height)

    def paint_line(self, painter: QPainter, rect: QRect, line: OutlineEntry, state: RowState) -> None:
        theme = self.ui.theme
        section = line.level == 0
        left = rect.left() + (0 if section else 16 * line.level)
        painter.setFont(theme.font(Size.BODY, MEDIUM if section else REGULAR))
        painter.setPen(theme.color("t1" if section else "t2"))
        narrow = rect.width() < _NARROW
        marked = QFontMetrics(theme.font(Size.META, SEMIBOLD)).horizontalAdvance(line.mark) + 4 if narrow else _MARK
        room = QRect(left, rect.top(), rect.right() - left - min(marked, _MARK) - _PAGE, rect.height())
        used = paint_elided(painter, room if narrow else room.adjusted(0, 0, -_COUNT, 0), line.title)
        if line.entries and not narrow:
            painter.setFont(theme.font(Size.SECONDARY, tabular=True))
            painter.setPen(theme.color(state.meta))
            paint_elided(painter, room.adjusted(used + 8, 0, 0, 0), str(line.entries))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(Size.META, SEMIBOLD))
        painter.setPen(theme.color("t2"))
        mark = QRect(rect.right() - _MARK - _PAGE + 4, rect.top(), _MARK, rect.height())
        paint_elided(painter, mark, line.mark, right)
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        painter.setPen(theme.color(state.meta))
        painter.drawText(QRect(rect.right() - _PAGE, rect.top(), _PAGE, rect.height()), right, str(line.page))


class OutlinePane(QWidget):
    """Title of the packet, what it holds, and its headings; choosing one asks the preview for its page."""

    page_wanted = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        surface(self, "win")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 12)
        layout.setSpacing(2)
        self.title = Text(ui, "", Size.SUBJECT, SEMIBOLD, elide=True)
        self.summary = Text(ui, "", Size.SECONDARY, tone="t3", elide=True)
        for words in (self.title, self.summary):
            words.setContentsMargins(20, 0, 20, 0)
            layout.addWidget(words)
        layout.addSpacing(10)
        self._model = _OutlineModel()
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_OutlineDelegate(ui, Size.ROW_OUTLINE))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(ui.language.tr("Sections of the packet"))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        layout.addWidget(self.list, 1)
        note = Text(
            ui,
            ui.language.tr("The marking of the packet is rolled up from what is in it. It cannot be set by hand."),
            Size.META,
            tone="t3",
            wrap=True,
        )
        note.setContentsMargins(20, 8, 20, 0)
        layout.addWidget(note)

    def show_outline(self, title: str, summary: str, entries: Sequence[OutlineEntry]) -> None:
        """Show the headings of a finished packet; the row that was current stays so."""
        row = self.list.currentIndex().row()
        self.title.set_text(title)
        self.summary.set_text(summary)
        self.list.selectionModel().blockSignals(True)
        self._model.show(entries)
        if 0 <= row < len(entries):
            self.list.setCurrentIndex(self._model.index(row, 0))
        self.list.selectionModel().blockSignals(False)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.page_wanted.emit(current.data(LINE_ROLE).page)
