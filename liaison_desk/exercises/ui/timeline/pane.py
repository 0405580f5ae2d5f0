"""The timeline of all exercises, or of one: read on the database's lane, painted, moved about in and changed by dragging."""

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.exercises.records import EXERCISE, MILESTONE, ExerciseFilter, Lane
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.exercises.ui.timeline.axis import Sight, Zoom
from liaison_desk.exercises.ui.timeline.moving import Moving
from liaison_desk.exercises.ui.timeline.offs import Off, read_offs
from liaison_desk.exercises.ui.timeline.rows import Mark, Row, What, rows_of_all, rows_of_one
from liaison_desk.exercises.ui.timeline.toolbar import TimelineBar
from liaison_desk.exercises.ui.timeline.view import GanttView
from liaison_desk.exercises.ui.timeline.words import TimelineWords
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import EmptyState, hairline

_KEY: Final = "exercises/timeline/days"
_BESIDE: Final = 12
"""Days that are shown before the first milestone of an exercise and after its last."""


class TimelinePane(QWidget):
    """Lanes of exercises, or the milestones of one; what is dragged in it is carried out through the plans.

    ``new_wanted`` asks for the first exercise of the desk.
    """

    new_wanted = Signal()

    def __init__(self, sources: Sources, ui: Ui) -> None:
        super().__init__()
        self._sources = sources
        self._ui = ui
        self.words = TimelineWords(ui.language, sources.profile)
        self.view = GanttView(ui, self.words)
        self.bar = TimelineBar(ui, sources.profile)
        self.view.shown = self.bar.shown()
        self._exercise_id = 0
        self._lanes: list[Lane] = []
        self._today = date(2000, 1, 1)
        self._new = True
        self._nations = ("", "")
        self._wanted: tuple[What, int] | None = None
        self.empty = EmptyState(ui, "", ui.language.tr("New exercise"), self.new_wanted.emit)
        self._moving = Moving(self, sources, ui, self.words, self.refresh)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(hairline(ui))
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)
        self.bar.changed.connect(self._show_other)
        self.bar.zoom_chosen.connect(self._choose_zoom)
        self.view.zoomed.connect(self._keep_zoom)
        self.view.years_wanted.connect(self._read_offs)
        self.view.opened.connect(self._open)
        self.view.row_opened.connect(lambda id_: ui.open(RecordRef(EXERCISE, id_)))
        self.view.moved.connect(self._move)

    def show_exercise(self, exercise_id: int) -> None:
        """Show one exercise with its milestones, or with 0 all of them in lanes."""
        if exercise_id != self._exercise_id or not self._lanes:
            self._exercise_id, self._new, self._lanes = exercise_id, True, []
            self.view.show_rows([], self._today)
        self.bar.show_all(all_exercises=not exercise_id)
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown; an answer that comes after a newer question is dropped."""
        timeline, code, id_ = self._sources.timeline, self._ui.language.code, self._exercise_id
        profile = self._sources.profile()
        if (profile.host, profile.home) != self._nations:
            self._nations = profile.host, profile.home
            self.view.forget_offs()

        def read() -> tuple[int, list[Lane], date]:
            lanes = [timeline.lane(id_, code)] if id_ else timeline.lanes(ExerciseFilter(), code)
            return id_, lanes, timeline.today()

        self._ui.jobs.database.run(read, self._show, self._failed, ticket_key=f"timeline {id(self)}", owner=self)

    def reveal(self, kind: str, record_id: int) -> None:
        """Choose a milestone, or the bar of an exercise, and bring it into sight; what is not read yet as soon as it is."""
        what = {MILESTONE: What.MILESTONE, EXERCISE: What.EXERCISE}.get(kind)
        if what is not None and not self.view.reveal(what, record_id):
            self._wanted = what, record_id

    # Reading

    def _show(self, answer: tuple[int, list[Lane], date]) -> None:
        id_, lanes, today = answer
        if id_ != self._exercise_id:
            return
        self._lanes, self._today = lanes, today
        self._show_rows()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.view.reveal(*wanted)

    def _failed(self, error: Exception) -> None:
        """Say in place of the lanes why there are none."""
        self._lanes = []
        self.view.show_rows([], self._today)
        self._say(self._ui.words(error))
        self._stack.setCurrentWidget(self.empty)

    def _show_rows(self) -> None:
        done, tr = self.view.shown.done, self._ui.language.tr
        lanes = self._lanes
        if not self._exercise_id:
            if self.bar.conflicts.isChecked():
                lanes = [lane for lane in lanes if lane.clashes]
            rows = rows_of_all(lanes, self._today, done=done)
            self.bar.count.set_text(self._ui.language.count("{n} exercise", "{n} exercises", len(lanes)))
            nothing = tr("No two exercises want the same people in the same weeks.") if self._lanes else tr("No exercises yet.")  # fmt: skip
        else:
            rows = [row for lane in lanes for row in rows_of_one(lane, self._today, done=done)]
            rows = rows if any(row.marks for row in rows) else []
            self.bar.count.set_text("")
            nothing = tr("This exercise has neither dates nor milestones yet. Its plan counts from STARTEX.")
        self._say(nothing, begin=not self._exercise_id and not self._lanes)
        self._stack.setCurrentWidget(self.view if rows else self.empty)
        new, self._new = self._new, False
        if new:
            self.view.see(self._first_sight(rows))
            self.bar.show_zoom(self.view.sight.zoom)
        self.view.show_rows(rows, self._today)
        if new and not self._exercise_id:
            today = self._today.toordinal()
            self.view.scroll_to(next((number for number, row in enumerate(rows) if row.ends >= today), 0))

    def _say(self, text: str, *, begin: bool = False) -> None:
        """Say why there is nothing, with a button where the first exercise can be begun."""
        self.empty.set_text(text)
        self.empty.button.setVisible(begin)

    def _show_other(self) -> None:
        """Show other things, as the bar says."""
        shown = self.bar.shown()
        again = shown.done != self.view.shown.done
        self.view.shown = shown
        if again or not self._exercise_id:
            self._show_rows()
        self.view.lay_out()
        self.view.viewport().update()

    def _read_offs(self, first: int, last: int) -> None:
        """Read the days off of some years aside: reckoning a year for the first time takes longer than a frame."""
        nations = self._nations

        def read() -> dict[int, tuple[Off, ...]]:
            return {year: read_offs(nations, year) for year in range(first, last + 1)}

        self._ui.jobs.render.run(read, self.view.learn_offs, owner=self)

    # What is in sight

    def _first_sight(self, rows: list[Row]) -> Sight:
        """Return the days to begin with: all of a plan if it fits, else from where today is in it; of all exercises around today."""
        kept = self._ui.memory.number(self._key(), Zoom.QUARTERS if self._exercise_id else Zoom.YEAR)
        today = float(self._today.toordinal())
        sight = Sight(today, 30.0).zoomed(float(kept), today)
        reach = rows[0].reach if rows and self._exercise_id else None
        if reach is None:
            return Sight(today - sight.days / 4, sight.days)
        first, last = (
            reach[0] - _BESIDE,
            max((one.last for row in rows for one in row.marks), default=reach[1]) + _BESIDE,
        )
        if last - first <= sight.days:
            return Sight(first - (sight.days - (last - first)) / 2, sight.days)
        begin = max(float(first), min(last - sight.days, today - sight.days / 4))
        return Sight(begin, sight.days)

    def _key(self) -> str:
        return f"{_KEY}/{'one' if self._exercise_id else 'all'}"

    def _choose_zoom(self, zoom: Zoom) -> None:
        self.view.see(self.view.sight.zoomed(float(zoom), self.view.around()))
        self.view.setFocus()

    def _keep_zoom(self) -> None:
        self.bar.show_zoom(self.view.sight.zoom)
        self._ui.memory.keep(self._key(), round(self.view.sight.days))

    # What is asked of it

    def _open(self, mark: Mark) -> None:
        kind = MILESTONE if mark.what is What.MILESTONE else EXERCISE
        self._ui.open(RecordRef(kind, mark.id))

    def _move(self, mark: Mark, first: date, last: date) -> None:
        lane = next((one for one in self._lanes if one.line.id == mark.exercise_id), None)
        if lane is not None:
            self._moving.move(mark, lane, first, last)
