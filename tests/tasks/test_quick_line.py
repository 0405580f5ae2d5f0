"""The quick line with real keys on a real desk: it says what it understood, finds owners, and loses nothing."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import Priority, RfiPriority, TaskFilter, TaskKind, TaskSort
from liaison_desk.tasks.ui.page import TasksPage
from tests.tasks.using import click, press, readings, shown, type_line

LINE = "RFI JPN→US missile warning feed spec by 15 dec !1 @Tanaka"


@pytest.fixture
def people(desk):
    """Two called Tanaka, one American called Raman."""
    return [
        desk.contacts.save(Person(name=name, nation=nation))
        for name, nation in (
            (PersonName("Tanaka", "Kenji", "田中", "健二"), "JPN"),
            (PersonName("Tanaka", "Mika", "田中", "美香"), "JPN"),
            (PersonName("Raman", "Asha"), "USA"),
        )
    ]


@pytest.fixture
def page(ui, desk, qtbot, people):
    page = TasksPage(
        desk.tasks, desk.task_views, ui, desk.profile.get, desk.suggest,
        nation_of=lambda number: desk.contacts.person(number).nation,
    )  # fmt: skip
    qtbot.addWidget(page)
    page.resize(1244, 828)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    assert ui.jobs.idle()
    return page


def typed(qtbot, ui, page, text):
    """Type a line and wait until its owner has been looked for."""
    page.quick.input.setFocus()
    if text.isascii():
        qtbot.keyClicks(page.quick.input, text)
    else:
        page.quick.input.insert(text)  # QTest knows no keys beyond ASCII
    if "@" in text:
        qtbot.waitUntil(lambda: page.quick._owner.found is not None)
    assert ui.jobs.idle()


def added(desk, page):
    return desk.tasks.task(page.shown.current_id())


def count(desk):
    return len(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)))


def test_a_request_says_what_it_understood_before_enter_and_is_kept_so(page, ui, desk, people, qtbot):
    typed(qtbot, ui, page, LINE)
    assert readings(page)[:2] == ["RFI", "JPN→USA"]
    assert readings(page)[2] == "Suspense Tue 15 Dec, to its end: 15 2359T / 0659Z+1 / 1559I+1 DEC 26"
    assert readings(page)[3:] == ["Immediate", "Tanaka: 2 contacts. Choose with ↓ and Enter."]
    assert count(desk) == 0
    assert len(page.quick.offers.refs) == 2
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Down)
    chosen = page.quick.offers.chosen()
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    assert readings(page)[-1] == f"Owner {chosen.label}"
    assert count(desk) == 0, "the first Enter chose, it did not add"
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    task = added(desk, page)
    assert (task.kind, task.title.host, task.due) == (TaskKind.RFI, "missile warning feed spec", datetime(2026, 12, 15))
    assert (task.from_nation, task.to_nation, task.rfi.called, task.rfi.priority) == (
        "JPN", "USA", "26-001", RfiPriority.IMMEDIATE,
    )  # fmt: skip
    assert (task.own_owner, task.own_owner_id) == (chosen.label, chosen.id)
    assert page.quick.input.text() == ""


def test_the_same_in_japanese(page, ui, desk, people, qtbot):
    page.quick.input.setFocus()
    page.quick.input.setText("ＲＦＩ 日→米 ミサイル警報の仕様 12/15まで ！2 ＠田中健二")
    qtbot.waitUntil(lambda: page.quick._owner.found is not None)
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    task = added(desk, page)
    assert (task.title.home, task.title.host, task.due) == ("ミサイル警報の仕様", "", datetime(2026, 12, 15))
    assert (task.kind, task.from_nation, task.to_nation) == (TaskKind.RFI, "JPN", "USA")
    assert task.rfi.priority is RfiPriority.PRIORITY


def test_a_contact_of_the_hosts_nation_owns_on_the_hosts_side(page, ui, desk, people, qtbot):
    type_line(qtbot, ui, page, "Roster @Raman /fri")
    task = added(desk, page)
    assert (task.host_owner_id, task.own_owner) == (people[2].id, "")


def test_an_owner_nobody_knows_is_kept_as_a_name_and_told(page, ui, desk, qtbot):
    typed(qtbot, ui, page, "Roster @Zimmermann")
    assert readings(page) == ["Owner Zimmermann: no contact, kept as a name"]
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    assert (added(desk, page).own_owner, added(desk, page).own_owner_id) == ("Zimmermann", 0)


def test_an_ambiguous_name_that_nobody_chose_stays_a_name(page, ui, desk, qtbot):
    typed(qtbot, ui, page, "Roster @Tanaka")
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    assert (added(desk, page).own_owner, added(desk, page).own_owner_id) == ("Tanaka", 0)
    assert page.quick.offers.refs == ()


def test_a_click_on_a_chip_leaves_its_words_in_the_title(page, ui, desk, qtbot):
    typed(qtbot, ui, page, "C band report by 15 dec")
    assert readings(page)[0] == "Commitment"
    click(qtbot, ui, page.quick.chips[0])
    assert readings(page) == ["Suspense Tue 15 Dec, to its end: 15 2359T / 0659Z+1 / 1559I+1 DEC 26"]
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    assert (added(desk, page).title.host, added(desk, page).kind) == ("C band report", TaskKind.TASK)
    typed(qtbot, ui, page, "C: the next one is read again")
    assert readings(page)[0] == "Commitment"


def test_a_request_without_its_direction_says_which_is_meant(page, ui, desk, qtbot):
    typed(qtbot, ui, page, "RFI feed")
    assert readings(page)[1] == "JPN→USA, as nothing else is said"
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    assert (added(desk, page).from_nation, added(desk, page).to_nation) == ("JPN", "USA")
    typed(qtbot, ui, page, "C: roster")
    assert "Whose promise?" in readings(page)[1]


def test_a_marking_above_the_ceiling_is_refused_wherever_it_stands(page, ui, desk, qtbot):
    for line in ("RFI JPN->US (S) the plan /25", "(S) RFI JPN->US the plan"):
        type_line(qtbot, ui, page, line)
        assert "SECRET was refused" in page.strip.text()
        assert page.quick.input.text() == line
        page.quick.input.clear()
    assert count(desk) == 0


def test_several_pasted_lines_become_a_task_each_and_one_undo_takes_all(page, ui, desk, told, qtbot):
    QGuiApplication.clipboard().setText("- Roster /25\r\n\r\n・名簿の送付 12/15まで\n[x] Annex B !1\n")
    page.quick.input.setFocus()
    qtbot.keyClick(page.quick.input, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.offer.text.text_whole() == "3 lines were pasted."
    assert page.quick.input.text() == ""
    click(qtbot, ui, page.offer.each_button)
    assert page.offer.isHidden()
    assert sorted(shown(page)) == ["Roster", "[x] Annex B", "名簿の送付"]
    saved = desk.tasks.task(page.shown.current_id())
    assert saved.priority is Priority.HIGH
    told.undo()
    assert ui.jobs.idle()
    assert count(desk) == 0


def test_a_pasted_line_that_is_refused_keeps_all_of_them_out(page, ui, desk, qtbot):
    QGuiApplication.clipboard().setText("Roster\n(S) the plan\n")
    page.quick.input.setFocus()
    qtbot.keyClick(page.quick.input, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    click(qtbot, ui, page.offer.each_button)
    assert page.strip.text().startswith("Line 2: ")
    assert count(desk) == 0
    assert not page.offer.isHidden(), "the lines are still there to be taken as one"
    click(qtbot, ui, page.offer.one_button)
    assert page.quick.input.text() == "Roster (S) the plan"


def test_one_pasted_line_is_typed_as_usual(page, ui, qtbot):
    QGuiApplication.clipboard().setText("Roster\n")
    page.quick.input.setFocus()
    qtbot.keyClick(page.quick.input, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.quick.input.text().strip() == "Roster"
    assert page.offer.isHidden()


@pytest.mark.parametrize("pasted", ["x" * 5_000_000, "Roster\n" * 600])
def test_what_the_line_does_not_hold_is_told(page, ui, desk, qtbot, pasted):
    QGuiApplication.clipboard().setText(pasted)
    page.quick.input.setFocus()
    qtbot.keyClick(page.quick.input, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    if page.offer.isVisible():
        click(qtbot, ui, page.offer.one_button)
    assert page.strip.text().startswith("The line holds 500 characters; the rest is not in it.")
    assert len(page.quick.input.text()) == 500


def test_an_input_method_keeps_its_keys(page, ui, desk, qtbot):
    page.quick.input.setFocus()
    QApplication.sendEvent(page.quick.input, QInputMethodEvent("めいぼ", []))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        press(qtbot, ui, page.quick.input, key)
    assert page.quick.input.hasFocus()
    assert count(desk) == 0
    confirmed = QInputMethodEvent()
    confirmed.setCommitString("名簿")
    QApplication.sendEvent(page.quick.input, confirmed)
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    assert added(desk, page).title.home == "名簿"


def test_a_suspense_that_has_passed_is_shown_in_red(page, ui, qtbot):
    typed(qtbot, ui, page, "Call by 0900")
    assert [chip.look.tone for chip in page.quick.chips] == ["red"]
