"""How each record stands on two desks that meet: the desk that takes over, and the archive of another.

What both know in common their histories tell, by the digests of their entries. Each record has its tips: its own latest entry, and
entries of other desks that say the same as its present version. A tip that the other desk knows means that nothing was changed
since the two last met. Records are the same by their uids, or where one desk has said of another's that it is its own
(``recognizing``); from here on the archive's are called by this desk's uids.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from graphlib import TopologicalSorter
from typing import Any

from liaison_desk.app.desk import TYPES
from liaison_desk.app.handover.pointing import content_of, same
from liaison_desk.app.handover.reading import Archive
from liaison_desk.foundation.database import earlier
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.foundation.database.standing import heads

Key = tuple[str, str]
"""The kind of a record and this desk's uid of it."""
# A desk keeps its own profile; what was done about reminders was done on one seat.
STAYING = frozenset({"profile", "reminder", "task_reminder"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands on one desk, and the digests of what is known to say the same."""

    id: int
    uid: str
    version: int
    updated_at: datetime
    author: str
    trashed: bool
    tips: frozenset[str]


class Side:
    """One desk's records by kind and uid, read at one moment; ``until`` is the last change that counts."""

    def __init__(self, connection: Any, until: int | None = None) -> None:
        self.connection = connection
        self.until = until
        back = earlier.taken_back(connection)
        self.known = earlier.known_digests(connection, back, until=until)
        self._tips = earlier.tips(connection, back, until=until)
        self._alike = earlier.said_alike(connection, back)
        self.records: dict[str, dict[str, Standing]] = {
            one.kind: self._standings(one) for one in TYPES if one.kind not in STAYING
        }
        self.uids: dict[int, str] = {
            one.id: one.uid for standings in self.records.values() for one in standings.values()
        }

    def _standings(self, record_type: RecordType) -> dict[str, Standing]:
        found = {}
        for one in heads(self.connection, record_type):
            alike = self._alike.get((record_type.kind, one.uid, one.version))
            said = frozenset(filter(None, (self._tips.get(one.id), alike)))
            trashed = one.deleted_at is not None
            found[one.uid] = Standing(one.id, one.uid, one.version, one.updated_at, one.author, trashed, said)
        return found

    def find(self, kind: str, uid: str) -> Standing | None:
        """Return how a record stands, if it is there at all."""
        return self.records.get(kind, {}).get(uid)


class Sides:
    """The two desks. ``mine`` takes over; the archive's records go by this desk's uids wherever those are known (``alias``)."""

    def __init__(self, mine: Any, theirs: Any, archive: Archive) -> None:
        self.archive = archive
        self.mine = Side(mine)
        self.theirs = Side(theirs, archive.until)
        self.types = {one.kind: one for one in ordered_types()}
        self.kinds = {one.table.name: one.kind for one in TYPES}
        self.alias: dict[Key, str] = {}
        self.newly: set[Key] = set()
        self._uids = dict(self.theirs.uids)

    def name_alike(self, kind: str, theirs: str, mine: str, *, newly: bool = False) -> None:
        """Note that a record of the archive is one of this desk under another uid; ``newly`` if nobody knew until now."""
        if newly:
            self.newly.add((kind, mine))
        one = self.theirs.records[kind][theirs]
        self.alias[kind, theirs] = mine
        self._uids[one.id] = mine

    def pairs(self, kind: str) -> list[tuple[Standing, Standing | None]]:
        """Return the archive's records of a kind, each with this desk's own."""
        return [
            (one, self.mine.find(kind, self.alias.get((kind, uid), uid)))
            for uid, one in self.theirs.records.get(kind, {}).items()
        ]

    def my_uid(self, kind: str, theirs: Standing) -> str:
        """Return the uid that a record of the archive has, or would have, here."""
        return self.alias.get((kind, theirs.uid), theirs.uid)

    def met_as(self, kind: str, uid: str) -> str:
        """Return the uid here of what an entry of the archive's history is about; empty for what lies in the trash there."""
        one = self.theirs.find(kind, uid)
        return "" if one is not None and one.trashed else self.alias.get((kind, uid), uid)

    def their_content(self, record_type: RecordType, snapshot: Snapshot) -> Snapshot:
        """Return what a record of the archive says, others by this desk's uids."""
        return content_of(record_type, snapshot, self.kinds, lambda kind, id_: self._named(kind, id_, self._uids))

    def my_content(self, record_type: RecordType, snapshot: Snapshot) -> Snapshot:
        """Return what a record of this desk says, others by their uids."""
        return content_of(record_type, snapshot, self.kinds, lambda kind, id_: self._named(kind, id_, self.mine.uids))

    def say_the_same(self, record_type: RecordType, mine: Snapshot, theirs: Snapshot) -> bool:
        """Tell whether a record says the same on both desks."""
        return same(self.my_content(record_type, mine), self.their_content(record_type, theirs))

    def meant(self, kind: str, their_id: int) -> str:
        """Return the uid here of what a number of the archive means; empty for what is not there."""
        uid = self._uids.get(their_id, "")
        return uid if self.theirs.find(kind, uid) or self.mine.find(kind, uid) else ""

    @staticmethod
    def _named(kind: str, id_: int, uids: Mapping[int, str]) -> Any:
        return f"{kind}:{uids[id_]}" if id_ in uids else None


def ordered_types() -> list[RecordType]:
    """Return the kinds of records in which one desk takes from another, what is pointed to before what points to it."""
    taken = {one.table.name: one for one in TYPES if one.kind not in STAYING}
    above = {
        name: {
            key.target_fullname.partition(".")[0]
            for table in (one.table, *one.parts.values())
            for column in table.columns
            for key in column.foreign_keys
        } - {name}
        for name, one in taken.items()
    }  # fmt: skip
    return [taken[name] for name in TopologicalSorter(above).static_order()]
