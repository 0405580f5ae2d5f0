"""The pane of lessons with real clicks and keys on a real desk."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMenu

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import EXERCISE, LESSON, LessonFilter, LessonKind, LessonSort, LessonState
from liaison_desk.exercises.rules.tags import read_tags
from liaison_desk.exercises.ui.lessons.columns import EXERCISE as EXERCISE_COLUMN
from liaison_desk.exercises.ui.lessons.pane import LessonsPane
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.paint import Chip
from tests.exercises.lessons import lesson, run
from tests.exercises.ui.lessons.conftest import cell, shown
from tests.windows import settle

LEFT = Qt.MouseButton.LeftButton


def press(qtbot, ui, widget, key, *modifiers):
    qtbot.keyClick(widget, key, *modifiers)
    settle(ui)


def click(qtbot, ui, widget):
    qtbot.mouseClick(widget, LEFT)
    settle(ui)


def choose(qtbot, ui, pane, text):
    """Click an entry of the menu that is open."""
    menu = next(one for one in pane.findChildren(QMenu) if one.isVisible())
    action = next(one for one in menu.actions() if one.text().split("\t")[0] == text)
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    settle(ui)


def said(pane):
    """Return what the right pane says, chips included."""
    inside = pane.view.widget()
    return [one.text() for one in inside.findChildren(QLabel)] + [
        one.accessibleName() for one in inside.findChildren(Chip)
    ]


@pytest.fixture
def three(desk, runs):
    """A lesson of each kind and one that is over, all of the run of 26."""
    gs = runs[1]
    return [
        lesson(
            desk, gs, "Names came late", tags=("training", "演習"), owner="Maj. Kisaragi", due=date(2026, 11, 20),
            recommendation=Bilingual("Ask <b>earlier</b>", "早めに照会", Wording.ORIGINAL, Wording.STALE),
            marking=Marking("JPN", audience=frozenset({"JPN", "USA"})),
        ),
        lesson(desk, gs, "Two interpreters", kind=LessonKind.SUSTAIN, state=LessonState.ACCEPTED),
        lesson(desk, gs, "Seat in the JOC", state=LessonState.REJECTED, reason="No room"),
    ]  # fmt: skip


def test_the_lessons_of_one_exercise_say_kind_mark_state_and_how_late_they_are(show, runs, three, desk):
    lesson(desk, runs[0], "Of another run")
    pane = show(runs[1].id)
    assert shown(pane) == ["Names came late", "Two interpreters", "Seat in the JOC"]
    assert [cell(pane, row, "kind") for row in range(3)] == ["Improve", "Sustain", "Improve"]
    assert cell(pane, 0, "title") == "(U//REL TO USA, JPN) Names came late"
    assert cell(pane, 1, "title") == "unmarked Two interpreters"
    assert [cell(pane, row, "state") for row in range(3)] == ["Observed", "Endorsed", "Not followed"]
    assert cell(pane, 0, "due") == "Fri 20 Nov · Overdue 4 d"
    columns = {column.key: n for n, column in enumerate(pane.model.columns)}
    assert pane.table.isColumnHidden(columns[EXERCISE_COLUMN])
    assert pane.bar.count.text_whole() == "3 lessons"


def test_the_lessons_of_all_exercises_say_from_which_and_are_narrowed_by_series(show, runs, three, desk, ui, qtbot):
    lesson(desk, run(desk, 26, "PACIFIC LANTERN"), "Clocks on one wall")
    pane = show(0)
    assert len(shown(pane)) == 4
    assert cell(pane, 3, EXERCISE_COLUMN) == "PACIFIC LANTERN 26"
    columns = {column.key: n for n, column in enumerate(pane.model.columns)}
    assert not pane.table.isColumnHidden(columns[EXERCISE_COLUMN])
    click(qtbot, ui, pane.bar.series_chip)
    choose(qtbot, ui, pane, "PACIFIC LANTERN")
    assert shown(pane) == ["Clocks on one wall"]
    show(runs[1].id)
    assert len(shown(pane)) == 3
    assert not pane.bar.series_chip.isVisible()


def test_lessons_are_narrowed_by_words_kind_state_tag_and_what_is_open(show, runs, three, ui, qtbot):
    pane = show(runs[1].id)
    click(qtbot, ui, pane.bar.open_chip)
    assert shown(pane) == ["Names came late", "Two interpreters"]
    click(qtbot, ui, pane.bar.kind_chips[LessonKind.SUSTAIN])
    assert shown(pane) == ["Two interpreters"]
    click(qtbot, ui, pane.bar.kind_chips[LessonKind.SUSTAIN])
    click(qtbot, ui, pane.bar.tag_chip)
    choose(qtbot, ui, pane, "Training")
    assert shown(pane) == ["Names came late"]
    click(qtbot, ui, pane.bar.tag_chip)
    choose(qtbot, ui, pane, "演習")
    assert shown(pane) == ["Names came late"]
    click(qtbot, ui, pane.bar.state_chip)
    choose(qtbot, ui, pane, "Learned")
    assert pane.stack.currentWidget() is pane.nothing
    click(qtbot, ui, pane.nothing.button)
    assert len(shown(pane)) == 3
    press(qtbot, ui, pane.table, "/")
    qtbot.keyClicks(pane.bar.search, "interpreters")
    press(qtbot, ui, pane.bar.search, Qt.Key.Key_Return)
    assert shown(pane) == ["Two interpreters"]
    assert pane.table.hasFocus()


def test_a_click_on_a_heading_orders_the_lessons_and_is_remembered(show, runs, three, ui, qtbot):
    pane = show(runs[1].id)
    header = pane.table.horizontalHeader()
    number = next(n for n, column in enumerate(pane.model.columns) if column.key == "title")
    qtbot.mouseClick(header.viewport(), LEFT, pos=header.viewport().rect().topLeft() + point(header, number))
    settle(ui)
    assert shown(pane) == ["Names came late", "Seat in the JOC", "Two interpreters"]
    assert ui.memory.sort("lessons/sort", Sort(LessonSort.ENTERED)) == Sort(LessonSort.TITLE)


def point(header, number):
    return QPoint(header.sectionViewportPosition(number) + 30, 10)


def test_j_and_k_walk_and_the_right_pane_follows_with_both_wordings_as_they_were_typed(show, runs, three, ui, qtbot):
    pane = show(runs[1].id)
    pane.table.setFocus()
    words = said(pane)
    assert "Ask <b>earlier</b>" in words
    assert "早めに照会" in words
    assert {"Outdated translation", "Overdue 4 d", "Training", "演習", "Observed"} <= set(words)
    assert "(U//REL TO USA, JPN) Share with USA, JPN" in words
    assert "May be released to" in words
    press(qtbot, ui, pane.table, Qt.Key.Key_J)
    assert "Two interpreters" in said(pane)
    assert "Unmarked, stays with you" in said(pane)
    press(qtbot, ui, pane.table, Qt.Key.Key_K)
    assert "Names came late" in said(pane)


def test_number_keys_put_the_selected_into_a_state_and_undo_takes_all_back(show, runs, three, desk, told, ui, qtbot):
    pane = show(runs[1].id)
    pane.table.setFocus()
    pane.table.selectAll()
    press(qtbot, ui, pane.table, Qt.Key.Key_4)
    ids = [one.id for one in three]
    assert {one.state for one in desk.lessons.lessons_by_ids(ids).values()} == {LessonState.LEARNED}
    assert told.toasts[-1][0] == "3 lessons: Learned"
    told.undo()
    settle(ui)
    assert desk.lessons.lessons_by_ids(ids)[ids[0]].state is LessonState.OBSERVED


def test_not_followed_asks_why_and_without_a_reason_says_so_at_the_field(show, runs, three, desk, fill, ui, qtbot):
    pane = show(runs[1].id)
    pane.table.setFocus()
    problems = []

    def act(dialog):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        problems.append(dialog.form.field("reason").problem())
        dialog.form.field("reason").input.setText("Covered by contract")

    fill(act)
    press(qtbot, ui, pane.table, Qt.Key.Key_5)
    assert problems == ["Say why the lesson is not followed."]
    kept = desk.lessons.lesson(three[0].id)
    assert (kept.state, kept.reason) == (LessonState.REJECTED, "Covered by contract")


def test_delete_puts_into_the_trash_and_its_toast_takes_it_out(show, runs, three, told, ui, qtbot):
    pane = show(runs[1].id)
    pane.table.setFocus()
    press(qtbot, ui, pane.table, Qt.Key.Key_Delete)
    pane.refresh()
    settle(ui)
    assert shown(pane) == ["Two interpreters", "Seat in the JOC"]
    assert told.toasts[-1][0] == "Lesson deleted."
    told.undo()
    settle(ui)
    pane.refresh()
    settle(ui)
    assert len(shown(pane)) == 3


def test_t_makes_a_task_and_opens_it_and_once_it_is_done_learned_is_offered(show, runs, three, desk, told, ui, qtbot):
    pane = show(runs[1].id)
    pane.table.setFocus()
    press(qtbot, ui, pane.table, Qt.Key.Key_T)
    task_id = desk.lessons.lesson(three[0].id).task_id
    assert told.opened == [RecordRef("task", task_id)]
    pane.refresh()
    settle(ui)
    assert cell(pane, 0, "through") == "Task open"
    assert pane.view.learned_button is None
    click(qtbot, ui, pane.view.task_button)
    assert told.opened[-1] == RecordRef("task", task_id, "Task open")
    desk.tasks.complete([task_id])
    pane.refresh()
    settle(ui)
    assert "Its task is done." in said(pane)
    pane.view.learned_button.setFocus()
    click(qtbot, ui, pane.view.learned_button)
    assert desk.lessons.lesson(three[0].id).state is LessonState.LEARNED
    pane.refresh()
    settle(ui)
    assert pane.view.learned_button is None
    assert pane.view.hasFocus()
    assert cell(pane, 0, "through") == "Task done"


def test_the_context_menu_does_what_the_keys_do(show, runs, three, desk, ui, qtbot):
    pane = show(runs[1].id)
    menu = pane.context_menu()
    names = [one.text().split("\t")[0] for one in menu.actions() if one.text()]
    assert names == ["Edit", "Make a task", "State", "Copy rows", "Delete"]
    states = next(one.menu() for one in menu.actions() if one.menu())
    assert [one.text() for one in states.actions()] == [
        "Observed\t1", "Endorsed\t2", "In action\t3", "Learned\t4", "Not followed…\t5",
    ]  # fmt: skip
    states.actions()[2].trigger()
    settle(ui)
    assert desk.lessons.lesson(three[0].id).state is LessonState.IN_ACTION
    pane.table.selectAll()
    several = [one.text().split("\t")[0] for one in pane.context_menu().actions() if one.text()]
    assert several == ["State", "Copy rows", "Delete"]


def test_the_chain_of_runs_is_shown_and_each_opens(show, runs, desk, told, ui, qtbot):
    origin = lesson(desk, runs[0], "Names came late")
    (second,) = desk.lessons.carry(runs[1].id)
    (third,) = desk.lessons.carry(runs[2].id)
    desk.lessons.set_state([third.id], LessonState.LEARNED)
    pane = show(runs[1].id)
    assert [link.text() for link in pane.view.chain] == ["GLOBAL SENTINEL 25", "GLOBAL SENTINEL 27"]
    assert "Followed: learned in GLOBAL SENTINEL 27." in said(pane)
    assert cell(pane, 0, "through") == "Learned in GLOBAL SENTINEL 27 · Carried over once"
    for link in pane.view.chain:
        click(qtbot, ui, link)
    assert [(ref.kind, ref.id) for ref in told.opened] == [(LESSON, origin.id), (LESSON, third.id)]
    show(runs[2].id)
    assert cell(pane, 0, "through") == "Carried through 2 runs"
    assert desk.lessons.lesson(second.id) == second


def test_the_owner_and_the_exercise_open(show, runs, make, desk, told, ui, qtbot):
    person = make.person()
    lesson(desk, runs[1], owner="Kisaragi Jun", owner_id=person.id)
    pane = show(runs[1].id)
    for link in pane.view.findChildren(LinkButton):
        click(qtbot, ui, link)
    assert [(ref.kind, ref.id) for ref in told.opened] == [("person", person.id), (EXERCISE, runs[1].id)]


def test_a_lesson_is_revealed_even_when_the_list_is_narrowed(show, runs, three, ui, qtbot):
    pane = show(runs[1].id)
    click(qtbot, ui, pane.bar.open_chip)
    assert len(shown(pane)) == 2
    pane.reveal(LESSON, three[2].id)
    settle(ui)
    assert pane.table.current_id() == three[2].id
    assert pane.table.hasFocus()
    pane.reveal("milestone", three[0].id)
    settle(ui)
    assert pane.table.current_id() == three[2].id
    assert not pane.strip.isVisible()
    pane.reveal(LESSON, 999_999)
    settle(ui)
    assert pane.strip.text() == "This lesson is not there any more."


def test_what_is_shown_of_another_exercise_is_gone_at_once(show, runs, three, pane, ui):
    show(runs[1].id)
    pane.show_exercise(runs[2].id)
    assert pane.table.selected_ids() == []
    assert pane.model.rowCount() == 0
    settle(ui)


def test_a_lesson_whose_exercise_is_erased_is_no_longer_shown(show, runs, three, desk, ui):
    pane = show(runs[1].id)
    desk.exercises.delete([runs[1].id])
    desk.history.purge(EXERCISE, [runs[1].id])
    pane.refresh()
    settle(ui)
    assert pane.model.rowCount() == 0
    assert not pane.strip.isVisible()


def test_turning_from_one_exercise_to_all_is_no_width_that_the_user_has_set(show, runs, three, ui):
    pane = show(runs[1].id)
    columns = {column.key: n for n, column in enumerate(pane.model.columns)}
    alone = pane.table.columnWidth(columns["title"])
    show(0)
    among_all = pane.table.columnWidth(columns["title"])
    assert among_all < alone
    assert pane.table.columnWidth(columns[EXERCISE_COLUMN]) >= 100
    show(runs[1].id)
    assert pane.table.columnWidth(columns["title"]) == alone
    assert ui.memory.numbers("lessons/columns/widths") == ()
    pane.table.setColumnWidth(columns["owner"], 177)
    show(0)
    show(runs[1].id)
    assert pane.table.columnWidth(columns["owner"]) == 177


def test_a_spoilt_list_of_tags_is_said_and_lessons_are_shown_all_the_same(
    sources, ui, runs, three, desk, qtbot, tmp_path, monkeypatch
):
    spoilt = tmp_path / "dotmlpf.toml"
    spoilt.write_text("[training]\nshort = 5")
    monkeypatch.setattr("liaison_desk.exercises.ui.lessons.words.load_tags", lambda: read_tags(spoilt))
    pane = LessonsPane(sources, ui)
    qtbot.addWidget(pane)
    pane.resize(1244, 700)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.show_exercise(runs[1].id)
    settle(ui)
    pane.grab()
    assert shown(pane) == ["Names came late", "Two interpreters", "Seat in the JOC"]
    assert "dotmlpf.toml" in pane.strip.text()
    assert "“training” needs its short" in pane.strip.text()
    assert "training" in said(pane)


def test_a_narrow_pane_folds_the_lesson_away(show, runs, three, ui, qtbot):
    pane = show(runs[1].id)
    assert pane.view.isVisible()
    pane.resize(900, 600)
    qtbot.waitUntil(lambda: not pane.view.isVisible())


def test_the_keyboard_goes_through_the_parts(show, runs, three, ui, qtbot):
    pane = show(runs[1].id)
    pane.table.setFocus()
    assert pane.next_part(1)
    assert pane.view.hasFocus()
    assert not pane.next_part(1), "the page goes on"
    assert pane.next_part(-1)
    assert pane.next_part(-1)
    assert pane.bar.search.hasFocus()
    assert not pane.next_part(-1)


def test_someone_reading_japanese_sees_japanese_and_the_state_by_its_words(sources, ui, runs, desk, qtbot):
    lesson(desk, runs[1], "Names came late", tags=("training",), state=LessonState.IN_ACTION)
    kept = desk.lessons.listing(LessonFilter(exercise_id=runs[1].id)).ids[0]
    desk.lessons.save(replace(desk.lessons.lesson(kept), title=Bilingual("Names came late", "名簿の遅延")))
    pane = LessonsPane(sources, replace(ui, language=Language("ja")))
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.show_exercise(runs[1].id)
    settle(ui)
    pane.table.grab()  # what is painted is read
    settle(ui)
    assert cell(pane, 0, "title").endswith("名簿の遅延")
    assert cell(pane, 0, "state") == "処置中"
    assert next(c.sort for c in pane.model.columns if c.key == "title") is LessonSort.TITLE_HOME
