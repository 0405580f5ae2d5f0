"""The surroundings of the contacts page, made of the real parts; what the window would do is written down."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from liaison_desk.app.lending.formats import lend
from liaison_desk.app.lending.timeline import timeline_of
from liaison_desk.contacts.ui.page import ContactsPage, make_page
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.relay import ChangeRelay
from liaison_desk.foundation.qt.settings import Memory
from liaison_desk.foundation.qt.theme import Theme
from tests.contacts.people import AIDA, AIR_STAFF, PLANS, RAMAN, WHITCOMBE, YAJIMA, in_post, meet


@dataclass
class Window:
    """What the page told the window: toasts with their undo, records to open, contacts to log."""

    toasts: list[tuple[str, Any]] = field(default_factory=list)
    opened: list[Any] = field(default_factory=list)
    logged: list[int] = field(default_factory=list)
    printed: list[Any] = field(default_factory=list)


@pytest.fixture
def staff(desk):
    """Four people in two organizations; Yajima was met 43 days ago and should be every 30."""
    air = desk.contacts.save_organization(AIR_STAFF)
    plans = desk.contacts.save_organization(PLANS)
    people = [
        in_post(replace(YAJIMA, cadence_days=30), air, "Exercises desk"),
        in_post(AIDA, air),
        in_post(WHITCOMBE, plans),
        RAMAN,
    ]
    saved = {person.name.family: person for person in desk.contacts.save_all(people, "Add contacts")}
    meet(desk, [saved["Yajima"]], 43, "vtc", "Objectives")
    meet(desk, [saved["Yajima"]], 200, "visit", "Base tour")
    return saved


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def ui(qapp: QApplication, desk, window, tmp_path):
    theme, jobs = Theme(), Jobs()
    theme.install(qapp)
    theme.show_japanese()
    crashes: list[Exception] = []
    jobs.crashed.connect(crashes.append)
    made = Ui(
        Language("en"),
        theme,
        Icons(theme),
        jobs,
        desk.clock,
        ChangeRelay(desk.bus),
        Memory(tmp_path),
        PreparedAsker(),
        lambda text, undo: window.toasts.append((text, undo)),
        window.opened.append,
    )
    yield made
    assert jobs.idle()
    made.changes.close()
    assert jobs.close()
    theme.changed.disconnect()
    qapp.styleHints().colorSchemeChanged.disconnect()
    assert crashes == []


@pytest.fixture
def page(ui, desk, window, qtbot, staff) -> ContactsPage:
    return open_page(ui, desk, window, qtbot)


def open_page(ui: Ui, desk, window: Window, qtbot, width: int = 1244) -> ContactsPage:
    """Show the page as the window does, and wait until it has read."""
    page = make_page(
        desk.contacts,
        ui,
        desk.profile.get,
        log_contact=window.logged.append,
        outside=lend(desk),
        searches=desk.searches,
        timeline=partial(timeline_of, desk),
        print_people=lambda ids, kind: window.printed.append((list(ids), kind)),
    )
    qtbot.addWidget(page)
    page.resize(width, 828)
    with qtbot.waitActive(page):  # shortcuts belong to the active window
        page.show()
        page.activateWindow()
    assert ui.jobs.idle()
    page.people.list.setFocus()
    return page
