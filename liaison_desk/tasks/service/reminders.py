"""Reminders of tasks that fall due, and what the officer does about them: put off, or had done with.

What falls due in the coming day is read once and kept; of what changes only that is read again. Finished tasks and those in
the trash never ring. Call everything on the database lane.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks.records import TASK, TASK_REMINDER, DueTask, TaskReminderKey
from liaison_desk.tasks.store import reminders as store

KEPT: Final = timedelta(days=14)
"""How long a reminder that nobody answered is told of."""
_REMEMBERED: Final = 2 * KEPT  # how long an answer is kept
_AHEAD: Final = timedelta(hours=36)
_ENOUGH: Final = timedelta(hours=24)
_BACK: Final = timedelta(hours=1)  # how far a clock may be set back before everything is read again


class TaskReminders:
    """The reminders of one desk's tasks for the officer who works at it: on a shared desk each has his own answers."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile
        self._lock = threading.Lock()  # a shared desk's notices come on a thread of their own
        self._told: list[ChangeSet] = []
        self._stretch: tuple[datetime, datetime] | None = None
        self._asked: datetime | None = None
        self._schedule: dict[int, list[DueTask]] = {}
        self._answers: dict[int, store.Answer] | None = None
        database.bus.subscribe(self._on_changed)

    def prepare(self, now: datetime) -> bool:
        """Read what falls due until tomorrow, as far as that is not known; always true, for it is one look into an index."""
        changed = self._take_notices()
        stretch, asked = self._stretch, self._asked or now
        if stretch is None or now < asked - _BACK or now > stretch[1] - _ENOUGH:
            self._stretch = (now - KEPT, now + _AHEAD)
            self._schedule = self._read(None, now)
        elif changed:
            kept = {id_: some for id_, some in self._schedule.items() if id_ not in changed}
            self._schedule = kept | self._read(changed, now)
        self._asked = now
        return True

    def due(self, now: datetime) -> list[DueTask]:
        """Return what fell due and was neither put off nor done with, the latest first."""
        self.prepare(now)
        answers = {one.key: one.until for one in self._my_answers(now).values()}
        found = {one.key: one for some in self._schedule.values() for one in some if now - KEPT < one.due <= now}
        again = {key: until for key, until in answers.items() if until is not None and now - KEPT < until <= now}
        with self._database.read() as connection:
            lost = store.read_put_off(connection, again.keys() - found.keys(), self._profile().host_zone)
        found |= {one.key: one for one in lost}
        open_ = [
            replace(one, due=max(one.due, again[key])) if key in again else one
            for key, one in found.items()
            if key in again or key not in answers
        ]
        return sorted(open_, key=lambda one: (one.due, one.task.id), reverse=True)

    def next_due(self, now: datetime) -> datetime | None:
        """Return the next instant a reminder falls due; ``None``: nothing before tomorrow, ask again within the day."""
        self.prepare(now)
        answers = {one.key: one.until for one in self._my_answers(now).values()}
        coming = [
            one.due for some in self._schedule.values() for one in some if one.due > now and one.key not in answers
        ]
        return min([*coming, *(until for until in answers.values() if until is not None and until > now)], default=None)

    def snooze(self, keys: Sequence[TaskReminderKey], until: datetime) -> None:
        """Snooze reminders until an instant, which must be still to come."""
        if until <= self._database.clock.now():
            raise InvalidError([Problem("until", "This time is over already. Choose a later one.")])
        with self._database.write("Snooze a reminder" if len(keys) == 1 else "Snooze reminders") as transaction:
            self.answer_in(transaction, keys, until)

    def dismiss(self, keys: Sequence[TaskReminderKey]) -> None:
        """Have done with reminders."""
        with self._database.write("Dismiss a reminder" if len(keys) == 1 else "Dismiss reminders") as transaction:
            self.answer_in(transaction, keys, None)

    def answer_in(self, transaction: Transaction, keys: Sequence[TaskReminderKey], until: datetime | None) -> None:
        """Put reminders off until an instant, or have done with them (``None``), inside a larger transaction."""
        answers = [store.Answer(key, until) for key in dict.fromkeys(keys)]
        store.save_answers(transaction, answers, self._database.author)

    def forget_old(self) -> int:
        """Erase the answers, of every officer, that change nothing any more; return how many there were."""
        before = self._database.clock.now() - _REMEMBERED
        with self._database.read() as connection:
            if not store.read_old_answers(connection, before):
                return 0
        with self._database.write("Forget old reminders", action="purge") as transaction:
            old = store.read_old_answers(transaction.connection, before)  # one may have been given anew meanwhile
            store.erase_answers(transaction, old)
        return len(old)

    def _read(self, ids: set[int] | None, now: datetime) -> dict[int, list[DueTask]]:
        assert self._stretch is not None
        with self._database.read() as connection:
            return store.read_schedule(connection, *self._stretch, now, self._profile().host_zone, ids)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(TASK, TASK_REMINDER, "profile"):
            with self._lock:
                self._told.append(changes)

    def _take_notices(self) -> set[int]:
        """Take in what was changed since; return the ids of the tasks among it."""
        with self._lock:
            told, self._told = self._told, []
        changed: set[int] = set()
        for changes in told:
            if changes.touches("profile"):  # where a day begins
                self._stretch = None
            changed |= changes.ids.get(TASK, frozenset())
            ids = changes.ids.get(TASK_REMINDER, frozenset())
            if ids and self._answers is not None:
                with self._database.read() as connection:
                    read = store.read_answers(connection, self._database.author, ids=ids)
                self._answers = {id_: one for id_, one in (self._answers | read).items() if one is not None}
        return changed

    def _my_answers(self, now: datetime) -> dict[int, store.Answer]:
        if self._answers is None:
            with self._database.read() as connection:
                read = store.read_answers(connection, self._database.author, since=now - _REMEMBERED)
            self._answers = {id_: one for id_, one in read.items() if one is not None}
        return self._answers
