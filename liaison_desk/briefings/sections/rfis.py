"""Requests for information: the log of them by age, and the sheet that tells all of one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from liaison_desk.briefings.document import (
    Block,
    Column,
    Group,
    KeyValue,
    KeyValues,
    Line,
    Paragraph,
    Row,
    Section,
    Source,
    Table,
    Text,
)
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import Tasking, about, asked_tasks, ensure_few, tasking, today
from liaison_desk.briefings.sections.times import dated, near_days
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import (
    Rfi,
    RfiPriority,
    RfiStatus,
    Task,
    TaskFilter,
    TaskKind,
    TaskLine,
    TaskSort,
    TaskState,
)

STATUSES: Final[Mapping[RfiStatus, str]] = MappingProxyType(
    {
        RfiStatus.DRAFT: "Draft",
        RfiStatus.SUBMITTED: "Submitted",
        RfiStatus.REVIEW: "In disclosure review",
        RfiStatus.ANSWERED: "Answered",
        RfiStatus.PARTIAL: "Answered in part",
        RfiStatus.DECLINED: "Answer declined",
        RfiStatus.WITHDRAWN: "Withdrawn",
    }
)
PRIORITIES: Final[Mapping[RfiPriority, str]] = MappingProxyType(
    {RfiPriority.IMMEDIATE: "IMMEDIATE", RfiPriority.PRIORITY: "PRIORITY", RfiPriority.ROUTINE: "ROUTINE"}
)
_DEEDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "asked": "Asked by",
        "received": "Received by",
        "passed": "Passed on by",
        "answered": "Answered by",
        "relayed": "Relayed by",
    }
)
_BATCH: Final = 500
_OVER: Final = frozenset({TaskState.DONE, TaskState.CANCELLED})


def build_log(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the log: the requests asked for, or those still open and those of the period, the oldest first."""
    told, tasks = _asked(setting)
    rows = tuple(_row(told, task) for task in tasks)
    columns = (
        Column(setting.words("RFI")),
        Column(setting.words("Direction")),
        Column(setting.words("Question"), 3),
        Column(setting.words("Asker"), 1.5),
        Column(setting.words("Priority")),
        Column(setting.words("Received on"), 1.35),
        Column(setting.words("LTIOV"), 2),
        Column(setting.words("State"), 1.6),
        Column(setting.words("Answered on"), 1.5),
        Column(setting.words("Age (days)"), 0.85),
    )
    blocks = (Table(columns, rows),) if rows else ()
    heading = setting.line("Log of requests for information")
    return Section("rfi_log", heading, blocks, setting.words("Nothing to report."), across=True)


def build_sheets(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build a sheet for each request asked for, or for each that is still open or of the period."""
    told, tasks = _asked(setting)
    groups = tuple(_sheet(told, task) for task in tasks)
    return Section("rfi_sheet", None, groups, setting.words("Nothing to report."))


def _asked(setting: Setting) -> tuple[Tasking, Sequence[Task]]:
    """Return the requests that the packet is about by age, and what may be told of them."""

    def usual(_limit: int) -> Sequence[TaskLine]:
        ids = setting.tasks.tasks(TaskFilter(kinds=(TaskKind.RFI,)), Sort(TaskSort.DUE)).ids
        kept: list[int] = []
        for start in range(0, len(ids), _BATCH):
            some = setting.tasks.tasks_by_ids(ids[start : start + _BATCH])
            kept += ensure_few([id_ for id_, task in some.items() if _is_of_period(setting, task)])
        return list(setting.tasks.lines(ensure_few(kept)).values())

    told = tasking(setting, (line.id for line in asked_tasks(setting, usual) if line.kind is TaskKind.RFI))
    asked = [one for one in told.tasks.values() if one.rfi is not None]
    return told, sorted(asked, key=lambda one: (_received(setting, one), one.id))


def _is_of_period(setting: Setting, task: Task) -> bool:
    """Tell whether a request is still open, or came or was answered in the period."""
    days = (_received(setting, task), task.rfi.answered if task.rfi else None)
    return task.state not in _OVER or any(day is not None and setting.since <= day <= setting.until for day in days)


def _received(setting: Setting, task: Task) -> date:
    """Return the day a request came; of one that does not say the day it was written down."""
    if task.rfi is not None and task.rfi.received is not None:
        return task.rfi.received
    return to_local(task.created_at or setting.as_of, setting.profile.host_zone).date()


def _age(setting: Setting, task: Task) -> str:
    """Return how many days a request has been open, or had been when it was answered."""
    until = (task.rfi.answered if task.rfi else None) or today(setting)
    return str(max(0, (until - _received(setting, task)).days))


def _row(told: Tasking, task: Task) -> Row:
    setting, rfi = told.setting, task.rfi or Rfi()
    return Row(
        (
            Line((number,)) if (number := told.number(task)) is not None else Line(()),
            told.between(task),
            Line((told.action(task),)),
            told.person(task, rfi.asker, rfi.asker_id),
            about(told, task, setting.words(PRIORITIES[rfi.priority])),
            about(told, task, _day(setting, rfi.received)),
            about(told, task, told.due(task)),
            about(told, task, setting.words(STATUSES[rfi.status])),
            about(told, task, _day(setting, rfi.answered)),
            about(told, task, (_age(setting, task),)),
        ),
        lead=2,
    )


def _day(setting: Setting, day: date | None) -> Text:
    return near_days(setting, day) if day else ("",)


def _sheet(told: Tasking, task: Task) -> Group:
    """Return all that is known of a request; its answer has a marking of its own, and stays out alone."""
    setting, rfi = told.setting, task.rfi or Rfi()
    number = told.number(task)
    called = setting.words("Request for information")
    if number is not None:
        called = setting.words("Request for information {number}", number=rfi.called)
    before = replace(number or told.says(task, called, *told.action(task).names), text=called)
    title = Line((before, told.action(task)), separator=": ")
    blocks: list[Block] = [_facts(told, task, rfi)]
    if rfi.question:
        blocks.append(_text(told, task, "Question", rfi.question))
    if rfi.justification:
        blocks.append(_text(told, task, "Justification", Bilingual(rfi.justification, rfi.justification)))
    if rfi.chain:
        blocks.append(_chain(told, task, rfi))
    if rfi.answer:
        blocks.append(_text(told, task, "Answer", rfi.answer, answer=True))
    return Group(title, tuple(blocks), apart=True, under=setting.words("RFI sheet"))


def _facts(told: Tasking, task: Task, rfi: Rfi) -> KeyValues:
    setting = told.setting
    rows: list[KeyValue] = []

    def row(label: str, line: Line) -> None:
        if line.pieces:
            rows.append(KeyValue(setting.words(label), line))

    def day(value: date | None) -> Line:
        return about(told, task, setting.each(lambda language: dated(language, value)) if value else ("",))

    row("Direction", told.between(task))
    row("State", about(told, task, setting.words(STATUSES[rfi.status])))
    row("Priority", about(told, task, setting.words(PRIORITIES[rfi.priority])))
    row("Asker", told.person(task, rfi.asker, rfi.asker_id))
    row("Answering office", told.person(task, rfi.office))
    row("Received on", day(rfi.received))
    row("LTIOV", about(told, task, told.due(task)))
    row("Answered on", day(rfi.answered))
    row("Age (days)", about(told, task, (_age(setting, task),)))
    row("Channel", Line((told.says(task, (rfi.channel,), *told.typed(rfi.channel)),)) if rfi.channel else Line(()))
    return KeyValues(tuple(rows))


def _text(told: Tasking, task: Task, heading: str, text: Bilingual, *, answer: bool = False) -> Group:
    known: tuple[Source, ...] = tuple(dict.fromkeys((*told.names.text(text), *told.typed(text.host))))
    marking = task.rfi.answer_marking if answer and task.rfi is not None else task.marking
    said = replace(told.says(task, told.setting.text(text), *known), marking=marking)
    return Group(told.setting.line(heading), (Paragraph(Line((said,))),))


def _chain(told: Tasking, task: Task, rfi: Rfi) -> Group:
    """Return the way a request went: who asked, received, passed on and answered it, on which day."""
    setting = told.setting
    columns = (
        Column(setting.words("Day")),
        Column(setting.words("Stage"), 1.6),
        Column(setting.words("Who"), 1.2),
        Column(setting.words("Note"), 1.6),
    )
    rows = tuple(
        Row(
            (
                about(told, task, setting.each(lambda language, on=step.on: dated(language, on)) if step.on else ("",)),  # type: ignore[misc]
                about(told, task, setting.words(_DEEDS[step.deed]) if step.deed in _DEEDS else (step.deed,)),
                told.person(task, step.who),
                Line((told.says(task, (step.note,), *told.typed(step.note)),)) if step.note else Line(()),
            ),
            lead=1,
        )
        for step in rfi.chain
    )
    return Group(setting.line("Course of the request"), (Table(columns, rows),))
