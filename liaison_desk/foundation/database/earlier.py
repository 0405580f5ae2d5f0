"""What other desks' histories tell of records that were taken over from there, beside the desk's own history."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select

from liaison_desk.foundation.database.base import earlier_table, entry_table, transaction_table
from liaison_desk.foundation.database.snapshot import RecordType, Row, chunks

TAKE_OVER = "Take over an archive"  # the label of the action; by it one that was taken back is known
_EARLIER = earlier_table.c


def read_earlier(
    connection: Connection, types: Collection[RecordType], uid: str, limit: int, before_id: int | None
) -> list[tuple[Any, ...]]:
    """Return earlier entries as the history shows its own, newest first: of one record and what belongs to it, or of all.

    Their numbers are below 0; ``before_id``, if it is one of those, goes on to older ones.
    """
    if limit <= 0:
        return []
    query: Any = select(earlier_table)
    if uid:
        query = query.where(or_(_EARLIER.uid == uid, *_belonging(types, uid)))
    if before_id is not None and before_id < 0:
        at = select(_EARLIER.at).where(_EARLIER.id == -before_id).scalar_subquery()
        query = query.where(or_(_EARLIER.at < at, (_EARLIER.at == at) & (_EARLIER.id < -before_id)))
    rows = connection.execute(query.order_by(_EARLIER.at.desc(), _EARLIER.id.desc()).limit(limit))
    return [
        (-one.id, one.at, one.author, one.label, one.action, one.kind, 0, one.uid, one.before, one.after,
         one.before is None and one.after is None, one.origin)
        for one in rows
    ]  # fmt: skip


def _belonging(types: Collection[RecordType], uid: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    owners = {one.kind: one.table for one in types}
    for belonging in types:
        if belonging.parent is not None:
            kind, column = belonging.parent
            own, owner = belonging.table.c, owners[kind].c
            mine = select(own.uid).where(own[column] == owner.id, owner.uid == uid)
            found.append((_EARLIER.kind == belonging.kind) & _EARLIER.uid.in_(mine))
    return found


@dataclass(frozen=True, slots=True)
class TakenBack:
    """When archives were taken over whose taking over was undone, and the numbers of those actions and of their undoing."""

    at: frozenset[datetime]
    actions: frozenset[int]


def taken_back(connection: Connection) -> TakenBack:
    """Return what was taken back by now: of that nothing counts as known, and it can come in again."""
    done = transaction_table.c
    came = select(_EARLIER.taken_at).distinct()
    takings = connection.execute(
        select(done.id, done.at).where(done.label == TAKE_OVER, done.action == "do", done.at.in_(came))
    ).all()
    instants: set[datetime] = set()
    standing: set[datetime] = set()
    actions: set[int] = set()
    for id_, at in takings:
        steps = connection.execute(
            select(done.id, done.action).where(done.of_id == id_, done.action.in_(("undo", "redo"))).order_by(done.id)
        ).all()
        if steps and steps[-1].action == "undo":
            instants.add(at)
            actions |= {id_, *(one.id for one in steps)}
        else:
            standing.add(at)
    return TakenBack(frozenset(instants - standing), frozenset(actions))


def known_digests(connection: Connection, back: TakenBack, *, until: int | None = None) -> set[str]:
    """Return the digests of all entries a desk knows, its own up to one and those of others."""
    own = select(entry_table.c.digest).where(_until(until))
    told = select(_EARLIER.digest).where(_EARLIER.taken_at.not_in(back.at))
    return {*connection.execute(own).scalars(), *connection.execute(told).scalars()}


def tips(connection: Connection, back: TakenBack, *, until: int | None = None) -> dict[int, str]:
    """Return for each record, by its number, the digest of its own latest entry."""
    entry = entry_table.c
    own = _until(until) & entry.transaction_id.not_in(back.actions)
    last = select(func.max(entry.id)).where(own).group_by(entry.kind, entry.record_id)
    rows = connection.execute(select(entry.record_id, entry.digest).where(entry.id.in_(last)))
    return {row[0]: row[1] for row in rows}


def said_alike(connection: Connection, back: TakenBack) -> dict[tuple[str, str, int], str]:
    """Return the digests of others' entries that say what a version (kind, uid, version) of a record of this desk says."""
    query = select(_EARLIER.kind, _EARLIER.uid, _EARLIER.version, _EARLIER.digest)
    rows = connection.execute(
        query.where(_EARLIER.version > 0, _EARLIER.taken_at.not_in(back.at)).order_by(_EARLIER.id)
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def uids_of(connection: Connection, digests: Collection[str], *, own: bool) -> dict[str, str]:
    """Return under which uid a desk has entries of these digests, in its own history or among those of others."""
    table = entry_table if own else earlier_table
    wanted = frozenset(digests)
    rows = connection.execute(select(table.c.digest, table.c.uid))
    return {digest: uid for digest, uid in rows if digest in wanted}


def digests_of(connection: Connection, *, until: int | None = None) -> Iterable[tuple[str, str, str]]:
    """Yield the kind, uid and digest of every entry a desk has, others' entries among them."""
    entry = entry_table.c
    for query in (
        select(_EARLIER.kind, _EARLIER.uid, _EARLIER.digest),
        select(entry.kind, entry.uid, entry.digest).where(_until(until)),
    ):
        yield from ((row[0], row[1], row[2]) for row in connection.execute(query))


def history_of(connection: Connection, kind: str, *, until: int | None = None) -> Iterable[Row]:
    """Yield what a desk's history tells of a kind of record, others' entries it keeps among it, the oldest first."""
    entry, done = entry_table.c, transaction_table.c
    told = (_EARLIER.uid, _EARLIER.kind, _EARLIER.at, _EARLIER.author, _EARLIER.label, _EARLIER.action)
    rest = (_EARLIER.before, _EARLIER.after, _EARLIER.digest, _EARLIER.origin)
    yield from connection.execute(select(*told, *rest).where(_EARLIER.kind == kind).order_by(_EARLIER.id)).mappings()
    last = 0
    own = select(
        entry.id, entry.uid, entry.kind, done.at, done.author, done.label, done.action, entry.before, entry.after,
        entry.digest,
    ).join(transaction_table, done.id == entry.transaction_id).where(entry.kind == kind, _until(until))  # fmt: skip
    while rows := connection.execute(own.where(entry.id > last).order_by(entry.id).limit(1000)).mappings().all():
        last = rows[-1]["id"]
        yield from rows


def keep_earlier(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep entries of another desk; those of a taking over that was undone come in again."""
    back = taken_back(connection)
    if back.at:
        for some in chunks([one["digest"] for one in rows]):
            again = _EARLIER.digest.in_(some) & _EARLIER.taken_at.in_(back.at)
            connection.execute(delete(earlier_table).where(again))
    for start in range(0, len(rows), 1000):
        connection.execute(insert(earlier_table), rows[start : start + 1000])


def _until(until: int | None) -> ColumnElement[bool]:
    return entry_table.c.id > 0 if until is None else entry_table.c.id <= until
