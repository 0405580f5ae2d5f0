"""What a user can do with meetings: one method per action."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError
from liaison_desk.foundation.core.ids import uuid7
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings import rules, store
from liaison_desk.meetings.records import (
    MEETING,
    Meeting,
    MeetingFilter,
    MeetingLine,
    MeetingSort,
    PortionKind,
    PortionLine,
)

TYPES: tuple[RecordType, ...] = (store.MEETING_TYPE,)


@dataclass(frozen=True, slots=True)
class Promise:
    """A portion that promises something, as another capability makes a task of it."""

    title: Bilingual
    marking: Marking | None
    said_by: str
    source_kind: str
    source_id: int
    source_uid: str
    source: str


TaskMaker = Callable[[Transaction, Promise], int]


class Meetings:
    """Meetings and their notes. ``make_task`` turns a promise into a task inside the same transaction; bootstrap gives it."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], make_task: TaskMaker) -> None:
        self._database = database
        self._profile = profile
        self._make_task = make_task

    def meetings(self, wanted: MeetingFilter, sort: Sort[MeetingSort]) -> Listing:
        """Return the ids of the meetings a filter finds, in order."""
        with self._database.read() as connection:
            return store.meeting_listing(connection, wanted, sort)

    def lines(self, ids: Sequence[int]) -> dict[int, MeetingLine]:
        """Return the lines of a page of meetings."""
        with self._database.read() as connection:
            return store.meeting_lines(connection, ids)

    def meeting(self, meeting_id: int) -> Meeting:
        """Return one meeting, also from the trash; raises NotFoundError."""
        found = self.meetings_by_ids([meeting_id])
        if meeting_id not in found:
            raise NotFoundError("This meeting is not there any more.")
        return found[meeting_id]

    def meetings_by_ids(self, ids: Iterable[int]) -> dict[int, Meeting]:
        """Return whole meetings by id; ids that are not there are left out."""
        with self._database.read() as connection:
            return store.read_meetings(connection, ids)

    def save(self, meeting: Meeting) -> Meeting:
        """Add or change a meeting; raises InvalidError, RefusedError (ceiling of any portion), StaleError."""
        return self.save_all([meeting], "Change a meeting" if meeting.id else "Add a meeting")[0]

    def save_all(self, meetings: Sequence[Meeting], label: str) -> list[Meeting]:
        """Add or change meetings in one action, or none of them."""
        with self._database.write(label) as transaction:
            return self.save_in(transaction, meetings)

    def save_in(self, transaction: Transaction, meetings: Sequence[Meeting]) -> list[Meeting]:
        """Add or change meetings inside a larger transaction (an import); new portions get their identity."""
        for meeting in meetings:
            self.require_valid(meeting)
        now, random = self._database.clock.now(), self._database.random
        ready = [
            replace(
                meeting,
                portions=tuple(one if one.uid else replace(one, uid=uuid7(now, random)) for one in meeting.portions),
            )
            for meeting in meetings
        ]
        return store.save_meetings(transaction, ready)

    def require_valid(self, meeting: Meeting) -> None:
        """Raise InvalidError or RefusedError (ceiling, of any portion) for a meeting that may not be kept."""
        problems = rules.meeting_problems(meeting)
        if problems:
            raise InvalidError(problems)
        ceiling = self._profile().ceiling
        for marking in (meeting.marking, *(portion.marking for portion in meeting.portions)):
            check_ceiling(marking, ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Meeting]:
        """Return the meetings that have these uids, also from the trash."""
        ids = store.MEETING_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_meetings(transaction.connection, ids.values()).values()}

    def delete(self, ids: Sequence[int]) -> None:
        """Put meetings into the trash; tasks they made stay."""
        with self._database.write("Delete a meeting" if len(ids) == 1 else "Delete meetings") as transaction:
            transaction.trash(store.MEETING_TYPE, ids)

    def held(self, since: date, until: date) -> list[Meeting]:
        """Return the meetings of a period (their own local dates, inclusive), by start."""
        with self._database.read() as connection:
            return store.read_held(connection, since, until)

    def portions(self, kinds: Collection[PortionKind], since: date, until: date) -> list[PortionLine]:
        """Return the portions of some kinds from the meetings of a period, in order."""
        with self._database.read() as connection:
            return store.read_portions(connection, kinds, since, until)

    def make_task(self, meeting_id: int, portion_uid: str) -> Meeting:
        """Make a task of a commitment, RFI or action; both stay linked, and one undo takes both back."""
        with self._database.write("Make a task of a note") as transaction:
            found = store.read_meetings(transaction.connection, [meeting_id])
            meeting = found.get(meeting_id)
            portion = next((one for one in meeting.portions if one.uid == portion_uid), None) if meeting else None
            if meeting is None or portion is None:
                raise NotFoundError("This note is not there any more.")
            if portion.task_id:
                return meeting
            source = meeting.title.host or meeting.title.home
            promise = Promise(portion.text, portion.marking, portion.said_by, MEETING, meeting.id, portion.uid, source)
            linked = replace(portion, task_id=self._make_task(transaction, promise))
            portions = tuple(linked if one.uid == portion_uid else one for one in meeting.portions)
            return store.save_meetings(transaction, [replace(meeting, portions=portions)])[0]
