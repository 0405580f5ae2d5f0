"""When people were last met and will be met next, and who held a post at the time."""

from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Executable, Select, bindparam, case, func, literal, literal_column, or_, select

from liaison_desk.contacts.records import BoardSort, Encounter, PersonFilter
from liaison_desk.contacts.rules.moment import Moment
from liaison_desk.contacts.store.billets import read_holders
from liaison_desk.contacts.store.filtering import conditions
from liaison_desk.contacts.store.orders import neglected
from liaison_desk.contacts.store.plain import ids_of
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.schema.calendar import event_table, participant_table
from liaison_desk.schema.contacts import billet_table, person_table, post_table
from liaison_desk.schema.mapping import bilingual
from liaison_desk.schema.meetings import attendee_table, meeting_table

_MEETING, _EVENT, _PERSON = meeting_table.c, event_table.c, person_table.c


def _single_event() -> tuple[Any, ...]:
    return (_EVENT.deleted_at.is_(None), _EVENT.recurring.is_(False), _EVENT.status != "cancelled")


def _meetings(owner: Any) -> Select[Any]:
    """Select the meetings somebody (``owner`` names whose they are) attended."""
    return (
        select(
            owner.label("owner"), _MEETING.id, _MEETING.kind, _MEETING.title_host, _MEETING.title_home,
            _MEETING.title_state, _MEETING.start_at, _MEETING.zone, _MEETING.marking, _MEETING.starts,
        )
        .join_from(attendee_table, meeting_table, _MEETING.id == attendee_table.c.record_id)
        .where(owner.in_(bindparam("ids", expanding=True)), _MEETING.deleted_at.is_(None))
    )  # fmt: skip


def _placed(query: Select[Any], owner: Any, *order: Any) -> Select[Any]:
    """Select a query's engagements with the place of each among its owner's, so that no history is read for its last line."""
    placed = query.add_columns(func.row_number().over(partition_by=owner, order_by=order).label("place")).subquery()
    return select(*(column for column in placed.c if column.key != "place")).select_from(placed)


_FIRST = literal_column("place") == 1
_PERSONS, _POSTS, _INVITED = attendee_table.c.contact_id, post_table.c.billet_id, participant_table.c.contact_id
_NEWEST = (_MEETING.starts.desc(), _MEETING.id.desc())
_LAST = _placed(_meetings(_PERSONS).where(_MEETING.starts <= bindparam("now")), _PERSONS, *_NEWEST).where(_FIRST)
# Whoever was met while he held the post counts as a meeting with the post.
_HELD = (
    _meetings(_POSTS)
    .join(post_table, attendee_table.c.contact_id == post_table.c.record_id)
    .where(
        _MEETING.starts <= bindparam("now"),
        or_(post_table.c.since.is_(None), post_table.c.since <= func.date(_MEETING.start_at)),
        or_(post_table.c.until.is_(None), post_table.c.until >= func.date(_MEETING.start_at)),
    )
)
_POST_LAST = _placed(_HELD, _POSTS, *_NEWEST).where(_FIRST)
_TO_COME = _meetings(_PERSONS).where(_MEETING.starts > bindparam("now"))
_INVITATIONS = (
    select(
        _INVITED.label("owner"), _EVENT.id, literal("event").label("kind"), _EVENT.title_host, _EVENT.title_home,
        _EVENT.title_state, _EVENT.start_at, _EVENT.zone, _EVENT.marking, _EVENT.first.label("starts"),
    )
    .join_from(participant_table, event_table, _EVENT.id == participant_table.c.record_id)
    .where(_INVITED.in_(bindparam("ids", expanding=True)), *_single_event(), _EVENT.first > bindparam("now"))
)  # fmt: skip
_NEXT = (
    _placed(_TO_COME, _PERSONS, _MEETING.starts, _MEETING.id)
    .where(_FIRST)
    .union_all(_placed(_INVITATIONS, _INVITED, _EVENT.first, _EVENT.id).where(_FIRST))
)


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
    if unplanned:
        asked.append(_PERSON.id.not_in(select(_coming(now).c.owner)))
    query = select(_PERSON.id).where(*asked)
    if sort.key is BoardSort.NEGLECT:
        ids = neglected(connection, query, now, descending=sort.descending, overdue=wanted.overdue)
    else:
        ids = _ordered(connection, query, sort, language, now, series)
        if wanted.overdue:
            late = set(neglected(connection, query, now, overdue=True))
            ids = array("q", filter(late.__contains__, ids))
    return array("q", [id_ for id_ in ids if id_ not in series]) if unplanned else ids


def _ordered(
    connection: Connection, query: Select[Any], sort: Sort[BoardSort], language: str, now: Moment,
    series: Mapping[int, datetime],
) -> "array[int]":  # fmt: skip
    """Return the people a query finds, by a column or by one of their engagements."""
    name = _PERSON.reading_sort if language == "ja" else _PERSON.name_sort
    column: Any = name
    known: Any = None
    if sort.key is BoardSort.INTERVAL:
        column = _PERSON.cadence_days
    elif sort.key is not BoardSort.NAME:
        times = _coming(now) if sort.key is BoardSort.NEXT else _met_last(now)
        query = query.outerjoin_from(person_table, times, times.c.owner == _PERSON.id)
        column = times.c.at
        known = case((column.is_(None), _PERSON.created_at)) if sort.key is BoardSort.LAST else None
        if (
            sort.key is BoardSort.AGE
        ):  # the longest ago is the oldest day; who was never met has waited since he came here
            oldest = func.coalesce(func.date(column), func.date(_PERSON.created_at))
            return ids_of(connection, query.order_by(oldest if sort.descending else oldest.desc(), name, _PERSON.id))
    if sort.key is BoardSort.NEXT and series:
        rows = connection.execute(query.add_columns(column).order_by(name, _PERSON.id)).all()
        return array("q", _by_next(rows, series, descending=sort.descending))
    # What never was comes first, like what lies longest ago.
    order = [column.desc().nulls_last() if sort.descending else column.asc().nulls_first()]
    if known is not None:  # who was never met has waited since he came onto the desk
        order.append(known.desc() if sort.descending else known.asc())
    return ids_of(connection, query.order_by(*order, name, _PERSON.id))


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
    return _encounters(connection, _POST_LAST if posts else _LAST, ids, now)


def read_next(connection: Connection, ids: Collection[int], now: Moment) -> dict[int, Encounter]:
    """Return the earliest meeting or single event to come that each person takes part in."""
    return _encounters(connection, _NEXT, ids, now)


def instant_of(one: Encounter) -> datetime:
    """Return when an encounter begins; a zone this machine does not know counts as UTC."""
    try:
        return to_utc(one.start, one.zone)
    except DeskError:
        return one.start.replace(tzinfo=UTC)


def _encounters(connection: Connection, query: Executable, ids: Collection[int], now: Moment) -> dict[int, Encounter]:
    """Return the engagement of each owner; of two kinds to come, the earlier."""
    ordered = list(ids)
    found: dict[int, Encounter] = {}
    begins: dict[int, datetime] = {}
    for few in chunks(ordered):
        asked = {"ids": few, "now": now.instant}
        for row in connection.execute(query, asked).mappings().all():
            owner, begin = row["owner"], row["starts"]
            if owner not in begins or begin < begins[owner]:
                begins[owner] = begin
                found[owner] = Encounter(
                    row["id"], row["kind"], bilingual(row, "title"), row["start_at"], row["zone"], row["marking"]
                )
    return found


def billets_with_interval(connection: Connection, houses: Collection[int] | None, today: date) -> list[int]:
    """Return the ids of the posts that stand today and whose holders are to be met regularly, of some organizations or all."""
    row = billet_table.c
    query = select(row.id).where(
        row.cadence_days > 0,
        row.deleted_at.is_(None),
        or_(row.since.is_(None), row.since <= today),
        or_(row.until.is_(None), row.until >= today),
    )
    if houses is not None:
        query = query.where(row.organization_id.in_(list(houses)))
    return list(connection.execute(query.order_by(row.organization_id, row.place)).scalars())


def holders(connection: Connection, billet_ids: Collection[int], today: date) -> dict[int, int]:
    """Return who holds each post on a day; of several the one who came last."""
    found: dict[int, int] = {}
    for one in read_holders(connection, today, billet_ids=billet_ids):
        found.setdefault(one.billet_id, one.person_id)
    return found
