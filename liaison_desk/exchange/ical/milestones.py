"""Milestones of exercises as events of a calendar file, and STARTEX to ENDEX as another; each under its own UID."""

from collections.abc import Iterator

from liaison_desk.calendar.records import Event, Status
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.release import ReleaseRules, in_both
from liaison_desk.exercises.records import Exercise, Milestone, MilestoneState, Plan
from liaison_desk.exercises.rules.standing import span_of, title_of

CATEGORY = "exercise"


def events_of(plan: Plan, rules: ReleaseRules) -> Iterator[Event]:
    """Yield the events of a plan: the exercise itself if it is dated, then its milestones in order of their days.

    Each has the id of its record: an exercise's and a milestone's are never the same. What is agreed or done is confirmed, what
    still follows its rule is tentative. Nothing takes the officer's time. By ``rules`` a milestone goes nowhere its exercise may
    not go.
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
    start, end, all_day = span_of(one)
    zone = "" if all_day else exercise.zone
    return Event(
        id=one.id,
        uid=one.uid,
        created_at=one.created_at,
        updated_at=one.updated_at,
        calendar_id=0,
        title=title_of(one, exercise),
        description=one.note,
        place=Bilingual(one.place) if one.place else exercise.place,
        start=start,
        end=end,
        zone=zone,
        end_zone=zone,
        all_day=all_day,
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
