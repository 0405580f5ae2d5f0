"""Bars of the timeline dragged and moved by keys."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from tests.calendar.ui.strokes import ALT, KEY, LEFT, SHIFT, at, drag
from tests.calendar.ui.timeline.bars import bar, days_of, middle


def test_dragging_a_bar_moves_it_by_days_and_says_so(open_timeline, board, ui, window):
    board.days("Draft window", at(0), 5)
    page = open_timeline()
    view = page.timeline
    start = bar(view, "Draft window")
    end = start + QPoint(round(7 * view.day_width), 0)
    drag(view.viewport(), start, end, drop=False)
    assert page.status.text_whole() == "Tue 1 Dec 2026 – Sat 5 Dec 2026 · 5 days"
    QTest.mouseRelease(view.viewport(), LEFT, pos=end)
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 12, 1), date(2026, 12, 5))
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 11, 24), date(2026, 11, 28))


def test_dragging_an_edge_makes_a_bar_longer_and_esc_leaves_it(open_timeline, board, ui, qtbot):
    board.days("Draft window", at(0), 9)
    page = open_timeline()
    view = page.timeline
    rect = view.place_of(view.occurrences[0])
    edge = QPoint(rect.right() - 2, rect.center().y())
    drag(view.viewport(), edge, edge + QPoint(round(3 * view.day_width), 0), drop=False)
    qtbot.keyClick(view, KEY.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, pos=edge)
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 11, 24), date(2026, 12, 2))
    if page.deeds.popover is not None:
        page.deeds.popover.close()
    drag(view.viewport(), edge, edge + QPoint(round(3 * view.day_width), 0))
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 11, 24), date(2026, 12, 5))
    begin = QPoint(rect.left() + 2, rect.center().y())
    drag(view.viewport(), begin, begin - QPoint(round(2 * view.day_width), 0))
    assert ui.jobs.idle()
    assert days_of(board, "Draft window") == (date(2026, 11, 22), date(2026, 12, 5))


def test_a_meeting_dragged_by_days_keeps_its_hour(open_timeline, board, ui):
    board.event("Office call", at(9, 30, day=5))
    page = open_timeline()
    view = page.timeline
    start = bar(view, "Office call")
    drag(view.viewport(), start, start + QPoint(round(5 * view.day_width), 0))
    assert ui.jobs.idle()
    assert board.one("Office call").start == at(9, 30, day=10)


def test_dragging_over_empty_days_asks_for_an_event_of_these_days_in_the_rows_calendar(open_timeline, board, ui):
    page = open_timeline()
    view = page.timeline
    asked = []
    view.new_asked.connect(lambda *what: asked.append(what))
    ui.ask.fill = lambda dialog: dialog.form.title.host.setText("x")
    drag(view.viewport(), middle(view, "Visits", date(2026, 12, 1)), middle(view, "Visits", date(2026, 12, 4)))
    assert asked == [(datetime(2026, 12, 1), datetime(2026, 12, 5), True)]
    assert ui.memory.number("calendar/last") == board.visits.id


def test_keys_walk_rows_move_and_lengthen(open_timeline, board, ui, qtbot):
    board.days("First", at(0, day=23), 2)
    board.days("Second", at(0, day=27), 2)
    board.days("Visit", at(0, day=26), 3, calendar_id=board.visits.id)
    page = open_timeline()
    view = page.timeline
    view.look_at(date(2026, 11, 20), view.first)
    view.row = 0
    seen = []
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Down, KEY.Key_Up, KEY.Key_Left, KEY.Key_J, KEY.Key_J, KEY.Key_K):
        qtbot.keyClick(view, key)
        seen.append(view.selected().title.host)
    assert seen == ["First", "Second", "Visit", "Second", "First", "Second", "Visit", "Second"]
    qtbot.keyClick(view, KEY.Key_Right, ALT)
    assert ui.jobs.idle()
    qtbot.keyClick(view, KEY.Key_Right, ALT | SHIFT)
    assert ui.jobs.idle()
    assert days_of(board, "Second") == (date(2026, 11, 28), date(2026, 11, 30))
    assert view.selected().title.host == "Second"


def test_up_and_down_with_alt_do_not_move_an_event_by_minutes_that_nobody_sees(open_timeline, board, ui, qtbot):
    board.event("Sync", at(9))
    view = open_timeline(zoom="2w").timeline
    before = board.one("Sync")
    view.select(next(one for one in view.occurrences if one.title.host == "Sync"))
    for key in (KEY.Key_Up, KEY.Key_Down):
        for modifiers in (ALT, ALT | SHIFT):
            qtbot.keyClick(view, key, modifiers)
    assert ui.jobs.idle()
    after = board.one("Sync")
    assert (after.starts, after.ends) == (before.starts, before.ends)


@pytest.mark.parametrize("edge", [-1, 1])
def test_a_drag_held_at_an_edge_brings_further_days_into_sight(open_timeline, board, ui, qtbot, edge):
    board.days("Leave", at(0), 2)
    view = open_timeline(zoom="4w").timeline
    begin, before = view.sight.begin, days_of(board, "Leave")
    border = QPoint(view.viewport().width() - 4 if edge > 0 else view.labels + 4, bar(view, "Leave").y())
    drag(view.viewport(), bar(view, "Leave"), border, drop=False)
    qtbot.waitUntil(lambda: abs((view.sight.begin - begin).days) >= 3)
    QTest.mouseRelease(view.viewport(), LEFT, pos=border)
    assert ui.jobs.idle()
    after = days_of(board, "Leave")
    assert (view.sight.begin - begin).days * edge >= 3
    assert (after[0] - before[0]).days * edge > 0
    assert view.sight.begin <= after[0] <= view.sight.last
    still = view.sight.begin
    view._edge.timeout.emit()  # nothing is held any more
    assert view.sight.begin == still
