"""Ways to point at what is painted in a timeline, and to pull it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from liaison_desk.exercises.ui.timeline.rows import What


def mark_of(pane, key: str):
    """Return the row and the mark of a milestone by its key; of the exercise itself by ``startex``."""
    for number, row in enumerate(pane.view.rows):
        for mark in row.marks:
            found = mark.place.key if mark.place is not None else "startex" if mark.what is What.EXERCISE else ""
            if found == key:
                return number, mark
    raise AssertionError(key)


def rect_of(pane, key: str):
    """Return where a mark stands in the viewport."""
    number, mark = mark_of(pane, key)
    return pane.view.rect_of(number, pane.view.laid(number).item_of(mark))


def middle_of(pane, key: str) -> QPoint:
    """Return the middle of a mark."""
    return rect_of(pane, key).center().toPoint()


def bring(pane, key: str) -> None:
    """Bring a mark into sight."""
    number, mark = mark_of(pane, key)
    pane.view.choose(mark, number)
    pane.view.see(pane.view.sight.towards(mark.first, mark.last))


def pull(pane, at: QPoint, days: float, *, drop: bool = True) -> None:
    """Take hold at a point and pull it so many days to the right."""
    port = pane.view.viewport()
    there = at + QPoint(round(days * pane.view.day_width), 0)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(port, at + QPoint(12 if days > 0 else -12, 0))
    QTest.mouseMove(port, there)
    if drop:
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=there)
