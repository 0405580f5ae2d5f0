"""Who and what an event names, each released on its own: people with role and answer, organizations, the card's chair and inputs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from liaison_desk.briefings.document import KeyValue, Line, PortionText, Source, Text
from liaison_desk.briefings.sections.naming import Naming, naming, readings
from liaison_desk.briefings.sections.setting import Setting, portion
from liaison_desk.briefings.sections.times import at_place, near_day
from liaison_desk.calendar.records import Answer, Calendar, Event, Override, Participant, Party, RhythmInput
from liaison_desk.calendar.rules import lasting_at
from liaison_desk.contacts.records import ORGANIZATION, Organization
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef

_ANSWERS: Mapping[str, str] = {
    Answer.ACCEPTED: "Accepted",
    Answer.DECLINED: "Declined",
    Answer.TENTATIVE: "Perhaps",
    Answer.DELEGATED: "Delegated",
}
_ROLES: Mapping[str, str] = {"chair": "Chair", "opt-participant": "Optional", "non-participant": "For information"}


def names_in(setting: Setting, events: Collection[Event], calendars: Iterable[Calendar] = ()) -> Naming:
    """Look up everything that events name: people picked and typed, organizations, and what they and their cards say.

    Titles are looked through like all else, and so are the names of the ``calendars`` and of the organizations that
    were picked: a marking says who may have a record, not that whom it names may be told.
    """
    words, picked = set[str](), set[int]()
    called = [*(one.name for one in calendars), *(one.name for one in _houses(setting, events).values())]
    words |= {wording for name in called for wording in (name.host, name.home)}
    for event in events:
        for one in _people(event):
            picked.add(one.contact_id)
            words |= set() if one.contact_id else {one.name, one.email}
        words |= {party.name for party in event.organizations} | set(_typed(event))
    return naming(setting, words, picked)


def _people(event: Event) -> Iterator[Participant]:
    yield from event.participants
    for override in event.overrides:
        yield from override.participants
    if event.organizer is not None:
        yield event.organizer
    if event.rhythm is not None and event.rhythm.chair is not None:
        yield event.rhythm.chair


def _typed(event: Event) -> Iterator[str]:
    """Yield what an event says in words, its changed occurrences and its card, too."""
    each: tuple[Event | Override, ...] = (event, *event.overrides)
    texts = [text for one in each for text in (one.title, one.place, one.description, one.reason)]
    yield event.link
    if (card := event.rhythm) is not None:
        texts += [card.purpose, card.members, card.outputs, card.role, card.report]
        texts += [one.what for one in card.inputs]
        yield from (one.to for one in card.inputs)
    yield from (wording for text in texts for wording in (text.host, text.home))


def called(setting: Setting, one: Participant, record: Source, names: Naming) -> PortionText:
    """Return what someone is called; a picked contact by his own name, in the reader's script."""
    person = names.people.get(one.contact_id)

    def name(code: str) -> str:
        return (person.name.full(code, setting.request.names) if person else "") or one.name or one.email

    known = (*names.person(one.name or one.email, one.contact_id), *(() if one.contact_id else names.person(one.email)))
    text = setting.each(lambda language: name(language.code))
    above = readings(setting, person.name) if person else ()
    return PortionText(text, record.marking, (record,), names=known, readings=above)


def attending(setting: Setting, people: Iterable[Participant], record: Source, names: Naming) -> Line:
    """Return the people of an event with role and answer, whoever may be shown."""
    pieces: list[PortionText] = []
    for one in people:
        who = called(setting, one, record, names)
        pieces.append(who)
        known = [words[key] for words, key in ((_ROLES, one.role), (_ANSWERS, one.answer)) if key in words]
        if known:
            said = setting.each(lambda language, known=known: language.tr(", ").join(map(language.tr, known)))  # type: ignore[misc]
            pieces.append(
                PortionText(said, record.marking, (record,), before="(", after=")", joined=True, names=who.names)
            )
    return Line(tuple(pieces), separator="; ", led=False)


def parties(setting: Setting, event: Event, record: Source, names: Naming) -> Line:
    """Return the organizations that take part."""
    houses = _houses(setting, (event,))

    def named(one: Party) -> PortionText:
        house = houses.get(one.organization_id)
        if house is not None:
            known = (_house(house.id, one.name, house.marking, house.uid), *names.text(house.name))
            return PortionText(setting.text(house.name), record.marking, (record,), names=known)
        # One that is gone for good counts as unmarked, for its marking can no longer be asked.
        gone = (_house(one.organization_id, one.name, None, ""),) if one.organization_id else ()
        return PortionText((one.name,), record.marking, (record,), names=(*gone, *names.organization(one.name)))

    return Line(tuple(map(named, event.organizations)), separator="; ", led=False)


def _houses(setting: Setting, events: Iterable[Event]) -> Mapping[int, Organization]:
    """Return the organizations that were picked for events, by id."""
    ids = {one.organization_id for event in events for one in event.organizations} - {0}
    return setting.contacts.organizations_by_ids(sorted(ids)) if ids else {}


def _house(number: int, name: str, marking: Marking | None, uid: str) -> Source:
    return Source(RecordRef(ORGANIZATION, number, name), marking, uid)


def told(setting: Setting, text: Bilingual, record: Source, names: Naming) -> PortionText:
    """Return running text of an event or its card, and whomever it names."""
    return portion(setting.text(text), record, names=names.text(text))


def inputs(
    setting: Setting, event: Event, start: datetime | None, record: Source, names: Naming
) -> tuple[PortionText, ...]:
    """Return what is to be handed in, and when: for the occurrence of a ``start``, or so many days before any of them."""
    pieces: list[PortionText] = []
    for one in event.rhythm.inputs if event.rhythm is not None else ():
        pieces.append(told(setting, one.what, record, names))
        due = _due(setting, event, one, start) if start is not None else _before(setting, one)
        pieces.append(PortionText(due, record.marking, (record,), before="(", after=")", joined=True))
        if one.to:
            pieces.append(
                PortionText(
                    (one.to,), record.marking, (record,), before="→ ", joined=True, names=names.organization(one.to)
                )
            )
    return tuple(pieces)


def _due(setting: Setting, event: Event, one: RhythmInput, start: datetime) -> Text:
    wall = datetime.combine((start - timedelta(days=one.days_before)).date(), one.at or start.time())
    zones = at_place(setting, wall, event.zone)
    moved = f"{zones.home.clock}{zones.home.day_offset:+d}" if zones.home.day_offset else zones.home.clock
    return setting.each(
        lambda language: language.tr(
            "due {day} {time}",
            day=near_day(setting, language, zones.place.local.date()),
            time=f"{zones.place.clock} / {zones.zulu.clock} / {moved}",
        )
    )


def _before(setting: Setting, one: RhythmInput) -> Text:
    at = f" {one.at:%H%M}" if one.at is not None else ""
    return setting.each(
        lambda language: (
            language.count("{n} day before{at}", "{n} days before{at}", one.days_before, at=at)
            if one.days_before
            else language.tr("the same day{at}", at=at)
        )
    )


def card_rows(setting: Setting, event: Event, start: datetime | None, record: Source, names: Naming) -> list[KeyValue]:
    """Return the rows of an event's battle-rhythm card."""
    card = event.rhythm
    if card is None:
        return []
    rows: list[KeyValue] = []

    def row(label: Text, text: Bilingual) -> None:
        if text:
            rows.append(KeyValue(label, Line((told(setting, text, record, names),))))

    row(setting.words("Purpose"), card.purpose)
    if card.chair is not None:
        rows.append(KeyValue(setting.words("Chair"), Line((called(setting, card.chair, record, names),))))
    row(setting.words("Members"), card.members)
    if card.inputs:
        due = inputs(setting, event, start, record, names)
        rows.append(KeyValue(setting.words("Inputs"), Line(due, separator="; ", led=False)))
    row(setting.words("Outputs"), card.outputs)
    row(setting.words("My role"), card.role)
    row(setting.words("Report home"), card.report)
    return rows


def people_on(event: Event, at: datetime | None) -> tuple[Participant, ...]:
    """Return who is invited to an event, or to one occurrence of it; one that names nobody is with the series' people."""
    changed = changed_at(event, at)
    return (changed.participants if changed is not None else ()) or event.participants


def changed_at(event: Event, at: datetime | None) -> Override | None:
    """Return how an occurrence differs from its series, alone or with all later ones; None if it does not."""
    if at is None:
        return None
    return next((one for one in event.overrides if one.at == at), None) or lasting_at(event, at)
