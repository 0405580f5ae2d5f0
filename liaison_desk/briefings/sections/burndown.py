"""How many tasks are open, day by day: the curve that tells whether an office keeps up with what it is asked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from liaison_desk.briefings.document import Burndown, Line, Section, Spell, Stretch
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import Tasking, asked_tasks, found_tasks, tasking, today
from liaison_desk.briefings.sections.times import month_words, short_day, short_month
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.language import Language
from liaison_desk.tasks.records import Task, TaskFilter, TaskKind, TaskLine
from liaison_desk.tasks.rules.states import FINISHED

KINDS: Final = ("", *(kind.value for kind in TaskKind))
"""What the tasks it counts may be narrowed to; empty is all of them."""
_DAILY, _WEEKLY, _MANY_MONTHS = 14, 120, 400
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": "Tasks open at the end of each day: {opened} were opened in this period, {closed} closed; {open} are open.",
        "task": "Tasks without commitments and requests, open at the end of each day: {opened} were opened in this period, {closed} closed; {open} are open.",
        "commitment": "Commitments open at the end of each day: {opened} were made in this period, {closed} kept or given up; {open} are open.",
        "rfi": "Requests for information open at the end of each day: {opened} came in this period, {closed} were closed; {open} are open.",
    }
)


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the curve of the tasks asked for, else of all that were open at some time of the period.

    ``only`` narrows it to one kind of task; it goes on ``ahead_days`` after the period, as the suspenses of what is open say.
    Raises RefusedError for more tasks than a packet can hold.
    """
    kind = str(options["only"])
    kinds = (TaskKind(kind),) if kind else ()

    def usual(_limit: int) -> Sequence[TaskLine]:
        ids = found_tasks(setting, TaskFilter(kinds=kinds, finished_since=setting.span[0]))
        return list(setting.tasks.lines(ids).values())

    lines = [line for line in asked_tasks(setting, usual) if not kinds or line.kind in kinds]
    told = tasking(setting, (line.id for line in lines))
    last = setting.until + timedelta(days=int(options["ahead_days"]))
    spells = tuple(spell for spell in _spells(told, lines) if spell.opened <= last)
    heading, empty = setting.line("Open tasks over time"), setting.words("Nothing to report.")
    if not spells:
        return Section("burndown", heading, (), empty)
    curve = Burndown(
        first=setting.since,
        last=last,
        spells=spells,
        words=setting.words(_WORDS[kind], opened="{opened}", closed="{closed}", open="{open}"),
        today=today(setting),
        scale=tuple(_scale(setting, setting.since, last)),
        planned=setting.words("Dashed: what is left if all is done when it is due."),
        as_of=setting.each(lambda language: language.tr("As of {day}", day=short_day(language, today(setting)))),
        ends=setting.each(partial(short_day, day=last)),
    )
    return Section("burndown", heading, (curve,), empty)


def _spells(told: Tasking, lines: Sequence[TaskLine]) -> Iterator[Spell]:
    setting = told.setting
    for line in lines:
        task = told.tasks.get(line.id)
        if task is not None:
            closed = _closed(setting, task)
            opened = _opened(told, task)
            due = to_local(line.due_at, setting.profile.host_zone).date() if line.due_at is not None else None
            yield Spell(Line((told.action(task),)), min(opened, closed or opened), closed, due)


def _opened(told: Tasking, task: Task) -> date:
    """Return the host's day on which a task came: a request when it was received, any other when it is first heard of.

    That is when it was written down, or before: in the meeting it came out of, in its log, since when it waits.
    """
    if task.rfi is not None and task.rfi.received is not None:
        return task.rfi.received
    zone = told.setting.profile.host_zone
    instants = [task.created_at or told.setting.as_of, *(entry.at for entry in task.log)]
    heard = [to_local(instant, zone).date() for instant in instants]
    meeting = told.meeting(task)
    heard += [meeting.start.date()] if meeting is not None else []
    return min(heard + ([task.waiting_since] if task.waiting_since else []))


def _closed(setting: Setting, task: Task) -> date | None:
    """Return the host's day on which a task was done, or given up: of that no instant is kept but that of its last change."""
    if task.state not in FINISHED:
        return None
    return to_local(task.completed_at or task.updated_at or setting.as_of, setting.profile.host_zone).date()


def _scale(setting: Setting, first: date, last: date) -> Iterator[Stretch]:
    """Yield the days, weeks or months along the curve, as many as can be read."""
    days = (last - first).days + 1
    begins = [first + timedelta(days=number) for number in range(days)]
    if days > _WEEKLY:
        begins = [day for day in begins if day.day == 1 or day == first]
    elif days > _DAILY:
        begins = [day for day in begins if day.weekday() == 0 or day == first]

    def said(language: Language, day: date) -> str:
        if days <= _WEEKLY:
            return short_day(language, day)
        return short_month(language, day) if days > _MANY_MONTHS and day.month > 1 else month_words(language, day)

    for day, following in zip(begins, [*begins[1:], last + timedelta(days=1)], strict=True):
        yield Stretch(setting.each(partial(said, day=day)), day, following - timedelta(days=1))
