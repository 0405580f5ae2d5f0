"""Exercises of a large sample desk: many runs of many series, planned back by rule, with teams that want the same weeks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from liaison_desk.app.desk import Desk
from liaison_desk.app.sample.exercises import Stage, exercise_words
from liaison_desk.contacts.records import Person
from liaison_desk.domain.backplan import Landing, Rule, TemplateStep, Unit, load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import (
    Exercise,
    ExerciseState,
    ExerciseType,
    Level,
    Member,
    Milestone,
    MilestoneKind,
    MilestoneState,
    OwnerSide,
    Participant,
)

_PER_SCALE = 1.17
_SPREAD = 24 * 7 * 5
"""Days around the sample's day in which exercises begin."""
_ZONES = ("America/Denver", "America/Chicago", "Asia/Tokyo", "Pacific/Guam", "America/Los_Angeles")

_MEETINGS = tuple(
    TemplateStep(
        key=f"cpt-{months}",
        short="CPT",
        short_ja="中核計画班",
        title="Core planning team",
        title_ja="中核計画班会議",
        kind=MilestoneKind.CONFERENCE,
        side=OwnerSide.BOTH,
        rule=Rule(offset=-months, unit=Unit.MONTHS, length=2, landing=Landing.AFTER),
    )
    for months in (9, 7, 5)
)
"""What a large desk's exercises have besides the template's steps, so that each has twenty milestones."""


def add_many(desk: Desk, stage: Stage, people: Sequence[Person], label: str) -> None:
    """Add the exercises that a desk of more than the usual size has besides those told closely; none make events or tasks."""
    template = load_backplan("multinational")
    bare = replace(template, steps=tuple(replace(step, makes=()) for step in (*template.steps, *_MEETINGS)))
    for number in range(int(_PER_SCALE * stage.telling.scale) if stage.telling.scale > 1 else 0):
        with desk.database.write(label) as transaction:
            saved = desk.exercises.save_in(transaction, [_exercise(stage, people, number)])[0]
        preview = desk.plans.try_template(saved.id, bare)
        done = tuple(_done(stage, one) for one in preview.after)
        desk.plans.carry_out(replace(preview, after=done), label)


def _done(stage: Stage, one: Milestone) -> Milestone:
    return replace(one, state=MilestoneState.DONE) if one.last < stage.telling.day else one


def _exercise(stage: Stage, people: Sequence[Person], number: int) -> Exercise:
    telling = stage.telling
    dice, words = telling.dice, exercise_words()["many"]
    first = telling.workday(dice.randrange(-_SPREAD, _SPREAD))
    last = first + timedelta(days=dice.choice((3, 5, 10, 12, 19)))
    series = words["series"][number % len(words["series"])]
    name = f"{series} {first:%y}-{number // len(words['series']) + 1}"
    state = ExerciseState.RUNNING if first <= telling.day <= last else ExerciseState.IN_PLANNING
    partners = dice.sample(("AUS", "CAN", "DEU", "FRA", "GBR", "KOR"), dice.randrange(4))
    team = dice.sample(people, dice.randrange(3, 7))
    return Exercise(
        name=Bilingual(name, name),
        series=series,
        type=dice.choice((ExerciseType.CPX, ExerciseType.CPX, ExerciseType.FTX, ExerciseType.TTX)),
        state=ExerciseState.CLOSED if last < telling.day else state,
        sponsor=stage.houses["j7"].name.host,
        sponsor_id=stage.houses["j7"].id,
        zone=dice.choice(_ZONES),
        startex=datetime.combine(first, time(8)),
        endex=datetime.combine(last, time(17)),
        participants=tuple(
            Participant(nation=code, level=dice.choice((Level.FULL, Level.STAFF, Level.OBSERVER)))
            for code in ("USA", "JPN", *partners)
        ),
        team=tuple(
            Member(one.name.latin(), one.id, one.nation, dice.choice(words["roles"]), leads=not place)
            for place, one in enumerate(team)
        ),
        marking=telling.marking(),
    )
