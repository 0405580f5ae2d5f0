"""Meetings held: title, time, place, who was there, and the released portions of the notes."""

from collections.abc import Mapping, Sequence
from typing import Any

from liaison_desk.briefings.document import (
    Block,
    Group,
    Items,
    KeyValue,
    KeyValues,
    Line,
    PortionText,
    Section,
    Source,
)
from liaison_desk.briefings.sections.setting import Setting, portion, source
from liaison_desk.briefings.sections.times import at_place
from liaison_desk.contacts.records import PERSON, Person
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import MEETING, Attendee, Attribution, Meeting, Portion, PortionKind

LABELS = {
    PortionKind.DISCUSSION: "Discussion.",
    PortionKind.DECISION: "Decision.",
    PortionKind.EQUITY: "Equity.",
    PortionKind.COMMITMENT: "Commitment.",
    PortionKind.RFI: "RFI.",
    PortionKind.ACTION: "Action.",
}
_ELSEWHERE = {PortionKind.INSIGHT, PortionKind.RECOMMENDATION}
"""Kinds that have a section of their own."""


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build one group for each meeting of the period that has begun, in order."""
    held = [one for one in setting.meetings.held(setting.since, setting.until) if _has_begun(setting, one)]
    ids = {attendee.contact_id for meeting in held for attendee in meeting.attendees if attendee.contact_id}
    people = setting.contacts.people_by_ids(sorted(ids)) if ids else {}
    groups = tuple(_group(setting, meeting, people) for meeting in sorted(held, key=lambda one: (one.start, one.id)))
    return Section("meetings", setting.line("Meetings held"), groups, setting.words("Nothing to report."))


def _has_begun(setting: Setting, meeting: Meeting) -> bool:
    return to_utc(meeting.start, meeting.zone or setting.profile.host_zone) <= setting.as_of


def _group(setting: Setting, meeting: Meeting, people: Mapping[int, Person]) -> Group:
    record = source(MEETING, meeting.id, meeting.title, meeting.marking, meeting.uid)
    zones = at_place(setting, meeting.start, meeting.zone)
    facts = [KeyValue(setting.words("Time"), Line((portion((zones.line,), record),)))]
    if meeting.place:
        facts.append(KeyValue(setting.words("Place"), Line((portion(setting.text(meeting.place), record),))))
    if meeting.attendees:
        names = tuple(_attendee(setting, one, record, people) for one in meeting.attendees)
        facts.append(KeyValue(setting.words("Attendees"), Line(names, separator="; ", led=False)))
    blocks: list[Block] = [KeyValues(tuple(facts))]
    notes = [one for one in meeting.portions if one.kind not in _ELSEWHERE and one.text]
    if notes:
        blocks.append(Items(tuple(_note(setting, one, meeting, record, people) for one in notes)))
    return Group(Line((portion(setting.text(meeting.title), record),)), tuple(blocks))


def _attendee(setting: Setting, one: Attendee, record: Source, people: Mapping[int, Person]) -> PortionText:
    person = people.get(one.contact_id)

    def named(code: str) -> str:
        latin = person.name.full(code, setting.request.names) if person else one.name
        name = (one.native or latin) if code == "ja" else latin
        return " ".join(filter(None, (one.rank, name or one.name)))

    whence = one.organization or one.nation
    text = setting.each(lambda language: named(language.code) + (f" ({whence})" if whence else ""))
    return PortionText(text, record.marking, _sources(one, record, person))


def _sources(one: Attendee, record: Source, person: Person | None) -> tuple[Source, ...]:
    """Return the meeting, and the contact whose own title decides whether the name may be shown.

    A contact that is gone for good counts as unmarked, for its marking can no longer be asked.
    """
    if not one.contact_id:
        return (record,)
    contact = RecordRef(PERSON, one.contact_id, one.name)
    return (record, Source(contact, person.marking if person else None, person.uid if person else ""))


def _note(setting: Setting, note: Portion, meeting: Meeting, record: Source, people: Mapping[int, Person]) -> Line:
    pieces = (PortionText(setting.text(note.text), note.marking, (record,), note.uid),)
    label = LABELS.get(note.kind)
    return Line(pieces + spoken(note, meeting, record, people), label=setting.words(label) if label else ())


def spoken(note: Portion, meeting: Meeting, record: Source, people: Mapping[int, Person]) -> tuple[PortionText, ...]:
    """Return who said a note, as far as its attribution lets it be told; the note's own marking covers it."""
    said = _said_by(note, meeting.attendees)
    if said is None:
        return ()
    words, speaker = said
    sources = _sources(speaker, record, people.get(speaker.contact_id)) if speaker else (record,)
    return (PortionText((words,), note.marking, sources, note.uid, before="— "),)


def _said_by(note: Portion, attendees: Sequence[Attendee]) -> tuple[str, Attendee | None] | None:
    """Return to whom a note may be traced, as far as its attribution lets it be."""
    if not note.said_by or note.attribution is Attribution.NONE:
        return None
    speaker = next((one for one in attendees if one.name == note.said_by), None)
    if note.attribution is Attribution.NAMED:
        return note.said_by, speaker
    if speaker is None:
        return None
    words = speaker.nation if note.attribution is Attribution.NATION else speaker.organization or speaker.post
    return (words, None) if words else None
