"""Through which runs of a series lessons were carried: back to where they come from, and on to where they are now."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Select, literal, select

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import LessonState
from liaison_desk.foundation.database.snapshot import chunks
from liaison_desk.schema.exercises import exercise_table, lesson_table
from liaison_desk.schema.mapping import two_sided

_LESSON, _EXERCISE = lesson_table.c, exercise_table.c
MOST_RUNS: Final = 50
"""Through how many runs a lesson is followed: nobody has more, and a circle ends there."""


@dataclass(frozen=True, slots=True)
class Later:
    """A lesson of a later run that carried another on."""

    id: int
    exercise: Bilingual
    state: LessonState


def earlier_runs(connection: Connection, ids: Sequence[int]) -> dict[int, list[int]]:
    """Return the lessons that each of these goes back to, the latest first; those that go back to none are left out."""
    base = select(_LESSON.id.label("of"), _LESSON.from_id.label("at"), literal(1).label("depth")).where(
        _LESSON.id.in_(ids), _LESSON.from_id.is_not(None)
    )
    line = base.cte("earlier", recursive=True)
    line = line.union_all(
        select(line.c.of, _LESSON.from_id, line.c.depth + 1)
        .join(lesson_table, _LESSON.id == line.c.at)
        .where(_LESSON.from_id.is_not(None), line.c.depth < MOST_RUNS)
    )
    query = select(line.c.of, line.c["at"]).order_by(line.c.of, line.c.depth)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for of, at in connection.execute(query):
        if at != of and at not in found[of]:
            found[of].append(at)
    return found


def later_runs(connection: Connection, ids: Sequence[int]) -> dict[int, list[Later]]:
    """Return the lessons outside the trash that carried each of these on, the latest run last."""
    base = select(_LESSON.from_id.label("of"), _LESSON.id.label("at"), literal(1).label("depth")).where(
        _LESSON.from_id.in_(ids), _LESSON.deleted_at.is_(None)
    )
    line = base.cte("later", recursive=True)
    line = line.union_all(
        select(line.c.of, _LESSON.id, line.c.depth + 1)
        .join(lesson_table, _LESSON.from_id == line.c.at)
        .where(_LESSON.deleted_at.is_(None), line.c.depth < MOST_RUNS)
    )
    query = (
        select(line.c.of, line.c["at"], _LESSON.state)
        .add_columns(_EXERCISE.name_host, _EXERCISE.name_home, _EXERCISE.name_state)
        .join(lesson_table, _LESSON.id == line.c["at"])
        .join(exercise_table, _EXERCISE.id == _LESSON.exercise_id)
        .order_by(line.c.of, line.c.depth, _EXERCISE.startex.nulls_last(), _LESSON.id)
    )
    found: defaultdict[int, dict[int, Later]] = defaultdict(dict)
    for of, at, state, host, home, wording in connection.execute(query):
        if at != of:
            found[of].setdefault(at, Later(at, two_sided(host, home, wording), LessonState(state)))
    return {of: list(later.values()) for of, later in found.items()}


def carried_on(connection: Connection, ids: Collection[int]) -> set[int]:
    """Return the lessons that carried one of these on, however many runs later, also those in the trash."""
    found: set[int] = set()
    for some in chunks(ids):
        line = select(_LESSON.id).where(_LESSON.from_id.in_(some)).cte("carried_on", recursive=True)
        line = line.union(select(_LESSON.id).join(line, _LESSON.from_id == line.c.id))
        found.update(connection.execute(select(line.c.id)).scalars())
    return found


def learned_later() -> Select[tuple[int]]:
    """Return the query of the lessons that a later run carried on and learned, however many runs later."""
    base = select(_LESSON.from_id.label("id")).where(
        _LESSON.state == str(LessonState.LEARNED), _LESSON.from_id.is_not(None), _LESSON.deleted_at.is_(None)
    )
    line = base.cte("learned_later", recursive=True)
    # UNION, not UNION ALL: what was found already is not followed again, so that a circle ends.
    line = line.union(
        select(_LESSON.from_id)
        .join(line, line.c.id == _LESSON.id)
        .where(_LESSON.from_id.is_not(None), _LESSON.deleted_at.is_(None))
    )
    return select(line.c.id)
