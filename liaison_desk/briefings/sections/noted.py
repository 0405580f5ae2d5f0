"""What notes say on paper: their wordings as pieces of their meeting, and whom those name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liaison_desk.briefings.document import PortionText, Source
from liaison_desk.briefings.sections.naming import Naming
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.meetings.records import Portion


@dataclass(frozen=True, slots=True)
class Noted:
    """The notes of one section."""

    notes: tuple[Portion, ...]

    def wordings(self) -> Iterator[str]:
        """Yield all in which somebody may be named: what the notes say in both languages."""
        for note in self.notes:
            yield from (note.text.host, note.text.home)

    def piece(
        self, setting: Setting, note: Portion, record: Source, names: Naming, also: tuple[Source, ...] = ()
    ) -> PortionText:
        """Return a note as a portion of its record; ``also`` are those who are named beside it."""
        known = (*names.text(note.text), *also)
        return PortionText(setting.text(note.text), note.marking, (record,), note.uid, names=known)


def noted(_setting: Setting, notes: Iterable[Portion]) -> Noted:
    """Return the notes of a section, ready to be told."""
    return Noted(tuple(notes))
