"""The real window on a real desk, with answers ready for what a person would be asked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.start import Memories, Program
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from tests.desks import lay_founded_desk

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)


class Officer:
    """Drives the window as a person would; ``asker`` answers dialogs."""

    def __init__(self, program: Program, asker: PreparedAsker) -> None:
        self.program = program
        self.asker = asker
        self.window = program.window
        self.desk = program.desk

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the window; without a window manager nobody gives it the keyboard back after a dialog."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        QTest.keyClick(self.window, key, modifiers)
        self.settle()

    def settle(self) -> None:
        """Wait until both lanes are empty."""
        assert self.program.jobs.idle()
        assert self.program.failure is None, self.program.failure

    def do(self, key: str) -> None:
        """Do an action of the window by its key."""
        assert self.window.actions_ is not None
        self.window.actions_.trigger(key)
        self.settle()


@pytest.fixture
def location(tmp_path: Path) -> str:
    place = tmp_path / "officer.desk"
    lay_founded_desk(place, new_profile("JPN", "USA"))
    return str(place)


@pytest.fixture
def officer(qapp, tmp_path: Path, location: str) -> Iterator[Officer]:
    asker = PreparedAsker()
    program = Program(location, Memories(tmp_path), Language("en"), FixedClock(NOW), "light", asker=asker)
    program.unseen = True
    program.window.resize(1440, 900)
    program.window.show()
    program.window.activateWindow()  # keys of the window reach only the active one
    assert QTest.qWaitForWindowActive(program.window)
    program.open_desk()
    assert program.jobs.idle()
    yield Officer(program, asker)
    program.close()
