"""What exercises name and what names them: contacts merged, anything of it erased for good."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from liaison_desk.contacts.records import Organization
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Inject, Lesson, LessonFilter, Member, Participant
from tests.exercises.plans_using import STARTEX, drag, everything, milestone, new_exercise


@pytest.fixture
def two(make):
    return make.person("Kisaragi", "Jun"), make.person("Kisaragi", "J.")


def erase(desk, kind, id_):
    desk.history.purge(kind, [id_])
    assert desk.check() == []


def test_two_contacts_in_one_team_that_are_merged_lose_nothing_that_was_said_of_either(desk, two):
    one, other = two
    team = (
        Member("Jun Kisaragi", one.id, role="Planner", cell="J5", until=date(2026, 6, 30)),
        Member("Sato"),
        Member("J. Kisaragi", other.id, role="Lead planner", cell="J3", leads=True, since=date(2026, 7, 1)),
    )
    exercise = new_exercise(desk, team=team)
    step = desk.plans.save(milestone(exercise, owner="J. Kisaragi", owner_id=other.id))
    before = everything(desk)
    desk.merging.merge(one, other, {})
    now = desk.exercises.exercise(exercise.id).team
    assert [(member.contact_id, member.role, member.cell) for member in now] == [
        (one.id, "Planner", "J5"), (0, "", ""), (one.id, "Lead planner", "J3"),
    ]  # fmt: skip
    assert desk.plans.milestone(step.id).owner_id == one.id
    assert desk.check() == []
    desk.history.undo()
    assert everything(desk) == before


def test_two_contacts_of_whom_a_team_says_the_same_become_one_member(desk, two):
    one, other = two
    exercise = new_exercise(desk, team=(Member("Jun", one.id, role="Planner"), Member("J.", other.id, role="Planner")))
    desk.merging.merge(one, other, {})
    assert [(member.contact_id, member.role) for member in desk.exercises.exercise(exercise.id).team] == [
        (one.id, "Planner")
    ]


def test_a_contact_erased_for_good_leaves_no_name_in_teams_milestones_and_lessons(desk, two):
    one, _ = two
    exercise = new_exercise(desk, team=(Member("Jun Kisaragi", one.id, role="Planner"), Member("Sato")))
    step = desk.plans.save(milestone(exercise, owner="Jun Kisaragi", owner_id=one.id))
    lesson = desk.lessons.save(
        Lesson(exercise_id=exercise.id, title=Bilingual("Maps"), owner="Jun Kisaragi", owner_id=one.id)
    )
    desk.contacts.delete([one.id])
    erase(desk, "person", one.id)
    said = str(
        (desk.exercises.exercise(exercise.id).team, desk.plans.milestone(step.id), desk.lessons.lesson(lesson.id))
    )
    assert "Kisaragi" not in said
    assert "Sato" in said
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=7)))
    assert desk.check() == []


def test_an_organization_erased_for_good_leaves_its_exercise_without_a_sponsor(desk):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Joint Staff")))
    exercise = new_exercise(
        desk, sponsor="Joint Staff", sponsor_id=house.id, participants=(Participant("Joint Staff", "JPN", house.id),)
    )
    desk.contacts.delete_organizations([house.id])
    erase(desk, "organization", house.id)
    now = desk.exercises.exercise(exercise.id)
    assert (now.sponsor_id, now.sponsor) == (0, "—")
    assert now.participants[0].organization_id == 0
    desk.exercises.save(replace(now, series="LANTERN"))


@pytest.mark.parametrize("kind", ["event", "task"])
def test_a_plan_goes_on_without_what_was_erased_for_good(desk, kind):
    exercise = new_exercise(desk)
    one = desk.plans.save(milestone(exercise))
    service, id_ = (desk.calendars, one.event_id) if kind == "event" else (desk.tasks, one.task_id)
    service.delete([id_])
    erase(desk, kind, id_)
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, STARTEX + timedelta(days=7)))
    now = desk.plans.milestone(one.id)
    assert (now.event_id, now.task_id) == ((0, one.task_id) if kind == "event" else (one.event_id, 0))
    if kind == "task":
        drag(desk, now)
        assert desk.plans.milestone(one.id).first > now.first


def test_the_event_of_an_exercise_erased_for_good_is_let_go_of(desk):
    exercise = new_exercise(desk)
    desk.calendars.delete([exercise.event_id])
    erase(desk, "event", exercise.event_id)
    now = desk.exercises.exercise(exercise.id)
    assert now.event_id == 0
    assert desk.exercises.save(replace(now, series="LANTERN")).event_id == 0
    again = desk.exercises.save(desk.exercises.exercise(exercise.id), into_calendar=True)
    assert desk.calendars.event(again.event_id).deleted_at is None


def test_an_exercise_erased_for_good_takes_its_own_along_and_leaves_what_was_carried_on(desk):
    earlier = {"startex": STARTEX - timedelta(days=400), "endex": STARTEX - timedelta(days=390)}
    run = new_exercise(desk, "PACIFIC LANTERN 26", series="LANTERN", **earlier)
    exercise = new_exercise(desk, series="LANTERN")
    lesson = desk.lessons.save(Lesson(exercise_id=run.id, title=Bilingual("Names came late")))
    task_id = desk.lessons.make_task(lesson.id)
    inject = desk.msel.save(Inject(exercise_id=run.id, number="1", minutes=0, text=Bilingual("Flood")))
    step = desk.plans.save(milestone(run))
    (carried,) = desk.lessons.carry(exercise.id)
    desk.exercises.delete([run.id])
    erase(desk, "exercise", run.id)
    assert desk.msel.injects_by_ids([inject.id]) == desk.plans.milestones_by_ids([step.id]) == {}
    now = desk.lessons.lesson(carried.id)
    assert (now.title.host, now.from_id) == ("Names came late", 0)
    assert desk.lessons.followed(carried.id) == ([], [])
    assert desk.tasks.task(task_id).title.host == "Names came late"
    assert desk.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids.tolist() == [carried.id]
    while desk.history.undo() is not None:
        pass
    assert desk.check() == []
