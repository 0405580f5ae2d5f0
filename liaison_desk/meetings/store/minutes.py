"""How frozen versions of minutes are read and written; they are never changed."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, func, select

from liaison_desk.foundation.database.snapshot import RecordType, Row
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import MEETING, MINUTES, Minutes
from liaison_desk.schema.mapping import draft, head, saved
from liaison_desk.schema.meetings import minutes_table

_MINUTES = minutes_table.c
_CHUNK = 500
_SAME = ("meeting_id", "number", "sha256", "content")
# What was final is found by its meeting and its notes.
MINUTES_TYPE = RecordType(MINUTES, minutes_table, search=lambda _: None, parent=(MEETING, "meeting_id"))


def save_minutes(transaction: Transaction, minutes: Minutes) -> Minutes:
    """Write a new version."""
    values = {name: getattr(minutes, name) for name in _SAME}
    return saved(minutes, transaction.save(MINUTES_TYPE, [draft(minutes, values)])[0])


def read_versions(connection: Connection, meeting_id: int) -> list[Minutes]:
    """Return the frozen versions of a meeting's minutes, the newest first."""
    query = select(minutes_table).where(_MINUTES.meeting_id == meeting_id, _MINUTES.deleted_at.is_(None))
    return [_minutes_from(row) for row in connection.execute(query.order_by(_MINUTES.number.desc())).mappings()]


def read_ever(connection: Connection, meeting_id: int) -> list[Minutes]:
    """Return every version that a meeting's minutes ever had, the oldest first; those that were undone are in the trash."""
    query = select(minutes_table).where(_MINUTES.meeting_id == meeting_id).order_by(_MINUTES.number)
    return [_minutes_from(row) for row in connection.execute(query).mappings()]


def read_minutes(connection: Connection, ids: Collection[int]) -> list[Minutes]:
    """Return versions of minutes by id, also from the trash."""
    query = select(minutes_table).where(_MINUTES.id.in_(list(ids)))
    return [_minutes_from(row) for row in connection.execute(query).mappings()]


def read_frozen(connection: Connection, meeting_ids: Sequence[int]) -> list[Minutes]:
    """Return the frozen versions of some meetings' minutes, the oldest first."""
    found: list[Minutes] = []
    for start in range(0, len(meeting_ids), _CHUNK):
        some = list(meeting_ids[start : start + _CHUNK])
        query = select(minutes_table).where(_MINUTES.meeting_id.in_(some), _MINUTES.deleted_at.is_(None))
        found += [_minutes_from(row) for row in connection.execute(query.order_by(_MINUTES.id)).mappings()]
    return found


def last_number(connection: Connection, meeting_id: int) -> int:
    """Return the highest number a version of a meeting's minutes ever had, 0 for none."""
    query = select(func.max(_MINUTES.number)).where(_MINUTES.meeting_id == meeting_id)
    return connection.execute(query).scalar() or 0


def read_digest(connection: Connection, meeting_id: int, number: int) -> str:
    """Return the digest of a version of a meeting's minutes, without reading what was frozen; "" for none."""
    query = select(_MINUTES.sha256).where(
        _MINUTES.meeting_id == meeting_id, _MINUTES.number == number, _MINUTES.deleted_at.is_(None)
    )
    return connection.execute(query).scalar() or ""


def _minutes_from(row: Row) -> Minutes:
    return Minutes(**head(row), **{name: row[name] for name in _SAME})
