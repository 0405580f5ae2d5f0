"""What presses: the unfinished tasks that the first page lists, each list read by an index and no further than it is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Date, TextClause, bindparam, text

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.database.base import Instant
from liaison_desk.foundation.database.snapshot import Row
from liaison_desk.schema.calendar import event_table
from liaison_desk.schema.mapping import bilingual
from liaison_desk.schema.meetings import meeting_table
from liaison_desk.schema.tasks import rfi_table, task_table
from liaison_desk.tasks.records import Pressing, PressingTask, RfiStatus, TaskState
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.store.tasks import line_from, numbered_lines

_TASK, _RFI, _MEETING, _EVENT = task_table.c, rfi_table.c, meeting_table.c, event_table.c
_OPEN: Final = tuple(str(state) for state in TaskState if state not in FINISHED)
_AWAKE: Final = "deleted_at IS NULL AND (asleep_until IS NULL OR asleep_until <= :today)"


@dataclass(frozen=True, slots=True)
class _Part:
    """Tasks of a list that are in one state: a condition for which an index gives them in the order of ``by``."""

    name: str
    by: str
    where: str

    def sql(self) -> str:
        """Return the query; its words are literals of this module, its values are bound."""
        first = f"SELECT '{self.name}' AS list, {self.by} AS at, id FROM task WHERE {self.where} AND {_AWAKE}"  # noqa: S608
        return f"SELECT * FROM ({first} ORDER BY {self.by}, id LIMIT :most) AS part"  # noqa: S608


def _parts() -> Iterator[_Part]:
    """Yield a part for each state: asked for several states in one, SQLite reads and sorts all there are."""
    for state in _OPEN:
        yield _Part("due", "due_at", f"state = '{state}' AND due_at <= :until")
        for name, own in (
            ("rfis", "kind = 'rfi'"),
            ("ours", "kind = 'commitment' AND from_nation = :home"),
            ("theirs", "kind = 'commitment' AND from_nation <> :home AND from_nation <> ''"),
        ):
            for due in ("due_at IS NOT NULL", "due_at IS NULL"):
                yield _Part(name, "due_at", f"state = '{state}' AND {due} AND {own}")


@cache
def _statements() -> tuple[TextClause, TextClause, TextClause]:
    """Return what is asked: the tasks by suspense, those that wait, how many sleep.

    Written out, for a statement of twenty parts takes SQLAlchemy as long to build as the whole page takes to read.
    """
    today, until = bindparam("today", type_=Date), bindparam("until", type_=Instant)
    waiting = _Part("waiting", "waiting_since", f"state = '{TaskState.WAITING}' AND kind IN ('task', 'commitment')")
    asleep = f"SELECT count(*) FROM task WHERE asleep_until > :today AND deleted_at IS NULL AND state IN {_OPEN}"  # noqa: S608
    return (
        text(" UNION ALL ".join(part.sql() for part in _parts())).bindparams(today, until),
        text(waiting.sql()).bindparams(today),
        text(asleep).bindparams(today),
    )


def read_pressing(connection: Connection, today: date, until: datetime, home: str, limit: int) -> Pressing:
    """Return what presses on a day: the first ``limit`` tasks of each list, those that sleep left out.

    ``until`` is the instant up to which a suspense counts as due; ``home`` the nation whose promises are ours.
    """
    dated, waiting, asleep = _statements()
    values = {"today": today, "most": limit}
    found: dict[str, list[tuple[Any, int]]] = {}
    rows = connection.execute(dated, {**values, "until": until, "home": home}).all()
    for name, at, id_ in (*rows, *connection.execute(waiting, values)):
        found.setdefault(name, []).append((at, id_))
    ids = {name: _ordered(ones)[:limit] for name, ones in found.items()}
    lines = _read_lines(connection, sorted({id_ for own in ids.values() for id_ in own}))
    lists = {name: tuple(lines[id_] for id_ in own) for name, own in ids.items()}
    return Pressing(**lists, asleep=connection.execute(asleep, {"today": today}).scalar_one())


def _ordered(ones: Sequence[tuple[Any, int]]) -> list[int]:
    """Return the ids by when; those without come last."""
    dated = sorted((at, id_) for at, id_ in ones if at is not None)
    return [id_ for _, id_ in dated] + sorted(id_ for at, id_ in ones if at is None)


_ORIGINS: Final = {"meeting": _MEETING, "event": _EVENT}
_LINES: Final = (
    numbered_lines(
        _TASK.source_kind,
        _TASK.created_at,
        _RFI.status,
        _RFI.received,
        *(
            table[name].label(f"{kind}_{name}")
            for kind, table in _ORIGINS.items()
            for name in ("title_host", "title_home", "title_state")
        ),
    )
    .outerjoin(meeting_table, (_TASK.source_kind == "meeting") & (_MEETING.id == _TASK.source_id))
    .outerjoin(event_table, (_TASK.source_kind == "event") & (_EVENT.id == _TASK.source_id))
    .where(_TASK.id.in_(bindparam("ids", expanding=True)))
)


def _read_lines(connection: Connection, ids: Sequence[int]) -> dict[int, PressingTask]:
    """Return the lines of these tasks, with the titles of what they were made of."""
    return {row["id"]: _pressing(row) for row in connection.execute(_LINES, {"ids": ids}).mappings()}


def _pressing(row: Row) -> PressingTask:
    kind = row["source_kind"]
    known = kind in _ORIGINS and row[f"{kind}_title_state"] is not None
    asked = row["received"] or row["created_at"].date() if row["status"] else None
    return PressingTask(
        line_from(row),
        bilingual(row, f"{kind}_title") if known else Bilingual(),
        RfiStatus(row["status"]) if row["status"] else None,
        asked,
    )
