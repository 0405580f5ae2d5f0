"""The seating list: who sits where by precedence, what stands on each place card, and what the host should know."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from liaison_desk.briefings.document import (
    Block,
    Column,
    Group,
    KeyValues,
    Line,
    PortionText,
    Row,
    Section,
    Source,
    Table,
)
from liaison_desk.briefings.sections.calling import rank_there
from liaison_desk.briefings.sections.happenings import titled
from liaison_desk.briefings.sections.meetings import when_and_where
from liaison_desk.briefings.sections.naming import Naming, naming, readings
from liaison_desk.briefings.sections.people import Roster, named, of_person, other_name, placed, roster, said
from liaison_desk.briefings.sections.setting import Setting, portion, source
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import MEETING, Attendee, Meeting


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table; ``order``, ``nation`` and ``tag`` as in the roster. Places are counted when it is printed.

    The list of a meeting stands under its title and shows the posts of its day. Those it knows by name only have no
    precedence and come last, unless the list is narrowed.
    """
    people = roster(setting, options, _says, _about)
    blocks: tuple[Block, ...]
    if people.meeting is None:
        blocks = _table(setting, [_row(setting, people, person) for person in people.people])
    else:
        blocks = (_of_meeting(setting, options, people, people.meeting),)
    return Section("seating", setting.line("Seating list"), blocks, setting.words("Nothing to report."))


def _of_meeting(setting: Setting, options: Mapping[str, Any], people: Roster, meeting: Meeting) -> Group:
    record = source(MEETING, meeting.id, meeting.title, meeting.marking, meeting.uid)
    then = replace(people, day=meeting.start.date())
    rows = [_row(setting, then, person, record) for person in people.people]
    others = [] if _narrowed(setting, options) else _by_name(people, meeting)
    names = naming(setting, meetings=[meeting])
    rows += [_named_row(setting, one, record, names) for one in others]
    facts = KeyValues(tuple(when_and_where(setting, meeting, record, names)))
    return Group(
        Line((titled(setting, meeting.title, record, names, names.present_in(meeting.title, meeting)),)),
        (facts, *_table(setting, rows)),
    )


def _narrowed(setting: Setting, options: Mapping[str, Any]) -> bool:
    """Tell whether only some contacts are asked for, which says nothing of those who are not among the contacts."""
    request = setting.request
    return request.people is not None or bool(request.words or options["nation"] or options["tag"])


def _by_name(people: Roster, meeting: Meeting) -> list[Attendee]:
    """Return who is at a meeting and not among its contacts; one who was erased has left a dash and gets no seat."""
    known = {person.id for person in people.people}
    others = (one for one in meeting.attendees if one.contact_id not in known)
    return [one for one in others if any(map(str.isalnum, one.name + one.native))]


def _table(setting: Setting, rows: Sequence[Row]) -> tuple[Table, ...]:
    columns = (
        Column(setting.words("Seat")),
        Column(setting.words("Place card"), 1.4),
        Column(setting.words("Name"), 1.8),
        Column(setting.words("Post"), 2),
        Column(setting.words("Remarks"), 1.3),
    )
    return (Table(columns, tuple(rows), numbered=True),) if rows else ()


def _row(setting: Setting, people: Roster, person: Person, meeting: Source | None = None) -> Row:
    """Return a contact's row. That he has a seat at a meeting is the meeting's to tell, the rest his own."""
    ranks = people.names.ranked(person)
    service = said(person, setting.each(lambda _: person.service), *ranks)
    names = (named(setting, person), said(person, other_name(setting, person)), service)
    card = _place_card(setting, person)
    seat = said(person, card, *ranks) if meeting is None else portion(card, meeting, names=(of_person(person), *ranks))
    seat = replace(seat, readings=readings(setting, person.name))
    return Row(
        (
            Line(()),
            Line((seat,)),
            Line(names, led=False),
            Line(placed(setting, people, person), separator=", ", led=False),
            Line(_remarks(setting, people, person), separator="; ", led=False),
        ),
        lead=1,
        place=people.place(person),
    )


def _named_row(setting: Setting, one: Attendee, meeting: Source, names: Naming) -> Row:
    """Return the row of someone whom only the meeting knows, or of a contact in the trash: all as it was typed there."""
    known = names.attendee(one)
    beside = len(setting.languages) > 1

    def called(language: Language) -> tuple[str, ...]:
        return tuple(filter(None, (one.native, one.name) if language.code == "ja" else (one.name, one.native)))

    def tell(text: tuple[str, ...], *more: Source) -> PortionText:
        return portion(text, meeting, names=(*known, *more))

    name = tell(setting.each(lambda language: " ".join(dict.fromkeys(called(language)[: 1 if beside else 2]))))
    post = [tell((one.post,), *names.title(one.post, one.organization))] if one.post else []
    whence = one.organization or one.nation
    post += [tell((whence,), *names.organization(whence))] if whence else []
    return Row(
        (
            Line(()),
            Line(
                (
                    tell(
                        setting.each(
                            lambda language: " ".join(
                                filter(None, (rank_there(setting, language, one, names, one.rank), called(language)[0]))
                            )
                        )
                    ),
                )
            ),
            Line((name,)),
            Line(tuple(post), separator=", ", led=False),
            Line(()),
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


def _says(person: Person) -> tuple[Bilingual, ...]:
    return (Bilingual(person.diet),)


def _about(person: Person) -> tuple[Bilingual, ...]:
    return (Bilingual(person.address_as),)


def _remarks(setting: Setting, people: Roster, person: Person) -> tuple[PortionText, ...]:
    (diet,) = map(people.names.text, _says(person))
    (addressed,) = (people.names.about(person.name, text) for text in _about(person))
    remarks = [said(person, setting.words("Interpreter needed"))] if person.interpreter else []
    remarks += [said(person, (person.diet,), *diet)] if person.diet else []
    if person.address_as:
        remarks.append(said(person, setting.words("addressed as {name}", name=person.address_as), *addressed))
    return tuple(remarks)
