"""What a successor must know of each record: one note at most a record, marked no less strictly than what it is about."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import rules_of
from liaison_desk.foundation.core.errors import InvalidError, Problem, RefusedError, StaleError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import Matter, NoteLine, TurnoverNote
from liaison_desk.partnership.rules import turnover as rules
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store import turnover as store
from liaison_desk.partnership.store.kinds import TURNOVER_NOTES
from liaison_desk.partnership.store.naming import named


class TurnoverNotes(Book[TurnoverNote]):
    """What a successor must know of records."""

    labels = Labels("Add a turnover note", "Change a turnover note", "Delete a turnover note", "Delete turnover notes")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, TURNOVER_NOTES)

    def problems(self, one: TurnoverNote) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return rules.turnover_note_problems(one)

    def of(self, kind: str, record_id: int) -> TurnoverNote:
        """Return the note of a record, or a new one (``id`` 0), marked for the desk's own side alone, whoever may have the record."""
        with self._database.read() as connection:
            note_id = store.note_of(connection, kind, record_id)
            found = self._kept.read(connection, [note_id]).get(note_id) if note_id else None
        home = self.profile().home
        return found or TurnoverNote(
            owner_kind=kind, owner_id=record_id, marking=Marking(home, audience=frozenset({home}))
        )

    def has(self, kind: str, record_id: int) -> bool:
        """Tell whether a record has a note outside the trash."""
        with self._database.read() as connection:
            return store.note_of(connection, kind, record_id) != 0

    def about(self, kind: str, record_id: int) -> RecordRef | None:
        """Return a record by what it is called; ``None`` for one that no note can be about: it is not there, or has no name."""
        if kind not in self._database.types:
            return None
        record_type = self._database.types[kind]
        with self._database.read() as connection:
            shot = record_type.read(connection, [record_id]).get(record_id)
        said = record_type.search(shot) if shot is not None and shot.row["deleted_at"] is None else None
        return RecordRef(kind, record_id, said.title) if said is not None else None

    def titles(self, ids: Iterable[int]) -> dict[int, str]:
        """Return what the records of these notes are called, by the notes' ids; what lies in the trash is left out."""
        with self._database.read() as connection:
            return {note_id: owner.title for note_id, owner in store.note_owners(connection, ids)}

    def everything(self) -> list[TurnoverNote]:
        """Return all notes, in the order in which they were made; those about what lies in the trash are left out."""
        return sorted((line.note for line in self.lines()), key=lambda note: note.id)

    def lines(self) -> list[NoteLine]:
        """Return all notes with the records they are about, by kind and name; what lies in the trash is left out, with its note."""
        with self._database.read() as connection:
            owners = dict(store.note_owners(connection))
            notes = self._kept.read(connection, owners)
            known = store.owners_of(connection, self._database.types, notes.values())
            called = named(connection, self._database.types, self.profile(), owners.values())
        rules_ = rules_of(self.profile())
        found = []
        for note_id, owner in zip(owners, called, strict=True):
            note = notes[note_id]
            marking = rules.note_marking(note.marking, known[owner.kind, owner.id].marking, rules_)
            found.append(NoteLine(note, owner.kind, owner.id, owner.uid, owner.title, owner.named, marking))
        return found

    def without(self) -> list[Matter]:
        """Return the records that matter and have no note; ``store.without_note`` says which matter."""
        with self._database.read() as connection:
            return named(connection, self._database.types, self.profile(), store.without_note(connection, self.today()))

    def save(self, one: TurnoverNote) -> TurnoverNote:
        """Add or change a note. Raises InvalidError also for one that, marked so, nobody might be given together with its record."""
        with self._database.read() as connection:
            owners = store.owners_of(connection, self._database.types, [one])
        owner = owners.get((one.owner_kind, one.owner_id))
        both = rules.note_marking(one.marking, owner.marking if owner is not None else None, rules_of(self.profile()))
        if both is not None and both.audience == frozenset() and one.marking is not None and one.marking.audience:
            said = "Nobody may be given both this note and what it is about. Choose a marking under which somebody may."
            raise InvalidError([Problem("marking", said)])
        return super().save(one)

    def save_in(self, transaction: Transaction, records: Sequence[TurnoverNote]) -> list[TurnoverNote]:
        """Add or change notes inside a larger transaction; a record's note has the same uid on every desk, so that it is one.

        Each is marked no less strictly than its record is now. Raises RefusedError for a note of what cannot have one, StaleError
        for a second one that says something else.
        """
        owners = store.owners_of(transaction.connection, self._database.types, records)
        rules_ = rules_of(self.profile())
        ready = []
        for one in records:
            owner = owners.get((one.owner_kind, one.owner_id))
            if owner is None or one.owner_kind == self._kind:
                raise RefusedError("There is no record that this turnover note could be about.")
            marking = rules.note_marking(one.marking, owner.marking, rules_)
            ready.append(replace(one, marking=marking, uid=one.uid if one.id else rules.note_uid(owner.uid)))
        mine = self._mine(transaction, [one for one in ready if not one.id])
        return super().save_in(transaction, [one if one.id else _joined(one, mine.get(one.uid)) for one in ready])

    def _mine(self, transaction: Transaction, new: Sequence[TurnoverNote]) -> dict[str, TurnoverNote]:
        """Return the notes that records have already, by the uids of their new ones; a contact may have taken over that of a double."""
        found = self.known(transaction, [one.uid for one in new])
        ids = store.notes_of(transaction.connection, [(one.owner_kind, one.owner_id) for one in new])
        notes = self._kept.read(transaction.connection, ids.values())
        return found | {one.uid: notes[ids[key]] for one in new if (key := (one.owner_kind, one.owner_id)) in ids}


def _joined(one: TurnoverNote, mine: TurnoverNote | None) -> TurnoverNote:
    """Return a new note as the one that its record has already: out of the trash with what it says now, else only if both say the same."""
    if mine is None:
        return one
    same = (one.why, one.next, one.sensitivities) == (mine.why, mine.next, mine.sensitivities)
    if mine.deleted_at is None and not same:
        raise StaleError("Somebody has written a turnover note about this record meanwhile. Open it and add yours.")
    return replace(one, id=mine.id, uid=mine.uid, version=mine.version, created_at=mine.created_at)
