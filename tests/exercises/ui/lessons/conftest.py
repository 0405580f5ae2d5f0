"""The pane of lessons on a real desk with three runs of an invented series; it is 24 November 2026."""

import pytest

from liaison_desk.exercises.ui.lessons.pane import LessonsPane
from tests.exercises.lessons import run
from tests.exercises.ui.opened import sources
from tests.windows import fill, settle, told, ui
from tests.windows import shown as opened

__all__ = ["fill", "sources", "told", "ui"]


@pytest.fixture
def runs(desk):
    """GLOBAL SENTINEL 25, 26 and 27."""
    return [run(desk, year) for year in (25, 26, 27)]


@pytest.fixture
def pane(sources, ui, qtbot):
    """The pane, wide enough for the lesson beside the table; nothing is asked for yet."""
    return opened(LessonsPane(sources, ui), ui, qtbot, height=700)


@pytest.fixture
def show(pane, ui):
    """Show an exercise (0: all), and wait until all is read."""

    def showing(exercise_id):
        pane.show_exercise(exercise_id)
        settle(ui)
        return pane

    return showing


def shown(pane):
    """Return the titles in the table."""
    lines = (pane.model.line_at(pane.model.index(row, 0)) for row in range(pane.model.rowCount()))
    return [line.title.host or line.title.home for line in lines]


def cell(pane, row, key):
    """Return what a cell says."""
    column = next(n for n, column in enumerate(pane.model.columns) if column.key == key)
    return pane.model.data(pane.model.index(row, column))
