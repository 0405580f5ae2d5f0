"""What a user can do with saved views of tasks."""

from collections.abc import Sequence

from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.tasks.records import TaskView
from liaison_desk.tasks.service.tasks import Tasks
from liaison_desk.tasks.store import views as store


class TaskViews:
    """Views of tasks under names; pinned ones stand on Today with their counts."""

    def __init__(self, database: Database, tasks: Tasks) -> None:
        self._database = database
        self._tasks = tasks

    def views(self, *, pinned: bool = False) -> list[TaskView]:
        """Return saved views by name, all or the pinned ones."""
        with self._database.read() as connection:
            return store.read_views(connection, pinned=pinned)

    def counted(self, *, pinned: bool = False) -> list[tuple[TaskView, int]]:
        """Return saved views by name, each with how many tasks it shows now."""
        return [
            (view, len(self._tasks.tasks(view.wanted, Sort(view.sort, view.descending))))
            for view in self.views(pinned=pinned)
        ]

    def save(self, view: TaskView) -> TaskView:
        """Add or change a saved view; raises InvalidError (no name, or the name of another), StaleError."""
        if not view.name.strip():
            raise InvalidError([Problem("name", "Give the view a name.")])
        with self._database.write("Change a saved view" if view.id else "Save a view") as transaction:
            others = store.read_views(transaction.connection)
            if any(one.id != view.id and fold(one.name) == fold(view.name) for one in others):
                raise InvalidError([Problem("name", "There is a saved view of this name. Choose another.")])
            return store.save_views(transaction, [view])[0]

    def delete(self, ids: Sequence[int]) -> None:
        """Put saved views into the trash."""
        with self._database.write("Delete a saved view") as transaction:
            transaction.trash(store.TASK_VIEW_TYPE, ids)
