"""Writes a desk's records as files other programs read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

from liaison_desk.app.desk import Desk
from liaison_desk.app.outgoing.attaching import files_of
from liaison_desk.app.outgoing.exercises import (
    milestone_events,
    milestones_file,
    plans_of,
    plans_table,
    table_format,
    with_exercises,
    with_named,
)
from liaison_desk.app.outgoing.partnership import with_partnership
from liaison_desk.calendar.records import EVENT, EventFilter
from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.exchange.archive.document import ArchiveContent
from liaison_desk.exchange.result import settings_of
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.files import write_whole
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.core.written import Written
from liaison_desk.meetings.records import MeetingFilter, MeetingSort, RegisterFilter, RegisterSort
from liaison_desk.tasks.records import TaskFilter, TaskSort

WHAT = ("contacts", "calendar", "tasks", "meetings", "exercises", "all")
LOGS = ("arrangements", "opportunities", "visits", "validities", "disclosures", "gifts")
"""What is written as a table alone; all of it is in the archive of everything."""
Version = Literal["3.0", "4.0"]
Writer = Callable[[Desk, ArchiveContent, Version], bytes]
R = TypeVar("R")
_COUNTED = ("people", "events", "tasks", "meetings", "exercises", "milestones", "injects", "lessons", *LOGS)
_BY_DATE = Sort(RegisterSort.DATE)


def export(
    desk: Desk, what: str, target: Path, *, version: Version = "4.0", people: Sequence[int] | None = None
) -> Written:
    """Write ``what`` (one of ``WHAT`` or ``LOGS``) to a file, by its ending; return how many records that were.

    ``version`` is the vCard's; ``people`` are the ids of the contacts to write, in that order, all without it.
    The file appears under its name only when it is whole. Raises DeskError for a pair that cannot be.
    """
    content = content_of(desk, what) if people is None else _of_people(desk, people)
    content = replace(content, files=files_of(desk)) if target.suffix.lower() == ".ics" else content
    data = written(desk, what, target, content, version)
    write_whole(target, data)
    return Written(_count(what, target.suffix.lower(), content), data)


def _count(what: str, ending: str, content: ArchiveContent) -> int:
    if what in LOGS:
        return len(getattr(content, what))
    if what != "exercises" or ending == ".json":
        return sum(len(getattr(content, name)) for name in _COUNTED)
    # A calendar of milestones holds the dated exercises themselves as well.
    return len(content.milestones) + (sum(one.dated for one in content.exercises) if ending == ".ics" else 0)


def written(desk: Desk, what: str, target: Path, content: ArchiveContent, version: Version = "4.0") -> bytes:
    """Return what is written of some content into a file of this name. Raises DeskError for a pair that cannot be."""
    writer = _WRITERS.get((what, target.suffix.lower()))
    if writer is None:
        endings = ", ".join(sorted(ending for known, ending in _WRITERS if known == what))
        raise DeskError(
            "{what} cannot be written as {file}. Possible endings: {endings}.",
            what=what,
            file=target.name,
            endings=endings,
        )
    return writer(desk, content, version)


def cards_of(desk: Desk, ids: Sequence[int], version: Version = "4.0") -> bytes:
    """Return people as one vCard file, in the order of their ids."""
    return _cards(desk, _of_people(desk, ids), version)


def tasks_table(desk: Desk, ids: Sequence[int], target: Path, language: Language | None = None) -> Written:
    """Write tasks to a .csv or .xlsx file, in the order of their ids, a request with all its fields; return how many.

    Headings are in the host's language unless another is given. Raises DeskError for another ending.
    """
    from liaison_desk.exchange.tables.writer import write_tasks

    tasks = _ordered(ids, desk.tasks.tasks_by_ids(ids))
    data = write_tasks(tasks, table_format(target), language or _of_host(desk))
    write_whole(target, data)
    return Written(len(tasks), data)


def register_table(
    desk: Desk,
    wanted: RegisterFilter,
    target: Path,
    language: Language | None = None,
    sort: Sort[RegisterSort] = _BY_DATE,
) -> Written:
    """Write a register across meetings to a .csv or .xlsx file, a portion a row; return how many.

    Headings are in the host's language unless another is given. Raises DeskError for another ending.
    """
    from liaison_desk.exchange.tables.writer import write_register

    lines = desk.registers.register(wanted, sort)
    data = write_register(lines, table_format(target), language or _of_host(desk))
    write_whole(target, data)
    return Written(len(lines), data)


def _of_host(desk: Desk) -> Language:
    """Return the language of those who get a table."""
    return Language(desk.profile.get().host_language)


def _of_people(desk: Desk, ids: Sequence[int]) -> ArchiveContent:
    people = tuple(_ordered(ids, desk.contacts.people_by_ids(ids)))
    return ArchiveContent(organizations=desk.contacts.organizations(), people=people)


def content_of(desk: Desk, what: str) -> ArchiveContent:
    """Read what is asked for, in the order people would expect; the trash stays behind."""
    everything = what == "all"
    people = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids if everything or what == "contacts" else ()
    events = desk.calendars.events(EventFilter()).ids if everything or what == "calendar" else ()
    tasks = desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids if everything or what == "tasks" else ()
    meetings = (
        desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids if everything or what == "meetings" else ()
    )
    packets, finals = desk.packet_finals.everything() if everything else ([], [])
    content = ArchiveContent(
        desk.profile.get() if everything else None,
        desk.contacts.organizations() if people or everything else (),
        tuple(_ordered(people, desk.contacts.people_by_ids(people))),
        desk.calendars.calendars() if events or everything else (),
        tuple(sorted(desk.calendars.events_by_ids(events).values(), key=lambda event: (event.start, event.id))),
        tuple(_ordered(tasks, desk.tasks.tasks_by_ids(tasks))),
        tuple(_ordered(meetings, desk.meetings.meetings_by_ids(meetings))),
        tuple(desk.billets.billets()) if people or everything else (),
        tuple(desk.distributions.lists()) if people or everything else (),
        tuple(desk.searches.searches()) if everything else (),
        distinctions=tuple(desk.distinctions.all()) if everything else (),
        minutes=tuple(desk.minutes.frozen(meetings)) if meetings else (),
        task_views=tuple(desk.task_views.views()) if everything else (),
        packets=tuple(packets),
        packet_finals=tuple(finals),
    )
    if everything or what in LOGS:
        content = with_partnership(desk, content)
    return with_exercises(desk, content) if everything or what == "exercises" else content


def _ordered(ids: Iterable[int], found: Mapping[int, R]) -> list[R]:
    return [found[id_] for id_ in ids if id_ in found]


def _cards(desk: Desk, content: ArchiveContent, version: Version) -> bytes:
    from liaison_desk.exchange.vcard.writer import write_vcards

    houses = {one.id: one for one in content.organizations}
    settings = settings_of(desk.profile.get())
    return write_vcards(
        content.people,
        houses,
        version,
        settings=settings,
        picture=desk.contacts.picture,
        lists=content.distributions,
    )


def _calendar(desk: Desk, content: ArchiveContent, _version: Version) -> bytes:
    from liaison_desk.exchange.ical.attachments import Inline, with_files
    from liaison_desk.exchange.ical.content import CalendarContent
    from liaison_desk.exchange.ical.writer import write_ical

    owned: dict[int, list[Inline]] = {}
    for file in content.files:
        if file.owner_kind == EVENT:
            data = desk.attachments.contents([file.sha256]).get(file.sha256, b"")
            owned.setdefault(file.owner_id, []).append(Inline(file.name, file.media_type, data))
    events = tuple(with_files(event, owned.get(event.id, ())) for event in content.events)
    used = {event.calendar_id for event in events}
    only = next((one for one in content.calendars if used == {one.id}), None)
    return write_ical(CalendarContent(events, content.tasks, content.meetings, only), settings_of(desk.profile.get()))


def _archive(desk: Desk, content: ArchiveContent, _version: Version) -> bytes:
    from liaison_desk.exchange.archive.document import write_archive

    return write_archive(
        replace(content, files=files_of(desk)), lambda digest: desk.attachments.contents([digest]).get(digest)
    )


def _exercises(desk: Desk, content: ArchiveContent, version: Version) -> bytes:
    """Return exercises as an archive that holds what they became and whom they name."""
    return _archive(desk, with_named(desk, content), version)


def _plans(ending: str) -> Writer:
    """Return what writes the milestones of all exercises."""

    def write(desk: Desk, _content: ArchiveContent, _version: Version) -> bytes:
        plans = plans_of(desk)
        if ending == ".ics":
            return milestones_file(desk, milestone_events(desk, plans))
        return plans_table(desk, plans, Path(f"plans{ending}"))

    return write


def _table(what: str, ending: Literal["csv", "xlsx"]) -> Writer:
    def write(desk: Desk, content: ArchiveContent, _version: Version) -> bytes:
        from liaison_desk.exchange.tables import writer

        language = _of_host(desk)
        if what == "contacts":
            return writer.write_people(content.people, content.organizations, ending, language)
        if what == "calendar":
            return writer.write_events(content.events, content.calendars, ending, language)
        if what == "tasks":
            return writer.write_tasks(content.tasks, ending, language)
        if what == "meetings":
            return writer.write_meetings(content.meetings, ending, language)
        ours = {name: getattr(content, name) for name in LOGS}
        if what in LOGS:
            return writer.write_partnership(what, ours, ending, language)
        return writer.write_all(
            content.people,
            content.organizations,
            content.events,
            content.calendars,
            content.tasks,
            content.meetings,
            language,
            ours,
        )

    return write


_WRITERS: Mapping[tuple[str, str], Writer] = MappingProxyType(
    {
        ("contacts", ".vcf"): _cards,
        ("calendar", ".ics"): _calendar,
        ("tasks", ".ics"): _calendar,
        ("meetings", ".ics"): _calendar,
        ("all", ".ics"): _calendar,
        ("all", ".vcf"): _cards,
        **{(what, ".json"): _archive for what in WHAT},
        **{(what, ".xlsx"): _table(what, "xlsx") for what in (*WHAT, *LOGS)},
        **{(what, ".csv"): _table(what, "csv") for what in (*WHAT, *LOGS) if what != "all"},
        ("exercises", ".json"): _exercises,
        **{("exercises", ending): _plans(ending) for ending in (".xlsx", ".csv", ".ics")},
    }
)
