"""When people were last met and will be met next, and who held a post at the time."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select

from liaison_desk.contacts.records import Encounter
from liaison_desk.contacts.store.filtering import day_after, held
from liaison_desk.foundation.database.snapshot import CHUNK
from liaison_desk.schema.calendar import event_table, participant_table
from liaison_desk.schema.contacts import billet_table, person_table, post_table
from liaison_desk.schema.mapping import bilingual
from liaison_desk.schema.meetings import attendee_table, meeting_table

_MEETING, _EVENT = meeting_table.c, event_table.c
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
        participant_table.c.contact_id.in_(bindparam("ids", expanding=True)),
        _EVENT.deleted_at.is_(None),
        _EVENT.recurring.is_(False),
        _EVENT.status != "cancelled",
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
    post = post_table.c
    query = (
        select(post.billet_id, post.record_id)
        .join(person_table, person_table.c.id == post.record_id)
        .where(and_(post.billet_id.in_(list(billet_ids)), held(today), person_table.c.deleted_at.is_(None)))
        .order_by(post.since.asc().nulls_first())
    )
    return {billet: person for billet, person in connection.execute(query)}  # noqa: C416 - rows are not pairs to a type checker
