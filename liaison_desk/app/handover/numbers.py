"""Numbers that no two records of a desk may share: one that comes in gets the next free one where its own was given here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Index, Table, select

from liaison_desk.app.handover.comparing import LeftOut
from liaison_desk.app.handover.words import title_of
from liaison_desk.foundation.database.base import meta_table
from liaison_desk.foundation.database.remembering import remember, remembered
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Change

_NUMBER = "number"
_NO_NUMBERS = frozenset({"last_id", "chain_head"})
_Group = tuple[Any, ...]


class Numbers:
    """Gives numbers out. What either desk remembers of numbers it gave, also of what is erased by now, is remembered from here on."""

    def __init__(self, mine: Connection, theirs: Connection) -> None:
        self._mine = mine
        for key, value in theirs.execute(select(meta_table.c.key, meta_table.c.value)).all():
            if key not in _NO_NUMBERS and value.isdecimal() and int(value) > (remembered(mine, key) or 0):
                remember(mine, key, int(value))

    def without_doubles(self, record_type: RecordType, changes: Sequence[Change]) -> tuple[list[Change], list[LeftOut]]:
        """Return changes of one kind with no number twice, and what is to be said of those that were given another."""
        done, told = list(changes), list[LeftOut]()
        for part, table in (("", record_type.table), *record_type.parts.items()):
            for index in table.indexes:
                if changes and index.unique and _NUMBER in index.columns:
                    done, more = self._numbered(record_type, part, table, index, done)
                    told += more
        return done, told

    def _numbered(
        self, record_type: RecordType, part: str, table: Table, index: Index, changes: Sequence[Change]
    ) -> tuple[list[Change], list[LeftOut]]:
        names = [column.name for column in index.columns if column.name != _NUMBER]
        owner = table.c["record_id" if part else "id"]
        coming = {one.id for one in changes}
        used: dict[_Group, set[int]] = {}
        for id_, number, *rest in self._mine.execute(
            select(owner, table.c[_NUMBER], *(table.c[name] for name in names))
        ):
            if id_ not in coming:
                used.setdefault(tuple(rest), set()).add(number)
        done, told = [], []
        for change in changes:
            rows = list(_rows(change.after, part))
            for place, row in enumerate(rows):
                group = tuple(row[name] for name in names)
                taken = used.setdefault(group, set())
                if row[_NUMBER] in taken:
                    highest = max(*taken, remembered(self._mine, _remembered_as(row)) or 0)
                    rows[place] = {**row, _NUMBER: highest + 1}
                    if part:
                        remember(self._mine, _remembered_as(row), highest + 1)
                    assert change.after is not None  # it has rows
                    title = title_of(record_type, change.after)
                    said = "“{title}” has the number {number} here, for its own was given on this desk before."
                    told.append(LeftOut(record_type.kind, title, said, (("title", title), (_NUMBER, highest + 1))))
                taken.add(rows[place][_NUMBER])
            done.append(replace(change, after=_with_rows(change.after, part, rows)))
        return done, told


def _remembered_as(row: Row) -> str:
    """Return under which key a desk remembers the highest number it gave, as the store of tasks has it."""
    return f"rfi {row.get('year')} {row.get('direction')}"


def _rows(shot: Snapshot | None, part: str) -> Iterator[Row]:
    if shot is not None:
        yield from shot.parts.get(part, ()) if part else (shot.row,)


def _with_rows(shot: Snapshot | None, part: str, rows: Sequence[Row]) -> Snapshot | None:
    if shot is None or not rows:
        return shot
    return Snapshot(shot.row, {**shot.parts, part: rows}) if part else Snapshot(rows[0], shot.parts)
