"""Reads a calendar file: every component on its own, so that one bad entry costs nothing but itself."""

from dataclasses import replace
from typing import TypeVar

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.record import Record
from liaison_desk.exchange.ical.content import PALETTE_COLORS, Message, ReadCalendar
from liaison_desk.exchange.ical.encoding import decode
from liaison_desk.exchange.ical.events import Draft, gather, read_event
from liaison_desk.exchange.ical.journals import read_journal
from liaison_desk.exchange.ical.lines import Component, Line, cut, unescape
from liaison_desk.exchange.ical.messages import ANSWERS, MESSAGES, read_message
from liaison_desk.exchange.ical.reading import Reading
from liaison_desk.exchange.ical.tasks import read_task
from liaison_desk.exchange.ical.wording import OWN, read_wording
from liaison_desk.exchange.result import Entry, ReadSettings
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import Task

R = TypeVar("R", bound=Record)

_CALENDAR_PARTS = frozenset(
    {"VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VALARM", "VAVAILABILITY"}
)
_ENTRIES = frozenset({"VEVENT", "VTODO", "VJOURNAL"})
_PARTS = frozenset({"VTIMEZONE", "VALARM", "STANDARD", "DAYLIGHT"})
_NAMES = ("X-WR-CALNAME", "NAME", OWN + "NAME")
_COLORS = ("COLOR", "X-APPLE-CALENDAR-COLOR", "X-OUTLOOK-COLOR", "X-FUNAMBOL-COLOR")
# What the writer says itself, and what is true of the file only.
_OWN_OF_THE_CALENDAR = frozenset(OWN + name for name in ("PALETTE", "MARKING", "EVENT-MARKING", "HOLIDAYS"))
_OF_THE_FILE = frozenset({"VERSION", "PRODID", "METHOD", "CALSCALE", "TZ", "DAYLIGHT", *_OWN_OF_THE_CALENDAR, *_NAMES})


def read_ical(data: bytes, settings: ReadSettings) -> ReadCalendar:
    """Read an iCalendar (RFC 5545) or vCalendar 1.0 file; bare components without a calendar around them are read too.

    Whatever cannot be read is listed with its line, and the rest is kept. A file that is no calendar at all, or
    too large to be one, raises UnreadableError.
    """
    reading = Reading(settings)
    root = cut(decode(data), reading.problem)
    if not any(component.name in _CALENDAR_PARTS for component in root.walk()):
        raise UnreadableError("The file is not a calendar (.ics or .vcs); nothing was read.")
    reading.open(root)
    return _File(reading).read(root)


class _File:
    """Collects what the components of one file are."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._drafts: list[Draft] = []
        self._tasks: list[Entry[Task]] = []
        self._journals: list[Entry[Meeting]] = []
        self._messages: list[Message] = []
        self._lines: list[Line] = []
        self._method = ""

    def read(self, root: Component) -> ReadCalendar:
        """Read everything and put it together."""
        self._read_all(root)
        reading, settings = self._reading, self._reading.settings
        events = gather(self._drafts, reading)
        extra: list[str] = []
        names = [line._replace(params=_languages(line)) for line in self._lines if line.name in _NAMES]
        first: dict[str, Line] = {}
        for line in self._lines:
            first.setdefault(line.name, line)
        told = [line for line in names if line.name == "X-WR-CALNAME"][:1] or [
            line for line in names if line.name == "NAME"
        ][:1]
        told += [line for line in names if line.name == OWN + "NAME"][:1]
        color = next((first[name].value.strip() for name in _COLORS if name in first), "")
        own = {name: unescape(first[name].value) if name in first else "" for name in _OWN_OF_THE_CALENDAR}
        palette = own[OWN + "PALETTE"]
        meant = first.get(OWN + "EVENT-MARKING")
        return ReadCalendar(
            events=tuple(events),
            tasks=_told_apart(self._tasks),
            journals=_told_apart(self._journals),
            name=read_wording(told, settings, extra) if told else Bilingual(),
            color=color,
            palette=palette,
            method=self._method,
            extra=tuple(
                line.raw
                for line in self._lines
                if line.name not in _OF_THE_FILE
                and line is first[line.name]
                and (line.name, color) != ("COLOR", PALETTE_COLORS.get(palette))
            ),
            marking=reading.marking(first.get(OWN + "MARKING")),
            event_marking=reading.marking(meant) if meant else None,
            holidays=own[OWN + "HOLIDAYS"] if own[OWN + "HOLIDAYS"] in load_nations() else "",
            messages=tuple(self._messages),
            problems=tuple(sorted(reading.problems, key=lambda problem: problem.line)),
            count=len(events)
            + sum(len(entry.record.overrides) - entry.record.only_overrides for entry in events)
            + len(self._tasks)
            + len(self._journals),
            skipped=reading.skipped,
        )

    def _read_all(self, parent: Component) -> None:
        for component in parent.children:
            if component.name == "VCALENDAR":
                self._open_calendar(component)
                self._read_all(component)
                self._reading.leave_calendar()
            elif component.name in _ENTRIES:
                self._read_entry(component)
            elif any(inner.name in _ENTRIES for inner in component.walk()):
                # An unknown wrapper may still hold entries.
                self._read_all(component)
            elif component.name == "VFREEBUSY":
                self._reading.skip(component.number, "Free/busy times are not entries; they were left out.")
            elif component.name not in _PARTS:
                told = "A {name} is nothing this desk keeps; it was left out."
                self._reading.skip(component.number, told, name=component.name[:40])

    def _read_entry(self, component: Component) -> None:
        reading = self._reading
        if component.name == "VTODO":
            self._tasks.append(read_task(component, reading))
        elif component.name == "VJOURNAL":
            journal = read_journal(component, reading)
            self._journals += [journal] if journal else []
        else:
            if reading.method in MESSAGES:
                told = len(reading.problems)
                message = read_message(component, reading)
                self._messages += [message] if message else []
                # What only answers is no event of its own; what cancels may be the first that is heard of one.
                if message and (reading.method in ANSWERS or not component.first("DTSTART")):
                    return
                del reading.problems[told:]  # the event tells them again
            draft = read_event(component, reading)
            self._drafts += [draft] if draft else []

    def _open_calendar(self, calendar: Component) -> None:
        reading = self._reading
        method, version = calendar.first("METHOD"), calendar.first("VERSION")
        reading.method = method.value.strip().upper() if method else ""
        reading.old = version is not None and version.value.strip().startswith("1.")
        reading.old_zone = reading.zones.old_style(calendar) if reading.old else ""
        self._method = self._method or reading.method
        self._lines += calendar.lines


def _told_apart(entries: list[Entry[R]]) -> tuple[Entry[R], ...]:
    """Return entries without a UID under UIDs of their own, where what these are made of is the same and the rest is not."""
    said: dict[str, list[str]] = {}
    apart = []
    for entry in entries:
        texts = said.setdefault(entry.record.uid, [])
        if entry.said not in texts:
            texts.append(entry.said)
        place = texts.index(entry.said)
        if entry.derived and place:
            record = replace(entry.record, uid=f"{entry.record.uid}-{place + 1}")
            apart.append(replace(entry, record=record))
        else:
            apart.append(entry)
    return tuple(apart)


def _languages(line: Line) -> dict[str, str]:
    return {name: text for name, text in line.params.items() if name in {"LANGUAGE", "X-WORDING"}}
