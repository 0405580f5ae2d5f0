"""What every record has: identity, version, authorship, trash and marking."""

from dataclasses import dataclass
from datetime import datetime

from liaison_desk.domain.marking import Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The head of every record.

    ``id`` 0 means not saved yet; ``uid`` is a UUIDv7, or what an imported file called the record (iCalendar and
    vCard UID). ``version`` counts saves and guards against lost updates. Instants are aware UTC. ``marking``
    ``None`` is unmarked: it stays with the officer.
    """

    id: int = 0
    uid: str = ""
    version: int = 0
    created_at: datetime | None = None
    updated_at: datetime | None = None
    author: str = ""
    deleted_at: datetime | None = None
    marking: Marking | None = None
