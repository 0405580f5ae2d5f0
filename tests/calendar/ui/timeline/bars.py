"""Where rows, days and bars of the timeline are, and how its wheel turns."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.calendar.ui.strokes import NONE


def row_named(view, name: str) -> int:
    return next(number for number, row in enumerate(view.rows) if row.subject.name == name)


def middle(view, row: str, day: date) -> QPoint:
    rect = view.row_rect(row_named(view, row))
    return QPoint(round(view.x_of(day) + view.day_width / 2), rect.center().y())


def bar(view, title: str) -> QPoint:
    one = next(one for one in view.occurrences if one.title.host == title)
    return view.place_of(one).center()


def wheel(view, notches: int, modifiers=NONE, where: QPoint | None = None) -> None:
    where = where or view.viewport().rect().center()
    place = QPointF(view.viewport().mapToGlobal(where))
    event = QWheelEvent(QPointF(where), place, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def days_of(board, title: str) -> tuple[date, date]:
    one = board.one(title)
    return one.starts.date(), one.ends.date() - timedelta(days=1)
