"""What the tasks page has on show is printed on the paper that fits it, and written as a table: through the window."""

import csv
from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.tasks.records import Task, TaskKind
from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]
DUE = datetime(2026, 12, 15)


@pytest.fixture
def page(officer):
    officer.desk.tasks.save_all(
        [
            Task(title=Bilingual("Slides"), due=DUE),
            Task(title=Bilingual("Feed"), kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", due=DUE),
        ],
        "Add",
    )
    officer.window.open(RecordRef("tasks", 0))
    officer.settle()
    return officer.window.page()


def printed(officer, act):
    asked = []
    officer.asker.fill = lambda dialog: asked.append(dialog.page.inspector.request())
    act()
    officer.settle()
    officer.settle()
    return [(one.template, one.tasks) for one in asked]


def test_ctrl_p_prints_what_is_on_show(officer, page):
    ids = tuple(page.stack.ids_on_show())
    assert len(ids) == 2
    page.table.setFocus()
    press = printed(officer, lambda: officer.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier))
    assert press == [("suspense-list", ids)]


def test_a_request_alone_is_printed_as_its_sheet(officer, page):
    lines = officer.desk.tasks.lines(page.stack.ids_on_show())
    request = next(line.id for line in lines.values() if line.kind is TaskKind.RFI)
    assert printed(officer, lambda: page.menus.print([request])) == [("rfi-sheet", (request,))]


def test_export_writes_a_table_in_the_language_of_the_window(officer, page, tmp_path):
    officer.asker.target = tmp_path / "out.csv"
    page.menus._export(page.stack.ids_on_show())
    officer.settle()
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert {"Slides", "Feed"} <= {cell for row in rows for cell in row}
