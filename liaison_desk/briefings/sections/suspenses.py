"""Suspenses by date: what is overdue, what is due in the period, what comes next; in short, or with all that a list of them needs."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from liaison_desk.briefings.document import Band, Column, Line, Row, Section, Table
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import KINDS, Tasking, about, asked_tasks, tasking
from liaison_desk.domain.zones import to_local
from liaison_desk.tasks.records import Task, TaskLine

_BANDS = ("Overdue", "Due in this period", "Coming up", "No suspense")


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table of the tasks asked for, or of those open and waiting that are due until ``ahead_days`` after the period.

    They stand in the order they are due; ``full`` tells kind, lead and support, and both owners apart, on pages laid on their
    long side. Raises RefusedError for more of them than a packet can hold.
    """
    horizon = setting.until + timedelta(days=int(options["ahead_days"]))

    def usual(limit: int) -> Sequence[TaskLine]:
        found = setting.tasks.suspenses(horizon, limit)
        return [one for one in found if _day(setting, one) <= horizon] if len(found) < limit else found

    due = asked_tasks(setting, usual)
    told = tasking(setting, (line.id for line in due))
    full = bool(options["full"])
    bands: dict[str, list[Task]] = {}
    for line in due:
        if line.id in told.tasks:
            bands.setdefault(_band(setting, line), []).append(told.tasks[line.id])
    rows: list[Row | Band] = []
    for band in _BANDS:
        if band in bands:
            rows.append(Band(setting.words(band)))
            rows += [_full_row(told, task) if full else _row(told, task) for task in bands[band]]
    columns = _full_columns(setting) if full else _columns(setting)
    blocks = (Table(columns, tuple(rows)),) if rows else ()
    return Section("suspenses", setting.line("Suspenses"), blocks, setting.words("Nothing to report."), across=full)


def _band(setting: Setting, task: TaskLine) -> str:
    if task.due is None:
        return "No suspense"
    if task.due_at is not None and task.due_at < setting.as_of:
        return "Overdue"
    return "Due in this period" if _day(setting, task) <= setting.until else "Coming up"


def _day(setting: Setting, task: TaskLine) -> date:
    """Return the host's day on which a task is due; of one without a suspense the last there is."""
    return to_local(task.due_at, setting.profile.host_zone).date() if task.due_at is not None else date.max


def _columns(setting: Setting) -> tuple[Column, ...]:
    return (
        Column(setting.words("Due")),
        Column(setting.words("Action"), 2.2),
        Column(setting.words("Owner"), 1.2),
        Column(setting.words("Progress"), 1),
    )


def _row(told: Tasking, task: Task) -> Row:
    owners = tuple(told.owners(task).values())
    return Row(
        (
            Line((told.says(task, told.due(task)),)),
            Line((told.action(task),)),
            Line(owners, separator=" → ", led=False),
            told.status(task),
        ),
        lead=1,
    )


def _full_columns(setting: Setting) -> tuple[Column, ...]:
    return (
        Column(setting.words("Due")),
        Column(setting.words("Action"), 2.4),
        Column(setting.words("Kind")),
        Column(setting.words("Own side"), 1),
        Column(setting.words("Host side"), 1),
        Column(setting.words("Lead (OPR)"), 1),
        Column(setting.words("Support (OCR)"), 1),
        Column(setting.words("Progress"), 1.1),
    )


def _full_row(told: Tasking, task: Task) -> Row:
    support = [told.named(task, one.name, one.contact_id) for one in task.support]
    return Row(
        (
            about(told, task, told.due(task)),
            Line((told.action(task),)),
            about(told, task, told.setting.words(KINDS[task.kind])),
            told.person(task, task.own_owner, task.own_owner_id),
            told.person(task, task.host_owner, task.host_owner_id),
            told.person(task, task.lead, task.lead_id),
            Line(tuple(filter(None, support)), separator="; ", led=False),
            told.status(task),
        ),
        lead=1,
    )
