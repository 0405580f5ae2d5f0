"""Exercises on one timeline as a desk gives them: all of them, or one with those that share somebody of its team."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import event

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Exercise, ExerciseFilter, ExerciseState, Member
from liaison_desk.foundation.core.errors import NotFoundError


@pytest.fixture
def exercise(desk):
    def made(name: str, startex: datetime, *team: Member) -> Exercise:
        return desk.exercises.save(
            replace(
                desk.exercises.new(), name=Bilingual(name, f"{name}（日）"), state=ExerciseState.IN_PLANNING,
                startex=startex, endex=startex.replace(day=startex.day + 4), team=team,
            )
        )  # fmt: skip

    return made


@pytest.fixture
def member(make):
    def made(family: str) -> Member:
        return Member(family, make.person(family).id)

    return made


def test_an_exercise_is_read_with_those_it_clashes_with_alone(desk, exercise, member):
    lindqvist, kiryu = member("Lindqvist"), member("Kiryu")
    one = exercise("PACIFIC LANTERN 27", datetime(2027, 3, 8, 8), lindqvist)
    other = exercise("COPE NORTH 27", datetime(2027, 3, 10, 8), lindqvist, kiryu)
    exercise("KEEN EDGE 27", datetime(2027, 3, 9, 8), kiryu)
    lane = desk.lanes.lane(one.id, "en")
    assert lane.line.id == one.id
    assert [(clash.other, clash.other_name, clash.people) for clash in lane.clashes] == [
        (other.id, "COPE NORTH 27", ("Lindqvist",))
    ]
    whole = {one.line.id: one for one in desk.lanes.lanes(ExerciseFilter(), "en")}
    assert whole[one.id] == lane


def test_clashes_name_the_other_exercise_in_the_readers_language(desk, exercise, member):
    lindqvist = member("Lindqvist")
    one = exercise("PACIFIC LANTERN 27", datetime(2027, 3, 8, 8), lindqvist)
    exercise("COPE NORTH 27", datetime(2027, 3, 10, 8), lindqvist)
    assert desk.lanes.lane(one.id, "ja").clashes[0].other_name == "COPE NORTH 27（日）"


def test_an_exercise_in_the_trash_clashes_with_nobody(desk, exercise, member):
    lindqvist = member("Lindqvist")
    one = exercise("PACIFIC LANTERN 27", datetime(2027, 3, 8, 8), lindqvist)
    other = exercise("COPE NORTH 27", datetime(2027, 3, 10, 8), lindqvist)
    desk.exercises.delete([other.id])
    assert desk.lanes.lane(one.id, "en").clashes == ()


def test_an_exercise_that_is_gone_is_said_to_be(desk):
    with pytest.raises(NotFoundError):
        desk.lanes.lane(999, "en")


def test_ten_exercises_take_as_many_queries_as_one(desk, exercise):
    exercise("PACIFIC LANTERN 27", datetime(2027, 3, 8, 8))
    asked = []
    event.listen(desk.database.engine, "before_cursor_execute", lambda *_: asked.append(1))
    desk.lanes.lanes(ExerciseFilter(), "en")
    few = len(asked)
    for number in range(9):
        exercise(f"PACIFIC LANTERN {number}", datetime(2027, 3, 8, 8))
    asked.clear()
    assert len(desk.lanes.lanes(ExerciseFilter(), "en")) == 10
    assert len(asked) == few
