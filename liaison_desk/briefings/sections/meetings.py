"""Meetings held: title, time, place, who was there, and the released portions of the notes."""

from collections.abc import Mapping
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
    Text,
)
from liaison_desk.briefings.sections.calling import called_there, known_person, styled, whom_there, words_there
from liaison_desk.briefings.sections.happenings import titled
from liaison_desk.briefings.sections.naming import Naming, naming, readings
from liaison_desk.briefings.sections.noted import Noted, noted, untranslated
from liaison_desk.briefings.sections.setting import Setting, portion, source
from liaison_desk.briefings.sections.times import at_place
from liaison_desk.domain.notetext import unmarked
from liaison_desk.domain.zones import to_utc
from liaison_desk.meetings.records import MEETING, Attendee, Attribution, Meeting, Portion, PortionKind
from liaison_desk.meetings.rules.attributing import in_script, speaker_of

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
PLAN = ("principals", "effect", "themes", "asks", "gives", "red-lines", "questions", "history")
"""Sections of an engagement's plan, which was made before the meeting: nobody said that there."""


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build one group for each meeting of the period that has begun, in order."""
    held = [one for one in setting.meetings.held(setting.since, setting.until) if _has_begun(setting, one)]
    told = noted(setting, (note for meeting in held for note in _held(meeting)))
    names = naming(setting, told.wordings(), meetings=held)
    ordered = sorted(held, key=lambda one: (one.start, one.id))
    groups = tuple(_group(setting, meeting, names, told) for meeting in ordered)
    return Section("meetings", setting.line("Meetings held"), groups, setting.words("Nothing to report."))


def _has_begun(setting: Setting, meeting: Meeting) -> bool:
    return to_utc(meeting.start, meeting.zone or setting.profile.host_zone) <= setting.as_of


def _held(meeting: Meeting) -> list[Portion]:
    """Return the notes of what was said at a meeting, but for the kinds that have a section of their own."""
    return [one for one in meeting.portions if one.kind not in _ELSEWHERE and one.section not in PLAN]


def _group(setting: Setting, meeting: Meeting, names: Naming, told: Noted) -> Group:
    record = source(MEETING, meeting.id, meeting.title, meeting.marking, meeting.uid)
    facts = when_and_where(setting, meeting, record, names)
    if meeting.attendees:
        there = tuple(piece for one in meeting.attendees for piece in _attendee(setting, one, record, names))
        facts.append(KeyValue(setting.words("Attendees"), Line(there, separator="; ", led=False)))
    blocks: list[Block] = [KeyValues(tuple(facts))]
    notes = [one for one in _held(meeting) if one.text]
    if notes:
        blocks.append(Items(tuple(_note(setting, one, meeting, record, names, told) for one in notes)))
    return Group(
        Line((titled(setting, meeting.title, record, names, names.present_in(meeting.title, meeting)),)), tuple(blocks)
    )


def when_and_where(setting: Setting, meeting: Meeting, record: Source, names: Naming) -> list[KeyValue]:
    """Return a meeting's time in three zones, and its place if that is known."""
    zones = at_place(setting, meeting.start, meeting.zone)
    facts = [KeyValue(setting.words("Time"), Line((portion((zones.line,), record),)))]
    if meeting.place:
        where = portion(setting.text(meeting.place), record, names=names.of_meeting(meeting.place, meeting))
        facts.append(KeyValue(setting.words("Where"), Line((where,))))
    return facts


def attendee(setting: Setting, one: Attendee, record: Source, names: Naming) -> PortionText:
    """Return who was there: his rank of that day and his name in the reader's script."""
    person = names.people.get(one.contact_id)
    said = called_there(setting, one, names)
    same = person is not None and one.native in {"", person.name.native()}
    above = readings(setting, person.name) if person is not None and same else ()
    return PortionText(said, record.marking, (record,), names=names.attendee(one), readings=above)


def _attendee(setting: Setting, one: Attendee, record: Source, names: Naming) -> tuple[PortionText, ...]:
    who = attendee(setting, one, record, names)
    whence = one.organization or one.nation
    if not whence:
        return (who,)
    known = (*who.names, *names.organization(whence))
    there = PortionText((whence,), record.marking, (record,), before="(", after=")", joined=True, names=known)
    return who, there


def _note(setting: Setting, note: Portion, meeting: Meeting, record: Source, names: Naming, told: Noted) -> Line:
    said = told.piece(setting, note, record, names, names.present_in(unmarked(note.text), meeting))
    label = LABELS.get(note.kind)
    return Line(
        (said, *untranslated(setting, note), *spoken(setting, note, meeting, record, names)),
        label=setting.words(label) if label else (),
        level=note.level,
    )


def spoken(setting: Setting, note: Portion, meeting: Meeting, record: Source, names: Naming) -> tuple[PortionText, ...]:
    """Return who said a note, as far as its attribution lets it be told; the note's own marking covers it."""
    if not note.said_by or note.attribution is Attribution.NONE:
        return ()
    speaker = speaker_of(note, meeting.attendees)
    if note.attribution is Attribution.NAMED:
        speaker = speaker or whom_there(note.said_by, meeting.attendees, names)
        text = called(setting, note.said_by, speaker, names, note.said_by_id)
        known = (*names.speaker(note, meeting), *(names.attendee(speaker) if speaker is not None else ()))
    else:
        words = _whence(note, speaker)
        if not words:
            return ()
        text = (words,)
        # Even the office or the nation alone would tell that somebody withheld was there.
        known = (*names.speaker(note, meeting), *names.organization(words))
    return (PortionText(text, note.marking, (record,), note.uid, before="— ", names=tuple(dict.fromkeys(known))),)


def called(setting: Setting, words: str, one: Attendee | None, names: Naming, contact_id: int = 0) -> Text:
    """Return what somebody is called whom words as typed mean: ``one`` who was there, a picked contact, or as they were typed.

    Names stand in the packet's style and in each reader's script. Whoever ``names`` says that these are decides about it.
    """
    person = names.people.get(contact_id)
    said = words_there(setting, words, one, names)
    if said is None and person is not None:
        said = styled(setting, words, known_person(person))
    return said or setting.each(lambda language: in_script(words, one, native=language.code == "ja"))


def _whence(note: Portion, speaker: Attendee | None) -> str:
    if note.attribution is Attribution.NATION:
        return note.nation or (speaker.nation if speaker else "")
    return (speaker.organization or speaker.post) if speaker else ""
