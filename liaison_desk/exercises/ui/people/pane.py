"""The pane of people: who plans an exercise, which nations and organizations take part, and what it is to reach."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.exercises.records import Exercise, Member, Participant
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.people.columns import empty_objective, objective_columns, part_columns, team_columns
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import NotFoundError, StaleError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import SectionTitle
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.screens.editing.model import EditColumn, EditModel
from liaison_desk.screens.editing.table import EditTable

_SIZES: Final = (750, 490)


class PeoplePane(QWidget):
    """Three short lists, each edited in place; every change is saved at once, as one action."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        super().__init__()
        self._sources = sources
        self._ui = ui
        self._words = Words(ui.language, sources.profile, ui.clock)
        self._base: Exercise | None = None
        self._exercise_id = 0
        self._saving = self._unsaved = False
        words, tr = self._words, ui.language.tr
        self.strip = MessageStrip(ui)
        self.team = self._table(
            team_columns(words, sources),
            partial(Member, ""),
            tr("Add somebody: a contact, or a name"),
            tr("Planning team"),
        )
        self.parts = self._table(
            part_columns(words, sources), Participant, tr("Add a nation or an organization"),
            tr("Nations and organizations"),
        )  # fmt: skip
        self.objectives = self._table(
            objective_columns(words), empty_objective(sources), tr("Add an objective"), tr("Objectives")
        )
        self._titles = {
            self.team: SectionTitle(ui, tr("Planning team")),
            self.parts: SectionTitle(ui, tr("Nations and organizations")),
            self.objectives: SectionTitle(ui, tr("Objectives")),
        }
        left, right = self._column(self.team, self.objectives), self._column(self.parts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.strip)
        outer.addWidget(Panes(ui, "exercises/people", ((left, 420), (right, 300)), _SIZES), 1)
        self.setFocusProxy(self.team)
        surface(self, "surf")

    def show_exercise(self, exercise_id: int) -> None:
        """Show the people of an exercise."""
        if exercise_id != self._exercise_id:
            self._exercise_id, self._base, self._unsaved = exercise_id, None, False
            self.strip.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown, but for what is being typed or could not be saved."""
        number = self._exercise_id

        def read() -> Exercise | None:
            try:
                return self._sources.exercises.exercise(number)
            except NotFoundError:
                return None

        self._ui.jobs.database.run(
            read, partial(self._show, number), self.strip.show_error, ticket_key=f"people {id(self)}", owner=self
        )

    def reveal(self, kind: str, record_id: int) -> None:
        """Nothing of the other kinds is shown here."""
        del kind, record_id

    def _table(self, columns: Sequence[EditColumn], make: Any, hint: str, name: str) -> EditTable:
        model = EditModel(columns, make, hint, self)
        table = EditTable(self._ui, model, name)
        model.edited.connect(self._on_edited)
        model.refused.connect(self.strip.show_error)
        table.opened.connect(self._ui.open)
        table.taken_out.connect(self._on_taken_out)
        return table

    def _show(self, number: int, exercise: Exercise | None) -> None:
        if number != self._exercise_id or exercise is None or self._saving or self._unsaved:
            return
        if any(table.editing for table in self._titles):
            return  # what is typed is saved when the cell is left, and then read again
        self._base = exercise
        lists: tuple[tuple[EditTable, Sequence[Any]], ...] = (
            (self.team, exercise.team), (self.parts, exercise.participants), (self.objectives, exercise.objectives),
        )  # fmt: skip
        for table, rows in lists:
            _model(table).show_rows(rows)
        self._count()

    def _on_edited(self) -> None:
        self._unsaved = True
        self._count()
        if not self._saving:
            self._save()

    def _save(self) -> None:
        base = self._base
        if base is None:
            return
        wanted = replace(
            base,
            team=_model(self.team).rows(),
            participants=_model(self.parts).rows(),
            objectives=_model(self.objectives).rows(),
        )
        self._saving, self._unsaved = True, False
        self._ui.jobs.database.run(
            lambda: self._sources.exercises.save(wanted), self._on_saved, self._on_failed, owner=self
        )

    def _on_saved(self, saved: Exercise) -> None:
        self._saving = False
        if saved.id != self._exercise_id:
            return
        self._base = saved
        self.strip.hide()
        if self._unsaved:  # something was typed while this was on its way
            self._save()
        else:
            self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        if isinstance(error, StaleError):
            self._unsaved = False
            tr = self._ui.language.tr
            said = tr(
                "Somebody changed this exercise meanwhile. It is shown as it is now; make your last change again."
            )
            self.strip.show_text(said, "amb")
            self.refresh()
            return
        self._unsaved = True  # stays as it was typed, until it can be saved
        self.strip.show_error(error)

    def _on_taken_out(self, count: int) -> None:
        told = self._ui.language.count("Taken out.", "{n} taken out.", count)

        def undo() -> None:
            self._ui.jobs.database.run(self._sources.outside.undo, owner=self)

        self._ui.notify(told, undo)

    def _count(self) -> None:
        for table, title in self._titles.items():
            title.set_count(str(len(_model(table).rows()) or ""))

    def _column(self, *tables: EditTable) -> QScrollArea:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.setSpacing(4)
        for table in tables:
            layout.addWidget(self._titles[table])
            layout.addWidget(table)
            layout.addSpacing(16)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area


def _model(table: EditTable) -> EditModel:
    model = table.model()
    assert isinstance(model, EditModel)
    return model
