"""One month to pick a day from, painted; Monday first, as both staffs count weeks."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_CELL: Final = QSize(34, 28)
_WEEKS: Final = 6
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_FIRST, _LAST = date(1, 2, 1), date(9999, 11, 30)


def weekday_words(language: Language) -> tuple[str, ...]:
    """Return the short names of the days, Monday first."""
    tr = language.tr
    return (tr("Mo"), tr("Tu"), tr("We"), tr("Th"), tr("Fr"), tr("Sa"), tr("Su"))


def month_words(language: Language, day: date) -> str:
    """Return a month's name with its year: November 2026, 2026年11月."""
    tr = language.tr
    months = (
        tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"),
        tr("July"), tr("August"), tr("September"), tr("October"), tr("November"), tr("December"),
    )  # fmt: skip
    return tr("{month} {year}", month=months[day.month - 1], year=day.year)


class MonthGrid(QWidget):
    """Six weeks of days; arrows move, Page Up and Down change the month, Return or a click picks."""

    picked = Signal(object)
    """The date that was picked."""
    moved = Signal(object)
    """The date the keyboard moved to."""

    def __init__(self, ui: Ui, day: date, today: date) -> None:
        super().__init__()
        self._ui = ui
        self._day = day
        self._today = today
        self._hovered: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(7 * _CELL.width(), (_WEEKS + 1) * _CELL.height())
        self.go_to(day)

    @property
    def day(self) -> date:
        """The date the keyboard is on."""
        return self._day

    def go_to(self, day: date) -> None:
        """Move to a date and show its month; what lies beyond the calendar's ends stops there."""
        self._day = min(max(day, _FIRST), _LAST)
        self.setAccessibleName(f"{self._day.day} {month_words(self._ui.language, self._day)}")
        self.moved.emit(self._day)
        self.update()

    def turn(self, months: int) -> None:
        """Go some months on or back, to the same day or the month's last."""
        number = self._day.year * 12 + self._day.month - 1 + months
        year, month = divmod(number, 12)
        if not _FIRST.year <= year <= _LAST.year:
            return
        for day in range(self._day.day, 27, -1):
            try:
                self.go_to(date(year, month + 1, day))
            except ValueError:
                continue
            return
        self.go_to(date(year, month + 1, min(self._day.day, 28)))

    def date_at(self, at: QPoint) -> date | None:
        """Return the date painted at a point."""
        row, column = at.y() // _CELL.height() - 1, at.x() // _CELL.width()
        if 0 <= row < _WEEKS and 0 <= column < 7:
            return self._first() + timedelta(days=row * 7 + column)
        return None

    def rect_of(self, day: date) -> QRect:
        """Return where a date is painted."""
        row, column = divmod((day - self._first()).days, 7)
        return QRect(QPoint(column * _CELL.width(), (row + 1) * _CELL.height()), _CELL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names of the days and six weeks."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._ui.theme
        painter.setFont(theme.font(Size.META, MEDIUM))
        painter.setPen(theme.color("t3"))
        for column, words in enumerate(weekday_words(self._ui.language)):
            painter.drawText(QRect(QPoint(column * _CELL.width(), 0), _CELL), Qt.AlignmentFlag.AlignCenter, words)
        for number in range(_WEEKS * 7):
            self._paint_day(painter, self._first() + timedelta(days=number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and pick."""
        key = event.key()
        if key in _STEPS:
            self.go_to(self._day + timedelta(days=_STEPS[Qt.Key(key)]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.picked.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the date under the pointer."""
        day = self.date_at(event.position().toPoint())
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self.go_to(day)
            self.picked.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the date under the pointer."""
        self._hovered = self.date_at(event.position().toPoint())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def _first(self) -> date:
        start = self._day.replace(day=1)
        return start - timedelta(days=start.weekday())

    def _paint_day(self, painter: QPainter, day: date) -> None:
        theme = self._ui.theme
        rect = self.rect_of(day)
        chosen, today = day == self._day, day == self._today
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or day == self._hovered:
            painter.setBrush(theme.color("acc" if chosen else "hov"))
            painter.drawRoundedRect(rect.adjusted(3, 1, -3, -1), Size.RADIUS_BUTTON, Size.RADIUS_BUTTON)
        painter.setFont(theme.font(Size.SECONDARY, SEMIBOLD if chosen or today else REGULAR, tabular=True))
        other_month = day.month != self._day.month
        painter.setPen(theme.color("on_acc" if chosen else "acc" if today else "t3" if other_month else "t1"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day))


class MonthPopup(QWidget):
    """The month over a date field, with its name and arrows; Esc or a click elsewhere closes it."""

    picked = Signal(object)

    def __init__(self, ui: Ui, day: date, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._ui = ui
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.grid = MonthGrid(ui, day, today)
        self._name = Text(ui, month_words(ui.language, day), Size.BODY, SEMIBOLD)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._name, 1)
        head.addWidget(
            IconButton(
                ui, "chevron-left", ui.language.tr("Month before"), key="Page Up", act=lambda: self.grid.turn(-1)
            )
        )
        head.addWidget(
            IconButton(
                ui, "chevron-right", ui.language.tr("Next month"), key="Page Down", act=lambda: self.grid.turn(1)
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.grid)
        self.grid.moved.connect(lambda day: self._name.set_text(month_words(ui.language, day)))
        self.grid.picked.connect(self._on_picked)
        self.setFocusProxy(self.grid)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ui.theme.color("surf"))
        painter.setPen(self._ui.theme.color("line2"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _on_picked(self, day: date) -> None:
        self.close()
        self.picked.emit(day)
