"""What a user can do with tasks: one method per action."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks import rules, store
from liaison_desk.tasks.records import TASK, Task, TaskFilter, TaskLine, TaskSort, TaskState

TYPES: tuple[RecordType, ...] = (store.TASK_TYPE,)


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many tasks are unfinished, and how many of those are past their suspense."""

    open: int
    overdue: int


class Tasks:
    """Bilateral tasks. ``profile`` gives the ceiling and the host's zone, where a suspense without a zone is read."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile

    def tasks(self, wanted: TaskFilter, sort: Sort[TaskSort]) -> Listing:
        """Return the ids of the tasks a filter finds, in order; those without a suspense come last."""
        with self._database.read() as connection:
            return store.task_listing(connection, wanted, sort)

    def lines(self, ids: Sequence[int]) -> dict[int, TaskLine]:
        """Return the lines of a page of tasks."""
        with self._database.read() as connection:
            return store.task_lines(connection, ids)

    def task(self, task_id: int) -> Task:
        """Return one task, also from the trash; raises NotFoundError."""
        found = self.tasks_by_ids([task_id])
        if task_id not in found:
            raise NotFoundError("This task is not there any more.")
        return found[task_id]

    def tasks_by_ids(self, ids: Iterable[int]) -> dict[int, Task]:
        """Return whole tasks by id; ids that are not there are left out."""
        with self._database.read() as connection:
            return store.read_tasks(connection, ids)

    def save(self, task: Task) -> Task:
        """Add or change a task; raises InvalidError, RefusedError (ceiling), StaleError."""
        return self.save_all([task], "Change a task" if task.id else "Add a task")[0]

    def save_all(self, tasks: Sequence[Task], label: str) -> list[Task]:
        """Add or change tasks in one action, or none of them."""
        with self._database.write(label) as transaction:
            return self.save_in(transaction, tasks)

    def save_in(self, transaction: Transaction, tasks: Sequence[Task]) -> list[Task]:
        """Add or change tasks inside another capability's transaction (a meeting's action becomes a task)."""
        zone = self._profile().host_zone
        now = self._database.clock.now()
        for task in tasks:
            self.require_valid(task)
        return store.save_tasks(transaction, [rules.with_state(task, task.state, now, zone) for task in tasks], zone)

    def require_valid(self, task: Task) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a task that may not be kept."""
        problems = rules.task_problems(task)
        if problems:
            raise InvalidError(problems)
        check_ceiling(task.marking, self._profile().ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Task]:
        """Return the tasks that have these uids, also from the trash."""
        ids = store.TASK_TYPE.ids_by_uid(transaction.connection, uids)
        return {task.uid: task for task in store.read_tasks(transaction.connection, ids.values()).values()}

    def point_in(self, transaction: Transaction, sources: Mapping[int, tuple[int, str]]) -> None:
        """Let tasks, also those in the trash, point to another source (id and portion) inside a larger transaction."""
        store.point(transaction, sources)

    def tasks_in(self, transaction: Transaction, ids: Iterable[int]) -> dict[int, Task]:
        """Return whole tasks by id as a transaction sees them."""
        return store.read_tasks(transaction.connection, ids)

    def complete(self, ids: Sequence[int]) -> None:
        """Mark tasks as done now."""
        self._set_state(ids, TaskState.DONE, "Complete a task" if len(ids) == 1 else "Complete tasks")

    def reopen(self, ids: Sequence[int]) -> None:
        """Take tasks back from done or cancelled."""
        self._set_state(ids, TaskState.OPEN, "Reopen a task" if len(ids) == 1 else "Reopen tasks")

    def snooze(self, ids: Sequence[int], days: int) -> None:
        """Move suspenses some days on: from their day, or from today at the host headquarters when that has passed.

        Tasks without a suspense get one. The time of day and the zone stay.
        """
        today = to_local(self._database.clock.now(), self._profile().host_zone).date()
        moved = [rules.snoozed(task, days, today) for task in self.tasks_by_ids(ids).values()]
        self.save_all(moved, "Snooze a task" if len(moved) == 1 else "Snooze tasks")

    def tick(self, task_id: int, number: int, done: bool) -> Task:
        """Tick or untick one step of a checklist, counted from 0; raises NotFoundError."""
        task = self.task(task_id)
        if not 0 <= number < len(task.checklist):
            raise NotFoundError("This step is not there any more.")
        steps = list(task.checklist)
        steps[number] = replace(steps[number], done=done)
        return self.save_all([replace(task, checklist=tuple(steps))], "Tick a step")[0]

    def put_back(self, before: Mapping[int, Task]) -> None:
        """Give tasks the state and suspense they had before; the rest of them stays as it is now."""
        names = ("state", "percent", "completed_at", "waiting_since", "due", "due_zone", "due_all_day")
        now = self.tasks_by_ids(before)
        old = [
            replace(now[id_], **{name: getattr(task, name) for name in names})
            for id_, task in before.items()
            if id_ in now
        ]
        self.save_all(old, "Put a task back" if len(old) == 1 else "Put tasks back")

    def restore(self, ids: Sequence[int]) -> None:
        """Take tasks out of the trash."""
        History(self._database).restore(TASK, ids)

    def delete(self, ids: Sequence[int]) -> None:
        """Put tasks into the trash."""
        with self._database.write("Delete a task" if len(ids) == 1 else "Delete tasks") as transaction:
            transaction.trash(store.TASK_TYPE, ids)

    def suspenses(self, until: date | None = None, limit: int = 500) -> list[TaskLine]:
        """Return unfinished tasks with a suspense up to the end of a day at the host headquarters, the earliest first."""
        midnight = datetime.combine(until + timedelta(days=1), time()) if until else None
        latest = to_utc(midnight, self._profile().host_zone) if midnight else None
        with self._database.read() as connection:
            return store.read_suspenses(connection, latest, limit)

    def waiting(self, limit: int = 100) -> list[TaskLine]:
        """Return the tasks that wait on somebody, the longest first."""
        with self._database.read() as connection:
            return store.read_waiting(connection, limit)

    def counts(self) -> TaskCounts:
        """Return how many tasks are open and overdue now."""
        with self._database.read() as connection:
            return TaskCounts(*store.count_open(connection, self._database.clock.now()))

    def _set_state(self, ids: Sequence[int], state: TaskState, label: str) -> None:
        zone = self._profile().host_zone
        now = self._database.clock.now()
        tasks = [rules.with_state(task, state, now, zone) for task in self.tasks_by_ids(ids).values()]
        with self._database.write(label) as transaction:
            store.save_tasks(transaction, tasks, zone)
