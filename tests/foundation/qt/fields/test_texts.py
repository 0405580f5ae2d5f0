"""Texts in one language and in two: values, messages, and input methods that must never be interrupted."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from liaison_desk.foundation.qt.fields import (
    BilingualField,
    ImeLineEdit,
    Pair,
    TextArea,
    TextAreaField,
    TextField,
)  # fmt: skip
from tests.foundation.qt.fields.using import compose, shown


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_a_key_that_belongs_to_the_conversion_does_nothing_else(qtbot, theme, key):
    dialog = QDialog()
    layout = QVBoxLayout(dialog)
    line, button = ImeLineEdit(), QPushButton("Save")
    button.setDefault(True)
    layout.addWidget(line)
    layout.addWidget(button)
    qtbot.addWidget(dialog)
    dialog.show()
    line.setFocus()
    happened = []
    button.clicked.connect(lambda: happened.append("saved"))
    line.returnPressed.connect(lambda: happened.append("return"))
    dialog.finished.connect(lambda: happened.append("closed"))
    compose(line, "えんしゅう")
    assert line.composing
    qtbot.keyClick(line, key)
    assert happened == []
    assert dialog.isVisible()
    compose(line, "", "演習")
    assert not line.composing
    assert line.text() == "演習"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "return" in happened


def test_the_same_holds_in_a_text_area(qtbot, theme):
    area = TextArea()
    qtbot.addWidget(area)
    area.show()
    compose(area, "かいぎ")
    qtbot.keyClick(area, Qt.Key.Key_Return)
    compose(area, "", "会議")
    assert area.toPlainText() == "会議"
    qtbot.keyClick(area, Qt.Key.Key_Return)
    assert area.toPlainText() == "会議\n"


def test_pasted_markup_becomes_plain_text(qtbot, theme):
    area = TextArea()
    qtbot.addWidget(area)
    pasted = QMimeData()
    pasted.setHtml("<b>Bold</b> <img src='http://example.org/x.png'> text")
    pasted.setText("Bold text")
    area.insertFromMimeData(pasted)
    assert area.toPlainText() == "Bold text"
    picture = QMimeData()
    picture.setData("image/png", b"x")
    assert not area.canInsertFromMimeData(picture)


def test_the_candidate_window_is_told_the_place_with_the_margins(qtbot, theme):
    area = TextArea()
    qtbot.addWidget(area)
    area.resize(300, 100)
    area.show()
    plain = area.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    area.setViewportMargins(40, 30, 0, 0)
    area.resize(301, 100)
    moved = area.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert (moved.x() - plain.x(), moved.y() - plain.y()) == (40, 30)


def test_a_text_area_grows_with_its_text_up_to_a_limit(qtbot, theme):
    area = TextArea(rows=2, most_rows=5)
    qtbot.addWidget(area)
    heights = []
    for lines in (1, 2, 4, 9, 20):
        area.setPlainText("\n".join(["line"] * lines))
        heights.append(area.sizeHint().height())
    assert heights == sorted(heights)
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_only_the_user_makes_a_field_changed(ui, qtbot):
    field = shown(qtbot, TextField(ui))
    told = []
    field.changed.connect(lambda: told.append(field.value()))
    field.set_value("from the record")
    assert told == []
    field.input.selectAll()
    qtbot.keyClicks(field.input, "ab ")
    assert told == ["a", "ab", "ab"]


def test_a_message_stands_below_its_field_and_is_read_to_the_blind(ui, qtbot):
    field = shown(qtbot, TextField(ui))
    field.name("Place")
    field.set_problem("Say where it is.")
    assert field.problem() == "Say where it is."
    assert field.input.accessibleName() == "Place"
    assert field.input.accessibleDescription() == "Say where it is."
    assert field.input.property("wrong") == "true"
    field.set_problem(None)
    assert field.input.accessibleDescription() == ""
    assert field.input.property("wrong") == "false"


@pytest.fixture
def pair(ui, qtbot):
    return shown(qtbot, BilingualField(ui, "English", "日本語"))


def test_the_second_wording_to_be_written_is_the_translation(pair, qtbot):
    qtbot.keyClicks(pair.host, "Planning VTC")
    pair.home.setText("計画VTC")
    assert pair.value() == Pair("Planning VTC", "計画VTC", "original", "translated")


def test_editing_the_original_makes_its_translation_outdated_and_editing_that_mends_it(pair, qtbot):
    pair.set_value(Pair("Planning VTC", "計画VTC", "original", "translated"))
    qtbot.keyClicks(pair.host, " 2")
    assert pair.value().home_state == "stale"
    pair.home.setText("計画VTC 2")
    assert pair.value() == Pair("Planning VTC 2", "計画VTC 2", "original", "translated")


def test_showing_a_pair_changes_nothing_in_it(pair):
    told = []
    pair.changed.connect(lambda: told.append(True))
    for value in (
        Pair("a", "b", "translated", "original"),
        Pair("a", "", "original", "original"),
        Pair("a", "b", "original", "stale"),
        Pair(),
    ):
        pair.set_value(value)
        assert pair.value() == value
    assert told == []


def test_a_long_text_is_kept_to_the_letter(ui, qtbot):
    field = shown(qtbot, TextAreaField(ui))
    text = "line one\n\n  <b>not bold</b> & 二日前\tend "
    field.set_value(text)
    assert field.value() == text
