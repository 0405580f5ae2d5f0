"""What is read for battle-rhythm cards: the events that have one, and the tasks that were made of their inputs."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, or_, select

from liaison_desk.calendar.records import EVENT
from liaison_desk.calendar.rules.rhythm import InputTask, read_name
from liaison_desk.calendar.store.events import SPREADS
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.schema.calendar import calendar_table, event_table
from liaison_desk.schema.tasks import task_table

_EVENT, _TASK = event_table.c, task_table.c
_OVER: Final = ("done", "cancelled")


def read_rhythmic(connection: Connection, since: datetime, until: datetime) -> list[int]:
    """Return the events with a card that may happen in [since, until) of UTC instants; those in the trash are left out."""
    query = select(_EVENT.id).where(
        _EVENT.spread.in_(SPREADS),  # so that the index of spans is walked
        _EVENT.first < until,
        or_(_EVENT.last.is_(None), _EVENT.last >= since),
        _EVENT.rhythmic.is_(True),
        _EVENT.deleted_at.is_(None),
    )
    return list(connection.execute(query).scalars())


def rhythmic_among(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return which of these events have a card."""
    found: list[int] = []
    for few in chunks(ids):
        some = _EVENT.id.in_(few)
        found += connection.execute(select(_EVENT.id).where(some, _EVENT.rhythmic.is_(True))).scalars()
    return found


def rhythmic_in(connection: Connection, calendar_ids: Sequence[int]) -> list[int]:
    """Return the events of calendars that have a card."""
    query = select(_EVENT.id).where(_EVENT.calendar_id.in_(calendar_ids), _EVENT.rhythmic.is_(True))
    return list(connection.execute(query).scalars())


def in_trash(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Return which of these events lie in the trash, themselves or with their calendar."""
    query = (
        select(_EVENT.id)
        .join(calendar_table, calendar_table.c.id == _EVENT.calendar_id)
        .where(_EVENT.id.in_(list(ids)), or_(_EVENT.deleted_at.is_not(None), calendar_table.c.deleted_at.is_not(None)))
    )
    return set(connection.execute(query).scalars())


def strays(connection: Connection) -> dict[int, tuple[str, datetime]]:
    """Return the tasks of inputs that do not know their event: a calendar file brought them along with it."""
    query = select(_TASK.id, _TASK.source_uid).where(_TASK.source_kind == EVENT, _TASK.source_id == 0)
    named = {row.id: read_name(row.source_uid) for row in connection.execute(query)}
    return {id_: name for id_, name in named.items() if name is not None}


def tasks_of(
    connection: Connection, event_ids: Iterable[int] | None, withdrawn: str, since: datetime | None = None
) -> dict[int, list[InputTask]]:
    """Return the tasks that were made of the inputs of events (of all: those due or open since an instant), also from the trash.

    ``withdrawn`` is the reason a card itself cancels a task with.
    """
    query = select(
        _TASK.id, _TASK.source_id, _TASK.source_uid, _TASK.state, _TASK.reason, _TASK.deleted_at
    ).where(_TASK.source_kind == EVENT)  # fmt: skip
    if event_ids is not None:
        query = query.where(_TASK.source_id.in_(list(event_ids)))
    if since is not None:
        query = query.where(or_(_TASK.due_at >= since, _TASK.state.not_in(_OVER)))
    found: dict[int, list[InputTask]] = {}
    for row in connection.execute(query.order_by(_TASK.id)):
        name = read_name(row.source_uid)
        if name is None:
            continue
        kept = row.deleted_at is None
        task = InputTask(
            row.id, *name, open=kept and row.state not in _OVER,
            withdrawn=kept and row.state == "cancelled" and row.reason == withdrawn,
        )  # fmt: skip
        found.setdefault(row.source_id, []).append(task)
    return found
