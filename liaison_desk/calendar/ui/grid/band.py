"""The head of the day grid: names of rulers and days, holidays, and what lasts whole days as bars."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.ui.drag import Cast, DayDrag, Grip, whole_days
from liaison_desk.calendar.ui.grid.crossing import cross
from liaison_desk.calendar.ui.grid.geometry import WeekGrid
from liaison_desk.calendar.ui.layout import Bar, bars
from liaison_desk.calendar.ui.marks import holiday_nations, paint_bar, paint_ghost
from liaison_desk.calendar.ui.view import key_of
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.paint import ChipLook, chip_width, paint_chip, paint_elided
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

HEAD: Final = 48
ROW: Final = 23
_MOST_ROWS: Final = 4
_EDGE: Final = 6
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Band(QWidget):
    """Stands above the hours and does not scroll with them.

    Dragging makes events of whole days, moves bars by days, or one of their ends; with Ctrl a bar stays and is copied.
    """

    def __init__(self, view: WeekGrid) -> None:
        super().__init__(view)
        self._view = view
        self._bars: list[Bar] = []
        self._open = False
        self._drag: DayDrag | None = None
        self._copying = False
        self.setMouseTracking(True)
        self.setAcceptDrops(True)

    def lay_out(self) -> None:
        """Put the bars into rows and take the height they need."""
        view = self._view
        self._bars = bars(view.occurrences, view.zone, view.first, view.days)
        self.setFixedHeight(HEAD + self._rows() * ROW + 6)
        self.update()

    @property
    def dragging(self) -> bool:
        """Whether something is being dragged."""
        return self._drag is not None

    def end_drag(self) -> None:
        """Let go of what is dragged; nothing has changed."""
        self._drag, self._copying = None, False
        self._view.drag = self._view.crossing = None
        self._view.viewport().update()
        self.update()

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return where a bar stands in the band."""
        for bar in self._bars:
            if key_of(self._view.occurrences[bar.number]) == key_of(occurrence):
                return self._rect_of(bar)
        return QRect()

    def _rows(self) -> int:
        wanted = max((bar.row + 1 for bar in self._bars), default=1)
        return wanted if self._open else min(wanted, _MOST_ROWS)

    def _rect_of(self, bar: Bar) -> QRect:
        view = self._view
        left, right = view.left_of(bar.first) + 2, view.left_of(bar.last + 1) - 4
        return QRect(left, HEAD + 4 + bar.row * ROW, right - left, ROW - 3)

    def _hidden(self, day: int) -> int:
        return sum(bar.first <= day <= bar.last and not self._shown(bar) for bar in self._bars)

    def _shown(self, bar: Bar) -> bool:
        """The last row is left for "+2" when not all rows are shown."""
        rows = self._rows()
        return bar.row < rows - 1 or max(other.row for other in self._bars) < rows

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names, bars, and how many bars are hidden."""
        del event
        view, ui = self._view, self._view.ui
        painter = QPainter(self)
        painter.fillRect(self.rect(), ui.theme.color("surf"))
        self._paint_rulers(painter)
        for day in range(view.days):
            self._paint_day(painter, day)
        for bar in self._bars:
            if self._shown(bar) and not self._carried(bar):
                one, clash = view.occurrences[bar.number], bar.number in view.clashes
                rect, selected = self._rect_of(bar), view.is_selected(one)
                paint_bar(ui, view.wording, painter, rect, one, bar, selected=selected, clash=clash)
        for day in range(view.days):
            if hidden := self._hidden(day):
                painter.setFont(ui.theme.font(Size.META, MEDIUM))
                painter.setPen(ui.theme.color("t2"))
                rect = QRect(view.left_of(day) + 6, HEAD + 4 + (self._rows() - 1) * ROW, 120, ROW - 3)
                painter.drawText(rect, _LEFT, ui.language.tr("+{n} more", n=hidden))
        self._paint_drag(painter)
        line = ui.theme.color("line")
        painter.fillRect(QRect(0, HEAD, self.width(), 1), line)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), ui.theme.color("line2"))

    def _carried(self, bar: Bar) -> bool:
        """Tell whether a bar is painted where it is dragged to instead."""
        drag = self._drag
        return (
            drag is not None
            and drag.begun
            and not self._copying
            and self._view.occurrences[bar.number] is drag.occurrence
        )

    def _paint_drag(self, painter: QPainter) -> None:
        drag, view, crossing = self._drag, self._view, self._view.crossing
        if crossing is not None:
            if crossing.cast.all_day:
                row = self._free_row(crossing.day)
                shown = Bar(0, crossing.day, crossing.day, row, True, True)
                paint_ghost(view.ui, view.wording, painter, self._rect_of(shown), crossing.occurrence)
            return
        if drag is None or not drag.begun or drag.last < 0 or drag.first >= view.days:
            return
        one = drag.occurrence
        mine = (bar.row for bar in self._bars if one is not None and view.occurrences[bar.number] is one)
        row = min(next(mine, self._rows() - 1), self._rows() - 1)
        shown = Bar(0, max(0, drag.first), min(view.days - 1, drag.last), row, drag.first >= 0, drag.last < view.days)
        paint_ghost(view.ui, view.wording, painter, self._rect_of(shown), one)

    def _free_row(self, day: int) -> int:
        """Return the first row that is empty on a day, else the last one."""
        taken = {bar.row for bar in self._bars if bar.first <= day <= bar.last}
        return next((row for row in range(self._rows()) if row not in taken), self._rows() - 1)

    def _paint_rulers(self, painter: QPainter) -> None:
        view, theme = self._view, self._view.ui.theme
        noon = view.instant(view.ruler_day() * 1440 + 720)
        names = {
            "place": view.wording.place_name(noon),
            "zulu": view.ui.language.tr("Zulu"),
            "home": view.wording.home_name(),
        }
        width = (view.gutter - 2) // len(view.rulers)
        for number, name in enumerate(view.rulers):
            painter.setFont(theme.font(Size.META, SEMIBOLD if name == "place" else MEDIUM))
            painter.setPen(theme.color("t1" if name == "place" else "t2"))
            paint_elided(painter, QRect(number * width, HEAD - 22, width - 5, 18), names[name], _RIGHT)
        painter.setFont(theme.font(Size.META))
        painter.setPen(theme.color("t3"))
        painter.drawText(QRect(0, HEAD + 4, view.gutter - 7, ROW - 3), _RIGHT, view.ui.language.tr("All day"))

    def _paint_day(self, painter: QPainter, number: int) -> None:
        view, theme = self._view, self._view.ui.theme
        left, right = view.left_of(number), view.left_of(number + 1)
        day = view.day_of(number)
        is_today = number == view.today_column()
        painter.fillRect(QRect(left, 0, 1, self.height()), theme.color("line"))
        painter.setFont(theme.font(Size.SECONDARY, MEDIUM if is_today else 400))
        painter.setPen(theme.color("acc" if is_today else "t2"))
        whole = view.days == 1
        painter.drawText(QRect(left + 9, 5, right - left - 40, 16), _LEFT, view.wording.weekday(day, whole=whole))
        painter.setFont(theme.font(Size.CLOCK, SEMIBOLD, tabular=True))
        painter.setPen(theme.color("acc" if is_today else "t1"))
        painter.drawText(QRect(left + 9, 21, right - left - 20, 24), _LEFT, str(day.day))
        number_width = painter.fontMetrics().horizontalAdvance(str(day.day))
        x = right - 8
        painter.setFont(theme.font(Size.META, SEMIBOLD))
        for palette in holiday_nations(view.occurrences, day):
            words = palette[-2:].upper()
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.setPen(theme.calendar(palette).bar)
            painter.drawText(QRect(x - width, 5, width, 16), _LEFT, words)
            x -= width + 6
        self._paint_shift(painter, number, left + 15 + number_width, right - 7)

    def _paint_shift(self, painter: QPainter, number: int, left: int, right: int) -> None:
        """Mark a day from which on home's clock is another; a narrow day has no room for home's name."""
        ui = self._view.ui
        if shift := self._shift(number):
            looks = (ChipLook(f"{self._view.wording.home_name()} {shift}", "amb"), ChipLook(shift, "amb"))
            look = next((look for look in looks if right - chip_width(ui, look) >= left), looks[1])
            paint_chip(ui, painter, QPoint(right - chip_width(ui, look), 25), look)

    def _shift(self, number: int) -> str:
        """Return by how much home's clock is another from a day on, beside the place's: ``−1 h``; empty when it is not."""
        shift = self._view.home_shift(number)
        return f"{'+' if shift > timedelta() else '−'}{self._view.wording.length(abs(shift))}" if shift else ""

    def _shift_tip(self, number: int) -> str:
        """Return what the chip means, in a sentence."""
        view = self._view
        shift = self._shift(number)
        if not shift:
            return ""
        noon = view.instant(number * 1440 + 720)
        zone, home = view.wording.place_name(noon), view.wording.home_name()
        there = to_local(noon, view.wording.profile().home_zone)
        words = view.ui.language.tr(
            "The clocks change: from this day on it is {there} in {home} when it is 12:00 {zone} here.",
            there=f"{there:%H:%M}", home=home, zone=zone,
        )  # fmt: skip
        return f"{home} {shift}\n{words}"

    def _bar_at(self, at: QPoint) -> Occurrence | None:
        found = next((bar for bar in self._bars if self._shown(bar) and self._rect_of(bar).contains(at)), None)
        return self._view.occurrences[found.number] if found is not None else None

    def _day_at(self, at: QPoint) -> int:
        return self._view.slot_at(at)[0]

    def _grip_at(self, at: QPoint) -> Grip:
        """Return what of a bar the pointer is at: an end that can be seen, or the bar."""
        bar = next((bar for bar in self._bars if self._shown(bar) and self._rect_of(bar).contains(at)), None)
        if bar is None:
            return Grip.EMPTY
        rect = self._rect_of(bar)
        if self._view.occurrences[bar.number].holiday or rect.width() < 4 * _EDGE:
            return Grip.BODY
        if bar.finishes and rect.right() - at.x() < _EDGE:
            return Grip.END
        return Grip.START if bar.begins and at.x() - rect.left() < _EDGE else Grip.BODY

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a bar, one of its ends, or empty days; a day's name shows the day."""
        at = event.position().toPoint()
        view = self._view
        if event.button() is not Qt.MouseButton.LeftButton or at.x() < view.gutter:
            return
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        one, day = self._bar_at(at), self._day_at(at)
        if one is not None:
            view.select(one, reveal=False)
            first, last = ((when - view.first).days for when in dates(one, view.zone))
            self._drag = DayDrag(self._grip_at(at), day, first, last, one)
        elif at.y() < HEAD:
            if view.days > 1:
                view.day_asked.emit(view.day_of(day))
        else:
            self._drag = DayDrag(Grip.EMPTY, day, day, day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show by the pointer's shape what could be."""
        at, drag = event.position().toPoint(), self._drag
        if drag is None:
            edge = self._grip_at(at) in {Grip.START, Grip.END}
            self.setCursor(QCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor))
            return
        if drag.occurrence is not None and drag.occurrence.holiday:
            return
        body = drag.grip is Grip.BODY
        if body and self._view.leaves(drag.occurrence, event):
            self.end_drag()
            return
        self._copying = body and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        held = drag.occurrence if body and not self._copying else None
        if cross(self._view, held, at - QPoint(0, self.height())):
            self._drag = replace(drag, begun=True)
            self.update()
            return
        self._drag = drag = drag.to(self._day_at(at))
        if drag.begun:
            self._view.tell_days(drag, copying=self._copying)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the drag means; a click alone opens a bar, or shows all rows where "+2 more" is."""
        drag, view, copying, crossing = self._drag, self._view, self._copying, self._view.crossing
        if event.button() is not Qt.MouseButton.LeftButton or drag is None:
            return
        self.end_drag()
        if crossing is not None:
            view.recast_asked.emit(crossing.occurrence, crossing.cast)
        elif drag.begun:
            view.finish_days(drag, copying=copying)
        elif drag.occurrence is not None:
            view.open_selected()
        elif self._hidden(drag.anchor) or self._open:
            self._open = not self._open
            view.lay_out()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click beside the bars makes a new event of that day."""
        at = event.position().toPoint()
        if at.x() >= self._view.gutter and at.y() > HEAD and self._bar_at(at) is None:
            day = self._view.wall(self._day_at(at) * 1440)
            self._view.new_asked.emit(day, day + timedelta(days=1), True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take contacts, as the view does."""
        self._view.dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Contacts can be dropped on a bar, or on a day for an event of that day."""
        at = event.position().toPoint()
        self._view.offer_people(event, self._bar_at(at), self._ground_at(at))

    def dropEvent(self, event: QDropEvent) -> None:
        """Contacts dropped on a bar are invited to it; beside bars they are those of a new event of that day."""
        at = event.position().toPoint()
        self._view.take_people(event, self._bar_at(at), self._ground_at(at))

    def _ground_at(self, at: QPoint) -> Cast | None:
        day = self._view.day_of(self._day_at(at))
        return whole_days(day, day) if at.x() >= self._view.gutter else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a bar."""
        one = self._bar_at(event.pos())
        self._view.select(one)
        self._view.menu_asked.emit(one, event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what a bar is, or why home's clock is another from a day on."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def tip_at(self, at: QPoint) -> str:
        """Return what the tool tip at a point says."""
        inside = at.y() < HEAD and at.x() >= self._view.gutter
        return self._shift_tip(self._day_at(at)) if inside else self._view.bar_tip(self._bar_at(at))
