"""Files that belong to records, kept inside the desk by content, so that backup and encryption cover them."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from liaison_desk.foundation.core.attached import ANY_BYTES, ATTACHMENT, LARGEST, plain_name, plain_type
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, UnreadableError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.base import ByCodePoint, attachment_table, content_table
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot, chunks
from liaison_desk.foundation.database.transaction import Change, Draft, Head, Transaction


def attachment_type(document: Callable[[str, Sequence[str]], SearchDocument]) -> RecordType:
    """Return the kind of record that attachments are; ``document`` folds a name as every other title is folded."""
    return RecordType(ATTACHMENT, attachment_table, search=lambda snapshot: document(snapshot.row["name"], ()))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a record; ``name`` is what a person called it and never a path."""

    id: int
    uid: str
    name: str
    media_type: str
    size: int
    sha256: str
    marking: str


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept for a record."""

    owner: RecordRef
    name: str
    data: bytes
    media_type: str = ANY_BYTES
    marking: str = ""


class Attachments:
    """Files of records; the same bytes are stored once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        owner: RecordRef,
        name: str,
        data: bytes,
        *,
        media_type: str = ANY_BYTES,
        marking: str = "",
    ) -> Attachment:
        """Attach a file; raises DeskError when it is larger than 100 MB."""
        with self._database.write("Attach a file") as transaction:
            return self.add_in(transaction, owner, name, data, media_type=media_type, marking=marking)

    def add_in(
        self,
        transaction: Transaction,
        owner: RecordRef,
        name: str,
        data: bytes,
        *,
        media_type: str = ANY_BYTES,
        marking: str = "",
    ) -> Attachment:
        """Attach a file inside a larger transaction; raises DeskError when it is larger than 100 MB."""
        return self.add_all_in(transaction, [NewFile(owner, name, data, media_type, marking)])[0]

    def add_all_in(self, transaction: Transaction, files: Sequence[NewFile]) -> list[Attachment]:
        """Attach files inside a larger transaction (an import); raises DeskError for one larger than 100 MB."""
        contents: dict[str, bytes] = {}
        rows: list[dict[str, Any]] = []
        for file in files:
            if len(file.data) > LARGEST:
                raise DeskError("{file} is larger than 100 MB. Attach a smaller file.", file=file.name)
            digest = hashlib.sha256(file.data).hexdigest()
            contents[digest] = file.data
            rows.append(
                {
                    "owner_kind": file.owner.kind,
                    "owner_id": file.owner.id,
                    "name": file.name,
                    "media_type": file.media_type,
                    "size": len(file.data),
                    "sha256": digest,
                    "marking": file.marking,
                }
            )
        drafts = [Draft(_plain(row)) for row in rows]
        return [
            Attachment(head.id, head.uid, **{name: draft.values[name] for name in _SHOWN})
            for head, draft in zip(self.save_in(transaction, drafts, contents), drafts, strict=True)
        ]

    def save_in(self, transaction: Transaction, drafts: Sequence[Draft], contents: Mapping[str, bytes]) -> list[Head]:
        """Write files as drafts inside a larger transaction (an import); ``contents`` are their bytes by SHA-256."""
        plain = [replace(draft, values=_plain(draft.values)) for draft in drafts]
        wanted = {draft.values["sha256"] for draft in plain}
        wanted -= self._known(transaction.connection, wanted)
        new = [{"sha256": key, "size": len(contents[key]), "data": contents[key]} for key in sorted(wanted)]
        if new:
            transaction.connection.execute(insert(content_table), new)
        return transaction.save(transaction.types[ATTACHMENT], plain)

    def ids(self, connection: Connection) -> Sequence[int]:
        """Return the ids of all files outside the trash."""
        row = attachment_table.c
        return connection.execute(select(row.id).where(row.deleted_at.is_(None)).order_by(row.id)).scalars().all()

    def owned(self, connection: Connection, kind: str, digests: Collection[str]) -> dict[tuple[int, str], int]:
        """Return which records of a kind have which of these files: (record, SHA-256) → the file's id."""
        files = attachment_table.c
        found: dict[tuple[int, str], int] = {}
        for some in chunks(digests):
            own = (files.owner_kind == kind) & files.sha256.in_(some) & files.deleted_at.is_(None)
            rows = connection.execute(select(files.owner_id, files.sha256, files.id).where(own))
            found |= {(owner, digest): id_ for owner, digest, id_ in rows}
        return found

    def erase_in(self, transaction: Transaction, digests: Collection[str]) -> int:
        """Erase all files of these contents for good, whatever they belong to; returns how many that were."""
        files, found = attachment_table.c, list[int]()
        for some in chunks(digests):
            found += transaction.connection.execute(select(files.id).where(files.sha256.in_(some))).scalars()
        transaction.erase(transaction.types[ATTACHMENT], found)
        return len(found)

    @staticmethod
    def _known(connection: Connection, digests: Collection[str]) -> set[str]:
        found: set[str] = set()
        for some in chunks(digests):
            query = select(content_table.c.sha256).where(content_table.c.sha256.in_(some))
            found |= set(connection.execute(query).scalars())
        return found

    def contents(self, digests: Collection[str]) -> dict[str, bytes]:
        """Return the bytes of files by their SHA-256; those that are not there are left out."""
        query = select(content_table.c.sha256, content_table.c.data).where(content_table.c.sha256.in_(list(digests)))
        with self._database.read() as connection:
            return {digest: bytes(data) for digest, data in connection.execute(query)}

    def of(self, owner: RecordRef) -> Sequence[Attachment]:
        """Return the files of a record, by name."""
        row = attachment_table.c
        query = (
            select(row.id, row.uid, row.name, row.media_type, row.size, row.sha256, row.marking)
            .where(row.owner_kind == owner.kind, row.owner_id == owner.id, row.deleted_at.is_(None))
            .order_by(ByCodePoint(row.name), row.id)
        )
        with self._database.read() as connection:
            return [Attachment(*found) for found in connection.execute(query)]

    def data(self, attachment_id: int) -> bytes:
        """Return the bytes of a file."""
        query = (
            select(content_table.c.data)
            .join(attachment_table, attachment_table.c.sha256 == content_table.c.sha256)
            .where(attachment_table.c.id == attachment_id)
        )
        with self._database.read() as connection:
            data: bytes | None = connection.execute(query).scalar()
        if data is None:
            raise NotFoundError("This file is not there any more.")
        return data

    def remove(self, ids: Sequence[int]) -> None:
        """Put files into the trash."""
        with self._database.write("Remove a file") as transaction:
            transaction.trash(transaction.types[ATTACHMENT], ids)


_SHOWN = ("name", "media_type", "size", "sha256", "marking")


def _plain(row: Row) -> Row:
    return {**row, "name": plain_name(row["name"]), "media_type": plain_type(row["media_type"])}


def with_contents(
    connection: Connection, source: Connection, record_type: RecordType, changes: Sequence[Change]
) -> list[Change]:
    """Return what is to be written of another desk's files, under plain names, after their bytes were copied from there.

    Bytes that are not what their digest says raise UnreadableError. Changes of other kinds come back as they are.
    """
    if record_type.kind != ATTACHMENT:
        return list(changes)
    wanted = {one.after.row["sha256"] for one in changes if one.after is not None}
    content = content_table.c
    for digest in sorted(wanted - Attachments._known(connection, wanted)):  # noqa: SLF001 - this module's own
        data = source.execute(select(content.data).where(content.sha256 == digest)).scalar()
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            raise UnreadableError("The contents of the attached file {sha256} were changed.", sha256=digest[:12])
        connection.execute(insert(content_table), {"sha256": digest, "size": len(data), "data": bytes(data)})
    return [
        replace(one, after=Snapshot(_plain(one.after.row), one.after.parts)) if one.after is not None else one
        for one in changes
    ]
