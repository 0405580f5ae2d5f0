"""A real desk in a file and the surroundings of a page, for every test of tasks."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.relay import ChangeRelay
from liaison_desk.foundation.qt.settings import Memory
from liaison_desk.foundation.qt.theme import Theme
from liaison_desk.tasks.records import ChecklistItem, Task, TaskState
from liaison_desk.tasks.ui.page import TasksPage
from tests.desks import new_desk

DENVER = "America/Denver"
NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)  # 0941 in Colorado Springs, 0141 the next day in Tokyo


@dataclass
class Told:
    """What the page said in toasts, with what undoes it, and what it opened."""

    toasts: list = field(default_factory=list)
    opened: list = field(default_factory=list)

    def undo(self):
        self.toasts[-1][1]()


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "a.desk", DeskProfile(), FixedClock(NOW))
    yield desk
    desk.close()


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
def open_page(ui, desk, qtbot):
    def opened(ui=ui):
        page = TasksPage(desk.tasks, desk.task_views, ui, desk.profile.get, desk.suggest)
        qtbot.addWidget(page)
        page.resize(1244, 828)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        assert ui.jobs.idle()
        return page

    return opened


@pytest.fixture
def three(desk):
    """Overdue, due today with two steps, waiting without a suspense."""
    return [
        desk.tasks.save(one)
        for one in (
            Task(title=Bilingual("Side letter", "覚書案"), due=datetime(2026, 11, 23)),
            Task(
                title=Bilingual("Roster"), due=datetime(2026, 11, 24, 14), due_zone=DENVER, due_all_day=False,
                checklist=(ChecklistItem("Draft"), ChecklistItem("Send")), source="J5 plans sync", source_kind="meeting",
                source_id=7, detail=Bilingual("Names & ranks <all>"),
            ),
            Task(title=Bilingual("Annex B"), state=TaskState.WAITING, waiting_on="Ms. Raman"),
        )
    ]  # fmt: skip


@pytest.fixture
def page(open_page, three):
    return open_page()
