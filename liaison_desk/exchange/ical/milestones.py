"""Milestones of exercises as events of a calendar file, and STARTEX to ENDEX as another; each under its own UID."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from liaison_desk.calendar.records import Event, Status
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.release import ReleaseRules, in_both
from liaison_desk.exercises.records import Exercise, Milestone, MilestoneState, Plan

CATEGORY = "exercise"
_AN_HOUR = timedelta(hours=1)
_EVENING = time(17)


def events_of(plan: Plan, rules: ReleaseRules) -> Iterator[Event]:
    """Yield the events of a plan: the exercise itself if it is dated, then its milestones in order of their days.

    They are numbered from 1 within the plan's ids: an exercise's and a milestone's number are never the same. What is agreed
    or done is confirmed, what still follows its rule is tentative. Nothing takes the officer's time. By ``rules`` a milestone goes
    nowhere its exercise may not go.
    """
    if plan.exercise.dated:
        yield _exercise(plan.exercise)
    for one in plan.milestones:
        yield _milestone(one, plan.exercise, rules)


def _exercise(one: Exercise) -> Event:
    assert one.startex is not None
    assert one.endex is not None
    return Event(
        id=one.id,
        uid=one.uid,
        created_at=one.created_at,
        updated_at=one.updated_at,
        calendar_id=0,
        title=one.name,
        description=one.concept,
        place=one.place,
        start=one.startex,
        end=one.endex,
        zone=one.zone,
        end_zone=one.zone,
        busy=False,
        categories=(CATEGORY,),
        marking=one.marking,
    )


def _milestone(one: Milestone, exercise: Exercise, rules: ReleaseRules) -> Event:
    start, end = datetime.combine(one.first, time()), datetime.combine(one.last, time()) + timedelta(days=1)
    if one.at is not None:
        start = datetime.combine(one.first, one.at)
        end = start + _AN_HOUR if one.first == one.last else datetime.combine(one.last, max(_EVENING, one.at))
    zone = "" if one.at is None else exercise.zone
    return Event(
        id=one.id,
        uid=one.uid,
        created_at=one.created_at,
        updated_at=one.updated_at,
        calendar_id=0,
        title=_title(one, exercise),
        description=one.note,
        place=Bilingual(one.place) if one.place else exercise.place,
        start=start,
        end=end,
        zone=zone,
        end_zone=zone,
        all_day=one.at is None,
        status=_status(one),
        busy=False,
        categories=(CATEGORY,),
        # Files of others count an event as newer by its count of versions, and every version of the milestone is one.
        sequence=max(0, one.version - 1),
        marking=in_both(one.marking, exercise.marking, rules),
    )


def _status(one: Milestone) -> Status:
    if one.state is MilestoneState.CANCELLED:
        return Status.CANCELLED
    return Status.CONFIRMED if one.held or one.state is MilestoneState.DONE else Status.TENTATIVE


def _title(one: Milestone, exercise: Exercise) -> Bilingual:
    """Return what a milestone is called outside its plan, in either language that somebody wrote."""
    name, title = exercise.name, one.title
    host = f"{name.host or name.home}: {title.host or title.home}"
    return Bilingual(host, f"{name.home or name.host}: {title.home or title.host}" if name.home or title.home else "")
