"""The timeline of a person: each capability is asked for its part, one source a line in ``_SOURCES``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from liaison_desk.app.desk import Desk
from liaison_desk.calendar.records import EVENT
from liaison_desk.contacts.records import PERSON, Person
from liaison_desk.contacts.rules.timeline import FIRST, Entry, EntryKind, Timeline, arranged
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.notetext import first_lines
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MEETING, MeetingFilter, MeetingSort, PortionKind
from liaison_desk.tasks.records import TASK, TaskFilter, TaskSort, TaskState

_MOST_OPEN = 500
_PROMISES = frozenset({PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION})
_LONGEST_PROMISE = 300
_DONE = frozenset({TaskState.DONE, TaskState.CANCELLED})


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose timeline is asked for, now, and how much of it."""

    desk: Desk
    person: Person
    now: datetime
    zone: str
    limit: int


def timeline_of(desk: Desk, person_id: int, limit: int = FIRST) -> Timeline:
    """Return a person's timeline with at most ``limit`` past entries; raises NotFoundError. For the database lane."""
    asked = _Asked(desk, desk.contacts.person(person_id), desk.clock.now(), desk.profile.get().host_zone, limit)
    return arranged((entry for source in _SOURCES for entry in source(asked)), asked.now, limit)


def _meetings(asked: _Asked) -> Iterable[Entry]:
    wanted = MeetingFilter(contact_id=asked.person.id)
    ids = list(asked.desk.meetings.meetings(wanted, Sort(MeetingSort.DATE, descending=True)).ids[: asked.limit + FIRST])
    for one in asked.desk.meetings.lines(ids).values():
        at = _instant(one.start, one.zone or asked.zone, asked.zone)
        record = RecordRef(MEETING, one.id, one.title.host or one.title.home)
        yield Entry(EntryKind.MEETING, record, one.title, at, one.start.date(), one.kind, one.marking)


def _events(asked: _Asked) -> Iterable[Entry]:
    for one in asked.desk.calendars.engagements(asked.person.id, asked.now):
        record = RecordRef(EVENT, one.event_id)
        yield Entry(
            EntryKind.EVENT, record, one.title, one.starts, one.start.date(), one.palette, one.marking,
            series=one.recurring,
        )  # fmt: skip


def _tasks(asked: _Asked) -> Iterable[Entry]:
    still_open = TaskFilter(
        contact_id=asked.person.id, states=tuple(state for state in TaskState if state not in _DONE)
    )
    done = TaskFilter(contact_id=asked.person.id, states=tuple(_DONE))
    ids = list(asked.desk.tasks.tasks(still_open, Sort(TaskSort.DUE)).ids[:_MOST_OPEN])
    ids += asked.desk.tasks.tasks(done, Sort(TaskSort.CHANGED, descending=True)).ids[: asked.limit + FIRST]
    for one in asked.desk.tasks.tasks_by_ids(ids).values():
        is_open = one.state not in _DONE
        due = _instant(one.due, one.due_zone or asked.zone, asked.zone) if one.due else None
        if due is not None and one.due_all_day:
            due += timedelta(days=1)  # a suspense without a time is met until its day ends
        at = due if is_open else one.completed_at or one.updated_at or due
        day = one.due.date() if is_open and one.due else to_local(at, asked.zone).date() if at else None
        late = is_open and due is not None and due < asked.now
        record = RecordRef(TASK, one.id, one.title.host or one.title.home)
        marking = one.marking.encode() if one.marking else ""
        yield Entry(EntryKind.TASK, record, one.title, at, day, str(one.state), marking, is_open, late)


def _promises(asked: _Asked) -> Iterable[Entry]:
    """Yield what the person promised or asked for in meetings; what became a task stands as the task."""
    for one in asked.desk.meetings.said_by(asked.person.id, _PROMISES, asked.limit):
        if not one.portion.task_id:
            at = _instant(one.start, one.zone or asked.zone, asked.zone)
            record = RecordRef(MEETING, one.meeting_id, one.meeting_title.host or one.meeting_title.home)
            marking = one.portion.marking.encode() if one.portion.marking else ""
            said = first_lines(one.portion.text, _LONGEST_PROMISE)
            yield Entry(EntryKind.PROMISE, record, said, at, one.start.date(), str(one.portion.kind), marking)


def _posts(asked: _Asked) -> Iterable[Entry]:
    person = asked.person
    record = RecordRef(PERSON, person.id, person.name.full())
    changes = [(post.since, post.title, "began") for post in person.posts]
    changes += [(post.until, post.title, "ended") for post in person.posts]
    if person.rank or person.rank_home:
        changes.append((person.date_of_rank, Bilingual(person.rank, person.rank_home), "rank"))
    for day, title, what in changes:
        if day is not None:
            yield Entry(EntryKind.POST, record, title, _morning(day), day, what)


_SOURCES: tuple[Callable[[_Asked], Iterable[Entry]], ...] = (_meetings, _events, _tasks, _promises, _posts)


def _instant(wall: datetime, zone: str, fallback: str) -> datetime:
    try:
        return to_utc(wall, zone)
    except DeskError:  # a zone this machine does not know
        return to_utc(wall, fallback)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
