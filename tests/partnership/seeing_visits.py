"""The pane of visits on a desk with one visit, and how a test reads it and presses keys there."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from liaison_desk.app.lending.partnership import partnership_sources
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.partnership.records import Delegate, Site, Visit, VisitSite
from liaison_desk.partnership.ui.visits.pane import VisitsPane
from tests.windows import settle, shown

PEOPLE = (Delegate("UEHARA Aoi", code="OF-5"), Delegate("MORIKAWA Haruto", rank="Lt Gen JASDF", code="OF-8"))


@pytest.fixture
def visit(desk):
    site = desk.sites.save(Site(name=Bilingual("Headquarters"), nation="USA", one_time=30))
    return desk.visits.save(
        Visit(
            title=Bilingual("Call on the commander"), first=date(2027, 1, 12), last=date(2027, 1, 14),
            delegation=PEOPLE, sites=(VisitSite("Headquarters", site.id),),
        )
    )  # fmt: skip


@pytest.fixture
def pane(ui, desk, visit, qtbot):
    made = shown(VisitsPane(partnership_sources(desk, ui), ui), ui, qtbot)
    ui.changes.changed.connect(made.changed)  # as the page does it
    made.refresh()
    settle(ui)
    made.take_focus()
    return made


def words(widget):
    """Return all the words that stand in a widget."""
    return [label.text() for label in widget.findChildren(QLabel)]


def press(pane, ui, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(pane.window().focusWidget() or pane, key, modifiers)
    settle(ui)


def click(button, ui):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(ui)
