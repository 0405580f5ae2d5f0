"""On which days at the place of an exercise something elsewhere stands: an event of the calendar, the suspense of a task."""

from datetime import date, time, timedelta

from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.exercises.records import EventStands, TaskStands


def days_of_event(event: EventStands, place: str, host_zone: str) -> tuple[date, date, time | None]:
    """Return the first and last day of an event in the zone ``place``, and from what time on (``None``: of whole days).

    What ends at midnight ends the day before; an event without a zone is read in the host's.
    """
    if event.all_day:
        return event.start.date(), max(event.start.date(), (event.end - timedelta(days=1)).date()), None
    here = event.zone or host_zone
    start, end = event.start, event.end
    # At the place itself nothing is counted over: an hour that the clocks skip stays the one that was written.
    if here != place:
        start, end = (to_local(to_utc(at, here), place) for at in (start, end))
    whole = end.time() > time() or end.date() <= start.date()
    return (
        start.date(),
        end.date() if whole else end.date() - timedelta(days=1),
        start.time().replace(second=0, microsecond=0),
    )


def day_of_task(task: TaskStands, place: str, host_zone: str) -> date | None:
    """Return the day in the zone ``place`` on which a task is due; ``None`` without a suspense."""
    if task.due is None or task.all_day:
        return task.due.date() if task.due is not None else None
    return to_local(to_utc(task.due, task.zone or host_zone), place).date()
