"""Choices, boxes to tick and words that become chips."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liaison_desk.foundation.qt.fields import (
    CheckRow,
    Chips,
    Choice,
)  # fmt: skip
from tests.foundation.qt.fields.using import compose, shown


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
