"""The list behind the bell: what is coming and what was missed, dismissed, put off and opened by keys and buttons."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.calendar.records import Alarm, Event, Recurrence
from liaison_desk.calendar.ui.ways import View
from liaison_desk.domain.bilingual import Bilingual
from tests.app.shell.reminding.officer import DAY, EIGHT, HOUR, MINUTE, NINE, Officer


@pytest.fixture
def three(officer) -> Officer:
    """Two meetings to come and one that was missed."""
    officer.event("First", NINE, place=Bilingual("Bldg 1"))
    officer.event("Second", NINE + 5 * MINUTE)
    missed = Event(calendar_id=officer.calendar, title=Bilingual("Missed"), zone="America/Denver",
                   start=NINE - 40 * MINUTE, end=NINE - 20 * MINUTE, alarms=(Alarm(-10),))  # fmt: skip
    officer.desk.calendars.save(missed)
    officer.wait(50 * MINUTE)
    officer.open()
    return officer


def test_the_list_says_what_is_coming_then_what_was_missed(three):
    assert three.listed() == ["First", "Second", "Missed"]
    assert three.panel.rows[0].accessibleName() == (
        "First · Tue 24 Nov 0900–1000T / 1600–1700Z / 0100–0200I+1 · Bldg 1 · Planning, in 10 min"
    )
    assert three.panel.rows[2].one.missed
    three.wait(12 * MINUTE)
    assert [row.accessibleName().rpartition(", ")[2] for row in three.panel.rows] == [
        "started 2 min ago", "in 3 min", "ended 22 min ago",
    ]  # fmt: skip


def test_arrows_move_and_d_and_delete_dismiss_what_they_are_on(three):
    three.press(Qt.Key.Key_Down)
    three.press(Qt.Key.Key_D)
    assert three.listed() == ["First", "Missed"]
    assert three.reminding.is_open
    assert QApplication.focusWidget() is three.panel.rows[1]
    three.press(Qt.Key.Key_Delete)
    assert three.listed() == ["First"]
    assert three.window.toast.text() == "1 reminder dismissed."
    three.window.toast.undo_button.click()
    three.settle()
    assert three.listed() == ["First", "Missed"]


def test_s_asks_until_when_and_puts_off(three):
    three.press(Qt.Key.Key_S)
    words = [action.text() for action in three.panel.menu.actions() if not action.isSeparator()]
    assert words == [
        "In 5 min",
        "In 15 min",
        "In 1 h",
        "Until 5 min before the start",
        "Tomorrow 0800",
        "At another time…",
    ]
    three.panel.menu.actions()[3].trigger()
    three.panel.menu.close()
    three.settle()
    assert three.listed() == ["Second", "Missed"]
    three.wait(4 * MINUTE)
    assert three.listed() == ["Second", "Missed"]
    three.wait(MINUTE)
    assert three.listed() == ["First", "Second", "Missed"]
    assert three.rung.count("First") == 2


def test_what_is_over_cannot_be_put_off_to_before_its_start(three):
    three.press(Qt.Key.Key_Down)
    three.press(Qt.Key.Key_Down)
    three.press(Qt.Key.Key_S)
    words = [action.text() for action in three.panel.menu.actions() if not action.isSeparator()]
    assert "Until 5 min before the start" not in words
    three.panel.menu.close()


def test_a_typed_time_puts_off_and_a_past_one_is_refused(three):
    def fill(dialog):
        field = dialog.form.field("until")
        for text, told in (("0700", "This time is over already. Choose a later one."), ("", "Type a time.")):
            field.input.setText(text)
            dialog.act()
            three.settle()
            assert field.problem() == told
        field.input.setText("1130")
        dialog.act()
        three.settle()

    three.asker.fill = fill
    three.press(Qt.Key.Key_S)
    three.panel.menu.actions()[-1].trigger()
    three.settle()
    assert three.asker.asked == ["Snooze the reminder"]
    assert three.listed() == ["Second", "Missed"]
    assert three.desk.reminders.next_due(three.hands.at) == EIGHT + 3 * HOUR + 30 * MINUTE


def test_buttons_do_the_same_and_dismiss_all_empties_the_list(three):
    QTest.mouseClick(three.panel.rows[1].dismiss_button, Qt.MouseButton.LeftButton)
    three.settle()
    assert three.listed() == ["First", "Missed"]
    QTest.mouseClick(three.panel.all_button, Qt.MouseButton.LeftButton)
    three.settle()
    assert (three.listed(), three.window.bell.count) == ([], 0)
    assert three.window.toast.text() == "2 reminders dismissed."


def test_return_opens_the_event_and_escape_closes(three):
    three.press(Qt.Key.Key_Escape)
    assert not three.reminding.is_open
    assert QApplication.focusWidget() is three.window.bell
    three.open()
    three.press(Qt.Key.Key_Return)
    assert not three.reminding.is_open
    assert three.window.windowTitle().endswith("— Liaison Desk")
    assert three.window.navigation.button("calendar").isChecked()


def test_the_list_closes_when_the_keyboard_goes_elsewhere(three):
    three.window.search.line.setFocus()
    assert not three.reminding.is_open


def test_an_occurrence_of_a_series_opens_on_its_own_day(officer):
    officer.hands.at = EIGHT - 8 * DAY
    officer.event("Weekly", NINE - 7 * DAY, recurrence=Recurrence(("FREQ=WEEKLY",)))
    officer.wait(8 * DAY + 50 * MINUTE)
    officer.open()
    assert [row.one.missed for row in officer.panel.rows] == [False, True]
    officer.press(Qt.Key.Key_Down)
    officer.press(Qt.Key.Key_Return)
    page = officer.window.page()
    assert page.title().startswith("16–22 November 2026")
    assert page.present.selected().starts == EIGHT + HOUR - 7 * DAY
    assert officer.window.focusWidget() is page.present


def test_an_occurrence_on_a_weekend_in_a_hidden_calendar_is_seen_when_its_reminder_is_opened(officer):
    page = officer.window.go("calendar")
    officer.settle()
    page.show_view(View.WORK_WEEK)
    officer.settle()
    page.sidebar.lines[officer.calendar].click()
    officer.settle()
    officer.event("Saturday watch", NINE + 4 * DAY)
    officer.wait(4 * DAY + 50 * MINUTE)
    officer.open()
    officer.press(Qt.Key.Key_Return)
    assert page.present.selected().title.host == "Saturday watch"
    assert officer.calendar not in page.sidebar.hidden()


def test_the_list_stays_inside_a_window_that_becomes_small(three):
    three.window.resize(1024, 700)
    three.settle()
    bell = three.window.bell.mapTo(three.window, three.window.bell.rect().bottomLeft())
    assert three.panel.y() > bell.y()
    assert three.window.rect().contains(three.panel.geometry())


def test_the_palette_offers_the_list(officer):
    assert any(one.name == "Reminders" and one.keys == "Ctrl+Shift+R" for one in officer.window.actions_.commands())


def test_weeks_of_missed_reminders_are_bounded_and_counted(officer):
    hourly = Event(calendar_id=officer.calendar, title=Bilingual("Hourly"), zone="America/Denver",
                   start=NINE, end=NINE + 30 * MINUTE, alarms=(Alarm(-15),), recurrence=Recurrence(("FREQ=HOURLY",)))  # fmt: skip
    officer.desk.calendars.save(hourly)
    officer.wait(4 * DAY)
    officer.open()
    assert len(officer.panel.rows) == 50
    assert officer.window.bell.count == 96
    assert any(getattr(label, "text_whole", str)() == "… and 46 more" for label in officer.panel.findChildren(QObject))
