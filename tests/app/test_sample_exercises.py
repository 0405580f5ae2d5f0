"""The sample desk shows what exercises are, so that pictures and trials have something to tell."""

from datetime import date

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.calendar.records import EventFilter
from liaison_desk.exercises.records import (
    ExerciseFilter,
    ExerciseState,
    InjectState,
    LessonFilter,
    LessonState,
    MilestoneState,
)


@pytest.fixture(scope="module")
def desk(sample):
    with_sample = open_desk(str(sample))
    yield with_sample
    with_sample.close()


@pytest.fixture(scope="module")
def lanes(desk):
    return {one.line.name.host: one for one in desk.lanes.lanes(ExerciseFilter(), "en")}


def test_there_are_exercises_in_every_state_of_two_to_eight_nations(lanes):
    assert {one.line.state for one in lanes.values()} == set(ExerciseState)
    assert len(lanes["GLOBAL SENTINEL 27"].line.nations) == 8
    assert lanes["Trilateral space table-top (working title)"].line.startex is None
    assert len({one.line.marking for one in lanes.values()}) >= 4


def test_global_sentinel_is_planned_back_with_some_done_two_locked_one_drifted_one_past(desk, lanes):
    plan = desk.plans.plan(lanes["GLOBAL SENTINEL 27"].line.id)
    assert {one.state for one in plan.milestones} == {MilestoneState.DONE, MilestoneState.PLANNED}
    held = [one for one in plan.milestones if one.held]
    assert sorted(plan.stands[one.key].drift > 0 for one in held) == [False, True]
    assert "names" in plan.past
    assert all(one.event_id or one.task_id for one in plan.milestones)
    assert desk.following.strayed() == []
    done = [one.last for one in plan.milestones if one.state is MilestoneState.DONE]
    assert max(done) < min(one.first for one in held), "what is agreed for a day ahead is not done"


def test_what_lies_ahead_is_not_done_and_the_agreed_conference_is_the_one_that_drifted(desk, lanes):
    plan = desk.plans.plan(lanes["GLOBAL SENTINEL 27"].line.id)
    assert max(one.last for one in plan.milestones if one.state is MilestoneState.DONE) < date(2026, 11, 24)
    conference = next(one for one in plan.milestones if one.key == "fpc")
    assert (conference.held, conference.state, conference.first) == (True, MilestoneState.PLANNED, date(2026, 12, 15))
    assert plan.stands["fpc"].drift > 0


def test_the_same_people_are_wanted_in_the_same_weeks(lanes):
    others = {clash.other_name for clash in lanes["GLOBAL SENTINEL 27"].clashes}
    assert {"COPE NORTH 27", "NORTHERN BEACON 27"} <= others


def test_no_exercise_stands_twice_in_the_calendar(desk, lanes):
    found = desk.calendars.lines(desk.calendars.events(EventFilter()).ids).values()
    titles = [one.title.host for one in found if one.title.host in lanes]
    assert titles
    assert len(titles) == len(set(titles))


def test_a_running_exercise_has_its_injects_where_they_stand_by_now(desk, lanes):
    counts = desk.msel.counts(lanes["KEEN EDGE 27"].line.id)
    assert sum(counts.values()) == 40
    assert set(counts) == set(InjectState)


def test_one_that_is_in_planning_has_injects_that_wait_to_be_approved(desk, lanes):
    counts = desk.msel.counts(lanes["GLOBAL SENTINEL 27"].line.id)
    assert {state: n for state, n in counts.items() if n} == {InjectState.APPROVED: 1, InjectState.PENDING: 9}


def test_lessons_are_carried_through_three_runs(desk):
    lines = desk.lessons.lines(desk.lessons.listing(LessonFilter(series="GLOBAL SENTINEL")).ids).values()
    assert {one.runs for one in lines} == {0, 1, 2}
    assert {one.state for one in lines} >= {LessonState.LEARNED, LessonState.REJECTED, LessonState.IN_ACTION}
    assert any(one.task_state for one in lines)


def test_tasks_of_what_is_over_were_done_in_their_time(desk, lanes):
    plan = desk.plans.plan(lanes["GLOBAL SENTINEL 26"].line.id)
    tasks = desk.tasks.tasks_by_ids([one.task_id for one in plan.milestones if one.task_id]).values()
    assert tasks
    assert all(one.completed_at.date() < date(2026, 11, 24) for one in tasks)
