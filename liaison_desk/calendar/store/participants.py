"""Who of the contacts takes part in events, for views that show many events by people; and what the officer does not come to."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from liaison_desk.calendar.records import Answer
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.schema.calendar import participant_table

_PART = participant_table.c
_QUERY = (
    select(_PART.record_id, _PART.contact_id, _PART.name)
    .where(_PART.contact_id.is_not(None), _PART.record_id.in_(bindparam("ids", expanding=True)))
    .order_by(_PART.record_id, _PART.contact_id)
)
_DECLINED = select(_PART.record_id, _PART.email).where(
    _PART.record_id.in_(bindparam("ids", expanding=True)), _PART.answer == str(Answer.DECLINED)
)


def read_declined(connection: Connection, event_ids: Collection[int], officer: Collection[str]) -> frozenset[int]:
    """Return which events the officer, whom these addresses (casefolded) mean, declined as a whole."""
    found: set[int] = set()
    for ids in chunks(sorted(set(event_ids))) if officer else ():
        rows = connection.execute(_DECLINED, {"ids": ids})
        found.update(event_id for event_id, email in rows if email.casefold() in officer)
    return frozenset(found)


def read_participants(connection: Connection, event_ids: Collection[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return for events the contacts that take part (id and name as invited), one query a chunk; others are left out."""
    found: dict[int, list[tuple[int, str]]] = {}
    for ids in chunks(sorted(set(event_ids))):
        for event_id, contact_id, name in connection.execute(_QUERY, {"ids": ids}):
            found.setdefault(event_id, []).append((contact_id, name))
    return {event_id: tuple(dict(people).items()) for event_id, people in found.items()}
