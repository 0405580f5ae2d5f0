"""Suspenses by date: what is overdue, what is due in the period, what comes next."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from liaison_desk.briefings.document import Band, Column, Line, PortionText, Row, Section, Source, Table, Text
from liaison_desk.briefings.sections.naming import Naming, naming
from liaison_desk.briefings.sections.setting import Setting, portion, source
from liaison_desk.briefings.sections.times import at_place, short_day, three_clocks
from liaison_desk.calendar.records import EVENT, Event
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import MEETING, Attribution, Meeting
from liaison_desk.tasks.records import TASK, Task, TaskLine, TaskState

_MOST = 2_000
_STATES = {
    TaskState.OPEN: "Open",
    TaskState.IN_PROGRESS: "In work",
    TaskState.WAITING: "Waiting",
    TaskState.DONE: "Done",
    TaskState.CANCELLED: "Cancelled",
}


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table of open and waiting tasks due until ``ahead_days`` after the period, in the order they are due.

    Raises RefusedError for more of them than a packet can hold.
    """
    horizon = setting.until + timedelta(days=int(options["ahead_days"]))
    found = setting.tasks.suspenses(horizon, _MOST + 1)
    if len(found) > _MOST:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError("A packet holds {count} suspenses at most. Close those that are done first.", count=_MOST)
    due = [one for one in found if one.due and one.due.date() <= horizon]
    tasks = setting.tasks.tasks_by_ids([line.id for line in due]) if due else {}
    origins = _origins(setting, tasks)
    cards = _cards(setting, tasks)
    names = _names(setting, tasks.values(), origins.values(), cards.values())
    bands: dict[str, list[TaskLine]] = {}
    for line in due:
        bands.setdefault(_band(setting, line), []).append(line)
    rows: list[Row | Band] = []
    for band in ("Overdue", "Due in this period", "Coming up"):
        if band in bands:
            rows.append(Band(setting.words(band)))
            rows += [_row(setting, line, tasks.get(line.id), origins, cards, names) for line in bands[band]]
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


def _origins(setting: Setting, tasks: Mapping[int, Task]) -> Mapping[int, Meeting]:
    """Return the meetings that tasks came out of, by id."""
    ids = {task.source_id for task in tasks.values() if task.source_kind == MEETING and task.source_id}
    return setting.meetings.meetings_by_ids(sorted(ids)) if ids else {}


def _cards(setting: Setting, tasks: Mapping[int, Task]) -> Mapping[int, Event]:
    """Return the battle-rhythm events whose cards ask for tasks, by id."""
    ids = {task.source_id for task in tasks.values() if task.source_kind == EVENT and task.source_id}
    return setting.calendars.events_by_ids(sorted(ids)) if ids else {}


def _names(setting: Setting, tasks: Iterable[Task], origins: Iterable[Meeting], cards: Iterable[Event]) -> Naming:
    typed, picked = set[str](), set[int]()
    for event in cards:
        typed |= {event.title.host, event.title.home}
    for task in tasks:
        typed |= {task.title.host, task.title.home}
        typed |= {task.own_owner, task.host_owner, task.waiting_on}
        picked |= {task.own_owner_id, task.host_owner_id}
    return naming(setting, typed, picked, origins)


def _row(
    setting: Setting,
    line: TaskLine,
    task: Task | None,
    origins: Mapping[int, Meeting],
    cards: Mapping[int, Event],
    names: Naming,
) -> Row:
    record = source(TASK, line.id, line.title, Marking.decode(line.marking), line.uid)
    meeting = origins.get(task.source_id) if task and task.source_kind == MEETING else None
    sources = (record, *_promised_in(task, meeting), *_asked_by(task, cards)) if task else (record,)
    owners = _owners(task, meeting, names) if task else {}
    said = tuple(PortionText((name,), record.marking, sources, names=known) for name, known in owners.items())
    status = [portion(_status(setting, line), *sources)]
    unnamed = _unnamed(task, meeting) if task else ""
    if line.state is TaskState.WAITING and line.waiting_on and line.waiting_on != unnamed:
        known = owners.get(line.waiting_on) or names.person(line.waiting_on)
        status.append(PortionText((line.waiting_on,), record.marking, sources, before="(", after=")", names=known))
    return Row(
        (
            Line((portion(_due(setting, line), *sources),)),
            Line((_action(setting, line, sources, _named(task, meeting, cards, names)),)),
            Line(said, separator=" → ", led=False),
            Line(tuple(status)),
        ),
        lead=1,
    )


def _promised_in(task: Task, meeting: Meeting | None) -> tuple[Source, ...]:
    """Return the meeting a task came out of: what was promised in one that is withheld stays in it, whoever carries it on.

    One that is gone for good counts as unmarked, for its marking can no longer be asked.
    """
    if meeting is not None:
        return (source(MEETING, meeting.id, meeting.title, meeting.marking, meeting.uid),)
    gone = task.source_kind == MEETING and task.source_id
    return (Source(RecordRef(MEETING, task.source_id, task.title.host or task.title.home), None),) if gone else ()


def _asked_by(task: Task, cards: Mapping[int, Event]) -> tuple[Source, ...]:
    """Return the battle-rhythm event whose card asks for a task: a withheld one does not come back as what it asks for."""
    if task.source_kind != EVENT or not task.source_id:
        return ()
    event = cards.get(task.source_id)
    return (
        source(EVENT, task.source_id, *((event.title, event.marking, event.uid) if event else (task.title, None, ""))),
    )


def _action(setting: Setting, line: TaskLine, sources: tuple[Source, ...], known: tuple[Source, ...]) -> PortionText:
    """Return what is to be done: where that names somebody withheld, the whole task is withheld."""
    marking = Marking.decode(line.marking)
    return PortionText(setting.text(line.title), marking, sources, names=known, title=True)


def _named(task: Task | None, meeting: Meeting | None, cards: Mapping[int, Event], names: Naming) -> tuple[Source, ...]:
    """Return whomever a task names, and whomever the title of the meeting or event does that it comes from."""
    if task is None:
        return ()
    event = cards.get(task.source_id) if task.source_kind == EVENT else None
    come_from = [one.title for one in (meeting, event) if one is not None]
    return tuple(source for title in (task.title, *come_from) for source in names.text(title))


def _owners(task: Task, meeting: Meeting | None, names: Naming) -> dict[str, tuple[Source, ...]]:
    """Return a task's owners on both sides: the name, and the contacts that decide whether it may be shown."""
    unnamed = _unnamed(task, meeting)
    owners: dict[str, tuple[Source, ...]] = {}
    for name, contact_id in ((task.own_owner, task.own_owner_id), (task.host_owner, task.host_owner_id)):
        if not name or (name == unnamed and not contact_id):
            continue
        known = names.person(name, contact_id)
        if not contact_id and meeting is not None:
            # Made of a note: who said it is whom the meeting knows by that name.
            note = next((one for one in meeting.portions if one.uid == task.source_uid and one.said_by == name), None)
            known = names.speaker(note, meeting) if note else known
        owners[name] = tuple(dict.fromkeys((*owners.get(name, ()), *known)))
    return owners


def _unnamed(task: Task, meeting: Meeting | None) -> str:
    """Return the name of who made a promise that may not be traced to him by name; empty if there is none such."""
    notes = meeting.portions if meeting else ()
    note = next((one for one in notes if one.uid == task.source_uid), None)
    return note.said_by if note and note.attribution is not Attribution.NAMED else ""


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
