"""VJOURNAL both ways: a meeting with its notes, one DESCRIPTION a portion, each with its own marking."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exchange.ical.events import derived_uid
from liaison_desk.exchange.ical.fields import Fields, number, read_date, sort_fields
from liaison_desk.exchange.ical.headers import (
    head_lines,
    kept_lines,
    marking_line,
    own_line,
    plain_and_parts,
    property_of,
)
from liaison_desk.exchange.ical.lines import Component, Line, digest, escape, param_text, parse_line, unescape
from liaison_desk.exchange.ical.people import read_participant
from liaison_desk.exchange.ical.reading import Reading
from liaison_desk.exchange.ical.titles import given_title, written_title
from liaison_desk.exchange.ical.values import Moment, date_text, parse_stamp, stamp_line, time_text, utc_text
from liaison_desk.exchange.ical.wording import OWN, read_wording, text_lines, wording_lines
from liaison_desk.exchange.result import Entry, ReadSettings
from liaison_desk.foundation.core.codec import ShapeError, plain, typed
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.meetings.records import AgendaItem, Attendee, Attribution, Meeting, Portion, PortionKind
from liaison_desk.meetings.rules.validity import DEEPEST

Choice = TypeVar("Choice", bound=StrEnum)

# Texts only this desk knows: the record's attribute and the property's name.
_OWN_TEXTS = (
    ("kind", "KIND"),
    ("link", "LINK"),
    ("chair", "CHAIR"),
    ("series", "SERIES"),
    ("state", "STATE"),
    ("interpreter", "INTERPRETER"),
    ("template", "TEMPLATE"),
)
_ATTENDEE_TEXTS = ("native", "rank", "post", "organization", "nation", "role")
_SINGLE = ("UID", "DTSTART", "DTSTAMP", "CREATED", "LAST-MODIFIED", "DCREATED", "STATUS")
_TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION")
_OWN_SINGLE = (*(name for _, name in _OWN_TEXTS), "END", "MARKING")
_AGENDA = OWN + "AGENDA"
_LONGEST_ITEM = 20_000
_MANY = (*_TEXTS, *(OWN + name for name in _TEXTS), OWN + "ATTENDEE", _AGENDA)
# Texts of a portion that stand in parameters of its line.
_PORTION_TEXTS = (
    ("said_by", "X-SAID-BY"),
    ("nation", "X-NATION"),
    ("to_whom", "X-TO"),
    ("to_nation", "X-TO-NATION"),
    ("section", "X-SECTION"),
)
_NAMES = MappingProxyType(
    dict.fromkeys((*_SINGLE, *(OWN + name for name in _OWN_SINGLE)), False) | dict.fromkeys(_MANY, True)
)
_WRITTEN = frozenset(_NAMES)


def read_journal(component: Component, reading: Reading) -> Entry[Meeting] | None:
    """Return a VJOURNAL as a meeting with its notes, or None if nothing says when it was (which is told)."""
    fields = sort_fields(component, _NAMES, reading)
    extra, settings = fields.extra, reading.settings
    created, changed = reading.stamps(fields.one)
    start = read_date(fields, "DTSTART", reading)
    if start is None:
        # A journal may be without a date; the notes then stand at the time they were written.
        written = created or changed
        if written is None:
            reading.skip(component.number, "The journal entry has no date that can be read; it was left out.")
            return None
        start = Moment(written.replace(tzinfo=None), "UTC", False)
    elif not start.zone:
        # A meeting is somewhere; the line that names no zone is kept, to be written back as long as the time stays.
        extra.append(stamp_line("DTSTART", start.at, "", start.all_day))
        start = start._replace(zone=settings.zone)
    end = parse_stamp(fields.value(OWN + "END"))
    # Guests of other programs stay in their lines too: an attendee has no address.
    guests = [read_participant(line) for line in component.lines if line.name == "ATTENDEE"]
    attendees = [_attendee(line) for line in fields.lines(OWN + "ATTENDEE")]
    attendees += [Attendee(guest.name or guest.email) for guest in guests if guest] if not attendees else []
    fields.parts += [raw for child in component.children for raw in child.raw()]
    title = read_wording(fields.lines("SUMMARY", OWN + "SUMMARY"), settings, extra)
    occurrence = component.first("RECURRENCE-ID") or component.first("X-RECURRENCE-ID")
    uid = unescape(fields.value("UID")) or derived_uid(start.at.isoformat(), title.host or title.home, "")
    uid = f"{uid}/{occurrence.value.strip()}" if occurrence else uid
    own: dict[str, Any] = {field: text for field, name in _OWN_TEXTS if (text := unescape(fields.value(OWN + name)))}
    own.setdefault("state", _state(fields, extra))
    portions = tuple(_portions(fields.lines("DESCRIPTION", OWN + "DESCRIPTION"), uid, reading, extra))
    meeting = Meeting(
        uid=uid,
        title=given_title(title, _text(portions), settings, extra),
        start=start.at,
        end=max(end.at, start.at) if end else start.at,
        zone=start.zone,
        place=read_wording(fields.lines("LOCATION", OWN + "LOCATION"), settings, extra),
        attendees=tuple(attendees),
        agenda=tuple(_agenda(fields, reading)),
        portions=portions,
        created_at=created,
        updated_at=changed,
        marking=reading.marking(fields.one.get(OWN + "MARKING")),
        **own,
    )
    meeting = replace(meeting, extra=fields.kept())
    return Entry(meeting, component.number, derived=not fields.value("UID"), said=digest([component]))


def _state(fields: Fields, extra: list[str]) -> str:
    """Return how minutes stand that another program tells of; what is said beside FINAL is kept, to be written back."""
    line = fields.one.get("STATUS")
    if line is None:
        return "draft"
    if line.value.strip().upper() == "FINAL":
        return "final"
    extra.append(line.raw)
    return "draft"


def _status_lines(meeting: Meeting, extra: list[str]) -> list[str]:
    """Return STATUS: FINAL for final minutes, else the kept line; a file without one says nothing of it."""
    kept = [raw for raw in extra if property_of(raw) == "STATUS"]
    extra[:] = [raw for raw in extra if raw not in kept]
    return ["STATUS:FINAL"] if meeting.state == "final" else kept[:1]


def _agenda(fields: Fields, reading: Reading) -> Iterator[AgendaItem]:
    """Yield the items of the agenda; one that cannot be read is told and kept."""
    for line in fields.lines(_AGENDA):
        try:
            if len(line.value) > _LONGEST_ITEM:
                raise ShapeError("too long")
            yield typed(AgendaItem, json.loads(unescape(line.value)))
        except (ValueError, RecursionError):
            reading.problem(line.number, "An item of the agenda could not be read and was left out.")
            fields.extra.append(reading.keep(line))


def _portions(lines: list[Line], uid: str, reading: Reading, extra: list[str]) -> Iterable[Portion]:
    """Yield one portion a DESCRIPTION; the desk's own lines say by their uid which belong together."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.param("X-UID") or f"{uid}#{len(groups) + 1}", []).append(line)
    for key, group in groups.items():
        head = group[0]
        said_at = parse_stamp(head.param("X-SAID-AT"))
        shown = [
            line._replace(
                params={
                    name: text for name, text in line.params.items() if not name.startswith("X-") or name == "X-WORDING"
                }
            )
            for line in group
        ]
        texts: dict[str, Any] = {field: head.param(name) for field, name in _PORTION_TEXTS}
        yield Portion(
            uid=key,
            kind=_choice(PortionKind, head.param("X-KIND"), PortionKind.NOTE),
            marking=_marking(head, reading),
            text=read_wording(shown, reading.settings, extra if "X-UID" not in head.params else []),
            **texts,
            due=_due(head),
            level=number(head.param("X-LEVEL"), 0, DEEPEST) or 0,
            attribution=_choice(Attribution, head.param("X-ATTRIBUTION"), Attribution.NAMED),
            said_at=said_at.at.replace(tzinfo=UTC) if said_at else None,
        )


def _due(head: Line) -> date | None:
    stamp = parse_stamp(head.param("X-DUE"))
    return stamp.at.date() if stamp else None


def _text(portions: Sequence[Portion]) -> Bilingual:
    return portions[0].text if portions else Bilingual()


def _choice(kind: type[Choice], text: str, usual: Choice) -> Choice:
    return kind(text) if text in set(kind) else usual


def _marking(line: Line, reading: Reading) -> Marking | None:
    if "X-MARKING" not in line.params:
        return reading.settings.marking if "X-UID" not in line.params else None
    try:
        return Marking.decode(line.param("X-MARKING"))
    except DeskError:
        reading.problem(line.number, "The marking could not be read; the entry stays unmarked.")
        return None


def _attendee(line: Line) -> Attendee:
    texts: dict[str, Any] = {name: line.param(f"X-{name.upper()}") for name in _ATTENDEE_TEXTS}
    return Attendee(unescape(line.value), **texts)


def meeting_lines(meeting: Meeting, settings: ReadSettings) -> list[str]:
    """Return a meeting as a VJOURNAL: every portion a DESCRIPTION of its own, with its marking beside it."""
    extra, parts = plain_and_parts(meeting.extra)
    uid = meeting.uid
    for raw in extra:
        if property_of(raw) in {"RECURRENCE-ID", "X-RECURRENCE-ID"}:
            uid = uid.removesuffix("/" + raw.rpartition(":")[2].strip())
    title = written_title(meeting.title, _text(meeting.portions), settings, extra)
    lines = ["BEGIN:VJOURNAL", *head_lines(meeting, uid), marking_line(meeting)]
    lines.append(_start_line(meeting, extra))
    lines += own_line("END", time_text(meeting.end)) if meeting.end != meeting.start else []
    lines += text_lines("SUMMARY", title, settings, extra) + text_lines("LOCATION", meeting.place, settings, extra)
    lines += _status_lines(meeting, extra)
    for item in meeting.agenda:
        lines.append(f"{_AGENDA}:{escape(json.dumps(plain(item), ensure_ascii=False, separators=(',', ':')))}")
    for portion in meeting.portions:
        lines += _portion_lines(portion, settings)
    for attendee in meeting.attendees:
        texts = "".join(
            f";X-{name.upper()}={param_text(text)}" for name in _ATTENDEE_TEXTS if (text := getattr(attendee, name))
        )
        lines.append(f"{OWN}ATTENDEE{texts}:{escape(attendee.name)}")
    usual = {"kind": "meeting", "state": "draft"}
    for field, name in _OWN_TEXTS:
        text = getattr(meeting, field)
        lines += own_line(name, text) if text != usual.get(field, "") else []
    return [*lines, *kept_lines(extra, _WRITTEN), *parts, "END:VJOURNAL"]


def _start_line(meeting: Meeting, extra: list[str]) -> str:
    """Return DTSTART: the kept line of a day or a floating time if it still says when the meeting was."""
    for raw in [raw for raw in extra if property_of(raw) == "DTSTART"]:
        extra.remove(raw)
        line = parse_line(raw)
        stamp = parse_stamp(line.value) if line else None
        if stamp and stamp.at == meeting.start:
            return raw
    return stamp_line("DTSTART", meeting.start, meeting.zone, all_day=False)


def _portion_lines(portion: Portion, settings: ReadSettings) -> list[str]:
    params = [("X-UID", portion.uid), ("X-MARKING", portion.marking.encode() if portion.marking else "")]
    params += [("X-KIND", portion.kind)] if portion.kind is not PortionKind.NOTE else []
    params += [(name, text) for field, name in _PORTION_TEXTS if (text := getattr(portion, field))]
    params += [("X-DUE", date_text(portion.due))] if portion.due else []
    params += [("X-LEVEL", str(portion.level))] if portion.level else []
    params += [("X-ATTRIBUTION", portion.attribution)] if portion.attribution is not Attribution.NAMED else []
    params += [("X-SAID-AT", utc_text(portion.said_at))] if portion.said_at else []
    told = "".join(f";{name}={param_text(text)}" for name, text in params)
    written = wording_lines("DESCRIPTION", portion.text, settings) or ["DESCRIPTION:"]
    return [re.sub(r"^([A-Z-]+)", lambda found: found[1] + told, line, count=1) for line in written]
