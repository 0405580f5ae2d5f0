"""Injects written in the row below the table: as fast as one types, and nothing typed is lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language

TAB, ENTER, ESC = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape


def commit(at, text):
    """Have an input method put a text in."""
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    QApplication.sendEvent(at, done)


@pytest.fixture
def keys(qtbot, ui):
    """Type where the keyboard is: words, and keys by their codes."""

    def typed(*what):
        window = QApplication.activeWindow()
        for one in what:
            at = QApplication.activePopupWidget() or QApplication.focusWidget()  # as Qt does
            if isinstance(one, str) and one.isascii():
                qtbot.keyClicks(at, one)
            elif isinstance(one, str):
                commit(at, one)
            else:
                qtbot.keyClick(at, one)
            QApplication.processEvents()
            if window is not None and QApplication.activePopupWidget() is None and not window.isActiveWindow():
                # On the offscreen platform the window does not come back by itself after words on offer have closed.
                window.activateWindow()
                qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)
        assert ui.jobs.idle()

    return typed


def kept(desk, exercise):
    return {one.number: one for one in desk.msel.whole(exercise.id)}


def test_two_injects_are_written_without_leaving_the_row(open_pane, desk, exercise, keys):
    pane = open_pane()
    pane.row.begin("number")
    keys(
        "014",
        TAB,
        "D+1 0900",
        TAB,
        "White",
        TAB,
        "Control",
        TAB,
        "Players",
        TAB,
        "E-mail",
        TAB,
        "Power fails",
        TAB,
        "Report it",
        TAB,
        "1",
        TAB,
        "Kiryu",
        ENTER,
    )
    assert pane.row.cells["number"].text() == "015"
    assert [pane.row.cells[name].text() for name in ("minutes", "cell", "method")] == ["D+1 0900", "White", "E-mail"]
    assert pane.row.cells["minutes"].hasFocus()
    keys("0930", TAB, TAB, TAB, TAB, TAB, "Power is back", ENTER)
    found = kept(desk, exercise)
    first, second = found["014"], found["015"]
    assert (first.minutes, first.cell, first.sender, first.receiver, first.method) == (
        1500,
        "White",
        "Control",
        "Players",
        "E-mail",
    )
    assert (first.text.host, first.expected.host, first.objective, first.controller) == (
        "Power fails",
        "Report it",
        "warn",
        "Kiryu",
    )
    assert (second.minutes, second.cell, second.method, second.text.host) == (1530, "White", "E-mail", "Power is back")
    assert pane.table.current_id() == second.id


def test_numbers_with_points_are_counted_on(open_pane, inject, keys):
    inject("3.2", 60)
    pane = open_pane()
    assert pane.row.cells["number"].text() == "3.3"


def test_the_time_is_said_in_three_zones_before_anything_is_saved(open_pane, desk, exercise, keys):
    pane = open_pane()
    pane.row.begin("minutes")
    keys("161700ZJAN27")
    assert "D+1 0900 · +25:00 from STARTEX · 16 0900U / 1700Z / 0200I+1 JAN 27" in pane.row.echo.text_whole()
    keys(TAB)
    assert pane.row.cells["minutes"].text() == "D+1 0900"
    assert desk.msel.whole(exercise.id) == []


def test_a_time_nobody_understands_is_said_at_its_field_and_nothing_is_saved(open_pane, desk, exercise, keys):
    pane = open_pane()
    pane.row.begin("minutes")
    keys("fri 0900", TAB, "White", ENTER)
    assert "names no day by its month" in pane.row.echo.text_whole()
    assert pane.row.wrong("minutes")
    assert pane.row.cells["minutes"].hasFocus()
    assert desk.msel.whole(exercise.id) == []
    pane.row.cells["minutes"].clear()
    keys("D+1 0900", ENTER)
    assert kept(desk, exercise)["001"].cell == "White"


def test_a_number_that_is_taken_comes_back_with_what_was_typed_since_waiting_behind_it(
    open_pane, desk, exercise, inject, keys
):
    inject("014", 60)
    pane = open_pane()
    pane.row.begin("number")
    keys("014", TAB, "D+1 0900", TAB, "Red", ENTER)
    assert pane.row.wrong("number")
    assert "already" in pane.row.echo.text_whole()
    assert pane.row.cells["cell"].text() == "Red"
    pane.row.begin("number")
    keys("014a", ENTER)
    assert kept(desk, exercise)["014a"].cell == "Red"


def test_what_is_typed_before_a_refusal_comes_is_not_lost(open_pane, desk, exercise, inject, keys, qtbot, ui):
    inject("014", 60)
    pane = open_pane()
    pane.row.begin("number")
    keys("014", TAB, "D+1 0900", TAB, "Red")
    qtbot.keyClick(pane.row.cells["cell"], ENTER)
    qtbot.keyClicks(pane.row.cells["minutes"], "D+3 1000")  # before the lane has answered
    assert ui.jobs.idle()
    assert pane.row.cells["cell"].text() == "Red"
    pane.row.begin("number")
    keys("014a", ENTER)
    assert pane.row.cells["minutes"].text() == "D+3 1000"
    keys(ENTER)
    assert {one.minutes for one in desk.msel.whole(exercise.id)} == {60, 1500, 3 * 1440 + 120}


def test_a_text_above_the_ceiling_is_refused_at_its_field_and_stays_typed(open_pane, desk, exercise, keys):
    pane = open_pane()
    pane.row.begin("minutes")
    keys("D+1 0900", TAB, TAB, TAB, TAB, TAB, "(S//NF) What nobody may read here", ENTER)
    assert pane.row.wrong("text")
    assert pane.row.cells["text"].text().startswith("(S//NF)")
    assert desk.msel.whole(exercise.id) == []


def test_a_conversion_is_not_cut_by_its_return(open_pane, desk, exercise, keys, qtbot):
    pane = open_pane()
    pane.row.begin("minutes")
    keys("D+1 0900", TAB, TAB, TAB, TAB, TAB)
    cell = pane.row.cells["text"]
    assert cell.hasFocus()
    QApplication.sendEvent(cell, QInputMethodEvent("ていでん", []))
    keys(ENTER)
    assert desk.msel.whole(exercise.id) == []
    commit(cell, "停電")
    keys(ENTER)
    assert kept(desk, exercise)["001"].text.host == "停電"


def test_the_row_writes_the_side_of_the_window(open_pane, desk, exercise, ui, keys):
    pane = open_pane(ui=replace(ui, language=Language("ja")))
    pane.row.begin("minutes")
    keys("D+1 0900", TAB, TAB, TAB, TAB, TAB, "停電", ENTER)
    assert kept(desk, exercise)["001"].text == Bilingual("", "停電")


def test_f2_changes_an_inject_in_the_row_and_goes_back_to_the_table(open_pane, desk, exercise, inject, keys):
    one = inject("014", 60, cell="White")
    pane = open_pane()
    pane.table.take_focus()
    pane.table.select_id(one.id)
    keys(Qt.Key.Key_F2)
    assert pane.row.title.text_whole() == "Changing 014"
    keys("D+0 1030", TAB, "Red", ENTER)
    changed = desk.msel.inject(one.id)
    assert (changed.minutes, changed.cell, changed.number) == (150, "Red", "014")
    assert pane.table.hasFocus()
    assert pane.row.title.text_whole() == "New inject"


def test_keys_typed_right_behind_f2_reach_the_row_and_never_the_table(open_pane, desk, inject, qtbot, ui):
    one = inject("014", 60)
    pane = open_pane()
    pane.table.take_focus()
    pane.table.select_id(one.id)
    qtbot.keyClick(pane.table, Qt.Key.Key_F2)
    for letter in "D+1 0900":  # before the lane has answered
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    assert ui.jobs.idle()
    assert pane.row.cells["minutes"].text() == "D+1 0900"
    qtbot.keyClick(pane.row.cells["minutes"], ENTER)
    assert ui.jobs.idle()
    changed = desk.msel.inject(one.id)
    assert (changed.minutes, changed.state) == (1500, one.state)


def test_a_text_of_several_lines_is_kept_when_the_row_changes_something_else(open_pane, desk, inject, keys):
    one = inject("014", 60, "First line\nSecond line")
    pane = open_pane()
    pane.table.take_focus()
    pane.table.select_id(one.id)
    keys(Qt.Key.Key_F2)
    assert pane.row.cells["text"].isReadOnly()
    keys(TAB, "Red", ENTER)
    assert desk.msel.inject(one.id).text.host == "First line\nSecond line"
    assert desk.msel.inject(one.id).cell == "Red"


def test_ctrl_d_begins_a_row_with_all_that_an_inject_says(open_pane, desk, exercise, inject, keys, qtbot):
    one = inject("014", 60, "Power fails", cell="White", controller="Kiryu", objective="cell", remarks="Call first")
    pane = open_pane()
    pane.table.take_focus()
    pane.table.select_id(one.id)
    qtbot.keyClick(pane.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    keys()
    keys("D+2 0900", ENTER)
    copy = kept(desk, exercise)["015"]
    assert (copy.text, copy.cell, copy.controller, copy.objective) == (one.text, "White", "Kiryu", "cell")
    assert copy.remarks == "Call first"
    assert copy.uid != one.uid
    assert desk.msel.inject(one.id) == one


def test_esc_gives_the_row_up_and_undo_brings_it_back(open_pane, told, keys, desk, exercise):
    pane = open_pane()
    pane.row.begin("minutes")
    keys("D+1 0900", TAB, "White", ESC)
    assert pane.row.cells["cell"].text() == ""
    told.undo()
    assert pane.row.cells["cell"].text() == "White"
    keys(ENTER)
    assert kept(desk, exercise)["001"].cell == "White"


def test_esc_in_an_untouched_row_goes_to_the_table(open_pane, inject, keys, told):
    inject("014", 60)
    pane = open_pane()
    pane.row.begin("minutes")
    keys(ESC)
    assert pane.table.hasFocus()
    assert told.toasts == []


def test_what_is_typed_waits_while_another_exercise_is_looked_at(open_pane, desk, exercise, keys, ui):
    other = desk.exercises.save(replace(desk.exercises.new(), name=Bilingual("OTHER")))
    pane = open_pane()
    pane.row.begin("minutes")
    keys("D+1 0900", TAB, "White")
    pane.show_exercise(other.id)
    assert ui.jobs.idle()
    assert pane.row.cells["cell"].text() == ""
    pane.show_exercise(exercise.id)
    assert ui.jobs.idle()
    assert pane.row.cells["cell"].text() == "White"


def test_what_is_typed_stays_when_the_pane_is_hidden_and_the_msel_changes(open_pane, inject, keys, ui):
    pane = open_pane()
    pane.row.begin("minutes")
    keys("D+1 0900", TAB, "White")
    pane.hide()
    inject("020", 60)
    assert ui.jobs.idle()
    pane.show()
    pane.refresh()
    assert ui.jobs.idle()
    assert pane.row.cells["cell"].text() == "White"


def test_what_is_in_use_in_a_column_is_offered(open_pane, inject, keys):
    inject("001", 0, cell="White cell")
    inject("002", 5, cell="Red cell")
    pane = open_pane()
    pane.row.begin("cell")
    pane.row.cells["cell"].clear()
    keys("re")
    cell = pane.row.cells["cell"]
    assert cell.offering
    assert cell.completer().currentCompletion() == "Red cell"
    keys(ESC)
    assert not cell.offering
    assert cell.text() == "re"


def test_an_objective_is_written_by_its_number_or_its_words(open_pane, desk, exercise, keys):
    pane = open_pane()
    pane.row.begin("minutes")
    keys("D+1 0900", ENTER)
    pane.row.begin("objective")
    keys("combined", ENTER)
    assert kept(desk, exercise)["002"].objective == "cell"
    pane.row.begin("objective")
    keys("no such", ENTER)
    assert pane.row.wrong("objective")


def test_rows_of_a_spreadsheet_are_pasted_after_a_summary(open_pane, desk, exercise, ui, keys, told, qtbot):
    pane = open_pane()
    pane.table.take_focus()
    QGuiApplication.clipboard().setText(
        "No\tTime\tText\tObjective\n1\tD+1 0900\tOne\t1\n2\tsoon\tTwo\t\n3\tD+1 1000\tThree\t2. Exercise the combined cell\n"
    )
    qtbot.keyClick(pane.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    keys()
    assert ui.ask.asked == ["Add 2 injects from the clipboard?"]
    assert set(kept(desk, exercise)) == {"1", "3"}
    assert kept(desk, exercise)["1"].objective == "warn"
    assert kept(desk, exercise)["3"].objective == "cell"  # as the table that is exported names it
    told.undo()
    assert ui.jobs.idle()
    assert desk.msel.whole(exercise.id) == []


def test_pasted_rows_that_are_refused_leave_nothing_behind(open_pane, desk, exercise, ui, keys):
    ui.ask.confirms = False
    pane = open_pane()
    pane.row.begin("cell")
    QGuiApplication.clipboard().setText("No\tTime\n1\tD+1 0900\n2\tD+1 1000\n")
    pane.pasting.take(QGuiApplication.clipboard().text())
    keys()
    assert desk.msel.whole(exercise.id) == []


def test_a_row_pasted_above_the_ceiling_is_told_with_its_line(open_pane, desk, exercise, ui, keys):
    pane = open_pane()
    pane.pasting.take("No\tTime\tText\n1\tD+1 0900\t(S//NF) Not here\n")
    keys()
    assert "Line 2" in pane.strip.text()
    assert desk.msel.whole(exercise.id) == []


def test_what_another_window_changed_meanwhile_is_kept_beside_what_was_typed(open_pane, desk, inject, keys):
    one = inject("014", 60, cell="White", controller="Kiryu")
    pane = open_pane()
    pane.table.take_focus()
    pane.table.select_id(one.id)
    keys(Qt.Key.Key_F2, TAB, "Red")
    desk.msel.save(replace(one, controller="Morishita", method="Chat"))
    keys(ENTER)
    assert "changed meanwhile" in pane.strip.text()
    assert pane.row.cells["cell"].text() == "Red"
    assert pane.row.cells["method"].text() == "Chat"
    keys(ENTER)
    changed = desk.msel.inject(one.id)
    assert (changed.cell, changed.controller, changed.method) == ("Red", "Morishita", "Chat")


def test_what_one_line_cannot_hold_is_not_cut_by_the_row(open_pane, desk, inject, keys):
    one = inject("014", 60, "long " * 900, sender="x" * 300)
    pane = open_pane()
    pane.table.take_focus()
    pane.table.select_id(one.id)
    keys(Qt.Key.Key_F2, TAB, "Red", ENTER)
    changed = desk.msel.inject(one.id)
    assert (changed.cell, changed.sender, changed.text) == ("Red", one.sender, one.text)


def test_an_inject_the_filter_leaves_out_is_told_of(open_pane, inject, keys, told):
    inject("014", 60, cell="White")
    pane = open_pane()
    pane.bar.choose_own("White")
    keys()
    pane.row.begin("minutes")
    keys("D+1 0900", TAB, "Red", ENTER)
    assert told.toasts[-1] == ("Inject 015 is kept; the filter leaves it out.", None)


def test_an_untouched_row_is_counted_on_when_another_window_adds_an_inject(open_pane, inject, keys):
    pane = open_pane()
    pane.row.begin("number")
    inject("020", 60, cell="White")
    keys()
    assert pane.row.cells["number"].selectedText() == "021"
    assert pane.row.cells["cell"].text() == "White"
