"""Reminders: VALARM both ways, and the AALARM and DALARM lines of vCalendar 1.0."""

from dataclasses import replace
from datetime import UTC
from types import MappingProxyType

from liaison_desk.calendar.records import Alarm
from liaison_desk.domain.zones import to_utc
from liaison_desk.exchange.ical.lines import Component, Line, escape, unescape
from liaison_desk.exchange.ical.values import Moment, length_text, parse_length, parse_stamp, utc_text
from liaison_desk.exchange.ical.wording import KEPT
from liaison_desk.foundation.core.errors import DeskError

_OLD_ACTIONS = MappingProxyType({"AALARM": "audio", "DALARM": "display", "PALARM": "procedure", "MALARM": "email"})
_FIELDS = frozenset({"TRIGGER", "ACTION", "DESCRIPTION", "REPEAT", "DURATION"})
OLD_ALARMS = frozenset(_OLD_ACTIONS)
_LONGEST = 60 * 24 * 366 * 100


def read_alarm(component: Component, zone: str) -> Alarm | None:
    """Return a VALARM as an alarm, or None if nothing readable says when it rings.

    ``zone`` is where a written wall time is taken to be. Lines without a field stay in ``extra``.
    """
    alarm: Alarm | None = None
    action, text, repeat, every = "", "", 0, 0.0
    extra: list[str] = []
    for line in component.lines:
        value = line.value.strip()
        if line.name == "TRIGGER" and alarm is None:
            alarm = _trigger(line, zone)
            if alarm is None:
                return None
        elif line.name == "ACTION" and value and not action:
            action = value.lower()
        elif line.name == "DESCRIPTION" and not line.params and not text:
            text = unescape(line.value)
        elif line.name == "REPEAT" and value.isdecimal() and len(value) < 6:
            repeat = int(value)
        elif line.name == "DURATION" and (length := parse_length(value)):
            every = length.minutes
        elif line.name in _FIELDS:
            extra.append(KEPT + line.raw.lstrip())
        else:
            extra.append(line.raw)
    if alarm is None:
        return None
    extra += [raw for child in component.children for raw in child.raw()]
    return replace(alarm, action=action or "display", text=text, repeat=repeat, every_minutes=every, extra=tuple(extra))


def kept_alarm(component: Component) -> list[str]:
    """Return the lines of an alarm that cannot ring, renamed, since strict programs refuse a whole file for one of those."""
    return [f"BEGIN:{KEPT}VALARM", *(KEPT + line.raw.lstrip() for line in component.lines), f"END:{KEPT}VALARM"]


def _trigger(line: Line, zone: str) -> Alarm | None:
    length = parse_length(line.value)
    if length is not None:
        if abs(length.minutes) > _LONGEST:
            return None
        return Alarm(minutes=length.minutes, related_to_end=line.param("RELATED").upper() == "END")
    stamp = parse_stamp(line.value)
    if stamp is None:
        return None
    try:
        at = stamp.at.replace(tzinfo=UTC) if stamp.utc else to_utc(stamp.at, zone)
    except DeskError:
        return None
    return Alarm(minutes=0, at=at)


def read_old_alarm(line: Line, start: Moment, zone: str) -> Alarm | None:
    """Return a vCalendar 1.0 alarm (``time;snooze;repeat;text``), or None if it has no time.

    A wall time is kept as its distance from the start, so that it rings rightly whatever zone that has.
    """
    time, snooze, repeat, text = ([piece.strip() for piece in line.value.split(";", 3)] + ["", "", ""])[:4]
    stamp = parse_stamp(time)
    if stamp is None:
        return None
    alarm = Alarm(minutes=0, action=_OLD_ACTIONS[line.name], text=unescape(text))
    if not stamp.utc and abs(distance := (stamp.at - start.at).total_seconds() / 60) <= _LONGEST:
        alarm = replace(alarm, minutes=distance)
    else:
        try:
            alarm = replace(alarm, at=stamp.at.replace(tzinfo=UTC) if stamp.utc else to_utc(stamp.at, zone))
        except DeskError:
            return None
    length = parse_length(snooze)
    count = int(repeat) if repeat.isdecimal() and len(repeat) < 6 else 0
    return replace(alarm, repeat=count, every_minutes=length.minutes) if length and count else alarm


def alarm_lines(alarm: Alarm) -> list[str]:
    """Return a VALARM. A display alarm always has a DESCRIPTION, as RFC 5545 §3.6.6 demands."""
    lines = ["BEGIN:VALARM", f"ACTION:{escape(alarm.action).upper() or 'DISPLAY'}"]
    if alarm.at is not None:
        lines.append(f"TRIGGER;VALUE=DATE-TIME:{utc_text(alarm.at)}")
    else:
        related = ";RELATED=END" if alarm.related_to_end else ""
        lines.append(f"TRIGGER{related}:{length_text(alarm.minutes)}")
    has_text = any(line.upper().startswith(("DESCRIPTION:", "DESCRIPTION;")) for line in alarm.extra)
    if alarm.text or (alarm.action == "display" and not has_text):
        lines.append(f"DESCRIPTION:{escape(alarm.text)}")
    if alarm.repeat:
        lines.append(f"REPEAT:{alarm.repeat}")
    if alarm.every_minutes:
        lines.append(f"DURATION:{length_text(alarm.every_minutes)}")
    return [*lines, *alarm.extra, "END:VALARM"]
