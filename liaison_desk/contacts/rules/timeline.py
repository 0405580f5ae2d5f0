"""Everything that concerns a person in one order: what is to come, soonest first, then what was, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef

FIRST = 100
"""Past entries that are read at first."""


class EntryKind(StrEnum):
    """What an entry is of; the timeline can be narrowed to one."""

    MEETING = "meeting"
    EVENT = "event"
    TASK = "task"
    PROMISE = "promise"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a person's timeline.

    ``record`` is what opens; ``at`` an aware instant to order by, ``None`` = without a date; ``day`` the date it is shown
    under, at its own place. ``what`` says more: the kind of a meeting, the state of a task, the kind of a promise,
    ``began`` or ``ended`` of a post, ``rank``. ``open`` is what is still to be done, ``late`` that it is overdue.
    ``series`` tells that it happens again and again: of such an event only the next and the latest occurrence are entries.
    """

    kind: EntryKind
    record: RecordRef
    title: Bilingual
    at: datetime | None
    day: date | None
    what: str = ""
    marking: str = ""
    open: bool = False
    late: bool = False
    series: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """A person's timeline; ``more`` tells that there is something earlier than what was read."""

    coming: tuple[Entry, ...] = ()
    past: tuple[Entry, ...] = ()
    more: bool = False


def arranged(entries: Iterable[Entry], now: datetime, limit: int) -> Timeline:
    """Return entries as a timeline: what is open or lies ahead by its date, undated last; at most ``limit`` that are past.

    An event of which a meeting was kept (same day, same title) stands once, as the meeting.
    """
    everything = list(entries)
    met = {(one.day, one.title) for one in everything if one.kind is EntryKind.MEETING}
    told = [one for one in everything if one.kind is not EntryKind.EVENT or (one.day, one.title) not in met]
    coming = [one for one in told if one.open or (one.at is not None and one.at > now)]
    past = [one for one in told if not one.open and one.at is not None and one.at <= now]
    coming.sort(key=lambda one: (one.at is None, one.at or _NEVER, one.kind, one.record.id))
    past.sort(key=lambda one: (one.at or _NEVER, one.kind, one.record.id), reverse=True)
    return Timeline(tuple(coming), tuple(past[:limit]), len(past) > limit)


_NEVER = datetime(9999, 12, 31, tzinfo=UTC)
