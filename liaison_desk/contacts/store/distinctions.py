"""Pairs of people who were told apart: rows and back."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from liaison_desk.contacts.records import DISTINCTION, Distinction
from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.contacts import distinction_table
from liaison_desk.schema.mapping import draft, head, saved

# Nobody looks for it by words; it comes back by undo.
DISTINCTION_TYPE = RecordType(DISTINCTION, distinction_table, search=lambda _: None)


def save_distinctions(transaction: Transaction, distinctions: Sequence[Distinction]) -> list[Distinction]:
    """Write that the two of each pair are two people."""
    drafts = [draft(one, {"one_id": one.one, "other_id": one.other}) for one in distinctions]
    heads = transaction.save(DISTINCTION_TYPE, drafts)
    return [saved(one, saved_head) for one, saved_head in zip(distinctions, heads, strict=True)]


def read_distinctions(connection: Connection, ids: Iterable[int] | None = None) -> list[Distinction]:
    """Return the pairs that were told apart: all outside the trash, or some by id."""
    row = distinction_table.c
    query = select(row.id).order_by(row.id)
    query = query.where(row.deleted_at.is_(None)) if ids is None else query.where(row.id.in_(list(ids)))
    found = DISTINCTION_TYPE.read(connection, connection.execute(query).scalars().all())
    return [
        Distinction(**head(shot.row), one=shot.row["one_id"], other=shot.row["other_id"]) for shot in found.values()
    ]
