"""A desk with an exercise of the shape of a large one: its plan, its team, its injects, what was learned, what comes after it."""

from dataclasses import replace
from datetime import date, datetime

from liaison_desk.calendar.records import Event
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.exercises.records import (
    Exercise,
    ExerciseState,
    Inject,
    InjectState,
    Lesson,
    LessonFilter,
    LessonKind,
    LessonState,
    Level,
    Member,
    Milestone,
    MilestoneState,
    Objective,
    Participant,
)
from liaison_desk.foundation.core.clock import FixedClock
from tests.briefings.desks import NOW, OPEN, PROFILE
from tests.briefings.papers import with_calendars
from tests.desks import filled_desk

PAPERS = (
    "milestone-chart", "back-plan", "planning-team", "msel", "msel-our-cell", "lessons-annex", "exercise-read-ahead", "exercises-24",
)  # fmt: skip
DONE = ("concept", "participation", "ipc")
LOCKED = ("mpc", "fpc")


def people(desk):
    """Save two people of the team and an organization that takes part."""
    ito = PersonName("Ito", "Ken", "伊藤", "健", "いとう", "けん")
    name = PersonName("Hartwell", "Dana")
    made = [
        desk.contacts.save(Person(name=ito, rank="Maj", rank_home="3等空佐", rank_code="OF-3", service="JASDF", nation="JPN", marking=OPEN)),
        desk.contacts.save(Person(name=name, rank="Col", rank_code="OF-5", service="USAF", nation="USA", marking=OPEN)),
    ]  # fmt: skip
    house = Organization(name=Bilingual("Pacific Planning Staff", "太平洋計画幕僚部"), nation="USA", marking=OPEN)
    return *made, desk.contacts.save_organization(house)


def sentinel(ito, hartwell, house, **more):
    """Return the exercise itself, not yet kept."""
    values = {
        "name": Bilingual("GLOBAL SENTINEL 27", "グローバル・センチネル27"),
        "series": "GLOBAL SENTINEL",
        "startex": datetime(2027, 1, 15, 8),
        "endex": datetime(2027, 1, 29, 17),
        "zone": "America/Denver",
        "state": ExerciseState.IN_PLANNING,
        "sponsor": "Pacific Planning Staff",
        "sponsor_id": house.id,
        "place": Bilingual("Colorado Springs", "コロラドスプリングス"),
        "audience": Bilingual("Staffs of both headquarters", "両司令部の幕僚"),
        "concept": Bilingual("Combined decisions are tried over two weeks.", "二週間、共同の意思決定を演練する。"),
        "participants": (
            Participant(nation="USA", level=Level.LEAD, role="Exercise director"),
            Participant(nation="JPN", level=Level.FULL, role="Space cell"),
            Participant("Pacific Planning Staff", "USA", house.id, Level.STAFF, "Control group"),
        ),
        "objectives": (
            Objective("o1", Bilingual("Share one picture in ten minutes", "状況図を10分以内に共有する")),
            Objective("o2", Bilingual("Try the release process", "開示手続を演練する"), ours=True),
        ),
        "team": (
            Member("Ito Ken", ito.id, "JPN", "Lead planner", "Space cell", leads=True),
            Member("Mori Aya", 0, "JPN", "Scribe", "Space cell", since=date(2026, 12, 1)),
            Member("Hartwell Dana", hartwell.id, "USA", "Director", "White cell", leads=True),
        ),
        "marking": OPEN,
    }
    return Exercise(**(values | more))


def planned(desk, exercise, **more):
    """Keep an exercise with the shipped plan; return it and its plan as they are then."""
    kept = desk.exercises.save(exercise, into_calendar=True)
    preview = desk.plans.try_template(kept.id, load_backplan("multinational"))
    after = tuple(replace(one, **({"marking": OPEN} | more)) for one in preview.after)
    plan = desk.plans.carry_out(replace(preview, after=after))
    keys = {one.key: one.id for one in plan.milestones}
    desk.plans.set_state([keys[key] for key in DONE], MilestoneState.DONE)
    desk.plans.lock([keys[key] for key in LOCKED])
    return desk.exercises.exercise(kept.id), desk.plans.plan(kept.id)


def inject(exercise, number, minutes, **more):
    values = {
        "text": Bilingual(f"Inject {number} begins.", f"状況付与{number}。"),
        "expected": Bilingual("The cell reports.", "セルが報告する。"),
        "kind": "scripted",
        "method": "e-mail",
        "cell": "Space cell",
        "sender": "Higher headquarters",
        "receiver": "Space operations",
        "controller": "Sam Lee",
        "objective": "o1",
        "state": InjectState.APPROVED,
        "marking": OPEN,
    }
    return Inject(exercise_id=exercise.id, number=number, minutes=minutes, **(values | more))


def lesson(exercise, title, **more):
    values = {
        "observation": Bilingual(f"Seen: {title}.", "観察した。"),
        "discussion": Bilingual("It matters.", "重要である。"),
        "recommendation": Bilingual("Change it.", "改める。"),
        "tags": ("training",),
        "marking": OPEN,
    }
    return Lesson(exercise_id=exercise.id, title=Bilingual(title, "件名"), **(values | more))


def fill(desk):
    """Put a whole exercise, its earlier run and a later one of another series into a desk; return the exercise."""
    ito, hartwell, house = people(desk)
    exercise, plan = planned(desk, sentinel(ito, hartwell, house))
    owned = next(one for one in plan.milestones if one.key == "arrival")
    desk.plans.save(replace(desk.plans.milestone(owned.id), owner="Ito Ken", owner_id=ito.id))
    for number, minutes, cell in (("001", 60, "Space cell"), ("002", -600, "White cell"), ("003", 1500, "Space cell")):
        desk.msel.save(inject(exercise, number, minutes, cell=cell))
    state = {"state": ExerciseState.CLOSED, "name": Bilingual("GLOBAL SENTINEL 26", "グローバル・センチネル26")}
    days = {"startex": datetime(2026, 1, 12, 8), "endex": datetime(2026, 1, 23, 17)}
    before = desk.exercises.save(sentinel(ito, hartwell, house, **state, **days))
    desk.lessons.save(lesson(before, "Names came late", owner="Ito Ken", owner_id=ito.id, state=LessonState.ACCEPTED))
    desk.lessons.carry(exercise.id)
    carried = desk.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids
    desk.lessons.make_task(carried[0], date(2026, 12, 20))
    desk.lessons.save(lesson(exercise, "One calendar for both", kind=LessonKind.SUSTAIN))
    later = {
        "name": Bilingual("TRIDENT DAWN 28", "トライデント・ドーン28"),
        "series": "TRIDENT DAWN",
        "state": ExerciseState.PLANNED,
    }
    when = {"startex": datetime(2027, 10, 4, 8), "endex": datetime(2027, 10, 15, 17), "zone": "Asia/Tokyo"}
    desk.exercises.save(sentinel(ito, hartwell, house, **later, **when))
    calendar = next(one for one in desk.calendars.calendars() if one.palette == "exercises")
    desk.calendars.save_calendars([replace(calendar, marking=OPEN)], "Change a calendar")
    star = Event(calendar_id=calendar.id, title=Bilingual("SOUTHERN STAR 27", "サザン・スター27"), start=datetime(2027, 6, 7), end=datetime(2027, 6, 19), all_day=True, marking=OPEN)  # fmt: skip
    desk.calendars.save(star)
    return exercise


def exercise_desk(folder, name="exercise.desk"):
    """Return a desk with calendars and an exercise, and the exercise."""
    return filled_desk(folder / name, _exercising, PROFILE, FixedClock(NOW))


def _exercising(desk):
    with_calendars(desk)
    return fill(desk)


def milestone(exercise, key, day, **more):
    """Return a milestone on one day, counted from STARTEX."""
    return Milestone(exercise_id=exercise.id, key=key, title=more.pop("title", Bilingual(key)), first=day, last=day, **({"marking": OPEN} | more))  # fmt: skip
