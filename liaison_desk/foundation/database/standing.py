"""How records stand in a database, told in bulk, for two desks that are compared."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Table, func, select

from liaison_desk.foundation.database.base import content_table, earlier_table, entry_table, meta_table
from liaison_desk.foundation.database.snapshot import RecordType, chunks


class Head(NamedTuple):
    """The head of a record, as far as comparing needs it."""

    id: int
    uid: str
    version: int
    updated_at: datetime
    author: str
    deleted_at: datetime | None


def heads(connection: Connection, record_type: RecordType) -> Iterator[Head]:
    """Yield the heads of all records of a kind, also of those in the trash."""
    row = record_type.table.c
    query = select(row.id, row.uid, row.version, row.updated_at, row.author, row.deleted_at).order_by(row.id)
    yield from (Head(*one) for one in connection.execute(query))


def versions(connection: Connection, record_type: RecordType, ids: Sequence[int]) -> dict[int, int]:
    """Return the versions that records have now, by id."""
    own, found = record_type.table.c, dict[int, int]()
    for some in chunks(ids):
        found |= {row[0]: row[1] for row in connection.execute(select(own.id, own.version).where(own.id.in_(some)))}
    return found


def all_ids(connection: Connection, record_type: RecordType) -> list[int]:
    """Return the ids of all records of a kind, also of those in the trash."""
    return list(connection.execute(select(record_type.table.c.id)).scalars())


def ids_saying(connection: Connection, record_type: RecordType, column: str) -> set[int]:
    """Return the ids of the records outside the trash whose column of text says something."""
    own = record_type.table.c
    return set(connection.execute(select(own.id).where(own[column] != "", own.deleted_at.is_(None))).scalars())


def pointers_among(connection: Connection, table: Table, column: str) -> dict[int, int]:
    """Return to which record of the same table each one points, those left out that point to none."""
    rows = connection.execute(select(table.c.id, table.c[column]).where(table.c[column].is_not(None)))
    return {row[0]: row[1] for row in rows}


def last_change(connection: Connection) -> str:
    """Return what tells the last change of a desk: the digest of its history, and the last entry of others that it keeps."""
    head = connection.execute(select(meta_table.c.value).where(meta_table.c.key == "chain_head")).scalar_one()
    kept = connection.execute(select(func.max(earlier_table.c.id))).scalar() or 0
    return f"{head} {kept}"


def last_entry(connection: Connection) -> int:
    """Return the number of the last entry of a desk's history, 0 for none."""
    return connection.execute(select(func.max(entry_table.c.id))).scalar() or 0


def count_all(connection: Connection, types: Iterable[RecordType]) -> tuple[int, int, int]:
    """Return how many records outside the trash, contents of files, and changes a desk holds."""
    living = (select(func.count()).where(one.table.c.deleted_at.is_(None)) for one in types)
    records = sum(connection.execute(query).scalar_one() for query in living)
    files, changes = (
        connection.execute(select(func.count()).select_from(one)).scalar_one() for one in (content_table, entry_table)
    )
    return records, files, changes
