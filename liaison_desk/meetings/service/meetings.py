"""Meetings: found, read, saved whole (an import) or without their notes (a form), put into the trash."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import (
    MEETING,
    Earlier,
    Meeting,
    MeetingFilter,
    MeetingLine,
    MeetingSort,
    Portion,
    PortionKind,
    PortionLine,
    PromisedTask,
)
from liaison_desk.meetings.rules.minutes import content_of
from liaison_desk.meetings.rules.turning import head_as_written
from liaison_desk.meetings.rules.validity import meeting_problems
from liaison_desk.meetings.service.notes import Notes
from liaison_desk.meetings.store import meetings as store
from liaison_desk.meetings.store import portions as notes_store
from liaison_desk.meetings.store import registers


class Meetings(Notes):
    """Meetings with their notes. What is done to the notes alone stands in ``Notes``."""

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

    def notes_by_uid(self, uids: Collection[str]) -> dict[str, Portion]:
        """Return portions by uid, also those in the trash; uids that are not there are left out."""
        with self._database.read() as connection:
            return notes_store.portions_by_uid(connection, uids)

    def called(self, words: str, since: date | None = None, until: date | None = None) -> list[int]:
        """Return the ids of the meetings of a UID or a title, in either language, by start; those in the trash are left out.

        ``since`` and ``until`` are the days they begin on (local, inclusive).
        """
        with self._database.read() as connection:
            return store.meetings_called(connection, words, since, until)

    def previous(self, meeting: Meeting) -> Meeting | None:
        """Return the meeting before this one in its series, or of the same recurring event; ``None`` for the first."""
        with self._database.read() as connection:
            found = store.previous_of(connection, meeting)
            return store.read_meetings(connection, [found]).get(found) if found else None

    def earlier(self, until: datetime, meetings: Collection[Meeting], contact_ids: Collection[int]) -> list[Earlier]:
        """Return the meetings in the series of some, and those with any of some contacts, begun before an instant, the latest first."""
        with self._database.read() as connection:
            return store.earlier_than(connection, until, meetings, contact_ids)

    def of_event(self, event_id: int, start: datetime, end: datetime | None = None) -> int:
        """Return the id of the meeting made of an event's occurrence (by its wall times), 0 for none.

        With an ``end`` it may begin later or earlier than the occurrence, as long as both overlap.
        """
        with self._database.read() as connection:
            return store.of_event(connection, event_id, start, end)

    def series(self, beginning: str = "", limit: int = 8) -> list[str]:
        """Return names of series that begin with some letters, those met last first."""
        with self._database.read() as connection:
            return store.series_names(connection, beginning, limit)

    def meeting_of(self, portion_id: int) -> tuple[int, str]:
        """Return which meeting a portion stands in, and the portion's uid; raises NotFoundError."""
        with self._database.read() as connection:
            found = notes_store.read_portions(connection, [portion_id])
        if portion_id not in found:
            raise NotFoundError("This note is not there any more.")
        return found[portion_id].meeting_id, found[portion_id].uid

    def save(self, meeting: Meeting) -> Meeting:
        """Add or change a meeting with its notes; raises InvalidError, RefusedError (ceiling of any portion), StaleError."""
        return self.save_all([meeting], "Change a meeting" if meeting.id else "Add a meeting")[0]

    def save_all(self, meetings: Sequence[Meeting], label: str) -> list[Meeting]:
        """Add or change meetings with their notes in one action, or none of them."""
        with self._database.write(label) as transaction:
            return self.save_in(transaction, meetings)

    def save_in(self, transaction: Transaction, meetings: Sequence[Meeting]) -> list[Meeting]:
        """Add or change meetings inside a larger transaction (an import): their notes are those given here, and no others."""
        for meeting in meetings:
            self.require_valid(meeting)
        meetings = [head_as_written(one) for one in meetings]
        known = store.read_meetings(transaction.connection, [one.id for one in meetings if one.id])
        ready = [_reopened(one, known.get(one.id)) for one in meetings]
        heads = store.save_meetings(transaction, ready)
        return [
            self._followed(
                transaction,
                replace(head, portions=self._reconcile(transaction, head, meeting.portions)),
                known.get(head.id),
            )
            for head, meeting in zip(heads, ready, strict=True)
        ]

    def save_head(self, meeting: Meeting) -> Meeting:
        """Add or change a meeting; the notes of a known one stay as they are by now, whatever the given one holds.

        Raises InvalidError, RefusedError (ceiling), StaleError.
        """
        if not meeting.id:
            return self.save(meeting)
        with self._database.write("Change a meeting") as transaction:
            known = store.read_meetings(transaction.connection, [meeting.id])
            notes = known[meeting.id].portions if meeting.id in known else ()
            whole = replace(head_as_written(meeting), portions=notes)
            self.require_valid(whole)
            head = store.save_meetings(transaction, [_reopened(whole, known.get(meeting.id))])[0]
            return self._followed(transaction, replace(head, portions=notes), known.get(meeting.id))

    def require_valid(self, meeting: Meeting) -> None:
        """Raise InvalidError or RefusedError (ceiling, of any portion) for a meeting that may not be kept."""
        problems = meeting_problems(meeting)
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
        """Put meetings into the trash, with their notes; tasks they made stay."""
        with self._database.write("Delete a meeting" if len(ids) == 1 else "Delete meetings") as transaction:
            transaction.trash(store.MEETING_TYPE, ids)

    def restore(self, ids: Sequence[int]) -> None:
        """Take meetings out of the trash, with the notes they had."""
        History(self._database).restore(MEETING, ids)

    def held(self, since: date, until: date) -> list[Meeting]:
        """Return the meetings of a period (their own local dates, inclusive), by start."""
        with self._database.read() as connection:
            return store.read_held(connection, since, until)

    def portions(self, kinds: Collection[PortionKind], since: date, until: date) -> list[PortionLine]:
        """Return the portions of some kinds from the meetings of a period, in order."""
        with self._database.read() as connection:
            return registers.read_portions_between(connection, kinds, since, until)

    def said_by(self, contact_id: int, kinds: Collection[PortionKind], limit: int) -> list[PortionLine]:
        """Return the portions of some kinds that a contact said at meetings he attended, newest first."""
        with self._database.read() as connection:
            return registers.read_said(connection, contact_id, kinds, limit)

    def promised(self, meeting: Meeting) -> dict[int, PromisedTask]:
        """Return the tasks a meeting's portions made, by id; those in the trash are left out."""
        with self._database.read() as connection:
            return registers.read_promised(connection, [one.task_id for one in meeting.portions if one.task_id])

    def _followed(self, transaction: Transaction, meeting: Meeting, known: Meeting | None) -> Meeting:
        """Return a saved meeting whose notes have followed it to another time."""
        if known is None or known.start == meeting.start:
            return meeting
        notes_store.let_portions_follow(transaction, meeting)
        return store.read_meetings(transaction.connection, [meeting.id])[meeting.id]


def _reopened(meeting: Meeting, known: Meeting | None) -> Meeting:
    """Return a meeting as a draft again if what was frozen of it says something else.

    One that comes under another version from another desk is judged by that (``MinutesBook.settle_in``).
    """
    final = known is not None and known.state == meeting.state == "final" and 0 < known.frozen == meeting.frozen
    if final and known is not None and content_of(known) != content_of(meeting):
        return replace(meeting, state="draft")
    return meeting
