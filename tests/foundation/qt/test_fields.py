"""Form fields: values, messages, and input methods that must never be interrupted."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.fields import (
    BilingualField,
    CheckRow,
    Chips,
    Choice,
    DateField,
    ImeLineEdit,
    MarkingField,
    MomentField,
    Pair,
    PickRecord,
    PickRecords,
    TextArea,
    TextAreaField,
    TextField,
)  # fmt: skip
from liaison_desk.foundation.qt.fields.month import MonthGrid, MonthPopup


def shown(qtbot, field):
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.setFocus()
    return field


def compose(widget, text, committed=""):
    """What an input method does while kana become kanji: ``text`` is under conversion."""
    event = QInputMethodEvent(text, [])
    event.setCommitString(committed)
    QApplication.sendEvent(widget, event)


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


def parse_moment(text):
    if text != "231430ZNOV26":
        raise DeskError("“{typed}” is no time.", typed=text)
    return datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


@pytest.fixture
def moment(ui, qtbot):
    field = MomentField(
        ui, parse_moment, lambda at: f"{at:%d%H%MZ%b%y}".upper(), lambda at: "23 0730T / 1430Z / 2330I NOV 26"
    )
    return shown(qtbot, field)


def test_a_moment_is_echoed_in_three_zones_while_it_is_typed(moment, qtbot):
    qtbot.keyClicks(moment.input, "231430ZNOV2")
    assert moment.echo_line.text_whole() == ""
    qtbot.keyClicks(moment.input, "6")
    assert moment.echo_line.text_whole() == "23 0730T / 1430Z / 2330I NOV 26"
    assert moment.value() == datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


def test_a_moment_that_means_nothing_is_said_on_leaving_never_while_typing(moment, qtbot):
    qtbot.keyClicks(moment.input, "half past two")
    assert moment.problem() == ""
    moment.input.clearFocus()
    assert moment.problem() == "“half past two” is no time."
    with pytest.raises(DeskError):
        moment.value()
    moment.setFocus()
    moment.input.clear()
    qtbot.keyClicks(moment.input, "231430ZNOV26")
    assert moment.problem() == ""


def test_an_untouched_moment_keeps_what_its_text_cannot_say(moment):
    exact = datetime(2026, 11, 23, 14, 30, 59, 123, tzinfo=UTC)
    moment.set_value(exact)
    assert moment.value() == exact
    moment.set_value(None)
    assert moment.value() is None


def test_a_date_is_typed_or_picked(ui, qtbot):
    field = shown(qtbot, DateField(ui))
    qtbot.keyClicks(field.input, "24 Nov")
    assert field.value() == date(2026, 11, 24)
    qtbot.mouseClick(field.picker, Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    assert popup.grid.day == date(2026, 11, 24)
    qtbot.mouseClick(popup.grid, Qt.MouseButton.LeftButton, pos=popup.grid.rect_of(date(2026, 11, 25)).center())
    assert field.value() == date(2026, 11, 25)


def test_the_month_is_walked_by_keys(japanese_ui, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    popup = MonthPopup(japanese_ui, date(2026, 10, 31), date(2026, 11, 24), window)
    popup.show()
    days = []
    popup.picked.connect(days.append)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(popup.grid, key)
        days.append(popup.grid.day)
    assert days == [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 7), date(2026, 11, 30)]
    assert "2026年11月" in [label.text() for label in popup.findChildren(QLabel)]
    qtbot.keyClick(popup.grid, Qt.Key.Key_Return)
    assert days[-1] == date(2026, 11, 30)
    assert len(days) == 6


def test_the_months_end_at_the_ends_of_time(ui, qtbot):
    grid = MonthGrid(ui, date.max, date(2026, 11, 24))
    qtbot.addWidget(grid)
    grid.turn(5)
    assert grid.day.year == 9999
    grid.go_to(date.min)
    grid.turn(-5)
    grid.grab()
    assert grid.day.year == 1


def test_a_marking_is_chosen_or_typed(ui, qtbot):
    def parse(text):
        if not text.startswith("("):
            raise DeskError("A marking looks like (U).")
        return text.strip("()")

    field = shown(
        qtbot, MarkingField(ui, [("U", "(U)"), ("U//REL", "(U//REL TO USA, JPN)")], parse, lambda value: f"({value})")
    )
    assert field.value() is None
    field.input.activated.emit(1)
    assert field.value() == "U//REL"
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "(C)")
    assert field.value() == "C"
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "secret")
    field.edit.clearFocus()
    assert field.problem() == "A marking looks like (U)."
    field.set_value("X//odd")
    assert field.edit.text() == "(X//odd)"
    assert field.value() == "X//odd"


def test_a_choice_keeps_typed_values(ui, qtbot):
    field = shown(qtbot, Choice(ui, [(None, "None"), (3, "Planning"), ("x", "演習")]))
    told = []
    field.changed.connect(lambda: told.append(field.value()))
    field.set_value(3)
    qtbot.keyClick(field.input, Qt.Key.Key_Down)
    assert told == ["x"]
    field.set_choices([("x", "Exercises"), (3, "Planning")])
    assert field.value() == "x"
    with pytest.raises(ValueError, match="9"):
        field.set_value(9)


def test_the_wheel_scrolls_the_form_not_a_choice_one_is_not_in(ui, qtbot):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    field = Choice(ui, [(1, "One"), (2, "Two")])
    qtbot.addWidget(field)
    field.show()
    field.input.clearFocus()
    at = QPointF(5, 5)
    event = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.input, event)
    assert field.value() == 1
    assert not event.isAccepted()


def test_a_check_row_is_ticked_with_its_words_or_the_space_bar(ui, qtbot):
    row = shown(qtbot, CheckRow(ui, "All day"))
    qtbot.mouseClick(row.input, Qt.MouseButton.LeftButton, pos=row.input.rect().center())
    assert row.value()
    qtbot.keyClick(row.input, Qt.Key.Key_Space)
    assert not row.value()


def test_words_become_chips_on_return_and_comma_and_leave_on_backspace(ui, qtbot):
    chips = shown(qtbot, Chips(ui))
    qtbot.keyClicks(chips.input, "PL27")
    qtbot.keyClick(chips.input, Qt.Key.Key_Return)
    qtbot.keyClicks(chips.input, "MPC,PL27,draft")
    assert chips.value() == ("PL27", "MPC", "draft")
    chips.input.clear()
    qtbot.keyClick(chips.input, Qt.Key.Key_Backspace)
    assert chips.value() == ("PL27",)


def test_return_during_a_conversion_makes_no_chip(ui, qtbot):
    chips = shown(qtbot, Chips(ui))
    compose(chips.input, "えんしゅう")
    qtbot.keyClick(chips.input, Qt.Key.Key_Return)
    assert chips.value() == ()
    compose(chips.input, "", "演習")
    qtbot.keyClick(chips.input, Qt.Key.Key_Return)
    assert chips.value() == ("演習",)


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


PEOPLE = [RecordRef("person", 1, "Capt Morishita Kengo 森下 健吾"), RecordRef("person", 2, "Col Onishi Naoki")]


def find(words):
    return [ref for ref in PEOPLE if words.casefold() in ref.label.casefold()]


def test_a_record_is_found_by_typing_and_taken_with_return(ui, qtbot):
    field = shown(qtbot, PickRecord(ui, find))
    qtbot.keyClicks(field.input, "o")
    qtbot.waitUntil(lambda: len(field.input.offers) == 2)
    qtbot.keyClick(field.input, Qt.Key.Key_Down)
    qtbot.keyClick(field.input, Qt.Key.Key_Return)
    assert field.value() == PEOPLE[1]
    assert field.input.offers == ()
    assert field.input.hasFocus()


def test_typed_words_that_name_nothing_are_kept_and_told_never_taken_for_nobody(ui, qtbot):
    field = shown(qtbot, PickRecord(ui, find))
    field.set_value(PEOPLE[0])
    field.input.selectAll()
    qtbot.keyClicks(field.input, "somebody")
    field.input.clearFocus()
    assert field.input.text() == "somebody"
    assert field.problem() == "“somebody” is nothing chosen. Choose one from the list, or empty the field."
    assert not field.check()
    field.setFocus()
    field.input.selectAll()
    qtbot.keyClick(field.input, Qt.Key.Key_Delete)
    assert field.value() is None


def test_going_to_another_window_for_a_moment_loses_nothing_typed(ui, qtbot):
    field = shown(qtbot, PickRecord(ui, find))
    qtbot.keyClicks(field.input, "mori")
    QApplication.sendEvent(field.input, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert (field.input.text(), field.problem()) == ("mori", "")
    QApplication.sendEvent(field.input, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert field.input.text() == "mori"
    assert field.problem()


def test_a_whole_name_that_was_typed_is_as_good_as_picked(ui, qtbot):
    field = shown(qtbot, PickRecord(ui, find))
    qtbot.keyClicks(field.input, PEOPLE[1].label.upper())
    qtbot.waitUntil(lambda: len(field.input.offers) == 1)
    assert field.check()
    assert field.value() == PEOPLE[1]


def test_no_offers_are_shown_during_a_conversion(ui, qtbot, jobs):
    field = shown(qtbot, PickRecord(ui, find))
    qtbot.keyClicks(field.input, "m")
    qtbot.waitUntil(lambda: bool(field.input.offers))
    field.input.close_list()
    compose(field.input, "もりした")
    field.input._ask()
    assert jobs.idle(10)
    assert field.input.offers == ()


def test_esc_closes_the_offers_and_keeps_what_was_typed(ui, qtbot):
    field = shown(qtbot, PickRecord(ui, find))
    qtbot.keyClicks(field.input, "mori")
    qtbot.waitUntil(lambda: len(field.input.offers) == 1)
    qtbot.keyClick(field.input, Qt.Key.Key_Escape)
    assert field.input.offers == ()
    assert field.input.text() == "mori"


def test_several_records_become_chips_once_each(ui, qtbot):
    field = shown(qtbot, PickRecords(ui, find))
    for _ in range(2):
        qtbot.keyClicks(field.input, "mori")
        qtbot.waitUntil(lambda: len(field.input.offers) == 1)
        qtbot.keyClick(field.input, Qt.Key.Key_Return)
    assert field.value() == (PEOPLE[0],)
    qtbot.keyClicks(field.input, "nishi")
    assert not field.check()
    field.input.clear()
    tag = field._flow.itemAt(0).widget()
    qtbot.keyClick(tag, Qt.Key.Key_Delete)
    assert field.value() == ()


def test_a_long_text_is_kept_to_the_letter(ui, qtbot):
    field = shown(qtbot, TextAreaField(ui))
    text = "line one\n\n  <b>not bold</b> & 二日前\tend "
    field.set_value(text)
    assert field.value() == text
