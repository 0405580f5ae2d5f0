"""The steps between records and rows that every store takes: heads, bilingual texts, small lists."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record
from liaison_desk.foundation.core.codec import plain, typed
from liaison_desk.foundation.database.snapshot import Row
from liaison_desk.foundation.database.transaction import Draft, Head

Kind = TypeVar("Kind", bound=Record)
Item = TypeVar("Item")

_LETTER = {Wording.ORIGINAL: "o", Wording.TRANSLATED: "t", Wording.STALE: "s"}
_WORDING = {letter: wording for wording, letter in _LETTER.items()}


def encoded(marking: Marking | None) -> str:
    """Return a marking's column value; unmarked is the empty text."""
    return marking.encode() if marking else ""


def decoded(column: str) -> Marking | None:
    """Return the marking of a column value."""
    return Marking.decode(column)


def draft(record: Record, values: Mapping[str, Any], parts: Mapping[str, Sequence[Row]] | None = None) -> Draft:
    """Return a record as its store wants it saved."""
    return Draft(
        {**values, "marking": encoded(record.marking)},
        parts or {},
        record.id,
        record.uid,
        record.version,
        record.created_at,
    )


def saved(record: Kind, head: Head) -> Kind:
    """Return the record as it now stands in the database."""
    return replace(
        record,
        id=head.id,
        uid=head.uid,
        version=head.version,
        created_at=head.created_at,
        updated_at=head.updated_at,
        author=head.author,
    )


def head(row: Row) -> dict[str, Any]:
    """Return the fields of ``Record`` from a row."""
    return {
        "id": row["id"],
        "uid": row["uid"],
        "version": row["version"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "author": row["author"],
        "deleted_at": row["deleted_at"],
        "marking": decoded(row["marking"]),
    }


def bilingual_columns(name: str, value: Bilingual) -> dict[str, str]:
    """Return the three columns of a text in two languages."""
    state = _LETTER[value.host_state] + _LETTER[value.home_state]
    return {f"{name}_host": value.host, f"{name}_home": value.home, f"{name}_state": state}


def bilingual(row: Row, name: str) -> Bilingual:
    """Return the text in two languages of three columns."""
    return two_sided(row[f"{name}_host"], row[f"{name}_home"], row[f"{name}_state"])


def two_sided(host: str, home: str, state: str) -> Bilingual:
    """Return the text in two languages of what its three columns hold."""
    if state == "oo":
        return Bilingual(host, home)
    return Bilingual(host, home, _WORDING[state[0]], _WORDING[state[1]])


def items(values: Sequence[Any]) -> list[Any]:
    """Return a small list of values as its JSON column holds it."""
    return [plain(value) for value in values]


def read_items(kind: type[Item], column: list[Any]) -> tuple[Item, ...]:
    """Return the values of a JSON column."""
    return tuple(typed(kind, value) for value in column)
