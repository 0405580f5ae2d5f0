"""Minutes: from draft to final, each final version frozen with its digest, and two of them beside each other."""

from collections.abc import Sequence
from dataclasses import replace

from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.database.database import Database
from liaison_desk.meetings.records import Meeting, Minutes
from liaison_desk.meetings.rules.minutes import content_of, digest
from liaison_desk.meetings.store import meetings as store
from liaison_desk.meetings.store import minutes as versions


class MinutesBook:
    """The frozen versions of meetings' minutes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def finalize(self, meeting_id: int) -> Meeting:
        """Make a meeting's minutes final: freeze what they say now as the next version, with its SHA-256.

        When the last frozen version says the same, the meeting is final again and no new version is made. Raises NotFoundError.
        """
        with self._database.write("Make minutes final") as transaction:
            meeting = store.read_meetings(transaction.connection, [meeting_id]).get(meeting_id)
            if meeting is None or meeting.deleted_at is not None:
                raise NotFoundError("This meeting is not there any more.")
            content = content_of(meeting)
            last = next(iter(versions.read_versions(transaction.connection, meeting_id)), None)
            number = last.number if last is not None else 0
            if last is None or last.content != content:
                number = versions.last_number(transaction.connection, meeting_id) + 1
                versions.save_minutes(
                    transaction,
                    Minutes(
                        meeting_id=meeting_id,
                        number=number,
                        sha256=digest(content),
                        content=content,
                        marking=meeting.marking,
                    ),
                )
            head = store.save_meetings(transaction, [replace(meeting, state="final", frozen=number)])[0]
            return replace(head, portions=meeting.portions)

    def reopen(self, meeting_id: int) -> Meeting:
        """Make a meeting's minutes a draft again; the frozen versions stay. Raises NotFoundError."""
        with self._database.write("Reopen minutes") as transaction:
            meeting = store.read_meetings(transaction.connection, [meeting_id]).get(meeting_id)
            if meeting is None or meeting.deleted_at is not None:
                raise NotFoundError("This meeting is not there any more.")
            head = store.save_meetings(transaction, [replace(meeting, state="draft")])[0]
            return replace(head, portions=meeting.portions)

    def versions(self, meeting_id: int) -> Sequence[Minutes]:
        """Return the frozen versions of a meeting's minutes, the newest first."""
        with self._database.read() as connection:
            return versions.read_versions(connection, meeting_id)

    def digest_of(self, meeting_id: int, number: int) -> str:
        """Return the digest of one version, "" when it is not there."""
        with self._database.read() as connection:
            return versions.read_digest(connection, meeting_id, number)
