"""Several tasks at once, from the menu of the list, each with one undo of all; it is 24 November 2026."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from liaison_desk.contacts.records import Person
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.qt.question import TextQuestion
from liaison_desk.tasks.records import Priority, Rfi, RfiStatus, Side, TaskKind, TaskState
from liaison_desk.tasks.service import Several
from liaison_desk.tasks.ui.asking import DayQuestion, PersonQuestion
from liaison_desk.tasks.ui.page import TasksPage
from tests.tasks.using import choose, close_menus, open_menu, press, shown, task


@pytest.fixture
def several(desk):
    return Several(desk.tasks)


@pytest.fixture
def every(page, three):
    """Select all three in the list."""
    page.table.setFocus()
    page.table.selectAll()
    return [one.id for one in three]


def menu_of(page):
    menu = page.context_menu(page.mapToGlobal(QPoint(60, 60)))
    menu.popup(page.mapToGlobal(QPoint(60, 60)))
    return menu


def under(menu, text):
    """Return a menu inside a menu."""
    return next(one.menu() for one in menu.actions() if one.text() == text)


def question(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


ACTS = {
    "toggle": lambda several, ids: several.toggle(ids).before,
    "wait": lambda several, ids: several.wait_on(ids, "J3", 0, Side.HOST),
    "cancel": lambda several, ids: several.put_into(ids, TaskState.CANCELLED, reason="moot"),
    "begin": lambda several, ids: several.put_into(ids, TaskState.IN_PROGRESS),
    "assign": lambda several, ids: several.assign(ids, "lead", "Ito", 0),
    "prioritize": lambda several, ids: several.prioritize(ids, Priority.LOW),
    "snooze": lambda several, ids: several.snooze(ids, 7),
    "shift": lambda several, ids: several.shift(ids, -3),
    "move": lambda several, ids: several.move_to(ids, date(2027, 1, 5)),
    "sleep": lambda several, ids: several.sleep(ids, date(2026, 12, 1)),
    "category": lambda several, ids: several.categorize(ids, "Visit"),
    "mark": lambda several, ids: several.mark(ids, Marking("JPN", audience=frozenset({"JPN"}))),
}
CONTENT = (
    "state", "percent", "completed_at", "waiting_on", "waiting_since", "waiting_side", "reason", "due", "due_zone",
    "due_all_day", "asleep_until", "own_owner", "host_owner", "lead", "priority", "categories", "marking", "title", "rfi",
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=3))
def test_putting_back_in_order_gives_every_task_back_as_it_was(desk, several, names):
    made = desk.tasks.save_all(
        [
            task("Plain", due=datetime(2026, 11, 20)),
            task("Waits", state=TaskState.WAITING, waiting_on="Raman", waiting_since=date(2026, 11, 1)),
            task("Asked", kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=Rfi(status=RfiStatus.REVIEW), state=TaskState.IN_PROGRESS),
            task("Over", state=TaskState.DONE, categories=("visit",)),
        ],
        "x",
    )  # fmt: skip
    ids = [one.id for one in made]
    steps = [ACTS[name](several, ids) for name in names]
    for before in reversed(steps):
        several.put_back(before)
    now = desk.tasks.tasks_by_ids(ids)
    for one in made:
        assert {name: getattr(now[one.id], name) for name in CONTENT} == {name: getattr(one, name) for name in CONTENT}


def test_what_changes_nothing_writes_nothing(desk, several, three):
    ids = [one.id for one in three]
    several.prioritize(ids, Priority.NORMAL)
    several.assign(ids, "own_owner", "", 0)
    assert [desk.tasks.task(id_).version for id_ in ids] == [one.version for one in three]


def test_waiting_counts_from_the_day_one_began_to_wait_on_him(desk, several):
    one = desk.tasks.save(task(state=TaskState.WAITING, waiting_on="Raman", waiting_since=date(2026, 11, 1)))
    several.wait_on([one.id], "Raman", 0, Side.HOST)
    assert desk.tasks.task(one.id).waiting_since == date(2026, 11, 1)
    several.wait_on([one.id], "Cole", 0, Side.HOST)
    assert desk.tasks.task(one.id).waiting_since == date(2026, 11, 24)


def test_a_marking_above_the_ceiling_marks_none_of_them(desk, several, three):
    with pytest.raises(RefusedError):
        several.mark([one.id for one in three], Marking("USA", Level.SECRET))
    assert {desk.tasks.task(one.id).version for one in three} == {1}


def test_a_person_is_asked_for_once_and_owns_all(page, ui, desk, told, every, qtbot):
    ito = desk.contacts.save(Person(name=PersonName("Ito", "Ryo"), nation="JPN"))
    choose(qtbot, ui, under(menu_of(page), "Assign"), "Own owner…")
    asked = question(page, PersonQuestion)
    qtbot.keyClicks(asked.input, "ito")
    qtbot.waitUntil(lambda: len(asked.offers.refs) == 1)
    press(qtbot, ui, asked.input, Qt.Key.Key_Down)
    press(qtbot, ui, asked.input, Qt.Key.Key_Return)
    press(qtbot, ui, asked.input, Qt.Key.Key_Return)
    assert {desk.tasks.task(id_).own_owner_id for id_ in every} == {ito.id}
    assert told.toasts[-1][0].startswith("3 tasks assigned to ")
    told.undo()
    assert ui.jobs.idle()
    assert {(desk.tasks.task(id_).own_owner_id, desk.tasks.task(id_).own_owner) for id_ in every} == {(0, "")}


def test_a_name_typed_whole_is_the_contact_of_that_name(page, ui, desk, every):
    ito = desk.contacts.save(Person(name=PersonName("Ito", "Ryo"), nation="JPN"))
    page.acts.wait_on(every, "Ito Ryo", 0, Side.HOME)
    assert ui.jobs.idle()
    assert {desk.tasks.task(id_).waiting_on_id for id_ in every} == {ito.id}


def test_a_day_to_sleep_until_is_typed_and_said_before(page, ui, desk, every, qtbot):
    choose(qtbot, ui, under(menu_of(page), "Sleep until"), "A date…")
    asked = question(page, DayQuestion)
    qtbot.keyClicks(asked.input, "yesterday")
    assert not asked.button.isEnabled()
    asked.input.clear()
    qtbot.keyClicks(asked.input, "15 dec")
    assert asked.said.text_whole() == "Tue 15 Dec"
    press(qtbot, ui, asked.input, Qt.Key.Key_Return)
    assert {desk.tasks.task(id_).asleep_until for id_ in every} == {date(2026, 12, 15)}
    assert shown(page) == []
    assert "3 asleep" in page.head.count.text_whole()


def test_suspenses_move_a_week_from_the_menu(page, ui, desk, told, every, qtbot):
    choose(qtbot, ui, under(menu_of(page), "Move suspense"), "1 week")
    assert [desk.tasks.task(id_).due for id_ in every] == [
        datetime(2026, 12, 1), datetime(2026, 12, 1, 14), datetime(2026, 12, 1),
    ]  # fmt: skip
    told.undo()
    assert ui.jobs.idle()
    assert desk.tasks.task(every[2]).due is None


def test_priority_category_and_marking_for_all(page, ui, desk, every, qtbot):
    choose(qtbot, ui, under(menu_of(page), "Priority"), "High")
    close_menus()
    choose(qtbot, ui, menu_of(page), "Add a category…")
    asked = question(page, TextQuestion)
    qtbot.keyClicks(asked.input, "Visit")
    press(qtbot, ui, asked.input, Qt.Key.Key_Return)
    ui.ask.fill = lambda dialog: (dialog.act(), ui.jobs.idle())
    choose(qtbot, ui, menu_of(page), "Mark…")
    kept = desk.tasks.tasks_by_ids(every).values()
    assert {(one.priority, one.categories) for one in kept} == {(Priority.HIGH, ("Visit",))}
    assert ui.ask.asked == ["Mark 3 tasks"]


def test_w_asks_on_whom_it_waits(page, ui, desk, every, qtbot):
    qtbot.keyClick(page.table, Qt.Key.Key_W)
    asked = question(page, PersonQuestion)
    qtbot.keyClicks(asked.input, "J5")
    press(qtbot, ui, asked.input, Qt.Key.Key_Return)
    assert {desk.tasks.task(id_).waiting_on for id_ in every} == {"J5"}
    assert {desk.tasks.task(id_).waiting_side for id_ in every} == {Side.HOST}


def test_print_and_export_are_handed_what_is_on_show(ui, desk, three, qtbot):
    printed, exported = [], []
    page = TasksPage(
        desk.tasks, desk.task_views, ui, desk.profile.get, desk.suggest, print_tasks=printed.append, export_tasks=exported.append
    )  # fmt: skip
    qtbot.addWidget(page)
    page.resize(1244, 828)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    assert ui.jobs.idle()
    ids = [one.id for one in three]
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printed == [ids]
    qtbot.mouseClick(page.head.more_button, Qt.MouseButton.LeftButton)
    choose(qtbot, ui, open_menu(page), "Export…")
    assert exported == [ids]


def test_nothing_prints_where_nobody_lends_it(page, every):
    assert page.head.more_button.isHidden()
    assert not {"Print…", "Export…"} & {action.text() for action in menu_of(page).actions()}


@pytest.mark.parametrize(
    ("due", "zone"), [(datetime(2026, 11, 25, 2), "UTC"), (datetime(2026, 11, 25, 11), "Asia/Tokyo")]
)
def test_a_suspense_of_zulu_or_home_moves_to_the_day_that_it_is_told_on(desk, several, due, zone):
    """It is 1900 on the 24th in Colorado Springs."""
    ids = [desk.tasks.save(task(due=due, due_zone=zone, due_all_day=False)).id]
    several.move_to(ids, date(2026, 11, 27))
    assert desk.tasks.task(ids[0]).due == due + timedelta(days=3)
    assert desk.tasks.task(ids[0]).due_zone == zone
    several.move_to(ids, date(2026, 11, 23))  # yesterday
    several.snooze(ids, 1)
    assert desk.tasks.task(ids[0]).due == due + timedelta(days=1)
