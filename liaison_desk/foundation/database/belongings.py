"""Files and links of the records of one kind, as their service lends them to a window."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.attachments import Attachment, Attachments
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.links import Links


@dataclass(frozen=True, slots=True)
class Belongings:
    """What belongs to a record beside itself: its files, and the records it is linked to."""

    files: tuple[Attachment, ...] = ()
    links: tuple[RecordRef, ...] = ()


class _Marking(Protocol):
    def encode(self) -> str: ...


class _Marked(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def marking(self) -> _Marking | None: ...


class WithBelongings:
    """The part of a service that keeps files and links of the records of its kind."""

    def __init__(self, database: Database, kind: str) -> None:
        self._database = database
        self._kind = kind
        self._attachments = Attachments(database)
        self._links = Links(database)

    def belongings(self, record_id: int) -> Belongings:
        """Return the files of a record, by name, and the records it is linked to."""
        ref = RecordRef(self._kind, record_id)
        return Belongings(tuple(self._attachments.of(ref)), tuple(self._links.of(ref)))

    def attach(self, record: _Marked, name: str, data: bytes, media_type: str) -> Attachment:
        """Attach a file to a record under its marking; raises DeskError when it is larger than 100 MB."""
        marking = record.marking.encode() if record.marking else ""
        ref = RecordRef(self._kind, record.id)
        return self._attachments.add(ref, name, data, media_type=media_type, marking=marking)

    def file_data(self, file_id: int) -> bytes:
        """Return the bytes of a file; raises NotFoundError."""
        return self._attachments.data(file_id)

    def remove_files(self, ids: Sequence[int]) -> None:
        """Put files into the trash."""
        self._attachments.remove(ids)

    def restore_files(self, ids: Sequence[int]) -> None:
        """Take files out of the trash."""
        History(self._database).restore(ATTACHMENT, ids)

    def link(self, record_id: int, other: RecordRef) -> None:
        """Link a record with another one; linking them again changes nothing."""
        self._links.add(RecordRef(self._kind, record_id), other)

    def unlink(self, record_id: int, other: RecordRef) -> None:
        """Take the link between a record and another one away."""
        self._links.remove(RecordRef(self._kind, record_id), other)
