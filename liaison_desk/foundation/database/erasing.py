"""The rows that an erasing for good takes out or empties, apart from the record's search entry."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import uuid4

from sqlalchemy import Connection, bindparam, delete, exists, insert, or_, select, update

from liaison_desk.foundation.database.base import (
    attachment_table,
    content_table,
    earlier_table,
    entry_table,
    link_table,
    meta_table,
    transaction_table,
)
from liaison_desk.foundation.database.snapshot import RecordType, chunks

_TO_REWRITE = (
    meta_table.c.key == "to_rewrite"
)  # among the facts about a desk while private data were erased, but not their traces


def ask_to_rewrite(connection: Connection) -> None:
    """Let the next wiping write the desk anew, also if this program ends before it."""
    mark = uuid4().hex  # so that whoever has written it anew before this takes back his own asking alone
    if to_rewrite(connection) is None:
        connection.execute(insert(meta_table), {"key": "to_rewrite", "value": mark})
    else:
        connection.execute(update(meta_table).where(_TO_REWRITE).values(value=mark))


def to_rewrite(connection: Connection) -> str | None:
    """Return the mark of the last asking since the desk was written anew; ``None`` when nobody has asked."""
    return connection.execute(select(meta_table.c.value).where(_TO_REWRITE)).scalar()


def rewritten(connection: Connection, mark: str) -> None:
    """Take back the asking of a mark: it is done."""
    connection.execute(delete(meta_table).where(_TO_REWRITE, meta_table.c.value == mark))


def owned(
    connection: Connection, types: Iterable[RecordType], kind: str, ids: Sequence[int]
) -> Iterator[tuple[str, list[int]]]:
    """Yield the kinds of records that belong to records of any kind (files, notes for the successor), and the ids of those that belong to these."""
    for belonging in types:
        columns = belonging.table.c
        if "owner_kind" not in columns:
            continue
        for few in chunks(ids):
            own = (columns.owner_kind == kind) & columns.owner_id.in_(few)
            found = list(connection.execute(select(columns.id).where(own)).scalars())
            if found:
                yield belonging.kind, found


def links_of(connection: Connection, kind: str, ids: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """Yield the kind of links and the ids of those that touch these records."""
    link = link_table.c
    for some in chunks(ids):
        touching = or_((link.from_kind == kind) & link.from_id.in_(some), (link.to_kind == kind) & link.to_id.in_(some))
        found = list(connection.execute(select(link.id).where(touching)).scalars())
        if found:
            yield link_table.name, found


def erased(connection: Connection, kind: str, uids: Sequence[str]) -> set[str]:
    """Return which of these records that are not there were there once: they were erased for good."""
    entry, found = entry_table.c, set[str]()
    for some in chunks(uids):
        query = select(entry.uid).where(entry.kind == kind, entry.uid.in_(some)).distinct()
        found |= set(connection.execute(query).scalars())
    return found


def erase_rows(connection: Connection, record_type: RecordType, ids: Sequence[int]) -> None:
    """Delete records, empty their history, and let the undo stack forget what is wholly gone."""
    kind, entry = record_type.kind, entry_table.c
    if record_type.private and ids:
        ask_to_rewrite(connection)
    for some in chunks(ids):
        own = (entry.kind == kind) & entry.record_id.in_(some)
        connection.execute(update(entry_table).where(own).values(before=None, after=None, salt=None, purged=True))
        uids = select(record_type.table.c.uid).where(record_type.table.c.id.in_(some))
        told = earlier_table.c.uid.in_(uids) & (earlier_table.c.kind == kind)
        connection.execute(update(earlier_table).where(told).values(before=None, after=None))
        left = exists().where(entry.transaction_id == transaction_table.c.id, entry.purged.is_(False))
        gone = transaction_table.c.id.in_(select(entry.transaction_id).where(own)) & ~left
        stacked = transaction_table.c.state.in_(("done", "undone"))
        connection.execute(update(transaction_table).where(gone, stacked).values(state="dead"))
        connection.execute(delete(record_type.table).where(record_type.table.c.id.in_(some)))
    if record_type.table is attachment_table:
        used = exists().where(attachment_table.c.sha256 == content_table.c.sha256)
        connection.execute(delete(content_table).where(~used))


def rebase(connection: Connection, kind: str, versions: Iterable[tuple[int, int, int]]) -> None:
    """Let the undo stack stand on the versions that letting go made (id, version before, after), as if they were the same."""
    entry = entry_table.c
    own = (entry.kind == kind) & (entry.record_id == bindparam("b_record"))
    values = [{"b_record": id_, "b_old": old, "b_new": new} for id_, old, new in versions]
    for column in (entry.result_version, entry.base_version):
        moved = update(entry_table).where(own, column == bindparam("b_old")).values({column.name: bindparam("b_new")})
        if values:
            connection.execute(moved, values)
