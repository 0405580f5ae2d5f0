"""A small painted month: week numbers, the shown span, today, dots below days on which something happens."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.ui.month import month_span, shifted
from liaison_desk.calendar.ui.weeks import sunday_first, week_number
from liaison_desk.calendar.words.wording import Wording, today
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_ROW: Final = 24
_COLUMN: Final = 25
_NUMBERS: Final = 24
_LONGEST: Final = 62
_CENTER: Final = Qt.AlignmentFlag.AlignCenter


class MiniMonth(QWidget):
    """Chooses a day. Arrows walk days, Page Up and Down months, Home goes to today, Return takes the day."""

    chosen = Signal(object)
    """A date was taken."""
    turned = Signal(object)
    """Another month (its first day) is shown; its marks should be given."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__()
        self._ui = ui
        self._wording = wording
        self.month = date.min
        self.cursor_day = date.min
        self.sunday = sunday_first(ui.memory)
        self._span = (date.min, date.min)
        self._busy: frozenset[date] = frozenset()
        self._holidays: Mapping[date, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.language.tr("Month"))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Week numbers, seven days, six weeks."""
        return QSize(_NUMBERS + 7 * _COLUMN, _ROW * 7)

    def show_span(self, first: date, last: date, month: date) -> None:
        """Mark the span the page shows, and turn to a month."""
        self._span = (first, last)
        if not first <= self.cursor_day <= last:
            self.cursor_day = first
        if self.month != month.replace(day=1):
            self.turn(month)
        self.update()

    def show_marks(self, busy: frozenset[date], holidays: Mapping[date, str]) -> None:
        """Mark days on which something happens, and holidays with their palette."""
        self._busy, self._holidays = busy, holidays
        self.update()

    def begin_weeks(self, *, sunday: bool) -> None:
        """Let weeks begin on Sunday or Monday."""
        self.sunday = sunday
        self.turn(self.month)

    def turn(self, month: date) -> None:
        """Show another month."""
        self.month = month.replace(day=1)
        self.setAccessibleDescription(self._wording.month(self.month))
        self.turned.emit(self.month)
        self.update()

    def rect_of(self, day: date) -> QRect:
        """Return where a day is painted."""
        first, _ = month_span(self.month, sunday=self.sunday)
        row, column = divmod((day - first).days, 7)
        return QRect(_NUMBERS + column * _COLUMN, _ROW + row * _ROW, _COLUMN, _ROW)

    def day_at(self, at: QPoint) -> date | None:
        """Return the day at a point."""
        if at.x() < _NUMBERS or at.y() < _ROW or self.month == date.min:
            return None
        first, days = month_span(self.month, sunday=self.sunday)
        number = (at.y() - _ROW) // _ROW * 7 + min(6, (at.x() - _NUMBERS) // _COLUMN)
        return first + timedelta(days=number) if number < days else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes a day."""
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self.cursor_day = day
            self.chosen.emit(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns months."""
        if event.angleDelta().y():
            self.turn(shifted(self.month, -1 if event.angleDelta().y() > 0 else 1))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk days and months."""
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in days:
            self._go(self.cursor_day + timedelta(days=days[key]))
        elif key in months:
            self._go(shifted(self.cursor_day, months[key]))
        elif key == Qt.Key.Key_Home:
            self._go(today(self._ui.clock.now(), self._wording.profile().host_zone))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self.cursor_day)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the day the keyboard is on."""
        super().focusInEvent(event)
        self.update()

    def _go(self, day: date) -> None:
        self.cursor_day = day
        self.setAccessibleDescription(self._wording.day(day, year=True))
        if (day.year, day.month) != (self.month.year, self.month.month):
            self.turn(day)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the month."""
        del event
        if self.month == date.min:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._ui.theme
        first, days = month_span(self.month, sunday=self.sunday)
        painter.setFont(theme.font(Size.META))
        painter.setPen(theme.color("t3"))
        for column in range(7):
            name = self._wording.weekday(first + timedelta(days=column))[:1]
            painter.drawText(QRect(_NUMBERS + column * _COLUMN, 0, _COLUMN, _ROW), _CENTER, name)
        self._paint_span(painter, first, days)
        for number in range(days):
            day = first + timedelta(days=number)
            if number % 7 == 0:
                painter.setFont(theme.font(Size.META, REGULAR, tabular=True))
                painter.setPen(theme.color("t3"))
                rect = QRect(0, _ROW + number // 7 * _ROW, _NUMBERS - 4, _ROW)
                painter.drawText(
                    rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(week_number(day))
                )
            self._paint_day(painter, day)

    def _paint_span(self, painter: QPainter, first: date, days: int) -> None:
        """Mark the shown days, a stripe a week; a whole month needs no mark."""
        begin, end = self._span
        if (end - begin).days >= 27:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.color("accbg"))
        for week in range(days // 7):
            low, high = first + timedelta(days=7 * week), first + timedelta(days=7 * week + 6)
            low, high = max(low, begin), min(high, end)
            if low <= high:
                rect = self.rect_of(low).united(self.rect_of(high)).adjusted(0, 1, 0, -1)
                painter.drawRoundedRect(rect, Size.RADIUS_BUTTON, Size.RADIUS_BUTTON)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        theme = self._ui.theme
        rect = self.rect_of(day)
        is_today = day == today(self._ui.clock.now(), self._wording.profile().host_zone)
        holiday = self._holidays.get(day)
        tone = theme.color("t1" if day.month == self.month.month else "t3")
        weight = REGULAR
        if holiday is not None:
            tone, weight = theme.calendar(holiday).bar, SEMIBOLD
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("acc"))
            painter.drawEllipse(QRectF(rect.center().x() - 10, rect.center().y() - 10, 21, 21))
            tone, weight = theme.color("on_acc"), MEDIUM
        painter.setPen(tone)
        painter.setFont(theme.font(Size.META, weight, tabular=True))
        painter.drawText(rect, _CENTER, str(day.day))
        if day in self._busy and not is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.calendar("exercises").bar)
            painter.drawEllipse(QRectF(rect.center().x() - 1, rect.bottom() - 3, 3, 3))
        if day == self.cursor_day and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("acc"), 1.5))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 5, 5)


def marks_of(occurrences: Sequence[Occurrence], zone: str) -> tuple[frozenset[date], dict[date, str]]:
    """Return the days on which exercises have something, and the holidays with their palettes."""
    busy: set[date] = set()
    holidays: dict[date, str] = {}
    for one in occurrences:
        first, last = dates(one, zone)
        days = [first + timedelta(days=number) for number in range(min(_LONGEST, (last - first).days + 1))]
        if one.day_off:
            holidays |= dict.fromkeys(days, one.palette)
        elif one.palette == "exercises":
            busy.update(days)
    return frozenset(busy), holidays
