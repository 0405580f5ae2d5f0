"""Contact cards: for each person a frame with photo, name, rank, post and every way to reach him."""

from collections.abc import Mapping
from typing import Any

from liaison_desk.briefings.document import Card, Cards, KeyValue, Line, Photo, PortionText, Section, Text
from liaison_desk.briefings.sections.people import (
    Roster,
    dialled,
    mailed,
    named,
    other_name,
    photos,
    placed,
    ranked,
    roster,
    said,
)
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.contacts.records import Address, Person
from liaison_desk.domain.bilingual import Bilingual

_PHONES, _EMAILS, _ADDRESSES = 5, 3, 2


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build a card for each person; ``order``, ``nation`` and ``tag`` as in the roster."""
    people = roster(setting, options, _says, _about)
    pictures = photos(setting, people.people)
    cards = tuple(_card(setting, people, person, pictures.get(person.id)) for person in people.people)
    blocks = (Cards(cards),) if cards else ()
    return Section("cards", setting.line("Contact cards"), blocks, setting.words("Nothing to report."))


def _says(person: Person) -> tuple[Bilingual, ...]:
    return tuple(Bilingual(_place(one)) for one in person.addresses)


def _about(person: Person) -> tuple[Bilingual, ...]:
    return (Bilingual(person.address_as),)


def _card(setting: Setting, people: Roster, person: Person, photo: Photo | None) -> Card:
    rows = [
        KeyValue((), Line((ranked(setting, person, people.names),))),
        KeyValue((), Line(placed(setting, people, person), separator=", ", led=False)),
    ]
    rows += _labelled(setting.words("Phone"), [dialled(person, one, people.names) for one in person.phones[:_PHONES]])
    rows += _labelled(setting.words("E-mail"), [mailed(person, one, people.names) for one in person.emails[:_EMAILS]])
    rows += _labelled(
        setting.words("Addresses"),
        [
            said(person, (_place(one),), *people.names.text(Bilingual(_place(one))))
            for one in person.addresses[:_ADDRESSES]
        ],
    )
    if person.address_as:
        addressed = people.names.about(person.name, Bilingual(person.address_as))
        rows += _labelled(setting.words("Form of address"), [said(person, (person.address_as,), *addressed)])
    heading = Line((named(setting, person), said(person, other_name(setting, person))))
    return Card(heading, tuple(rows), photo, people.place(person))


def _labelled(label: Text, pieces: list[PortionText]) -> list[KeyValue]:
    return [KeyValue(label, Line((piece,))) for piece in pieces]


def _place(one: Address) -> str:
    parts = (one.street, one.extended, one.city, one.region, one.code, one.country)
    return ", ".join(" ".join(part.split()) for part in parts if part.strip()) or one.label
