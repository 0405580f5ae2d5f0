"""Ids by the ten thousand, as the driver has them."""

from array import array
from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select


def read_ids(connection: Connection, query: Select[Any]) -> "array[int]":
    """Return the ids that a query of one column finds, in order."""
    return array("q", chain.from_iterable(bare_rows(connection, query)))


def bare_rows(connection: Connection, query: Select[Any]) -> Sequence[Any]:
    """Return rows without SQLAlchemy's wrapping, which for 50,000 ids takes as long as to read them.

    Nothing is converted on the way: ask for whole numbers and texts alone.
    """
    result = connection.execute(query)
    cursor = result.cursor
    assert cursor is not None  # a query has one until its rows are read
    rows: Sequence[Any] = cursor.fetchall()
    result.close()
    return rows
