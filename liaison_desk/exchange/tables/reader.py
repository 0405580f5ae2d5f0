"""Tables of people, events and tasks in: what a file holds is told from its headings, and every guess can be overruled."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from liaison_desk.calendar.records import Event
from liaison_desk.contacts.records import Person
from liaison_desk.domain.headings import INJECTS
from liaison_desk.exchange.result import Entry, LineProblem, Read, ReadSettings, told
from liaison_desk.exchange.tables.cells import day_first
from liaison_desk.exchange.tables.common import RowReading
from liaison_desk.exchange.tables.events import event_of
from liaison_desk.exchange.tables.grid import DELIMITERS, MAX_COLUMNS, Row, rows_of, text_of
from liaison_desk.exchange.tables.headings import (
    AMENDMENTS,
    EVENTS,
    MEETINGS,
    MILESTONES,
    PARTNERSHIP,
    PEOPLE,
    TASKS,
    Cells,
    Column,
    Columns,
    load_vocabulary,
)
from liaison_desk.exchange.tables.partnership import LoneAmendment, Pointer, Rows, lone_amendment
from liaison_desk.exchange.tables.people import person_of
from liaison_desk.exchange.tables.sheets import MAX_BLANK, Workbook, is_workbook
from liaison_desk.exchange.tables.tasks import task_of
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.tasks.records import Task

R = TypeVar("R")
MAX_ROWS = 500_000
_PREVIEWED = 20
_NAMED = 50  # sheets that are named in one sentence
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""What spreadsheets write in place of a value, such as a date before or beyond their calendar."""
_NOTED = ("portion_kind", "portion_marking")  # what only a table of meetings or of their notes has
# What only tables of exercises have, as this program writes them.
_PLANNED = {
    MILESTONES: frozenset({"exercise_host", "anchor", "landing", "key"}),
    INJECTS: frozenset({"number", "time", "text_host", "expected_host", "delivered_at"}),
}
_DATES = (
    "birthday", "anniversary", "date_of_rank", "start_date", "end_date", "start", "end", "due", "completed_on",
    "drafted", "in_force", "review", "expiry", "terminated", "host_due", "home_due", "since", "first", "last", "submitted", "answered", "valid_until",
    "issued", "expires", "ended", "at", "disposed", "on", "report_due", "reported",
)  # fmt: skip
_KINDS = (PEOPLE, EVENTS, TASKS, *PARTNERSHIP, AMENDMENTS)


@dataclass(frozen=True, slots=True)
class Table:
    """A table file as it was understood: encoding, separator or sheet, the mapping of its columns, its rows below the headings.

    A workbook has ``sheets`` and no encoding or separator; ``unread`` are those with something in them that were passed over,
    and those nobody looked into because they are too many.
    ``headed`` tells whether its first row is headings.
    """

    encoding: str
    delimiter: str
    columns: Columns
    rows: tuple[Row, ...]
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    headed: bool = True
    unread: tuple[str, ...] = ()

    @property
    def preview(self) -> tuple[Row, ...]:
        """The first rows, for a screen that lets the user correct the guesses."""
        return self.rows[:_PREVIEWED]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """What a table held: people, events, tasks or records of partnership, one of them; a workbook that this program wrote may hold all.

    ``partnership`` are the latter by kind, ``pointers`` what they name in words, ``said`` which fields they say anything of (by uid), ``amendments`` those typed in a table of their own.
    """

    people: tuple[Entry[Person], ...] = ()
    events: tuple[Entry[Event], ...] = ()
    tasks: tuple[Entry[Task], ...] = ()
    problems: tuple[LineProblem, ...] = ()
    skipped: int = 0
    partnership: Mapping[str, tuple[Entry[Any], ...]] = field(default_factory=dict)
    pointers: tuple[Pointer, ...] = ()
    amendments: tuple[LoneAmendment, ...] = ()
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[Entry[Any], ...]:
        """Every entry, of whichever kind."""
        ours = (entry for entries in self.partnership.values() for entry in entries)
        return (*self.people, *self.events, *self.tasks, *ours)


def open_table(
    data: bytes, *, kind: str = "", encoding: str = "", delimiter: str = "", sheet: str = "", headed: bool = True
) -> Table:
    """Cut a table file and map its columns, as ``people``, ``events``, ``arrangements`` …; "" chooses what fits its headings best.

    The separator, or the sheet of a workbook, is the one under which most headings are known; without headings
    (``headed`` false) the columns are numbered and fill nothing. Raises UnreadableError for an empty or too large file.
    """
    if is_workbook(data):
        return _of_workbook(data, kind, sheet, headed=headed)
    found = text_of(data, encoding)
    text = found.text
    head, _, rest = text.lstrip("\n").partition("\n")
    if head.lower().startswith("sep=") and len(head) == 5:
        delimiter, text = delimiter or head[4], f"\n{rest}"
    tries = [
        (columns.known, len(row.cells), mark)
        for mark in ((delimiter,) if delimiter else DELIMITERS)
        if (row := next(rows_of(text[:100_000], mark), None))
        for columns in (_best(row.cells, kind),)
    ]
    if not tries:
        raise UnreadableError("The table is empty.")
    mark = max(tries, key=lambda attempt: attempt[:2])[2]
    columns, rows = _headed(rows_of(text, mark), kind, headed=headed)
    return Table(found.encoding, mark, columns, rows, headed=headed)


def _of_workbook(data: bytes, kind: str, sheet: str, *, headed: bool) -> Table:
    book = Workbook(data)
    tries = []
    for name in (sheet,) if sheet in book.sheets else book.sheets:
        first = next(book.rows(name), None)
        if first is not None:
            tries.append((_best(first.cells, kind).known, name))
    if not tries and book.late:
        raise UnreadableError("The table begins below more than {count} blank rows.", count=MAX_BLANK)
    if not tries:
        raise UnreadableError("The table is empty.")
    chosen = max(tries, key=lambda attempt: attempt[0])[1]
    columns, rows = _headed(book.rows(chosen), kind, headed=headed)
    unread = (*(name for _, name in tries if name != chosen), *book.late, *book.beyond)
    return Table("", "", columns, rows, book.sheets, chosen, headed, unread)


def _headed(rows: Iterable[Row], kind: str, *, headed: bool) -> tuple[Columns, tuple[Row, ...]]:
    """Return the columns of a table and its rows below them."""
    taken: list[Row] = []
    for row in rows:
        taken.append(row)
        if len(taken) > MAX_ROWS:
            raise UnreadableError("The table has more than {count} rows.", count=MAX_ROWS)
    if not taken:
        raise UnreadableError("The table is empty.")
    if headed:
        return _best(taken[0].cells, kind), tuple(taken[1:])
    width = max(len(row.cells) for row in taken[:_PREVIEWED])
    return Columns(kind or PEOPLE, tuple(Column(number, "") for number in range(width))), tuple(taken)


def _best(headings: Sequence[str], kind: str) -> Columns:
    if kind:
        return load_vocabulary(kind).columns(headings)
    known = ((load_vocabulary(name), load_vocabulary(name).columns(headings)) for name in _KINDS)
    return max((columns for vocabulary, columns in known if vocabulary.may_be(columns)), key=lambda one: one.known)


def read_people_csv(data: bytes, settings: ReadSettings, table: Table | None = None) -> Read[Person]:
    """Read an address book; ``table`` is what ``open_table`` gave, with the user's corrections.

    Rows that name nobody are left out and listed. Raises UnreadableError if no heading is known.
    """
    return people_in(table or open_table(data, kind=PEOPLE), settings)


def people_in(table: Table, settings: ReadSettings) -> Read[Person]:
    """Read the people of a table that was opened, with the user's corrections. Errors as in ``read_people_csv``."""
    return read_rows(table, settings, person_of)


def read_events_csv(data: bytes, settings: ReadSettings, table: Table | None = None) -> Read[Event]:
    """Read a calendar's table; times without a zone are the place's. Errors as in ``read_people_csv``."""
    return read_rows(table or open_table(data, kind=EVENTS), settings, event_of)


def read_tasks_csv(data: bytes, settings: ReadSettings, table: Table | None = None) -> Read[Task]:
    """Read a task list. Errors as in ``read_people_csv``."""
    return read_rows(table or open_table(data, kind=TASKS), settings, task_of)


def own_tables(data: bytes, table: Table) -> tuple[Table, ...]:
    """Return the tables of a workbook as this program writes one of everything: its sheets that name records by their UIDs.

    Nothing for another workbook, of which one sheet is read, nor for a table of notes, which comes back from no table.
    """
    if len(table.sheets) < 2:
        return ()
    book = Workbook(data)
    found: dict[str, str] = {}
    for name in book.sheets:
        first = next(book.rows(name), None)
        if first is not None:
            columns = _best(first.cells, "")
            named = any(column.field == "uid" for column in columns.columns)
            if named and not _is_of_notes(columns):
                found.setdefault(columns.kind, name)
    if len(found) < 2:
        return ()
    tables = (table if name == table.sheet else open_table(data, sheet=name) for name in found.values())
    return tuple(replace(one, unread=()) for one in tables)


def read_table(data: bytes, settings: ReadSettings) -> ReadTable:
    """Read a table of whatever its headings say it is. Errors as in ``read_people_csv``; also for a table of notes."""
    table = open_table(data)
    own = own_tables(data, table)
    read = [_read_one(data, settings, one) for one in own or (table,)]
    unread = [name[:60] for name in table.sheets if own and name not in {one.sheet for one in own}][:_NAMED]
    passed: list[LineProblem] = []
    if unread:
        told = "These sheets were not read: {others}. Meetings and their notes come back from .ics or .json alone."
        passed.append(LineProblem(0, told, {"others": ", ".join(unread)}))
    return ReadTable(
        tuple(entry for one in read for entry in one.people),
        tuple(entry for one in read for entry in one.events),
        tuple(entry for one in read for entry in one.tasks),
        (*passed, *(problem for one in read for problem in one.problems)),
        sum(one.skipped for one in read),
        {kind: entries for one in read for kind, entries in one.partnership.items()},
        tuple(pointer for one in read for pointer in one.pointers),
        tuple(amendment for one in read for amendment in one.amendments),
        {uid: said for one in read for uid, said in one.said.items()},
    )


def _read_one(data: bytes, settings: ReadSettings, table: Table) -> ReadTable:
    _require_no_notes(table)
    _require_no_plan(table)
    if table.columns.kind == EVENTS:
        events = read_events_csv(data, settings, table)
        return ReadTable(events=events.entries, problems=events.problems, skipped=events.skipped)
    if table.columns.kind == TASKS:
        tasks = read_tasks_csv(data, settings, table)
        return ReadTable(tasks=tasks.entries, problems=tasks.problems, skipped=tasks.skipped)
    if table.columns.kind in PARTNERSHIP:
        rows = Rows()
        ours = read_rows(table, settings, rows.reader(table.columns.kind))
        found = {table.columns.kind: ours.entries}
        return ReadTable(
            problems=ours.problems,
            skipped=ours.skipped,
            partnership=found,
            pointers=tuple(rows.pointers),
            said=rows.said,
        )
    if table.columns.kind == AMENDMENTS:
        lone = read_rows(table, settings, lone_amendment)
        return ReadTable(problems=lone.problems, skipped=lone.skipped, amendments=lone.records)
    people = read_people_csv(data, settings, table)
    return ReadTable(people.entries, problems=people.problems, skipped=people.skipped)


def _require_no_notes(table: Table) -> None:
    """Raise UnreadableError for what this program wrote of meetings: as events it would lose every note but the title's."""
    if _is_of_notes(table.columns):
        raise UnreadableError(
            "This is a table of meetings and their notes, written to be read elsewhere. They come back from .ics or .json alone."
        )


def _require_no_plan(table: Table) -> None:
    """Raise UnreadableError for what this program wrote of exercises: as tasks or people it would say nothing."""
    headings = [column.heading for column in table.columns.columns]
    for kind, owned in _PLANNED.items():
        if owned <= {column.field for column in load_vocabulary(kind).columns(headings).columns}:
            raise UnreadableError(
                "This is a table of an exercise. A MSEL is taken in on the page of its exercise; a back-plan comes back from .json alone."
            )


def _is_of_notes(columns: Columns) -> bool:
    headings = [column.heading for column in columns.columns]
    return set(_NOTED) <= {column.field for column in load_vocabulary(MEETINGS).columns(headings).columns}


def _passed_over(table: Table) -> LineProblem:
    """Return what is said of the sheets that were not read: all by name, unless they are very many."""
    more = len(table.unread) - _NAMED
    said = {"name": table.sheet[:60], "others": ", ".join(name[:60] for name in table.unread[:_NAMED])}
    if more > 0:
        return LineProblem(0, "Only the sheet {name} was read, not: {others} … and {n} more.", {**said, "n": more})
    return LineProblem(0, "Only the sheet {name} was read, not: {others}.", said)


def read_rows(table: Table, settings: ReadSettings, make: Callable[[Cells, RowReading], R | None]) -> Read[R]:
    """Return what is made of each row of a table; a row nothing is made of is left out and listed. Errors as in ``read_people_csv``."""
    if not table.columns.known:
        raise UnreadableError("None of the headings in the first line is known, so the columns cannot be told apart.")
    vocabulary = load_vocabulary(table.columns.kind)
    rows = [vocabulary.cells(table.columns, row) for row in table.rows]
    dates = [cells.get(name) for cells in rows for name in _DATES if name in cells.fields]
    reading = RowReading(settings, days_first=day_first(dates))
    entries: list[Entry[R]] = []
    skipped = 0
    width = len(table.columns.columns)
    if table.unread:
        reading.problems.append(_passed_over(table))
    for row, cells in zip(table.rows, rows, strict=True):
        if len(row.cells) != width and any(cell.strip() for cell in row.cells[width:]) | (len(row.cells) < width):
            reading.tell(
                cells, "The row has {found} cells under {expected} headings.", found=len(row.cells), expected=width
            )
        if row.cut:
            reading.tell(
                cells, "The row has more than {count} cells or a very long one, and was cut.", count=MAX_COLUMNS
            )
        for error in ERRORS.intersection(map(str.strip, row.cells)):
            reading.tell(cells, "A cell says {error}: the spreadsheet could not show its value.", error=error)
        before = len(reading.problems)
        record = make(cells, reading)
        if record is not None:
            entries.append(Entry(record, row.line, derived=not cells.get("uid")))
            continue
        skipped += 1
        if len(reading.problems) == before:
            reading.tell(cells, "The row names nobody and was left out.")
    return Read(tuple(entries), told(reading.problems), skipped)
