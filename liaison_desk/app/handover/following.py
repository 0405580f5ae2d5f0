"""What the desk's own rules make of what came in: what was frozen stays final, and plans and days follow what they are counted from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from liaison_desk.app.desk import Desk
from liaison_desk.app.handover.comparing import LeftOut, Plan
from liaison_desk.app.handover.sides import Key
from liaison_desk.app.incoming.batch import Batch, Tally
from liaison_desk.app.incoming.exercises import ArrivingEvents, ArrivingTasks, let_follow
from liaison_desk.calendar.records import EVENT
from liaison_desk.domain.record import Record
from liaison_desk.exchange.result import Entry
from liaison_desk.exercises.records import EXERCISE, MILESTONE
from liaison_desk.exercises.service.marking import Before
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import MEETING, PORTION
from liaison_desk.partnership.records import VISIT, Visit
from liaison_desk.tasks.records import TASK

R = TypeVar("R", bound=Record)


class Following:
    """Made before anything is written, for some rules ask what there was."""

    def __init__(self, desk: Desk, transaction: Transaction, chosen: Plan) -> None:
        self._desk = desk
        self._transaction = transaction
        self._chosen = chosen
        exercises, milestones = self._uids(EXERCISE), self._uids(MILESTONE)
        self._before = Before(
            _by_id(desk.exercises.known(transaction, exercises).values()) if exercises else {},
            _by_id(desk.plans.known(transaction, milestones).values()) if milestones else {},
        )
        self._visits = self._visits_now()

    def settle(self, numbers: Mapping[Key, int]) -> list[LeftOut]:
        """Let all of it follow; returns what is to be said of it."""
        self._settle_minutes(numbers)
        self._desk.visits.follow(self._transaction, self._visits, self._visits_now().values())
        desk, transaction, tally = self._desk, self._transaction, Tally()
        exercises = desk.exercises.known(transaction, self._uids(EXERCISE)).values()
        milestones = desk.plans.known(transaction, self._uids(MILESTONE)).values()
        batch = Batch(
            exercises=[Entry(one, 0) for one in exercises], milestones=[Entry(one, 0) for one in milestones], whole=True
        )
        events, tasks = ArrivingEvents(desk), ArrivingTasks(desk)
        events.saved = _by_id(desk.calendars.known(transaction, self._uids(EVENT, moved=True)).values())
        tasks.saved = _by_id(desk.tasks.known(transaction, self._uids(TASK, moved=True)).values())
        if batch.exercises or batch.milestones:
            let_follow(desk, transaction, batch, (events, tasks), self._before, tally)
        else:
            if events.saved:
                desk.events_moved(transaction, list(events.saved.values()))
            if tasks.saved:
                desk.tasks_changed(transaction, list(tasks.saved.values()))
        return [LeftOut(EXERCISE, "", one.text, tuple(one.values.items())) for one in tally.problems]

    def _visits_now(self) -> dict[int, Visit]:
        """Return the visits that were here before and come in changed, as they stand now."""
        return _by_id(self._desk.visits.known(self._transaction, self._uids(VISIT, moved=True)).values())

    def _settle_minutes(self, numbers: Mapping[Key, int]) -> None:
        owners = {numbers[key] for key in self._chosen.takes if key[0] == MEETING}
        portions = [numbers[key] for key in self._chosen.takes if key[0] == PORTION]
        written = self._transaction.types[PORTION].read(self._transaction.connection, portions)
        owners |= {shot.row["meeting_id"] for shot in written.values()}
        self._desk.minutes.settle_in(self._transaction, sorted(owners))

    def _uids(self, kind: str, *, moved: bool = False) -> Sequence[str]:
        """Return the uids of what comes in of a kind; ``moved``: of what was here before."""
        takes = self._chosen.takes.values()
        return [one.uid for one in takes if one.type.kind == kind and (one.before is not None or not moved)]


def _by_id(records: Iterable[R]) -> dict[int, R]:
    return {one.id: one for one in records}
