"""What a stranger sees on the pages of exercises marked for eight nations: few of them, each legible, nothing parted that belongs together."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.briefings.records import PacketLanguage, PacketRequest, Paper
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import MilestoneState
from tests.briefings.clean_pages import assert_clean_pages
from tests.briefings.desks import OPEN
from tests.briefings.exercise_desks import exercise_desk, lesson
from tests.briefings.papers import pages
from tests.briefings.word_files import text

EIGHT = Marking("USA", audience=frozenset({"USA", "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR"}))
LONG = "(U//REL TO USA, AUS, CAN, DEU, FRA, GBR, JPN, KOR)"
DAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A desk whose exercise, plan and injects are marked for eight nations, one milestone for all, with lessons that say much."""
    desk, exercise = exercise_desk(tmp_path_factory.mktemp("pages"))
    exercise = desk.exercises.save(replace(desk.exercises.exercise(exercise.id), marking=EIGHT))
    for one in desk.plans.plan(exercise.id).milestones[:-1]:
        desk.plans.save(replace(desk.plans.milestone(one.id), marking=EIGHT))
    over = [one.id for one in desk.plans.plan(exercise.id).milestones if one.last < DAY]
    desk.plans.set_state(over[:-1], MilestoneState.DONE)
    for one in list(desk.msel.whole(exercise.id)):
        desk.msel.save(replace(desk.msel.inject(one.id), marking=EIGHT))
    for number in range(7):
        tags = ("training", "doctrine", *(f"a tag of some more words {at}" for at in range(4)), f"fact {number:02d}")
        title = Bilingual(f"Lesson {number:02d}", f"件名{number:02d}")
        one = lesson(exercise, "", owner=f"Owner {number:02d}", due=DAY, tags=tags, marking=EIGHT)
        desk.lessons.save(replace(one, title=title))
    with closing(desk):
        yield desk, exercise


def composed(desk, template, exercise, language=PacketLanguage.HOST, paper=Paper.A4):
    return desk.briefings.compose(PacketRequest(template, exercise=exercise.id, language=language, paper=paper))


def close(words):
    return "".join(words.split())


@pytest.mark.parametrize(
    ("language", "paper"),
    [(PacketLanguage.HOST, Paper.LETTER), (PacketLanguage.HOST, Paper.A4), (PacketLanguage.HOME, Paper.A4)],
)
def test_a_back_plan_for_eight_nations_is_two_pages_at_most_that_say_its_mark_once_each(made, language, paper):
    desk, exercise = made
    result = composed(desk, "back-plan", exercise, language, paper)
    found = [close(one) for one in pages(result)]
    assert result.pages <= 2
    once = "Itemswithoutamark:" if language is PacketLanguage.HOST else "区分表示のない項目："
    assert [one.count(once + close(LONG)) for one in found] == [1] * len(found)
    (open_one,) = (one for one in desk.plans.plan(exercise.id).milestones if one.marking == OPEN)
    title = open_one.title.host if language is PacketLanguage.HOST else open_one.title.home
    assert f"(U){close(title)}" in "".join(found)
    assert_clean_pages(result.pdf)


def test_the_msel_and_the_roster_say_their_mark_once_on_paper_and_in_word(made):
    desk, exercise = made
    for template in ("msel", "planning-team"):
        prepared = desk.briefings.prepare(PacketRequest(template, exercise=exercise.id))
        told = close("".join(pages(desk.briefings.finish(prepared))))
        word = text(desk.briefings.finish_docx(prepared).docx)
        said = told.count("Itemswithoutamark:")
        assert said == word.count("Items without a mark:") == (1 if template == "msel" else 2)
        assert told.count(close(LONG)) == word.count(LONG), template


@pytest.mark.parametrize("language", [PacketLanguage.HOME, PacketLanguage.BOTH])
def test_the_facts_of_a_lesson_stand_on_one_page_with_its_title(made, language):
    desk, exercise = made
    result = composed(desk, "lessons-annex", exercise, language)
    found = [close(one) for one in pages(result)]
    for number in range(7):
        facts = [f"件名{number:02d}" if language is PacketLanguage.HOME else f"Lesson{number:02d}", f"Owner{number:02d}", f"fact{number:02d}"]  # fmt: skip
        assert len({next(at for at, page in enumerate(found) if fact in page) for fact in facts}) == 1, number
    assert_clean_pages(result.pdf)


def test_a_lesson_longer_than_a_page_is_printed_whole_without_an_empty_page(made):
    desk, exercise = made
    tags = tuple(f"tag {number:03d} of many words" for number in range(150))
    words = Bilingual("It was seen again and again. " * 400, "繰り返し観察された。" * 300)
    kept = desk.lessons.save(lesson(exercise, "Longest", tags=tags, observation=words, marking=EIGHT))
    result = composed(desk, "lessons-annex", exercise, PacketLanguage.BOTH)
    found = pages(result)
    assert all(len(close(page)) > 260 for page in found)
    assert all(tag in " ".join(" ".join(found).split()) for tag in tags[::10])
    desk.lessons.delete([kept.id])
