"""The timeline under the pointer and the keyboard: suspenses are walked, opened, and moved by days."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import pushes
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import MEDIUM, Size
from liaison_desk.tasks.records import TaskLine
from liaison_desk.tasks.ui.timeline.grid import Drag, TimelineGrid
from liaison_desk.tasks.ui.timeline.layout import HEAD, PAD, ROW, Lanes, Placed, Sight, first_sight, lay_out
from liaison_desk.tasks.ui.timeline.paint import TimelinePainter
from liaison_desk.tasks.ui.words import Words

_ACROSS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_NOTCH: Final = 120


class TimelineView(TimelineGrid):
    """Lanes of suspenses below a scale of days."""

    opened = Signal(int)
    current_changed = Signal(object)
    menu_wanted = Signal(object, QPoint)
    shifted = Signal(list, int)
    """Suspenses shall be moved by so many days."""
    sight_changed = Signal()
    """Other days came into sight: the page reads what falls there."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui, words)
        self._pressed: tuple[QPoint, Placed] | None = None
        self._lines: list[tuple[TaskLine, date]] = []
        self._widths: dict[str, int] = {}
        self.setAccessibleName(ui.language.tr("Suspenses over time"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    # What is shown

    def show_lines(self, lines: Sequence[TaskLine]) -> None:
        """Show these suspenses; the one the keyboard is on stays it while it is among them."""
        zone = self.words.profile().host_zone
        self._lines = [(line, to_local(line.due_at, zone).date()) for line in lines if line.due_at is not None]
        metrics, known = QFontMetrics(self.ui.theme.font(Size.SECONDARY, MEDIUM)), self._widths
        titles = {self.words.best(line.title) for line in lines}
        self._widths = {title: known.get(title) or metrics.horizontalAdvance(title) + 2 for title in titles}
        if self.current not in {line.id for line in lines}:
            self._choose(lines[0].id if lines else None)
        self._lay_out()

    def show_lanes(self, kind: Lanes) -> None:
        """Make lanes by owner or by kind."""
        self.kind = kind
        self.ui.memory.keep("tasks/lanes", str(kind))
        self._lay_out()

    def pan(self, days: int) -> None:
        """Show what lies so many days later."""
        self._see(self.sight.panned(days))

    def zoom(self, by: int) -> None:
        """Show more days, or fewer when negative; today or the chosen suspense keeps its place."""
        item = self._item(self.current)
        today = self.words.today()
        around = item.day if item is not None else min(max(today, self.sight.begin), self.sight.last)
        self._see(self.sight.zoomed(by, around))
        self.ui.memory.keep("tasks/days", [self.sight.days])

    def go_to_today(self) -> None:
        """Show today, a week behind the left edge."""
        self._see(first_sight(self.words.today(), self.sight.days))

    def _see(self, sight: Sight) -> None:
        if sight != self.sight:
            self.sight = sight
            self._lay_out()
            self.sight_changed.emit()

    def _lay_out(self) -> None:
        def width(line: TaskLine) -> int:
            return self._widths[self.words.best(line.title)]

        self.lanes = lay_out(self._lines, self._lane_of, width, self.sight.begin, self.day_width)
        bar, room = self.verticalScrollBar(), self.viewport().height() - HEAD
        bar.setRange(0, max(0, (self.lanes[-1].top + self.lanes[-1].height if self.lanes else 0) - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(ROW)
        self.viewport().update()

    def _lane_of(self, line: TaskLine) -> str:
        if self.kind is Lanes.KIND:
            return self.words.kind(line.kind)
        return line.lead or line.own_owner or line.host_owner

    # Which one the keyboard is on

    def selected_ids(self) -> list[int]:
        """Return the chosen task, as a list like the others'."""
        return [self.current] if self.current is not None else []

    def select_id(self, id_: int) -> bool:
        """Put the keyboard on a task; false when it is not in sight."""
        if self._item(id_) is None:
            return False
        self._choose(id_)
        self._reveal()
        return True

    def select_first(self) -> None:
        """Put the keyboard on the first suspense."""
        if self._lines:
            self.select_id(self._lines[0][0].id)

    def take_focus(self) -> None:
        """Take the keyboard."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def below_current(self) -> QPoint:
        """Return the point of the screen below the chosen suspense."""
        for lane in self.lanes:
            for item in lane.items:
                if item.line.id == self.current:
                    return self.viewport().mapToGlobal(self.rect_of(lane, item).bottomLeft().toPoint())
        return self.viewport().mapToGlobal(QPoint(self.labels, HEAD))

    def _item(self, id_: int | None) -> Placed | None:
        return next((one for lane in self.lanes for one in lane.items if one.line.id == id_), None)

    def _choose(self, id_: int | None) -> None:
        if id_ != self.current:
            self.current = id_
            self.current_changed.emit(id_)
            self.viewport().update()

    def _reveal(self) -> None:
        for lane in self.lanes:
            for item in lane.items:
                if item.line.id == self.current:
                    bar, rect = self.verticalScrollBar(), self.rect_of(lane, item)
                    if rect.top() < HEAD:
                        bar.setValue(int(bar.value() + rect.top() - HEAD - PAD))
                    elif rect.bottom() > self.viewport().height():
                        bar.setValue(int(bar.value() + rect.bottom() - self.viewport().height() + PAD))
        self.viewport().update()

    def _walk(self, across: int, down: int) -> None:
        """Go to the next suspense of the lane, or to the nearest one of the next lane."""
        here = next(
            (n for n, lane in enumerate(self.lanes) if any(one.line.id == self.current for one in lane.items)), None
        )
        if here is None:
            self.select_first()
            return
        items = self.lanes[here].items
        number = next(n for n, one in enumerate(items) if one.line.id == self.current)
        if across and 0 <= number + across < len(items):
            self._choose(items[number + across].line.id)
        elif down and 0 <= here + down < len(self.lanes):
            day = items[number].day
            self._choose(min(self.lanes[here + down].items, key=lambda one: abs((one.day - day).days)).line.id)
        self._reveal()

    # Keyboard, pointer, paint

    def event(self, event: QEvent) -> bool:
        """Claim Alt and an arrow, which the window takes for back and forward elsewhere."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and pushes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Alt they move the suspense by a day; Enter opens, page keys pan, + and - zoom, T shows today."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.drag is not None:
            self._end_drag()
        elif key in _ACROSS and pushes(event):
            if self.current is not None:
                self.shifted.emit([self.current], _ACROSS[key])
        elif key in _ACROSS:
            self._walk(_ACROSS[key], 0)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._walk(0, 1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.opened.emit(self.current)
        elif not self._turn(key, event.text().lower()):
            event.ignore()

    def _turn(self, key: Qt.Key, letter: str) -> bool:
        """Show other days, if a key asks for them."""
        half = self.sight.days // 2
        acts: dict[object, Callable[[], None]] = {
            Qt.Key.Key_PageUp: lambda: self.pan(-half), Qt.Key.Key_PageDown: lambda: self.pan(half),
            "+": lambda: self.zoom(-1), "=": lambda: self.zoom(-1), "-": lambda: self.zoom(1), "t": self.go_to_today,
        }  # fmt: skip
        act = acts.get(key) or acts.get(letter)
        if act is not None:
            act()
        return act is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed; it may become a drag."""
        item = self.item_at(event.position().toPoint())
        if item is not None:
            self._choose(item.line.id)
            if event.button() is Qt.MouseButton.LeftButton:
                self._pressed = (event.position().toPoint(), item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag with the date it would fall on."""
        at = event.position().toPoint()
        if self._pressed is None:
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if self.item_at(at) is not None else Qt.CursorShape.ArrowCursor
            )
            return
        begun, item = self._pressed
        if self.drag is None and (at - begun).manhattanLength() >= QApplication.startDragDistance():
            self.drag = Drag(item.line, item.day, begun, at.y())
        if self.drag is not None:
            self.drag.by = round((at.x() - begun.x()) / self.day_width)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a dragged suspense fall on its new day."""
        del event
        drag = self.drag
        self._end_drag()
        if drag is not None and drag.by:
            self.shifted.emit([drag.line.id], drag.by)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is clicked twice."""
        item = self.item_at(event.position().toPoint())
        if item is not None:
            self.opened.emit(item.line.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen suspense."""
        if self.current is not None:
            mouse = event.reason() is QContextMenuEvent.Reason.Mouse
            self.menu_wanted.emit(self.selected_ids(), event.globalPos() if mouse else self.below_current())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom, with Shift (or sideways) pan."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(-1 if turned.y() > 0 else 1)
        elif turned.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-round((turned.x() or turned.y()) / _NOTCH * self.sight.days / 12))
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tool tip what stands below the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self.item_at(event.pos())
            lines = [self.words.named(item.line), self.words.line(item.line)] if item is not None else []
            QToolTip.showText(event.globalPos(), plain_tip("\n".join(lines)), self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        del event
        TimelinePainter(self, QPainter(self.viewport())).paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for another width."""
        super().resizeEvent(event)
        self._lay_out()

    def _end_drag(self) -> None:
        self._pressed = self.drag = None
        self.viewport().update()
