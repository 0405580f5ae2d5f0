"""Events as a file for other programs: one calendar, a span, a selection or everything; for an audience, only what it may have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from liaison_desk.app.desk import Desk
from liaison_desk.app.outgoing.attaching import files_of
from liaison_desk.app.outgoing.exporting import written
from liaison_desk.briefings.records import WithheldReport
from liaison_desk.calendar.records import Calendar, Event, EventFilter
from liaison_desk.calendar.rules import bounds, happenings, touches
from liaison_desk.domain.text import fold
from liaison_desk.domain.zones import to_utc
from liaison_desk.exchange.archive.document import ArchiveContent
from liaison_desk.exchange.archive.files import AttachedFile
from liaison_desk.foundation.core.errors import DeskError, RefusedError
from liaison_desk.foundation.core.files import write_whole
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.written import Written

_LAID_OUT = timedelta(days=3660)
_END = datetime(9999, 1, 1, tzinfo=UTC)
_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)


@dataclass(frozen=True, slots=True)
class CalendarExport:
    """Which events go into a file: all, or those of one calendar, of a selection (ids), of a span of days, or of all three.

    ``since`` and ``until`` are days at the host headquarters, inclusive; a series goes whole when one of its occurrences is
    in the span. With an ``audience`` only what every member may have is written; without one it is the officer's own file.
    """

    calendar_id: int = 0
    events: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    audience: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many events, and for an audience what stayed out."""

    count: Written
    withheld: WithheldReport | None = None


def export_calendar(desk: Desk, target: Path, wanted: CalendarExport) -> Exported:
    """Write events to a file, by its ending (.ics .csv .xlsx); the file appears under its name only when it is whole.

    Raises DeskError for an ending or span that cannot be, RefusedError for what the audience may not read together.
    """
    endings = (".ics", ".csv", ".xlsx") if wanted.audience else (".ics", ".csv", ".xlsx", ".json")
    if target.suffix.lower() not in endings:
        raise DeskError(
            "{what} cannot be written as {file}. Possible endings: {endings}.",
            what="calendar",
            file=target.name,
            endings=", ".join(endings),
        )
    events = _events(desk, wanted)
    used = {event.calendar_id for event in events}
    calendars: tuple[Calendar, ...] = tuple(one for one in desk.calendars.calendars() if one.id in used)
    report = None
    files: tuple[AttachedFile, ...] = ()
    if not wanted.audience and target.suffix.lower() == ".ics":
        files = files_of(desk)
    if wanted.audience:
        from liaison_desk.app.outgoing.releasing import release_events

        released = release_events(desk, events, calendars, wanted.audience)
        events, calendars, report = released.events, released.calendars, released.report
    content = ArchiveContent(calendars=calendars, events=events, files=files)
    data = written(desk, "calendar", target, content)
    write_whole(target, data)
    return Exported(Written(len(events), data), report)


def events_file(desk: Desk, ids: Sequence[int]) -> bytes:
    """Return events, whole series, as the officer's own iCalendar file."""
    events = tuple(desk.calendars.events_by_ids(ids).values())
    return written(desk, "calendar", Path("events.ics"), ArchiveContent(events=events))


def calendar_called(desk: Desk, name: str) -> int:
    """Return the id of the calendar of a name, in either language; raises DeskError for none or several."""
    found = [one.id for one in desk.calendars.calendars() if fold(name) in {fold(one.name.host), fold(one.name.home)}]
    if len(found) != 1:
        refused = "{n} calendars are called {name}." if found else "There is no calendar called {name}."
        raise DeskError(refused, n=len(found), name=name)
    return found[0]


def require_apart(path: Path, target: Path) -> None:
    """Raise RefusedError where the report of what was withheld could be taken for the file that goes out."""
    if path.suffix.casefold() == ".ics" or path.resolve() == target.resolve():
        raise RefusedError(
            "{file} is named like the file that was written. The report of what was withheld needs a file of its own.",
            file=str(path),
        )


def save_withheld(report: WithheldReport, path: Path, language: Language) -> None:
    """Write the officer's report of what stayed out: CSV if the file's ending says so, else plain text."""
    from liaison_desk.briefings.withheld import as_csv, as_text

    if path.suffix.casefold() == ".csv":
        write_whole(path, as_csv(report, language).encode("utf-8-sig"))
    else:
        write_whole(path, as_text(report, language).encode("utf-8"))


def _events(desk: Desk, wanted: CalendarExport) -> tuple[Event, ...]:
    """Return the events asked for, in order; the trash stays behind."""
    ids = set(desk.calendars.events(EventFilter(calendar_id=wanted.calendar_id)).ids)
    if wanted.events:
        ids &= set(wanted.events)
    found = sorted(desk.calendars.events_by_ids(ids).values(), key=lambda event: (event.start, event.id))
    if not (wanted.since or wanted.until):
        return tuple(found)
    since, until = wanted.since or _FIRST, wanted.until or _LAST
    if until < since:
        raise DeskError("The last day lies before the first.")
    zone = desk.profile.get().host_zone
    span = [to_utc(datetime.combine(day, time()), zone) for day in (since, until + timedelta(days=1))]
    return tuple(event for event in found if _happens(event, span[0], span[1], zone))


def _happens(event: Event, since: datetime, until: datetime, zone: str) -> bool:
    """Tell whether something of an event happens in a span; of one longer than can be laid out, whether it may."""
    first, last = bounds(event, zone)
    if not touches(first, last or _END, event.all_day, since, until, zone):
        return False
    return until - since > _LAID_OUT or bool(happenings(event, since, until, zone))
