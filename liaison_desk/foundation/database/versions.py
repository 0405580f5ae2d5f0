"""When the versions of records were written: what a record said at an instant that has passed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from liaison_desk.foundation.database.base import entry_table, transaction_table


def version_times(connection: Connection, kind: str, ids: Sequence[int]) -> dict[int, list[tuple[datetime, int]]]:
    """Return for records when each of their versions was written, with its entry in the history, in order."""
    query = (
        select(entry_table.c.record_id, transaction_table.c.at, entry_table.c.id)
        .join(transaction_table, entry_table.c.transaction_id == transaction_table.c.id)
        .where(entry_table.c.kind == kind, entry_table.c.record_id.in_(ids), entry_table.c.purged.is_(False))
        .order_by(entry_table.c.id)
    )
    found: dict[int, list[tuple[datetime, int]]] = {}
    for record, at, entry in connection.execute(query):
        found.setdefault(record, []).append((at, entry))
    return found
