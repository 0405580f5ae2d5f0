"""Rows of a calendar and events, or single occurrences; exceptions of a series need iCalendar and are not in a table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from liaison_desk.calendar.records import Alarm, Calendar, Event, Occurrence, Participant, Party, Recurrence, Status
from liaison_desk.domain.zones import zone as known_zone
from liaison_desk.exchange.tables.cells import date_of, is_yes, listed, number_of, time_of, wall_time_of
from liaison_desk.exchange.tables.common import RowReading, head_of, pair_of, uid_of
from liaison_desk.exchange.tables.headings import EVENTS, Cells
from liaison_desk.foundation.core.errors import DeskError

_PERSON = re.compile(r"^(.*?)\s*<([^<>]+)>$")
_WEEK = 7 * 24 * 60
_FREE = "3"  # what Outlook writes for "show as free"


def event_of(cells: Cells, reading: RowReading) -> Event | None:
    """Return the event a row tells of, or ``None`` with a listed problem if it has no date that can be read."""
    times = _times(cells, reading)
    if times is None:
        reading.tell(cells, "The event has no start that could be read and was left out.")
        return None
    start, end, all_day = times
    if end < start:
        reading.tell(cells, "The event ends before it begins; it now ends where it begins.")
        end = start
    title = reading.pair(cells, "title")
    zone = "" if all_day else _zone(cells, "zone", reading)
    status = cells.get("status").lower()
    event = Event(
        uid=uid_of(cells, EVENTS, start.isoformat(), title.host, title.home, cells.get("organizer")),
        marking=reading.marking(cells),
        title=title,
        description=reading.pair(cells, "description"),
        place=reading.pair(cells, "place"),
        start=start,
        end=end,
        zone=zone,
        end_zone="" if all_day else _zone(cells, "end_zone", reading) if cells.get("end_zone") else zone,
        all_day=all_day,
        status=Status(status) if status in tuple(Status) else Status.CONFIRMED,
        reason=reading.pair(cells, "reason"),
        organizations=tuple(Party(name) for name in listed(cells.get("organizations"))),
        travel_before=_minutes(cells.get("travel_before")),
        travel_after=_minutes(cells.get("travel_after")),
        access=cells.get("access") or "open",
        busy=is_yes(cells.get("busy")) if cells.get("busy") else cells.get("show_as") != _FREE,
        link=cells.get("link"),
        url=cells.get("url"),
        privacy="private" if is_yes(cells.get("private")) else "",
        organizer=_person(cells.get("organizer"), role="chair") if cells.get("organizer") else None,
        participants=tuple(_participants(cells)),
        categories=listed(cells.get("categories")),
        alarms=tuple(_alarms(cells, start, reading)),
        recurrence=_recurrence(cells),
    )
    return replace(event, description=reading.with_others(event.description, cells))


def _times(cells: Cells, reading: RowReading) -> tuple[datetime, datetime, bool] | None:
    """Return start, end (exclusive) and whether the event is all day; ``None`` without a start that can be read."""
    days_first = reading.days_first
    if not cells.get("start_date"):
        start = wall_time_of(cells.get("start"), days_first=days_first)
        if start is None:
            return None
        all_day = is_yes(cells.get("all_day"))
        end = wall_time_of(cells.get("end"), days_first=days_first)
        return start, end if end is not None else start + timedelta(days=all_day), all_day
    day, at = date_of(cells.get("start_date"), days_first=days_first), time_of(cells.get("start_time"))
    if day is None:
        return None
    last, until = date_of(cells.get("end_date"), days_first=days_first) or day, time_of(cells.get("end_time"))
    all_day = is_yes(cells.get("all_day")) or at is None
    start = datetime.combine(day, time() if all_day or at is None else at)
    if not all_day:
        return start, datetime.combine(last, until if until is not None else start.time()), False
    # Outlook ends an all-day event at midnight of the day after; others name its last day.
    exclusive = until == time() and last > day
    return start, datetime.combine(last, time()) + timedelta(days=not exclusive), True


def _zone(cells: Cells, name: str, reading: RowReading) -> str:
    said = cells.get(name)
    if not said:
        # Our own table leaves a floating event's zone empty; other programs' times are the place's.
        return "" if "start" in cells.fields else reading.settings.zone
    try:
        known_zone(said)
    except DeskError:
        reading.tell(cells, "The zone {zone} is unknown; the time is taken to be the place's.", zone=said[:60])
        return reading.settings.zone
    return said


def _person(text: str, role: str = "req-participant") -> Participant:
    match = _PERSON.match(text.strip())
    if match:
        return Participant(match.group(1).strip("\"' "), match.group(2).strip(), role=role)
    return Participant(email=text.strip(), role=role) if "@" in text else Participant(text.strip(), role=role)


def _participants(cells: Cells) -> Iterator[Participant]:
    yield from (_person(text) for text in listed(cells.get("participants")))
    yield from (_person(text, "opt-participant") for text in listed(cells.get("optional")))
    yield from (replace(_person(text, "non-participant"), kind="resource") for text in listed(cells.get("resources")))


def _alarms(cells: Cells, start: datetime, reading: RowReading) -> Iterator[Alarm]:
    for text in listed(cells.get("alarms")):
        yield Alarm(minutes=-number_of(text))
    if is_yes(cells.get("reminder")):
        day = date_of(cells.get("reminder_date"), days_first=reading.days_first)
        at = time_of(cells.get("reminder_time"))
        if day and at:
            yield Alarm(minutes=(datetime.combine(day, at) - start).total_seconds() / 60)


def _minutes(text: str) -> int:
    """Return minutes on the way: whole, and of a week at most."""
    return min(max(0, int(number_of(text))), _WEEK) if text else 0


def _recurrence(cells: Cells) -> Recurrence | None:
    rules = tuple(line.strip() for line in cells.get("rules").splitlines() if line.strip())
    excluded, added = (
        tuple(at for text in listed(cells.get(name)) if (at := wall_time_of(text))) for name in ("excluded", "added")
    )
    return Recurrence(rules, added, excluded) if rules or added else None


def fields_of(event: Event, calendars: Mapping[int, Calendar]) -> dict[str, str]:
    """Return the row that this desk writes of an event; a series is one row with its rule."""
    calendar = calendars.get(event.calendar_id)
    recurrence = event.recurrence or Recurrence()
    return {
        **head_of(event),
        "calendar": (calendar.name.host or calendar.name.home) if calendar else "",
        **pair_of("title", event.title),
        **pair_of("place", event.place),
        **pair_of("description", event.description),
        "start": when(event.start, all_day=event.all_day),
        "end": when(event.end, all_day=event.all_day),
        "zone": event.zone,
        "end_zone": event.end_zone if event.end_zone != event.zone else "",
        "all_day": "yes" if event.all_day else "",
        "status": event.status.value,
        "access": event.access,
        "busy": "yes" if event.busy else "no",
        "organizer": _written(event.organizer) if event.organizer else "",
        "participants": "; ".join(_written(person) for person in event.participants),
        **pair_of("reason", event.reason),
        "organizations": "; ".join(one.name for one in event.organizations),
        "travel_before": str(event.travel_before or ""),
        "travel_after": str(event.travel_after or ""),
        "link": event.link,
        "url": event.url,
        "categories": "; ".join(event.categories),
        "alarms": "; ".join(f"{-alarm.minutes:g}" for alarm in event.alarms if alarm.at is None),
        "rules": "\n".join(recurrence.rules),
        "excluded": "; ".join(when(at, all_day=event.all_day) for at in recurrence.excluded),
        "added": "; ".join(when(at, all_day=event.all_day) for at in recurrence.added),
    }


def occurrence_fields_of(occurrence: Occurrence) -> dict[str, str]:
    """Return the row that this desk writes of one occurrence, as an agenda shows it."""
    return {
        "uid": occurrence.uid,
        "marking": occurrence.marking,
        "calendar": occurrence.calendar,
        **pair_of("title", occurrence.title),
        **pair_of("place", occurrence.place),
        "start": when(occurrence.start, all_day=occurrence.all_day),
        "end": when(occurrence.end, all_day=occurrence.all_day),
        "zone": occurrence.zone,
        "all_day": "yes" if occurrence.all_day else "",
        "status": occurrence.status.value,
        "access": occurrence.access,
    }


def when(at: datetime, *, all_day: bool = False) -> str:
    """Return a wall time as ISO text that spreadsheets sort rightly: a date, or date and time with a blank between."""
    return at.date().isoformat() if all_day else at.isoformat(" ", "seconds" if at.second else "minutes")


def _written(person: Participant) -> str:
    return f"{person.name} <{person.email}>" if person.name and person.email else person.name or person.email
