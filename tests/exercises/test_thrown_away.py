"""What is thrown away goes with all it made and comes back with it, and a plan is never spoilt by either."""

from dataclasses import replace
from datetime import timedelta

import pytest

from liaison_desk.domain.backplan import Rule, Unit, load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import EXERCISE, LESSON, ExerciseState, Inject, Lesson
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError, StaleError
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
    desk.history.restore(EXERCISE, [exercise.id])
    assert everything(desk) == before
    drag(desk, first)
    assert desk.plans.milestone(first.id).first == first.first + A_DAY


@pytest.mark.parametrize("gone", ["lesson", "exercise"])
def test_the_open_task_of_a_lesson_goes_with_it_and_comes_back_with_it(any_desk, exercise, gone):
    desk = any_desk
    lessons = [
        desk.lessons.save(Lesson(exercise_id=exercise.id, title=Bilingual(title))) for title in ("Maps", "Names")
    ]
    tasks = [desk.lessons.make_task(one.id) for one in lessons]
    desk.tasks.complete(tasks[1:])
    before = everything(desk)

    def throw_away():
        desk.database.clock.forward(minutes=1)
        if gone == "lesson":
            desk.lessons.delete([one.id for one in lessons])
        else:
            desk.exercises.delete([exercise.id])
        assert [desk.tasks.task(id_).deleted_at is not None for id_ in tasks] == [True, False]

    throw_away()
    desk.history.undo()
    assert everything(desk) == before
    throw_away()
    if gone == "lesson":
        desk.history.restore(LESSON, [one.id for one in lessons])
    else:
        desk.history.restore(EXERCISE, [exercise.id])
    assert everything(desk) == before
    assert desk.check() == []


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


def test_an_exercise_keeps_its_dates_as_long_as_a_plan_counts_from_them(any_desk, exercise, pair):
    desk, before = any_desk, everything(any_desk)
    undated = replace(desk.exercises.exercise(exercise.id), startex=None, endex=None, state=ExerciseState.IDEA)
    with pytest.raises(InvalidError) as caught:
        desk.exercises.save(undated)
    assert [one.field for one in caught.value.problems] == ["startex"]
    assert everything(desk) == before
    desk.plans.delete([one.id for one in pair])
    assert not desk.exercises.save(undated).dated


def test_what_counted_from_a_deleted_milestone_counts_from_startex_when_the_exercise_came_without_dates(
    any_desk, exercise, pair
):
    desk, (first, report) = any_desk, pair
    undated = replace(desk.exercises.exercise(exercise.id), startex=None, endex=None, state=ExerciseState.IDEA)
    with desk.database.write("Import") as transaction:
        desk.exercises.import_in(transaction, [undated])
    desk.plans.delete([first.id])
    assert desk.plans.milestone(report.id).rule == Rule("startex", 10)
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), startex=exercise.startex, endex=exercise.endex))
    assert desk.plans.plan(exercise.id).stands


def test_what_was_erased_for_good_does_not_come_again_when_the_plan_moves(any_desk, exercise, pair):
    desk, (_, report) = any_desk, pair
    desk.calendars.delete([report.event_id])
    desk.tasks.delete([report.task_id])
    desk.history.purge("event", [report.event_id])
    desk.history.purge("task", [report.task_id])
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + 7 * A_DAY))
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), series="LANTERN", zone="Asia/Seoul"))
    now = desk.plans.milestone(report.id)
    assert (now.event_id, now.task_id) == (0, 0)
    assert desk.check() == []


def test_what_a_milestone_is_to_become_again_comes_out_of_the_trash(any_desk, pair):
    desk, (_, report) = any_desk, pair
    without = desk.plans.save(replace(desk.plans.milestone(report.id), makes=()))
    assert desk.calendars.event(report.event_id).deleted_at is not None
    assert desk.tasks.task(report.task_id).deleted_at is not None
    later = {"first": report.first + timedelta(days=30), "last": report.last + timedelta(days=30)}
    moved = desk.plans.save(replace(without, **later, held=True))
    again = desk.plans.save(replace(moved, makes=report.makes))
    event, task = desk.calendars.event(again.event_id), desk.tasks.task(again.task_id)
    assert (event.id, event.deleted_at, event.start.date()) == (report.event_id, None, again.first)
    assert (task.id, task.deleted_at, task.due.date()) == (report.task_id, None, again.last)


@pytest.mark.parametrize("gone", ["a step", "a step and what counts from it, one after the other"])
def test_a_back_plan_added_again_and_again_gives_no_second_copy(any_desk, gone):
    desk, template = any_desk, load_backplan("multinational")
    exercise = planned_exercise(desk)
    number = len(desk.plans.plan(exercise.id).milestones)
    counting = next(step for step in template.steps if step.rule.anchor not in {"startex", "endex"})
    keys = ["ipc"] if gone == "a step" else [counting.rule.anchor, counting.key]
    for key in keys:
        desk.plans.delete([by_key(desk, exercise)[key].id])
        desk.plans.carry_out(desk.plans.try_template(exercise.id, template))
    desk.plans.carry_out(desk.plans.try_template(exercise.id, template))
    plan = desk.plans.plan(exercise.id)
    assert len(plan.milestones) == len(plan.stands) == number


def test_nothing_is_added_to_what_lies_in_the_trash_where_nobody_sees_it(any_desk, exercise, pair):
    desk, (first, report) = any_desk, pair
    lesson = desk.lessons.save(Lesson(exercise_id=exercise.id, title=Bilingual("Linguists")))
    inject = desk.msel.save(Inject(exercise_id=exercise.id, number="1", minutes=0, text=Bilingual("Flood")))
    preview = desk.plans.try_startex(exercise.id, STARTEX + A_DAY)
    desk.lessons.delete([lesson.id])
    desk.database.clock.forward(minutes=1)
    desk.exercises.delete([exercise.id])
    before = everything(desk)
    for act in (
        lambda: desk.plans.carry_out(preview),
        lambda: desk.plans.save(milestone(exercise, "New")),
        lambda: desk.plans.save(replace(report, place="Yokota")),
        lambda: desk.plans.lock([first.id]),
        lambda: desk.plans.carry_out(desk.plans.try_template(exercise.id, load_backplan("multinational"))),
        lambda: desk.msel.save(Inject(exercise_id=exercise.id, number="2", minutes=0, text=Bilingual("Fire"))),
        lambda: desk.msel.save(replace(inject, minutes=5)),
        lambda: desk.lessons.save(Lesson(exercise_id=exercise.id, title=Bilingual("Maps"))),
        lambda: desk.lessons.make_task(lesson.id),
        lambda: desk.history.restore(LESSON, [lesson.id]),
        lambda: desk.history.restore("milestone", [first.id]),
        lambda: desk.exercises.save(replace(desk.exercises.exercise(exercise.id), series="LANTERN")),
    ):
        with pytest.raises((RefusedError, NotFoundError, StaleError)):
            act()
        assert everything(desk) == before


@pytest.mark.parametrize("version", ["an earlier one", "the one that was thrown away"])
@pytest.mark.parametrize("lies", ["in the trash", "on the desk"])
def test_a_version_of_an_exercise_is_one_outside_the_trash_with_its_plan(any_desk, exercise, pair, version, lies):
    desk, before = any_desk, everything(any_desk)
    desk.exercises.delete([exercise.id])
    if lies == "on the desk":
        desk.history.restore(EXERCISE, [exercise.id])
    entries = [one for one in desk.history.entries(exercise.uid) if one.kind == "exercise" and one.after]
    deleted = next(one.id for one in entries if one.label == "Delete an exercise")
    desk.history.restore_version(entries[-1].id if version == "an earlier one" else deleted)
    assert everything(desk) == before
    assert desk.check() == []


def test_a_milestone_that_another_seat_threw_away_is_told_of_when_it_is_saved(any_desk, pair):
    desk, (_, report) = any_desk, pair
    desk.plans.delete([report.id])
    with pytest.raises(NotFoundError):
        desk.plans.save(replace(report, place="Yokota"))


def test_everything_is_sound_after_all_that(any_desk, exercise, pair):
    desk, (first, report) = any_desk, pair
    drag(desk, first)
    desk.tasks.complete([report.task_id])
    desk.plans.delete([first.id])
    desk.exercises.delete([exercise.id])
    desk.history.restore(EXERCISE, [exercise.id])
    assert desk.check() == []
