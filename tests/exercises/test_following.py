"""Milestones follow their events and tasks, and those follow them; what is agreed stays, and is told of for somebody to decide."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from liaison_desk.calendar.records import Recurrence
from liaison_desk.domain.backplan import Rule
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import EventStands, Makes, MilestoneState
from liaison_desk.tasks.records import TaskState
from tests.exercises.plans_using import STARTEX, days, drag, everything, milestone, new_exercise, rehearsal_and_report

A_DAY = timedelta(days=1)


@pytest.fixture
def exercise(any_desk):
    return new_exercise(any_desk)


@pytest.fixture
def pair(any_desk, exercise):
    return rehearsal_and_report(any_desk, exercise)


def again(desk, *milestones):
    return [desk.plans.milestone(one.id) for one in milestones]


def test_dragging_an_event_moves_its_milestone_and_what_counts_from_it_in_the_same_action(any_desk, pair):
    desk, (first, report) = any_desk, pair
    before = everything(desk)
    drag(desk, first)
    moved, followed = again(desk, first, report)
    assert days(moved) == (first.first + A_DAY, first.last + A_DAY)
    stand = desk.plans.plan(moved.exercise_id).stands[report.key]
    assert (stand.landed, stand.by_rule) == (moved.last + 10 * A_DAY, followed.first)
    assert desk.calendars.event(followed.event_id).start.date() == followed.first
    assert desk.tasks.task(followed.task_id).due.date() == followed.last
    after = everything(desk)
    desk.history.undo()
    assert everything(desk) == before
    desk.history.redo()
    assert everything(desk) == after


def test_milestones_are_found_among_more_events_than_a_query_can_name(any_desk, pair):
    desk, (first, _) = any_desk, pair
    event = desk.calendars.event(first.event_id)
    moved = EventStands(event.id, event.start + A_DAY, event.end + A_DAY, event.zone, event.all_day)
    others = [replace(moved, event_id=10**6 + n) for n in range(260_000)]
    with desk.database.write("Import") as transaction:
        desk.following.events_moved(transaction, [*others, moved])
    assert days(desk.plans.milestone(first.id)) == (first.first + A_DAY, first.last + A_DAY)


def test_a_dragged_milestone_keeps_its_new_interval_when_startex_moves(any_desk, exercise, pair):
    desk, (first, _) = any_desk, pair
    drag(desk, first, 3 * A_DAY)
    dragged = desk.plans.milestone(first.id)
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + 28 * A_DAY))
    moved = desk.plans.milestone(first.id)
    assert moved.rule == dragged.rule
    assert desk.plans.plan(exercise.id).stands[first.key].landed == dragged.first + 28 * A_DAY


def test_a_locked_milestone_stays_and_is_told_of_as_strayed(any_desk, exercise, pair):
    desk, (first, report) = any_desk, pair
    desk.plans.lock([first.id])
    locked, _ = again(desk, first, report)
    drag(desk, locked)
    assert again(desk, first, report) == [locked, desk.plans.milestone(report.id)]
    (strayed,) = desk.following.strayed()
    assert (strayed.milestone_id, strayed.first, strayed.was) == (first.id, first.first + A_DAY, days(first))
    assert desk.following.strayed([first.event_id]) == [strayed]
    assert desk.following.strayed([report.event_id]) == []


def test_a_strayed_milestone_is_agreed_anew_where_its_event_stands(any_desk, pair):
    desk, (first, report) = any_desk, pair
    desk.plans.lock([first.id])
    drag(desk, first)
    desk.following.agree(desk.following.strayed()[0])
    agreed, followed = again(desk, first, report)
    assert (agreed.held, *days(agreed)) == (True, first.first + A_DAY, first.last + A_DAY)
    assert desk.calendars.event(followed.event_id).start.date() == followed.first
    assert desk.following.strayed() == []


def test_a_strayed_event_is_put_back(any_desk, pair):
    desk, (first, _) = any_desk, pair
    desk.plans.lock([first.id])
    known = desk.calendars.event(first.event_id)
    drag(desk, first)
    desk.following.put_back(desk.following.strayed()[0])
    event = desk.calendars.event(first.event_id)
    assert (event.start, event.end) == (known.start, known.end)
    assert desk.following.strayed() == []


def test_an_exercise_whose_own_event_was_dragged_is_told_of_and_does_not_move(any_desk, exercise):
    desk = any_desk
    event = desk.calendars.event(exercise.event_id)
    desk.calendars.save(replace(event, start=event.start + A_DAY, end=event.end + A_DAY))
    assert desk.exercises.exercise(exercise.id).startex == STARTEX
    (strayed,) = desk.following.strayed()
    assert (strayed.milestone_id, strayed.first) == (0, STARTEX.date() + A_DAY)


def test_a_done_task_makes_its_milestone_done_and_back(any_desk, pair):
    desk, (_, report) = any_desk, pair
    desk.tasks.complete([report.task_id])
    assert desk.plans.milestone(report.id).state is MilestoneState.DONE
    desk.history.undo()
    assert desk.plans.milestone(report.id).state is MilestoneState.PLANNED
    desk.history.redo()
    desk.tasks.save(replace(desk.tasks.task(report.task_id), state=TaskState.OPEN))
    assert desk.plans.milestone(report.id).state is MilestoneState.PLANNED


def test_a_done_milestone_completes_its_task_and_back(any_desk, pair):
    desk, (_, report) = any_desk, pair
    desk.plans.set_state([report.id], MilestoneState.DONE)
    assert desk.tasks.task(report.task_id).state is TaskState.DONE
    desk.plans.set_state([report.id], MilestoneState.PLANNED)
    assert desk.tasks.task(report.task_id).state is TaskState.OPEN


def test_a_done_milestone_does_not_move_with_its_event(any_desk, pair):
    desk, (first, _) = any_desk, pair
    desk.plans.set_state([first.id], MilestoneState.DONE)
    drag(desk, first)
    assert days(desk.plans.milestone(first.id)) == days(first)


def test_a_cancelled_milestone_cancels_its_event_and_task(any_desk, pair):
    desk, (_, report) = any_desk, pair
    desk.plans.set_state([report.id], MilestoneState.CANCELLED)
    assert desk.calendars.event(report.event_id).status == "cancelled"
    assert desk.tasks.task(report.task_id).state is TaskState.CANCELLED
    desk.plans.set_state([report.id], MilestoneState.PLANNED)
    assert desk.calendars.event(report.event_id).status == "confirmed"
    assert desk.tasks.task(report.task_id).state is TaskState.OPEN


def test_a_snoozed_task_moves_its_milestone_and_the_event_with_it(any_desk, pair):
    desk, (_, report) = any_desk, pair
    task = desk.tasks.task(report.task_id)
    desk.tasks.save(replace(task, due=task.due + 2 * A_DAY))
    moved = desk.plans.milestone(report.id)
    assert moved.last == report.last + 2 * A_DAY
    assert desk.calendars.event(report.event_id).start.date() == moved.first
    desk.history.undo()
    assert days(desk.plans.milestone(report.id)) == days(report)


def test_a_task_of_a_locked_milestone_may_be_put_off_alone(any_desk, pair):
    desk, (_, report) = any_desk, pair
    desk.plans.lock([report.id])
    task = desk.tasks.task(report.task_id)
    desk.tasks.save(replace(task, due=task.due + 2 * A_DAY))
    assert days(desk.plans.milestone(report.id)) == days(report)


def test_an_event_renamed_by_hand_keeps_its_name(any_desk, exercise, pair):
    desk, (first, report) = any_desk, pair
    desk.calendars.save(replace(desk.calendars.event(first.event_id), title=Bilingual("Our rehearsal")))
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), name=Bilingual("SILENT LANTERN")))
    assert desk.calendars.event(first.event_id).title.host == "Our rehearsal"
    assert desk.calendars.event(report.event_id).title.host == "SILENT LANTERN: Report"
    assert desk.tasks.task(report.task_id).title.host == "SILENT LANTERN: Report"


def test_an_event_deleted_by_hand_stays_in_the_trash_when_the_plan_moves(any_desk, exercise, pair):
    desk, (first, _) = any_desk, pair
    desk.calendars.delete([first.event_id])
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + 14 * A_DAY))
    assert desk.calendars.event(first.event_id).deleted_at is not None
    assert not desk.plans.outcomes([first])[first.id].event


def test_a_series_is_nobodys_milestone(any_desk, pair):
    desk, (first, _) = any_desk, pair
    event = desk.calendars.event(first.event_id)
    weekly = replace(
        event, recurrence=Recurrence(("FREQ=WEEKLY;COUNT=4",)), start=event.start + A_DAY, end=event.end + A_DAY
    )
    desk.calendars.save(weekly)
    assert days(desk.plans.milestone(first.id)) == days(first)


def test_an_event_given_a_time_in_another_zone_gives_its_milestone_that_time_at_the_place_of_the_exercise(
    any_desk, pair
):
    desk, (first, _) = any_desk, pair
    event = desk.calendars.event(first.event_id)
    start = datetime(2026, 12, 17, 9)  # in Tokyo: the afternoon before in Colorado
    desk.calendars.save(
        replace(
            event, start=start, end=start + timedelta(hours=2), zone="Asia/Tokyo", end_zone="Asia/Tokyo", all_day=False
        )
    )
    moved = desk.plans.milestone(first.id)
    assert (moved.first, moved.last, moved.at) == (date(2026, 12, 16), date(2026, 12, 16), time(17))
    kept = desk.calendars.event(first.event_id)
    assert (kept.start, kept.end, kept.zone) == (start, start + timedelta(hours=2), "Asia/Tokyo")


def test_a_task_put_off_to_an_hour_keeps_that_hour(any_desk, pair):
    desk, (_, report) = any_desk, pair
    task = desk.tasks.task(report.task_id)
    due = datetime.combine(report.last + 2 * A_DAY, time(15))
    desk.tasks.save(replace(task, due=due, due_all_day=False))
    assert desk.plans.milestone(report.id).last == due.date()
    kept = desk.tasks.task(report.task_id)
    assert (kept.due, kept.due_all_day) == (due, False)


def test_several_tasks_put_off_at_once_move_their_milestones_as_far(any_desk, exercise):
    desk = any_desk
    one = desk.plans.save(milestone(exercise, "Names", -40))
    other = desk.plans.save(milestone(exercise, "Seats", rule=Rule(one.key, 10)))
    desk.tasks.snooze([one.task_id, other.task_id], 3)
    dues = [desk.tasks.task(each.task_id).due.date() for each in (one, other)]
    assert [each.last for each in again(desk, one, other)] == dues
    assert dues[0] > one.last


def test_several_tasks_done_at_once_make_their_milestones_done(any_desk, exercise):
    desk = any_desk
    one = desk.plans.save(milestone(exercise, "Names", -40))
    other = desk.plans.save(milestone(exercise, "Seats", rule=Rule(one.key, 10)))
    before = everything(desk)
    desk.tasks.complete([one.task_id, other.task_id])
    assert {each.state for each in again(desk, one, other)} == {MilestoneState.DONE}
    desk.history.undo()
    assert everything(desk) == before


def test_a_time_of_day_keeps_its_wall_time_over_the_change_of_clocks(any_desk, exercise):
    desk = any_desk
    one = desk.plans.save(milestone(exercise, at=time(9), rule=Rule("startex", 0)))
    desk.plans.carry_out(
        desk.plans.try_startex(exercise.id, datetime(2027, 3, 15, 8))
    )  # the clocks went on the day before
    event = desk.calendars.event(one.event_id)
    assert (event.start, event.zone, event.all_day) == (datetime(2027, 3, 15, 9), "America/Denver", False)
    task = desk.tasks.task(one.task_id)
    assert (task.due, task.due_zone) == (datetime(2027, 3, 15, 9), "America/Denver")


def test_dragging_a_timed_event_to_another_hour_changes_the_time_alone(any_desk, exercise):
    desk = any_desk
    one = desk.plans.save(milestone(exercise, at=time(9)))
    drag(desk, one, timedelta(hours=2))
    moved = desk.plans.milestone(one.id)
    assert (days(moved), moved.at) == (days(one), time(11))
    assert desk.tasks.task(one.task_id).due.time() == time(11)


def test_what_a_milestone_makes_can_be_changed(any_desk, pair):
    desk, (first, _) = any_desk, pair
    with_task = desk.plans.save(replace(first, makes=(Makes.TASK,)))
    assert desk.calendars.event(first.event_id).deleted_at is not None
    assert desk.tasks.task(with_task.task_id).title.host == "PACIFIC LANTERN 27: Rehearsal"
    outcome = desk.plans.outcomes([with_task])[with_task.id]
    assert (outcome.event, outcome.task) == (False, "open")


def test_several_events_dragged_at_once_end_where_they_were_put(any_desk, pair):
    desk, (first, report) = any_desk, pair
    moved = []
    for one in (first, report):
        event = desk.calendars.event(one.event_id)
        moved.append(replace(event, start=event.start + 7 * A_DAY, end=event.end + 7 * A_DAY))
    with desk.database.write("Move events") as transaction:
        desk.calendars.save_in(transaction, moved)
    assert [days(one) for one in again(desk, first, report)] == [
        (one.first + 7 * A_DAY, one.last + 7 * A_DAY) for one in (first, report)
    ]
    for one, event in zip((first, report), moved, strict=True):
        assert desk.calendars.event(one.event_id).start == event.start
