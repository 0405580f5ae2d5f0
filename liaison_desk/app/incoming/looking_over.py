"""Tables of people that the user looks over first: what each column fills, who is on the desk already, who stays out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.arrivals import Found, people_of, read_file
from liaison_desk.contacts.records import Person, Post
from liaison_desk.contacts.service.merging import Recognized
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings, settings_of

if TYPE_CHECKING:
    from liaison_desk.exchange.tables.reader import Table

PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How the user wants a table of people taken in: its mapping, whose entries some are (0 = another's), who stays out."""

    table: "Table"
    same: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TablePreview:
    """What a table would bring: its people, what was wrong, and who of them is on the desk."""

    people: Sequence[Entry[Person]]
    problems: Sequence[LineProblem]
    there: Recognized


def open_people(path: Path) -> "tuple[bytes, Table | None]":
    """Return a table file and its mapping, ``None`` for one of events or tasks, or of all that a desk holds.

    Raises DeskError for what cannot be read.
    """
    from liaison_desk.exchange.tables.reader import open_table, own_tables

    data = read_file(path)
    table = open_table(data)
    if own_tables(data, table):
        return data, None
    if table.columns.kind == PEOPLE:
        return data, table
    return data, None if table.columns.known else open_table(data, kind=PEOPLE)


def preview_table(desk: Desk, table: "Table") -> TablePreview:
    """Read a table of people as it would be taken in; nothing is kept. Raises UnreadableError."""
    found = _people(table, settings_of(desk.profile.get()))
    people = found.batch.people
    # The organizations of a file have numbers of their own; here is no need of them.
    asked = [replace(entry.record, posts=tuple(map(_anywhere, entry.record.posts))) for entry in people]
    there = desk.merging.recognize(asked, {}, derived=found.batch.otherwise)
    return TablePreview(people, found.problems, there)


def planned(settings: ReadSettings, plan: TablePlan) -> Found:
    """Return the people of a table as the user saw, mapped and chose them, whatever has become of the file since."""
    found = _people(plan.table, settings)
    kept = [entry for entry in found.batch.people if entry.record.uid not in plan.left_out]
    batch = replace(found.batch, people=kept, same=plan.same)
    return replace(found, batch=batch, skipped=found.skipped + len(found.batch.people) - len(kept))


def _anywhere(post: Post) -> Post:
    return replace(post, organization_id=0)


def _people(table: "Table", settings: ReadSettings) -> Found:
    from liaison_desk.exchange.tables.reader import people_in

    read = people_in(table, settings)
    return people_of(read.entries, settings, read.skipped, read.problems, partial=True)
