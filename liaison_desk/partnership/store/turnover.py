"""Which records have a turnover note, and which of those that matter have none; a look over the tables of all kinds."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select, true

from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.database.base import search_table
from liaison_desk.foundation.database.snapshot import RecordType, chunks
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    OPPORTUNITY,
    VISIT,
    Matter,
    TurnoverNote,
    VisitState,
)
from liaison_desk.partnership.rules import standing
from liaison_desk.partnership.rules.opportunities import OPEN
from liaison_desk.partnership.store.kinds import ARRANGEMENTS
from liaison_desk.schema.contacts import person_table
from liaison_desk.schema.exercises import exercise_table
from liaison_desk.schema.mapping import decoded
from liaison_desk.schema.partnership import arrangement_table, opportunity_table, turnover_note_table, visit_table
from liaison_desk.schema.tasks import task_table

_NOTE, _FOUND = turnover_note_table.c, search_table.c
_OVER = (VisitState.DENIED, VisitState.COMPLETED, VisitState.CANCELLED)
_EXERCISES = ("planned", "in-planning", "running")
_TASKS = ("open", "in-progress", "waiting")


def note_owners(connection: Connection, ids: Iterable[int] | None = None) -> list[tuple[int, Matter]]:
    """Return the ids of the notes outside the trash, of these or all, each with the record it is about; what lies in the trash itself is left out.

    They come by kind, then by what the records are called.
    """
    query = (
        select(_NOTE.id, _FOUND.kind, _FOUND.id.label("owner"), _FOUND.uid, _FOUND.title)
        .join(search_table, (_FOUND.id == _NOTE.owner_id) & (_FOUND.kind == _NOTE.owner_kind))
        .where(_NOTE.deleted_at.is_(None))
        .order_by(_NOTE.owner_kind, func.lower(_FOUND.title), _NOTE.id)
    )
    if ids is not None:
        query = query.where(_NOTE.id.in_(list(ids)))
    return [(one.id, Matter(one.kind, one.owner, one.uid, one.title)) for one in connection.execute(query)]


def note_of(connection: Connection, kind: str, record_id: int) -> int:
    """Return the id of the note of a record outside the trash, 0 where there is none."""
    return notes_of(connection, [(kind, record_id)]).get((kind, record_id), 0)


def notes_of(connection: Connection, records: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Return the ids of the notes of records (kind and id) outside the trash; those without one are left out."""
    found: dict[tuple[str, int], int] = {}
    living = select(_NOTE.owner_id, _NOTE.id).where(_NOTE.deleted_at.is_(None)).order_by(_NOTE.id)
    for kind in {kind for kind, _ in records}:
        for some in chunks({id_ for named, id_ in records if named == kind}):
            own = (_NOTE.owner_kind == kind) & _NOTE.owner_id.in_(some)
            for id_, note in connection.execute(living.where(own)):
                found.setdefault((kind, id_), note)
    return found


@dataclass(frozen=True, slots=True)
class Owner:
    """What a note has to know of its record: its uid, and how it is marked."""

    uid: str
    marking: Marking | None


def owners_of(
    connection: Connection, types: Mapping[str, RecordType], notes: Iterable[TurnoverNote]
) -> dict[tuple[str, int], Owner]:
    """Return the records that notes are about by kind and id, also from the trash; those that are not there are left out."""
    asked: dict[str, set[int]] = {}
    for one in notes:
        asked.setdefault(one.owner_kind, set()).add(one.owner_id)
    found: dict[tuple[str, int], Owner] = {}
    for kind in asked.keys() & types.keys():
        row = types[kind].table.c
        for some in chunks(asked[kind]):
            rows = connection.execute(select(row.id, row.uid, row.marking).where(row.id.in_(some)))
            found |= {(kind, id_): Owner(uid, decoded(marking)) for id_, uid, marking in rows}
    return found


def without_note(connection: Connection, today: date) -> list[Matter]:
    """Return the records that matter and have no note, by kind, then by what they are called.

    These are arrangements that have not ended, open opportunities, visits ahead, exercises that are planned or run, contacts with
    a cadence, and open tasks of high priority.
    """
    found = []
    noted = select(_NOTE.owner_id).where(_NOTE.deleted_at.is_(None))
    for kind, table, condition in _mattering(today):
        query = (
            select(_FOUND.id, _FOUND.uid, _FOUND.title)
            .join(table, table.c.id == _FOUND.id)
            .where(_FOUND.kind == kind, table.c.deleted_at.is_(None), condition, _FOUND.id.not_in(noted))
            .order_by(func.lower(_FOUND.title), _FOUND.id)
        )
        rows = connection.execute(query).all()
        ended = _ended(connection, [one.id for one in rows], today) if kind == ARRANGEMENT else frozenset[int]()
        found += [Matter(kind, one.id, one.uid, one.title) for one in rows if one.id not in ended]
    return found


def _mattering(today: date) -> Iterator[tuple[str, Table, ColumnElement[bool]]]:
    visit = visit_table.c
    yield ARRANGEMENT, arrangement_table, true()
    yield OPPORTUNITY, opportunity_table, opportunity_table.c.state.in_([str(state) for state in OPEN])
    ahead = or_(visit.last.is_(None), visit.last >= today) & visit.state.not_in([str(state) for state in _OVER])
    yield VISIT, visit_table, ahead
    yield "exercise", exercise_table, exercise_table.c.state.in_(_EXERCISES)
    yield "person", person_table, person_table.c.cadence_days > 0
    yield "task", task_table, (task_table.c.priority == "high") & task_table.c.state.in_(_TASKS)


def _ended(connection: Connection, ids: Iterable[int], today: date) -> frozenset[int]:
    """Return which of these arrangements hold no more."""
    found = ARRANGEMENTS.read(connection, ids)
    return frozenset(id_ for id_, one in found.items() if standing.state(one, today) in standing.ENDED)
