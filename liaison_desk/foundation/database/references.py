"""Which records point to which, told from the tables' own foreign keys."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, Text, cast, or_, select

from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.database.snapshot import CHUNK, RecordType, Row, Snapshot

NAMES = "names"  # Column.info: which columns beside a pointer repeat the name of what it points to
ERASED = "—"


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A column that points to records of the table ``target``; ``part`` "" is the record's own row.

    ``names`` are the columns beside it that only repeat what that record is called: they are emptied with the pointer, or
    the name of somebody erased would stay behind without the marking that kept it from others.
    """

    part: str
    table: Table
    column: str
    target: str
    required: bool
    names: tuple[str, ...] = ()


def holders(
    connection: Connection, types: Mapping[str, RecordType], target: RecordType, ids: Sequence[int]
) -> Iterator[tuple[RecordType, bool, list[int]]]:
    """Yield who points to these records: the kind, whether it cannot be without them, and the ids (none of ``ids`` itself)."""
    for holder in types.values():
        for pointer in _pointers(holder):
            if pointer.target != target.table.name:
                continue
            owner = pointer.table.c["record_id" if pointer.part else "id"]
            found: set[int] = set()
            for start in range(0, len(ids), CHUNK):
                pointing = pointer.table.c[pointer.column].in_(ids[start : start + CHUNK])
                found |= set(connection.execute(select(owner).where(pointing)).scalars())
            if holder is target:
                found -= set(ids)
            if found:
                yield holder, pointer.required, sorted(found)


def without(holder: RecordType, snapshot: Snapshot, target: RecordType, erased: Collection[int]) -> Snapshot:
    """Return a snapshot that points to none of the erased records."""
    for pointer in _pointers(holder):
        if pointer.target == target.table.name:
            snapshot = _mapped(snapshot, pointer, lambda id_: None if id_ in erased else id_)
    return snapshot


def repointed(holder: RecordType, snapshot: Snapshot, target: RecordType, old: int, new: int) -> Snapshot:
    """Return a snapshot that points to ``new`` wherever it pointed to ``old``; rows that name ``new`` twice become one."""
    for pointer in _pointers(holder):
        if pointer.target != target.table.name:
            continue
        snapshot = _mapped(snapshot, pointer, lambda id_: new if id_ == old else id_)
        if pointer.part:
            seen = False
            rows = []
            for row in snapshot.parts.get(pointer.part, ()):
                names_it = row[pointer.column] == new
                if not (names_it and seen):
                    rows.append(row)
                seen |= names_it
            snapshot = Snapshot(snapshot.row, {**snapshot.parts, pointer.part: rows})
    inner = [name for name, kind in holder.inner.items() if kind == target.kind]
    if inner:
        row = {**snapshot.row, **{name: _inner(snapshot.row[name], old, new) for name in inner}}
        snapshot = Snapshot(row, snapshot.parts)
    return snapshot


def holding_inside(connection: Connection, holder: RecordType, target: RecordType, id_: int) -> set[int]:
    """Return the records of a kind that point to a record from within a JSON column."""
    found: set[int] = set()
    for name, kind in holder.inner.items():
        if kind == target.kind:
            text = cast(holder.table.c[name], Text)
            near = or_(*(text.contains(f'"contact_id": {id_}{end}') for end in (",", "}")))
            found |= set(connection.execute(select(holder.table.c.id).where(near)).scalars())
    return found


def _inner(value: Any, old: int, new: int) -> Any:
    if isinstance(value, list):
        kept, seen = [], False
        for item in value:
            named = isinstance(item, dict) and item.get("contact_id") in (old, new)
            if not (named and seen):
                kept.append(_inner(item, old, new))
            seen |= named
        return kept
    if isinstance(value, dict):
        return {
            name: new if name == "contact_id" and item == old else _inner(item, old, new)
            for name, item in value.items()
        }
    return value


def existing(
    connection: Connection, types: Mapping[str, RecordType], holder: RecordType, snapshots: Sequence[Snapshot]
) -> list[Snapshot]:
    """Return snapshots that point only to what there is; raises NotFoundError where one cannot be without it."""
    whole = list(snapshots)
    tables = {known.table.name: known.table for known in types.values()}
    for pointer in _pointers(holder):
        wanted = {id_ for snapshot in whole for id_ in _pointed(snapshot, pointer) if id_ is not None}
        if not wanted:
            continue
        table, present = tables[pointer.target], set[int]()
        ordered = sorted(wanted)
        for start in range(0, len(ordered), CHUNK):
            known = select(table.c.id).where(table.c.id.in_(ordered[start : start + CHUNK]))
            present |= set(connection.execute(known).scalars())
        if wanted <= present:
            continue
        if pointer.required:
            raise NotFoundError("What this record belongs to has been erased for good. It cannot come back.")
        there = frozenset(present)
        whole = [
            _mapped(snapshot, pointer, lambda id_, there=there: id_ if id_ in there else None)  # type: ignore[misc]
            for snapshot in whole
        ]
    return whole


def _pointers(holder: RecordType) -> Iterator[_Pointer]:
    for part, table in (("", holder.table), *holder.parts.items()):
        for column in table.columns:
            for key in column.foreign_keys:
                if not (part and column.name == "record_id"):
                    target = key.target_fullname.partition(".")[0]
                    names = tuple(column.info.get(NAMES, ()))
                    yield _Pointer(part, table, column.name, target, not column.nullable, names)


def _rows(snapshot: Snapshot, pointer: _Pointer) -> Sequence[Row]:
    return snapshot.parts.get(pointer.part, ()) if pointer.part else (snapshot.row,)


def _pointed(snapshot: Snapshot, pointer: _Pointer) -> Iterator[int | None]:
    for row in _rows(snapshot, pointer):
        yield row.get(pointer.column)


def _mapped(snapshot: Snapshot, pointer: _Pointer, change: Callable[[int | None], int | None]) -> Snapshot:
    rows = []
    for row in _rows(snapshot, pointer):
        old = row.get(pointer.column)
        new = change(old)
        erased = dict.fromkeys(pointer.names, "") if new is None and old is not None else {}
        if erased:
            erased[pointer.names[0]] = ERASED
        rows.append({**row, **erased, pointer.column: new})
    if not pointer.part:
        return Snapshot(rows[0], snapshot.parts)
    return Snapshot(snapshot.row, {**snapshot.parts, pointer.part: rows})
