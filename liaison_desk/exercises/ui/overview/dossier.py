"""What the sheet of an exercise says above its panes, read in one go on the database lane."""

from dataclasses import dataclass

from liaison_desk.exercises.records import Exercise, ExerciseLine, MilestoneState, Strayed
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Dossier:
    """An exercise with its line, how many of its dates are agreed, what is over and not done, and what strayed.

    ``earlier`` are the earlier runs of its series, the latest first.
    """

    exercise: Exercise
    line: ExerciseLine
    agreed: int = 0
    past: int = 0
    strayed: tuple[Strayed, ...] = ()
    earlier: tuple[ExerciseLine, ...] = ()


def read_dossier(sources: Sources, exercise_id: int) -> Dossier | None:
    """Return what there is to know of an exercise; None when it is not there, or in the trash."""
    try:
        plan = sources.plans.plan(exercise_id)
    except NotFoundError:
        return None
    exercise = plan.exercise
    if exercise.deleted_at is not None:
        return None
    agreed = sum(one.held and one.state is MilestoneState.PLANNED for one in plan.milestones)
    return Dossier(
        exercise,
        sources.exercises.lines([exercise_id])[exercise_id],
        agreed,
        len(plan.past),
        tuple(sources.following.strayed_of(plan)),
        tuple(sources.exercises.earlier_runs(exercise)),
    )
