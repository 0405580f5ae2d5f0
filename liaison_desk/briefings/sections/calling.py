"""What people are called on paper: a picked contact by his own name in the packet's style and the reader's script, ranks in the reader's words.

What somebody typed beside such a name stays as it was typed: it may name somebody else.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from liaison_desk.briefings.document import PortionText, Source, Text
from liaison_desk.briefings.sections.naming import Naming, readings
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.ranks import load_ranks
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import Attendee
from liaison_desk.meetings.rules.attributing import attendee_called

_GAPS = re.compile(r"[\s,、，()（）]+")
"""What parts the words of a name as typed: Doe, Jane (ジェーン)."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose name and rank are known in both languages: a contact, or the officer himself."""

    name: PersonName
    rank: str = ""
    rank_home: str = ""
    service: str = ""
    nation: str = ""

    def ranked(self, setting: Setting, language: Language, typed: str) -> str:
        """Return a rank as typed for readers of a language; his own of today by its words there, any other by the table's."""
        ranks = load_ranks()
        services = {typed.removesuffix(f" {self.service}"): self.service, typed: ""}
        service = next((one for title, one in services.items() if title in {self.rank, self.rank_home} - {""}), None)
        wanted = self.rank_home if language.code == setting.profile.home_language else self.rank
        if service is None or not wanted:
            return ranks.said_in(typed, language.code, self.nation)
        return ranks.with_service(wanted, service)

    def beside(self, words: str) -> str | None:
        """Return the rank before or behind the name where words are just this whole name, "" for none; None for other words."""
        name = self.name
        family, given = name.native_family, name.native_given
        if family and given:
            for one in (f"{family}{given}", f"{given}{family}"):
                words = words.replace(one, f" {family} {given} ")
        said = {word: fold(word) for word in _GAPS.split(words) if word}
        if not any(_is_whole(said.values(), *pair) for pair in ((name.family, name.given), (family, given))):
            return None
        parts = (name.latin(), name.native(), name.reading(), name.prefix, name.suffix)
        own = {word for part in parts for word in fold(part).split()}
        rank = " ".join(word for word, folded in said.items() if folded not in own)
        return rank if self._is_rank(rank) else None

    def _is_rank(self, words: str) -> bool:
        ranks = load_ranks()
        service = next((one for one in (*ranks.services(), self.service) if one and words.endswith(f" {one}")), "")
        title = words.removesuffix(f" {service}") if service else words
        return not words or title in {self.rank, self.rank_home} - {""} or ranks.find(title) is not None


def _is_whole(said: Collection[str], family: str, given: str) -> bool:
    """Tell whether words hold a family name and the first of the given ones: a middle initial is often left out."""
    names = fold(family).split() + fold(given).split()[:1]
    return bool(family and given) and all(word in said for word in names)


def known_person(person: Person) -> Known:
    """Return a contact as somebody known."""
    return Known(person.name, person.rank, person.rank_home, person.service, person.nation)


def known_officer(profile: DeskProfile) -> Known:
    """Return the officer, who is not among the contacts, as somebody known."""
    rank = profile.officer_rank
    return Known(profile.officer_name, rank.host, rank.home, nation=profile.home)


def officer_wordings(setting: Setting) -> tuple[str, ...]:
    """Return the officer's own name in both scripts, and his rank where it is none that is known: printed otherwise than typed."""
    name, rank = setting.profile.officer_name, setting.profile.officer_rank
    ranks = (words for words in (rank.host, rank.home) if words and not load_ranks().find(words))
    return name.latin(), name.native(), *ranks


def officer_meant(setting: Setting, names: Naming) -> tuple[Source, ...]:
    """Return whom else the officer's own name or rank means: they are printed in another script than they were typed in."""
    return tuple(one for words in officer_wordings(setting) for one in names.person(words))


def styled(setting: Setting, words: str, one: Known) -> Text | None:
    """Return what somebody is called where words are just his name, perhaps with a rank; None where they say more or less.

    It is his own name, in the packet's style and in each reader's script.
    """
    rank = one.beside(words)
    if rank is None:
        return None

    def named(language: Language) -> str:
        name = one.name.full(language.code, setting.request.names)
        return " ".join(filter(None, (one.ranked(setting, language, rank) if rank else "", name)))

    return setting.each(named)


def person_named(
    setting: Setting, names: Naming, says: Callable[..., PortionText], name: str, contact_id: int = 0
) -> PortionText | None:
    """Return somebody named: a contact, or the officer himself, in the packet's style and each reader's script; None without a name.

    Others stand as they were typed. ``says`` makes the portion of its text and of those it names; the section has
    ``officer_wordings`` looked up, too.
    """
    if not name.strip():
        return None
    person = names.people.get(contact_id)
    if person is None:
        text = None if contact_id else styled(setting, name, known_officer(setting.profile))
        others = officer_meant(setting, names) if text is not None else ()
        return says(text or (name,), *dict.fromkeys((*names.written(name, contact_id), *others)))
    text = styled(setting, name, known_person(person))
    said = says(text or (name,), *dict.fromkeys((*names.written(name, contact_id), *names.ranked(person))))
    return replace(said, readings=readings(setting, person.name)) if text else said


def whom_there(words: str, there: Iterable[Attendee], names: Naming) -> Attendee | None:
    """Return the attendee who is called so: by the name of that day, or a contact by his own in any order and script."""
    attendees = tuple(there)
    people = ((one, names.people.get(one.contact_id)) for one in attendees)
    own = (one for one, person in people if person is not None and known_person(person).beside(words) is not None)
    return attendee_called(words, attendees) or next(own, None)


def called_there(setting: Setting, one: Attendee, names: Naming, rank: str | None = None) -> Text:
    """Return what someone who was there is called: his name in the reader's script behind his rank of that day, or a part of it.

    A contact is named as he is now, in the packet's style, and so is the officer himself in Latin letters.
    """
    person = names.people.get(one.contact_id)
    officer = setting.profile.officer_name
    is_officer = not one.contact_id and sorted(fold(one.name).split()) == sorted(fold(officer.latin()).split())
    frozen = one.rank if rank is None else rank

    def named(language: Language) -> str:
        style = setting.request.names
        latin = person.name.full(language.code, style) if person else officer.latin(style) if is_officer else one.name
        name = (one.native or latin) if language.code == "ja" else latin
        return " ".join(filter(None, (rank_there(setting, language, one, names, frozen), name or one.name)))

    return setting.each(named)


def rank_there(setting: Setting, language: Language, one: Attendee, names: Naming, typed: str) -> str:
    """Return the rank someone had that day for readers of a language; ``typed`` is as much of it as is told, often not the service."""
    if not typed:
        return ""
    person = names.people.get(one.contact_id)
    known = known_person(person) if person is not None else Known(PersonName(), nation=one.nation)
    said = known.ranked(setting, language, one.rank)
    left = one.rank.removeprefix(typed)
    if left == one.rank:  # no part of it: it stands as it is
        return typed
    return said.removesuffix(left) if said != one.rank else typed


def words_there(setting: Setting, words: str, one: Attendee | None, names: Naming) -> Text | None:
    """Return what words for someone who was there say, where they are just his name of that day, perhaps with rank; else None."""
    if one is None:
        return None
    for name in filter(None, (one.name, one.native)):
        rank = words.removesuffix(name).strip()
        if words == f"{rank} {name}".strip() and f"{one.rank} ".startswith(f"{rank} ".lstrip()):
            return called_there(setting, one, names, rank)
    person = names.people.get(one.contact_id)
    return styled(setting, words, known_person(person)) if person is not None else None
