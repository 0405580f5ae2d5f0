"""The papers of exercises: what each of them tells, in both languages, narrowed to one exercise or about all of the period."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.briefings.document import Form
from liaison_desk.briefings.records import About, ItemRef, PacketItem, PacketLanguage, PacketRequest
from liaison_desk.briefings.sections.exercise_charts import form_of
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import EXERCISE, Exercise, ExerciseState, InjectState, LessonFilter, MilestoneState
from liaison_desk.exercises.rules.tags import read_tags
from liaison_desk.foundation.core.errors import NotFoundError
from tests.briefings.clean_pages import assert_clean_pages
from tests.briefings.desks import OPEN
from tests.briefings.exercise_desks import PAPERS, exercise_desk, inject, milestone
from tests.briefings.papers import pages
from tests.briefings.reading import Reading
from tests.briefings.word_files import parts


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    desk, exercise = exercise_desk(tmp_path_factory.mktemp("exercises"))
    with closing(desk):
        yield desk, exercise


@pytest.fixture
def own(tmp_path):
    """A desk of one's own, to be changed."""
    desk, exercise = exercise_desk(tmp_path)
    with closing(desk):
        yield desk, exercise


def printed(desk, template, exercise=None, **more):
    request = PacketRequest(template, exercise=exercise.id if exercise is not None else 0, **more)
    return desk.briefings.compose(request)


def told(desk, template, exercise=None, **more):
    """Return what a paper says, its lines joined."""
    return " ".join(" ".join(pages(printed(desk, template, exercise, **more))).split())


def close(text):
    """Return a text without blanks, for words are broken over lines."""
    return "".join(text.split())


def test_the_chart_is_one_page_with_every_milestone_both_fiscal_years_and_three_zones(made):
    desk, exercise = made
    result = printed(desk, "milestone-chart", exercise)
    text = " ".join(" ".join(pages(result)).split())
    assert result.pages == 1
    assert "(U) GLOBAL SENTINEL 27" in text
    for words in ("US FY 2027", "Japan FY 2026", "Days off USA", "Days off JPN", "As of 27 Nov 2026"):
        assert words in text
    assert "STARTEX Friday 15 0800T / 1500Z / 0000I+1 JAN 27" in text
    for one in desk.plans.plan(exercise.id).milestones:
        assert one.short.host in text, one.key
    assert all(nation in text for nation in ("United States", "Japan", "Both nations"))


def test_several_exercises_have_a_page_each(made):
    desk, _ = made
    result = printed(desk, "milestone-chart", since=date(2026, 11, 1), until=date(2027, 1, 31))
    found = pages(result)
    assert result.pages == 2
    assert ["GLOBAL SENTINEL 27" in found[0], "TRIDENT DAWN 28" in found[1]] == [True, True]
    assert "GLOBAL SENTINEL 26" not in "".join(found), "it is closed"


def test_the_chart_speaks_japanese(made):
    desk, exercise = made
    text = close(told(desk, "milestone-chart", exercise, language=PacketLanguage.HOME))
    for words in ("グローバル・センチネル27", "初期計画会議", "休日JPN", "日程合意済み", "2026年11月27日現在", "両国"):
        assert close(words) in text


def test_forms_tell_how_a_milestone_stands():
    exercise = Exercise(id=1, name=Bilingual("X"))
    ahead = milestone(exercise, "a", date(2027, 1, 1))
    over = milestone(exercise, "b", date(2026, 1, 1))
    today = date(2026, 11, 27)
    assert form_of(ahead, today) is Form.PLANNED
    assert form_of(replace(ahead, held=True), today) is Form.AGREED
    assert form_of(over, today) is Form.PAST
    assert form_of(replace(over, held=True), today) is Form.PAST, "that it was agreed does not make it done"
    assert form_of(replace(over, state=MilestoneState.DONE), today) is Form.DONE
    assert form_of(replace(ahead, state=MilestoneState.CANCELLED), today) is Form.CANCELLED
    assert form_of(replace(ahead, first=today, last=today), today) is Form.PLANNED, "today is not over"


def test_the_chart_is_heard_whole_by_those_who_do_not_see_it(made):
    desk, exercise = made
    figures = Reading(printed(desk, "milestone-chart", exercise).pdf).whole.all("Figure")
    assert len(figures) == 1
    for words in ("(U) IPC, Initial planning conference", "United States, Done", "STARTEX–ENDEX", "Lock: dates agreed"):
        assert words in figures[0].instead


def test_the_back_plan_says_rules_owners_and_the_days_off_that_were_avoided(made):
    desk, exercise = made
    text = close(told(desk, "back-plan", exercise))
    for words in (
        "15 months before STARTEX, for 3 working days",
        "30 days after C&O",
        "working days to IPC",
        "ITO Ken",
        "weekend",
        "Compressed plan (U)",
        "(Past and not done)",
    ):
        assert close(words) in text, words


def test_a_back_plan_calls_no_worked_day_a_weekend(made):
    """Four days of meeting from Wednesday 15 July would end on a Monday: they begin a day sooner, and no day off is to blame."""
    desk, exercise = made
    text = close(told(desk, "back-plan", exercise))
    assert close("15 Jul, weekend") not in text
    assert close("moved to lie in one week") in text
    assert close("16 Nov, weekend") in text, "the decision of the home nation was due on a Sunday"


def test_a_back_plan_names_no_day_off_where_other_days_were_agreed(own):
    """What lies off its rule avoids nothing that the rule would have met."""
    desk, exercise = own
    (one,) = (found for found in desk.plans.plan(exercise.id).milestones if found.key == "participation")
    assert close("16 Nov, weekend") in close(told(desk, "back-plan", exercise))
    agreed = date(2025, 12, 2)
    desk.plans.change([one.id], "Agree", lambda found: replace(found, held=True, first=agreed, last=agreed))
    assert close("16 Nov, weekend") not in close(told(desk, "back-plan", exercise))


def test_a_plan_in_time_is_not_called_compressed(own):
    desk, exercise = own
    plan = desk.plans.plan(exercise.id)
    desk.plans.set_state([one.id for one in plan.milestones], MilestoneState.DONE)
    assert "Compressed" not in told(desk, "back-plan", exercise)


def test_the_planning_team_stands_by_nation_and_precedence_with_ranks_in_the_readers_words(made):
    desk, exercise = made
    text = told(desk, "planning-team", exercise)
    assert text.index("HARTWELL Dana") < text.index("ITO Ken") < text.index("Mori Aya")
    assert "Col USAF" in text
    assert "from 1 Dec 2026" in text
    assert "Leads the exercise" in text
    japanese = close(told(desk, "planning-team", exercise, language=PacketLanguage.HOME))
    assert "伊藤健" in japanese
    assert "3等空佐" in japanese


def test_of_an_exercise_without_dates_the_roster_says_that_they_are_open(own):
    desk, exercise = own
    later = replace(desk.exercises.exercise(exercise.id), id=0, uid="", version=0, startex=None, endex=None, event_id=0)
    kept = desk.exercises.save(replace(later, name=Bilingual("NEW DAWN"), state=ExerciseState.IDEA))
    text = told(desk, "planning-team", kept)
    assert "STARTEX (U) Not yet decided" in text
    assert "Days off of" not in text


def test_who_has_left_the_team_is_not_on_its_roster(own):
    desk, exercise = own
    team = tuple(replace(one, until=date(2026, 11, 1)) if one.name == "Ito Ken" else one for one in exercise.team)
    kept = desk.exercises.save(replace(desk.exercises.exercise(exercise.id), team=team))
    assert "ITO Ken" not in told(desk, "planning-team", kept)


def test_the_msel_stands_by_time_in_three_zones(made):
    desk, exercise = made
    text = told(desk, "msel", exercise)
    assert text.index("D-1 2200T") < text.index("D 0900T") < text.index("D+1 0900T")
    assert "1600Z / 0100I+1" in text
    assert "Exercise objectives 1. (U) Share one picture in ten minutes 2. (U) Try the release process" in text
    assert text.count("Share one picture") == 1, "injects name it by its number"
    assert text.count("The cell reports. 1 Sam Lee") == 3
    assert "Approved" in text


def test_our_cell_is_that_of_our_people_unless_one_is_named(made):
    desk, exercise = made
    text = told(desk, "msel-our-cell", exercise)
    assert ["Inject 001" in text, "Inject 003" in text, "Inject 002" in text] == [True, True, False]
    item = PacketItem("msel", {"cell": "white CELL", "ours": True})
    named = told(desk, "msel-our-cell", exercise, items=(item,))
    assert ["Inject 001" in named, "Inject 002" in named] == [False, True]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (PacketLanguage.HOST, "No inject is for a cell of ours."),
        (PacketLanguage.HOME, "自国のセルに対する状況付与はありません。"),
    ],
)
def test_where_nobody_of_ours_sits_in_a_cell_the_paper_of_our_cell_says_so(own, language, said):
    desk, exercise = own
    team = tuple(replace(one, cell="") for one in exercise.team)
    kept = desk.exercises.save(replace(desk.exercises.exercise(exercise.id), team=team))
    assert close(said) in close(told(desk, "msel-our-cell", kept, language=language))
    named = (PacketItem("msel", {"cell": "blue", "ours": True}),)
    assert "Nothing to report." in told(desk, "msel-our-cell", kept, items=named)


def test_an_exercise_without_injects_has_no_page_in_the_msel(made):
    desk, _ = made
    assert "TRIDENT DAWN" not in told(desk, "msel", since=date(2026, 11, 1), until=date(2027, 1, 31))


def test_lessons_say_where_they_came_from_and_what_became_of_them(made):
    desk, exercise = made
    text = told(desk, "lessons-annex", exercise)
    for words in ("Sustain", "Improve", "Observation:", "Carried over from (U) GLOBAL SENTINEL 26", "Training"):
        assert words in text
    assert "Names came late (Open)" in text
    early = desk.lessons.lesson(
        desk.lessons.lesson(desk.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids[0]).from_id
    )
    assert "Carried on to (U) GLOBAL SENTINEL 27" in told(
        desk, "lessons-annex", desk.exercises.exercise(early.exercise_id)
    )


def test_the_discussion_of_a_lesson_is_called_on_paper_what_it_is_called_in_its_form(made):
    """What happened is thought over (考察); that of a meeting is a talk (討議)."""
    desk, exercise = made
    text = close(told(desk, "lessons-annex", exercise, language=PacketLanguage.HOME))
    assert close("考察:重要である。") in text
    assert "討議" not in text


def test_the_read_ahead_tells_what_it_is_for_and_where_we_stand(made):
    desk, exercise = made
    text = told(desk, "exercise-read-ahead", exercise)
    for words in (
        "Combined decisions are tried over two weeks.",
        "Try the release process [objective of Japan]",
        "Where we stand: milestones ahead",
        "Still to be done",
        "Planning team",
        "Milestone chart",
    ):
        assert words in text, words


def test_the_calendar_of_exercises_holds_each_once(made):
    desk, _ = made
    found = pages(printed(desk, "exercises-24", since=date(2026, 11, 1), until=date(2028, 10, 31)))
    assert ["".join(found).count(name) for name in ("GLOBAL SENTINEL 27", "TRIDENT DAWN 28", "SOUTHERN STAR 27")] == [
        1,
        1,
        1,
    ]
    assert "Initial planning" not in "".join(found)


def test_with_milestones_the_calendar_shows_their_events(made):
    desk, _ = made
    item = PacketItem("exercises24", {"milestones": True})
    text = told(desk, "exercises-24", since=date(2026, 1, 1), until=date(2027, 12, 31), items=(item,))
    assert "Final planning conference" in text


def test_an_entry_may_be_about_one_exercise(made):
    desk, exercise = made
    about = About(records=(ItemRef(EXERCISE, exercise.uid),))
    text = told(desk, "weekly", items=(PacketItem("exercise_chart", about=about),))
    assert "GLOBAL SENTINEL 27" in text
    assert "TRIDENT DAWN" not in text


def test_an_exercise_in_the_trash_is_not_printed(own):
    desk, exercise = own
    desk.exercises.delete([exercise.id])
    with pytest.raises(NotFoundError, match="This exercise is not there any more"):
        printed(desk, "milestone-chart", exercise)


def test_an_idea_without_dates_has_a_read_ahead_but_no_chart(own):
    desk, _ = own
    idea = desk.exercises.save(
        replace(desk.exercises.new(), name=Bilingual("IDEA ONE"), concept=Bilingual("Try it."), marking=OPEN)
    )
    assert "Try it." in told(desk, "exercise-read-ahead", idea)
    assert "There is no exercise with dates to print." in told(desk, "milestone-chart", idea)
    desk.msel.save(inject(idea, "9", 90, state=InjectState.PENDING))
    assert "+1:30" in told(desk, "msel", idea)


@pytest.mark.parametrize(
    ("name", "said", "japanese"),
    [
        ("milestone-chart", "There is no exercise with dates to print.", "印刷できる日程の決まった演習がありません。"),
        (
            "back-plan",
            "There are no milestones of an exercise with dates to print.",
            "印刷できるマイルストーンがありません。",
        ),
        ("msel", "There are no injects to print.", "印刷できる状況付与がありません。"),
        (
            "planning-team",
            "There is no planning team or nation to print.",
            "印刷できる計画チームや参加国がありません。",
        ),
        ("lessons-annex", "There are no lessons to print.", "印刷できる教訓がありません。"),
    ],
)
def test_a_paper_without_anything_says_why_and_what_to_do(own, name, said, japanese):
    desk, _ = own
    idea = desk.exercises.save(replace(desk.exercises.new(), name=Bilingual("IDEA ONE"), marking=OPEN))
    for language, words in ((PacketLanguage.HOST, said), (PacketLanguage.HOME, japanese)):
        text = close(told(desk, name, idea, language=language))
        assert close(words) in text
        assert (
            close("or choose another exercise or period.") in text
            or close("別の演習または期間を選んでください。") in text
        )


@pytest.mark.parametrize("name", PAPERS)
def test_the_word_file_of_a_paper_holds_its_words(made, name):
    desk, exercise = made
    request = PacketRequest(name, exercise=0 if name == "exercises-24" else exercise.id)
    word = desk.briefings.finish_docx(desk.briefings.prepare(request))
    text = b"".join(parts(word.docx).values()).decode("utf-8", "replace")
    assert "GLOBAL SENTINEL 27" in text


def test_the_chart_is_a_table_in_word(made):
    desk, exercise = made
    word = desk.briefings.finish_docx(desk.briefings.prepare(PacketRequest("milestone-chart", exercise=exercise.id)))
    text = b"".join(parts(word.docx).values()).decode("utf-8", "replace")
    for words in ("Initial planning conference", "STARTEX–ENDEX", "Past and not done", "As of 27 Nov 2026"):
        assert words in text


def test_a_crowded_chart_falls_back_to_numbers_and_nothing_is_cut(own):
    desk, exercise = own
    for number in range(30):
        title = Bilingual(f"Working group number {number} on the preparation of networks")
        desk.plans.save(milestone(exercise, f"w{number}", date(2026, 9, 1 + number % 3), title=title, held=True))
    result = printed(desk, "milestone-chart", exercise)
    text = close(" ".join(pages(result)))
    assert "Milestonesbythenumbersonthechart" in text
    for number in range(30):
        assert f"Workinggroupnumber{number}on" in text
    assert_clean_pages(result.pdf)


def test_lessons_are_called_on_paper_as_on_the_screen(made, tmp_path, monkeypatch):
    desk, exercise = made
    edited = tmp_path / "dotmlpf.toml"
    edited.write_text('[training]\nshort = "T"\nen = "Drill"\nja = "錬成"\n', encoding="utf-8")
    monkeypatch.setattr("liaison_desk.briefings.sections.lessons.load_tags", lambda: read_tags(edited))
    assert "Drill" in told(desk, "lessons-annex", exercise)
    assert "錬成" in told(desk, "lessons-annex", exercise, language=PacketLanguage.HOME)
    carried = desk.lessons.listing(LessonFilter(exercise_id=exercise.id)).ids
    before = desk.lessons.lesson(desk.lessons.lesson(carried[0]).from_id).exercise_id
    assert "Endorsed" in told(desk, "lessons-annex", desk.exercises.exercise(before))
