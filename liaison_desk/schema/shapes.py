"""Records to rows and back by their fields' types, where a record's columns are called as its fields are.

A text in two languages has three columns, a word out of a few its value, a pointer NULL instead of 0; a list stands in the table of
its parts, or as JSON in a column. What needs more than that has a store of its own making.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from functools import cached_property
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Connection, Table, select

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, items, read_items, saved

R = TypeVar("R", bound=Record)
_HEAD = frozenset(field.name for field in fields(Record))
_Write = Callable[[Any], dict[str, Any]]
_Read = Callable[[Row], Any]


class Kept(Generic[R]):
    """How one kind of record is kept: its ``RecordType`` and the mapping both ways. ``parts`` name the lists that have a table."""

    def __init__(
        self,
        kind: str,
        record: type[R],
        table: Table,
        *,
        search: Callable[[Snapshot], SearchDocument | None],
        parts: Mapping[str, tuple[Table, type[Any]]] | None = None,
        parent: tuple[str, str] | None = None,
        inner: Mapping[str, str] | None = None,
        derived: Callable[[Snapshot], Row] | None = None,
        private: bool = False,
    ) -> None:
        self.record = record
        self._parts = dict(parts or {})
        tables = {name: part for name, (part, _) in self._parts.items()}
        self.type = RecordType(
            kind, table, search=search, parts=tables, parent=parent, inner=inner, derived=derived, private=private
        )

    @cached_property
    def _fields(self) -> "tuple[_Field, ...]":
        return _fields_of(self.record, self.type.table, {*_HEAD, *self._parts})

    @cached_property
    def _part_fields(self) -> "dict[str, tuple[_Field, ...]]":
        return {name: _fields_of(item, table, ()) for name, (table, item) in self._parts.items()}

    def save(self, transaction: Transaction, records: Sequence[R]) -> list[R]:
        """Write records; raises what ``Transaction.save`` does."""
        drafts = [draft(one, _row(self._fields, one), self._rows(one)) for one in records]
        heads = transaction.save(self.type, drafts)
        return [saved(one, its_head) for one, its_head in zip(records, heads, strict=True)]

    def read(self, connection: Connection, ids: Iterable[int]) -> dict[int, R]:
        """Return whole records by id, also from the trash; ids that are not there are left out."""
        return {id_: self.of(snapshot) for id_, snapshot in self.type.read(connection, ids).items()}

    def known(self, connection: Connection, uids: Sequence[str]) -> dict[str, R]:
        """Return the records that have these uids, also from the trash."""
        found = self.read(connection, self.type.ids_by_uid(connection, uids).values())
        return {one.uid: one for one in found.values()}

    def living(self, connection: Connection) -> list[int]:
        """Return the ids of all records outside the trash, in the order in which they were made."""
        row = self.type.table.c
        return list(connection.execute(select(row.id).where(row.deleted_at.is_(None)).order_by(row.id)).scalars())

    def of(self, snapshot: Snapshot) -> R:
        """Return the record of a snapshot."""
        lists: dict[str, Any] = {
            name: tuple(item(**_values(self._part_fields[name], row)) for row in snapshot.parts.get(name, ()))
            for name, (_, item) in self._parts.items()
        }
        return self.record(**head(snapshot.row), **_values(self._fields, snapshot.row), **lists)

    def _rows(self, one: R) -> dict[str, list[dict[str, Any]]]:
        return {name: [_row(known, item) for item in getattr(one, name)] for name, known in self._part_fields.items()}


class _Field:
    """One field of a record: how its columns are written and read."""

    __slots__ = ("name", "read", "write")

    def __init__(self, name: str, write: _Write, read: _Read) -> None:
        self.name = name
        self.write = write
        self.read = read


def _row(known: Iterable[_Field], value: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for field in known:
        row |= field.write(getattr(value, field.name))
    return row


def _values(known: Iterable[_Field], row: Row) -> dict[str, Any]:
    return {field.name: field.read(row) for field in known}


def _fields_of(kind: type[Any], table: Table, without: Iterable[str]) -> tuple[_Field, ...]:
    hints, left_out = get_type_hints(kind), frozenset(without)
    return tuple(_field(field.name, hints[field.name], table) for field in fields(kind) if field.name not in left_out)


def _field(name: str, hint: Any, table: Table) -> _Field:
    if get_origin(hint) in (Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    if hint is Bilingual:
        return _Field(name, lambda value: bilingual_columns(name, value), lambda row: bilingual(row, name))
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        return _Field(name, lambda value: {name: items(value)}, lambda row: read_items(item, row[name]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _Field(name, lambda value: {name: value.value}, lambda row: hint(row[name]))
    if name.endswith("_id") and table.c[name].nullable:
        return _Field(name, lambda value: {name: value or None}, lambda row: row[name] or 0)
    return _Field(name, lambda value: {name: value}, lambda row: row[name])
