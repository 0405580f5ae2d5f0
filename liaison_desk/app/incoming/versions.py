"""Which of two versions of a record counts: what a file said of it last time, and what it says now (RFC 5546 §2.1.5).

A line in the record's own ``extra`` remembers when its file's text was written and a digest of it, one in that of somebody
invited which of his answers was noted last. They are never exported.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar, cast

from liaison_desk.app.incoming.updating import updated
from liaison_desk.calendar.records import Event, Override, Participant
from liaison_desk.calendar.rules import with_override
from liaison_desk.domain.record import Record
from liaison_desk.exchange.ical.content import Message
from liaison_desk.exchange.ical.fields import series_time
from liaison_desk.exchange.ical.headers import SEEN, property_of
from liaison_desk.exchange.ical.people import ANSWERED
from liaison_desk.exchange.ical.values import Moment, parse_stamp, utc_text
from liaison_desk.exchange.result import Entry
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import Task

R = TypeVar("R", bound=Record)
_MOST_PARTS = 50
_ANSWERED = re.compile(rf"{ANSWERED}=([^/]*)/(\d{{1,10}})/(\w*)", re.ASCII)


def says_nothing_new(mine: Record, entry: Entry[R]) -> bool:
    """Tell whether a file says of a record what one said before: then what the officer has changed since stays."""
    return bool(entry.said) and entry.said in _seen(mine)[1]


def replaces_newer(mine: Record, told: Record, now: Record) -> bool:
    """Tell whether what an archive says takes the place of something that was written on the desk later; it does not tell when notes were."""
    if mine.deleted_at is not None or mine.updated_at is None or told.updated_at is None:
        return False
    if mine.updated_at <= told.updated_at:
        return False
    if isinstance(mine, Meeting) and isinstance(now, Meeting):
        return replace(now, portions=()) != replace(mine, portions=())
    return now != mine


def made_here(record: Record) -> bool:
    """Tell whether a record was entered on a desk and came in with no calendar file."""
    return not _seen(record)[1]


def is_older(mine: Record, entry: Entry[R]) -> bool:
    """Tell whether a file's version is older than the desk's: by SEQUENCE, then by when each was written."""
    incoming = entry.record
    if isinstance(incoming, Event) and isinstance(mine, Event) and incoming.only_overrides != mine.only_overrides:
        return False  # a series and some of its occurrences have each their own count
    old, new = getattr(mine, "sequence", 0), getattr(incoming, "sequence", 0)
    if old != new or not entry.said or incoming.updated_at is None:
        return new < old
    known = _seen(mine)[0] or mine.updated_at
    return known is not None and incoming.updated_at < known.replace(microsecond=0)


def remembered(record: R, entry: Entry[R], before: Record | None = None) -> R:
    """Return a record that remembers what its file said of it, and when; of a part of a series beside what it said ``before``."""
    if not entry.said or not isinstance(record, (Event, Task, Meeting)):
        return record
    known, said = _seen(before) if before is not None else (None, [])
    at = max(filter(None, (known, entry.record.updated_at)), default=None)
    line = f"{SEEN}:{utc_text(at) if at else ''}/{','.join([*said[-_MOST_PARTS:], entry.said])}"
    return replace(record, extra=(*_without(record.extra), line))


def is_older_answer(mine: Participant, message: Message, at: datetime | None) -> bool:
    """Tell whether somebody answered later than a message says: by SEQUENCE, then by when each was written.

    ``at`` is the occurrence it is about; an answer to one and that to its series have nothing to do with each other.
    """
    known = next(filter(None, map(_ANSWERED.fullmatch, mine.extra)), None)
    if known is None or known[1] != _occurrence(at):
        return False
    sequence, written = int(known[2]), known[3]
    if sequence != message.sequence or not written or message.written is None:
        return message.sequence < sequence
    return utc_text(message.written) < written


def answering(mine: Participant, answer: str, message: Message, at: datetime | None) -> Participant:
    """Return somebody invited with his answer in a message, as what he said last."""
    written = utc_text(message.written) if message.written else ""
    line = f"{ANSWERED}={_occurrence(at)}/{message.sequence}/{written}"
    others = (raw for raw in mine.extra if not raw.startswith(ANSWERED))
    return replace(mine, answer=answer, extra=(*others, line))


def _occurrence(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def brought_up(mine: R, entry: Entry[R]) -> R:
    """Return the desk's record with what a calendar file says now; the very same if that is nothing new."""
    incoming = entry.record
    if isinstance(mine, Event) and isinstance(incoming, Event):
        incoming = cast("R", _whole_series(mine, incoming))
    record = updated(mine, incoming)
    if isinstance(record, (Event, Task, Meeting)) and isinstance(mine, (Event, Task, Meeting)):
        record = replace(record, extra=_without(record.extra))
        if record == replace(mine, extra=_without(mine.extra)):
            return mine
    parts = (
        isinstance(entry.record, Event)
        and isinstance(mine, Event)
        and (entry.record.only_overrides or mine.only_overrides)
    )
    return remembered(record, entry, mine if parts else None)


def _whole_series(mine: Event, incoming: Event) -> Event:
    """Return an event with its series and its changed occurrences together, whichever of them a file brings first."""
    if incoming.only_overrides:
        changed = [_placed(one, incoming, mine) for one in incoming.overrides]
        merged = {one.at: one for one in mine.overrides}
        newer = [one for one in changed if one.at not in merged or one.sequence >= merged[one.at].sequence]
        # Where this desk has said something of all later ones, what is said of that one alone leaves these to it.
        alone = [one for one in newer if one.at in merged and merged[one.at].this_and_future > one.this_and_future]
        apart = {one.at for one in alone[:_MOST_PARTS]}
        merged |= {one.at: one for one in newer if one.at not in apart}
        whole = replace(mine, overrides=tuple(sorted(merged.values(), key=lambda one: one.at)))
        for one in alone[:_MOST_PARTS]:
            whole = with_override(whole, one, mine.zone or "UTC")
        return whole
    if mine.only_overrides:
        told = {one.at for one in incoming.overrides}
        known = [_placed(one, mine, incoming) for one in mine.overrides]
        overrides = (*incoming.overrides, *(one for one in known if one.at not in told))
        return replace(incoming, overrides=tuple(sorted(overrides, key=lambda one: one.at)))
    return incoming


def _placed(override: Override, source: Event, target: Event) -> Override:
    """Return a changed occurrence by the wall time that the series it now belongs to gave it."""
    try:
        moment = Moment(override.at, source.zone, source.all_day)
        return replace(override, at=series_time(moment, Moment(target.start, target.zone, target.all_day)))
    except DeskError:
        return override


def _seen(record: Record) -> tuple[datetime | None, list[str]]:
    """Return when the text was written that a record was last taken from, and its digest (of a series perhaps several)."""
    line = next((raw for raw in getattr(record, "extra", ()) if property_of(raw) == SEEN), "")
    at, _, said = line.partition(":")[2].partition("/")
    stamp = parse_stamp(at) if at else None
    return stamp.at.replace(tzinfo=UTC) if stamp else None, said.split(",") if said else []


def _without(extra: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(raw for raw in extra if property_of(raw) != SEEN)
