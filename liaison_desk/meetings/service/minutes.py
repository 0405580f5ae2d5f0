"""Minutes: from draft to final, each final version frozen with its digest, and two of them beside each other."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import Meeting, Minutes
from liaison_desk.meetings.rules.minutes import content_of, digest, frozen_meeting
from liaison_desk.meetings.store import meetings as store
from liaison_desk.meetings.store import minutes as versions


class MinutesBook:
    """The frozen versions of meetings' minutes."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile

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

    def frozen(self, meeting_ids: Sequence[int]) -> list[Minutes]:
        """Return the frozen versions of some meetings' minutes, the oldest first."""
        with self._database.read() as connection:
            return versions.read_frozen(connection, meeting_ids)

    def save_in(self, transaction: Transaction, minutes: Sequence[Minutes]) -> list[Minutes]:
        """Add frozen versions inside a larger transaction (an import), as they are; one that the desk has is never replaced.

        Raises InvalidError for one whose place another has.
        """
        saved = []
        for one in minutes:
            there = {two.number: two for two in versions.read_frozen(transaction.connection, [one.meeting_id])}
            mine = there.get(one.number)
            if one.id and mine is None:
                mine = next(iter(versions.read_minutes(transaction.connection, [one.id])), None)
            if mine is None:
                saved.append(versions.save_minutes(transaction, one))
            elif (mine.number, mine.sha256, mine.content) == (one.number, one.sha256, one.content):
                saved.append(mine)
            else:
                said = "Version {number} of these minutes was frozen on this desk with other words; that one was kept."
                raise InvalidError([Problem("number", said, (("number", one.number),))])
        return saved

    def settle_in(self, transaction: Transaction, meeting_ids: Sequence[int]) -> None:
        """Let meetings that a file said to be final, under a version that says something else here, be drafts."""
        if not meeting_ids:
            return
        for id_, meeting in store.read_meetings(transaction.connection, meeting_ids).items():
            if meeting.state != "final" or not meeting.frozen:
                continue
            there = versions.read_versions(transaction.connection, id_)
            content = content_of(meeting)
            if all((one.number, one.content) != (meeting.frozen, content) for one in there):
                number = max((one.number for one in there), default=0)
                store.save_meetings(transaction, [replace(meeting, state="draft", frozen=number)])

    def require_valid(self, minutes: Minutes) -> None:
        """Raise UnreadableError for a version that was altered, RefusedError for one with a portion above the ceiling."""
        meeting = frozen_meeting(minutes)
        ceiling = self._profile().ceiling
        for marking in (minutes.marking, meeting.marking, *(portion.marking for portion in meeting.portions)):
            check_ceiling(marking, ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Minutes]:
        """Return the versions that have these uids, also from the trash."""
        ids = versions.MINUTES_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in versions.read_minutes(transaction.connection, ids.values())}

    def versions(self, meeting_id: int) -> Sequence[Minutes]:
        """Return the frozen versions of a meeting's minutes, the newest first."""
        with self._database.read() as connection:
            return versions.read_versions(connection, meeting_id)

    def ever(self, meeting_id: int) -> Sequence[Minutes]:
        """Return every version a meeting's minutes ever had, the oldest first, those that were undone with ``deleted_at``."""
        with self._database.read() as connection:
            return versions.read_ever(connection, meeting_id)

    def digest_of(self, meeting_id: int, number: int) -> str:
        """Return the digest of one version, "" when it is not there."""
        with self._database.read() as connection:
            return versions.read_digest(connection, meeting_id, number)
