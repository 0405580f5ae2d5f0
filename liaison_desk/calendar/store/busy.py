"""When the officer and others are taken, as far as this desk knows: what happens in a span, and who takes part in it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Text, cast, func, or_, select

from liaison_desk.calendar.records import Answer, Occurrence, Override, Status
from liaison_desk.calendar.rules.slots import Busy, busy_by
from liaison_desk.schema.calendar import event_table, participant_table
from liaison_desk.schema.mapping import read_items

_EVENT, _PART = event_table.c, participant_table.c
_DAY = timedelta(days=1)
_EMPTY_LIST = 2  # letters of "[]"


def read_busy(
    connection: Connection, happening: Iterable[Occurrence], people: Collection[int], since: datetime, until: datetime,
    host_zone: str,
) -> list[Busy]:  # fmt: skip
    """Return what takes the officer and these contacts of what is ``happening`` in [since, until).

    The officer is taken by whatever shows as busy and he has not declined; a contact by all he takes part in or organizes and has not declined,
    also where it leaves the officer free (a contact's leave). What is cancelled takes nobody.
    """
    there = [one for one in happening if one.status is not Status.CANCELLED and not one.holiday]
    found = [busy_by(one, host_zone) for one in there if one.busy and not one.declined]
    if people:
        wanted = frozenset(people)
        taking_part = _taking_part(connection, wanted, since, until)
        overrides = _overrides(connection, since, until)
        for one in there:
            members = taking_part.get(one.event_id, frozenset())
            if one.event_id in overrides:
                members = _members(one, members, overrides[one.event_id], wanted)
            found += [busy_by(one, host_zone, who) for who in members]
    return found


def _taking_part(
    connection: Connection, people: Collection[int], since: datetime, until: datetime
) -> dict[int, frozenset[int]]:
    """Return for events those of the people who organize them, or take part and have not declined."""
    there = _may_touch(since, until)
    invited = (
        select(_PART.record_id, _PART.contact_id)
        .join(event_table, _EVENT.id == _PART.record_id)
        .where(_PART.contact_id.in_(people), _PART.answer != str(Answer.DECLINED), *there)
    )
    organized = select(_EVENT.id, _EVENT.organizer_id).where(_EVENT.organizer_id.in_(people), *there)
    found: dict[int, set[int]] = {}
    for event_id, contact_id in connection.execute(invited.union_all(organized)):
        found.setdefault(event_id, set()).add(contact_id)
    return {event_id: frozenset(members) for event_id, members in found.items()}


def _overrides(connection: Connection, since: datetime, until: datetime) -> dict[int, tuple[Override, ...]]:
    """Return the exceptions of the series that may fall into a span: each can have people of its own."""
    query = select(_EVENT.id, _EVENT.overrides).where(
        or_(_EVENT.recurring.is_(True), _EVENT.only_overrides.is_(True)),
        func.length(cast(_EVENT.overrides, Text)) > _EMPTY_LIST,
        *_may_touch(since, until),
    )
    return {event_id: read_items(Override, kept) for event_id, kept in connection.execute(query)}


def _may_touch(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of an event that may fall into a span, whole days read by their UTC midnights."""
    return (
        _EVENT.first < until + _DAY,
        or_(_EVENT.last.is_(None), _EVENT.last >= since - _DAY),
        _EVENT.deleted_at.is_(None),
    )


def _members(
    one: Occurrence, of_event: frozenset[int], overrides: Iterable[Override], wanted: Collection[int]
) -> frozenset[int]:
    """Return who of the wanted people takes part in one occurrence: its exception's own people, else the event's."""
    own: Mapping[datetime, Override] = {each.at: each for each in overrides}
    override = own.get(one.at) or max(
        (each for each in own.values() if each.this_and_future and each.at <= one.at),
        key=lambda each: each.at,
        default=None,
    )
    if override is None or not override.participants:
        return of_event
    return frozenset(
        who.contact_id
        for who in override.participants
        if who.contact_id in wanted and who.answer != str(Answer.DECLINED)
    )
