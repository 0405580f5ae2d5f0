"""How exercises are read, written and listed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, select

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.finding import document, terms, title_text
from liaison_desk.domain.text import fold
from liaison_desk.exercises.records import (
    EXERCISE,
    Exercise,
    ExerciseFilter,
    ExerciseLine,
    ExerciseSort,
    ExerciseState,
    ExerciseType,
    Level,
    Member,
    MilestoneState,
    Objective,
    Participant,
)
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import read_ids
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.exercises import (
    NAME_HOME_ORDER,
    NAME_ORDER,
    exercise_table,
    member_table,
    milestone_table,
    participant_table,
)
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, items, read_items, saved

_EXERCISE, _PART, _MEMBER, _MILESTONE = (
    table.c for table in (exercise_table, participant_table, member_table, milestone_table)
)
_SAME = ("series", "sponsor", "zone", "startex", "endex", "template")
_TEXTS = ("name", "place", "audience", "concept")


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    texts = [row[f"{name}_{side}"] for name in _TEXTS[1:] for side in ("host", "home")]
    texts += [one["text"].get(side, "") for one in row["objectives"] for side in ("host", "home")]
    texts += [f"{one['name']} {one['nation']} {one['role']}" for one in snapshot.parts["participants"]]
    people = [one["name"] for one in snapshot.parts["team"]]
    texts += [row["series"], row["sponsor"], *people, *(one["role"] for one in snapshot.parts["team"])]
    return document(title_text(bilingual(row, "name")), texts, people)


EXERCISE_TYPE = RecordType(
    EXERCISE,
    exercise_table,
    search=_search,
    parts={"participants": participant_table, "team": member_table},
    derived=lambda snapshot: {"series_key": fold(snapshot.row["series"])},
    brings={"event_id": "event"},
)


def save_exercises(transaction: Transaction, exercises: Sequence[Exercise]) -> list[Exercise]:
    """Write exercises."""
    drafts = [draft(one, _values(one), {"participants": _parts(one), "team": _team(one)}) for one in exercises]
    heads = transaction.save(EXERCISE_TYPE, drafts)
    return [saved(one, saved_head) for one, saved_head in zip(exercises, heads, strict=True)]


def read_exercises(connection: Connection, ids: Iterable[int]) -> dict[int, Exercise]:
    """Return whole exercises by id, also from the trash."""
    return {id_: exercise_from(snapshot) for id_, snapshot in EXERCISE_TYPE.read(connection, ids).items()}


def exercise_from(snapshot: Snapshot) -> Exercise:
    """Return the exercise of a snapshot."""
    row = snapshot.row
    texts: dict[str, Any] = {name: bilingual(row, name) for name in _TEXTS}
    return Exercise(
        **head(row),
        **{name: row[name] for name in _SAME},
        **texts,
        type=ExerciseType(row["type"]),
        state=ExerciseState(row["state"]),
        sponsor_id=row["sponsor_id"] or 0,
        event_id=row["event_id"] or 0,
        objectives=read_items(Objective, row["objectives"]),
        days_off=tuple(row["days_off"]),
        participants=tuple(
            Participant(one["name"], one["nation"], one["organization_id"] or 0, Level(one["level"]), one["role"])
            for one in snapshot.parts["participants"]
        ),
        team=tuple(
            Member(
                one["name"], one["contact_id"] or 0, one["nation"], one["role"], one["cell"], one["leads"],
                one["since"], one["until"],
            )
            for one in snapshot.parts["team"]
        ),
    )  # fmt: skip


def _values(one: Exercise) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _SAME}
    for name in _TEXTS:
        values |= bilingual_columns(name, getattr(one, name))
    return values | {
        "type": str(one.type),
        "state": str(one.state),
        "sponsor_id": one.sponsor_id or None,
        "event_id": one.event_id or None,
        "objectives": items(one.objectives),
        "days_off": list(one.days_off),
    }


def _parts(one: Exercise) -> list[dict[str, Any]]:
    return [
        {
            "name": part.name,
            "nation": part.nation,
            "organization_id": part.organization_id or None,
            "level": str(part.level),
            "role": part.role,
        }
        for part in one.participants
    ]


def _team(one: Exercise) -> list[dict[str, Any]]:
    same = ("name", "nation", "role", "cell", "leads", "since", "until")
    return [
        {**{name: getattr(member, name) for name in same}, "contact_id": member.contact_id or None}
        for member in one.team
    ]


def exercise_listing(connection: Connection, wanted: ExerciseFilter, sort: Sort[ExerciseSort]) -> Listing:
    """Return the ordered ids of the exercises a filter finds; those without dates come last."""
    query = select(_EXERCISE.id).where(*_conditions(wanted))
    asked = terms(wanted.words)
    if asked:
        query = query.where(search.among(connection, "exercise.id", asked))
    elif wanted.words.strip():
        return EMPTY
    return Listing(read_ids(connection, _ordered(query, sort)))


def exercises_called(connection: Connection, words: str) -> list[int]:
    """Return the ids of the exercises outside the trash that words mean, by STARTEX.

    It is the one of that UID, else those of that name in either language, else those whose name has the words in it.
    """
    query = select(_EXERCISE.id, _EXERCISE.uid, _EXERCISE.name_host, _EXERCISE.name_home)
    query = _ordered(query.where(_EXERCISE.deleted_at.is_(None)), Sort(ExerciseSort.STARTEX))
    asked = fold(words).strip()
    same, named, like = list[int](), list[int](), list[int]()
    rows: Sequence[Any] = connection.execute(query).all()
    for id_, uid, host, home in rows:
        known = [fold(name).strip() for name in (host, home) if name]
        if uid == words.strip():
            same.append(id_)
        if asked in known:
            named.append(id_)
        if asked and any(asked in name for name in known):
            like.append(id_)
    return same or named or like


def exercise_names(connection: Connection) -> list[tuple[int, Bilingual]]:
    """Return the ids and names of the exercises outside the trash, the latest first; one query for all."""
    query = select(_EXERCISE.id, _EXERCISE.name_host, _EXERCISE.name_home, _EXERCISE.name_state)
    query = _ordered(query.where(_EXERCISE.deleted_at.is_(None)), Sort(ExerciseSort.STARTEX, descending=True))
    return [(row["id"], bilingual(row, "name")) for row in connection.execute(query).mappings()]


def _conditions(wanted: ExerciseFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        _EXERCISE.deleted_at.is_not(None) if wanted.trash else _EXERCISE.deleted_at.is_(None)
    ]
    if wanted.states:
        found.append(_EXERCISE.state.in_([str(one) for one in wanted.states]))
    if wanted.types:
        found.append(_EXERCISE.type.in_([str(one) for one in wanted.types]))
    if wanted.series:
        found.append(_EXERCISE.series_key == fold(wanted.series))
    if wanted.nation:
        found.append(exists().where(_PART.record_id == _EXERCISE.id, _PART.nation == wanted.nation))
    if wanted.contact_id:
        found.append(exists().where(_MEMBER.record_id == _EXERCISE.id, _MEMBER.contact_id == wanted.contact_id))
    if wanted.since:
        found.append(func.coalesce(_EXERCISE.endex, _EXERCISE.startex) >= datetime.combine(wanted.since, time()))
    if wanted.until:
        found.append(_EXERCISE.startex <= datetime.combine(wanted.until, time.max))
    return found


_STATES = {str(state): number for number, state in enumerate(ExerciseState)}


def _ordered(query: Select[Any], sort: Sort[ExerciseSort]) -> Select[Any]:
    column: Any = {
        ExerciseSort.STARTEX: _EXERCISE.startex,
        ExerciseSort.NAME: NAME_ORDER,
        ExerciseSort.NAME_HOME: NAME_HOME_ORDER,
        ExerciseSort.TYPE: _EXERCISE.type,
        ExerciseSort.STATE: case(_STATES, value=_EXERCISE.state, else_=len(_STATES)),
        ExerciseSort.SPONSOR: func.nullif(_EXERCISE.sponsor, ""),
        ExerciseSort.SERIES: func.nullif(_EXERCISE.series_key, ""),
        ExerciseSort.CHANGED: _EXERCISE.updated_at,
    }[sort.key]
    ordered = column.desc() if sort.descending else column.asc()
    return query.order_by(ordered.nulls_last(), _EXERCISE.startex.nulls_last(), _EXERCISE.id)


_LINE_NAMES = ("id", "uid", "series", "sponsor", "zone", "startex", "endex", "marking")


def exercise_lines(connection: Connection, ids: Sequence[int], today: date) -> dict[int, ExerciseLine]:
    """Return the lines of these exercises, with what ``today`` makes of their milestones; four queries for all."""
    columns = [_EXERCISE[name] for name in _LINE_NAMES]
    columns += [_EXERCISE[f"{name}_{part}"] for name in ("name", "place") for part in ("host", "home", "state")]
    rows = connection.execute(
        select(*columns, _EXERCISE.type, _EXERCISE.state).where(_EXERCISE.id.in_(ids))
    ).mappings().all()  # fmt: skip
    counts = _counts(connection, ids, today)
    nations, following = _nations(connection, ids), _following(connection, ids, today)
    return {
        row["id"]: _line(row, counts.get(row["id"], {}), nations.get(row["id"], []), following.get(row["id"]))
        for row in rows
    }


def _line(row: Row, counts: Row, nations: Iterable[str], following: Row | None) -> ExerciseLine:
    ahead: dict[str, Any] = {}
    if following is not None:
        ahead = {
            "next_short": bilingual(following, "short"),
            "next_title": bilingual(following, "title"),
            "next_day": following["first"],
        }
    return ExerciseLine(
        **{name: row[name] for name in _LINE_NAMES},
        name=bilingual(row, "name"),
        place=bilingual(row, "place"),
        type=ExerciseType(row["type"]),
        state=ExerciseState(row["state"]),
        nations=tuple(nations),
        milestones=counts.get("all", 0),
        done=counts.get("done", 0) or 0,
        past=counts.get("past", 0) or 0,
        **ahead,
    )


def _counts(connection: Connection, ids: Sequence[int], today: date) -> dict[int, Row]:
    done = case((_MILESTONE.state == str(MilestoneState.DONE), 1), else_=0)
    over = case(((_MILESTONE.state == str(MilestoneState.PLANNED)) & (_MILESTONE.last < today), 1), else_=0)
    query = select(
        _MILESTONE.exercise_id, func.count().label("all"), func.sum(done).label("done"), func.sum(over).label("past")
    ).where(
        _MILESTONE.exercise_id.in_(ids),
        _MILESTONE.deleted_at.is_(None),
        _MILESTONE.state != str(MilestoneState.CANCELLED),
    )
    return {row["exercise_id"]: row for row in connection.execute(query.group_by(_MILESTONE.exercise_id)).mappings()}


def _nations(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, None]]:
    query = select(_PART.record_id, _PART.nation).where(
        _PART.record_id.in_(ids), _PART.nation != "", _PART.level != str(Level.DECLINED)
    )
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for id_, nation in connection.execute(query.order_by(_PART.record_id, _PART.position)):
        found[id_][nation] = None
    return found


def _following(connection: Connection, ids: Sequence[int], today: date) -> dict[int, Row]:
    """Return the next milestone of each exercise."""
    names = [f"{name}_{part}" for name in ("short", "title") for part in ("host", "home", "state")]
    number = func.row_number().over(
        partition_by=_MILESTONE.exercise_id, order_by=(_MILESTONE.first, _MILESTONE.last, _MILESTONE.id)
    )
    ahead = (
        select(_MILESTONE.exercise_id, _MILESTONE.first, *(_MILESTONE[name] for name in names))
        .add_columns(number.label("number"))
        .where(
            _MILESTONE.exercise_id.in_(ids),
            _MILESTONE.deleted_at.is_(None),
            _MILESTONE.state == str(MilestoneState.PLANNED),
            _MILESTONE.last >= today,
        )
        .subquery()
    )
    return {row["exercise_id"]: row for row in connection.execute(select(ahead).where(ahead.c.number == 1)).mappings()}


def require_outside_trash(connection: Connection, ids: Iterable[int]) -> None:
    """Raise RefusedError if one of these exercises lies in the trash: what is added to it there nobody would see."""
    query = select(_EXERCISE.id).where(_EXERCISE.id.in_(list(ids)), _EXERCISE.deleted_at.is_not(None))
    if connection.execute(query.limit(1)).first() is not None:
        raise RefusedError("The exercise lies in the trash. Take it out of there first.")


def require_open(connection: Connection, ids: Iterable[int]) -> None:
    """Raise RefusedError if one of these exercises is closed: nobody plays it any more."""
    query = select(_EXERCISE.id).where(_EXERCISE.id.in_(list(ids)), _EXERCISE.state == str(ExerciseState.CLOSED))
    if connection.execute(query.limit(1)).first() is not None:
        raise RefusedError("The exercise is concluded: its injects are not delivered any more.")


def read_series(connection: Connection) -> list[str]:
    """Return the series in use, in order, each as it was written last."""
    query = select(_EXERCISE.series_key, _EXERCISE.series).where(
        _EXERCISE.deleted_at.is_(None), _EXERCISE.series_key != ""
    )
    found = dict(connection.execute(query.order_by(_EXERCISE.series_key, _EXERCISE.updated_at)).all())
    return list(found.values())


def read_nations(connection: Connection) -> list[str]:
    """Return the nations that take part in any exercise, in order."""
    query = (
        select(_PART.nation)
        .join(exercise_table, _EXERCISE.id == _PART.record_id)
        .where(_EXERCISE.deleted_at.is_(None), _PART.nation != "", _PART.level != str(Level.DECLINED))
    )
    return list(connection.execute(query.distinct().order_by(_PART.nation)).scalars())


def read_earlier(connection: Connection, exercise: Exercise) -> list[int]:
    """Return the earlier runs of an exercise's series, the latest first: those that began before, or have no dates and are older."""
    if not exercise.series.strip():
        return []
    before = _EXERCISE.startex < exercise.startex if exercise.startex is not None else _EXERCISE.startex.is_not(None)
    query = select(_EXERCISE.id).where(
        _EXERCISE.deleted_at.is_(None),
        _EXERCISE.series_key == fold(exercise.series),
        _EXERCISE.id != exercise.id,
        before,
    )
    return list(connection.execute(query.order_by(_EXERCISE.startex.desc(), _EXERCISE.id.desc())).scalars())
