"""Tasks: found, read, saved, completed (and begun again where they recur), put to sleep, put into the trash."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks.records import (
    TASK,
    LogEntry,
    Pressing,
    Repeats,
    Task,
    TaskFilter,
    TaskKind,
    TaskLine,
    TaskSort,
    TaskState,
)
from liaison_desk.tasks.rules import rfis
from liaison_desk.tasks.rules import states as rules
from liaison_desk.tasks.store import tasks as store
from liaison_desk.tasks.store.pressing import read_pressing

NextByRule = Callable[[str, datetime, datetime], datetime | None]
"""Which instance of an RRULE (its value, the wall time it began at) comes first after a wall time."""


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many tasks are unfinished, and how many of those are past their suspense."""

    open: int
    overdue: int


class Tasks:
    """Bilateral tasks. ``profile`` gives the ceiling and the host's zone, where a suspense without a zone is read.

    ``next_by_rule`` says when a recurring task is due next; bootstrap gives it.
    """

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], next_by_rule: NextByRule) -> None:
        self._database = database
        self.profile = profile
        self._next_by_rule = next_by_rule

    def tasks(self, wanted: TaskFilter, sort: Sort[TaskSort]) -> Listing:
        """Return the ids of the tasks a filter finds, in order; those without a suspense come last."""
        with self._database.read() as connection:
            return store.task_listing(connection, wanted, sort, self._database.clock.now(), self.today())

    def today(self) -> date:
        """Return the day at the host headquarters."""
        return to_local(self._database.clock.now(), self.profile().host_zone).date()

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
        profile = self.profile()
        now = self._database.clock.now()
        known = store.read_tasks(transaction.connection, [task.id for task in tasks if task.id])
        agreed = [rfis.agreed(task, known.get(task.id)) for task in tasks]
        for task in agreed:
            self.require_valid(task)
            self._require_end(transaction, task)
        ready = [rules.with_state(task, task.state, now, profile.host_zone) for task in agreed]
        saved: list[Task] = []
        numbered = [task for task in ready if task.rfi is not None]
        if not numbered:
            return store.save_tasks(transaction, ready, profile.host_zone)
        for task in ready:  # one after the other, for the number of each follows from those before
            saved += store.save_tasks(transaction, [self._numbered(transaction, task)], profile.host_zone)
        return saved

    def require_valid(self, task: Task) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a task that may not be kept."""
        problems = rules.task_problems(task) + rfis.rfi_problems(task)
        if problems:
            raise InvalidError(problems)
        ceiling = self.profile().ceiling
        check_ceiling(task.marking, ceiling)
        if task.rfi is not None:
            check_ceiling(task.rfi.answer_marking, ceiling)

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
        """Mark tasks as done now; of a recurring one the next begins."""
        tasks = [one for one in self.tasks_by_ids(ids).values() if one.state is not TaskState.DONE]
        following = [one for task in tasks if (one := self._following(task)) is not None]
        with self._database.write("Complete a task" if len(ids) == 1 else "Complete tasks") as transaction:
            self.save_in(transaction, [*(replace(task, state=TaskState.DONE) for task in tasks), *following])

    def reopen(self, ids: Sequence[int]) -> None:
        """Take tasks back from done or cancelled."""
        self.set_state(ids, TaskState.OPEN, "Reopen a task" if len(ids) == 1 else "Reopen tasks")

    def set_state(self, ids: Sequence[int], state: TaskState, label: str = "", **more: Any) -> None:
        """Put tasks into a state, with what it needs (``waiting_on`` and its side, ``reason``); raises InvalidError."""
        if state is TaskState.DONE:
            self.complete(ids)
            return
        tasks = [replace(task, state=state, **more) for task in self.tasks_by_ids(ids).values()]
        self.save_all(tasks, label or ("Change a task" if len(ids) == 1 else "Change tasks"))

    def sleep(self, ids: Sequence[int], until: date | None) -> None:
        """Let tasks sleep until a day, or wake them; their suspenses stay."""
        tasks = [replace(task, asleep_until=until) for task in self.tasks_by_ids(ids).values()]
        self.save_all(tasks, "Let a task sleep" if len(ids) == 1 else "Let tasks sleep")

    def log(self, task_id: int, text: str) -> Task:
        """Write a line into a task's log; raises NotFoundError."""
        task = self.task(task_id)
        entry = LogEntry(self._database.clock.now(), self._database.author, text.strip())
        return self.save_all([replace(task, log=(*task.log, entry))], "Write into the log")[0]

    def snooze(self, ids: Sequence[int], days: int) -> None:
        """Move suspenses some days on: from their day, or from today at the host headquarters when that has passed.

        Tasks without a suspense get one. The time of day and the zone stay.
        """
        today = to_local(self._database.clock.now(), self.profile().host_zone).date()
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
        latest = to_utc(midnight, self.profile().host_zone) if midnight else None
        with self._database.read() as connection:
            return store.read_suspenses(connection, latest, limit)

    def pressing(self, until: date, limit: int = 100) -> Pressing:
        """Return what presses today: due up to the end of a day, waited for, asked, promised; what sleeps is only counted."""
        profile = self.profile()
        latest = to_utc(datetime.combine(until + timedelta(days=1), time()), profile.host_zone)
        with self._database.read() as connection:
            return read_pressing(connection, self.today(), latest, profile.home, limit)

    def waiting(self, limit: int = 100) -> list[TaskLine]:
        """Return the tasks that wait on somebody, the longest first."""
        with self._database.read() as connection:
            return store.read_waiting(connection, limit)

    def counts(self) -> TaskCounts:
        """Return how many tasks are open and overdue now."""
        with self._database.read() as connection:
            return TaskCounts(*store.count_open(connection, self._database.clock.now()))

    def _numbered(self, transaction: Transaction, task: Task) -> Task:
        """Return a request with its number: the next one of its direction in the year it was received, if it has none of its own."""
        rfi = task.rfi
        if rfi is None or task.kind is not TaskKind.RFI:
            return task
        if rfi.number and store.bearer_of(transaction.connection, rfi) in {0, task.id}:
            return task
        direction = rfis.direction_of(task)
        year = (rfi.received or self.today()).year
        number = store.next_number(transaction.connection, direction, year)
        return replace(task, rfi=replace(rfi, direction=direction, year=year, number=number))

    def _require_end(self, transaction: Transaction, task: Task) -> None:
        """Raise InvalidError for a task that waits for one that, in the end, waits for it."""
        if (
            task.id
            and task.after_id
            and task.id in (task.after_id, *store.waited_for(transaction.connection, task.after_id))
        ):
            other = store.read_tasks(transaction.connection, [task.after_id])[task.after_id].title
            values = (("title", other.host or other.home),)
            raise InvalidError(
                [Problem("after_id", "“{title}” waits for this task already; each would wait for the other.", values)]
            )

    def _following(self, task: Task) -> Task | None:
        """Return the task that a recurring one is followed by when it is done now; ``None`` when nothing follows."""
        if task.repeats is Repeats.NOT or not task.rules or task.kind is TaskKind.RFI:
            return None
        now = to_local(self._database.clock.now(), task.due_zone or self.profile().host_zone).replace(tzinfo=None)
        begun = task.due or now
        if task.repeats is Repeats.AFTER_DONE:
            begun = datetime.combine(now.date(), begun.time())
        due = self._next_by_rule(task.rules[0], begun, begun)
        if due is None:
            return None
        return replace(
            task, id=0, uid="", version=0, created_at=None, state=TaskState.OPEN, percent=0, completed_at=None, due=due,
            start=None, waiting_on="", waiting_on_id=0, waiting_since=None, after_id=0, log=(), asleep_until=None, sequence=0,
            checklist=tuple(replace(step, done=False) for step in task.checklist), extra=(),
        )  # fmt: skip
