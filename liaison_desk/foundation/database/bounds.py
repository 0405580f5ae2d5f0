"""What either database can hold in a column, so that one record is refused in a sentence, and on both alike.

SQLite takes any number and any text. PostgreSQL's whole numbers have four bytes, and a text that an index holds has room for
about 2,700 bytes: one beyond that would fail whatever is saved together with it.
"""

from functools import cache

from sqlalchemy import Integer, String, Table, Text, UniqueConstraint

from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.database.snapshot import Row

LARGEST_NUMBER = 2**31 - 1
LONGEST_INDEXED = 600  # characters of all texts in one index, of four bytes at most


def require_room(table: Table, row: Row) -> None:
    """Raise RefusedError for a row with a number or a text that a database cannot hold."""
    numbers, texts = _limits(table)
    for name in numbers:
        number = row.get(name)
        if number and not -LARGEST_NUMBER <= number <= LARGEST_NUMBER:
            raise RefusedError("The number {number} is too large to be kept.", number=number)
    for name, most in texts:
        text = row.get(name)
        if text and len(text) > most:
            said = "A text is too long here, {most} characters can be kept: {text}"
            raise RefusedError(said, most=most, text=f"{text[:40]}…")


@cache
def longest(table: Table, name: str) -> int:
    """Return how many characters a column of an indexed or a short text holds."""
    return dict(_limits(table)[1])[name]


@cache
def _limits(table: Table) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Return the columns of whole numbers, and those of texts that are short or in an index, with their lengths."""
    numbers = tuple(column.name for column in table.columns if isinstance(column.type, Integer))
    texts = {
        column.name: column.type.length or 0
        for column in table.columns
        if isinstance(column.type, String) and column.type.length
    }
    indexes = [index.columns for index in table.indexes]
    indexes += [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    for columns in indexes:
        among = [column.name for column in columns if isinstance(column.type, Text)]
        for name in among:
            texts[name] = min(texts.get(name, LONGEST_INDEXED), LONGEST_INDEXED // len(among))
    return numbers, tuple(texts.items())
