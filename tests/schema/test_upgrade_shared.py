"""A shared desk that an earlier program wrote opens whole in this one, also when several officers open it at once."""

import json
import lzma
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, MetaData, insert, text

import liaison_desk.schema.migrations
from liaison_desk.app.desk import TYPES, open_desk
from liaison_desk.foundation.database import migration
from liaison_desk.foundation.database.engine import open_engine
from liaison_desk.foundation.database.rebuilding import rebuild, upgrading
from liaison_desk.meetings.service import carry_portions
from liaison_desk.schema.version import HEAD
from tests.schema.test_upgrade import OLD, new_notes, old_notes

SCRIPTS = Path(liaison_desk.schema.migrations.__path__[0])
OPENING = """
import sys
from liaison_desk.app.desk import open_desk
desk = open_desk(sys.argv[1])
print(len(desk.check()))
desk.close()
"""


@pytest.fixture(params=["0007", "0008"])
def old_shared(request, postgresql_url, tmp_path):
    """The URL of a shared desk of an earlier schema with the content of a file of that schema, which is the other thing returned."""
    file = tmp_path / "old.desk"
    file.write_bytes(lzma.decompress((OLD / f"{request.param}.desk.xz").read_bytes()))
    engine = open_engine(postgresql_url)
    migration.upgrade(engine, SCRIPTS, request.param)
    tables = MetaData()
    tables.reflect(bind=engine)
    with closing(sqlite3.connect(file)) as source, engine.begin() as connection:
        source.row_factory = sqlite3.Row
        connection.execute(text("SET session_replication_role = replica"))  # rows come in whatever they point to
        for table in tables.tables.values():
            if table.name not in {"alembic_version", "search_index"}:  # the index is made anew
                connection.execute(table.delete())
                rows = [
                    {name: as_kept(table.c[name].type, row[name]) for name in row.keys()}  # noqa: SIM118 - a row's keys
                    for row in source.execute(f'SELECT * FROM "{table.name}"')
                ]
                if rows:
                    connection.execute(insert(table), rows)
    engine.dispose()
    return postgresql_url, file


def as_kept(kind, value):
    """Return a value of a file as the server keeps it in a column of some type."""
    if value is None:
        return None
    if isinstance(kind, DateTime):
        at = datetime.fromisoformat(value)
        return at.replace(tzinfo=UTC) if kind.timezone else at
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, JSON):
        return json.loads(value)
    return bool(value) if isinstance(kind, Boolean) else value


def test_an_older_shared_desk_opens_whole(old_shared):
    url, file = old_shared
    own, shared = open_desk(str(file)), open_desk(url)
    assert shared.check() == []
    notes = new_notes(shared)
    assert notes == new_notes(own) == old_notes(file)
    for uid, words in [(one[1], one[4] or one[5]) for one in notes[:30]]:
        assert uid in {hit.uid for hit in shared.search(words, 1_000)}
    assert shared.history.undo() == own.history.undo()
    own.close()
    shared.close()


def test_an_older_shared_desk_opens_for_who_comes_while_another_program_brings_it_up(old_shared, postgresql_admin):
    url, _ = old_shared
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    second = []

    def until_another_waits():
        process = subprocess.Popen([sys.executable, "-c", OPENING, url], stdout=subprocess.PIPE, text=True)
        second.append(process)
        while not postgresql_admin.execute(waiting, [url.rpartition("/")[2]]).fetchone()[0]:
            assert process.poll() is None, "it did not wait"

    def bring_up(connection):
        until_another_waits()
        carry_portions(connection, partial(upgrading, connection, TYPES, datetime.now(UTC), "officer"))
        rebuild(connection, TYPES)

    engine = open_engine(url)
    migration.upgrade(engine, SCRIPTS, HEAD, then=bring_up)
    engine.dispose()
    (process,) = second
    told, _ = process.communicate()
    assert (process.returncode, told) == (0, "0\n")
