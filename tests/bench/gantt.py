"""The timeline of exercises: what a frame costs with 300 of them and 6,000 milestones, beside 30 and 600, and beside an empty one.

What is reckoned is a frame after the days were moved, and one after they became a little wider, at every zoom of the page;
and reading the lanes, beside the statements that are sent for them.
"""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from liaison_desk.app.founding import new_profile
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import (
    ExerciseLine,
    ExerciseState,
    ExerciseType,
    Lane,
    MilestoneKind,
    MilestoneState,
    OwnerSide,
    Place,
)
from liaison_desk.exercises.rules.clashes import Belonging, clashes
from tests.bench.floors import Ratio, beside, best

MANY = 300
EACH = 20
FRAME = 16.0
_NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
_SIZE = (1440, 900)
_FRAMES = 12
_SHORTS = ("C&O", "IPC", "Survey", "MPC", "MSEL", "PERSLOG", "FPC", "Visit req.", "Read-ahead", "Lessons")


def measure(folder: Path, rounds: int) -> list[Ratio]:
    """Return what frames cost at every zoom, and what reading the lanes costs."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from liaison_desk.exercises.ui.timeline.axis import Zoom
    from liaison_desk.exercises.ui.timeline.rows import rows_of_all
    from liaison_desk.foundation.qt.desktop import keep_singletons_alive

    keep_singletons_alive()
    app = QApplication.instance() or QApplication([])
    results = []
    today = _NOW.date()
    rows = {number: rows_of_all(lanes(number), today) for number in (0, MANY // 10, MANY)}
    with tempfile.TemporaryDirectory() as place:
        view = _view(app, Path(place))
        view.resize(*_SIZE)
        view.show()
        app.processEvents()
        view.learn_offs(_offs())
        image = QImage(view.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
        for zoom in Zoom:
            pans, zooms = {}, {}
            for number, some in rows.items():
                view.show_rows(some, today)
                view.scroll_to(next((n for n, row in enumerate(some) if row.ends >= today.toordinal()), 0))
                pans[number] = best(_panning(view, zoom, image), rounds) / _FRAMES
                zooms[number] = best(_widening(view, zoom, image), rounds) / _FRAMES
            name = zoom.name.lower().replace("_", " ")
            results += [
                Ratio(f"exercises: pan {name}, 300 to 30", pans[MANY], pans[MANY // 10], 1.5, limit=FRAME),
                Ratio(f"exercises: pan {name}, to empty", pans[MANY], pans[0], 4.0, limit=FRAME),
                Ratio(f"exercises: zoom {name}, 300 to 30", zooms[MANY], zooms[MANY // 10], 1.5, limit=FRAME),
            ]
        view.close()
    return [*results, _reading(folder, rounds)]


def _panning(view: Any, zoom: float, image: Any) -> Callable[[], None]:
    """Return what moves the days a little and paints, a few times, around today at a zoom."""
    from liaison_desk.exercises.ui.timeline.axis import Sight

    def pan() -> None:
        view.see(Sight(view.today.toordinal() - float(zoom) / 3, float(zoom)))
        for _ in range(_FRAMES):
            view.pan(zoom / 400)
            view.viewport().render(image)

    pan()
    return pan


def _widening(view: Any, zoom: float, image: Any) -> Callable[[], None]:
    """Return what makes the days a little wider and paints, a few times: all in sight is laid out anew in every frame."""
    from liaison_desk.exercises.ui.timeline.axis import Sight

    def widen() -> None:
        sight = Sight(view.today.toordinal() - float(zoom) / 3, float(zoom))
        view.see(sight)
        for number in range(_FRAMES):
            view.see(sight.zoomed(zoom * 1.01 ** (number + 1), view.today.toordinal()))
            view.viewport().render(image)

    widen()
    return widen


def lanes(many: int) -> list[Lane]:
    """Return exercises of four years with their milestones, a tenth of whose teams share somebody."""
    random = Random(7)
    found = []
    for number in range(many):
        start = datetime(2026, 1, 5, 8) + timedelta(days=random.randrange(1100))
        end = start + timedelta(days=random.randrange(3, 18), hours=9)
        line = ExerciseLine(
            number + 1, f"u{number}", Bilingual(f"PACIFIC LANTERN {number}"), "PACIFIC LANTERN", ExerciseType.CPX,
            ExerciseState.PLANNED, "", Bilingual(), "America/Denver", start, end, "",
        )  # fmt: skip
        found.append(Lane(line, tuple(_places(random, number, start.date()))))
    found.sort(key=lambda lane: str(lane.line.startex))
    teams = {lane.line.id: [Belonging(n % 12, f"Member {n % 12}")] for n, lane in enumerate(found) if n % 10 == 0}
    clashing = clashes(found, teams)
    return [replace(lane, clashes=clashing.get(lane.line.id, ())) for lane in found]


def _places(random: Random, number: int, start: date) -> list[Place]:
    found = []
    for place in range(EACH):
        first = start + timedelta(days=random.randrange(-420, 120))
        long = place % 4 == 0
        past = first < _NOW.date()
        kind = MilestoneKind.CONFERENCE if long else (MilestoneKind.SUSPENSE, MilestoneKind.VISIT)[place % 2]
        found.append(
            Place(
                number * EACH + place + 1, f"k{place}", _SHORTS[place % 10], f"Planning conference {place}", kind,
                tuple(OwnerSide)[place % 3], first, first + timedelta(days=4 if long else 0), None, place % 5 == 0,
                MilestoneState.DONE if past and place % 7 else MilestoneState.PLANNED,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.first, one.last, one.id))


def _offs() -> dict[int, Any]:
    from liaison_desk.exercises.ui.timeline.offs import read_offs

    return {year: read_offs(("USA", "JPN"), year) for year in range(2023, 2031)}


def _view(app: Any, folder: Path) -> Any:
    from liaison_desk.exercises.ui.timeline.view import GanttView
    from liaison_desk.exercises.ui.timeline.words import TimelineWords
    from liaison_desk.foundation.core.changes import ChangeBus
    from liaison_desk.foundation.core.clock import FixedClock
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
        Language("en"), theme, Icons(theme), Jobs(), FixedClock(_NOW), ChangeRelay(ChangeBus()), Memory(folder), PreparedAsker(),
        lambda text, undo: None, lambda ref: None,
    )  # fmt: skip
    profile = new_profile("JPN", "USA")
    return GanttView(ui, TimelineWords(ui.language, lambda: profile))


def _reading(folder: Path, rounds: int) -> Ratio:
    """Return what reading the lanes of 300 exercises with 6,000 milestones costs beside its statements."""
    from liaison_desk.app.desk import make_desk
    from liaison_desk.exercises.records import Exercise, ExerciseFilter, Milestone

    path = folder / "exercises.desk"
    desk = make_desk(str(path), new_profile("JPN", "USA"))
    many = lanes(MANY)
    with desk.database.write("Add exercises") as transaction:
        for lane in many:
            line = lane.line
            whole = Exercise(
                name=line.name, zone=line.zone, startex=line.startex, endex=line.endex, state=line.state
            )  # fmt: skip
            saved = desk.exercises.save_in(transaction, [whole])[0]
            desk.plans.import_in(
                transaction,
                [
                    Milestone(
                        exercise_id=saved.id, key=one.key, title=Bilingual(one.title), short=Bilingual(one.short),
                        kind=one.kind, side=one.side, first=one.first, last=one.last, held=one.held, state=one.state,
                    )
                    for one in lane.places
                ],
            )  # fmt: skip
    raw = sqlite3.connect(path)
    try:
        found = beside(
            desk.database.engine, raw, "exercises: read 300 lanes, 6,000 marks",
            lambda: desk.lanes.lanes(ExerciseFilter(), "en"), rounds, 200.0,
        )  # fmt: skip
        return replace(found, goal=2.5)  # who clashes with whom is reckoned besides
    finally:
        raw.close()
        desk.close()
