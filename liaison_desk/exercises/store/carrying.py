"""Which lessons of a series' earlier run its next run can begin with."""

from sqlalchemy import Connection

from liaison_desk.exercises.records import LessonFilter, LessonSort
from liaison_desk.exercises.store import exercises, lessons
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.paging import Sort


def carriable(connection: Connection, exercise_id: int) -> list[int]:
    """Return the open lessons of the latest earlier run that has lessons, without those that were taken over already.

    Raises NotFoundError.
    """
    exercise = exercises.read_exercises(connection, [exercise_id]).get(exercise_id)
    if exercise is None:
        raise NotFoundError("This exercise is not there any more.")
    taken = lessons.carried(connection, exercise_id)
    for earlier in exercises.read_earlier(connection, exercise):
        if lessons.has_lessons(connection, earlier):
            wanted = LessonFilter(exercise_id=earlier, open=True)
            ids = lessons.lesson_listing(connection, wanted, Sort(LessonSort.ENTERED)).ids
            return [id_ for id_ in ids if id_ not in taken]
    return []
