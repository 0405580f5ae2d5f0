"""What papers tell of meetings: who was there, what was said and by whom, what was promised, each with all that decides about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from liaison_desk.briefings.document import Line, Piece, PortionText, Source, Text
from liaison_desk.briefings.sections.calling import whom_there
from liaison_desk.briefings.sections.meetings import LABELS, PLAN, called, spoken
from liaison_desk.briefings.sections.naming import Naming, naming
from liaison_desk.briefings.sections.noted import Noted, noted, untranslated
from liaison_desk.briefings.sections.people import requested_meeting
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.briefings.sections.tasking import Tasking, tasking
from liaison_desk.briefings.sections.times import near_day
from liaison_desk.domain.notetext import unmarked
from liaison_desk.domain.zones import to_utc
from liaison_desk.meetings.records import MEETING, Attribution, Meeting, Portion, PortionKind, PortionLine

_LABELS = {**LABELS, PortionKind.INSIGHT: "Insight.", PortionKind.RECOMMENDATION: "Recommendation."}


@dataclass(frozen=True, slots=True)
class Account:
    """One meeting as papers tell of it: its record, its notes, whom they name, and the tasks that were made of them."""

    setting: Setting
    meeting: Meeting
    record: Source
    names: Naming
    told: Noted
    tasking: Tasking

    def says(self, text: Text, *known: Source, before: str = "") -> PortionText:
        """Return a piece of the meeting itself; ``known`` are those it names."""
        return PortionText(text, self.meeting.marking, (self.record,), before=before, names=known)

    def typed(self, words: str) -> Line:
        """Return words as they were typed, and whomever they name; empty for none."""
        if not words.strip():
            return Line(())
        text, known = self._called(words)
        return Line((self.says(text, *known),))

    def named(self, words: str) -> tuple[Source, ...]:
        """Return whomever words as typed name: those they mean now, and those who were there under such a name."""
        return (*self.names.organization(words), *self.names.present(words, self.meeting))

    def _called(self, words: str) -> tuple[Text, tuple[Source, ...]]:
        """Return words for somebody in each language, by his name in its script if he was there, and whomever they name."""
        one = whom_there(words, self.meeting.attendees, self.names)
        known = (*self.named(words), *(self.names.attendee(one) if one is not None else ()))
        return called(self.setting, words, one, self.names), tuple(dict.fromkeys(known))

    def text(self, note: Portion) -> PortionText:
        """Return what a note says; in a register it stays out with a meeting whose title names somebody withheld."""
        also = (
            *self.names.of_meeting(self.meeting.title, self.meeting),
            *self.names.present_in(unmarked(note.text), self.meeting),
        )
        return self.told.piece(self.setting, note, self.record, self.names, also)

    def speaker(self, note: Portion) -> tuple[PortionText, ...]:
        """Return who said a note, as far as its attribution lets it be told."""
        return spoken(self.setting, note, self.meeting, self.record, self.names)

    def of(self, note: Portion, words: Text, *known: Source, before: str = "") -> PortionText:
        """Return a piece of a note, which the note's own marking covers."""
        return PortionText(words, note.marking, (self.record,), note.uid, before=before, names=known)

    def line(self, note: Portion, level: int = 0, *, labelled: bool = True) -> Line:
        """Return a note with its kind, who said it, and to whom it was promised by when; ``level`` indents it."""
        label = _LABELS.get(note.kind) if labelled else None
        pieces: tuple[Piece, ...] = (
            self.text(note),
            *untranslated(self.setting, note),
            *self.speaker(note),
            *self._promise(note),
        )
        return Line(pieces, label=self.setting.words(label) if label else (), level=level)

    def _promise(self, note: Portion) -> Iterator[PortionText]:
        yield from self.to_whom(note, before="→ ")
        if note.due is not None:
            yield self.of(note, self.by_when(note))

    def to_whom(self, note: Portion, before: str = "") -> tuple[PortionText, ...]:
        """Return whom a promise or a request is for: the person or office, else the nation.

        Of what is attributed to nobody it is not told: between two nations it would tell who promises.
        """
        words = note.to_whom or note.to_nation
        if not words or note.attribution is Attribution.NONE:
            return ()
        text, known = self._called(words)
        return (self.of(note, text, *known, before=before),)

    def by_when(self, note: Portion) -> Text:
        """Return by when something was promised, in words."""
        due = note.due
        if due is None:
            return ("",)
        return self.setting.each(lambda language: language.tr("by {day}", day=near_day(self.setting, language, due)))

    def whose(self, note: Portion) -> str:
        """Return the nation that promises, as far as it may be told: "" where nobody may be told."""
        return "" if note.attribution is Attribution.NONE else note.nation

    def notes(self, *kinds: PortionKind) -> list[Portion]:
        """Return the notes of some kinds that say something, in order; what was only planned is none of them."""
        return [one for one in self.meeting.portions if one.kind in kinds and one.text and one.section not in PLAN]


def accounts(setting: Setting, meetings: Iterable[Meeting], further: Iterable[Meeting] = ()) -> list[Account]:
    """Look up all that decides what may be told of meetings, in one question for all; ``further`` are told within them."""
    held, others = list(meetings), list(further)
    every = [*held, *others]
    told = noted(setting, (note for meeting in every for note in meeting.portions))
    typed = {words for meeting in every for words in _typed(meeting)}
    names = naming(setting, typed.union(told.wordings()), meetings=every)
    tasks = tasking(setting, {note.task_id for meeting in held for note in meeting.portions})
    return [Account(setting, one, meeting_source(one), names, told, tasks) for one in held]


def accounts_of(setting: Setting, lines: Iterable[PortionLine]) -> Mapping[int, Account]:
    """Return the accounts of the meetings that some notes stand in, by id, each with those of its notes alone."""
    notes: dict[int, list[Portion]] = {}
    for line in lines:
        notes.setdefault(line.meeting_id, []).append(line.portion)
    found = setting.meetings.meetings_by_ids(sorted(notes))
    told = [replace(meeting, portions=tuple(notes[id_])) for id_, meeting in found.items()]
    return {one.meeting.id: one for one in accounts(setting, told)}


def meeting_source(meeting: Meeting) -> Source:
    """Return a meeting as the source of what is said of it."""
    return source(MEETING, meeting.id, meeting.title, meeting.marking, meeting.uid)


def asked_meetings(setting: Setting) -> list[Meeting]:
    """Return the meeting that is asked for, or else those of the period that have begun, in order."""
    if setting.request.meeting:
        return [requested_meeting(setting)]
    held = setting.meetings.held(setting.since, setting.until)
    zone = setting.profile.host_zone
    begun = [one for one in held if to_utc(one.start, one.zone or zone) <= setting.as_of]
    return sorted(begun, key=lambda one: (one.start, one.id))


def coming_meetings(setting: Setting) -> list[Meeting]:
    """Return the meeting that is asked for, or else those of the period that have not begun, in order."""
    if setting.request.meeting:
        return [requested_meeting(setting)]
    held = setting.meetings.held(setting.since, setting.until)
    zone = setting.profile.host_zone
    coming = [one for one in held if to_utc(one.start, one.zone or zone) > setting.as_of]
    return sorted(coming, key=lambda one: (one.start, one.id))


def _typed(meeting: Meeting) -> Iterator[str]:
    yield from (meeting.chair, meeting.interpreter, meeting.link, meeting.series)
    yield from (one.role for one in meeting.attendees)
    for item in meeting.agenda:
        yield from (item.title.host, item.title.home, item.lead)
    for note in meeting.portions:
        yield note.to_whom
