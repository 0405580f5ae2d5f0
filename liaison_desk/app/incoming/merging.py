"""Takes records from elsewhere into a desk: new ones added, known ones (by uid) brought up to date, in one transaction.

Records of a batch name each other by their numbers within the batch; the desk gives its own. What the desk knows and
the other program cannot say (a marking, a translation, a cadence) stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar, cast

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.answering import answer, tell_alike, without_strangers
from liaison_desk.app.incoming.batch import RECORDS, Batch, Tally, accepted, identified, title_of
from liaison_desk.app.incoming.depending import depending
from liaison_desk.app.incoming.exercises import (
    ArrivingEvents,
    ArrivingExercises,
    ArrivingMilestones,
    ArrivingTasks,
    as_they_stand,
    let_follow,
)
from liaison_desk.app.incoming.keeping import arrangements_in, gifts_in
from liaison_desk.app.incoming.markings import no_more_open
from liaison_desk.app.incoming.permissions import without_new_permissions
from liaison_desk.app.incoming.placing import place_calendars, place_organizations
from liaison_desk.app.incoming.promised import join_promises
from liaison_desk.app.incoming.updating import replaced, updated
from liaison_desk.app.incoming.versions import brought_up, is_older, remembered, replaces_newer, says_nothing_new
from liaison_desk.app.incoming.working import notes_only_here
from liaison_desk.app.outgoing.attaching import ArrivingFiles
from liaison_desk.briefings.records import Packet, PacketFinal
from liaison_desk.calendar.records import CALENDAR, Event
from liaison_desk.contacts.records import (
    ORGANIZATION,
    Billet,
    Distinction,
    Distribution,
    Person,
    SavedSearch,
)
from liaison_desk.contacts.rules.merging import Choice, merged
from liaison_desk.domain.record import Record
from liaison_desk.exchange.archive.references import KIND_OF, depends_on, references_of, relinked
from liaison_desk.exchange.result import Entry
from liaison_desk.exercises.records import Inject, Lesson
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import Meeting, Minutes
from liaison_desk.partnership.records import (
    Disclosure,
    Opportunity,
    Site,
    Turnover,
    TurnoverNote,
    Validity,
    Visit,
    Visitor,
)
from liaison_desk.tasks.records import Task, TaskView

R = TypeVar("R", bound=Record)


class _Keeper(Protocol[R]):
    """The part of a service that merging needs."""

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, R]: ...

    def save_in(self, transaction: Transaction, records: Sequence[R]) -> list[R]: ...

    def require_valid(self, record: R) -> None: ...


def merge(desk: Desk, transaction: Transaction, batch: Batch) -> Tally:
    """Take a batch in; what breaks a rule of the desk is left out and listed with its line."""
    tally = Tally()
    known_by: dict[str, Any] = {name: identified(getattr(batch, name), tally) for name in RECORDS}
    batch = replace(batch, **known_by)
    numbers: dict[tuple[str, int], int] = {}
    files = ArrivingFiles(desk, batch.contents)

    numbers |= {(ORGANIZATION, old): new for old, new in place_organizations(desk, transaction, batch, tally).items()}
    batch = replace(batch, events=without_strangers(desk, transaction, batch.requests, batch.events, tally))
    if batch.messages:
        batch = replace(batch, events=answer(desk, transaction, batch.messages, batch.events, tally))
    numbers |= {(CALENDAR, old): new for old, new in place_calendars(desk, transaction, batch, tally).items()}
    recognized: Mapping[str, Person] = {}
    batch = _with_pointers(desk, transaction, batch, numbers, tally)
    if not batch.whole:
        recognized, people = _recognized(desk, transaction, batch, numbers, tally)
        batch = replace(batch, people=people)
    before = as_they_stand(desk, transaction, batch)
    # What an archive says of a plan stands as it is; a file of events alone moves the milestones they belong to.
    planned = (ArrivingEvents(desk), ArrivingTasks(desk)) if batch.milestones else None
    calendars, tasks = planned or (desk.calendars, desk.tasks)
    later: list[tuple[_Keeper[Any], Sequence[tuple[Entry[Any], Record]]]] = []
    meetings: list[Meeting] = []
    for entries, keeper in _keepers(desk, batch, calendars, tasks, files):
        known: Mapping[str, Record] = {}
        if keeper is desk.contacts:
            known = recognized
        elif keeper is files:
            known = files.recognized(transaction, [_pointed(entry.record, numbers)[0] for entry in batch.files])
        elif keeper is calendars and not batch.whole:
            tell_alike(desk, transaction, batch.events, tally)
        saved, waiting = _keep(transaction, keeper, entries, numbers, tally, batch, known)
        for entry, record in saved:
            numbers[KIND_OF[type(record)], entry.record.id] = record.id
        if keeper is calendars:
            tally.events += [record.id for _, record in saved]
        meetings += [record for _, record in saved if isinstance(record, Meeting)]
        later.append((keeper, waiting))
        if batch.pictures and keeper is desk.contacts:
            desk.contacts.keep_pictures(transaction, [record for _, record in saved], batch.pictures)
    _point_again(transaction, later, numbers, tally)
    let_follow(desk, transaction, batch, planned, before, tally)
    _settle(desk, transaction, batch, meetings)
    return tally


def _keepers(
    desk: Desk, batch: Batch, calendars: Any, tasks: Any, files: ArrivingFiles
) -> tuple[tuple[Sequence[Entry[Any]], Any], ...]:
    """Return who keeps what of a batch, in the order in which one may name another."""
    return (
        (batch.billets, cast("_Keeper[Billet]", desk.billets)),
        (batch.people, cast("_Keeper[Person]", desk.contacts)),
        (batch.distributions, cast("_Keeper[Distribution]", desk.distributions)),
        (batch.searches, cast("_Keeper[SavedSearch]", desk.searches)),
        (batch.distinctions, cast("_Keeper[Distinction]", desk.distinctions)),
        (batch.events, cast("_Keeper[Event]", calendars)),
        (batch.tasks, cast("_Keeper[Task]", tasks)),
        (batch.meetings, cast("_Keeper[Meeting]", desk.meetings)),
        (batch.minutes, cast("_Keeper[Minutes]", desk.minutes)),
        (batch.exercises, ArrivingExercises(desk)),
        (batch.milestones, ArrivingMilestones(desk)),
        (batch.injects, cast("_Keeper[Inject]", desk.msel)),
        (batch.lessons, cast("_Keeper[Lesson]", desk.lessons)),
        (batch.task_views, cast("_Keeper[TaskView]", desk.task_views)),
        (batch.sites, cast("_Keeper[Site]", desk.sites)),
        (batch.arrangements, arrangements_in(desk, whole=batch.whole)),
        (batch.opportunities, cast("_Keeper[Opportunity]", desk.opportunities)),
        (batch.visits, cast("_Keeper[Visit]", desk.visits)),
        (batch.visitors, cast("_Keeper[Visitor]", desk.visitors)),
        (batch.validities, cast("_Keeper[Validity]", desk.validities)),
        (batch.gifts, gifts_in(desk, whole=batch.whole)),
        (batch.turnovers, cast("_Keeper[Turnover]", desk.turnovers)),
        (batch.disclosures, cast("_Keeper[Disclosure]", desk.disclosures)),
        (batch.packets, cast("_Keeper[Packet]", desk.packets)),
        (batch.packet_finals, cast("_Keeper[PacketFinal]", desk.packet_finals)),
        (batch.turnover_notes, cast("_Keeper[TurnoverNote]", desk.turnover_notes)),
        (batch.files, files),
    )


def _settle(desk: Desk, transaction: Transaction, batch: Batch, meetings: Sequence[Meeting]) -> None:
    """Let meetings that came in know the tasks that came from their notes, and be final only as far as they are."""
    if not batch.whole:  # an archive names them by numbers
        join_promises(desk, transaction, meetings)
    desk.minutes.settle_in(transaction, [meeting.id for meeting in meetings])


def _with_pointers(
    desk: Desk, transaction: Transaction, batch: Batch, numbers: dict[tuple[str, int], int], tally: Tally
) -> Batch:
    """Return a batch whose tasks name what they wait for, and records of partnership what their rows name in words; note the desk's numbers of what tasks name and is not taken in before them."""
    if batch.whole:
        batch = no_more_open(desk, transaction, batch, tally)
        batch, found = _with_disclosures(desk, transaction, batch, tally)
        numbers |= found
        meetings = desk.meetings.known(transaction, [entry.record.uid for entry in batch.meetings])
        _know(batch.meetings, meetings, numbers)
        _know(batch.milestones, desk.plans.known(transaction, [one.record.uid for one in batch.milestones]), numbers)
        arrangements = desk.arrangements.known(transaction, [one.record.uid for one in batch.arrangements])
        _know(batch.arrangements, arrangements, numbers)
        _know(batch.lessons, desk.lessons.known(transaction, [one.record.uid for one in batch.lessons]), numbers)
        return batch
    tasks, found = depending(desk, transaction, batch.tasks)
    numbers |= found
    if batch.words is not None:
        from liaison_desk.app.incoming.partnership import settled

        batch, found = settled(desk, transaction, batch, batch.words, tally)
        numbers |= found
    return replace(batch, tasks=tasks)


def _with_disclosures(
    desk: Desk, transaction: Transaction, batch: Batch, tally: Tally
) -> tuple[Batch, dict[tuple[str, int], int]]:
    """Return an archive's batch whose entries of the disclosure log open nothing here, and the desk's numbers of what they are about."""
    if not batch.disclosures:
        return batch, {}
    from liaison_desk.app.incoming.partnership import about_here

    permitted = without_new_permissions(desk, transaction, batch.disclosures, tally, whole=True)
    disclosures, found = about_here(transaction, permitted)
    return replace(batch, disclosures=disclosures), found


def _recognized(
    desk: Desk, transaction: Transaction, batch: Batch, numbers: Mapping[tuple[str, int], int], tally: Tally
) -> tuple[Mapping[str, Person], Sequence[Entry[Person]]]:
    """Return whose entries the people of a batch are under other uids, and all of them under uids that are nobody else's.

    Of whom only the name is known is said.
    """
    people = [
        _pointed(entry.record, numbers)[0] if entry.record.uid in batch.otherwise else entry.record
        for entry in batch.people
    ]
    found = desk.merging.recognize(people, batch.same, transaction, batch.otherwise)
    for entry in batch.people:
        uid = entry.record.uid
        if uid in found.namesakes and uid not in found.same and uid not in batch.same:
            said = "“{name}” may be a contact you have already; he was added as another."
            tally.tell(entry.line, said, name=entry.record.name.full())
    others = {uid: batch.otherwise[uid] for uid in found.apart - found.same.keys()}
    entries = [
        replace(entry, record=replace(entry.record, uid=others[uid])) if (uid := entry.record.uid) in others else entry
        for entry in batch.people
    ]
    return found.same, entries


def _point_again(
    transaction: Transaction,
    later: Sequence[tuple[_Keeper[Any], Sequence[tuple[Entry[Any], Record]]]],
    numbers: Mapping[tuple[str, int], int],
    tally: Tally,
) -> None:
    """Let records name those that were saved after them, such as a task its meeting, or a post its counterpart.

    Only what could not be said before is said now: what else the desk made of them by now stays.
    """
    for keeper, waiting in later:
        before = {entry.record.uid: record for entry, record in waiting}
        there = keeper.known(transaction, list(before))
        pointing = _Pointing(keeper, before, numbers)
        asked = [(entry.line, entry.record) for entry, _ in waiting if entry.record.uid in there]
        kept = accepted(transaction, pointing.save_in, asked, tally)
        for (line, one), now in zip(asked, kept, strict=True):
            if now is None:
                said = "“{title}” was taken in without all it refers to."
                tally.tell(line, said, title=title_of(there[one.uid]))


@dataclass(frozen=True, slots=True)
class _Pointing:
    """Saves records of a file once more, as the desk has them by now, with what they could not name ``before`` (by uid)."""

    keeper: _Keeper[Any]
    before: Mapping[str, Record]
    numbers: Mapping[tuple[str, int], int]

    def save_in(self, transaction: Transaction, told: Sequence[Any]) -> list[Any]:
        """Let them name it."""
        known = self.keeper.known(transaction, [one.uid for one in told])
        return self.keeper.save_in(transaction, [self._whole(known[one.uid], one) for one in told])

    def _whole(self, mine: Any, told: Any) -> Any:
        pointing = relinked(told, lambda kind, number: self.numbers.get((kind, number), 0))
        before = self.before[told.uid]
        names = [name for name in references_of(told) if getattr(pointing, name) != getattr(before, name)]
        return replace(mine, **{name: getattr(pointing, name) for name in names})


def _keep(
    transaction: Transaction,
    keeper: _Keeper[R],
    entries: Sequence[Entry[R]],
    numbers: dict[tuple[str, int], int],
    tally: Tally,
    batch: Batch,
    recognized: Mapping[str, Record],
) -> tuple[list[tuple[Entry[R], R]], list[tuple[Entry[R], R]]]:
    """Save the records of one kind; return them, and the entries among them that name what is not saved yet, as far as they do.

    ``recognized`` are the desk's records of entries under uids it does not know.
    """
    waiting: list[tuple[Entry[R], R]] = []
    latest = {
        entry.record.uid or str(n): entry for n, entry in enumerate(entries)
    }  # of one uid the last in the file counts
    known = keeper.known(transaction, [entry.record.uid for entry in latest.values() if entry.record.uid])
    known |= cast("Mapping[str, R]", recognized)
    _know(latest.values(), known, numbers)
    ready: list[tuple[Entry[R], R]] = []
    taken: dict[int, int] = {}
    for entry in latest.values():
        pointing, missing = _pointed(entry.record, numbers)
        if any(depends_on(KIND_OF[type(pointing)], kind) for kind in missing):
            tally.refused += 1
            said = "“{title}” was left out, for what it refers to did not come in."
            tally.tell(entry.line, said, title=title_of(pointing))
            continue
        record = _one_zone(pointing)
        mine = known.get(record.uid)
        if mine is not None and mine.id in taken:  # two entries of one person, who were merged here
            at = taken[mine.id]
            ready[at] = (entry, _brought_up(ready[at][1], replace(entry, record=record), batch))
            tally.unchanged += 1
            continue
        if mine is not None and _passed_over(mine, replace(entry, record=record), batch, tally):
            continue
        record = _brought_up(mine, replace(entry, record=record), batch)
        _tell_replaced(entry, mine, record, batch, tally)
        try:
            keeper.require_valid(record)
        except DeskError as error:
            tally.refused += 1
            tally.tell(entry.line, error.text, **error.values)
            continue
        if record.id:
            taken[record.id] = len(ready)
        ready.append((entry, record))
        if missing:
            waiting.append((entry, pointing))
    for n, entry in enumerate(entries):
        last = latest[entry.record.uid or str(n)]
        if last is not entry and replace(entry.record, id=last.record.id) != last.record:
            said = "“{title}” stands in this file more than once; the last one counts."
            tally.tell(entry.line, said, title=title_of(entry.record))
    tally.unchanged += len(entries) - len(latest)
    answers = accepted(transaction, keeper.save_in, [(entry.line, record) for entry, record in ready], tally)
    kept = [(entry, asked, one) for (entry, asked), one in zip(ready, answers, strict=True) if one is not None]
    tally.refused += len(ready) - len(kept)
    tally.count([asked for _, asked, _ in kept], [one for *_, one in kept])
    return [(entry, one) for entry, _, one in kept], waiting


def _passed_over(mine: Record, entry: Entry[Any], batch: Batch, tally: Tally) -> bool:
    """Tell whether what a file says of a record changes nothing: it is not new, or older than the desk's (which is listed)."""
    # A table has no column for the count of versions, so it is never older by it.
    older = not (batch.whole or batch.partial) and not says_nothing_new(mine, entry) and is_older(mine, entry)
    if older:
        said = "“{title}” is older here than on the desk; the desk's was kept."
        tally.tell(entry.line, said, title=title_of(entry.record))
    passed = older or says_nothing_new(mine, entry)
    tally.unchanged += passed
    return passed


def _tell_replaced(entry: Entry[Any], mine: Record | None, now: Record, batch: Batch, tally: Tally) -> None:
    """List what gave way on the desk: to a file that has no identifier of its own for a person, to an archive; and the notes it does not know."""
    if batch.whole and mine is not None and replaces_newer(mine, entry.record, now):
        said = "“{title}” was changed here since; the archive's stands in its place, the history has yours."
        tally.tell(entry.line, said, title=title_of(now))
    if isinstance(mine, Meeting) and isinstance(now, Meeting) and (more := notes_only_here(now, entry.record)):
        said = "“{title}” has notes here that are not in this file; they stay: {n}"
        tally.tell(entry.line, said, title=title_of(now), n=more)
    if isinstance(mine, Person) and isinstance(now, Person) and entry.record.uid in batch.otherwise:
        for old, new in replaced(mine, now):
            said = "“{name}”: the file's “{new}” stands in the place of “{old}”."
            tally.tell(entry.line, said, name=now.name.full(), new=new[:80], old=old[:80])


def _pointed(record: R, numbers: Mapping[tuple[str, int], int]) -> tuple[R, frozenset[str]]:
    """Return a record that names others by the desk's numbers, and the kinds of those the desk has not yet."""
    missing = []

    def number_of(kind: str, number: int) -> int:
        if (kind, number) not in numbers:
            missing.append(kind)
        return numbers.get((kind, number), 0)

    pointing = relinked(record, number_of)
    return pointing, frozenset(missing)


def _know(entries: Iterable[Entry[R]], known: Mapping[str, R], numbers: dict[tuple[str, int], int]) -> None:
    """Note the numbers of records the desk knows before the first is saved, for records of a kind may name each other."""
    for entry in entries:
        mine = known.get(entry.record.uid)
        if entry.record.id and mine is not None:
            numbers[KIND_OF[type(entry.record)], entry.record.id] = mine.id


def _brought_up(mine: R | None, entry: Entry[R], batch: Batch) -> R:
    """Return a new record, or the desk's record with what the file says; the card of a double that was merged here can only add."""
    incoming = entry.record
    if mine is None:
        return remembered(replace(incoming, id=0, version=0), entry)
    if entry.said:
        return brought_up(mine, entry)
    if isinstance(mine, Person) and isinstance(incoming, Person) and mine.uid != incoming.uid:
        return cast("R", merged(mine, incoming, {"marking": Choice.ONE}))
    said = batch.words.said.get(incoming.uid, ()) if batch.words is not None else ()
    return updated(mine, incoming, whole=batch.whole, partial=batch.partial, said=said)


def _one_zone(record: R) -> R:
    """Return an event that ends in the zone it starts in as one that says so once; other records as they are."""
    if not isinstance(record, Event):
        return record
    overrides = tuple(replace(one, end_zone="") if one.end_zone == one.zone else one for one in record.overrides)
    end_zone = "" if record.end_zone == record.zone else record.end_zone
    return cast("R", replace(record, end_zone=end_zone, overrides=overrides))
