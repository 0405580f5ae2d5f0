"""An exercise begins with the open lessons of the series' earlier run."""

import pytest
from PySide6.QtCore import QPoint, Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import LessonFilter, LessonState
from tests.exercises.lessons import lesson
from tests.exercises.ui.lessons.conftest import shown
from tests.windows import settle

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def two(desk, runs):
    return [
        lesson(desk, runs[1], "Names came late", recommendation=Bilingual("Ask\nearlier")),
        lesson(desk, runs[1], "Two interpreters", observation=Bilingual("It worked")),
    ]


def test_an_empty_run_offers_the_open_lessons_of_the_one_before(show, runs, two, desk, fill, told, ui, qtbot):
    lesson(desk, runs[1], "Done with", state=LessonState.LEARNED)
    pane = show(runs[2].id)
    assert pane.stack.currentWidget() is pane.empty
    assert pane.empty.button.text() == "Begin with the 2 open lessons of GLOBAL SENTINEL 26"
    seen = []

    def act(dialog):
        seen.append(dialog.windowTitle())
        rows = [dialog._row(dialog.model.line_at(dialog.model.index(n, 0))) for n in range(2)]
        seen.append([(row.title, row.meta, row.check) for row in rows])

    fill(act)
    qtbot.mouseClick(pane.empty.button, LEFT)
    settle(ui)
    assert seen == [
        "Open lessons of GLOBAL SENTINEL 26",
        [("unmarked Names came late", "Ask earlier", True), ("unmarked Two interpreters", "It worked", True)],
    ]
    assert told.toasts[-1][0] == "2 lessons carried over."
    pane.refresh()
    settle(ui)
    assert shown(pane) == ["Names came late", "Two interpreters"]
    assert not pane.bar.carry_button.isVisible()
    told.undo()
    settle(ui)
    assert len(desk.lessons.listing(LessonFilter(exercise_id=runs[2].id))) == 0
    pane.refresh()
    settle(ui)
    assert pane.empty.button.text() == "Begin with the 2 open lessons of GLOBAL SENTINEL 26"


def test_space_leaves_a_lesson_out_and_the_button_offers_it_later(show, runs, two, desk, fill, ui, qtbot):
    pane = show(runs[2].id)
    said = []

    def act(dialog):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
        said.append(dialog.save_button.text())
        assert not dialog.all.isChecked()

    fill(act)
    qtbot.mouseClick(pane.empty.button, LEFT)
    settle(ui)
    assert said == ["Carry 1 lesson over"]
    pane.refresh()
    settle(ui)
    assert shown(pane) == ["Two interpreters"]
    assert pane.bar.carry_button.text() == "Carry over 1…"
    fill(lambda dialog: None)
    qtbot.mouseClick(pane.bar.carry_button, LEFT)
    settle(ui)
    pane.refresh()
    settle(ui)
    assert shown(pane) == ["Two interpreters", "Names came late"]
    assert not pane.bar.carry_button.isVisible()


def test_all_and_none_are_one_click_and_none_cannot_be_carried(show, runs, two, desk, fill, ui, qtbot):
    pane = show(runs[2].id)
    states = []

    def act(dialog):
        qtbot.mouseClick(
            dialog.all, LEFT, pos=dialog.all.rect().center() - dialog.all.rect().center() + spot(dialog.all)
        )
        states.append((len(dialog.ticked), dialog.save_button.isEnabled()))
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        states.append(dialog.isVisible())
        qtbot.mouseClick(dialog.all, LEFT, pos=spot(dialog.all))
        states.append((len(dialog.ticked), dialog.save_button.isEnabled()))
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    fill(act)
    pane.carry_over()
    settle(ui)
    assert states == [(0, False), True, (2, True)]
    assert len(desk.lessons.listing(LessonFilter(exercise_id=runs[2].id))) == 0


def spot(check):
    return QPoint(8, check.height() // 2)


def test_the_first_run_of_a_series_offers_to_write_a_lesson(show, runs, ui):
    pane = show(runs[0].id)
    assert pane.empty.button.text() == "New lesson"
    assert not pane.bar.carry_button.isVisible()


def test_what_someone_else_took_over_meanwhile_is_not_taken_twice(show, runs, two, desk, fill, told, ui, qtbot):
    pane = show(runs[2].id)
    fill(lambda dialog: desk.lessons.carry(runs[2].id))
    pane.carry_over()
    settle(ui)
    pane.refresh()
    settle(ui)
    assert shown(pane) == ["Names came late", "Two interpreters"]
    assert told.toasts == [("There was nothing left to carry over.", None)]


def test_the_row_says_to_the_ear_what_was_recommended_and_whether_it_is_taken(show, runs, two, fill, ui, qtbot):
    pane = show(runs[2].id)
    said = []

    def act(dialog):
        index = dialog.model.index(0, 0)
        said.append(dialog.model.data(index, Qt.ItemDataRole.AccessibleTextRole))
        dialog.tick(two[0].id)
        said.append(dialog.model.data(index, Qt.ItemDataRole.AccessibleTextRole))
        said.append(dialog.whole.text_whole())

    fill(act, save=False)
    pane.carry_over()
    assert said == [
        "Names came late, Improve, Ask\nearlier, is taken over",
        "Names came late, Improve, Ask\nearlier, is left out",
        "Ask\nearlier",
    ]
