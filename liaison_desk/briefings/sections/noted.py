"""What notes say on paper: their wordings without marks, how they are set, and the records they link to.

Names are looked up in the words as they are read, for marks may stand within a name; and in the titles of linked records.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from liaison_desk.briefings.document import PortionText, Source, Words
from liaison_desk.briefings.sections.naming import Naming
from liaison_desk.briefings.sections.setting import LinkedRecord, Setting
from liaison_desk.contacts.records import BILLET, ORGANIZATION, PERSON
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.notetext import is_plain, mentions, show, unmarked
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.styled import Phrase, Shown, TextLine
from liaison_desk.meetings.records import Portion

NAMED_BY_THEMSELVES = frozenset({PERSON, ORGANIZATION, BILLET})
"""Kinds whose title is the name itself: a link picks one of them, and no namesake."""


@dataclass(frozen=True, slots=True)
class Noted:
    """The notes of one section, and the records they link to by kind and uid."""

    notes: tuple[Portion, ...]
    records: Mapping[tuple[str, str], LinkedRecord]

    def wordings(self) -> Iterator[str]:
        """Yield all in which somebody may be named: what the notes say in both languages, the titles of what they link to."""
        for note in self.notes:
            words = unmarked(note.text)
            yield from (words.host, words.home)
        for (kind, _), record in self.records.items():
            if kind not in NAMED_BY_THEMSELVES:
                yield record.title
            yield from (ref.label for ref, _, _ in record.within)

    def piece(
        self, setting: Setting, note: Portion, record: Source, names: Naming, also: tuple[Source, ...] = ()
    ) -> PortionText:
        """Return a note as a portion of its record; ``also`` are those who are named beside it."""
        words = unmarked(note.text)
        return PortionText(
            setting.text(words),
            note.marking,
            (record,),
            note.uid,
            names=(*names.text(words), *also),
            links=self.links(note, names),
            shown=_shown(setting, note.text),
        )

    def links(self, note: Portion, names: Naming) -> tuple[Source, ...]:
        """Return the records a note links to, and whom their titles name."""
        return tuple(source for key in mentioned(note) for source in self._linked(key, names))

    def _linked(self, key: tuple[str, str], names: Naming) -> Iterator[Source]:
        """Yield a linked record and whom its title names; one that is gone counts as unmarked, for nobody can ask it."""
        kind, uid = key
        found = self.records.get(key)
        if found is None:
            yield Source(RecordRef(kind, 0, uid), None, uid)
            return
        yield Source(RecordRef(kind, found.id, found.title), found.marking, uid)
        for ref, ref_uid, marking in found.within:
            yield Source(ref, marking, ref_uid)
            yield from names.text(Bilingual(ref.label))
        if kind not in NAMED_BY_THEMSELVES:
            yield from names.text(Bilingual(found.title))


def noted(setting: Setting, notes: Iterable[Portion]) -> Noted:
    """Look up what notes link to, in one question for all of them."""
    kept = tuple(notes)
    wanted = {key for note in kept for key in mentioned(note)}
    return Noted(kept, setting.linked(wanted) if wanted else {})


def untranslated(setting: Setting, note: Portion) -> tuple[Words, ...]:
    """Return the words that a note stands in the other language alone, for each of the packet's that nobody has put it into."""
    sides = [setting.profile.side_of(language.code) for language in setting.languages]
    words = zip(setting.words("(not translated)"), sides, strict=True)
    said = tuple("" if note.text.side(side) else remark for remark, side in words)
    return (Words(said),) if any(said) else ()


def mentioned(note: Portion) -> Iterable[tuple[str, str]]:
    """Return the kind and uid of all that a note links to in either wording, each once."""
    return dict.fromkeys((*mentions(note.text.host), *mentions(note.text.home)))


def _shown(setting: Setting, text: Bilingual) -> tuple[tuple[Shown, ...], ...]:
    """Return how each wording is set; nothing where all are plain."""
    shown = [(show(source), remark) for source, remark in setting.remarked(text)]
    if all(is_plain(lines) for lines, _ in shown):
        return ()
    return tuple(_remarked(lines, remark) for lines, remark in shown)


def _remarked(lines: tuple[Shown, ...], remark: str) -> tuple[Shown, ...]:
    if not remark:
        return lines
    last = lines[-1] if lines else TextLine(())
    if isinstance(last, TextLine):
        return (*lines[:-1], last._replace(phrases=(*last.phrases, Phrase(f" {remark}"))))
    return (*lines, TextLine((Phrase(remark),)))
