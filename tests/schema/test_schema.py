"""What the migrations make is what the tables declare, on both engines."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, text
from sqlalchemy.schema import CreateIndex

import liaison_desk.schema.migrations
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.database.migration import require_known
from liaison_desk.schema.metadata import METADATA
from liaison_desk.schema.version import HEAD, REVISIONS


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # they are looked at by the next test
def test_migrated_tables_are_the_declared_ones(any_desk):
    def ours(_object, name, kind, _reflected, _other):
        return not (kind in {"table", "index"} and "search_index" in name)

    with any_desk.database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "include_object": ours}
        )
        assert compare_metadata(context, METADATA) == []


def test_migrated_indexes_of_expressions_are_the_declared_ones(any_desk):
    engine = any_desk.database.engine
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
