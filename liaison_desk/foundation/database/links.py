"""Links between records of any kinds."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.base import link_table, search_table
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.foundation.database.transaction import Change, Draft, Transaction

LINK = "link"
# A link is not found by words: what it joins is.
LINK_TYPE = RecordType(LINK, link_table, search=lambda _: None)
_LINK = link_table.c


class Links:
    """Which records belong together; a link has no direction for who asks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, one: RecordRef, other: RecordRef) -> None:
        """Link two records; linking them again changes nothing."""
        with self._database.write("Link records") as transaction:
            self.add_in(transaction, one, other)

    def add_in(self, transaction: Transaction, one: RecordRef, other: RecordRef) -> None:
        """Link two records inside a larger transaction."""
        ids = transaction.connection.execute(select(_LINK.id).where(_between(one, other))).scalars().all()
        known = LINK_TYPE.read(transaction.connection, ids)
        if any(shot.row["deleted_at"] is None for shot in known.values()):
            return
        # One that was taken away comes back; writers wait for each other, so nobody adds the same meanwhile.
        id_, shot = next(iter(known.items()), (0, None))
        version = shot.row["version"] if shot is not None else 0
        values = {"from_kind": one.kind, "from_id": one.id, "to_kind": other.kind, "to_id": other.id, "marking": ""}
        transaction.save(LINK_TYPE, [Draft(values, id=id_, version=version)])

    def remove(self, one: RecordRef, other: RecordRef) -> None:
        """Take the link between two records away, whichever way it was made."""
        with self._database.write("Unlink records") as transaction:
            ids = transaction.connection.execute(select(_LINK.id).where(_between(one, other))).scalars().all()
            transaction.trash(LINK_TYPE, ids)

    def of(self, ref: RecordRef) -> Sequence[RecordRef]:
        """Return the records linked to this one, titled, those in the trash left out."""
        with self._database.read() as connection:
            others = [
                (to_kind, to_id) if (from_kind, from_id) == (ref.kind, ref.id) else (from_kind, from_id)
                for from_kind, from_id, to_kind, to_id in connection.execute(
                    select(_LINK.from_kind, _LINK.from_id, _LINK.to_kind, _LINK.to_id)
                    .where(_touching(ref.kind, [ref.id]), _LINK.deleted_at.is_(None))
                    .order_by(_LINK.id)
                )
            ]
            named = select(search_table.c.id, search_table.c.title).where(
                search_table.c.id.in_([id_ for _, id_ in others])
            )
            titles = {row[0]: row[1] for row in connection.execute(named)}
        return [RecordRef(kind, id_, titles[id_]) for kind, id_ in others if id_ in titles]


def give_links(transaction: Transaction, kind: str, old: int, new: int) -> None:
    """Let what is linked to one record be linked to another; no record is linked to itself, and none twice."""
    ids = transaction.connection.execute(
        select(_LINK.id).where(_touching(kind, [old, new]), _LINK.deleted_at.is_(None)).order_by(_LINK.id)
    ).scalars()
    seen: set[frozenset[tuple[str, int]]] = set()
    changes, away = [], []
    for id_, shot in sorted(LINK_TYPE.read(transaction.connection, ids).items()):
        ends = {side: _end(shot, side, (kind, old), (kind, new)) for side in ("from", "to")}
        pair = frozenset(ends.values())
        if len(pair) == 1 or pair in seen:
            away.append(id_)
            continue
        seen.add(pair)
        values = {f"{side}_id": end[1] for side, end in ends.items()}
        if any(shot.row[name] != value for name, value in values.items()):
            after = transaction.next_version(shot, **values)
            changes.append(Change(LINK_TYPE, id_, shot.row["uid"], shot, after))
    transaction.put(changes)
    transaction.trash(LINK_TYPE, away)


def _end(shot: Snapshot, side: str, old: tuple[str, int], new: tuple[str, int]) -> tuple[str, int]:
    end = (str(shot.row[f"{side}_kind"]), int(shot.row[f"{side}_id"]))
    return new if end == old else end


def _touching(kind: str, ids: Sequence[int]) -> ColumnElement[bool]:
    return or_(
        (_LINK.from_kind == kind) & _LINK.from_id.in_(ids),
        (_LINK.to_kind == kind) & _LINK.to_id.in_(ids),
    )


def _between(one: RecordRef, other: RecordRef) -> ColumnElement[bool]:
    def ends(source: RecordRef, target: RecordRef) -> ColumnElement[bool]:
        return (
            (_LINK.from_kind == source.kind) & (_LINK.from_id == source.id)
            & (_LINK.to_kind == target.kind) & (_LINK.to_id == target.id)
        )  # fmt: skip

    return or_(ends(one, other), ends(other, one))
