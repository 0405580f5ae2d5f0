"""Two people at one desk, on either engine: nobody moves what another has just moved, and nothing is done by halves."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.domain.backplan import Rule
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Inject, Lesson, MilestoneState
from liaison_desk.foundation.core.errors import DeskError, StaleError
from tests.desks import new_desk
from tests.exercises.plans_using import STARTEX, by_key, days, drag, everything, milestone, new_exercise

A_DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def seats(request, tmp_path, clock):
    """One desk, open twice."""
    if request.param == "sqlite":
        place = str(tmp_path / "one.desk")
        new_desk(tmp_path / "one.desk", new_profile("JPN", "USA"), clock).close()
    else:
        place = request.getfixturevalue("shared_desk_url")
    both = open_desk(place, clock=clock), open_desk(place, clock=clock)
    yield both
    for desk in both:
        desk.close()


@pytest.fixture
def plan(seats):
    """An exercise with a rehearsal and a report that counts from it, both with event and task."""
    exercise = new_exercise(seats[0])
    first = seats[0].plans.save(milestone(exercise))
    return exercise, first, seats[0].plans.save(milestone(exercise, "Report", rule=Rule(first.key, 10)))


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda desk, exercise, first, report: drag(desk, report),
        lambda desk, exercise, first, report: desk.tasks.complete([first.task_id]),
        lambda desk, exercise, first, report: desk.plans.delete([first.id]),
        lambda desk, exercise, first, report: desk.plans.save(milestone(exercise, "Another")),
        lambda desk, exercise, first, report: desk.exercises.save(
            replace(desk.exercises.exercise(exercise.id), days_off=("FRA",))
        ),
        lambda desk, exercise, first, report: desk.exercises.delete([exercise.id]),
    ],
)
def test_what_was_shown_is_not_done_on_a_plan_that_is_another_by_now(seats, plan, meanwhile):
    mine, theirs = seats
    preview = mine.plans.try_startex(plan[0].id, STARTEX + A_DAY)
    meanwhile(theirs, *plan)
    before = everything(mine)
    with pytest.raises(DeskError):
        mine.plans.carry_out(preview)
    assert everything(mine) == before
    assert mine.check() == []


def test_two_who_drag_events_of_one_plan_both_have_their_days(seats, plan):
    mine, theirs = seats
    exercise, first, report = plan
    drag(mine, first, 3 * A_DAY)
    drag(theirs, theirs.plans.milestone(report.id), A_DAY)
    now = by_key(mine, exercise)
    assert now[first.key].first == first.first + 3 * A_DAY
    for one in now.values():
        assert mine.calendars.event(one.event_id).start.date() == one.first
        assert theirs.tasks.task(one.task_id).due.date() == one.last
    assert mine.check() == []


def test_many_threads_at_one_plan_leave_it_sound(seats, plan):
    exercise, _, report = plan

    def work(desk, number):
        done = 0
        while done < 6:  # whoever is refused looks again; at the latest when the other is through, it is done
            with suppress(StaleError):
                if number == 0:
                    preview = desk.plans.try_startex(exercise.id, STARTEX + (done % 3) * A_DAY)
                    desk.plans.carry_out(preview)
                else:
                    drag(desk, desk.plans.milestone(report.id))
                done += 1

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, seats, range(2)))
    for desk in seats:
        known = desk.plans.plan(exercise.id)
        for one in known.milestones:
            assert days(one) == (known.stands[one.key].first, known.stands[one.key].last)
            assert desk.calendars.event(one.event_id).start.date() == one.first
            assert desk.tasks.task(one.task_id).due.date() == one.last
        assert desk.check() == []


def test_a_milestone_done_at_one_seat_is_not_moved_by_the_other(seats, plan):
    mine, theirs = seats
    exercise, first, _ = plan
    theirs.plans.set_state([first.id], MilestoneState.DONE)
    mine.plans.carry_out(mine.plans.try_startex(exercise.id, STARTEX + A_DAY))
    assert days(theirs.plans.milestone(first.id)) == days(first)


def test_one_number_is_given_to_one_inject_whoever_writes_first(seats, plan):
    mine, theirs = seats
    new = Inject(exercise_id=plan[0].id, number="7", minutes=0, text=Bilingual("Flood"))
    mine.msel.save(new)
    with pytest.raises(DeskError):
        theirs.msel.save(replace(new, text=Bilingual("Fire")))
    assert [one.text.host for one in theirs.msel.whole(plan[0].id)] == ["Flood"]


def test_a_lesson_carried_over_at_both_seats_is_there_once(seats, plan):
    mine, theirs = seats
    exercise = mine.exercises.save(replace(mine.exercises.exercise(plan[0].id), series="LANTERN"))
    earlier = {"startex": STARTEX - 400 * A_DAY, "endex": STARTEX - 390 * A_DAY}
    run = new_exercise(mine, "PACIFIC LANTERN 26", series="LANTERN", **earlier)
    mine.lessons.save(Lesson(exercise_id=run.id, title=Bilingual("Names came late")))
    assert len(mine.lessons.carry(exercise.id)) == 1
    assert theirs.lessons.carry(exercise.id) == []
