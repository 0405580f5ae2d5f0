"""What arrangements oblige to becomes tasks, which are strangers here: the desk gives whoever writes them. And when that is done."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import UNASKED, Transaction
from liaison_desk.partnership.records import Arrangement
from liaison_desk.partnership.rules.obligations import DutyTask, Step, steps, task_uid
from liaison_desk.partnership.store import arrangements as store
from liaison_desk.partnership.store.kinds import ARRANGEMENTS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with the tasks of an arrangement, which was as ``before``."""

    one: Arrangement
    before: Arrangement | None
    steps: Sequence[Step]


class DutyTasks(Protocol):
    """Writes the tasks of obligations inside the transaction that changes their arrangement; the desk gives it."""

    @property
    def withdrawn(self) -> str:
        """The reason with which the desk itself cancels a task that nobody owes any more."""
        ...

    def keep(self, transaction: Transaction, wanted: Sequence[Wanted]) -> None:
        """Do with the tasks of arrangements what was found to be done."""
        ...

    def mark(self, transaction: Transaction, ids: Sequence[int], was: Marking | None, now: Marking | None) -> None:
        """Mark tasks as strictly as their arrangement, wherever they are; what lies in the trash stays there."""
        ...


class Duties:
    """Lets the tasks of obligations follow their arrangements."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], tasks: DutyTasks) -> None:
        self._database = database
        self._profile = profile
        self._tasks = tasks

    def settle(self) -> None:
        """Make the tasks of what has come into force by its day alone, and give up those of what has ended; a second time changes nothing.

        The desk does so by itself, so that undo, which is for what the officer did, goes past it.
        """
        with self._database.read() as connection:
            tasks = store.tasks_of(connection, None, self._tasks.withdrawn)
            ids = store.unsettled(connection, tasks, self._today())
            wanted = self._wanted(connection, ARRANGEMENTS.read(connection, ids).values(), tasks, {})
        if wanted:
            ids = [each.one.id for each in wanted]
            with self._database.write("Make tasks of obligations", action=UNASKED) as transaction:
                self.follow(transaction, ARRANGEMENTS.read(transaction.connection, ids).values())

    def follow(
        self, transaction: Transaction, now: Iterable[Arrangement], before: Mapping[int, Arrangement] | None = None
    ) -> None:
        """Let the tasks of arrangements be as these stand in the transaction; ``before`` they were, by id."""
        now, before = list(now), before or {}
        tasks = store.tasks_of(transaction.connection, [one.id for one in now], self._tasks.withdrawn)
        if wanted := self._wanted(transaction.connection, now, tasks, before):
            self._tasks.keep(transaction, wanted)
        self.mark(transaction, now, before)

    def mark(
        self,
        transaction: Transaction,
        now: Iterable[Arrangement],
        before: Mapping[int, Arrangement],
        spared: Collection[int] = (),
    ) -> None:
        """Mark the tasks of arrangements that are marked otherwise than ``before``, but for those spared (by id)."""
        anew = {one.id: one for one in now if one.id in before and before[one.id].marking != one.marking}
        if not anew:
            return
        tasks = store.tasks_of(transaction.connection, anew, self._tasks.withdrawn)
        for id_, one in anew.items():
            ids = [task.id for task in tasks.get(id_, ()) if task.id not in spared]
            self._tasks.mark(transaction, ids, before[id_].marking, one.marking)

    def _wanted(
        self,
        connection: Any,
        now: Iterable[Arrangement],
        tasks: Mapping[int, Sequence[DutyTask]],
        before: Mapping[int, Arrangement],
    ) -> list[Wanted]:
        """Return what is to be done with tasks; none is made again of which one was made that may be erased for good since."""
        found = [self._of(one, tasks.get(one.id, ()), before.get(one.id)) for one in now]
        new = {task_uid(each.one.uid, step.key) for each in found for step in each.steps if not step.task_id}
        made = store.made_once(connection, new)
        left = [
            replace(
                each,
                steps=[step for step in each.steps if step.task_id or task_uid(each.one.uid, step.key) not in made],
            )
            for each in found
        ]
        return [each for each in left if each.steps]

    def _of(self, one: Arrangement, tasks: Sequence[DutyTask], before: Arrangement | None) -> Wanted:
        today = self._today()
        known = to_local(one.created_at, self._profile().host_zone).date() if one.created_at is not None else today
        found = steps(one, tasks, today, known, there=one.deleted_at is None, before=before)
        return Wanted(one, before, found)

    def _today(self) -> date:
        return to_local(self._database.clock.now(), self._profile().host_zone).date()
