"""The hours of the grid: looked at closely or from afar, marked by keys, copied into, painted once during a drag."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.ui.grid import zoom
from tests.calendar.ui.strokes import CONTROL, KEY, SHIFT, at, drag, move, point, spans, walls


def test_ctrl_and_the_wheel_zoom_at_the_pointer_and_are_remembered(open_page, board):
    page = open_page()
    where = point(page, 1, 10)
    minute = page.week.slot_at(where)[1]
    turn = QWheelEvent(
        QPointF(where), QPointF(page.week.viewport().mapToGlobal(where)), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        CONTROL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.week.viewport(), turn)
    assert page.week.hour == 94
    assert abs(page.week.slot_at(where)[1] - minute) <= 1
    assert open_page().week.hour == 94


def test_keys_zoom_from_the_whole_day_to_quarter_hours(open_page, board, qtbot):
    page = open_page()
    for _ in range(9):
        qtbot.keyClick(page.week, KEY.Key_Plus, CONTROL)
    assert zoom.line_minutes(page.week.hour) == 15
    for _ in range(9):
        qtbot.keyClick(page.week, KEY.Key_Minus, CONTROL)
    assert page.week.verticalScrollBar().maximum() == 0
    assert page.week.top_of(1440) <= page.week.viewport().height()
    qtbot.keyClick(page.week, KEY.Key_0, CONTROL)
    assert page.week.hour == zoom.NORMAL


def test_a_drag_snaps_to_five_minutes_when_one_looks_closely(open_page, board, ui):
    board.event("Office call", at(9), 60)
    page = open_page()
    for _ in range(5):
        page.week.zoom(1)
    start = point(page, 1, 9.5)
    drag(page.week.viewport(), start, start + QPoint(0, round(page.week.hour * 20 / 60)))
    assert ui.jobs.idle()
    assert walls(board, "Office call") == [(at(9, 20), at(10, 20))]


def test_zoomed_out_no_event_hides_the_title_of_another(open_page, board):
    board.event("First", at(9), 30)
    board.event("Second", at(9, 30), 30)
    page = open_page()
    page.week.zoom(-1)
    page.week.zoom(-1)
    first, second = (page.week.rect_of(each) for each in page.week.placed)
    assert second.left() > first.left() or second.top() > first.bottom()


def test_ctrl_and_a_drag_copy_one_occurrence_of_a_series(open_page, board, ui, window):
    series = board.weekly("Plans sync", at(9), travel_before=10)
    page = open_page()
    start = point(page, 1, 9.5)
    drag(page.week.viewport(), start, QPoint(page.week.left_of(3) + 30, page.week.top_of(13.5 * 60)), CONTROL)
    assert ui.jobs.idle()
    assert ui.ask.asked == []
    seen = [each for each in board.seen() if each.title.host == "Plans sync"]
    copy = next(each for each in seen if each.event_id != series.id)
    assert (copy.recurring, copy.start, copy.travel_before) == (False, at(13, 0, 26), 10)
    assert len(seen) == 6
    assert window.toasts[-1][0].startswith("Copied “Plans sync” to Thu 26 Nov 1300–1400T")
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert len(spans(board, "Plans sync")) == 5


def test_shift_and_arrows_mark_hours_and_enter_makes_an_event_of_them(open_page, board, ui, qtbot):
    page, asked = open_page(), []
    ui.ask.fill = lambda dialog: asked.append((dialog.form.start.input.text(), dialog.form.end.input.text()))
    page.week.slot = (3, 13 * 60)
    for _ in range(2):
        qtbot.keyClick(page.week, KEY.Key_Down, SHIFT)
    assert page.status.text_whole().startswith("Thu 26 Nov 1300–1430T")
    qtbot.keyClick(page.week, KEY.Key_Return)
    assert asked == [("2026-11-26 1300", "2026-11-26 1430")]


def test_shift_and_arrows_over_days_make_an_event_of_whole_days(open_page, board, ui, qtbot):
    page, asked = open_page(), []
    page.week.new_asked.connect(lambda *values: asked.append(values))
    page.week.slot = (1, 13 * 60)
    qtbot.keyClick(page.week, KEY.Key_Right, SHIFT)
    qtbot.keyClick(page.week, KEY.Key_Right, SHIFT)
    assert page.status.text_whole() == "24–26 November 2026"
    qtbot.keyClick(page.week, KEY.Key_N)
    assert asked == [(at(0), at(0, day=27), True)]
    qtbot.keyClick(page.week, KEY.Key_Right, SHIFT)
    qtbot.keyClick(page.week, KEY.Key_Escape)
    assert page.week.reach is None


def test_what_stands_still_is_painted_once_during_a_drag(open_page, board, monkeypatch):
    board.event("Office call", at(9), 60)
    page = open_page()
    start, target = point(page, 1, 9.5), page.week.viewport()
    drag(target, start, start + QPoint(0, 60), drop=False)
    page.week.grab()
    painted = []
    monkeypatch.setattr(
        "liaison_desk.calendar.ui.grid.paint.WeekPainter.paint", lambda *_args, **_more: painted.append(1)
    )
    for step in range(20):
        move(target, start + QPoint(0, 60 + step * 3))
        page.week.grab()
    assert painted == []
    QTest.keyClick(page.week, KEY.Key_Escape)
    page.week.grab()
    assert painted
