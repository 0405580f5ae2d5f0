"""Carries out what was dragged: tried out first, asked where more than the one milestone moves, told with what undoes it."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject

from liaison_desk.exercises.records import Lane, Preview
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.exercises.ui.timeline.rows import Mark, What
from liaison_desk.exercises.ui.timeline.words import TimelineWords
from liaison_desk.foundation.qt.context import Ui


class Moving(QObject):
    """Moves milestones and exercises of a timeline to other days; ``done`` is called after each that was carried out."""

    def __init__(
        self, owner: QObject, sources: Sources, ui: Ui, words: TimelineWords, done: Callable[[], None]
    ) -> None:
        super().__init__(owner)
        self._sources = sources
        self._ui = ui
        self._words = words
        self._done = done

    def move(self, mark: Mark, lane: Lane, first: date, last: date) -> None:
        """Put a milestone on other days, or an exercise's STARTEX; a locked one is asked for before anything else."""
        if mark.what is What.EXERCISE:
            self._move_startex(lane, first)
        elif mark.what is What.MILESTONE and (not mark.held or self._may_move(mark, first, last)):
            self._move_milestone(mark, first, last)

    def _may_move(self, mark: Mark, first: date, last: date) -> bool:
        tr = self._ui.language.tr
        days = self._words.span(first, last)
        text = tr("Its days are agreed. Move it to {days} and keep it locked there?", days=days)
        return self._ui.ask.confirm(tr("{name} is locked", name=mark.names[-1]), text, tr("Move it"))

    def _move_milestone(self, mark: Mark, first: date, last: date) -> None:
        plans, place = self._sources.plans, mark.place
        key = place.key if place is not None else ""
        told = self._ui.language.tr("{name} moved to {days}.", name=mark.names[-1], days=self._words.span(first, last))

        def tried(preview: Preview) -> None:
            alone = all(one.key == key for one in preview.moves)
            if alone or self._confirmed(preview, self._ui.language.tr("Move {name}", name=mark.names[-1])):
                self._carry_out(preview, told)

        self._ui.jobs.database.run(lambda: plans.try_move(mark.id, first, last), tried, owner=self)

    def _move_startex(self, lane: Lane, first: date) -> None:
        plans, line = self._sources.plans, lane.line
        if line.startex is None:
            return
        at, name = datetime.combine(first, line.startex.time()), self._words.name(lane)
        told = self._ui.language.tr("STARTEX of {name} moved to {days}.", name=name, days=self._words.full_day(first))

        def tried(preview: Preview) -> None:
            if self._confirmed(preview, self._ui.language.tr("Move STARTEX of {name}", name=name)):
                self._carry_out(preview, told)

        self._ui.jobs.database.run(lambda: plans.try_startex(line.id, at), tried, owner=self)

    def _confirmed(self, preview: Preview, title: str) -> bool:
        from liaison_desk.exercises.ui.plan.preview import confirm_preview  # a drag that moves one alone never needs it

        return confirm_preview(preview, self._ui, self._sources, title=title)

    def _carry_out(self, preview: Preview, told: str) -> None:
        def done(_plan: object) -> None:
            self._ui.notify(told, self._undo)
            self._done()

        self._ui.jobs.database.run(
            lambda: self._sources.plans.carry_out(preview, "Move a milestone"), done, self._failed, owner=self
        )

    def _undo(self) -> None:
        self._ui.jobs.database.run(self._sources.outside.undo, None, self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        """Show what stands there now, and say why nothing was moved."""
        self._ui.notify(self._ui.words(error), None)
        self._done()
