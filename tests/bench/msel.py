"""A MSEL of 5,000 injects beside one of 100: filling it, listing it, scrolling, sorting and narrowing; only what the eye meets may cost more."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from liaison_desk.app.desk import Desk, make_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Exercise, ExerciseState, Inject, InjectFilter, InjectSort, InjectState
from liaison_desk.exercises.service.msel import start_of
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.paging import Sort
from tests.bench.floors import Ratio, best

FEW, MANY = 100, 5_000
FRAME = 16.0  # milliseconds a painting may take to stay smooth
_NOW = datetime(2027, 1, 17, 15, 46, tzinfo=UTC)


def measure(folder: Path, rounds: int) -> list[Ratio]:
    """Return what 5,000 injects cost beside 100: in the service, and in the pane that shows them."""
    desk = make_desk(str(folder / "msel.desk"), new_profile("JPN", "USA"), clock=FixedClock(_NOW))
    small, large = _exercise(desk, "FEW"), _exercise(desk, "MANY")
    filled = {
        one.id: best(lambda one=one, many=many: _fill(desk, one, many), 1)
        for one, many in ((small, FEW), (large, MANY))
    }
    results = [Ratio("msel: fill 5,000, an inject", filled[large.id] / MANY, filled[small.id] / FEW, 1.5)]
    for name, wanted, sort, goal in (
        ("list by day", {}, InjectSort.TIME, 12.0), ("sort by text", {}, InjectSort.TEXT, 12.0),
        ("narrow by words", {"words": "satellite 77"}, InjectSort.TIME, 12.0),
    ):  # fmt: skip
        few, many = (
            best(
                lambda one=one, wanted=wanted, sort=sort: desk.msel.by_day(start_of(one), InjectFilter(one.id, **wanted), Sort(sort)),
                rounds,
            )
            for one in (small, large)
        )  # fmt: skip
        results.append(Ratio(f"msel: {name}, 5,000", many, few, goal, limit=20.0))
    results += _shown(desk, small, large, folder, rounds)
    desk.close()
    return results


def _shown(desk: Desk, small: Exercise, large: Exercise, folder: Path, rounds: int) -> list[Ratio]:
    """Return what the pane costs: its first page, and a page further down."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QImage, QRegion
    from PySide6.QtWidgets import QApplication

    from liaison_desk.foundation.qt.desktop import keep_singletons_alive
    from liaison_desk.foundation.qt.theme import Size

    keep_singletons_alive()
    app = QApplication.instance() or QApplication([])
    pane, ui = _pane(app, desk, folder)
    pane.resize(1244, 760)
    pane.show()
    image = QImage(pane.size(), QImage.Format.Format_ARGB32_Premultiplied)

    def first(one: Exercise) -> None:
        pane.show_exercise(0)
        pane.show_exercise(one.id)
        ui.jobs.idle()
        pane.render(image)

    def scroll() -> None:
        bar = pane.table.verticalScrollBar()
        bar.setValue(0 if bar.value() else bar.maximum() // 2)
        pane.table.viewport().render(image)

    def page() -> float:
        scroll()
        ui.jobs.idle()
        scroll()
        ui.jobs.idle()
        return best(scroll, rounds)

    few = best(lambda: first(small), rounds)
    near = page()
    many = best(lambda: first(large), rounds)
    results = [
        Ratio("msel: open, first page of 5,000", many, few, 2.0),
        Ratio("msel: scroll to a page of 5,000", page(), near, 1.5),
    ]
    # What a step of the wheel leaves to be painted: three rows; the others Qt moves.
    view = pane.table.viewport()
    rows = QRegion(0, view.height() - 3 * Size.ROW, view.width(), 3 * Size.ROW)
    step, whole = (
        best(lambda region=region: view.render(image, QPoint(), region), rounds) for region in (rows, view.rect())
    )
    results.append(Ratio("msel: a step of the wheel in 5,000", step, whole, 0.4, limit=FRAME))
    pane.close()
    ui.jobs.close()
    return results


def _exercise(desk: Desk, name: str) -> Exercise:
    return desk.exercises.save(
        replace(
            desk.exercises.new(), name=Bilingual(name), zone="America/Los_Angeles", startex=datetime(2027, 1, 15, 8),
            endex=datetime(2027, 1, 29, 17), state=ExerciseState.RUNNING,
        )
    )  # fmt: skip


def _fill(desk: Desk, exercise: Exercise, many: int) -> None:
    states, cells = list(InjectState), ("White", "Red", "Japan", "Australia")
    injects = [
        Inject(
            exercise_id=exercise.id, number=f"{n:04}", minutes=n * 4 - 600, cell=cells[n % 4], state=states[n % 4],
            sender="Exercise control", receiver="Combined cell", method="E-mail", controller="Kiryu",
            text=Bilingual(f"An operator reports that contact with satellite {n % 300} was lost", f"衛星{n % 300}との交信が途絶"),
            expected=Bilingual("Ask for the last state vector"),
        )
        for n in range(many)
    ]  # fmt: skip
    desk.msel.save_all(injects, "Add injects")


def _pane(app: Any, desk: Desk, folder: Path) -> Any:
    from liaison_desk.exercises.ui.msel.pane import MselPane
    from liaison_desk.exercises.ui.sources import Outside, Sources
    from liaison_desk.foundation.core.language import Language
    from liaison_desk.foundation.qt.asker import PreparedAsker
    from liaison_desk.foundation.qt.context import Ui
    from liaison_desk.foundation.qt.icons import Icons
    from liaison_desk.foundation.qt.jobs import Jobs
    from liaison_desk.foundation.qt.relay import ChangeRelay
    from liaison_desk.foundation.qt.settings import Memory
    from liaison_desk.foundation.qt.theme import Theme

    theme = Theme()
    theme.install(app)
    ui = Ui(
        Language("en"), theme, Icons(theme), Jobs(), desk.clock, ChangeRelay(desk.bus), Memory(folder), PreparedAsker(),
        lambda text, undo: None, lambda ref: None,
    )  # fmt: skip
    outside = Outside(lambda kind, typed: [], lambda *_: None, lambda *_: None, lambda _: None, lambda: None)
    sources = Sources(
        desk.exercises, desk.plans, desk.following, desk.lanes, desk.msel, desk.lessons, desk.profile.get, outside
    )
    return MselPane(sources, ui), ui
