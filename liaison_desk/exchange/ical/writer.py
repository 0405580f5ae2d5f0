"""Writes a calendar file (RFC 5545): the same bytes for the same records, every zone defined, nothing a text could forge."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from liaison_desk.calendar.records import Calendar, Event, Override, Participant, Recurrence
from liaison_desk.exchange.ical.alarms import alarm_lines
from liaison_desk.exchange.ical.content import PALETTE_COLORS, CalendarContent
from liaison_desk.exchange.ical.events import INHERITED, NAMES
from liaison_desk.exchange.ical.headers import (
    head_lines,
    kept_lines,
    marking_line,
    own_line,
    plain_and_parts,
    property_of,
)
from liaison_desk.exchange.ical.journals import meeting_lines
from liaison_desk.exchange.ical.lines import escape, fold
from liaison_desk.exchange.ical.own import own_lines, reason_lines, travel_lines
from liaison_desk.exchange.ical.people import participant_line
from liaison_desk.exchange.ical.tasks import task_lines
from liaison_desk.exchange.ical.titles import written_title
from liaison_desk.exchange.ical.values import date_text, stamp_line, time_text, utc_text
from liaison_desk.exchange.ical.vtimezone import definition_lines
from liaison_desk.exchange.ical.wording import OWN, text_lines, wording_lines
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.foundation.core.errors import DeskError

_PRODUCT = "PRODID:-//Liaison Desk//Liaison Desk//EN"
# What an event's own lines say; CONFERENCE and its like may come from the kept lines.
_WRITTEN = frozenset(name for name, repeats in NAMES.items() if not repeats) | {"RRULE", "EXRULE", "RDATE", "EXDATE"}
_WRITTEN_FOR_CALENDAR = frozenset({"VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "NAME", "TZ", "DAYLIGHT"})


def write_ical(content: CalendarContent, settings: ReadSettings) -> bytes:
    """Return an iCalendar file of the records, with definitions of the zones they are in. The same records give the same bytes."""
    lines: list[str] = []
    for event in content.events:
        lines += _event_lines(event, settings)
    uids = {task.id: task.uid for task in content.tasks if task.id}
    for task in content.tasks:
        lines += task_lines(task, settings, uids)
    for meeting in content.meetings:
        lines += meeting_lines(meeting, settings)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", _PRODUCT, "CALSCALE:GREGORIAN"]
    head += _calendar_lines(content.calendar, settings) if content.calendar else []
    whole = [*head, *_zone_lines(lines), *lines, "END:VCALENDAR"]
    return "".join(map(fold, whole)).encode("utf-8", "replace")


def write_reply(event: Event, occurrence: Override | None, who: Participant, now: datetime) -> bytes:
    """Return the answer of somebody invited to an event, or to one occurrence of it, as mail between calendars (RFC 5546 §3.2.3).

    It names the event and says who answers what; nothing else of the desk goes along, nor what other programs left beside
    the two addresses.
    """
    head = occurrence or event
    organizer = Participant(event.organizer.name, event.organizer.email) if event.organizer else None
    mine = Participant(who.name, who.email, answer=who.answer)
    lines = ["BEGIN:VEVENT", f"UID:{escape(event.uid)}", f"DTSTAMP:{utc_text(now)}"]
    lines += [participant_line("ORGANIZER", organizer)] if organizer else []
    lines += [stamp_line("RECURRENCE-ID", occurrence.at, event.zone, event.all_day)] if occurrence else []
    lines += [f"SEQUENCE:{head.sequence}", participant_line("ATTENDEE", mine), "END:VEVENT"]
    top = ["BEGIN:VCALENDAR", "VERSION:2.0", _PRODUCT, "CALSCALE:GREGORIAN", "METHOD:REPLY"]
    return "".join(map(fold, [*top, *_zone_lines(lines), *lines, "END:VCALENDAR"])).encode("utf-8", "replace")


def _calendar_lines(calendar: Calendar, settings: ReadSettings) -> Iterator[str]:
    names = wording_lines("X-WR-CALNAME", calendar.name, settings)
    yield from (line.replace(f"{OWN}X-WR-CALNAME", f"{OWN}NAME", 1) for line in names)
    if names:
        yield "NAME:" + names[0].partition(":")[2]
    yield from own_line("PALETTE", calendar.palette)
    yield marking_line(calendar)
    yield from own_line("EVENT-MARKING", calendar.event_marking.encode() if calendar.event_marking else "")
    yield from own_line("HOLIDAYS", calendar.holidays)
    has_color = any("COLOR" in property_of(raw) for raw in calendar.extra)
    if calendar.palette in PALETTE_COLORS and not has_color:
        yield f"COLOR:{PALETTE_COLORS[calendar.palette]}"
    yield from kept_lines(calendar.extra, _WRITTEN_FOR_CALENDAR)


def _zone_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield a definition of every zone that the lines name, true for the years they speak of."""
    years: dict[str, list[int]] = {}
    last = 0
    for line in lines:
        if "UNTIL=" in line and (found := re.search(r"UNTIL=(\d{4})", line)):
            last = max(last, int(found[1]))
        if ";TZID=" in line and (found := re.match(r'[A-Z0-9-]+[^:]*;TZID="?([^:;"]+)', line)):
            named = years.setdefault(found[1], [])
            named += [int(year) for year in re.findall(r"[:,/](\d{4})\d{4}(?=T)", line)]
    for name in sorted(years):
        try:
            yield from definition_lines(name, min(years[name], default=2000), max((*years[name], last), default=2000))
        except DeskError:
            # Zone data can lose a name; the times are still written with it.
            continue


def _event_lines(event: Event, settings: ReadSettings) -> Iterator[str]:
    """Yield an event as a VEVENT, and each of its changed occurrences as another."""
    if not event.only_overrides:
        yield from _master_lines(event, settings)
    out = frozenset(event.recurrence.excluded if event.recurrence else ())
    for override in event.overrides:
        # Of a day that is taken out of the series, readers believe only what is as new as the series.
        newest = max(override.sequence, event.sequence) if override.at in out else override.sequence
        yield from _override_lines(event, replace(override, sequence=newest), settings)


def _master_lines(event: Event, settings: ReadSettings) -> Iterator[str]:
    extra, parts = plain_and_parts(event.extra)
    yield "BEGIN:VEVENT"
    yield from head_lines(event)
    yield from _shared_lines(event, settings, extra)
    yield from _inherited_lines(event)
    yield from _recurrence_lines(event)
    yield from own_lines(event)
    if event.link and not any(raw.rstrip().endswith(event.link) for raw in extra):
        yield f"CONFERENCE;VALUE=URI:{event.link}"
    yield from kept_lines(extra, _WRITTEN)
    yield from parts
    for alarm in event.alarms:
        yield from alarm_lines(alarm)
    yield "END:VEVENT"


def _shared_lines(entry: Event | Override, settings: ReadSettings, extra: list[str]) -> Iterator[str]:
    """Yield what an event and a changed occurrence have in common, from the start to the people; lines used leave ``extra``."""
    yield stamp_line("DTSTART", entry.start, entry.zone, entry.all_day)
    end_zone = entry.end_zone or entry.zone
    if entry.all_day or entry.end != entry.start or end_zone != entry.zone:
        yield stamp_line("DTEND", entry.end, end_zone, entry.all_day)
    title = written_title(entry.title, entry.description, settings, extra)
    yield from text_lines("SUMMARY", title, settings, extra)
    yield from text_lines("DESCRIPTION", entry.description, settings, extra)
    yield from text_lines("LOCATION", entry.place, settings, extra)
    yield f"STATUS:{entry.status.upper()}"
    yield from reason_lines(entry.reason, settings)
    yield f"SEQUENCE:{entry.sequence}"
    yield from (participant_line("ATTENDEE", person) for person in entry.participants)


def _inherited_lines(event: Event) -> list[str]:
    """Return what a changed occurrence takes from its series."""
    lines = [marking_line(event)]
    lines += own_line("ACCESS", event.access) if event.access != "open" else []
    lines += [participant_line("ORGANIZER", event.organizer)] if event.organizer else []
    lines += [f"CLASS:{escape(event.privacy).upper()}"] if event.privacy else []
    lines.append(f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}")
    lines += [f"PRIORITY:{event.priority}"] if event.priority else []
    lines += [f"URL:{event.url}"] if event.url else []
    lines += travel_lines(event)
    lines += ["CATEGORIES:" + ",".join(map(escape, event.categories))] if event.categories else []
    return lines


def _override_lines(event: Event, override: Override, settings: ReadSettings) -> Iterator[str]:
    extra, parts = plain_and_parts(override.extra)
    yield "BEGIN:VEVENT"
    yield from head_lines(event)
    # The occurrence is named in the series' zone, whatever zone it was moved to: others match it by that time.
    name = "RECURRENCE-ID;RANGE=THISANDFUTURE" if override.this_and_future else "RECURRENCE-ID"
    yield stamp_line(name, override.at, event.zone, event.all_day)
    yield from _shared_lines(override, settings, extra)
    told = {property_of(raw) for raw in extra}
    yield from (line for line in _inherited_lines(event) if property_of(line) not in told)
    if event.only_overrides:  # there is no series in the file that could say it
        yield from own_lines(event)
    yield from kept_lines(extra, _WRITTEN - INHERITED)
    yield from parts
    for alarm in override.alarms:
        yield from alarm_lines(alarm)
    yield "END:VEVENT"


def _recurrence_lines(event: Event) -> Iterator[str]:
    recurrence = event.recurrence or Recurrence()
    yield from (f"RRULE:{rule}" for rule in recurrence.rules)
    yield from (f"EXRULE:{rule}" for rule in recurrence.exclusions)
    yield from (stamp_line("EXDATE", at, event.zone, event.all_day) for at in recurrence.excluded)
    ends = (*recurrence.added_until, *[None] * len(recurrence.added))
    for at, end in zip(recurrence.added, ends, strict=False):
        line = stamp_line("RDATE", at, event.zone, event.all_day)
        if end is None:
            yield line
        elif event.all_day:
            yield f"RDATE;VALUE=PERIOD:{date_text(at)}T000000/{date_text(end)}T000000"
        else:
            suffix = "Z" if event.zone == "UTC" else ""
            yield f"{line.replace('RDATE', 'RDATE;VALUE=PERIOD', 1)}/{time_text(end)}{suffix}"
