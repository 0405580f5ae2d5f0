"""Numbers that a desk remembers whatever is undone or erased, by a key; written inside a transaction, as writers wait for each other."""

from sqlalchemy import Connection, insert, select, update

from liaison_desk.foundation.database.base import meta_table


def remembered(connection: Connection, key: str) -> int | None:
    """Return the number remembered under a key; ``None``: nothing yet."""
    value = connection.execute(select(meta_table.c.value).where(meta_table.c.key == key)).scalar()
    return None if value is None else int(value)


def remember(connection: Connection, key: str, number: int) -> None:
    """Remember a number under a key of at most 40 letters."""
    if remembered(connection, key) is None:
        connection.execute(insert(meta_table), {"key": key, "value": str(number)})
    else:
        connection.execute(update(meta_table).where(meta_table.c.key == key).values(value=str(number)))
