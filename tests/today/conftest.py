"""The Today page on a real desk, with a clock whose hands a test moves and the window's toasts and openings noted down."""

from dataclasses import dataclass, field

import pytest

from liaison_desk.app.founding import new_profile, standard_calendars
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.relay import ChangeRelay
from liaison_desk.foundation.qt.settings import Memory
from liaison_desk.foundation.qt.theme import Theme
from liaison_desk.today.page import TodayPage
from liaison_desk.today.view import Sources
from tests.conftest import HandClock
from tests.desks import new_desk


@dataclass
class Told:
    """What the page said in toasts, with what undoes it, and what it opened."""

    toasts: list = field(default_factory=list)
    opened: list = field(default_factory=list)


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def desk(tmp_path, clock):
    profile = new_profile("JPN", "USA")
    desk = new_desk(tmp_path / "today.desk", profile, clock)
    desk.calendars.save_calendars(standard_calendars(profile), "Make the desk")
    yield desk
    desk.close()


@pytest.fixture
def sources(desk):
    return Sources(
        desk.profile.get, desk.calendars, desk.tasks, desk.task_views, desk.meetings, desk.contacts, desk.searches,
        desk.history.since,
    )  # fmt: skip


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def ui(qapp, desk, told, tmp_path):
    theme, jobs, crashes = Theme(), Jobs(), []
    theme.install(qapp)
    jobs.crashed.connect(crashes.append)
    made = Ui(
        Language("en"), theme, Icons(theme), jobs, desk.clock, ChangeRelay(desk.bus), Memory(tmp_path), PreparedAsker(),
        lambda text, undo: told.toasts.append((text, undo)), told.opened.append,
    )  # fmt: skip
    yield made
    made.changes.close()
    assert jobs.close()
    assert crashes == []
    theme.changed.disconnect()
    qapp.styleHints().colorSchemeChanged.disconnect()
    qapp.setStyleSheet("")


@pytest.fixture
def open_page(ui, desk, sources, qtbot):
    def opened(ui=ui):
        page = TodayPage(sources, desk.history.touched, ui)
        qtbot.addWidget(page)
        page.resize(1244, 828)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        assert ui.jobs.idle()
        return page

    return opened
