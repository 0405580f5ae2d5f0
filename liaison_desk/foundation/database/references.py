"""Which records point to which, told from the tables' own foreign keys, and from within their JSON columns."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Table, Text, cast, select

from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot, chunks

NAMES = "names"  # Column.info: which columns beside a pointer repeat the name of what it points to
OWNER = "owner"  # Column.info: the kind of record whose uid it holds, and with which its row goes for good
SEVERAL = "several"  # Column.info: a record may name the same twice, as long as it does not say the same of it
GOES = "goes"  # Column.info: a record goes for good with what this points to, though it need not point to anything
ERASED = "—"
_INSIDE = '"contact_id": '
_INVITED = "participants"  # how a list within a JSON column is called that names somebody once
_NUMBER = re.compile(rf"{_INSIDE}(\d+)")
_OF_SOMEONE = ("contact_id", "email", "rank", "post")  # beside the name, what an item of a JSON column says of someone


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
    several: bool = False
    goes: bool = False


def holders(
    connection: Connection, types: Mapping[str, RecordType], target: RecordType, ids: Sequence[int]
) -> Iterator[tuple[RecordType, bool, list[int]]]:
    """Yield who points to these records, also from within: the kind, whether it cannot be without them, the ids (none of ``ids`` itself)."""
    for holder in types.values():
        for pointer in _pointers(holder):
            if pointer.target != target.table.name:
                continue
            owner = pointer.table.c["record_id" if pointer.part else "id"]
            found: set[int] = set()
            for some in chunks(ids):
                pointing = pointer.table.c[pointer.column].in_(some)
                found |= set(connection.execute(select(owner).where(pointing)).scalars())
            if holder is target:
                found -= set(ids)
            if found:
                yield holder, pointer.required or pointer.goes, sorted(found)
        for name, kind in holder.inner.items() if ids else ():
            if kind == target.kind and (inside := _holding_inside(connection, holder, name, frozenset(ids))):
                yield holder, False, inside


def _holding_inside(connection: Connection, holder: RecordType, name: str, ids: Collection[int]) -> list[int]:
    """Return the records of a kind that point to some records from within a JSON column."""
    text = cast(holder.table.c[name], Text)
    rows = connection.execute(select(holder.table.c.id, text).where(text.contains(_INSIDE)))
    return [id_ for id_, said in rows if any(int(number) in ids for number in _NUMBER.findall(said))]


def without(holder: RecordType, snapshot: Snapshot, target: RecordType, erased: Collection[int]) -> Snapshot:
    """Return a snapshot that points to none of the erased records."""
    for pointer in _pointers(holder):
        if pointer.target == target.table.name:
            snapshot = _mapped(snapshot, pointer, lambda id_: None if id_ in erased else id_)
    return _changed_inside(holder, snapshot, target.kind, lambda value: _without(value, erased))


def repointed(holder: RecordType, snapshot: Snapshot, target: RecordType, old: int, new: int) -> Snapshot:
    """Return a snapshot that points to ``new`` wherever it pointed to ``old``; rows that name ``new`` twice become one."""
    for pointer in _pointers(holder):
        if pointer.target != target.table.name:
            continue
        snapshot = _mapped(snapshot, pointer, lambda id_: new if id_ == old else id_)
        if pointer.part:
            rows = _told_once(snapshot.parts.get(pointer.part, ()), pointer, new)
            snapshot = Snapshot(snapshot.row, {**snapshot.parts, pointer.part: rows})
    return _changed_inside(holder, snapshot, target.kind, lambda value: _inner(value, old, new))


def _told_once(rows: Iterable[Row], pointer: _Pointer, new: int) -> list[Row]:
    """Return rows of which one names ``new``: the first, which takes from the others what it does not say itself.

    Where a record may name the same more than once (``SEVERAL``), only rows that say the same of it become one.
    """
    told: list[Row] = []
    places: list[tuple[Row, int]] = []
    for row in rows:
        if row[pointer.column] == new:
            called = pointer.names[:1]  # a site with its host has a name of its own beside his
            said = {name: value for name, value in row.items() if name not in called} if pointer.several else {}
            place = next((place for known, place in places if known == said), None)
            if place is not None:
                told[place] = _filled(told[place], row)
                continue
            places.append((said, len(told)))
        told.append(row)
    return told


def _filled(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one entry says of somebody, and what it leaves unsaid as another one says it."""
    return {**one, **{name: value for name, value in other.items() if not one.get(name)}}


def going_along(
    connection: Connection, types: Mapping[str, RecordType], target: RecordType, snapshots: Iterable[Snapshot]
) -> Iterator[tuple[RecordType, list[int]]]:
    """Yield the kinds of records, and their ids, that belong by uid to these and are nothing without them."""
    uids = [one.row["uid"] for one in snapshots]
    for belonging in types.values():
        for column in belonging.table.columns:
            if column.info.get(OWNER) == target.kind:
                found: list[int] = []
                for some in chunks(uids):
                    own = column.in_(some)
                    found += connection.execute(select(belonging.table.c.id).where(own)).scalars()
                yield belonging, found


def children(
    connection: Connection, types: Mapping[str, RecordType], kind: str, parents: Mapping[datetime | None, Sequence[int]]
) -> Iterator[tuple[RecordType, list[int]]]:
    """Yield the kinds of records, and their ids, that belong to these, by when they went into the trash (``None``: not)."""
    for belonging in types.values():
        if belonging.parent is None or belonging.parent[0] != kind:
            continue
        columns = belonging.table.c
        found: list[int] = []
        for at, ids in parents.items():
            state = columns.deleted_at.is_(None) if at is None else columns.deleted_at == at
            for few in chunks(ids):
                own = columns[belonging.parent[1]].in_(few)
                found += connection.execute(select(columns.id).where(own, state)).scalars()
        if found:
            yield belonging, found


def _changed_inside(holder: RecordType, snapshot: Snapshot, kind: str, change: Callable[[Any], Any]) -> Snapshot:
    """Return a snapshot with those of its JSON columns changed that point to records of a kind."""
    inner = {name: change(snapshot.row.get(name)) for name, pointed in holder.inner.items() if pointed == kind}
    return Snapshot({**snapshot.row, **inner}, snapshot.parts) if inner else snapshot


def _without(value: Any, erased: Collection[int]) -> Any:
    """Return what a JSON column says without these contacts: nameless, as the parts of a record are then."""
    if isinstance(value, list):
        return [_without(item, erased) for item in value]
    if isinstance(value, dict):
        if value.get("contact_id") in erased:
            kept = {name: item for name, item in value.items() if name not in _OF_SOMEONE}
            return {**kept, "name": ERASED}
        return {name: _without(item, erased) for name, item in value.items()}
    return value


def _numbers(value: Any) -> Iterator[int]:
    """Yield the contacts that a JSON column points to."""
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _numbers(item)
    if isinstance(value, dict) and isinstance(id_ := value.get("contact_id"), int):
        yield id_


def _inner(value: Any, old: int, new: int, *, once: bool = False) -> Any:
    """Return what a JSON column says with one contact for another; items that say the same of him become one.

    Among those invited he stands ``once``, whatever is said of him.
    """
    if isinstance(value, list):
        kept: list[Any] = []
        places: list[tuple[Any, int]] = []
        for item in value:
            after = _inner(item, old, new)
            if isinstance(item, dict) and item.get("contact_id") in (old, new):
                said = {} if once else {name: one for name, one in after.items() if name != "name"}
                place = next((place for known, place in places if known == said), None)
                if place is not None:
                    kept[place] = _filled(kept[place], after)
                    continue
                places.append((said, len(kept)))
            kept.append(after)
        return kept
    if isinstance(value, dict):
        return {
            name: new if name == "contact_id" and item == old else _inner(item, old, new, once=name == _INVITED)
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
        present = _present(connection, tables[pointer.target], wanted) if wanted else set[int]()
        if wanted <= present:
            continue
        if pointer.required:
            raise NotFoundError("What this record belongs to has been erased for good. It cannot come back.")
        there = frozenset(present)
        whole = [
            _mapped(snapshot, pointer, lambda id_, there=there: id_ if id_ in there else None)  # type: ignore[misc]
            for snapshot in whole
        ]
    for kind in set(holder.inner.values()):
        columns = [name for name, pointed in holder.inner.items() if pointed == kind]
        wanted = {id_ for one in whole for name in columns for id_ in _numbers(one.row.get(name))}
        gone = wanted - _present(connection, types[kind].table, wanted) if wanted else set[int]()
        if gone:
            whole = [_changed_inside(holder, one, kind, partial(_without, erased=gone)) for one in whole]
    return whole


def _present(connection: Connection, table: Table, wanted: Collection[int]) -> set[int]:
    """Return which of these ids there are."""
    found, ordered = set[int](), sorted(wanted)
    for some in chunks(ordered):
        known = select(table.c.id).where(table.c.id.in_(some))
        found |= set(connection.execute(known).scalars())
    return found


def exchanged(
    holder: RecordType, snapshot: Snapshot, kinds: Mapping[str, str], change: Callable[[str, int], Any]
) -> tuple[Snapshot, bool]:
    """Return a snapshot with each number that points to a record exchanged for what ``change`` says of its kind and number.

    ``kinds`` are the kinds of records by their tables. What it says nothing of (``None``) points to nothing from then on, its
    name stays; the second value tells that one is missing that the record cannot be without.
    """
    incomplete = False
    for pointer in _pointers_of(holder):
        rows = []
        for held in _rows(snapshot, pointer):
            old = held.get(pointer.column)
            new = None if old is None else change(kinds[pointer.target], old)
            incomplete |= new is None and pointer.required
            rows.append({**held, pointer.column: new})
        parts = {**snapshot.parts, pointer.part: rows} if pointer.part else snapshot.parts
        snapshot = Snapshot(snapshot.row if pointer.part else rows[0], parts)
    inner = {
        name: _exchanged_inside(snapshot.row.get(name), partial(change, kind)) for name, kind in holder.inner.items()
    }
    return Snapshot({**snapshot.row, **inner}, snapshot.parts), incomplete


def _exchanged_inside(value: Any, change: Callable[[int], Any]) -> Any:
    if isinstance(value, list):
        return [_exchanged_inside(item, change) for item in value]
    if isinstance(value, dict):
        return {
            name: (change(item) or 0) if name == "contact_id" and item else _exchanged_inside(item, change)
            for name, item in value.items()
        }
    return value


@cache
def _pointers_of(holder: RecordType) -> tuple[_Pointer, ...]:
    return tuple(_pointers(holder))


def _pointers(holder: RecordType) -> Iterator[_Pointer]:
    for part, table in (("", holder.table), *holder.parts.items()):
        for column in table.columns:
            for key in column.foreign_keys:
                if not (part and column.name == "record_id"):
                    target = key.target_fullname.partition(".")[0]
                    names = tuple(column.info.get(NAMES, ()))
                    several, goes = bool(column.info.get(SEVERAL)), bool(column.info.get(GOES))
                    yield _Pointer(part, table, column.name, target, not column.nullable, names, several, goes)


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
