"""The geometry of the timeline: which days are in sight, which rows, where a day or an occurrence stands."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QFontMetricsF

from liaison_desk.calendar.records import Calendar, Occurrence, Status
from liaison_desk.calendar.ui.timeline import layout
from liaison_desk.calendar.ui.timeline.axis import Window, read_around, zoom_of
from liaison_desk.calendar.ui.timeline.drag import DayDrag
from liaison_desk.calendar.ui.timeline.rows import Lane, Rows, Subject, by_calendar, by_exercise, by_person
from liaison_desk.calendar.ui.view import CalendarView, key_of
from liaison_desk.calendar.ui.weeks import sunday_first
from liaison_desk.calendar.words.wording import Wording, today
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import MEDIUM, Size

LABELS: Final = 214
_NARROW: Final = 150
_WIDE: Final = 700
_MORE: Final = 30

# What a row of people needs beside the occurrences: event id → contacts (id, name).
People = Mapping[int, Sequence[tuple[int, str]]]


class TimelineGrid(CalendarView):
    """Rows of what happens over weeks or years. ``sight`` is the window over the days, ``day`` and ``row`` where the keyboard is."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording, ui.language.tr("Timelines"))
        kept = ui.memory.text("calendar/timeline/rows", Rows.CALENDARS)
        self.kind = Rows(kept) if kept in set(Rows) else Rows.CALENDARS
        zoom = zoom_of(ui.memory.text("calendar/timeline/zoom"))
        self.sight = Window.near(self.first, zoom, sunday=sunday_first(ui.memory))
        self.day = self.first
        self.row = 0
        self.rows: list[layout.Row] = []
        self.stretches: list[layout.Stretch] = []
        self.more = 0
        self.drag: DayDrag | None = None
        self._lanes: tuple[Lane, ...] = ()
        self._people: People = {}
        self._read = (self.first, 0)
        self._days_off: tuple[Occurrence, ...] = ()
        self._off: dict[str, tuple[int, ...]] = {}

    # What is read and laid out

    @property
    def zone(self) -> str:
        """The place's zone."""
        return self.wording.profile().host_zone

    def know(self, calendars: Sequence[Calendar], people: People) -> None:
        """Take the calendars that can be rows, and who takes part in what."""
        self._lanes = tuple(Lane(one.id, self.wording.calendar(one), one.palette) for one in calendars)
        self._people = people

    def reading(self) -> tuple[date, int]:
        """Return the days that should be read for the window: more than are in sight, so that it can be panned."""
        self._read = read_around(self.sight, self._read)
        return self._read

    def show_span(
        self, occurrences: Sequence[Occurrence], first: date, days: int, clashes: Mapping[int, int] | None = None
    ) -> None:
        """Measure what was read once, then show it; what clashes is not told over months and years."""
        self.stretches = layout.measured(occurrences, self.zone)
        super().show_span(occurrences, first, days, clashes or {})

    def lay_out(self) -> None:
        """Put what was read into rows and lanes, for all the days that were read."""
        subjects = self._subjects()
        advance = QFontMetricsF(self.ui.theme.font(Size.SECONDARY, MEDIUM)).horizontalAdvance
        known: dict[str, float] = {}

        def wide(one: Occurrence) -> float:
            title = self.wording.title(one)
            if title not in known:
                known[title] = advance(title)
            return known[title]

        measure = layout.Measure(self.first, self.days, self.day_width)
        self.rows = layout.lay_out(subjects, self.occurrences, self.stretches, measure, wide)
        self._days_off = tuple(one for one in self.occurrences if one.day_off)
        self._off = {subject.key: tuple(filter(self._is_off, subject.numbers)) for subject in subjects}
        self.row = max(0, min(self.row, len(self.rows) - 1))
        self._fit()

    def _is_off(self, number: int) -> bool:
        """Tell whether an occurrence is only still seen; a contact may come to what the officer declined."""
        one = self.occurrences[number]
        return one.status is Status.CANCELLED if self.kind is Rows.PEOPLE else one.off

    def _subjects(self) -> list[Subject]:
        self.more = 0
        match self.kind:
            case Rows.CALENDARS:
                return by_calendar(self.occurrences, self._lanes)
            case Rows.EXERCISES:
                return by_exercise(self.occurrences, self.zone, self.wording.title)
            case Rows.PEOPLE:
                found, self.more = by_person(self.occurrences, self._people)
                return found

    def _fit(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.content_height - height))
        bar.setPageStep(height)
        bar.setSingleStep(layout.LANE)

    @property
    def days_off(self) -> tuple[Occurrence, ...]:
        """The days off of nations among what was read."""
        return self._days_off

    # Where things are

    @property
    def labels(self) -> int:
        """Width of the rows' names."""
        return LABELS if self.viewport().width() >= _WIDE else _NARROW

    @property
    def day_width(self) -> float:
        """Width of a day."""
        return max(0.1, (self.viewport().width() - self.labels) / self.sight.days)

    @property
    def offset(self) -> float:
        """What is added to a laid out position to get one in the viewport."""
        return self.labels - (self.sight.begin - self.first).days * self.day_width

    @property
    def content_height(self) -> int:
        """How high all rows are."""
        return (self.rows[-1].top + self.rows[-1].height if self.rows else 0) + (_MORE if self.more else 0)

    def x_of(self, day: date) -> float:
        """Return the left edge of a day, in the viewport."""
        return self.labels + (day - self.sight.begin).days * self.day_width

    def day_at(self, x: float) -> date:
        """Return the day at a place of the viewport, kept in sight."""
        number = int((x - self.labels) // self.day_width)
        return self.sight.begin + timedelta(days=max(0, min(self.sight.days - 1, number)))

    def row_at(self, y: int) -> int:
        """Return the row at a height of the viewport, -1 below the last one."""
        at = y + self.verticalScrollBar().value()
        return next((number for number, row in enumerate(self.rows) if row.top <= at < row.top + row.height), -1)

    def row_rect(self, number: int) -> QRect:
        """Return where a row is, in the viewport."""
        row = self.rows[number]
        return QRect(0, row.top - self.verticalScrollBar().value(), self.viewport().width(), row.height)

    def rect_of(self, row: layout.Row, lane: int, item: layout.Item) -> QRectF:
        """Return where an item stands, in the viewport."""
        top = row.top - self.verticalScrollBar().value() + layout.PAD + lane * layout.LANE
        left = item.left + self.offset
        if item.shape is layout.Shape.BAR:
            return QRectF(left, top, item.right - item.left, layout.BAR)
        high = layout.DIAMOND if item.shape is layout.Shape.DIAMOND else layout.BAR - 6
        return QRectF(left, top + (layout.BAR - high) / 2, item.right - item.left, high)

    def tick_bottom(self, row: layout.Row) -> int:
        """Return where the ticks of a row stand on, in the viewport."""
        return row.top + row.height - self.verticalScrollBar().value() - layout.PAD + 2

    def tick_rect(self, row: layout.Row, tick: layout.Tick) -> QRectF:
        """Return where a tick stands, in the viewport."""
        high = layout.tick_height(tick)
        return QRectF(tick.left + self.offset, self.tick_bottom(row) - high, 2, high)

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return where an occurrence stands: in the row the keyboard is at, else in the first that has it."""
        wanted = key_of(occurrence)
        order = sorted(range(len(self.rows)), key=lambda number: number != self.row)
        for number in order:
            row = self.rows[number]
            for lane, placed in row.placed():
                if key_of(self.occurrences[placed.item.number]) == wanted:
                    return self.rect_of(row, lane, placed.item).toAlignedRect()
            for tick in row.ticks:
                if any(key_of(self.occurrences[one]) == wanted for one in tick.numbers):
                    return self.tick_rect(row, tick).toAlignedRect().adjusted(-2, 0, 2, 0)
        return QRect()

    def items_at(self, at: QPoint) -> tuple[list[Occurrence], layout.Placed | None]:
        """Return what stands at a point, the topmost first, and how when it has a place of its own."""
        number = self.row_at(at.y())
        if number < 0 or at.x() < self.labels:
            return [], None
        row, x = self.rows[number], at.x() - self.offset
        for lane, items in enumerate(row.lanes):
            for placed in layout.between(items, x - layout.SPOT, x + layout.SPOT):
                rect = self.rect_of(row, lane, placed.item)
                reach = QRectF(rect.left() - 2, rect.top() - 3, placed.right - placed.left + 4, rect.height() + 6)
                if reach.contains(at):
                    return [self.occurrences[placed.item.number]], placed
        for tick in sorted(layout.ticks_between(row.ticks, x - 5, x + 3), key=lambda one: abs(one.left + 1 - x)):
            if self.tick_rect(row, tick).adjusted(-3, -4, 3, 4).contains(at):
                return [self.occurrences[one] for one in tick.numbers], None
        return [], None

    def occurrence_at(self, at: QPoint) -> Occurrence | None:
        """Return the occurrence at a point."""
        found, _ = self.items_at(at)
        return found[0] if found else None

    def numbers_in(self, row: int) -> list[int]:
        """Return the numbers of the occurrences of a row, in order of time."""
        return sorted(self.rows[row].subject.numbers, key=lambda number: (self.occurrences[number].starts, number))

    def sees(self, number: int) -> bool:
        """Tell whether an occurrence lies within the window."""
        stretch = self.stretches[number]
        return stretch.first <= self.sight.last and stretch.last >= self.sight.begin

    def in_sight(self, row: layout.Row) -> int:
        """Return how many occurrences of a row are in sight that take place."""
        low, high = self.labels - self.offset, self.viewport().width() - self.offset
        placed = sum(
            one.item.left < high and one.item.right > low
            for lane in row.lanes
            for one in layout.between(lane, low, high)
        )
        ticked = sum(len(tick.numbers) for tick in layout.ticks_between(row.ticks, low, high))
        return placed + ticked - sum(map(self.sees, self._off.get(row.subject.key, ())))

    def reading_order(self) -> list[Occurrence]:
        """Return the occurrences row by row, each once."""
        order = dict.fromkeys(number for row in range(len(self.rows)) for number in self.numbers_in(row))
        return [self.occurrences[number] for number in order]

    def today_x(self) -> float | None:
        """Return the middle of today when it is in sight."""
        day = today(self.ui.clock.now(), self.zone)
        return self.x_of(day) + self.day_width / 2 if self.sight.holds(day) else None

    def ghost(self) -> QRectF | None:
        """Return where the days of the present drag are, in the viewport; None without one."""
        drag = self.drag
        if drag is None or not drag.begun or not 0 <= drag.row < len(self.rows):
            return None
        row = self.row_rect(drag.row)
        left, right = self.x_of(drag.first), self.x_of(drag.last + timedelta(days=1))
        return QRectF(left, row.top() + 2, max(4.0, right - left - 1), row.height() - 4)
