"""What was said across all meetings: registers of decisions, insights, equities, commitments, and how their tasks stand."""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, or_, select, union_all

from liaison_desk.domain.finding import terms
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import bare_rows, read_ids
from liaison_desk.foundation.database.base import ByCodePoint
from liaison_desk.meetings.records import PortionKind, PortionLine, PromisedTask, RegisterFilter, RegisterSort
from liaison_desk.meetings.store.portions import portion_from
from liaison_desk.schema.mapping import bilingual, decoded
from liaison_desk.schema.meetings import (
    SPEAKER_ORDER,
    attendee_table,
    meeting_table,
    portion_table,
    portion_topic_table,
)
from liaison_desk.schema.tasks import task_table

_MEETING, _PORTION, _TASK = meeting_table.c, portion_table.c, task_table.c
_OVER = ("done", "cancelled")


class Sides(NamedTuple):
    """The home and the host nation of the desk."""

    home: str = ""
    host: str = ""


def register_listing(
    connection: Connection, wanted: RegisterFilter, sort: Sort[RegisterSort], sides: Sides, limit: int | None = None
) -> Listing:
    """Return the ordered ids of the portions a register holds; the promises of the home nation are "ours"."""
    asked = terms(wanted.words)
    if wanted.words.strip() and not asked:
        return EMPTY
    if sort.key is RegisterSort.SAID_BY and not (asked or wanted.contact_id or wanted.topic):
        rows = bare_rows(connection, _by_speaker(wanted, sides, descending=sort.descending).limit(limit))
        return Listing(array("q", (row[0] for row in rows)))
    query = select(_PORTION.id).where(_PORTION.deleted_at.is_(None), *_narrowed(wanted, sides))
    if asked:
        query = query.where(search.among(connection, "portion.id", asked))
    first = {RegisterSort.SAID_BY: SPEAKER_ORDER, RegisterSort.DUE: _PORTION.due}.get(sort.key)
    order = _ordered(_PORTION.held, _PORTION.id, first=first, descending=sort.descending)
    return Listing(read_ids(connection, query.order_by(*order).limit(limit)))


def _by_speaker(wanted: RegisterFilter, sides: Sides, *, descending: bool) -> Any:
    """Return the query of a register by speaker, kind by kind and merged: in this order SQLite has an index for one kind alone."""
    told = (_PORTION.id, _PORTION.held, SPEAKER_ORDER.label("speaker"))
    each = [
        select(*told).where(_PORTION.deleted_at.is_(None), *_narrowed(replace(wanted, kinds=(kind,)), sides))
        for kind in wanted.kinds or tuple(PortionKind)
    ]
    found = union_all(*each) if len(each) > 1 else each[0]
    order = found.selected_columns
    return found.order_by(*_ordered(order.held, order.id, first=order.speaker, descending=descending))


def _ordered(*columns: Any, first: Any, descending: bool) -> list[Any]:
    """Return an order one way or the other; what says nothing in ``first``, if there is that, stands at the end either way."""
    before = [] if first is None else [(first.desc() if descending else first.asc()).nulls_last()]
    return [*before, *(column.desc() if descending else column.asc() for column in columns)]


def _narrowed(wanted: RegisterFilter, sides: Sides) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kinds:
        # What a person said is read by his index: by that of the kinds SQLite would look at all there are of them.
        kind = _PORTION.kind.concat("") if wanted.contact_id else _PORTION.kind
        conditions.append(kind.in_([str(one) for one in wanted.kinds]))
    if wanted.nation:
        conditions.append(_owed_to(wanted.nation, sides) if wanted.owed == "ours" else _PORTION.nation == wanted.nation)
    if wanted.contact_id:
        conditions.append(_PORTION.said_by_id == wanted.contact_id)
    if wanted.topic:
        about = select(portion_topic_table.c.record_id).where(portion_topic_table.c.folded == fold(wanted.topic))
        conditions.append(_PORTION.id.in_(about))
    if wanted.owed:
        # What does not say who promises is home's, but for what is promised to home: so a task is made of it, too.
        ours = or_(_PORTION.nation == sides.home, and_(_PORTION.nation == "", _PORTION.to_nation != sides.home))
        conditions.append(ours if wanted.owed == "ours" else ~ours)
    if wanted.unfinished:
        over = exists().where(_TASK.id == _PORTION.task_id, _TASK.state.in_(_OVER))
        conditions.append(~over)
    if wanted.since:
        conditions.append(_PORTION.held >= datetime.combine(wanted.since, datetime.min.time()))
    if wanted.until:
        conditions.append(_PORTION.held < datetime.combine(wanted.until + timedelta(days=1), datetime.min.time()))
    return conditions


def _owed_to(nation: str, sides: Sides) -> ColumnElement[bool]:
    """Return what is promised to a nation; what home promises without saying to whom is the host's."""
    said = _PORTION.to_nation == nation
    return or_(said, _PORTION.to_nation == "") if nation == sides.host else said


_WHERE_SAID = [
    _MEETING[name].label(f"m_{name}")
    for name in ("uid", "title_host", "title_home", "title_state", "marking", "start_at", "zone")
]
_LINES = (
    select(portion_table, *_WHERE_SAID)
    .join(meeting_table, _MEETING.id == _PORTION.meeting_id)
    .where(_PORTION.id.in_(bindparam("ids", expanding=True)))
)


def register_lines(connection: Connection, ids: Sequence[int]) -> dict[int, PortionLine]:
    """Return the lines of these portions, with how the tasks stand that they made."""
    rows = connection.execute(_LINES, {"ids": list(ids)}).mappings().all()
    tasks = read_promised(connection, [row["task_id"] for row in rows if row["task_id"]])
    return {row["id"]: _line(row, tasks.get(row["task_id"] or 0)) for row in rows}


def read_register(connection: Connection, ids: Sequence[int]) -> list[PortionLine]:
    """Return the lines of these portions in their order."""
    found: dict[int, PortionLine] = {}
    for start in range(0, len(ids), 500):
        found |= register_lines(connection, ids[start : start + 500])
    return [found[id_] for id_ in ids if id_ in found]


def topic_names(connection: Connection, beginning: str, limit: int) -> list[str]:
    """Return the tags in use that begin with some letters, in order; one of the trash alone is not in use."""
    topic, other = portion_topic_table.c, portion_topic_table.alias().c
    found = (
        select(topic.folded, topic.topic)
        .where(topic.folded.startswith(fold(beginning), autoescape=True))
        .group_by(topic.folded, topic.topic)
        .subquery()
        .c
    )
    # Asked once for each tag, not for each note that has it.
    living = exists().where(
        other.folded == found.folded,
        other.topic == found.topic,
        other.record_id == _PORTION.id,
        _PORTION.deleted_at.is_(None),
    )
    query = select(found.topic).where(living).order_by(ByCodePoint(found.folded), ByCodePoint(found.topic)).limit(limit)
    return list(dict.fromkeys(connection.execute(query).scalars()))


def read_portions_between(
    connection: Connection, kinds: Collection[PortionKind], since: date, until: date
) -> list[PortionLine]:
    """Return the portions of some kinds from the meetings of a period, in order."""
    wanted = RegisterFilter(tuple(sorted(kinds)), since=since, until=until)
    query = _joined().where(*_narrowed(wanted, Sides())).order_by(_PORTION.held, _PORTION.meeting_id, _PORTION.place)
    return _read(connection, query)


def read_said(connection: Connection, contact_id: int, kinds: Collection[PortionKind], limit: int) -> list[PortionLine]:
    """Return the portions that a contact said under the name he had at the meeting, newest first."""
    there = attendee_table.c
    said = (there.record_id == _PORTION.meeting_id) & or_(
        _PORTION.said_by == there.name, and_(there.native != "", _PORTION.said_by == there.native)
    )
    # Only the meetings he attended are looked into, of which there are few; by their kinds' index SQLite would read all.
    attended = select(there.record_id).where(there.contact_id == contact_id)
    spoke = exists().where(there.contact_id == contact_id, _PORTION.said_by != "", said)
    query = _joined().where(
        _PORTION.kind.concat("").in_([str(kind) for kind in kinds]), _PORTION.meeting_id.in_(attended), spoke
    )
    return _read(connection, query.order_by(_PORTION.held.desc(), _PORTION.place).limit(limit))


def read_promised(connection: Connection, ids: Collection[int]) -> dict[int, PromisedTask]:
    """Return how the tasks stand that portions made."""
    if not ids:
        return {}
    names = ("id", "title_host", "title_home", "title_state", "state", "due_at")
    query = select(*(_TASK[name] for name in names)).where(_TASK.id.in_(list(ids)), _TASK.deleted_at.is_(None))
    return {
        row["id"]: PromisedTask(row["id"], bilingual(row, "title"), row["state"], row["due_at"])
        for row in connection.execute(query).mappings()
    }


def _joined() -> Select[Any]:
    return (
        select(portion_table, *_WHERE_SAID)
        .join(meeting_table, _MEETING.id == _PORTION.meeting_id)
        .where(_PORTION.deleted_at.is_(None), _MEETING.deleted_at.is_(None))
    )


def _read(connection: Connection, query: Select[Any]) -> list[PortionLine]:
    return [_line(row, None) for row in connection.execute(query).mappings()]


def _line(row: Any, task: PromisedTask | None) -> PortionLine:
    return PortionLine(
        row["meeting_id"],
        bilingual(row, "m_title"),
        decoded(row["m_marking"]),
        row["m_start_at"],
        row["m_zone"],
        portion_from(row),
        row["m_uid"],
        task,
    )
