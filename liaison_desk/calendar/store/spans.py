"""What happens when: single events by their index, series expanded within the span that is asked for."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Text, cast, or_, select, true

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import (
    Calendar,
    Event,
    Occurrence,
    Status,
)
from liaison_desk.calendar.store.events import LIGHT, read_calendars, read_events
from liaison_desk.foundation.database.snapshot import Row
from liaison_desk.schema.calendar import event_table, participant_table
from liaison_desk.schema.mapping import bilingual

_EVENT = event_table.c
_DAY = timedelta(days=1)
_LOOKED_AHEAD = 4  # occurrences of a series, of which the next may be cancelled or without somebody


def read_next_span(connection: Connection, palette: str, after: datetime, days: int) -> Occurrence | None:
    """Return the first single all-day event of some days or more that begins after an instant, on calendars of a palette."""
    calendars = {one.id: one for one in read_calendars(connection) if one.palette == palette}
    query = (
        select(*(_EVENT[name] for name in LIGHT))
        .where(
            _EVENT.recurring.is_(False),
            _EVENT.all_day.is_(True),
            _EVENT.first > after,
            _EVENT.deleted_at.is_(None),
            _EVENT.status != str(Status.CANCELLED),
            _EVENT.calendar_id.in_(calendars),
        )
        .order_by(_EVENT.first)
    )
    # The length is looked at here: engines count days differently, and few such events come before a long one.
    for row in connection.execute(query.limit(200)).mappings():
        if row["last"] - row["first"] >= timedelta(days=days):
            return _occurrence(row, calendars[row["calendar_id"]], row["first"], row["last"])
    return None


def events_with(contact_id: int) -> ColumnElement[bool]:
    """Return the condition that an event names a contact, among the participants or as the organizer."""
    invited = select(participant_table.c.record_id).where(participant_table.c.contact_id == contact_id)
    # The organizer stands in JSON, which no index reaches; only events that have one are looked at.
    organizer = cast(_EVENT.organizer, Text)
    named = or_(*(organizer.contains(f'"contact_id": {contact_id}{end}') for end in (",", "}")))
    return or_(_EVENT.id.in_(invited), named)


def read_occurrences(
    connection: Connection,
    since: datetime,
    until: datetime,
    calendar_ids: Collection[int] | None,
    local_zone: str,
    narrowed: ColumnElement[bool] | None = None,
) -> list[Occurrence]:
    """Return every occurrence that touches [since, until), in order; single events by their index, series expanded.

    ``narrowed`` is a further condition on the events.
    """
    calendars = {one.id: one for one in read_calendars(connection)}
    wanted = set(calendars) if calendar_ids is None else set(calendar_ids) & set(calendars)
    if not wanted:
        return []
    mine = true() if wanted == set(calendars) else _EVENT.calendar_id.in_(wanted)
    # All-day events are bounded by dates kept as UTC midnights: a day more on both sides never misses one.
    span = (
        _EVENT.first < until + _DAY,
        or_(_EVENT.last.is_(None), _EVENT.last >= since - _DAY),
        _EVENT.deleted_at.is_(None),
        mine,
        *(() if narrowed is None else (narrowed,)),
    )
    light = select(*(_EVENT[name] for name in LIGHT)).where(_EVENT.recurring.is_(False), *span)
    single = connection.execute(light.where(_EVENT.only_overrides.is_(False))).mappings().all()
    found = [
        _occurrence(row, calendars[row["calendar_id"]], row["first"], row["last"])
        for row in single
        if row["calendar_id"] in calendars
        and rules.touches(row["first"], row["last"], row["all_day"], since, until, local_zone)
    ]
    several = select(_EVENT.id).where(or_(_EVENT.recurring.is_(True), _EVENT.only_overrides.is_(True)), *span)
    for event in read_events(connection, connection.execute(several).scalars().all()).values():
        if event.calendar_id in calendars:
            found += _expanded(event, calendars[event.calendar_id], since, until, local_zone)
    return sorted(found, key=lambda one: (one.starts, not one.all_day, one.ends, one.event_id))


def read_coming_series(
    connection: Connection, contact_ids: Collection[int] | None, after: datetime, local_zone: str
) -> dict[int, tuple[Event, rules.Happening]]:
    """Return for contacts (all without ids) the next occurrence, after an instant, of a series that they take part in."""
    wanted = participant_table.c.contact_id
    mine = wanted.is_not(None) if contact_ids is None else wanted.in_(list(contact_ids))
    query = (
        select(_EVENT.id)
        .join(participant_table, participant_table.c.record_id == _EVENT.id)
        .where(
            mine,
            _EVENT.recurring.is_(True),
            _EVENT.deleted_at.is_(None),
            _EVENT.status != str(Status.CANCELLED),
            or_(_EVENT.last.is_(None), _EVENT.last > after),
        )
        .distinct()
    )
    found: dict[int, tuple[Event, rules.Happening]] = {}
    for event in read_events(connection, connection.execute(query).scalars().all()).values():
        told: set[int] = set()
        for one in rules.coming(event, after, local_zone, _LOOKED_AHEAD):
            if one.override is not None and one.override.status is Status.CANCELLED:
                continue
            there = one.override.participants if one.override is not None else event.participants
            for contact in {who.contact_id for who in there} - {0} - told:
                told.add(contact)
                if contact not in found or one.starts < found[contact][1].starts:
                    found[contact] = (event, one)
    return found


def _expanded(event: Event, calendar: Calendar, since: datetime, until: datetime, local_zone: str) -> list[Occurrence]:
    marking = event.marking.encode() if event.marking else ""
    return [
        Occurrence(
            event.id,
            event.uid,
            event.calendar_id,
            one.override.title if one.override and one.override.title else event.title,
            one.override.place if one.override else event.place,
            one.starts,
            one.ends,
            one.start,
            one.end,
            one.zone,
            one.all_day,
            one.override.status if one.override else event.status,
            event.recurrence is not None,
            one.at,
            calendar.palette,
            calendar.name.host or calendar.name.home,
            marking,
            event.access,
        )
        for one in rules.happenings(event, since, until, local_zone)
    ]


def _occurrence(row: Row, calendar: Calendar, starts: datetime, ends: datetime) -> Occurrence:
    return Occurrence(
        row["id"],
        row["uid"],
        row["calendar_id"],
        bilingual(row, "title"),
        bilingual(row, "place"),
        starts,
        ends,
        row["start_at"],
        row["end_at"],
        row["zone"],
        row["all_day"],
        Status(row["status"]),
        False,
        row["start_at"],
        calendar.palette,
        calendar.name.host or calendar.name.home,
        row["marking"],
        row["access"],
    )
