"""A real desk in a file and the surroundings of a page, for every test of tasks."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.tasks.records import ChecklistItem, Task, TaskState
from liaison_desk.tasks.ui.page import TasksPage
from tests.desks import new_desk
from tests.windows import told, ui

__all__ = ["told", "ui"]

DENVER = "America/Denver"
NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)  # 0941 in Colorado Springs, 0141 the next day in Tokyo


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "a.desk", DeskProfile(), FixedClock(NOW))
    yield desk
    desk.close()


@pytest.fixture
def open_page(ui, desk, qtbot):
    def opened(ui=ui):
        page = TasksPage(
            desk.tasks, desk.task_views, ui, desk.profile.get, desk.suggest, names_of=desk.contacts.names_of
        )
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


@pytest.fixture
def edit(page, ui, desk, qtbot):
    """Open the form of a task, do something in it, save it; return the task as it was kept, or None."""

    def editing(task, act, *, save=True):
        def fill(dialog):
            assert ui.jobs.idle()
            act(dialog.form, dialog)
            if save and dialog.isVisible():
                qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
                assert ui.jobs.idle()

        ui.ask.fill = fill
        page.show_record(task.id)
        assert ui.jobs.idle()
        page.edit_current()
        assert ui.jobs.idle()
        return desk.tasks.task(task.id)

    return editing
