"""Exchanges the numbers by which a record's row names other records, for the numbers of another desk or for their uids.

Foreign keys tell most of it (``foundation.database.references``). What they cannot say stands here: pairs of a kind and a number,
and what JSON columns hold, whose paths are those of the records themselves.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from liaison_desk.briefings.records import PACKET
from liaison_desk.exchange.archive.references import DEPENDENT, GONE, paths_of
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.database.links import LINK
from liaison_desk.foundation.database.references import exchanged
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot

Path = tuple[str, ...]
Change = Callable[[str, int], Any]
"""Given the kind and the number of a record, returns what is to stand for it, ``None`` for nothing."""

_ENDS: tuple[tuple[Path, str], ...] = ((("from_id",), ".from_kind"), (("to_id",), ".to_kind"))
_WITHOUT_KEYS = frozenset({"owner_id", "source_id", "about_id", "wanted", "asked", "items"})


@cache
def soft_pointers(kind: str) -> tuple[tuple[Path, str], ...]:
    """Return the paths to numbers in a kind's row that no foreign key tells of, with the kind meant: what begins with "." says it."""
    if kind == LINK:
        return _ENDS
    return tuple((path, named) for path, named in paths_of(kind) if path[0] in _WITHOUT_KEYS)


def relinked(
    record_type: RecordType, snapshot: Snapshot, kinds: Mapping[str, str], change: Change
) -> tuple[Snapshot, bool]:
    """Return a snapshot with every number that names a record exchanged, and whether one is missing it cannot be without.

    ``kinds`` are the kinds of records by their tables.
    """
    shot, incomplete = exchanged(record_type, snapshot, kinds, change)
    kind = record_type.kind
    missing: list[str] = []

    def told(named: str, number: int) -> Any:
        new = change(named, number)
        if new is None:
            missing.append(named)
            return GONE if kind == PACKET else 0
        return new

    row: dict[str, Any] = dict(shot.row)
    for path, named in soft_pointers(kind):
        row[path[0]] = _inside(row, path, named, told)[path[0]]
    if missing and (kind in DEPENDENT or kind in (LINK, ATTACHMENT)):
        incomplete = True
    return Snapshot(row, shot.parts), incomplete


def _inside(value: Any, path: Path, named: str, change: Change) -> Any:
    """Return a JSON value with the numbers at the end of a path exchanged."""
    if isinstance(value, list):
        return [_inside(item, path, named, change) for item in value]
    if not isinstance(value, (dict, Mapping)) or not value.get(path[0]):
        return value
    old = value[path[0]]
    if len(path) > 1:
        return {**value, path[0]: _inside(old, path[1:], named, change)}
    meant = str(value.get(named[1:], "")) if named.startswith(".") else named
    put = partial(_exchanged, meant, change)
    if not isinstance(old, list):
        return {**value, path[0]: put(old)}
    # A list that is left empty would ask for all; one that names nobody any more goes on asking for nobody.
    new = list(dict.fromkeys(map(put, old)))
    return {**value, path[0]: [one for one in new if one not in (0, GONE)] or new[:1]}


def _exchanged(kind: str, change: Change, number: Any) -> Any:
    """A number of none stays what it is."""
    return change(kind, number) if isinstance(number, int) and number > 0 and kind else number


def content_of(record_type: RecordType, snapshot: Snapshot, kinds: Mapping[str, str], uid_of: Change) -> Snapshot:
    """Return what a record says, whichever desk says it: others by their uids, without its head and what follows from the rest."""
    shot, _ = relinked(record_type, snapshot, kinds, uid_of)
    left = _HEAD | record_type.said_anew(snapshot).keys()
    row = {name: value for name, value in shot.row.items() if name not in left}
    return Snapshot({**row, "in_trash": snapshot.row["deleted_at"] is not None}, shot.parts)


def same(one: Snapshot, other: Snapshot) -> bool:
    """Tell whether two contents are the same."""
    return one.row == other.row and _listed(one.parts) == _listed(other.parts)


def _listed(parts: Mapping[str, Any]) -> dict[str, list[Row]]:
    return {name: list(rows) for name, rows in parts.items()}


_HEAD = frozenset({"id", "uid", "version", "created_at", "updated_at", "author", "deleted_at"})
