"""Rows of a task list and tasks."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time

from liaison_desk.domain.zones import to_utc
from liaison_desk.exchange.tables.cells import date_of, list_of, listed, number_of, wall_time_of
from liaison_desk.exchange.tables.common import RowReading, head_of, pair_of, uid_of
from liaison_desk.exchange.tables.events import when
from liaison_desk.exchange.tables.headings import TASKS, Cells
from liaison_desk.exchange.tables.requests import (
    log_of,
    log_text,
    reminders_of,
    repeats_of,
    request_fields,
    request_of,
)
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.tasks.records import ChecklistItem, Priority, Side, Supporter, Task, TaskKind, TaskState

_STATES = {
    "not started": TaskState.OPEN,
    "未開始": TaskState.OPEN,
    "in progress": TaskState.IN_PROGRESS,
    "進行中": TaskState.IN_PROGRESS,
    "waiting on someone else": TaskState.WAITING,
    "待機中": TaskState.WAITING,
    "deferred": TaskState.WAITING,
    "延期": TaskState.WAITING,
    "completed": TaskState.DONE,
    "完了": TaskState.DONE,
}
_PRIORITIES = {"high": Priority.HIGH, "高": Priority.HIGH, "low": Priority.LOW, "低": Priority.LOW}
_STEP = re.compile(r"^\[([ x])\] (.*)$")


def task_of(cells: Cells, reading: RowReading) -> Task | None:
    """Return the task a row tells of, or ``None`` with a listed problem if it has no title."""
    title = reading.pair(cells, "title")
    if not title:
        reading.tell(cells, "The task has no title and was left out.")
        return None
    due_text = cells.take("due", "ltiov")
    due = wall_time_of(due_text, days_first=reading.days_first)
    all_day = due is None or ":" not in due_text or (due.time() == time() and not cells.get("due_zone"))
    said = cells.get("state").lower()
    completed = _completed(cells, reading)
    rfi = request_of(cells, reading)
    said_kind, side = cells.get("kind").lower(), cells.get("waiting_side").lower()
    state = (
        TaskState(said)
        if said in tuple(TaskState)
        else _STATES.get(said, TaskState.DONE if completed else TaskState.OPEN)
    )
    task = Task(
        uid=uid_of(cells, TASKS, title.host, title.home, due_text),
        marking=reading.marking(cells),
        title=title,
        detail=reading.pair(cells, "detail"),
        state=state,
        priority=_priority(cells.get("priority")),
        kind=TaskKind.RFI if rfi else TaskKind.COMMITMENT if said_kind == TaskKind.COMMITMENT else TaskKind.TASK,
        from_nation=cells.get("from_nation"),
        to_nation=cells.get("to_nation"),
        rfi=rfi,
        lead=cells.get("lead"),
        support=tuple(map(Supporter, listed(cells.get("support")))),
        waiting_side=Side(side) if side in set(Side) else Side.UNKNOWN,
        log=log_of(cells.get("log")),
        reminders=reminders_of(cells.get("reminders")),
        repeats=repeats_of(cells.get("repeats")),
        asleep_until=date_of(cells.get("asleep_until"), days_first=reading.days_first),
        due=due,
        due_zone=cells.get("due_zone") if due and (all_day or cells.get("due_zone")) else "",
        due_all_day=all_day,
        start=date_of(cells.get("start"), days_first=reading.days_first),
        completed_at=completed,
        percent=min(100, max(0, _percent(cells.get("percent")))),
        own_owner=cells.take("own_owner", "owner"),
        host_owner=cells.get("host_owner"),
        waiting_on=cells.get("waiting_on"),
        waiting_since=date_of(cells.get("waiting_since"), days_first=reading.days_first),
        reason=cells.get("reason"),
        source=cells.get("source"),
        checklist=tuple(_step(line) for line in cells.get("checklist").splitlines() if line.strip()),
        categories=listed(cells.get("categories")),
        rules=tuple(line.strip() for line in cells.get("rules").splitlines() if line.strip()),
        url=cells.get("url"),
    )
    if due and not all_day and not task.due_zone:
        task = replace(task, due_zone=reading.settings.zone)
    return replace(task, detail=reading.with_others(task.detail, cells))


def _completed(cells: Cells, reading: RowReading) -> datetime | None:
    """Return when the task was done: the instant this desk wrote, else the end of the day that another program names."""
    written = cells.get("completed_at")
    if written:
        try:
            return datetime.fromisoformat(written).astimezone(UTC)
        except ValueError:
            return None
    day = date_of(cells.get("completed_on"), days_first=reading.days_first)
    try:
        return to_utc(datetime.combine(day, time(12)), reading.settings.zone) if day else None
    except DeskError:
        return None


def _priority(text: str) -> Priority:
    said = text.strip().lower()
    return Priority(said) if said in tuple(Priority) else _PRIORITIES.get(said, Priority.NORMAL)


def _percent(text: str) -> int:
    """Return a share: 25, 25 % and, as Outlook writes it, 0.25."""
    if re.fullmatch(r"0?\.\d+|[01]\.0*", text.strip()):
        return round(float(text) * 100)
    return number_of(text)


def _step(line: str) -> ChecklistItem:
    match = _STEP.match(line.strip())
    return ChecklistItem(match.group(2), done=match.group(1) == "x") if match else ChecklistItem(line.strip())


def fields_of(task: Task) -> dict[str, str]:
    """Return the row that this desk writes of a task."""
    return {
        **head_of(task),
        **pair_of("title", task.title),
        **pair_of("detail", task.detail),
        "kind": task.kind.value,
        "from_nation": task.from_nation,
        "to_nation": task.to_nation,
        **request_fields(task),
        "lead": task.lead,
        "support": list_of(one.name for one in task.support),
        "waiting_side": task.waiting_side.value,
        "log": log_text(task.log),
        "reminders": "; ".join(map(str, task.reminders)),
        "repeats": task.repeats.value,
        "asleep_until": task.asleep_until.isoformat() if task.asleep_until else "",
        "state": task.state.value,
        "priority": task.priority.value,
        "due": when(task.due, all_day=task.due_all_day) if task.due else "",
        "due_zone": task.due_zone,
        "start": task.start.isoformat() if task.start else "",
        "completed_at": task.completed_at.isoformat(" ") if task.completed_at else "",
        "percent": str(task.percent or ""),
        "own_owner": task.own_owner,
        "host_owner": task.host_owner,
        "waiting_on": task.waiting_on,
        "waiting_since": task.waiting_since.isoformat() if task.waiting_since else "",
        "reason": task.reason,
        "source": task.source,
        "checklist": "\n".join(f"[{'x' if step.done else ' '}] {step.text}" for step in task.checklist),
        "categories": "; ".join(task.categories),
        "rules": "\n".join(task.rules),
        "url": task.url,
    }
