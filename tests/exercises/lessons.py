"""The runs of an invented series and the lessons from them, for every test of lessons."""

from datetime import datetime

from liaison_desk.app.desk import Desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Exercise, ExerciseState, Lesson, LessonFilter


def run(desk: Desk, year: int, name: str = "GLOBAL SENTINEL", **more) -> Exercise:
    """Return a run of a series that is kept on the desk."""
    values = {
        "startex": datetime(2000 + year, 1, 15, 8), "endex": datetime(2000 + year, 1, 29, 17), "series": name,
        "state": ExerciseState.IN_PLANNING,
    } | more  # fmt: skip
    return desk.exercises.save(Exercise(name=Bilingual(f"{name} {year}"), zone="America/Denver", **values))


def lesson(desk: Desk, exercise: Exercise, title: str = "Names came late", **more) -> Lesson:
    """Return a lesson that is kept on the desk."""
    return desk.lessons.save(Lesson(exercise_id=exercise.id, title=Bilingual(title), **more))


def titles(desk: Desk, **wanted) -> list[str]:
    """Return the titles of the lessons that a filter finds, in order."""
    ids = desk.lessons.listing(LessonFilter(**wanted)).ids
    lines = desk.lessons.lines(ids)
    return [lines[id_].title.host or lines[id_].title.home for id_ in ids]


def line(desk: Desk, one: Lesson):
    """Return the line of a lesson."""
    return desk.lessons.lines([one.id])[one.id]
