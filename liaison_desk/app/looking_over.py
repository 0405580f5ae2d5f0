"""Tables of people that the user looks over first: what each column fills, who is on the desk already, who stays out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.app.arrivals import Found, people_of, settings_of
from liaison_desk.app.desk import Desk
from liaison_desk.app.recognizing import recognize
from liaison_desk.contacts.records import Person
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings
from liaison_desk.foundation.core.files import read_whole

if TYPE_CHECKING:
    from liaison_desk.exchange.tables.reader import Table


LARGEST = 200 * 1024 * 1024


class _OnlyLooked(Exception):  # noqa: N818 - a signal, caught where it is raised
    """Ends a transaction that must not commit."""


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How the user wants a table of people taken in: its mapping, whose entries some are (0 = another's), who stays out."""

    table: "Table"
    same: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TablePreview:
    """What a table would bring: its people, what was wrong, and who on the desk bears their names, by the file's uids.

    ``known`` are the desk's people who would be brought up to date.
    """

    table: "Table"
    people: Sequence[Entry[Person]]
    problems: Sequence[LineProblem]
    known: Mapping[str, Person]
    alike: Mapping[str, Sequence[Person]]


def open_people(path: Path) -> "tuple[bytes, Table | None]":
    """Return a table file and its mapping, ``None`` for one of events or tasks. Raises DeskError for what cannot be read."""
    from liaison_desk.exchange.tables.reader import open_table

    data = read_whole(path, LARGEST, "{file} is larger than 200 MB and was not read.")
    table = open_table(data)
    if table.columns.known and table.columns.kind != "people":
        return data, None
    return data, open_table(data, kind="people")


def preview_table(desk: Desk, data: bytes, table: "Table") -> TablePreview:
    """Read a table of people as it would be taken in; nothing is kept. Raises UnreadableError."""
    from liaison_desk.exchange.tables.reader import read_people_csv

    settings = settings_of(desk.profile.get())
    read = read_people_csv(data, settings, table)
    people = people_of(read.entries, settings, read.skipped, read.problems, partial=True).batch.people
    try:
        with desk.database.write("Import a file") as transaction:
            there = desk.contacts.known(transaction, [entry.record.uid for entry in people])
            found = recognize(desk, transaction, people, {})
            raise _OnlyLooked
    except _OnlyLooked:
        return TablePreview(table, people, read.problems, {**there, **found.known}, found.alike)


def planned(data: bytes, settings: ReadSettings, plan: TablePlan) -> Found:
    """Return the people of a table as the user mapped and chose them."""
    from liaison_desk.exchange.tables.reader import read_people_csv

    read = read_people_csv(data, settings, plan.table)
    found = people_of(read.entries, settings, read.skipped, read.problems, partial=True)
    kept = [entry for entry in found.batch.people if entry.record.uid not in plan.left_out]
    batch = replace(found.batch, people=kept, same=plan.same)
    return replace(found, batch=batch, skipped=found.skipped + len(found.batch.people) - len(kept))
