"""The dialog of the exercise form: before dates are changed that a plan counts from, it shows what would move."""

from collections.abc import Callable
from typing import Any

from liaison_desk.exercises.records import Exercise, Preview
from liaison_desk.exercises.ui.form.form import Beginning, ExerciseForm, Filled
from liaison_desk.exercises.ui.overview.confirming import confirm_moves
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import StaleError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.newer import NewerDialog

_MOVE = ("startex", "endex", "days_off")
"""What a plan counts from."""


class ExerciseDialog(NewerDialog):
    """A form that asks before milestones move; nothing is saved, and nothing typed is lost, when that is declined."""

    def __init__(
        self, ui: Ui, words: Words, sources: Sources, exercise: Exercise, beginning: Beginning,
        saved: Callable[[Filled], None],
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        form = ExerciseForm(ui, words, sources, beginning, exercise)
        self._sources = sources
        self._shown: Preview | None = None

        def commit(filled: Filled) -> Filled:
            exercises, calendar = sources.exercises, filled.into_calendar
            if filled.backplan is not None:
                kept = exercises.begin(filled.exercise, filled.backplan, into_calendar=calendar)
            else:
                kept = exercises.save(filled.exercise, into_calendar=calendar, shown=self._shown)
            return Filled(kept, filled.into_calendar, filled.backplan)

        super().__init__(
            ui, tr("Edit exercise") if exercise.id else tr("New exercise"), form, exercise, action=tr("Save"),
            collect=form.collect, commit=commit, read=sources.exercises.exercise, show=self._show_newer,
            rebase=form.rebase, differences=form.differences, saved=saved, width=760,
        )  # fmt: skip

    def go_on(self, record: Filled) -> None:
        """Save; first show what would move, if milestones count from what is otherwise than the desk has it by now.

        Of a new plan it shows what would be over already.
        """
        wanted, backplan, tr = record.exercise, record.backplan, self.ui.language.tr
        self._shown = None
        if not wanted.id and backplan is None:
            super().go_on(record)
            return

        def tried() -> Preview | None:
            plans = self._sources.plans
            self._sources.exercises.require_valid(wanted)
            if backplan is not None:
                return plans.try_template(wanted, backplan)
            now = self._sources.exercises.exercise(wanted.id)
            if now.version != wanted.version:
                raise StaleError("The plan has been changed meanwhile. Look at it again before you move it.")
            if all(getattr(wanted, name) == getattr(now, name) for name in _MOVE):
                return None
            return plans.try_dates(wanted)

        def ask(preview: Preview | None) -> None:
            self._set_saving(False)
            self._shown = preview if backplan is None else None
            title = tr("Compressed plan") if backplan is not None else tr("What moves with the exercise")
            late = backplan is None or (preview is not None and preview.past)
            if preview is None or not late or confirm_moves(preview, self.ui, self._sources, title=title):
                super(ExerciseDialog, self).go_on(record)

        self._set_saving(True)
        self.ui.jobs.database.run(tried, ask, self._on_failed, owner=self)

    def _show_newer(self, exercise: Any) -> None:
        form = self.form
        assert isinstance(form, ExerciseForm)
        form.show_exercise(exercise)
