"""Text as every database can hold it."""

from typing import Any

from liaison_desk.foundation.database.snapshot import Row


def storable_row(row: Row) -> Row:
    """Return a row without what no database keeps: NUL in text goes, a lone surrogate becomes U+FFFD."""
    changed = {
        name: clean
        for name, value in row.items()
        if value and not (type(value) is str and value.isprintable()) and (clean := _storable(value)) is not value
    }
    return {**row, **changed} if changed else row


def _storable(value: Any) -> Any:
    """Return the very same value where nothing is wrong with it."""
    if isinstance(value, str):
        return value if value.isprintable() else _mended(value)
    if value and isinstance(value, list):
        mended = [_storable(item) for item in value]
        return value if all(map(_same, value, mended)) else mended
    if value and isinstance(value, dict):
        changed = {name: clean for name, item in value.items() if (clean := _storable(item)) is not item}
        return {**value, **changed} if changed else value
    return value


def _same(one: object, other: object) -> bool:
    return one is other


def _mended(text: str) -> str:
    """Line breaks and other control characters stay as typed."""
    clean = text.replace("\x00", "")
    try:
        clean.encode()
    except UnicodeEncodeError:
        clean = clean.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text if clean == text else clean
