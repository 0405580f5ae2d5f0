"""A pane with the plan of an exercise on a real desk, and ways to fill in what it asks."""

import pytest
from PySide6.QtCore import Qt

from liaison_desk.exercises.ui.plan.pane import PlanPane
from liaison_desk.exercises.ui.sources import Outside, Sources
from tests.exercises.plans_using import planned_exercise
from tests.windows import told, ui

__all__ = ["told", "ui"]


@pytest.fixture
def sources(desk, told, tmp_path):
    desk.plans.own = tmp_path / "backplans"
    outside = Outside(
        desk.suggest, lambda *said: told.printed.append(said), lambda *said: told.printed.append(said), lambda _: None,
        desk.history.undo,
    )  # fmt: skip
    return Sources(
        desk.exercises, desk.plans, desk.following, desk.lanes, desk.msel, desk.lessons, desk.profile.get, outside
    )


@pytest.fixture
def exercise(desk):
    return planned_exercise(desk)


@pytest.fixture
def open_pane(ui, sources, qtbot):
    def opened(exercise_id):
        pane = PlanPane(sources, ui)
        qtbot.addWidget(pane)
        pane.resize(1244, 720)
        with qtbot.waitExposed(pane):
            pane.show()
        pane.activateWindow()
        pane.show_exercise(exercise_id)
        settle(ui)
        return pane

    return opened


@pytest.fixture
def pane(open_pane, exercise):
    return open_pane(exercise.id)


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
