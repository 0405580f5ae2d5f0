"""The plan's head tells what stands elsewhere than its rule gives."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt

from tests.exercises.plans_using import by_key
from tests.windows import settle


def test_what_stands_off_its_rule_is_told_and_goes_there_when_it_is_agreed_to(pane, ui, qtbot, desk, exercise, fill):
    assert pane.head.elsewhere.isHidden()
    one = by_key(desk, exercise)["fpc"]
    there = replace(one, first=one.first + timedelta(days=2), last=one.last + timedelta(days=2))
    with desk.database.write("Import") as transaction:
        desk.plans.import_in(transaction, [there])
    pane.refresh()
    settle(ui)
    assert pane.head.elsewhere.isVisible()
    assert pane.head.off.text_whole() == "1 milestone stands elsewhere than its rule gives."
    fill()
    qtbot.mouseClick(pane.head.settle_button, Qt.MouseButton.LeftButton)
    settle(ui)
    assert by_key(desk, exercise)["fpc"].first == one.first
    pane.refresh()
    settle(ui)
    assert pane.head.elsewhere.isHidden()
