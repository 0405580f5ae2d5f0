"""What a user can do with meetings: one method per action."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, StaleError
from liaison_desk.foundation.core.ids import uuid7
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings import rules, store
from liaison_desk.meetings.records import (
    MEETING,
    Meeting,
    MeetingFilter,
    MeetingLine,
    MeetingSort,
    Portion,
    PortionKind,
    PortionLine,
    PromisedTask,
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

    def meetings(self, wanted: MeetingFilter, sort: Sort[MeetingSort], limit: int | None = None) -> Listing:
        """Return the ids of the meetings a filter finds, in order, the first ``limit`` of them."""
        with self._database.read() as connection:
            return store.meeting_listing(connection, wanted, sort, limit)

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

    def called(self, words: str, since: date | None = None, until: date | None = None) -> list[int]:
        """Return the ids of the meetings of a UID or a title, in either language, by start; those in the trash are left out.

        ``since`` and ``until`` are the days they begin on (local, inclusive).
        """
        with self._database.read() as connection:
            return store.meetings_called(connection, words, since, until)

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

    def said_by(self, contact_id: int, kinds: Collection[PortionKind], limit: int) -> list[PortionLine]:
        """Return the portions of some kinds that a contact said at meetings he attended, newest first."""
        with self._database.read() as connection:
            return store.read_said(connection, contact_id, kinds, limit)

    def restore(self, ids: Sequence[int]) -> None:
        """Take meetings out of the trash."""
        History(self._database).restore(MEETING, ids)

    def promised(self, meeting: Meeting) -> dict[int, PromisedTask]:
        """Return the tasks a meeting's portions made, by id; those in the trash are left out."""
        with self._database.read() as connection:
            return store.read_promised(connection, [one.task_id for one in meeting.portions if one.task_id])

    def add_portion(self, meeting_id: int, portion: Portion, position: int | None = None) -> Meeting:
        """Add a portion at a position (the end without one) of the meeting as it now stands, so that capture is never stale.

        Raises NotFoundError, RefusedError (ceiling).
        """
        uid = portion.uid or uuid7(self._database.clock.now(), self._database.random)
        new = replace(portion, uid=uid)

        def added(portions: list[Portion]) -> list[Portion]:
            at = len(portions) if position is None else position
            return [*portions[:at], new, *portions[at:]]

        return self._edit("Add a note", meeting_id, added)

    def change_portion(self, meeting_id: int, before: Portion, after: Portion) -> Meeting:
        """Change a portion; raises StaleError when it is not ``before`` any more, NotFoundError, RefusedError (ceiling)."""

        def changed(portions: list[Portion]) -> list[Portion]:
            at = _position(portions, before.uid)
            # A task made meanwhile is no change of what was said.
            if replace(portions[at], task_id=before.task_id) != before:
                raise StaleError("This note was changed meanwhile. What you typed is still here.")
            portions[at] = replace(after, uid=before.uid, task_id=portions[at].task_id)
            return portions

        return self._edit("Change a note", meeting_id, changed)

    def move_portion(self, meeting_id: int, portion_uid: str, by: int) -> Meeting:
        """Move a portion up (negative) or down among the others; it stops at the ends."""

        def moved(portions: list[Portion]) -> list[Portion]:
            at = _position(portions, portion_uid)
            portion = portions.pop(at)
            portions.insert(max(0, at + by), portion)
            return portions

        return self._edit("Move a note", meeting_id, moved)

    def delete_portion(self, meeting_id: int, portion_uid: str) -> Meeting:
        """Take a portion out; a task it made stays."""

        def without(portions: list[Portion]) -> list[Portion]:
            del portions[_position(portions, portion_uid)]
            return portions

        return self._edit("Delete a note", meeting_id, without)

    def make_task(self, meeting_id: int, portion_uid: str) -> Meeting:
        """Make a task of a commitment, RFI or action; both stay linked, and one undo takes both back."""
        with self._database.write("Make a task of a note") as transaction:
            meeting = self._present(transaction, meeting_id)
            portions = list(meeting.portions)
            at = _position(portions, portion_uid)
            portion = portions[at]
            if portion.task_id:
                return meeting
            source = meeting.title.host or meeting.title.home
            promise = Promise(portion.text, portion.marking, portion.said_by, MEETING, meeting.id, portion.uid, source)
            portions[at] = replace(portion, task_id=self._make_task(transaction, promise))
            return store.save_meetings(transaction, [replace(meeting, portions=tuple(portions))])[0]

    def _edit(self, label: str, meeting_id: int, change: Callable[[list[Portion]], list[Portion]]) -> Meeting:
        with self._database.write(label) as transaction:
            meeting = self._present(transaction, meeting_id)
            portions = tuple(change(list(meeting.portions)))
            if portions == meeting.portions:
                return meeting
            return self.save_in(transaction, [replace(meeting, portions=portions)])[0]

    def _present(self, transaction: Transaction, meeting_id: int) -> Meeting:
        meeting = store.read_meetings(transaction.connection, [meeting_id]).get(meeting_id)
        if meeting is None or meeting.deleted_at is not None:
            raise NotFoundError("This meeting is not there any more.")
        return meeting


def _position(portions: Sequence[Portion], uid: str) -> int:
    at = next((number for number, one in enumerate(portions) if one.uid == uid), -1)
    if at < 0:
        raise NotFoundError("This note is not there any more.")
    return at
