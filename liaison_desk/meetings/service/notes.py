"""Notes: portions added, changed, moved, taken out and made tasks of; what is being typed is kept from a power cut."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, StaleError
from liaison_desk.foundation.core.ids import uuid7
from liaison_desk.foundation.database.belongings import WithBelongings
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import MEETING, Jotting, Kept, Meeting, Portion, PortionKind
from liaison_desk.meetings.rules.attributing import attributed
from liaison_desk.meetings.rules.ordering import merged_order
from liaison_desk.meetings.rules.places import placed
from liaison_desk.meetings.rules.turning import portion_as_written
from liaison_desk.meetings.rules.validity import portion_problems
from liaison_desk.meetings.store import jottings
from liaison_desk.meetings.store import meetings as store
from liaison_desk.meetings.store import portions as notes

SILENT = timedelta(seconds=10)
"""How long nothing was heard of a session before what it left is recovered; a live one writes at least twice as often."""


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
    kind: PortionKind = PortionKind.ACTION
    said_by_id: int = 0
    nation: str = ""
    to_whom: str = ""
    to_nation: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was left unfinished in a meeting's notes by a program that ended, and stands in them now."""

    meeting_id: int
    title: Bilingual
    count: int


TaskMaker = Callable[[Transaction, Promise], int]


class Notes(WithBelongings):
    """The notes of meetings. ``make_task`` turns a promise into a task inside the same transaction; bootstrap gives it."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], make_task: TaskMaker) -> None:
        WithBelongings.__init__(self, database, MEETING)
        self._profile = profile
        self._make_task = make_task

    def new_uid(self) -> str:
        """Return the uid of a portion that is about to be typed."""
        return uuid7(self._database.clock.now(), self._database.random)

    def keep(
        self,
        meeting_id: int,
        changed: Sequence[Jotting],
        removed: Sequence[Portion] = (),
        order: Sequence[str] = (),
        *,
        rearranged: bool = True,
    ) -> Kept:
        """Save what was typed: new and changed portions, those taken out, and the order of all, in one action.

        ``order`` holds the uids as they stand on the screen; those that others have added meanwhile stay behind what they
        follow. Where the writer moved none (not ``rearranged``), those of the desk stay as others have left them, and his new ones
        stand behind what they follow. A portion that somebody else has changed is not saved and comes back in ``stale``; one that somebody took
        out meanwhile is saved again and told in ``gone``. Raises NotFoundError, InvalidError, RefusedError (ceiling).
        """
        for one in changed:
            self._require_valid(one.portion)
        with self._database.write("Take notes") as transaction:
            connection = transaction.connection
            meeting = self._present_head(transaction, meeting_id)
            places = notes.read_places(connection, meeting_id)
            asked = [*(one.portion.uid for one in changed), *(one.uid for one in removed)]
            current = notes.portions_by_uid(connection, [uid for uid in asked if uid in places])
            stale = [
                current[before.uid]
                for before in (*(one.before for one in changed if one.before is not None), *removed)
                if before.uid in current and not _same_words(current[before.uid], before)
            ]
            hindered = {one.uid for one in stale}
            away = {one.uid for one in removed} - hindered
            ready = {
                one.portion.uid: _over(portion_as_written(one.portion), current.get(one.portion.uid))
                for one in changed
                if one.portion.uid not in hindered
            }
            gone = tuple(one.portion.uid for one in changed if one.before is not None and one.portion.uid not in places)
            there, mine = list(places), order or _with_new(list(places), changed)
            listed = merged_order(mine, there, away) if rearranged else merged_order(there, mine, away)
            listed = [uid for uid in listed if uid in ready or uid in places]
            if ready or listed != list(places):
                meeting = self._reopened(transaction, meeting)
            saved = self._lay(transaction, meeting, listed, ready, places)
            jottings.remove(connection, [*ready, *away])
        return Kept(tuple(one for one in saved if one.uid in ready), tuple(stale), gone)

    def jot(self, meeting_id: int, typed: Sequence[Jotting]) -> None:
        """Keep what is being typed from a power cut: no record, no history, and none of it is found or printed.

        Raises RefusedError for a marking above the ceiling, and keeps nothing then.
        """
        for one in typed:
            check_ceiling(one.portion.marking, self._profile().ceiling)
        with self._database.write("Jot") as transaction:
            now, session = self._database.clock.now(), self._database.session
            jottings.put(transaction.connection, meeting_id, typed, self._database.author, session, now)

    def forget(self, uids: Sequence[str]) -> None:
        """Forget what was being typed into portions."""
        with self._database.write("Jot") as transaction:
            jottings.remove(transaction.connection, uids)

    def recover(self) -> list[Recovered]:
        """Put what a program that ended left unfinished into the notes, and tell of which meetings.

        Of one that somebody has changed since, the unfinished text becomes a portion of its own behind it.
        """
        silent = self._database.clock.now() - SILENT
        with self._database.read() as connection:
            left = jottings.left_behind(connection, self._database.author, self._database.session, silent)
        if not left:
            return []
        found = []
        with self._database.write("Recover notes") as transaction:
            for meeting_id in dict.fromkeys(one.meeting_id for one in left):
                meeting = store.read_meetings(transaction.connection, [meeting_id]).get(meeting_id)
                if meeting is None or meeting.deleted_at is not None:
                    continue
                mine = [one.jotting for one in left if one.meeting_id == meeting_id]
                after = list(meeting.portions)
                count = sum(self._recovered(after, one) for one in mine)
                jottings.remove(transaction.connection, [one.portion.uid for one in mine])
                if count:
                    self._change(transaction, meeting, after)
                    found.append(Recovered(meeting_id, meeting.title, count))
        return found

    def add_portion(self, meeting_id: int, portion: Portion, position: int | None = None) -> Meeting:
        """Add a portion at a position (the end without one) of the meeting as it now stands, so that capture is never stale.

        Raises NotFoundError, InvalidError, RefusedError (ceiling).
        """
        self._require_valid(portion)
        new = replace(portion, uid=portion.uid or self.new_uid())

        def added(portions: list[Portion]) -> list[Portion]:
            at = len(portions) if position is None else position
            return [*portions[:at], new, *portions[at:]]

        return self._edit("Add a note", meeting_id, added)

    def change_portion(self, meeting_id: int, before: Portion, after: Portion) -> Meeting:
        """Change a portion; raises StaleError when it is not ``before`` any more, NotFoundError, RefusedError (ceiling)."""
        self._require_valid(after)

        def changed(portions: list[Portion]) -> list[Portion]:
            at = _position(portions, before.uid)
            if not _same_words(portions[at], before):
                raise StaleError("This note was changed meanwhile. What you typed is still here.")
            portions[at] = _over(after, portions[at])
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
        return self.make_tasks(meeting_id, [portion_uid])

    def make_tasks(self, meeting_id: int, uids: Sequence[str]) -> Meeting:
        """Make tasks of portions, of each that has none yet, in one action. Raises NotFoundError, InvalidError."""
        label = "Make a task of a note" if len(uids) == 1 else "Make tasks of notes"
        with self._database.write(label) as transaction:
            meeting = self._present(transaction, meeting_id)
            portions = list(meeting.portions)
            for uid in uids:
                at = _position(portions, uid)
                if not portions[at].task_id:
                    portions[at] = self._with_task(transaction, meeting, portions[at])
            return replace(meeting, portions=tuple(portions))

    def _with_task(self, transaction: Transaction, meeting: Meeting, portion: Portion) -> Portion:
        source = meeting.title.host or meeting.title.home
        promise = Promise(
            portion.text, portion.marking, portion.said_by, MEETING, meeting.id, portion.uid, source, portion.kind,
            portion.said_by_id, portion.nation, portion.to_whom, portion.to_nation, portion.due,
        )  # fmt: skip
        linked = replace(portion, task_id=self._make_task(transaction, promise))
        return notes.save_portions(transaction, meeting, [linked])[0]

    def _edit(self, label: str, meeting_id: int, change: Callable[[list[Portion]], list[Portion]]) -> Meeting:
        with self._database.write(label) as transaction:
            meeting = self._present(transaction, meeting_id)
            after = change(list(meeting.portions))
            if after == list(meeting.portions):
                return meeting
            portions = self._change(transaction, meeting, after)
            return replace(store.read_heads(transaction.connection, [meeting_id])[meeting_id], portions=portions)

    def _change(self, transaction: Transaction, meeting: Meeting, after: Sequence[Portion]) -> tuple[Portion, ...]:
        """Write a meeting's notes; minutes that were final are a draft again."""
        return self._reconcile(transaction, self._reopened(transaction, meeting), after)

    def _reopened(self, transaction: Transaction, meeting: Meeting) -> Meeting:
        if meeting.state == "final":
            return store.save_meetings(transaction, [replace(meeting, state="draft")])[0]
        return meeting

    def _lay(
        self,
        transaction: Transaction,
        meeting: Meeting,
        order: Sequence[str],
        ready: Mapping[str, Portion],
        places: Mapping[str, notes.Place],
    ) -> list[Portion]:
        """Write some portions of a meeting and the order of all, and nothing else; those not in the order go into the trash.

        ``places`` tells where those stand that there are. Return those that were written.
        """
        new = placed([places[uid].place if uid in places else 0 for uid in order])
        moved = {
            uid: place for uid, place in zip(order, new, strict=True) if uid in places and places[uid].place != place
        }
        staying = set(order)
        away = [one.id for uid, one in places.items() if uid not in staying]
        if not (ready or moved or away):
            return []
        known = notes.portions_by_uid(transaction.connection, [uid for uid in ready if uid not in places])
        others = notes.read_portions(transaction.connection, [places[uid].id for uid in moved if uid not in ready])
        writing = []
        for uid, place in zip(order, new, strict=True):
            if uid in ready:
                one = self._identified(ready[uid], known.get(uid), meeting)
                writing.append(replace(attributed(one, meeting.attendees), place=place))
            elif uid in moved:
                writing.append(replace(others[places[uid].id], place=place))
        notes.trash_portions(transaction, away)
        return notes.save_portions(transaction, meeting, writing)

    def _identified(self, portion: Portion, known: Portion | None, meeting: Meeting) -> Portion:
        """Return a portion as the record it is: a new one, one that comes back, or a copy of one that stands elsewhere."""
        if known is None:
            return replace(portion, uid=portion.uid or self.new_uid())
        if known.meeting_id != meeting.id:
            return replace(portion, uid=self.new_uid(), id=0, version=0)
        return replace(portion, id=known.id, version=known.version, created_at=known.created_at)

    def _reconcile(self, transaction: Transaction, meeting: Meeting, wanted: Sequence[Portion]) -> tuple[Portion, ...]:
        """Make a saved meeting's notes be these and no others, writing only what differs."""
        connection = transaction.connection
        present = {one.uid: one for one in notes.read_notes(connection, {meeting.id: None}).get(meeting.id, [])}
        places = {one.uid: notes.Place(one.id, one.place) for one in present.values()}
        order: list[str] = []
        ready: dict[str, Portion] = {}
        for one in map(portion_as_written, wanted):
            uid = one.uid if one.uid and one.uid not in ready and one.uid not in order else self.new_uid()
            order.append(uid)
            there = present.get(uid)
            if there is None:
                ready[uid] = replace(one, uid=uid, id=0, version=0)
            else:
                version = one.version if one.id == there.id else there.version
                mine = attributed(
                    replace(one, id=there.id, version=version, created_at=there.created_at), meeting.attendees
                )
                if mine != there or version != there.version:
                    ready[uid] = mine
        saved = {one.uid: one for one in self._lay(transaction, meeting, order, ready, places)}
        if len(saved) < len(ready):  # a copy was given a uid of its own
            return tuple(notes.read_notes(connection, {meeting.id: None}).get(meeting.id, []))
        return tuple(saved.get(uid) or present[uid] for uid in order)

    def _present_head(self, transaction: Transaction, meeting_id: int) -> Meeting:
        meeting = store.read_heads(transaction.connection, [meeting_id]).get(meeting_id)
        if meeting is None or meeting.deleted_at is not None:
            raise NotFoundError("This meeting is not there any more.")
        return meeting

    def _present(self, transaction: Transaction, meeting_id: int) -> Meeting:
        meeting = store.read_meetings(transaction.connection, [meeting_id]).get(meeting_id)
        if meeting is None or meeting.deleted_at is not None:
            raise NotFoundError("This meeting is not there any more.")
        return meeting

    def _require_valid(self, portion: Portion) -> None:
        problems = portion_problems(portion)
        if problems:
            raise InvalidError(problems)
        check_ceiling(portion.marking, self._profile().ceiling)

    def _recovered(self, portions: list[Portion], jotting: Jotting) -> bool:
        """Put what was being typed into a list of portions; false if it stands there already."""
        typed = jotting.portion
        at = next((number for number, one in enumerate(portions) if one.uid == typed.uid), -1)
        if at >= 0 and _same_words(portions[at], typed):
            return False
        if at >= 0 and jotting.before is not None and _same_words(portions[at], jotting.before):
            portions[at] = _over(typed, portions[at])
            return True
        after = typed.uid if at >= 0 else jotting.after_uid
        place = next((number + 1 for number, one in enumerate(portions) if one.uid == after), None)
        if place is None:
            place = len(portions) if after else 0
        portions.insert(place, replace(typed, uid=self.new_uid() if at >= 0 else typed.uid, task_id=0))
        return True


def _position(portions: Sequence[Portion], uid: str) -> int:
    at = next((number for number, one in enumerate(portions) if one.uid == uid), -1)
    if at < 0:
        raise NotFoundError("This note is not there any more.")
    return at


def _same_words(one: Portion, other: Portion) -> bool:
    """Tell whether two states of a portion say the same: a task made meanwhile, or a name found, is no change of what was said."""
    return _bare(one) == _bare(other)


def _bare(one: Portion) -> Portion:
    return replace(one, task_id=0, said_by_id=0, nation="")


def _over(typed: Portion, now: Portion | None) -> Portion:
    """Return what was typed as the next version of the portion as it is now, with the task it made meanwhile."""
    if now is None:
        return typed
    return replace(
        typed, uid=now.uid, id=now.id, version=now.version, task_id=now.task_id or typed.task_id, place=now.place
    )


def _with_new(current: list[str], changed: Sequence[Jotting]) -> list[str]:
    """Return an order with new portions behind those they follow; at the end where that is not there."""
    order = list(current)
    for one in changed:
        if one.portion.uid not in order:
            at = order.index(one.after_uid) + 1 if one.after_uid in order else 0 if not one.after_uid else len(order)
            order.insert(at, one.portion.uid)
    return order
