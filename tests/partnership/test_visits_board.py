"""Visits on their board and in their list: which of them keys, drags, menus and clicks mean; it is 24 November 2026."""

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.partnership.records import Visit, VisitState
from tests.partnership.seeing_visits import pane, press, visit, words
from tests.tasks.using import move
from tests.windows import fill, settle, told, ui

__all__ = ["fill", "pane", "told", "ui", "visit"]


def test_on_the_board_a_card_dragged_on_asks_what_the_state_needs(pane, ui, desk, visit, fill, qtbot):
    press(pane, ui, Qt.Key.Key_B)
    board = pane.board
    assert board.column(VisitState.DENIED).isHidden()
    cards = board.column(VisitState.PLANNED).cards
    viewport, at = cards.viewport(), cards.visualRect(cards.model().index(0, 0)).center()
    target = board.column(VisitState.SUBMITTED)
    to = viewport.mapFromGlobal(target.mapToGlobal(target.rect().center()))
    fill(lambda dialog: dialog.form.field("number").input.setText("VR-1"))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    for point in (at + QPoint(20, 0), to):
        QTest.mouseMove(viewport, point)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=to)
    settle(ui)
    kept = desk.visits.one(visit.id)
    assert (kept.state, kept.number) == (VisitState.SUBMITTED, "VR-1")
    assert list(target.model.listing.ids) == [visit.id]
    press(pane, ui, Qt.Key.Key_L)
    assert pane.stack.currentWidget() is pane.table
    assert pane.current_id() == visit.id


def test_a_board_too_wide_for_the_window_scrolls_and_what_is_walked_or_dragged_to_comes_into_sight(
    pane, ui, desk, fill
):
    answered = {"submitted": date(2026, 11, 1), "answered": date(2026, 11, 2), "number": "VR"}
    for state in VisitState:
        values = {} if state is VisitState.PLANNED else answered
        desk.visits.save(Visit(title=Bilingual(str(state)), state=state, first=date(2027, 3, 1), **values))
    pane.set_mode("board")
    settle(ui)
    board = pane.board
    places = [column.geometry() for column in board.columns]
    assert all(one.right() < other.left() for one, other in pairwise(places))
    assert min(one.width() for one in places) >= 150

    def in_sight(state):
        return board.rect().contains(board.mapFromGlobal(board.column(state).mapToGlobal(QPoint(75, 40))))

    board.take_focus()
    assert not in_sight(VisitState.CANCELLED)
    for _ in range(6):
        press(pane, ui, Qt.Key.Key_Right)
    assert in_sight(VisitState.CANCELLED)
    assert not in_sight(VisitState.PLANNED)
    cards = board.column(VisitState.APPROVED).cards
    viewport, at = cards.viewport(), cards.visualRect(cards.model().index(0, 0)).center()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    for _ in range(30):
        move(viewport, viewport.mapFromGlobal(board.mapToGlobal(QPoint(2, 200))))
    assert in_sight(VisitState.PLANNED)
    to = viewport.mapFromGlobal(board.column(VisitState.PLANNED).mapToGlobal(QPoint(75, 200)))
    move(viewport, to)
    assert board.column(VisitState.PLANNED).target
    QTest.keyClick(cards, Qt.Key.Key_Escape)
    assert not board.column(VisitState.PLANNED).target


def test_a_click_beside_the_list_never_means_a_visit_that_is_not_shown_there_yet(pane, ui, desk, visit, qtbot):
    other = desk.visits.save(Visit(title=Bilingual("Survey"), first=date(2027, 3, 1)))
    settle(ui)
    assert (pane.current_id(), "Call on the commander" in words(pane.view)) == (visit.id, True)
    button = pane.view.state_buttons[VisitState.CANCELLED]
    window = pane.window()
    at = button.mapTo(window, button.rect().center())
    QTest.keyClick(pane.table, Qt.Key.Key_Down)  # what it leads to is not read yet
    assert pane.current_id() == other.id
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    settle(ui)
    assert {desk.visits.one(one.id).state for one in (visit, other)} == {VisitState.PLANNED}
    button = pane.view.state_buttons[VisitState.CANCELLED]
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=button.mapTo(window, button.rect().center()))
    settle(ui)
    assert desk.visits.one(other.id).state is VisitState.CANCELLED


def test_the_menu_is_about_what_is_selected_also_where_the_keyboard_has_moved_on(pane, ui, desk, visit, fill):
    desk.visits.save(Visit(title=Bilingual("Survey"), first=date(2027, 3, 1)))
    settle(ui)
    press(pane, ui, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert pane.selected_ids() == [visit.id] != [pane.current_id()]
    pane.table.customContextMenuRequested.emit(QPoint(-1, -1))
    menu = QApplication.activePopupWidget()
    titles = []

    def look(dialog):
        titles.append(dialog.form.field("title").host.text())
        dialog.reject()

    fill(look, save=False)
    next(one for one in menu.actions() if one.text().startswith("Edit\t")).trigger()
    settle(ui)
    assert titles == ["Call on the commander"]


def test_keys_on_the_board_pass_over_the_states_that_have_no_column(pane, ui, desk, visit, fill):
    asked = {"submitted": date(2026, 11, 1), "answered": date(2026, 11, 2), "number": "VR"}
    made = {
        state: desk.visits.save(Visit(title=Bilingual(str(state)), state=state, first=date(2027, 3, 1), **asked))
        for state in (VisitState.SUBMITTED, VisitState.APPROVED)
    }
    pane.set_mode("board")
    settle(ui)
    pane.take_focus()
    assert pane.board.column(VisitState.RETURNED).isHidden()
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        press(pane, ui, key)
        walked.append(pane.current_id())
    assert walked == [made[VisitState.SUBMITTED].id, made[VisitState.APPROVED].id, made[VisitState.SUBMITTED].id]
    fill()
    press(pane, ui, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert desk.visits.one(made[VisitState.SUBMITTED].id).state is VisitState.APPROVED
    assert pane.current_id() == made[VisitState.SUBMITTED].id  # it stays in hand where it went


def test_the_board_takes_the_same_keys_as_the_list(pane, ui, desk, visit, told, qtbot):
    second = desk.visits.save(Visit(title=Bilingual("Survey"), first=date(2027, 2, 1)))
    pane.set_mode("board")
    settle(ui)
    pane.reveal(visit.id)
    settle(ui)
    menu = pane.context_menu(pane.selected_ids())
    next(action for action in menu.actions() if action.text().startswith("Copy rows")).trigger()
    settle(ui)
    assert "Call on the commander" in QApplication.clipboard().text()
    pane.board.moved.emit([visit.id, second.id], VisitState.SUBMITTED, QPoint(), None)
    assert pane.strip.isVisible()
    pane.strip.hide()
    pane.view.setFocus()
    press(pane, ui, Qt.Key.Key_Escape)
    cards = pane.board.column(VisitState.PLANNED).cards
    assert cards.hasFocus()
    press(pane, ui, Qt.Key.Key_Delete)
    assert (desk.visits.one(visit.id).deleted_at is not None, pane.current_id()) == (True, second.id)
    pane.reveal(visit.id)
    settle(ui)
    assert pane.strip.isVisible()
    told.undo()
    settle(ui)
    assert desk.visits.one(visit.id).deleted_at is None


@pytest.mark.parametrize("mode", ["list", "board"])
def test_undo_of_a_delete_puts_the_keyboard_back_on_what_was_deleted(mode, pane, ui, desk, visit, told):
    desk.visits.save(Visit(title=Bilingual("Survey"), first=date(2027, 2, 1)))
    pane.set_mode(mode)
    pane.reveal(visit.id)
    settle(ui)
    press(pane, ui, Qt.Key.Key_Delete)
    assert pane.current_id() not in {visit.id, None}
    pane.focus_search()
    told.undo()
    settle(ui)
    assert (pane.current_id(), pane.selected_ids()) == (visit.id, [visit.id])
    assert pane.records.isAncestorOf(pane.window().focusWidget()) or pane.records.hasFocus()
