"""Waiting-on lists: what waits on the host, on home, on others, the longest first."""

from collections.abc import Mapping
from typing import Any

from liaison_desk.briefings.document import Block, Column, Group, Line, Row, Section, Table
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import Tasking, about, asked_tasks, tasking, today
from liaison_desk.briefings.sections.times import near_days
from liaison_desk.tasks.records import Side, Task, TaskState

_HEADINGS = {
    Side.HOST: "Waiting on the host",
    Side.HOME: "Waiting on home",
    Side.OTHER: "Waiting on third parties",
    Side.UNKNOWN: "Waiting on",
}


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build a table for each side of the tasks that wait, or of those asked for."""
    lines = asked_tasks(setting, setting.tasks.waiting)
    told = tasking(setting, (line.id for line in lines if line.state is TaskState.WAITING))
    tasks = sorted(told.tasks.values(), key=lambda one: (one.waiting_since or today(setting), one.id))
    blocks: list[Block] = []
    for side, heading in _HEADINGS.items():
        rows = tuple(_row(told, task) for task in tasks if told.side(task) is side)
        if rows:
            blocks.append(Group(setting.line(heading), (Table(_columns(setting), rows),)))
    return Section("waiting", setting.line("Waiting-on lists"), tuple(blocks), setting.words("Nothing to report."))


def _columns(setting: Setting) -> tuple[Column, ...]:
    return (
        Column(setting.words("Waiting since")),
        Column(setting.words("Age (days)")),
        Column(setting.words("Action"), 2.4),
        Column(setting.words("Waiting on"), 1.1),
        Column(setting.words("Owner"), 1.1),
        Column(setting.words("Due")),
    )


def _row(told: Tasking, task: Task) -> Row:
    since = task.waiting_since
    age = str((today(told.setting) - since).days) if since else ""
    owners = tuple(one for name, one in told.owners(task).items() if name != task.waiting_on)
    return Row(
        (
            about(told, task, near_days(told.setting, since) if since else ("",)),
            about(told, task, (age,)),
            Line((told.action(task),)),
            told.person(task, task.waiting_on, task.waiting_on_id),
            Line(owners, separator=" → ", led=False),
            about(told, task, told.due(task)),
        ),
        lead=2,
    )
