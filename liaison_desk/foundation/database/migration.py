"""Brings a database to the schema this program writes; Alembic is imported only when there is something to do."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, PrimaryKeyConstraint, String, Table, inspect, text
from sqlalchemy.schema import CreateTable

from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.location import shown
from liaison_desk.foundation.database import chain, search
from liaison_desk.foundation.database.base import METADATA
from liaison_desk.foundation.database.engine import APPLICATION_ID, WRITES

_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Where Alembic keeps which revision a database is at."""


def revision_of(connection: Connection, location: str) -> str | None:
    """Return the schema revision of a database, ``None`` for an empty one; raises UnreadableError for a foreign one."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables or "desk_meta" not in tables:
        raise UnreadableError(
            "{file} is a database, but not a desk. Choose another file; nothing was changed.", file=shown(location)
        )
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision is None else str(revision)


def require_known(revision: str | None, known: Sequence[str], location: str) -> None:
    """Refuse a database that holds no desk yet, or one that a newer program wrote."""
    if revision is None:
        raise UnreadableError("{file} holds no desk yet. Make one with “liaison-desk init”.", file=shown(location))
    if revision not in known:
        raise UnreadableError(
            "{file} was written by a newer Liaison Desk (schema {revision}). Update this program; nothing was changed.",
            file=shown(location),
            revision=revision,
        )


def make(engine: Engine, head: str) -> bool:
    """Make the tables of an empty database as they are declared, which is what all migrations up to ``head`` come to; False where there are any.

    To go through the migrations takes five times as long, and as long again to import what they need.
    """
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if inspect(connection).get_table_names():
            return False
        METADATA.create_all(connection, checkfirst=False)
        search.make_index(connection)
        stamp_new(connection)
        connection.execute(CreateTable(_VERSION))
        connection.execute(_VERSION.insert().values(version_num=head))
    return True


def upgrade(engine: Engine, scripts: Path, head: str, then: Callable[[Connection], None] | None = None) -> None:
    """Run all migrations up to ``head`` in one transaction, and in the same what must follow on them.

    Nothing is done to a desk that another program brought up meanwhile.
    """
    from alembic.command import upgrade as run
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if _locked_at(connection) == head:
            return
        config.attributes["connection"] = connection
        run(config, head)
        if then is not None:
            then(connection)


def _locked_at(connection: Connection) -> str | None:
    """Return at which revision a desk is once nobody else writes to it; a file is locked from the transaction's beginning."""
    if not inspect(connection).has_table("desk_meta"):
        return None
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT key FROM desk_meta ORDER BY key FOR UPDATE"))
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def stamp_new(connection: Connection) -> None:
    """Write what a new, empty desk holds: the start of the chain and of the ids, and whose file it is."""
    connection.execute(
        text("INSERT INTO desk_meta (key, value) VALUES (:key, :value)"),
        [{"key": "last_id", "value": "0"}, {"key": "chain_head", "value": chain.START}],
    )
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def require_empty(connection: Connection, location: str) -> None:
    """Refuse to make a desk where there is one."""
    if revision_of(connection, location) is not None:
        raise DeskError("There is a desk at {file} already. Nothing was changed.", file=shown(location))
