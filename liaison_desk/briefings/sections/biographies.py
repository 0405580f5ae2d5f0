"""Biographies: for everyone who has one, the name, the posts over time, the languages and the text."""

from collections.abc import Iterator, Mapping
from typing import Any

from liaison_desk.briefings.document import (
    Block,
    Group,
    KeyValue,
    KeyValues,
    Line,
    Paragraph,
    Photo,
    Section,
    Source,
    Text,
)
from liaison_desk.briefings.records import PeopleOrder
from liaison_desk.briefings.sections.people import Roster, named, other_name, photos, placed, ranked, roster, said
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import today
from liaison_desk.briefings.sections.times import dated
from liaison_desk.contacts.records import Person, Post, Skill
from liaison_desk.contacts.rules.spelling import keys_of
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.languages import load_languages
from liaison_desk.foundation.core.language import Language


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build a part for each person by precedence, each ``apart`` on a page of its own to hand out; ``nation`` and ``tag`` narrow it.

    ``all`` takes in those without a text, as a request for certain people or for a meeting does.
    """
    people = roster(setting, {**options, "order": PeopleOrder.PRECEDENCE}, about=_about)
    certain = bool(options["all"] or setting.request.people or people.meeting)
    told = [person for person in people.people if certain or person.biography]
    pictures = photos(setting, told)
    apart = bool(options["apart"])
    parts = tuple(_part(setting, people, person, pictures.get(person.id), apart=apart) for person in told)
    return Section("biographies", setting.line("Biographies"), parts, setting.words("Nothing to report."))


def _about(person: Person) -> Iterator[Bilingual]:
    yield person.biography
    yield Bilingual(person.address_as)
    yield _said_aloud(person)
    yield Bilingual("\n".join(words for one in person.languages for words in (one.level, *_unknown(one))))


def _said_aloud(person: Person) -> Bilingual:
    """Return what a pronunciation says beside his own name, which it spells as it sounds."""
    name = person.name
    own = [*name.latin().split(), *name.native().split(), *name.reading().split()]
    his = frozenset[str]().union(*map(keys_of, own))
    return Bilingual(" ".join(word for word in person.pronunciation.split() if his.isdisjoint(keys_of(word))))


def _unknown(one: Skill) -> tuple[str, ...]:
    return () if one.code in load_languages() else (one.code,)


def _part(setting: Setting, people: Roster, person: Person, photo: Photo | None, *, apart: bool) -> Group:
    rows = [KeyValue(setting.words("Rank"), Line((ranked(setting, person, people.names),)))]
    posts = sorted(person.posts, key=lambda post: (post.since is not None, post.since), reverse=True)
    for post in posts:
        where = placed(setting, people, person, post)
        # The dates go with what stands first: the title, or the organization of a post without one.
        pieces = (*where, said(person, _span(setting, post), *(where[0].names if where else ())))
        rows.append(KeyValue(setting.words("Posts"), Line(pieces, separator=", ", led=False)))
    told, addressed, aloud, speaks = (people.names.about(person.name, text) for text in _about(person))
    facts: tuple[tuple[str, Text, tuple[Source, ...]], ...] = (
        ("Languages", setting.each(lambda language: _spoken(language, person)), speaks),
        ("Interpreter", setting.words("needed") if person.interpreter else ("",), ()),
        ("Form of address", (person.address_as,), addressed),
        ("Pronunciation", (person.pronunciation,), aloud),
    )
    rows += [
        KeyValue(setting.words(label), Line((said(person, text, *named_there),)))
        for label, text, named_there in facts
        if any(text)
    ]
    blocks: list[Block] = [KeyValues(tuple(rows), photo)]
    if person.biography:
        blocks.append(Paragraph(Line((said(person, setting.text(person.biography), *told),))))
    heading = Line((named(setting, person), said(person, other_name(setting, person))))
    return Group(heading, tuple(blocks), apart=apart)


def _span(setting: Setting, post: Post) -> tuple[str, ...]:
    def span(language: Language) -> str:
        since, until = (dated(language, day) if day else "" for day in (post.since, post.until))
        if since and until:
            return language.tr("{first} – {last}", first=since, last=until)
        if since:
            begun = post.since is not None and post.since <= today(setting)
            return language.tr("{since} – now", since=since) if begun else since
        return language.tr("until {until}", until=until) if until else ""

    return setting.each(span)


def _spoken(language: Language, person: Person) -> str:
    """Return the languages a person speaks and how well: a usual word in the packet's language, any other as typed."""
    known = load_languages()

    def skill(one: Skill) -> str:
        usual = one.level.strip().casefold()
        level = language.tr(usual)
        name = known[one.code].name(language.code) if one.code in known else one.code
        return f"{name} {level if level != usual else one.level}".strip()

    return language.tr(", ").join(map(skill, person.languages))
