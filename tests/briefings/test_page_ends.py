"""Where pages end: no heading, no first or last row of a table and no single line of a paragraph stands there alone."""

import re

import pytest

from liaison_desk.briefings.document import Band, Bluf, Column, Group, Items, KeyValue, KeyValues, Paragraph, Row, Table
from liaison_desk.briefings.render.strips import BLUF
from tests.briefings.clean_pages import assert_clean_pages, seen
from tests.briefings.documents import document, line, said
from tests.briefings.test_render import pages, printed

COLUMNS = (Column(("Due",)), Column(("Action",), 1))


def filler(count):
    return tuple(Paragraph(line(said(f"filler {number}"))) for number in range(count))


def row(number, words=""):
    return Row((line(said(f"{number:02d} Nov")), line(said(f"task {number:02d} {words}"))), lead=1)


@pytest.mark.parametrize("height", ["one line", "three lines"])
@pytest.mark.parametrize("count", [2, 3, 30])
def test_no_first_or_last_row_of_a_table_stands_alone_with_its_header(count, height):
    words = "" if height == "one line" else "that takes many words to be told " * 7
    table = Table(COLUMNS, tuple(row(number, words) for number in range(count)))
    for before in range(14, 30):
        for text in pages(document(*filler(before), table)):
            there = re.findall(r"task (\d\d)", text)
            assert len(there) != 1
            assert bool(there) == ("Action" in text)


def test_a_band_stays_with_its_rows_and_is_wrapped_like_any_words():
    band = "A very long day on which everything happens that anybody could think of " * 3
    rows = (Band(("Monday",)), row(1), row(2), Band((band,)), row(3), row(4))
    for before in range(16, 27):
        made = document(*filler(before), Table(COLUMNS, rows))
        assert_clean_pages(printed(made).pdf)
        for text in pages(made):
            assert ("Monday" in text) == bool(re.search("task 0[12]", text))
            assert ("A very long day" in text) == bool(re.search("task 0[34]", text))


def test_rows_of_a_band_that_go_on_on_the_next_page_have_their_band_there_too():
    days = ("Monday", "Tuesday", "Wednesday")
    rows = [
        one for at, day in enumerate(days) for one in (Band((day,)), *(row(10 * at + number) for number in range(9)))
    ]
    for before in range(20, 36):
        made = document(*filler(before), Table(COLUMNS, (*rows, Band(("Thursday",)), row(30))))
        assert_clean_pages(printed(made).pdf)
        for text in pages(made):
            there = [int(number) for number in re.findall(r"task (\d\d)", text)]
            assert {number // 10 for number in there} == {
                at for at, day in enumerate((*days, "Thursday")) if day in text
            }
            assert len(there) != 1, "the row of the last band stands alone"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_two_lines_of_a_paragraph_at_least_stand_on_either_side_of_a_page_s_end(language):
    words = "The disclosure decision is needed. " * 16 if language == "en" else "開示の判断を要する。" * 26
    parted = 0
    for before in range(22, 34):
        made = document(*filler(before), Paragraph(line(said(words))), languages=(language,))
        own = [
            [one for one in sight.strings if one.words.strip("(U) ") and one.words.strip("(U) ") in words * 2]
            for sight in seen(printed(made).pdf)
        ]
        counts = [len({one.baseline for one in some}) for some in own if some]
        assert 1 not in counts
        parted += len(counts) > 1
    assert parted


def test_the_bottom_line_up_front_is_larger_and_beside_a_rule_also_on_the_next_page():
    words = "The bottom line goes on. " * 300
    made = document(Bluf(line(said(words), label=("BLUF.",))))
    assert_clean_pages(printed(made).pdf)
    sizes = {one.size for sight in seen(printed(made).pdf) for one in sight.strings if "bottom line" in one.words}
    assert sizes == {BLUF.size} == {11.25}


def test_numbered_paragraphs_hang_from_their_numbers():
    words = "A numbered paragraph that takes more than one line to say what it has to say. " * 3
    made = document(Items((line(said(words)), line(said(words), level=1)), numbered=True))
    strings = [one for sight in seen(printed(made).pdf) for one in sight.strings]
    for number in ("1.", "a."):
        (bullet,) = (one for one in strings if one.words == number)
        lines = [one for one in strings if one.words.strip("(U) ") in words and one.left > bullet.right]
        first = next(one for one in lines if one.baseline == bullet.baseline)
        below = [one for one in lines if one.baseline < bullet.baseline][:2]
        assert {round(one.left, 1) for one in below} == {round(first.left, 1)}


def test_a_group_is_not_parted_from_the_first_rows_of_its_table():
    group = Group(line(said("The heading")), (Table(COLUMNS, (row(1), row(2), row(3))),))
    for before in range(16, 28):
        for text in pages(document(*filler(before), group)):
            assert ("The heading" in text) == ("task 01" in text) == ("task 02" in text)


def test_of_many_labels_and_values_three_at_least_stand_on_either_side_of_a_page_s_end():
    values = KeyValues(tuple(KeyValue((f"label {n:02d}",), line(said(f"value {n:02d}"))) for n in range(14)))
    parted = 0
    for before in range(16, 34):
        counts = [len(re.findall(r"value \d\d", text)) for text in pages(document(*filler(before), values))]
        there = [count for count in counts if count]
        assert min(there) >= 3
        parted += len(there) > 1
    assert parted


def test_the_lines_of_one_value_stay_on_a_page():
    words = "many words about who is there and why " * 4
    rows = (KeyValue((f"label {n:02d}",), line(said(f"begin{n:02d} {words} end{n:02d}"))) for n in range(9))
    values = KeyValues(tuple(rows))
    for before in range(10, 30):
        for text in pages(document(*filler(before), values)):
            assert re.findall(r"begin(\d\d)", text) == re.findall(r"end(\d\d)", text)


def test_a_label_of_two_languages_is_parted_between_them():
    values = KeyValues((KeyValue(("Answering office", "回答部署"), line(said("J7"))),))
    strings = [
        one.words for sight in seen(printed(document(values, languages=("en", "ja"))).pdf) for one in sight.strings
    ]
    assert {"Answering office", "回答部署"} <= set(strings)
