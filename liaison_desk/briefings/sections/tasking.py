"""What papers tell of tasks: what is to be done, by whom, until when, how it stands, each with all that decides whether it may be shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from liaison_desk.briefings.document import Line, PortionText, Source, Text
from liaison_desk.briefings.sections.calling import (
    known_officer,
    known_person,
    officer_meant,
    officer_wordings,
    styled,
    whom_there,
)
from liaison_desk.briefings.sections.naming import Naming, naming, readings
from liaison_desk.briefings.sections.noted import Noted, noted
from liaison_desk.briefings.sections.origins import planned_origins
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.briefings.sections.times import at_suspense, near_days, three_clocks
from liaison_desk.calendar.records import EVENT, Event
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import NotFoundError, RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MEETING, PORTION, Attribution, Meeting, Portion
from liaison_desk.tasks.records import TASK, Side, Task, TaskFilter, TaskKind, TaskLine, TaskSort, TaskState

Of = TypeVar("Of")

MOST: Final = 2_000
STATES: Final[Mapping[TaskState, str]] = MappingProxyType(
    {
        TaskState.OPEN: "Open",
        TaskState.IN_PROGRESS: "In work",
        TaskState.WAITING: "Waiting",
        TaskState.DONE: "Done",
        TaskState.CANCELLED: "Cancelled",
    }
)
KINDS: Final[Mapping[TaskKind, str]] = MappingProxyType(
    {TaskKind.TASK: "Task", TaskKind.COMMITMENT: "Commitment", TaskKind.RFI: "RFI"}
)


@dataclass(frozen=True, slots=True)
class Tasking:
    """Some tasks, the meetings, notes and battle-rhythm events they came out of, and whom they name."""

    setting: Setting
    tasks: Mapping[int, Task]
    meetings: Mapping[int, Meeting]
    events: Mapping[int, Event]
    notes: Mapping[str, Portion]
    told: Noted
    names: Naming
    origins: Mapping[int, tuple[Source, ...]] = field(default_factory=dict)

    def record(self, task: Task) -> Source:
        """Return a task as the source of what is said of it."""
        return source(TASK, task.id, task.title, task.marking, task.uid)

    def sources(self, task: Task) -> tuple[Source, ...]:
        """Return the task, and the record it came out of: what was promised in a withheld meeting or note stays in it."""
        came_from = (*self._promised_in(task), *self._noted_in(task), *self._asked_by(task))
        return (self.record(task), *came_from, *self.origins.get(task.id, ()))

    def links(self, task: Task) -> tuple[Source, ...]:
        """Return what the note of a task links to: the task says in plain words what the link was called."""
        note = self._note(task)
        return self.told.links(note, self.names) if note is not None else ()

    def says(self, task: Task, text: Text, *known: Source) -> PortionText:
        """Return a piece of a task itself; ``known`` are those it names."""
        return PortionText(text, task.marking, self.sources(task), names=known, links=self.links(task))

    def action(self, task: Task) -> PortionText:
        """Return what is to be done: where that names somebody withheld, the whole task is withheld."""
        return replace(self.says(task, self.setting.text(task.title), *self._named(task)), title=True)

    def number(self, task: Task) -> PortionText | None:
        """Return the number of a request, which is official and printed as it is; None for what has none."""
        if task.rfi is None or not task.rfi.called:
            return None
        series = task.rfi.direction.replace(">", "→")
        return replace(self.says(task, (task.rfi.called,), *self._named(task)), serial=(series, task.rfi.called))

    def owners(self, task: Task) -> dict[str, PortionText]:
        """Return a task's owners on both sides by their names as typed, each with the contacts that decide whether it may be shown."""
        found: dict[str, PortionText] = {}
        for name, contact_id in ((task.own_owner, task.own_owner_id), (task.host_owner, task.host_owner_id)):
            one = self.named(task, name, contact_id)
            if one is not None:
                before = found[name].names if name in found else ()
                found[name] = replace(one, names=tuple(dict.fromkeys((*before, *one.names))))
        return found

    def person(self, task: Task, name: str, contact_id: int = 0) -> Line:
        """Return somebody named in a task; nothing where his promise may not be traced to him."""
        one = self.named(task, name, contact_id)
        return Line(()) if one is None else Line((one,))

    def named(self, task: Task, name: str, contact_id: int = 0) -> PortionText | None:
        """Return somebody named in a task: a contact, or the officer himself, in the packet's style and each reader's script.

        Other words stand as they were typed; None where his promise may not be traced to him.
        """
        known = self.people(task, name, contact_id)
        if known is None:
            return None
        setting, meeting = self.setting, self.meeting(task)
        there = whom_there(name, meeting.attendees, self.names) if meeting is not None and not contact_id else None
        contact_id = contact_id or (there.contact_id if there is not None else 0) or self._elsewhere(task, name)
        person = self.names.people.get(contact_id)
        if person is not None:
            text = styled(setting, name, known_person(person))
            known = (*known, *self.names.person(name, contact_id), *self.names.ranked(person))
        else:
            text = None if contact_id else styled(setting, name, known_officer(setting.profile))
            known = (*known, *(officer_meant(setting, self.names) if text is not None else ()))
        said = self.says(task, text or (name,), *dict.fromkeys(known))
        return replace(said, readings=readings(setting, person.name)) if person is not None and text else said

    def _elsewhere(self, task: Task, name: str) -> int:
        """Return the contact picked for a task elsewhere whose whole name a typed one is, as in the course of a request; 0 for none."""
        people = ((id_, self.names.people.get(id_)) for _, id_ in _picked(task))
        own = (id_ for id_, one in people if one is not None and known_person(one).beside(name) is not None)
        return next(own, 0)

    def people(self, task: Task, name: str, contact_id: int = 0) -> tuple[Source, ...] | None:
        """Return the contacts that decide whether a name in a task may be shown; None if nobody may be told it at all."""
        note = self._note(task)
        meeting = self.meeting(task)
        if not name or (note is not None and self._hides(note, meeting, name, contact_id)):
            return None
        if contact_id or meeting is None:
            return self.names.written(name, contact_id)
        if note is not None and note.said_by == name:
            # Made of a note: who said it is whom the meeting knows by that name.
            return self.names.speaker(note, meeting)
        return (*self.names.person(name), *self.names.present(name, meeting))

    def nations(self, task: Task) -> tuple[str, str]:
        """Return who owes or asks whom; of a note that is attributed to nobody not even the nation may be told."""
        return ("", "") if self._is_nobodys(task) else (task.from_nation, task.to_nation)

    def between(self, task: Task) -> Line:
        """Return who owes or asks whom, and whomever words that are no nation name there; nothing where it may not be told."""
        told = "→".join(filter(None, self.nations(task)))
        known = (source for words in _no_nations(task) for source in self.typed(words))
        return Line((self.says(task, (told,), *known),)) if told else Line(())

    def side(self, task: Task) -> Side:
        """Return whose side a task waits on: of a note that is attributed to nobody it would tell whose promise it is."""
        return Side.UNKNOWN if self._is_nobodys(task) else task.waiting_side

    def typed(self, text: str) -> tuple[Source, ...]:
        """Return all that words as typed may name."""
        return self.names.organization(text)

    def due(self, task: Task) -> Text:
        """Return the day and time where it is due, and below it Zulu and home; empty for a task without a suspense."""
        due = task.due
        if due is None:
            return ("",)
        if task.due_all_day:
            return near_days(self.setting, due.date())
        times = at_suspense(self.setting, due, task.due_zone)
        local, zulu, home = three_clocks(times)
        days = near_days(self.setting, times.place.local.date())
        return tuple(f"{day} {local[0]}\n{zulu[0]} / {home[0]}" for day in days)

    def state(self, task: Task) -> Text:
        """Return how it stands: the steps done, or the state."""
        done = sum(step.done for step in task.checklist)
        if task.checklist and task.state not in {TaskState.WAITING, TaskState.DONE, TaskState.CANCELLED}:
            return self.setting.words("{done} of {steps}", done=done, steps=len(task.checklist))
        return self.setting.words(STATES[task.state])

    def status(self, task: Task) -> Line:
        """Return how it stands, and on whom it waits."""
        pieces = [self.says(task, self.state(task))]
        if task.state is TaskState.WAITING and task.waiting_on:
            one = self.named(task, task.waiting_on, task.waiting_on_id)
            if one is not None:
                one = self.owners(task).get(task.waiting_on, one)
                pieces.append(replace(one, before="(", after=")"))
        return Line(tuple(pieces))

    def meeting(self, task: Task) -> Meeting | None:
        """Return the meeting a task came out of."""
        return self.meetings.get(task.source_id) if task.source_kind == MEETING else None

    def _note(self, task: Task) -> Portion | None:
        return self.notes.get(task.source_uid) if _is_noted(task) else None

    def _is_nobodys(self, task: Task) -> bool:
        note = self._note(task)
        return note is not None and note.attribution is Attribution.NONE

    def _hides(self, note: Portion, meeting: Meeting | None, name: str, contact_id: int) -> bool:
        """Tell whether a name is that of who said a note that may not be traced to him by name, however he is called.

        So is that of whom something is promised to that nobody is said to have promised.
        """
        if note.attribution is Attribution.NAMED:
            return False
        if note.said_by and (name == note.said_by or (contact_id and contact_id == note.said_by_id)):
            return True
        hidden = self.names.speaker(note, meeting) if note.said_by and meeting else ()
        if note.attribution is Attribution.NONE and note.to_whom:
            if name == note.to_whom:
                return True
            hidden = (*hidden, *self.names.person(note.to_whom))
        return not {one.uid for one in hidden}.isdisjoint(one.uid for one in self.names.person(name, contact_id))

    def _promised_in(self, task: Task) -> tuple[Source, ...]:
        """Return the meeting a task came out of. One that is gone for good counts as unmarked, for nobody can ask its marking."""
        meeting = self.meeting(task)
        if meeting is not None:
            return (source(MEETING, meeting.id, meeting.title, meeting.marking, meeting.uid),)
        gone = task.source_kind == MEETING and task.source_id
        return (Source(RecordRef(MEETING, task.source_id, task.title.host or task.title.home), None),) if gone else ()

    def _noted_in(self, task: Task) -> tuple[Source, ...]:
        """Return the note a task was made of, for its marking may have been narrowed since; one that is gone is unmarked."""
        if not _is_noted(task):
            return ()
        note = self._note(task)
        label = task.title.host or task.title.home
        if note is None:
            return (Source(RecordRef(PORTION, 0, label), None, task.source_uid),)
        return (Source(RecordRef(PORTION, note.id, label), note.marking, note.uid),)

    def _asked_by(self, task: Task) -> tuple[Source, ...]:
        """Return the battle-rhythm event whose card asks for a task: a withheld one does not come back as what it asks for."""
        if task.source_kind != EVENT or not task.source_id:
            return ()
        event = self.events.get(task.source_id)
        known = (event.title, event.marking, event.uid) if event else (task.title, None, "")
        return (source(EVENT, task.source_id, *known),)

    def _named(self, task: Task) -> tuple[Source, ...]:
        """Return whomever a task names, and whomever the title of the meeting or event does that it comes from."""
        event = self.events.get(task.source_id) if task.source_kind == EVENT else None
        meeting = self.meeting(task)
        come_from = [one.title for one in (meeting, event) if one is not None]
        there = [self.names.present_in(title, meeting) for title in (task.title, meeting.title)] if meeting else []
        named = (self.names.text(title) for title in (task.title, *come_from))
        return tuple(source for found in (*named, *there) for source in found)


def _is_noted(task: Task) -> bool:
    """Tell whether a task was made of a note."""
    return bool(task.source_kind == MEETING and task.source_id and task.source_uid)


def tasking(setting: Setting, ids: Iterable[int]) -> Tasking:
    """Look up tasks and all that decides what may be told of them."""
    wanted = sorted(set(ids) - {0})
    tasks = setting.tasks.tasks_by_ids(wanted) if wanted else {}
    meetings = _read(tasks, MEETING, setting.meetings.meetings_by_ids)
    events = _read(tasks, EVENT, setting.calendars.events_by_ids)
    notes = _notes(setting, tasks.values(), meetings.values())
    told = noted(setting, notes.values())
    texts = [event.title for event in events.values()]
    typed, written = set[str](), set[tuple[str, int]]()
    for task in tasks.values():
        texts += _texts(task)
        typed |= set(_typed(task))
        written |= set(_picked(task))
    typed |= {wording for text in texts for wording in (text.host, text.home)}
    typed |= {
        *told.wordings(),
        *officer_wordings(setting),
        *(words for note in notes.values() for words in (note.said_by, note.to_whom)),
    }
    names = naming(setting, typed, {note.said_by_id for note in notes.values()}, meetings.values(), written)
    origins = planned_origins(setting, tasks.values())
    return Tasking(setting, tasks, meetings, events, notes, told, names, origins)


def _notes(setting: Setting, tasks: Iterable[Task], meetings: Iterable[Meeting]) -> Mapping[str, Portion]:
    """Return the notes that tasks were made of, by uid; one that was taken out is looked for in the trash."""
    wanted = {task.source_uid for task in tasks if _is_noted(task)}
    found = {one.uid: one for meeting in meetings for one in meeting.portions if one.uid in wanted}
    missing = wanted - set(found)
    return {**found, **setting.meetings.notes_by_uid(sorted(missing))} if missing else found


def _read(tasks: Mapping[int, Task], kind: str, read: Callable[[list[int]], Mapping[int, Of]]) -> Mapping[int, Of]:
    ids = {task.source_id for task in tasks.values() if task.source_kind == kind and task.source_id}
    return read(sorted(ids)) if ids else {}


def _texts(task: Task) -> Iterator[Bilingual]:
    yield task.title
    if task.rfi is not None:
        yield from (task.rfi.question, task.rfi.answer)


def _picked(task: Task) -> Iterator[tuple[str, int]]:
    """Yield the names in a task as typed, each with the contact that was picked for it, 0 for none."""
    yield from ((task.own_owner, task.own_owner_id), (task.host_owner, task.host_owner_id))
    yield from ((task.lead, task.lead_id), (task.waiting_on, task.waiting_on_id))
    yield from ((one.name, one.contact_id) for one in task.support)
    if task.rfi is not None:
        yield task.rfi.asker, task.rfi.asker_id


def _no_nations(task: Task) -> Iterator[str]:
    """Yield what stands in place of a nation and is none that is known."""
    yield from (words for words in (task.from_nation, task.to_nation) if not load_nations().meant(words))


def _typed(task: Task) -> Iterator[str]:
    yield from _no_nations(task)
    yield from (task.own_owner, task.host_owner, task.waiting_on, task.lead)
    yield from (one.name for one in task.support)
    yield from (entry.author for entry in task.log)
    if (rfi := task.rfi) is not None:
        yield from (rfi.asker, rfi.office, rfi.justification, rfi.channel)
        for step in rfi.chain:
            yield from (step.who, step.note)


def asked_tasks(setting: Setting, usual: Callable[[int], Sequence[TaskLine]]) -> Sequence[TaskLine]:
    """Return the tasks the request is about, in order: those picked, those its filter finds, else the ``usual`` ones (told how many at most).

    Raises RefusedError for more of them than a packet can hold, NotFoundError for one picked that is gone.
    """
    request = setting.request
    if request.tasks is not None:
        ids = picked_tasks(setting)
    elif request.task_filter is not None:
        ids = found_tasks(setting, request.task_filter)
    else:
        return ensure_few(usual(MOST + 1))
    lines = setting.tasks.lines(ensure_few(ids))
    return [lines[id_] for id_ in ids if id_ in lines]


def picked_tasks(setting: Setting) -> Sequence[int]:
    """Return the ids of the tasks picked for the packet; NotFoundError for one that is gone, for good or into the trash."""
    picked = setting.request.tasks or ()
    there = setting.tasks.tasks_by_ids(picked) if picked else {}
    if any(id_ not in there or there[id_].deleted_at is not None for id_ in picked):
        raise NotFoundError("This task is not there any more.")
    return picked


def found_tasks(setting: Setting, wanted: TaskFilter, key: TaskSort = TaskSort.DUE) -> Sequence[int]:
    """Return the ids of the tasks a filter finds, in order; RefusedError for more than a packet can hold."""
    return ensure_few(setting.tasks.tasks(wanted, Sort(key)).ids)


def ensure_few(found: Sequence[Of]) -> Sequence[Of]:
    """Return what was found; RefusedError for more than a packet can hold."""
    if len(found) > MOST:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError(
            "A packet holds {count} tasks at most. Close those that are done, or ask for fewer.", count=MOST
        )
    return found


def today(setting: Setting) -> date:
    """Return the day it is at the host headquarters."""
    return to_local(setting.as_of, setting.profile.host_zone).date()


def about(tasking: Tasking, task: Task, text: Text) -> Line:
    """Return a line that says one thing of a task itself, such as its priority."""
    return Line((tasking.says(task, text),)) if any(text) else Line(())
