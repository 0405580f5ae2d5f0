"""Rows as the driver gives them: wrapping a hundred thousand of them doubles the time of a list."""

from array import array
from collections.abc import Sequence
from datetime import UTC, date
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select


def plain_rows(connection: Connection, query: Select[Any]) -> Sequence[Any]:
    """Return the driver's own rows of a query, whose values must need no decoding (or that of ``day_of``)."""
    result = connection.execute(query)
    assert result.cursor is not None  # a select has one
    rows: Sequence[Any] = result.cursor.fetchall()
    result.close()
    return rows


def ids_of(connection: Connection, query: Select[Any]) -> "array[int]":
    """Return the ids a query finds."""
    return array("q", list(map(itemgetter(0), plain_rows(connection, query))))


def day_of(value: Any) -> date:
    """Return the day of a driver's instant (in UTC) or wall time: a text from SQLite, a datetime from PostgreSQL."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    day: date = (value.astimezone(UTC) if value.tzinfo else value).date()
    return day
