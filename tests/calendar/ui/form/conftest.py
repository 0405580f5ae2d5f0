"""The page and the next form on it, which a test fills in."""

import pytest
from PySide6.QtCore import Qt

from tests.calendar.ui.strokes import CONTROL


@pytest.fixture
def page(open_page, board):
    return open_page()


@pytest.fixture
def fill(ui, page, qtbot):
    """Let a test fill in the next form; it is saved by Ctrl+Enter unless the test says otherwise."""

    def arrange(typing, *, save: bool = True) -> None:
        def fill_in(dialog) -> None:
            with qtbot.waitActive(dialog):
                dialog.activateWindow()
            assert ui.jobs.idle()
            typing(dialog.form)
            if save:
                qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
                assert ui.jobs.idle()

        ui.ask.fill = fill_in

    return arrange
