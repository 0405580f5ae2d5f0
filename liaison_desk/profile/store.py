"""How the profile is read and written: one row, one JSON document."""

from sqlalchemy import Connection, select

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.codec import plain, typed
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.foundation.database.transaction import Draft, Transaction
from liaison_desk.schema.profile import profile_table

PROFILE = "profile"


def _never_found(_snapshot: Snapshot) -> SearchDocument | None:
    return None


PROFILE_TYPE = RecordType(PROFILE, profile_table, search=_never_found)


def read_profile(connection: Connection) -> DeskProfile | None:
    """Return the desk's profile, ``None`` in a desk that has none yet."""
    document = connection.execute(
        select(profile_table.c.document).where(profile_table.c.deleted_at.is_(None)).order_by(profile_table.c.id)
    ).scalar()
    return None if document is None else typed(DeskProfile, document)


def save_profile(transaction: Transaction, profile: DeskProfile) -> None:
    """Write the profile over the one there is."""
    row = transaction.connection.execute(
        select(profile_table.c.id, profile_table.c.version).order_by(profile_table.c.id)
    ).first()
    draft = Draft({"document": plain(profile), "marking": ""}, {}, row.id if row else 0, "", row.version if row else 0)
    transaction.save(PROFILE_TYPE, [draft])
