"""Lists and tables under real keys and clicks."""

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from liaison_desk.foundation.core.paging import Group, Listing, Sort
from liaison_desk.foundation.qt.columns import RIGHT, Column, give_way
from liaison_desk.foundation.qt.paint import ChipLook
from liaison_desk.foundation.qt.rows import TwoLine, TwoLineDelegate
from liaison_desk.foundation.qt.tables import RecordList, RecordTable
from liaison_desk.foundation.qt.theme import Size, ThemeSetting
from liaison_desk.foundation.qt.windowed import WindowedModel
from tests.cost import calls

NAMES = {1: "Morishita Kengo", 2: "Tachibana Shun", 3: "Ebihara Nozomi", 4: "Owen Halloran", 5: "Tessa Lindqvist"}


def two_line(line):
    return TwoLine(
        line,
        "J5 · もりした",
        prefix="Capt",
        native="森下",
        right="43 d",
        right_tone="amb",
        check=False,
        chip=ChipLook("Due", "red"),
    )


@pytest.fixture
def people(ui, jobs, qtbot):
    model = WindowedModel(jobs.database, lambda ids: {key: NAMES.get(key, f"person {key}") for key in ids}, str)
    view = RecordList(ui, model, TwoLineDelegate(ui, two_line, ticks=True), "People")
    model.set_listing(Listing([1, 2, 3, 4], (Group(0, 2, "Joint Staff"), Group(2, 2, "J3"))))
    view.resize(400, 400)
    qtbot.addWidget(view)
    view.show()
    assert jobs.idle(10)
    return view


def test_the_hairlines_end_where_the_text_ends(people, ui):
    picture = people.grab().toImage()
    line, ground = ui.theme.color("line"), ui.theme.color("surf")
    row = people.visualRect(people.model().index(2, 0))
    at = [picture.pixelColor(x, row.bottom()) for x in (20, row.right() - 20, row.right() - 10, row.right())]
    assert at[1] == line
    assert at[2] == at[3] != line
    assert at[0] == ground or at[0] == at[3]


@pytest.fixture
def sorts():
    return []


@pytest.fixture
def table(ui, jobs, qtbot, sorts):
    return make_table(ui, jobs, qtbot, sorts)


def make_table(ui, jobs, qtbot, sorts):
    columns = (
        Column("name", "Name", lambda line: line, 200, sort="by_name"),
        Column("days", "Days", lambda line: str(len(line)), 60, RIGHT, sort="by_days", tone=lambda line: "t3"),
        Column("note", "Note", lambda line: "a\tb\nc", 100, hidden=True),
    )
    model = WindowedModel(jobs.database, lambda ids: {key: NAMES[key] for key in ids}, str, columns)
    view = RecordTable(ui, model, "People", memory_key="people", sort=Sort("by_name"), on_sort=sorts.append)
    model.set_listing(Listing([1, 2, 3]))
    view.resize(500, 300)
    qtbot.addWidget(view)
    view.show()
    assert jobs.idle(10)
    return view


def test_a_column_that_comes_down_to_its_least_leaves_the_rest_to_the_others():
    widths = [92, 240, 108, 168, 102, 150, 102]
    assert give_way(widths, 962, 100) == widths
    assert give_way(widths, 862, 100) == [92, 202, 100, 141, 100, 126, 100]
    assert give_way(widths, 300, 100) == [92, *[100] * 6]


def test_j_and_k_and_the_arrows_step_over_headings(people, qtbot):
    people.select_first()
    visited = [people.current_id()]
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K, Qt.Key.Key_Up):
        qtbot.keyClick(people, key)
        visited.append(people.current_id())
    assert visited == [1, 2, 3, 4, 3, 2]


def test_home_and_end_go_to_either_end_and_shift_takes_along_what_lies_between(people, table, qtbot):
    for view, last in ((people, 4), (table, 3)):
        view.select_id(2)
        visited = []
        for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            qtbot.keyClick(view, key)
            visited.append(view.current_id())
        assert visited == [last, 1, last, 1]
        qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert (view.current_id(), view.selected_ids()) == (last, [last])  # what is current is what would be deleted
        view.select_id(2)
        qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
        assert view.selected_ids() == list(range(2, last + 1))
        qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
        assert view.selected_ids() == [1, 2]


def test_no_page_ends_on_a_heading(people, qtbot):
    people.model().set_listing(Listing(list(range(1, 41)), tuple(Group(n, 1, str(n)) for n in range(40))))
    people.select_id(1)
    steps = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp):
        qtbot.keyClick(people, key)
        steps.append(people.current_id())
    assert 1 < steps[0] < steps[1] > steps[2] >= 1
    assert people.selected_ids() == [people.current_id()]


def test_enter_and_a_double_click_open_a_record_but_not_a_heading(people, qtbot):
    opened = []
    people.opened.connect(opened.append)
    people.select_id(2)
    qtbot.keyClick(people, Qt.Key.Key_Return)
    third = people.visualRect(people.model().index(people.model().row_of(3), 0)).center()
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=third)
    qtbot.mouseDClick(people.viewport(), Qt.MouseButton.LeftButton, pos=third)
    heading = people.visualRect(people.model().index(0, 0)).center()
    qtbot.mouseDClick(people.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert opened == [2, 3]


def test_a_click_on_the_check_box_ticks_and_does_not_move_the_selection(people, qtbot):
    ticked = []
    people.checked.connect(ticked.append)
    people.select_id(1)
    rect = people.visualRect(people.model().index(people.model().row_of(4), 0))
    box = people.itemDelegate().check_box(rect).center()
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=box)
    qtbot.keyClick(people, Qt.Key.Key_Space)
    assert ticked == [4, 1]
    assert people.current_id() == 1


def test_single_letters_are_left_to_the_page(people, qtbot):
    people.select_id(1)
    qtbot.keyClick(people, Qt.Key.Key_O)
    assert people.current_id() == 1


def test_moving_tells_the_page_which_record_is_current(people, qtbot):
    moves = []
    people.current_changed.connect(moves.append)
    people.select_id(2)
    qtbot.keyClick(people, Qt.Key.Key_J)
    assert moves == [2, 3]


def test_the_menu_key_and_a_right_click_name_the_selected_records(people, qtbot):
    menus = []
    people.menu_wanted.connect(lambda ids, at: menus.append((ids, at)))
    people.select_id(1)
    qtbot.keyClick(people, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    people.customContextMenuRequested.emit(QPoint(-1, -1))
    assert [ids for ids, _ in menus] == [[1, 2]]
    assert people.rect().contains(people.mapFromGlobal(menus[0][1]))


def test_the_place_is_kept_by_record_when_the_list_changes(people, jobs):
    people.select_id(3)
    people.model().set_listing(Listing([4, 3, 2, 1, 5]))
    assert people.current_id() == 3
    assert people.selected_ids() == [3]


def test_when_the_current_record_goes_its_neighbour_is_current(people):
    people.select_id(2)
    people.model().set_listing(Listing([1, 3, 4], (Group(0, 1, "Joint Staff"), Group(1, 2, "J3"))))
    assert people.current_id() in {1, 3}
    people.model().set_listing(Listing([]))
    assert people.current_id() is None


def test_headings_are_lower_than_records_and_stay_so(people):
    model = people.model()
    assert [people.rowHeight(row) for row in range(3)] == [Size.HEADING, Size.ROW_TWO_LINE, Size.ROW_TWO_LINE]
    model.set_listing(Listing([1, 2], (Group(0, 1, "A"), Group(1, 1, "B"))))
    assert [people.rowHeight(row) for row in range(4)] == [Size.HEADING, Size.ROW_TWO_LINE] * 2


def test_a_hundred_thousand_rows_in_two_thousand_groups_are_laid_out_at_once(people, jobs):
    groups = tuple(Group(start, 50, str(start)) for start in range(0, 100_000, 50))
    listing = Listing(array("q", range(1, 100_001)), groups)

    def lay_out() -> None:
        people.model().set_listing(listing)
        people.grab()

    assert 0 < calls(lay_out) < 10_000  # one for each row would be ten times as many
    assert people.select_id(99_999)
    assert people.currentIndex().row() == 99_999 + 2000 - 1
    assert jobs.idle(10)
    assert not people.visualRect(people.currentIndex()).isEmpty()


def test_all_of_a_hundred_thousand_rows_are_selected_painted_and_named_without_asking_each(table, jobs, qtbot):
    model = table.model()
    model.set_listing(Listing(array("q", range(1, 100_001)), (Group(0, 10, "A"), Group(10, 99_990, "B"))))
    assert jobs.idle(10)

    def select_all() -> None:
        qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        table.grab()

    assert 0 < calls(select_all) < 10_000
    assert 0 < calls(table.selected_ids) < 100
    assert table.selected_ids() == list(range(1, 100_001))
    assert calls(lambda: model.set_listing(Listing(array("q", range(1, 50_001))))) < 10_000
    assert table.selected_ids()[:3] == [1, 2, 3]


@pytest.mark.parametrize("rows", [[1], [2, 1], [4, 1, 2], [5, 2], [1, 2, 4, 5]])
def test_those_selected_are_named_once_in_the_order_of_the_list(people, rows):
    model, selection = people.model(), people.selectionModel()
    selection.clear()
    for row in rows:
        selection.select(model.index(row, 0), selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
    assert people.selected_ids() == [model.id_at(model.index(row, 0)) for row in sorted(rows)]
    assert model.rows_of(people.selected_ids()) == sorted(rows)


def test_rows_are_painted_in_both_themes_with_and_without_their_lines(people, ui, theme):
    people.select_id(1)
    people.setFocus()
    light = people.grab().toImage()
    theme.choose(ThemeSetting.DARK)
    dark = people.grab().toImage()
    assert light != dark
    ground = people.visualRect(people.model().index(1, 0)).topLeft() + QPoint(10, 3)
    assert dark.pixelColor(ground) in (theme.color("sel"), theme.color("sunk"))


def test_the_pointer_lights_the_whole_row_of_a_table(table, qtbot, theme):
    index = table.model().index(1, 0)
    qtbot.mouseMove(table.viewport(), table.visualRect(index).center() - QPoint(5, 0))
    qtbot.mouseMove(table.viewport(), table.visualRect(index).center())
    qtbot.waitUntil(lambda: table.hovered_row == 1)
    other = table.visualRect(table.model().index(1, 1))
    picture = table.viewport().grab().toImage()
    assert picture.pixelColor(other.left() + 2, other.top() + 3) == theme.color("hov")


def test_a_click_on_a_header_asks_for_that_order_and_a_second_for_the_reverse(table, qtbot, sorts):
    header = table.horizontalHeader()
    for _ in range(2):
        at = QPoint(header.sectionViewportPosition(1) + 10, 10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert sorts == [Sort("by_days"), Sort("by_days", descending=True)]
    assert header.sortIndicatorSection() == 1


def test_rows_are_copied_as_tab_separated_words(table, qtbot, jobs):
    table.show_column("note", shown=True)
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert jobs.idle(10)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Morishita Kengo\t15\ta b c"
    assert len(lines) == 3


def test_what_is_copied_is_no_formula_where_it_is_pasted(table, qtbot, jobs, monkeypatch):
    monkeypatch.setitem(NAMES, 1, "=HYPERLINK(1)")
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert jobs.idle(10)
    assert QGuiApplication.clipboard().text().startswith("'=HYPERLINK(1)\t")


def test_widths_order_and_visibility_of_columns_are_remembered(table, ui, jobs, qtbot):
    header = table.horizontalHeader()
    header.resizeSection(0, 222)
    header.moveSection(header.visualIndex(1), 0)
    table.show_column("note", shown=True)
    again = make_table(ui, jobs, qtbot, [])
    assert again.columns_shown() == [1, 0, 2]
    assert again.columnWidth(0) == 222
    table.show_column("note", shown=False)
    assert make_table(ui, jobs, qtbot, []).columns_shown() == [1, 0]
