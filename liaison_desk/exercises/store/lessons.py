"""How lessons are read, written and listed."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, case, column, exists, func, or_, select

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.finding import document, terms, title_text
from liaison_desk.domain.text import fold
from liaison_desk.exercises.records import (
    EXERCISE,
    FINISHED,
    LESSON,
    Lesson,
    LessonFilter,
    LessonKind,
    LessonLine,
    LessonSort,
    LessonState,
)
from liaison_desk.exercises.store import chains
from liaison_desk.foundation.core.paging import EMPTY, Listing, Sort
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import read_ids
from liaison_desk.foundation.database.base import order_of
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot, chunks
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.exercises import NAME_ORDER, exercise_table, lesson_table
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, saved, two_sided
from liaison_desk.schema.tasks import task_table

_LESSON, _EXERCISE, _TASK = lesson_table.c, exercise_table.c, task_table.c
_SAME = ("exercise_id", "owner", "due", "reason")
_TEXTS = ("title", "observation", "discussion", "recommendation")
_POINTERS = ("owner_id", "from_id", "task_id")


def _search(snapshot: Snapshot) -> SearchDocument:
    row = snapshot.row
    texts = [row[f"{name}_{side}"] for name in _TEXTS[1:] for side in ("host", "home")]
    return document(
        title_text(bilingual(row, "title")), [*texts, row["owner"], row["reason"], *row["tags"]], [row["owner"]]
    )


LESSON_TYPE = RecordType(
    LESSON, lesson_table, search=_search, parent=(EXERCISE, "exercise_id"), brings={"task_id": "task"}
)


def save_lessons(transaction: Transaction, lessons: Sequence[Lesson]) -> list[Lesson]:
    """Write lessons."""
    heads = transaction.save(LESSON_TYPE, [draft(one, _values(one)) for one in lessons])
    return [saved(one, saved_head) for one, saved_head in zip(lessons, heads, strict=True)]


def read_lessons(connection: Connection, ids: Iterable[int]) -> dict[int, Lesson]:
    """Return lessons by id, also from the trash."""
    return {id_: lesson_from(shot.row) for id_, shot in LESSON_TYPE.read(connection, ids).items()}


def lesson_listing(
    connection: Connection, wanted: LessonFilter, sort: Sort[LessonSort], named: Sequence[str] = ()
) -> Listing:
    """Return the ordered ids of the lessons a filter finds; its words are the name of each ``named`` tag too."""
    query = (
        select(_LESSON.id)
        .join(exercise_table, _EXERCISE.id == _LESSON.exercise_id)
        .where(_EXERCISE.deleted_at.is_(None), *_conditions(wanted, connection.dialect.name))
    )
    asked = terms(wanted.words)
    found = [_tagged(tag, connection.dialect.name) for tag in named]
    if asked:
        found.append(search.among(connection, "lesson.id", asked))
    if found:
        query = query.where(or_(*found))
    elif wanted.words.strip():
        return EMPTY
    key: Any = {
        LessonSort.ENTERED: _LESSON.id,
        LessonSort.TITLE: order_of(_LESSON.title_host, _LESSON.title_home, longest=64),
        LessonSort.TITLE_HOME: order_of(_LESSON.title_home, _LESSON.title_host, longest=64),
        LessonSort.KIND: _LESSON.kind,
        LessonSort.OWNER: order_of(_LESSON.owner),
        LessonSort.STATE: case({str(one): n for n, one in enumerate(LessonState)}, value=_LESSON.state, else_=9),
        LessonSort.DUE: _LESSON.due,
        LessonSort.EXERCISE: NAME_ORDER,
    }[sort.key]
    ordered = key.desc() if sort.descending else key.asc()
    return Listing(read_ids(connection, query.order_by(ordered.nulls_last(), _LESSON.id)))


def _conditions(wanted: LessonFilter, engine: str) -> list[ColumnElement[bool]]:
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
        found.append(_LESSON.id.not_in(chains.learned_later()))
    if wanted.tag:
        found.append(_tagged(wanted.tag, engine))
    return found


def _tagged(tag: str, engine: str) -> ColumnElement[bool]:
    """Return what is true of lessons with this very tag: how JSON writes a text (quotes, kanji) differs, what it reads does not."""
    reader = func.json_each if engine == "sqlite" else func.json_array_elements_text
    items = reader(_LESSON.tags).table_valued(column("value", String), name="item")
    return exists(select(1).select_from(items).where(items.c.value == tag))


def lesson_lines(connection: Connection, ids: Sequence[int]) -> dict[int, LessonLine]:
    """Return the lines of these lessons; three queries for all."""
    names = ("id", "uid", "exercise_id", "kind", "state", "tags", "owner", "due", "marking")
    texts = [_LESSON[f"title_{part}"] for part in ("host", "home", "state")]
    query = (
        select(*(_LESSON[name] for name in names), *texts)
        .add_columns(*(_EXERCISE[f"name_{part}"] for part in ("host", "home")), _EXERCISE.name_state)
        .add_columns(_TASK.state.label("task_state"))
        .join(exercise_table, _EXERCISE.id == _LESSON.exercise_id)
        .outerjoin(task_table, (_TASK.id == _LESSON.task_id) & _TASK.deleted_at.is_(None))
        .where(_LESSON.id.in_(ids))
    )
    rows = connection.execute(query).mappings().all()
    earlier, later = chains.earlier_runs(connection, ids), chains.later_runs(connection, ids)
    return {row["id"]: _line(row, earlier.get(row["id"], ()), later.get(row["id"], ())) for row in rows}


def _line(row: Row, earlier: Collection[int], later: Sequence[chains.Later]) -> LessonLine:
    same = ("id", "uid", "exercise_id", "owner", "due", "marking")
    return LessonLine(
        **{name: row[name] for name in same},
        exercise=two_sided(row["name_host"], row["name_home"], row["name_state"]),
        title=bilingual(row, "title"),
        kind=LessonKind(row["kind"]),
        state=LessonState(row["state"]),
        tags=tuple(row["tags"]),
        runs=len(earlier),
        task_state=row["task_state"] or "",
        followed=bool(later),
        later=later[-1].exercise if later else Bilingual(),
        later_state=later[-1].state if later else None,
        learned_later=any(one.state is LessonState.LEARNED for one in later),
    )


def carried(connection: Connection, exercise_id: int) -> set[int]:
    """Return the lessons of earlier runs that an exercise took over already."""
    query = select(_LESSON.from_id).where(
        _LESSON.exercise_id == exercise_id, _LESSON.from_id.is_not(None), _LESSON.deleted_at.is_(None)
    )
    return set(connection.execute(query).scalars())


def thrown_away(connection: Connection, exercise_id: int, from_ids: Sequence[int]) -> dict[int, int]:
    """Return by the lesson they were carried over from, of these, the lessons of an exercise that lie in the trash, the latest."""
    query = select(_LESSON.from_id, _LESSON.id).where(
        _LESSON.exercise_id == exercise_id, _LESSON.from_id.in_(from_ids), _LESSON.deleted_at.is_not(None)
    )
    return dict(connection.execute(query.order_by(_LESSON.id)).all())


def take_out(transaction: Transaction, ids: Collection[int]) -> list[Lesson]:
    """Take lessons out of the trash inside a larger transaction; return them."""
    known = LESSON_TYPE.read(transaction.connection, ids)
    states = {id_: Snapshot({**shot.row, "deleted_at": None}, shot.parts) for id_, shot in known.items()}
    transaction.put_back(LESSON_TYPE, states, known)
    return list(read_lessons(transaction.connection, ids).values())


def with_lessons(connection: Connection, exercise_ids: Sequence[int]) -> set[int]:
    """Return which of these exercises have lessons outside the trash."""
    query = select(_LESSON.exercise_id).where(_LESSON.exercise_id.in_(exercise_ids), _LESSON.deleted_at.is_(None))
    return set(connection.execute(query.distinct()).scalars())


def of_exercises(connection: Connection, exercise_ids: Collection[int]) -> set[int]:
    """Return the lessons of exercises, also those in the trash."""
    found: set[int] = set()
    for some in chunks(exercise_ids):
        found.update(connection.execute(select(_LESSON.id).where(_LESSON.exercise_id.in_(some))).scalars())
    return found


def outside_trash(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return those of these lessons that are there, outside the trash."""
    query = select(_LESSON.id).where(_LESSON.id.in_(ids), _LESSON.deleted_at.is_(None))
    return list(connection.execute(query).scalars())


def has_task(connection: Connection, lesson: Lesson) -> bool:
    """Tell whether the task made of a lesson is there, outside the trash."""
    query = select(_TASK.id).where(_TASK.id == lesson.task_id, _TASK.deleted_at.is_(None))
    return bool(lesson.task_id) and connection.execute(query).first() is not None


def series_used(connection: Connection) -> list[str]:
    """Return the series that have lessons, in order, each as it was written last."""
    query = (
        select(_EXERCISE.series_key, _EXERCISE.series)
        .where(_EXERCISE.deleted_at.is_(None), _EXERCISE.series_key != "")
        .where(exists().where(_LESSON.exercise_id == _EXERCISE.id, _LESSON.deleted_at.is_(None)))
    )
    rows = connection.execute(query.order_by(_EXERCISE.series_key, _EXERCISE.updated_at))
    return list({row.series_key: row.series for row in rows}.values())


def tags_used(connection: Connection) -> list[str]:
    """Return the tags in use, in order."""
    rows = connection.execute(select(_LESSON.tags).where(_LESSON.deleted_at.is_(None))).scalars()
    return sorted({tag for tags in rows for tag in tags})


def lesson_from(row: Row) -> Lesson:
    """Return the lesson of a row."""
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
