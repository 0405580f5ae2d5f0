"""Where the events and tasks of milestones, and the events of exercises, stand: told by a join, for calendars and tasks are strangers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, or_, select

from liaison_desk.exercises.records import EventStands, MilestoneState, TaskStands
from liaison_desk.foundation.database.snapshot import Row
from liaison_desk.schema.calendar import event_table
from liaison_desk.schema.exercises import exercise_table, milestone_table
from liaison_desk.schema.tasks import task_table

_MILESTONE, _EXERCISE, _EVENT, _TASK = milestone_table.c, exercise_table.c, event_table.c, task_table.c
_STANDS = (_EVENT.id.label("event"), _EVENT.start_at, _EVENT.end_at, _EVENT.zone.label("event_zone"), _EVENT.all_day)


def milestones_with_events(connection: Connection, event_ids: Sequence[int] | None) -> list[tuple[int, EventStands]]:
    """Return the milestones that are ahead still, each with its event, none of either in the trash.

    Series are passed over, but where days are agreed: no other milestone follows one.
    """
    query = (
        select(_MILESTONE.id, *_STANDS)
        .join(event_table, _EVENT.id == _MILESTONE.event_id)
        .join(exercise_table, _EXERCISE.id == _MILESTONE.exercise_id)
        .where(
            or_(_MILESTONE.held, _EVENT.recurring.is_(False)),
            _MILESTONE.state == str(MilestoneState.PLANNED),
            _MILESTONE.deleted_at.is_(None),
            _EVENT.deleted_at.is_(None),
            _EXERCISE.deleted_at.is_(None),
        )
    )
    return _read(connection, query, event_ids)


def milestones_with_tasks(connection: Connection, task_ids: Sequence[int] | None) -> list[tuple[int, TaskStands]]:
    """Return the milestones that are ahead still, each with its open task that has a suspense, none of either in the trash.

    Those whose days are agreed are passed over: their tasks may be put off alone.
    """
    query = (
        select(_MILESTONE.id, _TASK.id.label("task"), _TASK.due, _TASK.due_zone, _TASK.due_all_day)
        .join(task_table, _TASK.id == _MILESTONE.task_id)
        .join(exercise_table, _EXERCISE.id == _MILESTONE.exercise_id)
        .where(
            _MILESTONE.held.is_(False),
            _MILESTONE.state == str(MilestoneState.PLANNED),
            _MILESTONE.deleted_at.is_(None),
            _TASK.deleted_at.is_(None),
            _TASK.completed_at.is_(None),
            _TASK.due.is_not(None),
            _EXERCISE.deleted_at.is_(None),
        )
    )
    if task_ids is not None:
        query = query.where(_TASK.id.in_(list(task_ids)))
    rows = connection.execute(query.order_by(_TASK.id)).mappings()
    return [
        (row["id"], TaskStands(row["task"], row["due"], row["due_zone"], row["due_all_day"], False)) for row in rows
    ]


def exercises_with_events(connection: Connection, event_ids: Sequence[int] | None) -> list[tuple[int, EventStands]]:
    """Return the dated exercises, each with its own event, none of either in the trash."""
    query = (
        select(_EXERCISE.id, *_STANDS)
        .join(event_table, _EVENT.id == _EXERCISE.event_id)
        .where(_EXERCISE.startex.is_not(None), _EXERCISE.deleted_at.is_(None), _EVENT.deleted_at.is_(None))
    )
    return _read(connection, query, event_ids)


def _read(connection: Connection, query: Any, event_ids: Sequence[int] | None) -> list[tuple[int, EventStands]]:
    if event_ids is not None:
        query = query.where(_EVENT.id.in_(list(event_ids)))
    return [(row["id"], _stands(row)) for row in connection.execute(query.order_by(_EVENT.id)).mappings()]


def _stands(row: Row) -> EventStands:
    return EventStands(row["event"], row["start_at"], row["end_at"], row["event_zone"], row["all_day"])
