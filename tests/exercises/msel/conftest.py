"""A desk with an exercise that begins on 15 January 2027 in California, and the pane of its MSEL."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import ExerciseState, Inject, Objective
from liaison_desk.exercises.ui.msel.pane import MselPane
from liaison_desk.exercises.ui.sources import Outside, Sources
from tests.conftest import HandClock
from tests.desks import new_desk
from tests.windows import shown, told, ui

__all__ = ["told", "ui"]

STARTEX = datetime(2027, 1, 15, 8)
PLACE = "America/Los_Angeles"


@pytest.fixture
def hands():
    """The desk's clock; it shows D+1 0746 at the place of the exercise."""
    return HandClock(datetime(2027, 1, 16, 15, 46, 28, tzinfo=UTC))


@pytest.fixture
def desk(tmp_path, hands):
    desk = new_desk(tmp_path / "a.desk", DeskProfile(), hands)
    yield desk
    desk.close()


@pytest.fixture
def exercise(desk):
    return desk.exercises.save(
        replace(
            desk.exercises.new(), name=Bilingual("PACIFIC LANTERN 27"), zone=PLACE, startex=STARTEX,
            endex=datetime(2027, 1, 29, 17), state=ExerciseState.RUNNING,
            objectives=(
                Objective("warn", Bilingual("Share warnings within 30 minutes", "30分以内に警報を共有する"), ours=True),
                Objective("cell", Bilingual("Exercise the combined cell", "合同セルを演練する")),
            ),
        )
    )  # fmt: skip


@pytest.fixture
def inject(desk, exercise):
    """Save an inject with as little said as possible."""

    def saved(number, minutes=0, text="Something happens", **more):
        one = Inject(exercise_id=exercise.id, number=number, minutes=minutes, text=Bilingual(text), **more)
        return desk.msel.save(one)

    return saved


@pytest.fixture
def lent():
    """What the pane asked of the rest of the desk."""
    return []


@pytest.fixture
def sources(desk, lent):
    outside = Outside(
        suggest=lambda kind, typed: [], print_papers=lambda *_: None, export=lambda *asked: lent.append(("export", *asked)),
        import_msel=lambda number: lent.append(("import", number)), undo=desk.history.undo,
    )  # fmt: skip
    return Sources(
        desk.exercises, desk.plans, desk.following, desk.lanes, desk.msel, desk.lessons, desk.profile.get, outside
    )


@pytest.fixture
def open_pane(ui, sources, exercise, qtbot):
    """Open the pane as its page does: it is told of every change."""

    def opened(exercise_id=None, ui=ui):
        pane = shown(MselPane(sources, ui), ui, qtbot, height=760)
        ui.changes.changed.connect(lambda _: pane.refresh())
        pane.show_exercise(exercise.id if exercise_id is None else exercise_id)
        assert ui.jobs.idle()
        return pane

    return opened
