"""When reminders fall due: each alarm of each occurrence, relative to its start or end or at an instant of its own.

Sources: RFC 5545 §3.6.6 (alarms; display, audio and e-mail remind alike here, for nothing is ever sent), §3.8.6.3
(triggers are elapsed time, so that 15 minutes before stay 15 minutes when the clocks change). An all-day event begins and
ends at the midnights of the host's zone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from liaison_desk.calendar.records import Alarm, Event, Status
from liaison_desk.calendar.rules.series import coming, happenings, latest
from liaison_desk.calendar.rules.span import Happening
from liaison_desk.domain.zones import to_utc

_DAY = timedelta(days=1)
_MINUTES = 24 * 60
_FIRST, _LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
MOST_REPEATED = 100
"""How often one alarm may ring again: a file may say a hundred thousand times."""
FARTHEST_REMINDER = timedelta(days=400)
"""How far from its event a reminder may be to ring: what lies farther off is not looked for."""
_LONGEST = 60.0 * 24 * 366 * 100
_NEAR = 4  # occurrences beside an alarm at an instant, of which some may be cancelled


@dataclass(frozen=True, slots=True)
class Ring:
    """One time a reminder falls due: the name of its alarm, and the occurrence it reminds of."""

    due: datetime
    alarm: str
    one: Happening


def alarm_name(alarm: Alarm) -> str:
    """Return what tells an alarm from the others of its event, however they are ordered: when it rings.

    Alarms that ring together (a sound and words on the screen) are one reminder.
    """
    if alarm.at is not None:
        return f"at {alarm.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{'end' if alarm.related_to_end else 'start'} {alarm.minutes:+g}"


def instants(one: Happening, local_zone: str) -> tuple[datetime, datetime]:
    """Return when an occurrence begins and ends; all-day ones at the midnights of the local zone."""
    if not one.all_day:
        return one.starts, one.ends
    return to_utc(one.start, local_zone), to_utc(one.end, local_zone)


def rings(event: Event, since: datetime, until: datetime, local_zone: str) -> list[Ring]:
    """Return what falls due in [since, until) of UTC instants, in order; of cancelled and excluded occurrences nothing.

    An exception has its own alarms, or none. An alarm at an instant rings once, for the occurrence next to it.
    """
    found: dict[tuple[datetime, str, datetime], Ring] = {}
    for alarm in dict.fromkeys((*event.alarms, *(one for override in event.overrides for one in override.alarms))):
        name = alarm_name(alarm)
        for one, first in _anchored(event, alarm, since, until, local_zone):
            for due in _repeated(alarm, first):
                if since <= due < until:
                    found[one.at, name, due] = Ring(due, name, one)
    return sorted(found.values(), key=lambda ring: (ring.due, ring.one.starts, ring.alarm))


def turned(alarms: Iterable[Alarm], clock: timedelta, *, all_day: bool) -> tuple[Alarm, ...]:
    """Return the alarms of what becomes one of whole days, or of hours that begin at ``clock``, so that they ring when they did.

    What rang on the day itself does not come to ring after the hours have begun.
    """
    by = clock.total_seconds() / 60 * (1 if all_day else -1)

    def one(alarm: Alarm) -> Alarm:
        if alarm.at is not None or alarm.related_to_end:
            return alarm
        minutes = alarm.minutes + by
        return replace(alarm, minutes=min(minutes, 0) if not all_day and 0 <= alarm.minutes < _MINUTES else minutes)

    return tuple(dict.fromkeys(map(one, alarms)))


def reminds(event: Event, one: Happening, name: str) -> bool:
    """Tell whether an occurrence takes place and has a reminder of this name."""
    return not _cancelled(event, one) and any(alarm_name(alarm) == name for alarm in _alarms(event, one))


def occurrence_at(event: Event, at: datetime, local_zone: str) -> Happening | None:
    """Return the occurrence its series gave a wall time, wherever an exception has moved it; ``None``: there is none."""
    moves = [
        override.start - override.at
        for override in event.overrides
        if override.at == at or (override.this_and_future and override.at < at)
    ]
    walls = [at.replace(tzinfo=UTC) + move for move in (timedelta(), *moves)]
    low, high = _plus(min(walls), -2 * _DAY), _plus(max(walls), 2 * _DAY)
    return next((one for one in happenings(event, low, high, local_zone) if one.at == at), None)


def may_ring(alarms: Iterable[Alarm], first: datetime, last: datetime | None, since: datetime, until: datetime) -> bool:
    """Tell whether any alarm can fall due in [since, until), from the bounds of an event alone; never wrongly no."""
    for alarm in alarms:
        again = _again(alarm)
        if alarm.at is not None:
            if since <= _plus(alarm.at, again) and alarm.at < until:
                return True
            continue
        ahead = _minutes(alarm.minutes)
        if _plus(first, ahead - _DAY) < until and (last is None or _plus(last, ahead + again + _DAY) >= since):
            return True
    return False


def _anchored(
    event: Event, alarm: Alarm, since: datetime, until: datetime, local_zone: str
) -> Iterator[tuple[Happening, datetime]]:
    """Yield the occurrences an alarm may ring for in a stretch, with the first instant it does."""
    again = _again(alarm)
    if alarm.at is not None:
        one = _next_to(event, alarm, local_zone) if since <= _plus(alarm.at, again) and alarm.at < until else None
        if one is not None:
            yield one, alarm.at
        return
    ahead = _minutes(alarm.minutes)
    # A day more on both sides: days that are looked at in a zone, and ends that only touch the stretch.
    low, high = _plus(since, -ahead - again - _DAY), _plus(until, _DAY - ahead)
    for one in happenings(event, low, high, local_zone):
        if alarm in _alarms(event, one) and not _cancelled(event, one):
            starts, ends = instants(one, local_zone)
            yield one, _plus(ends if alarm.related_to_end else starts, ahead)


def _next_to(event: Event, alarm: Alarm, local_zone: str) -> Happening | None:
    """Return the occurrence that an alarm at an instant is for: the next one that has it, or the last."""
    assert alarm.at is not None
    at = min(max(alarm.at, _FIRST), _LAST)
    own = (occurrence_at(event, one.at, local_zone) for one in event.overrides if alarm in one.alarms)
    near = (
        one
        for look in (coming(event, at, local_zone, _NEAR), latest(event, at, local_zone, _NEAR), own)
        for one in look
        if one is not None
    )
    return next((one for one in near if alarm in _alarms(event, one) and not _cancelled(event, one)), None)


def _alarms(event: Event, one: Happening) -> tuple[Alarm, ...]:
    return one.override.alarms if one.override is not None else event.alarms


def _cancelled(event: Event, one: Happening) -> bool:
    return (one.override.status if one.override is not None else event.status) is Status.CANCELLED


def _again(alarm: Alarm) -> timedelta:
    """Return how long after its first ring an alarm rings for the last time."""
    if alarm.repeat <= 0 or alarm.every_minutes <= 0:
        return timedelta()
    return _minutes(alarm.every_minutes) * min(alarm.repeat, MOST_REPEATED)


def _repeated(alarm: Alarm, first: datetime) -> Iterator[datetime]:
    yield first
    if alarm.every_minutes > 0:
        for number in range(1, min(alarm.repeat, MOST_REPEATED) + 1):
            yield _plus(first, _minutes(alarm.every_minutes) * number)


def _minutes(minutes: float) -> timedelta:
    """Return a length of minutes; a hundred years at most, whatever a file says."""
    return timedelta(minutes=max(-_LONGEST, min(_LONGEST, minutes)))


def _plus(at: datetime, by: timedelta) -> datetime:
    """Return an instant moved, kept inside the calendar."""
    try:
        return min(max(at + by, _FIRST), _LAST)
    except OverflowError:
        return _FIRST if by < timedelta() else _LAST
