"""Re-planning an exercise of 20 milestones with 14 events and 8 tasks: against writing the same records without any plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from liaison_desk.app.desk import Desk
from liaison_desk.app.founding import new_profile
from liaison_desk.domain.backplan import Rule
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import ExerciseState, Makes, Milestone
from tests.bench.floors import Ratio, best
from tests.desks import new_desk

_STARTEX = datetime(2027, 1, 15, 8)
_LIMIT = 20.0
_EVENTS, _TASKS, _MILESTONES = 14, 8, 20


def measure(where: Path, rounds: int) -> list[Ratio]:
    """Return what trying another STARTEX and carrying it out costs, each round one that moves everything."""
    desk = new_desk(where / "plan.desk", new_profile("JPN", "USA"))
    try:
        exercise_id = _planned(desk)
        weeks = count(1)

        def replan() -> None:
            to = _STARTEX + timedelta(weeks=next(weeks))
            desk.plans.carry_out(desk.plans.try_startex(exercise_id, to))

        ids = [one.id for one in desk.plans.plan(exercise_id).milestones]

        def write() -> None:
            _write_alike(desk, ids)

        replan()
        write()
        ours, floor = best(replan, max(rounds, 5)), best(write, max(rounds, 5))
    finally:
        desk.close()
    return [Ratio("re-plan one exercise", ours, floor, 2.0, limit=_LIMIT)]


def _planned(desk: Desk) -> int:
    name = Bilingual("PACIFIC LANTERN 27")
    new = replace(
        desk.exercises.new(),
        name=name,
        startex=_STARTEX,
        endex=_STARTEX + timedelta(days=14),
        state=ExerciseState.IN_PLANNING,
    )
    exercise = desk.exercises.save(new)
    first = Milestone(
        exercise_id=exercise.id, key="step-0", title=Bilingual("Step 0"), first=_STARTEX.date(), last=_STARTEX.date(),
        rule=Rule("startex", -300, length=3, before="startex"), makes=(Makes.EVENT,),
    )  # fmt: skip
    others = [
        replace(
            first,
            key=f"step-{n}",
            title=Bilingual(f"Step {n}"),
            rule=Rule("startex", 14 * n - 300, before="startex") if n % 3 else Rule("step-0", 5 * n),
            makes=(
                *((Makes.EVENT,) if n < _EVENTS else ()),
                *((Makes.TASK,) if n >= _MILESTONES - _TASKS else ()),
            ),
        )
        for n in range(1, _MILESTONES)
    ]
    desk.plans.carry_out(desk.plans.try_milestones(exercise.id, [first, *others]))
    return exercise.id


def _write_alike(desk: Desk, ids: Sequence[int]) -> None:
    """Move the same events, tasks and milestones by a week, as three plain bulk writings in one action."""
    week, known = timedelta(weeks=1), list(desk.plans.milestones_by_ids(ids).values())
    with desk.database.write("Move all") as transaction:
        events = desk.calendars.events_in(transaction, [one.event_id for one in known if one.event_id])
        moved = [replace(one, start=one.start + week, end=one.end + week) for one in events.values()]
        desk.calendars.save_in(transaction, moved, told=False)
        tasks = desk.tasks.tasks_in(transaction, [one.task_id for one in known if one.task_id])
        due = [replace(one, due=one.due + week) for one in tasks.values() if one.due is not None]
        desk.tasks.save_in(transaction, due, told=False)
        milestones = [replace(one, first=one.first + week, last=one.last + week) for one in known]
        desk.plans.import_in(transaction, milestones)
