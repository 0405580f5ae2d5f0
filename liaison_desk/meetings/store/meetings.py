"""How meetings are read and written, with their attendees and agendas."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
)

from liaison_desk.domain.finding import document, terms, title_text
from liaison_desk.domain.text import fold
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.paging import Group, Listing, Sort
from liaison_desk.foundation.core.searching import SearchDocument, SearchTerm
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import bare_rows, read_ids
from liaison_desk.foundation.database.snapshot import RecordType, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import (
    MEETING,
    AgendaItem,
    Attendee,
    Earlier,
    Meeting,
    MeetingFilter,
    MeetingLine,
    MeetingSort,
)
from liaison_desk.meetings.store.portions import read_notes
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, saved
from liaison_desk.schema.meetings import (
    TITLE_HOME_ORDER,
    TITLE_ORDER,
    agenda_table,
    attendee_table,
    meeting_table,
    portion_table,
)

_MEETING, _PORTION, _ATTENDEE = meeting_table.c, portion_table.c, attendee_table.c
_ORDERS = {
    MeetingSort.DATE: _MEETING.start_at,
    MeetingSort.TITLE: TITLE_ORDER,
    MeetingSort.TITLE_HOME: TITLE_HOME_ORDER,
    MeetingSort.CHANGED: _MEETING.updated_at,
}
_SAME = "zone kind link chair series state interpreter template frozen"


def _search(snapshot: Snapshot) -> SearchDocument:
    """Return what a meeting is found by; its notes are records with entries of their own."""
    row = snapshot.row
    people = [someone[name] for someone in snapshot.parts["attendees"] for name in ("name", "native", "organization")]
    agenda = [item[name] for item in snapshot.parts["agenda"] for name in ("title_host", "title_home")]
    texts = [row["place_host"], row["place_home"], row["series"], row["chair"], *agenda, *people]
    return document(title_text(bilingual(row, "title")), texts)


MEETING_TYPE = RecordType(
    MEETING, meeting_table, search=_search, parts={"attendees": attendee_table, "agenda": agenda_table}
)


def save_meetings(transaction: Transaction, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Write meetings with their attendees and agendas; their notes are left alone."""
    drafts = [
        draft(
            meeting,
            _values(meeting),
            {
                "attendees": [_attendee_values(one) for one in meeting.attendees],
                "agenda": [_item_values(one) for one in meeting.agenda],
            },
        )
        for meeting in meetings
    ]
    heads = transaction.save(MEETING_TYPE, drafts)
    return [saved(meeting, saved_head) for meeting, saved_head in zip(meetings, heads, strict=True)]


def read_meetings(connection: Connection, ids: Iterable[int]) -> dict[int, Meeting]:
    """Return whole meetings by id, with their notes."""
    found = read_heads(connection, ids)
    notes = read_notes(connection, {id_: one.deleted_at for id_, one in found.items()})
    return {id_: replace(one, portions=tuple(notes.get(id_, ()))) for id_, one in found.items()}


def read_heads(connection: Connection, ids: Iterable[int]) -> dict[int, Meeting]:
    """Return meetings by id without their notes."""
    return {id_: meeting_from(snapshot) for id_, snapshot in MEETING_TYPE.read(connection, ids).items()}


def meeting_from(snapshot: Snapshot) -> Meeting:
    """Return the meeting of a snapshot, without its notes."""
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
        agenda=tuple(
            AgendaItem(bilingual(one, "title"), one["after"], one["minutes"], one["lead"])
            for one in snapshot.parts["agenda"]
        ),
        extra=tuple(row["extra"]),
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


def _item_values(one: AgendaItem) -> dict[str, Any]:
    return {**bilingual_columns("title", one.title), "after": one.after, "minutes": one.minutes, "lead": one.lead}


_APART = timedelta(hours=27)
"""More than the wall clocks of two zones are ever apart."""


def previous_of(connection: Connection, meeting: Meeting) -> int:
    """Return the meeting before this one in its series, or of the same recurring event; 0 for none."""
    same = [_MEETING.series == meeting.series] if meeting.series else []
    same += [_MEETING.event_id == meeting.event_id] if meeting.event_id else []
    if not same:
        return 0
    # A series may meet in several zones, whose wall clocks order it only nearly; by them it is indexed.
    query = select(_MEETING.id, _MEETING.start_at).where(
        _MEETING.deleted_at.is_(None),
        _MEETING.start_at < meeting.start + _APART,
        _MEETING.starts < to_utc(meeting.start, meeting.zone or "UTC"),
        _MEETING.id != meeting.id,
        or_(*same),
    )
    latest = connection.execute(query.order_by(_MEETING.start_at.desc()).limit(1)).first()
    if latest is None:
        return 0
    near = query.where(_MEETING.start_at > latest.start_at - _APART)
    return connection.execute(near.order_by(_MEETING.starts.desc(), _MEETING.id.desc()).limit(1)).scalar() or 0


def earlier_than(
    connection: Connection, until: datetime, meetings: Collection[Meeting], contact_ids: Collection[int]
) -> list[Earlier]:
    """Return the meetings in the series (or of the recurring events) of some, and those with any of some contacts, begun before an instant.

    The latest come first; those in the trash are left out.
    """
    series, events = {one.series for one in meetings} - {""}, {one.event_id for one in meetings} - {0}
    with_whom = _ATTENDEE.contact_id.in_(sorted(contact_ids))
    there = defaultdict[int, set[int]](set)
    for meeting_id, contact_id in connection.execute(
        select(_ATTENDEE.record_id, _ATTENDEE.contact_id).where(with_whom)
    ):
        there[meeting_id].add(contact_id)
    query = select(_MEETING.id, _MEETING.starts, _MEETING.series, _MEETING.event_id).where(
        _MEETING.deleted_at.is_(None),
        _MEETING.starts < until,
        or_(
            _MEETING.id.in_(select(_ATTENDEE.record_id).where(with_whom)),
            _MEETING.series.in_(sorted(series)),
            _MEETING.event_id.in_(sorted(events)),
        ),
    )
    rows = connection.execute(query.order_by(_MEETING.starts.desc(), _MEETING.id.desc()))
    return [Earlier(row.id, row.starts, row.series, row.event_id or 0, frozenset(there[row.id])) for row in rows]


def of_event(connection: Connection, event_id: int, start: datetime, end: datetime | None = None) -> int:
    """Return the meeting made of an event's occurrence: the one that begins as it does, or else overlaps it; 0 for none.

    Without an ``end`` only one that begins as it does counts.
    """
    begins = _MEETING.start_at == start
    found = begins if end is None else or_(begins, and_(_MEETING.start_at < end, _MEETING.end_at > start))
    query = select(_MEETING.id).where(_MEETING.event_id == event_id, _MEETING.deleted_at.is_(None), found)
    exact_first = case((begins, 0), else_=1)
    return connection.execute(query.order_by(exact_first, _MEETING.start_at, _MEETING.id).limit(1)).scalar() or 0


def series_names(connection: Connection, beginning: str, limit: int) -> list[str]:
    """Return names of series that begin with some letters, the newest first."""
    query = (
        select(_MEETING.series)
        .where(
            _MEETING.deleted_at.is_(None), _MEETING.series.startswith(beginning, autoescape=True), _MEETING.series != ""
        )
        .group_by(_MEETING.series)
        .order_by(func.max(_MEETING.start_at).desc())
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def meeting_listing(
    connection: Connection, wanted: MeetingFilter, sort: Sort[MeetingSort], limit: int | None = None
) -> Listing:
    """Return the ordered ids of the meetings a filter finds, the first ``limit`` of them."""
    in_trash = _MEETING.deleted_at.is_not(None)
    # Without those in the trash by their own index, so that the one of the start tells the rest without looking at a row.
    gone = meeting_table.alias("gone").c
    living = _MEETING.id.not_in(select(gone.id).where(gone.deleted_at.is_not(None)))
    query: Select[Any] = select(_MEETING.id).where(in_trash if wanted.trash else living)
    if wanted.contact_id:
        query = query.where(
            _MEETING.id.in_(select(_ATTENDEE.record_id).where(_ATTENDEE.contact_id == wanted.contact_id))
        )
    if wanted.kind:
        query = query.where(_MEETING.kind == wanted.kind)
    if wanted.series:
        query = query.where(_MEETING.series == wanted.series)
    if wanted.drafts:
        query = query.where(_MEETING.state == "draft")
    query = query.where(*_between(wanted.since, wanted.until))
    asked = terms(wanted.words)
    if asked:
        query = query.where(*(_told(connection, term, number) for number, term in enumerate(asked)))
    elif wanted.words.strip():
        return Listing(array("q"))
    column: Any = _ORDERS[sort.key]
    order = (column.desc(), _MEETING.id.desc()) if sort.descending else (column, _MEETING.id)
    if sort.key is not MeetingSort.DATE:
        return Listing(read_ids(connection, query.order_by(*order).limit(limit)))
    month = func.substr(cast(_MEETING.start_at, String), 1, 7)
    rows = bare_rows(connection, query.add_columns(month).order_by(*order).limit(limit))
    return Listing(array("q", (row[0] for row in rows)), tuple(_months(rows)))


def _told(connection: Connection, term: SearchTerm, number: int) -> ColumnElement[bool]:
    """Return the condition that a word stands in a meeting's head or in one of its notes; a letter alone, in its head."""
    headed: ColumnElement[bool] = search.among(connection, "meeting.id", [term], f"m{'x' * number}")
    if len("".join(term.tokens)) == 1 and term.tokens[0].isascii():
        return headed  # half of all notes have a word with it
    # Left to itself, SQLite looks up whole rows, and not the index that says of which meeting they are.
    index = "" if connection.dialect.name == "postgresql" else " INDEXED BY ix_portion_owner"
    noted: Select[Any] = (
        select(literal_column("portion.meeting_id"))
        .select_from(text(f"portion{index}"))
        .where(search.among(connection, "portion.id", [term], f"p{'x' * number}"), text("portion.deleted_at IS NULL"))
    )
    return or_(headed, _MEETING.id.in_(noted))


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
    for month, meetings in groupby(rows, key=itemgetter(1)):
        count = sum(1 for _ in meetings)
        yield Group(start, count, month)
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
    select(func.count()).where(*own).correlate(meeting_table).scalar_subquery().label(name)
    for name, own in (
        ("attendees", (attendee_table.c.record_id == _MEETING.id,)),
        ("portions", (_PORTION.meeting_id == _MEETING.id, _PORTION.deleted_at.is_(None))),
    )
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
