"""The board with real drags and keys on a real desk; it is 0941 in Colorado Springs on 24 November 2026."""

import pytest
from PySide6.QtCore import QPoint, Qt

from liaison_desk.foundation.qt.question import TextQuestion
from liaison_desk.tasks.records import Mode, Side, Task, TaskState
from liaison_desk.tasks.rules.scopes import Scope
from liaison_desk.tasks.ui.asking import PersonQuestion
from tests.cost import calls
from tests.tasks.using import click, drag, press, task

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def board(page, ui, qtbot):
    click(qtbot, ui, page.head.segments.button(Mode.BOARD))
    return page.stack.board


def titles(board, state):
    model = board.column(state).model
    return [model.line_at(model.index(row, 0)).title.host for row in range(model.rowCount())]


def middle(board, state):
    """Return the point of the screen in the middle of a column."""
    column = board.column(state)
    return column.mapToGlobal(column.rect().center())


def card(board, state, number=0):
    """Return the viewport of a column's cards and the middle of one of them."""
    cards = board.column(state).cards
    return cards.viewport(), cards.visualRect(cards.model().index(number, 0)).center()


def question(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def test_each_state_has_its_cards_and_its_count_and_what_is_over_is_left_out(board):
    assert titles(board, TaskState.OPEN) == ["Side letter", "Roster"]
    assert titles(board, TaskState.WAITING) == ["Annex B"]
    assert board.column(TaskState.OPEN).count.text_whole() == "2"
    assert board.column(TaskState.CANCELLED).isHidden()


def test_a_card_dragged_into_another_column_takes_its_state_and_undo_brings_it_back(
    board, page, ui, desk, told, three, qtbot
):
    viewport, at = card(board, TaskState.OPEN, 1)
    drag(qtbot, ui, viewport, at, middle(board, TaskState.IN_PROGRESS))
    assert desk.tasks.task(three[1].id).state is TaskState.IN_PROGRESS
    assert (titles(board, TaskState.OPEN), titles(board, TaskState.IN_PROGRESS)) == (["Side letter"], ["Roster"])
    told.undo()
    assert ui.jobs.idle()
    assert titles(board, TaskState.OPEN) == ["Side letter", "Roster"]


def test_a_card_dropped_where_it_was_or_nowhere_stays(board, page, ui, desk, three, qtbot):
    viewport, at = card(board, TaskState.OPEN)
    drag(qtbot, ui, viewport, at, middle(board, TaskState.OPEN))
    drag(qtbot, ui, viewport, at, page.mapToGlobal(QPoint(5, 5)))
    assert {desk.tasks.task(one.id).state for one in three[:2]} == {TaskState.OPEN}


def test_a_card_dropped_on_waiting_asks_on_whom_and_keeps_the_side(board, page, ui, desk, three, qtbot):
    viewport, at = card(board, TaskState.OPEN)
    drag(qtbot, ui, viewport, at, middle(board, TaskState.WAITING))
    asked = question(page, PersonQuestion)
    assert desk.tasks.task(three[0].id).state is TaskState.OPEN
    assert not asked.button.isEnabled()
    qtbot.keyClicks(asked.input, "J3 Space")
    qtbot.mouseClick(asked.segments.button(Side.HOME), Qt.MouseButton.LeftButton)
    press(qtbot, ui, asked.input, Qt.Key.Key_Return)
    kept = desk.tasks.task(three[0].id)
    assert (kept.state, kept.waiting_on, kept.waiting_side) == (TaskState.WAITING, "J3 Space", Side.HOME)


def test_a_card_dropped_on_done_stands_there_and_does_not_count_as_open(board, page, ui, desk, three, qtbot):
    viewport, at = card(board, TaskState.OPEN)
    drag(qtbot, ui, viewport, at, middle(board, TaskState.DONE))
    assert list(board.column(TaskState.DONE).model.listing.ids) == [three[0].id]
    assert board.column(TaskState.DONE).count.text_whole() == "1"
    assert page.head.count.text_whole() == "2 open"


def test_esc_in_the_question_leaves_everything_as_it_was(board, page, ui, desk, three, qtbot):
    viewport, at = card(board, TaskState.OPEN)
    drag(qtbot, ui, viewport, at, middle(board, TaskState.WAITING))
    asked = question(page, PersonQuestion)
    qtbot.keyClicks(asked.input, "J3")
    press(qtbot, ui, asked.input, Qt.Key.Key_Escape)
    assert desk.tasks.task(three[0].id).state is TaskState.OPEN
    assert not [one for one in page.findChildren(PersonQuestion) if one.isVisible()]


def test_alt_and_an_arrow_move_a_card_to_the_neighbouring_state(board, page, ui, desk, three, qtbot):
    board.select_id(three[0].id)
    board.take_focus()
    press(qtbot, ui, board.column(TaskState.OPEN).cards, Qt.Key.Key_Right, ALT)
    assert desk.tasks.task(three[0].id).state is TaskState.IN_PROGRESS
    board.select_id(three[0].id)
    press(qtbot, ui, board.column(TaskState.IN_PROGRESS).cards, Qt.Key.Key_Left, ALT)
    assert desk.tasks.task(three[0].id).state is TaskState.OPEN


def test_arrows_walk_over_empty_columns_and_enter_opens(board, page, ui, three, qtbot):
    board.select_id(three[1].id)
    board.take_focus()
    press(qtbot, ui, board.column(TaskState.OPEN).cards, Qt.Key.Key_Right)
    assert page.shown.current_id() == three[2].id
    assert page.title() == "Annex B"
    press(qtbot, ui, board.column(TaskState.WAITING).cards, Qt.Key.Key_Return)
    assert ui.ask.asked == ["Edit task"]


def test_cancelled_are_shown_when_asked_for_and_cancelling_asks_why(board, page, ui, desk, three, qtbot):
    click(qtbot, ui, page.bar.chips[Scope.ALL])
    click(qtbot, ui, page.bar.chips[Scope.DONE])
    assert not board.column(TaskState.CANCELLED).isHidden()
    click(qtbot, ui, page.bar.chips[Scope.OPEN])
    page.acts.put_into([three[0].id], TaskState.CANCELLED, QPoint(20, 20))
    asked = question(page, TextQuestion)
    qtbot.keyClicks(asked.input, "Overtaken by events")
    press(qtbot, ui, asked.input, Qt.Key.Key_Return)
    kept = desk.tasks.task(three[0].id)
    assert (kept.state, kept.reason) == (TaskState.CANCELLED, "Overtaken by events")
    assert titles(board, TaskState.OPEN) == ["Roster"]


def test_several_cards_move_together_and_one_undo_takes_all_back(board, page, ui, desk, told, three, qtbot):
    cards = board.column(TaskState.OPEN).cards
    board.take_focus()
    qtbot.keyClick(cards, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    viewport, at = card(board, TaskState.OPEN, 1)
    drag(qtbot, ui, viewport, at, middle(board, TaskState.DONE))
    assert {desk.tasks.task(one.id).state for one in three[:2]} == {TaskState.DONE}
    told.undo()
    assert ui.jobs.idle()
    assert {desk.tasks.task(one.id).state for one in three[:2]} == {TaskState.OPEN}


def test_space_completes_on_the_board_too(board, page, ui, desk, three, qtbot):
    board.select_id(three[1].id)
    board.take_focus()
    press(qtbot, ui, board.column(TaskState.OPEN).cards, Qt.Key.Key_Space)
    assert desk.tasks.task(three[1].id).state is TaskState.DONE


def test_a_column_of_thousands_paints_what_is_in_sight(board, page, ui, desk):
    desk.tasks.save_all([task(f"Task {n}") for n in range(100)], "x")
    assert ui.jobs.idle()
    few = calls(board.grab)
    desk.tasks.save_all([task(f"Task {n}") for n in range(2000)], "x")
    assert ui.jobs.idle()
    assert calls(board.grab) < 1.5 * few
    assert board.column(TaskState.OPEN).count.text_whole() == "2,102"


def test_a_long_title_does_not_widen_a_column(board, page, ui, desk):
    widths = [column.width() for column in board.columns]
    desk.tasks.save(Task(title=task("x" * 900).title, own_owner="y" * 900))
    assert ui.jobs.idle()
    assert [column.width() for column in board.columns] == widths
