"""Moving STARTEX moves what follows from it and nothing that is agreed or done; and one undo takes all of it back."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.app.founding import new_profile
from liaison_desk.domain.backplan import WorkingDays, load_backplan, plan
from liaison_desk.exercises.records import MilestoneState
from liaison_desk.exercises.rules import planning as rules
from liaison_desk.foundation.core.errors import InvalidError, StaleError
from tests.conftest import HandClock
from tests.desks import new_desk
from tests.exercises.plans_using import (
    STARTEX,
    by_key,
    days,
    everything,
    milestone,
    new_exercise,
    planned_exercise,
    versions,
)

DAYS = st.integers(-400, 400).filter(bool)


@pytest.fixture(scope="module")
def shared():
    """A desk with a plan, for properties that put everything back: opening one for each example would take minutes."""
    with TemporaryDirectory() as folder:
        desk = new_desk(Path(folder) / "a.desk", new_profile("JPN", "USA"), HandClock())
        yield desk, planned_exercise(desk)
        desk.close()


@settings(max_examples=12)
@given(moved=DAYS, locked=st.sets(st.integers(0, 16), max_size=5), done=st.sets(st.integers(0, 16), max_size=4))
def test_moving_startex_moves_every_unlocked_milestone_by_its_rule_and_no_locked_or_done_one(
    shared, moved, locked, done
):
    desk, exercise = shared
    begun = everything(desk)
    ids = [one.id for one in desk.plans.plan(exercise.id).milestones]
    desk.plans.lock([ids[number] for number in locked])
    desk.plans.set_state([ids[number] for number in done], MilestoneState.DONE)
    before = by_key(desk, exercise)
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=moved)))
    after = by_key(desk, exercise)
    now = desk.exercises.exercise(exercise.id)
    # What the engine says of the same rules, asked without any desk around it.
    work = WorkingDays(rules.nations_of(now, desk.profile.get()))
    stands = plan(rules.steps_of(after.values()), *rules.dates_of(now), work)
    for key, one in after.items():
        assert one.rule == before[key].rule
        if one.held or one.state is MilestoneState.DONE:
            assert days(one) == days(before[key])
        else:
            assert days(one) == (stands[key].first, stands[key].last)
    assert (now.startex, now.endex - now.startex) == (
        STARTEX + timedelta(days=moved),
        exercise.endex - exercise.startex,
    )
    for _ in range(1 + bool(locked) + bool(done)):  # nothing locked is nothing to undo
        desk.history.undo()
    assert everything(desk) == begun


@settings(max_examples=12)
@given(moved=DAYS)
def test_events_and_tasks_stand_where_their_milestones_do(shared, moved):
    desk, exercise = shared
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=moved)))
    for one in desk.plans.plan(exercise.id).milestones:
        if one.event_id:
            event = desk.calendars.event(one.event_id)
            assert (event.start.date(), event.end.date() - timedelta(days=1)) == days(one)
        if one.task_id:
            assert desk.tasks.task(one.task_id).due.date() == one.last
    own = desk.calendars.event(desk.exercises.exercise(exercise.id).event_id)
    assert own.start.date() == STARTEX.date() + timedelta(days=moved)
    desk.history.undo()


@settings(max_examples=10)
@given(moved=DAYS)
def test_one_undo_restores_every_record_to_the_byte_and_redo_moves_them_again(shared, moved):
    desk, exercise = shared
    before = everything(desk)
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=moved)))
    after = everything(desk)
    assert after != before
    desk.history.undo()
    assert everything(desk) == before
    desk.history.redo()
    assert everything(desk) == after
    desk.history.undo()
    assert everything(desk) == before
    assert desk.check() == []


def test_planning_again_changes_no_version(desk):
    exercise = planned_exercise(desk)
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, datetime(2027, 2, 1, 8)))
    known = versions(desk)
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, datetime(2027, 2, 1, 8)))
    assert versions(desk) == known
    assert not desk.plans.try_startex(exercise.id, datetime(2027, 2, 1, 8)).moves


def test_adding_a_back_plan_twice_adds_nothing_the_second_time(desk):
    exercise = planned_exercise(desk)
    again = desk.plans.try_template(exercise.id, load_backplan("multinational"))
    assert again.after == again.before
    known = versions(desk)
    desk.plans.carry_out(again)
    assert versions(desk) == known


def test_saving_an_exercise_with_another_startex_moves_its_plan_too(desk):
    exercise = planned_exercise(desk)
    tried = {one.key: days(one) for one in desk.plans.try_startex(exercise.id, datetime(2027, 3, 1, 8)).after}
    now = desk.exercises.exercise(exercise.id)
    desk.exercises.save(rules.moved_to(now, datetime(2027, 3, 1, 8)))
    assert {key: days(one) for key, one in by_key(desk, exercise).items()} == tried


def test_a_plan_changed_meanwhile_is_not_moved_as_it_was_shown(desk):
    exercise = planned_exercise(desk)
    shown = desk.plans.try_startex(exercise.id, datetime(2027, 2, 1, 8))
    desk.plans.lock([shown.before[3].id])
    known = everything(desk)
    with pytest.raises(StaleError):
        desk.plans.carry_out(shown)
    assert everything(desk) == known


def test_an_exercise_changed_meanwhile_is_not_moved_as_it_was_shown(desk):
    exercise = planned_exercise(desk)
    shown = desk.plans.try_startex(exercise.id, datetime(2027, 2, 1, 8))
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), sponsor="J7"))
    known = everything(desk)
    with pytest.raises(StaleError):
        desk.plans.carry_out(shown)
    assert everything(desk) == known


def test_a_milestone_that_may_not_be_kept_leaves_nothing_half_moved(desk):
    exercise = planned_exercise(desk)
    shown = desk.plans.try_startex(exercise.id, datetime(2027, 2, 1, 8))
    last = shown.after[-1]
    spoilt = replace(shown, after=(*shown.after[:-1], replace(last, last=last.first - timedelta(days=1))))
    known = everything(desk)
    with pytest.raises(InvalidError) as caught:
        desk.plans.carry_out(spoilt)
    assert caught.value.problems[0].field == "last"
    assert everything(desk) == known
    assert desk.history.labels()[0] == "Move a plan"  # the template: what failed is nothing to undo


def test_a_ring_is_told_at_the_anchor_and_changes_nothing(desk):
    exercise = planned_exercise(desk)
    known = everything(desk)
    decision = next(
        one for one in desk.plans.plan(exercise.id).milestones if one.rule.anchor not in {"startex", "endex"}
    )
    first = by_key(desk, exercise)[decision.rule.anchor]
    with pytest.raises(InvalidError) as caught:
        desk.plans.save(replace(first, rule=replace(first.rule, anchor=decision.key)))
    assert {problem.field for problem in caught.value.problems} == {f"{first.key}.anchor", f"{decision.key}.anchor"}
    assert everything(desk) == known


def test_a_milestone_that_would_leave_the_calendar_is_told_at_its_offset(desk):
    exercise = planned_exercise(desk)
    with pytest.raises(InvalidError) as caught:
        desk.plans.try_startex(exercise.id, datetime(1951, 1, 15, 8))
    assert all(problem.field.endswith(".offset") for problem in caught.value.problems)


def test_a_late_plan_is_squeezed_into_the_time_left(desk):
    exercise = planned_exercise(desk)
    late = everything(desk)
    assert desk.plans.plan(exercise.id).compressed
    desk.plans.carry_out(desk.plans.try_compressed(exercise.id))
    squeezed = desk.plans.plan(exercise.id)
    assert not squeezed.compressed
    before = [one for one in squeezed.milestones if one.rule.offset < 0]
    assert all(desk.plans.today() <= one.last < STARTEX.date() for one in before)
    desk.history.undo()
    assert everything(desk) == late


def test_unlocking_gives_a_milestone_back_to_its_rule(desk):
    exercise = planned_exercise(desk)
    one = desk.plans.plan(exercise.id).milestones[8]
    desk.plans.lock([one.id])
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=28)))
    assert days(desk.plans.milestone(one.id)) == days(one)
    assert desk.plans.plan(exercise.id).stands[one.key].drift != 0
    desk.plans.lock([one.id], held=False)
    free = desk.plans.milestone(one.id)
    stand = desk.plans.plan(exercise.id).stands[one.key]
    assert days(free) == (stand.by_rule, stand.last) != days(one)


def test_two_new_milestones_of_one_name_get_keys_of_their_own(desk):
    exercise = new_exercise(desk)
    one, other = (desk.plans.save(milestone(exercise)) for _ in range(2))
    assert (one.key, other.key) == ("rehearsal", "rehearsal-2")


def test_a_stale_milestone_is_not_saved_over_a_newer_one(desk):
    exercise = new_exercise(desk)
    known = desk.plans.save(milestone(exercise))
    desk.plans.save(replace(known, place="Yokota"))
    with pytest.raises(StaleError):
        desk.plans.save(replace(known, place="Tokyo"))
    assert desk.plans.milestone(known.id).place == "Yokota"


def test_a_plan_can_be_kept_as_a_back_plan_and_used_for_the_next_exercise(desk, tmp_path):
    exercise = planned_exercise(desk)
    desk.plans.own = tmp_path / "own"
    desk.plans.save_as_template(exercise.id, "ours", "Our way", "我々の要領")
    kept = load_backplan("ours", desk.plans.own)
    assert (kept.title, kept.title_ja, kept.own) == ("Our way", "我々の要領", True)
    other = new_exercise(desk, "NEXT")
    desk.plans.carry_out(desk.plans.try_template(other.id, kept))
    assert {key: days(one) for key, one in by_key(desk, other).items()} == {
        key: days(one) for key, one in by_key(desk, exercise).items()
    }
