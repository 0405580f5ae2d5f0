"""Which tasks a filter finds, in what order, under which headings, and how many they are."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    union_all,
)

from liaison_desk.domain.finding import terms
from liaison_desk.foundation.core.paging import EMPTY, Group, Listing, Sort
from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.bare import bare_rows, read_ids
from liaison_desk.schema.tasks import NAME_ORDERS, TITLE_HOME_ORDER, TITLE_ORDER, rfi_table, task_table
from liaison_desk.tasks.records import Priority, TaskFilter, TaskGrouping, TaskKind, TaskSort, TaskState
from liaison_desk.tasks.rules.groups import Bounds, Stretch
from liaison_desk.tasks.rules.states import FINISHED

_TASK, _RFI = task_table.c, rfi_table.c
_OVER = tuple(str(state) for state in FINISHED)
_OPEN = tuple(str(state) for state in TaskState if state not in FINISHED)
_STRETCHES = tuple(Stretch)
_KINDS = (TaskKind.RFI, TaskKind.COMMITMENT, TaskKind.TASK)
_NAMED = {
    TaskGrouping.OWN_OWNER: _TASK.own_owner,
    TaskGrouping.HOST_OWNER: _TASK.host_owner,
    TaskGrouping.WAITING: _TASK.waiting_on,
    TaskGrouping.SOURCE: _TASK.source,
}


def task_listing(
    connection: Connection, wanted: TaskFilter, sort: Sort[TaskSort], now: datetime, today: date
) -> Listing:
    """Return the ordered ids of the tasks a filter finds; tasks without a suspense come last.

    ``now`` is the instant by which a task is overdue, ``today`` the day by which one sleeps.
    """
    query = _found(connection, select(_TASK.id), wanted, now, today)
    return EMPTY if query is None else Listing(read_ids(connection, query.order_by(*_order(sort))))


def grouped_listing(
    connection: Connection,
    wanted: TaskFilter,
    sort: Sort[TaskSort],
    grouping: TaskGrouping,
    bounds: Bounds,
    today: date,
) -> Listing:
    """Return the ids a filter finds, group by group, in order inside each; one query for all.

    A group's label is what its tasks have in common: a name, a ``TaskKind`` or a ``Stretch``; empty where they have none.
    """
    if grouping is TaskGrouping.NOT:
        return task_listing(connection, wanted, sort, bounds.now, today)
    query = _found(connection, select(_TASK.id, _key(grouping, bounds)), wanted, bounds.now, today)
    if query is None:
        return EMPTY
    # Divided here and not by the database: sorting by a name as well costs three times what it costs to deal out the rows.
    dealt: defaultdict[Any, list[int]] = defaultdict(list)
    for id_, value in bare_rows(connection, query.order_by(*_order(sort))):
        dealt[value].append(id_)
    ids: array[int] = array("q")
    groups = []
    for value in sorted(dealt, key=lambda value: (value == "", value)):  # what has no name comes last
        groups.append(Group(len(ids), len(dealt[value]), _label(grouping, value)))
        ids.extend(dealt[value])
    return Listing(ids, tuple(groups))


def count_tasks(connection: Connection, wanted: TaskFilter, now: datetime, today: date) -> int:
    """Return how many tasks a filter finds."""
    query = _found(connection, select(func.count()).select_from(task_table), wanted, now, today)
    return 0 if query is None else connection.execute(query).scalar() or 0


def count_open(connection: Connection, now: datetime, today: date) -> tuple[int, int, int]:
    """Return how many tasks are unfinished, how many of those are past their suspense, and how many sleep."""
    overdue = func.sum(case((_TASK.due_at < now, 1), else_=0))
    asleep = func.sum(case((_TASK.asleep_until > today, 1), else_=0))
    query = select(func.count(), overdue, asleep).where(_TASK.deleted_at.is_(None), _TASK.state.in_(_OPEN))
    row = connection.execute(query).one()
    return row[0], row[1] or 0, row[2] or 0


def _found(
    connection: Connection, query: Select[Any], wanted: TaskFilter, now: datetime, today: date
) -> Select[Any] | None:
    """Return a query narrowed to what a filter finds; None when its words can find nothing."""
    in_trash = _TASK.deleted_at.is_not(None) if wanted.trash else _TASK.deleted_at.is_(None)
    query = query.where(in_trash, *_of_kind(wanted), *_pressing(wanted, now, today))
    asked = terms(wanted.words)
    if asked:
        return query.where(search.among(connection, "task.id", asked))
    return None if wanted.words.strip() else query


def _key(grouping: TaskGrouping, bounds: Bounds) -> ColumnElement[Any]:
    """Return by what tasks are divided: a number in the order of the headings, or a name."""
    if grouping is TaskGrouping.KIND:
        return case({str(kind): number for number, kind in enumerate(_KINDS)}, value=_TASK.kind, else_=len(_KINDS))
    if grouping is TaskGrouping.SUSPENSE:
        ends = (bounds.now, bounds.today, bounds.week, bounds.next_week)
        finished, none = _STRETCHES.index(Stretch.FINISHED), _STRETCHES.index(Stretch.NONE)
        return case(
            (_TASK.state.in_(_OVER), finished),
            (_TASK.due_at.is_(None), none),
            *((_TASK.due_at < end, number) for number, end in enumerate(ends)),
            else_=_STRETCHES.index(Stretch.LATER),
        )
    return _NAMED[grouping]


def _label(grouping: TaskGrouping, value: Any) -> str:
    if grouping is TaskGrouping.SUSPENSE:
        return str(_STRETCHES[value])
    if grouping is TaskGrouping.KIND:
        return str(_KINDS[min(value, len(_KINDS) - 1)])
    return str(value)


def _of_kind(wanted: TaskFilter) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of what a task is, whose it is and where it came from."""
    if wanted.kinds:
        yield _TASK.kind.in_([str(kind) for kind in wanted.kinds])
    if wanted.from_nation:
        yield _TASK.from_nation == wanted.from_nation
    if wanted.to_nation:
        yield _TASK.to_nation == wanted.to_nation
    if wanted.source_kind:
        yield and_(_TASK.source_kind == wanted.source_kind, _TASK.source_id == wanted.source_id)
    if wanted.contact_id:
        # By the indexes of the owners: asked with "or", SQLite reads all tasks of the state instead.
        sides = (_TASK.own_owner_id, _TASK.host_owner_id, _TASK.lead_id, _TASK.waiting_on_id)
        yield _TASK.id.in_(union_all(*(select(_TASK.id).where(side == wanted.contact_id) for side in sides)))


def _pressing(wanted: TaskFilter, now: datetime, today: date) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of where a task stands and when it is due."""
    if wanted.states:
        yield _TASK.state.in_([str(state) for state in wanted.states])
    if wanted.overdue:
        yield and_(_TASK.state.in_(_OPEN), _TASK.due_at < now)
    if wanted.waiting:
        yield and_(_TASK.state == str(TaskState.WAITING), _TASK.waiting_side == wanted.waiting)
    if wanted.awake:
        yield or_(_TASK.asleep_until.is_(None), _TASK.asleep_until <= today)
    if wanted.asleep:
        yield _TASK.asleep_until > today
    if wanted.due_until:
        yield _TASK.due_at < wanted.due_until
    if wanted.due_since:
        yield _TASK.due_at >= wanted.due_since
    if wanted.finished_since:
        # Of what was given up no instant is kept but that of its last change.
        finished = func.coalesce(_TASK.completed_at, _TASK.updated_at)
        yield or_(_TASK.state.in_(_OPEN), finished >= wanted.finished_since)


def _order(sort: Sort[TaskSort]) -> list[Any]:
    weight = case({str(Priority.HIGH): 0, str(Priority.NORMAL): 1}, value=_TASK.priority, else_=2)
    column: Any = {
        TaskSort.DUE: _TASK.due_at,
        TaskSort.TITLE: TITLE_ORDER,
        TaskSort.TITLE_HOME: TITLE_HOME_ORDER,
        TaskSort.PRIORITY: weight,
        TaskSort.OWN_OWNER: NAME_ORDERS["own_owner"],
        TaskSort.HOST_OWNER: NAME_ORDERS["host_owner"],
        TaskSort.WAITING: NAME_ORDERS["waiting_on"],
        TaskSort.SOURCE: NAME_ORDERS["source"],
        TaskSort.CHANGED: _TASK.updated_at,
        TaskSort.LEAD: NAME_ORDERS["lead"],
        TaskSort.SINCE: _TASK.waiting_since,
        TaskSort.ASLEEP: _TASK.asleep_until,
        TaskSort.NUMBER: select(_RFI.year * 100_000 + _RFI.number).where(_RFI.record_id == _TASK.id).scalar_subquery(),
    }[sort.key]
    ordered = column.desc() if sort.descending else column.asc()
    return [ordered.nulls_last(), weight, _TASK.id]
