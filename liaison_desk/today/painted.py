"""The painted parts of the Today page: a schedule's row in three zones, the ribbon of working hours, a neglected contact."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from liaison_desk.calendar.records import Occurrence, Status
from liaison_desk.contacts.records import PersonLine
from liaison_desk.domain.bilingual import Side
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import label, to_local, to_utc
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ChipLook, ZonedTime, chip_width, paint_chip, paint_elided, paint_time
from liaison_desk.foundation.qt.rows import RowDelegate, RowState
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size
from liaison_desk.today.view import TodayView

TIME_COLUMNS = (0, 54, 108)
_TEXT = 184


def zoned(at: datetime, zone: str, row_zone: str) -> ZonedTime:
    """Return a time of day in a zone, with how many days its date is off the row's date."""
    wall = to_local(at, zone)
    days = (wall.date() - to_local(at, row_zone).date()).days
    return ZonedTime(f"{wall:%H%M}" if zone == "UTC" else f"{wall:%H:%M}", days)


class ScheduleDelegate(RowDelegate):
    """A schedule's row: host, Zulu and home times, the calendar's bar, title over place, a chip for what needs a look."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, Size.ROW_SCHEDULE)
        self.profile = DeskProfile()
        self.side = Side.HOST
        self.now: datetime | None = None

    def paint_line(self, painter: QPainter, rect: QRect, line: Any, state: RowState) -> None:
        """Paint one occurrence; what is over is faded, what goes on now stands on the current ground."""
        one: Occurrence = line
        now = self.now or one.starts
        past, current = one.ends <= now, one.starts <= now < one.ends
        theme = self.ui.theme
        if current:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accbg"))
            painter.drawRoundedRect(rect.adjusted(-8, 1, 8, 0), Size.RADIUS_BUTTON, Size.RADIUS_BUTTON)
            painter.restore()
        host = self.profile.host_zone
        top = QRect(rect.left(), rect.top() + 5, rect.width(), 18)
        for column, (zone, strong) in zip(
            TIME_COLUMNS, ((host, not past), ("UTC", False), (self.profile.home_zone, False)), strict=True
        ):
            place = QRect(top.left() + column, top.top(), 54, top.height())
            tone = "t1" if strong and column == 0 else state.meta if past else "t2"
            paint_time(self.ui, painter, place, zoned(one.starts, zone, host), tone=tone, strong=strong and column == 0)
        painter.fillRect(
            QRect(rect.left() + _TEXT - 12, rect.top() + 5, 3, rect.height() - 10), theme.calendar(one.palette).bar
        )
        words = QRect(rect.left() + _TEXT, top.top(), rect.width() - _TEXT, 18)
        chip = self._chip(one)
        if chip is not None:
            width = chip_width(self.ui, chip)
            paint_chip(self.ui, painter, QPoint(words.right() - width + 1, words.top()), chip)
            words.setRight(words.right() - width - 8)
        painter.setFont(theme.font(Size.BODY, MEDIUM if not past else 400))
        painter.setPen(theme.color("t2" if past else "t1"))
        paint_elided(painter, words, one.title.best(self.side))
        painter.setFont(theme.font(Size.SECONDARY))
        painter.setPen(theme.color(state.meta if past else "t2"))
        paint_elided(painter, QRect(words.left(), words.top() + 18, words.width(), 17), self._below(one))

    def _below(self, one: Occurrence) -> str:
        ends = to_local(one.ends, self.profile.host_zone)
        until = self.ui.language.tr("Until {time}", time=f"{ends:%H:%M}")
        return " · ".join(part for part in (until, one.place.best(self.side)) if part)

    def _chip(self, one: Occurrence) -> ChipLook | None:
        tr = self.ui.language.tr
        if one.status is Status.TENTATIVE:
            return ChipLook(tr("Tentative"), "amb")
        if one.access == "closed":
            return ChipLook(tr("Closed"), "neutral")
        return ChipLook(tr("By invitation"), "neutral") if one.access == "invitation" else None


class NeglectDelegate(RowDelegate):
    """Someone not met within his cadence: name over post, days of how many, and a bar with a tick at the interval."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, Size.ROW_TWO_LINE)
        self.view: TodayView | None = None
        self.side = Side.HOST

    def paint_line(self, painter: QPainter, rect: QRect, line: Any, state: RowState) -> None:
        """Paint one person."""
        person: PersonLine = line
        theme, view = self.ui.theme, self.view
        if view is None:
            return
        known = person.last_contact or person.known_since
        days = None if known is None else (view.day - known).days
        late = days is None or days >= person.cadence_days * 1.5
        tone = "red" if late else "amb"
        right = QRect(rect.right() - 72, rect.top() + 4, 72, 18)
        words = "—" if days is None else self.ui.language.tr("{days} d", days=days)
        tail = f" / {person.cadence_days}"
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        painter.setPen(theme.color(state.meta))
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tail)
        room = painter.fontMetrics().horizontalAdvance(tail)
        painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD, tabular=True))
        painter.setPen(theme.color(tone))
        painter.drawText(
            right.adjusted(0, 0, -room, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
        )
        bar = QRect(rect.right() - 71, rect.top() + 27, 72, 5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunk"))
        painter.drawRoundedRect(bar, 2, 2)
        share = 1.0 if days is None else min(1.0, days / (person.cadence_days * 2))
        painter.setBrush(theme.color(tone))
        painter.drawRoundedRect(QRect(bar.left(), bar.top(), max(4, round(bar.width() * share)), bar.height()), 2, 2)
        painter.restore()
        painter.fillRect(QRect(bar.left() + bar.width() // 2, bar.top() - 2, 1, bar.height() + 4), theme.color("t1"))
        name = QRect(rect.left(), rect.top() + 4, rect.width() - 84, 18)
        painter.setFont(theme.font(Size.BODY))
        painter.setPen(theme.color("t1"))
        used = paint_elided(painter, name, " ".join(filter(None, (person.rank, person.name.latin()))))
        if person.name.native():
            paint_elided(painter, name.adjusted(used + 8, 0, 0, 0), person.name.native())
        painter.setFont(theme.font(Size.SECONDARY))
        painter.setPen(theme.color("t2"))
        below = person.organization.best(self.side) or person.title.best(self.side)
        paint_elided(painter, name.translated(0, 18), below)


class HoursRibbon(QWidget):
    """The day as two ribbons of office hours, the host's above and home's below, events between them, and their overlap."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._view: TodayView | None = None
        self.setFixedHeight(112)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(ui.language.tr("Working hours"))
        ui.theme.changed.connect(self.update)

    def show_view(self, view: TodayView) -> None:
        """Show a day."""
        self._view = view
        self.update()

    def sizeHint(self) -> QSize:
        """A ribbon's height."""
        return QSize(400, 112)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint rulers, ribbons, events, overlap and now."""
        del event
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        theme = self._ui.theme
        area = QRect(64, 22, self.width() - 64 - Size.GUTTER, 68)
        begin = to_utc(datetime.combine(view.day, datetime.min.time()), view.profile.host_zone)

        def across(at: datetime) -> int:
            hours = (at - begin).total_seconds() / 3600
            return area.left() + round(area.width() * max(0.0, min(24.0, hours)) / 24)

        self._paint_hours(painter, view, area, begin)
        rows = (area.top() + 2, area.top() + 27, area.top() + 50)
        profile = view.profile
        for y, zone, hours in (
            (rows[0], profile.host_zone, (profile.duty_start, profile.duty_end)),
            (rows[2], profile.home_zone, (profile.home_duty_start, profile.home_duty_end)),
        ):
            painter.setPen(theme.color("t2"))
            painter.setFont(theme.font(Size.META, SEMIBOLD))
            painter.drawText(
                QRect(Size.GUTTER, y, 44, 16),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                label(zone, view.now),
            )
            painter.fillRect(QRect(area.left(), y, area.width(), 15), theme.color("sunk"))
            for shift in (-1, 0, 1):
                day = view.day + timedelta(days=shift)
                left, right = (across(to_utc(datetime.combine(day, at), zone)) for at in hours)
                if right > left:
                    painter.fillRect(QRect(left, y, right - left, 15), theme.color("line2"))
        painter.setPen(theme.color("t3"))
        painter.setFont(theme.font(Size.META))
        painter.drawText(
            QRect(Size.GUTTER, rows[1], 44, 12),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self._ui.language.tr("Events"),
        )
        both = view.common
        if both is not None:
            left, right = across(both[0]), across(both[1])
            painter.fillRect(QRect(left, rows[0], right - left, rows[2] + 15 - rows[0]), theme.color("grn_bg"))
            for y in (rows[0], rows[2]):
                painter.fillRect(QRect(left, y, right - left, 15), theme.color("grn"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for one in view.schedule:
            left, right = across(one.starts), across(one.ends)
            painter.setBrush(theme.calendar(one.palette).bar)
            painter.drawRoundedRect(QRect(left, rows[1], max(4, right - left - 1), 11), 3, 3)
        if begin <= view.now < begin + timedelta(days=1):
            x = across(view.now)
            painter.fillRect(QRect(x, area.top() - 3, 1, area.height() + 4), theme.color("now"))
            painter.setBrush(theme.color("now"))
            painter.drawEllipse(QPoint(x, area.top() - 4), 3, 3)

    def _paint_hours(self, painter: QPainter, view: TodayView, area: QRect, begin: datetime) -> None:
        """Paint the host's hours above, the home's below, and a line for each."""
        theme = self._ui.theme
        painter.setFont(theme.font(Size.META, tabular=True))
        for hour in range(0, 25, 3):
            at = begin + timedelta(hours=hour)
            x = area.left() + round(area.width() * hour / 24)
            painter.fillRect(QRect(x, area.top(), 1, area.height()), theme.color("line"))
            home = to_local(at, view.profile.home_zone)
            painter.setPen(theme.color("t2"))
            flags = (
                Qt.AlignmentFlag.AlignLeft
                if hour == 0
                else Qt.AlignmentFlag.AlignRight
                if hour == 24
                else Qt.AlignmentFlag.AlignHCenter
            )
            box = QRect(x - (0 if hour == 0 else 30 if hour == 24 else 15), 0, 30, 18)
            painter.drawText(box, flags | Qt.AlignmentFlag.AlignVCenter, f"{hour:02d}")
            painter.drawText(box.translated(0, area.bottom() + 4), flags | Qt.AlignmentFlag.AlignVCenter, f"{home:%H}")
