"""What papers tell of records of partnership: titles, people as they were that day, parties, days, each with all that decides about it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Final, TypeVar

from liaison_desk.briefings.document import KeyValue, Line, PortionText, Source, Text, wording
from liaison_desk.briefings.sections.calling import called_there, officer_wordings, person_named
from liaison_desk.briefings.sections.naming import Naming, naming, readings
from liaison_desk.briefings.sections.partnership_books import AsksBook
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.briefings.sections.times import dated
from liaison_desk.contacts.records import ORGANIZATION, Organization
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.record import Record
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import NotFoundError, RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Attendee
from liaison_desk.partnership.records import Delegate, Party, Signature

R = TypeVar("R", bound=Record)
_MOST: Final = 2_000
_KEYS: Final = frozenset(
    {
        "uid",
        "key",
        "zone",
        "author",
        "currency",
        "code",
        "about_uid",
        "about_kind",
        "owner_kind",
        "side",
        "rule",
        "party",
    }
)
"""Fields that hold no words."""
_NATIONS: Final = frozenset({"nation", "giver_nation", "receiver_nation", "nations", "nationality", "originator"})


@dataclass(frozen=True, slots=True)
class Partnering:
    """The setting of some records of partnership, the organizations picked for them, and whom all of them name."""

    setting: Setting
    houses: Mapping[int, Organization]
    names: Naming

    def of(self, kind: str, one: Record, title: Bilingual, *also: Source) -> "Told":
        """Return a record to be told of; ``also`` are those it goes with."""
        return Told(self, source(kind, one.id, title, one.marking, one.uid), one.marking, also)


@dataclass(frozen=True, slots=True)
class Told:
    """One record as papers tell of it."""

    around: Partnering
    record: Source
    marking: Marking | None
    also: tuple[Source, ...] = ()

    @property
    def setting(self) -> Setting:
        """The setting of the packet."""
        return self.around.setting

    @property
    def names(self) -> Naming:
        """Whom the record names."""
        return self.around.names

    def says(self, text: Text, *known: Source) -> PortionText:
        """Return a piece of the record; ``known`` are those it names."""
        return PortionText(text, self.marking, (self.record, *self.also), names=known)

    def line(self, text: Text, *known: Source) -> Line:
        """Return a line that says one thing; nothing without words."""
        return Line((self.says(text, *known),)) if any(text) else Line(())

    def fixed(self, words: str, **values: Any) -> PortionText:
        """Return fixed words that the record decides about, such as a state."""
        return self.says(self.setting.words(words, **values))

    def words(self, text: Bilingual | str) -> PortionText | None:
        """Return words as they were typed, and whomever they name; None without any."""
        pair = Bilingual(text, text) if isinstance(text, str) else text
        return self.says(self.setting.text(pair), *self.names.text(pair)) if pair else None

    def typed(self, text: Bilingual | str) -> Line:
        """Return words as they were typed as a line; nothing without any."""
        said = self.words(text)
        return Line((said,)) if said is not None else Line(())

    def title(self, text: Bilingual) -> PortionText:
        """Return what the record is called: where that names somebody withheld, all of the record is withheld."""
        return replace(self.says(self.setting.text(text), *self.names.text(text)), title=True)

    def day(self, day: date | None) -> Line:
        """Return a day with its year; nothing without one."""
        return self.line(self.day_words(day))

    def day_words(self, day: date | None) -> Text:
        """Return a day with its year in the packet's languages."""
        return self.setting.each(lambda language: dated(language, day)) if day is not None else ()

    def person(self, name: str, contact_id: int = 0) -> tuple[PortionText, ...]:
        """Return somebody named, if anybody is."""
        said = person_named(self.setting, self.names, self.says, name, contact_id)
        return (said,) if said is not None else ()

    def serving(self, one: Attendee, rank: str | None = None) -> PortionText:
        """Return somebody by the rank of that day (``rank``: as much of it as is told) and his name in the reader's script."""
        person = self.names.people.get(one.contact_id)
        same = person is not None and one.native in {"", person.name.native()}
        above = readings(self.setting, person.name) if person is not None and same else ()
        text = called_there(self.setting, one, self.names, rank)
        return replace(self.says(text, *self.names.attendee(one)), readings=above)

    def post(self, one: Attendee) -> Line:
        """Return the post somebody had that day."""
        return self.line((one.post,) if one.post else (), *self.names.attendee(one), *self.names.title(one.post))

    def nation(self, code: str, *known: Source) -> PortionText | None:
        """Return a nation by its name; words that are none, and whomever they name; None without any."""
        if not code:
            return None
        nations = load_nations()
        others = () if nations.meant(code) else self.names.organization(code)
        return self.says(self.setting.each(lambda language: nations.name(code, language.code)), *known, *others)

    def party(self, one: Party) -> PortionText:
        """Return a party: the organization, which its own marking decides about, too, or the nation, or the name as typed."""
        house = self.around.houses.get(one.organization_id)
        if house is not None:
            ref = RecordRef(ORGANIZATION, house.id, one.name or house.name.host)
            known = (Source(ref, house.marking, house.uid), *self.names.text(house.name))
            return self.says(self.setting.text(house.name), *known)
        # One that is gone for good counts as unmarked, for its marking can no longer be asked.
        gone = (Source(RecordRef(ORGANIZATION, one.organization_id, one.name), None),) if one.organization_id else ()
        if one.name or gone:
            return self.says((one.name or "–",), *gone, *self.names.organization(one.name))
        return self.nation(one.nation) or self.says(("–",))

    def within(self, words: str, piece: PortionText) -> PortionText:
        """Return a piece within fixed ``words`` that have the place ``{who}``, in each language."""
        languages = enumerate(self.setting.languages)
        said = ((language, wording(piece.text, number)) for number, language in languages)
        return replace(piece, text=tuple(language.tr(words, who=text) if text else "" for language, text in said))

    def row(self, label: str, *pieces: PortionText, separator: str = "; ") -> Iterator[KeyValue]:
        """Yield a labelled row of what there is to say; nothing without any."""
        if pieces:
            yield KeyValue(self.setting.words(label), Line(pieces, separator=separator, led=False))


def partnering(setting: Setting, records: Iterable[Any], typed: Iterable[str] = ()) -> Partnering:
    """Look up whom and what records of partnership name, in whichever of their fields; ``typed`` is what else a section prints."""
    records = tuple(records)
    words = set(typed)
    picked, house_ids = set[tuple[str, int]](), set[int]()
    there: list[Attendee] = []
    for one in records:
        words |= set(wordings(one))
        there += attendees_in(one)
        for name, contact_id in _picked(one):
            picked.add((name, contact_id))
        house_ids |= set(_house_ids(one))
    houses = setting.contacts.organizations_by_ids(sorted(house_ids)) if house_ids else {}
    words |= {wording for house in houses.values() for wording in (house.name.host, house.name.home)}
    return Partnering(
        setting, houses, naming(setting, {*words, *officer_wordings(setting)} - {""}, written=picked, there=there)
    )


def wordings(value: Any) -> Iterator[str]:
    """Yield all that a record says in words, with its parts; nations that are known name nobody."""
    if isinstance(value, Bilingual):
        yield from (value.host, value.home)
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from wordings(item)
    elif is_dataclass(value) and not isinstance(value, Marking):
        for field in fields(value):
            said = getattr(value, field.name)
            if field.name in _NATIONS:
                codes = said if isinstance(said, tuple) else (said,)
                yield from (code for code in codes if not load_nations().meant(code))
            elif field.name not in _KEYS:
                yield from wordings(said)


def _parts(value: Any) -> Iterator[Any]:
    """Yield a record and all the parts in it."""
    if isinstance(value, tuple):
        for item in value:
            yield from _parts(item)
    elif is_dataclass(value) and not isinstance(value, Bilingual | Marking):
        yield value
        for field in fields(value):
            yield from _parts(getattr(value, field.name))


def _picked(record: Any) -> Iterator[tuple[str, int]]:
    """Yield the names in a record for which a contact was picked: those of ``…_id`` beside ``…``."""
    for part in _parts(record):
        for field in fields(part):
            name = {"contact_id": "host_name" if hasattr(part, "host_name") else "name"}.get(
                field.name, field.name.removesuffix("_id")
            )
            id_ = getattr(part, field.name)
            if field.name.endswith("_id") and id_ and field.name not in {"organization_id", "about_id"}:
                said = getattr(part, name, None)
                if isinstance(said, str):
                    yield said, id_


def _house_ids(record: Any) -> Iterator[int]:
    for part in _parts(record):
        id_ = getattr(part, "organization_id", 0)
        if id_:
            yield id_


def attendees_in(record: Any) -> Iterator[Attendee]:
    """Yield those of a record who are told with rank and post as they were that day."""
    for part in _parts(record):
        if isinstance(part, Signature):
            yield signer(part)
        elif isinstance(part, Delegate):
            yield delegate(part)


def signer(one: Signature, nation: str = "") -> Attendee:
    """Return who signs for a nation, as papers name somebody who is there."""
    return Attendee(one.name, "", one.contact_id, one.rank, one.post, "", nation)


def delegate(one: Delegate) -> Attendee:
    """Return who goes along, as papers name somebody who is there."""
    return Attendee(one.name, one.native, one.contact_id, one.rank, one.post, "", one.nation)


def asked(book: AsksBook[R], record_id: int, gone: str, wanted: Callable[[R], bool] = lambda _: True) -> Sequence[R]:
    """Return the record that is asked for, else all that are ``wanted``; NotFoundError (``gone`` says so), RefusedError for more than a packet can hold."""
    if record_id:
        one = book.by_ids([record_id]).get(record_id)
        if one is None or one.deleted_at is not None:
            raise NotFoundError(gone)
        return (one,)
    found = [one for one in book.everything() if wanted(one)]
    if len(found) > _MOST:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError(
            "A packet holds {count} records of a kind at most. Ask for one of them, or for fewer days.", count=_MOST
        )
    return found


def today_at(setting: Setting) -> date:
    """Return what day it is at the host headquarters."""
    return to_local(setting.as_of, setting.profile.host_zone).date()


def days_from(setting: Setting, day: date) -> Text:
    """Return how far a day is from today: ``in 12 days``, ``today``, ``3 days ago``; from two months on in months."""
    today = today_at(setting)
    days = (day - today).days
    months = months_between(min(day, today), max(day, today))
    if days == 0:
        return setting.words("today")
    if months >= 2:
        if days < 0:
            return setting.each(lambda language: language.count("{n} month ago", "{n} months ago", months))
        return setting.each(lambda language: language.count("in {n} month", "in {n} months", months))
    if days < 0:
        return setting.each(lambda language: language.count("{n} day ago", "{n} days ago", -days))
    return setting.each(lambda language: language.count("in {n} day", "in {n} days", days))


def months_between(first: date, last: date) -> int:
    """Return how many whole months lie between two days."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def by_state(
    order: Iterable[Any], records: Collection[R], state_of: Mapping[int, Any]
) -> Iterator[tuple[Any, list[R]]]:
    """Yield the states in order, each with the records (by id) in it; none without any."""
    for state in order:
        some = [one for one in records if state_of[one.id] is state]
        if some:
            yield state, some
