"""The day grid: one day or a week of painted hours, with events that can be made, moved and resized in it."""

from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.ui.band import Band
from liaison_desk.calendar.ui.drag import STEP, Drag, Grip
from liaison_desk.calendar.ui.layout import DAY_MINUTES, Placed, cascade, is_bar, pieces
from liaison_desk.calendar.ui.view import key_of
from liaison_desk.calendar.ui.week_grid import HOUR, RULERS, WeekGrid
from liaison_desk.calendar.ui.week_paint import WeekPainter
from liaison_desk.calendar.ui.wording import Wording
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.qt.context import Ui

_EDGE: Final = 6
_SLOT: Final = 30
_TICK: Final = 20_000


class WeekView(WeekGrid):
    """The grid under the pointer and the keyboard, its band above it."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording)
        self._scrolled = False
        self.band = Band(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self.viewport().update)
        self._clock.start()

    # What is shown

    def set_rulers(self, names: tuple[str, ...]) -> None:
        """Show other rulers (place, zulu, home); the place's is always there."""
        self.rulers = tuple(name for name in RULERS if name in {"place", *names})
        self.lay_out()
        self.viewport().update()

    def lay_out(self) -> None:
        """Cascade the events of each day and give the band its height."""
        cut = pieces(self.occurrences, self.zone, self.first, self.days)
        self.placed = [one for day in range(self.days) for one in cascade([piece for piece in cut if piece.day == day])]
        self.slot = (min(self.slot[0], self.days - 1), self.slot[1])
        self.band.lay_out()
        self.setViewportMargins(0, self.band.height(), 0, 0)
        self._fit()

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return where an occurrence begins to stand."""
        if is_bar(occurrence):
            place = self.band.place_of(occurrence)
            return place.translated(0, -self.band.height())
        for one in self.placed:
            if key_of(self.occurrences[one.piece.number]) == key_of(occurrence):
                return self.rect_of(one)
        return QRect()

    def occurrence_at(self, at: QPoint) -> Occurrence | None:
        """Return the topmost event at a point."""
        found = self._piece_at(at)
        return self.occurrences[found.piece.number] if found is not None else None

    def reveal(self, occurrence: Occurrence) -> None:
        """Scroll to an event and put the cursor on it."""
        if is_bar(occurrence):
            return
        one = next((p for p in self.placed if key_of(self.occurrences[p.piece.number]) == key_of(occurrence)), None)
        if one is not None:
            self.slot = (one.piece.day, one.piece.start // _SLOT * _SLOT)
            self._show_minutes(one.piece.start, one.piece.end)

    def look_at(self, day: date, first: date) -> None:
        """Put the cursor on a day, at the hour it was."""
        self.slot = (max(0, (day - first).days), self.slot[1])

    def look_at_minute(self, minute: int) -> None:
        """Put the cursor on a minute of its day, and show it."""
        self.slot = (self.slot[0], minute // _SLOT * _SLOT)
        self._show_minutes(self.slot[1], self.slot[1] + _SLOT)

    def cursor_day(self) -> date | None:
        """Return the day the cursor is on."""
        return self.day_of(self.slot[0])

    def ask_new(self) -> None:
        """Ask for a new event of one hour at the cursor."""
        at = self.wall(self.slot[0] * DAY_MINUTES + self.slot[1])
        self.new_asked.emit(at, at + timedelta(hours=1), False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grid."""
        del event
        painter = QPainter(self.viewport())
        WeekPainter(self, painter).paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bar and the band."""
        super().resizeEvent(event)
        self._fit()

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cursor and choose what stands there; with Alt they move the chosen event, with Alt+Shift its end."""
        steps = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
        if event.key() == Qt.Key.Key_Escape and self.drag is not None:
            self._end_drag()
        elif event.key() in steps:
            days, rows = steps[Qt.Key(event.key())]
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._nudge(days, rows, resize=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            else:
                self._move_cursor(days, rows * _SLOT)
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            hours = self.wording.profile()
            edge = hours.duty_start if event.key() == Qt.Key.Key_Home else hours.duty_end
            self._move_cursor(0, edge.hour * 60 + edge.minute - self.slot[1])
        else:
            super().keyPressEvent(event)

    def _move_cursor(self, days: int, minutes: int) -> None:
        day = self.slot[0] + days
        if not 0 <= day < self.days:
            self.day_asked.emit(self.first + timedelta(days=day))
            return
        self.slot = (day, max(0, min(DAY_MINUTES - _SLOT, self.slot[1] + minutes)))
        low, high = self.slot[1], self.slot[1] + _SLOT
        here = [
            one.piece for one in self.placed if one.piece.day == day and one.piece.start < high and one.piece.end > low
        ]
        beginning = [piece for piece in here if piece.start >= low] or here
        slot = self.slot
        self.select(self.occurrences[beginning[-1].number] if beginning else None)
        self.slot = slot
        self._show_minutes(low, high)
        if not beginning:
            at = self.instant(day * DAY_MINUTES + low)
            self.told.emit(self.wording.times(at, at + timedelta(minutes=_SLOT)))

    def _nudge(self, days: int, rows: int, *, resize: bool) -> None:
        one = self.selected()
        if one is None or is_bar(one):
            return
        shift = timedelta(days=days, minutes=rows * STEP)

        def shifted(at: datetime) -> datetime:
            return to_utc(to_local(at, self.zone).replace(tzinfo=None) + shift, self.zone)

        starts = one.starts if resize else shifted(one.starts)
        ends = shifted(one.ends) if resize else starts + (one.ends - one.starts)
        if ends > starts:
            self.moved.emit(one, starts, ends)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an event, its edge, or empty time."""
        at = event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton or at.x() < self.gutter:
            return
        day, minute = self.slot_at(at)
        here = day * DAY_MINUTES + minute
        found = self._piece_at(at)
        if found is None:
            self.select(None)
            self.slot = (day, minute // _SLOT * _SLOT)
            self.drag = Drag(Grip.EMPTY, here, here, here + STEP)
            self.viewport().update()
            return
        one = self.occurrences[found.piece.number]
        self.select(one)
        start, end = (self._minutes(at) for at in (one.starts, one.ends))
        self.drag = Drag(self._grip(found, at), here, start, end, one)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show by the pointer's shape what could be."""
        at = event.position().toPoint()
        if self.drag is None:
            found = self._piece_at(at)
            resizing = found is not None and self._grip(found, at) is not Grip.BODY
            self.viewport().setCursor(QCursor(Qt.CursorShape.SizeVerCursor if resizing else Qt.CursorShape.ArrowCursor))
            return
        day, minute = self.slot_at(at)
        here = day * DAY_MINUTES + minute
        enough = QApplication.startDragDistance() * 60 / HOUR
        if not self.drag.begun and abs(here - self.drag.anchor) < enough:
            return
        self.drag = self.drag.to(here)
        self.told.emit(self.wording.times(self.instant(self.drag.start), self.instant(self.drag.end)))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the drag means; a click alone opens the event."""
        if event.button() is not Qt.MouseButton.LeftButton or self.drag is None:
            return
        drag = self.drag
        self._end_drag()
        if not drag.begun:
            if drag.occurrence is not None:
                self.open_selected()
            return
        if drag.occurrence is None:
            self.new_asked.emit(self.wall(drag.start), self.wall(drag.end), False)
            return
        one = drag.occurrence
        starts = one.starts if drag.grip is Grip.END else self.instant(drag.start)
        ends = starts + (one.ends - one.starts) if drag.grip is Grip.BODY else one.ends
        ends = self.instant(drag.end) if drag.grip is Grip.END else ends
        if (starts, ends) != (one.starts, one.ends):
            self.moved.emit(one, starts, ends)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on empty time makes a new event."""
        at = event.position().toPoint()
        if at.x() >= self.gutter and self._piece_at(at) is None:
            day, minute = self.slot_at(at)
            self.slot = (day, minute // _SLOT * _SLOT)
            self.ask_new()

    def _end_drag(self) -> None:
        self.drag = None
        self._tell_chosen()
        self.viewport().update()

    def _piece_at(self, at: QPoint) -> Placed | None:
        return next((one for one in reversed(self.placed) if self.rect_of(one).contains(at)), None)

    def _grip(self, one: Placed, at: QPoint) -> Grip:
        rect = self.rect_of(one)
        if one.piece.finishes and rect.bottom() - at.y() < _EDGE:
            return Grip.END
        if one.piece.begins and at.y() - rect.top() < _EDGE - 2 and rect.height() > 3 * _EDGE:
            return Grip.START
        return Grip.BODY

    def _minutes(self, at: datetime) -> int:
        wall = to_local(at, self.zone).replace(tzinfo=None)
        return int((wall - self.wall(0)).total_seconds()) // 60

    # Scrolling

    def _fit(self) -> None:
        self.band.setGeometry(0, 0, self.width() - self.verticalScrollBar().width(), self.band.height())
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, 24 * HOUR + 16 - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(HOUR // 2)
        if not self._scrolled and self.viewport().height() > HOUR:
            self._scrolled = bar.maximum() > 0
            start = self.wording.profile().duty_start
            bar.setValue(round((start.hour * 60 + start.minute - 90) * HOUR / 60))

    def _show_minutes(self, low: int, high: int) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if self.top_of(low) < 0:
            bar.setValue(bar.value() + self.top_of(low) - HOUR // 2)
        elif self.top_of(high) > height:
            bar.setValue(bar.value() + min(self.top_of(high) - height + HOUR // 2, self.top_of(low)))
