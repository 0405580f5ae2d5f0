"""Where the events of milestones, and of exercises, stand in the calendar: told by a join, for calendars are strangers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, or_, select

from liaison_desk.exercises.records import EventStands, MilestoneState
from liaison_desk.foundation.database.snapshot import Row
from liaison_desk.schema.calendar import event_table
from liaison_desk.schema.exercises import exercise_table, milestone_table

_MILESTONE, _EXERCISE, _EVENT = milestone_table.c, exercise_table.c, event_table.c
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
