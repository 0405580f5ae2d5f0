"""Takes records from elsewhere into a desk: new ones added, known ones (by uid) brought up to date, in one transaction.

Records of a batch name each other by their numbers within the batch; the desk gives its own. What the desk knows and
the other program cannot say (a marking, a translation, a cadence) stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar, cast

from liaison_desk.app.attaching import ArrivingFiles
from liaison_desk.app.desk import Desk
from liaison_desk.app.updating import updated
from liaison_desk.calendar.records import CALENDAR, Calendar, Event
from liaison_desk.contacts.records import (
    ORGANIZATION,
    Billet,
    Distinction,
    Distribution,
    Organization,
    Person,
    SavedSearch,
)
from liaison_desk.contacts.rules.merging import Choice, merged
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.record import Record
from liaison_desk.domain.text import fold
from liaison_desk.exchange.archive.files import AttachedFile
from liaison_desk.exchange.archive.references import DEPENDENT, KIND_OF, references_of, relinked
from liaison_desk.exchange.result import Entry, LineProblem
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import Task

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one file brings, with the line each record began on.

    ``same`` is what the user decided of people by their uids: whose entry each is, 0 = another person. ``pictures`` are the
    photos that people name, by SHA-256; ``contents`` the bytes of ``files``, in the same way. ``whole`` records are taken as they stand (an archive); of ``partial`` ones (a table) what is empty says nothing.
    """

    organizations: Sequence[Entry[Organization]] = ()
    people: Sequence[Entry[Person]] = ()
    calendars: Sequence[Entry[Calendar]] = ()
    events: Sequence[Entry[Event]] = ()
    tasks: Sequence[Entry[Task]] = ()
    meetings: Sequence[Entry[Meeting]] = ()
    billets: Sequence[Entry[Billet]] = ()
    distributions: Sequence[Entry[Distribution]] = ()
    searches: Sequence[Entry[SavedSearch]] = ()
    files: Sequence[Entry[AttachedFile]] = ()
    distinctions: Sequence[Entry[Distinction]] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    whole: bool = False
    partial: bool = False


@dataclass(slots=True)
class Tally:
    """What became of a batch: ``unchanged`` were known and said nothing new, ``problems`` names those left out."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[LineProblem] = field(default_factory=list)


class _Keeper(Protocol[R]):
    """The part of a service that merging needs."""

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, R]: ...

    def save_in(self, transaction: Transaction, records: Sequence[R]) -> list[R]: ...

    def require_valid(self, record: R) -> None: ...


def merge(desk: Desk, transaction: Transaction, batch: Batch) -> Tally:
    """Take a batch in; what breaks a rule of the desk is left out and listed with its line."""
    tally = Tally()
    numbers: dict[tuple[str, int], int] = {}
    files = ArrivingFiles(desk, batch.contents)

    numbers |= {(ORGANIZATION, old): new for old, new in _organizations(desk, transaction, batch, tally).items()}
    numbers |= {(CALENDAR, old): new for old, new in _calendars(desk, transaction, batch).items()}
    keepers: tuple[tuple[Sequence[Entry[Any]], Any], ...] = (
        (batch.billets, cast("_Keeper[Billet]", desk.billets)),
        (batch.people, cast("_Keeper[Person]", desk.contacts)),
        (batch.distributions, cast("_Keeper[Distribution]", desk.distributions)),
        (batch.searches, cast("_Keeper[SavedSearch]", desk.searches)),
        (batch.distinctions, cast("_Keeper[Distinction]", desk.distinctions)),
        (batch.events, cast("_Keeper[Event]", desk.calendars)),
        (batch.tasks, cast("_Keeper[Task]", desk.tasks)),
        (batch.meetings, cast("_Keeper[Meeting]", desk.meetings)),
        (batch.files, files),
    )
    later: list[tuple[_Keeper[Any], Entry[Any]]] = []
    for entries, keeper in keepers:
        known: Mapping[str, Record] = {}
        if keeper is desk.contacts and not batch.whole:
            known = _recognized(desk, transaction, batch, tally)
        elif keeper is files:
            known = files.recognized(transaction, [_pointed(entry.record, numbers)[0] for entry in batch.files])
        saved, waiting = _keep(transaction, keeper, entries, numbers, tally, batch, known)
        for entry, record in saved:
            numbers[KIND_OF[type(record)], entry.record.id] = record.id
        later += [(keeper, entry) for entry in waiting]
        if batch.pictures and keeper is desk.contacts:
            desk.contacts.keep_pictures(transaction, [record for _, record in saved], batch.pictures)
    _point_again(transaction, later, numbers)
    return tally


def _recognized(desk: Desk, transaction: Transaction, batch: Batch, tally: Tally) -> Mapping[str, Person]:
    """Return whose entries the people of a batch are under other uids; of whom only the name is known is said."""
    found = desk.merging.recognize([entry.record for entry in batch.people], batch.same, transaction)
    for entry in batch.people:
        uid = entry.record.uid
        if uid in found.namesakes and uid not in found.same and uid not in batch.same:
            said = "“{name}” may be a contact you have already; he was added as another."
            tally.problems.append(LineProblem(entry.line, said, {"name": entry.record.name.full()}))
    return found.same


def _point_again(
    transaction: Transaction,
    later: Sequence[tuple[_Keeper[Any], Entry[Any]]],
    numbers: Mapping[tuple[str, int], int],
) -> None:
    """Let records name those that were saved after them, such as a task its meeting, or a post its counterpart."""
    for keeper, entry in later:
        for found in keeper.known(transaction, [entry.record.uid]).values():
            pointing = relinked(entry.record, lambda kind, number: numbers.get((kind, number), 0))
            names = references_of(entry.record)
            keeper.save_in(transaction, [replace(found, **{name: getattr(pointing, name) for name in names})])


def _keep(
    transaction: Transaction,
    keeper: _Keeper[R],
    entries: Sequence[Entry[R]],
    numbers: dict[tuple[str, int], int],
    tally: Tally,
    batch: Batch,
    recognized: Mapping[str, Record],
) -> tuple[list[tuple[Entry[R], R]], list[Entry[R]]]:
    """Save the records of one kind; return them, and the entries among them that name what is not saved yet.

    ``recognized`` are the desk's records of entries under uids it does not know.
    """
    waiting: list[Entry[R]] = []
    latest = {
        entry.record.uid or str(n): entry for n, entry in enumerate(entries)
    }  # of one uid the last in the file counts
    known = keeper.known(transaction, [entry.record.uid for entry in latest.values() if entry.record.uid])
    known |= cast("Mapping[str, R]", recognized)
    _know(latest.values(), known, numbers)
    ready: list[tuple[Entry[R], R]] = []
    taken: dict[int, int] = {}
    for entry in latest.values():
        pointing, complete = _pointed(entry.record, numbers)
        if not complete and KIND_OF[type(pointing)] in DEPENDENT:
            tally.refused += 1
            said = "“{title}” was left out, for what it refers to did not come in."
            tally.problems.append(LineProblem(entry.line, said, {"title": _title(pointing)}))
            continue
        record = _one_zone(pointing)
        mine = known.get(record.uid)
        if mine is not None and mine.id in taken:  # two entries of one person, who were merged here
            at = taken[mine.id]
            ready[at] = (entry, _brought_up(ready[at][1], record, batch))
            tally.unchanged += 1
            continue
        if mine is not None and getattr(record, "sequence", 0) < getattr(mine, "sequence", 0):
            tally.unchanged += 1
            values = {"title": _title(record)}
            tally.problems.append(
                LineProblem(entry.line, "“{title}” is older here than on the desk; the desk's was kept.", values)
            )
            continue
        record = replace(record, id=0, version=0) if mine is None else _brought_up(mine, record, batch)
        try:
            keeper.require_valid(record)
        except DeskError as error:
            tally.refused += 1
            tally.problems.append(LineProblem(entry.line, error.text, error.values))
            continue
        if record.id:
            taken[record.id] = len(ready)
        ready.append((entry, record))
        if not complete:
            waiting.append(entry)
    tally.unchanged += len(entries) - len(latest)
    saved = keeper.save_in(transaction, [record for _, record in ready])
    _count(tally, [record for _, record in ready], saved)
    return [(entry, record) for (entry, _), record in zip(ready, saved, strict=True)], waiting


def _pointed(record: R, numbers: Mapping[tuple[str, int], int]) -> tuple[R, bool]:
    """Return a record that names others by the desk's numbers, and whether the desk has all of them already."""
    missing = []

    def number_of(kind: str, number: int) -> int:
        if (kind, number) not in numbers:
            missing.append(number)
        return numbers.get((kind, number), 0)

    return relinked(record, number_of), not missing


def _count(tally: Tally, asked: Sequence[Record], saved: Sequence[Record]) -> None:
    for before, after in zip(asked, saved, strict=True):
        if before.id == 0:
            tally.added += 1
        elif after.version != before.version:
            tally.updated += 1
        else:
            tally.unchanged += 1


def _know(entries: Iterable[Entry[R]], known: Mapping[str, R], numbers: dict[tuple[str, int], int]) -> None:
    """Note the numbers of records the desk knows before the first is saved, for records of a kind may name each other."""
    for entry in entries:
        mine = known.get(entry.record.uid)
        if entry.record.id and mine is not None:
            numbers[KIND_OF[type(entry.record)], entry.record.id] = mine.id


def _brought_up(mine: R, incoming: R, batch: Batch) -> R:
    """Return the desk's record with what the file says; the card of a double that was merged here can only add."""
    if isinstance(mine, Person) and isinstance(incoming, Person) and mine.uid != incoming.uid:
        return cast("R", merged(mine, incoming, {"marking": Choice.ONE}))
    return updated(mine, incoming, whole=batch.whole, partial=batch.partial)


def _one_zone(record: R) -> R:
    """Return an event that ends in the zone it starts in as one that says so once; other records as they are."""
    if not isinstance(record, Event):
        return record
    overrides = tuple(replace(one, end_zone="") if one.end_zone == one.zone else one for one in record.overrides)
    end_zone = "" if record.end_zone == record.zone else record.end_zone
    return cast("R", replace(record, end_zone=end_zone, overrides=overrides))


def _title(record: Any) -> str:
    title = getattr(record, "title", None)
    if isinstance(title, Bilingual):
        return title.host or title.home
    name = getattr(record, "name", record.uid)
    return name.full() if isinstance(name, PersonName) else str(name)


def _organizations(desk: Desk, transaction: Transaction, batch: Batch, tally: Tally) -> dict[int, int]:
    """Save organizations, those above before those below; those of the same uid or name are the same."""
    known = desk.contacts.known_organizations(transaction)
    by_uid = {one.uid: one for one in known}
    by_name = {key: one for one in known for key in _called(one, batch)}
    numbers = {
        entry.record.id: by_uid[entry.record.uid].id for entry in batch.organizations if entry.record.uid in by_uid
    }
    left = list(batch.organizations)
    later: list[tuple[Entry[Organization], Organization]] = []
    while left:
        waiting = {entry.record.id for entry in left} - numbers.keys()
        # Level by level; where some stand above each other in a ring, or did in turn, one of them goes first.
        ready = [entry for entry in left if not _above(entry.record) & waiting] or left[:1]
        asked: list[Organization] = []
        lines: list[int] = []
        places: list[tuple[Entry[Organization], int]] = []  # which of those asked for an entry of the file is
        named: dict[tuple[str, int], int] = {}
        for entry in ready:
            record = relinked(entry.record, lambda _, number: numbers.get(number, 0))
            keys = _called(record, batch)
            mine = by_uid.get(record.uid) or next((by_name[key] for key in keys if key in by_name), None)
            twin = next((named[key] for key in keys if key in named), None)
            if mine is not None and not batch.whole:
                numbers[entry.record.id] = mine.id
            elif mine is None and twin is not None:
                places.append((entry, twin))
            else:
                named |= dict.fromkeys(keys, len(asked))
                places.append((entry, len(asked)))
                lines.append(entry.line)
                asked.append(
                    replace(record, id=0, version=0)
                    if mine is None
                    else updated(mine, record, whole=batch.whole, partial=batch.partial)
                )
        answers = _accepted(desk, transaction, list(zip(lines, asked, strict=True)), tally)
        for entry, place in places:
            one = answers[place]
            if one is not None:
                numbers[entry.record.id] = one.id
                if _above(entry.record) & waiting:
                    later.append((entry, one))
        kept = [(before, after) for before, after in zip(asked, answers, strict=True) if after is not None]
        by_name |= {key: one for _, one in kept for key in _called(one, batch)}
        tally.refused += len(asked) - len(kept)
        if batch.whole:
            _count(tally, [before for before, _ in kept], [after for _, after in kept])
            tally.unchanged += len(ready) - len(asked)
        done = {id(entry) for entry in ready}
        left = [entry for entry in left if id(entry) not in done]
    _place(desk, transaction, later, numbers, tally)
    return numbers


def _place(
    desk: Desk,
    transaction: Transaction,
    later: Sequence[tuple[Entry[Organization], Organization]],
    numbers: Mapping[int, int],
    tally: Tally,
) -> None:
    """Put organizations under those that were saved after them; one that would stand under itself stays where it is, listed."""
    for entry, mine in later:
        pointing = relinked(entry.record, lambda _, number: numbers.get(number, 0))
        placed = replace(mine, parent_id=pointing.parent_id, parents=pointing.parents)
        if placed != mine and _accepted(desk, transaction, [(entry.line, placed)], tally) == [None]:
            values = {"title": mine.name.host or mine.name.home}
            problem = LineProblem(entry.line, "“{title}” was taken in without what it stands under.", values)
            tally.problems.append(problem)


def _accepted(
    desk: Desk, transaction: Transaction, asked: Sequence[tuple[int, Organization]], tally: Tally
) -> list[Organization | None]:
    """Save organizations (with their lines); what breaks a rule of the desk is left out and listed.

    The desk looks at all before it writes the first, so where one is refused they can be saved one by one.
    """
    try:
        return list(desk.contacts.save_organizations_in(transaction, [one for _, one in asked])) if asked else []
    except DeskError as error:
        if len(asked) == 1:
            tally.problems.append(LineProblem(asked[0][0], error.text, error.values))
            return [None]
    return [answer for one in asked for answer in _accepted(desk, transaction, [one], tally)]


def _above(one: Organization) -> set[int]:
    """Return what an organization stands under, stood or will stand under."""
    return {one.parent_id, *(entry.parent_id for entry in one.parents)}


def _called(one: Organization, batch: Batch) -> list[tuple[str, int]]:
    """Return what an organization is known by; in an archive, which tells them apart, by its name within its parent."""
    within = one.parent_id if batch.whole else 0
    return [(fold(name), within) for name in (one.name.host, one.name.home) if name]


def _calendars(desk: Desk, transaction: Transaction, batch: Batch) -> dict[int, int]:
    """Save calendars that an archive brings or new events need; one of the same uid or name takes the events in."""
    uids = [entry.record.uid for entry in batch.events if entry.record.uid]
    mine = desk.calendars.known(transaction, uids)
    needed = {entry.record.calendar_id for entry in batch.events if entry.record.uid not in mine}
    known = desk.calendars.known_calendars(transaction)
    numbers: dict[int, int] = {}
    for entry in batch.calendars:
        record = entry.record
        names = {fold(name) for name in (record.name.host, record.name.home) if name}
        same = next((one for one in known if one.uid == record.uid), None) or next(
            (one for one in known if names & {fold(one.name.host), fold(one.name.home)}), None
        )
        if same is None:
            if not batch.whole and record.id not in needed:
                same = next((one for one in known if mine and one.id == next(iter(mine.values())).calendar_id), None)
                numbers[record.id] = same.id if same else 0
                continue
            position = max((one.position for one in known), default=-1) + 1
            same = desk.calendars.save_calendars_in(transaction, [replace(record, id=0, version=0, position=position)])[
                0
            ]
            known.append(same)
        numbers[record.id] = same.id
    return numbers


def numbered(records: Sequence[R]) -> tuple[Entry[R], ...]:
    """Return the records of an archive as entries; they keep the numbers they have within it."""
    return tuple(Entry(record, 0) for record in records)
