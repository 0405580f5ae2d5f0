"""The window stays open over midnight: what comes into force by its day alone becomes tasks then, not a day later."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from PySide6.QtTest import QTest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.start import Memories, Program
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from tests.conftest import HandClock
from tests.desks import lay_founded_desk
from tests.partnership.arranging import TODAY, new_arrangement, sign_all, tasks_of


@pytest.fixture
def program(qapp, tmp_path):
    lay_founded_desk(tmp_path / "a.desk", new_profile("JPN", "USA"))
    made = Program(
        str(tmp_path / "a.desk"), Memories(tmp_path), Language("en"), HandClock(), "light", asker=PreparedAsker()
    )
    made.unseen = True
    made.window.show()
    assert QTest.qWaitForWindowExposed(made.window)
    made.open_desk()
    assert made.jobs.idle()
    yield made
    made.close()


def test_what_comes_into_force_at_midnight_is_owed_from_then_on(program):
    desk = program.desk
    one = new_arrangement(desk, in_force=date(2026, 11, 25), drafted=date(2026, 10, 1))
    sign_all(desk, one, TODAY)
    program.settle()
    assert program.jobs.idle()
    assert tasks_of(desk, one) == []
    program.clock.forward(days=1)
    with closing(sqlite3.connect(desk.location)) as other:
        other.execute("BEGIN IMMEDIATE")  # somebody else writes for longer than the desk waits
        program.settle()
        assert program.jobs.idle(30_000)
        assert tasks_of(desk, one) == []
    program.settle()
    assert program.jobs.idle()
    assert len(tasks_of(desk, one)) == 2
