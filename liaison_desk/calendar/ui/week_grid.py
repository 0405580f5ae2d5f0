"""The geometry of the day grid: which days, which rulers, where a minute or a day stands. ``week`` fills it with life."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect

from liaison_desk.calendar.ui.drag import Drag
from liaison_desk.calendar.ui.layout import DAY_MINUTES, Placed
from liaison_desk.calendar.ui.view import CalendarView
from liaison_desk.calendar.ui.wording import Wording, today
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.qt.context import Ui

HOUR: Final = 47
RULER: Final = 48
RULERS: Final = ("place", "zulu", "home")
_LEAST: Final = 20


class WeekGrid(CalendarView):
    """Days side by side on the place's wall clock. ``slot`` is the day and minute the keyboard is at."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording, ui.language.tr("Days"))
        self.rulers: tuple[str, ...] = RULERS
        self.slot = (0, wording.profile().duty_start.hour * 60)
        self.placed: list[Placed] = []
        self.drag: Drag | None = None

    @property
    def gutter(self) -> int:
        """Width of the rulers."""
        return len(self.rulers) * RULER + 2

    @property
    def zone(self) -> str:
        """The place's zone."""
        return self.wording.profile().host_zone

    def left_of(self, day: int) -> int:
        """Return the left edge of a day (also of the one after the last)."""
        room = self.viewport().width() - self.gutter
        return self.gutter + room * day // max(1, self.days)

    def top_of(self, minute: float) -> int:
        """Return where a minute of the day is, in the viewport."""
        return round(minute * HOUR / 60) - self.verticalScrollBar().value() + 8

    def slot_at(self, at: QPoint) -> tuple[int, int]:
        """Return the day and minute at a point, kept within the span."""
        room = max(1, self.viewport().width() - self.gutter)
        day = (at.x() - self.gutter) * self.days // room
        minute = int((at.y() + self.verticalScrollBar().value() - 8) * 60 / HOUR)
        return max(0, min(self.days - 1, day)), max(0, min(DAY_MINUTES - 1, minute))

    def rect_of(self, one: Placed) -> QRect:
        """Return where a placed piece is, in the viewport."""
        left, right = self.left_of(one.piece.day) + 2, self.left_of(one.piece.day + 1) - 6
        left += round((right - left) * one.left)
        top = self.top_of(one.piece.start)
        return QRect(left, top, right - left, max(_LEAST, self.top_of(one.piece.end) - top - 1))

    def wall(self, minutes: int) -> datetime:
        """Return the wall time of minutes since the span's first midnight."""
        return datetime.combine(self.first, datetime.min.time()) + timedelta(minutes=minutes)

    def instant(self, minutes: int) -> datetime:
        """Return the instant (UTC) of minutes since the span's first midnight, on the place's wall clock."""
        return to_utc(self.wall(minutes), self.zone)

    def today_column(self) -> int:
        """Return which day of the span is today, -1 when none is."""
        number = (today(self.ui.clock.now(), self.zone) - self.first).days
        return number if 0 <= number < self.days else -1

    def day_of(self, number: int) -> date:
        """Return the date of a day of the span."""
        return self.first + timedelta(days=number)

    def shown_midnights(self, zone: str) -> Iterator[tuple[int, int]]:
        """Yield, per day of the span, the minute of the place's clock at which another zone's day begins."""
        for number in range(self.days):
            day = self.day_of(number)
            for other in (day, day + timedelta(days=1)):
                at = to_utc(datetime.combine(other, datetime.min.time()), zone)
                local = to_local(at.astimezone(UTC), self.zone)
                if local.date() == day:
                    yield number, local.hour * 60 + local.minute
