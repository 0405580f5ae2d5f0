"""The exercises page on a real desk in which it is 0941 in Colorado Springs on 24 November 2026, and what tests of it begin with."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import Exercise, ExerciseState
from liaison_desk.exercises.ui.page import ExercisesPage
from liaison_desk.exercises.ui.sources import Outside, Sources
from liaison_desk.foundation.core.clock import FixedClock
from tests.desks import new_desk
from tests.windows import shown, told, ui

__all__ = ["desk", "open_page", "sources", "told", "ui"]

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
STARTEX, ENDEX = datetime(2027, 11, 15, 8), datetime(2027, 11, 29, 17)
MULTINATIONAL = "multinational"


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "a.desk", DeskProfile(), FixedClock(NOW))
    yield desk
    desk.close()


@pytest.fixture
def sources(desk, told):
    outside = Outside(
        desk.suggest, lambda template, number: told.printed.append((template, number)),
        lambda what, number: told.printed.append((what, number)), lambda number: told.printed.append(("in", number)),
        desk.history.undo,
    )  # fmt: skip
    return Sources(
        desk.exercises, desk.plans, desk.following, desk.lanes, desk.msel, desk.lessons, desk.profile.get, outside
    )


@pytest.fixture
def open_page(ui, sources, qtbot):
    def opened(ui=ui):
        return shown(ExercisesPage(sources, ui), ui, qtbot)

    return opened


def exercise(desk, name="GLOBAL SENTINEL 27", *, planned=False, calendar=False, **more) -> Exercise:
    """Save an exercise; ``planned`` gives it the milestones of the shipped back-plan, ``calendar`` its event."""
    values = {"startex": STARTEX, "endex": ENDEX, "state": ExerciseState.IN_PLANNING} | more
    new = replace(desk.exercises.new(), name=Bilingual(name), **values)
    saved = desk.exercises.save(new, into_calendar=calendar)
    if planned:
        desk.plans.carry_out(desk.plans.try_template(saved.id, load_backplan(MULTINATIONAL)))
    return desk.exercises.exercise(saved.id)


def agreed_to(dialog) -> None:
    """Agree to what a dialog shows."""
    dialog.act()
