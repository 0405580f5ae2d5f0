"""The register of arrangements: which a filter finds, in what order, how lists show them; and the tasks that were made of obligations."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, String, column, exists, func, select

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.finding import terms as asked_for
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort, in_order
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import read_ids
from liaison_desk.foundation.database.base import entry_table
from liaison_desk.foundation.database.rings import in_rings
from liaison_desk.foundation.database.snapshot import Row, chunks
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    Amendment,
    Arrangement,
    ArrangementFilter,
    ArrangementLine,
    ArrangementSort,
    ArrangementState,
    ArrangementType,
    Party,
    Signature,
)
from liaison_desk.partnership.rules.obligations import DutyTask
from liaison_desk.partnership.rules.signing import signing_of
from liaison_desk.partnership.rules.standing import HOLDING, state, terms
from liaison_desk.schema.mapping import bilingual, decoded, encoded, read_items
from liaison_desk.schema.partnership import (
    TITLE_ORDERS,
    arrangement_table,
    obligation_table,
    opportunity_table,
    party_table,
    signature_table,
)
from liaison_desk.schema.tasks import task_table

_ONE, _PARTY, _SIGNATURE, _DUTY, _TASK = (
    table.c for table in (arrangement_table, party_table, signature_table, obligation_table, task_table)
)
_DAYS: Final = ("in_force", "review", "expiry", "terminated")
_HEAD: Final = ("id", "uid", "number", "type", "marking", "renewal_lead", "amendments", *_DAYS)
_OVER: Final = ("done", "cancelled")
_UNFINISHED: Final = (_TASK.source_kind == ARRANGEMENT, _TASK.deleted_at.is_(None), _TASK.state.not_in(_OVER))
_LAST: Final = date.max


def arrangement_listing(
    connection: Connection, wanted: ArrangementFilter, sort: Sort[ArrangementSort], today: date
) -> Listing:
    """Return the ordered ids of the arrangements a filter finds as they stand on a day; those without what they are sorted by come last."""
    asked = asked_for(wanted.words)
    if not asked and wanted.words.strip():
        return EMPTY
    query = select(_ONE.id).where(*_conditions(connection, wanted))
    if asked:
        query = query.where(search.among(connection, "arrangement.id", asked))
    ids: Sequence[int] = read_ids(connection, query.order_by(*_order(sort)))
    key = _STANDING.get(sort.key)
    lines = _lines_of(connection, ids, today) if wanted.states or key is not None else {}
    if wanted.states:
        ids = [id_ for id_ in ids if lines[id_].state in wanted.states]
    if key is None:
        return Listing(ids)
    keys = {id_: found for id_ in ids if (found := key(lines[id_])) is not None}
    return in_order(ids, keys, descending=sort.descending)


def _how_signed(line: ArrangementLine) -> tuple[Any, ...]:
    """Return the key of who has signed: nobody first, then by how many and who is awaited, then all, by the last signature."""
    signing = line.signing
    awaited = next((fold(one.name or one.nation) for one in signing.awaited), "")
    return signing.done, len(signing.signed), awaited, signing.last or _LAST


def _parties(line: ArrangementLine) -> list[str] | None:
    return [fold(one.name or one.nation) for one in line.parties] or None


_STATES: Final = {one: n for n, one in enumerate(ArrangementState)}
_STANDING: Final[dict[ArrangementSort, Any]] = {
    ArrangementSort.STATE: lambda line: _STATES[line.state],
    ArrangementSort.IN_FORCE: lambda line: line.terms.in_force,
    ArrangementSort.REVIEW: lambda line: line.terms.review,
    ArrangementSort.EXPIRY: lambda line: line.terms.expiry,
    ArrangementSort.SIGNED: _how_signed,
    ArrangementSort.PARTIES: _parties,
}
"""What no column says: it follows from signatures, amendments and today."""


def _order(sort: Sort[ArrangementSort]) -> Iterator[Any]:
    by_host, by_home = TITLE_ORDERS["arrangement"]
    key: Any = {
        ArrangementSort.TITLE: by_host,
        ArrangementSort.TITLE_HOME: by_home,
        ArrangementSort.TYPE: _ONE.type,
        ArrangementSort.NUMBER: func.nullif(_ONE.number, ""),
        ArrangementSort.TASKS: func.nullif(
            select(func.count()).where(_TASK.source_id == _ONE.id, *_UNFINISHED).scalar_subquery(), 0
        ),
        ArrangementSort.CHANGED: _ONE.updated_at,
    }.get(sort.key)
    if key is not None:
        yield (key.desc() if sort.descending else key.asc()).nulls_last()
    yield by_host.asc().nulls_last()
    yield _ONE.id


def _conditions(connection: Connection, wanted: ArrangementFilter) -> Iterator[ColumnElement[bool]]:
    yield _ONE.deleted_at.is_not(None) if wanted.trash else _ONE.deleted_at.is_(None)
    if wanted.types:
        yield _ONE.type.in_([str(one) for one in wanted.types])
    if wanted.nation:
        yield exists().where(_PARTY.record_id == _ONE.id, _PARTY.nation == wanted.nation)
    if wanted.subject:
        reader = func.json_each if connection.dialect.name == "sqlite" else func.json_array_elements_text
        items = reader(_ONE.subjects).table_valued(column("value", String), name="item")
        yield exists(select(1).select_from(items).where(items.c.value == wanted.subject))
    if wanted.parent_id:
        yield _ONE.parent_id == wanted.parent_id


def arrangement_lines(connection: Connection, ids: Sequence[int], today: date) -> dict[int, ArrangementLine]:
    """Return the lines of these arrangements as they stand on a day, with how many tasks of each are unfinished; four queries for all."""
    counts: dict[int, int] = {}
    for some in chunks(ids):
        query = select(_TASK.source_id, func.count()).where(_TASK.source_id.in_(some), *_UNFINISHED)
        counts |= dict(connection.execute(query.group_by(_TASK.source_id)).all())
    return _lines_of(connection, ids, today, counts)


def _lines_of(
    connection: Connection, ids: Sequence[int], today: date, counts: Mapping[int, int] | None = None
) -> dict[int, ArrangementLine]:
    found, open_ = light_arrangements(connection, ids), counts or {}
    return {id_: _line(one, today, open_.get(id_, 0)) for id_, one in found.items()}


def light_arrangements(connection: Connection, ids: Sequence[int]) -> dict[int, Arrangement]:
    """Return arrangements with what lists show of them and where they stand follows from; three queries for all.

    Of their signatures they have whom each binds and the day.
    """
    parties, signatures = defaultdict[int, list[Party]](list), defaultdict[int, list[Signature]](list)
    rows: list[Row] = []
    texts = [_ONE[f"title_{part}"] for part in ("host", "home", "state")]
    for some in chunks(ids):
        columns = (_PARTY.record_id, _PARTY.key, _PARTY.name, _PARTY.nation, _PARTY.organization_id)
        query: Any = select(*columns).where(_PARTY.record_id.in_(some)).order_by(_PARTY.record_id, _PARTY.position)
        for row in connection.execute(query):
            parties[row.record_id].append(Party(row.key, row.name, row.nation, row.organization_id or 0))
        query = select(_SIGNATURE.record_id, _SIGNATURE.party, _SIGNATURE.on).where(_SIGNATURE.record_id.in_(some))
        for row in connection.execute(query.order_by(_SIGNATURE.record_id, _SIGNATURE.position)):
            signatures[row.record_id].append(Signature(row.party, on=row.on))
        query = select(*(_ONE[name] for name in _HEAD), _ONE.parent_id, *texts).where(_ONE.id.in_(some))
        rows += connection.execute(query).mappings().all()
    return {row["id"]: _light(row, parties[row["id"]], signatures[row["id"]]) for row in rows}


def _light(row: Row, parties: Sequence[Party], signatures: Sequence[Signature]) -> Arrangement:
    return Arrangement(
        **{name: row[name] for name in ("id", "uid", "number", "renewal_lead", *_DAYS)},
        title=bilingual(row, "title"),
        type=ArrangementType(row["type"]),
        marking=decoded(row["marking"]),
        parent_id=row["parent_id"] or 0,
        parties=tuple(parties),
        signatures=tuple(signatures),
        amendments=read_items(Amendment, row["amendments"]),
    )


def _line(one: Arrangement, today: date, open_tasks: int) -> ArrangementLine:
    return ArrangementLine(
        one.id,
        one.uid,
        one.title,
        one.type,
        one.number,
        state(one, today),
        terms(one, today),
        signing_of(one.parties, one.signatures),
        one.parties,
        one.terminated,
        one.parent_id,
        open_tasks,
        encoded(one.marking),
    )


def subjects_used(connection: Connection) -> list[str]:
    """Return the subjects in use, in order."""
    rows = connection.execute(select(_ONE.subjects).where(_ONE.deleted_at.is_(None))).scalars()
    return sorted({subject for subjects in rows for subject in subjects})


def nations_used(connection: Connection) -> list[str]:
    """Return the nations (trigraphs) that are party to any arrangement, in order."""
    query = select(_PARTY.nation).join(arrangement_table, _ONE.id == _PARTY.record_id).where(_ONE.deleted_at.is_(None))
    return sorted(set(connection.execute(query.distinct()).scalars()) - {""})


def under_themselves(connection: Connection) -> Collection[int]:
    """Return the arrangements that stand, in the end, under themselves; one query for all."""
    return in_rings(connection, arrangement_table, "parent_id")


def opportunities_of(connection: Connection, arrangement_id: int) -> dict[int, Bilingual]:
    """Return the titles of the opportunities outside the trash that became an arrangement, by id."""
    row = opportunity_table.c
    query = select(row.id, row.title_host, row.title_home, row.title_state)
    found = query.where(row.arrangement_id == arrangement_id, row.deleted_at.is_(None)).order_by(row.id)
    return {one["id"]: bilingual(one, "title") for one in connection.execute(found).mappings()}


def unsettled(connection: Connection, tasks: Mapping[int, Sequence[DutyTask]], today: date) -> list[int]:
    """Return the arrangements whose tasks (of all, by arrangement) may not be as they stand on a day; read as lists read them.

    What holds wants a task of each obligation, and those back that were given up; what does not, or lies in the trash, wants none open.
    """
    owed = defaultdict[int, set[str]](set)
    query = select(_DUTY.record_id, _DUTY.key).join(arrangement_table, _ONE.id == _DUTY.record_id)
    wanted = (_ONE.deleted_at.is_(None), _DUTY.wanted.is_(True), _DUTY.due.is_not(None))
    for id_, key in connection.execute(query.where(*wanted)):
        owed[id_].add(key)
    found, asking = set[int](), set[int]()
    for id_, some in tasks.items():
        if any(one.open and one.key not in owed[id_] for one in some):
            found.add(id_)
    for id_, keys in owed.items():
        mine = tasks.get(id_, ())
        if keys - {one.key for one in mine} or any(one.open or one.withdrawn for one in mine):
            asking.add(id_)
    for id_, line in _lines_of(connection, sorted(asking - found), today).items():
        mine, holds = tasks.get(id_, ()), line.state in HOLDING
        resting = {one.key for one in mine if one.withdrawn} - {one.key for one in mine if one.open}
        unmade = owed[id_] - {one.key for one in mine}
        if (holds and (unmade or resting & owed[id_])) or (not holds and any(one.open for one in mine)):
            found.add(id_)
    return sorted(found)


def tasks_of(connection: Connection, ids: Iterable[int] | None, withdrawn: str) -> dict[int, list[DutyTask]]:
    """Return by arrangement (of all: ``None``) the tasks that were made of its obligations, the first first, also from the trash.

    ``withdrawn`` is the reason with which the desk itself cancels one.
    """
    columns = (_TASK.id, _TASK.source_id, _TASK.source_uid, _TASK.state, _TASK.reason, _TASK.deleted_at, _TASK.due)
    query = select(*columns).where(_TASK.source_kind == ARRANGEMENT, _TASK.source_uid != "")
    parts = [query] if ids is None else [query.where(_TASK.source_id.in_(some)) for some in chunks(list(ids))]
    found: dict[int, list[DutyTask]] = {}
    for part in parts:
        for row in connection.execute(part.order_by(_TASK.id)):
            kept = row.deleted_at is None
            task = DutyTask(
                row.id,
                row.source_uid,
                row.due.date() if row.due is not None else None,
                open=kept and row.state not in _OVER,
                withdrawn=kept and row.state == "cancelled" and row.reason == withdrawn,
                trashed=not kept and row.state not in _OVER,
            )
            found.setdefault(row.source_id, []).append(task)
    return found


def made_once(connection: Connection, uids: Collection[str]) -> set[str]:
    """Return which of these are uids of tasks that were made, also of those that are erased for good since."""
    found: set[str] = set()
    for some in chunks(uids):
        query = select(entry_table.c.uid).where(entry_table.c.uid.in_(some), entry_table.c.kind == "task")
        found.update(connection.execute(query.distinct()).scalars())
    return found
