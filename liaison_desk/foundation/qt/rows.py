"""How rows of records are painted: ground, accent bar, hairline and heading are common, the line itself is the page's."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from liaison_desk.foundation.core.paging import Group
from liaison_desk.foundation.qt.buttons import paint_check
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ChipLook, chip_width, paint_chip, paint_elided
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size
from liaison_desk.foundation.qt.windowed import GROUP_ROLE, LINE_ROLE, WindowedModel

AnyIndex = QModelIndex | QPersistentModelIndex

_PAD: Final = 20
_BAR: Final = 3
_LEAD: Final = 26


@dataclass(frozen=True, slots=True)
class RowState:
    """What the pointer and the keyboard are doing to a row being painted."""

    selected: bool
    focused: bool
    hovered: bool

    @property
    def meta(self) -> str:
        """The tone of meta words: never t3 on a selection."""
        return "t2" if self.selected else "t3"


class RowDelegate(QStyledItemDelegate):
    """Paints rows of one height. Subclasses paint their line in ``paint_line``; everything around it is done here.

    ``indent`` is where the text, and so the hairline, starts; both end at the right padding. Rows that are not ``ruled`` have none.
    """

    def __init__(self, ui: Ui, height: int = Size.ROW_TWO_LINE, indent: int = _PAD) -> None:
        super().__init__()
        self.ui = ui
        self.height = height
        self.indent = indent
        self.ruled = True

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As high as every other row."""
        del option, index
        return QSize(100, self.height)

    @abstractmethod
    def paint_line(self, painter: QPainter, rect: QRect, line: Any, state: RowState) -> None:
        """Paint one line inside ``rect`` (from the indent to the right padding)."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint ground, heading or line, and hairline."""
        group = index.data(GROUP_ROLE)
        painter.save()
        if isinstance(group, Group):
            paint_heading(self.ui, painter, option.rect, group)
        else:
            state = row_state(option, index)
            paint_ground(self.ui, painter, option.rect, state)
            inner = option.rect.adjusted(self.indent, 0, -_PAD, -1)
            line = index.data(LINE_ROLE)
            if line is None:
                paint_waiting(self.ui, painter, inner)
            else:
                self.paint_line(painter, inner, line, state)
            if self.ruled:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.fillRect(
                    QRect(inner.left(), option.rect.bottom(), inner.width(), 1), self.ui.theme.color("line")
                )
        painter.restore()


@dataclass(frozen=True, slots=True)
class TwoLine:
    """A row as data. Top: ``prefix`` (rank) ``title`` ``native`` (the name in kanji); below: ``meta``; right: the one deciding fact.

    ``faded`` is for what is done or past; ``check`` paints a check box before the text (None: none).
    """

    title: str
    meta: str = ""
    prefix: str = ""
    native: str = ""
    right: str = ""
    right_tone: str = "t2"
    right_meta: str = ""
    chip: ChipLook | None = None
    icon: str = ""
    icon_tone: str = "t3"
    bar: str = ""
    strong: bool = False
    faded: bool = False
    check: bool | None = None


class TwoLineDelegate(RowDelegate):
    """The common row: title 13 over meta 12, deciding fact at the right. ``describe`` turns a line into a ``TwoLine``.

    ``lead`` is the room before the text for icons or a bar; ``ticks`` makes it room for a check box that can be clicked.
    """

    def __init__(
        self,
        ui: Ui,
        describe: Callable[[Any], TwoLine],
        height: int = Size.ROW_TWO_LINE,
        *,
        lead: int = 0,
        ticks: bool = False,
    ) -> None:
        super().__init__(ui, height, _PAD + (lead or (_LEAD if ticks else 0)))
        self._describe = describe
        self.ticks = ticks
        self._lead = self.indent - _PAD

    def paint_line(self, painter: QPainter, rect: QRect, line: Any, state: RowState) -> None:
        """Paint a line as its ``TwoLine`` says."""
        row = self._describe(line)
        top, below = self._halves(rect, row)
        self._paint_lead(painter, rect, row)
        fact = self._paint_fact(painter, top, below, row, state)
        self._paint_title(painter, top.adjusted(0, 0, -fact, 0), row, state)
        if row.meta:
            painter.setFont(self.ui.theme.font(Size.SECONDARY))
            painter.setPen(self.ui.theme.color("t2" if state.selected or not row.faded else "t3"))
            room = fact if row.right_meta or row.chip is not None else 0
            paint_elided(painter, below.adjusted(0, 0, -room, 0), row.meta)

    def check_box(self, rect: QRect) -> QRect:
        """Return where a row's check box is, for clicks; ``rect`` is the row's visual rectangle."""
        return QRect(rect.left() + _PAD, rect.top() + (rect.height() - Size.ICON) // 2, Size.ICON, Size.ICON)

    def _halves(self, rect: QRect, row: TwoLine) -> tuple[QRect, QRect]:
        if not row.meta and not row.right_meta:
            return rect, QRect()
        middle = rect.center().y()
        return QRect(rect.left(), middle - 17, rect.width(), 18), QRect(rect.left(), middle, rect.width(), 18)

    def _paint_lead(self, painter: QPainter, rect: QRect, row: TwoLine) -> None:
        start = QPoint(rect.left() - self._lead, rect.top() + (rect.height() - Size.ICON) // 2)
        if row.check is not None:
            state = Qt.CheckState.Checked if row.check else Qt.CheckState.Unchecked
            paint_check(self.ui, painter, QRect(start, QSize(Size.ICON, Size.ICON)), state)
        elif row.icon:
            up = 8 if row.meta else 0
            self.ui.icons.paint(painter, start - QPoint(0, up), row.icon, row.icon_tone)
        if row.bar:
            bar = QRect(rect.left() - 10, rect.top() + 6, 3, rect.height() - 12)
            painter.fillRect(bar, self.ui.theme.calendar(row.bar).bar)

    def _paint_fact(self, painter: QPainter, top: QRect, below: QRect, row: TwoLine, state: RowState) -> int:
        theme = self.ui.theme
        taken = 0
        if row.chip is not None:
            width = chip_width(self.ui, row.chip)
            y = top.top() + (top.height() - Size.CHIP) // 2
            paint_chip(self.ui, painter, QPoint(top.right() - width + 1, y), row.chip)
            taken = width + 10
        elif row.right:
            plain = row.right_tone in {"t1", "t2", "t3"}
            painter.setFont(theme.font(Size.SECONDARY, REGULAR if plain else SEMIBOLD, tabular=True))
            painter.setPen(theme.color(state.meta if row.right_tone == "t3" else row.right_tone))
            painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.right)
            taken = painter.fontMetrics().horizontalAdvance(row.right) + 10
        if row.right_meta:
            painter.setFont(theme.font(Size.SECONDARY, tabular=True))
            painter.setPen(theme.color(state.meta))
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.right_meta)
            taken = max(taken, painter.fontMetrics().horizontalAdvance(row.right_meta) + 10)
        return taken

    def _paint_title(self, painter: QPainter, rect: QRect, row: TwoLine, state: RowState) -> None:
        theme = self.ui.theme
        if row.prefix:
            painter.setFont(theme.font(Size.SECONDARY))
            painter.setPen(theme.color(state.meta))
            rect = rect.adjusted(paint_elided(painter, rect, row.prefix) + 5, 0, 0, 0)
        painter.setFont(theme.font(Size.BODY, SEMIBOLD if row.strong else MEDIUM if state.selected else REGULAR))
        painter.setPen(theme.color("t2" if row.faded else "t1"))
        used = paint_elided(painter, rect, row.title)
        if row.native:
            painter.setFont(theme.font(Size.BODY))
            paint_elided(painter, rect.adjusted(used + 8, 0, 0, 0), row.native)


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a table: the column says what, its tone and weight."""

    def __init__(self, ui: Ui, pad: int = 8) -> None:
        super().__init__()
        self.ui = ui
        self._pad = pad

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell; a heading paints itself over the whole row from its first cell."""
        model = index.model()
        assert isinstance(model, WindowedModel)
        group = model.group_at(index.row())
        painter.save()
        if group is not None:
            # The heading spans the row, so only the cells' own part of it is repainted.
            painter.setClipRect(option.rect)
            view = option.widget
            width = view.viewport().width() if isinstance(view, QTableView) else option.rect.width()
            paint_heading(self.ui, painter, QRect(0, option.rect.top(), width, option.rect.height()), group)
            painter.restore()
            return
        state = row_state(option, index)
        visual = (
            option.widget.horizontalHeader().visualIndex(index.column()) if isinstance(option.widget, QTableView) else 1
        )
        paint_ground(self.ui, painter, option.rect, state, bar=visual == 0)
        inner = option.rect.adjusted(self._pad, 0, -self._pad, -1)
        line = model.line_at(index)
        theme = self.ui.theme
        if line is None:
            paint_waiting(self.ui, painter, inner)
        else:
            self.paint_cell(painter, inner, model.columns[index.column()], line, state)
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.color("line"))
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content: the column's words. Subclasses paint check boxes and times of their own columns."""
        theme = self.ui.theme
        tone = column.tone(line) if column.tone is not None else "t1"
        strong = column.strong is not None and column.strong(line)
        painter.setFont(theme.font(Size.BODY, SEMIBOLD if strong else REGULAR, tabular=True))
        painter.setPen(theme.color(state.meta if tone == "t3" else tone))
        paint_elided(painter, rect, column.text(line), column.align | Qt.AlignmentFlag.AlignVCenter)


def two_lines(rect: QRect) -> tuple[QRect, QRect]:
    """Return the upper and the lower line of a cell of ``ROW_TWO_LINE``."""
    return QRect(rect.left(), rect.top() + 3, rect.width(), 18), QRect(rect.left(), rect.top() + 21, rect.width(), 16)


def row_state(option: QStyleOptionViewItem, index: AnyIndex) -> RowState:
    """Read from a style option what is being done to the row; a table names its hovered row itself, Qt only the cell."""
    flags, view = option.state, option.widget
    hovered_row = getattr(view, "hovered_row", None)
    return RowState(
        selected=bool(flags & QStyle.StateFlag.State_Selected),
        focused=bool(flags & QStyle.StateFlag.State_Active) and view is not None and view.hasFocus(),
        hovered=bool(flags & QStyle.StateFlag.State_MouseOver) if hovered_row is None else hovered_row == index.row(),
    )


def paint_ground(ui: Ui, painter: QPainter, rect: QRect, state: RowState, *, bar: bool = True) -> None:
    """Fill a row's ground: selection with its accent bar, sunk when its pane has no focus, hover."""
    color = ui.theme.color
    if state.selected:
        painter.fillRect(rect, color("sel" if state.focused else "sunk"))
        if bar:
            painter.fillRect(
                QRect(rect.left(), rect.top(), _BAR, rect.height()), color("acc" if state.focused else "ctl")
            )
    elif state.hovered:
        painter.fillRect(rect, color("hov"))


def paint_heading(ui: Ui, painter: QPainter, rect: QRect, group: Group) -> None:
    """Paint a group's heading: native and other label, count at the right."""
    theme = ui.theme
    painter.fillRect(rect, theme.color("side"))
    painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), theme.color("line"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
    inner = rect.adjusted(_PAD, 0, -_PAD, 0)
    painter.setPen(theme.color("t2"))
    painter.setFont(theme.font(Size.META, tabular=True))
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(group.count))
    painter.setFont(theme.font(Size.META, MEDIUM))
    words = "  ".join(part for part in (group.label_native, group.label) if part)
    paint_elided(painter, inner.adjusted(0, 0, -50, 0), words)


def paint_waiting(ui: Ui, painter: QPainter, rect: QRect) -> None:
    """Paint the placeholder of a line that has not been read yet."""
    painter.fillRect(
        QRect(rect.left(), rect.center().y() - 3, min(160, rect.width() * 2 // 3), 7), ui.theme.color("sunk")
    )
