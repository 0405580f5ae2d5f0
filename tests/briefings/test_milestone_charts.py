"""The chart of an exercise's milestones is one page, whatever it is marked: it says its mark once, and labels only another one."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.briefings.records import PacketLanguage, PacketRequest, Paper
from liaison_desk.briefings.render.milestones.rows import BETWEEN, Label, in_order, packed
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from tests.briefings.clean_pages import assert_clean_pages
from tests.briefings.exercise_desks import exercise_desk, milestone
from tests.briefings.papers import pages
from tests.briefings.reading import Reading
from tests.briefings.word_files import parts

EIGHT = Marking("USA", audience=frozenset({"USA", "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR"}))
TWO = Marking("USA", audience=frozenset({"USA", "JPN"}))
LONG = "(U//REL TO USA, AUS, CAN, DEU, FRA, GBR, JPN, KOR)"
SHORT = "(U//REL TO USA, JPN)"
LISTED = "by the numbers on the chart"
EVERY = [(paper, language) for paper in (Paper.LETTER, Paper.A4) for language in PacketLanguage]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The desk with its exercise and all of its milestones marked for eight nations."""
    desk, exercise = exercise_desk(tmp_path_factory.mktemp("charts"))
    with closing(desk):
        yield desk, marked(desk, exercise)


@pytest.fixture
def own(tmp_path):
    """The same, to be changed."""
    desk, exercise = exercise_desk(tmp_path)
    with closing(desk):
        yield desk, marked(desk, exercise)


def marked(desk, exercise):
    kept = desk.exercises.save(replace(desk.exercises.exercise(exercise.id), marking=EIGHT))
    for one in desk.plans.plan(kept.id).milestones:
        desk.plans.save(replace(desk.plans.milestone(one.id), marking=EIGHT))
    return desk.exercises.exercise(kept.id)


def chart(desk, exercise, language=PacketLanguage.HOST, paper=Paper.LETTER, template="milestone-chart"):
    return desk.briefings.compose(PacketRequest(template, exercise=exercise.id, language=language, paper=paper))


def told(result):
    return " ".join(" ".join(pages(result)).split())


def close(text):
    """Return a text without blanks, for words are broken over lines."""
    return "".join(text.split())


def more(desk, exercise, count):
    """Keep so many more milestones over the year before STARTEX, of all sides."""
    sides = [one.side for one in desk.plans.plan(exercise.id).milestones]
    for number in range(count):
        title = Bilingual(f"Working group {number} on networks", f"通信網作業部会{number}")
        day = date(2026, 1, 20) + timedelta(days=number * 37 % 330)
        side = sides[number % len(sides)]
        desk.plans.save(milestone(exercise, f"w{number}", day, title=title, held=True, side=side, marking=EIGHT))


def test_a_milestone_whose_title_begins_like_a_mark_keeps_its_own(own):
    desk, exercise = own
    title = Bilingual("(U) Rehearsal", "(U)予行")
    desk.plans.save(milestone(exercise, "r", date(2026, 12, 3), title=title, held=True, marking=EIGHT))
    assert f"{close(LONG)}(U)Rehearsal" in close(told(chart(desk, exercise)))


def test_the_chart_says_its_mark_once_and_what_carries_none_is_marked_so(made):
    desk, exercise = made
    text = told(chart(desk, exercise))
    assert text.count(LONG) == 2, "in the title and in the sentence below it"
    assert f"Items without a mark: {LONG}" in text
    assert f"{LONG} GLOBAL SENTINEL 27" in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (PacketLanguage.HOME, f"区分表示のない項目：{LONG}"),
        (PacketLanguage.BOTH, f"Items without a mark / 区分表示のない項目：{LONG}"),
    ],
)
def test_the_sentence_on_marks_is_said_in_the_languages_of_the_paper(made, language, said):
    desk, exercise = made
    assert close(said) in close(told(chart(desk, exercise, language)))


def test_only_what_is_marked_otherwise_carries_a_mark_of_its_own(own):
    desk, exercise = own
    one = next(one for one in desk.plans.plan(exercise.id).milestones if one.key == "ipc")
    desk.plans.save(replace(desk.plans.milestone(one.id), marking=TWO))
    text = told(chart(desk, exercise))
    assert f"{SHORT} {one.short.host}" in text
    assert text.count(SHORT) == 1
    assert text.count(LONG) == 2


def test_release_still_decides_about_each_milestone(own):
    desk, exercise = own
    one = next(one for one in desk.plans.plan(exercise.id).milestones if one.key == "ipc")
    alone = Marking("USA", audience=frozenset({"USA"}))
    desk.plans.save(replace(desk.plans.milestone(one.id), marking=alone))
    result = chart(desk, exercise)
    assert one.title.host not in told(result)
    assert result.withheld.entries


def test_words_for_those_who_do_not_see_it_and_the_word_file_mark_every_milestone(made):
    desk, exercise = made
    figure = Reading(chart(desk, exercise).pdf).whole.all("Figure")[0]
    count = len(desk.plans.plan(exercise.id).milestones)
    assert figure.instead.count(LONG) == count + 1
    word = desk.briefings.finish_docx(desk.briefings.prepare(PacketRequest("milestone-chart", exercise=exercise.id)))
    assert b"".join(parts(word.docx).values()).decode("utf-8", "replace").count(LONG) > count


@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_a_plan_for_eight_nations_is_one_page_with_all_names(made, paper, language):
    desk, exercise = made
    result = chart(desk, exercise, language, paper)
    text = close(told(result))
    assert result.pages == 1
    assert close(LISTED) not in text
    assert "図中の番号による" not in text
    for one in desk.plans.plan(exercise.id).milestones:
        name = (one.short.home or one.title.home) if language is PacketLanguage.HOME else one.short.host
        assert close(name) in text, one.key
    assert_clean_pages(result.pdf)


@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_thirty_milestones_are_one_page_with_all_names(own, paper, language):
    desk, exercise = own
    count = len(desk.plans.plan(exercise.id).milestones)
    more(desk, exercise, 30 - count)
    result = chart(desk, exercise, language, paper)
    text = close(told(result))
    assert result.pages == 1
    for number in range(30 - count):
        name = f"通信網作業部会{number}" if language is PacketLanguage.HOME else f"Workinggroup{number}on"
        assert name in text
    assert close(LISTED) not in text
    assert "図中の番号による" not in text
    assert_clean_pages(result.pdf)


@pytest.mark.parametrize("language", [PacketLanguage.HOST, PacketLanguage.HOME])
def test_what_has_no_room_is_listed_on_the_same_page(own, language):
    desk, exercise = own
    count = len(desk.plans.plan(exercise.id).milestones)
    for number in range(30 - count):
        title = Bilingual(
            f"Working group {number} of all the nations on the preparation of networks and the sharing of tracks",
            f"通信網の準備及び航跡情報の共有に関する各国合同作業部会 第{number}回",
        )
        desk.plans.save(
            milestone(exercise, f"w{number}", date(2026, 6, 1 + number % 3), title=title, held=True, marking=EIGHT)
        )
    result = chart(desk, exercise, language)
    assert result.pages == 1
    text = close(told(result))
    for number in range(30 - count):
        assert f"第{number}回" in text if language is PacketLanguage.HOME else f"Workinggroup{number}ofall" in text
    assert_clean_pages(result.pdf)


def test_where_the_list_comes_after_the_chart_this_says_so_and_every_page_of_it_how_it_is_marked(own):
    desk, exercise = own
    more(desk, exercise, 50)
    result = chart(desk, exercise, PacketLanguage.BOTH)
    first, *others = map(close, pages(result))
    follows = "Numbersinbrackets:seethelistthatfollows.", "角括弧内の番号は、次の一覧を参照。"
    assert all(words in first for words in follows)
    assert len(others) > 0
    for page in (first, *others):
        assert page.count(f"Itemswithoutamark/区分表示のない項目：{close(LONG)}") == 1
        assert not any(words in page for words in follows) or page is first
    assert_clean_pages(result.pdf)


def test_the_chart_in_a_read_ahead_says_its_mark_once_too(made):
    desk, exercise = made
    last = pages(chart(desk, exercise, template="exercise-read-ahead"))[-1]
    assert close(last).count(close("Items without a mark:")) == 1


marks = st.lists(st.tuples(st.integers(0, 500), st.integers(20, 200)), max_size=40)


@given(marks)
def test_packed_rows_hold_every_label_once_apart_and_are_no_more_than_in_order(drawn):
    choices = [
        [Label((index,), (), at + 10.0, at, at + 10.0 + wide), Label((index,), (), at - wide, at - wide, at + 10.0)]
        for index, (at, wide) in enumerate(drawn)
    ]
    rows = packed(choices)
    assert sorted(one.indexes[0] for row in rows for one in row) == list(range(len(drawn)))
    assert all(one.end + BETWEEN <= following.begin for row in rows for one, following in pairwise(row))
    assert len(rows) <= len(in_order(choices))
