"""VEVENT to records: an event, or one changed occurrence of a series, and both put together by their UID."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from liaison_desk.calendar.records import Alarm, Event, Override, Recurrence, Status
from liaison_desk.calendar.rules import FARTHEST_REMINDER, event_problems
from liaison_desk.domain.zones import to_utc
from liaison_desk.exchange.ical.alarms import OLD_ALARMS, kept_alarm, read_alarm, read_old_alarm
from liaison_desk.exchange.ical.fields import (
    Fields,
    categories,
    number,
    read_date,
    read_dates,
    read_end,
    read_rules,
    series_time,
    sort_fields,
)
from liaison_desk.exchange.ical.headers import plain_and_parts
from liaison_desk.exchange.ical.lines import Component, digest, unescape
from liaison_desk.exchange.ical.own import (
    COMMENTS,
    ORGANIZATION,
    RHYTHM,
    TRAVEL,
    read_organizations,
    read_reason,
    read_rhythm,
    read_travel,
)
from liaison_desk.exchange.ical.people import read_participant
from liaison_desk.exchange.ical.reading import Reading
from liaison_desk.exchange.ical.titles import given_title
from liaison_desk.exchange.ical.values import Moment
from liaison_desk.exchange.ical.wording import OWN, read_wording
from liaison_desk.exchange.result import Entry
from liaison_desk.foundation.core.errors import DeskError

_LINKS = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
_TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION")
_SINGLE = (
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RECURRENCE-ID",
    "X-RECURRENCE-ID",
    "STATUS",
    "SEQUENCE",
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "DCREATED",
)
_MASTER_SINGLE = ("ORGANIZER", "CLASS", "TRANSP", "PRIORITY", "URL", *TRAVEL, OWN + "MARKING", OWN + "ACCESS")
INHERITED = frozenset((*_MASTER_SINGLE, "CATEGORIES"))
"""What a changed occurrence takes from its series as long as it does not say otherwise."""
_MANY = (*_TEXTS, *(OWN + name for name in _TEXTS), "ATTENDEE", *OLD_ALARMS, "RRULE", "EXRULE", "RDATE", "EXDATE")
NAMES = MappingProxyType(
    dict.fromkeys((*_SINGLE, *_MASTER_SINGLE, RHYTHM), False)
    | dict.fromkeys((*_MANY, *COMMENTS, ORGANIZATION, "CATEGORIES", *_LINKS), True)
)
_STATUSES = MappingProxyType({status.value: status for status in Status} | {"canceled": Status.CANCELLED})


class Draft(NamedTuple):
    """A VEVENT that was read: as a whole event, and, if it names its occurrence, as one to put into its series."""

    event: Event
    line: int
    component: Component
    occurrence: Moment | None
    override: Override | None


def read_event(component: Component, reading: Reading) -> Draft | None:
    """Return a VEVENT as far as it can be read, or None if it has no start (which is told)."""
    fields = sort_fields(component, NAMES, reading)
    occurrence = _occurrence(fields, reading)
    start = read_date(fields, "DTSTART", reading) or occurrence
    if start is None:
        reading.skip(component.number, "The event has no start that can be read; it was left out.")
        return None
    shared = _shared(component, fields, start, reading)
    event = _whole(fields, shared, start, reading)
    if occurrence is None:
        return Draft(event, component.number, component, None, None)
    # What a series says once stays with the occurrence as lines, to be compared with those of its series.
    told = [fields.one[name].raw for name in _MASTER_SINGLE if name in fields.one]
    told += [line.raw for line in fields.lines("CATEGORIES", *_LINKS)]
    kept = [reading.keep(line) for line in fields.lines("RRULE", "EXRULE", "RDATE", "EXDATE")]
    line = fields.one.get("RECURRENCE-ID") or fields.one["X-RECURRENCE-ID"]
    reach = line.param("RANGE").upper()
    if reach not in {"", "THISANDFUTURE"}:
        reading.problem(
            line.number, "The range {value} is not known; only this occurrence is changed.", value=reach[:40]
        )
    override = Override(
        at=occurrence.at,
        **shared | {"extra": fields.kept((*told, *kept)), "this_and_future": reach == "THISANDFUTURE"},
    )
    return Draft(event, component.number, component, occurrence, override)


def _occurrence(fields: Fields, reading: Reading) -> Moment | None:
    name = "RECURRENCE-ID" if "RECURRENCE-ID" in fields.one else "X-RECURRENCE-ID"
    return read_date(fields, name, reading)


def _shared(component: Component, fields: Fields, start: Moment, reading: Reading) -> dict[str, Any]:
    """Return the fields that an event and a changed occurrence have in common."""
    settings, extra = reading.settings, fields.extra
    end = read_end(fields, start, read_date(fields, "DTEND", reading), reading)
    texts = {name: read_wording(fields.lines(name, OWN + name), settings, extra) for name in _TEXTS}
    status = _STATUSES.get(fields.value("STATUS").lower())
    if status is None:
        if fields.value("STATUS"):
            extra.append(reading.keep(fields.one["STATUS"]))
        status = Status.CANCELLED if reading.method == "CANCEL" else Status.CONFIRMED
    participants = []
    for line in fields.lines("ATTENDEE"):
        if person := read_participant(line):
            participants.append(person)
        elif line.value.strip():
            extra.append(reading.keep(line))
    return {
        "start": start.at,
        "end": end.at,
        "zone": start.zone,
        "end_zone": end.zone,
        "all_day": start.all_day,
        "title": texts["SUMMARY"],
        "description": texts["DESCRIPTION"],
        "place": texts["LOCATION"],
        "status": status,
        "reason": read_reason(fields, reading),
        "participants": tuple(participants),
        "alarms": tuple(_alarms(component, fields, start, reading)),
        "sequence": number(fields.value("SEQUENCE"), 0, 2**31 - 1) or 0,
        "extra": (),
    }


def _alarms(component: Component, fields: Fields, start: Moment, reading: Reading) -> Iterable[Alarm]:
    zone = start.zone or reading.settings.zone
    for child in component.children:
        trigger = child.first("TRIGGER") if child.name == "VALARM" else None
        told = trigger.param("TZID") if trigger else ""
        alarm = read_alarm(child, reading.zones.settle(told, child.number) if told else zone) if trigger else None
        if alarm:
            if _too_far(alarm, start, zone):
                reading.problem(child.number, "The reminder is more than {n} days from its event and will not ring.", n=FARTHEST_REMINDER.days)  # fmt: skip
            yield alarm
            continue
        if child.name == "VALARM":
            reading.problem(child.number, "The reminder does not say when; it is kept but will not ring.")
            fields.parts += kept_alarm(child)
        else:
            fields.parts += child.raw()
    for line in fields.lines(*sorted(OLD_ALARMS)):
        if alarm := read_old_alarm(line, start, zone):
            yield alarm
        elif line.value.strip(" ;"):
            fields.extra.append(reading.keep(line))


def _too_far(alarm: Alarm, start: Moment, zone: str) -> bool:
    """Tell whether a reminder is so far from its event that it is not looked for; one long after a series may be."""
    if alarm.action == "none":  # Apple writes one of the year 1976 where the user wants no reminder
        return False
    if alarm.at is None:
        return abs(alarm.minutes) * 60 > FARTHEST_REMINDER.total_seconds()
    return to_utc(start.at, zone) - alarm.at > FARTHEST_REMINDER


def _whole(fields: Fields, shared: dict[str, Any], start: Moment, reading: Reading) -> Event:
    """Return a VEVENT as an event of its own."""
    extra: list[str] = []
    organizer = read_participant(fields.one["ORGANIZER"]) if "ORGANIZER" in fields.one else None
    created, changed = reading.stamps(fields.one)
    priority = number(fields.value("PRIORITY"), 0, 9)
    if priority is None and fields.value("PRIORITY"):
        extra.append(reading.keep(fields.one["PRIORITY"]))
    transp = fields.value("TRANSP").upper()
    recurrence = _recurrence(fields, start, reading)
    link = ""
    for line in fields.lines(*_LINKS):
        value = line.value.strip()
        if line.raw != f"CONFERENCE;VALUE=URI:{value}" or link:
            extra.append(line.raw)
        link = link or value
    travel = [read_travel(fields, name, reading, extra) for name in TRAVEL]
    rhythm = read_rhythm(fields, reading, extra)
    told = shared["title"]
    title = given_title(told, shared["description"], reading.settings, extra)
    uid = unescape(fields.value("UID"))
    event = Event(
        **shared | {"title": title, "extra": fields.kept(extra)},
        uid=uid or derived_uid(start.at.isoformat(), told.host or told.home, organizer.email if organizer else ""),
        created_at=created,
        updated_at=changed,
        marking=reading.marking(fields.one.get(OWN + "MARKING")),
        access=unescape(fields.value(OWN + "ACCESS")) or "open",
        # vCalendar 1.0 counts: 0 blocks the time, anything above does not.
        busy=not (transp.startswith("TRANSPARENT") or (transp.isdecimal() and int(transp[:9]) > 0)),
        travel_before=travel[0],
        travel_after=travel[1],
        organizations=read_organizations(fields),
        rhythm=rhythm,
        link=link,
        url=fields.value("URL").replace("\\,", ",").replace("\\;", ";"),
        priority=priority or 0,
        privacy=unescape(fields.value("CLASS")).lower(),
        organizer=organizer,
        categories=categories(fields.lines("CATEGORIES"), reading.old),
        recurrence=recurrence,
    )
    return _bearable(event, fields, reading) if recurrence and recurrence.rules else event


def _bearable(event: Event, fields: Fields, reading: Reading) -> Event:
    """Return an event without its rules if these would fill every page of a desk; they are told and kept."""
    problems = [problem for problem in event_problems(event) if problem.field == "recurrence"]
    if not problems or event.recurrence is None:
        return event
    kept: list[str] = []
    for line in fields.lines("RRULE"):
        reading.problem(line.number, problems[0].text, **dict(problems[0].values))
        told = "The rule {value} was left out; the entry stands without it."
        reading.problem(line.number, told, value=line.value[:80])
        kept.append(reading.keep(line))
    left = replace(event.recurrence, rules=())
    extra, parts = plain_and_parts(event.extra)
    return replace(event, recurrence=left if left != Recurrence() else None, extra=(*extra, *kept, *parts))


def _recurrence(fields: Fields, start: Moment, reading: Reading) -> Recurrence | None:
    if not fields.many.keys() & {"RRULE", "RDATE", "EXDATE", "EXRULE"}:
        return None
    rules, exclusions = read_rules(fields, "RRULE", reading), read_rules(fields, "EXRULE", reading)
    added, added_until = read_dates(fields, "RDATE", start, reading)
    excluded, _ = read_dates(fields, "EXDATE", start, reading)
    recurrence = Recurrence(rules, added, excluded, exclusions, added_until)
    return recurrence if recurrence != Recurrence() else None


def derived_uid(start: str, title: str, who: str) -> str:
    """Return the same UID for the same entry of the same file each time, so that importing twice adds nothing."""
    return "desk-" + hashlib.sha256(f"{start}|{title}|{who}".encode("utf-8", "replace")).hexdigest()[:32]


def gather(drafts: list[Draft], reading: Reading) -> list[Entry[Event]]:
    """Put changed occurrences into their series; those whose series is not in the file become an event of their own."""
    masters: dict[str, list[Draft]] = {}
    changed: dict[str, list[Draft]] = {}
    for draft in drafts:
        (changed if draft.override else masters).setdefault(draft.event.uid, []).append(draft)
    entries: list[Entry[Event]] = []
    for uid, versions in masters.items():
        for place, draft in enumerate(_newest(versions, reading)):
            series = Moment(draft.event.start, draft.event.zone, draft.event.all_day)
            parts = changed.pop(uid, [])
            overrides = _still_true(draft, _overrides(parts, series, draft.component, reading), reading)
            event = replace(draft.event, overrides=overrides) if overrides else draft.event
            event = _marked(event, parts, reading)
            # Two entries with one UID would overwrite each other in a calendar.
            event = replace(event, uid=f"{uid}-{place + 1}") if place else event
            entries.append(Entry(event, draft.line, said=_said([draft, *parts])))
    entries += [_stray(group, reading) for group in changed.values()]
    return sorted(entries, key=lambda entry: entry.line)


def _still_true(series: Draft, overrides: tuple[Override, ...], reading: Reading) -> tuple[Override, ...]:
    """Return the changed occurrences without those that a later version of their series takes out."""
    excluded = frozenset(series.event.recurrence.excluded if series.event.recurrence else ())
    kept = tuple(one for one in overrides if one.at not in excluded or one.sequence >= series.event.sequence)
    for _ in range(len(overrides) - len(kept)):
        reading.skip(series.line, "An older version of an event in the same file was left out.")
    return kept


def _newest(versions: list[Draft], reading: Reading) -> list[Draft]:
    """Return what counts of several events with one UID: the latest version, or all if they are different events."""
    if len(versions) == 1:
        return versions
    latest = max(draft.event.sequence for draft in versions)
    kept: list[Draft] = []
    seen: set[Event] = set()
    for draft in versions:
        content = _content(draft)
        if draft.event.sequence < latest:
            reading.skip(draft.line, "An older version of an event in the same file was left out.")
        elif content in seen:
            reading.skip(draft.line, "The same event stands in the file twice; it was taken once.")
        else:
            seen.add(content)
            kept.append(draft)
    if len(kept) > 1 and kept[0].component.first("UID"):
        reading.problem(kept[1].line, "Different events have the same UID; each is kept under a UID of its own.")
    return kept


def _content(draft: Draft) -> Event:
    return replace(draft.event, created_at=None, updated_at=None)


def _stray(drafts: list[Draft], reading: Reading) -> Entry[Event]:
    """Return an event for changed occurrences whose series is elsewhere; one that repeats by itself is a series."""
    series = next((draft for draft in drafts if draft.event.recurrence), None)
    if series is None:
        return _orphans(drafts, reading)
    line = series.component.first("RECURRENCE-ID") or series.component.first("X-RECURRENCE-ID")
    assert line is not None
    event = series.event
    others = [draft for draft in drafts if draft is not series]
    overrides = _overrides(others, Moment(event.start, event.zone, event.all_day), series.component, reading)
    event = _marked(event, others, reading)
    return Entry(
        replace(event, overrides=overrides, extra=(*event.extra, reading.keep(line))), series.line, said=_said(drafts)
    )


def _orphans(drafts: list[Draft], reading: Reading) -> Entry[Event]:
    """Return an event of which only changed occurrences are known; its own times are those of the first."""
    first = drafts[0]
    assert first.occurrence is not None
    at, zone, all_day = first.occurrence
    event = replace(
        first.event,
        start=at,
        end=at + (first.event.end - first.event.start),
        zone=zone,
        end_zone=zone,
        all_day=all_day,
        recurrence=None,
        overrides=_overrides(drafts, first.occurrence, first.component, reading),
        only_overrides=True,
        extra=(),
    )
    return Entry(_marked(event, drafts, reading), first.line, said=_said(drafts))


def _marked(event: Event, drafts: Sequence[Draft], reading: Reading) -> Event:
    """Return a series without its marking where an occurrence says another one: all of a series has one marking here."""
    for draft in drafts:
        line = draft.component.first(OWN + "MARKING")
        if line is not None and event.marking is not None and draft.event.marking != event.marking:
            reading.problem(
                line.number, "A changed occurrence is marked otherwise than its series; all of it stays unmarked."
            )
            return replace(event, marking=None)
    return event


def _said(drafts: Sequence[Draft]) -> str:
    return digest([draft.component for draft in drafts])


def _overrides(drafts: list[Draft], series: Moment, master: Component, reading: Reading) -> tuple[Override, ...]:
    inherited = {line.raw for line in master.lines if line.name in INHERITED}
    known: dict[Any, Override] = {}
    for draft in drafts:
        assert draft.occurrence is not None
        assert draft.override is not None
        try:
            at = series_time(draft.occurrence, series)
        except DeskError:
            at = draft.occurrence.at
        extra = tuple(raw for raw in draft.override.extra if raw not in inherited)
        override = replace(draft.override, at=at, extra=extra)
        if at in known:
            reading.problem(draft.line, "The same occurrence is changed twice; the later change counts.")
            if known[at].sequence > override.sequence:
                continue
        known[at] = override
    return tuple(known.values())
