"""What can be done with several tasks at once; each returns how they were before, for one undo of all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.text import fold
from liaison_desk.tasks.records import Priority, Side, Task, TaskState
from liaison_desk.tasks.rules import deeds
from liaison_desk.tasks.rules.states import FINISHED, moved_to
from liaison_desk.tasks.service.tasks import Tasks

Before = dict[int, Task]


@dataclass(frozen=True, slots=True)
class Toggled:
    """What was completed or reopened, as it was before, and the requests among them that want their answers first."""

    before: Before
    requests: tuple[Task, ...] = ()
    reopened: bool = False


class Several:
    """Changes of several tasks, each one action."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    def toggle(self, ids: Sequence[int]) -> Toggled:
        """Complete tasks, or reopen them when all are finished."""
        known = self._tasks.tasks_by_ids(ids)
        if any(task.state not in FINISHED for task in known.values()):
            return self.complete(ids)
        self._tasks.reopen(list(known))
        return Toggled(known, reopened=True)

    def complete(self, ids: Sequence[int]) -> Toggled:
        """Complete tasks. What is finished is left alone, and so are requests: they are done with their answers."""
        known = self._tasks.tasks_by_ids(ids)
        unfinished = [known[id_] for id_ in ids if id_ in known and known[id_].state not in FINISHED]
        before = {task.id: task for task in unfinished if task.rfi is None}
        if before:
            self._tasks.complete(list(before))
        return Toggled(before, tuple(task for task in unfinished if task.rfi is not None))

    def put_into(self, ids: Sequence[int], state: TaskState, **more: Any) -> Before:
        """Put tasks into a state, with on whom they wait or why they are cancelled; those there already are left alone."""
        before = {id_: task for id_, task in self._tasks.tasks_by_ids(ids).items() if task.state is not state or more}
        self._tasks.set_state(list(before), state, **more)
        return before

    def wait_on(self, ids: Sequence[int], name: str, contact_id: int, side: Side) -> Before:
        """Let tasks wait on somebody from today on; whoever waited on him already goes on waiting.

        A request that nobody had seen yet is handed in by that, today.
        """
        before, today = self._tasks.tasks_by_ids(ids), self._tasks.today()
        waiting = [
            replace(
                deeds.handed_in(task, today), state=TaskState.WAITING, waiting_on=name, waiting_on_id=contact_id, waiting_side=side,
                waiting_since=task.waiting_since if task.waiting_on == name else None,
            )
            for task in before.values()
        ]  # fmt: skip
        self._tasks.save_all(waiting, "Wait on somebody")
        return before

    def assign(self, ids: Sequence[int], role: str, name: str, contact_id: int) -> Before:
        """Give tasks an ``own_owner``, a ``host_owner`` or a ``lead``; an empty name takes him away."""
        given: dict[str, Any] = {role: name, f"{role}_id": contact_id}
        return self._change(ids, lambda task: replace(task, **given), "Assign tasks")

    def prioritize(self, ids: Sequence[int], priority: Priority) -> Before:
        """Give tasks a priority."""
        return self._change(ids, lambda task: replace(task, priority=priority), "Change tasks")

    def snooze(self, ids: Sequence[int], days: int) -> Before:
        """Move suspenses some days on: from their day, or from today at the host headquarters when that has passed."""
        before = self._tasks.tasks_by_ids(ids)
        self._tasks.snooze(list(before), days)
        return before

    def shift(self, ids: Sequence[int], days: int) -> Before:
        """Move suspenses by some days, back or forth, from the day they are on."""
        by = timedelta(days=days)
        return self._change(ids, lambda task: replace(task, due=task.due + by if task.due else None), "Move a suspense")

    def move_to(self, ids: Sequence[int], day: date) -> Before:
        """Move suspenses to a day of the place where they are told; the time of day there and the zone stay."""
        place = self._tasks.place_of
        return self._change(ids, lambda task: moved_to(task, day, place(task)), "Move a suspense")

    def sleep(self, ids: Sequence[int], until: date | None) -> Before:
        """Let tasks sleep until a day, or wake them."""
        before = self._tasks.tasks_by_ids(ids)
        self._tasks.sleep(list(before), until)
        return before

    def categorize(self, ids: Sequence[int], category: str) -> Before:
        """Add a category to tasks that have it in no spelling."""

        def added(task: Task) -> Task:
            known = {fold(one) for one in task.categories}
            return task if fold(category) in known else replace(task, categories=(*task.categories, category))

        return self._change(ids, added, "Change tasks")

    def mark(self, ids: Sequence[int], marking: Marking | None) -> Before:
        """Mark tasks; raises RefusedError above the ceiling."""
        return self._change(ids, lambda task: replace(task, marking=marking), "Mark tasks")

    def put_back(self, before: Mapping[int, Task]) -> None:
        """Take one of the actions above back, for all of its tasks."""
        self._tasks.put_back(before)

    def _change(self, ids: Sequence[int], changed: Callable[[Task], Task], label: str) -> Before:
        before = self._tasks.tasks_by_ids(ids)
        after = {id_: changed(task) for id_, task in before.items()}
        before = {id_: task for id_, task in before.items() if after[id_] != task}
        if before:
            self._tasks.save_all([after[id_] for id_ in before], label)
        return before
