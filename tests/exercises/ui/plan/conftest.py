"""A pane with the plan of an exercise on a real desk, and ways to fill in what it asks."""

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.exercises.ui.plan.pane import PlanPane
from tests.desks import filled_desk
from tests.exercises.plans_using import planned_exercise
from tests.exercises.ui.opened import sources
from tests.windows import fill, settle, shown, told, ui

__all__ = ["fill", "sources", "told", "ui"]


@pytest.fixture(autouse=True)
def own(desk, tmp_path):
    """Back-plans of the user's own lie in a folder of the test."""
    desk.plans.own = tmp_path / "backplans"


@pytest.fixture
def planned(tmp_path, clock):
    """A desk with a planned exercise, and that."""
    desk, exercise = filled_desk(tmp_path / "test.desk", planned_exercise, new_profile("JPN", "USA"), clock)
    yield desk, exercise
    desk.close()


@pytest.fixture
def desk(planned):
    return planned[0]


@pytest.fixture
def exercise(planned):
    return planned[1]


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
