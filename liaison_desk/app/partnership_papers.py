"""What packets are lent of partnership: its services, the records linked with a visit, what records are called, and all files by name."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from liaison_desk.app.linking import named_records
from liaison_desk.briefings.sections.partnership_books import KeptFile, PartnershipBooks
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.core.ids import RecordRef

if TYPE_CHECKING:
    from liaison_desk.app.partnership_desk import WithPartnership


def partnership_books(desk: "WithPartnership") -> PartnershipBooks:
    """Return the services of partnership of one desk, and what they are lent."""

    def linked(ref: RecordRef, kind: str) -> Sequence[int]:
        return [one.id for one in desk.links.of(ref) if one.kind == kind]

    return PartnershipBooks(
        desk.arrangements,
        desk.opportunities,
        desk.visits,
        desk.sites,
        desk.visitors,
        desk.validities,
        desk.disclosures,
        desk.gifts,
        desk.turnovers,
        desk.turnover_notes,
        linked,
        partial(named_records, desk.database),
        partial(_files, desk),
    )


def _files(desk: "WithPartnership") -> Sequence[KeptFile]:
    """Return the files of all records outside the trash, in the order in which they came."""
    kind = desk.database.types[ATTACHMENT]
    with desk.database.read() as connection:
        rows = [shot.row for shot in kind.read(connection, desk.attachments.ids(connection)).values()]
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
