"""What the calendars that come along in a mail hold: events somebody invites to, answers to the officer's own, to-dos."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from liaison_desk.app.incoming.arrivals import Found
from liaison_desk.app.incoming.batch import Batch
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.ical.content import Message
from liaison_desk.exchange.result import Entry, LineProblem, ReadSettings
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.tasks.records import Task

if TYPE_CHECKING:
    from liaison_desk.exchange.ical.content import ReadCalendar

_INVITATIONS = MappingProxyType({"ja": "招待"})


def invited(parts: Sequence[bytes], settings: ReadSettings) -> Found:
    """Return what the calendars of mails hold; one that cannot be read is told."""
    from liaison_desk.exchange.ical.reader import read_ical

    events: list[Entry[Event]] = []
    tasks: list[Entry[Task]] = []
    messages: list[Message] = []
    asked = set[str]()
    alone = skipped = 0
    problems: list[LineProblem] = []
    for part in parts:
        try:
            calendar = read_ical(part, settings)
        except UnreadableError as error:
            problems.append(LineProblem(0, "A calendar in the mail: {reason}", {"reason": error}))
            continue
        events += [replace(entry, record=replace(entry.record, calendar_id=1), line=0) for entry in calendar.events]
        asked |= requests(calendar)
        messages += [replace(message, line=0) for message in calendar.messages]
        alone += answers_alone(calendar)
        tasks += [replace(entry, line=0) for entry in calendar.tasks]
        problems += [replace(problem, line=0) for problem in calendar.problems]
        skipped += calendar.skipped
    own = Calendar(id=1, name=invitations(settings), marking=settings.marking)
    calendars = (Entry(own, 0),) if events else ()
    batch = Batch(calendars=calendars, events=events, tasks=tasks, messages=messages, requests=frozenset(asked))
    return Found(batch, len(events) + len(tasks) + alone + skipped, skipped, problems)


def requests(read: "ReadCalendar") -> frozenset[str]:
    """Return the UIDs of the events of a calendar that are invitations."""
    return frozenset(entry.record.uid for entry in read.events) if read.method == "REQUEST" else frozenset()


def answers_alone(read: "ReadCalendar") -> int:
    """Return how many messages of a calendar are entries by themselves, without an event beside them."""
    events = {entry.record.uid for entry in read.events}
    return sum(message.uid not in events for message in read.messages)


def invitations(settings: ReadSettings) -> Bilingual:
    """Return what the calendar is called that takes in what others invite to."""
    host, home = (_INVITATIONS.get(code, "Invitations") for code in (settings.host_language, settings.home_language))
    return Bilingual(host, home if home != host else "")
