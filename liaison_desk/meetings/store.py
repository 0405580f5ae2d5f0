"""How meetings are read and written; the only SQL of this capability."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, exists, func, or_, select

from liaison_desk.domain.finding import document, terms, title_text
from liaison_desk.domain.text import fold
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.paging import Group, Listing, Sort
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import (
    MEETING,
    Attendee,
    Attribution,
    Meeting,
    MeetingFilter,
    MeetingLine,
    MeetingSort,
    Portion,
    PortionKind,
    PortionLine,
    PromisedTask,
)
from liaison_desk.schema.mapping import bilingual, bilingual_columns, decoded, draft, encoded, head, saved
from liaison_desk.schema.meetings import attendee_table, meeting_table, portion_table
from liaison_desk.schema.tasks import task_table

_MEETING, _PORTION, _ATTENDEE = meeting_table.c, portion_table.c, attendee_table.c
_SAME = "zone kind link chair series state interpreter"


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    people = [someone[name] for someone in snapshot.parts["attendees"] for name in ("name", "native", "organization")]
    said = [portion[name] for portion in snapshot.parts["portions"] for name in ("text_host", "text_home", "said_by")]
    texts = [row["place_host"], row["place_home"], row["series"], row["chair"], *said, *people]
    return document(title_text(bilingual(row, "title")), texts)


MEETING_TYPE = RecordType(
    MEETING, meeting_table, search=_search, parts={"attendees": attendee_table, "portions": portion_table}
)


def save_meetings(transaction: Transaction, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Write meetings with their attendees and portions."""
    drafts = [
        draft(
            meeting,
            _values(meeting),
            {
                "attendees": [_attendee_values(one) for one in meeting.attendees],
                "portions": [_portion_values(one) for one in meeting.portions],
            },
        )
        for meeting in meetings
    ]
    heads = transaction.save(MEETING_TYPE, drafts)
    return [saved(meeting, saved_head) for meeting, saved_head in zip(meetings, heads, strict=True)]


def read_meetings(connection: Connection, ids: Iterable[int]) -> dict[int, Meeting]:
    """Return whole meetings by id."""
    return {id_: meeting_from(snapshot) for id_, snapshot in MEETING_TYPE.read(connection, ids).items()}


def meeting_from(snapshot: Snapshot) -> Meeting:
    """Return the meeting of a snapshot."""
    row = snapshot.row
    return Meeting(
        **head(row),
        **{name: row[name] for name in _SAME.split()},
        title=bilingual(row, "title"),
        start=row["start_at"],
        end=row["end_at"],
        place=bilingual(row, "place"),
        event_id=row["event_id"] or 0,
        attendees=tuple(
            Attendee(**{**one, "contact_id": one["contact_id"] or 0}) for one in snapshot.parts["attendees"]
        ),
        portions=tuple(portion_from(one) for one in snapshot.parts["portions"]),
        extra=tuple(row["extra"]),
    )


def portion_from(row: Row) -> Portion:
    """Return the portion of a row."""
    return Portion(
        row["uid"],
        PortionKind(row["kind"]),
        decoded(row["marking"]),
        bilingual(row, "text"),
        row["said_by"],
        Attribution(row["attribution"]),
        row["said_at"],
        row["task_id"] or 0,
    )


def _values(meeting: Meeting) -> dict[str, Any]:
    return {
        **{name: getattr(meeting, name) for name in _SAME.split()},
        **bilingual_columns("title", meeting.title),
        "start_at": meeting.start,
        "end_at": meeting.end,
        "starts": to_utc(meeting.start, meeting.zone or "UTC"),
        **bilingual_columns("place", meeting.place),
        "event_id": meeting.event_id or None,
        "extra": list(meeting.extra),
    }


def _attendee_values(one: Attendee) -> dict[str, Any]:
    names = ("name", "native", "rank", "post", "organization", "nation", "role")
    return {**{name: getattr(one, name) for name in names}, "contact_id": one.contact_id or None}


def _portion_values(one: Portion) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "kind": str(one.kind),
        "marking": encoded(one.marking),
        **bilingual_columns("text", one.text),
        "said_by": one.said_by,
        "attribution": str(one.attribution),
        "said_at": one.said_at,
        "task_id": one.task_id or None,
    }


# Lists ------------------------------------------------------------------------------------------------------------


def meeting_listing(
    connection: Connection, wanted: MeetingFilter, sort: Sort[MeetingSort], limit: int | None = None
) -> Listing:
    """Return the ordered ids of the meetings a filter finds, the first ``limit`` of them."""
    query: Select[Any] = select(_MEETING.id)
    query = query.where(_MEETING.deleted_at.is_not(None) if wanted.trash else _MEETING.deleted_at.is_(None))
    if wanted.contact_id:
        query = query.where(
            _MEETING.id.in_(select(_ATTENDEE.record_id).where(_ATTENDEE.contact_id == wanted.contact_id))
        )
    if wanted.kind:
        query = query.where(_MEETING.kind == wanted.kind)
    if wanted.drafts:
        query = query.where(_MEETING.state == "draft")
    query = query.where(*_between(wanted.since, wanted.until))
    asked = terms(wanted.words)
    if asked:
        query = query.where(search.among(connection, "meeting.id", asked))
    elif wanted.words.strip():
        return Listing(array("q"))
    title = case((_MEETING.title_host != "", _MEETING.title_host), else_=_MEETING.title_home)
    column: Any = {MeetingSort.TITLE: title, MeetingSort.CHANGED: _MEETING.updated_at}.get(sort.key, _MEETING.start_at)
    order = (column.desc(), _MEETING.id.desc()) if sort.descending else (column, _MEETING.id)
    if sort.key is not MeetingSort.DATE:
        return Listing(array("q", connection.execute(query.order_by(*order).limit(limit)).scalars()))
    rows = connection.execute(query.add_columns(_MEETING.start_at).order_by(*order).limit(limit)).all()
    return Listing(array("q", (row[0] for row in rows)), tuple(_months(rows)))


def meetings_called(connection: Connection, words: str, since: date | None, until: date | None) -> list[int]:
    """Return the ids of the meetings outside the trash that have a UID or, in either language, a title, by start."""
    query = select(_MEETING.id, _MEETING.uid, _MEETING.title_host, _MEETING.title_home)
    query = query.where(_MEETING.deleted_at.is_(None), *_between(since, until))
    asked = fold(words).strip()
    return [
        id_
        for id_, uid, *titles in connection.execute(query.order_by(_MEETING.start_at, _MEETING.id)).all()
        if words.strip() == uid or asked in {fold(title).strip() for title in titles if title}
    ]


def _months(rows: Sequence[Any]) -> Iterable[Group]:
    """Yield a group for each month of meetings in the order of their start; its label is ``2026-11``."""
    start = 0
    for (year, month), meetings in groupby(rows, key=lambda row: (row[1].year, row[1].month)):
        count = sum(1 for _ in meetings)
        yield Group(start, count, f"{year:04d}-{month:02d}")
        start += count


def _between(since: date | None, until: date | None) -> list[Any]:
    conditions = []
    if since:
        conditions.append(_MEETING.start_at >= datetime.combine(since, datetime.min.time()))
    if until:
        conditions.append(_MEETING.start_at < datetime.combine(until + timedelta(days=1), datetime.min.time()))
    return conditions


_LINE_NAMES = [
    "id",
    "uid",
    "title_host",
    "title_home",
    "title_state",
    "start_at",
    "end_at",
    "zone",
    "kind",
    "place_host",
    "place_home",
    "place_state",
    "state",
    "marking",
]
_COUNTS = tuple(
    select(func.count()).where(part.c.record_id == _MEETING.id).correlate(meeting_table).scalar_subquery().label(name)
    for name, part in (("attendees", attendee_table), ("portions", portion_table))
)
_LINES = select(*(_MEETING[name] for name in _LINE_NAMES), *_COUNTS).where(
    _MEETING.id.in_(bindparam("ids", expanding=True))
)


def meeting_lines(connection: Connection, ids: Sequence[int]) -> dict[int, MeetingLine]:
    """Return the lines of these meetings."""
    return {
        row["id"]: MeetingLine(
            row["id"],
            row["uid"],
            bilingual(row, "title"),
            row["start_at"],
            row["end_at"],
            row["zone"],
            row["kind"],
            bilingual(row, "place"),
            row["state"],
            row["attendees"],
            row["portions"],
            row["marking"],
        )
        for row in connection.execute(_LINES, {"ids": list(ids)}).mappings()
    }


def read_held(connection: Connection, since: date, until: date) -> list[Meeting]:
    """Return the meetings of a period, by their start."""
    query = (
        select(_MEETING.id)
        .where(_MEETING.deleted_at.is_(None), *_between(since, until))
        .order_by(_MEETING.start_at, _MEETING.id)
    )
    ids = connection.execute(query).scalars().all()
    found = read_meetings(connection, ids)
    return [found[id_] for id_ in ids]


def read_portions(
    connection: Connection, kinds: Collection[PortionKind], since: date, until: date
) -> list[PortionLine]:
    """Return the portions of some kinds from the meetings of a period, in order."""
    order = (_MEETING.start_at, _MEETING.id, _PORTION.position)
    return _portions(connection, _of_kinds(kinds).where(*_between(since, until)).order_by(*order))


def read_said(connection: Connection, contact_id: int, kinds: Collection[PortionKind], limit: int) -> list[PortionLine]:
    """Return the portions that a contact said under the name he had at the meeting, newest first."""
    there = attendee_table.c
    said = (there.record_id == _PORTION.record_id) & or_(
        _PORTION.said_by == there.name, and_(there.native != "", _PORTION.said_by == there.native)
    )
    # Only the meetings he attended are looked into, of which there are few; by their kinds' index SQLite would read all.
    attended = select(there.record_id).where(there.contact_id == contact_id)
    spoke = exists().where(there.contact_id == contact_id, _PORTION.said_by != "", said)
    query = _portions_of(
        _PORTION.kind.concat("").in_([str(kind) for kind in kinds]), _PORTION.record_id.in_(attended), spoke
    )
    return _portions(connection, query.order_by(_MEETING.start_at.desc()).limit(limit))


def _of_kinds(kinds: Collection[PortionKind]) -> Select[Any]:
    return _portions_of(_PORTION.kind.in_([str(kind) for kind in kinds]))


def _portions_of(*wanted: ColumnElement[bool]) -> Select[Any]:
    meeting = [
        _MEETING[name].label(f"m_{name}")
        for name in ("title_host", "title_home", "title_state", "marking", "start_at", "zone")
    ]
    return (
        select(portion_table, *meeting)
        .join(meeting_table, _MEETING.id == _PORTION.record_id)
        .where(_MEETING.deleted_at.is_(None), *wanted)
    )


def _portions(connection: Connection, query: Select[Any]) -> list[PortionLine]:
    return [
        PortionLine(
            row["record_id"],
            bilingual(row, "m_title"),
            decoded(row["m_marking"]),
            row["m_start_at"],
            row["m_zone"],
            portion_from(row),
        )
        for row in connection.execute(query).mappings()
    ]


def read_promised(connection: Connection, ids: Collection[int]) -> dict[int, PromisedTask]:
    """Return how the tasks stand that portions made."""
    task = task_table.c
    names = ("id", "title_host", "title_home", "title_state", "state", "due_at")
    query = select(*(task[name] for name in names)).where(task.id.in_(list(ids)), task.deleted_at.is_(None))
    return {
        row["id"]: PromisedTask(row["id"], bilingual(row, "title"), row["state"], row["due_at"])
        for row in connection.execute(query).mappings()
    }
