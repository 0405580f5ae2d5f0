"""Events that stand elsewhere than their milestones: put back, or followed, wherever and whenever they are held."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Makes
from liaison_desk.foundation.core.errors import NotFoundError, StaleError
from tests.exercises.plans_using import STARTEX, days, drag, milestone, new_exercise

A_DAY = timedelta(days=1)


@pytest.fixture
def exercise(desk):
    return new_exercise(desk, zone="Asia/Tokyo")


@pytest.fixture
def locked(desk, exercise):
    """A locked milestone at 0900 with its event."""
    return desk.plans.save(milestone(exercise, at=time(9), held=True, makes=(Makes.EVENT,)))


def move_event(desk, one, start, end, zone="Asia/Tokyo"):
    event = desk.calendars.event(one.event_id)
    desk.calendars.save(replace(event, start=start, end=end, zone=zone, end_zone=zone))


def test_a_milestone_late_in_the_evening_is_of_one_day(desk, exercise):
    one = desk.plans.save(milestone(exercise, at=time(23, 30), makes=(Makes.EVENT,)))
    event = desk.calendars.event(one.event_id)
    desk.calendars.save(replace(event, title=Bilingual("Called otherwise")))
    assert days(desk.plans.milestone(one.id)) == days(one)
    desk.plans.lock([one.id])
    assert desk.following.strayed() == []


def test_an_event_in_another_zone_is_put_back_onto_the_days_at_the_place(desk, locked):
    move_event(desk, locked, datetime(2027, 1, 5, 20), datetime(2027, 1, 5, 23), "America/New_York")
    (strayed,) = desk.following.strayed()
    desk.following.put_back(strayed)
    assert desk.following.strayed() == []
    event = desk.calendars.event(locked.event_id)
    assert (event.start.time(), event.zone) == (time(20), "America/New_York")


def test_an_event_that_ends_at_midnight_is_put_back_as_long_as_it_was(desk, locked):
    move_event(desk, locked, datetime(2027, 1, 5, 18), datetime(2027, 1, 6))
    (strayed,) = desk.following.strayed()
    desk.following.put_back(strayed)
    event = desk.calendars.event(locked.event_id)
    assert event.end - event.start == timedelta(hours=6)
    assert desk.following.strayed() == []


def test_an_event_goes_back_to_where_its_milestone_stands_by_then(desk, locked):
    drag(desk, locked)
    (strayed,) = desk.following.strayed()
    far = timedelta(days=9)
    desk.plans.carry_out(desk.plans.try_move(locked.id, locked.first + far, locked.last + far))
    desk.following.put_back(strayed)
    assert desk.following.strayed() == []


def test_following_an_event_takes_its_time_of_day_as_well(desk, locked):
    day = locked.first + A_DAY
    move_event(desk, locked, datetime.combine(day, time(14)), datetime.combine(day, time(16)))
    (strayed,) = desk.following.strayed()
    desk.following.agree(strayed)
    now, event = desk.plans.milestone(locked.id), desk.calendars.event(locked.event_id)
    assert (now.first, now.at, now.held) == (day, time(14), True)
    assert (event.start, event.end) == (datetime.combine(day, time(14)), datetime.combine(day, time(16)))


def test_an_event_that_was_moved_again_is_looked_at_again_before_its_milestone_follows(desk, locked):
    drag(desk, locked)
    (strayed,) = desk.following.strayed()
    drag(desk, locked)
    with pytest.raises(StaleError):
        desk.following.agree(strayed)
    assert days(desk.plans.milestone(locked.id)) == days(locked)


@pytest.mark.parametrize("how", ["agree", "put_back"])
@pytest.mark.parametrize("gone", ["milestone", "event", "event for good"])
def test_what_was_thrown_away_meanwhile_is_told_of(desk, locked, how, gone):
    drag(desk, locked)
    (strayed,) = desk.following.strayed()
    if gone == "milestone":
        desk.plans.delete([locked.id])
    else:
        desk.calendars.delete([locked.event_id])
    if gone == "event for good":
        desk.history.purge("event", [locked.event_id])
    with pytest.raises(NotFoundError):
        getattr(desk.following, how)(strayed)


def test_an_event_out_of_the_trash_on_old_days_is_asked_about_though_its_milestone_is_not_locked(desk, exercise):
    one = desk.plans.save(milestone(exercise, makes=(Makes.EVENT,)))
    desk.calendars.delete([one.event_id])
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=7)))
    desk.history.restore("event", [one.event_id])
    (strayed,) = desk.following.strayed([one.event_id])
    assert (strayed.milestone_id, strayed.first) == (one.id, one.first)
    desk.following.agree(strayed)
    now = desk.plans.milestone(one.id)
    assert days(now) == days(one)
    assert now.rule != one.rule
    assert desk.following.strayed() == []


@pytest.fixture
def left_behind(desk, exercise):
    """A milestone with an event and a task, which came out of the trash after STARTEX had moved a week."""
    one = desk.plans.save(milestone(exercise))
    desk.tasks.delete([one.task_id])
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=7)))
    return one


def test_a_task_out_of_the_trash_on_an_old_day_is_told_of(desk, exercise, left_behind):
    assert desk.following.strayed() == []
    desk.history.restore("task", [left_behind.task_id])
    (strayed,) = desk.following.strayed()
    assert (strayed.milestone_id, strayed.event_id, strayed.task_id) == (left_behind.id, 0, left_behind.task_id)
    assert desk.following.strayed([left_behind.event_id]) == []
    assert desk.following.strayed_of(desk.plans.plan(exercise.id)) == [strayed]


def test_a_task_out_of_the_trash_is_put_on_the_day_of_its_milestone(desk, left_behind):
    desk.tasks.restore([left_behind.task_id])
    (strayed,) = desk.following.strayed()
    desk.following.put_back(strayed)
    assert desk.tasks.task(left_behind.task_id).due.date() == desk.plans.milestone(left_behind.id).last
    assert desk.following.strayed() == []


def test_a_milestone_and_its_event_go_to_the_day_of_its_task(desk, left_behind):
    desk.tasks.restore([left_behind.task_id])
    (strayed,) = desk.following.strayed()
    desk.following.agree(strayed)
    now = desk.plans.milestone(left_behind.id)
    assert days(now) == days(left_behind)
    assert desk.calendars.event(now.event_id).start.date() == now.first
    assert desk.following.strayed() == []


def test_a_task_that_was_put_off_again_is_looked_at_again(desk, left_behind):
    desk.tasks.restore([left_behind.task_id])
    (strayed,) = desk.following.strayed()
    desk.tasks.delete([left_behind.task_id])
    for how in (desk.following.agree, desk.following.put_back):
        with pytest.raises(NotFoundError):
            how(strayed)


def test_a_locked_milestone_says_nothing_of_a_task_that_was_put_off_alone(desk, exercise):
    one = desk.plans.save(milestone(exercise, held=True))
    desk.tasks.snooze([one.task_id], 3)
    assert desk.following.strayed() == []


def test_an_event_out_of_the_trash_can_be_put_where_its_milestone_went(desk, exercise):
    one = desk.plans.save(milestone(exercise, makes=(Makes.EVENT,)))
    desk.calendars.delete([one.event_id])
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=7)))
    desk.history.restore("event", [one.event_id])
    (strayed,) = desk.following.strayed()
    desk.following.put_back(strayed)
    assert desk.following.strayed() == []
    assert desk.calendars.event(one.event_id).start.date() == desk.plans.milestone(one.id).first != one.first
