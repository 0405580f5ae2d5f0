"""What begins at another time lasts as long as before: by elapsed time, as in ``course``, and not by the clock on the wall."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from liaison_desk.calendar.records import Event, Override
from liaison_desk.calendar.rules.course import instant, span_of
from liaison_desk.calendar.rules.span import wall
from liaison_desk.domain.zones import to_utc

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
    own = what.zone or zone
    if what.all_day or (meant(starts, own) == starts and (what.zone or meant(ends, own) == ends)):
        return ending(replace(what, start=wall(starts, "UTC" if what.all_day else own)), ends, zone)
    end_zone = what.end_zone or what.zone
    begun_in_zulu = replace(what, start=wall(starts, "UTC"), zone="UTC", end_zone=end_zone if end_zone != "UTC" else "")
    return ending(begun_in_zulu, ends, zone)


def ending(what: Timed, ends: datetime, zone: str) -> Timed:
    """Return what ends at another instant: by its own clock or, where this cannot say it, by Zulu."""
    named = what.end_zone or what.zone
    if what.all_day or (named and meant(ends, named) != ends):
        return replace(what, end=wall(ends, "UTC"), end_zone=what.end_zone if what.all_day else "UTC")
    return replace(what, end=wall(ends, named or zone))


def meant(at: datetime, zone: str) -> datetime:
    """Return the instant that an instant's wall time in a zone means as it is kept: the first, of an hour that comes twice."""
    return to_utc(wall(at, zone), zone)
