"""What a file brings and what becomes of it: records by kind, each with its line, and the tally of those taken in."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from liaison_desk.briefings.records import Packet, PacketFinal
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.contacts.records import Billet, Distinction, Distribution, Organization, Person, SavedSearch
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.record import Record
from liaison_desk.exchange.archive.files import AttachedFile
from liaison_desk.exchange.ical.content import Message
from liaison_desk.exchange.result import Entry, LineProblem
from liaison_desk.exercises.records import Exercise, Inject, Lesson, Milestone
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.database.bounds import LONGEST_INDEXED
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import Meeting, Minutes
from liaison_desk.partnership.records import (
    Arrangement,
    Disclosure,
    Gift,
    Opportunity,
    Site,
    Turnover,
    TurnoverNote,
    Validity,
    Visit,
    Visitor,
)
from liaison_desk.tasks.records import Task, TaskView

if TYPE_CHECKING:
    from liaison_desk.exchange.tables.partnership import Words

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one file brings, with the line each record began on.

    ``same`` is what the user decided of people by their uids: whose entry each is, 0 = another person. ``otherwise`` gives the
    uids of people whose own, made of what the file says, are another's on the desk. ``pictures`` are the
    photos that people name, by SHA-256; ``contents`` the bytes of ``files``, in the same way. ``messages`` speak of events by their uids, ``requests`` are those of the events that somebody invites to. ``whole`` records are taken as they stand (an archive); of ``partial`` ones (a table) what is empty says nothing.
    ``words`` are what rows of partnership name others by.
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
    minutes: Sequence[Entry[Minutes]] = ()
    task_views: Sequence[Entry[TaskView]] = ()
    packets: Sequence[Entry[Packet]] = ()
    packet_finals: Sequence[Entry[PacketFinal]] = ()
    exercises: Sequence[Entry[Exercise]] = ()
    milestones: Sequence[Entry[Milestone]] = ()
    injects: Sequence[Entry[Inject]] = ()
    lessons: Sequence[Entry[Lesson]] = ()
    sites: Sequence[Entry[Site]] = ()
    arrangements: Sequence[Entry[Arrangement]] = ()
    opportunities: Sequence[Entry[Opportunity]] = ()
    visits: Sequence[Entry[Visit]] = ()
    visitors: Sequence[Entry[Visitor]] = ()
    validities: Sequence[Entry[Validity]] = ()
    disclosures: Sequence[Entry[Disclosure]] = ()
    gifts: Sequence[Entry[Gift]] = ()
    turnovers: Sequence[Entry[Turnover]] = ()
    turnover_notes: Sequence[Entry[TurnoverNote]] = ()
    messages: Sequence[Message] = ()
    requests: Collection[str] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    otherwise: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    whole: bool = False
    partial: bool = False
    words: "Words | None" = None


RECORDS = (
    "organizations", "people", "calendars", "events", "tasks", "meetings", "billets", "distributions", "searches", "files",
    "distinctions", "minutes", "task_views", "packets", "packet_finals",
    "exercises", "milestones", "injects", "lessons",
    "sites", "arrangements", "opportunities", "visits", "visitors", "validities", "disclosures", "gifts", "turnovers", "turnover_notes",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What became of a batch: ``unchanged`` were known and said nothing new, ``problems`` names those left out, ``events`` are the ids of those saved."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[LineProblem] = field(default_factory=list)
    events: list[int] = field(default_factory=list)

    def tell(self, line: int, text: str, /, **values: Any) -> None:
        """List a problem of the record that began on a line."""
        self.problems.append(LineProblem(line, text, values))

    def count(self, asked: Sequence[Record], saved: Sequence[Record]) -> None:
        """Count what saving did."""
        for before, after in zip(asked, saved, strict=True):
            if before.id == 0:
                self.added += 1
            elif after.version != before.version:
                self.updated += 1
            else:
                self.unchanged += 1


def accepted(
    transaction: Transaction,
    save: Callable[[Transaction, Sequence[R]], Sequence[R]],
    asked: Sequence[tuple[int, R]],
    tally: Tally,
) -> list[R | None]:
    """Save records (with their lines) at once; where one is refused, it alone is left out and listed."""
    if not asked:
        return []
    try:
        with transaction.attempt():
            return list(save(transaction, [one for _, one in asked]))
    except DeskError as error:
        if len(asked) == 1:
            tally.tell(asked[0][0], error.text, **error.values)
            return [None]
    half = len(asked) // 2
    return [answer for some in (asked[:half], asked[half:]) for answer in accepted(transaction, save, some, tally)]


def identified(entries: Sequence[Entry[R]], tally: Tally) -> list[Entry[R]]:
    """Return entries under identifiers that a database can keep; one that cannot be kept gives way to a digest of it."""
    return [entry if keepable(entry.record.uid) else _under_digest(entry, tally) for entry in entries]


def keepable(uid: str) -> bool:
    """Tell whether a database can keep an identifier, and find it by it."""
    return len(uid) <= LONGEST_INDEXED and "\x00" not in uid and (uid.isascii() or uid == _encoded(uid).decode())


def _under_digest(entry: Entry[R], tally: Tally) -> Entry[R]:
    said = "The identifier of “{title}” cannot be kept; it was taken in under another."
    tally.tell(entry.line, said, title=title_of(entry.record)[:100])
    digest = hashlib.sha256(_encoded(entry.record.uid)).hexdigest()
    return replace(entry, record=replace(entry.record, uid=f"desk-{digest[:32]}"))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


# What records without a title are called by: a gift its item, a turnover its post or officer, a note for the successor what it says.
_CALLED = ("name", "item", "file_name", "number", "post", "officer", "why", "next", "sensitivities")


def title_of(record: Any) -> str:
    """Return what a record is called where its problems are listed."""
    title = getattr(record, "title", None)
    if isinstance(title, Bilingual):
        return title.host or title.home
    called = (getattr(record, name, "") for name in _CALLED)
    name = next(filter(None, called), record.uid)
    if isinstance(name, Bilingual):
        return name.host or name.home
    return name.full() if isinstance(name, PersonName) else str(name)


def numbered(records: Sequence[R], lines: Sequence[int]) -> tuple[Entry[R], ...]:
    """Return the records of an archive with their lines; they keep the numbers they have within it."""
    return tuple(Entry(record, lines[record.id - 1]) for record in records)
