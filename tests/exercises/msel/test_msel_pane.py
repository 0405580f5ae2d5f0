"""The table of a MSEL and the pane beside it, with the keys and the mouse."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.exercises.records import INJECT, Inject, InjectSort, InjectState
from liaison_desk.foundation.core.paging import Sort
from tests.cost import calls

PENDING, APPROVED, DELIVERED, CLOSED = list(InjectState)[:4]


@pytest.fixture
def many(inject):
    return [
        inject("001", -1050, "Check of the network", cell="White", method="E-mail"),
        inject("002", 60, "Power fails", cell="Red", objective="warn"),
        inject("003", 1500, "A new object", cell="Japan", state=APPROVED, objective="cell"),
        inject("004", 1560, "A question of the press", cell="Red", state=APPROVED),
    ]


def shown(pane):
    """Return the numbers in the table as they stand there, with the headings of days."""
    found = []
    for row in range(pane.model.rowCount()):
        group = pane.model.group_at(row)
        line = None if group else pane.model.line_at(pane.model.index(row, 0))
        found.append(group.label if group else line.number)
    return found


@pytest.fixture
def press(qtbot, ui):
    def pressed(widget, *keys):
        for key in keys:
            qtbot.keyClick(widget, key)
        assert ui.jobs.idle()

    return pressed


@pytest.fixture
def choose(ui):
    """Put the keyboard on some injects of the table."""

    def chosen(pane, *injects):
        pane.table.take_focus()
        pane.table.select_id(injects[0].id)
        for one in injects[1:]:
            index = pane.model.index(pane.model.row_of(one.id), 0)
            flags = pane.table.selectionModel().SelectionFlag
            pane.table.selectionModel().select(index, flags.Select | flags.Rows)
        assert ui.jobs.idle()

    return chosen


def test_injects_stand_under_the_days_with_their_dates(open_pane, many):
    pane = open_pane()
    assert shown(pane) == [
        "D-1 · Thu 14 Jan 2027", "001", "D+0 · Fri 15 Jan 2027", "002", "D+1 · Sat 16 Jan 2027", "003", "004",
    ]  # fmt: skip
    assert pane.head.count.text_whole() == "4 injects"


def test_one_key_approves_all_that_is_selected_and_undo_takes_it_back(open_pane, many, desk, choose, press, told, ui):
    pane = open_pane()
    choose(pane, many[0], many[1])
    press(pane.table, Qt.Key.Key_A)
    assert [desk.msel.inject(one.id).state for one in many] == [APPROVED] * 4
    assert told.toasts[-1][0] == "2 injects: Approved"
    told.undo()
    assert ui.jobs.idle()
    assert [desk.msel.inject(one.id).state for one in many] == [PENDING, PENDING, APPROVED, APPROVED]


def test_d_delivers_c_closes_and_p_takes_back(open_pane, many, desk, choose, press):
    pane = open_pane()
    choose(pane, many[2])
    for key, state in ((Qt.Key.Key_D, DELIVERED), (Qt.Key.Key_C, CLOSED), (Qt.Key.Key_P, PENDING)):
        press(pane.table, key)
        assert desk.msel.inject(many[2].id).state is state


def test_what_is_selected_is_deleted_and_brought_back(open_pane, many, desk, exercise, choose, press, told, ui):
    pane = open_pane()
    choose(pane, many[0], many[3])
    press(pane.table, Qt.Key.Key_Delete)
    assert shown(pane) == ["D+0 · Fri 15 Jan 2027", "002", "D+1 · Sat 16 Jan 2027", "003"]
    told.undo()
    assert ui.jobs.idle()
    assert len(desk.msel.whole(exercise.id)) == 4


def test_what_is_selected_is_moved_by_the_menu(open_pane, many, desk, choose, ui, told):
    pane = open_pane()
    choose(pane, many[1], many[2])
    menu = pane.context_menu(pane.table.selected_ids())
    next(one for one in menu.actions() if one.text() == "Move by +30 min").trigger()
    assert ui.jobs.idle()
    assert [desk.msel.inject(one.id).minutes for one in many] == [-1050, 90, 1530, 1560]
    assert told.toasts[-1][0] == "2 injects moved by +0:30."


def test_what_is_selected_is_moved_by_a_length_that_is_asked(open_pane, many, desk, choose, ui):
    pane = open_pane()
    choose(pane, many[1])

    def fill(dialog):
        field = dialog.form.field("by")
        field.input.setText("soon")
        dialog.act()
        assert "no length of time" in field.problem()
        field.input.setText("-1d 2h")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    pane.acts.ask_shift([many[1].id])
    assert ui.jobs.idle()
    assert desk.msel.inject(many[1].id).minutes == 60 - 26 * 60


def test_a_move_too_far_moves_nothing_and_is_said(open_pane, many, desk, ui):
    pane = open_pane()
    pane.acts.shift([one.id for one in many], 400 * 1440 - 100)
    assert ui.jobs.idle()
    assert "400 days" in pane.strip.text()
    assert [desk.msel.inject(one.id).minutes for one in many] == [-1050, 60, 1500, 1560]


def test_a_controller_is_given_to_all_that_is_selected(open_pane, many, desk, ui):
    pane = open_pane()

    def fill(dialog):
        dialog.form.field("controller").input.setText("  Kiryu ")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    pane.acts.ask_controller([many[0].id, many[1].id], ["Kiryu"])
    assert ui.jobs.idle()
    assert [desk.msel.inject(one.id).controller for one in many] == ["Kiryu", "Kiryu", "", ""]


def test_the_table_is_narrowed_by_words_states_objective_and_day(open_pane, many, ui, qtbot):
    pane = open_pane()
    pane.head.search.setText("press")
    qtbot.waitUntil(lambda: ui.jobs.idle() and shown(pane)[1:] == ["004"])
    assert pane.head.count.text_whole() == "1 of 4 injects"
    pane.head.search.setText("")
    qtbot.waitUntil(lambda: ui.jobs.idle() and pane.model.rowCount() == 7)
    for chip, numbers in (
        (pane.bar.state_chips[APPROVED], ["003", "004"]), (pane.bar.state_chips[PENDING], ["001", "002", "003", "004"]),
    ):  # fmt: skip
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert ui.jobs.idle()
        assert [one for one in shown(pane) if " " not in one] == numbers
    qtbot.mouseClick(pane.bar.all_chip, Qt.MouseButton.LeftButton)
    pick(pane.bar.objective_menu(), "2 Exercise the combined cell")
    assert ui.jobs.idle()
    assert [one for one in shown(pane) if " " not in one] == ["003"]
    pane.bar.widen()
    pick(pane.bar.day_menu(), "D-1 · Thu 14 Jan 2027")
    assert ui.jobs.idle()
    assert [one for one in shown(pane) if " " not in one] == ["001"]


def pick(menu, label):
    next(one for one in menu.actions() if one.text() == label).trigger()


def test_our_cell_is_remembered_without_its_name_standing_in_the_settings(open_pane, many, ui, qtbot, tmp_path):
    pane = open_pane()
    pane.bar.choose_own("Japan")
    assert ui.jobs.idle()
    assert [one for one in shown(pane) if " " not in one] == ["003"]
    ui.memory.flush()
    assert "Japan" not in "".join(one.read_text() for one in tmp_path.glob("*.ini"))
    again = open_pane()
    assert again.bar.own_chip.text() == "Our cell: Japan"
    qtbot.mouseClick(again.bar.own_chip, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert [one for one in shown(again) if " " not in one] == ["003"]


def test_several_cells_may_be_chosen(open_pane, many, ui):
    pane = open_pane()
    for cell in ("Red", "White"):
        pick(pane.bar.cell_menu(), cell)
    assert ui.jobs.idle()
    assert [one for one in shown(pane) if " " not in one] == ["001", "002", "004"]


def test_a_click_on_a_heading_sorts_and_it_is_remembered(open_pane, many, ui):
    pane = open_pane()
    column = [one.key for one in pane.model.columns].index("cell")
    pane.table.horizontalHeader().sectionClicked.emit(column)
    assert ui.jobs.idle()
    assert shown(pane) == ["003", "002", "004", "001"]
    assert open_pane().sort == Sort(InjectSort.CELL)


def test_the_pane_beside_edits_both_languages_and_keeps_them_when_it_is_left(open_pane, many, desk, choose, press, ui):
    pane = open_pane()
    choose(pane, many[1])
    press(pane.table, Qt.Key.Key_Return)
    text = pane.detail.form.field("text")
    text.home.setPlainText("停電")
    pane.detail.form.field("remarks").input.setPlainText("Ask the director")
    assert pane.detail.dirty
    choose(pane, many[2])
    changed = desk.msel.inject(many[1].id)
    assert changed.text == Bilingual("Power fails", "停電", home_state=Wording.TRANSLATED)
    assert changed.remarks == "Ask the director"
    assert pane.detail.shown.id == many[2].id


def test_what_the_pane_beside_cannot_keep_stays_on_show(open_pane, many, desk, choose, press, ui):
    pane = open_pane()
    choose(pane, many[1])
    press(pane.table, Qt.Key.Key_Return)
    field = pane.detail.form.field("minutes")
    field.input.setText("fri 0900")
    field.input.textEdited.emit("fri 0900")
    choose(pane, many[2])
    assert pane.table.current_id() == many[1].id
    assert "names no day" in field.problem()
    assert desk.msel.inject(many[1].id) == many[1]


def test_when_it_was_delivered_is_edited_in_three_zones(open_pane, many, desk, choose, press, ui, qtbot):
    pane = open_pane()
    choose(pane, many[2])
    press(pane.table, Qt.Key.Key_Return)
    form = pane.detail.form
    form.field("state").set_value(DELIVERED)
    form.field("state").changed.emit()
    qtbot.keyClick(form.field("state").input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ui.jobs.idle()
    assert desk.msel.inject(many[2].id).delivered_at == desk.database.clock.now()
    pane.refresh()
    assert ui.jobs.idle()
    moment = form.field("delivered_at")
    moment.input.setText("161500ZJAN27")
    moment.input.textEdited.emit("161500ZJAN27")
    assert moment.echo_line.text_whole() == "16 0700U / 1500Z / 0000I+1 JAN 27"
    pane.detail.keep()
    assert ui.jobs.idle()
    assert f"{desk.msel.inject(many[2].id).delivered_at:%d%H%M}" == "161500"


def test_an_exercise_without_a_startex_counts_from_it_and_the_running_view_says_what_is_missing(open_pane, desk, ui):
    undated = desk.exercises.save(replace(desk.exercises.new(), name=Bilingual("IDEA")))
    desk.msel.save(Inject(exercise_id=undated.id, number="1", minutes=1590, text=Bilingual("Later")))
    pane = open_pane(undated.id)
    assert shown(pane) == ["1"]
    column = [one.key for one in pane.model.columns].index("minutes")
    assert pane.model.data(pane.model.index(0, column)) == "+26:30"
    assert pane.row.cells["minutes"].text() == "+26:30"
    pane.head.segments.button("running").click()
    assert ui.jobs.idle()
    assert pane.running.missing.isVisible()


def test_moving_startex_moves_what_the_table_says(open_pane, many, desk, exercise, ui):
    pane = open_pane()
    preview = desk.plans.try_startex(exercise.id, datetime(2027, 2, 1, 8))
    desk.plans.carry_out(preview)
    pane.refresh()
    assert ui.jobs.idle()
    assert shown(pane)[0] == "D-1 · Sun 31 Jan 2027"


def test_an_inject_is_revealed_whatever_is_left_out(open_pane, many, ui):
    pane = open_pane()
    pane.bar.choose_own("Japan")
    pane.reveal(INJECT, many[0].id)
    assert ui.jobs.idle()
    assert pane.table.current_id() == many[0].id


def test_import_and_export_are_lent_by_the_desk(open_pane, many, exercise, lent):
    pane = open_pane()
    pane.head.import_button.click()
    pane.head.export_button.click()
    assert lent == [("import", exercise.id), ("export", "msel", exercise.id)]


def test_an_exercise_that_is_gone_is_said(open_pane, ui):
    pane = open_pane(999)
    assert "not there any more" in pane.strip.text()
    assert pane.none.isVisible()


def test_rows_are_copied_and_pasted_into_another_exercise(open_pane, many, desk, choose, ui):
    pane = open_pane()
    other = desk.exercises.save(
        replace(
            desk.exercises.new(), name=Bilingual("COPY"), startex=datetime(2027, 5, 1, 8), endex=datetime(2027, 5, 2, 8)
        )
    )
    pane.show_exercise(other.id)
    assert ui.jobs.idle()
    rows = "Number\tTime\tCell\tInject text\n" + "\n".join(f"{n}\t+{n}:00\tWhite\tText {n}" for n in range(1, 40))
    QGuiApplication.clipboard().setText(rows)
    pane.table.pasted.emit(rows)
    assert ui.jobs.idle()
    assert desk.msel.counts(other.id)[PENDING] == 39


def test_a_long_msel_is_shown_by_pages(open_pane, desk, exercise, inject, ui):
    first = inject("0000", 0)
    desk.msel.save_all(
        [replace(first, id=0, uid="", version=0, number=f"{n:04}", minutes=n * 4) for n in range(1, 2000)],
        "Add injects",
    )
    pane = open_pane()
    assert len(pane.model.listing) == 2000
    few = calls(lambda: pane.table.viewport().grab())
    pane.table.verticalScrollBar().setValue(pane.table.verticalScrollBar().maximum() // 2)
    assert ui.jobs.idle()
    assert calls(lambda: pane.table.viewport().grab()) < 2 * few
    assert sum(1 for row in range(0, 2000, 100) if pane.model.line_at(pane.model.index(row, 0)) is not None) < 15


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        ("Colour", "The column Colour means nothing here and is left out."),
        ("Colour\tScenario", "The columns Colour, Scenario mean nothing here and are left out."),
    ],
)
def test_columns_that_have_no_place_are_named_before_rows_are_added(open_pane, ui, monkeypatch, heads, said):
    """What stood in them was lost without a word."""
    pane = open_pane()
    seen = []
    monkeypatch.setattr(ui.ask, "confirm", lambda title, text, action: seen.append(text))
    pane.pasting.take(f"No\tTime\t{heads}\n1\tD+1 0900\tblue\tflood\n")
    assert ui.jobs.idle()
    assert seen == [f"All lines were understood.\n{said}"]


def test_rows_copied_from_one_msel_are_taken_by_an_empty_one(open_pane, desk, exercise, inject, ui, qtbot):
    """Without their heading Zulu became the cell, and the state the sender; and what says it takes rows took none."""
    inject("014", 60, "Power fails", cell="White", state=APPROVED)
    first = open_pane()
    first.table.select_first()
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(first.table, Qt.Key.Key_C, ctrl)
    assert ui.jobs.idle()
    other = desk.exercises.save(replace(exercise, id=0, uid="", version=0, name=Bilingual("NEXT")))
    pane = open_pane(other.id)
    qtbot.keyClick(pane.empty.button, Qt.Key.Key_V, ctrl)
    assert ui.jobs.idle()
    (one,) = desk.msel.whole(other.id)
    assert (one.number, one.minutes, one.cell, one.sender, one.state) == ("014", 60, "White", "", APPROVED)
    assert one.text.host == "Power fails"


def test_n_begins_the_first_inject(open_pane, qtbot):
    pane = open_pane()
    qtbot.keyClick(pane.empty.button, Qt.Key.Key_N)
    assert pane.row.cells["minutes"].hasFocus()
