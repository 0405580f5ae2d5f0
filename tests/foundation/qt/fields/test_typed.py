"""Moments, dates and markings are typed or picked, and what means nothing is said on leaving."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from liaison_desk.domain.typed import parse_day
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.fields import (
    DateField,
    MarkingField,
    MomentField,
)  # fmt: skip
from liaison_desk.foundation.qt.fields.month import MonthGrid, MonthPopup
from liaison_desk.foundation.qt.fields.number import NumberInput
from tests.foundation.qt.fields.using import shown


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
    field = shown(qtbot, DateField(ui, lambda typed: parse_day(typed, ("UTC",), ui.clock.now())))
    qtbot.keyClicks(field.input, "24 Nov")
    assert field.value() == date(2026, 11, 24)
    assert field.echo_line.text() == "Tue 24 Nov 2026"
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


def test_a_number_that_was_emptied_shows_what_is_read_for_it_on_leaving(ui, qtbot):
    number = shown(qtbot, NumberInput(ui, "Days before", 3, 90))
    number.set_number(30)
    number.selectAll()
    qtbot.keyClick(number, Qt.Key.Key_Delete)
    assert number.text() == ""  # nothing is put in while he types
    number.clearFocus()
    assert (number.text(), number.number()) == ("3", 3)
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "1")
    number.clearFocus()
    assert (number.text(), number.number()) == ("3", 3)
