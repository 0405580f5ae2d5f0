"""A record as rows, whole: its own row and the rows of its parts; and the same as JSON for the history.

History, undo, restore and the archive of versions work on snapshots, so that a new
kind of record gets all of them by declaring its tables.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, bindparam, select

from liaison_desk.foundation.core.searching import SearchDocument

_One = TypeVar("_One")
Row = Mapping[Any, Any]  # column name → value; also what SQLAlchemy's mappings are
CHUNK = 500  # ids in one IN list: well under every engine's limit of parameters


def chunks(ids: Collection[_One]) -> Iterator[list[_One]]:
    """Yield ids, a few hundred at a time, as many as one IN list takes; nothing where there are none."""
    ordered = list(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record's row, and for each table of parts its rows in order (without their own ids)."""

    row: Row
    parts: Mapping[str, Sequence[Row]] = field(default_factory=dict)


class RecordType:
    """One kind of record: its table, the tables of its parts, and what it can be found by.

    ``search`` gets a snapshot and returns ``None`` for a record that must not be found. ``inner`` names the JSON columns whose
    ``contact_id`` fields point to records of a kind, which no foreign key can say. ``derived`` gets a snapshot and returns the
    columns of its row that follow from all others (keys of sorting): they are computed on every writing, and again from what
    the history keeps, whose keys may be of an older program. ``parent`` is the kind of record it belongs to, and the column
    that points to it: it goes into the trash with that one, and comes out with it. ``brings`` names the columns that point to
    what its service puts into the trash in the same action, with their kinds: those come out with it, too. What is ``private``
    is told by no history outside its own screens, and its erasing leaves no trace in the file.
    """

    def __init__(
        self,
        kind: str,
        table: Table,
        *,
        search: Callable[[Snapshot], SearchDocument | None],
        parts: Mapping[str, Table] | None = None,
        inner: Mapping[str, str] | None = None,
        derived: Callable[[Snapshot], Row] | None = None,
        parent: tuple[str, str] | None = None,
        brings: Mapping[str, str] | None = None,
        private: bool = False,
    ) -> None:
        self.kind = kind
        self.table = table
        self.parts = dict(parts or {})
        self.inner = dict(inner or {})
        self.search = search
        self._derived = derived
        self.parent = parent
        self.brings = dict(brings or {})
        self.private = private

    def completed(self, snapshot: Snapshot) -> Snapshot:
        """Return a snapshot with the columns that follow from the others."""
        return Snapshot({**snapshot.row, **self.said_anew(snapshot)}, snapshot.parts) if self._derived else snapshot

    def said_anew(self, snapshot: Snapshot) -> Row:
        """Return the columns that follow from the others, as they are to be."""
        return self._derived(snapshot) if self._derived else {}

    @cached_property
    def _by_uid(self) -> Any:
        return select(self.table.c.uid, self.table.c.id).where(self.table.c.uid.in_(bindparam("uids", expanding=True)))

    @cached_property
    def _readers(self) -> dict[str, Any]:
        own = select(self.table).where(self.table.c.id.in_(bindparam("ids", expanding=True)))
        parts = {
            name: select(part)
            .where(part.c.record_id.in_(bindparam("ids", expanding=True)))
            .order_by(part.c.record_id, part.c.position)
            for name, part in self.parts.items()
        }
        return {"": own, **parts}

    def read(self, connection: Connection, ids: Iterable[int]) -> dict[int, Snapshot]:
        """Return the records of these ids that exist, also those in the trash; one query a table and chunk."""
        wanted = list(ids)
        found: dict[int, Snapshot] = {}
        for some in chunks(wanted):
            chunk = {"ids": some}
            rows = connection.execute(self._readers[""], chunk).mappings().all()
            if not rows:
                continue
            parts: dict[int, dict[str, list[Row]]] = {row["id"]: {name: [] for name in self.parts} for row in rows}
            for name in self.parts:
                for part in connection.execute(self._readers[name], chunk).mappings():
                    if part["record_id"] in parts:
                        values = dict(part)
                        owner = values.pop("record_id")
                        del values["id"], values["position"]
                        parts[owner][name].append(values)
            found |= {row["id"]: Snapshot(dict(row), parts[row["id"]]) for row in rows}
        return found

    def ids_by_uid(self, connection: Connection, uids: Sequence[str]) -> dict[str, int]:
        """Return the ids of the records that have these uids, also of those in the trash."""
        found: dict[str, int] = {}
        for few in chunks(uids):
            rows = connection.execute(self._by_uid, {"uids": few})
            found |= {uid: id_ for uid, id_ in rows}  # noqa: C416 - rows are not pairs to a type checker
        return found

    def dumps(self, snapshot: Snapshot | None) -> str | None:
        """Return the JSON text of a snapshot; keys sorted, so that equal snapshots are equal texts."""
        if snapshot is None:
            return None
        return json.dumps(
            {"row": snapshot.row, "parts": snapshot.parts},
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
            default=_plain,
        )

    def loads(self, text: str) -> Snapshot:
        """Return the snapshot of a JSON text, with dates and instants as values again and what follows from them anew."""
        document = json.loads(text)
        return self.completed(
            Snapshot(
                _typed(self.table, document["row"]),
                {
                    name: [_typed(part, row) for row in document["parts"].get(name, ())]
                    for name, part in self.parts.items()
                },
            )
        )


def same_content(one: Snapshot, other: Snapshot) -> bool:
    """Tell whether two snapshots say the same, whatever their version and times."""
    ignored = {"version", "created_at", "updated_at", "author"}
    return {k: v for k, v in one.row.items() if k not in ignored} == {
        k: v for k, v in other.row.items() if k not in ignored
    } and {k: list(v) for k, v in one.parts.items()} == {k: list(v) for k, v in other.parts.items()}


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept in the history")


def _typed(table: Table, row: Row) -> Row:
    """Turn JSON texts back into what the columns hold; columns a later schema added are left to their defaults."""
    kinds = _kinds(table)
    return {name: _value(kinds[name], value) for name, value in row.items() if name in kinds}


@cache
def _kinds(table: Table) -> Mapping[str, type[date] | None]:
    """Return the columns of a table with what their texts stand for: an instant, a date, or nothing else."""
    return {name: _kind(column) for name, column in table.c.items()}


def _kind(column: Column[Any]) -> type[date] | None:
    try:
        python_type = column.type.python_type
    except NotImplementedError:
        return None
    return python_type if python_type in (datetime, date) else None


def _value(kind: type[date] | None, value: Any) -> Any:
    return kind.fromisoformat(value) if kind is not None and isinstance(value, str) else value
