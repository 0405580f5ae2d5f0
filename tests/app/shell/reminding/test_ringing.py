"""Reminders ring once, in the window or on the desktop, whatever the clock does; nobody waits for one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from liaison_desk.app.shell.reminding import TrayNotices
from liaison_desk.domain.bilingual import Bilingual
from tests.app.shell.reminding.officer import HOUR, MINUTE, NINE, Officer


def behind(officer: Officer, monkeypatch) -> None:
    """Put the window behind others."""
    monkeypatch.setattr(type(officer.window), "isActiveWindow", lambda _: False)


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


def test_no_desktop_reads_markup_out_of_an_invitation(officer, monkeypatch):
    """What stands in somebody's mail is not a link to follow, nor a picture to fetch."""
    said = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, *words: said.append(words[:2]))
    notices = TrayNotices(officer.program.ui, officer.window)
    notices.say("Sync <b>now</b>", 'R&D · <a href="file:///etc">Room</a> <img src="http://example.org/x">')
    ((title, text),) = said
    assert title == "Sync <b>now</b>"  # plain everywhere
    assert text == 'R&D · ‹a href="file:///etc"›Room‹/a› ‹img src="http://example.org/x"›'
    assert notices.findChild(QSystemTrayIcon).toolTip() == "Sync ‹b›now‹/b›"
    notices.rest()


def test_the_switch_in_the_settings_is_kept(officer):
    def fill(dialog):
        dialog.form.field("window_notify").set_value(False)
        dialog.act()
        officer.settle()

    officer.asker.fill = fill
    officer.window.actions_.trigger("settings")
    officer.settle()
    assert officer.program.memory.flag("window/notify", True) is False


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
