"""A table of injects taken into the MSEL of an exercise: looked over first, then taken in whole, or with a list of what was left out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.arrivals import read_file
from liaison_desk.app.incoming.batch import Tally, accepted, keepable
from liaison_desk.app.incoming.importing import FileReport
from liaison_desk.app.outgoing.exercise_export import times_of
from liaison_desk.exchange.result import Entry, LineProblem, settings_of, told
from liaison_desk.exercises.records import Inject
from liaison_desk.foundation.core.collecting import collection_held_back
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.database.transaction import Transaction

_ENDINGS = frozenset({".csv", ".tsv", ".xlsx"})


@dataclass(frozen=True, slots=True)
class MselPlan:
    """What a file would do to the MSEL of an exercise: the injects that are new or say something new, and what is wrong.

    ``read`` counts the rows, ``unchanged`` those that say what the desk says, ``skipped`` those left out.
    """

    exercise_id: int
    path: Path
    entries: tuple[Entry[Inject], ...]
    problems: tuple[LineProblem, ...]
    read: int
    unchanged: int
    skipped: int

    @property
    def added(self) -> int:
        """How many injects are new."""
        return sum(not entry.record.id for entry in self.entries)

    @property
    def changed(self) -> int:
        """How many injects of the desk would change."""
        return len(self.entries) - self.added


def look_over_msel(desk: Desk, exercise_id: int, path: Path) -> MselPlan:
    """Read a table of injects (.csv .tsv .xlsx) as it would be taken in; nothing is kept. Raises UnreadableError."""
    from liaison_desk.exchange.tables.injects import read_injects

    if path.suffix.lower() not in _ENDINGS:
        raise UnreadableError("A MSEL comes from a .csv or .xlsx file, not from {file}.", file=path.name)
    data = read_file(path)
    exercise, known = desk.exercises.exercise(exercise_id), desk.msel.whole(exercise_id)
    with collection_held_back():
        read = read_injects(data, settings_of(desk.profile.get()), exercise, known, times_of(exercise))
    there = {one.id: one for one in known}
    entries, twice = _of_each_the_last(read.entries)
    new = [entry for entry in entries if entry.record != there.get(entry.record.id)]
    total = len(read.entries) + read.skipped
    problems = sorted((*read.problems, *twice), key=lambda one: one.line)
    unchanged = len(entries) - len(new)
    return MselPlan(exercise_id, path, tuple(new), told(problems), total, unchanged, read.skipped + len(twice))


def take_in_msel(desk: Desk, plan: MselPlan) -> FileReport:
    """Take in what was looked over, in one action that one undo takes back; what the desk refuses is listed with its line."""
    tally = Tally()
    with desk.database.write("Import a MSEL") as transaction:
        asked = _under_free_uids(desk, transaction, plan.entries)
        answers = accepted(transaction, desk.msel.save_in, asked, tally)
        kept = [(one, saved) for (_, one), saved in zip(asked, answers, strict=True) if saved is not None]
        tally.count([one for one, _ in kept], [saved for _, saved in kept])
    problems = sorted((*plan.problems, *told(tally.problems)), key=lambda one: one.line)
    skipped = plan.skipped + plan.unchanged + tally.unchanged + len(asked) - len(kept)
    return FileReport(str(plan.path), plan.read, tally.added, tally.updated, skipped, tuple(problems))


def _under_free_uids(
    desk: Desk, transaction: Transaction, entries: Sequence[Entry[Inject]]
) -> list[tuple[int, Inject]]:
    """Return injects with their lines; a new one keeps the uid of its row only if no other record of this desk has it."""
    uids = [entry.record.uid for entry in entries if not entry.record.id and keepable(entry.record.uid)]
    taken = set(desk.msel.known(transaction, uids)) | {""}
    asked = []
    for entry in entries:
        one = entry.record
        if not one.id and (one.uid in taken or not keepable(one.uid)):
            one = replace(one, uid="")
        taken.add(one.uid)
        asked.append((entry.line, one))
    return asked


def _of_each_the_last(entries: Sequence[Entry[Inject]]) -> tuple[list[Entry[Inject]], list[LineProblem]]:
    """Return of the rows of each inject the last one, and a problem for every other."""
    keys = [entry.record.id or entry.record.number.casefold() for entry in entries]
    left = Counter(keys)
    kept, problems = [], []
    for key, entry in zip(keys, entries, strict=True):
        left[key] -= 1
        if left[key]:
            said = "“{title}” stands in this file more than once; the last one counts."
            problems.append(LineProblem(entry.line, said, {"title": entry.record.number[:40]}))
        else:
            kept.append(entry)
    return kept, problems
