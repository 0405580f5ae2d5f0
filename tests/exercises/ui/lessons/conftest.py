"""The pane of lessons on a real desk with three runs of an invented series; it is 24 November 2026."""

import pytest
from PySide6.QtCore import Qt

from liaison_desk.exercises.ui.lessons.pane import LessonsPane
from liaison_desk.exercises.ui.sources import Outside, Sources
from tests.exercises.lessons import run
from tests.windows import told, ui

__all__ = ["told", "ui"]


@pytest.fixture
def runs(desk):
    """GLOBAL SENTINEL 25, 26 and 27."""
    return [run(desk, year) for year in (25, 26, 27)]


@pytest.fixture
def sources(desk):
    """The services of exercises, and what the desk lends them."""
    outside = Outside(
        desk.suggest, lambda *_: None, lambda *_: None, lambda *_: None, desk.history.undo
    )  # fmt: skip
    return Sources(
        desk.exercises, desk.plans, desk.following, desk.lanes, desk.msel, desk.lessons, desk.profile.get, outside
    )


@pytest.fixture
def pane(sources, ui, qtbot):
    """The pane, wide enough for the lesson beside the table; nothing is asked for yet."""
    made = LessonsPane(sources, ui)
    qtbot.addWidget(made)
    made.resize(1244, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def show(pane, ui):
    """Show an exercise (0: all), and wait until all is read."""

    def showing(exercise_id):
        pane.show_exercise(exercise_id)
        settle(ui)
        return pane

    return showing


@pytest.fixture
def fill(ui, qtbot):
    """Have the next dialog filled in by ``act``, and saved with Ctrl+Enter unless told otherwise."""

    def filling(act, *, save=True):
        def do(dialog):
            settle(ui)
            act(dialog)
            if save and dialog.isVisible():
                qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
                settle(ui)

        ui.ask.fill = do

    return filling


def settle(ui):
    """Wait until nothing is being read: what is read may ask for more."""
    for _ in range(3):
        assert ui.jobs.idle()


def shown(pane):
    """Return the titles in the table."""
    lines = (pane.model.line_at(pane.model.index(row, 0)) for row in range(pane.model.rowCount()))
    return [line.title.host or line.title.home for line in lines]


def cell(pane, row, key):
    """Return what a cell says."""
    column = next(n for n, column in enumerate(pane.model.columns) if column.key == key)
    return pane.model.data(pane.model.index(row, column))
