"""Reads files of other programs into a desk: each file wholly, or with a list of what was left out, or not at all."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from liaison_desk.app.desk import Desk
from liaison_desk.app.merging import Batch, merge, numbered
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.contacts.records import Distribution, Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import fold
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings
from liaison_desk.foundation.core.errors import CancelledError, DeskError, UnreadableError
from liaison_desk.foundation.core.files import read_whole
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks.records import Task

if TYPE_CHECKING:
    from liaison_desk.exchange.vcard.groups import Group

LARGEST = 200 * 1024 * 1024
_INVITATIONS = MappingProxyType({"ja": "招待"})
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


@dataclass(frozen=True, slots=True)
class _Found:
    """What a reader made of a file: the batch, the entries counted, and what it left out."""

    batch: Batch
    read: int
    skipped: int
    problems: Sequence[LineProblem]


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
    desk: Desk, paths: Sequence[Path], *, dry_run: bool = False, step: Step | None = None
) -> list[FileReport | DeskError]:
    """Take files in, by their endings (.ics .vcs .vcf .csv .eml .json), in one transaction that one undo takes back.

    A file that cannot be read gives its error in place of a report; the others are taken in. ``step`` is told done and
    total and may raise CancelledError; nothing of any file is kept then. With ``dry_run`` nothing is kept either, but
    the reports are the same.
    """
    tell = step or (lambda _done, _total: None)
    settings = settings_of(desk.profile.get())
    total = 2 * len(paths) + 1
    found: list[_Found | DeskError] = []
    for number, path in enumerate(paths):
        tell(number, total)
        try:
            found.append(_read(path, settings))
        except CancelledError:
            raise
        except DeskError as error:
            found.append(error)
    if not any(isinstance(one, _Found) for one in found):
        return [one for one in found if isinstance(one, DeskError)]
    try:
        with desk.database.write("Import a file" if len(paths) == 1 else "Import files") as transaction:
            reports: list[FileReport | DeskError] = []
            for number, (path, one) in enumerate(zip(paths, found, strict=True)):
                tell(len(paths) + number, total)
                reports.append(one if isinstance(one, DeskError) else _merged(desk, transaction, path, one))
            tell(total - 1, total)
            if dry_run:
                raise _DryRun(reports)
    except _DryRun as dry:
        return dry.reports
    return reports


def import_cards(desk: Desk, data: bytes) -> FileReport:
    """Take in the cards of a text, such as the clipboard's, in one action. Raises UnreadableError for what holds none."""
    found = _cards(data, Path("cards.vcf"), settings_of(desk.profile.get()))
    with desk.database.write("Import a file") as transaction:
        return _merged(desk, transaction, Path("cards.vcf"), found)


def _read(path: Path, settings: ReadSettings) -> _Found:
    data = read_whole(path, LARGEST, "{file} is larger than 200 MB and was not read.")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(
            "{file} has an ending this program does not read. It reads .ics, .vcs, .vcf, .csv, .xlsx, .eml and .json.",
            file=path.name,
        )
    try:
        return reader(data, path, settings)
    except UnreadableError as error:
        raise UnreadableError("{file}: {reason}", file=path.name, reason=error) from error


def _merged(desk: Desk, transaction: Transaction, path: Path, found: _Found) -> FileReport:
    tally = merge(desk, transaction, found.batch)
    problems = sorted((*found.problems, *tally.problems), key=lambda problem: problem.line)
    skipped = found.skipped + tally.unchanged + tally.refused
    return FileReport(str(path), found.read, tally.added, tally.updated, skipped, tuple(problems))


def settings_of(profile: DeskProfile) -> ReadSettings:
    """Return what readers and writers of files must know of the desk."""
    return ReadSettings(
        profile.host_language,
        profile.home_language,
        profile.host_zone,
        profile.home_zone,
        profile.host,
        profile.home,
        profile.default_marking,
    )


def _calendar(data: bytes, path: Path, settings: ReadSettings) -> _Found:
    from liaison_desk.exchange.ical.reader import read_ical

    read = read_ical(data, settings)
    name = read.name or Bilingual(host=path.stem)
    calendars = (
        Entry(
            Calendar(id=1, name=name, palette=read.palette or "planning", extra=read.extra, marking=settings.marking), 0
        ),
    )
    batch = Batch(
        calendars=calendars if read.events else (),
        events=[replace(entry, record=replace(entry.record, calendar_id=1)) for entry in read.events],
        tasks=read.tasks,
        meetings=read.journals,
    )
    return _Found(
        batch, len(read.events) + len(read.tasks) + len(read.journals) + read.skipped, read.skipped, read.problems
    )


def _cards(data: bytes, _path: Path, settings: ReadSettings) -> _Found:
    from liaison_desk.exchange.vcard.photos import photo_apart
    from liaison_desk.exchange.vcard.reader import read_vcards

    read = read_vcards(data, settings)
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
    found = _people(entries, settings, read.skipped, problems)
    lists, unknown = _lists(read.groups, found.batch.people)
    batch = replace(found.batch, pictures=pictures, distributions=lists)
    return replace(found, batch=batch, read=found.read + len(lists), problems=(*problems, *unknown))


def _lists(
    groups: "Sequence[Entry[Group]]", people: Sequence[Entry[Person]]
) -> tuple[list[Entry[Distribution]], list[LineProblem]]:
    """Return the lists of a file's people as distribution lists, and what is said of members the file does not hold."""
    from liaison_desk.exchange.vcard.groups import bare_uid

    numbers = {bare_uid(entry.record.uid): entry.record.id for entry in people}
    lists, problems = [], []
    for entry in groups:
        group = entry.record
        members = [numbers[uid] for uid in group.members if uid in numbers]
        missing = len(group.members) - len(members)
        if missing:
            said = "{n} people of the list “{name}” are not in this file."
            problems.append(LineProblem(entry.line, said, {"n": missing, "name": group.name}))
        uid = group.uid or "list-" + hashlib.sha256(group.name.encode("utf-8", "replace")).hexdigest()[:32]
        lists.append(Entry(Distribution(uid=uid, name=group.name or "?", members=tuple(members)), entry.line))
    return lists, problems


def _people(
    entries: Sequence[Entry[Person]],
    settings: ReadSettings,
    skipped: int,
    problems: Sequence[LineProblem],
    *,
    partial: bool = False,
) -> _Found:
    """Return people with the organizations their posts name, so that lists group them; people without a uid get a stable one."""
    organizations: dict[str, Entry[Organization]] = {}
    ready = []
    for number, entry in enumerate(entries, 1):
        posts = []
        other, extra = _other_name(entry.record, settings)
        for post in entry.record.posts:
            name = post.organization.strip()
            if name and not post.organization_id:
                house = organizations.get(fold(name))
                if house is None:
                    house = Entry(
                        Organization(
                            id=len(organizations) + 1,
                            name=Bilingual(name, other) if other and post.until is None else _sided(name),
                            marking=settings.marking,
                        ),
                        entry.line,
                    )
                    organizations[fold(name)] = house
                elif other and post.until is None and not house.record.name.home:  # an earlier card knew one name only
                    house = replace(house, record=replace(house.record, name=Bilingual(name, other)))
                    organizations[fold(name)] = house
                posts.append(replace(post, organization_id=house.record.id, organization=""))
            else:
                posts.append(post)
        person = replace(entry.record, id=number, extra=extra)
        ready.append(replace(entry, record=replace(person, posts=tuple(posts), uid=person.uid or _stable_uid(person))))
    batch = Batch(organizations=list(organizations.values()), people=ready, partial=partial)
    return _Found(batch, len(entries) + skipped, skipped, problems)


def _other_name(person: Person, settings: ReadSettings) -> tuple[str, tuple[str, ...]]:
    """Return the home name of the organization of a person's only post, and his further lines without it.

    A post keeps one name; a card with two has the other one among the lines nobody understood.
    """
    from liaison_desk.exchange.vcard.properties import parse_line

    held = [post for post in person.posts if post.until is None and post.organization]
    for line in person.extra if len(held) == 1 else ():
        found = parse_line(line)
        if found is not None and found.name == "ORG" and found.parameter("LANGUAGE") == settings.home_language:
            return found.parts()[0].strip(), tuple(one for one in person.extra if one != line)
    return "", person.extra


def _sided(name: str) -> Bilingual:
    """Return an organization's name on the side whose script it is written in."""
    return Bilingual(host=name) if name.isascii() else Bilingual(home=name)


def _stable_uid(person: Person) -> str:
    """Return a uid from what identifies a card without one, so that importing it again does not double the person."""
    reach = [*(email.address.casefold() for email in person.emails), *(phone.number for phone in person.phones)]
    words = "\x00".join([fold(person.name.latin()), person.name.native(), *reach[:1]])
    return "card-" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]


def _table(data: bytes, _path: Path, settings: ReadSettings) -> _Found:
    from liaison_desk.exchange.tables import read_table

    read = read_table(data, settings)
    if read.people:
        return _people(read.people, settings, read.skipped, read.problems, partial=True)
    calendars = (Entry(Calendar(id=1, name=Bilingual(host=_path.stem), marking=settings.marking), 0),)
    batch = Batch(
        calendars=calendars if read.events else (),
        events=[replace(entry, record=replace(entry.record, calendar_id=1)) for entry in read.events],
        tasks=read.tasks,
        partial=True,
    )
    return _Found(batch, len(read.events) + len(read.tasks) + read.skipped, read.skipped, read.problems)


def _mail(data: bytes, path: Path, settings: ReadSettings) -> _Found:
    """Return mails as notes, and what their calendars invite to; the file's own time stands in for a missing date."""
    from liaison_desk.exchange.ical.reader import read_ical
    from liaison_desk.exchange.mail import read_mail

    read = read_mail(data, settings, received=datetime.fromtimestamp(path.stat().st_mtime, UTC))
    events: list[Entry[Event]] = []
    tasks: list[Entry[Task]] = []
    problems, skipped = list(read.problems), read.skipped
    for part in read.calendars:
        try:
            calendar = read_ical(part, settings)
        except UnreadableError as error:
            problems.append(LineProblem(0, "A calendar in the mail: {reason}", {"reason": error}))
            continue
        events += [replace(entry, record=replace(entry.record, calendar_id=1), line=0) for entry in calendar.events]
        tasks += [replace(entry, line=0) for entry in calendar.tasks]
        problems += [replace(problem, line=0) for problem in calendar.problems]
        skipped += calendar.skipped
    host, home = (_INVITATIONS.get(code, "Invitations") for code in (settings.host_language, settings.home_language))
    name = Bilingual(host, home if home != host else "")
    calendars = (Entry(Calendar(id=1, name=name, marking=settings.marking), 0),) if events else ()
    batch = Batch(calendars=calendars, events=events, tasks=tasks, meetings=read.entries)
    return _Found(batch, len(read.entries) + len(events) + len(tasks) + skipped, skipped, problems)


def _archive(data: bytes, _path: Path, _settings: ReadSettings) -> _Found:
    from liaison_desk.exchange.archive.document import read_archive

    read = read_archive(data)
    content = read.content
    batch = Batch(
        numbered(content.organizations),
        numbered(content.people),
        numbered(content.calendars),
        numbered(content.events),
        numbered(content.tasks),
        numbered(content.meetings),
        numbered(content.billets),
        numbered(content.distributions),
        whole=True,
    )
    counted = (
        content.organizations,
        content.people,
        content.events,
        content.tasks,
        content.meetings,
        content.billets,
        content.distributions,
    )
    return _Found(batch, sum(map(len, counted)) + read.skipped, read.skipped, read.problems)


_READERS: Mapping[str, Callable[[bytes, Path, ReadSettings], _Found]] = MappingProxyType(
    {
        ".ics": _calendar,
        ".ical": _calendar,
        ".ifb": _calendar,
        ".vcs": _calendar,
        ".vcf": _cards,
        ".vcard": _cards,
        ".csv": _table,
        ".tsv": _table,
        ".xlsx": _table,
        ".eml": _mail,
        ".json": _archive,
    }
)
