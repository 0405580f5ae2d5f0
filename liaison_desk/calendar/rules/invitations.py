"""Invitations: whether an event is one, which of its people the officer is, and what it is once he has answered."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from liaison_desk.calendar.records import Answer, Event, Override, Participant
from liaison_desk.calendar.rules.exceptions import with_override
from liaison_desk.calendar.rules.people import place_of


def has_declined(people: Sequence[Participant], addresses: Collection[str]) -> bool:
    """Tell whether the officer is among some people and does not come."""
    place = place_of(people, addresses) if addresses else None
    return place is not None and people[place].answer == Answer.DECLINED


def invites(event: Event, people: Sequence[Participant], addresses: Collection[str]) -> bool:
    """Tell whether somebody else invited the officer, or might have: his addresses may not be known yet."""
    if event.organizer is None or not any(one.email for one in people):
        return False
    if place_of((event.organizer,), addresses) is not None:
        return False
    return place_of(people, addresses) is not None or not addresses


def answered(
    event: Event, addresses: Collection[str], answer: str, one: Override | None = None, *, local_zone: str
) -> Event:
    """Return an event the officer answered: the whole of it, or ``one`` occurrence as it now stands.

    SEQUENCE stays, for the organizer counts his versions by it. ``local_zone`` is where floating times are read.
    """
    if one is None:
        overrides = tuple(
            replace(each, participants=_with(each.participants, addresses, answer)) for each in event.overrides
        )
        return replace(event, participants=_with(event.participants, addresses, answer), overrides=overrides)
    return with_override(event, replace(one, participants=_with(one.participants, addresses, answer)), local_zone)


def _with(people: Sequence[Participant], addresses: Collection[str], answer: str) -> tuple[Participant, ...]:
    place = place_of(people, addresses)
    return tuple(replace(one, answer=answer) if n == place else one for n, one in enumerate(people))
