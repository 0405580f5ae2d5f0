"""A whole desk copied from one database into another of any engine, table by table, and its encrypted file looked over.

Nothing is copied as pages: an archive is made of the tables this program knows and of nothing else, whatever the desk lay in.
"""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, bindparam, create_engine, delete, func, insert, select, update

from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.database.base import METADATA, content_table, meta_table, search_table, transaction_table

CHUNK = 500  # rows copied at a time; contents of files one by one
Step = Callable[[int, int], None]
_OF_ONE_SEAT = frozenset({"jotting"})  # what somebody is typing on one machine


def copy_desk(source: Connection, target: Connection, step: Step) -> dict[str, int]:
    """Copy all records, files and history into tables that are empty; return how many rows of each table went over.

    Jottings stay behind, for they belong to one seat; the search index is made anew by whoever asks. Both connections stay in
    their transactions. ``step`` is told done and total rows, and may raise to stop.
    """
    tables = [one for one in METADATA.sorted_tables if one.name not in _OF_ONE_SEAT and one is not search_table]
    counts = {one.name: source.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}
    total, done = sum(counts.values()), 0
    target.execute(delete(meta_table))
    for table in tables:
        later: list[dict[str, Any]] = []
        above = _self_pointers(table)
        for rows in _rows(source, table):
            if above:  # a row may stand under one with a higher number
                later += [row for row in rows if any(row[one.name] is not None for one in above)]
                rows = [{**row, **dict.fromkeys(one.name for one in above)} for row in rows]  # noqa: PLW2901
            target.execute(insert(table), rows)
            done += len(rows)
            step(done, total)
        if later:
            values: dict[str, Any] = {one.name: bindparam(f"b_{one.name}") for one in above}
            again = [{"b_id": row["id"], **{f"b_{one.name}": row[one.name] for one in above}} for row in later]
            target.execute(update(table).where(table.c.id == bindparam("b_id")).values(values), again)
    return counts


def settle(target: Connection) -> None:
    """Take everything off the undo stack of a copy: what somebody did on his own desk nobody takes back on another."""
    stacked = transaction_table.c.state.in_(("done", "undone"))
    target.execute(update(transaction_table).where(stacked).values(state="dead"))


def count_rows(connection: Connection, counts: dict[str, int]) -> dict[str, int]:
    """Return how many rows these tables have."""
    tables = [METADATA.tables[name] for name in counts]
    return {one.name: connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}


def _self_pointers(table: Table) -> list[Column[Any]]:
    return [one for one in table.columns if any(key.column.table is table for key in one.foreign_keys)]


def _rows(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield all rows of a table in the order of its key; the key of parts, which the database gives, is left to it."""
    (key,) = table.primary_key.columns
    given = key.autoincrement is not False and key.name == "id"
    wanted = [one for one in table.columns if not (given and one is key)]
    last: Any = None
    while True:
        query = select(key.label("k_"), *wanted).order_by(key).limit(1 if table is content_table else CHUNK)
        rows = source.execute(query if last is None else query.where(key > last)).mappings().all()
        if not rows:
            return
        last = rows[-1]["k_"]
        yield [{one.name: row[one.name] for one in wanted} for row in rows]


def seal(engine: Engine) -> None:
    """Write a file's pages anew, so that nothing that was taken out is left in them, and leave it as one whole without a log."""
    with closing(engine.raw_connection()) as pooled:
        raw: Any = pooled.driver_connection
        raw.execute("VACUUM")
    fold(engine)


def fold(engine: Engine) -> None:
    """Fold a file's log in, and end all connections: what lies on the disk is all there is."""
    with closing(engine.raw_connection()) as pooled:
        raw: Any = pooled.driver_connection
        for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = DELETE"):
            raw.execute(statement).fetchall()
    engine.dispose()


def sync(file: Path) -> None:
    """Wait until a file is on the disk."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


def in_memory() -> Engine:
    """Return a database that is gone when nobody holds it any more."""
    return create_engine("sqlite://")


def require_whole_pages(connection: Connection, location: str) -> None:
    """Refuse an encrypted file of which a page was altered or is missing."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchmany(3)]
    if found:
        said = "{file} was altered or cut short: {reason}. Nothing was changed; ask for it once more."
        raise UnreadableError(said, file=location, reason=" ".join(found[0].split())[:200])


def require_own_tables(connection: Connection, own: Collection[tuple[Any, ...]], location: str) -> None:
    """Refuse a file that holds anything but the tables and indexes this program makes: no trigger, no view."""
    if objects_of(connection) != own:
        raise UnreadableError(
            "{file} holds tables that are none of this program's. It is no archive, or was altered; nothing was changed.",
            file=location,
        )


def objects_of(connection: Connection) -> frozenset[tuple[Any, ...]]:
    """Return what a database is made of: its objects, and the columns of its tables; an index of words with the module that keeps it."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'"
    found: set[tuple[Any, ...]] = set()
    for kind, name, table, sql in connection.exec_driver_sql(query).fetchall():
        virtual = str(sql or "").upper().startswith("CREATE VIRTUAL")
        # What follows in parentheses has changed from program to program, within one schema.
        module = " ".join(str(sql).partition("(")[0].split()) if virtual else ""
        found.add((kind, name, table, module))
        if kind == "table" and not virtual:
            asked = 'SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)'
            columns = connection.exec_driver_sql(asked, (name,)).fetchall()
            found |= {("column", name, *column) for column in columns}
    return frozenset(found)
