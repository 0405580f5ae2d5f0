"""Milestones follow what they became: an event dragged in the calendar, a task put off or done, inside the same transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import EventStands, Milestone, MilestoneState, Strayed, TaskStands
from liaison_desk.exercises.rules import planning as rules
from liaison_desk.exercises.rules.standing import day_of_task, days_of_event
from liaison_desk.exercises.service.outputs import Outputs
from liaison_desk.exercises.service.plans import PlanBook
from liaison_desk.exercises.store import exercises as exercise_store
from liaison_desk.exercises.store import milestones as store
from liaison_desk.exercises.store import strayed as strayed_store
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
        for milestone in store.milestones_of(transaction.connection, events=known):
            if rules.is_fixed(milestone):
                continue
            zone = self._zone_of(transaction, milestone)
            first, last, at = days_of_event(known[milestone.event_id], zone, self._profile().host_zone)
            if (first, last) != (milestone.first, milestone.last):
                self._plans.move_in(transaction, replace(milestone, at=at), first, last)
            elif at != milestone.at:
                self._plans.change_in(transaction, milestone.exercise_id, [replace(milestone, at=at)])

    def tasks_changed(self, transaction: Transaction, tasks: Sequence[TaskStands]) -> None:
        """Let milestones be done with their tasks, and unlocked ones take the day on which the task is due now."""
        known = {one.task_id: one for one in tasks}
        for milestone in store.milestones_of(transaction.connection, tasks=known):
            task, state = known[milestone.task_id], milestone.state
            if state is not MilestoneState.CANCELLED and task.done is not (state is MilestoneState.DONE):
                state = MilestoneState.DONE if task.done else MilestoneState.PLANNED
                self._plans.change_in(transaction, milestone.exercise_id, [replace(milestone, state=state)])
                continue
            if rules.is_fixed(milestone):
                continue
            day = day_of_task(task, self._zone_of(transaction, milestone), self._profile().host_zone)
            if day is not None and day != milestone.last:
                self._plans.move_in(transaction, milestone, milestone.first + (day - milestone.last), day)

    def strayed(self, event_ids: Sequence[int] | None = None) -> list[Strayed]:
        """Return locked milestones, and exercises, that stand elsewhere than their events (of these events alone, if given)."""
        host_zone, found = self._profile().host_zone, []
        with self._database.read() as connection:
            held = strayed_store.held_with_events(connection, event_ids)
            running = strayed_store.exercises_with_events(connection, event_ids)
            milestones = store.read_milestones(connection, [id_ for id_, _ in held])
            owners = {one.exercise_id for one in milestones.values()} | {id_ for id_, _ in running}
            exercises = exercise_store.read_exercises(connection, sorted(owners))
        for id_, event in held:
            one = milestones[id_]
            first, last, _ = days_of_event(event, exercises[one.exercise_id].zone, host_zone)
            if (first, last) != (one.first, one.last):
                was = (one.first, one.last)
                found.append(Strayed(one.exercise_id, one.id, one.title, was, first, last, event.event_id))
        for id_, event in running:
            first, last, _ = days_of_event(event, exercises[id_].zone, host_zone)
            was = rules.dates_of(exercises[id_])
            if (first, last) != was:
                found.append(Strayed(id_, 0, exercises[id_].name, was, first, last, event.event_id))
        return found

    def agree(self, strayed: Strayed) -> None:
        """Agree a locked milestone anew on the days where its event stands; STARTEX is not agreed so: its plan is tried out first."""

        def there(one: Milestone) -> Milestone:
            return replace(one, first=strayed.first, last=strayed.last)

        self._plans.change([strayed.milestone_id], "Move a milestone", there)

    def put_back(self, strayed: Strayed) -> None:
        """Put the event back to where its milestone, or the exercise, is agreed to be."""
        with self._database.write("Put an event back") as transaction:
            self._outputs.put_event(transaction, strayed.event_id, *strayed.was)

    def _zone_of(self, transaction: Transaction, milestone: Milestone) -> str:
        found = exercise_store.read_exercises(transaction.connection, [milestone.exercise_id])
        return found[milestone.exercise_id].zone
