"""The scale of the timeline: fiscal years of both nations, months, weeks or days, days off, today; and what rows are."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from liaison_desk.calendar.rules import holiday_palette
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.ui.timeline.axis import later, months_between
from liaison_desk.calendar.ui.timeline.geometry import TimelineGrid
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.ui.weeks import week_number, week_of
from liaison_desk.calendar.words.wording import today
from liaison_desk.domain.fiscal import fiscal_years
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton
from liaison_desk.foundation.qt.menus import choice_menu, open_below
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_YEAR: Final = 18
_MONTH: Final = 24
_DAYS: Final = 25
_NAMED: Final = 34  # pixels a month must have for a name of its own
_TICKS: Final = 8  # of it, at the foot, for days off
HEAD: Final = 2 * _YEAR + _MONTH + _DAYS + 1
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER: Final = Qt.AlignmentFlag.AlignCenter


class TimelineHead(QWidget):
    """Stands above the rows and does not scroll with them."""

    def __init__(self, view: TimelineGrid, show_rows: Callable[[Rows], None], zoom: Callable[[int], None]) -> None:
        super().__init__(view)
        self._view = view
        self._show_rows = show_rows
        ui, tr = view.ui, view.ui.language.tr
        self._names = {
            Rows.CALENDARS: tr("Calendars"), Rows.EXERCISES: tr("Exercises"), Rows.PEOPLE: tr("Contacts"),
        }  # fmt: skip
        self.kind = PlainButton(ui, self._names[view.kind], icon="chevron-down", act=self._open_kinds)
        self.farther = IconButton(ui, "zoom-out", tr("More days"), key="[", act=lambda: zoom(1))
        self.closer = IconButton(ui, "zoom-in", tr("Fewer days"), key="]", act=lambda: zoom(-1))
        for button in (self.kind, self.farther, self.closer):
            button.setParent(self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_state()

    def show_state(self) -> None:
        """Show what the view shows now."""
        words = self._names[self._view.kind]
        self.kind.setText(words)
        self.kind.setAccessibleName(self._view.ui.language.tr("Rows: {kind}", kind=words))
        self.kind.setToolTip(self.kind.accessibleName())
        self._place()
        self.update()

    def _place(self) -> None:
        top = 2 * _YEAR + (_MONTH + _DAYS - Size.BUTTON) // 2
        right = self._view.labels - 4
        for button in (self.closer, self.farther):
            button.setGeometry(right - Size.BUTTON, top, Size.BUTTON, Size.BUTTON)
            right -= Size.BUTTON
        room = right - 16
        self.kind.setGeometry(12, top, min(self.kind.sizeHint().width(), room), Size.BUTTON)

    def resizeEvent(self, event: object) -> None:
        """Keep the buttons in their corner."""
        del event
        self._place()

    def _open_kinds(self) -> None:
        menu = choice_menu(self, self._names.items(), self._view.kind, self._show_rows)
        open_below(menu, self.kind)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel acts as it does over the rows."""
        self._view.wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say which day off a tick is, or which fiscal year stands there."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x(), event.pos().y()), self)
            return True
        return super().event(event)

    def tip_at(self, x: int, y: int) -> str:
        """Return what the tool tip at a point of the scale says."""
        view = self._view
        if x < view.labels:
            return ""
        day = view.day_at(x)
        code = view.ui.language.code
        if y < 2 * _YEAR:
            nation = self._nations()[y // _YEAR]
            years = fiscal_years(nation, day, day)
            if not years:
                return ""
            return f"{load_nations().name(nation, code)} · {years[0].name(code)} · {view.wording.span(years[0].first, years[0].last)}"
        reach = max(0, int(4 / view.day_width))
        near = [
            f"{view.wording.day(dates(one, view.zone)[0])} · {view.wording.title(one)} · {one.calendar}"
            for one in view.days_off
            if abs((dates(one, view.zone)[0] - day).days) <= reach
        ]
        return plain_tip("\n".join([view.wording.day(day, year=True), *near]))

    def _nations(self) -> tuple[str, str]:
        profile = self._view.wording.profile()
        return profile.host, profile.home

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scale."""
        del event
        view, theme = self._view, self._view.ui.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surf"))
        left = view.labels
        for number, nation in enumerate(self._nations()):
            self._paint_years(painter, number * _YEAR, nation)
        painter.save()
        painter.setClipRect(QRect(left, 2 * _YEAR, self.width() - left, self.height()))
        chip = self._today_chip()
        self._paint_months(painter, chip)
        self._paint_days(painter)
        self._paint_days_off(painter)
        if chip is not None:
            self._paint_today(painter, chip)
        painter.restore()
        painter.fillRect(QRect(0, 2 * _YEAR, self.width(), 1), theme.color("line"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.color("line2"))
        painter.fillRect(QRect(left - 1, 0, 1, self.height()), theme.color("line2"))

    def _paint_years(self, painter: QPainter, top: int, nation: str) -> None:
        """Paint a nation's fiscal years as a band, every other one shaded; its name stands at the left."""
        view, theme, code = self._view, self._view.ui.theme, self._view.ui.language.code
        colors = theme.calendar(holiday_palette(nation, view.wording.profile()))
        painter.setFont(theme.font(Size.META, MEDIUM))
        painter.setPen(theme.color("t2"))
        paint_elided(painter, QRect(16, top, view.labels - 24, _YEAR), load_nations().name(nation, code), _RIGHT)
        painter.save()
        painter.setClipRect(QRect(view.labels, top, self.width() - view.labels, _YEAR))
        for year in fiscal_years(nation, view.sight.begin, view.sight.last):
            left, right = view.x_of(year.first), view.x_of(year.last + timedelta(days=1))
            rect = QRectF(left, top, right - left, _YEAR)
            if year.first.year % 2 == 0:
                painter.fillRect(rect, theme.color("sunk"))
            painter.fillRect(QRectF(left, top, 2, _YEAR), colors.bar)
            shown_left, shown_right = max(left, view.labels) + 8, min(right, self.width())
            painter.setPen(theme.color("t1"))
            painter.setFont(theme.font(Size.META, SEMIBOLD))
            room = int(shown_right - shown_left) - 4
            self._paint_fitting(painter, QRect(int(shown_left), top, room, _YEAR), (year.name(code), year.short(code)))
        painter.restore()
        painter.fillRect(QRect(0, top + _YEAR - 1, self.width(), 1), theme.color("line"))

    @staticmethod
    def _paint_fitting(painter: QPainter, rect: QRect, texts: tuple[str, ...]) -> None:
        """Paint the first text that has room; none is better than a cut one."""
        metrics = painter.fontMetrics()
        for text in texts:
            if metrics.horizontalAdvance(text) <= rect.width():
                painter.drawText(rect, _LEFT | Qt.TextFlag.TextSingleLine, text)
                return

    def _paint_months(self, painter: QPainter, chip: QRectF | None) -> None:
        view, theme = self._view, self._view.ui.theme
        top = 2 * _YEAR
        months = months_between(view.sight.begin, view.sight.last)
        for month in months:
            tall = QRectF(view.x_of(month), top, 1, _MONTH + _DAYS)
            painter.fillRect(tall, theme.color("line2" if month.month == 1 else "line"))
        # Where a month has no room for its name, each quarter of the year has one.
        together = 1 if 30 * view.day_width >= _NAMED else 3
        for month in months:
            if (month.month - 1) % together:
                continue
            left, right = view.x_of(month), min(view.x_of(later(month, together)), self.width())
            first = max(left, view.labels)
            texts = self._month_texts(month, first=month == months[0] or together > 1)
            painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD if month.month == 1 else MEDIUM))
            painter.setPen(theme.color("t1"))
            first += 5
            if chip is not None and first < chip.right() + 5 and chip.left() < right:
                # The words go to the side of today's chip where there is more room.
                before = chip.left() - first
                right, first = (chip.left(), first) if before > right - chip.right() else (right, chip.right() + 5)
            self._paint_fitting(painter, QRect(int(first), top, int(right - first) - 2, _MONTH), texts)

    def _month_texts(self, month: date, *, first: bool) -> tuple[str, ...]:
        """Return what a month can be called, the best first: its year stands at January and at the left edge."""
        wording = self._view.wording
        whole, short = wording.month(month), wording.short_month(month)
        year = wording.year(month)
        dated = wording.short_month(month, year=True)
        if month.month == 1:
            return whole, dated, year, str(month.year), short
        return (whole, dated, short) if first or self._view.day_width > 4.5 else (short,)

    def _paint_days(self, painter: QPainter) -> None:
        """Paint days by name, by number, or the days weeks begin on, as there is room."""
        view, theme = self._view, self._view.ui.theme
        top, width = 2 * _YEAR + _MONTH, view.day_width
        present = today(view.ui.clock.now(), view.zone)
        painter.fillRect(QRectF(0, top, self.width(), 1), theme.color("line"))
        painter.setFont(theme.font(Size.META, REGULAR, tabular=True))
        if width >= 17:
            for number in range(view.sight.days):
                day = view.sight.begin + timedelta(days=number)
                rect = QRectF(view.x_of(day), top, width, _DAYS - _TICKS)
                if width >= 30:
                    painter.fillRect(QRectF(rect.left(), top, 1, _DAYS), theme.color("line"))
                painter.setPen(theme.color("acc" if day == present else "t3" if day.weekday() >= 5 else "t2"))
                words = f"{view.wording.weekday(day)} {day.day}" if width >= 46 else str(day.day)
                painter.drawText(rect, _CENTER, words)
            return
        day = week_of(view.sight.begin, sunday=view.sight.sunday)
        while day <= view.sight.last:
            x = view.x_of(day)
            painter.fillRect(QRectF(x, top + 2, 1, 5), theme.color("line2"))
            painter.setPen(theme.color("t3"))
            if width * 7 >= 60:
                words = self._view.ui.language.tr("Week {n}", n=week_number(day))
                texts = (f"{day.day} · {words}", words) if width * 7 >= 92 and x >= view.labels else (words,)
                left = max(x, view.labels) + 5
                room = int(min(x + width * 7, self.width()) - left) - 3
                self._paint_fitting(painter, QRect(int(left), top, room, _DAYS - _TICKS), texts)
            elif width * 7 >= 20 and x >= view.labels:
                room = int(min(width * 7, self.width() - x)) - 4
                self._paint_fitting(painter, QRect(int(x) + 4, top, room, _DAYS - _TICKS), (str(day.day),))
            day += timedelta(days=7)

    def _paint_days_off(self, painter: QPainter) -> None:
        """Tick the days off at the foot of the scale, each nation's in its colour and at its own height."""
        view, theme = self._view, self._view.ui.theme
        nations = [holiday_palette(nation, view.wording.profile()) for nation in self._nations()]
        for one in view.days_off:
            first, last = dates(one, view.zone)
            if last < view.sight.begin or first > view.sight.last:
                continue
            row = nations.index(one.palette) if one.palette in nations else 0
            left = view.x_of(first)
            width = max(3.0, view.x_of(last + timedelta(days=1)) - left - 1)
            painter.fillRect(QRectF(left, self.height() - _TICKS + 4 * row, width, 3), theme.calendar(one.palette).bar)

    def _today_chip(self) -> QRectF | None:
        """Return where today's date stands, within sight; None when today is not."""
        view = self._view
        x = view.today_x()
        if x is None:
            return None
        width = QFontMetrics(view.ui.theme.font(Size.META, SEMIBOLD)).horizontalAdvance(self._today_words()) + 12
        left = max(view.labels + 2.0, min(x - width / 2, self.width() - width - 4.0))
        return QRectF(left, 2 * _YEAR + 4, width, 17)

    def _today_words(self) -> str:
        return self._view.wording.day_of_year(today(self._view.ui.clock.now(), self._view.zone))

    def _paint_today(self, painter: QPainter, chip: QRectF) -> None:
        theme, x = self._view.ui.theme, self._view.today_x() or 0.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("now"))
        painter.drawRoundedRect(chip, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
        painter.setPen(theme.color("surf"))
        painter.setFont(theme.font(Size.META, SEMIBOLD))
        painter.drawText(chip, _CENTER, self._today_words())
        if self._view.day_width < 17:
            painter.fillRect(QRectF(x - 0.75, chip.bottom(), 1.5, self.height()), theme.color("now"))
