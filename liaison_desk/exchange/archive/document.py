"""The file of a whole desk: one JSON object, a record a line, so that a damaged line costs one record."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.contacts.records import Billet, Distribution, Organization, Person, SavedSearch
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.record import Record
from liaison_desk.exchange.archive.codec import Decoder, encode
from liaison_desk.exchange.archive.references import DEPENDENT, KIND_OF, exchange_in_json
from liaison_desk.exchange.result import LineProblem
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import Task

FORMAT = "liaison-desk"
VERSION = 1
MAX_BYTES = 512_000_000

_SPACE = re.compile(r"[ \t\r\n]*")
# In the order in which another desk can take them in: what is pointed to comes before what points to it.
_COLLECTIONS: dict[str, type[Record]] = {
    "organizations": Organization,
    "billets": Billet,
    "people": Person,
    "distributions": Distribution,
    "searches": SavedSearch,
    "calendars": Calendar,
    "events": Event,
    "tasks": Task,
    "meetings": Meeting,
}


@dataclass(frozen=True, slots=True)
class ArchiveContent:
    """Everything a desk holds; records name each other by ``id`` within this content.

    A task may point to a meeting and a meeting's portion to that task: save tasks first, then meetings, then the tasks' sources.
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


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """What a document held, what was wrong with it, and how many records were left out. Records are numbered from 1 in each kind."""

    content: ArchiveContent = field(default_factory=ArchiveContent)
    problems: tuple[LineProblem, ...] = ()
    skipped: int = 0


def write_archive(content: ArchiveContent) -> bytes:
    """Return the document (UTF-8 JSON) of a desk; in the order of uids, so that equal desks give equal bytes.

    References become uids, so records must have been saved once; the numbers of the records themselves stay behind. So does
    a search in an organization, or of a list, that is not written (it may lie in the trash).
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
    parts = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    for name in _COLLECTIONS:
        records = sorted(getattr(content, name), key=lambda known: known.uid)
        lines = [_json(entry) for entry in (_entry(record, uids) for record in records) if entry is not None]
        body = ",\n".join(lines)
        parts.append(f"{_json(name)}: [\n{body}\n]" if lines else f"{_json(name)}: []")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8", "replace")


def _entry(record: Record, uids: Mapping[tuple[str, int], str]) -> Any:
    """Return a record in its JSON form, ``None`` for one that would say something else without what is not written."""
    kind = KIND_OF[type(record)]
    entry = encode(replace(record, id=0))
    missing = []

    def uid_of(meant: str, number: int) -> str:
        if number and (meant, number) not in uids:
            missing.append(number)
        return uids.get((meant, number), "")

    exchange_in_json(kind, entry, uid_of)
    return None if missing and kind in DEPENDENT else entry


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_archive(data: bytes) -> ReadArchive:
    """Read a document back.

    A damaged or ill-typed record is left out and listed with its line; so is a reference to a record that is not there.
    Raises UnreadableError for what is no such document, is too large, or was written by a newer version.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError("The archive is larger than {size} MB.", size=MAX_BYTES // 1_000_000)
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError("This file is no archive of a desk.") from error
    decoder = Decoder()
    sections = _Sections(text, decoder)
    profile: DeskProfile | None = None
    entries: dict[str, list[_Raw]] = {name: [] for name in _COLLECTIONS}
    parts = list(sections.parts())
    _check_head({name: value for name, _, value in parts})
    for name, line, value in parts:
        decoder.line = line
        if name == "profile":
            profile = decoder.record(DeskProfile, value, name)
        elif name in entries:
            entries[name].append(_Raw(len(entries[name]) + 1, line, value))
        elif name not in ("format", "version"):
            decoder.tell("The part {name} is unknown and was left out.", name=name[:100])
    reading = _Reading(entries, decoder)
    content = ArchiveContent(profile, **{name: tuple(reading.records(name)) for name in _COLLECTIONS})
    return ReadArchive(content, tuple(decoder.problems), reading.skipped + sections.skipped)


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

    def __init__(self, entries: dict[str, list[_Raw]], decoder: Decoder) -> None:
        self._entries = entries
        self._decoder = decoder
        self.skipped = 0
        self._numbers: dict[tuple[str, str], int] = {}
        for name, raws in entries.items():
            for raw in raws if KIND_OF[_COLLECTIONS[name]] not in DEPENDENT else ():
                if isinstance(raw.value, dict) and isinstance(uid := raw.value.get("uid"), str):
                    self._numbers.setdefault((KIND_OF[_COLLECTIONS[name]], uid), raw.number)

    def records(self, name: str) -> Iterator[Any]:
        """Yield the records of one collection that can be read."""
        record_type = _COLLECTIONS[name]
        kind = KIND_OF[record_type]
        said = "It refers to a record that is not in the archive: {uid}"
        if kind in DEPENDENT:
            said = "It refers to a record that is not in the archive and was left out: {uid}"
        for raw in self._entries[name]:
            self._decoder.line = raw.line
            told = len(self._decoder.problems)
            if isinstance(raw.value, dict):
                raw.value.pop("id", None)
                exchange_in_json(kind, raw.value, partial(self._number_of, said))
            incomplete = kind in DEPENDENT and len(self._decoder.problems) > told
            record = None if incomplete else self._decoder.record(record_type, raw.value, name)
            if record is None:
                self.skipped += 1
            else:
                yield replace(record, id=raw.number)

    def _number_of(self, said: str, kind: str, uid: Any) -> int:
        if uid in ("", 0):
            return 0
        found = self._numbers.get((kind, uid), 0) if isinstance(uid, str) else 0
        if not found:
            self._decoder.tell(said, uid=str(uid)[:100])
        return found


class _Sections:
    """Walks the top level of the document: each value with its name and line, the records of a collection one by one.

    ``json`` alone knows no lines and gives up the whole file at the first damaged character; here the next line is tried.
    """

    def __init__(self, text: str, decoder: Decoder) -> None:
        self._text = text
        self._decoder = decoder
        self._json = json.JSONDecoder()
        self._position = 0
        self._counted = 0
        self._line = 1
        self.skipped = 0

    def parts(self) -> Iterator[tuple[str, int, Any]]:
        """Yield (name, line, value) from the first part to the last."""
        if not self._take("{"):
            return
        while self._peek() not in ("}", ""):
            name = self._value()
            if not isinstance(name, str) or not self._take(":"):
                self._decoder.line = self._here()
                self._decoder.tell("The archive is damaged from here on.")
                return
            if name in _COLLECTIONS and self._take("["):
                yield from self._entries(name)
            else:
                yield name, self._here(), self._value()
            self._take(",")
        if self._peek() == "":
            self._decoder.line = self._here()
            self._decoder.tell("The archive ends too early; what stood behind is lost.")

    def _entries(self, name: str) -> Iterator[tuple[str, int, Any]]:
        while self._peek() not in ("]", ""):
            line = self._here()
            value = self._value()
            if value is _DAMAGED:
                self.skipped += 1
            else:
                yield name, line, value
            self._take(",")
        self._take("]")

    def _peek(self) -> str:
        match = _SPACE.match(self._text, self._position)
        assert match
        self._position = match.end()
        return self._text[self._position : self._position + 1]

    def _take(self, mark: str) -> bool:
        found = self._peek() == mark
        self._position += found
        return found

    def _here(self) -> int:
        self._peek()
        self._line += self._text.count("\n", self._counted, self._position)
        self._counted = self._position
        return self._line

    def _value(self) -> Any:
        """Read one value; a damaged one is told and skipped to the end of its line."""
        line = self._here()
        try:
            value, self._position = self._json.raw_decode(self._text, self._position)
        except (ValueError, RecursionError):
            self._decoder.line = line
            self._decoder.tell("This line is damaged and was left out.")
            end = self._text.find("\n", self._position)
            self._position = len(self._text) if end < 0 else end + 1
            return _DAMAGED
        return value


_DAMAGED = object()
