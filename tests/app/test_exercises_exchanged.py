"""Exercises, their plans, MSELs and lessons, as archives and calendar files take them from desk to desk."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.calendar.records import EventFilter
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.exercises.records import (
    EXERCISE,
    INJECT,
    LESSON,
    MILESTONE,
    ExerciseFilter,
    ExerciseState,
    Inject,
    InjectState,
    Lesson,
    LessonFilter,
    Member,
    Participant,
)
from liaison_desk.foundation.core.codec import plain
from tests.desks import new_desk

STARTEX = datetime(2027, 1, 15, 8)
OPEN = Marking("JPN")
HOME_ONLY = Marking("JPN", audience=frozenset({"JPN"}))


@pytest.fixture
def desk(tmp_path, clock):
    """A desk with two runs of one series: the second planned back, with an MSEL and a lesson that was carried on."""
    with closing(new_desk(tmp_path / "mine.desk", new_profile("JPN", "USA"), clock)) as opened:
        house = opened.contacts.save_organization(Organization(name=Bilingual("Joint Staff"), nation="JPN"))
        planner = opened.contacts.save(Person(name=PersonName("Hayakawa", "Nozomi"), nation="JPN"))
        first = opened.exercises.save(
            replace(
                opened.exercises.new(),
                name=Bilingual("GLOBAL SENTINEL 26"),
                series="GLOBAL SENTINEL",
                state=ExerciseState.CLOSED,
                startex=STARTEX.replace(year=2026),
                endex=STARTEX.replace(year=2026, day=29),
            )
        )
        opened.lessons.save(Lesson(exercise_id=first.id, title=Bilingual("Names came late"), owner_id=planner.id))
        second = opened.exercises.save(
            replace(
                first,
                id=0,
                uid="",
                version=0,
                name=Bilingual("GLOBAL SENTINEL 27", "グローバル・センチネル27"),
                state=ExerciseState.IN_PLANNING,
                startex=STARTEX,
                endex=STARTEX + timedelta(days=14),
                participants=(Participant("Joint Staff", "JPN", house.id),),
                objectives=(opened.exercises.new_objective(Bilingual("Share one picture"), ours=True),),
                team=(Member("Hayakawa Nozomi", planner.id, "JPN", "Planner"),),
            ),
            into_calendar=True,
        )
        opened.plans.carry_out(opened.plans.try_template(second.id, load_backplan("multinational")))
        opened.msel.save_all(
            [Inject(exercise_id=second.id, number=f"{n:03}", minutes=60 * n, text=Bilingual(f"Inject {n}")) for n in (1, 2)],
            "Add injects",
        )  # fmt: skip
        (carried,) = opened.lessons.carry(second.id)
        opened.lessons.make_task(carried.id, date(2026, 12, 1))
        yield opened


@pytest.fixture
def other(tmp_path, clock):
    """Another desk, which gave its numbers to other records."""
    with closing(new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), clock, seed=2)) as opened:
        opened.contacts.save_organization(Organization(name=Bilingual("Another")))
        opened.exercises.save(replace(opened.exercises.new(), name=Bilingual("Ours alone")))
        yield opened


def called(desk, name="GLOBAL SENTINEL 27"):
    exercises = desk.exercises.exercises_by_ids(desk.exercises.listing(ExerciseFilter()).ids).values()
    return next(one for one in exercises if one.name.host == name)


def plan_of(desk):
    return {one.key: one for one in desk.plans.plan(called(desk).id).milestones}


def sent(desk, path, what="all"):
    export(desk, what, path)
    return path


def told_of(report):
    return [str(problem) for problem in report.problems]


def altered(path, part, change):
    """Change what an archive says of a part's records."""
    document = json.loads(path.read_text("utf-8"))
    document[part] = [one for one in map(change, document[part]) if one is not None]
    path.write_text(json.dumps(document), "utf-8")
    return path


@pytest.mark.parametrize("what", ["all", "exercises"])
def test_an_exercise_is_the_same_on_the_other_desk_with_all_it_names(desk, other, tmp_path, what):
    report = import_file(other, sent(desk, tmp_path / "x.json", what))
    assert (told_of(report), report.updated) == ([], 0)
    mine, theirs = called(desk), called(other)
    assert (theirs.uid, theirs.name, theirs.startex, theirs.objectives) == (
        mine.uid,
        mine.name,
        mine.startex,
        mine.objectives,
    )
    assert other.contacts.person(theirs.team[0].contact_id).name.family == "Hayakawa"
    assert other.contacts.organizations_by_ids([theirs.participants[0].organization_id])
    assert other.calendars.event(theirs.event_id).title == theirs.name
    ours, others = plan_of(desk), plan_of(other)
    assert [(key, one.first, one.last, one.rule) for key, one in ours.items()] == [
        (key, one.first, one.last, one.rule) for key, one in others.items()
    ]
    for key, one in others.items():
        assert (one.event_id == 0) == (ours[key].event_id == 0)
        if one.event_id:
            assert other.calendars.event(one.event_id).uid == desk.calendars.event(ours[key].event_id).uid
        if one.task_id:
            assert (other.tasks.task(one.task_id).source_kind, other.tasks.task(one.task_id).source_id) == (
                MILESTONE,
                one.id,
            )
    assert [one.number for one in other.msel.whole(theirs.id)] == ["001", "002"]
    lines = other.lessons.lines(other.lessons.listing(LessonFilter(exercise_id=theirs.id)).ids).values()
    assert [(one.runs, one.task_state) for one in lines] == [(1, "open")]
    assert (other.check(), other.following.strayed()) == ([], [])


@pytest.mark.parametrize("what", ["all", "exercises"])
def test_taken_in_again_it_changes_nothing(desk, other, tmp_path, what):
    path = sent(desk, tmp_path / "x.json", what)
    import_file(other, path)
    for one in (desk, other):
        before = one.history.count()
        report = import_file(one, path)
        assert (report.added, report.updated, told_of(report)) == (0, 0, [])
        assert one.history.count() == before


def test_what_the_other_desk_moved_comes_back_with_its_events_and_no_double(desk, other, tmp_path):
    import_file(other, sent(desk, tmp_path / "x.json"))
    other.plans.carry_out(other.plans.try_startex(called(other).id, STARTEX + timedelta(days=14)))
    other.plans.lock([plan_of(other)["fpc"].id])
    report = import_file(desk, sent(other, tmp_path / "back.json"))
    assert told_of(report) == []
    mine, theirs = plan_of(desk), plan_of(other)
    assert [(one.first, one.last, one.held) for one in mine.values()] == [
        (one.first, one.last, one.held) for one in theirs.values()
    ]
    assert len(mine) == len(load_backplan("multinational").steps)
    for one in mine.values():
        if one.event_id:
            assert desk.calendars.event(one.event_id).start.date() == one.first
    assert called(desk).startex == STARTEX + timedelta(days=14)
    assert (desk.following.strayed(), desk.check()) == ([], [])


def test_a_milestone_this_desk_added_follows_the_startex_that_came_in(desk, other, tmp_path):
    import_file(other, sent(desk, tmp_path / "x.json"))
    own = desk.plans.save(
        replace(plan_of(desk)["fpc"], id=0, uid="", version=0, key="own", event_id=0, title=Bilingual("Rehearsal"))
    )
    other.plans.carry_out(other.plans.try_startex(called(other).id, STARTEX + timedelta(days=28)))
    import_file(desk, sent(other, tmp_path / "back.json"))
    after = plan_of(desk)
    assert (after["own"].first, after["own"].last) == (after["fpc"].first, after["fpc"].last)
    assert after["own"].first > own.first
    assert desk.calendars.event(after["own"].event_id).start.date() == after["own"].first


@pytest.mark.parametrize("stricter", ["exercises", "milestones", "lessons"])
def test_what_is_marked_more_strictly_in_an_archive_leaves_nothing_it_became_here_as_it_was(
    desk, other, tmp_path, stricter
):
    path = sent(desk, tmp_path / "x.json")
    desk = other  # where all of it is new, and as open as the archive says
    for part in ("exercises", "milestones", "lessons", "events", "tasks"):
        altered(path, part, lambda one: one | {"marking": plain(OPEN)})
    import_file(desk, path)
    import_file(desk, altered(path, stricter, lambda one: one | {"marking": plain(HOME_ONLY)}))
    events = [one.event_id for one in plan_of(desk).values() if one.event_id]
    tasks = [one.task_id for one in plan_of(desk).values() if one.task_id]
    (lesson,) = desk.lessons.listing(LessonFilter(exercise_id=called(desk).id)).ids
    assigned = desk.tasks.task(desk.lessons.lesson(lesson).task_id)
    if stricter == "exercises":
        events.append(called(desk).event_id)
    if stricter != "milestones":
        assert assigned.marking == HOME_ONLY
    if stricter != "lessons":
        assert {desk.calendars.event(id_).marking for id_ in events} == {HOME_ONLY}
        assert {desk.tasks.task(id_).marking for id_ in tasks} == {HOME_ONLY}
    assert desk.check() == []


def test_milestones_that_only_this_desk_has_follow_an_exercise_that_came_without_any(desk, other, tmp_path):
    import_file(other, sent(desk, tmp_path / "x.json"))
    other.plans.carry_out(other.plans.try_startex(called(other).id, STARTEX + timedelta(days=28)))
    path = sent(other, tmp_path / "back.json")
    for part in ("milestones", "events", "tasks"):
        altered(path, part, lambda one: None)
    import_file(desk, path)
    assert called(desk).startex == STARTEX + timedelta(days=28)
    plan = desk.plans.plan(called(desk).id)
    for one in plan.milestones:
        assert (one.first, one.last) == (plan.stands[one.key].first, plan.stands[one.key].last)
        assert plan.stands[one.key].drift == 0
        if one.event_id:
            assert desk.calendars.event(one.event_id).start.date() == one.first


def test_a_milestone_that_comes_without_its_event_keeps_the_one_it_has_here(desk, other, tmp_path):
    import_file(other, sent(desk, tmp_path / "x.json"))
    theirs = plan_of(other)
    other.calendars.delete([one.event_id for one in theirs.values() if one.event_id] + [called(other).event_id])
    other.tasks.delete([one.task_id for one in theirs.values() if one.task_id])
    other.plans.carry_out(other.plans.try_startex(called(other).id, STARTEX + timedelta(days=28)))
    before, exercise = plan_of(desk), called(desk)
    import_file(desk, sent(other, tmp_path / "back.json"))
    after = plan_of(desk)
    made = [{key: (one.event_id, one.task_id) for key, one in plan.items()} for plan in (before, after)]
    assert made[0] == made[1]
    assert called(desk).event_id == exercise.event_id
    events, tasks = ({getattr(one, name) for one in desk.following.strayed()} - {0} for name in ("event_id", "task_id"))
    assert events == {exercise.event_id, *(one.event_id for one in after.values() if one.event_id)}
    assert tasks == {one.task_id for one in after.values() if one.task_id}


def test_one_undo_takes_an_archive_of_exercises_back(desk, other, tmp_path):
    import_file(other, sent(desk, tmp_path / "x.json"))
    other.history.undo()
    lines = other.exercises.lines(other.exercises.listing(ExerciseFilter()).ids).values()
    assert [one.name.host for one in lines] == ["Ours alone"]
    assert list(other.calendars.events(EventFilter()).ids) == []
    assert other.check() == []


def test_what_lies_in_the_trash_comes_back(desk, other, tmp_path):
    path = sent(desk, tmp_path / "x.json")
    import_file(other, path)
    other.exercises.delete([called(other).id])
    import_file(other, path)
    assert len(plan_of(other)) == len(plan_of(desk))
    assert len(other.msel.whole(called(other).id)) == 2
    assert other.check() == []


def without(field):
    return lambda one: {key: value for key, value in one.items() if key != field}


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("milestones", lambda one: one | {"rule": {"offset": "far"}}, "The field milestones.rule.offset does not hold"),
        ("milestones", lambda one: one | {"exercise_id": "nobody"}, "not in the archive and was left out: nobody"),
        ("milestones", lambda one: one | {"exercise_id": ""}, "not in the archive and was left out"),
        ("milestones", lambda one: one | {"last": "2020-01-01"}, "The last day lies before the first."),
        ("injects", without("number"), "The field injects.number is missing."),
        ("injects", lambda one: one | {"number": "001"}, "There is an inject 001 already."),
        ("lessons", lambda one: one | {"state": "rejected"}, "Say why the lesson is not followed."),
        ("exercises", lambda one: one | {"endex": "2020-01-01T00:00:00"}, "ENDEX lies before STARTEX."),
    ],
)  # fmt: skip
def test_what_was_altered_is_left_out_and_told(desk, other, tmp_path, part, change, said):
    path = altered(sent(desk, tmp_path / "x.json"), part, change)
    report = import_file(other, path)
    assert any(said in one for one in told_of(report)), told_of(report)
    assert report.skipped > 0
    assert other.check() == []


def test_a_plan_that_depends_on_itself_comes_in_and_can_be_mended(desk, other, tmp_path):
    ring = lambda one: one | {"rule": one.get("rule", {}) | {"anchor": "fpc"}} if one["key"] == "fpc" else one  # noqa: E731
    import_file(other, altered(sent(desk, tmp_path / "x.json"), "milestones", ring))
    plan = other.plans.plan(called(other).id)
    assert len(plan.milestones) == len(plan_of(desk))
    fpc = plan_of(other)["fpc"]
    other.plans.save(replace(fpc, rule=replace(fpc.rule, anchor="startex")))
    assert other.plans.plan(called(other).id).stands


def test_an_inject_both_desks_numbered_alike_stays_on_either_and_is_told(desk, other, tmp_path):
    import_file(other, sent(desk, tmp_path / "x.json"))
    for one in (desk, other):
        one.msel.save(Inject(exercise_id=called(one).id, number="003", text=Bilingual("Mine")))
    report = import_file(other, sent(desk, tmp_path / "x.json"))
    assert "There is an inject 003 already. Choose another number." in told_of(report)
    assert [one.number for one in other.msel.whole(called(other).id)].count("003") == 1


def test_a_plan_both_desks_made_by_one_template_is_not_doubled(desk, other, tmp_path):
    bare = altered(sent(desk, tmp_path / "x.json"), "milestones", lambda one: None)
    import_file(other, bare)
    other.plans.carry_out(other.plans.try_template(called(other).id, load_backplan("multinational")))
    report = import_file(other, sent(desk, tmp_path / "whole.json"))
    steps = load_backplan("multinational").steps
    assert len([one for one in told_of(report) if "The plan has a milestone" in one]) == len(steps)
    assert len(other.plans.plan(called(other).id).milestones) == len(steps)
    assert other.check() == []


@pytest.mark.parametrize("rule", [{"offset": 2**30, "unit": "months"}, {"length": 2**30}, {"anchor": "\u202e" * 400}])
def test_a_rule_nobody_can_reckon_with_stops_no_plan_from_being_seen(desk, other, tmp_path, rule):
    path = altered(sent(desk, tmp_path / "x.json"), "milestones", lambda one: one | {"rule": rule})
    import_file(other, path)
    assert len(other.plans.plan(called(other).id).milestones) == len(load_backplan("multinational").steps)
    assert other.lanes.lanes(ExerciseFilter(), "en")


def test_a_calendar_file_that_moves_the_event_of_a_milestone_moves_the_milestone(desk, tmp_path):
    path = tmp_path / "fpc.ics"
    export(desk, "calendar", path)
    fpc = plan_of(desk)["fpc"]
    event = desk.calendars.event(fpc.event_id)
    lines = path.read_bytes().split(b"\r\n")
    start = lines.index(b"UID:" + event.uid.encode())
    end = lines.index(b"END:VEVENT", start)
    for number in range(start, end):
        for name, day in ((b"DTSTART", event.start), (b"DTEND", event.end)):
            if lines[number].startswith(name):
                moved = day + timedelta(days=7)
                lines[number] = name + b";VALUE=DATE:" + f"{moved:%Y%m%d}".encode()
        if lines[number].startswith(b"SEQUENCE:"):
            lines[number] = b"SEQUENCE:9"
    path.write_bytes(b"\r\n".join(lines))
    import_file(desk, path)
    assert plan_of(desk)["fpc"].first == fpc.first + timedelta(days=7)


def test_the_command_line_finds_checks_and_tells_of_all_four_kinds(say, desk, tmp_path):
    place, exercise = tmp_path / "mine.desk", called(desk)
    inject = desk.msel.whole(exercise.id)[0]
    uids = {EXERCISE: exercise.uid, MILESTONE: plan_of(desk)["fpc"].uid, INJECT: inject.uid}
    (lesson,) = desk.lessons.lessons_by_ids(desk.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids).values()
    uids[LESSON] = lesson.uid
    words = {
        EXERCISE: "センチネル27",
        MILESTONE: "Final planning conference",
        INJECT: "Inject 1",
        LESSON: "Names came late",
    }
    for kind, said in words.items():
        assert kind in {hit["type"] for hit in say("search", place, said, "--json").json}
        assert say("history", place, uids[kind], "--json").json
    assert say("check", place).code == 0


def test_the_command_line_writes_and_takes_in_an_archive_of_exercises(say, desk, db, tmp_path):
    file = tmp_path / "exercises.json"
    assert say("export", tmp_path / "mine.desk", "exercises", "--output", file).code == 0
    assert say("import", db, file).code == 0
    assert say("search", db, "SENTINEL", "--json").json


def test_states_of_injects_come_along_with_their_instants(desk, other, tmp_path):
    first = desk.msel.whole(called(desk).id)[0]
    desk.msel.set_state([first.id], InjectState.CLOSED)
    import_file(other, sent(desk, tmp_path / "x.json", "exercises"))
    there, here = other.msel.whole(called(other).id)[0], desk.msel.inject(first.id)
    assert (there.state, there.delivered_at, there.closed_at) == (here.state, here.delivered_at, here.closed_at)
    assert there.closed_at is not None


def test_of_a_milestone_alone_nothing_is_kept(other, tmp_path):
    path = tmp_path / "x.json"
    stray = {
        "uid": "stray",
        "exercise_id": 3,
        "key": "x",
        "title": {"host": "X"},
        "first": "2027-01-01",
        "last": "2027-01-01",
    }
    path.write_text(json.dumps({"format": "liaison-desk", "version": 1, "milestones": [stray]}))
    report = import_file(other, path)
    assert (report.added, report.skipped) == (0, 1)
    assert other.check() == []
