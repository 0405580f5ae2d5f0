"""The month and the agenda, used with pointer and keys."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from liaison_desk.calendar.ui.ways import View
from tests.calendar.ui.strokes import ALT, CONTROL, KEY, LEFT, NONE, SHIFT, at, drag, midnight, one, spans, walls


@pytest.fixture
def month(open_page, board, ui):
    def look():
        page = open_page()
        page.show_view(View.MONTH)
        assert ui.jobs.idle()
        return page, page.ways[View.MONTH].view

    return look


def cell(view, day: int) -> QPoint:
    return view.cell((date(2026, 11, day) - view.first).days).center()


def test_dragging_over_days_of_the_month_makes_an_event_of_them(month, ui):
    page, view = month()
    asked = []
    view.new_asked.connect(lambda *values: asked.append(values))
    drag(view.viewport(), cell(view, 20), cell(view, 11), drop=False)
    assert page.status.text_whole() == "Wed 11 Nov – Fri 20 Nov"
    QTest.mouseRelease(view.viewport(), LEFT, NONE, cell(view, 11))
    assert asked == [(at(0, day=11), at(0, day=21), True)]


def test_an_event_is_dragged_in_the_month_and_keeps_its_wall_time_when_the_clocks_change(month, board, ui):
    board.event("Office call", datetime(2026, 11, 2, 9))
    page, view = month()
    view.verticalScrollBar()
    place = view.place_of(one(page, "Office call")).center()
    drag(view.viewport(), place, view.cell(3).center(), drop=False)  # Thursday 29 October, in daylight-saving time
    assert page.status.text_whole() == "Thu 29 Oct 0900–1000S / 1500–1600Z / 0000–0100I+1"
    QTest.mouseRelease(view.viewport(), LEFT, NONE, view.cell(3).center())
    assert ui.jobs.idle()
    moved = board.desk.calendars.occurrences(datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))[0]
    assert moved.starts == datetime(2026, 10, 29, 15, tzinfo=UTC)


def test_a_bar_in_the_month_is_copied_lengthened_and_let_go(month, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page, view = month()
    place = view.place_of(one(page, "Visit"))
    drag(view.viewport(), QPoint(place.right() - 2, place.center().y()), QPoint(cell(view, 27).x(), place.center().y()))
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), midnight(28))]
    drag(view.viewport(), view.place_of(one(page, "Visit")).topLeft() + QPoint(40, 6), cell(view, 10), drop=False)
    qtbot.keyClick(view, KEY.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, cell(view, 10))
    drag(view.viewport(), view.place_of(one(page, "Visit")).topLeft() + QPoint(40, 6), cell(view, 10), CONTROL)
    assert ui.jobs.idle()
    assert sorted(spans(board, "Visit")) == [(midnight(10), midnight(14)), (midnight(24), midnight(28))]


def test_keys_mark_days_of_the_month_and_change_an_end(month, board, ui, qtbot):
    board.days("Visit", at(0), 2)
    page, view = month()
    asked = []
    view.new_asked.connect(lambda *values: asked.append(values))
    view.select(one(page, "Visit"))
    qtbot.keyClick(view, KEY.Key_Down, ALT | SHIFT)
    assert ui.jobs.idle()
    assert spans(board, "Visit") == [(midnight(24), datetime(2026, 12, 3, tzinfo=UTC))]
    view.go_to(date(2026, 11, 10))
    for key in (KEY.Key_Right, KEY.Key_Down):
        qtbot.keyClick(view, key, SHIFT)
    assert page.status.text_whole() == "10–18 November 2026"
    qtbot.keyClick(view, KEY.Key_Return)
    assert asked == [(at(0, day=10), at(0, day=19), True)]


def test_keys_move_an_event_in_the_agenda(open_page, board, ui, qtbot):
    board.event("Office call", at(9))
    page = open_page()
    page.show_view(View.AGENDA)
    assert ui.jobs.idle()
    page.agenda.step(1)
    for key, modifiers in ((KEY.Key_Down, ALT), (KEY.Key_Right, ALT), (KEY.Key_Down, ALT | SHIFT)):
        qtbot.keyClick(page.agenda, key, modifiers)
        assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9, 15, 25), at(10, 30, 25))]
    assert page.agenda.selected().title.host == "Office call"
