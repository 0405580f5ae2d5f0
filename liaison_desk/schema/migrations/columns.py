"""The columns that migrations give every table of records or of their parts."""

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
