"""Suspenses by date: what is overdue, what is due in the period, what comes next."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from liaison_desk.briefings.document import Band, Column, Line, PortionText, Row, Section, Source, Table, Text
from liaison_desk.briefings.sections.setting import Setting, contact, portion, source
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
    due = [one for one in setting.tasks.suspenses(horizon, _MOST) if one.due and one.due.date() <= horizon]
    owners = _owners(setting, due)
    bands: dict[str, list[TaskLine]] = {}
    for line in due:
        bands.setdefault(_band(setting, line), []).append(line)
    rows: list[Row | Band] = []
    for band in ("Overdue", "Due in this period", "Coming up"):
        if band in bands:
            rows.append(Band(setting.words(band)))
            rows += [_row(setting, line, owners[line.id]) for line in bands[band]]
    columns = (
        Column(setting.words("Due")),
        Column(setting.words("Action"), 2.2),
        Column(setting.words("Owner"), 1.2),
        Column(setting.words("Progress"), 1),
    )
    blocks = (Table(columns, tuple(rows)),) if rows else ()
    return Section("suspenses", setting.line("Suspenses"), blocks, setting.words("Nothing to report."))


def _band(setting: Setting, task: TaskLine) -> str:
    if task.due_at is not None and task.due_at < setting.as_of:
        return "Overdue"
    return "Due in this period" if task.due is not None and task.due.date() <= setting.until else "Coming up"


def _owners(setting: Setting, lines: Sequence[TaskLine]) -> dict[int, tuple[tuple[str, tuple[Source, ...]], ...]]:
    """Return each task's owners on both sides: the name, and the contact that decides whether it may be shown."""
    tasks = setting.tasks.tasks_by_ids([line.id for line in lines]) if lines else {}
    ids = {one for task in tasks.values() for one in (task.own_owner_id, task.host_owner_id) if one}
    people = setting.contacts.people_by_ids(sorted(ids)) if ids else {}
    return {
        line.id: tuple(
            (name, contact(contact_id, name, people))
            for name, contact_id in (
                (task.own_owner, task.own_owner_id),
                (task.host_owner, task.host_owner_id),
            )
            if name
        )
        if (task := tasks.get(line.id))
        else ()
        for line in lines
    }


def _row(setting: Setting, task: TaskLine, owners: tuple[tuple[str, tuple[Source, ...]], ...]) -> Row:
    record = source(TASK, task.id, task.title, Marking.decode(task.marking), task.uid)
    names = tuple(PortionText((name,), record.marking, (record, *known)) for name, known in owners)
    status = [portion(_status(setting, task), record)]
    if task.state is TaskState.WAITING and task.waiting_on:
        known = next((found for name, found in owners if name == task.waiting_on), ())
        status.append(PortionText((task.waiting_on,), record.marking, (record, *known), before="(", after=")"))
    return Row(
        (
            Line((portion(_due(setting, task), record),)),
            Line((portion(setting.text(task.title), record),)),
            Line(names, separator=" → ", led=False),
            Line(tuple(status)),
        ),
        lead=1,
    )


def _due(setting: Setting, task: TaskLine) -> Text:
    """Return the day and time where it is due, and below it Zulu and home."""
    assert task.due is not None
    due = task.due
    if task.due_all_day:
        return setting.each(lambda language: short_day(language, due.date()))
    local, zulu, home = three_clocks(at_place(setting, due, task.due_zone))
    return setting.each(lambda language: f"{short_day(language, due.date())} {local[0]}\n{zulu[0]} / {home[0]}")


def _status(setting: Setting, task: TaskLine) -> Text:
    if task.steps and task.state is not TaskState.WAITING:
        return setting.words("{done} of {steps}", done=task.steps_done, steps=task.steps)
    return setting.words(_STATES[task.state])
