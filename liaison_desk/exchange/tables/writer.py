"""Tables out: CSV that Excel reads in any language, XLSX with a sheet for each kind of record. No cell is ever a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from liaison_desk.calendar.records import Calendar, Event, Occurrence
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.record import Record
from liaison_desk.exchange.tables import events as event_rows
from liaison_desk.exchange.tables import meetings as meeting_rows
from liaison_desk.exchange.tables import partnership as partnership_rows
from liaison_desk.exchange.tables import people as people_rows
from liaison_desk.exchange.tables import tasks as task_rows
from liaison_desk.exchange.tables.grid import MAX_CELL
from liaison_desk.exchange.tables.headings import (
    EVENTS,
    MEETINGS,
    PARTNERSHIP,
    PEOPLE,
    REGISTER,
    TASKS,
    load_vocabulary,
)
from liaison_desk.foundation.core.formulas import guarded
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.written import TableFile
from liaison_desk.meetings.records import Meeting, PortionLine
from liaison_desk.tasks.records import Task

Format = Literal["csv", "xlsx"]

_WIDEST = 60
_DATES = frozenset(
    (
        "start",
        "end",
        "first",
        "last",
        "local",
        "due",
        "ltiov",
        "waiting_since",
        "asleep_until",
        "received",
        "answered",
        "portion_due",
        "task_due",
        *(
            "drafted",
            "in_force",
            "review",
            "expiry",
            "terminated",
            "host_due",
            "home_due",
            "since",
            "submitted",
            "valid_until",
        ),
        *("issued", "expires", "ended", "at", "disposed", "on", "report_due", "reported"),
    )
)
_DAY, _TIME = "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd hh:mm"
_MOST_ROWS = 1_048_575


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its headings and its rows, all text; ``dates`` are the columns that hold days and times in ISO 8601."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    dates: frozenset[int] = frozenset()


def write_people(
    people: Iterable[Person],
    organizations: Iterable[Organization],
    file_format: Format,
    language: Language | None = None,
) -> bytes:
    """Return an address book as a table; headings in ``language`` (English by default), which our own reader knows.

    A table cannot hold everything: the lines other programs' cards brought along, photos and the states of wordings
    stay behind; the archive keeps them.
    """
    return write_table((_people(people, organizations, language or Language()),), file_format)


def write_events(
    events: Iterable[Event | Occurrence],
    calendars: Iterable[Calendar],
    file_format: Format,
    language: Language | None = None,
) -> bytes:
    """Return events (a series is one row with its rule) or single occurrences as a table."""
    return write_table((_events(events, calendars, language or Language()),), file_format)


def write_tasks(tasks: Iterable[Task], file_format: Format, language: Language | None = None) -> bytes:
    """Return a task list as a table."""
    return write_table((_tasks(tasks, language or Language()),), file_format)


def write_meetings(meetings: Iterable[Meeting], file_format: Format, language: Language | None = None) -> bytes:
    """Return meetings as a table, a row for each portion of their notes."""
    return write_table((_meetings(meetings, language or Language()),), file_format)


def write_register(lines: Iterable[PortionLine], file_format: Format, language: Language | None = None) -> bytes:
    """Return portions across meetings as a table, a row each."""
    speaking = language or Language()
    rows = [meeting_rows.register_row(line) for line in lines]
    return write_table((sheet_of(REGISTER, speaking.tr("Register of Notes"), rows, speaking),), file_format)


def write_all(
    people: Iterable[Person],
    organizations: Iterable[Organization],
    events: Iterable[Event | Occurrence],
    calendars: Iterable[Calendar],
    tasks: Iterable[Task],
    meetings: Iterable[Meeting],
    language: Language | None = None,
    partnership: Mapping[str, Sequence[Record]] | None = None,
) -> bytes:
    """Return one XLSX workbook with a sheet for each kind of record, of those of ``partnership`` (by kind) where there are some."""
    speaking, ours = language or Language(), partnership or {}
    sheets = (
        _people(people, organizations, speaking),
        _events(events, calendars, speaking),
        _tasks(tasks, speaking),
        _meetings(meetings, speaking),
        *(_ours(kind, ours, speaking) for kind in PARTNERSHIP if ours.get(kind)),
    )
    return write_table(sheets, "xlsx")


def write_partnership(
    kind: str,
    records: Mapping[str, Sequence[Record]],
    file_format: Format,
    language: Language | None = None,
) -> bytes:
    """Return the records of one kind of partnership as a table; all kinds are looked at for what they are called.

    Lists within a record stand in one cell, a line an entry (see ``rows``). Contacts are named, not pointed to.
    """
    return write_table((_ours(kind, records, language or Language()),), file_format)


def _ours(kind: str, records: Mapping[str, Sequence[Record]], language: Language) -> Sheet:
    tr = language.tr
    names = (
        tr("Arrangements"), tr("Opportunities"), tr("Visits"), tr("End Dates"), tr("Disclosure Log"), tr("Gift Log"),
    )  # fmt: skip
    called = partnership_rows.called_in(records)
    rows = [partnership_rows.row_of(one, called) for one in records[kind]]
    return sheet_of(kind, names[PARTNERSHIP.index(kind)], rows, language)


def _people(people: Iterable[Person], organizations: Iterable[Organization], language: Language) -> Sheet:
    known = {organization.id: organization for organization in organizations}
    rows = [people_rows.fields_of(person, known) for person in people]
    return sheet_of(PEOPLE, language.tr("Contacts"), rows, language)


def _events(events: Iterable[Event | Occurrence], calendars: Iterable[Calendar], language: Language) -> Sheet:
    known = {calendar.id: calendar for calendar in calendars}
    rows = [
        event_rows.fields_of(event, known) if isinstance(event, Event) else event_rows.occurrence_fields_of(event)
        for event in events
    ]
    return sheet_of(EVENTS, language.tr("Calendar"), rows, language)


def _tasks(tasks: Iterable[Task], language: Language) -> Sheet:
    return sheet_of(TASKS, language.tr("Tasks"), [task_rows.fields_of(task) for task in tasks], language)


def _meetings(meetings: Iterable[Meeting], language: Language) -> Sheet:
    rows = [row for meeting in meetings for row in meeting_rows.rows_of(meeting)]
    return sheet_of(MEETINGS, language.tr("Meetings"), rows, language)


def sheet_of(kind: str, name: str, rows: Sequence[Mapping[str, str]], language: Language) -> Sheet:
    """Return rows of named fields as a sheet, in the order of the kind's vocabulary."""
    vocabulary = load_vocabulary(kind)
    names = vocabulary.in_order({field for row in rows for field, text in row.items() if text})
    headings = tuple(vocabulary.heading(field, language) for field in names)
    dates = frozenset(place for place, field in enumerate(names) if field in _DATES)
    return Sheet(name, headings, tuple(tuple(row.get(field, "") for field in names) for row in rows), dates)


def write_table(sheets: Sequence[Sheet], file_format: Format) -> bytes:
    """Return sheets as a file: CSV takes the first one, XLSX all."""
    return _csv(sheets[0]) if file_format == "csv" else _xlsx(sheets)


def _csv(sheet: Sheet) -> bytes:
    """Return UTF-8 with a byte order mark, without which Excel takes Japanese for Western letters."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (sheet.headings, *sheet.rows):
        writer.writerow([guarded(_without_nulls(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _without_nulls(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n")


def _xlsx(sheets: Sequence[Sheet]) -> bytes:
    # Imported here: only an export to XLSX pays for it.
    import xlsxwriter

    out, cut = io.BytesIO(), 0
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    # The file says nothing of who made it when, and the same records give the same bytes.
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - no instant is meant
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    day, moment = (book.add_format({"align": "left", "valign": "top", "num_format": shown}) for shown in (_DAY, _TIME))
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        page.freeze_panes(1, 0)
        for column, heading in enumerate(sheet.headings):
            page.write_string(0, column, heading, bold)
            cells = [row[column] for row in sheet.rows[:1000]]
            page.set_column(
                column, column, min(_WIDEST, max((_width(text) for text in (heading, *cells)), default=8) + 2)
            )
        for number, row in enumerate(sheet.rows[:_MOST_ROWS], 1):
            for column, text in enumerate(row):
                at = _moment(text) if column in sheet.dates else None
                if at is not None:
                    page.write_datetime(number, column, at, day if len(text) == len("2026-11-24") else moment)
                elif text:
                    kept, short = _short(text)
                    page.write_string(number, column, kept, wrapped)
                    cut += short
        if sheet.rows and sheet.headings:
            page.autofilter(0, 0, min(len(sheet.rows), _MOST_ROWS), len(sheet.headings) - 1)
    book.close()
    return TableFile(out.getvalue(), cut)


def _moment(text: str) -> datetime | None:
    """Return the day or wall time of a cell that a spreadsheet can calculate with, ``None`` for what stays text.

    A time at midnight would come back as a day, a date before March 1900 as another one.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    whole = len(text) == len("2026-11-24")
    return at if at.tzinfo is None and at.year > 1900 and (whole or at.time() != time()) else None


def _short(text: str) -> tuple[str, bool]:
    """Return a text that a cell can hold, and whether it was cut for that."""
    kept = _without_nulls(text).encode("utf-16-le", "replace")
    cut = len(kept) > 2 * MAX_CELL
    if cut:
        kept = kept[: 2 * (MAX_CELL - 1)].decode("utf-16-le", "ignore").encode("utf-16-le") + "…".encode("utf-16-le")
    return kept.decode("utf-16-le"), cut


def _width(text: str) -> int:
    """Return about how many Latin letters wide the longest line is; kanji and kana are two."""
    return max(
        (sum(2 if character > "\u1100" else 1 for character in line[:80]) for line in text.split("\n")), default=0
    )
