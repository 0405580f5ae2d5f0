"""What happens when: single events by their index, series expanded within the span that is asked for."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, bindparam, or_, select, union_all

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import (
    Calendar,
    Event,
    Occurrence,
    Status,
)
from liaison_desk.calendar.rules.course import earlier, later
from liaison_desk.calendar.store.events import SHORT, read_calendars, read_events
from liaison_desk.calendar.store.series import KnownSeries, face_of
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.schema.calendar import event_table, participant_table
from liaison_desk.schema.mapping import two_sided

_EVENT = event_table.c
_DAY = timedelta(days=1)
_SHOWN: Final = (
    "id", "uid", "calendar_id", "title_host", "title_home", "title_state", "place_host", "place_home", "place_state",
    "start_at", "end_at", "zone", "all_day", "status", "first", "last", "marking", "access", "busy", "travel_before",
    "travel_after", "rhythmic",
)  # fmt: skip
_NOWHERE: Final = Bilingual()
_STATUS: Final = {str(one): one for one in Status}
_MOST_LOOKED_AT = 5000  # all-day events before the first that is long enough
_LOOKED_AHEAD = 4  # occurrences of a series, of which the next may be cancelled or without somebody


def read_next_span(connection: Connection, palette: str, after: datetime, days: int) -> Occurrence | None:
    """Return the first single all-day event of some days or more that begins after an instant, on calendars of a palette."""
    calendars = {one.id: one for one in read_calendars(connection) if one.palette == palette}
    query = (
        select(*(_EVENT[name] for name in _SHOWN))
        .where(
            _EVENT.recurring.is_(False),
            _EVENT.all_day,
            _EVENT.first > after,
            _EVENT.deleted_at.is_(None),
            _EVENT.status != str(Status.CANCELLED),
            _EVENT.calendar_id.in_(calendars),
        )
        .order_by(_EVENT.first)
    )
    # The length is looked at here: engines count days differently. Rows come one by one, so that the first found ends it.
    for row in connection.execute(query.limit(_MOST_LOOKED_AT)):
        if row.last - row.first >= timedelta(days=days):
            return _occurrence(row, calendars[row.calendar_id])
    return None


def read_occurrences(
    connection: Connection,
    since: datetime,
    until: datetime,
    calendar_ids: Collection[int] | None,
    local_zone: str,
    known: KnownSeries,
) -> list[Occurrence]:
    """Return every occurrence that touches [since, until), in order: single events by their index, series as they are known."""
    calendars = {one.id: one for one in read_calendars(connection)}
    wanted = set(calendars) if calendar_ids is None else set(calendar_ids) & set(calendars)
    if not wanted:
        return []
    # All-day events are bounded by dates kept as UTC midnights: a day more on both sides never misses one.
    low, high = earlier(since, _DAY), later(until, _DAY)
    asked = {"begun": earlier(low, SHORT), "low": low, "high": high}
    few = _EVENT.calendar_id.in_(wanted) if wanted != set(calendars) else None
    found = [
        _occurrence(row, calendars[row[_CALENDAR]])
        for row in connection.execute(_narrowed(_SINGLE, few), asked)
        if row[_CALENDAR] in calendars
        and rules.touches(row[_FIRST], row[_LAST], row[_ALL_DAY], since, until, local_zone)
    ]
    several = [(row[0], row[1]) for row in connection.execute(_narrowed(_SEVERAL, few), asked)]
    found += known.occurrences(connection, several, (since, until), calendars, local_zone)
    found.sort(key=order)
    return found


def _spread(names: Sequence[str], short: int) -> list[Select[Any]]:
    """Return two queries: what is short and begins about a span, and what is long and touches it."""
    columns = [_EVENT[name] for name in names]
    alive = (_EVENT.deleted_at.is_(None), _EVENT.first < bindparam("high"))
    near = select(*columns).where(
        _EVENT.spread == short, _EVENT.first >= bindparam("begun"), _EVENT.last >= bindparam("low"), *alive
    )
    reaching = or_(_EVENT.last.is_(None), _EVENT.last >= bindparam("low"))
    return [near, select(*columns).where(_EVENT.spread == short + 1, reaching, *alive)]


_SINGLE, _SEVERAL = _spread(_SHOWN, 0), _spread(("id", "version"), 2)
_FIRST, _LAST, _ALL_DAY, _CALENDAR = (_SHOWN.index(name) for name in ("first", "last", "all_day", "calendar_id"))


def _narrowed(queries: Sequence[Select[Any]], few: ColumnElement[bool] | None) -> CompoundSelect[Any]:
    return union_all(*(queries if few is None else (query.where(few) for query in queries)))


def order(one: Occurrence) -> tuple[datetime, bool, datetime, int]:
    """Return what occurrences are sorted by: their start, whole days first, the shorter before the longer."""
    return one.starts, not one.all_day, one.ends, one.event_id


def read_engagements(connection: Connection, contact_id: int, now: datetime, local_zone: str) -> list[Occurrence]:
    """Return what a contact takes part in or organizes: every single event, and of a series its next and its latest."""
    calendars = {one.id: one for one in read_calendars(connection)}
    invited = select(participant_table.c.record_id).where(participant_table.c.contact_id == contact_id)
    named = invited.union_all(select(_EVENT.id).where(_EVENT.organizer_id == contact_id))
    # Which of them are series is told here: asked for in SQL, all single events there are would be read by their index.
    light = select(*(_EVENT[name] for name in (*_SHOWN, "recurring", "only_overrides"))).where(
        _EVENT.id.in_(named), _EVENT.deleted_at.is_(None), _EVENT.status != str(Status.CANCELLED)
    )
    rows = [row for row in connection.execute(light) if row.calendar_id in calendars]
    several = [row.id for row in rows if row.recurring or row.only_overrides]
    found = [_occurrence(row, calendars[row.calendar_id]) for row in rows if not (row.recurring or row.only_overrides)]
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
            there = one.override.participants if one.override is not None else event.participants
            for contact in {who.contact_id for who in there} - {0} - told:
                told.add(contact)
                if contact not in found or one.starts < found[contact][1].starts:
                    found[contact] = (event, one)
    return found


def _occurrence(row: Sequence[Any], calendar: Calendar) -> Occurrence:
    """Return the occurrence of a single event, by position: thousands are made for a month."""
    return Occurrence(
        row[0],
        row[1],
        row[2],
        two_sided(row[3], row[4], row[5]),
        two_sided(row[6], row[7], row[8]) if row[6] or row[7] else _NOWHERE,
        row[14],
        row[15],
        row[9],
        row[10],
        row[11],
        row[12],
        _STATUS[row[13]],
        False,
        row[9],
        calendar.palette,
        calendar.name.host or calendar.name.home,
        *row[16:22],
    )
