"""Paints the day grid: duty hours, rulers of three zones, other nations' midnights, the present, the events."""

from datetime import UTC, datetime, time
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.ui.grid import zoom
from liaison_desk.calendar.ui.grid.geometry import WeekGrid
from liaison_desk.calendar.ui.layout import DAY_MINUTES
from liaison_desk.calendar.ui.marks import paint_block
from liaison_desk.calendar.words.wording import ZULU
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER: Final = Qt.AlignmentFlag.AlignCenter
_HALO: Final = 2
"""What a block paints around itself, to keep apart from others."""
_ROOMY: Final = 36
"""Pixels of an hour from which on there is room between two of its times."""


class WeekPainter:
    """Paints one state of a week view, back to front."""

    def __init__(self, view: WeekGrid, painter: QPainter) -> None:
        self._view = view
        self._painter = painter
        self._theme = view.ui.theme
        self._profile = view.wording.profile()
        self._width = view.viewport().width()
        self._height = view.viewport().height()

    def paint(self, without: Occurrence | None = None) -> None:
        """Paint everything that stands still, ``without`` what is being dragged."""
        self._painter.fillRect(self._view.viewport().rect(), self._theme.color("surf"))
        self._paint_ground()
        self._paint_hours()
        self._paint_overlap()
        self._paint_midnights()
        self._paint_now()
        self._paint_cursor()
        self._paint_events(without)
        self._paint_rulers()
        self._paint_now_label()

    def _paint_ground(self) -> None:
        """Shade what lies outside duty (nights, weekends, the host's holidays) and hatch hours that spring skips."""
        view, shade = self._view, self._theme.color("hov" if self._theme.dark else "win")
        for day in range(view.days):
            self._painter.fillRect(self._column((day, 0, DAY_MINUTES)), shade)
        for stretch in view.shade.host:
            self._painter.fillRect(self._column(stretch), self._theme.color("surf"))
        for stretch in view.shade.skipped:
            self._painter.fillRect(
                self._column(stretch), QBrush(self._theme.color("line2"), Qt.BrushStyle.BDiagPattern)
            )
        for day in range(view.days):
            self._painter.fillRect(QRect(view.left_of(day), 0, 1, self._height), self._theme.color("line"))

    def _paint_overlap(self) -> None:
        """Tint the hours in which both headquarters are on duty, with an edge that can be seen in grey."""
        view, edge = self._view, QColor(self._theme.color("grn"))
        edge.setAlphaF(0.5)
        for stretch in view.shade.common:
            rect = self._column(stretch)
            self._painter.fillRect(rect.adjusted(1, 1, 0, 0), self._theme.color("grn_bg"))
            self._painter.fillRect(QRect(rect.left() + 1, rect.top(), rect.width() - 1, 1), edge)
            self._painter.fillRect(QRect(rect.left() + 1, rect.bottom(), rect.width() - 1, 1), edge)

    def _column(self, stretch: tuple[int, int, int]) -> QRect:
        """Return where a stretch of a day is, over the whole width of the day."""
        day, low, high = stretch
        left, top = self._view.left_of(day), self._view.top_of(low)
        return QRect(left, top, self._view.left_of(day + 1) - left, self._view.top_of(high) - top)

    def _paint_hours(self) -> None:
        line, faint = self._theme.color("line"), QColor(self._theme.color("line"))
        faint.setAlphaF(0.5)
        view = self._view
        for minute in range(0, DAY_MINUTES + 1, zoom.line_minutes(view.hour)):
            y = view.top_of(minute)
            if 0 <= y < self._height:
                self._painter.fillRect(
                    QRect(view.gutter, y, self._width - view.gutter, 1), faint if minute % 60 else line
                )

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
                    self._painter.drawLine(self._view.left_of(day), y, self._view.left_of(day + 1), y)
                    if day == self._view.ruler_day():
                        self._painter.drawLine(0, y, self._view.gutter, y)
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
        """Show where the keyboard is, and the time it has marked."""
        view = self._view
        if not view.hasFocus() or view.selected() is not None or view.drag is not None:
            return
        low, high = view.marked()
        for day in range(low // DAY_MINUTES, (high - 1) // DAY_MINUTES + 1):
            begin, end = max(low - day * DAY_MINUTES, 0), min(high - day * DAY_MINUTES, DAY_MINUTES)
            left, right, top = view.left_of(day) + 2, view.left_of(day + 1) - 4, view.top_of(begin)
            rect = QRect(left, top + 1, right - left, view.top_of(end) - top - 2)
            if view.reach is not None:
                self._painter.fillRect(rect, self._theme.color("accbg"))
            self._outline(rect)

    def _paint_events(self, without: Occurrence | None) -> None:
        view, name = self._view, self._theme.name
        chosen = view.selected()
        for number, placed in enumerate(view.placed):
            one = view.occurrences[placed.piece.number]
            rect, ways = view.rect_of(placed), tuple(view.way_rects(placed))
            reached = rect
            for way in ways:
                reached = reached.united(way)
            if reached.bottom() < 0 or reached.top() > self._height or one is without:
                continue
            selected = one is chosen
            paint = partial(
                paint_block, view.ui, view.wording, rect=rect, one=one, placed=placed, selected=selected,
                clash=placed.piece.number in view.clashes, height_of=self._height_of, ways=ways,
            )  # fmt: skip
            place = reached.adjusted(-_HALO, -_HALO, _HALO, _HALO)
            view.pictures.lay(self._painter, (number, selected, name), place, paint)

    def _height_of(self, minutes: int) -> int:
        return self._view.top_of(minutes) - self._view.top_of(0)

    def paint_drag(self, *, copying: bool) -> None:
        """Where the dragged event would be, over everything, in pieces if it passes midnight; a copy has a plus."""
        view, drag = self._view, self._view.drag
        if drag is None or (view.crossing is not None and view.crossing.cast.all_day):
            return  # the band shows it
        colors = self._theme.calendar(drag.occurrence.palette) if drag.occurrence else None
        begin, end = (to_local(at, view.zone) for at in drag.result(view.wall(0), view.zone))
        plus = "+ " if copying else ""
        words = (f"{plus}{begin:%H:%M}–{end:%H:%M}", f"{plus}{begin:%H:%M}")
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
            room, metrics = rect.adjusted(9, 3, -4, -2), self._painter.fontMetrics()
            said = words[0] if metrics.horizontalAdvance(words[0]) <= room.width() else words[1]
            self._painter.drawText(room, Qt.AlignmentFlag.AlignLeft, said)
            if drag.occurrence is not None and rect.height() >= 36:
                self._painter.setFont(self._theme.font(Size.SECONDARY))
                title = view.wording.title(drag.occurrence)
                paint_elided(self._painter, QRect(rect.left() + 9, rect.top() + 18, rect.width() - 13, 16), title)
            self._painter.restore()

    def _paint_rulers(self) -> None:
        view, theme = self._view, self._theme
        width = (view.gutter - 2) // len(view.rulers)
        zones = {"place": view.zone, "zulu": ZULU, "home": self._profile.home_zone}
        day = view.day_of(view.ruler_day())
        for number, ruler in enumerate(view.rulers):
            self._paint_duty(ruler, number * width + (width if ruler == "place" else width - 1))
            before = 0
            step = 60 if ruler != "place" else zoom.line_minutes(view.hour)
            for minute in range(0, DAY_MINUTES, step):
                if not view.exists(view.ruler_day() * DAY_MINUTES + minute):
                    continue
                y = view.top_of(minute)
                wall = datetime.combine(day, time(minute // 60, minute % 60))
                local = to_local(to_utc(wall, view.zone).astimezone(UTC), zones[ruler])
                shift = (local.date() - day).days
                rect = QRect(number * width, y - 8, width - 5, 16)
                if ruler != "place":
                    # The dashed midnight line must not strike through its own 00:00.
                    ground = rect.adjusted(8, 0, 2, 0)
                    self._painter.fillRect(ground, theme.color("surf"))
                strong = ruler == "place" and not minute % 60
                self._painter.setFont(theme.font(Size.META, SEMIBOLD if strong else REGULAR, tabular=True))
                self._painter.setPen(theme.color("t1" if strong else "t2"))
                if ruler == "place":
                    self._painter.fillRect(rect.adjusted(8, 0, -2, 0), theme.color("surf"))
                if shift != before:
                    self._paint_shift(
                        QRect(rect.right() - 23, rect.top() - (16 if view.hour >= _ROOMY else -1), 22, 14), shift
                    )
                if shift == before or view.hour >= _ROOMY:
                    self._painter.drawText(rect, _RIGHT, f"{local:%H:%M}")
                before = shift

    def _paint_shift(self, rect: QRect, shift: int) -> None:
        """The date becomes another at this hour; above its time, or in its place where hours are close together."""
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
        """A stripe of duty hours beside the ruler of each nation, as they are on the shown days: grey, green when both work."""
        if ruler == "zulu":
            return
        view = self._view
        for _, low, high in view.shade.host if ruler == "place" else view.shade.home:
            rect = QRect(x - 1, view.top_of(low), 3, view.top_of(high) - view.top_of(low))
            self._painter.fillRect(rect, self._theme.color("line2"))
        for _, low, high in view.shade.common:
            rect = QRect(x - 2, view.top_of(low), 5, view.top_of(high) - view.top_of(low))
            self._painter.fillRect(rect, self._theme.color("grn"))

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
