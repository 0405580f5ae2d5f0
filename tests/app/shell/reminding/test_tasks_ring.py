"""Reminders of tasks in the same bell as those of events: rung, listed, put off, dismissed, opened."""

from PySide6.QtCore import Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.tasks.records import Rfi, TaskKind
from tests.app.shell.reminding.officer import DAY, HOUR, MINUTE, NINE


def behind(officer, monkeypatch) -> None:
    """Put the window behind others."""
    monkeypatch.setattr(type(officer.window), "isActiveWindow", lambda _: False)


def test_a_task_rings_on_the_desktop_with_its_suspense_and_never_its_notes(officer, monkeypatch):
    behind(officer, monkeypatch)
    officer.task("Side letter", detail=Bilingual("Secret notes"))
    officer.wait(44 * MINUTE)
    assert (officer.screen.said, officer.window.bell.count) == ([], 0)
    officer.wait(MINUTE)
    officer.wait(MINUTE)
    assert officer.screen.said == [("Side letter", "Suspense 24 0900T / 1600Z / 0100I+1 NOV 26")]
    assert officer.window.bell.count == 1


def test_events_and_tasks_stand_in_one_list_by_their_time(officer):
    officer.event("Sync", NINE + 5 * MINUTE)
    officer.task("Side letter")
    officer.task("Late", NINE - HOUR / 2, 20)
    officer.wait(50 * MINUTE)
    officer.open()
    assert officer.listed() == ["Late", "Side letter", "Sync"]
    assert [row.accessibleName().rpartition(", ")[2] for row in officer.panel.rows] == [
        "overdue 20 min", "due in 10 min", "in 15 min",
    ]  # fmt: skip
    assert [row.open_button.text() for row in officer.panel.rows] == ["Open task", "Open task", "Open event"]


def test_a_request_is_called_by_its_direction_and_number(officer):
    officer.task("Feed spec", kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=Rfi(), waiting_on="J35")
    officer.wait(45 * MINUTE)
    assert officer.rung == ["JPN→USA 26-001 Feed spec"]


def test_both_are_dismissed_at_once_and_come_back_at_once(officer):
    officer.event("Sync")
    officer.task("Side letter")
    officer.wait(45 * MINUTE)
    officer.open()
    officer.panel.dismiss_all()
    officer.settle()
    assert officer.window.bell.count == 0
    officer.window.toast.undo_button.click()
    officer.settle()
    assert officer.window.bell.count == 2


def test_put_off_until_an_hour_before_the_suspense(officer):
    officer.task("Side letter", NINE + 5 * HOUR, 5 * 60)
    officer.wait(HOUR)
    officer.open()
    officer.press(Qt.Key.Key_S)
    words = [action.text() for action in officer.panel.menu.actions() if not action.isSeparator()]
    assert words[3] == "Until 1 h before the suspense"
    officer.panel.menu.actions()[3].trigger()
    officer.settle()
    assert officer.window.bell.count == 0
    officer.wait(4 * HOUR)
    assert officer.window.bell.count == 1


def test_done_it_is_silent_at_once_and_a_suspense_that_moves_rings_anew(officer, qtbot):
    task = officer.task("Side letter")
    other = officer.task("Roster")
    officer.wait(45 * MINUTE)
    assert officer.window.bell.count == 2
    officer.desk.tasks.complete([task.id])
    qtbot.waitUntil(lambda: officer.window.bell.count == 1)
    officer.desk.tasks.snooze([other.id], 1)
    qtbot.waitUntil(lambda: officer.window.bell.count == 0)
    officer.wait(DAY)
    assert officer.window.bell.count == 1
    assert officer.rung == ["Side letter", "Roster", "Roster"] or officer.rung == ["Roster", "Side letter", "Roster"]


def test_when_the_window_hears_of_a_change_the_reminders_know_of_it(officer):
    task = officer.task("Side letter")
    officer.wait(45 * MINUTE)
    answers = []
    officer.program.ui.changes.changed.connect(
        lambda _: answers.append(officer.desk.all_reminders.due(officer.hands.now()))
    )
    officer.desk.tasks.complete([task.id])
    officer.settle()
    assert answers == [[]]


def test_return_opens_the_task(officer):
    officer.task("Other", NINE + DAY)
    task = officer.task("Side letter")
    officer.wait(45 * MINUTE)
    officer.open()
    officer.press(Qt.Key.Key_Return)
    officer.settle()
    page = officer.window.page()
    assert page.table.current_id() == task.id
