"""Exercises over nights the clocks change, zones that are changed later, and dates that are moved alone."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.backplan import Landing, Rule, Unit
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_utc
from liaison_desk.exercises.records import ExerciseState, Inject, Makes, MilestoneState
from liaison_desk.exercises.rules.offsets import Start, offset_text, parse_offset
from liaison_desk.exercises.service.msel import start_of
from tests.exercises.plans_using import by_key, days, drag, everything, milestone, new_exercise, versions

A_DAY = timedelta(days=1)
SPRING, AUTUMN = datetime(2027, 3, 14, 2, 30), datetime(2027, 11, 7, 1, 30)  # skipped, and repeated, in Denver


def inject(desk, exercise, number, minutes):
    return desk.msel.save(Inject(exercise_id=exercise.id, number=number, minutes=minutes, text=Bilingual("Flood")))


@given(
    st.sampled_from([SPRING, AUTUMN]), st.integers(-300, 3000), st.integers(-3000, 3000),
    st.sampled_from(["America/Denver", "America/New_York", "Europe/London", "Australia/Lord_Howe"]),
)  # fmt: skip
def test_times_of_injects_are_read_back_as_they_are_written_whatever_the_clocks_do(startex, shift, minutes, zone):
    start = Start(startex + timedelta(minutes=shift), zone)
    assert parse_offset(offset_text(minutes, start), start) == minutes


@pytest.mark.parametrize("startex", [SPRING, AUTUMN])
def test_an_exercise_can_begin_in_an_hour_that_is_skipped_or_repeated(desk, startex):
    exercise = new_exercise(desk, startex=startex, endex=startex + 14 * A_DAY, zone="America/Denver")
    one = desk.plans.save(
        milestone(exercise, "Open", 0, at=startex.time(), rule=Rule("startex", 0, Unit.DAYS, landing=Landing.AS_IS))
    )
    event = desk.calendars.event(one.event_id)
    assert event.start.date() == one.first == startex.date()
    desk.calendars.save(replace(event, title=Bilingual("Called otherwise")))
    assert days(desk.plans.milestone(one.id)) == days(one)
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, startex + 7 * A_DAY))
    assert desk.exercises.exercise(exercise.id).startex == startex + 7 * A_DAY
    assert desk.plans.milestone(one.id).at == startex.time()
    assert desk.check() == []


def test_another_hour_of_startex_moves_injects_and_no_milestone(desk):
    exercise = new_exercise(desk)
    desk.plans.save(milestone(exercise, at=time(9)))
    flood = inject(desk, exercise, "1", 60)
    before, was = versions(desk), start_of(exercise).instant(flood.minutes)
    moved = desk.exercises.save(replace(exercise, startex=exercise.startex + timedelta(hours=2)))
    assert start_of(moved).instant(flood.minutes) == was + timedelta(hours=2)
    assert {key for key, version in versions(desk).items() if before[key] != version} == {("exercise", exercise.id)}


def test_another_zone_keeps_days_and_hours_and_moves_instants(desk):
    exercise = new_exercise(desk, zone="America/Denver")
    timed = desk.plans.save(milestone(exercise, "Timed", at=time(9)))
    whole = desk.plans.save(milestone(exercise, "Whole", -20))
    flood = inject(desk, exercise, "1", 60)
    moved = desk.exercises.save(replace(desk.exercises.exercise(exercise.id), zone="Asia/Tokyo"))
    assert days(desk.plans.milestone(timed.id)) == days(timed)
    event, task = desk.calendars.event(timed.event_id), desk.tasks.task(timed.task_id)
    assert (event.start, event.zone) == (datetime.combine(timed.first, time(9)), "Asia/Tokyo")
    assert (task.due, task.due_zone) == (datetime.combine(timed.last, time(9)), "Asia/Tokyo")
    assert desk.calendars.event(whole.event_id).start.date() == whole.first
    assert desk.following.strayed() == []
    assert start_of(moved).instant(flood.minutes) == to_utc(exercise.startex, "Asia/Tokyo").astimezone(UTC) + timedelta(
        hours=1
    )
    drag(desk, timed)
    assert desk.plans.milestone(timed.id).first == timed.first + A_DAY


def test_endex_alone_moves_what_counts_from_it(desk):
    exercise = new_exercise(desk)
    before = desk.plans.save(milestone(exercise, "Before"))
    after = desk.plans.save(milestone(exercise, "After", rule=Rule("endex", 10, landing=Landing.AS_IS)))
    state = everything(desk)
    desk.exercises.save(replace(exercise, endex=exercise.endex + 7 * A_DAY))
    now = by_key(desk, exercise)
    assert days(now["before"]) == days(before)
    assert now["after"].first == after.first + 7 * A_DAY
    event = desk.calendars.event(exercise.event_id)
    assert event.end.date() == (exercise.endex + 8 * A_DAY).date()
    desk.history.undo()
    assert everything(desk) == state


def test_startex_moved_past_a_locked_milestone_leaves_it_and_tells_how_far_it_is_off(desk):
    exercise = new_exercise(desk)
    one = desk.plans.save(milestone(exercise, rule=Rule("startex", -10, before="startex"), held=True))
    preview = desk.plans.try_startex(exercise.id, exercise.startex - 60 * A_DAY)
    (move,) = preview.moves
    assert move.was == move.now == days(one)
    assert move.drift > 0
    plan = desk.plans.carry_out(preview)
    assert plan.stands[one.key].slack < 0
    assert days(desk.plans.milestone(one.id)) == days(one)


def test_closing_an_exercise_moves_nothing(desk):
    exercise = new_exercise(desk)
    one = desk.plans.save(milestone(exercise))
    desk.plans.set_state([one.id], MilestoneState.DONE)
    before = versions(desk)
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), state=ExerciseState.CLOSED))
    assert {key for key, version in versions(desk).items() if before[key] != version} == {("exercise", exercise.id)}


def test_five_hundred_milestones_move_and_are_put_back_whole(desk):
    exercise = new_exercise(desk)
    many = [
        milestone(exercise, f"Step {n}", n % 380 - 400, key=f"step-{n}", makes=(Makes.EVENT,) if n % 10 == 0 else ())
        for n in range(500)
    ]
    desk.plans.carry_out(desk.plans.try_milestones(exercise.id, many))
    before = everything(desk)
    preview = desk.plans.try_startex(exercise.id, exercise.startex + 7 * A_DAY)
    assert len(preview.moves) > 480  # those whose weekend or holiday lies between stay
    desk.plans.carry_out(preview)
    desk.history.undo()
    assert everything(desk) == before
