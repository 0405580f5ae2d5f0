"""The MSELs and the lessons of the sample's exercises, from ``resources/sample/exercises.toml``."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.app.sample.exercises import Stage, exercise_words, marked
from liaison_desk.app.sample.notes import wording
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_utc
from liaison_desk.exercises.records import Exercise, Inject, InjectState, Lesson, LessonKind, LessonState

_CLOSED_AFTER = timedelta(hours=20)


def add_msels(desk: Desk, stage: Stage, exercises: Mapping[str, Exercise], label: str) -> None:
    """Add the injects, each in the state it has by the sample's noon."""
    for told in exercise_words()["msels"]:
        exercise = exercises[told["exercise"]]
        desk.msel.save_all([_inject(stage, exercise, told, one) for one in told["injects"]], label)


def _inject(stage: Stage, exercise: Exercise, told: Mapping[str, Any], row: list[Any]) -> Inject:
    number, when, kind, method, cell, sender, receiver, text, expected, objective, controller, mark = row
    assert exercise.startex is not None
    day, clock = when.split()
    at = datetime.combine(exercise.startex.date() + timedelta(days=int(day)), time.fromisoformat(clock))
    instant, noon = to_utc(at, exercise.zone), stage.telling.noon
    state = InjectState.APPROVED if int(day) <= told["approved_until"] else InjectState.PENDING
    if number in told["withdrawn"]:
        state = InjectState.WITHDRAWN
    elif instant <= noon:
        state = InjectState.CLOSED if instant + _CLOSED_AFTER <= noon else InjectState.DELIVERED
    over = state in {InjectState.DELIVERED, InjectState.CLOSED}
    return Inject(
        exercise_id=exercise.id,
        number=number,
        minutes=(at - exercise.startex) // timedelta(minutes=1),
        kind=kind,
        method=method,
        cell=cell,
        sender=sender,
        receiver=receiver,
        text=wording(text),
        expected=wording(expected),
        objective=exercise.objectives[objective - 1].key if objective else "",
        controller=stage.cast.name(controller),
        state=state,
        delivered_at=instant + timedelta(minutes=2) if over else None,
        closed_at=instant + timedelta(hours=3) if state is InjectState.CLOSED else None,
        marking=marked(stage.telling, mark),
    )


def add_lessons(desk: Desk, stage: Stage, exercises: Mapping[str, Exercise], label: str) -> None:
    """Add the lessons of each run in their order, and carry on what the next run carried on."""
    told = exercise_words()["lessons"]
    standing: dict[str, dict[str, Lesson]] = {}
    for key in dict.fromkeys(exercises):
        exercise = exercises[key]
        earlier = {title: lesson for run in standing.values() for title, lesson in run.items()}
        carried = {one["title"][0]: one["carried"][key] for one in told if key in one.get("carried", {})}
        taken = desk.lessons.carry(exercise.id, [earlier[title].id for title in carried]) if carried else []
        lessons = [_stands(stage, one, carried[one.title.host]) for one in taken]
        lessons += [_lesson(stage, exercise, one) for one in told if one["exercise"] == key]
        if lessons:
            saved = desk.lessons.save_all(lessons, label)
            standing[key] = {one.title.host: one for one in saved}
            for one in saved:
                if carried.get(one.title.host, {}).get("task"):
                    desk.lessons.make_task(one.id)


def _lesson(stage: Stage, exercise: Exercise, told: Mapping[str, Any]) -> Lesson:
    lesson = Lesson(
        exercise_id=exercise.id,
        title=wording(told["title"]),
        kind=LessonKind(told["kind"]),
        observation=wording(told["observation"]),
        discussion=wording(told["discussion"]) if "discussion" in told else Bilingual(),
        recommendation=wording(told["recommendation"]),
        tags=tuple(told["tags"]),
        owner=stage.cast.name(told["owner"]),
        owner_id=stage.cast.id(told["owner"]),
        marking=marked(stage.telling, told["mark"]),
    )
    return _stands(stage, lesson, told)


def _stands(stage: Stage, lesson: Lesson, told: Mapping[str, Any]) -> Lesson:
    due = stage.telling.workday(told["due"]) if "due" in told else None
    return replace(lesson, state=LessonState(told["state"]), reason=told.get("reason", ""), due=due)
