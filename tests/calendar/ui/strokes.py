"""Strokes of the pointer on the views of the calendar page, and what a test reads from them afterwards."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from liaison_desk.domain.zones import to_local
from tests.calendar.ui.conftest import DENVER

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
KEY = Qt.Key
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
)  # fmt: skip


def at(hour: int, minute: int = 0, day: int = 24, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute)


def midnight(day: int) -> datetime:
    return datetime(2026, 11, day, tzinfo=UTC)


def move(target, where: QPoint, modifiers=NONE, *, held: bool = True) -> None:
    place = QPointF(target.mapToGlobal(where))
    buttons = LEFT if held else Qt.MouseButton.NoButton
    QApplication.sendEvent(target, QMouseEvent(QEvent.Type.MouseMove, QPointF(where), place, Qt.MouseButton.NoButton, buttons, modifiers))  # fmt: skip


def drag(target, start: QPoint, end: QPoint, modifiers=NONE, *, drop: bool = True) -> None:
    QTest.mousePress(target, LEFT, modifiers, start)
    move(target, (start + end) / 2, modifiers)
    move(target, end, modifiers)
    if drop:
        QTest.mouseRelease(target, LEFT, modifiers, end)


def point(page, day: int, hour: float) -> QPoint:
    """Where an hour of a day of the week (Monday 0) is in the grid."""
    page.week.verticalScrollBar().setValue(round((hour - 3) * page.week.hour))
    return QPoint(page.week.left_of(day) + 30, page.week.top_of(hour * 60))


def one(page, title: str):
    return next(one for one in page.present.occurrences if one.title.host == title)


def spans(board, title: str) -> list[tuple[datetime, datetime]]:
    return [(one.starts, one.ends) for one in board.seen() if one.title.host == title]


def walls(board, title: str) -> list[tuple[datetime, datetime]]:
    return [tuple(to_local(each, DENVER).replace(tzinfo=None) for each in span) for span in spans(board, title)]


def tip(target, where: QPoint) -> str:
    QToolTip.hideText()
    QApplication.sendEvent(target, QHelpEvent(QEvent.Type.ToolTip, where, target.mapToGlobal(where)))
    return QToolTip.text()
