"""What is thrown away goes with all it made and comes back with it, and a plan is never spoilt by either."""

from dataclasses import replace
from datetime import timedelta

import pytest

from liaison_desk.domain.backplan import Rule, Unit, load_backplan
from liaison_desk.exercises.records import ExerciseState
from liaison_desk.foundation.core.errors import InvalidError
from tests.exercises.plans_using import (
    STARTEX,
    by_key,
    days,
    drag,
    everything,
    milestone,
    new_exercise,
    planned_exercise,
    rehearsal_and_report,
)

A_DAY = timedelta(days=1)


@pytest.fixture
def exercise(any_desk):
    return new_exercise(any_desk)


@pytest.fixture
def pair(any_desk, exercise):
    return rehearsal_and_report(any_desk, exercise)


def test_a_milestone_is_deleted_with_what_it_made_and_what_counted_from_it_stays_on_its_days(any_desk, pair):
    desk, (first, report) = any_desk, pair
    before = everything(desk)
    desk.plans.delete([first.id])
    left = desk.plans.milestone(report.id)
    assert left.rule.anchor == "startex"
    assert days(left) == days(report)
    assert desk.calendars.event(first.event_id).deleted_at is not None
    desk.history.undo()
    assert everything(desk) == before


def test_a_milestone_taken_out_of_the_trash_brings_its_event_and_task(any_desk, pair):
    desk, (_, report) = any_desk, pair
    before = everything(desk)
    desk.plans.delete([report.id])
    desk.history.restore("milestone", [report.id])
    assert everything(desk) == before


def test_an_exercise_in_the_trash_takes_its_events_and_tasks_and_undo_brings_all_back(any_desk, exercise, pair):
    desk, (first, report) = any_desk, pair
    before = everything(desk)
    desk.exercises.delete([exercise.id])
    for event_id in (exercise.event_id, first.event_id, report.event_id):
        assert desk.calendars.event(event_id).deleted_at is not None
    assert desk.tasks.task(report.task_id).deleted_at is not None
    desk.history.undo()
    assert everything(desk) == before


def test_an_exercise_taken_out_of_the_trash_brings_milestones_events_and_tasks(any_desk, exercise, pair):
    desk, (first, report) = any_desk, pair
    desk.calendars.delete([report.event_id])  # thrown away by hand before: it stays there
    before = everything(desk)
    desk.database.clock.forward(minutes=5)
    desk.exercises.delete([exercise.id])
    desk.database.clock.forward(days=1)
    desk.exercises.restore([exercise.id])
    assert everything(desk) == before
    drag(desk, first)
    assert desk.plans.milestone(first.id).first == first.first + A_DAY


def test_a_finished_task_stays_when_its_milestone_is_deleted(any_desk, pair):
    desk, (_, report) = any_desk, pair
    desk.tasks.complete([report.task_id])
    desk.plans.delete([report.id])
    assert desk.tasks.task(report.task_id).deleted_at is None


def test_a_milestone_added_under_the_name_of_one_in_the_trash_does_not_spoil_the_plan_when_that_comes_back(
    any_desk, exercise, pair
):
    desk, (first, _) = any_desk, pair
    desk.plans.delete([first.id])
    desk.plans.save(milestone(exercise))
    desk.history.restore("milestone", [first.id])
    plan = desk.plans.plan(exercise.id)
    assert len({one.key for one in plan.milestones}) == len(plan.milestones) == len(plan.stands) == 3


def test_a_back_plan_added_again_after_some_of_it_was_deleted_does_not_spoil_the_plan_when_that_comes_back(any_desk):
    desk = any_desk
    exercise = planned_exercise(desk)
    gone = by_key(desk, exercise)["ipc"]
    desk.plans.delete([gone.id])
    desk.plans.carry_out(desk.plans.try_template(exercise.id, load_backplan("multinational")))
    desk.history.restore("milestone", [gone.id])
    plan = desk.plans.plan(exercise.id)
    assert len({one.key for one in plan.milestones}) == len(plan.milestones) == len(plan.stands) == 18


def test_a_plan_whose_anchor_is_gone_does_not_stand_in_the_way_of_its_events(any_desk, exercise, pair):
    desk, (first, report) = any_desk, pair
    desk.plans.delete([report.id])
    desk.plans.delete([first.id])
    desk.history.restore("milestone", [report.id])  # it counts from what is in the trash
    assert not desk.plans.plan(exercise.id).stands
    drag(desk, report)
    assert days(desk.plans.milestone(report.id)) == (report.first + A_DAY, report.last + A_DAY)
    with pytest.raises(InvalidError) as caught:
        desk.plans.try_startex(exercise.id, STARTEX + A_DAY)
    assert caught.value.problems[0].field == f"{report.key}.anchor"
    mended = desk.plans.milestone(report.id)
    desk.plans.save(replace(mended, rule=Rule("startex", -20, Unit.DAYS)))
    assert desk.plans.plan(exercise.id).stands


def test_a_milestone_can_be_deleted_from_a_plan_that_cannot_be_reckoned(any_desk, exercise, pair):
    desk, (first, report) = any_desk, pair
    last = desk.plans.save(milestone(exercise, "Lessons", rule=Rule(report.key, 20, before="endex")))
    desk.plans.delete([report.id])
    desk.plans.delete([first.id])
    desk.history.restore("milestone", [report.id])
    assert not desk.plans.plan(exercise.id).stands
    desk.plans.delete([report.id])
    assert [one.id for one in desk.plans.plan(exercise.id).milestones] == [last.id]
    assert desk.plans.plan(exercise.id).stands


def test_what_counted_from_a_deleted_milestone_counts_from_startex_when_the_exercise_has_no_dates(
    any_desk, exercise, pair
):
    desk, (first, report) = any_desk, pair
    undated = replace(desk.exercises.exercise(exercise.id), startex=None, endex=None, state=ExerciseState.IDEA)
    desk.exercises.save(undated)
    desk.plans.delete([first.id])
    assert desk.plans.milestone(report.id).rule == Rule("startex", 10)
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), startex=exercise.startex, endex=exercise.endex))
    assert desk.plans.plan(exercise.id).stands


def test_everything_is_sound_after_all_that(any_desk, exercise, pair):
    desk, (first, report) = any_desk, pair
    drag(desk, first)
    desk.tasks.complete([report.task_id])
    desk.plans.delete([first.id])
    desk.exercises.delete([exercise.id])
    desk.exercises.restore([exercise.id])
    assert desk.check() == []
