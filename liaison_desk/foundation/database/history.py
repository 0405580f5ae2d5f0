"""Undo, redo, earlier versions, the trash and its emptying, for every kind of record alike.

Undo saves the state before as a new version, so versions only grow; the entries below it on the stack are rebased on
that version (``base_version``, ``result_version``). A record that someone else changed since is never overwritten.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, update

from liaison_desk.foundation.core.changes import Recent
from liaison_desk.foundation.core.errors import NotFoundError, StaleError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.base import entry_table, transaction_table
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.earlier import read_earlier
from liaison_desk.foundation.database.erasing import ask_to_rewrite
from liaison_desk.foundation.database.owners import alone, named, require_alone, require_owners
from liaison_desk.foundation.database.references import children
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.foundation.database.transaction import UNASKED, Transaction

TRASH_DAYS = 30
_Put = Callable[[Transaction, Mapping[str, Mapping[int, Snapshot]]], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one record. ``before``/``after`` are JSON snapshots, both ``None`` once erased.

    ``origin`` says whose desk it was made on, if not on this one; such an entry has a number below 0.
    """

    id: int
    at: datetime
    author: str
    label: str
    action: str
    kind: str
    record_id: int
    uid: str
    before: str | None
    after: str | None
    purged: bool
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A record in the trash, and when it was put there."""

    kind: str
    id: int
    title: str
    deleted_at: datetime


class History:
    """What was changed, and the ways back.

    ``follow`` is called after each step, and when something came out of the trash: what a desk does by itself stood on what was taken back. ``put`` hears within it of the
    records it put back, by kind and id, as they were before.
    """

    def __init__(
        self,
        database: Database,
        follow: Callable[[], None] = lambda: None,
        put: _Put = lambda _transaction, _before: None,
    ) -> None:
        self._database = database
        self._follow = follow
        self._put = put

    def undo(self) -> str | None:
        """Take back my last action, all of it; return its label, or ``None`` if there is none.

        Raises StaleError, and changes nothing, if any record of it was changed since by someone else, or given something that
        belongs to it; RefusedError if what it would bring back belongs to a record that someone has put into the trash since.
        """
        return self._step("done", "undone")

    def redo(self) -> str | None:
        """Do my last undone action again; return its label, or ``None`` if there is none."""
        return self._step("undone", "done")

    def labels(self) -> tuple[str | None, str | None]:
        """Return the labels of what undo and redo would do, ``None`` where there is nothing."""
        with self._database.read() as connection:
            found = []
            for state in ("done", "undone"):
                row = connection.execute(self._top(state)).first()
                found.append(row.label if row else None)
        return found[0], found[1]

    def named(self, ref: RecordRef) -> tuple[str, str]:
        """Return the uid of a record and what it is called, also from the trash; empty words for one that is erased."""
        record_type = self._database.types[ref.kind]
        with self._database.read() as connection:
            shot = record_type.read(connection, [ref.id]).get(ref.id)
        found = record_type.search(shot) if shot is not None else None
        return (str(shot.row["uid"]) if shot is not None else ""), (found.title if found is not None else "")

    def entries(self, uid: str = "", *, limit: int = 1000, before_id: int | None = None) -> list[Entry]:
        """Return changes, newest first: of one record by its uid with what belongs to it, or of all; ``before_id`` goes on to older ones.

        What other desks' histories tell comes after the desk's own.
        """
        columns = (
            entry_table.c.id,
            transaction_table.c.at,
            transaction_table.c.author,
            transaction_table.c.label,
            transaction_table.c.action,
            entry_table.c.kind,
            entry_table.c.record_id,
            entry_table.c.uid,
            entry_table.c.before,
            entry_table.c.after,
            entry_table.c.purged,
        )
        query: Any = select(*columns).join(transaction_table, entry_table.c.transaction_id == transaction_table.c.id)
        if uid:
            query = query.where(or_(entry_table.c.uid == uid, *self._belonging(uid)))
        if before_id is not None:
            query = query.where(entry_table.c.id < before_id)
        with self._database.read() as connection:
            own = [Entry(*row) for row in connection.execute(query.order_by(entry_table.c.id.desc()).limit(limit))]
            types = self._database.types.values()
            told = read_earlier(connection, types, uid, limit - len(own), before_id)
            return [*own, *(Entry(*row) for row in told)]

    def _belonging(self, uid: str) -> list[ColumnElement[bool]]:
        """Return the conditions that a change is one of a record that belongs to another, such as a note to its meeting."""
        found = []
        for belonging in self._database.types.values():
            if belonging.parent is not None:
                kind, column = belonging.parent
                table, own = self._database.types[kind].table, belonging.table.c
                mine = select(own.id).join(table, table.c.id == own[column]).where(table.c.uid == uid)
                found.append(and_(entry_table.c.kind == belonging.kind, entry_table.c.record_id.in_(mine)))
        return found

    def since(self, at: datetime, limit: int = 6) -> list[Recent]:
        """Return what was done since an instant, by kind of action, the latest first."""
        last = func.max(transaction_table.c.at)
        counted = (transaction_table.c.state == "done") | (transaction_table.c.action == UNASKED)
        query: Any = (
            select(transaction_table.c.label, func.count(), last)
            .where(transaction_table.c.at >= at, counted)
            .group_by(transaction_table.c.label)
            .order_by(last.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return [Recent(*row) for row in connection.execute(query)]

    def touched(self, one: Recent) -> RecordRef | None:
        """Return the record that an action done lately changed first, or what that belongs to; ``None`` once it is gone."""
        last = select(func.max(transaction_table.c.id)).where(
            transaction_table.c.label == one.label, transaction_table.c.at == one.at
        )
        query = select(entry_table.c.kind, entry_table.c.record_id).where(
            entry_table.c.transaction_id == last.scalar_subquery()
        )
        with self._database.read() as connection:
            for kind, record_id in connection.execute(query.order_by(entry_table.c.id).limit(20)).all():
                record_type = self._database.types[kind]
                own = record_type.table.c
                owner, column = record_type.parent or (kind, "id")
                there = select(own[column]).where(own.id == record_id, own.deleted_at.is_(None))
                id_ = connection.execute(there).scalar()
                if id_ is not None:
                    return RecordRef(owner, id_)
        return None

    def restore_version(self, entry_id: int) -> None:
        """Make a record be again as this entry left it, as a new version that undo can take back; it comes out of the trash for it."""
        with self._database.write("Restore an earlier version") as transaction:
            row = transaction.connection.execute(
                select(entry_table.c.kind, entry_table.c.record_id, entry_table.c.after).where(
                    entry_table.c.id == entry_id
                )
            ).first()
            if row is None or row.after is None:
                raise NotFoundError("This version is not kept any more. Choose another one.")
            record_type = self._database.types[row.kind]
            self._restore(transaction, record_type, [row.record_id])
            known, shot = self._present(transaction, record_type, [row.record_id]), record_type.loads(row.after)
            there = Snapshot({**shot.row, "deleted_at": None}, shot.parts)  # also as it was when it was thrown away
            transaction.put_back(record_type, {row.record_id: there}, known)
            self._put(transaction, {record_type.kind: known})
            require_owners(transaction, record_type, [row.record_id])

    def trash(self, limit: int = 500) -> list[Trashed]:
        """Return what lies in the trash, newest first, with a title from its search document's rules."""
        found: list[Trashed] = []
        with self._database.read() as connection:
            for record_type in self._database.types.values():
                table = record_type.table
                ids = connection.execute(
                    select(table.c.id)
                    .where(table.c.deleted_at.is_not(None), *alone(self._database.types, record_type))
                    .order_by(table.c.deleted_at.desc())
                    .limit(limit)
                ).scalars()
                for id_, snapshot in record_type.read(connection, ids).items():
                    document = record_type.search(snapshot)
                    if document is not None:  # what nobody can find, such as a link, comes back by undo
                        found.append(Trashed(record_type.kind, id_, document.title, snapshot.row["deleted_at"]))
        return sorted(found, key=lambda trashed: trashed.deleted_at, reverse=True)[:limit]

    def restore(self, kind: str, ids: Sequence[int]) -> None:
        """Take records out of the trash, with what went into it together with them.

        Raises RefusedError for what belongs to a record that lies there itself: nobody would see it.
        """
        with self._database.write("Restore from the trash") as transaction:
            self._restore(transaction, self._database.types[kind], ids)
            require_owners(transaction, self._database.types[kind], ids)
        self._follow()

    def _restore(self, transaction: Transaction, record_type: RecordType, ids: Sequence[int]) -> None:
        present = self._present(transaction, record_type, ids)
        known = {id_: shot for id_, shot in present.items() if shot.row["deleted_at"] is not None}
        states = {id_: Snapshot({**shot.row, "deleted_at": None}, shot.parts) for id_, shot in known.items()}
        transaction.put_back(record_type, states, known)
        gone: dict[datetime | None, list[int]] = {}
        for id_, shot in known.items():
            gone.setdefault(shot.row["deleted_at"], []).append(id_)
        for belonging, held in children(transaction.connection, self._database.types, record_type.kind, gone):
            self._restore(transaction, belonging, held)
        for column, kind in record_type.brings.items():
            at = {shot.row[column]: shot.row["deleted_at"] for shot in known.values() if shot.row[column]}
            brought = self._database.types[kind]
            found = brought.read(transaction.connection, at)
            # What went there after its holder was marked anew in the trash.
            together = [id_ for id_, shot in found.items() if (since := shot.row["deleted_at"]) and since >= at[id_]]
            if together:
                self._restore(transaction, brought, together)

    def purge(self, kind: str, ids: Sequence[int]) -> bool:
        """Erase records of one kind for good; see ``purge_all``."""
        return self.purge_all({kind: ids})

    def purge_all(self, chosen: Mapping[str, Sequence[int]]) -> bool:
        """Erase records (ids by kind) for good, their history's contents and search entries too; the erasing itself is recorded.

        A file is written anew, so that no trace stays in it. Returns whether that is done; what hindered it is made up for later.
        """
        with self._database.write("Erase for good", action="purge") as transaction:
            for kind, ids in chosen.items():
                transaction.erase(self._database.types[kind], ids)
            ask_to_rewrite(transaction.connection)
        return self._database.wipe()

    def empty_old_trash(self) -> int:
        """Erase what has lain in the trash for 30 days, with no writing anew each morning; return how many records that were."""
        limit = self._database.clock.now() - timedelta(days=TRASH_DAYS)
        old: dict[str, list[int]] = {}
        with self._database.read() as connection:
            for kind, record_type in self._database.types.items():
                table = record_type.table
                ids = connection.execute(select(table.c.id).where(table.c.deleted_at < limit)).scalars().all()
                if ids:
                    old[kind] = list(ids)
        if old:
            with self._database.write("Empty the trash", action="purge") as transaction:
                for kind, ids in old.items():
                    transaction.erase(self._database.types[kind], ids)
            self._database.wipe()
        return sum(map(len, old.values()))

    def _top(self, state: str) -> Select[int, str]:
        order = transaction_table.c.id.desc() if state == "done" else transaction_table.c.id.asc()
        mine = (transaction_table.c.author == self._database.author) & (transaction_table.c.state == state)
        return select(transaction_table.c.id, transaction_table.c.label).where(mine).order_by(order).limit(1)

    def _step(self, state: str, other: str) -> str | None:
        undoing = state == "done"
        with self._database.read() as connection:
            top = connection.execute(self._top(state)).first()
        if top is None:
            return None
        with self._database.write(top.label, action="undo" if undoing else "redo", of_id=top.id) as transaction:
            connection = transaction.connection
            own = (transaction_table.c.id == top.id) & (transaction_table.c.state == state)
            if connection.execute(update(transaction_table).where(own).values(state=other)).rowcount != 1:
                raise StaleError("This has just been undone or redone elsewhere. Look again.")
            entries = connection.execute(select(entry_table).where(_of(top.id)).order_by(entry_table.c.id)).all()
            by_kind: dict[str, dict[int, tuple[int, str | None]]] = {}
            for entry in reversed(entries) if undoing else entries:
                expected = entry.result_version if undoing else entry.base_version
                by_kind.setdefault(entry.kind, {})[entry.record_id] = (
                    expected,
                    entry.before if undoing else entry.after,
                )
            before = {kind: self._put_back(transaction, kind, wanted) for kind, wanted in by_kind.items()}
            self._put(transaction, before)
            for kind, wanted in by_kind.items():
                require_owners(transaction, transaction.types[kind], list(wanted))
                require_alone(transaction, transaction.types[kind], list(wanted))
            self._rebase(transaction, top.id, undoing=undoing)
        self._follow()
        return str(top.label)

    def _put_back(
        self, transaction: Transaction, kind: str, wanted: Mapping[int, tuple[int, str | None]]
    ) -> Mapping[int, Snapshot]:
        record_type = transaction.types[kind]
        known = self._present(transaction, record_type, list(wanted))
        for id_, (expected, _) in wanted.items():
            if known[id_].row["version"] != expected:
                raise StaleError(
                    "{title} has been changed since by {author}. Nothing was undone.", **named(record_type, known[id_])
                )
        states = {id_: None if text is None else record_type.loads(text) for id_, (_, text) in wanted.items()}
        transaction.put_back(record_type, states, known)
        return known

    def _present(self, transaction: Transaction, record_type: RecordType, ids: Sequence[int]) -> Mapping[int, Snapshot]:
        known = record_type.read(transaction.connection, ids)
        if any(id_ not in known for id_ in ids):
            raise NotFoundError("This record has been erased for good. It cannot come back.")
        return known

    def _rebase(self, transaction: Transaction, stepped_id: int, *, undoing: bool) -> None:
        """Let the neighbours on the stack stand on the versions this step made."""
        table = entry_table
        own = select(
            entry_table.c.id,
            entry_table.c.kind,
            entry_table.c.record_id,
            entry_table.c.base_version,
            entry_table.c.result_version,
        )
        entries = transaction.connection.execute(own.where(_of(stepped_id))).all()
        joint, made = ("base_version", "result_version") if undoing else ("result_version", "base_version")
        versions: dict[tuple[str, int], int] = {}
        for kind in {entry.kind for entry in entries}:
            owner = self._database.types[kind].table
            ids = [entry.record_id for entry in entries if entry.kind == kind]
            for start in range(0, len(ids), 500):
                rows = transaction.connection.execute(
                    select(owner.c.id, owner.c.version).where(owner.c.id.in_(ids[start : start + 500]))
                )
                versions |= {(kind, id_): version for id_, version in rows}
        neighbours = (
            update(table)
            .where(
                table.c.kind == bindparam("b_kind"),
                table.c.record_id == bindparam("b_record"),
                table.c[made] == bindparam("b_old"),
                table.c.id != bindparam("b_self"),
            )
            .values({made: bindparam("b_new")})
        )
        itself = update(table).where(table.c.id == bindparam("b_self")).values({joint: bindparam("b_new")})
        values = [
            {
                "b_kind": entry.kind,
                "b_record": entry.record_id,
                "b_old": getattr(entry, joint),
                "b_self": entry.id,
                "b_new": versions[entry.kind, entry.record_id],
            }
            for entry in entries
        ]
        if values:
            transaction.connection.execute(neighbours, values)
            transaction.connection.execute(itself, [{"b_self": v["b_self"], "b_new": v["b_new"]} for v in values])

    def settle(self) -> None:
        """Take my actions so far off the undo stack; a sample begins with nothing to undo."""
        with self._database.write("Settle", action="make") as transaction:
            mine = (transaction_table.c.author == self._database.author) & transaction_table.c.state.in_(
                ("done", "undone")
            )
            transaction.connection.execute(update(transaction_table).where(mine).values(state="dead"))

    def count(self) -> int:
        """Return how many changes the history holds."""
        return self._counted(entry_table.c.id)

    def records(self) -> int:
        """Return of how many records the history tells, those erased among them."""
        return self._counted(entry_table.c.record_id.distinct())  # no two records, of whatever kind, have one id

    def _counted(self, what: ColumnElement[int]) -> int:
        with self._database.read() as connection:
            return connection.execute(select(func.count(what))).scalar_one()


def _of(transaction_id: int) -> ColumnElement[bool]:
    """Select an action's entries, those of records erased since left out: the rest can still go back."""
    return (entry_table.c.transaction_id == transaction_id) & entry_table.c.purged.is_(False)
