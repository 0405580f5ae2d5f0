"""The band of whole days above the grid: bars made, moved, made longer and copied, and read from the database only when dropped."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import event as sql_events

from tests.calendar.ui.strokes import ALT, CONTROL, KEY, LEFT, NONE, SHIFT, at, drag, midnight, move, one, point, spans


def bar(page, title: str):
    return page.week.band.place_of(one(page, title))


@contextmanager
def counted(desk) -> Iterator[list[str]]:
    """Collect the statements the desk's engine is given."""
    seen: list[str] = []

    def note(connection, cursor, statement, *_rest) -> None:
        seen.append(statement)

    sql_events.listen(desk.database.engine, "before_cursor_execute", note)
    yield seen
    sql_events.remove(desk.database.engine, "before_cursor_execute", note)


def test_dragging_over_the_band_makes_an_event_of_these_days(open_page, board, ui):
    page, asked = open_page(), []
    page.week.new_asked.connect(lambda *values: asked.append(values))
    band, week = page.week.band, page.week
    y = band.height() - 8
    drag(band, QPoint(week.left_of(3) + 30, y), QPoint(week.left_of(1) + 30, y), drop=False)
    assert page.status.text_whole() == "Tue 24 Nov – Thu 26 Nov"
    QTest.mouseRelease(band, LEFT, NONE, QPoint(week.left_of(1) + 30, y))
    assert ui.jobs.idle()
    assert asked == [(at(0), at(0, day=27), True)]


def test_a_bar_is_moved_by_days_and_taken_back(open_page, board, ui, window):
    board.days("Visit", at(0), 2)
    page = open_page()
    place = bar(page, "Visit")
    drag(page.week.band, place.center(), place.center() + QPoint(page.week.left_of(2) - page.week.left_of(0), 0))
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(26), midnight(28))]
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(26))]


@pytest.mark.parametrize(
    ("edge", "to", "expected"), [("right", 5, (24, 29)), ("left", 0, (23, 26)), ("right", 0, (24, 25))]
)
def test_the_ends_of_a_bar_are_dragged(open_page, board, ui, edge, to, expected):
    board.days("Visit", at(0), 2)
    page = open_page()
    place = bar(page, "Visit")
    start = QPoint(place.right() - 2 if edge == "right" else place.left() + 2, place.center().y())
    drag(page.week.band, start, QPoint(page.week.left_of(to) + 30, start.y()))
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [tuple(map(midnight, expected))]


def test_ctrl_leaves_a_bar_and_makes_a_copy_that_one_undo_takes_away(open_page, board, ui, window):
    board.days("Visit", at(0), 2)
    page = open_page()
    place = bar(page, "Visit")
    end = place.center() + QPoint(page.week.left_of(2) - page.week.left_of(0), 0)
    drag(page.week.band, place.center(), end, CONTROL, drop=False)
    assert page.status.text_whole() == "Copy to Thu 26 Nov – Fri 27 Nov"
    QTest.mouseRelease(page.week.band, LEFT, CONTROL, end)
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(26)), (midnight(26), midnight(28))]
    assert page.week.selected().starts == midnight(26)
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(26))]


def test_esc_lets_go_of_a_bar(open_page, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page = open_page()
    place = bar(page, "Visit")
    drag(page.week.band, place.center(), place.center() + QPoint(300, 0), drop=False)
    qtbot.keyClick(page.week, KEY.Key_Escape)
    QTest.mouseRelease(page.week.band, LEFT, NONE, place.center() + QPoint(300, 0))
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(26))]
    assert page.week.selected().title.host == "Visit"


def test_keys_move_a_bar_and_its_end(open_page, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page = open_page()
    page.week.select(one(page, "Visit"))
    for key, modifiers in ((KEY.Key_Right, ALT), (KEY.Key_Right, ALT | SHIFT), (KEY.Key_Up, ALT)):
        qtbot.keyClick(page.week, key, modifiers)
        assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(25), midnight(28))]


def test_a_click_on_a_bar_opens_it(open_page, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page = open_page()
    qtbot.mouseClick(page.week.band, LEFT, pos=bar(page, "Visit").center())
    assert ui.jobs.idle()
    assert page.deeds.popover.accessibleName().startswith("Visit")
    page.deeds.popover.close()


def test_a_drag_does_not_touch_the_database_before_it_is_dropped(open_page, board, desk, ui):
    for hour in range(8, 16):
        board.event(f"At {hour}", at(hour))
    board.days("Visit", at(0), 2)
    page = open_page()
    start, target = point(page, 1, 9.5), page.week.viewport()
    with counted(desk) as statements:
        for held, begin in ((target, start), (page.week.band, bar(page, "Visit").center())):
            QTest.mousePress(held, LEFT, NONE, begin)
            for step in range(200):
                move(held, begin + QPoint(step * 2, step % 90), CONTROL if step % 50 > 40 else NONE)
                QApplication.processEvents()
            QTest.keyClick(page.week, KEY.Key_Escape)
        assert ui.jobs.idle()
        assert statements == []
    with counted(desk) as statements:
        drag(target, start, start + QPoint(0, 60))
        assert ui.jobs.idle()
        assert any(each.startswith("UPDATE event") for each in statements)
