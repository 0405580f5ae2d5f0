"""What a section has to work with: the desk's profile, the period, the languages, and the services it may ask."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from liaison_desk.briefings.document import Line, PortionText, Section, Source, Text, Words
from liaison_desk.briefings.records import PacketRequest
from liaison_desk.briefings.release import why
from liaison_desk.briefings.sections.exercise_books import ExerciseBooks
from liaison_desk.briefings.sections.partnership_books import PartnershipBooks
from liaison_desk.calendar.records import Calendar, Event, Occurrence
from liaison_desk.contacts.records import Billet, Organization, Person, PersonFilter, PersonSort, Staff
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import ReleaseRules
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.meetings.records import (
    Earlier,
    Meeting,
    Minutes,
    Portion,
    PortionKind,
    PortionLine,
    RegisterFilter,
    RegisterSort,
)
from liaison_desk.tasks.records import Task, TaskFilter, TaskLine, TaskSort


class AsksCalendars(Protocol):
    """What packets ask of the calendars."""

    def occurrences(
        self, since: datetime, until: datetime, calendar_ids: Collection[int] | None = None, *, holidays: bool = False
    ) -> Sequence[Occurrence]:
        """Return every occurrence between two aware instants, in order, with the holidays that calendars show if asked for."""
        ...

    def calendars(self) -> Sequence[Calendar]:
        """Return every calendar, in the user's order."""
        ...

    def rhythmic(self, since: datetime, until: datetime) -> Mapping[int, Event]:
        """Return the events with a battle-rhythm card that may happen between two aware instants, by id."""
        ...

    def events_by_ids(self, ids: Iterable[int]) -> Mapping[int, Event]:
        """Return whole events by id; ids that are not there are left out."""
        ...


class AsksMeetings(Protocol):
    """What packets ask of the meetings."""

    def held(self, since: date, until: date) -> Sequence[Meeting]:
        """Return the meetings that began on these days (local, inclusive)."""
        ...

    def portions(self, kinds: frozenset[PortionKind], since: date, until: date) -> Sequence[PortionLine]:
        """Return the portions of some kinds from the meetings of these days."""
        ...

    def meetings_by_ids(self, ids: Iterable[int]) -> Mapping[int, Meeting]:
        """Return the meetings with these ids."""
        ...

    def earlier(
        self, until: datetime, meetings: Collection[Meeting], contact_ids: Collection[int]
    ) -> Sequence[Earlier]:
        """Return the meetings in the series of some, and those with any of some contacts, begun before an instant, the latest first."""
        ...

    def notes_by_uid(self, uids: Collection[str]) -> Mapping[str, Portion]:
        """Return the notes with these uids, those in the trash too."""
        ...


class AsksMinutes(Protocol):
    """What packets ask of the minutes."""

    def ever(self, meeting_id: int) -> Sequence[Minutes]:
        """Return every version a meeting's minutes ever had, the oldest first, those that were undone with ``deleted_at``."""
        ...


class AsksRegisters(Protocol):
    """What packets ask of the registers."""

    def portions(self, wanted: RegisterFilter, sort: Sort[RegisterSort], limit: int | None = None) -> Listing:
        """Return the ids of the portions a register holds, in order, the first ``limit`` of them."""
        ...

    def register(self, wanted: RegisterFilter, sort: Sort[RegisterSort]) -> Sequence[PortionLine]:
        """Return a register whole and in order."""
        ...


class AsksTasks(Protocol):
    """What packets ask of the tasks."""

    def tasks(self, wanted: TaskFilter, sort: Sort[TaskSort]) -> Listing:
        """Return the ids of the tasks a filter finds, in order."""
        ...

    def lines(self, ids: Sequence[int]) -> Mapping[int, TaskLine]:
        """Return tasks as lists show them, by id."""
        ...

    def waiting(self, limit: int = ...) -> Sequence[TaskLine]:
        """Return the tasks that wait on somebody, the longest first."""
        ...

    def suspenses(self, until: date | None = None, limit: int = ...) -> Sequence[TaskLine]:
        """Return what is open or waiting and due, by due date."""
        ...

    def tasks_by_ids(self, ids: Iterable[int]) -> Mapping[int, Task]:
        """Return the tasks with these ids."""
        ...


class AsksContacts(Protocol):
    """What packets ask of the contacts."""

    def people(self, wanted: PersonFilter, sort: Sort[PersonSort], language: str = ...) -> Listing:
        """Return the ids of the people a filter finds, in order."""
        ...

    def people_by_ids(self, ids: Iterable[int]) -> Mapping[int, Person]:
        """Return the people with these ids, those in the trash too."""
        ...

    def people_named(self, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return for each typed name the ids of the people it may mean, those in the trash too."""
        ...

    def people_at(self, addresses: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return for each e-mail address the ids of the people who have it, those in the trash too."""
        ...

    def organizations_within(self, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return for each text the ids of the organizations it names, those in the trash too."""
        ...

    def organizations_by_ids(self, ids: Iterable[int]) -> Mapping[int, Organization]:
        """Return the organizations with these ids, those in the trash too."""
        ...

    def organizations(self) -> Sequence[Organization]:
        """Return the organizations outside the trash."""
        ...

    def pictures(self, digests: Collection[str]) -> Mapping[str, bytes]:
        """Return photos by their SHA-256."""
        ...


class AsksBillets(Protocol):
    """What packets ask of the posts."""

    def staff(self, organization_ids: Collection[int], day: date) -> Staff:
        """Return the posts of some organizations as they are on a day, and who serves there."""
        ...

    def billets(self, organization_ids: Collection[int], *, deleted: bool = False) -> Sequence[Billet]:
        """Return the posts of some organizations, whenever they stand; ``deleted``: those in the trash too."""
        ...

    def billets_by_ids(self, ids: Iterable[int]) -> Mapping[int, Billet]:
        """Return the posts with these ids, those in the trash too."""
        ...

    def titles(self, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return for each text the ids of the posts whose title it is, those in the trash too."""
        ...


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """A record that a note links to: what it is called decides with its marking whether the note may be shown.

    So do those it came out of, ``within``: the meeting of a note, the meeting and note or event that asked for a task.
    ``deleted`` = it lies in the trash, from where it still decides, but no packet is about it.
    """

    id: int
    title: str
    marking: Marking | None
    within: "tuple[tuple[RecordRef, str, Marking | None], ...]" = ()
    deleted: bool = False


HasFiles = Callable[[Collection[str]], Mapping[str, bytes]]
"""Returns files by their SHA-256; those that are not there are left out."""


def no_files(_digests: Collection[str]) -> Mapping[str, bytes]:
    """Return no file at all."""
    return {}


FindsLinked = Callable[[Collection[tuple[str, str]]], Mapping[tuple[str, str], LinkedRecord]]
"""Finds records by kind and uid, those in the trash too; those that are not there are left out."""


def no_records(_wanted: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], LinkedRecord]:
    """Find no record at all, so that whatever links to one is withheld."""
    return {}


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting of one packet.

    ``since`` and ``until`` are dates at the host headquarters, inclusive; ``as_of`` is an aware instant. ``title`` is what the packet
    is called: fixed words of its template, or what somebody wrote.
    """

    profile: DeskProfile
    request: PacketRequest
    since: date
    until: date
    as_of: datetime
    languages: tuple[Language, ...]
    calendars: AsksCalendars
    meetings: AsksMeetings
    tasks: AsksTasks
    contacts: AsksContacts
    billets: AsksBillets
    minutes: AsksMinutes | None = None
    registers: AsksRegisters | None = None
    books: ExerciseBooks | None = None
    partnership: PartnershipBooks | None = None
    audience: frozenset[str] = frozenset()
    rules: ReleaseRules | None = None
    linked: FindsLinked = no_records
    files: HasFiles = no_files
    title: Line = field(default_factory=lambda: Line(()))

    def is_told(self, portion: PortionText) -> bool:
        """Tell whether the audience will read a portion: only for what is counted or digested over many of them.

        What is printed is released afterwards; nothing may be left out, or said instead, for what this returns.
        """
        return self.rules is not None and why(portion, self.audience, self.rules).released

    @property
    def day(self) -> date:
        """The day people are shown as of, at the host headquarters: the packet's only day, else today."""
        return self.since if self.since == self.until else to_local(self.as_of, self.profile.host_zone).date()

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The period as aware instants, from midnight to midnight at the host headquarters."""
        zone = self.profile.host_zone
        after = self.until + timedelta(days=1)
        return to_utc(_midnight(self.since), zone), to_utc(_midnight(after), zone)

    def words(self, text: str, **values: Any) -> Text:
        """Return fixed words in the packet's languages. Give an English literal of the catalogue."""
        return tuple(language.tr(text, **values) for language in self.languages)

    def line(self, text: str, **values: Any) -> Line:
        """Return fixed words as a line."""
        return Line((Words(self.words(text, **values)),))

    def text(self, pair: Bilingual) -> Text:
        """Return a text's wordings in the packet's languages.

        A packet in one language falls back on the other's wording rather than lose it; side by side, a wording
        nobody has written stays empty. A translation of words that have changed since says so.
        """
        return tuple(f"{text} {remark}" if remark else text for text, remark in self.remarked(pair))

    def remarked(self, pair: Bilingual) -> tuple[tuple[str, str], ...]:
        """Return a text's wordings as ``text`` does, the words that one is out of date apart from it."""
        alone = len(self.languages) == 1
        return tuple(self._wording(pair, language, alone) for language in self.languages)

    def _wording(self, pair: Bilingual, language: Language, alone: bool) -> tuple[str, str]:
        side = self.profile.side_of(language.code)
        text = pair.side(side)
        if text and pair.state(side) is Wording.STALE:
            return text, language.tr("[translation out of date]")
        return text or (pair.best(side) if alone else ""), ""

    def each(self, say: Callable[[Language], str]) -> Text:
        """Return what ``say`` says in each of the packet's languages."""
        return tuple(map(say, self.languages))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall time; to_utc gives it its zone


def source(kind: str, record_id: int, label: Bilingual, marking: Marking | None, uid: str) -> Source:
    """Return a record as the source of portions; the label is for the officer's own report."""
    return Source(RecordRef(kind, record_id, label.host or label.home), marking, uid)


def portion(text: Text, *sources: Source, names: tuple[Source, ...] = ()) -> PortionText:
    """Return a piece of a record itself (its title, time, place), which its title's marking covers."""
    return PortionText(text, sources[0].marking, sources, names=names)


@dataclass(frozen=True, slots=True)
class SectionKind:
    """One kind of section: the name templates call it by, its English title, what builds it, its options with their defaults.

    ``about`` is what it may be asked to be about alone: a "meeting", "tasks", an "exercise", an "arrangement", a "visit". With ``dated`` it shows the events of calendars, of
    all or of some.
    """

    name: str
    title: str
    build: "Callable[[Setting, Mapping[str, Any]], Section]"
    options: Mapping[str, Any]
    about: str = ""
    dated: bool = False
