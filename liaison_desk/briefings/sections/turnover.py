"""The parts of a turnover book that no other paper has: the continuity brief, the terms of the post, the first ninety days, the files."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from liaison_desk.briefings.document import (
    Band,
    Block,
    Column,
    Group,
    KeyValue,
    KeyValues,
    Line,
    PortionText,
    Row,
    Section,
    Source,
    Text,
)
from liaison_desk.briefings.sections.arrangements import GONE, arranged, summary
from liaison_desk.briefings.sections.exercising import marked_once
from liaison_desk.briefings.sections.expiry_radar import end_kind
from liaison_desk.briefings.sections.noted import NAMED_BY_THEMSELVES
from liaison_desk.briefings.sections.partnership_books import NamedRecord
from liaison_desk.briefings.sections.partnerships import Partnering, Told, asked, days_from, partnering, today_at
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.contacts.records import PERSON
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    TURNOVER,
    TURNOVER_NOTE,
    VALIDITY,
    Arrangement,
    Turnover,
    TurnoverNote,
    Validity,
    ValidityType,
)
from liaison_desk.partnership.rules import turnover as rules
from liaison_desk.partnership.rules.standing import HOLDING, state

KINDS: Final[Mapping[str, str]] = {
    "arrangement": "Arrangements",
    "opportunity": "Opportunities",
    "exercise": "Exercises",
    "visit": "Visits",
    "person": "People to know",
    "organization": "Organizations",
    "billet": "Established posts",
    "meeting": "Meetings",
    "portion": "Notes of meetings",
    "task": "Tasks",
    "event": "Events",
    "milestone": "Milestones",
    "inject": "Injects",
    "lesson": "Lessons",
    "validity": "End dates",
    "site": "Sites",
    "disclosure": "Disclosures",
    "gift": "Gifts",
    "turnover": "Turnover",
    "calendar": "Calendar",
}
"""What is told of by kind, the most important first."""
_PRIVATE: Final = frozenset({"person", "packet", "packet final"})
"""Kinds whose files are photographs, and papers that are in no index of documents."""
_MOST_FILES: Final = 5_000
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


def current(setting: Setting) -> Turnover | None:
    """Return the turnover that is being worked on, if the audience may know of it; else None."""
    books = setting.partnership
    told = [
        one
        for one in (books.turnovers.everything() if books is not None else ())
        if setting.is_told(PortionText(("",), one.marking, (turnover_source(one),)))
    ]
    return rules.current(told, today_at(setting))


def turnover_source(one: Turnover) -> Source:
    """Return a turnover as a record that decides what may be told of it."""
    return source(TURNOVER, one.id, one.post or Bilingual(one.successor or one.officer), one.marking, one.uid)


@dataclass(frozen=True, slots=True)
class _Matters:
    """Notes for a successor, what they are about, and whom all of it names."""

    around: Partnering
    owners: Mapping[tuple[str, int], NamedRecord]
    people: Mapping[int, Any]

    def told(self, note: TurnoverNote, owner: NamedRecord) -> Told:
        """Return a note to be told of: it goes with what it is about, and with what that came out of."""
        also = (
            Source(owner.ref, owner.marking, owner.uid),
            *(Source(ref, mark, uid) for ref, uid, mark in owner.within),
        )
        labels = (source for ref, _, _ in owner.within for source in self.around.names.text(Bilingual(ref.label)))
        return self.around.of(TURNOVER_NOTE, note, owner.title, *also, *dict.fromkeys(labels))

    def title(self, told: Told, owner: NamedRecord) -> PortionText:
        """Return what it is about: people in the packet's style, all else by title, with whomever that names."""
        person = self.people.get(owner.ref.id) if owner.ref.kind == PERSON else None
        if person is not None:
            style = told.setting.request.names
            return told.says(told.setting.each(lambda language: person.name.full(language.code, style)))
        known = () if owner.ref.kind in NAMED_BY_THEMSELVES else told.names.text(owner.title)
        return replace(told.says(told.setting.text(owner.title), *known), title=True)


def build_continuity(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the continuity brief: who hands over to whom when, and of each record why it matters, what comes next, what is sensitive."""
    books = setting.partnership
    turnover = current(setting)
    notes = books.notes.everything() if books is not None else ()
    owners = books.named({(one.owner_kind, one.owner_id) for one in notes}) if books is not None and notes else {}
    told = [(one, owners[key]) for one in notes if (key := (one.owner_kind, one.owner_id)) in owners]
    labels = [ref.label for one in owners.values() for ref, _, _ in one.within]
    records = [*(one.title for one in owners.values()), *notes, *([turnover] if turnover is not None else [])]
    ids = sorted({id_ for kind, id_ in owners if kind == PERSON})
    people = setting.contacts.people_by_ids(ids) if ids else {}
    matters = _Matters(partnering(setting, records, labels), owners, people)
    blocks = (*_handover(matters.around, turnover), *_matters(matters, told))
    heading = setting.line("Continuity brief")
    return Section("continuity", heading, blocks, setting.words("Nothing to report."))


def _handover(around: Partnering, one: Turnover | None) -> tuple[Block, ...]:
    if one is None:
        return ()
    told = around.of(TURNOVER, one, one.post or Bilingual(one.successor))
    setting = around.setting
    rows: list[KeyValue] = []
    rows += told.row("Post", *told.typed(one.post).portions)
    rows += told.row("Officer", *told.person(one.officer))
    rows += told.row("Successor", *told.person(one.successor, one.successor_id))
    left = replace(told.says(days_from(setting, one.on)), before="(", after=")", joined=True)
    rows += told.row("Turnover on", *told.day(one.on).portions, left)
    rows += told.row("Remarks", *told.typed(one.note).portions)
    return (KeyValues(tuple(rows)),)


def _matters(matters: _Matters, told: Sequence[tuple[TurnoverNote, NamedRecord]]) -> tuple[Block, ...]:
    setting = matters.around.setting
    rows: list[Row | Band] = []
    for kind, words in (*KINDS.items(), ("", "Others")):
        some = [pair for pair in told if (pair[0].owner_kind if pair[0].owner_kind in KINDS else "") == kind]
        if some:
            rows.append(Band(setting.words(words)))
            latest = sorted(some, key=lambda pair: (pair[0].updated_at or _LONG_AGO, pair[0].id), reverse=True)
            rows += [_matter(matters, note, owner) for note, owner in latest]
    if not rows:
        return ()
    columns = (
        Column(setting.words("What"), 1.8),
        Column(setting.words("Why it matters"), 2),
        Column(setting.words("Next step"), 1.7),
        Column(setting.words("Sensitivities"), 1.5, spare=True),
    )
    return (marked_once(setting, columns, rows),)


def _matter(matters: _Matters, note: TurnoverNote, owner: NamedRecord) -> Row:
    told = matters.told(note, owner)
    said = (told.typed(text) for text in (note.why, note.next, note.sensitivities))
    return Row((Line((matters.title(told, owner),)), *said))


def build_terms(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the terms of the post: the arrangements that create it, and what ends.

    They are the one asked for, else those linked with the turnover, else those that hold and have one of the ``subjects`` (words parted
    by commas; a part of a subject will do). The disclosure letter stands first among what ends; what has come to an end is left out.
    """
    books, heading = setting.partnership, setting.line("Terms of the post")
    if books is None:
        return Section("post_terms", heading, (), setting.words("Nothing to report."))
    turnover = current(setting)
    if setting.request.arrangement:
        some = asked(books.arrangements, setting.request.arrangement, GONE)
    else:
        ids = books.linked(turnover_source(turnover).record, ARRANGEMENT) if turnover is not None else ()
        some = _about_post(setting, books.arrangements.everything(), str(options["subjects"]), ids)
    terms = arranged(setting, some)
    blocks: list[Block] = [
        Group(Line((replace(terms.told(one).title(one.title), title=True),)), summary(terms, one)) for one in some
    ]
    ends = [one for one in books.validities.everything() if one.ended is None]
    blocks += _ends(setting, sorted(ends, key=_letter_first))
    return Section("post_terms", heading, tuple(blocks), setting.words("Nothing to report."))


def _about_post(
    setting: Setting, some: Sequence[Arrangement], subjects: str, linked: Collection[int]
) -> list[Arrangement]:
    """Return the arrangements that are linked, where none is those that hold today and have one of some subjects; what stands by itself comes first."""
    wanted = [fold(word.strip()) for word in subjects.split(",") if word.strip()]
    today = today_at(setting)
    known = {one.id: source(ARRANGEMENT, one.id, one.title, one.marking, one.uid) for one in some}
    # One that stands under what is withheld stands by itself for those who read it: its place would tell of that.
    told = {id_ for id_, one in known.items() if setting.is_told(PortionText(("",), one.marking, (one,)))}
    guessing = told.isdisjoint(linked)  # a link to what is withheld tells nobody anything

    def meant(one: Arrangement) -> bool:
        named = any(word in fold(subject) for subject in one.subjects for word in wanted)
        return one.id in linked or (guessing and named and state(one, today) in HOLDING)

    return sorted(filter(meant, some), key=lambda one: (one.parent_id in told, one.id))


def _letter_first(one: Validity) -> tuple[bool, Any, int]:
    return one.type is not ValidityType.DISCLOSURE_LETTER, one.expires, one.id


def _ends(setting: Setting, some: Sequence[Validity]) -> Iterator[Block]:
    if not some:
        return
    around = partnering(setting, some)
    columns = (
        Column(setting.words("What is valid"), 2),
        Column(setting.words("Kind"), 1.3),
        Column(setting.words("Held by"), 1.2, spare=True),
        Column(setting.words("Issued by"), 1.2, spare=True),
        Column(setting.words("Valid until")),
    )

    def row(one: Validity) -> Row:
        told = around.of(VALIDITY, one, one.title)
        return Row(
            (
                Line((told.title(one.title),)),
                Line((end_kind(told, one.type),)),
                Line(told.person(one.holder, one.holder_id)),
                told.line((one.issuer,) if one.issuer else (), *told.names.organization(one.issuer)),
                Line((*told.day(one.expires).portions, told.says(days_from(setting, one.expires))), separator="\n"),
            )
        )

    yield Group(setting.line("Letters, badges and other end dates"), (marked_once(setting, columns, map(row, some)),))


def build_files(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the index of documents: the files of records by name; one that nobody has marked goes to the home nation alone."""
    books, home = setting.partnership, setting.profile.home
    files = [one for one in books.files() if one.owner_kind not in _PRIVATE] if books is not None else []
    if len(files) > _MOST_FILES:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError("A packet holds the names of {count} files at most. Leave the index out.", count=_MOST_FILES)
    owners = books.named({(one.owner_kind, one.owner_id) for one in files}) if books is not None and files else {}
    labels = [ref.label for one in owners.values() for ref, _, _ in one.within]
    around = partnering(setting, [one.title for one in owners.values()], [*labels, *(one.name for one in files)])
    rows: list[Row | Band] = []
    for kind in [*KINDS, *sorted({one.owner_kind for one in files} - KINDS.keys())]:
        some = [
            (one, owners[kind, one.owner_id])
            for one in files
            if one.owner_kind == kind and (kind, one.owner_id) in owners
        ]
        if not some:
            continue
        rows.append(Band(setting.words(KINDS.get(kind, "Others"))))
        for one, owner in sorted(some, key=lambda pair: (pair[1].title.host, pair[0].name, pair[0].id)):
            marking = one.marking or Marking(home, audience=frozenset({home}))
            record = source("attachment", one.id, Bilingual(one.name), marking, one.uid)
            also = (
                Source(owner.ref, owner.marking, owner.uid),
                *(Source(ref, mark, uid) for ref, uid, mark in owner.within),
            )
            names = (source for ref, _, _ in owner.within for source in around.names.text(Bilingual(ref.label)))
            told = Told(around, record, marking, (*also, *dict.fromkeys(names)))
            known = () if kind in NAMED_BY_THEMSELVES else around.names.text(owner.title)
            said: Text = (one.name,)
            title = replace(told.says(said, *around.names.organization(one.name), *known), title=True)
            rows.append(
                Row((Line((title,)), told.line(setting.text(owner.title), *known), told.line((_size(one.size),))))
            )
    columns = (
        Column(setting.words("File"), 2.4),
        Column(setting.words("Belongs to"), 2.4),
        Column(setting.words("Size")),
    )
    blocks = (marked_once(setting, columns, rows),) if rows else ()
    return Section("document_index", setting.line("Index of documents"), blocks, setting.words("Nothing to report."))


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
