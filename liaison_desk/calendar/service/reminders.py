"""Reminders that fall due, and what the officer does about them: put off, or had done with.

What falls due in the coming day is worked out once, a slice of events at a time, and kept; what changes is worked out
again for itself. Call everything on the database lane.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from liaison_desk.calendar.records import CALENDAR, EVENT, REMINDER, DueReminder, ReminderKey
from liaison_desk.calendar.store import reminders as store
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction

KEPT: Final = timedelta(days=14)
"""How long a reminder that nobody answered is told of."""
_REMEMBERED: Final = 2 * KEPT  # how long an answer is kept
_AHEAD: Final = timedelta(hours=36)
_ENOUGH: Final = timedelta(hours=24)
_BACK: Final = timedelta(hours=1)  # how far a clock may be set back before everything is worked out again
_SLICE: Final = 100
Stretch = tuple[datetime, datetime]


class Reminders:
    """The reminders of one desk for the officer who works at it: on a shared desk each has his own answers."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile
        self._lock = threading.Lock()  # a shared desk's notices come on a thread of their own
        self._told: list[ChangeSet] = []
        self._stretch: Stretch | None = None
        self._further: Stretch | None = None
        self._asked: datetime | None = None
        self._waiting: dict[
            int, bool
        ] = {}  # events to be worked out: for the whole stretch, or only for what it grew by
        self._schedule: dict[int, list[DueReminder]] = {}
        self._answers: dict[int, store.Answer] | None = None
        database.bus.subscribe(self._on_changed)

    def prepare(self, now: datetime) -> bool:
        """Work out a slice of what falls due until tomorrow; true when nothing is left to do."""
        self._take_notices()
        stretch, asked = self._stretch, self._asked or now
        if stretch is None or now < asked - _BACK or now >= stretch[1]:
            self._stretch = (now - KEPT, now + _AHEAD)
            self._schedule = {}
            self._waiting = dict.fromkeys(self._alarmed(self._stretch), True)
        elif now > stretch[1] - _ENOUGH:
            self._stretch, self._further = (now - KEPT, now + _AHEAD), (stretch[1], now + _AHEAD)
            self._forget_before(now - KEPT)
            # What has not been worked out by now is worked out whole.
            self._waiting = dict.fromkeys(self._alarmed(self._further), False) | dict.fromkeys(self._waiting, True)
        self._asked = now
        self._work_out(now)
        return not self._waiting

    def due(self, now: datetime) -> list[DueReminder]:
        """Return what fell due and was neither put off nor done with, the latest first; what is over is marked missed."""
        while not self.prepare(now):
            pass
        answers = {one.key: one.until for one in self._my_answers(now).values()}
        found: dict[ReminderKey, DueReminder] = {}
        for some in self._schedule.values():
            for one in some:
                if now - KEPT < one.due <= now and (one.key not in found or found[one.key].due < one.due):
                    found[one.key] = one
        again = {key: until for key, until in answers.items() if until is not None and now - KEPT < until <= now}
        with self._database.read() as connection:
            profile = self._profile()
            lost = store.read_put_off(
                connection, again.keys() - found.keys(), profile.host_zone, profile.officer_addresses
            )
        found |= {one.key: replace(one, due=again[one.key]) for one in lost}
        open_ = [
            replace(one, due=max(one.due, again[key]) if key in again else one.due, missed=one.ends <= now)
            for key, one in found.items()
            if key in again or key not in answers
        ]
        return sorted(open_, key=lambda one: (one.due, one.occurrence.event_id), reverse=True)

    def next_due(self, now: datetime) -> datetime | None:
        """Return the next instant a reminder falls due; ``None``: nothing before tomorrow, ask again within the day."""
        while not self.prepare(now):
            pass
        answers = {one.key: one.until for one in self._my_answers(now).values()}
        coming = [
            one.due
            for some in self._schedule.values()
            for one in some
            if one.due > now and one.key not in answers
        ]  # fmt: skip
        return min([*coming, *(until for until in answers.values() if until is not None and until > now)], default=None)

    def snooze(self, keys: Sequence[ReminderKey], until: datetime) -> None:
        """Snooze reminders until an instant, which must be still to come."""
        if until <= self._database.clock.now():
            raise InvalidError([Problem("until", "This time is over already. Choose a later one.")])
        self._answer(keys, until, "Snooze a reminder" if len(keys) == 1 else "Snooze reminders")

    def dismiss(self, keys: Sequence[ReminderKey]) -> None:
        """Have done with reminders."""
        self._answer(keys, None, "Dismiss a reminder" if len(keys) == 1 else "Dismiss reminders")

    def dismiss_all(self, now: datetime) -> int:
        """Have done with everything that is due; return how many reminders that were."""
        keys = [one.key for one in self.due(now)]
        self.dismiss(keys)
        return len(keys)

    def forget_old(self) -> int:
        """Erase the answers, of every officer, that change nothing any more; return how many there were.

        What fell due so long ago is told of no more, answered or not.
        """
        before = self._database.clock.now() - _REMEMBERED
        with self._database.read() as connection:
            if not store.read_old_answers(connection, before):
                return 0
        with self._database.write("Forget old reminders", action="purge") as transaction:
            old = store.read_old_answers(transaction.connection, before)  # one may have been given anew meanwhile
            store.erase_answers(transaction, old)
        return len(old)

    def answer_in(self, transaction: Transaction, keys: Sequence[ReminderKey], until: datetime | None) -> None:
        """Put reminders off until an instant, or have done with them (``None``), inside a larger transaction."""
        answers = [store.Answer(key, until) for key in dict.fromkeys(keys)]
        store.save_answers(transaction, answers, self._database.author)

    def _answer(self, keys: Sequence[ReminderKey], until: datetime | None, label: str) -> None:
        if keys:
            with self._database.write(label) as transaction:
                self.answer_in(transaction, keys, until)

    # What is kept -----------------------------------------------------------------------------------------------------

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(EVENT, CALENDAR, REMINDER, "profile"):
            with self._lock:
                self._told.append(changes)

    def _take_notices(self) -> None:
        """Have worked out again what was changed since."""
        with self._lock:
            told, self._told = self._told, []
        for changes in told:
            if changes.touches(CALENDAR, "profile"):  # names, colours, the trash; where a day begins
                self._stretch = None
            elif self._stretch is not None:
                self._waiting |= dict.fromkeys(changes.ids.get(EVENT, ()), True)
            ids = changes.ids.get(REMINDER, frozenset())
            if ids and self._answers is not None:
                with self._database.read() as connection:
                    read = store.read_answers(connection, self._database.author, ids=ids)
                self._answers = {id_: one for id_, one in (self._answers | read).items() if one is not None}

    def _my_answers(self, now: datetime) -> dict[int, store.Answer]:
        if self._answers is None:
            with self._database.read() as connection:
                read = store.read_answers(connection, self._database.author, since=now - _REMEMBERED)
            self._answers = {id_: one for id_, one in read.items() if one is not None}
        return self._answers

    def _alarmed(self, stretch: Stretch) -> list[int]:
        with self._database.read() as connection:
            return store.read_alarmed(connection, *stretch)

    def _work_out(self, now: datetime) -> None:
        """Work out the next slice of what waits."""
        if not self._waiting:
            return
        whole = next(iter(self._waiting.values()))
        stretch = self._stretch if whole else self._further
        assert stretch is not None
        ids = [id_ for id_, one in self._waiting.items() if one is whole][:_SLICE]
        with self._database.read() as connection:
            profile = self._profile()
            found = store.read_schedule(connection, ids, *stretch, now, profile.host_zone, profile.officer_addresses)
        for id_ in ids:
            del self._waiting[id_]
            kept = [] if whole else self._schedule.get(id_, [])
            self._schedule[id_] = [*kept, *found.get(id_, [])]
            if not self._schedule[id_]:
                del self._schedule[id_]

    def _forget_before(self, since: datetime) -> None:
        kept = ((id_, [one for one in some if one.due >= since]) for id_, some in self._schedule.items())
        self._schedule = {id_: some for id_, some in kept if some}
