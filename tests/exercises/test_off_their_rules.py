"""Milestones on other days than their rules give (from another desk, out of the trash, before a holiday was moved)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from liaison_desk.domain.backplan import Rule, Unit
from liaison_desk.exercises.records import Makes, Member
from liaison_desk.exercises.rules.reckoning import elsewhere
from tests.exercises.plans_using import STARTEX, days, everything, milestone, new_exercise

THREE_DAYS = timedelta(days=3)


@pytest.fixture
def exercise(desk):
    return new_exercise(desk)


@pytest.fixture
def off(desk, exercise):
    """A milestone that stands three days later than its rule gives."""
    one = desk.plans.save(milestone(exercise, rule=Rule("startex", -10, Unit.WORKING_DAYS), makes=(Makes.EVENT,)))
    with desk.database.write("Import") as transaction:
        there = replace(one, first=one.first + THREE_DAYS, last=one.last + THREE_DAYS)
        return desk.plans.import_in(transaction, [there])[0]


def test_whoever_joins_the_team_moves_no_milestone(desk, exercise, off):
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), team=(Member("Anna"),)))
    assert days(desk.plans.milestone(off.id)) == days(off)


def test_what_is_done_to_another_milestone_moves_none_that_has_nothing_to_do_with_it(desk, exercise, off):
    other = desk.plans.save(milestone(exercise, "Report"))
    desk.plans.lock([other.id])
    desk.tasks.complete([other.task_id])
    desk.plans.carry_out(desk.plans.try_move(other.id, other.first - THREE_DAYS, other.last - THREE_DAYS))
    assert days(desk.plans.milestone(off.id)) == days(off)


def test_a_preview_lists_every_milestone_that_would_be_written_elsewhere(desk, exercise, off):
    preview = desk.plans.try_startex(exercise.id, STARTEX + THREE_DAYS)
    (move,) = preview.moves
    (after,) = preview.after
    assert (move.was, move.now) == (days(off), days(after))


def test_an_exercise_can_be_changed_though_its_plan_cannot_be_reckoned(desk, exercise, off):
    desk.plans.save(milestone(exercise, "Report", rule=Rule(off.key, 3)))
    with desk.database.write("Import") as transaction:
        report = next(one for one in desk.plans.plan(exercise.id).milestones if one.id != off.id)
        desk.plans.import_in(transaction, [replace(report, rule=Rule("gone", 3))])
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), team=(Member("Anna"),)))
    assert desk.exercises.exercise(exercise.id).team == (Member("Anna"),)


def test_what_stands_elsewhere_is_told_and_goes_to_its_rule_when_it_is_asked_to(desk, exercise, off):
    assert [one.id for one in elsewhere(desk.plans.plan(exercise.id))] == [off.id]
    before = everything(desk)
    preview = desk.plans.try_settled(exercise.id)
    assert [(move.was[0], move.now[0]) for move in preview.moves] == [(off.first, off.first - THREE_DAYS)]
    desk.plans.carry_out(preview)
    assert elsewhere(desk.plans.plan(exercise.id)) == ()
    assert desk.calendars.event(off.event_id).start.date() == off.first - THREE_DAYS
    desk.history.undo()
    assert everything(desk) == before
