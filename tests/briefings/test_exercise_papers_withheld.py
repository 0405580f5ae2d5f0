"""What is withheld of exercises leaves no trace on their papers, nor on those that tell of what came out of their plans."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.briefings.records import PacketRequest
from liaison_desk.briefings.withheld import as_text
from liaison_desk.calendar.records import Calendar
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.backplan import Rule
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.notetext import write_link
from liaison_desk.exercises.records import LessonFilter, Makes, Member, Objective, Participant
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import Meeting, Portion, PortionKind
from tests.briefings.desks import HOME_ONLY, OPEN
from tests.briefings.exercise_desks import PAPERS, exercise_desk, inject, lesson, milestone, people, planned, sentinel
from tests.briefings.papers import USA_JPN, calendar_desk, pages

JPN = frozenset({"JPN"})
DAYS = {"since": date(2026, 11, 1), "until": date(2027, 1, 31)}
SECRET = Bilingual("ZANZIBAR", "朝霧")


@pytest.fixture
def made(tmp_path):
    desk, exercise = exercise_desk(tmp_path)
    with closing(desk):
        yield desk, exercise


def papers(desk, exercise=None, audience=USA_JPN, names=PAPERS, **days):
    """Return each paper as it is printed and as a Word file, of one exercise or of the period."""
    found = {}
    for name in names:
        request = PacketRequest(name, exercise=exercise.id if exercise else 0, audience=audience, **(DAYS | days))
        prepared = desk.briefings.prepare(request)
        made = desk.briefings.finish(prepared)
        found[name] = (made.pdf, made.outline, made.banner, desk.briefings.finish_docx(prepared).docx)
    return found


def same(before, after):
    assert [name for name in before if before[name] != after[name]] == []


def told(desk, template, exercise=None, audience=USA_JPN, **more):
    request = PacketRequest(template, exercise=exercise.id if exercise else 0, audience=audience, **(DAYS | more))
    return " ".join(" ".join(pages(desk.briefings.compose(request))).split())


def close(text):
    return "".join(text.split())


def plan_of(desk, exercise):
    return {one.key: one for one in desk.plans.plan(exercise.id).milestones}


def test_a_withheld_exercise_with_all_that_belongs_to_it_changes_no_byte(made):
    desk, exercise = made
    before, one = papers(desk), papers(desk, exercise)
    ito, hartwell, house = people(desk)
    ends = {"startex": datetime(2026, 12, 1, 8), "endex": datetime(2026, 12, 5, 17)}
    hidden, _ = planned(desk, sentinel(ito, hartwell, house, name=SECRET, series="Other", marking=HOME_ONLY, **ends))
    desk.msel.save(inject(hidden, "1", 60))
    desk.lessons.save(lesson(hidden, "ZANZIBAR"))
    same(before, papers(desk))
    same(one, papers(desk, exercise))
    assert "ZANZIBAR" in told(desk, "milestone-chart", hidden, JPN)
    assert "There is no exercise with dates to print." in told(desk, "milestone-chart", hidden)


def test_a_withheld_milestone_inject_and_lesson_change_no_byte(made):
    desk, exercise = made
    before = papers(desk, exercise)
    early = milestone(exercise, "early", date(2024, 5, 1), title=SECRET, marking=HOME_ONLY, held=True)
    desk.plans.save(early)
    desk.plans.save(
        milestone(exercise, "late", date(2026, 11, 20), title=SECRET, marking=None, held=True, makes=(Makes.TASK,))
    )
    desk.msel.save(inject(exercise, "000", -60, text=SECRET, marking=HOME_ONLY))
    desk.lessons.save(lesson(exercise, "ZANZIBAR", marking=HOME_ONLY))
    same(before, papers(desk, exercise))
    for name in ("milestone-chart", "back-plan", "exercise-read-ahead", "msel", "lessons-annex"):
        assert "ZANZIBAR" in told(desk, name, exercise, JPN), name


def test_the_first_withheld_milestone_of_an_exercise_makes_no_page(tmp_path):
    with closing(calendar_desk(tmp_path)) as desk:
        ito, hartwell, house = people(desk)
        exercise = desk.exercises.save(sentinel(ito, hartwell, house))
        before = papers(desk, exercise)
        desk.plans.save(milestone(exercise, "x", date(2026, 12, 1), title=SECRET, marking=HOME_ONLY))
        desk.msel.save(inject(exercise, "1", 60, marking=HOME_ONLY))
        desk.lessons.save(lesson(exercise, "ZANZIBAR", marking=HOME_ONLY))
        same(before, papers(desk, exercise))


def test_the_officer_is_told_which_numbers_of_injects_may_be_missed(made):
    """They are official, so they print as they are; the paper itself says nothing of it."""
    desk, exercise = made
    request = PacketRequest("msel", exercise=exercise.id, audience=USA_JPN, **DAYS)
    assert desk.briefings.compose(request).withheld.gaps == ()
    desk.msel.save(inject(exercise, "0025", 90, text=SECRET, marking=HOME_ONLY))
    desk.msel.save(inject(exercise, "0026", 95))
    gaps = ("0025 (GLOBAL SENTINEL 27)",)
    report = desk.briefings.compose(request).withheld
    assert report.gaps == gaps
    assert "Requests and injects print under their official numbers." in as_text(report, Language("en"))
    assert "0025" not in told(desk, "msel", exercise)
    assert desk.briefings.compose(replace(request, audience=JPN)).withheld.gaps == ()
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), marking=HOME_ONLY))
    assert desk.briefings.compose(request).withheld.gaps == ()


def test_rules_and_slack_do_not_name_a_withheld_milestone(made):
    desk, exercise = made
    open_text = close(told(desk, "back-plan", exercise))
    assert "30daysafterC&O" in open_text
    assert "workingdaystoMPC" in open_text
    plan = plan_of(desk, exercise)
    desk.plans.save(replace(plan["concept"], marking=HOME_ONLY))
    desk.plans.save(replace(plan_of(desk, exercise)["mpc"], marking=HOME_ONLY))
    text = close(told(desk, "back-plan", exercise))
    assert "C&O" not in text
    assert "MPC" not in text
    assert "Homeparticipationdecision" in text
    assert "Sitesurvey" in text
    assert "30daysafterC&O" in close(told(desk, "back-plan", exercise, JPN))


def test_a_compressed_plan_is_told_only_by_milestones_that_may_be(tmp_path):
    with closing(calendar_desk(tmp_path)) as desk:
        ito, hartwell, house = people(desk)
        exercise = desk.exercises.save(sentinel(ito, hartwell, house))
        desk.plans.save(milestone(exercise, "ahead", date(2026, 12, 20), rule=Rule(offset=-20)))
        desk.plans.save(milestone(exercise, "over", date(2026, 5, 1), title=SECRET, held=True, marking=HOME_ONLY))
        assert "Compressed" not in told(desk, "back-plan", exercise)
        assert "Compressed" in told(desk, "back-plan", exercise, JPN)


def test_a_withheld_member_vanishes_with_rank_and_role_and_his_cell_is_not_ours(made):
    desk, exercise = made
    rin = PersonName("Asagiri", "Rin", "朝霧", "凛")
    hidden = desk.contacts.save(Person(name=rin, rank="Col", rank_code="OF-5", nation="JPN", marking=None))
    names = ("planning-team", "exercise-read-ahead", "msel-our-cell")
    before = papers(desk, exercise, names=names)
    team = (
        *exercise.team,
        Member("Asagiri Rin", hidden.id, "JPN", "Envoy", "White cell"),
        Member("Rin Asagiri", 0, "JPN", "Typed", "White cell", until=date(2027, 3, 1)),
    )
    now = desk.exercises.save(replace(desk.exercises.exercise(exercise.id), team=team))
    same(before, papers(desk, now, names=names))


def test_when_a_withheld_member_joined_and_what_an_objective_that_names_him_is_numbered_change_no_byte(made):
    desk, exercise = made
    desk.contacts.save(Person(name=PersonName("Asagiri", "Rin", "朝霧", "凛"), nation="JPN", marking=HOME_ONLY))
    kept = desk.exercises.exercise(exercise.id)
    team = tuple(replace(one, since=None) for one in kept.team)
    kept = desk.exercises.save(replace(kept, team=team))
    desk.msel.save(inject(kept, "011", 95, objective="o2"))
    names = ("planning-team", "msel", "exercise-read-ahead")
    before = papers(desk, kept, names=names)
    hidden = Member("Rin Asagiri", 0, "JPN", "Envoy", since=date(2026, 12, 1))
    goals = (Objective("o0", Bilingual("Please Rin Asagiri", "朝霧凛")), *kept.objectives)
    kept = desk.exercises.save(replace(kept, team=(*team, hidden), objectives=goals))
    same(before, papers(desk, kept, names=names))
    assert "2. (U) Share one picture" in told(desk, "msel", kept, JPN)


def test_a_cell_of_somebody_withheld_is_no_cell_of_ours(made):
    desk, exercise = made
    hidden = desk.contacts.save(
        Person(name=PersonName("Asagiri", "Rin", "朝霧", "凛"), nation="JPN", marking=HOME_ONLY)
    )
    kept = desk.exercises.save(replace(desk.exercises.exercise(exercise.id), team=()))
    before = papers(desk, kept, names=("msel-our-cell",))
    member = Member("Asagiri Rin", hidden.id, "JPN", "Envoy", "Space cell")
    kept = desk.exercises.save(replace(kept, team=(member,)))
    same(before, papers(desk, kept, names=("msel-our-cell",)))
    assert "No inject is for a cell of ours." in told(desk, "msel-our-cell", kept)
    assert "Inject 001" in told(desk, "msel-our-cell", kept, JPN)


def test_of_a_cell_of_ours_somebody_who_may_be_told_speaks(made):
    desk, exercise = made
    hidden = desk.contacts.save(Person(name=PersonName("Asagiri", "Rin", "朝霧", "凛"), nation="JPN", marking=None))
    team = (Member("Asagiri Rin", hidden.id, "JPN", "", "Space cell"), *exercise.team)
    now = desk.exercises.save(replace(desk.exercises.exercise(exercise.id), team=team))
    assert "Inject 001" in told(desk, "msel-our-cell", now)


def test_words_that_name_somebody_withheld_vanish_alone(made):
    desk, exercise = made
    desk.contacts.save(Person(name=PersonName("Asagiri", "Rin", "朝霧", "凛"), nation="JPN", marking=None))
    kept = desk.exercises.exercise(exercise.id)
    parts = (*kept.participants, Participant(nation="AUS", role="Guests of Rin Asagiri"))
    goals = (*kept.objectives, Objective("o3", Bilingual("Please Rin Asagiri", "朝霧凛")))
    kept = desk.exercises.save(
        replace(kept, concept=Bilingual("Led by Rin Asagiri."), participants=parts, objectives=goals)
    )
    desk.msel.save(inject(kept, "010", 90, controller="Rin Asagiri", sender="Office of Rin Asagiri"))
    desk.lessons.save(lesson(kept, "Owners", owner="Rin Asagiri"))
    desk.plans.save(milestone(kept, "own", date(2026, 12, 3), title=Bilingual("Own day"), owner="Rin Asagiri"))
    for name in PAPERS:
        text = told(desk, name, kept)
        assert "Asagiri" not in text, name
        assert "ASAGIRI" not in text, name
    assert "Australia" in told(desk, "planning-team", kept)
    assert "Inject 010" in told(desk, "msel", kept)
    assert "Own day" in told(desk, "back-plan", kept)


def test_a_milestone_named_after_somebody_withheld_is_withheld_whole(made):
    desk, exercise = made
    desk.contacts.save(Person(name=PersonName("Asagiri", "Rin", "朝霧", "凛"), nation="JPN", marking=None))
    names = ("milestone-chart", "back-plan", "exercise-read-ahead")
    before = papers(desk, exercise, names=names)
    desk.plans.save(milestone(exercise, "call", date(2026, 12, 3), title=Bilingual("Call on Rin Asagiri"), held=True))
    same(before, papers(desk, exercise, names=names))


def test_a_lesson_carried_over_from_what_is_withheld_now_is_withheld(made):
    desk, exercise = made
    carried = desk.lessons.lesson(desk.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids[0])
    assert "Names came late" in told(desk, "lessons-annex", exercise)
    desk.lessons.save(replace(desk.lessons.lesson(carried.from_id), marking=HOME_ONLY))
    text = told(desk, "lessons-annex", exercise)
    assert "Names came late" not in text
    assert "GLOBAL SENTINEL 26" not in text
    assert "One calendar for both" in text


def test_the_task_of_a_lesson_goes_with_what_it_was_carried_over_from(made):
    desk, exercise = made
    carried = desk.lessons.lesson(desk.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids[0])
    assert "Names came late" in told(desk, "suspense-list")
    desk.lessons.save(replace(desk.lessons.lesson(carried.from_id), marking=HOME_ONLY))
    assert "Names came late" not in told(desk, "suspense-list")
    assert "Names came late" in told(desk, "suspense-list", audience=JPN)


def test_that_a_withheld_run_carried_a_lesson_on_is_not_told(made):
    desk, exercise = made
    carried = desk.lessons.lesson(desk.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids[0])
    early = desk.exercises.exercise(desk.lessons.lesson(carried.from_id).exercise_id)
    assert "Carried on to" in told(desk, "lessons-annex", early)
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), marking=HOME_ONLY))
    text = told(desk, "lessons-annex", early)
    assert "Names came late" in text
    assert "Carried on to" not in text


def test_the_task_of_a_milestone_goes_with_its_plan(made):
    desk, exercise = made
    plan = plan_of(desk, exercise)
    task = desk.tasks.task(plan["read-ahead"].task_id)
    desk.tasks.save(replace(task, title=Bilingual("Brief the director"), marking=OPEN))
    assert "Brief the director" in told(desk, "suspense-list")
    held = desk.tasks.task(task.id)
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), marking=HOME_ONLY))
    desk.tasks.save(replace(desk.tasks.task(task.id), marking=held.marking))
    assert "Brief the director" not in told(desk, "suspense-list")
    assert "Brief the director" in told(desk, "suspense-list", audience=JPN)


def test_a_note_that_links_to_the_task_of_a_withheld_plan_is_withheld(made):
    desk, exercise = made
    task = desk.tasks.task(plan_of(desk, exercise)["read-ahead"].task_id)
    words = f"See {write_link('task', task.uid, 'the paper')} in time."
    start = datetime(2026, 11, 26, 9)
    said = Portion(kind=PortionKind.INSIGHT, text=Bilingual(words, words), marking=OPEN)
    desk.meetings.save(
        Meeting(
            title=Bilingual("Sync"),
            start=start,
            end=start.replace(hour=10),
            zone="America/Denver",
            portions=(said,),
            marking=OPEN,
        )
    )
    assert "in time." in told(desk, "weekly")
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), marking=HOME_ONLY))
    desk.tasks.save(replace(desk.tasks.task(task.id), marking=OPEN))
    assert "in time." not in told(desk, "weekly")
    assert "in time." in told(desk, "weekly", audience=JPN)


def test_the_calendar_leaves_an_open_event_to_an_exercise_only_where_that_is_told(made):
    desk, exercise = made
    days = {"since": date(2026, 11, 1), "until": date(2028, 10, 31)}
    event = desk.calendars.event(exercise.event_id)
    desk.calendars.save(replace(event, title=Bilingual("Busy two weeks"), marking=OPEN))
    assert "Busy two weeks" not in told(desk, "exercises-24", **days)
    desk.exercises.save(replace(desk.exercises.exercise(exercise.id), marking=HOME_ONLY))
    event = desk.calendars.event(exercise.event_id)
    desk.calendars.save(replace(event, marking=OPEN))
    text = told(desk, "exercises-24", **days)
    assert "SENTINEL" not in text
    assert "Busy two weeks" in text


def test_the_nation_of_a_withheld_organization_does_not_stand_beside_the_exercise(made):
    desk, exercise = made
    names = ("exercises-24", "planning-team", "exercise-read-ahead")
    before = papers(desk, names=names)
    house = desk.contacts.save_organization(Organization(name=SECRET, nation="AUS", marking=HOME_ONLY))
    kept = desk.exercises.exercise(exercise.id)
    parts = (*kept.participants, Participant("ZANZIBAR", "AUS", house.id, role="Guests"))
    kept = desk.exercises.save(replace(kept, participants=parts))
    same(before, papers(desk, names=names))
    assert "AUS" in told(desk, "exercises-24", audience=JPN)
    desk.exercises.save(replace(kept, participants=(*parts, Participant(nation="AUS"))))
    assert "AUS" in told(desk, "exercises-24")


def test_in_whose_calendar_a_withheld_event_of_an_exercise_stands_is_not_told(made):
    desk, exercise = made
    event = desk.calendars.event(exercise.event_id)
    other = desk.calendars.save_calendar(Calendar(name=Bilingual("Visits", "来訪"), palette="exercises", marking=OPEN))
    desk.calendars.save(replace(event, marking=HOME_ONLY))
    before = papers(desk, names=("exercises-24",))
    desk.calendars.save(replace(desk.calendars.event(event.id), calendar_id=other.id))
    same(before, papers(desk, names=("exercises-24",)))


def test_a_withheld_calendar_of_exercises_changes_no_byte(made):
    desk, _ = made
    days = {"since": date(2026, 11, 1), "until": date(2028, 10, 31)}  # with an exercise that has no event
    before = papers(desk, names=("exercises-24",), **days)
    desk.calendars.save_calendar(Calendar(name=SECRET, palette="exercises", marking=HOME_ONLY, position=-1))
    same(before, papers(desk, names=("exercises-24",), **days))


def test_the_task_of_a_lesson_goes_with_the_lesson_of_an_earlier_run_it_was_carried_over_from(made):
    desk, exercise = made
    carried = desk.lessons.lesson(desk.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids[0])
    assert "Names came late" in told(desk, "suspense-list")
    desk.lessons.save(replace(desk.lessons.lesson(carried.from_id), marking=HOME_ONLY))
    for name in ("suspense-list", "exercise-read-ahead"):
        assert "Names came late" not in told(desk, name), name
        assert "Names came late" in told(desk, name, audience=JPN), name
