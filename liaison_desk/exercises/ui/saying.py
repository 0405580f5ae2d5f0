"""Where an exercise stands, in words."""

from liaison_desk.exercises.records import ExerciseState
from liaison_desk.foundation.core.language import Language


def exercise_states(language: Language) -> tuple[tuple[ExerciseState, str], ...]:
    """Return what the states of an exercise are called, in their order."""
    tr = language.tr
    return (
        (ExerciseState.IDEA, tr("Idea")), (ExerciseState.PLANNED, tr("Planned")),
        (ExerciseState.IN_PLANNING, tr("In planning")), (ExerciseState.RUNNING, tr("Running")),
        (ExerciseState.CLOSED, tr("Concluded")),
    )  # fmt: skip
