"""A request that is done wants its answer, wherever it is done: in the list, on the board, in the pane; by keys alone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.tasks.records import ChainStep, Mode, Rfi, RfiStatus, Side, Task, TaskKind, TaskState
from tests.tasks.using import click, press, task

CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = date(2026, 11, 24)


@pytest.fixture
def requests(desk):
    return desk.tasks.save_all(
        [
            Task(
                title=Bilingual(title), kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", marking=Marking("JPN"),
                rfi=Rfi(asker="ASO", office="J35"),
            )
            for title in ("Feed spec", "Pass list")
        ],
        "x",
    )  # fmt: skip


def keys(dialog, text=""):
    """Type into what has the keyboard in a dialog."""
    QTest.keyClicks(dialog.focusWidget(), text)


def keep(ui, dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert ui.jobs.idle()


def chosen(page, ui, number):
    page.show_record(number)
    assert ui.jobs.idle()
    assert page.table.current_id() == number


def test_space_on_a_request_asks_for_its_answer_and_keeps_it(page, ui, desk, requests, told, qtbot):
    def fill(dialog):
        assert dialog.windowTitle() == "Answer JPN→USA 26-001: Feed spec"
        keys(dialog, "Version 3.2")
        keep(ui, dialog)

    ui.ask.fill = fill
    chosen(page, ui, requests[0].id)
    press(qtbot, ui, page.table, Qt.Key.Key_Space)
    now = desk.tasks.task(requests[0].id)
    assert (now.state, now.rfi.status, now.rfi.answered) == (TaskState.DONE, RfiStatus.ANSWERED, TODAY)
    assert (now.rfi.answer.host, now.rfi.answer_marking) == ("Version 3.2", Marking("JPN"))
    told.undo()
    assert ui.jobs.idle()
    back = desk.tasks.task(requests[0].id)
    assert (back.state, back.rfi) == (requests[0].state, requests[0].rfi)


def test_stepping_back_leaves_the_request_as_it_was(page, ui, desk, requests, told, qtbot):
    ui.ask.fill = lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape)
    chosen(page, ui, requests[0].id)
    press(qtbot, ui, page.table, Qt.Key.Key_Space)
    assert desk.tasks.task(requests[0].id) == requests[0]
    assert told.toasts == []


def test_an_answer_without_words_is_taken_only_after_saying_so(page, ui, desk, requests, qtbot):
    problems = []

    def fill(dialog):
        keep(ui, dialog)
        problems.append(dialog.form.field("answer").problem())
        for _ in range(20):
            if dialog.focusWidget() is dialog.form.field("unwritten").input:
                break
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
        keep(ui, dialog)

    ui.ask.fill = fill
    chosen(page, ui, requests[0].id)
    press(qtbot, ui, page.table, Qt.Key.Key_Space)
    assert problems == ["Write the answer, or tick below that nothing of it is written down."]
    now = desk.tasks.task(requests[0].id)
    assert (now.rfi.status, now.rfi.answer) == (RfiStatus.ANSWERED, Bilingual())


def test_of_several_the_tasks_are_done_at_once_and_each_request_asked_for_until_one_is_left(
    page, ui, desk, requests, told, qtbot
):
    plain = desk.tasks.save(task("Seats"))
    titles = []

    def fill(dialog):
        titles.append(dialog.windowTitle())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill = fill
    page.acts.toggle_done([requests[1].id, plain.id, requests[0].id])
    assert ui.jobs.idle()
    assert titles == ["Answer JPN→USA 26-002: Pass list"]
    assert desk.tasks.task(plain.id).state is TaskState.DONE
    assert [desk.tasks.task(one.id) for one in requests] == requests
    assert [text for text, _ in told.toasts] == ["Task done."]


def test_a_card_of_a_request_put_under_done_is_asked_for_its_answer(page, ui, desk, requests, qtbot):
    def fill(dialog):
        keys(dialog, "Yes")
        keep(ui, dialog)

    ui.ask.fill = fill
    click(qtbot, ui, page.head.segments.button(Mode.BOARD))
    page.acts.put_into([requests[0].id], TaskState.DONE, page.shown.below_current())
    assert ui.jobs.idle()
    assert desk.tasks.task(requests[0].id).rfi.answer.host == "Yes"


def test_a_request_that_is_put_under_waiting_is_handed_in_that_day(page, ui, desk, requests, told):
    page.acts.wait_on([requests[0].id], "Ms. Raman", 0, Side.HOST)
    assert ui.jobs.idle()
    now = desk.tasks.task(requests[0].id)
    assert (now.state, now.waiting_on, now.waiting_since) == (TaskState.WAITING, "Ms. Raman", TODAY)
    assert (now.rfi.status, now.rfi.chain) == (RfiStatus.SUBMITTED, (ChainStep("asked", "ASO", TODAY),))
    told.undo()
    assert ui.jobs.idle()
    assert desk.tasks.task(requests[0].id).rfi == requests[0].rfi
