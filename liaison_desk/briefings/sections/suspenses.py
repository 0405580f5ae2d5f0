"""Suspenses by date: what is overdue, what is due in the period, what comes next."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from liaison_desk.briefings.document import Band, Column, Line, Row, Section, Table, Text
from liaison_desk.briefings.sections.schedule import home_column
from liaison_desk.briefings.sections.setting import Setting, portion, source
from liaison_desk.briefings.sections.times import at_place, short_day, three_clocks
from liaison_desk.domain.marking import Marking
from liaison_desk.tasks.records import TASK, TaskLine, TaskState

_MOST = 2_000
_STATES = {
    TaskState.OPEN: "Open",
    TaskState.IN_PROGRESS: "In work",
    TaskState.WAITING: "Waiting",
    TaskState.DONE: "Done",
    TaskState.CANCELLED: "Cancelled",
}


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table of open and waiting tasks due until ``ahead_days`` after the period, in the order they are due."""
    horizon = setting.until + timedelta(days=int(options["ahead_days"]))
    bands: dict[str, list[TaskLine]] = {}
    for task in setting.tasks.suspenses(horizon, _MOST):
        if task.due is not None and task.due.date() <= horizon:
            bands.setdefault(_band(setting, task), []).append(task)
    rows: list[Row | Band] = []
    for band in ("Overdue", "Due in this period", "Coming up"):
        if band in bands:
            rows.append(Band(setting.words(band)))
            rows += [_row(setting, task) for task in bands[band]]
    columns = (
        Column(setting.words("Due")),
        Column(setting.words("Zulu")),
        Column(home_column(setting)),
        Column(setting.words("Action"), 2.4),
        Column(setting.words("Owner"), 1),
        Column(setting.words("Status"), 1),
    )
    blocks = (Table(columns, tuple(rows)),) if rows else ()
    return Section("suspenses", setting.line("Suspenses"), blocks, setting.words("Nothing to report."))


def _band(setting: Setting, task: TaskLine) -> str:
    if task.due_at is not None and task.due_at < setting.as_of:
        return "Overdue"
    return "Due in this period" if task.due is not None and task.due.date() <= setting.until else "Coming up"


def _row(setting: Setting, task: TaskLine) -> Row:
    record = source(TASK, task.id, task.title, Marking.decode(task.marking), task.uid)
    owners = " → ".join(filter(None, (task.own_owner, task.host_owner)))
    texts = (*_due(setting, task), setting.text(task.title), (owners,), _status(setting, task))
    return Row(tuple(Line((portion(text, record),)) if any(text) else Line(()) for text in texts), lead=3)


def _due(setting: Setting, task: TaskLine) -> tuple[Text, Text, Text]:
    assert task.due is not None
    due = task.due
    if task.due_all_day:
        return setting.each(lambda language: short_day(language, due.date())), (), ()
    zones = at_place(setting, due, task.due_zone)
    local, zulu, home = three_clocks(zones)
    return setting.each(lambda language: f"{short_day(language, due.date())} {local[0]}"), zulu, home


def _status(setting: Setting, task: TaskLine) -> Text:
    if task.state is TaskState.WAITING and task.waiting_on:
        return setting.words("Waiting on {who}", who=task.waiting_on)
    if task.steps:
        return setting.words("{done} of {steps}", done=task.steps_done, steps=task.steps)
    return setting.words(_STATES[task.state])
