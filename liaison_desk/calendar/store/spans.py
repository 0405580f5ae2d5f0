"""What happens next and to whom: the coming exercise, what a contact takes part in."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import Event, Occurrence, Status
from liaison_desk.calendar.store.events import read_calendars, read_events
from liaison_desk.calendar.store.occurrences import SHOWN, occurrence_of
from liaison_desk.calendar.store.series import face_of
from liaison_desk.schema.calendar import event_table, participant_table

_EVENT = event_table.c
_LOOKED_AHEAD = 4  # occurrences of a series, of which the next may be cancelled or without somebody


def read_next_span(connection: Connection, palette: str, after: datetime, days: int) -> Occurrence | None:
    """Return the first single all-day event of some days or more that begins after an instant, on calendars of a palette."""
    calendars = {one.id: one for one in read_calendars(connection) if one.palette == palette}
    query = (
        select(_EVENT.id, _EVENT.calendar_id, _EVENT.first, _EVENT.last)
        .where(
            _EVENT.all_day,
            _EVENT.recurring.is_(False),
            _EVENT.first > after,
            _EVENT.deleted_at.is_(None),
            _EVENT.status != str(Status.CANCELLED),
            # Not by the calendar's own index, which holds far more than the whole days.
            (_EVENT.calendar_id + 0).in_(calendars),
        )
        .order_by(_EVENT.first)
    )
    # The length is looked at here: engines count days differently. Rows come one by one, and the first that fits ends it.
    for id_, calendar_id, first, last in connection.execute(query):
        if last - first >= timedelta(days=days):
            row = connection.execute(select(*(_EVENT[name] for name in SHOWN)).where(_EVENT.id == id_)).one()
            return occurrence_of(row, calendars[calendar_id])
    return None


def read_engagements(connection: Connection, contact_id: int, now: datetime, local_zone: str) -> list[Occurrence]:
    """Return what a contact takes part in or organizes: every single event, and of a series its next and its latest."""
    calendars = {one.id: one for one in read_calendars(connection)}
    invited = select(participant_table.c.record_id).where(participant_table.c.contact_id == contact_id)
    named = invited.union_all(select(_EVENT.id).where(_EVENT.organizer_id == contact_id))
    # Which of them are series is told here: asked for in SQL, all single events there are would be read by their index.
    light = select(*(_EVENT[name] for name in (*SHOWN, "recurring", "only_overrides"))).where(
        _EVENT.id.in_(named), _EVENT.deleted_at.is_(None), _EVENT.status != str(Status.CANCELLED)
    )
    rows = [row for row in connection.execute(light) if row.calendar_id in calendars]
    several = [row.id for row in rows if row.recurring or row.only_overrides]
    found = [
        occurrence_of(row, calendars[row.calendar_id]) for row in rows if not (row.recurring or row.only_overrides)
    ]
    for event in read_events(connection, several).values():
        for look in (rules.coming, rules.latest):
            near = look(event, now, local_zone, _LOOKED_AHEAD)
            there = [one for one in near if _takes_part(contact_id, event, one)]
            face = face_of(event, calendars[event.calendar_id])
            found += [face.occurrence(one) for one in there[:1]]
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
            own = one.override.participants if one.override is not None else ()
            for contact in {who.contact_id for who in own or event.participants} - {0} - told:
                told.add(contact)
                if contact not in found or one.starts < found[contact][1].starts:
                    found[contact] = (event, one)
    return found
