"""What makes a task valid, when its suspense falls, and what changes with its state."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.text import shows
from liaison_desk.domain.zones import known_zones, place_zone, to_local, to_utc
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.tasks.records import Task, TaskKind, TaskState

FINISHED = (TaskState.DONE, TaskState.CANCELLED)


def task_problems(task: Task) -> list[Problem]:
    """Return what is wrong with a task; an empty list is a valid one."""
    problems = []
    if not shows(task.title.host + task.title.home):
        problems.append(Problem("title", "Give the task a title."))
    if task.due_zone and task.due_zone not in known_zones():
        problems.append(
            Problem("due", "{zone} is no time zone. Choose one such as Asia/Tokyo.", (("zone", task.due_zone),))
        )
    if task.state is TaskState.WAITING and not task.waiting_on.strip():
        problems.append(Problem("waiting_on", "Say on whom this task waits."))
    if task.state is TaskState.CANCELLED and not task.reason.strip():
        problems.append(Problem("reason", "Say why this task is cancelled."))
    if not 0 <= task.percent <= 100:
        problems.append(Problem("percent", "Progress is a number from 0 to 100."))
    if task.id and task.after_id == task.id:
        problems.append(Problem("after_id", "A task cannot wait for itself."))
    if task.rfi is not None and task.kind is not TaskKind.RFI:
        problems.append(Problem("kind", "Only a request for information has a number and an answer."))
    if any(minutes < 0 for minutes in task.reminders):
        problems.append(Problem("reminders", "A reminder comes before the suspense, not after it."))
    return problems + year_problems("due", task.due) + year_problems("asleep_until", task.asleep_until)


def read_as_written(task: Task) -> Task:
    """Return the task with a title whose letters run as they are written."""
    title = task.title.unturned()
    return task if title is task.title else replace(task, title=title)


def due_instant(task: Task, local_zone: str) -> datetime | None:
    """Return the suspense as a UTC instant: of a date, the end of that day in its zone."""
    if task.due is None:
        return None
    zone = task.due_zone or local_zone
    if task.due_all_day:
        day = task.due.replace(hour=0, minute=0, second=0, microsecond=0)
        return to_utc(day + timedelta(days=1), zone) - timedelta(seconds=1)
    return to_utc(task.due, zone)


def due_place(zone: str, host_zone: str, home_zone: str) -> str:
    """Return where a suspense is told first, before Zulu and home: what was set in either of those, at the host."""
    return place_zone("" if zone == home_zone else zone, host_zone)


def with_state(task: Task, state: TaskState, now: datetime, local_zone: str) -> Task:
    """Return the task in another state, with what that state needs: a completion instant, a waiting day, or neither."""
    done = state is TaskState.DONE
    return replace(
        task,
        state=state,
        completed_at=(task.completed_at or now) if done else None,
        percent=100 if done else (0 if task.percent == 100 else task.percent),
        waiting_since=(task.waiting_since or to_local(now, local_zone).date()) if state is TaskState.WAITING else None,
    )


def signed(task: Task, author: str) -> Task:
    """Return the task with its author under what is new in the log."""
    if all(entry.author for entry in task.log):
        return task
    return replace(task, log=tuple(entry if entry.author else replace(entry, author=author) for entry in task.log))


def shown_due(task: Task, place: str) -> datetime | None:
    """Return the suspense as the wall time it is told as, in the zone of ``place``; of a date, that date."""
    if task.due is None or task.due_all_day:
        return task.due
    return to_local(to_utc(task.due, task.due_zone or place), place).replace(tzinfo=None)


def moved_to(task: Task, day: date, place: str) -> Task:
    """Return the task with its suspense on another day, that of the zone it is told in; the time of day and the zone stay."""
    shown = shown_due(task, place)
    if shown is None:
        return replace(task, due=datetime.combine(day, time()), due_all_day=True)
    moved = datetime.combine(day, shown.time())
    if task.due_all_day:
        return replace(task, due=moved)
    return replace(task, due=to_local(to_utc(moved, place), task.due_zone or place).replace(tzinfo=None))


def snoozed(task: Task, days: int, today: date, place: str) -> Task:
    """Return the task with its suspense some days on, counted from the day it is told on or from today when that has passed."""
    shown = shown_due(task, place)
    day = today if shown is None else max(shown.date(), today)
    return moved_to(task, day + timedelta(days=days), place)
