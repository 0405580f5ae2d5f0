"""The timeline under the pointer and the keyboard: days are moved and widened, marks walked, opened and dragged."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from liaison_desk.exercises.ui.timeline.axis import Sight
from liaison_desk.exercises.ui.timeline.choosing import GanttRows
from liaison_desk.exercises.ui.timeline.drag import Drag, Grip
from liaison_desk.exercises.ui.timeline.layout import Item
from liaison_desk.exercises.ui.timeline.paint import GanttPainter
from liaison_desk.exercises.ui.timeline.rows import Mark, Role, What
from liaison_desk.exercises.ui.timeline.tips import tip_at
from liaison_desk.exercises.ui.timeline.words import TimelineWords
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import pushes

_NOTCH: Final = 120
_PART: Final = 8
"""A part of the days in sight that a notch of the wheel or a key pans by."""
_CLOSER: Final = 1.2
"""How many times as wide days become with a notch of the wheel."""
_EDGE: Final = 6
_BORDER: Final = 28
"""Pixels from an edge within which a drag pans."""
_PANNING: Final = 30
_STEPS: Final = 90
_RESTING: Final = 700
"""Milliseconds without a key after which what keys moved is let go of."""


class GanttView(GanttRows):
    """Rows of milestones below a scale of days."""

    opened = Signal(object)
    """A mark shall be opened."""
    row_opened = Signal(int)
    """An exercise shall be opened."""
    moved = Signal(object, object, object)
    """A mark shall be on other days: the mark, the first and the last day."""
    zoomed = Signal()
    """Another stretch of days is in sight than before."""

    def __init__(self, ui: Ui, words: TimelineWords) -> None:
        super().__init__(ui, words)
        self._held: tuple[QPointF, float, int] | None = None
        self._pressed: Drag | None = None
        self._timer = QTimer(self, interval=_PANNING)
        self._timer.timeout.connect(self._pan_drag)
        self._nudging = QTimer(self, interval=_RESTING, singleShot=True)
        self._nudging.timeout.connect(self._drop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.language.tr("Timeline of exercises"))
        self.viewport().setMouseTracking(True)

    # What is in sight

    def reveal(self, what: What, id_: int) -> bool:
        """Choose a mark and bring it into sight; false when it is not shown."""
        if not self.pick(what, id_) or self.chosen is None:
            return False
        mark, self.chosen = self.chosen, None
        self.choose(mark, self.row)
        self.see(self.sight.towards(mark.first, mark.last))
        self._scroll_to_row()
        return True

    def see(self, sight: Sight) -> None:
        """Show other days; rows whose height hangs on their words are laid out anew when days become wider or narrower."""
        if sight == self.sight:
            return
        wider = sight.days != self.sight.days
        self.sight = sight
        if wider:
            if self.rows and self.rows[0].role is not Role.EXERCISE:
                self.lay_out()
            self.zoomed.emit()
        self.viewport().update()

    def pan(self, days: float) -> None:
        """Show what lies so many days later."""
        self.see(self.sight.panned(days))

    def step(self, by: int) -> None:
        """Look at the next of the chosen zooms, farther or closer; the chosen mark, or today, keeps its place."""
        self.see(self.sight.stepped(by, self.around()))

    def around(self) -> float:
        """Return the day that keeps its place when days become wider by a key."""
        begin, end = self.sight.begin, self.sight.begin + self.sight.days
        for day in ((self.chosen.first + 0.5) if self.chosen else begin - 1, self.today.toordinal() + 0.5):
            if begin <= day <= end:
                return day
        return (begin + end) / 2

    def go_to_today(self) -> None:
        """Bring today into sight, a quarter in."""
        self.see(self.sight.panned(self.today.toordinal() - self.sight.days / 4 - self.sight.begin))

    def scroll_to(self, number: int) -> None:
        """Put the keyboard into a row and bring it to the top, below the one before it."""
        if self.rows:
            self.row = max(0, min(len(self.rows) - 1, number))
            self.verticalScrollBar().setValue(self._tops[max(0, self.row - 1)])
            self.viewport().update()

    def _scroll_to_row(self) -> None:
        if not self.rows:
            return
        bar, rect = self.verticalScrollBar(), self.row_rect(self.row)
        if rect.top() < self.head:
            bar.setValue(bar.value() + rect.top() - self.head)
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height())

    # Keyboard

    def event(self, event: QEvent) -> bool:
        """Claim Alt and an arrow, which the window takes for back and forward elsewhere."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and pushes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Ctrl they pan, with Alt they move the chosen mark by a day; [ and ] zoom, T shows today."""
        key = Qt.Key(event.key())
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        if key == Qt.Key.Key_Escape and (self._pressed or self.drag) is not None:
            self.let_go()
        elif across and pushes(event):
            self.nudge(across)
        elif across and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pan(across * self.sight.days / _PART)
        elif across:
            self._walk(across)
        elif (act := self._acts().get(key) or self._acts().get(event.text().lower())) is not None:
            act()
        else:
            event.ignore()

    def _acts(self) -> dict[object, Callable[[], None]]:
        """Return what single keys do."""
        half = self.sight.days / 2
        return {
            Qt.Key.Key_Up: lambda: self._change_row(-1), "k": lambda: self._change_row(-1),
            Qt.Key.Key_Down: lambda: self._change_row(1), "j": lambda: self._change_row(1),
            Qt.Key.Key_PageUp: lambda: self.pan(-half), Qt.Key.Key_PageDown: lambda: self.pan(half),
            Qt.Key.Key_Home: lambda: self._walk_to(0), Qt.Key.Key_End: lambda: self._walk_to(-1),
            Qt.Key.Key_Return: self._open, Qt.Key.Key_Enter: self._open,
            "[": lambda: self.step(1), "]": lambda: self.step(-1), "t": self.go_to_today,
        }  # fmt: skip

    def nudge(self, by: int) -> None:
        """Move the chosen mark by days, shown as a drag until no key has come for a moment: ten presses are one move."""
        if self.chosen is not None and self.chosen.what is not What.CLASH:
            drag = self.drag or Drag.of(self.chosen, self.rows[self.row].lane)
            self.drag = drag.to(drag.anchor + drag.first - drag.mark.first + by)
            self.see(self.sight.towards(self.drag.first, self.drag.last))
            self._nudging.start()
            self.viewport().update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of what Alt and arrows moved as soon as Alt is let go of."""
        if event.key() == Qt.Key.Key_Alt and self._nudging.isActive():
            self._drop()
        super().keyReleaseEvent(event)

    def _open(self) -> None:
        if self.chosen is not None:
            self.opened.emit(self.chosen)
        elif self.rows:
            self.row_opened.emit(self.rows[self.row].exercise_id)

    def _walk(self, by: int) -> None:
        """Choose the next mark of the row; without one chosen, the nearest in sight."""
        marks = self.rows[self.row].marks if self.rows else ()
        if not marks:
            return
        here = next((number for number, one in enumerate(marks) if one is self.chosen), None)
        if here is None:
            middle = self.around()
            mark = min(marks, key=lambda one: abs(one.first - middle))
        else:
            mark = marks[max(0, min(len(marks) - 1, here + by))]
        self._come_to(mark, self.row)

    def _walk_to(self, number: int) -> None:
        if self.rows and self.rows[self.row].marks:
            self._come_to(self.rows[self.row].marks[number], self.row)

    def _change_row(self, by: int) -> None:
        """Go to another row and choose what stands nearest there, as long as it is in sight."""
        if not self.rows:
            return
        number = max(0, min(len(self.rows) - 1, self.row + by))
        day = self.chosen.first if self.chosen is not None else self.around()
        low, high = self.sight.begin, self.sight.begin + self.sight.days
        inside = [one for one in self.rows[number].marks if one.last >= low and one.first <= high]
        self.choose(min(inside, key=lambda one: abs(one.first - day), default=None), number)
        self._scroll_to_row()

    def _come_to(self, mark: Mark, number: int) -> None:
        self.choose(mark, number)
        self.see(self.sight.towards(mark.first, mark.last))
        self._scroll_to_row()

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a mark, its end, or the days themselves; a label puts the keyboard into its row."""
        at = event.position()
        number, item = self.item_at(at)
        if number >= 0:
            self.choose(item.mark if item is not None else None, number)
        if event.button() is not Qt.MouseButton.LeftButton or at.x() < self.labels:
            return
        if item is not None and item.mark.what is not What.CLASH:
            grip = self._grip(number, item, at)
            self._pressed = Drag.of(item.mark, self.rows[number].lane, grip, int(self.at_x(at.x())))
        self._held = at, self.sight.begin, self.verticalScrollBar().value()

    def _grip(self, number: int, item: Item, at: QPointF) -> Grip:
        rect = self.rect_of(number, item)
        if not item.bar or item.mark.what is not What.MILESTONE or rect.width() < 3 * _EDGE:
            return Grip.BODY
        if abs(at.x() - rect.right()) <= _EDGE:
            return Grip.END
        return Grip.START if abs(at.x() - rect.left()) <= _EDGE else Grip.BODY

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show by the pointer's shape what could be."""
        at = self.pointer = event.position()
        if self._held is None:
            self._show_shape(at)
            return
        begun, begin, scrolled = self._held
        if self._pressed is None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.see(Sight(self.sight.begin, self.sight.days).panned(begin - (at.x() - begun.x()) / self.day_width - self.sight.begin))  # fmt: skip
            self.verticalScrollBar().setValue(round(scrolled - at.y() + begun.y()))
            return
        if self.drag is None and (at - begun).manhattanLength() < QApplication.startDragDistance():
            return
        self._drag_to(at)
        if self._beyond() and not self._timer.isActive():
            self._timer.start()

    def _show_shape(self, at: QPointF) -> None:
        number, item = self.item_at(at)
        shape = Qt.CursorShape.ArrowCursor
        if item is not None:
            resizing = self._grip(number, item, at) is not Grip.BODY
            shape = Qt.CursorShape.SizeHorCursor if resizing else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def _drag_to(self, at: QPointF) -> None:
        if self._pressed is not None:
            self.drag = self._pressed.to(int(self.at_x(at.x())))
            self.viewport().update()

    def _beyond(self) -> int:
        """Return which edge a drag is at: -1 the left one, 1 the right one, 0 none."""
        if self.drag is None:
            return 0
        if self.pointer.x() < self.labels + _BORDER:
            return -1
        return int(self.pointer.x() > self.viewport().width() - _BORDER)

    def _pan_drag(self) -> None:
        """What is held at an edge brings further days into sight, as long as it is held there."""
        if not self._beyond():
            self._timer.stop()
            return
        self.pan(self._beyond() * self.sight.days / _STEPS)
        self._drag_to(self.pointer)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let what is dragged fall on its new days."""
        del event
        self._drop()

    def _drop(self) -> None:
        drag = self.drag
        self.let_go()
        if drag is not None and drag.moved:
            self.moved.emit(drag.mark, *drag.days)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is clicked twice: a mark, or the exercise of a row by its label."""
        number, item = self.item_at(event.position())
        self.let_go()
        if item is not None:
            self.opened.emit(item.mark)
        elif number >= 0 and event.position().x() < self.labels:
            self.row_opened.emit(self.rows[number].exercise_id)

    def let_go(self) -> None:
        """End what is being dragged, if anything is, without moving it."""
        self._held = self._pressed = self.drag = None
        self._timer.stop()
        self._nudging.stop()
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms around the pointer; sideways or with Shift it pans, else it scrolls rows that have no room."""
        turned, exact, modifiers = event.angleDelta(), event.pixelDelta(), event.modifiers()
        event.accept()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            days = self.sight.days * _CLOSER ** (-turned.y() / _NOTCH)
            self.see(self.sight.zoomed(days, self.at_x(max(event.position().x(), self.labels))))
            return
        sideways = bool(turned.x() or modifiers & Qt.KeyboardModifier.ShiftModifier)
        bar = self.verticalScrollBar()
        if not sideways and bar.maximum():
            bar.setValue(bar.value() - (exact.y() or turned.y() * 3 * bar.singleStep() // _NOTCH))
        elif exact.x() or (sideways and exact.y()):
            self.pan(-(exact.x() or exact.y()) / self.day_width)
        else:
            self.pan(-(turned.x() or turned.y()) / _NOTCH * self.sight.days / _PART)

    # Painting, size, tool tips, screen readers

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        del event
        GanttPainter(self, QPainter(self.viewport())).paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for another size."""
        super().resizeEvent(event)
        self.lay_out()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tool tip what stands below the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip_at(self, QPointF(event.pos())), self)
            return True
        return super().viewportEvent(event)
