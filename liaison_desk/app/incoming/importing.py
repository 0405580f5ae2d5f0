"""Reads files of other programs into a desk: each file wholly, or with a list of what was left out, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.arrivals import Found, events_of, lists_of, people_of, read_file
from liaison_desk.app.incoming.batch import RECORDS, Batch, numbered
from liaison_desk.app.incoming.invited import answers_alone, invitations, invited, requests
from liaison_desk.app.incoming.looking_over import TablePlan, planned
from liaison_desk.app.incoming.merging import merge
from liaison_desk.calendar.records import Calendar
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings, settings_of, told
from liaison_desk.foundation.core.collecting import collection_held_back
from liaison_desk.foundation.core.errors import BrokenError, CancelledError, DeskError, RefusedError, UnreadableError
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import Meeting

if TYPE_CHECKING:
    from liaison_desk.exchange.vcard.groups import ReadCards

# Methods of mails between calendars whose events somebody invites to (RFC 5546).
_ASKING = frozenset({"REQUEST", "ADD", "CANCEL"})
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. ``read`` counts the entries it held; ``skipped`` those that changed nothing or were left out."""

    file: str
    read: int
    added: int
    updated: int
    skipped: int
    problems: tuple[LineProblem, ...]


class _DryRun(Exception):  # noqa: N818 - a signal, caught right below
    """Carries the reports of a dry run out of the transaction that must not commit."""

    def __init__(self, reports: "list[FileReport | DeskError]") -> None:
        super().__init__()
        self.reports = reports


def import_file(desk: Desk, path: Path, *, dry_run: bool = False, step: Step | None = None) -> FileReport:
    """Take one file in; see ``import_files``. Raises UnreadableError for a file that is not what its ending says."""
    result = import_files(desk, [path], dry_run=dry_run, step=step)[0]
    if isinstance(result, DeskError):
        raise result
    return result


def import_files(
    desk: Desk,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    step: Step | None = None,
    plans: Mapping[Path, TablePlan] | None = None,
) -> list[FileReport | DeskError]:
    """Take files in, by their endings (.ics .vcs .vcf .ldif .csv .xlsx .eml .msg .json), in one transaction that one undo takes back.

    A file that cannot be read gives its error in place of a report (a BrokenError where that is this program's fault); the
    others are taken in. ``step`` is told done and total and may raise CancelledError; nothing of any file is kept then.
    With ``dry_run`` nothing is kept either, but the reports are the same. ``plans`` are the user's for tables of people;
    other tables are mapped by their headings.
    """
    with collection_held_back():
        return _import_files(desk, paths, step or (lambda _done, _total: None), plans or {}, dry_run=dry_run)


def _import_files(
    desk: Desk, paths: Sequence[Path], tell: Step, plans: Mapping[Path, TablePlan], *, dry_run: bool
) -> list[FileReport | DeskError]:
    settings = settings_of(desk.profile.get())
    total = 2 * len(paths) + 1
    found: list[Found | DeskError] = []
    for number, path in enumerate(paths):
        tell(number, total)
        try:
            found.append(_read(path, settings, plans.get(path)))
        except CancelledError:
            raise
        except DeskError as error:
            found.append(error)
        except Exception as error:  # noqa: BLE001 - a reader's bug costs its file and no other; the error carries it on
            found.append(_broken(path, error))
    if not any(isinstance(one, Found) for one in found):
        return [one for one in found if isinstance(one, DeskError)]
    try:
        with desk.database.write("Import a file" if len(paths) == 1 else "Import files") as transaction:
            reports: list[FileReport | DeskError] = []
            arrived: list[int] = []
            for number, (path, one) in enumerate(zip(paths, found, strict=True)):
                tell(len(paths) + number, total)
                reports.append(one if isinstance(one, DeskError) else _taken_in(desk, transaction, path, one, arrived))
            tell(total - 1, total)
            # Not before the last file: it may bring the tasks of the cards in the first.
            desk.rhythm.take_in(transaction, arrived)
            if dry_run:
                raise _DryRun(reports)
    except _DryRun as dry:
        return dry.reports
    return reports


def _broken(path: Path, bug: Exception) -> BrokenError:
    reason = f"{type(bug).__name__}: {bug}"[:200]
    error = BrokenError(
        "{file} was not read: something went wrong inside this program ({reason}).", file=path.name, reason=reason
    )
    error.__cause__ = bug
    return error


def import_cards(desk: Desk, data: bytes) -> FileReport:
    """Take in the cards of a text, such as the clipboard's, in one action. Raises UnreadableError for what holds none."""
    found = _cards(data, Path("cards.vcf"), settings_of(desk.profile.get()))
    with desk.database.write("Import a file") as transaction:
        return merged(desk, transaction, Path("cards.vcf"), found)


def import_events(desk: Desk, data: bytes, calendar_id: int) -> FileReport:
    """Take in the calendar of a text, such as the clipboard's, in one action; what it names no calendar for goes into this one.

    Raises UnreadableError for what is none.
    """
    path = Path("calendar.ics")
    into = next((one.name for one in desk.calendars.calendars() if one.id == calendar_id), None)
    found = _calendar(data, path, settings_of(desk.profile.get()), into)
    with desk.database.write("Import a file") as transaction:
        arrived: list[int] = []
        report = merged(desk, transaction, path, found, arrived)
        desk.rhythm.take_in(transaction, arrived)
        return report


def _read(path: Path, settings: ReadSettings, plan: TablePlan | None = None) -> Found:
    if plan is not None:
        return planned(settings, plan)
    data = read_file(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(
            "{file} has an ending this program does not read. It reads .ics, .vcs, .vcf, .ldif, .csv, .xlsx, .eml, .msg and .json.",
            file=path.name,
        )
    try:
        return reader(data, path, settings)
    except UnreadableError as error:
        raise UnreadableError("{file}: {reason}", file=path.name, reason=error) from error


def _taken_in(
    desk: Desk, transaction: Transaction, path: Path, found: Found, arrived: list[int]
) -> FileReport | DeskError:
    """Take one file of several in; one that is refused as a whole leaves the others. Its events' ids go into ``arrived``."""
    try:
        with transaction.attempt():
            return merged(desk, transaction, path, found, arrived)
    except DeskError as error:
        return error


def merged(
    desk: Desk, transaction: Transaction, path: Path, found: Found, arrived: list[int] | None = None
) -> FileReport:
    """Take in what a reader made of a file; the ids of its events go into ``arrived``."""
    found = _without_known(desk, transaction, found)
    tally = merge(desk, transaction, found.batch)
    if arrived is not None:
        arrived += tally.events
    problems = sorted((*found.problems, *told(tally.problems)), key=lambda problem: problem.line)
    skipped = found.skipped + tally.unchanged + tally.refused
    return FileReport(str(path), found.read, tally.added, tally.updated, skipped, tuple(problems))


def _without_known(desk: Desk, transaction: Transaction, found: Found) -> Found:
    """Leave out mails that became a note or a task before: what the officer made of them stays as it is."""
    mails = [entry.record.uid for entry in found.batch.meetings if entry.record.kind == "mail"]
    if not mails or found.batch.whole:
        return found
    from liaison_desk.app.incoming.mails import kept_in

    known = kept_in(desk, transaction.connection, mails)
    if not known:
        return found
    said = "This mail is on the desk already, as “{title}”; it was not taken in again."
    problems = [
        LineProblem(entry.line, said, {"title": known[entry.record.uid].label})
        for entry in found.batch.meetings
        if entry.record.uid in known
    ]
    left = [entry for entry in found.batch.meetings if entry.record.uid not in known]
    skipped = found.skipped + len(problems)
    return replace(
        found, batch=replace(found.batch, meetings=left), skipped=skipped, problems=(*found.problems, *problems)
    )


def _calendar(data: bytes, path: Path, settings: ReadSettings, into: Bilingual | None = None) -> Found:
    from liaison_desk.exchange.ical.reader import read_ical

    read = read_ical(data, settings)
    otherwise = into or Bilingual(host=path.stem)
    name = read.name or (invitations(settings) if read.method in _ASKING else otherwise)
    calendar = Calendar(
        id=1,
        name=name,
        palette=read.palette or "planning",
        extra=read.extra,
        marking=read.marking,
        event_marking=read.event_marking,
        holidays=read.holidays,
    )
    calendars = (Entry(calendar, 0),)
    events, files, contents = events_of(read.events, settings.marking)
    batch = Batch(
        calendars=calendars if read.events else (),
        events=events,
        tasks=read.tasks,
        meetings=read.journals,
        messages=read.messages,
        requests=requests(read),
        files=files,
        contents=contents,
    )
    count = len(read.events) + len(files) + len(read.tasks) + len(read.journals) + answers_alone(read) + read.skipped
    return Found(batch, count, read.skipped, read.problems)


def _cards(data: bytes, _path: Path, settings: ReadSettings) -> Found:
    from liaison_desk.exchange.vcard.reader import read_vcards

    return _book(read_vcards(data, settings), settings)


def _directory(data: bytes, _path: Path, settings: ReadSettings) -> Found:
    from liaison_desk.exchange.tables.ldif import read_ldif

    return _book(read_ldif(data, settings), settings, partial=True)


def _book(read: "ReadCards", settings: ReadSettings, *, partial: bool = False) -> Found:
    """Return an address book's people with their pictures, and its lists."""
    from liaison_desk.exchange.vcard.photos import photo_apart

    pictures: dict[str, bytes] = {}
    problems = list(read.problems)
    entries = []
    for entry in read.entries:
        person, picture, problem = photo_apart(entry.record)
        if problem:
            problems.append(LineProblem(entry.line, problem))
        if picture:
            pictures[person.photo] = picture
        entries.append(replace(entry, record=person))
    found = people_of(entries, settings, read.skipped, problems, partial=partial)
    lists, unknown = lists_of(read.groups, found.named)
    batch = replace(found.batch, pictures=pictures, distributions=lists)
    return replace(found, batch=batch, read=found.read + len(lists), problems=(*found.problems, *unknown))


def _table(data: bytes, _path: Path, settings: ReadSettings) -> Found:
    from liaison_desk.exchange.tables import read_table
    from liaison_desk.exchange.tables.partnership import Words

    read = read_table(data, settings)
    found = people_of(read.people, settings, read.skipped, read.problems, partial=True)
    calendars = (Entry(Calendar(id=1, name=Bilingual(host=_path.stem), marking=settings.marking), 0),)
    ours: dict[str, Any] = dict(read.partnership)
    batch = replace(
        found.batch,
        calendars=calendars if read.events else (),
        events=[replace(entry, record=replace(entry.record, calendar_id=1)) for entry in read.events],
        tasks=read.tasks,
        **ours,
        words=Words(read.pointers, read.amendments, read.said) if ours or read.amendments else None,
    )
    count = len(read.entries) - len(read.people) + len(read.amendments)
    return replace(found, batch=batch, read=found.read + count)


def _mail(data: bytes, path: Path, settings: ReadSettings) -> Found:
    """Return mails as notes, and what their calendars invite to; the file's own time stands in for a missing date."""
    from liaison_desk.app.incoming.mails import seen_through
    from liaison_desk.exchange.mail import read_mail

    read = read_mail(data, settings, received=datetime.fromtimestamp(path.stat().st_mtime, UTC))
    problems, skipped = list(read.problems), read.skipped
    meetings: list[Entry[Meeting]] = []
    parts: list[bytes] = []
    for entry, mail in zip(read.entries, read.mails, strict=True):
        try:
            seen_through(mail, settings)
        except RefusedError as error:  # neither the mail nor what it invites to
            problems.append(LineProblem(entry.line, error.text, error.values))
            skipped += 1
        else:
            meetings.append(entry)
            parts += mail.content.calendars
    found = invited(parts, settings)
    return Found(
        replace(found.batch, meetings=meetings),
        len(meetings) + found.read + skipped,
        skipped + found.skipped,
        (*problems, *found.problems),
    )


def _archive(data: bytes, _path: Path, _settings: ReadSettings) -> Found:
    from liaison_desk.exchange.archive.document import read_archive

    read = read_archive(data)
    content = read.content
    records: dict[str, Any] = {name: numbered(getattr(content, name), read.lines[name]) for name in RECORDS}
    batch = Batch(**records, contents=read.contents, whole=True)
    counted = sum(len(entries) for name, entries in records.items() if name != "calendars")
    return Found(batch, counted + read.skipped, read.skipped, read.problems)


_READERS: Mapping[str, Callable[[bytes, Path, ReadSettings], Found]] = MappingProxyType(
    {
        ".ics": _calendar,
        ".ical": _calendar,
        ".ifb": _calendar,
        ".vcs": _calendar,
        ".vcf": _cards,
        ".vcard": _cards,
        ".ldif": _directory,
        ".ldi": _directory,
        ".csv": _table,
        ".tsv": _table,
        ".xlsx": _table,
        ".eml": _mail,
        ".msg": _mail,
        ".json": _archive,
    }
)
