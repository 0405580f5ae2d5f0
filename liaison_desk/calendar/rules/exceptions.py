"""Exceptions: what one occurrence of a series is, and what becomes of them when their series is told anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from liaison_desk.calendar.records import Event, Occurrence, Override, Participant, Status
from liaison_desk.calendar.rules.course import instant
from liaison_desk.calendar.rules.lengths import begun, ending
from liaison_desk.calendar.rules.people import People
from liaison_desk.calendar.rules.series import coming
from liaison_desk.calendar.rules.span import Happening

_FEW: Final = 8
_WORDS: Final = ("title", "description", "place", "alarms")


def lasting_at(event: Event, at: datetime) -> Override | None:
    """Return the exception for "this and all later" that an occurrence follows."""
    found = [one for one in event.overrides if one.this_and_future and one.at <= at]
    return max(found, key=lambda one: one.at) if found else None


def content_of(event: Event, one: Happening | Occurrence) -> Override:
    """Return everything one occurrence is, as the exception it is or would be."""
    own = next((known for known in event.overrides if known.at == one.at), None)
    if own is not None:
        return own
    source = lasting_at(event, one.at) or event
    content = Override(
        at=one.at,
        start=one.start,
        end=one.end,
        zone=one.zone,
        end_zone=source.end_zone,
        all_day=one.all_day,
        title=source.title or event.title,
        description=source.description,
        place=source.place,
        status=source.status,
        reason=source.reason,
        participants=source.participants,
        alarms=source.alarms,
    )
    return ending(content, one.ends, "") if one.zone or source.end_zone else content


def with_override(event: Event, override: Override, local_zone: str, *, lasting: bool = False) -> Event:
    """Return a series one occurrence of which is as an exception says; with ``lasting`` all later ones, too.

    What stood there for all later is said of them from the next one on. Where the series is not known, that is kept as it came.
    """
    others = event.overrides if lasting else without_override(event, override.at, local_zone)
    kept = (one for one in others if one.at != override.at)
    override = replace(override, this_and_future=lasting or (event.only_overrides and override.this_and_future))
    return replace(event, overrides=tuple(sorted((*kept, override), key=lambda known: known.at)))


def without_override(event: Event, at: datetime, local_zone: str) -> tuple[Override, ...]:
    """Return the exceptions of a series without that to one occurrence; what it said of all later is said from the next on."""
    others = tuple(one for one in event.overrides if one.at != at)
    known = lasting_at(event, at)
    if known is None or known.at != at or event.only_overrides:
        return others
    own = {one.at: one for one in others}
    home = event.zone or local_zone
    bare, after = replace(event, overrides=()), instant(at, home, event.all_day, home)
    for most in (_FEW, len(own) + 2):  # nearly always it is the very next one
        for one in coming(bare, after, home, most):
            if one.at > at and one.at not in own:
                begins = replace(begun(known, known.start + (one.at - at), home), at=one.at)
                return tuple(sorted((*others, begins), key=lambda each: each.at))
            if one.at > at and own[one.at].this_and_future:
                return others
    return others


def as_told(overrides: Sequence[Override], was: Event | Override, now: Event) -> tuple[Override, ...]:
    """Return the exceptions of a series that is told anew, or was cancelled, or takes place again: they go along.

    What an exception says otherwise than its series is its own and stays, a cancellation for another reason, too; of the
    people those come and go that came to the series, or left it.
    """
    words = [name for name in _WORDS if getattr(was, name) != getattr(now, name)]
    told = (
        replace(one, **{name: getattr(now, name) for name in words if getattr(one, name) == getattr(was, name)},
                participants=_with_people(one.participants, was.participants, now.participants))
        for one in overrides
    )  # fmt: skip
    return _as_sure(tuple(told), was, now)


def _with_people(
    people: tuple[Participant, ...], were: Sequence[Participant], are: Sequence[Participant]
) -> tuple[Participant, ...]:
    if people == were:
        return tuple(are)
    before, after, here = map(People, (were, are, people))
    stay = (one for one in people if one in after or one not in before)
    return (*stay, *(one for one in are if one not in before and one not in here))


def _as_sure(overrides: Sequence[Override], was: Event | Override, now: Event) -> tuple[Override, ...]:
    """Return exceptions that are cancelled, or take place again, with their series; what was cancelled for another reason stays."""
    if (was.status is Status.CANCELLED) == (now.status is Status.CANCELLED):
        return tuple(overrides)
    cancels = now.status is Status.CANCELLED
    return tuple(
        replace(one, status=now.status, reason=now.reason)
        if (one.status is not Status.CANCELLED if cancels else (one.status, one.reason) == (was.status, was.reason))
        else one
        for one in overrides
    )
