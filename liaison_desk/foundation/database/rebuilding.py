"""Makes anew what follows from the records of a desk: keys of sorting, and what the search index holds of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.snapshot import CHUNK, RecordType
from liaison_desk.foundation.database.transaction import Transaction, Writing


def upgrading(connection: Connection, types: Sequence[RecordType], now: datetime, author: str) -> Transaction:
    """Return a transaction for what an upgrade makes of older records: in the history, and on nobody's undo stack.

    Whoever asks closes it, and may ask for another inside the same upgrade.
    """
    return Transaction(
        connection, Writing(now, author, "Bring the desk up to date", "make"), {one.kind: one for one in types}
    )


def rebuild(connection: Connection, types: Sequence[RecordType]) -> None:
    """Compute all keys and search entries of every record again, inside the caller's transaction; versions stay as they are."""
    for record_type in types:
        table = record_type.table
        last = 0
        while (
            ids := connection.execute(select(table.c.id).where(table.c.id > last).order_by(table.c.id).limit(CHUNK))
            .scalars()
            .all()
        ):
            last = ids[-1]
            _rebuild(connection, record_type, ids)


def _rebuild(connection: Connection, record_type: RecordType, ids: Sequence[int]) -> None:
    found = record_type.read(connection, ids)
    whole = {id_: record_type.completed(shot) for id_, shot in found.items()}
    changed = []
    for id_, shot in whole.items():
        new = {name: value for name, value in shot.row.items() if value != found[id_].row[name]}
        if new:
            changed.append((id_, new))
    table = record_type.table
    names = sorted({name for _, new in changed for name in new})
    if changed:
        columns: dict[str, Any] = {name: bindparam(f"b_{name}") for name in names}
        connection.execute(
            update(table).where(table.c.id == bindparam("b_id")).values(columns),
            [{"b_id": id_, **{f"b_{name}": whole[id_].row[name] for name in names}} for id_, _ in changed],
        )
    documents = ((shot, None if shot.row["deleted_at"] else record_type.search(shot)) for shot in whole.values())
    search.put(connection, [(shot.row["id"], record_type.kind, shot.row["uid"], doc) for shot, doc in documents])
