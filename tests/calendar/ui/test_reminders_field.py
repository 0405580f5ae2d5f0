"""Reminders said in the event's form: the usual ones, another one, those of whole days."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Alarm
from liaison_desk.calendar.ui.fields.reminders_field import OTHER, USUAL_OF_DAYS, RemindersField
from liaison_desk.foundation.core.errors import DeskError

DAY, WEEK = 24 * 60, 7 * 24 * 60


@pytest.fixture
def field(ui, qtbot):
    made = RemindersField(ui)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def choose(field, data) -> None:
    number = next(n for n in range(field.input.count()) if field.input.itemData(n) == data)
    field.input.setCurrentIndex(number)
    field.input.activated.emit(number)


def typed(qtbot, line, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


@pytest.mark.parametrize(("number", "unit", "side", "alarm"), [
    ("45", 1, 0, Alarm(-45)), ("3", WEEK, 0, Alarm(-3 * WEEK)), ("2", 60, 1, Alarm(120)),
    ("10", 1, 2, Alarm(-10, related_to_end=True)), ("1", DAY, 3, Alarm(DAY, related_to_end=True)),
])  # fmt: skip
def test_another_reminder_is_said_by_keys_and_kept(field, qtbot, number, unit, side, alarm):
    choose(field, OTHER)
    assert field.other.number.hasFocus()
    typed(qtbot, field.other.number, number)
    field.other.unit.setCurrentIndex(field.other.unit.findData(unit))
    field.other.side.setCurrentIndex(side)
    qtbot.keyClick(field.other.number, Qt.Key.Key_Return)
    assert field.value() == (alarm,)
    assert not field.other.isVisible()


def test_what_is_said_but_not_yet_added_is_not_lost(field, qtbot):
    choose(field, Alarm(-15))
    choose(field, OTHER)
    assert field.value() == (Alarm(-15),)  # nothing was said yet
    typed(qtbot, field.other.number, "20")
    assert field.value() == (Alarm(-15), Alarm(-20))


def test_the_same_reminder_is_not_added_twice(field, qtbot):
    choose(field, Alarm(-15))
    choose(field, Alarm(-15))
    choose(field, OTHER)
    typed(qtbot, field.other.number, "15")
    qtbot.keyClick(field.other.number, Qt.Key.Key_Return)
    assert field.value() == (Alarm(-15),)


def test_a_reminder_too_far_away_is_refused_below_the_field(field, qtbot):
    choose(field, OTHER)
    field.other.unit.setCurrentIndex(field.other.unit.findData(WEEK))
    typed(qtbot, field.other.number, "58")
    qtbot.keyClick(field.other.number, Qt.Key.Key_Return)
    assert field.problem() == "A reminder may be 400 days from its event at most."
    assert field.other.isVisible()
    with pytest.raises(DeskError):
        field.value()
    typed(qtbot, field.other.number, "57")
    qtbot.keyClick(field.other.number, Qt.Key.Key_Return)
    assert (field.value(), field.problem()) == ((Alarm(-57 * WEEK),), "")


def test_whole_days_are_reminded_of_by_the_clock(field, qtbot):
    field.set_all_day(True)
    choose(field, USUAL_OF_DAYS[1])
    assert field.value() == (Alarm(-15 * 60),)
    choose(field, OTHER)
    typed(qtbot, field.other.number, "3")
    typed(qtbot, field.other.clock, "1630")
    qtbot.keyClick(field.other.clock, Qt.Key.Key_Return)
    assert field.value()[1] == Alarm(-3 * DAY + 16 * 60 + 30)


def test_a_time_that_is_none_is_told(field, qtbot):
    field.set_all_day(True)
    choose(field, OTHER)
    typed(qtbot, field.other.clock, "9h")
    qtbot.keyClick(field.other.clock, Qt.Key.Key_Return)
    assert field.problem() == "“9h” is not a time of day. Type it as 0900."


def test_the_form_offers_what_fits_whole_days(open_page, board, ui, qtbot):
    page = open_page()
    said = []

    def fill_in(dialog) -> None:
        form = dialog.form
        said.append(form.reminders.input.itemText(1))
        form.all_day.input.click()
        said.append(form.reminders.input.itemText(2))
        choose(form.reminders, USUAL_OF_DAYS[1])
        form.title.host.setText("Leave")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    ui.ask.fill = fill_in
    page.week.slot = (1, 15 * 60)
    page.new_record()
    assert ui.jobs.idle()
    assert said == ["When it starts", "The day before at 0900"]
    [leave] = board.seen()
    assert board.desk.calendars.event(leave.event_id).alarms == (Alarm(-15 * 60),)


def test_wide_digits_of_an_input_method_are_digits(field, qtbot):
    choose(field, OTHER)
    for wide in ("９", "０"):
        committed = QInputMethodEvent()
        committed.setCommitString(wide)
        QApplication.sendEvent(field.other.number, committed)
    qtbot.keyClick(field.other.number, Qt.Key.Key_Return)
    assert field.value() == (Alarm(-90),)
