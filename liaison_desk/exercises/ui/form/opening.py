"""Opens the form of an exercise, with what a new one may begin with."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from liaison_desk.domain.backplan import load_backplans
from liaison_desk.exercises.records import Exercise
from liaison_desk.exercises.ui.form.form import Beginning, Filled
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.qt.context import Ui


def ask_new(sources: Sources, ui: Ui, words: Words, owner: QWidget, opened: Callable[[Exercise], None]) -> None:
    """Ask for a new exercise; ``opened`` gets it when it is kept, with its plan, if it begins with one."""

    def show(found: tuple[Beginning, Exercise]) -> None:
        _ask(sources, ui, words, found, lambda filled: opened(filled.exercise))

    ui.jobs.database.run(lambda: (read_beginning(sources), sources.exercises.new()), show, owner=owner)


def ask_known(sources: Sources, ui: Ui, words: Words, owner: QWidget, exercise_id: int) -> None:
    """Let the user change an exercise."""

    def read() -> tuple[Beginning, Exercise]:
        return Beginning(sources.exercises.series()), sources.exercises.exercise(exercise_id)

    def show(found: tuple[Beginning, Exercise]) -> None:
        _ask(sources, ui, words, found, lambda _: None)

    ui.jobs.database.run(read, show, lambda error: ui.notify(ui.words(error), None), owner=owner)


def read_beginning(sources: Sources) -> Beginning:
    """Return what a new exercise can begin with; a back-plan that cannot be read is told of, the others are there."""
    return Beginning(sources.exercises.series(), *load_backplans(sources.plans.own))


def _ask(
    sources: Sources, ui: Ui, words: Words, found: tuple[Beginning, Exercise], saved: Callable[[Filled], None]
) -> None:
    from liaison_desk.exercises.ui.form.dialog import ExerciseDialog

    beginning, exercise = found
    ui.ask.form(ExerciseDialog(ui, words, sources, exercise, beginning, saved))
