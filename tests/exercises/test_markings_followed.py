"""What became of milestones, lessons and exercises elsewhere is marked as strictly as all it tells of, and follows when that is marked anew."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.release import decide, rules_of
from liaison_desk.exercises.records import Lesson
from tests.exercises.plans_using import by_key, everything, milestone, new_exercise

OPEN = Marking("JPN")
HOST = Marking("USA")
TRILATERAL = Marking("USA", audience=frozenset({"USA", "JPN", "AUS"}))
BOTH = Marking("USA", audience=frozenset({"USA", "JPN"}))
HOME_ONLY = Marking("JPN", audience=frozenset({"JPN"}))
USA_JPN_AUS = frozenset({"USA", "JPN", "AUS"})


@pytest.fixture
def exercise(any_desk):
    return new_exercise(any_desk, marking=OPEN)


@pytest.fixture
def one(any_desk, exercise):
    return any_desk.plans.save(milestone(exercise, marking=OPEN))


@pytest.fixture
def lesson(any_desk, exercise):
    made = any_desk.lessons.save(Lesson(exercise_id=exercise.id, title=Bilingual("Names came late"), marking=OPEN))
    any_desk.lessons.make_task(made.id, date(2027, 2, 1))
    return any_desk.lessons.lesson(made.id)


def marked(desk, exercise, marking):
    return desk.exercises.save(replace(desk.exercises.exercise(exercise.id), marking=marking))


def markings(desk, exercise, *milestones):
    """Return how the events and tasks of an exercise and of milestones are marked."""
    events = [exercise.event_id, *(one.event_id for one in milestones)]
    return [desk.calendars.event(id_).marking for id_ in events] + [
        desk.tasks.task(one.task_id).marking for one in milestones
    ]


def readers(found):
    return {marking.readers for marking in found}


def test_plain_words_of_the_host_in_an_exercise_shared_with_others_go_no_further(any_desk):
    exercise = new_exercise(any_desk, marking=TRILATERAL)
    one = any_desk.plans.save(milestone(exercise, marking=HOST))
    for marking in (any_desk.calendars.event(one.event_id).marking, any_desk.tasks.task(one.task_id).marking):
        assert not decide(marking, USA_JPN_AUS, rules_of(any_desk.profile.get())).released
        assert decide(marking, frozenset({"USA", "JPN"}), rules_of(any_desk.profile.get())).released


def test_an_exercise_marked_anew_marks_its_event_those_of_its_milestones_and_all_tasks(any_desk, exercise, one, lesson):
    before = everything(any_desk)
    marked(any_desk, exercise, HOME_ONLY)
    assert set(markings(any_desk, exercise, one)) == {HOME_ONLY}
    assert any_desk.tasks.task(lesson.task_id).marking == HOME_ONLY
    any_desk.history.undo()
    assert everything(any_desk) == before
    marked(any_desk, exercise, BOTH)
    marked(any_desk, exercise, TRILATERAL)
    assert readers(markings(any_desk, exercise, one)) == {USA_JPN_AUS}
    assert readers([any_desk.tasks.task(lesson.task_id).marking]) == {USA_JPN_AUS}


def test_a_title_written_by_hand_does_not_keep_the_old_marking(any_desk, exercise, one):
    desk = any_desk
    for id_ in (exercise.event_id, one.event_id):
        desk.calendars.save(replace(desk.calendars.event(id_), title=Bilingual("Renamed")))
    desk.tasks.save(replace(desk.tasks.task(one.task_id), title=Bilingual("Renamed")))
    desk.plans.save(replace(desk.plans.milestone(one.id), marking=BOTH))
    own, *others = markings(desk, exercise, one)
    assert own == OPEN
    assert readers(others) == {frozenset({"USA", "JPN"})}
    marked(desk, exercise, HOME_ONLY)
    assert readers(markings(desk, exercise, one)) == {frozenset({"JPN"})}
    assert desk.calendars.event(one.event_id).title.host == "Renamed"


def test_a_marking_chosen_by_hand_stays_but_goes_nowhere_its_record_may_not_go_since(any_desk, exercise, one, lesson):
    desk = any_desk
    for id_ in (exercise.event_id, one.event_id):
        desk.calendars.save(replace(desk.calendars.event(id_), marking=TRILATERAL))
    for id_ in (one.task_id, lesson.task_id):
        desk.tasks.save(replace(desk.tasks.task(id_), marking=TRILATERAL))
    desk.plans.save(replace(desk.plans.milestone(one.id), place="Yokota"))
    assert set(markings(desk, exercise, one)) == {TRILATERAL}
    marked(desk, exercise, HOME_ONLY)
    found = [*markings(desk, exercise, one), desk.tasks.task(lesson.task_id).marking]
    assert readers(found) == {frozenset({"JPN"})}
    desk.lessons.save(replace(desk.lessons.lesson(lesson.id), marking=None))
    assert desk.tasks.task(lesson.task_id).marking is None


def test_what_lies_in_the_trash_comes_back_as_strictly_marked(any_desk, exercise, one, lesson):
    desk = any_desk
    events, tasks = [exercise.event_id, one.event_id], [one.task_id, lesson.task_id]
    desk.calendars.delete(events)
    desk.tasks.delete(tasks)
    marked(desk, exercise, HOME_ONLY)
    assert all(desk.calendars.event(id_).deleted_at is not None for id_ in events)
    assert all(desk.tasks.task(id_).deleted_at is not None for id_ in tasks)
    desk.history.restore("event", events)
    desk.history.restore("task", tasks)
    assert {desk.calendars.event(id_).marking for id_ in events} == {HOME_ONLY}
    assert {desk.tasks.task(id_).marking for id_ in tasks} == {HOME_ONLY}


def test_a_milestone_that_is_none_any_more_leaves_its_event_in_the_trash_as_strictly_marked(any_desk, exercise, one):
    desk = any_desk
    desk.plans.save(replace(one, makes=(), marking=HOME_ONLY))
    event = desk.calendars.event(one.event_id)
    assert (event.deleted_at is not None, event.marking) == (True, HOME_ONLY)
    task = desk.tasks.task(one.task_id)
    assert (task.deleted_at is not None, task.marking) == (True, HOME_ONLY)
    assert by_key(desk, exercise)[one.key].makes == ()


def test_what_lies_in_the_trash_with_its_milestone_comes_back_with_it_as_strictly_marked(any_desk, exercise, one):
    desk = any_desk
    desk.plans.delete([one.id])
    desk.database.clock.forward(minutes=1)
    marked(desk, exercise, HOME_ONLY)
    assert desk.calendars.event(one.event_id).deleted_at is not None
    desk.history.restore("milestone", [one.id])
    event, task = desk.calendars.event(one.event_id), desk.tasks.task(one.task_id)
    assert (event.deleted_at, event.marking, task.deleted_at, task.marking) == (None, HOME_ONLY, None, HOME_ONLY)


@pytest.fixture
def carried(any_desk, exercise, lesson):
    """The lesson as a later run of the series took it over, with a task of its own there."""
    marked(any_desk, exercise, OPEN)
    named = any_desk.exercises.save(replace(any_desk.exercises.exercise(exercise.id), series="LANTERN"))
    later = {"startex": named.startex + timedelta(days=400), "endex": named.endex + timedelta(days=400)}
    run = new_exercise(any_desk, "PACIFIC LANTERN 28", marking=OPEN, series="LANTERN", **later)
    (one,) = any_desk.lessons.carry(run.id)
    return one


@pytest.mark.parametrize("stricter", ["lesson", "exercise"])
@pytest.mark.parametrize("when", ["before", "after", "in the trash"])
def test_the_task_of_a_lesson_carried_on_is_marked_as_strictly_as_the_earlier_run(
    any_desk, exercise, lesson, carried, stricter, when
):
    desk = any_desk

    def mark_earlier():
        if stricter == "exercise":
            marked(desk, exercise, HOME_ONLY)
        else:
            desk.lessons.save(replace(desk.lessons.lesson(lesson.id), marking=HOME_ONLY))

    if when == "before":
        mark_earlier()
    task_id = desk.lessons.make_task(carried.id)
    if when != "before":
        assert desk.tasks.task(task_id).marking == OPEN
        before = everything(desk)
        if when == "in the trash":
            desk.lessons.delete([carried.id])
        mark_earlier()
        desk.history.undo()
        if when == "after":
            assert everything(desk) == before
        mark_earlier()
    assert desk.tasks.task(task_id).marking == HOME_ONLY


def test_a_lesson_marked_anew_marks_its_task(any_desk, lesson):
    any_desk.lessons.save(replace(lesson, marking=HOME_ONLY))
    assert any_desk.tasks.task(lesson.task_id).marking == HOME_ONLY
