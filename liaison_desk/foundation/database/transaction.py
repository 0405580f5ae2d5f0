"""One use case's writing: records saved, trashed or put back, with their history and search entries, or nothing at all."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import NotFoundError, RefusedError, StaleError
from liaison_desk.foundation.core.ids import uuid7
from liaison_desk.foundation.database import chain, erasing, search
from liaison_desk.foundation.database.base import entry_table, meta_table, transaction_table
from liaison_desk.foundation.database.bounds import require_room
from liaison_desk.foundation.database.letters import storable_row
from liaison_desk.foundation.database.references import children, existing, going_along, holders, repointed, without
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot, same_content

CHANNEL = "liaison_desk"  # PostgreSQL's NOTIFY channel
UNASKED = "unasked"  # the action of what a desk does by itself: in the history, and not on anybody's undo stack
_NOT_THERE = "23503"  # how PostgreSQL says in any language that a foreign key points to nothing
_TOLD = 500  # ids in one notice, whose text may have 8,000 bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What a store wants saved: ``id`` 0 makes a new record. ``values`` are the columns without the head's."""

    values: Row
    parts: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    id: int = 0
    uid: str = ""
    version: int = 0
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the database said of a saved record."""

    id: int
    uid: str
    version: int
    created_at: datetime
    updated_at: datetime
    author: str
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One record's step from one snapshot to the next, as the history keeps it."""

    type: RecordType
    id: int
    uid: str
    before: Snapshot | None
    after: Snapshot | None


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, and what a person would call it (an English template; the window translates it)."""

    at: datetime
    author: str
    label: str
    action: str = "do"
    of_id: int = 0
    random: Random | None = None
    session: str = ""  # which open desk writes, so that it is not told of its own writes


class Transaction:
    """Collects the changes of one use case and writes history and search entries in bulk when it closes.

    Made by ``Database.write()`` only, which also commits. On both engines writers wait for each other, so ids and the
    chain of history are given out without gaps between them.
    """

    def __init__(self, connection: Connection, writing: Writing, types: Mapping[str, RecordType]) -> None:
        self.connection = connection
        self.writing = writing
        self.types = types
        self._changes: list[Change] = []
        # In one order, so that no two writers hold a row each that the other waits for.
        rows = select(meta_table.c.key, meta_table.c.value).order_by(meta_table.c.key).with_for_update()
        meta = {key: value for key, value in connection.execute(rows)}  # noqa: C416 - rows are not pairs to a type checker
        self._last_id = int(meta["last_id"])
        self._chain_head = meta["chain_head"]

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Give a part of the use case that may fail alone: on an error nothing of it is kept, and the rest can go on."""
        changes, last_id = len(self._changes), self._last_id
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            del self._changes[changes:]
            self._last_id = last_id
            raise

    def new_id(self) -> int:
        """Give out the next id; ids are unique over all kinds and never used twice."""
        self._last_id += 1
        return self._last_id

    def save(self, record_type: RecordType, drafts: Sequence[Draft]) -> list[Head]:
        """Insert or update records; returns their heads in the same order.

        A draft that says what the database says already is left alone (``changed`` is false). Raises StaleError
        when a record has a newer version than its draft, NotFoundError when it is gone, RefusedError for what no database
        can hold; nothing is written then.
        """
        known = record_type.read(self.connection, [draft.id for draft in drafts if draft.id])
        heads: list[Head] = []
        changes: list[Change] = []
        for draft in drafts:
            before = known.get(draft.id)
            if draft.id and before is None:
                raise NotFoundError("This record is not there any more. Someone may have erased it.")
            if before is not None and before.row["version"] != draft.version:
                raise StaleError(
                    "This record has been changed meanwhile. Look at the newer version and enter your change again."
                )
            after = record_type.completed(self._next(record_type, draft, before))
            if before is not None and same_content(before, after):
                after = before
            else:
                changes.append(Change(record_type, after.row["id"], after.row["uid"], before, after))
            row = after.row
            heads.append(
                Head(
                    row["id"],
                    row["uid"],
                    row["version"],
                    row["created_at"],
                    row["updated_at"],
                    row["author"],
                    after is not before,
                )
            )
        try:
            self._store(record_type, changes)
        except IntegrityError as error:
            if "foreign key" not in str(error.orig).lower() and getattr(error.orig, "sqlstate", "") != _NOT_THERE:
                raise
            said = "Something this refers to has been erased for good meanwhile. Take it out, or choose another."
            raise NotFoundError(said) from error
        return heads

    def trash(self, record_type: RecordType, ids: Iterable[int], **values: Any) -> None:
        """Put records into the trash, with other values of their columns if given; those there already, or gone, are passed over."""
        found = record_type.read(self.connection, ids)
        living = {id_: shot for id_, shot in found.items() if shot.row["deleted_at"] is None}
        self.put(
            [
                Change(
                    record_type,
                    id_,
                    shot.row["uid"],
                    shot,
                    self._again(shot, shot, deleted_at=self.writing.at, **values),
                )
                for id_, shot in living.items()
            ]
        )
        for belonging, held in children(self.connection, self.types, record_type.kind, {None: list(living)}):
            self.trash(belonging, held)

    def repoint(self, record_type: RecordType, old: int, new: int) -> None:
        """Let every record of any kind that points to one record point to another instead, but for those two themselves."""
        ids: dict[str, set[int]] = {}
        for holder, _, held in holders(self.connection, self.types, record_type, [old]):
            ids.setdefault(holder.kind, set()).update(held)
        ids.get(record_type.kind, set()).difference_update({old, new})
        for kind, found in ids.items():
            holder = self.types[kind]
            changes = []
            for id_, shot in holder.read(self.connection, sorted(found)).items():
                after = self._again(repointed(holder, shot, record_type, old, new), shot)
                if not same_content(shot, after):
                    changes.append(Change(holder, id_, shot.row["uid"], shot, after))
            self.put(changes)

    def put_back(
        self, record_type: RecordType, states: Mapping[int, Snapshot | None], known: Mapping[int, Snapshot]
    ) -> None:
        """Make records be as in older snapshots again, as new versions; ``None`` (before its creation) means the trash."""
        changes = []
        for id_, state in states.items():
            now = known[id_]
            after = self._again(now, now, deleted_at=self.writing.at) if state is None else self._again(state, now)
            changes.append(Change(record_type, id_, now.row["uid"], now, after))
        # What a snapshot pointed to may have been erased for good since.
        whole = existing(self.connection, self.types, record_type, [c.after for c in changes if c.after is not None])
        self.put([replace(change, after=after) for change, after in zip(changes, whole, strict=True)])

    def put(self, changes: Sequence[Change]) -> None:
        """Write prepared changes of existing records."""
        by_kind: dict[str, list[Change]] = {}
        for change in changes:
            whole = change if change.after is None else replace(change, after=change.type.completed(change.after))
            by_kind.setdefault(change.type.kind, []).append(whole)
        for kind, some in by_kind.items():
            self._store(self.types[kind], some)

    def erase(self, record_type: RecordType, ids: Sequence[int]) -> None:
        """Erase records for good: rows, files, links, search entries, and the contents (not the chain) of their history.

        What cannot be without them (the events of a calendar) goes with them; what pointed to them stays without that.
        """
        found = record_type.read(self.connection, ids)
        for holder, required, held in holders(self.connection, self.types, record_type, list(found)):
            if required:
                self.erase(holder, held)
            else:
                self._let_go(holder, held, record_type.kind, found.keys())
        for belonging_type, held in going_along(self.connection, self.types, record_type, found.values()):
            self.erase(belonging_type, held)
        for kind, ids_of_it in (
            *erasing.owned(self.connection, self.types.values(), record_type.kind, list(found)),
            *erasing.links_of(self.connection, record_type.kind, list(found)),
        ):
            self.erase(self.types[kind], ids_of_it)
        erasing.erase_rows(self.connection, record_type, list(found))
        search.remove(self.connection, found)
        search.forget(self.connection)
        self._changes += [Change(record_type, id_, shot.row["uid"], None, None) for id_, shot in found.items()]

    def _let_go(self, holder: RecordType, ids: Sequence[int], kind: str, erased: Collection[int]) -> None:
        """Make records point to nothing where they pointed to what is erased; undo steps over that change."""
        known = holder.read(self.connection, ids)
        freed = {id_: self._again(without(holder, shot, self.types[kind], erased), shot) for id_, shot in known.items()}
        self.put([Change(holder, id_, after.row["uid"], known[id_], after) for id_, after in freed.items()])
        versions = ((id_, known[id_].row["version"], after.row["version"]) for id_, after in freed.items())
        erasing.rebase(self.connection, holder.kind, versions)

    def close(self) -> ChangeSet:
        """Write history, search index and counters; ``Database.write()`` calls it just before the commit."""
        done = _folded(self._changes)
        if done:
            self._write_history(done)
            search.put(self.connection, [(c.id, c.type.kind, c.uid, _document(c)) for c in done if c.after is not None])
        ids: dict[str, set[int]] = {}
        for change in done:
            ids.setdefault(change.type.kind, set()).add(change.id)
        changes = ChangeSet({kind: frozenset(some) for kind, some in ids.items()}, self.writing.label)
        for key, value in (("last_id", str(self._last_id)), ("chain_head", self._chain_head)):
            self.connection.execute(update(meta_table).where(meta_table.c.key == key).values(value=value))
        if self.connection.dialect.name == "postgresql":
            self._tell(ids)
        return changes

    def _tell(self, ids: Mapping[str, Iterable[int]]) -> None:
        """Tell the other users of a shared desk, at the commit, what changed."""
        for kind, some in ids.items():
            ordered = sorted(some)
            for start in range(0, len(ordered), _TOLD):
                told = ordered[start : start + _TOLD]
                notice = {"session": self.writing.session, "label": self.writing.label, "kind": kind, "ids": told}
                self.connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (CHANNEL, json.dumps(notice)))

    def _next(self, record_type: RecordType, draft: Draft, before: Snapshot | None) -> Snapshot:
        writing = self.writing
        head = {
            "id": draft.id or self.new_id(),
            "uid": draft.uid or (before.row["uid"] if before else uuid7(writing.at, writing.random)),
            "version": before.row["version"] + 1 if before else 1,
            "created_at": before.row["created_at"] if before else draft.created_at or writing.at,
            "updated_at": writing.at,
            "author": writing.author,
            "deleted_at": None,  # what is saved is wanted: it comes back from the trash
        }
        after = Snapshot(
            {**storable_row(draft.values), **head},
            {name: [storable_row(row) for row in rows] for name, rows in draft.parts.items()},
        )
        require_room(record_type.table, after.row)
        for name, rows in after.parts.items():
            for row in rows:
                require_room(record_type.parts[name], row)
        return after

    def next_version(self, now: Snapshot, **values: Any) -> Snapshot:
        """Return the next version of a record with other values of some columns, for ``put``."""
        return self._again(now, now, **values)

    def _again(self, content: Snapshot, now: Snapshot, **values: Any) -> Snapshot:
        """Return ``content`` as the next version after ``now``."""
        head = {"version": now.row["version"] + 1, "updated_at": self.writing.at, "author": self.writing.author}
        return Snapshot({**now.row, **content.row, **head, **values}, content.parts)

    def _store(self, record_type: RecordType, changes: Sequence[Change]) -> None:
        """Write rows and parts of new and changed records in bulk."""
        table = record_type.table
        new = [c.after.row for c in changes if c.before is None and c.after is not None]
        old = [c.after for c in changes if c.before is not None and c.after is not None]
        if new:
            self.connection.execute(insert(table), new)
        if old:
            columns: dict[str, Any] = {name: bindparam(f"b_{name}") for name in table.c.keys() if name != "id"}  # noqa: SIM118 - a column collection is no dict
            values = [{f"b_{name}": value for name, value in shot.row.items()} for shot in old]
            self.connection.execute(update(table).where(table.c.id == bindparam("b_id")).values(columns), values)
        for name, part in record_type.parts.items():
            if old:
                self.connection.execute(
                    delete(part).where(part.c.record_id == bindparam("owner")), [{"owner": s.row["id"]} for s in old]
                )
            rows = [
                {**row, "record_id": change.id, "position": position}
                for change in changes
                if change.after is not None
                for position, row in enumerate(change.after.parts.get(name, ()))
            ]
            if rows:
                self.connection.execute(insert(part), rows)
        self._changes += changes

    def _write_history(self, done: Iterable[Change]) -> None:
        writing = self.writing
        transaction_id = self.new_id()
        self.connection.execute(
            insert(transaction_table),
            {
                "id": transaction_id,
                "at": writing.at,
                "author": writing.author,
                "label": writing.label,
                "action": writing.action,
                "of_id": writing.of_id,
                "state": "done" if writing.action == "do" else "log",
            },
        )
        if writing.action == "do":
            forgotten = (transaction_table.c.author == writing.author) & (transaction_table.c.state == "undone")
            self.connection.execute(update(transaction_table).where(forgotten).values(state="dead"))
        entries = []
        for change in done:
            before, after = change.type.dumps(change.before), change.type.dumps(change.after)
            salt = chain.new_salt(writing.random)
            content_hash = chain.content_hash(salt, before, after)
            fields = chain.Link(
                self.new_id(),
                transaction_id,
                change.type.kind,
                change.id,
                change.uid,
                content_hash,
                writing.at,
                writing.author,
                writing.label,
                writing.action,
            )
            self._chain_head = chain.digest(self._chain_head, fields)
            erased = change.after is None
            entries.append(
                {
                    "id": fields.id,
                    "transaction_id": transaction_id,
                    "kind": change.type.kind,
                    "record_id": change.id,
                    "uid": change.uid,
                    "before": before,
                    "after": after,
                    "salt": salt,
                    "content_hash": content_hash,
                    "digest": self._chain_head,
                    "base_version": change.before.row["version"] if change.before else 0,
                    "result_version": change.after.row["version"] if change.after else 0,
                    "purged": erased,
                }
            )
        self.connection.execute(insert(entry_table), entries)

    def refuse(self, text: str, **values: Any) -> None:
        """Stop the transaction with a clear sentence; nothing of it is kept."""
        raise RefusedError(text, **values)


def _folded(changes: Iterable[Change]) -> list[Change]:
    """Return one change a record: its state before the first and after the last; an erased one has neither."""
    folded: dict[int, Change] = {}
    for change in changes:
        first = folded.get(change.id)
        folded[change.id] = change if first is None or change.after is None else replace(change, before=first.before)
    return list(folded.values())


def _document(change: Change) -> Any:
    """Return what the changed record can be found by; nothing when it lies in the trash."""
    if change.after is None or change.after.row["deleted_at"] is not None:
        return None
    return change.type.search(change.after)
