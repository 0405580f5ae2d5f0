"""The common columns of every table of records, the machinery's own tables, and the types both engines must agree on.

Tables are plain ``Table`` objects, not mapped classes: stores work on rows and snapshots alone, and declaring classes
would cost every start the import of the ORM and the scan of each class (measured together 130 ms of a 600 ms budget).
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    func,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import SchemaItem
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
HEAD = ("id", "uid", "version", "created_at", "updated_at", "author", "deleted_at", "marking")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; SQLite keeps it without a zone, PostgreSQL as timestamptz."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """Say that values are datetimes; the decorator alone would say object."""
        return datetime

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Use timestamptz where the engine has it."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware instant into UTC; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        del dialect
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Read SQLite's text at once as UTC: a third of the time of reading it first and giving it a zone then."""
        return _utc if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _utc(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def text(name: str, *, index: bool = False) -> Column[str]:
    """Return a column of text; empty is the empty text, never NULL."""
    return Column(name, Text, nullable=False, index=index)


def sorted_text(name: str, *, index: bool = False) -> Column[str]:
    """Return a column of keys of sorting: compared by code point on either engine, whatever the language of the server."""
    kind = Text().with_variant(Text(collation="C"), "postgresql")
    return Column(name, kind, nullable=False, index=index)


class ByCodePoint(FunctionElement[str]):
    """A text compared, and made small, by code point on either engine, whatever the language of the server."""

    type = Text()
    inherit_cache = True


@compiles(ByCodePoint)
def _as_files_compare(element: ByCodePoint, compiler: Any, **more: Any) -> str:
    return str(compiler.process(next(iter(element.clauses)), **more))


@compiles(ByCodePoint, "postgresql")
def _as_servers_are_told(element: ByCodePoint, compiler: Any, **more: Any) -> str:
    return f'{_as_files_compare(element, compiler, **more)} COLLATE "C"'


def order_of(*texts: Column[Any], longest: int = 32) -> ColumnElement[str]:
    """Return by what lists put texts in order: the first letters, small ones, of the first text that says something; or NULL.

    The very same expression stands in an index, which the engines take for a query only if both are written alike: hence
    letters in the statement and no bound values. It is cut because PostgreSQL takes no index row over 2,700 bytes.
    """
    said = [func.nullif(text_, literal_column("''")) for text_ in texts]
    first = func.coalesce(*said) if len(said) > 1 else said[0]
    return func.lower(ByCodePoint(func.substr(first, literal_column("1"), literal_column(str(longest)))))


def whole(name: str) -> Column[int]:
    """Return a column of whole numbers."""
    return Column(name, Integer, nullable=False)


def record_table(name: str, *columns: SchemaItem) -> Table:
    """Return a table of records: the head every record has (``domain.record.Record`` says what it means), then its own columns.

    The trash is indexed, which is small, and not the living rows, which are many.
    """
    in_trash = Column("deleted_at", Instant)
    return Table(
        name,
        METADATA,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("uid", Text, nullable=False, unique=True),
        whole("version"),
        Column("created_at", Instant, nullable=False),
        Column("updated_at", Instant, nullable=False),
        text("author"),
        in_trash,
        text("marking"),
        *columns,
        # PostgreSQL's planner needs no partial index, and naming its option here would load its whole dialect at every start.
        Index(f"ix_{name}_deleted_at", in_trash, sqlite_where=in_trash.is_not(None)),
    )


def part_table(name: str, owner: str, *columns: SchemaItem) -> Table:
    """Return a table of rows that belong to a record and have no life of their own: replaced whole with it, in order.

    A purge of the record takes its parts with it.
    """
    return Table(
        name,
        METADATA,
        Column("id", Integer, primary_key=True),
        whole("position"),
        Column("record_id", ForeignKey(f"{owner}.id", ondelete="CASCADE"), nullable=False, index=True),
        *columns,
    )


# Small facts about the database itself: the last id given out, the head of the history chain.
meta_table = Table("desk_meta", METADATA, Column("key", String(40), primary_key=True), text("value"))

# One action of a user: what undo takes back at once. ``action``: do, undo, redo, purge, make, unasked.
# ``state``: done and undone stand on the undo stack, dead and log do not.
transaction_table = Table(
    "history_transaction",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    text("author"),
    text("label"),
    Column("action", String(10), nullable=False),
    whole("of_id"),
    Column("state", String(10), nullable=False),
    Index("ix_history_transaction_stack", "author", "state", "id"),
)

# One record's change inside a transaction, chained to the entry before it by digest. ``before`` and ``after`` are JSON
# snapshots (NULL before: created; both NULL with ``purged``: lawfully erased). ``content_hash`` is salted, so that what was
# erased cannot be guessed back; ``base_version`` and ``result_version`` are the undo stack's bookkeeping and no part of the
# chain.
entry_table = Table(
    "history_entry",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("transaction_id", ForeignKey("history_transaction.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    whole("record_id"),
    text("uid", index=True),
    Column("before", Text),
    Column("after", Text),
    Column("salt", Text),
    text("content_hash"),
    text("digest"),
    whole("base_version"),
    whole("result_version"),
    Column("purged", Boolean, nullable=False),
    Index("ix_history_entry_record", "kind", "record_id", "id"),
)

# What the history of another desk tells of a record that came from there: shown after the desk's own entries, never undone, and
# emptied when the record is erased for good. ``digest`` is the one it had there, ``origin`` whose desk that was, ``taken_at`` when
# it came; ``version`` is the version of this desk's record that says what this entry left, 0 where none does.
earlier_table = Table(
    "earlier_entry",
    METADATA,
    Column("id", Integer, primary_key=True),
    text("uid", index=True),
    Column("kind", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    text("author"),
    text("label"),
    Column("action", String(10), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("digest", String(64), nullable=False, unique=True),
    text("origin"),
    Column("taken_at", Instant, nullable=False),
    whole("version"),
)

# What a record is shown as when a search finds it; ``id`` is the record's, unique over all kinds. The tokens lie beside it
# in the engine's own index (``search.py``).
search_table = Table(
    "search_document",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    text("uid"),
    text("title"),
    text("text"),
)

# A link between two records of any kinds, told from both ends; itself a record, so that undo and merging cover it.
link_table = record_table(
    "link",
    Column("from_kind", String(20), nullable=False),
    whole("from_id"),
    Column("to_kind", String(20), nullable=False),
    whole("to_id"),
    Index("ix_link_from", "from_kind", "from_id"),
    Index("ix_link_to", "to_kind", "to_id"),
)

# The bytes of attachments, each content once, by its SHA-256.
content_table = Table(
    "attachment_content",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    whole("size"),
    Column("data", LargeBinary, nullable=False),
)

# A file that belongs to a record; itself a record, with marking, history and search.
attachment_table = record_table(
    "attachment",
    Column("owner_kind", String(20), nullable=False),
    Column("owner_id", Integer, nullable=False, index=True),
    text("name"),
    text("media_type"),
    whole("size"),
    Column("sha256", String(64), nullable=False, index=True),
)
