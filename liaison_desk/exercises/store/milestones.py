"""How the milestones of plans are read and written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, func, select

from liaison_desk.domain.backplan import Rule
from liaison_desk.domain.finding import document, title_text
from liaison_desk.exercises.records import (
    EXERCISE,
    MILESTONE,
    Makes,
    Milestone,
    MilestoneKind,
    MilestoneState,
    Outcome,
    OwnerSide,
    Place,
)
from liaison_desk.foundation.core.codec import plain, typed
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot, chunks
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.calendar import event_table
from liaison_desk.schema.exercises import exercise_table, milestone_table
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, saved
from liaison_desk.schema.profile import profile_table
from liaison_desk.schema.tasks import task_table

_MILESTONE, _EXERCISE = milestone_table.c, exercise_table.c
_SAME = ("exercise_id", "key", "owner", "first", "last", "held", "place")
_TEXTS = ("title", "short", "note")
_POINTERS = ("owner_id", "event_id", "task_id")


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    names = ("short_host", "short_home", "note_host", "note_home", "owner", "place")
    return document(title_text(bilingual(row, "title")), [row[name] for name in names], [row["owner"]])


MILESTONE_TYPE = RecordType(
    MILESTONE,
    milestone_table,
    search=_search,
    parent=(EXERCISE, "exercise_id"),
    brings={"event_id": "event", "task_id": "task"},
)


def save_milestones(transaction: Transaction, milestones: Sequence[Milestone]) -> list[Milestone]:
    """Write milestones; those that say what the desk says already are left alone."""
    heads = transaction.save(MILESTONE_TYPE, [draft(one, _values(one)) for one in milestones])
    return [saved(one, saved_head) for one, saved_head in zip(milestones, heads, strict=True)]


def read_milestones(connection: Connection, ids: Iterable[int]) -> dict[int, Milestone]:
    """Return milestones by id, also from the trash."""
    return {id_: milestone_from(shot.row) for id_, shot in MILESTONE_TYPE.read(connection, ids).items()}


def read_plan(connection: Connection, exercise_id: int) -> list[Milestone]:
    """Return the milestones of an exercise outside the trash, in order of their days."""
    query = select(milestone_table).where(_MILESTONE.exercise_id == exercise_id, _MILESTONE.deleted_at.is_(None))
    rows = connection.execute(query.order_by(_MILESTONE.first, _MILESTONE.last, _MILESTONE.id)).mappings()
    return [milestone_from(row) for row in rows]


def read_keys(connection: Connection, exercise_id: int) -> set[str]:
    """Return the keys of all milestones an exercise has, and has in the trash: what comes back shall find its own still free."""
    return set(connection.execute(select(_MILESTONE.key).where(_MILESTONE.exercise_id == exercise_id)).scalars())


def with_outputs(connection: Connection, exercise_ids: Collection[int]) -> list[int]:
    """Return the milestones of exercises that became something elsewhere, also those in the trash."""
    made = _MILESTONE.event_id.is_not(None) | _MILESTONE.task_id.is_not(None)
    query = select(_MILESTONE.id).where(made)
    found: list[int] = []
    for some in chunks(exercise_ids):
        found += connection.execute(query.where(_MILESTONE.exercise_id.in_(some))).scalars()
    return found


def read_plans(connection: Connection, exercise_ids: Sequence[int]) -> dict[int, list[Milestone]]:
    """Return the milestones of exercises outside the trash, in order of their days; one query a few hundred exercises."""
    found: defaultdict[int, list[Milestone]] = defaultdict(list)
    for chunk in chunks(exercise_ids):
        query = select(milestone_table).where(_MILESTONE.exercise_id.in_(chunk), _MILESTONE.deleted_at.is_(None))
        ordered = query.order_by(_MILESTONE.exercise_id, _MILESTONE.first, _MILESTONE.last, _MILESTONE.id)
        for row in connection.execute(ordered).mappings():
            found[row["exercise_id"]].append(milestone_from(row))
    return dict(found)


def read_places(
    connection: Connection, exercise_ids: Sequence[int], home_first: bool = False
) -> dict[int, list[Place]]:
    """Return the milestones of exercises as a timeline draws them; ``home_first``: in the home nation's words."""
    sides = ("home", "host") if home_first else ("host", "home")
    names = ("id", "exercise_id", "key", "kind", "side", "first", "last", "minutes", "held", "state", "marking")
    texts = [_MILESTONE[f"{name}_{side}"] for name in ("short", "title") for side in sides]
    found: defaultdict[int, list[Place]] = defaultdict(list)
    for some in chunks(exercise_ids):
        query = select(*(_MILESTONE[name] for name in names), *texts).where(
            _MILESTONE.exercise_id.in_(some), _MILESTONE.deleted_at.is_(None)
        )
        ordered = query.order_by(_MILESTONE.exercise_id, _MILESTONE.first, _MILESTONE.last, _MILESTONE.id)
        for id_, owner, key, kind, side, first, last, minutes, held, state, marking, *words in connection.execute(
            ordered
        ):
            short, title = words[0] or words[1], words[2] or words[3]
            found[owner].append(
                Place(
                    id_, key, short, title, MilestoneKind(kind), OwnerSide(side), first, last, _time(minutes), held,
                    MilestoneState(state), marking,
                )
            )  # fmt: skip
    return dict(found)


def milestones_of(
    connection: Connection, *, events: Collection[int] = (), tasks: Collection[int] = ()
) -> list[Milestone]:
    """Return the milestones outside the trash that became one of these events or tasks; an import brings any number of them."""
    column, ids = (_MILESTONE.event_id, list(events)) if events else (_MILESTONE.task_id, list(tasks))
    found: list[Milestone] = []
    for few in chunks(ids):
        query = select(milestone_table).where(column.in_(few), _MILESTONE.deleted_at.is_(None))
        found += [milestone_from(row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda one: one.id)


def read_outcomes(connection: Connection, milestones: Sequence[Milestone]) -> dict[int, Outcome]:
    """Return by id what became of milestones; two queries for all, and what lies in the trash counts as nothing."""
    events: set[int] = set()
    states: dict[int, str] = {}
    for some in chunks(milestones):
        event_ids = [one.event_id for one in some if one.event_id]
        task_ids = [one.task_id for one in some if one.task_id]
        if event_ids:
            there = select(event_table.c.id).where(event_table.c.id.in_(event_ids), event_table.c.deleted_at.is_(None))
            events |= set(connection.execute(there).scalars())
        if task_ids:
            query = select(task_table.c.id, task_table.c.state)
            found = query.where(task_table.c.id.in_(task_ids), task_table.c.deleted_at.is_(None))
            states |= {row.id: row.state for row in connection.execute(found)}
    return {one.id: Outcome(one.event_id in events, states.get(one.task_id, "")) for one in milestones}


def ahead(connection: Connection, today: date, until: date, limit: int) -> list[int]:
    """Return the milestones that are not done and run between two days, of exercises outside the trash, the earliest first."""
    query = (
        select(_MILESTONE.id)
        .join(exercise_table, _EXERCISE.id == _MILESTONE.exercise_id)
        .where(
            _MILESTONE.deleted_at.is_(None),
            _EXERCISE.deleted_at.is_(None),
            _MILESTONE.state == str(MilestoneState.PLANNED),
            _MILESTONE.last >= today,
            _MILESTONE.first <= until,
        )
    )
    return list(
        connection.execute(query.order_by(_MILESTONE.first, _MILESTONE.last, _MILESTONE.id).limit(limit)).scalars()
    )


def read_beginning(connection: Connection) -> date | None:
    """Return the day (UTC) the desk was founded on; ``None`` where no profile tells."""
    founded = connection.execute(select(func.min(profile_table.c.created_at))).scalar()
    return None if founded is None else founded.date()


def _time(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60, minutes % 60)


def milestone_from(row: Row) -> Milestone:
    """Return the milestone of a row."""
    texts: dict[str, Any] = {name: bilingual(row, name) for name in _TEXTS}
    pointers: dict[str, Any] = {name: row[name] or 0 for name in _POINTERS}
    return Milestone(
        **head(row),
        **{name: row[name] for name in _SAME},
        **texts,
        **pointers,
        kind=MilestoneKind(row["kind"]),
        side=OwnerSide(row["side"]),
        rule=typed(Rule, row["rule"]),
        at=_time(row["minutes"]),
        state=MilestoneState(row["state"]),
        makes=tuple(Makes(one) for one in row["makes"]),
    )


def _values(one: Milestone) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _SAME}
    for name in _TEXTS:
        values |= bilingual_columns(name, getattr(one, name))
    values |= {name: getattr(one, name) or None for name in _POINTERS}
    return values | {
        "kind": str(one.kind),
        "side": str(one.side),
        "rule": plain(one.rule),
        "minutes": None if one.at is None else one.at.hour * 60 + one.at.minute,
        "state": str(one.state),
        "makes": [str(what) for what in one.makes],
    }
