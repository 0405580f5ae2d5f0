"""Who and what stands behind the names in records: contacts, organizations and posts whose own marking decides whether they are shown.

A name may be picked from the contacts or typed by hand. A typed one is looked up among all of them, whatever it was typed
as, because what is withheld must not come back as a mere word in another record's field.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from liaison_desk.briefings.document import Source
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.contacts.records import BILLET, ORGANIZATION, PERSON, Billet, Person
from liaison_desk.contacts.rules.spelling import as_typed, closed, keys_of
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.ranks import load_ranks
from liaison_desk.domain.record import Record
from liaison_desk.domain.sorting import is_kana
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.styled import Readings
from liaison_desk.meetings.records import Attendee, Meeting, Portion

_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"'|/?=&]{1,64}@[\w.-]{1,255}\w")
"""An e-mail address inside a text, such as a note or a link."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What the records of one section name: the people picked by id, and all that each text as typed may mean.

    Of a text that was not among those ``asked`` for, nothing is known: it is withheld.
    """

    people: Mapping[int, Person]
    meant: Mapping[str, tuple[Source, ...]]
    houses: Mapping[str, Collection[int]]
    house_of: Mapping[RecordRef, int]
    asked: Collection[str]
    kin: Mapping[tuple[PersonName, str], tuple[Source, ...]] = field(default_factory=dict)

    def person(self, name: str, contact_id: int = 0) -> tuple[Source, ...]:
        """Return the contact picked for a name, else all that the name as typed may mean.

        A picked contact that is gone for good counts as unmarked, for its marking can no longer be asked.
        """
        return (_source(PERSON, contact_id, name, self.people.get(contact_id)),) if contact_id else self._meant(name)

    def written(self, name: str, contact_id: int = 0) -> tuple[Source, ...]:
        """Return who stands behind a name as typed: beside a picked contact also whom its other words may mean, and his own rank."""
        person = self.people.get(contact_id)
        others = (*self.kin.get((person.name, name), ()), *self.ranked(person)) if person is not None else ()
        return (*self.person(name, contact_id), *self._meant(_besides(name, person)), *others)

    def about(self, name: PersonName, text: Bilingual) -> tuple[Source, ...]:
        """Return all that a text about somebody names beside him, those of his own family name, too: his brother Ken Sato."""
        others = (source for words in (text.host, text.home) for source in self.kin.get((name, words), ()))
        return tuple(dict.fromkeys((*self.text(beside(name, text)), *others)))

    def attendee(self, one: Attendee) -> tuple[Source, ...]:
        """Return all that the names of someone who was there may mean, and whomever his rank as typed names."""
        person = self.people.get(one.contact_id)
        others = (source for name in _not_his(one, person) for source in self._meant(name))
        kin = self.kin.get((person.name, _both(one)), ()) if person is not None else ()
        ranks = self.ranked(person) if person is not None else ()
        return (*self.person(one.name, one.contact_id), *others, *kin, *self._meant(one.rank), *ranks)

    def ranked(self, person: Person) -> tuple[Source, ...]:
        """Return the people and organizations that a contact's rank and service name in either language: aide to Gen Suzuki."""
        return tuple(one for words in _ranks_of(person) for one in self._meant(words) if one.record.kind != BILLET)

    def organization(self, name: str) -> tuple[Source, ...]:
        """Return all that an organization's name as typed may mean: Office of Gen Suzuki names him too."""
        return self._meant(name)

    def text(self, text: Bilingual) -> tuple[Source, ...]:
        """Return all that is named in running text, in either of its wordings."""
        return tuple(dict.fromkeys((*self._meant(text.host), *self._meant(text.home))))

    def whom(self, text: Bilingual) -> tuple[Source, ...]:
        """Return the people that a name or title names, in either of its wordings."""
        return tuple(one for one in self.text(text) if one.record.kind == PERSON)

    def staff(self, text: Bilingual) -> tuple[Source, ...]:
        """Return the people and organizations that the title of somebody's post names: Executive officer to Gen Suzuki names him."""
        return tuple(one for one in self.text(text) if one.record.kind != BILLET)

    def title(self, text: str, organization: str = "") -> tuple[Source, ...]:
        """Return all that a post's title as typed may mean: the posts of that title, and whomever it names.

        With an organization as typed beside it, only posts kept there, for every staff has its chief.
        """
        among = self.houses.get(organization, ())
        return tuple(
            one
            for one in self._meant(text)
            if not organization or one.record.kind != BILLET or self.house_of.get(one.record) in among
        )

    def speaker(self, note: Portion, meeting: Meeting) -> tuple[Source, ...]:
        """Return all that the words for who said a note may mean, among those present and elsewhere."""
        present = [one for one in meeting.attendees if _may_mean(note.said_by, one)]
        exact = [one for one in present if note.said_by in _called(one)]
        found = [source for one in exact or present for source in self.person(one.name, one.contact_id)]
        if note.said_by_id:
            his = any(one.contact_id == note.said_by_id for one in exact)  # nothing stands beside his name of that day
            found += (self.person if his else self.written)(note.said_by, note.said_by_id)
        elif not any(one.contact_id for one in exact):
            found += self.person(note.said_by)
        return tuple(dict.fromkeys(found))

    def present(self, words: str, meeting: Meeting) -> tuple[Source, ...]:
        """Return the contacts whom words may mean among those present, under the names they had that day."""
        there = [one for one in meeting.attendees if one.contact_id and _may_mean(words, one)]
        exact = [one for one in there if words in _called(one)]
        return tuple(source for one in exact or there for source in self.person(one.name, one.contact_id))

    def present_in(self, text: Bilingual, meeting: Meeting) -> tuple[Source, ...]:
        """Return the contacts among those present who are named in running text as they were called that day."""
        said = f"{text.host}\n{text.home}"
        there = (one for one in meeting.attendees if one.contact_id)
        named = (one for one in there if any(_stands_in(name, said) for name in (one.name, one.native)))
        return tuple(source for one in named for source in self.person(one.name, one.contact_id))

    def of_meeting(self, text: Bilingual, meeting: Meeting) -> tuple[Source, ...]:
        """Return all that a title or a place of a meeting names: those it means now, and those there under the names of that day."""
        return (*self.text(text), *self.present_in(text, meeting))

    def _meant(self, text: str) -> tuple[Source, ...]:
        if text and text not in self.asked:
            # Nobody looked up whom it names, so nobody may know: it stays with the officer, as what is unmarked does.
            return (Source(RecordRef(PERSON, 0, text), None),)
        return self.meant.get(text, ())


def naming(
    setting: Setting, typed: Iterable[str] = (), picked: Iterable[int] = (), meetings: Iterable[Meeting] = (),
    written: Collection[tuple[str, int]] = (), about: Iterable[tuple[PersonName, Bilingual]] = (),
    ranked: Iterable[Person] = (), there: Iterable[Attendee] = (),
) -> Naming:  # fmt: skip
    """Look up what stands in records: texts as typed, contacts picked by id, and all that meetings name but in their notes.

    ``written`` are names as typed beside the contacts they were picked for, ``about`` texts about those of some names,
    ``ranked`` other people whose ranks are printed, ``there`` those who are told with rank and post as they were that day.
    """
    meetings = tuple(meetings)
    there = [*(one for meeting in meetings for one in meeting.attendees), *there]
    spoke = ((note.said_by, note.said_by_id) for meeting in meetings for note in meeting.portions if note.said_by_id)
    written = {*written, *spoke}
    picked = {*picked, *(contact_id for _, contact_id in written)}
    words, ids, ranks, nations = set(typed), set(picked), set[str](), set[str]()
    for one in there:
        ids.add(one.contact_id)
        ranks.add(one.rank)
        nations.add(one.nation)
        words |= {one.organization, one.post}
    for meeting in meetings:
        words |= {note.said_by for note in meeting.portions}
        ids |= {note.said_by_id for note in meeting.portions}
        nations |= {nation for note in meeting.portions for nation in (note.nation, note.to_nation)}
        words |= {wording for text in (meeting.title, meeting.place) for wording in (text.host, text.home)}
    people = setting.contacts.people_by_ids(sorted(ids - {0})) if ids - {0} else {}
    ranks |= {words for some in (people.values(), ranked) for person in some for words in _ranks_of(person)}
    words |= {name for one in there for name in _not_his(one, people.get(one.contact_id))}
    words |= {_besides(name, people.get(contact_id)) for name, contact_id in written}
    own = {(people[id_].name, name) for name, id_ in written if id_ in people}
    own |= {(people[one.contact_id].name, _both(one)) for one in there if one.contact_id in people}
    for whose, said in about:
        words |= {beside(whose, said).host, beside(whose, said).home}
        own |= {(whose, said.host), (whose, said.home)}
    # A nation, rank or service known as such names nobody, though Usa and Major are family names, too.
    services = load_ranks().services()
    words |= {rank for rank in ranks if rank not in services and not load_ranks().find(rank)}
    words |= {nation for nation in nations if not load_nations().meant(nation)}
    contacts, billets, texts = setting.contacts, setting.billets, words - {""}
    houses = contacts.organizations_within(texts)
    kinds = (
        (PERSON, _people_meant(setting, texts), contacts.people_by_ids),
        (ORGANIZATION, houses, contacts.organizations_by_ids),
        (BILLET, billets.titles(texts), billets.billets_by_ids),
    )
    house_of: dict[RecordRef, int] = {}
    meant: dict[str, tuple[Source, ...]] = {}
    for kind, found, read in kinds:
        # A section asks for few of them, and each asking is a transaction.
        records: Mapping[int, Record] = read(sorted(set[int]().union(*found.values()))) if found else {}
        for text, found_ids in found.items():
            sources = [_source(kind, id_, text, records.get(id_)) for id_ in found_ids]
            meant[text] = (*meant.get(text, ()), *sources)
            posts = ((one.record, records.get(one.record.id)) for one in sources if kind == BILLET)
            house_of |= {ref: post.organization_id for ref, post in posts if isinstance(post, Billet)}
    return Naming(people, meant, houses, house_of, frozenset(words | ranks | nations), _kin(setting, own))


def readings(setting: Setting, name: PersonName) -> tuple[Readings, ...]:
    """Return how a name is read for each wording: above it in Japanese, where the packet asks for it; kana are read as they stand."""
    if not setting.request.ruby:
        return ()
    parts = ((name.native_family, name.reading_family), (name.native_given, name.reading_given))
    told = tuple((word, reading) for word, reading in parts if word and reading and not is_kana(word))
    return tuple(told if language.code == "ja" else () for language in setting.languages)


def _people_meant(setting: Setting, texts: Collection[str]) -> Mapping[str, Collection[int]]:
    """Return for each text the people it may mean by their names, or whose e-mail address is in it."""
    said = {text: {text, *_ADDRESS.findall(text)} for text in texts if "@" in text}
    named = setting.contacts.people_named(texts)
    known = setting.contacts.people_at(set[str]().union(*said.values())) if said else {}
    reached = {text: set[int]().union(*(known.get(one, ()) for one in said[text])) for text in said}
    found = {text: sorted({*named.get(text, ()), *reached.get(text, ())}) for text in {**named, **reached}}
    return {text: ids for text, ids in found.items() if ids}


def _kin(setting: Setting, own: Collection[tuple[PersonName, str]]) -> dict[tuple[PersonName, str], tuple[Source, ...]]:
    """Return for each text about somebody who else stands in it under his family name: with another given one, or in a longer name."""
    # Where nothing is taken out nobody is overlooked, and where all is his own name nobody else can stand in it.
    rest = {(name, text): beside(name, Bilingual(text)).host for name, text in own}
    some = {key: _Beside(*key) for key, left in rest.items() if left.strip() and left != key[1]}
    if not some:
        return {}
    named = setting.contacts.people_named({text for _, text in some})
    people = setting.contacts.people_by_ids(sorted(set[int]().union(*named.values())))
    kin: dict[tuple[PersonName, str], tuple[Source, ...]] = {}
    for (name, text), told in some.items():
        meant = [people[id_] for id_ in named.get(text, ()) if id_ in people]
        kin[name, text] = tuple(_source(PERSON, one.id, text, one) for one in meant if told.names(one.name))
    return kin


class _Beside:
    """A text about somebody, in which others of his family name are looked for, and those whose names have it in them."""

    def __init__(self, name: PersonName, text: str) -> None:
        self._name = name
        self._rest = as_typed(beside(name, Bilingual(text)).host)
        whole = [f"{name.native_family}{gap}{name.native_given}" for gap in ("", " ", "\u3000")]
        for one in whole if name.native_family and name.native_given else ():
            text = text.replace(one, "\n")
        left = as_typed(text)
        self._closed, self._runs = left.closed, left.runs

    def names(self, other: PersonName) -> bool:
        """Tell whether somebody else's given name stands there beside the name that the text is about, or a longer name that holds it."""
        if self._is_longer(other):
            return True
        given = ((other.given.split() or [""])[0], other.reading_given)
        if any(one and not self._rest.keys.isdisjoint(keys_of(one)) for one in given):
            return True
        family, first = closed(other.native_family), closed(other.native_given)
        return bool(family and first) and (family + first in self._closed or first + family in self._closed)

    def _is_longer(self, other: PersonName) -> bool:
        """Tell whether a family name that holds one of his stands there: 小林 is not 林, nor Van Berg Berg."""
        latin, native = closed(other.family), closed(other.native_family)
        his = {closed(one) for one in (self._name.family, self._name.given)} - {"", latin}
        his_own = {closed(one) for one in (self._name.native_family, self._name.native_given)} - {"", native}
        return (latin in self._runs and any(one in latin for one in his)) or (
            native in self._closed and any(one in native for one in his_own)
        )


def _source(kind: str, record_id: int, name: str, record: Record | None) -> Source:
    return Source(RecordRef(kind, record_id, name), record.marking if record else None, record.uid if record else "")


def _ranks_of(person: Person) -> tuple[str, ...]:
    return tuple(filter(None, (person.rank, person.rank_home, person.service)))


def _not_his(one: Attendee, person: Person | None) -> tuple[str, ...]:
    """Return what the names of someone who was there say beside those of the contact he is: either script may be typed anew."""
    if person is None:
        return () if one.contact_id else (one.name, one.native)
    name = person.name
    own = {part.casefold() for part in f"{name.latin()} {name.native()}".split()}
    own |= {part.casefold() for part in (name.prefix, name.suffix) if part}
    native = "".join(name.native().split())
    said = (_both(one).replace(native, " ") if native else _both(one)).split()
    return (" ".join(word for word in said if word.casefold() not in own),)


def _both(one: Attendee) -> str:
    return f"{one.name} {one.native}"


def _besides(name: str, person: Person | None) -> str:
    """Return the words beside the name of a picked contact; his rank alone, known as one, names nobody."""
    words = beside(person.name, Bilingual(name)).host.strip() if person is not None else ""
    return "" if load_ranks().find(words) else words


def beside(name: PersonName, text: Bilingual) -> Bilingual:
    """Return what a text about somebody says beside the name: that he is named there tells of nobody else of that name."""
    his = _own_words(name) if text else None
    if his is None:
        return text
    return replace(text, host=his.sub(" ", text.host), home=his.sub(" ", text.home))


@lru_cache(20_000)  # a roster asks for each of its people, several times
def _own_words(name: PersonName) -> re.Pattern[str] | None:
    """Return what finds the parts of a name in a text; None for no name."""
    own = [name.native(), "".join(name.native().split()), name.native_family, name.native_given]
    own += [name.latin(), name.family, name.given]
    words = [re.escape(one) for one in sorted(filter(None, own), key=len, reverse=True)]
    # Latin letters are a name where they are words of their own.
    return (
        re.compile("|".join(rf"\b{one}\b" if one.isascii() else one for one in words), re.IGNORECASE) if words else None
    )


def _called(one: Attendee) -> set[str]:
    """Return how someone who was there is named in notes, with his rank or without it."""
    return {f"{rank} {name}".strip() for name in (one.name, one.native) if name for rank in (one.rank, "")}


def _stands_in(name: str, text: str) -> bool:
    """Tell whether a name stands in a text, one in Latin letters as words of their own: Li is not in client."""
    if not name.isascii():
        return name in text
    return bool(name) and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE | re.ASCII) is not None


def _may_mean(said_by: str, one: Attendee) -> bool:
    """Tell whether the words for a speaker may mean someone who was there: they share a word of the name."""
    said = said_by.casefold()
    parts = [part for part in f"{one.name} {one.native}".casefold().split() if len(part) > 1 or not part.isascii()]
    words = set(said.replace(",", " ").split())
    return any(part in words if part.isascii() else part in said for part in parts)
