"""Undo at one seat after another has gone on: all of it, or none of it and one sentence that says why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import Inject, Lesson
from liaison_desk.foundation.core.errors import RefusedError, StaleError
from liaison_desk.meetings.records import Portion, PortionKind
from tests.conftest import Maker
from tests.exercises.plans_using import everything, milestone, new_exercise

A_DAY = timedelta(days=1)
OPEN = Marking("JPN")
HOME_ONLY = Marking("JPN", audience=frozenset({"JPN"}))


@pytest.fixture
def colleague(any_desk, clock):
    """The same desk at the seat of somebody else."""
    desk = open_desk(any_desk.location, clock=clock)
    desk.database.author = "colleague"
    yield desk
    desk.close()


@pytest.fixture
def plan(any_desk):
    exercise = new_exercise(any_desk)
    return exercise, any_desk.plans.save(milestone(exercise))


def test_a_deleted_milestone_does_not_come_back_to_an_exercise_in_the_trash(any_desk, colleague, plan):
    desk, (exercise, one) = any_desk, plan
    whole = everything(desk)
    desk.plans.delete([one.id])
    desk.database.clock.forward(minutes=1)
    colleague.exercises.delete([exercise.id])
    before = everything(desk)
    with pytest.raises(RefusedError, match="lies in the trash as well"):
        desk.history.undo()
    assert everything(desk) == before
    assert desk.history.labels() == ("Delete a milestone", None)
    colleague.history.undo()
    desk.history.undo()
    assert everything(desk).keys() == whole.keys()  # but for who wrote it last
    assert desk.check() == []


@pytest.mark.parametrize("kind", ["lesson", "inject", "portion"])
def test_what_belongs_to_a_record_stays_in_the_trash_with_it(any_desk, colleague, plan, kind):
    desk, (exercise, _) = any_desk, plan
    if kind == "lesson":
        desk.lessons.delete([desk.lessons.save(Lesson(exercise_id=exercise.id, title=Bilingual("The road"))).id])
    elif kind == "inject":
        desk.msel.delete([desk.msel.save(Inject(exercise_id=exercise.id, number="1", text=Bilingual("The road"))).id])
    else:
        meeting = Maker(desk).meeting("Office call", "The gate", "The road")
        desk.meetings.save(replace(meeting, portions=meeting.portions[:1]))
    desk.database.clock.forward(minutes=1)
    if kind == "portion":
        colleague.meetings.delete([meeting.id])
    else:
        colleague.exercises.delete([exercise.id])
    before = everything(desk)
    with pytest.raises(RefusedError, match="lies in the trash as well"):
        desk.history.undo()
    assert everything(desk) == before
    assert desk.search("road") == []


@pytest.mark.parametrize("way", ["undo of what added it", "redo of what threw it away"])
def test_an_exercise_does_not_go_from_under_a_milestone_that_a_colleague_added(any_desk, colleague, way):
    desk = any_desk
    exercise = new_exercise(desk)
    if way == "redo of what threw it away":
        desk.exercises.delete([exercise.id])
        desk.history.undo()
    colleague.plans.save(milestone(exercise))
    before = everything(desk)
    with pytest.raises(StaleError, match="Rehearsal has been added since by colleague"):
        (desk.history.redo if way.startswith("redo") else desk.history.undo)()
    assert everything(desk) == before
    colleague.history.undo()
    (desk.history.redo if way.startswith("redo") else desk.history.undo)()
    assert desk.exercises.exercise(exercise.id).deleted_at is not None


def test_a_meeting_does_not_go_from_under_a_note_that_a_colleague_wrote(any_desk, colleague):
    desk = any_desk
    meeting = Maker(desk).meeting("Office call")
    colleague.meetings.save(replace(meeting, portions=(Portion(kind=PortionKind.NOTE, text=Bilingual("The road")),)))
    before = everything(desk)
    with pytest.raises(StaleError):
        desk.history.undo()
    assert everything(desk) == before


def test_an_earlier_version_of_a_milestone_does_not_come_back_to_an_exercise_in_the_trash(any_desk, colleague, plan):
    desk, (exercise, one) = any_desk, plan
    entry = desk.history.entries(one.uid)[0]
    colleague.exercises.delete([exercise.id])
    before = everything(desk)
    with pytest.raises(RefusedError):
        desk.history.restore_version(entry.id)
    assert everything(desk) == before


def test_what_a_colleague_changed_since_is_not_taken_back(any_desk, colleague, plan):
    desk, (_, one) = any_desk, plan
    desk.plans.carry_out(desk.plans.try_move(one.id, one.first + A_DAY, one.last + A_DAY))
    colleague.plans.save(replace(colleague.plans.milestone(one.id), place="Yokota"))
    before = everything(desk)
    with pytest.raises(StaleError, match="has been changed since by colleague"):
        desk.history.undo()
    assert everything(desk) == before


@pytest.mark.parametrize("way", ["undo", "an earlier version"])
def test_what_a_colleague_made_while_an_exercise_was_marked_less_strictly_is_marked_as_strictly_again(
    any_desk, colleague, way
):
    desk = any_desk
    exercise = new_exercise(desk, marking=HOME_ONLY)
    lesson = desk.lessons.save(Lesson(exercise_id=exercise.id, title=Bilingual("Names came late"), marking=OPEN))
    strict = desk.history.entries(exercise.uid)[-1]
    desk.exercises.save(replace(exercise, marking=OPEN))
    before = everything(desk)
    one = colleague.plans.save(milestone(exercise, marking=OPEN))
    task_id = colleague.lessons.make_task(lesson.id)
    assert (desk.calendars.event(one.event_id).marking, desk.tasks.task(task_id).marking) == (OPEN, OPEN)
    if way == "undo":
        desk.history.undo()
    else:
        desk.history.restore_version(strict.id)
    found = {desk.tasks.task(one.task_id).marking, desk.tasks.task(task_id).marking}
    assert {desk.calendars.event(one.event_id).marking, *found} == {HOME_ONLY}
    if way == "undo":
        desk.history.redo()
    else:
        desk.history.undo()
    assert everything(desk)["exercise", exercise.id] == before["exercise", exercise.id]
    assert desk.check() == []
