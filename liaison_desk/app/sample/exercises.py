"""Exercises that the sample tells closely, from ``resources/sample/exercises.toml``: planned, staffed, injected, learned from.

They are told after all else and throw no dice, so that the rest of a sample is what it was without them.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.app.sample.casting import Cast
from liaison_desk.app.sample.notes import wording
from liaison_desk.app.sample.words import Telling
from liaison_desk.calendar.records import Event
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.backplan import ENDEX, STARTEX, Landing, Rule, load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level as Height
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import (
    Exercise,
    ExerciseState,
    ExerciseType,
    Level,
    Makes,
    Member,
    Milestone,
    MilestoneKind,
    MilestoneState,
    OwnerSide,
    Participant,
)
from liaison_desk.foundation.core.resources import resource
from liaison_desk.tasks.records import LogEntry

WIDE = Marking("USA", Height.UNCLASSIFIED, frozenset({"USA", "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR"}))
_PLANNED_AHEAD = timedelta(days=60)
_OTHERS = ("GBR", "CAN", "DEU", "FRA", "KOR")


@cache
def exercise_words() -> Mapping[str, Any]:
    """Return what the sample tells of exercises."""
    return tomllib.loads(resource("sample", "exercises.toml").read_text("utf-8"))


def known_events() -> frozenset[str]:
    """Return what the sample's events are called that exercises and their milestones have in the calendar."""
    told = exercise_words()["exercises"]
    steps = [step for one in told for step in one.get("milestones", ())]
    return frozenset(one["event"] for one in (*told, *steps) if "event" in one)


def marked(telling: Telling, name: str) -> Marking:
    """Return the marking of a name in the words; ``wide`` is for eight nations."""
    return WIDE if name == "wide" else telling.named(name)


def with_others(cast: Cast, people: Sequence[Person]) -> Cast:
    """Return the cast with a liaison officer of each other nation, by its small trigraph."""
    first = {one.nation: one for one in reversed(people)}
    return replace(cast, people={**cast.people, **{code.lower(): first[code] for code in _OTHERS if code in first}})


@dataclass(frozen=True, slots=True)
class Stage:
    """What an exercise of the sample is told with: the words' people, houses by key and by id, and events by title."""

    telling: Telling
    cast: Cast
    houses: Mapping[str, Organization]
    events: Mapping[str, Event]

    @property
    def monday(self) -> date:
        """The Monday of the sample's day."""
        return self.telling.day - timedelta(days=self.telling.day.weekday())

    def day(self, told: Mapping[str, Any]) -> date:
        """Return a day told by its week and weekday."""
        return self.monday + timedelta(weeks=told["week"], days=told.get("day", 0))


def add_exercises(desk: Desk, stage: Stage, label: str) -> dict[str, Exercise]:
    """Add the exercises that are told closely, with their plans; return them by key."""
    found = {}
    for told in exercise_words()["exercises"]:
        new = _exercise(desk, stage, told)
        with desk.database.write(label) as transaction:
            saved = desk.exercises.save_in(transaction, [new], into_calendar=told.get("announced", False))[0]
        if "template" in told:
            desk.plans.carry_out(desk.plans.try_template(saved.id, load_backplan(told["template"])), label)
            _settle(desk, stage, saved, told, label)
        elif "milestones" in told:
            steps = [_milestone(stage, saved, one) for one in told["milestones"]]
            desk.plans.carry_out(desk.plans.try_milestones(saved.id, steps), label)
        found[told["key"]] = desk.exercises.exercise(saved.id)
    _date_tasks(desk, stage, list(found.values()), label)
    return found


def _exercise(desk: Desk, stage: Stage, told: Mapping[str, Any]) -> Exercise:
    house = stage.houses.get(told["sponsor"])
    event = stage.events.get(told.get("event", ""))
    startex = endex = None
    if "week" in told:
        first = stage.day(told)
        startex = datetime.combine(first, time.fromisoformat(told.get("at", "08:00")))
        endex = datetime.combine(first + timedelta(days=told["days"] - 1), time(17))
    nations = [Participant(nation=code, level=Level(level), role=role) for code, level, role in told["participants"]]
    houses = [
        Participant(stage.houses[key].name.host, stage.houses[key].nation, stage.houses[key].id, Level(level), role)
        for key, level, role in told.get("houses", ())
    ]
    return Exercise(
        name=Bilingual(*told["name"]),
        series=told["series"],
        type=ExerciseType(told["type"]),
        state=ExerciseState(told["state"]),
        sponsor=house.name.host if house else told.get("sponsored", ""),
        sponsor_id=house.id if house else 0,
        place=Bilingual(*told["place"]),
        zone=told["zone"],
        startex=startex,
        endex=endex,
        audience=wording(told["audience"]),
        concept=wording(told["concept"]),
        participants=(*nations, *houses),
        objectives=tuple(
            desk.exercises.new_objective(wording([host, home]), ours=ours) for host, home, ours in told["objectives"]
        ),
        team=tuple(_member(stage.cast, *one) for one in told["team"]),
        event_id=event.id if event else 0,
        marking=marked(stage.telling, told["mark"]),
    )


def _member(cast: Cast, key: str, role: str, cell: str, leads: bool) -> Member:
    return Member(cast.name(key), cast.id(key), cast.nation(key), role, cell, leads)


def _milestone(stage: Stage, exercise: Exercise, told: Mapping[str, Any]) -> Milestone:
    """Return a told milestone: its week becomes the days it counts from STARTEX, or from ENDEX after it."""
    assert exercise.startex is not None
    assert exercise.endex is not None
    first, length = stage.day(told), told.get("days", 1)
    last = first + timedelta(days=length - 1)
    after = first > exercise.endex.date()
    anchor = exercise.endex if after else exercise.startex
    rule = Rule(
        anchor=ENDEX if after else STARTEX,
        offset=(first - anchor.date()).days,
        length=length,
        landing=Landing.AS_IS,
        before=told.get("before", ""),
    )
    event = stage.events.get(told.get("event", ""))
    makes = ["event"] if event else told.get("makes", ())
    return Milestone(
        exercise_id=exercise.id,
        key=told["key"],
        title=Bilingual(*told["title"]),
        short=Bilingual(*told["short"]),
        kind=MilestoneKind(told["kind"]),
        side=OwnerSide(told["side"]),
        owner=stage.cast.name(told.get("owner", "")),
        owner_id=stage.cast.id(told.get("owner", "")),
        rule=rule,
        first=first,
        last=last,
        held=told.get("held", False),
        state=MilestoneState.DONE if last < stage.telling.day else MilestoneState.PLANNED,
        note=wording(told["note"]) if "note" in told else Bilingual(),
        makes=tuple(map(Makes, makes)),
        event_id=event.id if event else 0,
        marking=exercise.marking,
    )


def _settle(desk: Desk, stage: Stage, exercise: Exercise, told: Mapping[str, Any], label: str) -> None:
    """Let the milestones of a template stand as they do by now: what is over is done, what is told of is as it is told."""
    late, settled = told.get("late", ()), told.get("settled", {})

    def stands(one: Milestone) -> Milestone:
        words = settled.get(one.key, {})
        if "week" in words:
            first = stage.day(words)
            one = replace(one, first=first, last=first + timedelta(days=words.get("days", 1) - 1))
        if one.last < stage.telling.day and one.key not in late:
            one = replace(one, state=MilestoneState.DONE)
        return replace(
            one,
            held=words.get("held", one.held),
            place=words.get("place", one.place),
            note=wording(words["note"]) if "note" in words else one.note,
            owner=stage.cast.name(words.get("owner", "")),
            owner_id=stage.cast.id(words.get("owner", "")),
        )

    desk.plans.change([one.id for one in desk.plans.plan(exercise.id).milestones], label, stands)


def _date_tasks(desk: Desk, stage: Stage, exercises: Sequence[Exercise], label: str) -> None:
    """Let the tasks of milestones have been planned and done in their time, not on the sample's day."""
    plans = desk.plans.plans([one.id for one in exercises]).values()
    ends = {one.task_id: one.last for plan in plans for one in plan.milestones if one.task_id}
    tasks = desk.tasks.tasks_by_ids(list(ends)).values()
    dated = []
    for task in tasks:
        over = min(ends[task.id], stage.telling.day)
        planned = datetime.combine(over - _PLANNED_AHEAD, time(15), UTC)
        noted = replace(task, log=(LogEntry(planned, stage.cast.officer.name, "Planned back from STARTEX."),))
        done = datetime.combine(over - timedelta(days=1), time(18), UTC)
        dated.append(replace(noted, completed_at=done) if task.completed_at else noted)
    desk.tasks.save_all(dated, label)
