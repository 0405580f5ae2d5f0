"""Files that belong to records, kept inside the desk by content, so that backup and encryption cover them."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from liaison_desk.foundation.core.errors import DeskError, NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.base import attachment_table, content_table
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import RecordType
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
        if len(data) > LARGEST:
            raise DeskError("{name} is larger than 100 MB. Attach a smaller file.", name=name)
        sha256 = hashlib.sha256(data).hexdigest()
        base_name = plain_name(name)
        known = select(content_table.c.sha256).where(content_table.c.sha256 == sha256)
        if transaction.connection.execute(known).first() is None:
            transaction.connection.execute(insert(content_table).values(sha256=sha256, size=len(data), data=data))
        values = {
            "owner_kind": owner.kind,
            "owner_id": owner.id,
            "name": base_name,
            "media_type": media_type,
            "size": len(data),
            "sha256": sha256,
            "marking": marking,
        }
        head = transaction.save(transaction.types[ATTACHMENT], [Draft(values)])[0]
        return Attachment(head.id, head.uid, base_name, media_type, len(data), sha256, marking)

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
