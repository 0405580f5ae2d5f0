"""One milestone whole, at the right of the plan."""

from dataclasses import replace

from PySide6.QtCore import Qt

from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton
from tests.exercises.plans_using import by_key
from tests.windows import settle


def test_the_milestone_at_the_right_is_not_wider_than_its_pane_however_long_its_mark_is(pane, ui, desk, exercise):
    nations = frozenset({"USA", "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR", "NLD", "NZL"})
    one = by_key(desk, exercise)["fpc"]
    desk.plans.save(replace(one, marking=Marking("USA", audience=nations)))
    pane.refresh()
    pane.reveal("milestone", one.id)
    settle(ui)
    assert pane.view.isVisible()
    assert pane.view.widget().width() <= pane.view.viewport().width()


def test_the_right_pane_leads_to_what_it_counts_from(pane, ui, qtbot, desk, exercise):
    pane.reveal("milestone", by_key(desk, exercise)["participation"].id)
    settle(ui)
    link = next(one for one in pane.view.findChildren(LinkButton) if one.text().replace("&&", "&") == "C&O")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    settle(ui)
    assert pane._seen.lines[pane.table.current_id()].milestone.short.host == "C&O"


def test_a_record_opened_from_the_right_pane_is_named(pane, ui, qtbot, desk, exercise, told):
    one = by_key(desk, exercise)["fpc"]
    pane.reveal("milestone", one.id)
    settle(ui)
    link = next(each for each in pane.view.findChildren(LinkButton) if each.text() == "In the calendar")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert told.opened == [RecordRef("event", one.event_id, "In the calendar")]


def test_the_keyboard_stays_beside_the_table_when_a_button_there_was_pressed(pane, ui, qtbot, desk, exercise):
    pane.reveal("milestone", by_key(desk, exercise)["fpc"].id)
    settle(ui)
    pane.view.lock_button.setFocus()
    qtbot.keyClick(pane.view.lock_button, Qt.Key.Key_Space)
    pane.refresh()
    settle(ui)
    assert by_key(desk, exercise)["fpc"].held
    assert pane.view.hasFocus()


def test_it_folds_away_where_there_is_no_room_for_it(pane, qtbot):
    assert pane.view.isVisible()
    pane.resize(1000, 720)
    qtbot.waitUntil(lambda: not pane.view.isVisible())
    pane.resize(1244, 720)
    qtbot.waitUntil(pane.view.isVisible)
