"""What packets are lent of all records beside their services: which are linked, and the files of each by name."""

from collections.abc import Sequence

from liaison_desk.briefings.sections.partnership_books import KeptFile
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.attachments import Attachments
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.links import Links


def linked_ids(links: Links, ref: RecordRef, kind: str) -> Sequence[int]:
    """Return the ids of the records of a kind that are linked with a record."""
    return [one.id for one in links.of(ref) if one.kind == kind]


def kept_files(database: Database, attachments: Attachments) -> Sequence[KeptFile]:
    """Return the files of all records outside the trash, in the order in which they came."""
    kind = database.types[ATTACHMENT]
    with database.read() as connection:
        rows = [shot.row for shot in kind.read(connection, attachments.ids(connection)).values()]
    return [
        KeptFile(
            row["id"],
            row["uid"],
            row["name"],
            row["size"],
            row["owner_kind"],
            row["owner_id"],
            Marking.decode(row["marking"]),
        )
        for row in rows
    ]
