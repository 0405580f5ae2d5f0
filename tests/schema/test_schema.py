"""What the migrations make is what the tables declare, on both engines."""

import re
from collections import Counter

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, text
from sqlalchemy.schema import CreateIndex

import liaison_desk.schema.migrations
from liaison_desk.app.desk import bring_up, make_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.database.engine import open_engine
from liaison_desk.foundation.database.migration import require_known, revision_of
from liaison_desk.schema.metadata import METADATA
from liaison_desk.schema.version import HEAD, REVISIONS


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated(request, tmp_path):
    """The engine of a desk that went through all migrations."""
    shared = request.param == "postgresql"
    place = request.getfixturevalue("postgresql_url") if shared else str(tmp_path / "migrated.desk")
    engine = open_engine(place, create=True)
    bring_up(engine, revision=REVISIONS[0])
    bring_up(engine)
    yield engine
    engine.dispose()


def catalogue(engine):
    """Return the columns, keys and indexes of all tables as the engine tells them, in no order."""
    told = _TOLD_BY_SERVERS if engine.dialect.name == "postgresql" else _TOLD_BY_FILES
    with engine.connect() as connection:
        rows = [row for query in told for row in connection.exec_driver_sql(query)]
    return Counter(tuple(bare(one) if isinstance(one, str) else one for one in row) for row in rows)


_TOLD_BY_SERVERS = (
    """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, collation_name
        FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
)
_TOLD_BY_FILES = (
    'SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c',
    """SELECT m.name, f."table", f."from", f."to", f.on_update, f.on_delete
        FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f""",
    """SELECT m.name, i.origin, i.partial, i."unique", c.seqno, c.name
        FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c""",
    "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' OR sql LIKE 'CREATE VIRTUAL%'",
)


def test_a_new_desk_has_the_very_tables_that_the_migrations_come_to(migrated, request, tmp_path):
    if migrated.dialect.name == "postgresql":
        place = request.getfixturevalue("shared_desk_url")
    else:
        place = str(tmp_path / "new.desk")
        make_desk(place, new_profile("JPN", "USA")).close()
    new = open_engine(place)
    made, come_to = catalogue(new), catalogue(migrated)
    assert sum(made.values()) > 1_000
    assert (made - come_to, come_to - made) == (Counter(), Counter())
    with new.connect() as one, migrated.connect() as other:
        assert revision_of(one, "") == revision_of(other, "") == HEAD
    new.dispose()


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # they are looked at by the next test
def test_migrated_tables_are_the_declared_ones(migrated):
    def ours(_object, name, kind, _reflected, _other):
        return not (kind in {"table", "index"} and "search_index" in name)

    with migrated.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "include_object": ours}
        )
        assert compare_metadata(context, METADATA) == []


def test_migrated_indexes_of_expressions_are_the_declared_ones(migrated):
    engine = migrated
    if engine.dialect.name == "postgresql":
        catalogue = "SELECT indexname, indexdef FROM pg_indexes"
    else:
        catalogue = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    with engine.connect() as connection:
        made = dict(connection.execute(text(catalogue)).all())
    ordered = {
        index.name: str(CreateIndex(index).compile(engine))
        for table in METADATA.tables.values()
        for index in table.indexes
        if not all(isinstance(one, Column) for one in index.expressions)
    }
    assert len(ordered) >= 4
    for name, declared in ordered.items():
        assert bare(made[name]) == bare(declared), name


def bare(statement):
    """Return a statement without what the engines write in different ways: casts, schemas, quotes and parentheses."""
    return re.sub(r"::\w+|public\.|using btree|[\s\"()]", "", statement.lower())


def test_the_revisions_named_are_those_there_are():
    scripts = ScriptDirectory(liaison_desk.schema.migrations.__path__[0])
    known = [script.revision for script in scripts.walk_revisions()][::-1]
    assert tuple(known) == REVISIONS
    assert scripts.get_current_head() == HEAD
    assert scripts.get_heads() == [HEAD]


def test_a_newer_revision_is_refused():
    require_known(HEAD, REVISIONS, "my.desk")
    with pytest.raises(UnreadableError, match="newer"):
        require_known("9999", REVISIONS, "my.desk")
    with pytest.raises(UnreadableError, match="no desk yet"):
        require_known(None, REVISIONS, "my.desk")


def test_every_pointer_to_a_record_is_indexed():
    for table in METADATA.tables.values():
        indexed = {index.columns[0].name for index in table.indexes if index.columns}
        for key in table.foreign_keys:
            assert key.parent.name in indexed, f"{table.name}.{key.parent.name}"
