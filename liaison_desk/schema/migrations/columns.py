"""The columns that migrations give every table of records or of their parts, and the tables made with them."""

from typing import Any

import sqlalchemy as sa
from alembic import op


def text(name: str) -> sa.Column[str]:
    """Return a column of text."""
    return sa.Column(name, sa.Text(), nullable=False)


def state(name: str) -> sa.Column[str]:
    """Return the column of what the two wordings of a text are."""
    return sa.Column(name, sa.String(length=4), nullable=False)


def head() -> list[sa.Column[Any]]:
    """Return the columns every record has."""
    return [
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        text("uid"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        text("author"),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        text("marking"),
    ]


def part() -> list[sa.Column[int]]:
    """Return the columns every part of a record has."""
    return [sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "position", "record_id")]


def trash_index(table: str) -> None:
    """Index what lies in the trash."""
    in_trash = sa.text("deleted_at IS NOT NULL")
    op.create_index(f"ix_{table}_deleted_at", table, ["deleted_at"], sqlite_where=in_trash)


def points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """Return the constraint of a column that points to records of a table."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def make_records(table: str, *columns: "sa.schema.SchemaItem") -> None:
    """Make a table of records."""
    op.create_table(
        table,
        *columns,
        *head(),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
    )
    trash_index(table)


def make_parts(table: str, owner: str, *columns: "sa.schema.SchemaItem") -> None:
    """Make a table of parts of a record."""
    op.create_table(
        table,
        *columns,
        *part(),
        sa.ForeignKeyConstraint(["record_id"], [f"{owner}.id"], name=op.f(f"fk_{table}_record_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_record_id", table, ["record_id"], unique=False)


def add_pointer(table: str, column: str, target: str) -> None:
    """Add a pointer to a table that is in use; SQLite takes a constraint only together with its column."""
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
    )
    op.create_index(f"ix_{table}_{column}", table, [column], unique=False)
