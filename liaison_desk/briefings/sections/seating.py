"""The seating list: who sits where by precedence, what stands on each place card, and what the host should know."""

from collections.abc import Mapping
from typing import Any

from liaison_desk.briefings.document import Column, Line, PortionText, Row, Section, Table
from liaison_desk.briefings.sections.people import Roster, named, other_name, placed, roster, said
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.contacts.records import Person
from liaison_desk.foundation.core.language import Language


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table; ``order``, ``nation`` and ``tag`` as in the roster. Places are counted when it is printed."""
    people = roster(setting, options)
    rows = tuple(_row(setting, people, person) for person in people.people)
    columns = (
        Column(setting.words("Seat")),
        Column(setting.words("Place card"), 1.4),
        Column(setting.words("Name"), 1.8),
        Column(setting.words("Post"), 2),
        Column(setting.words("Remarks"), 1.3),
    )
    blocks = (Table(columns, rows, numbered=True),) if rows else ()
    return Section("seating", setting.line("Seating list"), blocks, setting.words("Nothing to report."))


def _row(setting: Setting, people: Roster, person: Person) -> Row:
    service = said(person, setting.each(lambda _: person.service))
    names = (said(person, named(setting, person)), said(person, other_name(setting, person)), service)
    return Row(
        (
            Line(()),
            Line((said(person, _place_card(setting, person)),)),
            Line(names, led=False),
            Line(placed(setting, people, person), separator=", ", led=False),
            Line(_remarks(setting, person), separator="; ", led=False),
        ),
        lead=1,
    )


def _place_card(setting: Setting, person: Person) -> tuple[str, ...]:
    """Return what stands on the card: rank and family name in the order of the language; without a rank the whole name."""

    def card(language: Language) -> str:
        name = person.name
        home = language.code == setting.profile.home_language
        rank = (person.rank_home or person.rank) if home else person.rank
        if not rank:
            return name.full(language.code)
        if language.code == "ja":
            return f"{name.native_family or name.family or name.given} {rank}"
        return f"{rank} {name.family or name.native_family or name.given}"

    return setting.each(card)


def _remarks(setting: Setting, person: Person) -> tuple[PortionText, ...]:
    remarks = [said(person, setting.words("Interpreter needed"))] if person.interpreter else []
    remarks += [said(person, (person.diet,))] if person.diet else []
    if person.address_as:
        remarks.append(said(person, setting.words("addressed as {name}", name=person.address_as)))
    return tuple(remarks)
