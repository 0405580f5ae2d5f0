"""A pane with the plan of an exercise on a real desk, and ways to fill in what it asks."""

import pytest

from liaison_desk.exercises.ui.plan.pane import PlanPane
from tests.exercises.plans_using import planned_exercise
from tests.exercises.ui.opened import sources
from tests.windows import fill, settle, shown, told, ui

__all__ = ["fill", "sources", "told", "ui"]


@pytest.fixture(autouse=True)
def own(desk, tmp_path):
    """Back-plans of the user's own lie in a folder of the test."""
    desk.plans.own = tmp_path / "backplans"


@pytest.fixture
def exercise(desk):
    return planned_exercise(desk)


@pytest.fixture
def open_pane(ui, sources, qtbot):
    def opened(exercise_id):
        pane = shown(PlanPane(sources, ui), ui, qtbot, height=720)
        pane.show_exercise(exercise_id)
        settle(ui)
        return pane

    return opened


@pytest.fixture
def pane(open_pane, exercise):
    return open_pane(exercise.id)
