"""Reminders in the real window: the bell, the list with its keys, notifications; a clock put on by hand, no waiting."""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import found_desk, new_profile
from liaison_desk.app.shell.reminding import Reminding, TrayNotices
from liaison_desk.app.start import Memories, Program
from liaison_desk.calendar.records import Alarm, Calendar, Event, Recurrence
from liaison_desk.calendar.ui.ways import View
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NINE = datetime(2026, 11, 24, 9)  # wall time in Colorado Springs
EIGHT = datetime(2026, 11, 24, 15, tzinfo=UTC)  # 0800 there
DUE = EIGHT + 45 * MINUTE


@dataclass
class Hands:
    """The clock on the wall and the machine's own, put on by hand: together, or the wall's alone."""

    at: datetime
    seconds: float = 0.0

    def now(self) -> datetime:
        return self.at

    def elapsed(self) -> float:
        return self.seconds

    def go(self, by: timedelta) -> None:
        self.at += by
        self.seconds += by.total_seconds()


class Screen(QObject):
    """A desktop that shows notifications; keeps what it was told."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.icon = False

    def available(self) -> bool:
        return True

    def say(self, title: str, text: str) -> None:
        self.said.append((title, text))
        self.icon = True

    def rest(self) -> None:
        self.icon = False


@dataclass
class Officer:
    """Drives the window as a person would."""

    program: Program
    hands: Hands
    screen: Screen
    reminding: Reminding
    asker: PreparedAsker
    calendar: int
    rung: list[str] = field(default_factory=list)

    @property
    def desk(self):
        return self.program.desk

    @property
    def window(self):
        return self.program.window

    @property
    def panel(self):
        return self.reminding.panel

    def settle(self) -> None:
        assert self.program.jobs.idle()
        assert self.program.failure is None, self.program.failure

    def event(self, title: str, start: datetime = NINE, *alarms: Alarm, **more) -> Event:
        values = {"title": Bilingual(title), "zone": "America/Denver", "alarms": alarms or (Alarm(-15),)}
        made = Event(calendar_id=self.calendar, start=start, end=start + HOUR, **{**values, **more})
        saved = self.desk.calendars.save(made)
        self.settle()
        return saved

    def wait(self, by: timedelta) -> None:
        """Let time go by and the watch look at the clock."""
        self.hands.go(by)
        self.look()

    def set_clock(self, by: timedelta) -> None:
        """Set the clock on the wall."""
        self.hands.at += by
        self.look()

    def look(self) -> None:
        self.reminding.watch.tick()
        self.settle()

    def open(self) -> None:
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        QTest.keyClick(
            self.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        self.settle()
        assert self.reminding.is_open

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget(), key)
        self.settle()

    def listed(self) -> list[str]:
        return [row.one.occurrence.title.host for row in self.panel.rows]


@pytest.fixture
def officer(qapp, tmp_path):
    place = str(tmp_path / "officer.desk")
    found_desk(place, new_profile("JPN", "USA")).close()
    hands, screen, asker = Hands(EIGHT - 10 * DAY), Screen(), PreparedAsker()
    program = Program(place, Memories(tmp_path), Language("en"), hands, "light", asker=asker)
    program.unseen = True  # what goes wrong fails the test instead of being told in a dialog
    program.window.show()
    program.open_desk()
    assert program.jobs.idle()
    calendar = program.desk.calendars.save_calendar(Calendar(name=Bilingual("Planning"))).id
    hands.at = EIGHT
    shiboken6.delete(program.reminding)
    reminding = Reminding(program.ui, program.desk, program.window, notices=screen, elapsed=hands.elapsed)
    made = Officer(program, hands, screen, reminding, asker, calendar)
    reminding.watch.rang.connect(lambda new: made.rung.extend(one.occurrence.title.host for one in new))
    reminding.start()
    made.settle()
    yield made
    program.close()


def behind(officer: Officer, monkeypatch) -> None:
    """Put the window behind others."""
    monkeypatch.setattr(type(officer.window), "isActiveWindow", lambda _: False)


# Ringing --------------------------------------------------------------------------------------------------------------


def test_it_rings_at_its_time_once_and_says_when_and_where(officer, monkeypatch):
    behind(officer, monkeypatch)
    officer.event("Sync", place=Bilingual("Bldg 1"), description=Bilingual("Secret notes"), travel_before=20)
    officer.wait(44 * MINUTE)
    assert officer.screen.said == []
    officer.wait(MINUTE)
    officer.wait(MINUTE)
    assert officer.screen.said == [("Sync", "Tue 24 Nov 0900T / 0100I+1 · leave at 0840T · Bldg 1")]
    assert officer.window.bell.count == 1
    assert officer.window.bell.accessibleName() == "Reminders: 1 is due"


def test_in_front_it_is_said_in_the_window_and_not_on_the_desktop(officer, monkeypatch):
    monkeypatch.setattr(type(officer.window), "isActiveWindow", lambda _: True)
    officer.event("Sync")
    officer.wait(45 * MINUTE)
    assert officer.screen.said == []
    assert officer.window.toast.text() == "Sync — in 15 min"


def test_with_the_switch_off_the_desktop_stays_quiet(officer, monkeypatch):
    behind(officer, monkeypatch)
    officer.program.memory.keep("window/notify", False)
    officer.event("Sync")
    officer.wait(45 * MINUTE)
    assert (officer.screen.said, officer.window.bell.count) == ([], 1)


def test_many_at_once_are_one_notification(officer, monkeypatch):
    behind(officer, monkeypatch)
    for number in range(4):
        officer.event(f"Event {number}")
    officer.wait(45 * MINUTE)
    assert officer.screen.said == [("Liaison Desk", "4 reminders are due.")]


def test_the_icon_is_there_only_while_there_is_something_to_say_and_leads_to_the_list(officer, monkeypatch):
    behind(officer, monkeypatch)
    officer.event("Sync")
    officer.wait(45 * MINUTE)
    assert officer.screen.icon
    officer.screen.clicked.emit()
    assert officer.reminding.is_open
    assert officer.listed() == ["Sync"]
    officer.panel.dismiss_all()
    officer.settle()
    assert not officer.screen.icon
    assert officer.window.bell.accessibleName() == "Reminders: none is due"


def test_an_event_that_is_made_or_moved_is_heard_of_at_once(officer):
    event = officer.event("Sync", NINE + 5 * HOUR)
    officer.wait(45 * MINUTE)
    assert officer.rung == []
    officer.desk.calendars.save(replace(event, start=NINE + 7 * MINUTE, end=NINE + HOUR))
    officer.settle()
    officer.wait(7 * MINUTE)
    assert officer.rung == ["Sync"]


def test_the_real_icon_comes_with_the_first_words_and_goes_when_all_is_done(officer):
    notices = TrayNotices(officer.program.ui, officer.window)
    notices.rest()
    notices.say("Sync", "Tue 24 Nov 0900T")
    icon = notices.findChild(QSystemTrayIcon)
    assert (icon.isVisible(), icon.toolTip()) == (True, "Sync")
    notices.rest()
    assert not icon.isVisible()


def test_the_switch_in_the_settings_is_kept(officer):
    def fill(dialog):
        dialog.form.field("window_notify").set_value(False)
        dialog.act()
        officer.settle()

    officer.asker.fill = fill
    officer.window.actions_.trigger("settings")
    officer.settle()
    assert officer.program.memory.flag("window/notify", True) is False


# Clocks ---------------------------------------------------------------------------------------------------------------


def test_after_a_sleep_what_fell_due_rings_and_what_is_over_is_only_counted(officer, monkeypatch):
    behind(officer, monkeypatch)
    officer.event("Over")
    officer.event("Coming", NINE + 4 * HOUR)
    officer.set_clock(4 * HOUR + 50 * MINUTE)  # the machine's own clock stood still
    assert officer.window.bell.count == 2
    assert [title for title, _ in officer.screen.said] == ["Coming"]


def test_a_clock_set_back_rings_nothing_twice_and_set_forward_lists_all(officer):
    for hour in range(4):
        officer.event(f"At {hour}", NINE + hour * HOUR)
    officer.wait(50 * MINUTE)
    officer.set_clock(-30 * MINUTE)
    assert officer.window.bell.count == 0
    officer.wait(30 * MINUTE)
    assert officer.window.bell.count == 1
    assert officer.rung == ["At 0"]
    officer.set_clock(6 * HOUR)
    assert officer.window.bell.count == 4
    assert sorted(officer.rung) == ["At 0", "At 1", "At 2", "At 3"]
    officer.set_clock(-6 * HOUR)
    officer.set_clock(6 * HOUR)
    assert len(officer.rung) == 4


@pytest.mark.parametrize("steps", [[MINUTE] * 90, [29 * MINUTE] * 4, [-20 * MINUTE, 3 * HOUR, -HOUR, HOUR]])
def test_whatever_the_clock_does_each_reminder_rings_once(officer, steps):
    for number in range(5):
        officer.event(f"Event {number}", NINE - 10 * MINUTE + number * 10 * MINUTE)
    for step in steps:
        officer.set_clock(step) if step < timedelta() else officer.wait(step)
    assert sorted(officer.rung) == [f"Event {number}" for number in range(5)]


def test_no_timer_runs_longer_than_half_a_minute(officer):
    assert 0 < officer.reminding.watch._timer.interval() <= 30_001
    assert officer.reminding.watch._timer.isSingleShot()


# The list -------------------------------------------------------------------------------------------------------------


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


# Restart --------------------------------------------------------------------------------------------------------------

KILLED = """
import json, os, signal, sys
from datetime import datetime
from liaison_desk.app.desk import open_desk
from liaison_desk.foundation.core.clock import FixedClock
now = datetime.fromisoformat(sys.argv[2])
desk = open_desk(sys.argv[1], clock=FixedClock(now))
due = {one.occurrence.title.host: one.key for one in desk.reminders.due(now)}
print(json.dumps(sorted(due)), flush=True)
desk.reminders.snooze([due["Put off"]], datetime.fromisoformat(sys.argv[3]))
desk.reminders.dismiss([due["Done"]])
print("answered", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_has_lost_no_reminder_and_no_answer_when_it_starts_again(officer, tmp_path):
    for title in ("Put off", "Done", "Left"):
        officer.event(title)
    officer.event("While away", NINE + 2 * HOUR)
    place, until = officer.desk.location, DUE + 40 * MINUTE
    command = [sys.executable, "-c", KILLED, place, DUE.isoformat(), until.isoformat()]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    said = ended.stdout.splitlines()
    assert (json.loads(said[0]), said[1]) == (["Done", "Left", "Put off"], "answered")

    again = open_desk(place, clock=officer.hands)
    assert again.check() == []

    def due(at: datetime) -> dict[str, bool]:
        return {one.occurrence.title.host: one.missed for one in again.reminders.due(at)}

    assert due(until - MINUTE) == {"Left": False}
    assert due(until) == {"Left": False, "Put off": False}
    assert due(EIGHT + 6 * HOUR) == {"Left": True, "Put off": True, "While away": True}
    again.close()
