"""How saved views of tasks are read and written."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from liaison_desk.foundation.core.codec import plain, typed
from liaison_desk.foundation.database.snapshot import RecordType, Row
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.mapping import draft, head, saved
from liaison_desk.schema.tasks import task_view_table
from liaison_desk.tasks.records import TASK_VIEW, Mode, TaskFilter, TaskGrouping, TaskSort, TaskView

_VIEW = task_view_table.c
# A view is chosen by its name where tasks are listed; it is not found by words.
TASK_VIEW_TYPE = RecordType(TASK_VIEW, task_view_table, search=lambda _: None)


def save_views(transaction: Transaction, views: Sequence[TaskView]) -> list[TaskView]:
    """Write saved views."""
    heads = transaction.save(TASK_VIEW_TYPE, [draft(view, _values(view)) for view in views])
    return [saved(view, saved_head) for view, saved_head in zip(views, heads, strict=True)]


def read_views(connection: Connection, ids: Collection[int] | None = None, *, pinned: bool = False) -> list[TaskView]:
    """Return saved views by name, all or the pinned ones; those of some ids also from the trash."""
    query = select(task_view_table)
    query = query.where(_VIEW.deleted_at.is_(None) if ids is None else _VIEW.id.in_(list(ids)))
    if pinned:
        query = query.where(_VIEW.pinned)
    return [_view_from(row) for row in connection.execute(query.order_by(_VIEW.name, _VIEW.id)).mappings()]


def _values(view: TaskView) -> dict[str, object]:
    sort = f"-{view.sort}" if view.descending else str(view.sort)
    return {
        "name": view.name,
        "wanted": plain(view.wanted),
        "sort": sort,
        "grouping": str(view.grouping),
        "mode": str(view.mode),
        "pinned": view.pinned,
    }


def _view_from(row: Row) -> TaskView:
    return TaskView(
        **head(row),
        name=row["name"],
        wanted=typed(TaskFilter, row["wanted"]),
        sort=TaskSort(row["sort"].removeprefix("-")),
        descending=row["sort"].startswith("-"),
        grouping=TaskGrouping(row["grouping"]),
        mode=Mode(row["mode"]),
        pinned=row["pinned"],
    )
