"""Exercises of an archive as they come in: taken as they stand, so that no plan is reckoned twice and nothing is made of it twice.

Events and tasks come in beside them, without telling the plans that they moved: the milestones of the archive say it themselves.
What those do not speak of is told, and reckoned, at the end.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.batch import Batch, Tally
from liaison_desk.calendar.records import Event
from liaison_desk.exercises.records import Exercise, Milestone
from liaison_desk.exercises.service.marking import Before
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks.records import Task


class ArrivingExercises:
    """Keeps the exercises of an archive; their plans stay as they are."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.known = desk.exercises.known
        self.require_valid = desk.exercises.require_valid

    def save_in(self, transaction: Transaction, exercises: Sequence[Exercise]) -> list[Exercise]:
        """Add or change exercises; one that comes without its event keeps the one it has here."""
        before = {one.id: one for one in self.known(transaction, [one.uid for one in exercises]).values()}
        kept = [
            replace(one, event_id=one.event_id or before[one.id].event_id) if one.id in before else one
            for one in exercises
        ]
        return self._desk.exercises.import_in(transaction, kept)


class ArrivingMilestones:
    """Keeps the milestones of an archive as they are."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.known = desk.plans.known
        self.require_valid = desk.plans.require_valid

    def save_in(self, transaction: Transaction, milestones: Sequence[Milestone]) -> list[Milestone]:
        """Add or change milestones; one that comes without its event or its task keeps the one it has here."""
        before = {one.id: one for one in self.known(transaction, [one.uid for one in milestones]).values()}

        def kept(one: Milestone) -> Milestone:
            was = before.get(one.id, one)
            return replace(one, event_id=one.event_id or was.event_id, task_id=one.task_id or was.task_id)

        return self._desk.plans.import_in(transaction, [kept(one) for one in milestones])


class ArrivingEvents:
    """Keeps the events of an archive that has milestones of its own; ``saved`` are those that were."""

    def __init__(self, desk: Desk) -> None:
        self._calendars = desk.calendars
        self.known = desk.calendars.known
        self.require_valid = desk.calendars.require_valid
        self.saved: dict[int, Event] = {}

    def save_in(self, transaction: Transaction, events: Sequence[Event]) -> list[Event]:
        """Add or change events; no milestone follows them yet."""
        saved = self._calendars.save_in(transaction, events, told=False)
        self.saved |= {one.id: one for one in saved}
        return saved


class ArrivingTasks:
    """Keeps the tasks of an archive that has milestones of its own; ``saved`` are those that were."""

    def __init__(self, desk: Desk) -> None:
        self._tasks = desk.tasks
        self.known = desk.tasks.known
        self.require_valid = desk.tasks.require_valid
        self.saved: dict[int, Task] = {}

    def save_in(self, transaction: Transaction, tasks: Sequence[Task]) -> list[Task]:
        """Add or change tasks; no milestone follows them yet."""
        saved = self._tasks.save_in(transaction, tasks, told=False)
        self.saved |= {one.id: one for one in saved}
        return saved


def as_they_stand(desk: Desk, transaction: Transaction, batch: Batch) -> Before:
    """Return the exercises and milestones that an archive speaks of as this desk has them."""
    exercises = [entry.record.uid for entry in batch.exercises]
    milestones = [entry.record.uid for entry in batch.milestones]
    return Before(
        {one.id: one for one in desk.exercises.known(transaction, exercises).values()} if exercises else {},
        {one.id: one for one in desk.plans.known(transaction, milestones).values()} if milestones else {},
    )


def let_follow(
    desk: Desk,
    transaction: Transaction,
    batch: Batch,
    arrived: tuple[ArrivingEvents, ArrivingTasks] | None,
    before: Before,
    tally: Tally,
) -> None:
    """Let milestones that the archive does not speak of follow the events, tasks and exercises it brought; without ``arrived`` they have.

    What is marked more strictly than ``before`` leaves nothing it became here marked as it was.
    """
    if not (batch.exercises or batch.milestones):
        return
    milestones = desk.plans.known(transaction, [entry.record.uid for entry in batch.milestones]).values()
    if arrived is not None:
        events, tasks = arrived
        spoken = {one.event_id for one in milestones}, {one.task_id for one in milestones}
        if left := [one for id_, one in events.saved.items() if id_ not in spoken[0]]:
            desk.events_moved(transaction, left)
        if rest := [one for id_, one in tasks.saved.items() if id_ not in spoken[1]]:
            desk.tasks_changed(transaction, rest)
    _reckon(desk, transaction, batch, milestones, tally)
    desk.plans.follow_markings(transaction, before)


def _reckon(desk: Desk, transaction: Transaction, batch: Batch, brought: Collection[Milestone], tally: Tally) -> None:
    """Reckon the plans that have milestones of this desk beside those of the archive, whose dates may have moved."""
    known = desk.exercises.known(transaction, [entry.record.uid for entry in batch.exercises])
    ids = {one.id for one in brought}
    plans = desk.plans.plans_in(transaction, [one.id for one in known.values()])
    for entry in batch.exercises:
        exercise = known.get(entry.record.uid)
        if exercise is None or all(one.id in ids for one in plans.get(exercise.id, ())):
            continue
        try:
            with transaction.attempt():
                desk.plans.settle_in(transaction, exercise.id, ids)
        except DeskError as error:
            tally.tell(entry.line, error.text, **error.values)
