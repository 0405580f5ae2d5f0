"""What is done about an event of the calendar that stands elsewhere than was agreed, and the strip that offers it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from liaison_desk.exercises.records import Preview, Strayed
from liaison_desk.exercises.ui.overview.confirming import confirm_moves
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import Size

_SHOWN: Final = 3


class StrayActs:
    """Moves what is agreed to where its event stands, or the event back; ``failed`` is told what could not be done."""

    def __init__(self, sources: Sources, ui: Ui, owner: QWidget, failed: Callable[[Exception], None]) -> None:
        self._sources = sources
        self._ui = ui
        self._owner = owner
        self._failed = failed

    def put_back(self, one: Strayed) -> None:
        """Put the event or the task back to where it is planned or agreed to be."""
        tr = self._ui.language.tr
        told = tr("The task was put back.") if one.task_id else tr("The event was put back.")
        self._run(lambda: self._sources.following.put_back(one), told)

    def follow(self, one: Strayed) -> None:
        """Agree a milestone anew on the days of its event; of an exercise itself, show first what would move with it."""
        tr = self._ui.language.tr
        if one.milestone_id:
            self._run(lambda: self._sources.following.agree(one), tr("The milestone was moved."))
            return

        def tried() -> Preview:
            exercise = self._sources.exercises.exercise(one.exercise_id)
            if exercise.startex is None or exercise.endex is None:
                raise NotFoundError("The exercise has no dates any more. Give it a STARTEX and ENDEX to move it.")
            startex = datetime.combine(one.first, exercise.startex.time())
            endex = datetime.combine(one.last, exercise.endex.time())
            return self._sources.plans.try_dates(replace(exercise, startex=startex, endex=max(startex, endex)))

        self._ui.jobs.database.run(tried, self._ask, self._failed, owner=self._owner)

    def _ask(self, preview: Preview) -> None:
        tr = self._ui.language.tr
        if confirm_moves(preview, self._ui, self._sources, title=tr("Move the exercise")):
            self._run(lambda: self._sources.plans.carry_out(preview), tr("The exercise was moved."))

    def _run(self, work: Callable[[], object], told: str) -> None:
        def done(_: object) -> None:
            self._ui.notify(told, undo)

        def undo() -> None:
            self._ui.jobs.database.run(self._sources.outside.undo, owner=self._owner)

        self._ui.jobs.database.run(work, done, self._failed, owner=self._owner)


def follow_words(ui: Ui, one: Strayed) -> str:
    """Return what a button says that lets what is agreed follow its event."""
    tr = ui.language.tr
    return tr("Move the milestone") if one.milestone_id else tr("Show what would move…")


class StrayStrip(QWidget):
    """Says in amber, below the head of an exercise, which events and tasks stand elsewhere than was planned or agreed."""

    def __init__(self, ui: Ui, words: Words, acts: StrayActs) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._acts = acts
        self.follow_buttons: list[PlainButton] = []
        self.back_buttons: list[PlainButton] = []
        self._inside: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 8, 20, 0)
        self.hide()

    def show_strayed(self, strayed: Sequence[Strayed]) -> None:
        """Show a line with its verbs for each; nothing at all where none strayed."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self.follow_buttons, self.back_buttons = [], []
        self._inside = QWidget()
        surface(self._inside, "amb_bg")
        rows = QVBoxLayout(self._inside)
        rows.setContentsMargins(12, 6, 8, 6)
        rows.setSpacing(4)
        for one in strayed[:_SHOWN]:
            rows.addLayout(self._row(one))
        if len(strayed) > _SHOWN:
            more = self._ui.language.tr("{n} more", n=len(strayed) - _SHOWN)
            rows.addWidget(Text(self._ui, more, Size.SECONDARY, tone="amb"))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._inside)
        self.setVisible(bool(strayed))

    def text(self) -> str:
        """Return what is said, line by line."""
        found = self._inside.findChildren(Text) if self._inside is not None and not self.isHidden() else []
        return "\n".join(one.text_whole() for one in found)

    def _row(self, one: Strayed) -> QHBoxLayout:
        ui, tr = self._ui, self._ui.language.tr
        follow = PlainButton(ui, follow_words(ui, one), act=partial(self._acts.follow, one))
        put_back = tr("Put the task back") if one.task_id else tr("Put the event back")
        back = PlainButton(ui, put_back, act=partial(self._acts.put_back, one))
        self.follow_buttons.append(follow)
        self.back_buttons.append(back)
        picture = QLabel()
        picture.setPixmap(ui.icons.icon("triangle-alert", "amb").pixmap(Size.ICON, Size.ICON))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Text(ui, self._words.strayed(one), tone="amb", wrap=True), 1)
        row.addWidget(follow)
        row.addWidget(back)
        return row
