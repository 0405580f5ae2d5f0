"""The year: twelve months whose days are tinted by how much happens on them, with both nations' days off and fiscal years."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent

from liaison_desk.calendar.ui.drag import Cast, whole_days
from liaison_desk.calendar.ui.year.geometry import BEGINS_KEY, YearGrid
from liaison_desk.calendar.ui.year.head import HEAD, YearHead
from liaison_desk.calendar.ui.year.paint import YearPainter
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.style import plain_tip


class YearView(YearGrid):
    """The months under the pointer and the keyboard, the choice of their year above them."""

    begin_asked = Signal()
    """Years shall begin in another month; the page shows the year the cursor lies in."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui, wording)
        self._hovered: date | None = None
        self.head = YearHead(self, self.begin_with)
        self.setViewportMargins(0, HEAD, 0, 0)

    def begin_with(self, choice: str) -> None:
        """Let years begin in January or as a nation's fiscal year does."""
        self.begins = choice
        self.ui.memory.keep(BEGINS_KEY, choice)
        self.head.show_state()
        self.begin_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the day, Home and End go to the year's first and last, Enter shows the day by itself."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        plain = not event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        if key in steps and plain:
            self.go_to(self.day + timedelta(days=steps[key]))
        elif key == Qt.Key.Key_Home and plain:
            self.go_to(self.first)
        elif key == Qt.Key.Key_End and plain:
            self.go_to(self.first + timedelta(days=self.days - 1))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self.day_asked.emit(self.day)
        elif key in {Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight}:
            self._turn_begin(1 if key == Qt.Key.Key_BracketRight else -1)
        elif key not in steps:
            super().keyPressEvent(event)

    def _turn_begin(self, by: int) -> None:
        choices = self.choices()
        here = choices.index(self.begins) if self.begins in choices else 0
        self.begin_with(choices[(here + by) % len(choices)])

    def go_to(self, day: date) -> None:
        """Make a day the present one and say what happens on it; a day of another year turns the page."""
        if not self.first <= day < self.first + timedelta(days=self.days):
            self.day_asked.emit(day)
            return
        self.select(None)
        self.day = day
        self._tell_day()
        self.told.emit(self.words_of(day))
        self.viewport().update()

    def ground_at(self, at: QPoint) -> Cast | None:
        """Return the whole day at a point."""
        day = self.day_at(at)
        return whole_days(day, day) if day is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a day."""
        day = self.day_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and day is not None:
            self.go_to(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click shows the day by itself."""
        day = self.day_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and day is not None:
            self.day_asked.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say in the status line what happens on the day under the pointer."""
        day = self.day_at(event.position().toPoint())
        if day != self._hovered:
            self._hovered = day
            self.told.emit(self.words_of(day if day is not None else self.day))

    def tip_at(self, at: QPoint) -> str:
        """Return what the tool tip at a point says."""
        day = self.day_at(at)
        return plain_tip(self.words_of(day)) if day is not None else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the months."""
        del event
        YearPainter(self, QPainter(self.viewport())).paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self.head.setGeometry(0, 0, self.width(), HEAD)
        self.lay_out()
