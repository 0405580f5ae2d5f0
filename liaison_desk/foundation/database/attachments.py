"""Files that belong to records, kept inside the desk by content, so that backup and encryption cover them."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from liaison_desk.foundation.core.errors import DeskError, NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.base import attachment_table, content_table
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import CHUNK, RecordType
from liaison_desk.foundation.database.transaction import Draft, Transaction

ATTACHMENT = "attachment"
LARGEST = 100 * 1024 * 1024


def attachment_type(document: Callable[[str, Sequence[str]], SearchDocument]) -> RecordType:
    """Return the kind of record that attachments are; ``document`` folds a name as every other title is folded."""
    return RecordType(ATTACHMENT, attachment_table, search=lambda snapshot: document(snapshot.row["name"], ()))


def plain_name(name: str) -> str:
    """Return what a person called a file without any folder, control character, or name that means a folder."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown[:255] if shown.strip(". ") else "file"


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
    media_type: str = "application/octet-stream"
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
        media_type: str = "application/octet-stream",
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
        media_type: str = "application/octet-stream",
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
                    "name": plain_name(file.name),
                    "media_type": file.media_type,
                    "size": len(file.data),
                    "sha256": digest,
                    "marking": file.marking,
                }
            )
        known = self._known(transaction.connection, contents)
        new = [{"sha256": key, "size": len(data), "data": data} for key, data in contents.items() if key not in known]
        if new:
            transaction.connection.execute(insert(content_table), new)
        heads = transaction.save(transaction.types[ATTACHMENT], [Draft(row) for row in rows])
        return [
            Attachment(head.id, head.uid, row["name"], row["media_type"], row["size"], row["sha256"], row["marking"])
            for head, row in zip(heads, rows, strict=True)
        ]

    def owned(self, connection: Connection, kind: str, digests: Collection[str]) -> set[tuple[int, str]]:
        """Return which records of a kind have which of these files (id, SHA-256)."""
        files = attachment_table.c
        found: set[tuple[int, str]] = set()
        for some in _chunks(digests):
            own = (files.owner_kind == kind) & files.sha256.in_(some) & files.deleted_at.is_(None)
            rows = connection.execute(select(files.owner_id, files.sha256).where(own))
            found |= {(owner, digest) for owner, digest in rows}
        return found

    @staticmethod
    def _known(connection: Connection, digests: Collection[str]) -> set[str]:
        found: set[str] = set()
        for some in _chunks(digests):
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
            .order_by(row.name)
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


def _chunks(digests: Collection[str]) -> Iterator[list[str]]:
    ordered = list(digests)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
