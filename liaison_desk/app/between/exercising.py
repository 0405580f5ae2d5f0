"""What milestones and exercises become in the calendar and among the tasks, written inside the transaction that moves them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from liaison_desk.app.between.exercise_marking import followed, marked_after
from liaison_desk.calendar.records import Calendar, Event, Status
from liaison_desk.calendar.service import Calendars
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.categories import VISIT_REQUEST
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.release import ReleaseRules, rules_of
from liaison_desk.exercises.records import (
    LESSON,
    MILESTONE,
    EventStands,
    Exercise,
    Lesson,
    Makes,
    Milestone,
    MilestoneState,
    OwnerSide,
    TaskStands,
)
from liaison_desk.exercises.rules.marking import marked_with
from liaison_desk.exercises.rules.standing import day_of_task, days_of_event, span_of, title_of
from liaison_desk.exercises.service.outputs import Made, Remarked
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.tasks.records import Task, TaskState
from liaison_desk.tasks.service import Tasks

PALETTE = "exercises"
_CANCELLED = ("The milestone is cancelled.", "マイルストーンの取消し")
_TASKS = frozenset({Makes.TASK, Makes.VISIT})


class ExerciseOutputs:
    """Keeps events and tasks in step with milestones. What somebody has renamed keeps its name; what is in the trash stays there.

    How they are marked follows wherever they are, for what comes out of the trash says no less than it did.
    """

    def __init__(self, calendars: Calendars, tasks: Tasks) -> None:
        self._calendars = calendars
        self._tasks = tasks

    def keep(
        self,
        transaction: Transaction,
        was: Exercise | None,
        exercise: Exercise,
        before: Mapping[int, Milestone],
        after: Sequence[Milestone],
    ) -> dict[int, Made]:
        """Make, move, name or withdraw the events and tasks of milestones; return what those have that were given new ones."""
        old = was or exercise
        made = {one.id: Made(one.event_id, one.task_id) for one in after}
        events, gone = self._events(transaction, (old, exercise), before, after)
        written = self._calendars.save_in(transaction, [event for _, event in events], told=False)
        self._calendars.delete_in(transaction, gone)
        made |= {
            one.id: replace(made[one.id], event_id=saved.id)
            for (one, _), saved in zip(events, written, strict=True)
            if one is not None
        }
        tasks, gone = self._wanted_tasks(transaction, (old, exercise), before, after)
        kept = self._tasks.save_in(transaction, [task for _, task in tasks], told=False)
        self._tasks.delete_in(transaction, gone)
        made |= {one.id: replace(made[one.id], task_id=saved.id) for (one, _), saved in zip(tasks, kept, strict=True)}
        return {one.id: made[one.id] for one in after if made[one.id] != Made(one.event_id, one.task_id)}

    def _events(
        self,
        transaction: Transaction,
        exercises: tuple[Exercise, Exercise],
        before: Mapping[int, Milestone],
        after: Sequence[Milestone],
    ) -> tuple[list[tuple[Milestone | None, Event]], list[int]]:
        """Return the events to be written, the exercise's own with no milestone, and those that belong into the trash then."""
        was, exercise = exercises
        rules = rules_of(self._tasks.profile())
        ids = list(filter(None, (exercise.event_id, *(one.event_id for one in after))))
        known = self._calendars.events_in(transaction, ids) if ids else {}
        own = known.pop(exercise.event_id, None)
        wanting = [one for one in after if Makes.EVENT in one.makes]
        new = [one for one in wanting if not one.event_id and _is_new(before.get(one.id), {Makes.EVENT})]
        calendar_id = self._calendar(transaction) if new else 0
        found: list[tuple[Milestone | None, Event]] = [
            (one, replace(_event_of(one, exercise, calendar_id), marking=marked_with((one, exercise), rules)))
            for one in new
        ]
        gone: list[int] = []
        if own is not None:
            held = _held(own, was, exercise, rules)
            found += [(None, held)] if held != own else []
            gone += [own.id] if own.deleted_at is not None else []
        for one in after:
            event = known.pop(one.event_id, None)
            if event is None:
                continue
            old = before.get(one.id)
            again = _is_new(old, {Makes.EVENT})  # what is wanted once more comes out of the trash
            if Makes.EVENT in one.makes and (event.deleted_at is None or again):
                known_as = None if again else old
                changed = _event_follows(event, known_as, was, one, exercise, self._calendars.local_zone)
                changed = replace(changed, deleted_at=None)
            else:
                changed = event
                gone.append(event.id)
            marking = marked_after(event.marking, (old, was), (one, exercise), rules)
            changed = replace(changed, marking=marking)
            if changed != event:
                found.append((one, replace(changed, sequence=event.sequence + 1)))
        return found, gone

    def _wanted_tasks(
        self,
        transaction: Transaction,
        exercises: tuple[Exercise, Exercise],
        before: Mapping[int, Milestone],
        after: Sequence[Milestone],
    ) -> tuple[list[tuple[Milestone, Task]], list[int]]:
        """Return the tasks to be written, and those that belong into the trash then."""
        was, exercise = exercises
        rules = rules_of(self._tasks.profile())
        known = self._tasks.tasks_in(transaction, [one.task_id for one in after if one.task_id])
        wanting = [one for one in after if _TASKS & set(one.makes)]
        new = [one for one in wanting if not one.task_id and _is_new(before.get(one.id), _TASKS)]
        found = [(one, self._task_of(one, exercise)) for one in new]
        gone = []
        for one in after:
            task = known.pop(one.task_id, None)
            if task is None:
                continue
            old = before.get(one.id)
            again = _is_new(old, _TASKS)
            if one in wanting and (task.deleted_at is None or again):
                changed = self._task_follows(task, None if again else old, was, one, exercise)
                changed = replace(changed, deleted_at=None)
            else:
                changed = task
                gone.append(task.id)
            changed = replace(changed, marking=marked_after(task.marking, (old, was), (one, exercise), rules))
            found += [(one, changed)] if changed != task else []
        return found, gone

    def withdraw(self, transaction: Transaction, made: Sequence[Made]) -> None:
        """Put events and unfinished tasks into the trash."""
        tasks = self._tasks.tasks_in(transaction, [one.task_id for one in made if one.task_id])
        self._calendars.delete_in(transaction, [one.event_id for one in made if one.event_id])
        self._tasks.delete_in(transaction, [one.id for one in tasks.values() if one.state is not TaskState.DONE])

    def announce(self, transaction: Transaction, exercise: Exercise) -> int:
        """Put the exercise itself into the calendar; return the id of its event."""
        start, end = _whole_days(exercise)
        event = Event(
            calendar_id=self._calendar(transaction),
            title=exercise.name,
            place=exercise.place,
            start=start,
            end=end,
            all_day=True,
            marking=exercise.marking,
        )
        return self._calendars.save_in(transaction, [event], told=False)[0].id

    def put_event(self, transaction: Transaction, event_id: int, first: date, last: date, place: str) -> None:
        """Put an event on other days in the zone ``place``, from the first to the last; its times of day stay."""
        event = self._calendars.events_in(transaction, [event_id]).get(event_id)
        if event is None or event.deleted_at is not None:
            raise NotFoundError("This event is not there any more.")
        start, end = event.start, event.end
        # Twice: over a change of clocks, what is late here may come to be on the next day there.
        for _ in range(2):
            stands = EventStands(event.id, start, end, event.zone, event.all_day)
            from_, until, _ = days_of_event(stands, place, self._calendars.local_zone)
            start, end = start + (first - from_), end + (last - until)
        moved = replace(event, start=start, end=max(start, end), sequence=event.sequence + 1)
        self._calendars.save_in(transaction, [moved], told=False)

    def put_task(self, transaction: Transaction, task_id: int, one: Milestone, exercise: Exercise) -> None:
        """Let a task be due when its milestone is."""
        task = self._tasks.tasks_in(transaction, [task_id]).get(task_id)
        if task is None or task.deleted_at is not None:
            raise NotFoundError("This task is not there any more.")
        due, all_day = _due(one)
        self._tasks.save_in(
            transaction, [replace(task, due=due, due_all_day=all_day, due_zone=exercise.zone)], told=False
        )

    def assign(
        self, transaction: Transaction, exercise: Exercise, lesson: Lesson, due: date | None, marking: Marking | None
    ) -> int:
        """Make a task of a lesson under a marking; return its id."""
        task = Task(
            title=lesson.title,
            detail=lesson.recommendation,
            own_owner=lesson.owner,
            own_owner_id=lesson.owner_id,
            due=datetime.combine(due, time()) if due else None,
            source_kind=LESSON,
            source_id=lesson.id,
            source_uid=lesson.uid,
            source=exercise.name.host or exercise.name.home,
            marking=marking,
        )
        return self._tasks.save_in(transaction, [task], told=False)[0].id

    def mark(self, transaction: Transaction, remarked: Sequence[Remarked]) -> None:
        """Mark events and tasks as strictly as what they tell of is marked now; what lies in the trash stays there."""
        rules = rules_of(self._tasks.profile())
        by_event = {one.made.event_id: one for one in remarked if one.made.event_id}
        by_task = {one.made.task_id: one for one in remarked if one.made.task_id}
        events, tasks = [], []
        for event in self._calendars.events_in(transaction, by_event).values():
            one = by_event[event.id]
            marking = followed(event.marking, one.was, one.now, rules)
            events += [replace(event, marking=marking, sequence=event.sequence + 1)] if marking != event.marking else []
        for task in self._tasks.tasks_in(transaction, by_task).values():
            one = by_task[task.id]
            marking = followed(task.marking, one.was, one.now, rules)
            tasks += [replace(task, marking=marking)] if marking != task.marking else []
        self._calendars.save_in(transaction, events, told=False)
        self._calendars.delete_in(transaction, [one.id for one in events if one.deleted_at is not None])
        self._tasks.save_in(transaction, tasks, told=False)
        self._tasks.delete_in(transaction, [one.id for one in tasks if one.deleted_at is not None])

    def _calendar(self, transaction: Transaction) -> int:
        """Return the calendar of exercises: that of the palette, or a new one."""
        known = self._calendars.known_calendars(transaction, ())
        found = next((one for one in known if one.palette == PALETTE), None)
        if found is None:
            name = self._tasks.profile().named("Exercises", "演習")
            new = Calendar(name=name, palette=PALETTE, position=len(known))
            found = self._calendars.save_calendars_in(transaction, [new])[0]
        return found.id

    def _task_of(self, one: Milestone, exercise: Exercise) -> Task:
        due, all_day = _due(one)
        name, number = one.owner, one.owner_id
        home = one.side is OwnerSide.HOME
        visit = Makes.VISIT in one.makes
        words = self._tasks.profile().named(*VISIT_REQUEST)
        return Task(
            title=title_of(one, exercise),
            detail=one.note,
            due=due,
            due_all_day=all_day,
            due_zone=exercise.zone,
            own_owner=name if home else "",
            own_owner_id=number if home else 0,
            host_owner="" if home else name,
            host_owner_id=0 if home else number,
            categories=tuple(filter(None, (words.host,))) if visit else (),
            source_kind=MILESTONE,
            source_id=one.id,
            source_uid=one.uid,
            source=exercise.name.host or exercise.name.home,
            marking=marked_with((one, exercise), rules_of(self._tasks.profile())),
            state=TaskState.DONE if one.state is MilestoneState.DONE else TaskState.OPEN,
        )

    def _task_follows(
        self, task: Task, old: Milestone | None, was: Exercise, one: Milestone, exercise: Exercise
    ) -> Task:
        """Return a task as its milestone has it now: only what the milestone changed is changed."""
        due, all_day = _due(one)
        stands = changed_tasks([task])[0]
        # A task that is due there already is what the milestone follows: its time of day is somebody's own.
        there = day_of_task(stands, exercise.zone, self._calendars.local_zone) == one.last
        follows = old is not None and there and old.at == one.at
        if not follows and (old is None or _due(old) != (due, all_day) or was.zone != exercise.zone):
            task = replace(task, due=due, due_all_day=all_day, due_zone=exercise.zone)
        if old is not None and task.title == title_of(old, was):
            task = replace(task, title=title_of(one, exercise))
        if old is not None and (old.owner, old.owner_id, old.side) != (one.owner, one.owner_id, one.side):
            fresh = self._task_of(one, exercise)
            names = ("own_owner", "own_owner_id", "host_owner", "host_owner_id")
            task = replace(task, **{name: getattr(fresh, name) for name in names})
        if old is None or old.state is one.state:
            return task
        words = self._tasks.profile().named(*_CANCELLED)
        if one.state is MilestoneState.DONE:
            return replace(task, state=TaskState.DONE)
        if one.state is MilestoneState.CANCELLED and task.state is not TaskState.DONE:
            return replace(task, state=TaskState.CANCELLED, reason=words.host or words.home)
        if one.state is MilestoneState.PLANNED and task.state in {TaskState.DONE, TaskState.CANCELLED}:
            return replace(task, state=TaskState.OPEN, reason="")
        return task


def _is_new(old: Milestone | None, kinds: Collection[Makes]) -> bool:
    """Tell whether a milestone is to become something it was not before: what was erased for good is not made again."""
    return old is None or not set(kinds) & set(old.makes)


def moved_events(events: Sequence[Event]) -> list[EventStands]:
    """Return where single events stand now, as exercises ask for it; series are nobody's milestones."""
    return [EventStands(one.id, one.start, one.end, one.zone, one.all_day) for one in events if one.recurrence is None]


def changed_tasks(tasks: Sequence[Task]) -> list[TaskStands]:
    """Return where tasks stand now, as exercises ask for it."""
    done = TaskState.DONE
    return [TaskStands(one.id, one.due, one.due_zone, one.due_all_day, one.state is done) for one in tasks]


def _event_of(one: Milestone, exercise: Exercise, calendar_id: int) -> Event:
    start, end, all_day = span_of(one)
    zone = "" if all_day else exercise.zone
    return Event(
        calendar_id=calendar_id,
        title=title_of(one, exercise),
        description=one.note,
        place=Bilingual(one.place) if one.place else exercise.place,
        start=start,
        end=end,
        zone=zone,
        all_day=all_day,
        status=Status.CANCELLED if one.state is MilestoneState.CANCELLED else Status.CONFIRMED,
    )


def _event_follows(
    event: Event, old: Milestone | None, was: Exercise, one: Milestone, exercise: Exercise, host_zone: str
) -> Event:
    """Return an event as its milestone has it now but for its marking: only what the milestone changed is changed."""
    fresh = _event_of(one, exercise, event.calendar_id)
    if old is None:
        names: tuple[str, ...] = ("start", "end", "zone", "end_zone", "all_day")
    else:
        stale = _event_of(old, was, event.calendar_id)
        times = ("start", "end", "zone", "end_zone", "all_day")
        moved = any(getattr(stale, name) != getattr(fresh, name) for name in times)
        # An event that stands there already is what the milestone follows: its zone and its length are somebody's own.
        moved = moved and not _stands_on(event, one, exercise.zone, host_zone)
        mine = ("title", "description", "place", "status")
        # What somebody wrote into the event himself is his.
        names = (*(times if moved else ()), *(name for name in mine if getattr(event, name) == getattr(stale, name)))
    return replace(event, **{name: getattr(fresh, name) for name in names})


def _stands_on(event: Event, one: Milestone, zone: str, host_zone: str) -> bool:
    return any(
        days_of_event(stands, zone, host_zone) == (one.first, one.last, one.at) for stands in moved_events([event])
    )


def _held(event: Event, before: Exercise, after: Exercise, rules: ReleaseRules) -> Event:
    """Return the exercise's own event as the exercise has it now: only what changed in it is changed, in the trash its marking alone."""
    marked = replace(event, marking=followed(event.marking, before.marking, after.marking, rules))
    if event.deleted_at is not None:
        return marked
    changed = marked
    if event.title == before.name:
        changed = replace(changed, title=after.name)
    if event.place == before.place:
        changed = replace(changed, place=after.place)
    if after.dated and (before.startex, before.endex) != (after.startex, after.endex):
        start, end = _whole_days(after)
        changed = replace(changed, start=start, end=end, all_day=True, zone="", end_zone="")
    return changed if changed == event else replace(changed, sequence=event.sequence + 1)


def _due(one: Milestone) -> tuple[datetime, bool]:
    """Return the suspense of a milestone's task, and whether it is a date."""
    return datetime.combine(one.last, one.at or time()), one.at is None


def _whole_days(exercise: Exercise) -> tuple[datetime, datetime]:
    assert exercise.startex is not None
    assert exercise.endex is not None
    first, last = exercise.startex.date(), exercise.endex.date()
    return datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1)
