"""The Today page on a real desk, with a clock whose hands a test moves and the window's toasts and openings noted down."""

import pytest

from liaison_desk.app.founding import new_profile, standard_calendars
from liaison_desk.today.page import TodayPage
from liaison_desk.today.view import Sources
from tests.conftest import HandClock
from tests.desks import new_desk
from tests.windows import told, ui

__all__ = ["told", "ui"]


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
