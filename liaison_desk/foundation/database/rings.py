"""Records that stand under others of their kind: none may come to stand under itself, and what is above is written first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Table

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
        ringed = rings(above)
        for place, one in enumerate(done):
            if one.after is not None and one.id in ringed:
                for id_ in ringed[one.id]:  # of a ring one is freed
                    del ringed[id_]
                del above[one.id]
                done[place] = replace(one, after=Snapshot({**one.after.row, name: None}, one.after.parts))
                freed.append(done[place])
        floors = _floors(above)
        done.sort(key=lambda one: floors.get(one.id, 0))
    return done, freed


def in_rings(connection: Connection, table: Table, column: str) -> Collection[int]:
    """Return the records of a table that stand, in the end, under themselves by a column; one query for all."""
    return rings(pointers_among(connection, table, column)).keys()


def rings(above: Mapping[int, int]) -> dict[int, Sequence[int]]:
    """Return what stands, in the end, under itself, each with its whole ring; ``above`` is what each stands right under."""
    found: dict[int, Sequence[int]] = {}
    walked = set[int]()
    for first in above:
        places: dict[int, int] = {}
        at = first
        while at in above and at not in walked:
            walked.add(at)
            places[at] = len(places)
            at = above[at]
        if at in places:
            ring = list(places)[places[at] :]
            found |= dict.fromkeys(ring, ring)
    return found


def _floors(above: Mapping[int, int]) -> dict[int, int]:
    """Return how many each stands under, where nothing stands under itself."""
    floors: dict[int, int] = {}
    for first in above:
        path = [first]
        while path[-1] in above and path[-1] not in floors:
            path.append(above[path[-1]])
        top = floors.get(path[-1], 0)
        floors |= {id_: top + n for n, id_ in enumerate(reversed(path))}
    return floors
