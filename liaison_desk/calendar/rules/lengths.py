"""What begins at another time lasts as long as before: by elapsed time, as in ``course``, and not by the clock on the wall."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from liaison_desk.calendar.records import Event, Override
from liaison_desk.calendar.rules.course import instant, span_of
from liaison_desk.domain.zones import to_local, to_utc

Timed = TypeVar("Timed", Event, Override)


def begun(what: Timed, start: datetime, zone: str) -> Timed:
    """Return what begins at another wall time as long as it was; ``zone`` is where it is without one of its own."""
    return what if start == what.start else begun_like(what, start, what, zone, zone)


def begun_like(what: Timed, start: datetime, like: Event | Override, zone: str, new_zone: str) -> Timed:
    """Return what begins at a wall time of the zone of ``like``, as long as it was."""
    if what.all_day:
        return replace(what, start=start, end=what.end + (start - what.start))
    old, new = what.zone or zone, like.zone or new_zone
    starts, ends = span_of(what, what.start, what.end, old, what.end_zone, old)
    over, end_zone = instant(start, new, what.all_day, new) + (ends - starts), like.end_zone
    end = to_local(over, end_zone or new).replace(tzinfo=None, fold=0)
    if like.zone and to_utc(end, end_zone or new) != over:  # the second of an hour that comes twice
        end, end_zone = to_local(over, "UTC").replace(tzinfo=None), "UTC"
    return replace(what, start=start, end=end, zone=like.zone, end_zone=end_zone)
