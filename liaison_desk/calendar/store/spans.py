"""What happens when: single events by their index, series expanded within the span that is asked for."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select, true

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


def read_occurrences(
    connection: Connection,
    since: datetime,
    until: datetime,
    calendar_ids: Collection[int] | None,
    local_zone: str,
) -> list[Occurrence]:
    """Return every occurrence that touches [since, until), in order; single events by their index, series expanded."""
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
            happenings = rules.happenings(event, since, until, local_zone)
            found += expanded(event, calendars[event.calendar_id], happenings)
    return sorted(found, key=order)


def order(one: Occurrence) -> tuple[datetime, bool, datetime, int]:
    """Return what occurrences are sorted by: their start, whole days first, the shorter before the longer."""
    return one.starts, not one.all_day, one.ends, one.event_id


def read_engagements(connection: Connection, contact_id: int, now: datetime, local_zone: str) -> list[Occurrence]:
    """Return what a contact takes part in or organizes: every single event, and of a series its next and its latest."""
    calendars = {one.id: one for one in read_calendars(connection)}
    invited = select(participant_table.c.record_id).where(participant_table.c.contact_id == contact_id)
    named = invited.union_all(select(_EVENT.id).where(_EVENT.organizer_id == contact_id))
    # Which of them are series is told here: asked for in SQL, all single events there are would be read by their index.
    light = select(*(_EVENT[name] for name in (*LIGHT, "recurring", "only_overrides"))).where(
        _EVENT.id.in_(named), _EVENT.deleted_at.is_(None), _EVENT.status != str(Status.CANCELLED)
    )
    rows = [row for row in connection.execute(light).mappings() if row["calendar_id"] in calendars]
    several = [row["id"] for row in rows if row["recurring"] or row["only_overrides"]]
    found = [
        _occurrence(row, calendars[row["calendar_id"]], row["first"], row["last"])
        for row in rows
        if not (row["recurring"] or row["only_overrides"])
    ]
    for event in read_events(connection, several).values():
        for look in (rules.coming, rules.latest):
            near = look(event, now, local_zone, _LOOKED_AHEAD)
            there = [one for one in near if _takes_part(contact_id, event, one)]
            found += expanded(event, calendars[event.calendar_id], there[:1])
    return found


def _takes_part(contact_id: int, event: Event, one: rules.Happening) -> bool:
    """Tell whether a contact is of one occurrence, which may be cancelled or without him though the series is not."""
    if one.override is None:
        return True
    people = [who.contact_id for who in one.override.participants or event.participants]
    organizes = event.organizer is not None and event.organizer.contact_id == contact_id
    return one.override.status is not Status.CANCELLED and (organizes or contact_id in people)


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


def expanded(event: Event, calendar: Calendar, happenings: Iterable[rules.Happening]) -> list[Occurrence]:
    """Return happenings of an event as calendars show them."""
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
            event.busy,
            event.travel_before,
            event.travel_after,
            event.rhythm is not None,
        )
        for one in happenings
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
        row["busy"],
        row["travel_before"],
        row["travel_after"],
        row["rhythmic"],
    )
