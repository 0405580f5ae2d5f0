"""Paints the rows of the timeline: what is in sight and nothing else, back to front."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from liaison_desk.calendar.records import Occurrence, Status
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.ui.layout import Bar
from liaison_desk.calendar.ui.marks import paint_bar
from liaison_desk.calendar.ui.timeline.axis import months_between
from liaison_desk.calendar.ui.timeline.geometry import TimelineGrid
from liaison_desk.calendar.ui.timeline.layout import LANE, Placed, Row, Shape, Tick, between, tick_height, ticks_between
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.ui.weeks import week_of
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, CalendarColors, Size

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WORDED: Final = 36  # pixels of a bar in sight that have room for more than an ellipsis
_TINTED: Final = 2.0  # pixels a day must have for its whole column to be tinted
_HALO: Final = (-1.0, 1.0)  # left and right: only upright lines run through words
_WORDS: Final = _LEFT | Qt.TextFlag.TextSingleLine


class TimelinePainter:
    """Paints one state of a timeline."""

    def __init__(self, view: TimelineGrid, painter: QPainter) -> None:
        self._view = view
        self._painter = painter
        self._theme = view.ui.theme
        self._width = view.viewport().width()
        self._height = view.viewport().height()
        # Asked for once a painting, not once a stroke.
        self._offset = view.offset
        self._labels = view.labels
        self._chosen = view.selected()
        self._colors: dict[str, CalendarColors] = {}

    def paint(self) -> None:
        """Paint everything in sight."""
        view, painter = self._view, self._painter
        painter.fillRect(view.viewport().rect(), self._theme.color("surf"))
        rows = [
            (number, row)
            for number, row in enumerate(view.rows)
            if (rect := view.row_rect(number)).bottom() >= 0 and rect.top() < self._height
        ]
        painter.save()
        painter.setClipRect(QRect(self._labels, 0, self._width - self._labels, self._height))
        self._paint_ground()
        for number, _ in rows:
            self._paint_line(view.row_rect(number).bottom())
        self._paint_cursor()
        self._paint_today()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for _, row in rows:
            self._paint_row(row)
        self._paint_ghost()
        painter.restore()
        self._paint_names(rows)
        if not view.rows:
            self._paint_nothing()

    def _paint_ground(self) -> None:
        """Shade weekends as long as they can be told apart, tint days off, rule months or weeks."""
        view, theme = self._view, self._theme
        width = view.day_width
        if width >= 8:
            shade = theme.color("hov" if theme.dark else "win")
            day = week_of(view.sight.begin, sunday=False) + timedelta(days=5)
            while day <= view.sight.last:
                self._painter.fillRect(QRectF(view.x_of(day), 0, 2 * width, self._height), shade)
                day += timedelta(days=7)
        for one in view.days_off:
            first, last = dates(one, view.zone)
            if width >= _TINTED and first <= view.sight.last and last >= view.sight.begin:
                color = QColor(self._calendar(one.palette).fill)
                right = max(view.x_of(first) + 1, view.x_of(last + timedelta(days=1)))
                self._painter.fillRect(QRectF(view.x_of(first), 0, right - view.x_of(first), self._height), color)
        line = theme.color("line")
        if width >= 17:
            for number in range(view.sight.days):
                day = view.sight.begin + timedelta(days=number)
                if width >= 30 or day == week_of(day, sunday=view.sight.sunday):
                    self._painter.fillRect(QRectF(view.x_of(day), 0, 1, self._height), line)
        for month in months_between(view.sight.begin, view.sight.last):
            strong = month.month == 1 or width >= 17
            self._painter.fillRect(
                QRectF(view.x_of(month), 0, 1, self._height), theme.color("line2") if strong else line
            )

    def _paint_line(self, y: int) -> None:
        self._painter.fillRect(QRect(self._labels, y, self._width, 1), self._theme.color("line"))

    def _paint_today(self) -> None:
        x = self._view.today_x()
        if x is not None:
            self._painter.fillRect(QRectF(x - 0.75, 0, 1.5, self._height), self._theme.color("now"))

    def _paint_cursor(self) -> None:
        """Show the day and the row the keyboard is at, as long as no event is chosen."""
        view = self._view
        if not view.hasFocus() or view.selected() is not None or not view.rows or view.drag is not None:
            return
        rect = view.row_rect(view.row)
        left = view.x_of(view.day)
        place = QRectF(left, rect.top() + 2, max(5.0, view.day_width), rect.height() - 5)
        self._painter.setPen(QPen(self._theme.color("acc"), 1.5))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(place, 3, 3)

    def _calendar(self, palette: str) -> CalendarColors:
        if palette not in self._colors:
            self._colors[palette] = self._theme.calendar(palette)
        return self._colors[palette]

    def _paint_row(self, row: Row) -> None:
        low, high = self._labels - self._offset, self._width - self._offset
        bottom = self._view.tick_bottom(row)
        for tick in ticks_between(row.ticks, low - 2, high):
            tall = tick_height(tick)
            self._paint_tick(tick, QRectF(tick.left + self._offset, bottom - tall, 2, tall))
        for lane, items in enumerate(row.lanes):
            for placed in between(items, low, high):
                self._paint_item(row, lane, placed)

    def _paint_tick(self, tick: Tick, rect: QRectF) -> None:
        found = self._view.occurrences
        chosen = self._chosen is not None and any(found[number] is self._chosen for number in tick.numbers)
        one = self._chosen if chosen and self._chosen is not None else found[tick.numbers[0]]
        color = self._calendar(one.palette).bar
        if all(found[number].off for number in tick.numbers):
            color = QColor(color)
            color.setAlphaF(0.4)
        self._painter.fillRect(rect, color)
        if chosen:
            self._painter.setPen(QPen(self._theme.color("acc"), 1.5))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 3, 3)

    def _paint_item(self, row: Row, lane: int, placed: Placed) -> None:
        view, item = self._view, placed.item
        one, rect = view.occurrences[item.number], view.rect_of(row, lane, item)
        chosen = one is self._chosen
        if view.drag is not None and view.drag.begun and view.drag.occurrence is one:
            self._painter.setOpacity(0.35)
        if item.shape is Shape.BAR:
            # A bar that begins left of what is in sight keeps its words in sight.
            shown = rect.toAlignedRect()
            begins = item.begins and shown.left() >= self._labels
            shown.setLeft(max(shown.left(), self._labels))
            shown.setRight(min(shown.right(), self._width + 8))
            bar = Bar(item.number, 0, 0, 0, begins, item.finishes)
            if placed.inside and shown.width() >= _WORDED:
                paint_bar(view.ui, view.wording, self._painter, shown, one, bar, selected=chosen)
            else:
                self._paint_small_bar(shown, one, chosen=chosen)
        elif item.shape is Shape.DIAMOND:
            self._paint_diamond(rect, one, chosen=chosen)
        else:
            self._paint_spot(rect, one, chosen=chosen)
        # Words without what they belong to would only puzzle.
        if not placed.inside and placed.words_right > placed.words_left and rect.right() > self._labels:
            width = placed.words_right - placed.words_left
            place = QRectF(placed.words_left + self._offset, rect.center().y() - LANE / 2, width + 2, LANE)
            self._paint_words(place, one, cut=width < item.words)
        self._painter.setOpacity(1.0)

    def _paint_small_bar(self, rect: QRect, one: Occurrence, *, chosen: bool) -> None:
        colors = self._calendar(one.palette)
        hollow = one.off
        style = Qt.PenStyle.SolidLine if one.status is Status.CONFIRMED and not hollow else Qt.PenStyle.DashLine
        self._painter.setPen(QPen(colors.bar, 2 if chosen else 1, style))
        self._painter.setBrush(self._theme.color("surf") if hollow else colors.fill)
        radius = min(4.0, rect.width() / 3)
        self._painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_diamond(self, rect: QRectF, one: Occurrence, *, chosen: bool) -> None:
        """Paint a day as a milestone: filled when it is sure, hollow when it is not."""
        color = self._calendar(one.palette).bar
        center, half = rect.center(), rect.width() / 2
        points = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)]
        if chosen:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._theme.color("sel"))
            self._painter.drawEllipse(center, half + 5, half + 5)
        self._painter.setPen(QPen(color, 1.5))
        self._painter.setBrush(color if one.status is Status.CONFIRMED and not one.off else self._theme.color("surf"))
        self._painter.drawPolygon(QPolygonF([QPointF(center.x() + x, center.y() + y) for x, y in points]))

    def _paint_spot(self, rect: QRectF, one: Occurrence, *, chosen: bool) -> None:
        """Paint hours as a short upright mark, as wide as they last where that can be seen."""
        color = self._calendar(one.palette).bar
        hollow = one.off or one.status is not Status.CONFIRMED
        self._painter.setPen(QPen(color, 1) if hollow else Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.color("surf") if hollow else color)
        self._painter.drawRoundedRect(rect.adjusted(1, 0, -1, 0), 2, 2)
        if chosen:
            self._painter.setPen(QPen(self._theme.color("acc"), 1.5))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(rect.adjusted(-2, -3, 2, 3), 4, 4)

    def _paint_words(self, rect: QRectF, one: Occurrence, *, cut: bool) -> None:
        """Paint a title on bare ground, with a halo that keeps lines from running through it."""
        painter = self._painter
        font = self._theme.font(Size.SECONDARY, MEDIUM)
        font.setStrikeOut(one.off)
        painter.setFont(font)
        words = self._view.wording.title(one)
        if cut:
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
        painter.setPen(self._theme.color("surf"))
        for x in _HALO:
            painter.drawText(rect.translated(x, 0), _WORDS, words)
        painter.setPen(self._calendar(one.palette).text)
        painter.drawText(rect, _WORDS, words)

    def _paint_ghost(self) -> None:
        rect = self._view.ghost()
        if rect is None:
            return
        fill = QColor(self._theme.color("acc"))
        fill.setAlphaF(0.14)
        self._painter.setPen(QPen(self._theme.color("acc"), 1.5))
        self._painter.setBrush(fill)
        self._painter.drawRoundedRect(rect, Size.RADIUS_EVENT, Size.RADIUS_EVENT)

    def _paint_names(self, rows: Sequence[tuple[int, Row]]) -> None:
        """Paint what each row is, and how much of it is in sight."""
        view, painter, theme = self._view, self._painter, self._theme
        painter.fillRect(QRect(0, 0, view.labels - 1, self._height), theme.color("surf"))
        painter.fillRect(QRect(view.labels - 1, 0, 1, self._height), theme.color("line2"))
        for number, row in rows:
            rect = view.row_rect(number)
            if number == view.row and view.hasFocus():
                painter.fillRect(rect.adjusted(0, 0, view.labels - 1 - rect.width(), -1), theme.color("accbg"))
            painter.fillRect(QRect(0, rect.bottom(), view.labels, 1), theme.color("line"))
            x = 16
            if row.subject.palette and view.kind is Rows.CALENDARS:
                painter.fillRect(QRect(x, rect.top() + 12, 3, 22), theme.calendar(row.subject.palette).bar)
                x += 11
            painter.setPen(theme.color("t1"))
            painter.setFont(theme.font(Size.BODY, MEDIUM))
            paint_elided(painter, QRect(x, rect.top() + 6, view.labels - x - 8, 18), row.subject.name)
            painter.setPen(theme.color("t3"))
            painter.setFont(theme.font(Size.META, REGULAR, tabular=True))
            paint_elided(painter, QRect(x, rect.top() + 24, view.labels - x - 8, 16), self._fact(row))
        if view.more:
            top = (view.rows[-1].top + view.rows[-1].height if view.rows else 0) - view.verticalScrollBar().value()
            painter.setPen(theme.color("t2"))
            painter.setFont(theme.font(Size.SECONDARY, MEDIUM))
            words = view.ui.language.tr("and {n} more", n=view.more)
            painter.drawText(QRect(16, top, view.labels - 20, 30), _LEFT, words)

    def _fact(self, row: Row) -> str:
        """Return the one fact about a row: when an exercise is, how many events the others have in sight."""
        view = self._view
        if view.kind is Rows.EXERCISES and row.subject.numbers:
            one = view.occurrences[row.subject.numbers[0]]
            first, last = dates(one, view.zone)
            days = view.ui.language.count("{n} day", "{n} days", (last - first).days + 1)
            return f"{view.wording.day_of_year(first)} · {days}"
        seen = view.in_sight(row)
        return view.ui.language.count("{n} event", "{n} events", seen)

    def _paint_nothing(self) -> None:
        """Say why there is no row."""
        view, tr = self._view, self._view.ui.language.tr
        words = {
            Rows.CALENDARS: tr("No calendar is shown."),
            Rows.EXERCISES: tr("No exercise of two days or more in this time."),
            Rows.PEOPLE: tr("Nobody from the contacts takes part in anything in this time."),
        }[view.kind]
        self._painter.setPen(self._theme.color("t2"))
        self._painter.setFont(self._theme.font(Size.BODY))
        rect = QRect(view.labels + 20, 0, self._width - view.labels - 40, min(self._height, 160))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        # The lines of days must not strike through the words.
        ground = self._painter.boundingRect(rect, flags, words).adjusted(-8, -4, 8, 4)
        self._painter.fillRect(ground, self._theme.color("surf"))
        self._painter.drawText(rect, flags, words)
