"""Who plans which exercises, told for many at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from liaison_desk.foundation.database.snapshot import CHUNK
from liaison_desk.schema.exercises import member_table

_MEMBER = member_table.c


def read_teams(
    connection: Connection, exercise_ids: Sequence[int]
) -> dict[int, list[tuple[int, str, date | None, date | None]]]:
    """Return the contacts in the teams of exercises: id, name, and from when to when (``None``: all of it)."""
    found: defaultdict[int, list[tuple[int, str, date | None, date | None]]] = defaultdict(list)
    for start in range(0, len(exercise_ids), CHUNK):
        query = select(_MEMBER.record_id, _MEMBER.contact_id, _MEMBER.name, _MEMBER.since, _MEMBER.until).where(
            _MEMBER.record_id.in_(exercise_ids[start : start + CHUNK]), _MEMBER.contact_id.is_not(None)
        )
        for owner, contact_id, name, since, until in connection.execute(
            query.order_by(_MEMBER.record_id, _MEMBER.position)
        ):
            found[owner].append((contact_id, name, since, until))
    return dict(found)
