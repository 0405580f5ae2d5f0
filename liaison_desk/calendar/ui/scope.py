"""How far a change of a recurring event reaches, and the change itself: this one, this and later, all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final, Protocol, TypeVar

from liaison_desk.calendar.records import Event, Occurrence, Override, Participant, Status
from liaison_desk.calendar.rules import (
    People,
    as_told,
    bounds,
    content_of,
    goes_before,
    happenings,
    keeps_dates,
    lasting_at,
    moved,
    start_with,
    still_met,
)
from liaison_desk.calendar.rules.course import span_of
from liaison_desk.calendar.rules.lengths import at_instants, begun, ending, meant
from liaison_desk.calendar.rules.span import wall
from liaison_desk.calendar.service import Calendars
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.qt.context import Ui

Told = TypeVar("Told", Event, Override)
_DAY: Final = timedelta(days=1)
_COUNTED: Final = timedelta(days=3660)
_MOST: Final = 999


class _Change(Protocol):
    """Changes what is said of an event, or of one occurrence."""

    def __call__(self, one: Told, /) -> Told: ...


class Scope(Enum):
    """Which occurrences of a series a change is for, the narrowest first."""

    ONE = auto()
    LATER = auto()
    ALL = auto()


class Verb(Enum):
    """What is going to be done."""

    EDIT = auto()
    MOVE = auto()
    DELETE = auto()
    CANCEL = auto()
    REINSTATE = auto()


def known_scope(event: Event, occurrence: Occurrence, verb: Verb) -> Scope | None:
    """Return how far a change reaches that leaves no choice; None where the user is to be asked."""
    if not occurrence.recurring:
        return Scope.ONE if event.only_overrides else Scope.ALL
    source = lasting_at(event, occurrence.at) or event
    if verb is Verb.REINSTATE and source.status is not Status.CANCELLED:  # it is cancelled for itself
        return Scope.ONE
    return None


def ask_scope(ui: Ui, verb: Verb, title: str, counts: tuple[int, int] | None = None) -> Scope | None:
    """Ask how far a change of a recurring event shall reach; None when the user steps back.

    ``counts`` are how many the later ones and all are, where that is known.
    """
    tr = ui.language.tr
    questions = {
        Verb.EDIT: (tr("Edit a recurring event"), (tr("Edit this one"), tr("Edit this and later"), tr("Edit all"))),
        Verb.MOVE: (tr("Move a recurring event"), (tr("Move this one"), tr("Move this and later"), tr("Move all"))),
        Verb.DELETE: (
            tr("Delete a recurring event"),
            (tr("Delete this one"), tr("Delete this and later"), tr("Delete all")),
        ),
        Verb.CANCEL: (
            tr("Cancel a recurring event"),
            (tr("Cancel this one"), tr("Cancel this and later"), tr("Cancel all")),
        ),
        Verb.REINSTATE: (
            tr("A recurring event takes place again"),
            (tr("This one takes place"), tr("This and later take place"), tr("All take place")),
        ),
    }
    heading, actions = questions[verb]
    if counts is not None:
        every = {
            Verb.EDIT: tr("Edit all {n}", n=counts[1]), Verb.MOVE: tr("Move all {n}", n=counts[1]), Verb.DELETE: tr("Delete all {n}", n=counts[1]),
            Verb.CANCEL: tr("Cancel all {n}", n=counts[1]), Verb.REINSTATE: tr("All {n} take place", n=counts[1]),
        }[verb]  # fmt: skip
        actions = (actions[0], tr("{action} ({n})", action=actions[1], n=counts[0]), every)
    text = tr("“{title}” is repeated. Which of its occurrences do you mean?", title=title)
    number = ui.ask.choose(heading, text, actions, destructive=verb is Verb.DELETE)
    return None if number is None else tuple(Scope)[number]


def counts_of(event: Event, at: datetime, local_zone: str) -> tuple[int, int] | None:
    """Return how many occurrences of a series there are from one on, and in all; None for one too long to count."""
    if event.recurrence is None or event.only_overrides:
        return None
    first, last = bounds(event, local_zone)
    if last is None or last - first > _COUNTED:
        return None
    ats = [one.at for one in happenings(event, first - _DAY, last + _DAY, local_zone)]
    return (sum(one >= at for one in ats), len(ats)) if len(ats) <= _MOST else None


def copy_of(event: Event, occurrence: Occurrence) -> Event:
    """Return a new single event that is like one occurrence of an event; it takes place, and its inputs are not asked for twice."""
    content = content_of(event, occurrence)
    fresh = replace(
        event, id=0, uid="", version=0, created_at=None, recurrence=None, overrides=(), rhythm=None, sequence=0,
        only_overrides=False, status=Status.CONFIRMED, reason=Bilingual(),
    )  # fmt: skip
    return replace(fresh, **{name: getattr(content, name) for name in _OF_ONE if name not in {"status", "reason"}})


def copy(calendars: Calendars, occurrence: Occurrence, starts: datetime, ends: datetime) -> Event:
    """Save a copy of an occurrence that begins and ends at other instants; all-day ones at other dates (UTC midnights)."""
    fresh = copy_of(calendars.event(occurrence.event_id), occurrence)
    return calendars.save_all([at_instants(fresh, starts, ends, calendars.local_zone)], "Copy an event")[0]


def _wall(at: datetime, zone: str, local_zone: str, *, all_day: bool) -> datetime:
    return wall(at, "UTC" if all_day else zone or local_zone)


def delete(calendars: Calendars, occurrence: Occurrence, scope: Scope) -> None:
    """Delete as far as the scope reaches."""
    if scope is Scope.ONE or not occurrence.recurring:
        calendars.skip_occurrence(occurrence.event_id, occurrence.at)
    elif scope is Scope.ALL:
        calendars.delete([occurrence.event_id])
    else:
        calendars.end_before(occurrence.event_id, occurrence.at)


def move(calendars: Calendars, occurrence: Occurrence, starts: datetime, ends: datetime, scope: Scope) -> Event:
    """Let an occurrence, or its series, begin and end at other instants; all-day ones at other dates (UTC midnights)."""
    event = calendars.event(occurrence.event_id)
    content, local_zone = content_of(event, occurrence), calendars.local_zone
    if event.only_overrides or (scope is Scope.ONE and occurrence.recurring):
        return calendars.change_occurrence(event.id, at_instants(content, starts, ends, local_zone))
    if not occurrence.recurring:
        return calendars.save(at_instants(event, starts, ends, local_zone))
    start = _wall(starts, content.zone, local_zone, all_day=occurrence.all_day)
    if scope is Scope.LATER and goes_before(event, occurrence.at):
        ahead = going_on(event, occurrence)
        if ahead.all_day != content.all_day:
            ahead = replace(ahead, zone=content.zone, end_zone=content.end_zone, all_day=content.all_day)
        # The series stays in its own zone, also where the one that was taken hold of is in another.
        ahead = replace(ahead, start=_wall(starts, ahead.zone, local_zone, all_day=ahead.all_day))
        return calendars.split(event.id, occurrence.at, ending(ahead, ends, local_zone))
    begins = start_with(event, occurrence.at, start - occurrence.start)
    whole = moved(event, begins, local_zone=local_zone)
    over = span_of(whole, whole.start, whole.end, whole.zone, whole.end_zone, local_zone)[1]
    over += (ends - starts) - (occurrence.ends - occurrence.starts)
    return calendars.save(replace(ending(whole, over, local_zone), sequence=event.sequence + 1))


def lands_at(occurrence: Occurrence, starts: datetime, scope: Scope, local_zone: str) -> datetime:
    """Return when an occurrence that is moved will begin: of an hour that comes twice a series, by its own clock, keeps the first."""
    if scope is Scope.ONE or not occurrence.recurring or occurrence.all_day:
        return starts
    return meant(starts, occurrence.zone or local_zone)


def set_status(calendars: Calendars, occurrence: Occurrence, status: Status, reason: Bilingual, scope: Scope) -> Event:
    """Cancel as far as the scope reaches, or let it take place again; every occurrence stays at its time."""
    return _retell(calendars, occurrence, scope, lambda one: replace(one, status=status, reason=reason))


def invite(calendars: Calendars, occurrence: Occurrence, people: Sequence[Participant], scope: Scope) -> Event:
    """Add people as far as the scope reaches, each where he is not yet; every occurrence stays at its time."""

    def with_them(one: Told) -> Told:
        there = People(one.participants)
        new: list[Participant] = [who for who in people if who not in there]
        return replace(one, participants=(*one.participants, *new))

    return _retell(calendars, occurrence, scope, with_them)


def _retell(calendars: Calendars, occurrence: Occurrence, scope: Scope, change: _Change) -> Event:
    """Change what is said of an occurrence, or of more of its series, and nothing of when it is."""
    event = calendars.event(occurrence.event_id)
    if event.only_overrides or (scope is Scope.ONE and occurrence.recurring):
        return calendars.change_occurrence(event.id, change(content_of(event, occurrence)))
    if scope is Scope.LATER and occurrence.recurring and goes_before(event, occurrence.at):
        ahead = going_on(event, occurrence)
        known = lasting_at(event, occurrence.at)
        start = ahead.start + (occurrence.at - (known.at if known else event.start))
        return calendars.split(
            event.id, occurrence.at, change(begun(ahead, start, calendars.local_zone)), in_place=True
        )
    told = change(event)
    return calendars.save(replace(told, overrides=as_told(event.overrides, event, told), sequence=event.sequence + 1))


def going_on(event: Event, occurrence: Occurrence) -> Event:
    """Return an event as it goes on from an occurrence: as an exception for all later says, where one is in force."""
    known = lasting_at(event, occurrence.at)
    return replace(event, **{name: getattr(known, name) for name in _OF_ONE if known is not None})


def apply(calendars: Calendars, original: Event, edited: Event, occurrence: Occurrence | None, scope: Scope) -> Event:
    """Save an edited event as far as the scope reaches. ``edited`` has the wall times of what was edited."""
    if occurrence is None or (original.recurrence is None and not original.only_overrides):
        return calendars.save(edited)
    if scope is Scope.ONE or original.only_overrides:
        content = content_of(original, occurrence)
        changed = {name: getattr(edited, name) for name in _OF_ONE}
        return calendars.change_occurrence(original.id, replace(content, **changed))
    if scope is Scope.LATER and goes_before(original, occurrence.at):
        return calendars.split(original.id, occurrence.at, edited)
    # From the first one on is all of them; an added date may come before the series' own start.
    before = occurrence.at - original.start if scope is Scope.LATER else timedelta()
    if before:
        edited = begun(edited, edited.start - before, calendars.local_zone)
    whole = moved(original, edited.start, edited, local_zone=calendars.local_zone)
    recurrence, overrides = edited.recurrence, whole.overrides
    if edited.recurrence == original.recurrence:
        recurrence = whole.recurrence
    else:
        if keeps_dates(whole, edited) and recurrence is not None and whole.recurrence is not None:
            # The form moves single dates itself; further rules it does not show go along here.
            rules = (*recurrence.rules[:1], *whole.recurrence.rules[1:])
            recurrence = replace(recurrence, rules=rules, exclusions=whole.recurrence.exclusions)
        overrides = still_met(
            whole, replace(edited, recurrence=recurrence, overrides=whole.overrides), calendars.local_zone
        )
    overrides = as_told(overrides, original, edited)
    return calendars.save(replace(edited, recurrence=recurrence, overrides=overrides, sequence=original.sequence + 1))


_OF_ONE = (
    "start", "end", "zone", "end_zone", "all_day", "title", "description", "place", "status", "reason", "participants", "alarms",
)  # fmt: skip
