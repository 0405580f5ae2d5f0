"""Battle rhythm: the inputs of an event's card become tasks, in one transaction with the event, and follow it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from liaison_desk.calendar.records import EVENT, Event
from liaison_desk.calendar.rules import rhythm as rules
from liaison_desk.calendar.rules.rhythm import Deed, Step
from liaison_desk.calendar.store import events as store
from liaison_desk.calendar.store import rhythm as reading
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.ids import uuid7
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import UNASKED, Transaction

_NONE = timedelta()
_LOOKED_BACK = timedelta(days=200)
_LOOKED_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What the tasks are to do for an input: make one (``task_id`` 0), change, cancel, open again, or only name it anew."""

    deed: Deed
    task_id: int
    source_kind: str
    source_id: int
    source_uid: str
    source: str
    marking: Marking | None
    title: Bilingual
    to: str
    due: datetime | None
    due_zone: str
    due_all_day: bool
    reason: str


KeepTasks = Callable[[Transaction, Sequence[AskedFor]], None]


class Rhythm:
    """Makes tasks of the inputs of cards. ``keep`` writes them inside the same transaction; the desk gives it."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], keep: KeepTasks) -> None:
        self._database = database
        self._profile = profile
        self._keep = keep

    def settle(self) -> None:
        """Make the tasks that have come near, and withdraw those that nothing asks for; a second time changes nothing.

        The desk does so by itself, so that undo, which is for what the officer did, goes past it.
        """
        now = self._database.clock.now()
        with self._database.read() as connection:
            ids = set(reading.read_rhythmic(connection, now, now + _LOOKED_AHEAD))
            tasks = reading.tasks_of(connection, None, self._withdrawn, now - _LOOKED_BACK)
            ids |= {id_ for id_, some in tasks.items() if any(one.open or one.withdrawn for one in some)}
            events = store.read_events(connection, sorted(ids))
            away = reading.in_trash(connection, ids)
        wanting = [
            id_ for id_, event in events.items() if self._steps(None if id_ in away else event, tasks.get(id_, []))
        ]
        if wanting:
            with self._database.write("Make tasks of the battle rhythm", action=UNASKED) as transaction:
                self.follow(transaction, wanting)

    def follow(
        self, transaction: Transaction, ids: Iterable[int], before: Mapping[int, Event] | None = None,
        shifts: Mapping[int, timedelta] | None = None, *, makes: bool = True,
    ) -> None:  # fmt: skip
        """Let the tasks of events be as the transaction now sees their cards.

        ``before`` are the events as they were, ``shifts`` how far their occurrences moved where that is not told by them.
        Without ``makes`` there is no new task.
        """
        before, connection = before or {}, transaction.connection
        wanted = sorted(set(ids))
        if not wanted:
            return
        events = store.read_events(connection, wanted)
        away, tasks = reading.in_trash(connection, wanted), reading.tasks_of(connection, wanted, self._withdrawn)
        asked = []
        for id_, event in events.items():
            was = before.get(id_)
            shift = (shifts or {}).get(id_, event.start - was.start if was is not None else _NONE)
            there = None if id_ in away else event
            found = self._steps(there, tasks.get(id_, []), was, shift)
            asked += [self._asked(event, one) for one in found if makes or one.deed is not Deed.MAKE]
        if asked:
            self._keep(transaction, asked)

    def take_in(self, transaction: Transaction, ids: Sequence[int]) -> None:
        """Let the cards of events that came in have their tasks: those that came along with them, else new ones."""
        events = self.before(transaction, ids)
        if not events:
            return
        owners = {one.key: event for event in events.values() if event.rhythm for one in event.rhythm.inputs}
        found = reading.strays(transaction.connection).items()
        named = [self._asked(owners[key], Step(Deed.NAME, id_, key, at)) for id_, (key, at) in found if key in owners]
        if named:
            self._keep(transaction, named)
        self.follow(transaction, events)

    def hand_over(self, transaction: Transaction, old: Event, new: Event, at: datetime) -> None:
        """Give the tasks of the occurrences from ``at`` on to the series that goes on from there."""
        tasks = reading.tasks_of(transaction.connection, [old.id], self._withdrawn).get(old.id, [])
        mine = [one for one in tasks if one.at >= at]
        named = [self._asked(new, Step(Deed.NAME, one.id, one.key, one.at)) for one in mine]
        if named:
            self._keep(transaction, named)

    def before(self, transaction: Transaction, ids: Sequence[int]) -> dict[int, Event]:
        """Return those of these events that have a card, as they are before they are written."""
        among = reading.rhythmic_among(transaction.connection, ids)
        return store.read_events(transaction.connection, among) if among else {}

    def of_calendars(self, transaction: Transaction, calendar_ids: Sequence[int]) -> list[int]:
        """Return the events with a card in calendars."""
        return reading.rhythmic_in(transaction.connection, calendar_ids)

    def keyed(self, event: Event) -> Event:
        """Return an event whose inputs all have a key."""
        return rules.keyed(event, self._keys())

    @property
    def _withdrawn(self) -> str:
        words = self._profile().named(rules.NOT_TAKING_PLACE.host, rules.NOT_TAKING_PLACE.home)
        return " / ".join(filter(None, (words.host, words.home)))

    def _keys(self) -> Iterator[str]:
        while True:
            yield uuid7(self._database.clock.now(), self._database.random)

    def _steps(
        self, event: Event | None, tasks: Sequence[rules.InputTask], before: Event | None = None, shift: timedelta = _NONE
    ) -> list[Step]:  # fmt: skip
        return rules.steps(event, tasks, self._database.clock.now(), self._profile().host_zone, before, shift)

    def _asked(self, event: Event, step: Step) -> AskedFor:
        due = step.due
        return AskedFor(
            step.deed, step.task_id, EVENT, event.id, step.uid, event.title.host or event.title.home, event.marking,
            step.asked.what if step.asked is not None else Bilingual(), step.asked.to if step.asked is not None else "",
            due.due if due is not None else None, due.zone if due is not None else "", due is not None and due.all_day,
            self._withdrawn if step.deed is Deed.CANCEL else "",
        )  # fmt: skip
