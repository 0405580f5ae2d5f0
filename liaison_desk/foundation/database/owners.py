"""What belongs to a record, such as a note to its meeting, lies in the trash whenever that does: nobody would see it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, exists, select

from liaison_desk.foundation.core.errors import RefusedError, StaleError
from liaison_desk.foundation.database.references import children
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot, chunks
from liaison_desk.foundation.database.transaction import Transaction


def require_owners(transaction: Transaction, record_type: RecordType, ids: Sequence[int]) -> None:
    """Raise RefusedError if one of these is outside the trash by now, and what it belongs to is not."""
    if record_type.parent is None:
        return
    kind, column = record_type.parent
    owner, own = transaction.types[kind].table.c, record_type.table.c
    there = own.deleted_at.is_(None) & owner.deleted_at.is_not(None) & (owner.id == own[column])
    for some in chunks(ids):
        query = select(own.id).where(own.id.in_(some), there).limit(1)
        if transaction.connection.execute(query).first():
            raise RefusedError("What this belongs to lies in the trash as well. Take that out of there first.")


def require_alone(transaction: Transaction, record_type: RecordType, ids: Sequence[int]) -> None:
    """Raise StaleError if one of these lies in the trash by now and something that belongs to it does not: someone added it since."""
    connection, types = transaction.connection, transaction.types
    if not any(one.parent is not None and one.parent[0] == record_type.kind for one in types.values()):
        return
    own, gone = record_type.table.c, list[int]()
    for some in chunks(ids):
        gone += connection.execute(select(own.id).where(own.id.in_(some), own.deleted_at.is_not(None))).scalars()
    for belonging, held in children(connection, types, record_type.kind, {None: gone}):
        shot = belonging.read(connection, held[:1])[held[0]]
        raise StaleError("{title} has been added since by {author}. Nothing was undone.", **named(belonging, shot))


def alone(types: Mapping[str, RecordType], record_type: RecordType) -> list[ColumnElement[bool]]:
    """Return the condition that a record went into the trash by itself, and not with what it belongs to."""
    if record_type.parent is None:
        return []
    kind, column = record_type.parent
    owner, own = types[kind].table.c, record_type.table.c
    return [~exists().where(owner.id == own[column], owner.deleted_at == own.deleted_at)]


def named(record_type: RecordType, snapshot: Snapshot) -> dict[str, str]:
    """Return what a record is called and who wrote it last, for a sentence."""
    document = record_type.search(snapshot)
    return {"title": document.title if document else record_type.kind, "author": snapshot.row["author"]}
