"""Who plans which exercises, told for many at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.schema.exercises import exercise_table, member_table

_MEMBER, _EXERCISE = member_table.c, exercise_table.c


def read_teams(
    connection: Connection, exercise_ids: Sequence[int]
) -> dict[int, list[tuple[int, str, date | None, date | None]]]:
    """Return the contacts in the teams of exercises: id, name, and from when to when (``None``: all of it)."""
    found: defaultdict[int, list[tuple[int, str, date | None, date | None]]] = defaultdict(list)
    for some in chunks(exercise_ids):
        query = select(_MEMBER.record_id, _MEMBER.contact_id, _MEMBER.name, _MEMBER.since, _MEMBER.until).where(
            _MEMBER.record_id.in_(some), _MEMBER.contact_id.is_not(None)
        )
        for owner, contact_id, name, since, until in connection.execute(
            query.order_by(_MEMBER.record_id, _MEMBER.position)
        ):
            found[owner].append((contact_id, name, since, until))
    return dict(found)


def read_sharing(connection: Connection, exercise_id: int) -> list[int]:
    """Return the other exercises outside the trash whose teams have a contact of an exercise's team, in order."""
    team = select(_MEMBER.contact_id).where(_MEMBER.record_id == exercise_id, _MEMBER.contact_id.is_not(None))
    query = (
        select(_MEMBER.record_id)
        .join(exercise_table, _EXERCISE.id == _MEMBER.record_id)
        .where(_MEMBER.contact_id.in_(team), _MEMBER.record_id != exercise_id, _EXERCISE.deleted_at.is_(None))
    )
    return list(connection.execute(query.distinct().order_by(_MEMBER.record_id)).scalars())
