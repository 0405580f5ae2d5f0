"""What the window lends the calendar page of floors below and above it: other programs' formats, the profile, the export."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from liaison_desk.calendar.records import Event, Occurrence, Override, Participant


@dataclass(frozen=True, slots=True)
class ExportFrom:
    """Where an export was asked for: at an event, at a calendar, or over the shown days."""

    first: date
    last: date
    event: Occurrence | None = None
    calendar_id: int = 0


@dataclass(frozen=True, slots=True)
class Outside:
    """Callables for the database lane, but for ``export``, which opens a dialog; each may raise DeskError.

    ``events(ids)`` returns events as an iCalendar file; ``take(data, calendar_id)`` takes one in, what is
    new into that calendar, and returns how many were added, updated, left out; ``reply(event, occurrence, who)`` is the officer's answer to an invitation as a file; ``people(cards)`` are those whom vCards name; ``remember(address)`` keeps
    an address of his in the profile; ``names(ids)`` is what contacts are called now, in the window's language.
    """

    events: Callable[[Sequence[int]], bytes]
    take: Callable[[bytes, int], tuple[int, int, int]]
    reply: Callable[[Event, Override | None, Participant], bytes]
    remember: Callable[[str], object]
    people: Callable[[bytes], tuple[Participant, ...]]
    names: Callable[[Collection[int]], Mapping[int, str]]
    export: Callable[[ExportFrom], None]
