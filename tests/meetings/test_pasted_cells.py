"""Cells pasted from a spreadsheet are one table of the notes; what is none, or too wide, stays as it is and is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from liaison_desk.domain.notetext import Table, parse, plain
from liaison_desk.meetings.rules.pasting import pieces_of
from liaison_desk.meetings.rules.tabling import MOST_COLUMNS, MOST_ROWS, tabled
from tests.meetings.notes import CTRL, press, saved_texts


def read(text):
    return pieces_of(tabled(text, lambda cell: True).text)


def cells_of(piece):
    (table,) = parse(piece)
    assert isinstance(table, Table)
    return [[piece[cell.start : cell.end] for cell in row.cells] for row in (table.head, *table.rows)]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_rows_of_cells_are_one_table(ends):
    (piece,) = read(ends.join(["Item\tOwner\tBy", "Annex B\tRaman\t5 Dec", "\t\t", "Feed\t\t"]) + ends)
    assert cells_of(piece) == [["Item", "Owner", "By"], ["Annex B", "Raman", "5 Dec"], ["", "", ""], ["Feed", "", ""]]


def test_what_stands_around_cells_stays_apart_from_them():
    assert read("Before\na\tb\nc\td\nAfter") == ["Before", "| a | b |\n|---|---|\n| c | d |", "After"]


def test_a_bar_in_a_cell_is_no_edge_and_a_link_stays_one():
    (piece,) = read("a|b\t[[person:u|Lee]]\nc\td")
    assert cells_of(piece) == [["a\\|b", "[[person:u|Lee]]"], ["c", "d"]]


def test_a_cell_of_several_lines_is_one_cell():
    (piece,) = read('Item\tText\n1\t"two\nlines, ""said"""\n2\tb\n')
    assert cells_of(piece)[1] == ["1", 'two lines, "said"']


@pytest.mark.parametrize("text", ["\tindented\n\tby a tab", "a\tb", "a\n\tb\n\t\tc", "a\tb\nc", '"open\tb\nc\td\te'])
def test_what_is_no_block_of_cells_stays_as_it_is(text):
    assert tabled(text, lambda cell: True) == (text, 0)


def test_a_long_table_goes_on_in_the_next_note_under_the_same_head():
    pieces = read("\n".join(f"{row}\tx" for row in range(2 * MOST_ROWS + 2)))
    tables = [cells_of(piece) for piece in pieces]
    assert [table[0] for table in tables] == [["0", "x"]] * 3
    assert [row[0] for table in tables for row in table[1:]] == [str(row) for row in range(1, 2 * MOST_ROWS + 2)]


@given(st.lists(st.lists(st.text('ab |\\\\"漢-\n*', max_size=5), min_size=1, max_size=4), max_size=5), st.booleans())
def test_no_letter_of_a_cell_is_lost(rows, end):
    text = "\n".join("\t".join(row) for row in rows) + "\n" * end
    left = sorted(letter for letter in text if letter in "ab漢*")
    assert sorted(letter for letter in tabled(text, lambda cell: True).text if letter in "ab漢*") == left


def paste(page, ui, qtbot, text, html=""):
    page.notes.editor.setFocus()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_End, CTRL)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(ui.jobs.idle)


def test_cells_of_a_spreadsheet_become_one_note_with_their_table(page, ui, desk, two, qtbot):
    before = saved_texts(desk, two[0].id)
    paste(page, ui, qtbot, "Item\tBy\r\nAnnex B\t5 Dec\r\n", "<table><tr><td>Item</td></tr></table>")
    assert saved_texts(desk, two[0].id) == [*before, "| Item | By |\n|---|---|\n| Annex B | 5 Dec |"]
    assert page.notes.message.text() == ""


def test_cells_pasted_behind_words_are_a_note_of_their_own(page, ui, desk, two, qtbot):
    page.notes.go_to(two[0].portions[0].uid)
    QGuiApplication.clipboard().setText("Item\tBy\nAnnex B\t5 Dec")
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)
    assert "| Item | By |\n|---|---|\n| Annex B | 5 Dec |" in saved_texts(desk, two[0].id)


def test_a_table_of_200_columns_is_told_and_kept(page, ui, desk, two, qtbot):
    row = "\t".join(f"c{number}" for number in range(200))
    before = saved_texts(desk, two[0].id)
    paste(page, ui, qtbot, f"{row}\n{row}")
    assert saved_texts(desk, two[0].id) == [*before, row, row]
    assert f"200 columns is more than a note can show ({MOST_COLUMNS})" in page.notes.message.text()


def test_rows_with_markings_are_notes_of_their_own_and_one_above_the_ceiling_is_refused_in_any_cell(
    page, ui, desk, two, qtbot
):
    paste(page, ui, qtbot, "(U) open\tx\n(U//REL TO USA, JPN) shared\ty")
    assert [plain(text) for text in saved_texts(desk, two[0].id)[-2:]] == ["open\tx", "shared\ty"]
    before = saved_texts(desk, two[0].id)
    paste(page, ui, qtbot, "a\tb\nc\t(TS//NF) hidden")
    assert saved_texts(desk, two[0].id) == before
    assert page.notes.message.text()


def test_a_table_of_hypertext_alone_is_pasted_as_one(page, ui, desk, two, qtbot):
    page.notes.editor.setFocus()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_End, CTRL)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    data = QMimeData()
    data.setHtml(
        "<p>Before</p><table><tr><td>Item</td><td>By</td></tr><tr><td>Annex<br>B</td><td>5 Dec</td></tr></table><p>After</p>"
    )
    QGuiApplication.clipboard().setMimeData(data)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)
    table = "| Item | By |\n|---|---|\n| Annex B | 5 Dec |"
    assert saved_texts(desk, two[0].id)[3:] == ["Before", table, "After"]
