"""Numbers that no two records of a desk may share: one that comes in gets the next free one where its own was given here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Index, Table, select

from liaison_desk.foundation.database.base import meta_table
from liaison_desk.foundation.database.remembering import remember, remembered
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Change

_NUMBER = "number"
_LONGEST = 10  # digits, and more than a database holds
_NO_NUMBERS = frozenset({"last_id", "chain_head"})
_Group = tuple[Any, ...]


class Numbers:
    """Gives numbers out. What either desk remembers of numbers it gave, also of what is erased by now, is remembered from here on.

    ``remembered_as`` returns the key under which the highest number of a row's group is remembered, "" where none is.
    """

    def __init__(self, mine: Connection, theirs: Connection, remembered_as: Callable[[Row], str]) -> None:
        self._mine = mine
        self._remembered_as = remembered_as
        for key, value in theirs.execute(select(meta_table.c.key, meta_table.c.value)).all():
            told = key not in _NO_NUMBERS and value.isdecimal() and len(value) < _LONGEST
            if told and int(value) > (remembered(mine, key) or 0):
                remember(mine, key, int(value))

    def without_doubles(
        self, record_type: RecordType, changes: Sequence[Change]
    ) -> tuple[list[Change], list[tuple[Change, int]]]:
        """Return changes of one kind with no number twice, and those that were given another, with that."""
        done, told = list(changes), list[tuple[Change, int]]()
        for part, table in (("", record_type.table), *record_type.parts.items()):
            for index in table.indexes:
                if changes and index.unique and _NUMBER in index.columns:
                    done, more = self._numbered(part, table, index, done)
                    told += more
        return done, told

    def _numbered(
        self, part: str, table: Table, index: Index, changes: Sequence[Change]
    ) -> tuple[list[Change], list[tuple[Change, int]]]:
        names = [column.name for column in index.columns if column.name != _NUMBER]
        owner = table.c["record_id" if part else "id"]
        coming = {one.id for one in changes}
        used: dict[_Group, set[int]] = {}
        for id_, number, *rest in self._mine.execute(
            select(owner, table.c[_NUMBER], *(table.c[name] for name in names))
        ):
            if id_ not in coming:
                used.setdefault(tuple(rest), set()).add(number)
        asked: dict[_Group, set[int]] = {}
        for row in (row for change in changes for row in _rows(change.after, part)):
            asked.setdefault(tuple(row[name] for name in names), set()).add(row[_NUMBER])
        done, told = [], []
        for change in changes:
            rows = list(_rows(change.after, part))
            for place, row in enumerate(rows):
                group = tuple(row[name] for name in names)
                taken = used.setdefault(group, set())
                if row[_NUMBER] in taken:
                    key = self._remembered_as(row)
                    highest = max(*taken, *asked[group], (remembered(self._mine, key) if key else 0) or 0)
                    rows[place] = {**row, _NUMBER: highest + 1}
                    if key:
                        remember(self._mine, key, highest + 1)
                    told.append((change, highest + 1))
                taken.add(rows[place][_NUMBER])
            done.append(replace(change, after=_with_rows(change.after, part, rows)))
        return done, told


def _rows(shot: Snapshot | None, part: str) -> Iterator[Row]:
    if shot is not None:
        yield from shot.parts.get(part, ()) if part else (shot.row,)


def _with_rows(shot: Snapshot | None, part: str, rows: Sequence[Row]) -> Snapshot | None:
    if shot is None or not rows:
        return shot
    return Snapshot(shot.row, {**shot.parts, part: rows}) if part else Snapshot(rows[0], shot.parts)
