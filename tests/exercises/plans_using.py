"""An exercise with a whole back-plan, and how two states of a desk are compared: to the byte, but for versions and their times."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from liaison_desk.domain.backplan import Rule, Unit, load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import ExerciseState, Makes, Milestone
from tests.desks import with_rows

STARTEX = datetime(2027, 1, 15, 8)
ENDEX = datetime(2027, 1, 29, 17)
_RESTLESS = ("version", "updated_at", "deleted_at")


def new_exercise(desk, name="PACIFIC LANTERN 27", into_calendar=True, **more):
    """Save an exercise with its dates."""
    values = {"startex": STARTEX, "endex": ENDEX, "state": ExerciseState.IN_PLANNING} | more
    made = replace(desk.exercises.new(), name=Bilingual(name), **values)
    return desk.exercises.save(made, into_calendar=into_calendar)


def planned_exercise(desk, template="multinational", **more):
    """Save an exercise with the milestones of a back-plan."""
    exercise = new_exercise(desk, **more)
    desk.plans.carry_out(desk.plans.try_template(exercise.id, load_backplan(template)))
    return exercise


def milestone(exercise, title="Rehearsal", offset=-30, unit=Unit.DAYS, makes=(Makes.EVENT, Makes.TASK), **more):
    """Return a milestone of an exercise that is not saved yet."""
    return Milestone(
        exercise_id=exercise.id, key=more.pop("key", ""), title=Bilingual(title), first=STARTEX.date(), last=STARTEX.date(),
        rule=more.pop("rule", Rule("startex", offset, unit)), makes=makes, **more,
    )  # fmt: skip


def rehearsal_and_report(desk, exercise):
    """Save a rehearsal of three days with an event, and a report that is due ten days after it, with a task too."""
    first = desk.plans.save(milestone(exercise, rule=Rule("startex", -30, length=3), makes=(Makes.EVENT,)))
    return first, desk.plans.save(milestone(exercise, "Report", rule=Rule(first.key, 10)))


def days(one):
    """Return the first and last day of a milestone."""
    return one.first, one.last


def drag(desk, one, by=timedelta(days=1)):
    """Drag the event of a milestone in the calendar, as its service does it."""
    event = desk.calendars.event(one.event_id)
    desk.calendars.save(replace(event, start=event.start + by, end=event.end + by))


def by_key(desk, exercise):
    """Return the milestones of an exercise by key."""
    return {one.key: one for one in desk.plans.plan(exercise.id).milestones}


def everything(desk):
    """Return every record of the desk as the history writes it, by kind and id; what lies in the trash is left out."""
    found = {}
    with desk.database.read() as connection:
        kinds = {one.table: (kind, one) for kind, one in desk.database.types.items()}
        for table in with_rows(connection, kinds):
            kind, record_type = kinds[table]
            ids = list(connection.execute(select(table.c.id).where(table.c.deleted_at.is_(None))).scalars())
            for id_, shot in record_type.read(connection, ids).items():
                row = {name: value for name, value in shot.row.items() if name not in _RESTLESS}
                found[kind, id_] = record_type.dumps(replace(shot, row={**row, "deleted_at": None}))
    return found


def versions(desk):
    """Return the version of every milestone, event, task and exercise."""
    with desk.database.read() as connection:
        return {
            (kind, row.id): row.version
            for kind in ("exercise", "milestone", "event", "task")
            for row in connection.execute(
                select(desk.database.types[kind].table.c.id, desk.database.types[kind].table.c.version)
            )
        }
