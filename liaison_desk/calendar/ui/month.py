"""The month: weeks below one another, days as cells with bars over days and lines of timed events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import dates, is_bar
from liaison_desk.calendar.ui.drag import Cast, DayDrag, Grip, whole_days
from liaison_desk.calendar.ui.layout import Bar, bars
from liaison_desk.calendar.ui.marks import holiday_nations, paint_bar, paint_line
from liaison_desk.calendar.ui.view import CalendarView, key_of
from liaison_desk.calendar.ui.weeks import week_number, week_of
from liaison_desk.calendar.words.wording import Wording, today
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

HEAD: Final = 28
NUMBERS: Final = 34
_DATE: Final = 26
_ROW: Final = 20
_EDGE: Final = 6
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something painted in the month: an occurrence at a rectangle; ``bar`` for what lasts days."""

    number: int
    rect: QRect
    bar: Bar | None = None


class MonthView(CalendarView):
    """Whole weeks from ``first`` on; ``month`` is the one whose days stand out.

    Dragging over empty days makes an event of them, dragging one moves it, or an end of its bar; with Ctrl it is copied.
    Keys do the same: Shift with arrows marks days, Alt with arrows moves what is chosen, Alt+Shift its last day.
    """

    nudges = MappingProxyType(
        {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (-7, 0), Qt.Key.Key_Down: (7, 0)}
    )

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording, ui.language.tr("Month"))
        self.month = self.first
        self.day = self.first
        self._marks: list[_Mark] = []
        self._hidden: dict[date, int] = {}
        self._timed: dict[date, list[int]] = {}
        self._long: list[tuple[date, date, int]] = []
        self._drag: DayDrag | None = None
        self._copying = False
        self._reach: date | None = None
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def weeks(self) -> int:
        """How many weeks are shown."""
        return max(1, self.days // 7)

    def cell(self, number: int) -> QRect:
        """Return the cell of a day of the span."""
        row, column = divmod(number, 7)
        width, height = self.viewport().width() - NUMBERS, self.viewport().height() - HEAD
        left, right = NUMBERS + width * column // 7, NUMBERS + width * (column + 1) // 7
        top, bottom = HEAD + height * row // self.weeks, HEAD + height * (row + 1) // self.weeks
        return QRect(left, top, right - left, bottom - top)

    def day_at(self, at: QPoint) -> date:
        """Return the day at a point, the nearest one outside the cells."""
        width, height = self.viewport().width() - NUMBERS, self.viewport().height() - HEAD
        column = max(0, min(6, (at.x() - NUMBERS) * 7 // max(1, width)))
        row = max(0, min(self.weeks - 1, (at.y() - HEAD) * self.weeks // max(1, height)))
        return self.first + timedelta(days=row * 7 + column)

    def show_span(
        self, occurrences: Sequence[Occurrence], first: date, days: int, clashes: Mapping[int, int] | None = None
    ) -> None:
        """Find the days of what was read once, for thousands are laid out again with every size, then show it."""
        zone = self.wording.profile().host_zone
        self._timed, self._long = {}, []
        for number, one in enumerate(occurrences):
            if is_bar(one):
                self._long.append((*dates(one, zone), number))
            else:
                self._timed.setdefault(to_local(one.starts, zone).date(), []).append(number)
        super().show_span(occurrences, first, days, clashes)

    def lay_out(self) -> None:
        """Find each week's bars and each day's lines that have room; count what has none."""
        self._marks, self._hidden = [], {}
        for week in range(self.weeks):
            self._lay_out_week(week)

    def _lay_out_week(self, week: int) -> None:
        first = self.first + timedelta(days=7 * week)
        zone = self.wording.profile().host_zone
        room = max(1, (self.cell(week * 7).height() - _DATE - 2) // _ROW)
        last = first + timedelta(days=6)
        long = [number for begin, end, number in self._long if begin <= last and first <= end]
        across = [
            replace(bar, number=long[bar.number])
            for bar in bars([self.occurrences[number] for number in long], zone, first, 7)
        ]
        timed = [self._timed.get(first + timedelta(days=day), []) for day in range(7)]
        for day in range(7):
            here = [bar for bar in across if bar.first <= day <= bar.last]
            wanted = max((bar.row + 1 for bar in here), default=0) + len(timed[day])
            shown = room if wanted <= room else room - 1
            rows = [row for row in range(shown) if all(bar.row != row for bar in here)]
            cell = self.cell(week * 7 + day)
            for row, number in zip(rows, timed[day], strict=False):
                top = cell.top() + _DATE + row * _ROW
                self._marks.append(_Mark(number, QRect(cell.left() + 3, top, cell.width() - 6, _ROW - 2)))
            hidden = (
                len(timed[day])
                - min(len(rows), len(timed[day]))
                + sum(bar.row >= room - 1 for bar in here if wanted > room)
            )
            if hidden:
                self._hidden[first + timedelta(days=day)] = hidden
        for bar in across:
            days = range(bar.first, bar.last + 1)
            if bar.row < room - any(first + timedelta(days=day) in self._hidden for day in days):
                left, right = self.cell(week * 7 + bar.first).left() + 3, self.cell(week * 7 + bar.last).right() - 3
                top = self.cell(week * 7).top() + _DATE + bar.row * _ROW
                self._marks.append(_Mark(bar.number, QRect(left, top, right - left, _ROW - 2), bar))

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return where an occurrence first stands; its day's cell when it has no room."""
        for mark in self._marks:
            if key_of(self.occurrences[mark.number]) == key_of(occurrence):
                return mark.rect
        number = (dates(occurrence, self.wording.profile().host_zone)[0] - self.first).days
        return self.cell(number) if 0 <= number < self.days else QRect()

    def occurrence_at(self, at: QPoint) -> Occurrence | None:
        """Return the event at a point."""
        found = next((mark for mark in self._marks if mark.rect.contains(at)), None)
        return self.occurrences[found.number] if found is not None else None

    def reveal(self, occurrence: Occurrence) -> None:
        """The day of what is chosen becomes the present one."""
        self.day = max(self.first, dates(occurrence, self.wording.profile().host_zone)[0])

    def look_at(self, day: date, first: date) -> None:
        """Put the cursor on a day; its month stands out."""
        del first
        self.day, self.month = day, day.replace(day=1)

    def cursor_day(self) -> date | None:
        """Return the day the cursor is on."""
        return self.day

    def select(self, occurrence: Occurrence | None, *, reveal: bool = True) -> None:
        """Choose an occurrence, or none; days that keys marked are marked no more."""
        self._reach = None
        super().select(occurrence, reveal=reveal)

    def marked(self) -> tuple[date, date]:
        """Return the first and the last day that a drag or the keys have marked; the present day else."""
        if self._drag is not None and self._drag.begun:
            return self.first + timedelta(days=self._drag.first), self.first + timedelta(days=self._drag.last)
        other = self._reach or self.day
        return min(self.day, other), max(self.day, other)

    def ask_new(self) -> None:
        """Ask for a new event of the days that keys marked; on the present day, at the beginning of duty, otherwise."""
        if self._reach is not None:
            first, last = (datetime.combine(day, datetime.min.time()) for day in self.marked())
            self._reach = None
            self.new_asked.emit(first, last + timedelta(days=1), True)
            return
        start = self.wording.profile().duty_start
        at = datetime.combine(self.day, start.replace(minute=0)) + timedelta(hours=1)
        self.new_asked.emit(at, at + timedelta(hours=1), False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the day, with Shift they mark days for a new event; Esc lets go of a drag; the rest is as in every view."""
        modifiers, key = event.modifiers(), event.key()
        if key == Qt.Key.Key_Escape and (self._drag is not None or self._reach is not None):
            self._reach = None
            self._let_go()
        elif key not in self.nudges or modifiers & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            day = self.day + timedelta(days=self.nudges[key][0])
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self._mark_to(day)
            else:
                self.go_to(day)

    def _let_go(self) -> None:
        self._drag, self._copying = None, False
        self._tell_chosen()
        self.viewport().update()

    def ground_at(self, at: QPoint) -> Cast | None:
        """Return the whole day at a point."""
        day = self.day_at(at)
        return whole_days(day, day) if at.y() >= HEAD else None

    def _mark_to(self, day: date) -> None:
        if self.first <= day < self.first + timedelta(days=self.days):
            reach = self._reach or self.day
            self.select(None)
            self.day, self._reach = day, reach
            self.told.emit(self.wording.span(*self.marked()))
            self.viewport().update()

    def go_to(self, day: date) -> None:
        """Make a day the present one and choose its first event."""
        if not self.first <= day < self.first + timedelta(days=self.days):
            self.day_asked.emit(day)
            return
        zone = self.wording.profile().host_zone
        found = [one for one in self.reading_order() if dates(one, zone)[0] <= day <= dates(one, zone)[1]]
        self.select(found[0] if found else None)
        self.day = day
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an event, an end of its bar, or empty days; "+2 more" shows the day."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position().toPoint()
        self.day = self.day_at(at)
        one, number = self.occurrence_at(at), (self.day - self.first).days
        self.select(one, reveal=False)
        if one is not None:
            first, last = ((when - self.first).days for when in dates(one, self.wording.profile().host_zone))
            self._drag = DayDrag(self._grip_at(at), number, first, last, one)
        elif self._more_rect(self.day).contains(at):
            self.day_asked.emit(self.day)
        elif at.y() >= HEAD:
            self._drag = DayDrag(Grip.EMPTY, number, number, number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show by the pointer's shape what could be."""
        at, drag = event.position().toPoint(), self._drag
        if drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            edge = self._grip_at(at) in {Grip.START, Grip.END}
            self.viewport().setCursor(QCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor))
            return
        if drag.occurrence is not None and drag.occurrence.holiday:
            return
        if drag.grip is Grip.BODY and self.leaves(drag.occurrence, event):
            self._let_go()
            return
        self._drag = drag = drag.to((self.day_at(at) - self.first).days)
        self._copying = drag.grip is Grip.BODY and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if drag.begun:
            self.tell_days(drag, copying=self._copying)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the drag means; a click alone opens the event."""
        drag, copying = self._drag, self._copying
        if event.button() is not Qt.MouseButton.LeftButton or drag is None:
            return
        self._drag, self._copying = None, False
        self.viewport().update()
        if drag.begun:
            self.finish_days(drag, copying=copying)
        elif drag.occurrence is not None:
            self.open_selected()

    def _grip_at(self, at: QPoint) -> Grip:
        """Return what of an event the pointer is at: an end of its bar, or the event."""
        mark = next((mark for mark in self._marks if mark.rect.contains(at)), None)
        if mark is None:
            return Grip.EMPTY
        if mark.bar is None or self.occurrences[mark.number].holiday or mark.rect.width() < 4 * _EDGE:
            return Grip.BODY
        if mark.bar.finishes and mark.rect.right() - at.x() < _EDGE:
            return Grip.END
        return Grip.START if mark.bar.begins and at.x() - mark.rect.left() < _EDGE else Grip.BODY

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a day makes a new event."""
        if self.occurrence_at(event.position().toPoint()) is None:
            self.ask_new()

    def _more_rect(self, day: date) -> QRect:
        if day not in self._hidden:
            return QRect()
        cell = self.cell((day - self.first).days)
        room = max(1, (cell.height() - _DATE - 2) // _ROW)
        return QRect(cell.left() + 3, cell.top() + _DATE + (room - 1) * _ROW, cell.width() - 6, _ROW - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint weekdays, cells, events."""
        del event
        painter = QPainter(self.viewport())
        theme = self.ui.theme
        painter.fillRect(self.viewport().rect(), theme.color("surf"))
        present = today(self.ui.clock.now(), self.wording.profile().host_zone)
        for number in range(self.days):
            self._paint_cell(painter, number, present)
        painter.setFont(theme.font(Size.META, MEDIUM))
        painter.setPen(theme.color("t3"))
        for column in range(7):
            cell = self.cell(column)
            painter.drawText(
                QRect(cell.left() + 8, 0, cell.width(), HEAD),
                _LEFT,
                self.wording.weekday(self.first + timedelta(days=column)),
            )
        for mark in self._marks:
            one, clash = self.occurrences[mark.number], mark.number in self.clashes
            selected = self.is_selected(one)
            if mark.bar is not None:
                paint_bar(self.ui, self.wording, painter, mark.rect, one, mark.bar, selected=selected, clash=clash)
            else:
                paint_line(self.ui, self.wording, painter, mark.rect, one, selected=selected, clash=clash)

    def _paint_cell(self, painter: QPainter, number: int, present: date) -> None:
        theme = self.ui.theme
        cell, day = self.cell(number), self.first + timedelta(days=number)
        if day.weekday() >= 5:
            painter.fillRect(cell, theme.color("hov" if theme.dark else "win"))
        painter.fillRect(QRect(cell.left(), cell.top(), cell.width(), 1), theme.color("line"))
        painter.fillRect(QRect(cell.left(), cell.top(), 1, cell.height()), theme.color("line"))
        first, last = self.marked()
        if ((self._drag is not None and self._drag.begun) or self._reach is not None) and first <= day <= last:
            painter.fillRect(cell.adjusted(1, 1, 0, 0), theme.color("accbg"))
        if number % 7 == 0:
            painter.setFont(theme.font(Size.META, REGULAR, tabular=True))
            painter.setPen(theme.color("t3"))
            painter.drawText(
                QRect(0, cell.top() + 4, NUMBERS - 8, 20), Qt.AlignmentFlag.AlignRight, str(week_number(day))
            )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRect(cell.left() + 5, cell.top() + 3, 22, 22)
        if day == present:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("acc"))
            painter.drawEllipse(circle)
        holidays = holiday_nations([self.occurrences[n] for begin, end, n in self._long if begin <= day <= end], day)
        tone = theme.color("on_acc" if day == present else "t1" if day.month == self.month.month else "t3")
        if holidays and day != present:
            tone = theme.calendar(holidays[0]).bar
        painter.setPen(tone)
        painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD if day == present or holidays else MEDIUM, tabular=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self.day and self.hasFocus() and self.selected() is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("acc"), 2))
            painter.drawRoundedRect(QRectF(cell).adjusted(2, 2, -1, -1), Size.RADIUS_EVENT, Size.RADIUS_EVENT)
        painter.restore()
        if day in self._hidden:
            painter.setFont(theme.font(Size.META, MEDIUM))
            painter.setPen(theme.color("t2"))
            words = self.ui.language.tr("+{n} more", n=self._hidden[day])
            painter.drawText(self._more_rect(day).adjusted(6, 0, 0, 0), _LEFT, words)


def month_span(month: date, *, sunday: bool = False) -> tuple[date, int]:
    """Return the Monday (or Sunday) a month's grid begins on, and how many days of whole weeks it takes."""
    first = month.replace(day=1)
    begin = week_of(first, sunday=sunday)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return begin, ((last - begin).days // 7 + 1) * 7


def shifted(month: date, by: int) -> date:
    """Return the first day of the month ``by`` months later."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)
