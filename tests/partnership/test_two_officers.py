"""Two officers on one shared desk: each sees what the other does, writes over nothing of it, and what the desk does by itself is done once."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from threading import Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from liaison_desk.app.between.settling import settle as settle_desk
from liaison_desk.app.desk import open_desk
from liaison_desk.app.lending.partnership import partnership_sources
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import DeskError, StaleError
from liaison_desk.partnership.records import Visit
from liaison_desk.partnership.service.arrangements import Signed
from liaison_desk.partnership.ui.visits.pane import VisitsPane
from tests.partnership.arranging import TODAY, new_arrangement, sign_all, tasks_of
from tests.windows import fill, settle, shown, told, ui

__all__ = ["fill", "told", "ui"]


@pytest.fixture
def desk(shared_desk_url, clock):
    with closing(open_desk(shared_desk_url, clock=clock)) as mine:
        yield mine


@pytest.fixture
def other(desk, shared_desk_url, clock):
    """The same desk as a colleague has it open."""
    with closing(open_desk(shared_desk_url, clock=clock)) as theirs:
        yield theirs


def test_what_a_colleague_changes_shows_at_once_and_is_not_written_over(desk, other, ui, fill, qtbot):
    visit = desk.visits.save(Visit(title=Bilingual("Call on the commander"), first=date(2027, 1, 12), number="VR-1"))
    pane = shown(VisitsPane(partnership_sources(desk, ui), ui), ui, qtbot)
    ui.changes.changed.connect(pane.changed)
    pane.refresh()
    settle(ui)
    other.visits.save(replace(other.visits.one(visit.id), number="VR-2"))
    qtbot.waitUntil(lambda: "VR-2" in [label.text() for label in pane.view.findChildren(QLabel)])
    left = []

    def change(dialog):
        other.visits.save(replace(other.visits.one(visit.id), number="VR-3"))
        dialog.form.field("number").input.setText("VR-9")
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        left.append((dialog.isVisible(), dialog.form.field("number").value()))

    fill(change, save=False)
    pane.take_focus()
    QTest.keyClick(pane.window().focusWidget() or pane, Qt.Key.Key_F2)
    settle(ui)
    assert left == [(True, "VR-9")], "what was typed stays"
    assert desk.visits.one(visit.id).number == "VR-3"


def test_an_arrangement_is_signed_once_and_what_it_asks_for_made_once(desk, other, clock):
    one = new_arrangement(desk)
    desk.arrangements.save(replace(one, subjects=("space",)))
    with pytest.raises(StaleError):
        other.arrangements.save(replace(one, number="From before"))
    one = sign_all(other, other.arrangements.one(one.id))
    with pytest.raises(DeskError):
        desk.arrangements.sign(one.id, 0, Signed(TODAY, "Twice"))
    for _ in range(3):
        clock.forward(days=31)
        both = [Thread(target=settle_desk, args=(each,)) for each in (desk, other)]
        for each in both:
            each.start()
        for each in both:
            each.join()
    assert sorted(task.title.host for task in tasks_of(desk, one)) == ["Report the use", "Send the catalogue"]
    assert desk.check() == []
