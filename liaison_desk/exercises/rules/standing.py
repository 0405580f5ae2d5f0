"""Milestones outside their plan: when an event of one is and what it is called, and on which days an event or a task stands."""

from datetime import date, datetime, time, timedelta

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.exercises.records import EventStands, Exercise, Milestone, TaskStands

_AN_HOUR = timedelta(hours=1)
_EVENING = time(17)


def span_of(one: Milestone) -> tuple[datetime, datetime, bool]:
    """Return when the event of a milestone begins and ends, by wall times, and whether it is of whole days."""
    if one.at is None:
        return datetime.combine(one.first, time()), datetime.combine(one.last, time()) + timedelta(days=1), True
    start = datetime.combine(one.first, one.at)
    if one.first == one.last:
        # It ends at midnight at the latest: what runs into the next day would be of two days.
        return start, min(start + _AN_HOUR, datetime.combine(one.first, time()) + timedelta(days=1)), False
    return start, datetime.combine(one.last, max(_EVENING, one.at)), False


def title_of(one: Milestone, exercise: Exercise) -> Bilingual:
    """Return what a milestone is called outside its plan, in either language that somebody wrote."""

    def said(name: str, title: str, other: str) -> str:
        return f"{name}: {title or other}" if name and (title or other) else ""

    name, title = exercise.name, one.title
    return Bilingual(
        said(name.host or name.home, title.host, title.home),
        said(name.home or name.host, title.home, title.host) if name.home or title.home else "",
    )


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
