"""Which lessons of a series' earlier run its next run can begin with."""

from sqlalchemy import Connection

from liaison_desk.exercises.records import LessonFilter, LessonSort, Opening
from liaison_desk.exercises.store import exercises, lessons
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.paging import Sort


def carriable(connection: Connection, exercise_id: int) -> tuple[int, list[int]]:
    """Return the latest earlier run that has lessons (0: none), and those of them that are open and not taken over already.

    What an earlier run did not take over itself was left behind there, and is not offered again. Raises NotFoundError.
    """
    exercise = exercises.read_exercises(connection, [exercise_id]).get(exercise_id)
    if exercise is None:
        raise NotFoundError("This exercise is not there any more.")
    earlier = exercises.read_earlier(connection, exercise)
    there = lessons.with_lessons(connection, earlier) if earlier else set[int]()
    run = next((id_ for id_ in earlier if id_ in there), 0)
    if not run:
        return 0, []
    taken = lessons.carried(connection, exercise_id)
    ids = lessons.lesson_listing(connection, LessonFilter(exercise_id=run, open=True), Sort(LessonSort.ENTERED)).ids
    return run, [id_ for id_ in ids if id_ not in taken]


def opening(connection: Connection, exercise_id: int) -> Opening:
    """Return what an exercise can take over, whole. Raises NotFoundError."""
    run, ids = carriable(connection, exercise_id)
    first = not lessons.with_lessons(connection, [exercise_id])
    if not ids:
        return Opening(first=first)
    known, earlier = lessons.read_lessons(connection, ids), exercises.read_exercises(connection, [run])
    return Opening(earlier[run].name, tuple(known[id_] for id_ in ids), first)
