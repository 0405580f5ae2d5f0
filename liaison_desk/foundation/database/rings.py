"""Records that stand under others of their kind: none may come to stand under itself, and what is above is written first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.foundation.database.standing import pointers_among
from liaison_desk.foundation.database.transaction import Change


def without_rings(
    connection: Connection, record_type: RecordType, changes: Sequence[Change]
) -> tuple[list[Change], list[Change]]:
    """Return changes of one kind in an order in which they can be written, and those that were freed.

    One that would stand under itself, for the two desks moved records under each other, comes in standing under nothing.
    """
    done, freed = list(changes), list[Change]()
    table = record_type.table
    own = [one.name for one in table.columns if any(key.column.table is table for key in one.foreign_keys)]
    for name in own if changes else ():
        above = pointers_among(connection, table, name)
        for one in done:
            assert one.after is not None  # nothing is erased by what comes in
            above.pop(one.id, None)
            if one.after.row[name] is not None:
                above[one.id] = one.after.row[name]
        for place, one in enumerate(done):
            if one.after is not None and one.id in _chain(above, one.id)[1:]:
                del above[one.id]
                done[place] = replace(one, after=Snapshot({**one.after.row, name: None}, one.after.parts))
                freed.append(done[place])
        done.sort(key=lambda one: len(_chain(above, one.id)))
    return done, freed


def _chain(above: Mapping[int, int], first: int) -> list[int]:
    """Return a record and what it stands under, up to the top, or to one that was met already."""
    chain = [first]
    while (higher := above.get(chain[-1])) is not None:
        chain.append(higher)
        if higher in chain[:-1]:
            break
    return chain
