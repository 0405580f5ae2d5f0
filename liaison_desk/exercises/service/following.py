"""Milestones follow what they became: an event dragged in the calendar, a task put off or done, inside the same transaction."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import EventStands, Milestone, MilestoneState, Plan, Strayed, TaskStands
from liaison_desk.exercises.rules import planning as rules
from liaison_desk.exercises.rules.standing import day_of_task, days_of_event
from liaison_desk.exercises.service.outputs import Outputs
from liaison_desk.exercises.service.plans import PlanBook
from liaison_desk.exercises.store import exercises as exercise_store
from liaison_desk.exercises.store import milestones as store
from liaison_desk.exercises.store import strayed as strayed_store
from liaison_desk.foundation.core.errors import NotFoundError, StaleError
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction


class Following:
    """Lets milestones follow their events and tasks. Locked ones stay, and are told of as strayed, for somebody to decide."""

    def __init__(
        self, database: Database, profile: Callable[[], DeskProfile], plans: PlanBook, outputs: Outputs
    ) -> None:
        self._database = database
        self._profile = profile
        self._plans = plans
        self._outputs = outputs

    def events_moved(self, transaction: Transaction, events: Sequence[EventStands]) -> None:
        """Let unlocked milestones take the days on which their events stand now, and what counts from them move along."""
        known = {one.event_id: one for one in events}
        found = store.milestones_of(transaction.connection, events=known)
        zones = self._zones(transaction, found)
        wanted = [
            (one, self._there(one, known[one.event_id], zones[one.exercise_id]))
            for one in found
            if not rules.is_fixed(one)
        ]
        self._follow(transaction, wanted)

    def tasks_changed(self, transaction: Transaction, tasks: Sequence[TaskStands]) -> None:
        """Let milestones be done with their tasks, and unlocked ones take the day on which the task is due now."""
        known = {one.task_id: one for one in tasks}
        found = store.milestones_of(transaction.connection, tasks=known)
        zones, wanted = self._zones(transaction, found), []
        for one in found:
            task, state = known[one.task_id], one.state
            if state is not MilestoneState.CANCELLED and task.done is not (state is MilestoneState.DONE):
                state = MilestoneState.DONE if task.done else MilestoneState.PLANNED
                wanted.append((one, replace(one, state=state)))
            elif not rules.is_fixed(one):
                wanted.append((one, self._there(one, task, zones[one.exercise_id])))
        self._follow(transaction, wanted)

    def strayed(self, event_ids: Sequence[int] | None = None, task_ids: Sequence[int] | None = None) -> list[Strayed]:
        """Return the milestones that are ahead, and exercises, that stand elsewhere than their events or tasks (of these alone, if given).

        Locked ones do not follow; another does not if its event or task came out of the trash, or from another desk, on other days.
        """
        if event_ids is not None or task_ids is not None:
            event_ids, task_ids = event_ids or (), task_ids or ()
        found = []
        with self._database.read() as connection:
            ahead: list[tuple[int, EventStands | TaskStands]] = [
                *strayed_store.milestones_with_events(connection, event_ids),
                *strayed_store.milestones_with_tasks(connection, task_ids),
            ]
            running = strayed_store.exercises_with_events(connection, event_ids)
            milestones = store.read_milestones(connection, [id_ for id_, _ in ahead])
            owners = {one.exercise_id for one in milestones.values()} | {id_ for id_, _ in running}
            exercises = exercise_store.read_exercises(connection, sorted(owners))
        for id_, stands in ahead:
            one = milestones[id_]
            there, was = self._there(one, stands, exercises[one.exercise_id].zone), (one.first, one.last)
            if (there.first, there.last) != was:
                made = (stands.event_id, 0) if isinstance(stands, EventStands) else (0, stands.task_id)
                gone = Strayed(
                    one.exercise_id, one.id, one.title, was, there.first, there.last, made[0], one.held, made[1]
                )
                found.append(gone)
        for id_, event in running:
            first, last, _ = days_of_event(event, exercises[id_].zone, self._profile().host_zone)
            was = rules.dates_of(exercises[id_])
            if (first, last) != was:
                found.append(Strayed(id_, 0, exercises[id_].name, was, first, last, event.event_id))
        return found

    def strayed_of(self, plan: Plan) -> list[Strayed]:
        """Return what of one plan, and of its exercise, stands elsewhere than its event or its task."""
        events = [plan.exercise.event_id, *(one.event_id for one in plan.milestones)]
        return self.strayed(list(filter(None, events)), [one.task_id for one in plan.milestones if one.task_id])

    def agree(self, strayed: Strayed) -> None:
        """Put a milestone on the days where its event or its task stands: a locked one is agreed anew, another takes them as its rule.

        STARTEX is not agreed so: its plan is tried out first. Raises StaleError when either was moved again meanwhile,
        NotFoundError when one of both is not there any more.
        """
        with self._database.write("Move a milestone") as transaction:
            connection = transaction.connection
            stands: EventStands | TaskStands | None
            if strayed.task_id:
                stands = dict(strayed_store.milestones_with_tasks(connection, [strayed.task_id])).get(
                    strayed.milestone_id
                )
            else:
                stands = dict(strayed_store.milestones_with_events(connection, [strayed.event_id])).get(
                    strayed.milestone_id
                )
            if stands is None:
                raise NotFoundError("This milestone is not there any more.")
            one = store.read_milestones(connection, [strayed.milestone_id])[strayed.milestone_id]
            there = self._there(one, stands, self._zones(transaction, [one])[one.exercise_id])
            if (there.first, there.last) != (strayed.first, strayed.last):
                if strayed.task_id:
                    raise StaleError(
                        "The task has been put off again meanwhile. Look at it before you move the milestone."
                    )
                raise StaleError("The event has been moved again meanwhile. Look at it before you move the milestone.")
            self._plans.follow_in(transaction, one.exercise_id, [there])

    def put_back(self, strayed: Strayed) -> None:
        """Put the event or the task back to where its milestone, or the exercise, stands by now; raises NotFoundError."""
        with self._database.write("Put a task back" if strayed.task_id else "Put an event back") as transaction:
            connection = transaction.connection
            exercise = exercise_store.read_exercises(connection, [strayed.exercise_id]).get(strayed.exercise_id)
            one = store.read_milestones(connection, [strayed.milestone_id]).get(strayed.milestone_id)
            agreed = one if strayed.milestone_id else exercise
            if exercise is None or agreed is None or agreed.deleted_at is not None or not exercise.dated:
                raise NotFoundError("What this belongs to is not there any more.")
            if one is not None and strayed.task_id:
                self._outputs.put_task(transaction, strayed.task_id, one, exercise)
                return
            days = (one.first, one.last) if one is not None else rules.dates_of(exercise)
            self._outputs.put_event(transaction, strayed.event_id, *days, exercise.zone)

    def _follow(self, transaction: Transaction, wanted: Sequence[tuple[Milestone, Milestone]]) -> None:
        """Change the milestones that are to be otherwise, those of one exercise together: they may count from each other."""
        changed: defaultdict[int, list[Milestone]] = defaultdict(list)
        for was, now in wanted:
            if now != was:
                changed[now.exercise_id].append(now)
        for exercise_id, milestones in changed.items():
            self._plans.follow_in(transaction, exercise_id, milestones)

    def _there(self, one: Milestone, stands: EventStands | TaskStands, zone: str) -> Milestone:
        """Return a milestone as it is where its event or its task stands; one whose task has no suspense stays."""
        host_zone = self._profile().host_zone
        if isinstance(stands, EventStands):
            first, last, at = days_of_event(stands, zone, host_zone)
            return replace(one, first=first, last=last, at=at)
        day = day_of_task(stands, zone, host_zone) or one.last
        return replace(one, first=one.first + (day - one.last), last=day)

    def _zones(self, transaction: Transaction, milestones: Sequence[Milestone]) -> dict[int, str]:
        ids = sorted({one.exercise_id for one in milestones})
        return {id_: one.zone for id_, one in exercise_store.read_exercises(transaction.connection, ids).items()}
