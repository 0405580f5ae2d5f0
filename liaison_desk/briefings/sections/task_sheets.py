"""The sheet that tells all of one task, and the table in which those of coordinating responsibility agree to a paper."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from liaison_desk.briefings.document import (
    Block,
    Column,
    Group,
    KeyValue,
    KeyValues,
    Line,
    Paragraph,
    PortionText,
    Row,
    Section,
    Table,
    Text,
)
from liaison_desk.briefings.sections.naming import Naming, naming
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import (
    KINDS,
    STATES,
    Tasking,
    about,
    asked_tasks,
    picked_tasks,
    tasking,
    today,
)
from liaison_desk.briefings.sections.times import at_suspense, dated
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local
from liaison_desk.tasks.records import Priority, Task, TaskLine

_PRIORITIES = {Priority.HIGH: "High", Priority.NORMAL: "Normal", Priority.LOW: "Low"}
_DONE, _TO_DO = "■", "□"


def build_sheets(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build a sheet for each task asked for, or for each that is overdue or due in the period. RefusedError for more than a packet holds."""

    def usual(limit: int) -> Sequence[TaskLine]:
        return setting.tasks.suspenses(setting.until, limit)

    told = tasking(setting, lines := [line.id for line in asked_tasks(setting, usual)])
    tasks = [told.tasks[id_] for id_ in lines if id_ in told.tasks]
    names = naming(setting, {words for task in tasks for words in _typed(task)})
    groups = tuple(_sheet(told, names, task) for task in tasks)
    return Section("task_sheet", None, groups, setting.words("Nothing to report."))


def _typed(task: Task) -> Iterator[str]:
    """Yield what only a task's own sheet tells in words, for somebody may be named there."""
    yield from (task.detail.host, task.detail.home, task.reason, task.source)
    yield from (step.text for step in task.checklist)
    yield from (entry.text for entry in task.log)


def _sheet(told: Tasking, names: Naming, task: Task) -> Group:
    setting = told.setting
    blocks: list[Block] = [_facts(told, names, task)]
    if task.detail:
        detail = told.says(task, setting.text(task.detail), *names.text(task.detail))
        blocks.append(Group(setting.line("Details"), (Paragraph(Line((detail,))),)))
    if task.checklist:
        blocks.append(_steps(told, names, task))
    if task.log:
        blocks.append(_log(told, names, task))
    return Group(Line((told.action(task),)), tuple(blocks), apart=True, under=setting.words("Task sheet"))


def _facts(told: Tasking, names: Naming, task: Task) -> KeyValues:
    setting = told.setting
    rows: list[KeyValue] = []

    def row(label: str, line: Line) -> None:
        if line.pieces:
            rows.append(KeyValue(setting.words(label), line))

    row("Kind", about(told, task, setting.words(KINDS[task.kind])))
    row("From → to", told.between(task))
    row("State", about(told, task, setting.words(STATES[task.state])))  # steps are told below, as far as they may be
    row("Waiting on", told.person(task, task.waiting_on, task.waiting_on_id))
    row("Priority", about(told, task, setting.words(_PRIORITIES[task.priority])))
    row("Due", _due(told, task))
    row("Own side", told.person(task, task.own_owner, task.own_owner_id))
    row("Host side", told.person(task, task.host_owner, task.host_owner_id))
    row("Lead (OPR)", told.person(task, task.lead, task.lead_id))
    row("Support (OCR)", Line(tuple(_support(told, task)), separator="; ", led=False))
    since = task.waiting_since
    if since is not None and task.waiting_on:
        days = str((today(setting) - since).days)
        said = setting.each(lambda language: language.tr("{day}, {n} days ago", day=dated(language, since), n=days))
        row("Waiting since", about(told, task, said))
    row("Source", _words(told, names, task, task.source))
    row("Reason", _words(told, names, task, task.reason))
    return KeyValues(tuple(rows))


def _support(told: Tasking, task: Task) -> Iterator[PortionText]:
    for one in task.support:
        said = told.named(task, one.name, one.contact_id)
        if said is not None:
            yield said


def _words(told: Tasking, names: Naming, task: Task, words: str) -> Line:
    """Return words as they were typed, and whomever they name."""
    return Line((told.says(task, (words,), *names.text(Bilingual(words))),)) if words.strip() else Line(())


def _due(told: Tasking, task: Task) -> Line:
    """Return when it is due, in three zones where it has a time."""
    due = task.due
    if due is None:
        return Line(())
    setting = told.setting
    if task.due_all_day:
        return about(told, task, setting.each(lambda language: dated(language, due.date())))
    return about(told, task, (at_suspense(setting, due, task.due_zone).line,))


def _steps(told: Tasking, names: Naming, task: Task) -> Group:
    setting = told.setting
    columns = (Column(setting.words("Done")), Column(setting.words("Step"), 1))
    rows = tuple(
        Row((about(told, task, (_DONE if step.done else _TO_DO,)), _words(told, names, task, step.text)), lead=1)
        for step in task.checklist
        if step.text.strip()
    )
    return Group(setting.line("Steps"), (Table(columns, rows),))


def _log(told: Tasking, names: Naming, task: Task) -> Group:
    setting, zone = told.setting, told.setting.profile.host_zone
    columns = (
        Column(setting.words("Day")),
        Column(setting.words("What happened"), 3),
        Column(setting.words("Written by"), 1),
    )
    rows = []
    for entry in task.log:
        day = to_local(entry.at, zone).date()
        said: Text = setting.each(lambda language, day=day: dated(language, day))  # type: ignore[misc]
        text = _words(told, names, task, entry.text)
        rows.append(Row((about(told, task, said), text, told.person(task, entry.author)), lead=1))
    return Group(setting.line("Log"), (Table(columns, tuple(rows)),))


def build_coordination(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the table in which those of the tasks asked for agree or not, with their initials; nothing where no task is asked for."""
    heading = setting.line("Coordination")
    if setting.request.tasks is None:
        return Section("coordination", heading, ())
    told = tasking(setting, picked := picked_tasks(setting))
    rows = [row for id_ in picked for row in _agreeing(told, told.tasks[id_])]
    columns = (
        Column(setting.words("Office or person"), 2),
        Column(setting.words("Part"), 1.2),
        Column(setting.words("Concur"), 1),
        Column(setting.words("Non-concur"), 1),
        Column(setting.words("Initials, date"), 1.4),
    )
    return Section("coordination", heading, (Table(columns, tuple(rows)),) if rows else ())


def _agreeing(told: Tasking, task: Task) -> Iterator[Row]:
    """Yield a row for each who has a part in a task, once."""
    parts = [
        ("Lead (OPR)", task.lead, task.lead_id),
        *(("Support (OCR)", one.name, one.contact_id) for one in task.support),
        ("Own side", task.own_owner, task.own_owner_id),
        ("Host side", task.host_owner, task.host_owner_id),
    ]
    seen = set[str]()
    for part, name, contact_id in parts:
        line = told.person(task, name, contact_id)
        if not line.pieces or name in seen:
            continue
        seen.add(name)
        box = about(told, task, (_TO_DO,))
        yield Row((line, about(told, task, told.setting.words(part)), box, box, Line(())))
