"""Looks a desk over: file, history chain, records against their history, search index against records."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, DefaultClause, func, select, text

from liaison_desk.foundation.core.errors import Problem, UnreadableError
from liaison_desk.foundation.database import chain
from liaison_desk.foundation.database.base import (
    attachment_table,
    content_table,
    entry_table,
    meta_table,
    search_table,
    transaction_table,
)
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot

CHUNK = 1000
MOST = 100  # problems listed of one kind; a desk with more is in need of a backup, not of a longer list


def check(database: Database, *, index: bool = True) -> list[Problem]:
    """Return everything wrong with the desk; an empty list means all is well. Reads only; without ``index`` not what is found by words."""
    problems: list[Problem] = []
    for part in (_file, _chain, _records, _files, *([_search] if index else [])):
        try:
            problems += list(islice(part(database), MOST))
        except UnreadableError as error:  # so damaged that reading itself fails; the other parts may still tell more
            problems.append(Problem("file", error.text, tuple(error.values.items())))
    return list(dict.fromkeys(problems))


def _file(database: Database) -> Iterator[Problem]:
    if database.engine.dialect.name == "postgresql":
        return
    with database.read() as connection:
        for (line,) in connection.execute(text("PRAGMA integrity_check")):
            if line != "ok":
                yield Problem("file", "The file is damaged: {reason}", (("reason", " ".join(line.split())),))
        for table, rowid, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
            values = (("table", table), ("row", rowid), ("parent", parent))
            yield Problem("file", "Row {row} of {table} points to a {parent} that is not there.", values)


def _chain(database: Database) -> Iterator[Problem]:
    previous = chain.START
    broken = False
    with database.read() as connection:
        head = connection.execute(select(meta_table.c.value).where(meta_table.c.key == "chain_head")).scalar()
        done = transaction_table.c
        told = select(entry_table, done.at, done.author, done.label, done.action).join(
            transaction_table, done.id == entry_table.c.transaction_id
        )
        last = 0
        while rows := connection.execute(
            told.where(entry_table.c.id > last).order_by(entry_table.c.id).limit(CHUNK)
        ).all():
            last = rows[-1].id
            for row in rows:
                covered = (row.uid, row.content_hash, row.at, row.author, row.label, row.action)
                link = chain.Link(row.id, row.transaction_id, row.kind, row.record_id, *covered)
                expected = chain.digest(previous, link)
                if row.digest != expected and not broken:
                    broken = True  # everything after the first break differs too; one line says it
                    yield Problem("history", "The history was changed or cut at entry {id}.", (("id", row.id),))
                previous = row.digest
                emptied = row.purged and row.salt is None and row.before is None and row.after is None
                if not emptied and chain.content_hash(row.salt or "", row.before, row.after) != row.content_hash:
                    yield Problem("history", "The contents of history entry {id} were changed.", (("id", row.id),))
        erased = select(entry_table.c.record_id).where(entry_table.c.purged, entry_table.c.salt.is_not(None))
        unlawful = (
            select(func.min(entry_table.c.id))
            .where(entry_table.c.purged, entry_table.c.salt.is_(None), entry_table.c.record_id.not_in(erased))
            .group_by(entry_table.c.record_id)
        )
        for (id_,) in connection.execute(unlawful):
            yield Problem("history", "History entry {id} was emptied, but no erasing is on record.", (("id", id_),))
    if head != previous:
        yield Problem("history", "The end of the history is missing or was added to from outside.")


def _records(database: Database) -> Iterator[Problem]:
    with database.read() as connection:
        known = set(connection.execute(select(entry_table.c.kind).distinct()).scalars())
        for record_type in database.types.values():
            if record_type.kind in known:
                yield from _missing(connection, record_type)
        for record_type, ids in _kept(connection, database):
            last = (
                select(func.max(entry_table.c.id))
                .where(entry_table.c.record_id.in_(ids), entry_table.c.kind == record_type.kind)
                .group_by(entry_table.c.record_id)
            )
            rows = connection.execute(
                select(entry_table.c.record_id, entry_table.c.after).where(entry_table.c.id.in_(last))
            )
            told = {row[0]: row[1] for row in rows}
            for id_, snapshot in record_type.read(connection, ids).items():
                after = told.get(id_)
                if after is None or not _as_told(record_type, _loaded(record_type, after), snapshot):
                    values = (("kind", record_type.kind), ("uid", snapshot.row["uid"]))
                    yield Problem(
                        "records", "The {kind} {uid} is not as its history says: it was changed from outside.", values
                    )


def _missing(connection: Connection, record_type: RecordType) -> Iterator[Problem]:
    """Yield the records that the history knows, and that are gone without having been erased."""
    entry = entry_table.c
    last = (
        select(func.max(entry.id))
        .where(entry.kind == record_type.kind, entry.purged.is_(False))
        .group_by(entry.record_id)
    )
    gone = select(entry.uid).where(entry.id.in_(last), entry.record_id.not_in(select(record_type.table.c.id)))
    for (uid,) in connection.execute(gone.limit(MOST)).all():
        values = (("kind", record_type.kind), ("uid", uid))
        yield Problem("records", "The {kind} {uid} is gone, but nobody erased it.", values)


def _files(database: Database) -> Iterator[Problem]:
    with database.read() as connection:
        for sha256 in connection.execute(select(content_table.c.sha256)).scalars().all():
            data = connection.execute(select(content_table.c.data).where(content_table.c.sha256 == sha256)).scalar_one()
            if hashlib.sha256(data).hexdigest() != sha256:
                values = (("sha256", sha256[:12]),)
                yield Problem("files", "The contents of the attached file {sha256} were changed.", values)
        lost = select(attachment_table.c.name).where(attachment_table.c.sha256.not_in(select(content_table.c.sha256)))
        for (name,) in connection.execute(lost.limit(MOST)):
            yield Problem("files", "The contents of the attached file “{name}” are missing.", (("name", name),))


def _as_told(record_type: RecordType, told: Snapshot | None, found: Snapshot) -> bool:
    """Tell whether a record is what its history says.

    Columns that a later schema added are unknown to older entries: they must be as the upgrade left them.
    """
    if told is None:
        return False
    added = found.row.keys() - told.row.keys()
    untouched = all(str(found.row[name] or "") in _made_with(record_type, name) for name in added)
    row = {name: value for name, value in found.row.items() if name not in added}
    return untouched and row == told.row and _parts_as_told(told, found)


def _made_with(record_type: RecordType, name: str) -> tuple[str, ...]:
    """Return the texts of what an upgrade puts into a column for records there were: nothing, or its default."""
    default = record_type.table.c[name].server_default
    return ("", str(default.arg).strip("'")) if isinstance(default, DefaultClause) else ("",)


def _parts_as_told(told: Snapshot, found: Snapshot) -> bool:
    for name, rows in found.parts.items():
        said = told.parts.get(name, ())
        if len(said) != len(rows):
            return False
        for old, new in zip(said, rows, strict=True):
            added = new.keys() - old.keys()
            if any(new[column] is not None for column in added) or any(new[column] != old[column] for column in old):
                return False
    return True


def _loaded(record_type: RecordType, text: str) -> Snapshot | None:
    """Return a snapshot of the history, ``None`` for a text that nobody but an attacker can have put there."""
    try:
        return record_type.loads(text)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _search(database: Database) -> Iterator[Problem]:
    key = "id" if database.engine.dialect.name == "postgresql" else "rowid"
    with database.read() as connection:
        indexed = connection.execute(
            text(f"SELECT count(*) FROM search_index i JOIN search_document d ON d.id = i.{key}")  # noqa: S608 - one of two literals
        ).scalar_one()
        entries = connection.execute(text("SELECT count(*) FROM search_index")).scalar_one()
        documents = connection.execute(select(func.count()).select_from(search_table)).scalar_one()
        if not indexed == entries == documents:
            values = (("entries", entries), ("documents", documents))
            yield Problem("search", "The search index has {entries} entries for {documents} documents.", values)
        known = 0
        for record_type, ids in _kept(connection, database):
            rows = connection.execute(
                select(search_table.c.id, search_table.c.title, search_table.c.text).where(search_table.c.id.in_(ids))
            ).all()
            shown = {row.id: (row.title, row.text) for row in rows}
            for id_, snapshot in record_type.read(connection, ids).items():
                document = None if snapshot.row["deleted_at"] else record_type.search(snapshot)
                expected = (document.title, document.text) if document else None
                known += document is not None
                if shown.get(id_) != expected:
                    values = (("kind", record_type.kind), ("uid", snapshot.row["uid"]))
                    yield Problem("search", "The {kind} {uid} cannot be found as it now is.", values)
        if known != documents:
            yield Problem(
                "search", "The search index knows {count} records that are not there.", (("count", documents - known),)
            )


def _kept(connection: Connection, database: Database) -> Iterator[tuple[RecordType, Sequence[int]]]:
    """Yield the ids of all records of each kind there are any of, some at a time."""
    # One text of our own names: to build as many selects takes longer than to look.
    highest_of = (f"SELECT '{kind}', max(id) FROM {one.table.name}" for kind, one in database.types.items())  # noqa: S608
    for kind, highest in connection.exec_driver_sql(" UNION ALL ".join(highest_of)).all():
        row, last = database.types[kind].table.c, 0
        some = select(row.id).order_by(row.id).limit(CHUNK)
        while last < (highest or 0) and (ids := connection.execute(some.where(row.id > last)).scalars().all()):
            last = ids[-1]
            yield database.types[kind], ids
