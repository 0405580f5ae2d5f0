"""What the exercises page is lent of the rest of the desk: records found by words, papers, files, and undo."""

from liaison_desk.app.desk import Desk
from liaison_desk.app.lending.printing import Printing
from liaison_desk.exercises.ui.sources import Outside, Sources
from liaison_desk.foundation.qt.context import Ui


def exercise_sources(desk: Desk, ui: Ui) -> Sources:
    """Return the services of exercises of one desk, and what they are lent."""
    return Sources(
        desk.exercises,
        desk.plans,
        desk.following,
        desk.lanes,
        desk.msel,
        desk.lessons,
        desk.profile.get,
        lend_exercises(desk, ui),
    )


def lend_exercises(desk: Desk, ui: Ui) -> Outside:
    """Return the callables of one desk; formats of files are loaded when something is written or read."""

    def export(what: str, exercise_id: int) -> None:
        from liaison_desk.app.lending.exercise_files import ExerciseFiles

        ExerciseFiles(desk, ui).export(what, exercise_id)

    def import_msel(exercise_id: int) -> None:
        from liaison_desk.app.lending.exercise_files import ExerciseFiles

        ExerciseFiles(desk, ui).import_msel(exercise_id)

    return Outside(desk.suggest, Printing(desk, ui).exercise, export, import_msel, desk.history.undo)
