"""When people were last met and will be met next, and who held a post at the time."""

from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from liaison_desk.contacts.records import BoardSort, Encounter, PersonFilter
from liaison_desk.contacts.rules.moment import Moment
from liaison_desk.contacts.store.billets import read_holders
from liaison_desk.contacts.store.filtering import conditions
from liaison_desk.contacts.store.orders import neglected
from liaison_desk.contacts.store.plain import ids_of
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.database.snapshot import CHUNK
from liaison_desk.schema.calendar import event_table, participant_table
from liaison_desk.schema.contacts import billet_table, person_table, post_table
from liaison_desk.schema.mapping import bilingual
from liaison_desk.schema.meetings import attendee_table, meeting_table

_MEETING, _EVENT, _PERSON = meeting_table.c, event_table.c, person_table.c


def _single_event() -> tuple[Any, ...]:
    return (_EVENT.deleted_at.is_(None), _EVENT.recurring.is_(False), _EVENT.status != "cancelled")


_MET = (
    select(
        attendee_table.c.contact_id.label("owner"),
        _MEETING.id, _MEETING.kind, _MEETING.title_host, _MEETING.title_home, _MEETING.title_state, _MEETING.start_at,
        _MEETING.zone, _MEETING.marking,
    )
    .join(meeting_table, _MEETING.id == attendee_table.c.record_id)
    .where(attendee_table.c.contact_id.in_(bindparam("ids", expanding=True)), _MEETING.deleted_at.is_(None))
)  # fmt: skip
_INVITED = (
    select(
        participant_table.c.contact_id.label("owner"),
        _EVENT.id, _EVENT.title_host, _EVENT.title_home, _EVENT.title_state, _EVENT.start_at, _EVENT.zone, _EVENT.marking,
    )
    .join(event_table, _EVENT.id == participant_table.c.record_id)
    .where(
        participant_table.c.contact_id.in_(bindparam("ids", expanding=True)), *_single_event()
    )
)  # fmt: skip
# Whoever was met while he held the post counts as a meeting with the post.
_POST_MET = (
    select(
        post_table.c.billet_id.label("owner"),
        _MEETING.id, _MEETING.kind, _MEETING.title_host, _MEETING.title_home, _MEETING.title_state, _MEETING.start_at,
        _MEETING.zone, _MEETING.marking,
    )
    .join(attendee_table, attendee_table.c.contact_id == post_table.c.record_id)
    .join(meeting_table, _MEETING.id == attendee_table.c.record_id)
    .where(
        post_table.c.billet_id.in_(bindparam("ids", expanding=True)),
        _MEETING.deleted_at.is_(None),
        or_(post_table.c.since.is_(None), post_table.c.since <= func.date(_MEETING.start_at)),
        or_(post_table.c.until.is_(None), post_table.c.until >= func.date(_MEETING.start_at)),
    )
)  # fmt: skip


def board_ids(
    connection: Connection,
    wanted: PersonFilter,
    sort: Sort[BoardSort],
    language: str,
    now: Moment,
    series: Mapping[int, datetime],
    *,
    unplanned: bool,
) -> "array[int]":
    """Return the people of the board in order; with ``unplanned`` those with no engagement to come.

    ``series`` are the next instants of recurring events by who takes part in them; only that order and that filter ask.
    """
    asked = conditions(connection, replace(wanted, with_interval=True), now)
    if asked is None:
        return array("q")
    coming = _coming(now)
    if unplanned:
        asked.append(_PERSON.id.not_in(select(coming.c.owner)))
    query = select(_PERSON.id).where(*asked)
    if sort.key is BoardSort.NEGLECT:
        ids = neglected(connection, query, now, descending=sort.descending, overdue=wanted.overdue)
        return array("q", [id_ for id_ in ids if id_ not in series]) if unplanned else ids
    name = _PERSON.reading_sort if language == "ja" else _PERSON.name_sort
    column: Any = name
    if sort.key is BoardSort.INTERVAL:
        column = _PERSON.cadence_days
    elif sort.key in {BoardSort.LAST, BoardSort.NEXT}:
        times = _met_last(now) if sort.key is BoardSort.LAST else coming
        query = query.outerjoin_from(person_table, times, times.c.owner == _PERSON.id)
        column = times.c.at
    # What never was comes first, like what lies longest ago.
    order = column.desc().nulls_last() if sort.descending else column.asc().nulls_first()
    if sort.key is BoardSort.NEXT and series:
        rows = connection.execute(query.add_columns(column).order_by(name, _PERSON.id)).all()
        ids = array("q", _by_next(rows, series, descending=sort.descending))
    else:
        ids = ids_of(connection, query.order_by(order, name, _PERSON.id))
    if unplanned:
        ids = array("q", [id_ for id_ in ids if id_ not in series])
    if wanted.overdue:
        late = set(neglected(connection, select(_PERSON.id).where(*asked), now, overdue=True))
        ids = array("q", [id_ for id_ in ids if id_ in late])
    return ids


def _by_next(rows: Iterable[Any], series: Mapping[int, datetime], *, descending: bool) -> list[int]:
    """Return ids by the earlier of two instants each: that of the row, and that of a series."""
    never: list[int] = []
    planned: list[tuple[datetime, int]] = []
    for id_, single in rows:
        times = [at for at in (single, series.get(id_)) if at is not None]
        if times:
            planned.append((min(times), id_))
        else:
            never.append(id_)
    planned.sort(key=lambda pair: pair[0], reverse=descending)
    ordered = [id_ for _, id_ in planned]
    return [*ordered, *never] if descending else [*never, *ordered]


def _met_last(now: Moment) -> Any:
    """Select when each person was last met."""
    owner = attendee_table.c.contact_id
    return (
        select(owner.label("owner"), func.max(_MEETING.start_at).label("at"))
        .join(meeting_table, _MEETING.id == attendee_table.c.record_id)
        .where(owner.is_not(None), _MEETING.deleted_at.is_(None), _MEETING.starts <= now.instant)
        .group_by(owner)
        .subquery()
    )


def _coming(now: Moment) -> Any:
    """Select when each person will be met next: at a meeting, or at a single event he takes part in."""
    attendee, participant = attendee_table.c.contact_id, participant_table.c.contact_id
    meetings = (
        select(attendee.label("owner"), _MEETING.starts.label("at"))
        .join(meeting_table, _MEETING.id == attendee_table.c.record_id)
        .where(attendee.is_not(None), _MEETING.deleted_at.is_(None), _MEETING.starts > now.instant)
    )
    events = (
        select(participant.label("owner"), _EVENT.first.label("at"))
        .join(event_table, _EVENT.id == participant_table.c.record_id)
        .where(participant.is_not(None), *_single_event(), _EVENT.first > now.instant)
    )
    both = meetings.union_all(events).subquery()
    return select(both.c.owner, func.min(both.c.at).label("at")).group_by(both.c.owner).subquery()


def read_last(
    connection: Connection, ids: Collection[int], now: Moment, *, posts: bool = False
) -> dict[int, Encounter]:
    """Return the newest meeting up to now with each person, or with whoever held each post at the time."""
    query = (_POST_MET if posts else _MET).where(_MEETING.starts <= now.instant).order_by(_MEETING.starts)
    return _encounters(connection, query, ids)


def read_next(connection: Connection, ids: Collection[int], now: Moment) -> dict[int, Encounter]:
    """Return the earliest meeting or single event to come that each person takes part in."""
    found = _encounters(connection, _MET.where(_MEETING.starts > now.instant).order_by(_MEETING.starts.desc()), ids)
    invited = _INVITED.where(_EVENT.first > now.instant).order_by(_EVENT.first.desc())
    for owner, one in _encounters(connection, invited, ids, kind="event").items():
        if owner not in found or instant_of(one) < instant_of(found[owner]):
            found[owner] = one
    return found


def instant_of(one: Encounter) -> datetime:
    """Return when an encounter begins; a zone this machine does not know counts as UTC."""
    try:
        return to_utc(one.start, one.zone)
    except DeskError:
        return one.start.replace(tzinfo=UTC)


def _encounters(
    connection: Connection, query: Select[Any], ids: Collection[int], kind: str = ""
) -> dict[int, Encounter]:
    """Return the last row of each owner as an encounter."""
    ordered = list(ids)
    found = {}
    for start in range(0, len(ordered), CHUNK):
        for row in connection.execute(query, {"ids": ordered[start : start + CHUNK]}).mappings():
            found[row["owner"]] = Encounter(
                row["id"], kind or row["kind"], bilingual(row, "title"), row["start_at"], row["zone"], row["marking"]
            )
    return found


def billets_with_interval(connection: Connection, houses: Collection[int] | None) -> list[int]:
    """Return the ids of the posts whose holders are to be met regularly, of some organizations or of all."""
    row = billet_table.c
    query = select(row.id).where(row.cadence_days > 0, row.deleted_at.is_(None))
    if houses is not None:
        query = query.where(row.organization_id.in_(list(houses)))
    return list(connection.execute(query.order_by(row.organization_id, row.place)).scalars())


def holders(connection: Connection, billet_ids: Collection[int], today: date) -> dict[int, int]:
    """Return who holds each post on a day; of several the one who came last."""
    found: dict[int, int] = {}
    for one in read_holders(connection, today, billet_ids=billet_ids):
        found.setdefault(one.billet_id, one.person_id)
    return found
