"""The file of a whole desk: one JSON object, a record a line, so that a damaged line costs one record."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from liaison_desk.briefings.records import Packet, PacketFinal
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.contacts.records import BILLET, Billet, Distinction, Distribution, Organization, Person, SavedSearch
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.record import Record
from liaison_desk.exchange.archive.codec import Decoder, encode
from liaison_desk.exchange.archive.files import AttachedFile, content_entry, content_of, fault_of
from liaison_desk.exchange.archive.references import KIND_OF, NAMED, WHOLE, belongs, depends_on, exchange_in_json
from liaison_desk.exchange.archive.sections import Sections
from liaison_desk.exchange.result import LineProblem
from liaison_desk.exercises.records import LESSON, Exercise, Inject, Lesson, Milestone
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.meetings.records import Meeting, Minutes
from liaison_desk.partnership.records import (
    ARRANGEMENT,
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
from liaison_desk.tasks.records import TASK, Task, TaskView

FORMAT = "liaison-desk"
VERSION = 1
MAX_BYTES = 512_000_000

_FRAME = 100  # bytes around the content of a file
# In the order in which another desk can take them in: what is pointed to comes before what points to it.
_COLLECTIONS: dict[str, type[Record]] = {
    "organizations": Organization,
    "billets": Billet,
    "people": Person,
    "distributions": Distribution,
    "searches": SavedSearch,
    "distinctions": Distinction,
    "calendars": Calendar,
    "events": Event,
    "tasks": Task,
    "meetings": Meeting,
    "minutes": Minutes,
    "exercises": Exercise,
    "milestones": Milestone,
    "injects": Inject,
    "lessons": Lesson,
    "task_views": TaskView,
    "sites": Site,
    "arrangements": Arrangement,
    "opportunities": Opportunity,
    "visits": Visit,
    "visitors": Visitor,
    "validities": Validity,
    "gifts": Gift,
    "turnovers": Turnover,
    "disclosures": Disclosure,
    "packets": Packet,
    "packet_finals": PacketFinal,
    "turnover_notes": TurnoverNote,
    "files": AttachedFile,
}
_CONTENTS = "contents"
_NOT_ITSELF = {
    BILLET: "A post is not its own counterpart.",
    TASK: "A task cannot wait for itself.",
    LESSON: "A lesson is not carried over from itself.",
    ARRANGEMENT: "An arrangement does not stand under itself.",
}


@dataclass(frozen=True, slots=True)
class ArchiveContent:
    """Everything a desk holds; records name each other by ``id`` within this content.

    A task may point to a meeting, a milestone, a lesson or an arrangement, and the first three to that task: save tasks first, then those, then the tasks' sources.
    """

    profile: DeskProfile | None = None
    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    events: tuple[Event, ...] = ()
    tasks: tuple[Task, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    billets: tuple[Billet, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    searches: tuple[SavedSearch, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    distinctions: tuple[Distinction, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    task_views: tuple[TaskView, ...] = ()
    packets: tuple[Packet, ...] = ()
    packet_finals: tuple[PacketFinal, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    injects: tuple[Inject, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    sites: tuple[Site, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    visits: tuple[Visit, ...] = ()
    visitors: tuple[Visitor, ...] = ()
    validities: tuple[Validity, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    gifts: tuple[Gift, ...] = ()
    turnovers: tuple[Turnover, ...] = ()
    turnover_notes: tuple[TurnoverNote, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """What a document held, what was wrong with it, and how many records were left out. Records are numbered from 1 in each kind.

    ``contents`` are the bytes of its files by SHA-256, ``lines`` where the records of each part began.
    """

    content: ArchiveContent = field(default_factory=ArchiveContent)
    contents: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[LineProblem, ...] = ()
    skipped: int = 0
    lines: Mapping[str, Sequence[int]] = field(default_factory=dict)


def write_archive(content: ArchiveContent, bytes_of: Callable[[str], bytes | None] = lambda _digest: None) -> bytes:
    """Return the document (UTF-8 JSON) of a desk; in the order of uids, so that equal desks give equal bytes.

    References become uids, so records must have been saved once; the numbers of the records themselves stay behind. So do
    files of records, pairs of people, frozen minutes, what exercises have, what went out of packets, and searches and views narrowed to a record, that is not written (it may lie in the trash).
    ``bytes_of`` gives the bytes of files by SHA-256, one by one. Raises DeskError for what could not be read back.
    """
    uids = {
        (kind, record.id): record.uid
        for name, record_type in _COLLECTIONS.items()
        for kind in (KIND_OF[record_type],)
        for record in getattr(content, name)
    }
    head = {"format": FORMAT, "version": VERSION}
    if content.profile is not None:
        head["profile"] = encode(content.profile)
    pieces = [b"{\n", b",\n".join(_json(name) + b": " + _json(value) for name, value in head.items())]
    for name in _COLLECTIONS:
        records = sorted(getattr(content, name), key=lambda known: known.uid)
        pieces += _part(name, filter(None, (_entry(record, uids) for record in records)))
    sizes = {file.sha256: file.size for file in content.files if (file.owner_kind, file.owner_id) in uids}
    if sum(map(len, pieces)) + sum(size * 4 // 3 + _FRAME for size in sizes.values()) > MAX_BYTES:
        raise DeskError(
            "With its files this archive would be larger than {size} MB. Make a backup instead, or remove large files.",
            size=MAX_BYTES // 1_000_000,
        )
    found = ((digest, bytes_of(digest)) for digest in sorted(sizes))
    pieces += _part(_CONTENTS, (content_entry(digest, data) for digest, data in found if data is not None))
    return b"".join([*pieces, b"\n}\n"])


def _part(name: str, entries: Iterable[Any]) -> Iterator[bytes]:
    """Yield a part of the document with an entry a line, after the part before it."""
    yield b",\n" + _json(name) + b": ["
    between = b"\n"
    for entry in entries:
        yield between + _json(entry)
        between = b",\n"
    yield b"]" if between == b"\n" else b"\n]"


def _entry(record: Record, uids: Mapping[tuple[str, int], str]) -> Any:
    """Return a record in its JSON form, ``None`` for one that would say something else without what is not written."""
    kind = KIND_OF[type(record)]
    entry = encode(replace(record, id=0))
    missing = []

    def uid_of(meant: str, number: int) -> str:
        if number and (meant, number) not in uids:
            missing.append(meant)
        return uids.get((meant, number), "")

    exchange_in_json(kind, entry, uid_of)
    return None if any(depends_on(kind, meant) for meant in missing) else entry


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def read_archive(data: bytes) -> ReadArchive:
    """Read a document back.

    A damaged or ill-typed record is left out and listed with its line; so is a reference to a record that is not there.
    Raises UnreadableError for what is no such document, is too large, or was written by a newer version.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError("The archive is larger than {size} MB.", size=MAX_BYTES // 1_000_000)
    decoder = Decoder()
    sections = Sections(data.removeprefix(b"\xef\xbb\xbf"), {*_COLLECTIONS, _CONTENTS}, decoder)
    head: dict[str, Any] = {}
    entries: dict[str, list[_Raw]] = {name: [] for name in _COLLECTIONS}
    contents: dict[str, bytes] = {}
    for name, line, value in sections.parts():
        decoder.line = line
        if name in entries:
            entries[name].append(_Raw(len(entries[name]) + 1, line, value))
        elif name == _CONTENTS:
            # At once, for all of them as text beside all of them as bytes would be too much to hold.
            try:
                digest, held = content_of(value)
                contents[digest] = held
            except UnreadableError as error:
                decoder.tell(error.text, **error.values)
        elif name in ("format", "version", "profile"):
            head[name] = value
        else:
            decoder.tell("The part {name} is unknown and was left out.", name=name[:100])
    _check_head(head)
    profile = decoder.record(DeskProfile, head["profile"], "profile") if "profile" in head else None
    reading = _Reading(entries, contents, decoder)
    content = ArchiveContent(profile, **{name: tuple(reading.records(name)) for name in _COLLECTIONS})
    kept = {file.sha256: contents[file.sha256] for file in content.files}
    lines = {name: [raw.line for raw in raws] for name, raws in entries.items()}
    return ReadArchive(content, kept, decoder.problems, reading.skipped + sections.skipped, lines)


def _check_head(said: dict[str, Any]) -> None:
    """Refuse what does not say that it is an archive, in a version this program knows."""
    version = said.get("version")
    if said.get("format") != FORMAT or type(version) is not int:
        raise UnreadableError("This file is no archive of a desk.")
    if version > VERSION:
        raise UnreadableError("The archive was written by a newer version of Liaison Desk.")


@dataclass(frozen=True, slots=True)
class _Raw:
    """A record as JSON, with its number in its kind and its line."""

    number: int
    line: int
    value: Any


class _Reading:
    """Makes records of the document's entries: the uids that name other records become those records' numbers."""

    def __init__(self, entries: dict[str, list[_Raw]], contents: Mapping[str, bytes], decoder: Decoder) -> None:
        self._entries = entries
        self._contents = contents
        self._decoder = decoder
        self.skipped = 0
        self._incomplete = False
        self._numbers: dict[tuple[str, str], int] = {}
        for name, raws in entries.items():
            for raw in raws if KIND_OF[_COLLECTIONS[name]] in NAMED else ():
                if isinstance(raw.value, dict) and isinstance(uid := raw.value.get("uid"), str):
                    self._numbers.setdefault((KIND_OF[_COLLECTIONS[name]], uid), raw.number)

    def records(self, name: str) -> Iterator[Any]:
        """Yield the records of one collection that can be read."""
        record_type = _COLLECTIONS[name]
        kind = KIND_OF[record_type]
        for raw in self._entries[name]:
            self._decoder.line = raw.line
            self._incomplete = False
            if isinstance(raw.value, dict):
                raw.value.pop("id", None)
                exchange_in_json(kind, raw.value, partial(self._number_of, (kind, raw.number)))
            record = (
                None if self._incomplete else self._decoder.record(record_type, raw.value, name, WHOLE.get(kind, ()))
            )
            if isinstance(record, AttachedFile) and (fault := fault_of(record, self._contents)):
                self._decoder.tell(fault, name=record.name[:100])
                record = None
            if record is None:
                self.skipped += 1
            else:
                yield replace(record, id=raw.number)

    def _number_of(self, own: tuple[str, int], kind: str, uid: Any) -> int:
        if uid in ("", 0) and not belongs(own[0], kind):
            return 0
        found = self._numbers.get((kind, uid), 0) if isinstance(uid, str) else 0
        if not found:
            said = "It refers to a record that is not in the archive: {uid}"
            if depends_on(own[0], kind):
                self._incomplete = True
                said = "It refers to a record that is not in the archive and was left out: {uid}"
            self._decoder.tell(said, uid=uid[:100] if isinstance(uid, str) else "?")
        if (kind, found) == own and kind in _NOT_ITSELF:
            self._decoder.tell(_NOT_ITSELF[kind])
            return 0
        return found
