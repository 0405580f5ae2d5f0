"""What a task says beyond a to-do of other programs: a request for information, its log, reminders, and what it waits for.

Standard lines carry what they can (VALARM, COMMENT, RELATED-TO); the rest are lines of the desk's own.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from liaison_desk.calendar.records import Alarm
from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.zones import to_utc
from liaison_desk.exchange.ical.alarms import alarm_lines, kept_alarm, read_alarm
from liaison_desk.exchange.ical.fields import Fields
from liaison_desk.exchange.ical.headers import plain_and_parts
from liaison_desk.exchange.ical.lines import Component, Line, escape, param_text, parse_line, unescape
from liaison_desk.exchange.ical.reading import Reading
from liaison_desk.exchange.ical.wording import OWN
from liaison_desk.foundation.core.codec import ShapeError, plain, typed
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.tasks.records import LogEntry, Repeats, Rfi, Supporter, Task, TaskKind

RFI, REMINDER, REPEATS = OWN + "RFI", OWN + "REMINDER", OWN + "REPEATS"
_AT, _AUTHOR = OWN + "AT", OWN + "AUTHOR"
"""The parameters that tell a line of the log from other programs' comments: when it was written, and by whom."""
_NEVER = "never"
"""What stands for a rule that the desk only keeps: a task of other programs with a rule comes again by it."""
_WAITS_FOR = "RELATED-TO;RELTYPE=DEPENDS-ON:"
_MOST_MINUTES = 60 * 24 * 366 * 10
_LONGEST_RFI = 500_000


def read_rfi(fields: Fields, way: tuple[str, str], reading: Reading) -> Rfi | None:
    """Return what a line says of a request between two nations; one that cannot be read, or kept, is told and kept aside."""
    line = fields.one.get(RFI)
    if line is None:
        return None
    try:
        if len(line.value) > _LONGEST_RFI or not all(way):
            raise ShapeError("no request")
        rfi = typed(Rfi, json.loads(unescape(line.value)))
        days = (rfi.received, rfi.answered, *(step.on for step in rfi.chain))
        if any(year_problems("", day) for day in days) or not 0 <= rfi.number < 100_000 or not 0 <= rfi.year < 10_000:
            raise ShapeError("out of bounds")
    except (ValueError, RecursionError, OverflowError, DeskError):
        reading.problem(line.number, "The request for information could not be read; it became a task.")
        fields.extra.append(reading.keep(line))
        return None
    if rfi.direction != ">".join(way):  # a number of another direction is none of this one's
        rfi = replace(rfi, number=0, year=0, direction="")
    return replace(rfi, asker_id=0)


def rfi_lines(task: Task) -> Iterator[str]:
    """Yield a request's line; numbers of contacts mean nothing outside this desk."""
    if task.rfi is not None:
        said = json.dumps(plain(replace(task.rfi, asker_id=0)), ensure_ascii=False, separators=(",", ":"))
        yield f"{RFI}:{escape(said)}"


def read_log(fields: Fields, reading: Reading) -> tuple[LogEntry, ...]:
    """Return the log's lines among the comments; other comments are kept."""
    found = []
    for line in fields.lines("COMMENT"):
        at = _instant(line.param(_AT)) if _AT in line.params else None
        if at is None:
            fields.extra.append(reading.unread(line))
        else:
            found.append(LogEntry(at, line.param(_AUTHOR), unescape(line.value)))
    return tuple(found)


def _instant(text: str) -> datetime | None:
    """Return an aware instant, to the microsecond, as the log keeps it."""
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo is not None and not year_problems("", at) else None
    except (ValueError, OverflowError):
        return None


def log_lines(task: Task) -> Iterator[str]:
    """Yield the log as comments, which other programs show."""
    for one in task.log:
        told = f";{_AT}={param_text(one.at.astimezone(UTC).isoformat())};{_AUTHOR}={param_text(one.author)}"
        yield f"COMMENT{told}:{escape(one.text)}"


def read_reminders(
    children: Sequence[Component], fields: Fields, reading: Reading, *, begins: bool, due: datetime | None
) -> tuple[int, ...]:
    """Return how many minutes before the suspense a task's alarms ring; an alarm that says more is kept beside.

    Of a task that ``begins`` some day an alarm may be about that day. ``due`` is the instant of a suspense that has one.
    """
    found = [int(line.value) for line in fields.lines(REMINDER) if _minutes_of(line)]
    for child in children:
        alarm = read_alarm(child, reading.settings.zone) if child.name == "VALARM" else None
        minutes = _before(alarm, begins=begins, due=due) if alarm is not None else None
        if minutes is not None:
            found.append(minutes)
        if child.name != "VALARM":
            fields.parts += child.raw()
        elif alarm is None:
            fields.parts += kept_alarm(child)
        elif minutes is None or alarm != _reminding(minutes):
            fields.parts += alarm_lines(alarm)
    return tuple(dict.fromkeys(found))


def reminder_lines(task: Task, parts: Sequence[str], zone: str) -> tuple[list[str], list[str]]:
    """Return a task's reminders as properties and as alarms: kept alarms stand for those they ring, as long as these are there."""
    kept: list[str] = []
    rung: set[int] = set()
    for raw in _components(parts):
        minutes = _minutes_before(raw, task, zone)
        if minutes is None or minutes in task.reminders:
            kept += raw
            rung |= {minutes} if minutes is not None else set()
    own = [minutes for minutes in task.reminders if minutes not in rung]
    if task.due is None:  # an alarm before nothing is one that strict programs refuse
        return [f"{REMINDER}:{minutes}" for minutes in own], kept
    return [], [*(line for minutes in own for line in alarm_lines(_reminding(minutes))), *kept]


def kept_reminders(task: Task) -> tuple[int, ...]:
    """Return how many minutes before the suspense the alarms ring that a task keeps in its lines."""
    minutes = (_minutes_before(raw, task, "UTC") for raw in _components(plain_and_parts(task.extra)[1]))
    return tuple(dict.fromkeys(one for one in minutes if one is not None))


def _minutes_before(raw: Sequence[str], task: Task, zone: str) -> int | None:
    """Return how many minutes before a task's suspense an alarm of kept lines rings; ``None`` for one about something else."""
    if raw[0].upper() != "BEGIN:VALARM":
        return None
    component = Component("VALARM", 0)
    component.lines += [line for one in raw[1:-1] if (line := parse_line(one))]
    alarm = read_alarm(component, zone)
    due = None if task.due is None or task.due_all_day else instant_of(task.due, task.due_zone or zone)
    return None if alarm is None else _before(alarm, begins=task.start is not None, due=due)


def _reminding(minutes: int) -> Alarm:
    """Return a reminder as an alarm: VTODO counts from its DUE by RELATED=END."""
    return Alarm(minutes=-minutes, related_to_end=True)


def instant_of(wall: datetime, zone: str) -> datetime | None:
    """Return the instant of a suspense; ``None`` for one beyond what a calendar knows."""
    try:
        return to_utc(wall, zone)
    except DeskError:
        return None


def _before(alarm: Alarm, *, begins: bool, due: datetime | None) -> int | None:
    """Return how many minutes before the suspense an alarm rings; ``None`` if it is about something else.

    Apple's reminders ring at an instant, which is as far before the suspense as it is.
    """
    if alarm.at is not None and due is not None:
        minutes, rest = divmod((due - alarm.at).total_seconds(), 60)
        return int(minutes) if not rest and 0 <= minutes <= _MOST_MINUTES else None
    ends = alarm.related_to_end or not begins
    whole = alarm.minutes == int(alarm.minutes) and -_MOST_MINUTES <= alarm.minutes <= 0
    return -int(alarm.minutes) if alarm.at is None and ends and whole else None


def _minutes_of(line: Line) -> bool:
    text = line.value.strip()
    return text.isascii() and text.isdecimal() and len(text) < 9 and int(text) <= _MOST_MINUTES


def _components(parts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines of each component that stands whole in kept lines."""
    depth, begun = 0, 0
    for place, raw in enumerate(parts):
        head = raw.lstrip().upper()
        if head.startswith("BEGIN:"):
            begun = begun if depth else place
            depth += 1
        elif head.startswith("END:"):
            depth -= 1
            if not depth:
                yield list(parts[begun : place + 1])


def read_repeats(fields: Fields, rules: Sequence[str]) -> Repeats:
    """Return from when a task's rule counts: in other programs from its suspense."""
    said = fields.value(REPEATS)
    if said in {Repeats.BY_DATE, Repeats.AFTER_DONE}:
        return Repeats(said)
    return Repeats.BY_DATE if rules and said != _NEVER else Repeats.NOT


def repeats_lines(task: Task) -> list[str]:
    """Return from when a task's rule counts, as far as other programs would take it otherwise."""
    if task.repeats is Repeats.AFTER_DONE or (task.repeats and not task.rules):
        return [f"{REPEATS}:{task.repeats}"]
    return [f"{REPEATS}:{_NEVER}"] if task.rules and not task.repeats else []


def read_support(fields: Fields) -> tuple[Supporter, ...]:
    """Return the offices of coordinating responsibility, by name."""
    names = (unescape(line.value) for line in fields.lines(OWN + "SUPPORT"))
    return tuple(Supporter(name) for name in names if name.strip())


def kind_of(said: str, rfi: Rfi | None) -> TaskKind:
    """Return what a task is; a request without anything that makes it one is a task."""
    if rfi is not None:
        return TaskKind.RFI
    return TaskKind.COMMITMENT if said == TaskKind.COMMITMENT else TaskKind.TASK


def waits_for(task: Task) -> str:
    """Return the uid of the task that a kept line says this one waits for, "" for none."""
    return next((unescape(raw[len(_WAITS_FOR) :]) for raw in task.extra if _waits_line(raw)), "")


def without_waiting(task: Task) -> Task:
    """Return a task without the kept line that says what it waits for."""
    return replace(task, extra=tuple(raw for raw in task.extra if not _waits_line(raw)))


def waiting_lines(task: Task, uids: Mapping[int, str]) -> list[str]:
    """Return which task this one waits for (RFC 9253 §9.1); ``uids`` are those of the tasks that are written or known."""
    uid = uids.get(task.after_id, "") if task.after_id else ""
    return [f"{_WAITS_FOR}{escape(uid)}"] if uid else []


def _waits_line(raw: str) -> bool:
    head, _, value = raw.partition(":")
    return bool(value) and head.upper().replace('"', "") == _WAITS_FOR[:-1]


def own_lines(task: Task, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts that only this desk knows of a task, those that say something."""
    yield from (f"{OWN}{name}:{escape(str(text))}" for name, text in values.items() if text)
    yield from (f"{OWN}SUPPORT:{escape(one.name)}" for one in task.support if one.name.strip())
