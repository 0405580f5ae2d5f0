"""Tasks: found, read, saved, completed (and begun again where they recur), put to sleep, put into the trash."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling, text_problems
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.belongings import WithBelongings
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks.records import (
    TASK,
    LogEntry,
    Pressing,
    Task,
    TaskKind,
    TaskLine,
    TaskState,
)
from liaison_desk.tasks.rules import deeds, recurring, rfis
from liaison_desk.tasks.rules import states as rules
from liaison_desk.tasks.service.lists import TaskLists
from liaison_desk.tasks.store import numbers, surroundings
from liaison_desk.tasks.store import tasks as store
from liaison_desk.tasks.store.pressing import read_pressing


class Tasks(TaskLists, WithBelongings):
    """Bilateral tasks. ``profile`` gives the ceiling and the host's zone, where a suspense without a zone is read.

    ``next_by_rule`` says when a recurring task is due next, ``followed`` lets follow whatever goes by tasks; bootstrap gives both.
    """

    def __init__(
        self,
        database: Database,
        profile: Callable[[], DeskProfile],
        next_by_rule: recurring.NextByRule,
        followed: Callable[[Transaction, Sequence[Task]], None] | None = None,
    ) -> None:
        TaskLists.__init__(self, database, profile)
        WithBelongings.__init__(self, database, TASK)
        self._next_by_rule = next_by_rule
        self._followed = followed

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

    def surroundings(self, task: Task) -> tuple[date | None, RecordRef | None]:
        """Return the day of the meeting or event a task came from, and the task that it waits for, where there are such."""
        with self._database.read() as connection:
            after = store.read_tasks(connection, [task.after_id]).get(task.after_id) if task.after_id else None
            day = surroundings.source_day(connection, task)
        return day, None if after is None else RecordRef(TASK, after.id, after.title.host or after.title.home)

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
            return self._save_and_follow(transaction, tasks)

    def save_in(self, transaction: Transaction, tasks: Sequence[Task], *, told: bool = True) -> list[Task]:
        """Add or change tasks inside another capability's transaction (a meeting's action becomes a task).

        Without ``told`` nothing follows them: whoever goes by them changes them himself.
        """
        profile = self.profile()
        now = self._database.clock.now()
        known = store.read_tasks(transaction.connection, [task.id for task in tasks if task.id])
        written = map(rules.read_as_written, tasks)
        agreed = [rfis.sided(rfis.agreed(task, known.get(task.id)), profile.host, profile.home) for task in written]
        for task in agreed:
            self.require_valid(task, known.get(task.id))
        author = self._database.author
        ready = [rules.signed(rules.with_state(task, task.state, now, profile.host_zone), author) for task in agreed]
        saved: list[Task] = []
        numbered = [task for task in ready if task.rfi is not None]
        if not numbered:
            saved = store.save_tasks(transaction, ready, profile.host_zone)
        else:
            for task in ready:  # one after the other, for the number of each follows from those before
                saved += store.save_tasks(transaction, [self._numbered(transaction, task)], profile.host_zone)
        self._require_ends(transaction, saved, known)
        if told and self._followed is not None:
            self._followed(transaction, saved)
        return saved

    def require_valid(self, task: Task, before: Task | None = None) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a task that may not be kept as what follows ``before``."""
        problems = rules.task_problems(task) + rfis.rfi_problems(task) + rfis.numbered_problems(task, before)
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

    def unplaced_in(self, transaction: Transaction, kind: str, uids: Sequence[str]) -> dict[str, int]:
        """Return the tasks that say they were made of these and do not know where they stand, by the uid of what made each."""
        return store.unplaced(transaction.connection, kind, uids)

    def tasks_in(self, transaction: Transaction, ids: Iterable[int]) -> dict[int, Task]:
        """Return whole tasks by id as a transaction sees them."""
        return store.read_tasks(transaction.connection, ids)

    def change(self, ids: Sequence[int], label: str, how: Callable[[Task], Task]) -> list[Task]:
        """Change tasks as they are at that moment, in one action; raises InvalidError, RefusedError (ceiling)."""
        with self._database.write(label) as transaction:
            known = self.tasks_in(transaction, ids)
            return self._save_and_follow(transaction, [how(task) for task in known.values()])

    def complete(self, ids: Sequence[int]) -> None:
        """Mark tasks as done now, requests as answered today; of a recurring one the next begins."""
        label, today = "Complete a task" if len(ids) == 1 else "Complete tasks", self.today()
        self.change(ids, label, lambda task: deeds.completed(task, today))

    def reopen(self, ids: Sequence[int]) -> None:
        """Take tasks back from done or cancelled; what followed a recurring one goes, unless somebody touched it."""
        self.change(ids, "Reopen a task" if len(ids) == 1 else "Reopen tasks", deeds.reopened)

    def set_state(self, ids: Sequence[int], state: TaskState, label: str = "", **more: Any) -> None:
        """Put tasks into a state, with what it needs (``waiting_on`` and its side, ``reason``); raises InvalidError."""
        if state is TaskState.DONE:
            self.complete(ids)
            return
        label = label or ("Change a task" if len(ids) == 1 else "Change tasks")
        self.change(ids, label, lambda task: replace(task, state=state, **more))

    def sleep(self, ids: Sequence[int], until: date | None) -> None:
        """Let tasks sleep until a day, or wake them; their suspenses stay."""
        label = "Let a task sleep" if len(ids) == 1 else "Let tasks sleep"
        self.change(ids, label, lambda task: replace(task, asleep_until=until))

    def log(self, task_id: int, text: str) -> Task:
        """Write a line into a task's log; raises NotFoundError, InvalidError (nothing to write, text above the ceiling)."""
        if not text.strip():
            raise InvalidError([Problem("log", "Write what happened.")])
        self.require_texts({"log": Bilingual(text)})
        entry = LogEntry(self._database.clock.now(), self._database.author, text.strip())
        return self._change_one(task_id, "Write into the log", lambda task: replace(task, log=(*task.log, entry)))

    def snooze(self, ids: Sequence[int], days: int) -> None:
        """Move suspenses some days on: from their day, or from today at the host headquarters when that has passed.

        Tasks without a suspense get one. The time of day and the zone stay.
        """
        today = self.today()
        label = "Snooze a task" if len(ids) == 1 else "Snooze tasks"
        self.change(ids, label, lambda task: rules.snoozed(task, days, today, self.place_of(task)))

    def place_of(self, task: Task) -> str:
        """Return the zone that a task's suspense is told in first."""
        profile = self.profile()
        return rules.due_place(task.due_zone, profile.host_zone, profile.home_zone)

    def tick(self, task_id: int, number: int, done: bool) -> Task:
        """Tick or untick one step of a checklist, counted from 0; raises NotFoundError."""

        def ticked(task: Task) -> Task:
            if not 0 <= number < len(task.checklist):
                raise NotFoundError("This step is not there any more.")
            steps = list(task.checklist)
            steps[number] = replace(steps[number], done=done)
            return replace(task, checklist=tuple(steps))

        return self._change_one(task_id, "Tick a step", ticked)

    def put_back(self, before: Mapping[int, Task]) -> None:
        """Make tasks be as they were before one action of mine; of one that was changed since, what such an action changes."""
        names = (
            "state", "percent", "completed_at", "waiting_on", "waiting_on_id", "waiting_since", "waiting_side", "reason",
            "due", "due_zone", "due_all_day", "asleep_until", "own_owner", "own_owner_id", "host_owner", "host_owner_id",
            "lead", "lead_id", "priority", "categories", "marking",
        )  # fmt: skip

        def back(now: Task) -> Task:
            old = before[now.id]
            if now.version <= old.version + 1 and now.author == self._database.author:
                return replace(old, version=now.version)
            rfi = now.rfi
            if rfi is not None and old.rfi is not None:
                rfi = replace(rfi, status=old.rfi.status)
            return replace(now, rfi=rfi, **{name: getattr(old, name) for name in names})

        self.change(list(before), "Put a task back" if len(before) == 1 else "Put tasks back", back)

    def restore(self, ids: Sequence[int]) -> None:
        """Take tasks out of the trash."""
        History(self._database).restore(TASK, ids)

    def delete(self, ids: Sequence[int]) -> None:
        """Put tasks into the trash."""
        with self._database.write("Delete a task" if len(ids) == 1 else "Delete tasks") as transaction:
            self.delete_in(transaction, ids)

    def delete_in(self, transaction: Transaction, ids: Sequence[int]) -> None:
        """Put tasks into the trash inside a larger transaction."""
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

    def require_texts(self, texts: Mapping[str, Bilingual]) -> None:
        """Raise InvalidError for texts, by the name of their field, in which a marking above the ceiling stands."""
        profile = self.profile()
        problems = text_problems(texts, profile.ceiling, load_grammar(profile.policy), profile.home)
        if problems:
            raise InvalidError(problems)

    def _change_one(self, task_id: int, label: str, how: Callable[[Task], Task]) -> Task:
        changed = self.change([task_id], label, how)
        if not changed:
            raise NotFoundError("This task is not there any more.")
        return changed[0]

    def _save_and_follow(self, transaction: Transaction, tasks: Sequence[Task]) -> list[Task]:
        """Save tasks; of a recurring one that is done now the next begins, and goes again with a completion taken back."""
        before = self.tasks_in(transaction, [task.id for task in tasks if task.id])
        saved = self.save_in(transaction, tasks)
        for task in saved:
            was = before.get(task.id)
            if was is None or (task.state is TaskState.DONE) is (was.state is TaskState.DONE):
                continue
            done = task if task.state is TaskState.DONE else was
            following = self._following(done)
            if following is None:
                continue
            known = self.known(transaction, [following.uid]).get(following.uid)
            if done is was:
                if known is not None and recurring.is_untouched(known, following):
                    transaction.trash(store.TASK_TYPE, [known.id])
            elif known is None:
                self.save_in(transaction, [following])
            elif known.deleted_at is not None:
                self.save_in(transaction, [replace(following, id=known.id, version=known.version)])
        return saved

    def _following(self, task: Task) -> Task | None:
        """Return the task that follows a recurring one which was done; ``None``: nothing follows."""
        host_zone = self.profile().host_zone
        done = recurring.counted_from(task, task.completed_at or self._database.clock.now(), host_zone)
        return recurring.successor(task, done, task.due_zone or host_zone, self._next_by_rule)

    def _numbered(self, transaction: Transaction, task: Task) -> Task:
        """Return a request with its number: the next one of its direction in the year it was received, if it has none of its own."""
        rfi = task.rfi
        if rfi is None or task.kind is not TaskKind.RFI:
            return task
        connection = transaction.connection
        bearer = numbers.bearer_of(connection, rfi) if rfi.number else -1
        if bearer > 0 and bearer == task.id:
            return task
        if bearer:
            direction = rfis.direction_of(task)
            year = (rfi.received or self.today()).year
            number = numbers.next_number(connection, direction, year)
            rfi = replace(rfi, direction=direction, year=year, number=number)
        numbers.remember_number(connection, rfi)
        return replace(task, rfi=rfi)

    def _require_ends(self, transaction: Transaction, saved: Sequence[Task], before: Mapping[int, Task]) -> None:
        """Raise InvalidError where a task that was let wait for another one waits, in the end, for itself."""
        # A redo may have closed a ring: it must not bind hands.
        new = [
            one for one in saved if one.after_id and (one.id not in before or before[one.id].after_id != one.after_id)
        ]
        rings = store.waiting_for_themselves(transaction.connection) if new else ()
        for task in new:
            if task.id in rings:
                other = store.read_tasks(transaction.connection, [task.after_id])[task.after_id].title
                said = "“{title}” waits for this task already; each would wait for the other."
                raise InvalidError([Problem("after_id", said, (("title", other.host or other.home),))])
