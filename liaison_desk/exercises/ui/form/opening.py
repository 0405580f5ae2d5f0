"""Opens the form of an exercise, and begins the plan of a new one with the back-plan that was chosen there."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from liaison_desk.domain.backplan import BackPlan, backplan_names, load_backplan
from liaison_desk.exercises.records import Exercise, Preview
from liaison_desk.exercises.ui.form.form import Beginning, Filled
from liaison_desk.exercises.ui.overview.confirming import confirm_moves
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui


def ask_new(sources: Sources, ui: Ui, words: Words, owner: QWidget, opened: Callable[[Exercise], None]) -> None:
    """Ask for a new exercise; ``opened`` gets it when it is kept, and its plan, if it begins with one."""

    def saved(filled: Filled) -> None:
        if filled.backplan is None:
            opened(filled.exercise)
        else:
            _begin_plan(sources, ui, owner, filled.exercise, filled.backplan, opened)

    def show(found: tuple[Beginning, Exercise]) -> None:
        _ask(sources, ui, words, found, saved)

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
    own = sources.plans.own
    plans: list[BackPlan] = []
    problems: list[DeskError] = []
    for name in backplan_names(own):
        try:
            plans.append(load_backplan(name, own))
        except DeskError as error:
            problems.append(error)
    return Beginning(sources.exercises.series(), plans, problems)


def _ask(
    sources: Sources, ui: Ui, words: Words, found: tuple[Beginning, Exercise], saved: Callable[[Filled], None]
) -> None:
    from liaison_desk.exercises.ui.form.dialog import ExerciseDialog

    beginning, exercise = found
    ui.ask.form(ExerciseDialog(ui, words, sources, exercise, beginning, saved))


def _begin_plan(
    sources: Sources,
    ui: Ui,
    owner: QWidget,
    exercise: Exercise,
    template: BackPlan,
    opened: Callable[[Exercise], None],
) -> None:
    """Give a new exercise the milestones of a back-plan; what would be over already is shown first."""
    tr = ui.language.tr

    def failed(error: Exception) -> None:
        ui.notify(ui.words(error), None)
        opened(exercise)

    def tried(preview: Preview) -> None:
        if preview.past and not confirm_moves(preview, ui, sources, title=tr("Compressed plan")):
            opened(exercise)
            return
        ui.jobs.database.run(
            lambda: sources.plans.carry_out(preview, "Add a back-plan"), lambda plan: opened(plan.exercise), failed,
            owner=owner,
        )  # fmt: skip

    ui.jobs.database.run(lambda: sources.plans.try_template(exercise.id, template), tried, failed, owner=owner)
