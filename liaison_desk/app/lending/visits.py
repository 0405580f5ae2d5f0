"""What visits are lent of the rest of the desk: contacts as they are on those days, and the visits that exercises ask for."""

from datetime import date
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import Delegate, Visit, VisitSite

if TYPE_CHECKING:
    from liaison_desk.app.desk import Desk


def delegate_on(desk: "Desk", person_id: int, day: date) -> Delegate:
    """Return a contact as one who goes along, with rank and post as they are on that day; raises NotFoundError."""
    person, attendee = desk.contacts.person(person_id), desk.attendee_on(person_id, day)
    return Delegate(
        attendee.name,
        attendee.native,
        person_id,
        attendee.rank,
        person.rank_code,
        person.date_of_rank,
        ", ".join(filter(None, (attendee.post, attendee.organization))),
        attendee.nation,
        diet=person.diet,
    )


def visit_of_exercise(desk: "Desk", exercise_id: int) -> Visit:
    """Return a new visit for an exercise, with its name, place and days; it is to be linked with it. Raises NotFoundError."""
    exercise = desk.exercises.exercise(exercise_id)
    place = exercise.place.host or exercise.place.home
    return Visit(
        title=exercise.name,
        first=exercise.startex.date() if exercise.startex else None,
        last=exercise.endex.date() if exercise.endex else None,
        zone=exercise.zone,
        sites=(VisitSite(place),) if place else (),
        marking=exercise.marking,
    )


def exercise_of_task(desk: "Desk", task_id: int) -> RecordRef | None:
    """Return the exercise whose milestone a task was made of; ``None`` for any other task."""
    task = desk.tasks.task(task_id)
    if task.source_kind != "milestone" or not task.source_id:
        return None
    milestone = desk.plans.milestones_by_ids([task.source_id]).get(task.source_id)
    return RecordRef("exercise", milestone.exercise_id) if milestone is not None else None
