"""The surroundings of a page without a program around it: the fixtures ``told``, ``ui`` and ``fill``, on the ``desk`` of the tests that take them."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt

from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.relay import ChangeRelay
from liaison_desk.foundation.qt.settings import Memory
from liaison_desk.foundation.qt.theme import Theme


@dataclass
class Told:
    """What a page said in toasts, with what undoes it, and what it opened and handed over to be printed."""

    toasts: list = field(default_factory=list)
    opened: list = field(default_factory=list)
    printed: list = field(default_factory=list)

    def undo(self):
        self.toasts[-1][1]()


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


def shown(widget, ui, qtbot, width=1244, height=828):
    """Show a page or pane in a window of its own that has the keyboard, and wait until it is read."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    assert ui.jobs.idle()
    return widget


@pytest.fixture
def fill(ui, qtbot):
    """Have what is asked next done by ``act(dialog)``; saved with Ctrl+Return, unless it has closed by then or ``save`` is false."""

    def asked(act=lambda _: None, *, save=True):
        def filled(dialog):
            settle(ui)
            act(dialog)
            settle(ui)
            if save and dialog.isVisible():
                qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
                settle(ui)

        ui.ask.fill = filled

    return asked


def settle(ui):
    """Wait until what was asked of the lanes has been answered, and the answers' own questions too."""
    for _ in range(3):
        assert ui.jobs.idle()
