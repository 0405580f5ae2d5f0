"""Reads files of other programs into a desk: each file wholly, or with a list of what was left out, or not at all."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from liaison_desk.app.desk import Desk
from liaison_desk.app.merging import Batch, merge, numbered
from liaison_desk.calendar.records import Calendar
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import fold
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings
from liaison_desk.foundation.core.errors import CancelledError, DeskError, NotFoundError, UnreadableError

LARGEST = 200 * 1024 * 1024
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
    """Carries the report of a dry run out of the transaction that must not commit."""

    def __init__(self, report: FileReport) -> None:
        super().__init__()
        self.report = report


def import_file(desk: Desk, path: Path, *, dry_run: bool = False, step: Step | None = None) -> FileReport:
    """Take one file in, by its ending (.ics .vcs .vcf .csv .eml .json), in one transaction that one undo takes back.

    ``step`` is told done and total and may raise CancelledError; nothing is kept then. With ``dry_run`` nothing is kept
    either, but the report is the same. Raises UnreadableError for a file that is not what its ending says.
    """
    data = _bytes(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(
            "{file} has an ending this program does not read. It reads .ics, .vcs, .vcf, .csv, .eml and .json.",
            file=path.name,
        )
    if step:
        step(0, 3)
    try:
        found = reader(data, path, settings_of(desk.profile.get()))
    except UnreadableError as error:
        raise UnreadableError("{file}: {reason}", file=path.name, reason=str(error)) from error
    if step:
        step(1, 3)
    try:
        with desk.database.write("Import a file") as transaction:
            tally = merge(desk, transaction, found.batch)
            problems = sorted((*found.problems, *tally.problems), key=lambda problem: problem.line)
            skipped = found.skipped + tally.unchanged + tally.refused
            report = FileReport(str(path), found.read, tally.added, tally.updated, skipped, tuple(problems))
            if step:
                step(2, 3)
            if dry_run:
                raise _DryRun(report)
    except _DryRun as dry:
        return dry.report
    return report


def import_files(
    desk: Desk, paths: Sequence[Path], *, dry_run: bool = False, step: Step | None = None
) -> list[FileReport | DeskError]:
    """Take several files in, each on its own; a file that cannot be read gives its error in place of a report."""
    results: list[FileReport | DeskError] = []
    for number, path in enumerate(paths):

        def part(done: int, total: int, number: int = number) -> None:
            if step:
                step(number * total + done, len(paths) * total)

        try:
            results.append(import_file(desk, path, dry_run=dry_run, step=part))
        except CancelledError:
            raise
        except DeskError as error:
            results.append(error)
    return results


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


def _bytes(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise UnreadableError("{file} is larger than 200 MB and was not read.", file=path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError("There is no file {file}.", file=str(path)) from None
    except OSError as error:
        raise UnreadableError(
            "{file} cannot be read: {reason}.", file=str(path), reason=error.strerror or str(error)
        ) from error


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
    from liaison_desk.exchange.vcard.reader import read_vcards

    read = read_vcards(data, settings)
    return _people(read.entries, settings, read.skipped, read.problems)


def _people(
    entries: Sequence[Entry[Person]], settings: ReadSettings, skipped: int, problems: Sequence[LineProblem]
) -> _Found:
    """Return people with the organizations their posts name, so that lists group them; people without a uid get a stable one."""
    organizations: dict[str, Entry[Organization]] = {}
    ready = []
    for entry in entries:
        posts = []
        for post in entry.record.posts:
            name = post.organization.strip()
            if name and not post.organization_id:
                house = organizations.get(fold(name))
                if house is None:
                    house = Entry(
                        Organization(id=len(organizations) + 1, name=_sided(name), marking=settings.marking), entry.line
                    )
                    organizations[fold(name)] = house
                posts.append(replace(post, organization_id=house.record.id))
            else:
                posts.append(post)
        person = entry.record
        ready.append(replace(entry, record=replace(person, posts=tuple(posts), uid=person.uid or _stable_uid(person))))
    batch = Batch(organizations=list(organizations.values()), people=ready)
    return _Found(batch, len(entries) + skipped, skipped, problems)


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
        return _people(read.people, settings, read.skipped, read.problems)
    calendars = (Entry(Calendar(id=1, name=Bilingual(host=_path.stem), marking=settings.marking), 0),)
    batch = Batch(
        calendars=calendars if read.events else (),
        events=[replace(entry, record=replace(entry.record, calendar_id=1)) for entry in read.events],
        tasks=read.tasks,
    )
    return _Found(batch, len(read.events) + len(read.tasks) + read.skipped, read.skipped, read.problems)


def _mail(data: bytes, _path: Path, settings: ReadSettings) -> _Found:
    from liaison_desk.exchange.mail import read_mail

    read = read_mail(data, settings)
    return _Found(Batch(meetings=read.entries), len(read.entries) + read.skipped, read.skipped, read.problems)


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
        whole=True,
    )
    counted = (content.organizations, content.people, content.events, content.tasks, content.meetings)
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
        ".eml": _mail,
        ".json": _archive,
    }
)
