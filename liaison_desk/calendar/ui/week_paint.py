"""Paints the day grid: duty hours, rulers of three zones, other nations' midnights, the present, the events."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from liaison_desk.calendar.ui.layout import DAY_MINUTES, HOLIDAY
from liaison_desk.calendar.ui.marks import holiday_nations, paint_block
from liaison_desk.calendar.ui.week_grid import WeekGrid
from liaison_desk.calendar.ui.wording import ZULU
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER: Final = Qt.AlignmentFlag.AlignCenter
_CHIP: Final = QRect(0, 0, 22, 14)


class WeekPainter:
    """Paints one state of a week view, back to front."""

    def __init__(self, view: WeekGrid, painter: QPainter) -> None:
        self._view = view
        self._painter = painter
        self._theme = view.ui.theme
        self._profile = view.wording.profile()
        self._width = view.viewport().width()
        self._height = view.viewport().height()

    def paint(self) -> None:
        """Paint everything."""
        self._painter.fillRect(self._view.viewport().rect(), self._theme.color("surf"))
        for day in range(self._view.days):
            self._paint_ground(day)
        self._paint_hours()
        self._paint_midnights()
        self._paint_now()
        self._paint_cursor()
        self._paint_events()
        self._paint_drag()
        self._paint_rulers()
        self._paint_now_label()

    def _paint_ground(self, day: int) -> None:
        """Shade what lies outside duty: nights, weekends, the host's holidays."""
        view, profile = self._view, self._profile
        left, right = view.left_of(day), view.left_of(day + 1)
        shade = self._theme.color("hov" if self._theme.dark else "win")
        here = view.day_of(day)
        free = here.weekday() >= 5 or HOLIDAY + profile.host[:2].lower() in holiday_nations(view.occurrences, here)
        start, end = _minutes(profile.duty_start), _minutes(profile.duty_end)
        for low, high in ((0, DAY_MINUTES),) if free else ((0, start), (end, DAY_MINUTES)):
            self._painter.fillRect(
                QRect(left, view.top_of(low), right - left, view.top_of(high) - view.top_of(low)), shade
            )
        self._painter.fillRect(QRect(left, 0, 1, self._height), self._theme.color("line"))

    def _paint_hours(self) -> None:
        line = self._theme.color("line")
        for hour in range(25):
            y = self._view.top_of(hour * 60)
            if 0 <= y < self._height:
                self._painter.fillRect(QRect(self._view.gutter, y, self._width - self._view.gutter, 1), line)

    def _paint_midnights(self) -> None:
        """Dash a line where Zulu's and home's days begin, day by day, for clocks may change within the week."""
        zones = {"zulu": ZULU, "home": self._profile.home_zone}
        self._painter.save()
        pen = QPen(self._theme.color("ctl"), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 3])
        self._painter.setPen(pen)
        for ruler, zone in zones.items():
            if ruler in self._view.rulers:
                for day, minute in self._view.shown_midnights(zone):
                    y = self._view.top_of(minute)
                    left = 0 if day == 0 else self._view.left_of(day)
                    self._painter.drawLine(left, y, self._view.left_of(day + 1), y)
        self._painter.restore()

    def _paint_now(self) -> None:
        """The line of the present passes behind the events; it is strong in today's column."""
        today = self._view.today_column()
        if today < 0:
            return
        y = self._view.top_of(self._now())
        color = QColor(self._theme.color("now"))
        color.setAlphaF(0.35)
        self._painter.fillRect(QRect(self._view.gutter, y, self._width - self._view.gutter, 1), color)
        left, right = self._view.left_of(today), self._view.left_of(today + 1)
        self._painter.fillRect(QRect(left, y - 1, right - left, 2), self._theme.color("now"))
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.color("now"))
        self._painter.drawEllipse(QPoint(left, y), 5, 5)
        self._painter.restore()

    def _paint_cursor(self) -> None:
        if not self._view.hasFocus() or self._view.selected() is not None or self._view.drag is not None:
            return
        day, minute = self._view.slot
        left, right = self._view.left_of(day) + 2, self._view.left_of(day + 1) - 4
        top = self._view.top_of(minute)
        self._outline(QRect(left, top + 1, right - left, self._view.top_of(minute + 30) - top - 2))

    def _paint_events(self) -> None:
        view = self._view
        for placed in view.placed:
            one = view.occurrences[placed.piece.number]
            rect = view.rect_of(placed)
            if rect.bottom() < 0 or rect.top() > self._height:
                continue
            if view.drag is not None and view.drag.begun and view.drag.occurrence is one:
                continue
            paint_block(
                view.ui,
                view.wording,
                self._painter,
                rect,
                one,
                placed,
                selected=view.is_selected(one),
                height_of=self._height_of,
            )

    def _height_of(self, minutes: int) -> int:
        return self._view.top_of(minutes) - self._view.top_of(0)

    def _paint_drag(self) -> None:
        """Where the dragged event would be, over everything, in pieces if it passes midnight."""
        view, drag = self._view, self._view.drag
        if drag is None or not drag.begun:
            return
        colors = self._theme.calendar(drag.occurrence.palette) if drag.occurrence else None
        for day in range(view.days):
            low = max(drag.start, day * DAY_MINUTES) - day * DAY_MINUTES
            high = min(drag.end, (day + 1) * DAY_MINUTES) - day * DAY_MINUTES
            if low >= high:
                continue
            left, right = view.left_of(day) + 2, view.left_of(day + 1) - 6
            top = view.top_of(low)
            rect = QRect(left, top, right - left, max(20, view.top_of(high) - top - 1))
            self._painter.save()
            self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._painter.setPen(QPen(colors.bar if colors else self._theme.color("acc"), 2))
            self._painter.setBrush(colors.fill if colors else self._theme.color("accbg"))
            self._painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), Size.RADIUS_EVENT, Size.RADIUS_EVENT)
            self._painter.setPen(colors.text if colors else self._theme.color("acc"))
            self._painter.setFont(self._theme.font(Size.SECONDARY, SEMIBOLD, tabular=True))
            words = f"{view.wall(drag.start):%H:%M}–{view.wall(drag.end):%H:%M}"
            self._painter.drawText(rect.adjusted(9, 3, -4, -2), Qt.AlignmentFlag.AlignLeft, words)
            self._painter.restore()

    def _paint_rulers(self) -> None:
        view, theme = self._view, self._theme
        width = (view.gutter - 2) // len(view.rulers)
        zones = {"place": view.zone, "zulu": ZULU, "home": self._profile.home_zone}
        day = view.day_of(max(0, view.slot[0] if view.today_column() < 0 else view.today_column()))
        for number, ruler in enumerate(view.rulers):
            self._paint_duty(ruler, number * width + (width if ruler == "place" else width - 1))
            before = 0
            for hour in range(24):
                y = view.top_of(hour * 60)
                wall = datetime.combine(day, time(hour))
                local = to_local(to_utc(wall, view.zone).astimezone(UTC), zones[ruler])
                shift = (local.date() - day).days
                rect = QRect(number * width, y - 8, width - 5, 16)
                if ruler != "place":
                    # The dashed midnight line must not strike through its own 00:00.
                    ground = rect.adjusted(8, 0, 2, 0)
                    self._painter.fillRect(ground, theme.color("surf"))
                self._painter.setFont(theme.font(Size.META, SEMIBOLD if ruler == "place" else REGULAR, tabular=True))
                self._painter.setPen(theme.color("t1" if ruler == "place" else "t2"))
                if ruler == "place":
                    self._painter.fillRect(rect.adjusted(8, 0, -2, 0), theme.color("surf"))
                self._painter.drawText(rect, _RIGHT, f"{local:%H:%M}")
                if shift != before:
                    self._paint_shift(QPoint(number * width + width - 28, y - 24), shift)
                before = shift

    def _paint_shift(self, at: QPoint, shift: int) -> None:
        rect = _CHIP.translated(at)
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.color("amb_bg"))
        self._painter.drawRoundedRect(rect, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
        self._painter.setPen(self._theme.color("amb"))
        self._painter.setFont(self._theme.font(Size.META, MEDIUM, tabular=True))
        self._painter.drawText(rect, _CENTER, f"{shift:+d}".replace("-", "−"))
        self._painter.restore()

    def _paint_duty(self, ruler: str, x: int) -> None:
        """A stripe of duty hours beside the ruler of each nation: grey the host's, green home's."""
        if ruler == "zulu":
            return
        view, profile = self._view, self._profile
        zone = view.zone if ruler == "place" else profile.home_zone
        color = self._theme.color("line2" if ruler == "place" else "grn")
        day = view.day_of(max(0, view.today_column()))
        for shift in (-1, 0, 1):
            begin = to_utc(datetime.combine(day + timedelta(days=shift), profile.duty_start), zone)
            end = to_utc(datetime.combine(day + timedelta(days=shift), profile.duty_end), zone)
            low, high = (self._minute_of(at, day) for at in (begin, end))
            low, high = max(0, low), min(DAY_MINUTES, high)
            if low < high:
                self._painter.fillRect(QRect(x - 1, view.top_of(low), 3, view.top_of(high) - view.top_of(low)), color)

    def _paint_now_label(self) -> None:
        if self._view.today_column() < 0:
            return
        now = to_local(self._view.ui.clock.now(), self._view.zone)
        rect = QRect(2, self._view.top_of(self._now()) - 9, 42, 18)
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.color("now"))
        self._painter.drawRoundedRect(rect, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
        self._painter.setPen(self._theme.color("on_acc"))
        self._painter.setFont(self._theme.font(Size.META, SEMIBOLD, tabular=True))
        self._painter.drawText(rect, _CENTER, f"{now:%H:%M}")
        self._painter.restore()

    def _outline(self, rect: QRect) -> None:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._theme.color("acc"), 2))
        self._painter.drawRoundedRect(QRectF(rect), Size.RADIUS_EVENT, Size.RADIUS_EVENT)
        self._painter.restore()

    def _now(self) -> int:
        local = to_local(self._view.ui.clock.now(), self._view.zone)
        return local.hour * 60 + local.minute

    def _minute_of(self, at: datetime, day: date) -> int:
        wall = to_local(at, self._view.zone).replace(tzinfo=None)
        return int((wall - datetime.combine(day, time())).total_seconds()) // 60


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
