"""The timeline: calendars, exercises or people over weeks to years; events are made, moved and resized in it by days."""

from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.ui.drag import Cast, Grip, whole_days
from liaison_desk.calendar.ui.timeline.axis import Window, Zoom, turned
from liaison_desk.calendar.ui.timeline.drag import DayDrag, shifted
from liaison_desk.calendar.ui.timeline.geometry import TimelineGrid
from liaison_desk.calendar.ui.timeline.head import HEAD, TimelineHead
from liaison_desk.calendar.ui.timeline.layout import Placed, Shape
from liaison_desk.calendar.ui.timeline.paint import TimelinePainter
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.style import plain_tip

_EDGE: Final = 6
_NOTCH: Final = 120
_PARTS: Final = 12  # of the window that a notch of the wheel pans by
_BORDER: Final = 24  # pixels from an edge within which a drag pans
_PANNING: Final = 80  # milliseconds between two steps of it
_STEPS: Final = 60  # of the window that such a step pans by
_WEEKLY: Final = 120  # days in sight from which on the cursor goes by weeks


class TimelineView(TimelineGrid):
    """The rows under the pointer and the keyboard, their scale above them."""

    nudges = MappingProxyType({})  # arrows go by days here, and up and down by rows

    turned = Signal()
    """Other days came into sight, or other rows: the page shows which, and reads what it has not read."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording)
        self._panned = 0.0
        self._edge = QTimer(self, interval=_PANNING)
        self._edge.timeout.connect(self._pan_drag)
        self._at = QPoint()
        self.head = TimelineHead(self, self.show_rows, self.zoom)
        self.setViewportMargins(0, HEAD, 0, 0)

    # What is in sight

    def look_at(self, day: date, first: date) -> None:
        """Put the cursor on a day and bring it into sight."""
        del first
        self.day = day
        self._see(self.sight.towards(day), tell=False)

    def cursor_day(self) -> date | None:
        """Return the day the cursor is on."""
        return self.day

    def begin_weeks(self, *, sunday: bool) -> None:
        """Let weeks begin on Sunday or Monday."""
        self._see(Window(self.sight.begin, self.sight.zoom, sunday), tell=False)

    def pan(self, days: int) -> None:
        """Show what lies so many days later."""
        self._see(self.sight.panned(days))

    def zoom(self, by: int, around: date | None = None) -> None:
        """Look at more days (or fewer when negative); the cursor, or the day under the pointer, keeps its place."""
        wanted = turned(self.sight.zoom, by)
        if wanted != self.sight.zoom:
            self._see(self.sight.zoomed(wanted, around or self.day, tidy=around is None))
            self.ui.memory.keep("calendar/timeline/zoom", wanted.key)
        self.told.emit(self.zoom_words(wanted))

    def zoom_words(self, zoom: Zoom) -> str:
        """Return how much is in sight: ``6 months``."""
        count = self.ui.language.count
        if zoom.months:
            return count("{n} month", "{n} months", zoom.months)
        return count("{n} week", "{n} weeks", zoom.days // 7)

    def show_rows(self, kind: Rows) -> None:
        """Let rows be calendars, exercises or people."""
        if kind is not self.kind:
            self.kind, self.row = kind, 0
            self.ui.memory.keep("calendar/timeline/rows", str(kind))
            self.verticalScrollBar().setValue(0)
            self.lay_out()
            self.head.show_state()
            self.turned.emit()
            self.viewport().update()

    def _see(self, window: Window, *, tell: bool = True) -> None:
        wider = window.days != self.sight.days
        self.sight = window
        self.day = max(window.begin, min(window.last, self.day))
        if wider:
            self.lay_out()
        self.head.show_state()
        self.viewport().update()
        if tell:
            self.turned.emit()

    def reveal(self, occurrence: Occurrence) -> None:
        """Scroll and pan to an occurrence and put the cursor on its day."""
        first, last = dates(occurrence, self.zone)
        self.day = first
        if last < self.sight.begin or first > self.sight.last:
            self._see(self.sight.towards(first))
        self.day = max(self.sight.begin, min(self.sight.last, first))
        place, bar = self.place_of(occurrence), self.verticalScrollBar()
        self.row = max(0, self.row_at(place.center().y())) if not place.isEmpty() else self.row
        if self.rows and not place.isEmpty():
            rect = self.row_rect(self.row)
            if rect.top() < 0:
                bar.setValue(bar.value() + rect.top())
            elif rect.bottom() > self.viewport().height():
                bar.setValue(bar.value() + min(rect.top(), rect.bottom() - self.viewport().height()))

    def ground_at(self, at: QPoint) -> Cast | None:
        """Return the whole day at a point."""
        return whole_days(self.day_at(at.x()), self.day_at(at.x())) if at.x() >= self.labels else None

    def ask_new(self) -> None:
        """Ask for a new event of the whole day the cursor is on, in the row's calendar."""
        self._ask_days(self.row, self.day, self.day)

    def _ask_days(self, row: int, first: date, last: date) -> None:
        if 0 <= row < len(self.rows) and self.rows[row].subject.calendar_id:
            self.ui.memory.keep("calendar/last", self.rows[row].subject.calendar_id)
        begin = datetime.combine(first, datetime.min.time())
        self.new_asked.emit(begin, datetime.combine(last, datetime.min.time()) + timedelta(days=1), True)

    # Painting and size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight."""
        del event
        TimelinePainter(self, QPainter(self.viewport())).paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for another width, and fit the scale."""
        super().resizeEvent(event)
        self.head.setGeometry(0, 0, self.width(), HEAD)
        self.lay_out()

    def tip_at(self, at: QPoint) -> str:
        """Return what the tool tip at a point says."""
        found, _ = self.items_at(at)
        lines = [self.wording.line(one) for one in found[:8]]
        if len(found) > 8:
            lines.append(self.ui.language.tr("+{n} more", n=len(found) - 8))
        return plain_tip("\n".join(lines))

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk a row and the rows; with Ctrl they pan, with Alt they move the chosen event, with Alt+Shift its end."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        farther = {Qt.Key.Key_BracketLeft: 1, Qt.Key.Key_BracketRight: -1}.get(key, 0)
        if ctrl:
            farther = {Qt.Key.Key_Minus: 1, Qt.Key.Key_Plus: -1, Qt.Key.Key_Equal: -1}.get(key, 0)
        if key == Qt.Key.Key_Escape and self.drag is not None:
            self._end_drag()
        elif farther:
            self.zoom(farther)
        elif by and alt:
            self._nudge(by, resize=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif by and ctrl:
            self.pan(by * max(1, self.sight.days // _PARTS))
        elif by:
            self._walk(by)
        elif down and not alt and not ctrl:
            self._change_row(down)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        """Choose the next occurrence of the row in a direction; where there is none the cursor goes on alone."""
        one = self.selected()
        if self.rows:
            here = [self.occurrences[number] for number in self.numbers_in(self.row)]
            if one is not None and one in here:
                place = here.index(one) + by
                ahead = here[place : place + 1] if place >= 0 else []
            else:
                days = [(dates(other, self.zone)[0], other) for other in here]
                sides = [other for day, other in days if (day >= self.day if by > 0 else day <= self.day)]
                ahead = sides[:1] if by > 0 else sides[-1:]
            if ahead:
                self.select(ahead[0])
                return
        self._move_cursor(by * (7 if self.sight.days > _WEEKLY else 1))

    def _move_cursor(self, days: int) -> None:
        self.select(None)
        day = self.day + timedelta(days=days)
        if not self.sight.holds(day):
            self._see(self.sight.panned(days))
        self.day = day
        self.told.emit(self.wording.day(day, year=True))
        self.viewport().update()

    def _change_row(self, by: int) -> None:
        """Go to another row and choose what stands nearest to the cursor there."""
        if not self.rows:
            return
        day = self.day
        self.row = max(0, min(len(self.rows) - 1, self.row + by))
        inside = [
            (abs((self.stretches[number].first - day).days), number)
            for number in self.numbers_in(self.row)
            if self.sees(number)
        ]
        row = self.row
        self.select(self.occurrences[min(inside)[1]] if inside else None)
        self.row = row
        self.day = self.day if inside else day
        self.told.emit(self.rows[row].subject.name) if not inside else None
        self.viewport().update()

    def _nudge(self, by: int, *, resize: bool) -> None:
        one = self.selected()
        after = shifted(one, self.zone, 0 if resize else by, by) if one is not None else None
        if one is not None and after is not None:
            self.moved.emit(one, *after)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an event, its edge, or empty days; a row's name puts the cursor into it."""
        at = event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        row, day = self.row_at(at.y()), self.day_at(at.x())
        found, placed = self.items_at(at)
        if row >= 0:
            self.row = row
        if not found:
            self.select(None)
            if at.x() >= self.labels:
                self.day = day
                self.drag = DayDrag(Grip.EMPTY, row, day, day, day)
                self.told.emit(self.wording.day(day, year=True))
            self.viewport().update()
            return
        one = self._next_of(found)
        self.select(one)
        self.row = row
        first, last = dates(one, self.zone)
        self.drag = DayDrag(self._grip(placed, at), row, day, first, last, one)

    def _next_of(self, found: list[Occurrence]) -> Occurrence:
        """Return what a click chooses where several stand in one stroke: each click the next of them."""
        places = [number for number, one in enumerate(found) if self.is_selected(one)]
        return found[(places[0] + 1) % len(found)] if places else found[0]

    def _grip(self, placed: Placed | None, at: QPoint) -> Grip:
        if placed is None or placed.item.shape is not Shape.BAR:
            return Grip.BODY
        left, right, x = placed.item.left, placed.item.right, at.x() - self.offset
        if right - left < 3 * _EDGE:
            return Grip.BODY
        if placed.item.finishes and right - _EDGE < x <= right + 2:
            return Grip.END
        return Grip.START if placed.item.begins and x < left + _EDGE else Grip.BODY

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show by the pointer's shape what could be."""
        at = event.position().toPoint()
        if self.drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            _, placed = self.items_at(at)
            resizing = placed is not None and self._grip(placed, at) is not Grip.BODY
            shape = Qt.CursorShape.SizeHorCursor if resizing else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(QCursor(shape))
            return
        day = self.day_at(at.x())
        pulled = abs(at.x() - self.x_of(self.drag.anchor) - self.day_width / 2) > self.day_width / 2
        if not self.drag.begun and (day == self.drag.anchor or not pulled) and self.drag.grip is not Grip.EMPTY:
            return
        if not self.drag.begun and day == self.drag.anchor and self.day_width < QApplication.startDragDistance():
            return
        if self.drag.grip is Grip.BODY and self.leaves(self.drag.occurrence, event):
            self._end_drag()
            return
        self._at = at
        self._drag_to(day)
        if self._beyond():
            if not self._edge.isActive():
                self._edge.start()
        else:
            self._edge.stop()

    def _drag_to(self, day: date) -> None:
        if self.drag is not None:
            self.drag = self.drag.to(day)
            self.told.emit(self.drag_words(self.drag))
            self.viewport().update()

    def _beyond(self) -> int:
        """Return which edge the pointer is at: -1 the left one, 1 the right one, 0 none."""
        if self._at.x() < self.labels + _BORDER:
            return -1
        return int(self._at.x() > self.viewport().width() - _BORDER)

    def _pan_drag(self) -> None:
        """What is held at an edge brings further days into sight, as long as it is held there."""
        if self.drag is None or not self.drag.begun or not self._beyond():
            self._edge.stop()
            return
        self.pan(self._beyond() * max(1, self.sight.days // _STEPS))
        self._drag_to(self.day_at(self._at.x()))

    def drag_words(self, drag: DayDrag) -> str:
        """Return what would be if a drag ended now: the days, in the row's words, and how many they are."""
        one = drag.occurrence
        if one is not None and not one.all_day and (after := self._after(drag)) is not None:
            return self.wording.times(*after)
        days = self.ui.language.count("{n} day", "{n} days", (drag.last - drag.first).days + 1)
        first = self.wording.day(drag.first, year=True)
        return (
            f"{first} · {days}"
            if drag.first == drag.last
            else f"{first} – {self.wording.day(drag.last, year=True)} · {days}"
        )

    def _after(self, drag: DayDrag) -> tuple[datetime, datetime] | None:
        assert drag.occurrence is not None
        first, last = dates(drag.occurrence, self.zone)
        return shifted(drag.occurrence, self.zone, (drag.first - first).days, (drag.last - last).days)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the drag means; a click alone opens the event."""
        if event.button() is not Qt.MouseButton.LeftButton or self.drag is None:
            return
        drag = self.drag
        self._end_drag()
        if not drag.begun:
            if drag.occurrence is not None:
                self.open_selected()
        elif drag.occurrence is None:
            self._ask_days(drag.row, drag.first, drag.last)
        else:
            after = self._after(drag)
            if after is not None and after != (drag.occurrence.starts, drag.occurrence.ends):
                self.moved.emit(drag.occurrence, *after)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on an empty day makes a new event there."""
        at = event.position().toPoint()
        if at.x() >= self.labels and self.occurrence_at(at) is None:
            self._end_drag()
            self._ask_days(self.row_at(at.y()), self.day_at(at.x()), self.day_at(at.x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms around the pointer; else it pans the days, or scrolls rows that have no room."""
        delta, modifiers = event.angleDelta(), event.modifiers()
        event.accept()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            if delta.y():
                self.zoom(-1 if delta.y() > 0 else 1, self.day_at(event.position().x()))
            return
        sideways = delta.x() or (delta.y() if modifiers & Qt.KeyboardModifier.ShiftModifier else 0)
        bar = self.verticalScrollBar()
        if not sideways and bar.maximum():
            bar.setValue(bar.value() - delta.y() * layout_step(self) // _NOTCH)
            return
        self._panned -= (sideways or delta.y()) / _NOTCH * max(1.0, self.sight.days / _PARTS)
        days = int(self._panned)
        self._panned -= days
        if days:
            self.pan(days)

    def _end_drag(self) -> None:
        self.drag = None
        self._edge.stop()
        self._tell_chosen()
        self.viewport().update()


def layout_step(view: TimelineGrid) -> int:
    """Return how far a notch of the wheel scrolls the rows."""
    return 3 * view.verticalScrollBar().singleStep()
