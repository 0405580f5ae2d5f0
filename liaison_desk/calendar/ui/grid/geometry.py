"""The geometry of the day grid: which days, which rulers, where a minute or a day stands. ``week`` fills it with life."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.ui.drag import Cast, Crossing, Drag, Grip
from liaison_desk.calendar.ui.grid import zoom
from liaison_desk.calendar.ui.grid.pictures import Pictures
from liaison_desk.calendar.ui.layout import DAY_MINUTES, Placed, stretches
from liaison_desk.calendar.ui.view import CalendarView, key_of
from liaison_desk.calendar.words.wording import Wording, today
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.qt.context import Ui

RULER: Final = 48
RULERS: Final = ("place", "zulu", "home")
TOP: Final = 8
"""Room above midnight, so that its hour can be read."""
_LEAST: Final = 20
_LINE: Final = 15
_KEPT: Final = "calendar/hour"
_NOON: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Shade:
    """Stretches of the shown days as (day, from, to) in minutes: the host's duty, both nations', hours spring skips."""

    host: tuple[tuple[int, int, int], ...] = ()
    home: tuple[tuple[int, int, int], ...] = ()
    common: tuple[tuple[int, int, int], ...] = ()
    skipped: tuple[tuple[int, int, int], ...] = ()


class WeekGrid(CalendarView):
    """Days side by side on the place's wall clock. ``slot`` is the day and minute the keyboard is at.

    ``level`` is how closely one looks (``zoom``), ``hour`` the height of an hour in pixels and ``gutter`` the width of the
    rulers, as last measured; with ``reach`` the keyboard has marked from ``slot`` to there.
    """

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording, ui.language.tr("Days"))
        self.rulers: tuple[str, ...] = RULERS
        self.slot = (0, wording.profile().duty_start.hour * 60)
        self.reach: tuple[int, int] | None = None
        self.level = zoom.level(ui.memory.number(_KEPT, zoom.NORMAL))
        self.hour = float(zoom.NORMAL)
        self.gutter = 0
        self._lefts: list[int] = []
        self.placed: list[Placed] = []
        self.pictures = Pictures()
        self.drag: Drag | None = None
        self.crossing: Crossing | None = None
        self.shade = Shade()

    def measure(self) -> None:
        """Find the height of an hour, the width of the rulers and where the days stand; painting asks for them often."""
        self.hour = zoom.hour_height(self.level, self._room())
        self.gutter = len(self.rulers) * RULER + 2
        room, days = self.viewport().width() - self.gutter, max(1, self.days)
        self._lefts = [self.gutter + room * day // days for day in range(days + 1)]

    @property
    def shortest(self) -> int:
        """Minutes the shortest event takes up as it is drawn."""
        return math.ceil(_LEAST * 60 / self.hour) - 1

    @property
    def title_minutes(self) -> int:
        """Minutes the first line of an event takes up as it is drawn."""
        return math.ceil(_LINE * 60 / self.hour)

    @property
    def slot_minutes(self) -> int:
        """How many minutes the cursor covers."""
        return min(30, zoom.line_minutes(self.hour))

    def _slot_start(self, minute: int) -> int:
        return minute // self.slot_minutes * self.slot_minutes

    def marked(self) -> tuple[int, int]:
        """Return what the keyboard has marked, in minutes since the span's first midnight: a slot, hours of a day, or days."""
        (day, minute), (other, from_minute) = self.slot, self.reach or self.slot
        if day != other:
            return min(day, other) * DAY_MINUTES, (max(day, other) + 1) * DAY_MINUTES
        low, high = min(minute, from_minute), max(minute, from_minute) + self.slot_minutes
        return day * DAY_MINUTES + low, day * DAY_MINUTES + high

    def _room(self) -> int:
        return self.viewport().height() - 2 * TOP

    def lay_out_shade(self) -> None:
        """Find once per span what the grid is shaded by; painting only looks at it."""
        zone, first, days = self.zone, self.first, self.days
        host, home, common = (
            tuple(stretches(spans, zone, first, days))
            for spans in (self.duties.host, self.duties.home, self.duties.common)
        )
        self.shade = Shade(host, home, common, tuple(self._skipped()))

    def _skipped(self) -> Iterator[tuple[int, int, int]]:
        """Yield the hours that are not on the place's clock, for it goes forward over them."""
        for number in range(self.days):
            there = (self.exists(number * DAY_MINUTES + minute) for minute in range(0, DAY_MINUTES, 30))
            missing = [minute for minute, exists in zip(range(0, DAY_MINUTES, 30), there, strict=True) if not exists]
            if missing:
                yield number, missing[0], missing[-1] + 30

    def exists(self, minutes: int) -> bool:
        """Tell whether the place's clock shows this time at all; in spring it goes forward over an hour."""
        return to_local(self.instant(minutes), self.zone).replace(tzinfo=None) == self.wall(minutes)

    def home_shift(self, number: int) -> timedelta:
        """Return by how much home's clock, beside the place's, is another from this day's noon on than at the noon before."""
        home = self.wording.profile().home_zone

        def ahead(noon: datetime) -> timedelta:
            at = to_utc(noon, self.zone)
            return (to_local(at, home).utcoffset() or timedelta()) - (
                to_local(at, self.zone).utcoffset() or timedelta()
            )

        noon = self.wall(number * DAY_MINUTES) + _NOON
        return ahead(noon) - ahead(noon - timedelta(days=1))

    @property
    def zone(self) -> str:
        """The place's zone."""
        return self.wording.profile().host_zone

    def left_of(self, day: int) -> int:
        """Return the left edge of a day (also of the one after the last).

        The cursor may be on a day of the span that is read next already; that day begins where this one ends.
        """
        return self._lefts[min(day, len(self._lefts) - 1)]

    def top_of(self, minute: float) -> int:
        """Return where a minute of the day is, in the viewport."""
        return round(minute * self.hour / 60) - self.verticalScrollBar().value() + TOP

    def slot_at(self, at: QPoint) -> tuple[int, int]:
        """Return the day and minute at a point, kept within the span."""
        room = max(1, self.viewport().width() - self.gutter)
        day = (at.x() - self.gutter) * self.days // room
        minute = int((at.y() + self.verticalScrollBar().value() - TOP) * 60 / self.hour)
        return max(0, min(self.days - 1, day)), max(0, min(DAY_MINUTES - 1, minute))

    def offer_people(self, event: QDragMoveEvent, one: Occurrence | None, ground: Cast | None) -> None:
        """Show the hour a new event of the contacts that are dragged would be at."""
        super().offer_people(event, one, ground)
        self.drag = None
        if one is None and ground is not None and not ground.all_day:
            start, end = (int((wall - self.wall(0)).total_seconds()) // 60 for wall in (ground.start, ground.end))
            self.drag = Drag(Grip.EMPTY, start, start, end, begun=True)
        self.viewport().update()

    def take_people(self, event: QDropEvent, one: Occurrence | None, ground: Cast | None) -> None:
        """Let go of what was shown, and say on what contacts were dropped."""
        self.drag = None
        self.viewport().update()
        super().take_people(event, one, ground)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Contacts that were dragged over the hours are dropped elsewhere."""
        self.drag = None
        self.viewport().update()
        super().dragLeaveEvent(event)

    def placed_of(self, occurrence: Occurrence) -> Placed | None:
        """Return where an occurrence begins; what is only the way there stands for nothing."""
        key = key_of(occurrence)
        mine = (one for one in self.placed if not one.piece.away)
        return next((one for one in mine if key_of(self.occurrences[one.piece.number]) == key), None)

    def piece_at(self, at: QPoint) -> Placed | None:
        """Return the topmost piece at a point of the viewport."""
        return next((one for one in reversed(self.placed) if self.rect_of(one).contains(at)), None)

    def minutes_of(self, at: datetime) -> int:
        """Return the minutes from the span's first midnight to an instant, on the place's wall clock."""
        wall = to_local(at, self.zone).replace(tzinfo=None)
        return int((wall - self.wall(0)).total_seconds()) // 60

    def rect_of(self, one: Placed) -> QRect:
        """Return where a placed piece is, in the viewport, without the way there and back."""
        left, right = self._sides(one)
        top = self.top_of(one.piece.start)
        return QRect(left, top, right - left, max(_LEAST, self.top_of(one.piece.end) - top - 1))

    def way_rects(self, one: Placed) -> Iterator[QRect]:
        """Yield where the way there and the way back of a placed piece are."""
        left, right = self._sides(one)
        piece, core = one.piece, self.rect_of(one)
        if piece.away:
            yield core
            return
        if piece.before:
            top = self.top_of(piece.low)
            yield QRect(left, top, right - left, core.top() - top)
        if piece.after:
            yield QRect(left, core.bottom() + 1, right - left, self.top_of(piece.high) - core.bottom() - 1)

    def _sides(self, one: Placed) -> tuple[int, int]:
        left, right = self.left_of(one.piece.day) + 2, self.left_of(one.piece.day + 1) - 6
        return left + round((right - left) * one.left), right

    def wall(self, minutes: int) -> datetime:
        """Return the wall time of minutes since the span's first midnight."""
        return datetime.combine(self.first, datetime.min.time()) + timedelta(minutes=minutes)

    def instant(self, minutes: int) -> datetime:
        """Return the instant (UTC) of minutes since the span's first midnight, on the place's wall clock."""
        return to_utc(self.wall(minutes), self.zone)

    def keep_level(self, level: int) -> None:
        """Look more or less closely, and remember it."""
        self.level = level
        self.measure()
        self.ui.memory.keep(_KEPT, level)

    def today_column(self) -> int:
        """Return which day of the span is today, -1 when none is."""
        number = (today(self.ui.clock.now(), self.zone) - self.first).days
        return number if 0 <= number < self.days else -1

    def ruler_day(self) -> int:
        """Return which day the rulers are of, for a change of clocks makes them differ: today, or the cursor's day."""
        return self.today_column() if self.today_column() >= 0 else self.slot[0]

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
