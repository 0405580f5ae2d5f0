"""Paints the timeline of tasks: the scale, the lanes in sight and nothing else."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.ui.timeline.grid import TimelineGrid
from liaison_desk.tasks.ui.timeline.layout import HEAD, MARK, ROW, Lane, Placed

_CENTER: Final = Qt.AlignmentFlag.AlignCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TimelinePainter:
    """Paints one state of a timeline."""

    def __init__(self, view: TimelineGrid, painter: QPainter) -> None:
        self._view = view
        self._painter = painter
        self._theme = view.ui.theme
        self._width = view.viewport().width()
        self._height = view.viewport().height()

    def paint(self) -> None:
        """Paint everything in sight, back to front."""
        view, painter = self._view, self._painter
        painter.fillRect(view.viewport().rect(), self._theme.color("surf"))
        lanes = [
            lane for lane in view.lanes if view.y_of(lane) + lane.height >= HEAD and view.y_of(lane) <= self._height
        ]
        painter.save()
        painter.setClipRect(QRect(view.labels, HEAD, self._width - view.labels, self._height - HEAD))
        self._paint_days()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lane in lanes:
            painter.fillRect(
                QRectF(view.labels, view.y_of(lane) + lane.height - 1, self._width, 1), self._theme.color("line")
            )
            for item in lane.items:
                self._paint_item(lane, item)
        self._paint_drag()
        painter.restore()
        self._paint_names(lanes)
        self._paint_scale()

    def _paint_days(self) -> None:
        """Shade weekends, rule weeks and months, draw the line of today."""
        view, painter, theme = self._view, self._painter, self._theme
        sight, width = view.sight, view.day_width
        for number in range(sight.days):
            day = sight.begin + timedelta(days=number)
            x = view.x_of(day)
            if day.weekday() >= 5 and width >= 4:
                painter.fillRect(
                    QRectF(x, HEAD, width + 0.5, self._height), theme.color("hov" if theme.dark else "win")
                )
            if day.day == 1:
                painter.fillRect(QRectF(x, HEAD, 1, self._height), theme.color("line2"))
            elif width >= 30 or day.weekday() == 0:
                painter.fillRect(QRectF(x, HEAD, 1, self._height), theme.color("line"))
        today = view.words.today()
        if sight.begin <= today <= sight.last:
            painter.fillRect(QRectF(view.x_of(today) + width / 2 - 0.75, HEAD, 1.5, self._height), theme.color("now"))

    def _paint_item(self, lane: Lane, item: Placed) -> None:
        view, painter, theme = self._view, self._painter, self._theme
        rect = view.rect_of(lane, item)
        if rect.bottom() < HEAD or rect.top() > self._height or rect.left() > self._width:
            return
        chosen = item.line.id == view.current_id()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sel" if view.hasFocus() else "sunk"))
            painter.drawRoundedRect(rect.adjusted(-4, 1, 4, -1), 5, 5)
        tone = view.words.tone(item.line)
        finished = item.line.state in FINISHED
        color = theme.color({"red": "red", "amb": "amb", "t3": "t3"}.get(tone, "acc"))
        if view.drag is not None and view.drag.line.id == item.line.id:
            painter.setOpacity(0.35)
        self._paint_mark(rect.left() + MARK / 2, rect.center().y(), color, filled=not finished)
        painter.setFont(theme.font(Size.SECONDARY, MEDIUM if chosen else REGULAR))
        painter.setPen(theme.color("red" if tone == "red" else "t3" if finished and not chosen else "t1"))
        words = QRect(int(rect.left()) + MARK + 5, int(rect.top()), item.words + 2, int(rect.height()))
        title = view.words.best(item.line.title)
        if not chosen:
            # A halo keeps the lines of days from running through the words.
            pen = painter.pen()
            painter.setPen(theme.color("surf"))
            for x in (-1, 1):
                paint_elided(painter, words.translated(x, 0), title)
            painter.setPen(pen)
        paint_elided(painter, words, title)
        painter.setOpacity(1.0)

    def _paint_mark(self, x: float, y: float, color: QColor, *, filled: bool) -> None:
        half = MARK / 2 - 1
        self._painter.setPen(QPen(color, 1.5))
        self._painter.setBrush(color if filled else self._theme.color("surf"))
        points = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)]
        self._painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))

    def _paint_drag(self) -> None:
        """Paint where a dragged suspense would fall, with what it would be in three zones."""
        view, painter, theme, drag = self._view, self._painter, self._theme, self._view.drag
        if drag is None:
            return
        day = drag.day + timedelta(days=drag.by)
        x = view.x_of(day) + view.day_width / 2
        painter.fillRect(QRectF(x - 0.75, HEAD, 1.5, self._height), theme.color("acc"))
        self._paint_mark(x, drag.y, theme.color("acc"), filled=True)
        painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD, tabular=True))
        words = view.moved_words(drag)
        width = painter.fontMetrics().horizontalAdvance(words) + 20
        left = max(view.labels + 6.0, min(x + 12, self._width - width - 6.0))
        top = max(HEAD + 4.0, drag.y - 36)
        rect = QRectF(left, top, width, 26)
        painter.setPen(QPen(theme.color("ctl"), 1))
        painter.setBrush(theme.color("surf"))
        painter.drawRoundedRect(rect, Size.RADIUS_BUTTON, Size.RADIUS_BUTTON)
        painter.setPen(theme.color("t1"))
        painter.drawText(rect, _CENTER, words)

    def _paint_names(self, lanes: list[Lane]) -> None:
        view, painter, theme = self._view, self._painter, self._theme
        painter.save()
        painter.setClipRect(QRect(0, HEAD, view.labels, self._height - HEAD))
        painter.fillRect(QRect(0, HEAD, view.labels, self._height), theme.color("side"))
        painter.fillRect(QRect(view.labels - 1, HEAD, 1, self._height), theme.color("line2"))
        for lane in lanes:
            top = int(view.y_of(lane))
            painter.fillRect(QRect(0, top + lane.height - 1, view.labels, 1), theme.color("line"))
            painter.setFont(theme.font(Size.SECONDARY, MEDIUM))
            painter.setPen(theme.color("t1"))
            painter.setFont(theme.font(Size.META, REGULAR, tabular=True))
            count = str(len(lane.items))
            taken = painter.fontMetrics().horizontalAdvance(count) + 10
            painter.setPen(theme.color("t2"))
            painter.drawText(
                QRect(0, top + 6, view.labels - 12, ROW),
                Qt.AlignmentFlag.AlignRight | _LEFT & Qt.AlignmentFlag.AlignVCenter,
                count,
            )
            painter.setFont(theme.font(Size.SECONDARY, MEDIUM))
            painter.setPen(theme.color("t1"))
            paint_elided(painter, QRect(16, top + 6, view.labels - 28 - taken, ROW), view.lane_words(lane))
        painter.restore()

    def _paint_scale(self) -> None:
        """Paint months above days or weeks."""
        view, painter, theme, sight = self._view, self._painter, self._theme, self._view.sight
        painter.fillRect(QRect(0, 0, self._width, HEAD), theme.color("surf"))
        painter.fillRect(QRect(0, HEAD - 1, self._width, 1), theme.color("line2"))
        painter.setClipRect(QRect(view.labels, 0, self._width - view.labels, HEAD))
        today = view.words.today()
        month = sight.begin.replace(day=1)
        while month <= sight.last:
            after = (month + timedelta(days=32)).replace(day=1)
            left, right = max(view.x_of(max(month, sight.begin)), view.labels), view.x_of(after)
            painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD))
            painter.setPen(theme.color("t1"))
            if right - left > 60:
                painter.drawText(QRectF(left + 6, 3, right - left - 8, 20), _LEFT, view.words.month(month))
            if month > sight.begin:
                painter.fillRect(QRectF(left, 0, 1, HEAD), theme.color("line2"))
            month = after
        painter.setFont(theme.font(Size.META, REGULAR, tabular=True))
        for number in range(sight.days):
            day = sight.begin + timedelta(days=number)
            if view.day_width >= 22 or day.weekday() == 0:
                self._paint_day(day, today)

    def _paint_day(self, day: date, today: date) -> None:
        view, painter, theme = self._view, self._painter, self._theme
        wide = view.day_width >= 22
        rect = QRectF(view.x_of(day), 23, view.day_width if wide else 40, 18)
        present = day == today
        painter.setFont(theme.font(Size.META, SEMIBOLD if present else REGULAR, tabular=True))
        painter.setPen(theme.color("now" if present else "t2"))
        words = view.words.weekday(day) if view.day_width >= 48 else f"{day.day}"
        painter.drawText(rect.adjusted(0 if wide else 3, 0, 0, 0), _CENTER if wide else _LEFT, words)
