"""The list of proposals: date and three times, a strip of the day with both duties, and what speaks against each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from liaison_desk.calendar.rules.overlap import DutyDay
from liaison_desk.calendar.rules.slots import Slot, SlotOptions
from liaison_desk.calendar.service.slots import SlotAnswer
from liaison_desk.calendar.ui.slots.words import SlotWords
from liaison_desk.calendar.words.wording import zone_letter
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ChipLook, chip_width, paint_chip, paint_elided, paint_time
from liaison_desk.foundation.qt.rows import RowDelegate, RowState
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size
from liaison_desk.foundation.qt.windowed import LINE_ROLE

AnyIndex = QModelIndex | QPersistentModelIndex

_DATE: Final = 112
_TIMES: Final = (106, 106, 124)
_LANE: Final = 10
_GAP: Final = 2
_STRIP: Final = 2 * _LANE + _GAP
_LETTERS: Final = 22
_ROW: Final = 58
_CHIPS: Final = 24
_FEWEST: Final = 8
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Proposals(QAbstractListModel):
    def __init__(self, words: SlotWords) -> None:
        super().__init__()
        self.words = words
        self.slots: tuple[Slot, ...] = ()
        self.answer: SlotAnswer | None = None
        self.options = SlotOptions()

    def show(self, answer: SlotAnswer | None, options: SlotOptions) -> None:
        self.beginResetModel()
        self.answer, self.options = answer, options
        self.slots = answer.proposals if answer is not None else ()
        self.endResetModel()

    def day(self, slot: Slot) -> DutyDay | None:
        if self.answer is None:
            return None
        return self.answer.days.get(to_local(slot.starts, self.words.wording.profile().host_zone).date())

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.slots)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        slot = self.slots[index.row()]
        if role == LINE_ROLE:
            return slot
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.words.whole(slot, self.day(slot), self.options)
        if role == Qt.ItemDataRole.ToolTipRole and slot.against:
            return plain_tip("\n".join(self.words.against(slot, self.options)))
        return None


class SlotList(QListView):
    """Proposals, several of which can be chosen. Enter or a double click takes one; Ctrl+C copies those chosen."""

    taken = Signal()
    copy_asked = Signal()

    def __init__(self, ui: Ui, words: SlotWords) -> None:
        super().__init__()
        self._proposals = _Proposals(words)
        self._delegate = _SlotDelegate(ui, self._proposals)
        self.setModel(self._proposals)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setAccessibleName(ui.language.tr("Proposed times"))
        self.doubleClicked.connect(lambda _: self.taken.emit())

    def show_answer(self, answer: SlotAnswer | None, options: SlotOptions) -> None:
        """Show what was found; what was chosen stays chosen where it is still there, else the first is."""
        before = self.current()
        kept = {one.starts for one in self.chosen()}
        self._delegate.height = _ROW + (_CHIPS if answer is not None and answer.compromises else 0)
        self._proposals.show(answer, options)
        model, slots = self.selectionModel(), self._proposals.slots
        rows = [number for number, one in enumerate(slots) if one.starts in kept]
        now = next((n for n in rows if before is not None and slots[n].starts == before.starts), rows[0] if rows else 0)
        if slots:
            self.setCurrentIndex(self._proposals.index(now, 0))
            for row in rows:
                model.select(self._proposals.index(row, 0), model.SelectionFlag.Select)

    def slots(self) -> tuple[Slot, ...]:
        """Return the proposals on show."""
        return self._proposals.slots

    def current(self) -> Slot | None:
        """Return the proposal the keyboard is on."""
        row = self.currentIndex().row()
        return self._proposals.slots[row] if 0 <= row < len(self._proposals.slots) else None

    def chosen(self) -> list[Slot]:
        """Return the chosen proposals in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self._proposals.slots[row] for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, J and K move, Ctrl+C copies."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.taken.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() in {Qt.Key.Key_J, Qt.Key.Key_K} and not event.modifiers():
            step = 1 if event.key() == Qt.Key.Key_J else -1
            row = min(max(0, self.currentIndex().row() + step), len(self._proposals.slots) - 1)
            self.setCurrentIndex(self._proposals.index(row, 0))
        else:
            super().keyPressEvent(event)


class _SlotDelegate(RowDelegate):
    """Paints a proposal."""

    def __init__(self, ui: Ui, proposals: _Proposals) -> None:
        super().__init__(ui, _ROW, indent=14)
        self._proposals = proposals

    def paint_line(self, painter: QPainter, rect: QRect, line: Any, state: RowState) -> None:
        """Paint date and times, below them the strip, below that what speaks against it."""
        slot: Slot = line
        words, theme = self._proposals.words, self.ui.theme
        top = QRect(rect.left(), rect.top() + 6, _DATE, 20)
        painter.setPen(theme.color("t1"))
        painter.setFont(theme.font(Size.BODY, SEMIBOLD))
        paint_elided(painter, top.adjusted(0, 0, -6, 0), words.day(slot))
        x = top.right() + 1
        for number, (time, width) in enumerate(zip(words.times(slot), _TIMES, strict=True)):
            place = QRect(x, top.top(), width, 20)
            paint_time(self.ui, painter, place, time, tone="t2" if number else "t1", strong=not number)
            x += width
        if slot.common:
            chip = ChipLook(self.ui.language.tr("both on duty"), "grn")
            if x + chip_width(self.ui, chip) <= rect.right():
                paint_chip(self.ui, painter, QPoint(rect.right() - chip_width(self.ui, chip), top.top() + 1), chip)
        day = self._proposals.day(slot)
        strip = QRect(rect.left(), top.bottom() + 4, rect.width(), _STRIP)
        if day is not None:
            self._paint_letters(painter, strip, slot, state)
            paint_strip(self.ui, painter, strip.adjusted(_LETTERS, 0, 0, 0), day, slot)
        if slot.against:
            self._paint_chips(painter, QPoint(rect.left() + _LETTERS, strip.bottom() + 5), rect.right(), slot)

    def _paint_letters(self, painter: QPainter, strip: QRect, slot: Slot, state: RowState) -> None:
        """Name the lanes by the letters of their zones."""
        profile = self._proposals.words.wording.profile()
        painter.setFont(self.ui.theme.font(Size.META, MEDIUM))
        painter.setPen(self.ui.theme.color(state.meta))
        for number, zone in enumerate((profile.host_zone, profile.home_zone)):
            lane = QRect(strip.left(), strip.top() + number * (_LANE + _GAP) - 2, _LETTERS, _LANE + 4)
            letter = zone_letter(zone, slot.starts)
            painter.drawText(lane, _LEFT, letter if len(letter) == 1 else "·")

    def _paint_chips(self, painter: QPainter, at: QPoint, right: int, slot: Slot) -> None:
        said = self._proposals.words.against(slot, self._proposals.options)
        for number, text in enumerate(said):
            more = ChipLook(f"+{len(said) - number}", "amb")
            rest = chip_width(self.ui, more) + 6 if number < len(said) - 1 else 0
            chip = self._cut(text, right - at.x() - rest)
            if chip is None:
                paint_chip(self.ui, painter, at, more)
                return
            at = QPoint(paint_chip(self.ui, painter, at, chip).right() + 6, at.y())

    def _cut(self, text: str, room: int) -> ChipLook | None:
        """Return a chip for a room, its words cut if need be; None where hardly any would be left of them."""
        chip = ChipLook(text, "amb")
        if chip_width(self.ui, chip) <= room:
            return chip
        metrics = QFontMetrics(self.ui.theme.font(Size.META, MEDIUM))
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - 14)
        return ChipLook(cut, "amb") if len(cut) > _FEWEST else None


def paint_strip(ui: Ui, painter: QPainter, rect: QRect, day: DutyDay, slot: Slot | None) -> None:
    """Paint a day of the place from midnight to midnight: both duties in two lanes, what they share, what is taken, the slot."""
    color = ui.theme.color
    whole = (day.ends - day.begins).total_seconds()

    def across(starts: datetime, ends: datetime) -> tuple[float, float]:
        low, high = ((max(day.begins, min(at, day.ends)) - day.begins).total_seconds() / whole for at in (starts, ends))
        return rect.left() + low * rect.width(), max(2.0, (high - low) * rect.width())

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    lanes = [QRectF(rect.left(), rect.top() + n * (_LANE + _GAP), rect.width(), _LANE) for n in (0, 1)]
    for lane, spans in zip(lanes, (day.host, day.home), strict=True):
        painter.setBrush(color("sunk"))
        painter.drawRoundedRect(lane, 2, 2)
        painter.setBrush(color("line2"))
        for span in spans:
            x, width = across(*span)
            painter.drawRoundedRect(QRectF(x, lane.top(), width, lane.height()), 2, 2)
    painter.setBrush(color("grn_bg"))
    painter.setPen(QPen(color("grn"), 1))
    for span in day.common:
        x, width = across(*span)
        painter.drawRect(QRectF(x + 0.5, rect.top() + 0.5, width - 1, rect.height() - 1))
    painter.setPen(Qt.PenStyle.NoPen)
    for span in day.busy:
        x, width = across(*span)
        taken = QRectF(x, rect.top(), width, rect.height())
        painter.fillRect(taken, QBrush(color("t2"), Qt.BrushStyle.BDiagPattern))
        painter.fillRect(QRectF(x, rect.center().y() - 1, width, 3), color("t3"))
    painter.setPen(QPen(color("line"), 1))
    for quarter in (1, 2, 3):
        x = rect.left() + quarter * rect.width() / 4
        painter.drawLine(QPoint(round(x), rect.top()), QPoint(round(x), rect.bottom()))
    if slot is not None:
        x, width = across(slot.starts, slot.ends)
        painter.setPen(QPen(color("surf"), 1))
        painter.setBrush(color("acc"))
        painter.drawRoundedRect(QRectF(x, rect.top() - 1, max(5.0, width), rect.height() + 2), 3, 3)
    painter.restore()


class StripLegend(QWidget):
    """What the strips show: the marks with their words, and the hours they reach over."""

    def __init__(self, ui: Ui, words: SlotWords) -> None:
        super().__init__()
        self._ui = ui
        tr = ui.language.tr
        host = words.towns[0]
        self._marks: Sequence[tuple[str, str]] = (
            ("duty", tr("on duty")), ("common", tr("both on duty")), ("busy", tr("taken")), ("slot", tr("the time")),
        )  # fmt: skip
        self._hours = tr("0000–2400 in {place}", place=host)
        self.setFixedHeight(22)
        self.setAccessibleName("; ".join([self._hours, *(name for _, name in self._marks)]))

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks and their words, the hours before them."""
        del event
        painter, color = QPainter(self), self._ui.theme.color
        painter.setFont(self._ui.theme.font(Size.META))
        metrics = painter.fontMetrics()
        x = 14
        painter.setPen(color("t2"))
        marks = sum(38 + metrics.horizontalAdvance(name) for _, name in self._marks)
        hours = metrics.horizontalAdvance(self._hours) + 18
        if x + hours + marks <= self.width():  # where there is little room the marks matter more
            painter.drawText(QRect(x, 0, self.width(), self.height()), _LEFT, self._hours)
            x += hours
        for mark, name in self._marks:
            box = QRect(x, 6, 16, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            match mark:
                case "duty":
                    painter.fillRect(box, color("line2"))
                case "common":
                    painter.fillRect(box, color("grn_bg"))
                    painter.setPen(color("grn"))
                    painter.drawRect(box.adjusted(0, 0, -1, -1))
                case "busy":
                    painter.fillRect(box, QBrush(color("t2"), Qt.BrushStyle.BDiagPattern))
                    painter.fillRect(QRect(x, 10, 16, 3), color("t3"))
                case _:
                    painter.fillRect(QRect(x + 5, 5, 6, 12), color("acc"))
            x += 22
            painter.setPen(color("t2"))
            painter.drawText(QRect(x, 0, self.width(), self.height()), _LEFT, name)
            x += metrics.horizontalAdvance(name) + 16
