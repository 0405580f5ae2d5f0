"""What the migrations make is what the tables declare, on both engines."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import liaison_desk.schema.migrations
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.database.migration import require_known
from liaison_desk.schema.metadata import METADATA
from liaison_desk.schema.version import HEAD, REVISIONS


def test_migrated_tables_are_the_declared_ones(any_desk):
    def ours(_object, name, kind, _reflected, _other):
        return not (kind in {"table", "index"} and "search_index" in name)

    with any_desk.database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "include_object": ours}
        )
        assert compare_metadata(context, METADATA) == []


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
