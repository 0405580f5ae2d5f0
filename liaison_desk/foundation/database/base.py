"""The common columns of every table of records, and the few column types both engines must agree on."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


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

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give UTC back."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """One graph of tables for the whole desk."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text, list[Any]: JSON, dict[str, Any]: JSON}  # noqa: RUF012 - declarative reads it as a class attribute


class RecordRow:
    """The head of every record's row (``domain.record.Record`` says what each column means)."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uid: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str]
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    marking: Mapped[str]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - declarative's first argument is the class
        """Index the trash, which is small, not the living rows, which are many."""
        name = cls.__tablename__  # type: ignore[attr-defined]
        deleted: Any = cls.deleted_at
        return (
            Index(
                f"ix_{name}_deleted_at",
                "deleted_at",
                sqlite_where=deleted.is_not(None),
                postgresql_where=deleted.is_not(None),
            ),
        )


class PartRow:
    """A row that belongs to a record and has no life of its own: replaced whole with its record, in order."""

    owner: str

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]

    @declared_attr
    def record_id(cls) -> Mapped[int]:  # noqa: N805 - declarative's first argument is the class
        """Point to the record; a purge takes its parts with it."""
        return mapped_column(ForeignKey(f"{cls.owner}.id", ondelete="CASCADE"), index=True)


HEAD = ("id", "uid", "version", "created_at", "updated_at", "author", "deleted_at", "marking")


class MetaRow(Base):
    """Small facts about the database itself: the last id given out, the head of the history chain."""

    __tablename__ = "desk_meta"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str]


class TransactionRow(Base):
    """One action of a user: what undo takes back at once.

    ``action``: do, undo, redo, purge, make. ``state``: done and undone stand on the undo stack, dead and log do not.
    """

    __tablename__ = "history_transaction"
    __table_args__ = (Index("ix_history_transaction_stack", "author", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str]
    label: Mapped[str]
    action: Mapped[str] = mapped_column(String(10))
    of_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))


class EntryRow(Base):
    """One record's change inside a transaction, chained to the entry before it by digest.

    ``before`` and ``after`` are JSON snapshots (NULL before: created; both NULL with ``purged``: lawfully erased).
    ``content_hash`` is salted, so that what was erased cannot be guessed back; ``base_version``/``result_version``
    are the undo stack's bookkeeping and no part of the chain.
    """

    __tablename__ = "history_entry"
    __table_args__ = (Index("ix_history_entry_record", "kind", "record_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("history_transaction.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[int]
    uid: Mapped[str] = mapped_column(index=True)
    before: Mapped[str | None]
    after: Mapped[str | None]
    salt: Mapped[str | None]
    content_hash: Mapped[str]
    digest: Mapped[str]
    base_version: Mapped[int]
    result_version: Mapped[int]
    purged: Mapped[bool]


class SearchRow(Base):
    """What a record is shown as when a search finds it; ``id`` is the record's, unique over all kinds.

    The tokens lie beside it in the engine's own index (``search.py``).
    """

    __tablename__ = "search_document"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    uid: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]


class LinkRow(Base):
    """A link between two records of any kinds, told from both ends."""

    __tablename__ = "link"
    __table_args__ = (
        Index("ix_link_from", "from_kind", "from_id", "to_kind", "to_id", unique=True),
        Index("ix_link_to", "to_kind", "to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_kind: Mapped[str] = mapped_column(String(20))
    from_id: Mapped[int]
    to_kind: Mapped[str] = mapped_column(String(20))
    to_id: Mapped[int]
    author: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Instant)


class ContentRow(Base):
    """The bytes of attachments, each content once, by its SHA-256."""

    __tablename__ = "attachment_content"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    data: Mapped[bytes]


class AttachmentRow(RecordRow, Base):
    """A file that belongs to a record; itself a record, with marking, history and search."""

    __tablename__ = "attachment"

    owner_kind: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
