"""How the injects of MSELs are read, written and listed."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from liaison_desk.domain.finding import document, terms
from liaison_desk.exercises.records import (
    EXERCISE,
    INJECT,
    Inject,
    InjectFilter,
    InjectLine,
    InjectSort,
    InjectState,
)
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import read_ids
from liaison_desk.foundation.database.base import order_of
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.exercises import inject_table
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, saved

_INJECT = inject_table.c
_SAME = (
    "exercise_id", "number", "minutes", "kind", "method", "cell", "sender", "receiver", "objective", "controller",
    "delivered_at", "closed_at", "remarks",
)  # fmt: skip
_TEXTS = ("text", "expected")
_DIGITS = re.compile(r"\d+")
_WIDTH = 6


def number_key(number: str) -> str:
    """Return by what numbers are put in order as people count: 2, 10, 10a; the figures of each as wide as the others'."""
    return _DIGITS.sub(lambda found: found[0].lstrip("0").rjust(_WIDTH, "0"), number.casefold().strip())


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    said = row["text_host"] or row["text_home"]
    title = f"{row['number']} {' '.join(said[:80].split())}".strip()
    names = ("cell", "sender", "receiver", "controller", "kind", "method", "remarks")
    return document(title, [row["text_host"], row["text_home"], row["expected_host"], row["expected_home"]]
                    + [row[name] for name in names])  # fmt: skip


INJECT_TYPE = RecordType(
    INJECT,
    inject_table,
    search=_search,
    parent=(EXERCISE, "exercise_id"),
    derived=lambda snapshot: {"number_key": number_key(snapshot.row["number"])},
)


def save_injects(transaction: Transaction, injects: Sequence[Inject]) -> list[Inject]:
    """Write injects."""
    heads = transaction.save(INJECT_TYPE, [draft(one, _values(one)) for one in injects])
    return [saved(one, saved_head) for one, saved_head in zip(injects, heads, strict=True)]


def read_injects(connection: Connection, ids: Iterable[int]) -> dict[int, Inject]:
    """Return injects by id, also from the trash."""
    return {id_: _from(shot.row) for id_, shot in INJECT_TYPE.read(connection, ids).items()}


def read_msel(connection: Connection, exercise_id: int) -> list[Inject]:
    """Return the whole MSEL of an exercise by time and number."""
    query = select(inject_table).where(_INJECT.exercise_id == exercise_id, _INJECT.deleted_at.is_(None))
    ordered = query.order_by(_INJECT.minutes, _INJECT.number_key, _INJECT.id)
    return [_from(row) for row in connection.execute(ordered).mappings()]


def inject_listing(connection: Connection, wanted: InjectFilter, sort: Sort[InjectSort]) -> Listing:
    """Return the ordered ids of the injects a filter finds."""
    query = _ordered(connection, select(_INJECT.id), wanted, sort)
    return EMPTY if query is None else Listing(read_ids(connection, query))


def inject_times(connection: Connection, wanted: InjectFilter, sort: Sort[InjectSort]) -> list[tuple[int, int]]:
    """Return the ordered ids of the injects a filter finds, each with its minutes from STARTEX."""
    query = _ordered(connection, select(_INJECT.id, _INJECT.minutes), wanted, sort)
    return [] if query is None else [(row[0], row[1]) for row in connection.execute(query)]


def _ordered(
    connection: Connection, query: Select[Any], wanted: InjectFilter, sort: Sort[InjectSort]
) -> Select[Any] | None:
    """Return a query narrowed by a filter and put in order; None where the words asked for are no words."""
    query = query.where(*_conditions(wanted))
    asked = terms(wanted.words)
    if asked:
        query = query.where(search.among(connection, "inject.id", asked))
    elif wanted.words.strip():
        return None
    column: Any = {
        InjectSort.TIME: _INJECT.minutes,
        InjectSort.NUMBER: _INJECT.number_key,
        InjectSort.STATE: case({str(state): n for n, state in enumerate(InjectState)}, value=_INJECT.state, else_=9),
        **{key: order_of(_INJECT[str(key)]) for key in _NAMED},
        **{key: order_of(*(_INJECT[name] for name in names), longest=64) for key, names in _WRITTEN.items()},
    }[sort.key]
    ordered = column.desc() if sort.descending else column.asc()
    return query.order_by(ordered.nulls_last(), _INJECT.minutes, _INJECT.number_key, _INJECT.id)


_NAMED = (
    InjectSort.CELL, InjectSort.SENDER, InjectSort.RECEIVER, InjectSort.METHOD, InjectSort.CONTROLLER, InjectSort.OBJECTIVE,
    InjectSort.MARKING,
)  # fmt: skip
_WRITTEN = {
    InjectSort.TEXT: ("text_host", "text_home"),
    InjectSort.TEXT_HOME: ("text_home", "text_host"),
    InjectSort.EXPECTED: ("expected_host", "expected_home"),
    InjectSort.EXPECTED_HOME: ("expected_home", "expected_host"),
}


def _conditions(wanted: InjectFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_INJECT.exercise_id == wanted.exercise_id, _INJECT.deleted_at.is_(None)]
    if wanted.cells:
        found.append(_INJECT.cell.in_(wanted.cells))
    if wanted.states:
        found.append(_INJECT.state.in_([str(state) for state in wanted.states]))
    if wanted.since is not None:
        found.append(_INJECT.minutes >= wanted.since)
    if wanted.until is not None:
        found.append(_INJECT.minutes < wanted.until)
    if wanted.objective:
        found.append(_INJECT.objective == wanted.objective)
    return found


_LINE = (
    "id", "uid", "number", "minutes", "kind", "method", "cell", "sender", "receiver", "objective", "controller",
    "delivered_at", "marking",
)  # fmt: skip


def inject_lines(connection: Connection, ids: Sequence[int]) -> dict[int, InjectLine]:
    """Return the lines of these injects."""
    query = _lines_query().where(_INJECT.id.in_(ids))
    return {row["id"]: _line(row) for row in connection.execute(query).mappings()}


def _lines_query() -> Select[Any]:
    texts = [_INJECT[f"{name}_{part}"] for name in _TEXTS for part in ("host", "home", "state")]
    return select(*(_INJECT[name] for name in _LINE), _INJECT.state, *texts)


def _line(row: Row) -> InjectLine:
    return InjectLine(
        **{name: row[name] for name in _LINE},
        text=bilingual(row, "text"),
        expected=bilingual(row, "expected"),
        state=InjectState(row["state"]),
    )


def used(connection: Connection, exercise_id: int, name: str) -> list[str]:
    """Return what stands in one column of a MSEL (``cell``, ``method``, ``controller`` …), the most used first."""
    column = _INJECT[name]
    query = (
        select(column)
        .where(_INJECT.exercise_id == exercise_id, _INJECT.deleted_at.is_(None), column != "")
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return list(connection.execute(query.limit(200)).scalars())


def numbers(connection: Connection, exercise_id: int) -> dict[str, int]:
    """Return the injects of an exercise outside the trash by their numbers."""
    query = select(_INJECT.number, _INJECT.id).where(_INJECT.exercise_id == exercise_id, _INJECT.deleted_at.is_(None))
    return {row[0]: row[1] for row in connection.execute(query)}


def due_lines(connection: Connection, exercise_id: int, until: int, most: int) -> list[InjectLine]:
    """Return the approved injects up to a minute that are not delivered, the latest ``most`` of them, the earliest first."""
    found = _in_states(connection, exercise_id, (InjectState.APPROVED,), (_INJECT.minutes <= until,), most, last=True)
    return found[::-1]


def coming_lines(connection: Connection, exercise_id: int, after: int, most: int) -> list[InjectLine]:
    """Return the next injects after a minute that are to be delivered, approved or not."""
    states = (InjectState.APPROVED, InjectState.PENDING)
    return _in_states(connection, exercise_id, states, (_INJECT.minutes > after,), most)


def open_lines(connection: Connection, exercise_id: int, most: int) -> list[InjectLine]:
    """Return the injects that are delivered and not closed, the latest first."""
    return _in_states(connection, exercise_id, (InjectState.DELIVERED,), (), most, last=True)


def count_late_pending(connection: Connection, exercise_id: int, until: int) -> int:
    """Return how many injects up to a minute nobody has approved."""
    query = select(func.count()).where(
        *_conditions(InjectFilter(exercise_id, states=(InjectState.PENDING,))), _INJECT.minutes <= until
    )
    return connection.execute(query).scalar_one()


def _in_states(
    connection: Connection, exercise_id: int, states: tuple[InjectState, ...], more: Sequence[ColumnElement[bool]], most: int,
    *, last: bool = False,
) -> list[InjectLine]:  # fmt: skip
    order: tuple[Any, ...] = (_INJECT.minutes, _INJECT.number_key, _INJECT.id)
    query = _lines_query().where(*_conditions(InjectFilter(exercise_id, states=states)), *more)
    query = query.order_by(*(one.desc() for one in order) if last else order).limit(most)
    return [_line(row) for row in connection.execute(query).mappings()]


def count_states(connection: Connection, exercise_id: int) -> dict[InjectState, int]:
    """Return how many injects of a MSEL stand where."""
    query = select(_INJECT.state, func.count()).where(_INJECT.exercise_id == exercise_id, _INJECT.deleted_at.is_(None))
    return {InjectState(state): count for state, count in connection.execute(query.group_by(_INJECT.state))}


def _from(row: Row) -> Inject:
    texts: dict[str, Any] = {name: bilingual(row, name) for name in _TEXTS}
    return Inject(**head(row), **{name: row[name] for name in _SAME}, **texts, state=InjectState(row["state"]))


def _values(one: Inject) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _SAME}
    for name in _TEXTS:
        values |= bilingual_columns(name, getattr(one, name))
    return values | {"state": str(one.state)}
