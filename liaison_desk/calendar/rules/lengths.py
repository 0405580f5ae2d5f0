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
    over = instant(start, new, what.all_day, new) + (ends - starts)
    return ending(replace(what, start=start, zone=like.zone, end_zone=like.end_zone), over, new_zone)


def at_instants(what: Timed, starts: datetime, ends: datetime, zone: str) -> Timed:
    """Return what is not repeated as it begins and ends at other instants (all-day: midnights UTC), by its own clock or by Zulu.

    ``zone`` is where it is without one of its own. By Zulu is what its clock cannot say, the second of an hour that comes twice.
    """
    if what.all_day or (tells(starts, what.zone or zone) and (what.zone or tells(ends, zone))):
        return ending(replace(what, start=_wall(starts, what, what.zone or zone)), ends, zone)
    start, end_zone = to_local(starts, "UTC").replace(tzinfo=None), what.end_zone or what.zone
    return ending(replace(what, start=start, zone="UTC", end_zone=end_zone if end_zone != "UTC" else ""), ends, zone)


def ending(what: Timed, ends: datetime, zone: str) -> Timed:
    """Return what ends at another instant: by its own clock or, where this cannot say it, by Zulu."""
    own = what.end_zone or what.zone or zone
    if what.zone and not tells(ends, own):
        return replace(what, end=to_local(ends, "UTC").replace(tzinfo=None), end_zone="UTC")
    return replace(what, end=_wall(ends, what, own))


def tells(at: datetime, zone: str) -> bool:
    """Tell whether the wall clock of a zone, as it is kept, means this instant: not in the second of an hour that comes twice."""
    return to_utc(to_local(at, zone).replace(tzinfo=None), zone) == at


def _wall(at: datetime, what: Event | Override, zone: str) -> datetime:
    return to_local(at, "UTC" if what.all_day else zone).replace(tzinfo=None, fold=0)
