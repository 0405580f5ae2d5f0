"""What a user can do with saved views of tasks."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction
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
        found = self.views(pinned=pinned)
        return list(zip(found, self._tasks.count([view.wanted for view in found]), strict=True))

    def save(self, view: TaskView) -> TaskView:
        """Add or change a saved view; raises InvalidError (no name, or the name of another), StaleError."""
        self.require_valid(view)
        with self._database.write("Change a saved view" if view.id else "Save a view") as transaction:
            others = store.read_views(transaction.connection)
            if any(one.id != view.id and fold(one.name) == fold(view.name) for one in others):
                raise InvalidError([Problem("name", "There is a saved view of this name. Choose another.")])
            return store.save_views(transaction, [view])[0]

    def save_in(self, transaction: Transaction, views: Sequence[TaskView]) -> list[TaskView]:
        """Add or change saved views inside a larger transaction (an import); of one name the later gets a number."""
        saving = {view.id for view in views}
        taken = {fold(one.name) for one in store.read_views(transaction.connection) if one.id not in saving}
        named = []
        for view in views:
            self.require_valid(view)
            further = (f"{view.name} ({number})" for number in count(2))
            name = view.name
            while fold(name) in taken:
                name = next(further)
            taken.add(fold(name))
            named.append(replace(view, name=name))
        return store.save_views(transaction, named)

    def require_valid(self, view: TaskView) -> None:
        """Raise InvalidError for a view without a name."""
        if not view.name.strip():
            raise InvalidError([Problem("name", "Give the view a name.")])

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, TaskView]:
        """Return the saved views that have these uids, also from the trash."""
        ids = store.TASK_VIEW_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_views(transaction.connection, ids.values())}

    def delete(self, ids: Sequence[int]) -> None:
        """Put saved views into the trash."""
        with self._database.write("Delete a saved view") as transaction:
            transaction.trash(store.TASK_VIEW_TYPE, ids)
