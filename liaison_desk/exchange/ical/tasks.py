"""VTODO both ways: a task with its suspense, its state, and what only this desk knows beside it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from liaison_desk.domain.zones import known_zones
from liaison_desk.exchange.ical import duties
from liaison_desk.exchange.ical.events import derived_uid
from liaison_desk.exchange.ical.fields import Fields, categories, number, read_date, read_rules, sort_fields
from liaison_desk.exchange.ical.headers import (
    head_lines,
    kept_lines,
    marking_line,
    own_line,
    plain_and_parts,
    property_of,
)
from liaison_desk.exchange.ical.lines import Component, Line, digest, escape, parse_line, unescape
from liaison_desk.exchange.ical.reading import Reading
from liaison_desk.exchange.ical.titles import given_title, written_title
from liaison_desk.exchange.ical.values import Moment, date_text, later, parse_length, parse_stamp, stamp_line, utc_text
from liaison_desk.exchange.ical.wording import OWN, read_wording, text_lines
from liaison_desk.exchange.result import Entry, ReadSettings
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.tasks.records import ChecklistItem, Priority, Side, Task, TaskKind, TaskState

_STATES = MappingProxyType(
    {
        "NEEDS-ACTION": TaskState.OPEN,
        "NEEDS ACTION": TaskState.OPEN,
        "IN-PROCESS": TaskState.IN_PROGRESS,
        "COMPLETED": TaskState.DONE,
        "CANCELLED": TaskState.CANCELLED,
        "CANCELED": TaskState.CANCELLED,
    }
)
_WRITTEN_STATES = MappingProxyType(
    {
        TaskState.OPEN: "NEEDS-ACTION",
        TaskState.IN_PROGRESS: "IN-PROCESS",
        TaskState.WAITING: "IN-PROCESS",
        TaskState.DONE: "COMPLETED",
        TaskState.CANCELLED: "CANCELLED",
    }
)
_DAY = OWN + "DAY"
"""The parameter that says that a start is a day, though it is written as a time beside a DUE that is one."""
_CANCELLED_ELSEWHERE = "Cancelled in the program it came from."
_PRIORITIES = MappingProxyType({Priority.HIGH: 1, Priority.NORMAL: 5, Priority.LOW: 9})
# Texts only this desk knows: the record's attribute and the property's name.
_OWN_TEXTS = (
    ("own_owner", "OWN-OWNER"),
    ("host_owner", "HOST-OWNER"),
    ("waiting_on", "WAITING-ON"),
    ("reason", "REASON"),
    ("source", "SOURCE"),
    ("source_kind", "SOURCE-KIND"),
    ("source_uid", "SOURCE-UID"),
    ("from_nation", "FROM-NATION"),
    ("to_nation", "TO-NATION"),
    ("lead", "LEAD"),
)
_SINGLE = (
    "UID",
    "DTSTART",
    "DUE",
    "DURATION",
    "COMPLETED",
    "PERCENT-COMPLETE",
    "STATUS",
    "PRIORITY",
    "SEQUENCE",
    "URL",
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "DCREATED",
)
_OWN_SINGLE = (
    *(name for _, name in _OWN_TEXTS), "MARKING", "STATE", "WAITING-SINCE", "WAITING-SIDE", "KIND", "ASLEEP-UNTIL", "DUE-ZONE", "RFI", "REPEATS",
)  # fmt: skip
_TEXTS = ("SUMMARY", "DESCRIPTION")
_MANY = (
    *_TEXTS,
    *(OWN + name for name in _TEXTS),
    "CATEGORIES",
    "RRULE",
    "COMMENT",
    OWN + "STEP",
    OWN + "SUPPORT",
    duties.REMINDER,
)
_NAMES = MappingProxyType(
    dict.fromkeys((*_SINGLE, *(OWN + name for name in _OWN_SINGLE)), False) | dict.fromkeys(_MANY, True)
)
_WRITTEN = frozenset(_NAMES) - {"SUMMARY", "DESCRIPTION", "COMMENT"}


def read_task(component: Component, reading: Reading) -> Entry[Task]:
    """Return a VTODO as a task. One that is an occurrence of a repeating task gets a UID of its own."""
    fields = sort_fields(component, _NAMES, reading)
    extra, settings = fields.extra, reading.settings
    texts = {name: read_wording(fields.lines(name, OWN + name), settings, extra) for name in _TEXTS}
    start = read_date(fields, "DTSTART", reading)
    if start and not start.all_day and _DAY not in fields.one["DTSTART"].params:
        # A task starts on a day; the hour is kept with the line, as long as the day stays.
        extra.append(stamp_line("DTSTART", start.at, start.zone, all_day=False))
    due = read_date(fields, "DUE", reading) or _due_by_length(fields, start)
    completed = reading.instant(fields.one.get("COMPLETED"))
    percent = number(fields.value("PERCENT-COMPLETE"), 0, 100) or 0
    created, changed = reading.stamps(fields.one)
    ends = duties.instant_of(due.at, due.zone or settings.zone) if due is not None and not due.all_day else None
    reminders = duties.read_reminders(component.children, fields, reading, begins=start is not None, due=ends)
    texts_of_its_own: dict[str, Any] = {field: unescape(fields.value(OWN + name)) for field, name in _OWN_TEXTS}
    state = _state(fields, completed, percent)
    if state is TaskState.CANCELLED and not texts_of_its_own["reason"]:
        # The desk wants a reason; other programs do not keep one.
        texts_of_its_own["reason"] = _CANCELLED_ELSEWHERE
    rules = read_rules(fields, "RRULE", reading)
    rfi = duties.read_rfi(fields, (texts_of_its_own["from_nation"], texts_of_its_own["to_nation"]), reading)
    side = fields.value(OWN + "WAITING-SIDE")
    task = Task(
        uid=_uid(component, fields, texts["SUMMARY"].host),
        title=given_title(texts["SUMMARY"], texts["DESCRIPTION"], settings, extra),
        detail=texts["DESCRIPTION"],
        state=state,
        priority=_priority(fields, extra),
        due=due.at if due else None,
        due_zone=(due.zone or _zone_of_day(fields, due)) if due else "",
        due_all_day=due.all_day if due else True,
        start=start.at.date() if start else None,
        completed_at=completed,
        percent=percent,
        kind=duties.kind_of(fields.value(OWN + "KIND"), rfi),
        waiting_since=_day(fields, "WAITING-SINCE"),
        waiting_side=Side(side) if side in set(Side) else Side.UNKNOWN,
        support=duties.read_support(fields),
        log=duties.read_log(fields, reading),
        reminders=reminders,
        repeats=duties.read_repeats(fields, rules),
        asleep_until=_day(fields, "ASLEEP-UNTIL"),
        rfi=rfi,
        checklist=tuple(_step(line) for line in fields.lines(OWN + "STEP")),
        categories=categories(fields.lines("CATEGORIES"), reading.old),
        rules=rules,
        url=fields.value("URL"),
        sequence=number(fields.value("SEQUENCE"), 0, 2**31 - 1) or 0,
        created_at=created,
        updated_at=changed,
        marking=reading.marking(fields.one.get(OWN + "MARKING")),
        extra=fields.kept(),
        **texts_of_its_own,
    )
    return Entry(task, component.number, derived=not fields.value("UID"), said=digest([component]))


def _day(fields: Fields, name: str) -> date | None:
    stamp = parse_stamp(fields.value(OWN + name))
    return stamp.at.date() if stamp else None


def _zone_of_day(fields: Fields, due: Moment) -> str:
    """Return in whose zone the day of a suspense ends; a DATE says none."""
    zone = unescape(fields.value(OWN + "DUE-ZONE"))
    return zone if due.all_day and zone in known_zones() else ""


def _due_by_length(fields: Fields, start: Moment | None) -> Moment | None:
    length = parse_length(fields.value("DURATION"))
    if not start or not length:
        return None
    try:
        return Moment(later(start, length), start.zone, start.all_day)
    except DeskError:
        return None


def _uid(component: Component, fields: Fields, title: str) -> str:
    occurrence = component.first("RECURRENCE-ID") or component.first("X-RECURRENCE-ID")
    uid = unescape(fields.value("UID")) or derived_uid(fields.value("DTSTART") or fields.value("DUE"), title, "")
    return f"{uid}/{occurrence.value.strip()}" if occurrence else uid


def _state(fields: Fields, completed: datetime | None, percent: int) -> TaskState:
    own = unescape(fields.value(OWN + "STATE"))
    if own in set(TaskState):
        return TaskState(own)
    state = _STATES.get(fields.value("STATUS").upper())
    if state:
        return state
    if completed or percent == 100:
        return TaskState.DONE
    return TaskState.IN_PROGRESS if percent else TaskState.OPEN


def _priority(fields: Fields, extra: list[str]) -> Priority:
    """Return the priority; a number the desk would not write itself is kept, so that it goes back as it came."""
    told = number(fields.value("PRIORITY"), 0, 9) or 0
    if told not in {0, *_PRIORITIES.values()}:
        extra.append(f"PRIORITY:{told}")
    return _priority_of(told)


def _priority_of(told: int) -> Priority:
    if told in {0, 5}:
        return Priority.NORMAL
    return Priority.HIGH if told < 5 else Priority.LOW


def _step(line: Line) -> ChecklistItem:
    return ChecklistItem(unescape(line.value), line.param("X-DONE") == "TRUE")


def task_lines(task: Task, settings: ReadSettings, uids: Mapping[int, str] = MappingProxyType({})) -> list[str]:
    """Return a task as a VTODO; ``uids`` are those of the tasks it may wait for."""
    extra, parts = plain_and_parts((duties.without_waiting(task) if task.after_id else task).extra)
    reminders, alarms = duties.reminder_lines(task, parts, settings.zone)
    uid = task.uid
    for raw in extra:
        if property_of(raw) in {"RECURRENCE-ID", "X-RECURRENCE-ID"}:
            uid = uid.removesuffix("/" + raw.rpartition(":")[2].strip())
    title = written_title(task.title, task.detail, settings, extra)
    lines = ["BEGIN:VTODO", *head_lines(task, uid), marking_line(task)]
    lines += text_lines("SUMMARY", title, settings, extra) + text_lines("DESCRIPTION", task.detail, settings, extra)
    lines += _start_lines(task, extra)
    if task.due is not None:
        lines.append(stamp_line("DUE", task.due, task.due_zone, task.due_all_day))
    lines += [f"COMPLETED:{utc_text(task.completed_at)}"] if task.completed_at else []
    lines += [f"PERCENT-COMPLETE:{task.percent}"] if task.percent else []
    lines.append(f"STATUS:{_WRITTEN_STATES[task.state]}")
    lines += own_line("STATE", task.state) if task.state is TaskState.WAITING else []
    lines.append(_priority_line(task.priority, extra))
    if task.categories:
        lines.append("CATEGORIES:" + ",".join(map(escape, task.categories)))
    lines += [*(f"RRULE:{rule}" for rule in task.rules), *duties.repeats_lines(task)]
    lines += [f"URL:{task.url}"] if task.url else []
    lines.append(f"SEQUENCE:{task.sequence}")
    for field, name in _OWN_TEXTS:
        lines += own_line(name, getattr(task, field))
    values = {
        "KIND": "" if task.kind is TaskKind.TASK else task.kind,
        "WAITING-SIDE": task.waiting_side,
        "WAITING-SINCE": date_text(task.waiting_since) if task.waiting_since else "",
        "ASLEEP-UNTIL": date_text(task.asleep_until) if task.asleep_until else "",
        "DUE-ZONE": task.due_zone if task.due is not None and task.due_all_day else "",
    }
    lines += [*duties.own_lines(task, values), *duties.rfi_lines(task), *duties.waiting_lines(task, uids)]
    lines += [*duties.log_lines(task), *reminders]
    lines += [f"{OWN}STEP{';X-DONE=TRUE' if step.done else ''}:{escape(step.text)}" for step in task.checklist]
    return [*lines, *kept_lines(extra, _WRITTEN), *alarms, "END:VTODO"]


def _start_lines(task: Task, extra: list[str]) -> list[str]:
    """Return DTSTART: the kept line with its hour if it still names the same day; a time where the DUE is one (RFC 5545 §3.8.2.3)."""
    start = task.start
    for raw in [raw for raw in extra if property_of(raw) == "DTSTART"]:
        extra.remove(raw)
        line = parse_line(raw)
        stamp = parse_stamp(line.value) if line else None
        if stamp and start and stamp.at.date() == start:
            return [raw]
    if start and task.due is not None and not task.due_all_day:
        return [stamp_line(f"DTSTART;{_DAY}=TRUE", datetime.combine(start, time()), task.due_zone, all_day=False)]
    return [f"DTSTART;VALUE=DATE:{date_text(start)}"] if start else []


def _priority_line(priority: Priority, extra: list[str]) -> str:
    for raw in [raw for raw in extra if property_of(raw) == "PRIORITY"]:
        extra.remove(raw)
        told = number(raw.partition(":")[2], 1, 9)
        if told and _priority_of(told) is priority:
            return f"PRIORITY:{told}"
    return f"PRIORITY:{_PRIORITIES[priority]}"
