"""The day grid: one day or a week of painted hours, with events that can be made, moved and resized in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import is_bar
from liaison_desk.calendar.ui.drag import STEP, Cast, Drag, Grip, hour_from
from liaison_desk.calendar.ui.grid import zoom
from liaison_desk.calendar.ui.grid.band import Band
from liaison_desk.calendar.ui.grid.crossing import cross
from liaison_desk.calendar.ui.grid.geometry import RULERS, TOP, WeekGrid
from liaison_desk.calendar.ui.grid.paint import WeekPainter
from liaison_desk.calendar.ui.grid.pictures import Still
from liaison_desk.calendar.ui.layout import DAY_MINUTES, Placed, cascade, pieces
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui

_EDGE: Final = 6
_TICK: Final = 20_000
_NOTCH: Final = 120
_ZOOMS: Final = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
_STEPS: Final[Mapping[int, tuple[int, int]]] = {
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)
}  # fmt: skip
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier


class WeekView(WeekGrid):
    """The grid under the pointer and the keyboard, its band above it."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording)
        self._scrolled = False
        self._copying = False
        self._still = Still()
        self._turned = 0
        self.band = Band(self)
        self.measure()
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
        self.measure()
        cut = pieces(self.occurrences, self.zone, self.first, self.days)
        self.placed = [
            one
            for day in range(self.days)
            for one in cascade([piece for piece in cut if piece.day == day], self.shortest, self.title_minutes)
        ]
        self.pictures.forget()
        self.lay_out_shade()
        self.slot = (min(self.slot[0], self.days - 1), self.slot[1])
        self.band.lay_out()
        self.setViewportMargins(0, self.band.height(), 0, 0)
        self._fit()

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return where an occurrence begins to stand."""
        if is_bar(occurrence):
            place = self.band.place_of(occurrence)
            return place.translated(0, -self.band.height())
        one = self.placed_of(occurrence)
        return self.rect_of(one) if one is not None else QRect()

    def occurrence_at(self, at: QPoint) -> Occurrence | None:
        """Return the topmost event at a point."""
        found = self.piece_at(at)
        return self.occurrences[found.piece.number] if found is not None else None

    def reveal(self, occurrence: Occurrence) -> None:
        """Scroll to an event and put the cursor on it."""
        if is_bar(occurrence):
            return
        one = self.placed_of(occurrence)
        if one is not None:
            self.slot = (one.piece.day, self._slot_start(one.piece.start))
            self._show_minutes(one.piece.start, one.piece.end)

    def look_at(self, day: date, first: date) -> None:
        """Put the cursor on a day, at the hour it was."""
        self.slot = (max(0, (day - first).days), self.slot[1])

    def look_at_minute(self, minute: int) -> None:
        """Put the cursor on a minute of its day, and show it."""
        self.slot = (self.slot[0], self._slot_start(minute))
        self._show_minutes(self.slot[1], self.slot[1] + self.slot_minutes)

    def cursor_day(self) -> date | None:
        """Return the day the cursor is on."""
        return self.day_of(self.slot[0])

    def ask_new(self) -> None:
        """Ask for a new event of what is marked by keys: hours of a day, or whole days; of one hour at the cursor otherwise."""
        low, high = self.marked()
        if self.reach is None:
            high = low + 60
        whole = self.reach is not None and self.reach[0] != self.slot[0]
        self.reach = None
        self.new_asked.emit(self.wall(low), self.wall(high), whole)

    def tip_at(self, at: QPoint) -> str:
        """Return what an event is; beside events, that both headquarters are on duty."""
        day, minute = self.slot_at(at)
        said = super().tip_at(at)
        if said or at.x() < self.gutter:
            return said
        common = next((one for one in self.shade.common if one[0] == day and one[1] <= minute < one[2]), None)
        if common is None:
            return ""
        low, high = (self.instant(day * DAY_MINUTES + minutes) for minutes in common[1:])
        return f"{self.ui.language.tr('Both on duty')}\n{self.wording.times(low, high)}"

    def ground_at(self, at: QPoint) -> Cast | None:
        """Return the hour from the half hour at a point on."""
        day, minute = self.slot_at(at)
        return (
            hour_from(self.wall(day * DAY_MINUTES + self._slot_start(minute)), self.zone)
            if at.x() >= self.gutter
            else None
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grid. During a drag all that stands still is painted once, and the dragged event over it each time."""
        del event
        painter = QPainter(self.viewport())
        if self.drag is None or not self.drag.begun:
            self._still.forget()
            WeekPainter(self, painter).paint()
            return
        painter.drawPixmap(0, 0, self._still_picture())
        WeekPainter(self, painter).paint_drag(copying=self._copying)

    def _still_picture(self) -> QPixmap:
        size, ratio = self.viewport().size(), self.devicePixelRatioF()
        look = (
            size, ratio, self.verticalScrollBar().value(), self.hour, self.ui.theme.name, self.occurrences,
            self._copying, self.ui.clock.now().replace(second=0, microsecond=0),
        )  # fmt: skip
        without = None if self._copying or self.drag is None else self.drag.occurrence
        return self._still.picture(look, size, ratio, lambda painter: WeekPainter(self, painter).paint(without=without))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bar and the band."""
        super().resizeEvent(event)
        self.measure()
        if self.level == zoom.WHOLE_DAY:
            self.lay_out()  # how long a title is in minutes depends on the height
        self._fit()

    # Zoom

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel looks more or less closely at the hour under the pointer."""
        if not event.modifiers() & _CONTROL:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        notches, self._turned = int(self._turned / _NOTCH), self._turned - int(self._turned / _NOTCH) * _NOTCH
        if notches:
            self._zoom_to(zoom.turned(self.level, notches, self._room()), round(event.position().y()))
        event.accept()

    def zoom(self, by: int) -> None:
        """Look more closely (1) or less (-1); 0 is as it was at first. The hour of the cursor stays where it is."""
        y = self.top_of(self.slot[1])
        inside = y if 0 <= y < self.viewport().height() else self.viewport().height() // 2
        self._zoom_to(zoom.turned(self.level, by, self._room()) if by else zoom.NORMAL, inside)

    def _zoom_to(self, level: int, y: int) -> None:
        bar = self.verticalScrollBar()
        minute = (y + bar.value() - TOP) * 60 / self.hour
        self.keep_level(level)
        self.lay_out()
        bar.setValue(round(minute * self.hour / 60) + TOP - y)
        self.viewport().update()

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cursor and choose what stands there, with Shift they mark time for a new event; Ctrl with + − 0 zooms."""
        modifiers = event.modifiers()
        if event.key() == Qt.Key.Key_Escape and self._let_go():
            return
        if modifiers & _CONTROL and event.key() in _ZOOMS:
            self.zoom(_ZOOMS[Qt.Key(event.key())])
        elif event.key() in _STEPS and not modifiers & Qt.KeyboardModifier.AltModifier:
            days, rows = _STEPS[event.key()]
            self._move_cursor(days, rows * self.slot_minutes, mark=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            hours = self.wording.profile()
            edge = hours.duty_start if event.key() == Qt.Key.Key_Home else hours.duty_end
            self._move_cursor(0, edge.hour * 60 + edge.minute - self.slot[1])
        else:
            super().keyPressEvent(event)

    def nudge(self, days: int, minutes: int, *, resize: bool) -> None:
        """Move the chosen occurrence or its end, by smaller steps when one looks closely."""
        super().nudge(days, minutes // STEP * min(STEP, zoom.snap(self.hour)), resize=resize)

    def _let_go(self) -> bool:
        """End what is under way, if something is: a drag, the marking of time."""
        if self.drag is None and self.reach is None and not self.band.dragging:
            return False
        self.reach = None
        self.band.end_drag()
        self._end_drag()
        return True

    def _move_cursor(self, days: int, minutes: int, *, mark: bool = False) -> None:
        day = self.slot[0] + days
        if not 0 <= day < self.days:
            if not mark:
                self.day_asked.emit(self.first + timedelta(days=day))
            return
        reach = (self.reach or self.slot) if mark else None
        self.slot = slot = (day, max(0, min(DAY_MINUTES - self.slot_minutes, self.slot[1] + minutes)))
        low, high = slot[1], slot[1] + self.slot_minutes
        here = [
            one.piece
            for one in self.placed
            if one.piece.day == day and not one.piece.away and one.piece.start < high and one.piece.end > low
        ]
        beginning = [piece for piece in here if piece.start >= low] or here
        self.select(self.occurrences[beginning[-1].number] if beginning and not mark else None)
        self.slot, self.reach = slot, reach
        self._show_minutes(low, high)
        if mark or not beginning:
            self._tell_marked()

    def _tell_marked(self) -> None:
        low, high = self.marked()
        if self.reach is not None and self.reach[0] != self.slot[0]:
            self.told.emit(self.wording.span(self.wall(low).date(), self.wall(high - 1).date()))
            return
        words = self.wording.times(self.instant(low), self.instant(high))
        both = any(
            day * DAY_MINUTES + begin < high and low < day * DAY_MINUTES + end for day, begin, end in self.shade.common
        )
        self.told.emit(f"{words} · {self.ui.language.tr('Both on duty')}" if both else words)

    def select(self, occurrence: Occurrence | None, *, reveal: bool = True) -> None:
        """Choose an occurrence, or none; what keys marked is marked no more."""
        self.reach = None
        super().select(occurrence, reveal=reveal)
        self.band.update()

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an event, its edge, or empty time."""
        at = event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton or at.x() < self.gutter:
            return
        day, minute = self.slot_at(at)
        here, step = day * DAY_MINUTES + minute, zoom.snap(self.hour)
        found = self.piece_at(at)
        if found is None:
            self.select(None)
            self.slot = (day, self._slot_start(minute))
            self.drag = Drag(Grip.EMPTY, here, here, here + step, step=step)
            self.viewport().update()
            return
        one = self.occurrences[found.piece.number]
        self.select(one, reveal=False)
        self.slot = (found.piece.day, self._slot_start(found.piece.start))
        start, end = (self.minutes_of(at) for at in (one.starts, one.ends))
        self.drag = Drag(self._grip(found, at), here, start, end, one, step=step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show by the pointer's shape what could be."""
        at = event.position().toPoint()
        if self.drag is None:
            found = self.piece_at(at)
            resizing = found is not None and self._grip(found, at) is not Grip.BODY
            self.viewport().setCursor(QCursor(Qt.CursorShape.SizeVerCursor if resizing else Qt.CursorShape.ArrowCursor))
            return
        day, minute = self.slot_at(at)
        here = day * DAY_MINUTES + minute
        enough = QApplication.startDragDistance() * 60 / self.hour
        if not self.drag.begun and abs(here - self.drag.anchor) < enough:
            return
        body = self.drag.grip is Grip.BODY
        if body and self.leaves(self.drag.occurrence, event):
            self._end_drag()
            return
        self._copying = self._copies(event)
        held = self.drag.occurrence if body and not self._copying else None
        before, crossed = self.crossing, cross(self, held, at)
        if self.crossing != before:
            self.band.update()
        if crossed:
            self.drag = replace(self.drag, begun=True)
            return
        self._scroll_towards(at.y(), rising=held is not None and here < self.drag.anchor)
        self.drag = self.drag.to(here)
        words = self.wording.times(*self.drag.result(self.wall(0), self.zone))
        self.told.emit(self.ui.language.tr("Copy to {when}", when=words) if self._copying else words)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the drag means; a click alone opens the event, and with Ctrl what is dragged stays and a copy is made."""
        if event.button() is not Qt.MouseButton.LeftButton or self.drag is None:
            return
        drag, crossing, copying = self.drag, self.crossing, self._copies(event)
        self._end_drag()
        one = drag.occurrence
        if crossing is not None:
            self.recast_asked.emit(crossing.occurrence, crossing.cast)
            return
        if not drag.begun:
            if one is not None:
                self.open_selected()
            return
        starts, ends = drag.result(self.wall(0), self.zone)
        if one is None:
            walls = (to_local(at, self.zone).replace(tzinfo=None) for at in (starts, ends))
            self.new_asked.emit(*walls, False)
        elif copying:
            self.copied.emit(one, starts, ends)
        elif (starts, ends) != (one.starts, one.ends):
            self.moved.emit(one, starts, ends)

    def _copies(self, event: QMouseEvent) -> bool:
        held = self.drag is not None and self.drag.grip is Grip.BODY
        return held and bool(event.modifiers() & _CONTROL)

    def _scroll_towards(self, y: int, *, rising: bool) -> None:
        """Scroll when what is dragged is held over the lower edge or the upper one; where the band takes it, shortly before."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top = _EDGE * 3 if rising else 0
        if not top <= y < height:
            bar.setValue(bar.value() + max(-24, min(24, y - top if y < top else y - height)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on empty time makes a new event."""
        at = event.position().toPoint()
        if at.x() >= self.gutter and self.piece_at(at) is None:
            day, minute = self.slot_at(at)
            self.slot = (day, self._slot_start(minute))
            self.ask_new()

    def _end_drag(self) -> None:
        self.drag, self.crossing, self._copying = None, None, False
        self._still.forget()
        self._tell_chosen()
        self.viewport().update()

    def _grip(self, one: Placed, at: QPoint) -> Grip:
        rect = self.rect_of(one)
        if one.piece.away:
            return Grip.BODY
        if one.piece.finishes and rect.bottom() - at.y() < _EDGE:
            return Grip.END
        if one.piece.begins and at.y() - rect.top() < _EDGE - 2 and rect.height() > 3 * _EDGE:
            return Grip.START
        return Grip.BODY

    # Scrolling

    def _fit(self) -> None:
        self.band.setGeometry(0, 0, self.width() - self.verticalScrollBar().width(), self.band.height())
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, round(24 * self.hour) + 2 * TOP - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(round(self.hour / 2))
        if not self._scrolled and self.viewport().height() > self.hour:
            self._scrolled = bar.maximum() > 0
            start = self.wording.profile().duty_start
            bar.setValue(round((start.hour * 60 + start.minute - 90) * self.hour / 60))

    def _show_minutes(self, low: int, high: int) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if self.top_of(low) < 0:
            bar.setValue(bar.value() + self.top_of(low) - round(self.hour / 2))
        elif self.top_of(high) > height:
            bar.setValue(bar.value() + min(self.top_of(high) - height + round(self.hour / 2), self.top_of(low)))
