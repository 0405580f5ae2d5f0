"""How lessons are read, written and listed."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, case, cast, func, select

from liaison_desk.domain.finding import document, terms, title_text
from liaison_desk.domain.text import fold
from liaison_desk.exercises.records import (
    EXERCISE,
    LESSON,
    Lesson,
    LessonFilter,
    LessonKind,
    LessonLine,
    LessonSort,
    LessonState,
)
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import read_ids
from liaison_desk.foundation.database.base import order_of
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.exercises import NAME_ORDER, exercise_table, lesson_table
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, saved, two_sided
from liaison_desk.schema.tasks import task_table

_LESSON, _EXERCISE, _TASK = lesson_table.c, exercise_table.c, task_table.c
_SAME = ("exercise_id", "owner", "due", "reason")
_TEXTS = ("title", "observation", "discussion", "recommendation")
_POINTERS = ("owner_id", "from_id", "task_id")
FINISHED = (LessonState.LEARNED, LessonState.REJECTED)
MOST_RUNS = 50
"""How many earlier runs a lesson is followed through."""


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    texts = [row[f"{name}_{side}"] for name in _TEXTS[1:] for side in ("host", "home")]
    return document(
        title_text(bilingual(row, "title")), [*texts, row["owner"], row["reason"], *row["tags"]], [row["owner"]]
    )


LESSON_TYPE = RecordType(LESSON, lesson_table, search=_search, parent=(EXERCISE, "exercise_id"))


def save_lessons(transaction: Transaction, lessons: Sequence[Lesson]) -> list[Lesson]:
    """Write lessons."""
    heads = transaction.save(LESSON_TYPE, [draft(one, _values(one)) for one in lessons])
    return [saved(one, saved_head) for one, saved_head in zip(lessons, heads, strict=True)]


def read_lessons(connection: Connection, ids: Iterable[int]) -> dict[int, Lesson]:
    """Return lessons by id, also from the trash."""
    return {id_: _from(shot.row) for id_, shot in LESSON_TYPE.read(connection, ids).items()}


def lesson_listing(connection: Connection, wanted: LessonFilter, sort: Sort[LessonSort]) -> Listing:
    """Return the ordered ids of the lessons a filter finds."""
    query = (
        select(_LESSON.id)
        .join(exercise_table, _EXERCISE.id == _LESSON.exercise_id)
        .where(_EXERCISE.deleted_at.is_(None), *_conditions(wanted))
    )
    asked = terms(wanted.words)
    if asked:
        query = query.where(search.among(connection, "lesson.id", asked))
    elif wanted.words.strip():
        return EMPTY
    column: Any = {
        LessonSort.ENTERED: _LESSON.id,
        LessonSort.TITLE: order_of(_LESSON.title_host, _LESSON.title_home, longest=64),
        LessonSort.TITLE_HOME: order_of(_LESSON.title_home, _LESSON.title_host, longest=64),
        LessonSort.KIND: _LESSON.kind,
        LessonSort.OWNER: order_of(_LESSON.owner),
        LessonSort.STATE: case({str(one): n for n, one in enumerate(LessonState)}, value=_LESSON.state, else_=9),
        LessonSort.DUE: _LESSON.due,
        LessonSort.EXERCISE: NAME_ORDER,
    }[sort.key]
    ordered = column.desc() if sort.descending else column.asc()
    return Listing(read_ids(connection, query.order_by(ordered.nulls_last(), _LESSON.id)))


def _conditions(wanted: LessonFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_LESSON.deleted_at.is_(None)]
    if wanted.exercise_id:
        found.append(_LESSON.exercise_id == wanted.exercise_id)
    if wanted.series:
        found.append(_EXERCISE.series_key == fold(wanted.series))
    if wanted.kinds:
        found.append(_LESSON.kind.in_([str(one) for one in wanted.kinds]))
    if wanted.states:
        found.append(_LESSON.state.in_([str(one) for one in wanted.states]))
    if wanted.open:
        found.append(_LESSON.state.not_in([str(one) for one in FINISHED]))
    if wanted.tag:
        # As JSON writes a text: in quotes, so that no tag is found inside another.
        found.append(cast(_LESSON.tags, String).contains(f'"{wanted.tag}"', autoescape=True))
    return found


def lesson_lines(connection: Connection, ids: Sequence[int]) -> dict[int, LessonLine]:
    """Return the lines of these lessons."""
    later = lesson_table.alias()
    followed = select(func.count()).where(later.c.from_id == _LESSON.id, later.c.deleted_at.is_(None)).scalar_subquery()
    names = ("id", "uid", "exercise_id", "kind", "state", "tags", "owner", "due", "marking", "from_id")
    texts = [_LESSON[f"title_{part}"] for part in ("host", "home", "state")]
    query = (
        select(*(_LESSON[name] for name in names), *texts)
        .add_columns(*(_EXERCISE[f"name_{part}"] for part in ("host", "home")), _EXERCISE.name_state)
        .add_columns(_TASK.state.label("task_state"), followed.label("followed"))
        .join(exercise_table, _EXERCISE.id == _LESSON.exercise_id)
        .outerjoin(task_table, (_TASK.id == _LESSON.task_id) & _TASK.deleted_at.is_(None))
        .where(_LESSON.id.in_(ids))
    )
    rows = connection.execute(query).mappings().all()
    runs = _runs(connection, {row["id"]: row["from_id"] for row in rows})
    return {row["id"]: _line(row, runs.get(row["id"], 0)) for row in rows}


def _line(row: Row, runs: int) -> LessonLine:
    same = ("id", "uid", "exercise_id", "owner", "due", "marking")
    return LessonLine(
        **{name: row[name] for name in same},
        exercise=two_sided(row["name_host"], row["name_home"], row["name_state"]),
        title=bilingual(row, "title"),
        kind=LessonKind(row["kind"]),
        state=LessonState(row["state"]),
        tags=tuple(row["tags"]),
        runs=runs,
        task_state=row["task_state"] or "",
        followed=bool(row["followed"]),
    )


def _runs(connection: Connection, origins: dict[int, int | None]) -> dict[int, int]:
    """Return through how many earlier runs each lesson was carried; a query a generation for all of them."""
    found = dict.fromkeys(origins, 0)
    at = {id_: origin for id_, origin in origins.items() if origin}
    while at and max(found[id_] for id_ in at) < MOST_RUNS:
        for id_ in at:
            found[id_] += 1
        wanted = set(at.values())
        known = dict(connection.execute(select(_LESSON.id, _LESSON.from_id).where(_LESSON.id.in_(wanted))).all())
        at = {id_: further for id_, origin in at.items() if (further := known.get(origin))}
    return found


def carried(connection: Connection, exercise_id: int) -> set[int]:
    """Return the lessons of earlier runs that an exercise took over already."""
    query = select(_LESSON.from_id).where(
        _LESSON.exercise_id == exercise_id, _LESSON.from_id.is_not(None), _LESSON.deleted_at.is_(None)
    )
    return set(connection.execute(query).scalars())


def has_lessons(connection: Connection, exercise_id: int) -> bool:
    """Tell whether an exercise has lessons outside the trash."""
    query = select(_LESSON.id).where(_LESSON.exercise_id == exercise_id, _LESSON.deleted_at.is_(None))
    return connection.execute(query.limit(1)).first() is not None


def ancestry(connection: Connection, lesson_id: int) -> list[int]:
    """Return the lessons of earlier runs that a lesson goes back to, the latest first."""
    found: list[int] = []
    at: int | None = lesson_id
    while at is not None and len(found) < MOST_RUNS:
        at = connection.execute(select(_LESSON.from_id).where(_LESSON.id == at)).scalar()
        if at is None or at in found:
            break
        found.append(at)
    return found


def followers(connection: Connection, lesson_id: int) -> list[int]:
    """Return the lessons of later runs that carried this one on, directly."""
    query = select(_LESSON.id).where(_LESSON.from_id == lesson_id, _LESSON.deleted_at.is_(None))
    return list(connection.execute(query.order_by(_LESSON.id)).scalars())


def tags_used(connection: Connection) -> list[str]:
    """Return the tags in use, in order."""
    rows = connection.execute(select(_LESSON.tags).where(_LESSON.deleted_at.is_(None))).scalars()
    return sorted({tag for tags in rows for tag in tags})


def _from(row: Row) -> Lesson:
    texts: dict[str, Any] = {name: bilingual(row, name) for name in _TEXTS}
    pointers: dict[str, Any] = {name: row[name] or 0 for name in _POINTERS}
    return Lesson(
        **head(row),
        **{name: row[name] for name in _SAME},
        **texts,
        **pointers,
        kind=LessonKind(row["kind"]),
        state=LessonState(row["state"]),
        tags=tuple(row["tags"]),
    )


def _values(one: Lesson) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _SAME}
    for name in _TEXTS:
        values |= bilingual_columns(name, getattr(one, name))
    values |= {name: getattr(one, name) or None for name in _POINTERS}
    return values | {"kind": str(one.kind), "state": str(one.state), "tags": list(one.tags)}
