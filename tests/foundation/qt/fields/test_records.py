"""Records are found by typing; what names nobody is kept and told."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.fields import (
    PickRecord,
    PickRecords,
)  # fmt: skip
from tests.foundation.qt.fields.using import compose, shown

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
