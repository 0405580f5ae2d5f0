"""Milestones and exercises are dragged to other days: at once, or asked for, never half, and taken back by one undo."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.exercises.ui.timeline.pointing import bring, mark_of, middle_of, pull, rect_of

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def one(made):
    return made.planned()


@pytest.fixture
def pane(one, open_pane):
    pane = open_pane(one.id)
    pane.view.see(pane.view.sight.zoomed(120.0, pane.view.around()))
    return pane


def with_alt(pane, key):
    """Press a key while Alt is held: a click of the test's own would let go of Alt each time."""
    QApplication.sendEvent(pane.view, QKeyEvent(QEvent.Type.KeyPress, key, ALT))


def days_of(made, one, key):
    found = made.milestone(one, key)
    return found.first, found.last


def test_a_milestone_nothing_hangs_on_moves_at_once_with_its_task(pane, made, one, ui, told):
    bring(pane, "lessons")
    first, _ = days_of(made, one, "lessons")
    pull(pane, middle_of(pane, "lessons"), 6)
    assert ui.jobs.idle()
    assert days_of(made, one, "lessons")[0] == first + timedelta(days=6)
    assert mark_of(pane, "lessons")[1].first == (first + timedelta(days=6)).toordinal()
    assert "moved to" in told.toasts[-1][0]
    told.undo()
    assert ui.jobs.idle()
    assert days_of(made, one, "lessons")[0] == first


def test_escape_leaves_a_dragged_milestone_where_it_was(pane, made, one, ui, told, qtbot):
    bring(pane, "lessons")
    before, at = days_of(made, one, "lessons"), middle_of(pane, "lessons")
    pull(pane, at, 6, drop=False)
    assert pane.view.drag is not None
    assert pane.view.drag.moved
    pane.grab()  # the ghost with its three zones is painted
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.view.drag is None
    qtbot.mouseRelease(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(50, 0))
    assert ui.jobs.idle()
    assert days_of(made, one, "lessons") == before
    assert told.toasts == []


def test_alt_and_arrows_move_by_days_and_are_one_move(pane, made, one, ui, told, qtbot):
    bring(pane, "lessons")
    first, _ = days_of(made, one, "lessons")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        with_alt(pane, key)
    assert pane.view.drag.first == first.toordinal() + 2
    assert told.toasts == []
    qtbot.keyRelease(pane.view, Qt.Key.Key_Alt)
    assert ui.jobs.idle()
    assert days_of(made, one, "lessons")[0] == first + timedelta(days=2)
    assert len(told.toasts) == 1
    with_alt(pane, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: len(told.toasts) == 2)  # without letting go of Alt, after a moment
    assert days_of(made, one, "lessons")[0] == first + timedelta(days=1)


def test_escape_takes_back_what_arrows_moved(pane, made, one, ui, told, qtbot):
    bring(pane, "lessons")
    before = days_of(made, one, "lessons")
    with_alt(pane, Qt.Key.Key_Right)
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    qtbot.keyRelease(pane.view, Qt.Key.Key_Alt)
    assert ui.jobs.idle()
    assert days_of(made, one, "lessons") == before


def test_a_visit_is_made_longer_by_its_end(pane, made, one, ui):
    bring(pane, "arrival")
    first, last = days_of(made, one, "arrival")
    rect = rect_of(pane, "arrival")
    assert rect.width() > 18
    pull(pane, QPoint(round(rect.right()) - 2, round(rect.center().y())), 3)
    assert ui.jobs.idle()
    assert days_of(made, one, "arrival") == (first, last + timedelta(days=3))


def test_a_locked_milestone_asks_before_it_moves(pane, made, one, ui, sources):
    sources.plans.lock([made.milestone(one, "lessons").id])
    pane.refresh()
    assert ui.jobs.idle()
    bring(pane, "lessons")
    before = days_of(made, one, "lessons")
    ui.ask.confirms = False
    pull(pane, middle_of(pane, "lessons"), 6)
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Lessons is locked"]
    assert days_of(made, one, "lessons") == before
    ui.ask.confirms = True
    pull(pane, middle_of(pane, "lessons"), 6)
    assert ui.jobs.idle()
    moved = made.milestone(one, "lessons")
    assert (moved.first, moved.held) == (before[0] + timedelta(days=6), True)


def test_what_others_hang_on_shows_all_that_would_move_first(pane, made, one, ui):
    bring(pane, "concept")
    before = days_of(made, one, "concept")
    pull(pane, middle_of(pane, "concept"), 7)
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Move C&O"]
    assert days_of(made, one, "concept") == before


def test_a_dragged_startex_takes_its_plan_along_once_that_was_seen(pane, made, one, ui, told):
    bring(pane, "startex")
    ui.ask.fill = lambda dialog: dialog.accept()
    pull(pane, middle_of(pane, "startex"), 7)
    assert ui.jobs.idle()
    exercise = made.desk.exercises.exercise(one.id)
    assert exercise.startex == datetime(2027, 3, 15, 8)
    assert exercise.endex.date() == date(2027, 3, 26)
    told.undo()
    assert ui.jobs.idle()
    assert made.desk.exercises.exercise(one.id).startex == datetime(2027, 3, 8, 8)


def test_a_plan_that_was_changed_meanwhile_is_not_moved(pane, made, one, ui, told, sources):
    bring(pane, "lessons")
    before = days_of(made, one, "lessons")
    plans = sources.plans
    seen = plans.try_move(made.milestone(one, "lessons").id, *(day + timedelta(days=3) for day in before))
    plans.lock([made.milestone(one, "hotwash").id])
    pane._moving._carry_out(seen, "moved")
    assert ui.jobs.idle()
    assert told.toasts[-1][0].startswith("The plan has been changed meanwhile.")
    assert days_of(made, one, "lessons") == before


def test_a_drag_held_at_the_edge_brings_further_days_into_sight(pane, qtbot):
    bring(pane, "lessons")
    begin, at = pane.view.sight.begin, middle_of(pane, "lessons")
    port = pane.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(port, at + QPoint(15, 0))
    qtbot.mouseMove(port, QPoint(port.width() - 4, at.y()))
    qtbot.waitUntil(lambda: pane.view.sight.begin > begin + 2)
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    stands = pane.view.sight.begin
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at)
    assert pane.view.sight.begin == stands
