"""When people were last met and will be met next, and who held a post at the time."""

from array import array
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from liaison_desk.contacts.records import BoardSort, Encounter, PersonFilter
from liaison_desk.contacts.store.billets import read_holders
from liaison_desk.contacts.store.filtering import conditions, day_after
from liaison_desk.contacts.store.orders import neglected
from liaison_desk.contacts.store.plain import ids_of
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
    connection: Connection, wanted: PersonFilter, sort: Sort[BoardSort], language: str, today: date, *, unplanned: bool
) -> "array[int]":
    """Return the people of the board in order; with ``unplanned`` those with no engagement to come."""
    asked = conditions(connection, replace(wanted, with_interval=True), today)
    if asked is None:
        return array("q")
    coming = _coming(today)
    if unplanned:
        asked.append(_PERSON.id.not_in(select(coming.c.owner)))
    query = select(_PERSON.id).where(*asked)
    if sort.key is BoardSort.NEGLECT:
        return neglected(connection, query, today, descending=sort.descending, overdue=wanted.overdue)
    name = _PERSON.reading_sort if language == "ja" else _PERSON.name_sort
    column: Any = name
    if sort.key is BoardSort.INTERVAL:
        column = _PERSON.cadence_days
    elif sort.key in {BoardSort.LAST, BoardSort.NEXT}:
        times = _met_last(today) if sort.key is BoardSort.LAST else coming
        query = query.outerjoin_from(person_table, times, times.c.owner == _PERSON.id)
        column = times.c.at
    # What never was comes first, like what lies longest ago.
    order = column.desc().nulls_last() if sort.descending else column.asc().nulls_first()
    ids = ids_of(connection, query.order_by(order, name, _PERSON.id))
    if wanted.overdue:
        late = set(neglected(connection, select(_PERSON.id).where(*asked), today, overdue=True))
        ids = array("q", [id_ for id_ in ids if id_ in late])
    return ids


def _met_last(today: date) -> Any:
    """Select when each person was last met."""
    owner = attendee_table.c.contact_id
    return (
        select(owner.label("owner"), func.max(_MEETING.start_at).label("at"))
        .join(meeting_table, _MEETING.id == attendee_table.c.record_id)
        .where(owner.is_not(None), _MEETING.deleted_at.is_(None), _MEETING.start_at < day_after(today))
        .group_by(owner)
        .subquery()
    )


def _coming(today: date) -> Any:
    """Select when each person will be met next: at a meeting, or at a single event he takes part in."""
    attendee, participant, tomorrow = attendee_table.c.contact_id, participant_table.c.contact_id, day_after(today)
    meetings = (
        select(attendee.label("owner"), _MEETING.start_at.label("at"))
        .join(meeting_table, _MEETING.id == attendee_table.c.record_id)
        .where(attendee.is_not(None), _MEETING.deleted_at.is_(None), _MEETING.start_at >= tomorrow)
    )
    events = (
        select(participant.label("owner"), _EVENT.start_at.label("at"))
        .join(event_table, _EVENT.id == participant_table.c.record_id)
        .where(participant.is_not(None), *_single_event(), _EVENT.start_at >= tomorrow)
    )
    both = meetings.union_all(events).subquery()
    return select(both.c.owner, func.min(both.c.at).label("at")).group_by(both.c.owner).subquery()


def read_last(
    connection: Connection, ids: Collection[int], today: date, *, posts: bool = False
) -> dict[int, Encounter]:
    """Return the newest meeting up to a day with each person, or with whoever held each post at the time."""
    query = (_POST_MET if posts else _MET).where(_MEETING.start_at < day_after(today)).order_by(_MEETING.start_at)
    return _encounters(connection, query, ids)


def read_next(connection: Connection, ids: Collection[int], today: date) -> dict[int, Encounter]:
    """Return the earliest meeting or single event after a day that each person takes part in."""
    tomorrow = day_after(today)
    found = _encounters(connection, _MET.where(_MEETING.start_at >= tomorrow).order_by(_MEETING.start_at.desc()), ids)
    invited = _INVITED.where(_EVENT.start_at >= tomorrow).order_by(_EVENT.start_at.desc())
    for owner, one in _encounters(connection, invited, ids, kind="event").items():
        if owner not in found or one.start < found[owner].start:
            found[owner] = one
    return found


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


def billets_with_interval(connection: Connection) -> list[int]:
    """Return the ids of the posts whose holders are to be met regularly."""
    row = billet_table.c
    query = (
        select(row.id).where(row.cadence_days > 0, row.deleted_at.is_(None)).order_by(row.organization_id, row.place)
    )
    return list(connection.execute(query).scalars())


def holders(connection: Connection, billet_ids: Collection[int], today: date) -> dict[int, int]:
    """Return who holds each post on a day; of several the one who came last."""
    found: dict[int, int] = {}
    for one in read_holders(connection, today, billet_ids=billet_ids):
        found.setdefault(one.billet_id, one.person_id)
    return found
