"""A long mark that most rows of a table carry is said once above them, on every page; each marked otherwise keeps its own."""

import re

import pytest

from liaison_desk.briefings.document import Band, Column, Row, Table, Timeline
from liaison_desk.domain.marking import Marking
from tests.briefings.clean_pages import assert_clean_pages
from tests.briefings.documents import BOTH, HOME_ONLY, OPEN, document, entry, gridded, line, said
from tests.briefings.reading import Reading
from tests.briefings.test_render import pages, printed
from tests.briefings.word_files import W, root, text, word
from tests.briefings.word_files import said as spoken

EIGHT = Marking("USA", audience=frozenset({"USA", "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR"}))
LONG, SHORT = "(U//REL TO USA, AUS, CAN, DEU, FRA, GBR, JPN, KOR)", "(U//REL TO USA, JPN)"
UNMARKED = ("Items without a mark:", "区分表示のない項目：")
SAID = f"Items without a mark: {LONG}"
COLUMNS = (Column(("Due",)), Column(("Action",), 1), Column(("Slack",), spare=True))


def row(number, marking=EIGHT, slack=""):
    last = line(said(slack, marking)) if slack else line()
    return Row((line(said(f"{number:02d} Nov", marking)), line(said(f"task {number:02d}", marking)), last), lead=1)


def table(*rows, unmarked=UNMARKED, columns=COLUMNS):
    return document(Table(columns, rows, unmarked=unmarked))


def whole(made):
    return " ".join(" ".join(pages(made)).split())


def rows(count, **more):
    return [row(number, **more) for number in range(count)]


def test_the_mark_of_most_rows_is_said_once_and_each_other_row_keeps_its_own():
    made = table(*rows(3), row(3, BOTH), row(4, OPEN))
    told = whole(made)
    assert told.count(LONG) == 1
    assert SAID in told
    assert f"{SHORT} task 03" in told
    assert "(U) task 04" in told
    assert "UNCLASSIFIED//REL TO USA, JPN" in told
    assert_clean_pages(printed(made).pdf)


def test_it_stands_above_the_rows_of_every_page_with_their_band():
    made = table(Band(("Monday",)), *rows(60), Band(("Tuesday",)), *rows(60))
    found = pages(made)
    assert len(found) > 2
    for told in found:
        assert told.count(SAID) == ("task" in told)
        assert told.count(LONG) == ("task" in told)
    assert_clean_pages(printed(made).pdf)


def test_without_words_for_it_every_row_carries_its_mark():
    assert whole(table(*rows(3), unmarked=())).count(LONG) == 3


@pytest.mark.parametrize("some", [[row(1)], [row(1, OPEN), row(2, OPEN)], [row(1, OPEN), row(2, OPEN), row(3)]])
def test_a_mark_that_is_short_or_stands_there_once_stays_in_its_place(some):
    told = whole(table(*some))
    assert "without a mark" not in told
    assert [mark in told for mark in ("(U) task", f"{LONG} task")] == [
        any(one.cells[1].pieces[0].marking == marking for one in some) for marking in (OPEN, EIGHT)
    ]


def test_rows_that_are_withheld_have_no_say_in_it_nor_in_the_columns():
    hidden = [row(number, HOME_ONLY, "2 days") for number in range(10, 16)]
    without, with_them = table(*rows(2), row(5, BOTH)), table(*rows(2), *hidden, row(5, BOTH))
    assert printed(with_them).pdf == printed(without).pdf
    assert word(with_them) == word(without)
    assert "Slack" not in whole(with_them)
    assert "Slack" in whole(table(*rows(2), row(5, BOTH, "2 days")))


def test_the_word_file_says_it_in_a_row_above_the_heads_that_is_repeated_too():
    made = table(*rows(3), row(3, BOTH))
    assert text(word(made)).count(LONG) == 1
    assert f"{SHORT} task 03" in text(word(made))
    head = [one for one in root(word(made)).iter(f"{W}tr") if one.find(f"{W}trPr/{W}tblHeader") is not None]
    assert [next(spoken(one) for one in each.iter(f"{W}p")) for each in head] == [SAID, "Due"]


def test_those_who_do_not_see_it_hear_it_once_before_the_table():
    reading = Reading(printed(table(*rows(60))).pdf)
    reading.assert_whole()
    assert reading.whole.text.count(LONG) == 1
    assert reading.whole.text.index(SAID) < reading.whole.text.index("Due")


def test_it_is_said_in_both_languages_behind_one_mark():
    made = document(Table(COLUMNS, tuple(rows(2)), unmarked=UNMARKED), languages=("en", "ja"))
    assert f"Items without a mark / 区分表示のない項目：{LONG}" in whole(made)


def test_a_row_parted_by_the_end_of_a_page_goes_on_under_its_own_mark():
    """Below the sentence on marks, which stands on every page, it would else be read as marked as the others are."""
    long = Row((line(said("05 Nov", BOTH)), line(said("word " * 2000, BOTH)), line()), lead=1)
    made = table(*rows(3), long, row(6))
    found = [told for told in pages(made) if "word" in told]
    assert len(found) > 2
    for told in found:
        assert " ".join(told.split()).index(f"{SHORT} word" if told is found[0] else f"{SHORT} …") < told.index("word")
    assert_clean_pages(printed(made).pdf)
    # Word repeats no mark of a row: all carry their own, and no page says another one.
    assert text(word(made)).count(LONG) == 4
    assert "without a mark" not in text(word(made))


def test_a_table_set_as_a_list_carries_its_marks():
    columns = tuple(Column((f"Column {number}",), 1) for number in range(20))
    some = tuple(Row(tuple(line(said(f"cell {at}.{number}", EIGHT)) for number in range(20))) for at in range(6))
    made = table(*some, columns=columns)
    found = pages(made)
    assert len(found) > 1
    # What goes on over the page stands under no sentence that says another mark.
    assert whole(made).count(LONG) == text(word(made)).count(LONG) == 6
    assert "without a mark" not in f"{whole(made)} {text(word(made))}"


def test_words_that_begin_like_a_mark_keep_the_mark_of_their_row_before_them():
    """Typed or pasted with a mark of its own, a row below the sentence would else be read as marked so."""
    typed = ["(U) typed", "(S//NF) typed", "【秘】指定", "- (U) typed", "(U)"]
    some = [
        Row((line(said("05 Nov", EIGHT)), line(said(words, EIGHT)), line()), lead=1) for words in (*typed, " (U) blank")
    ]
    beside = Row((line(said("06 Nov", EIGHT)), line(said("Plain", EIGHT)), line(said("(U) two", EIGHT))), lead=1)
    made = table(*rows(3), *some, beside)
    told = "".join(whole(made).split())
    for words in (*typed, "(U) blank", "Plain"):
        assert "".join(f"{LONG}{words}".split()) in told
    assert SAID in whole(made)
    assert told.count("".join(LONG.split())) == text(word(made)).count(LONG) == 1 + len(some) + 1
    assert "without a mark" not in whole(table(*some, row(1)))


def test_an_entry_of_a_timeline_that_begins_like_a_mark_keeps_its_own():
    some = [entry(line(said(words, EIGHT)), day, None) for day, words in enumerate(("Visit", "Trip", "(U) typed"))]
    made = document(gridded(Timeline, some, unmarked=UNMARKED))
    assert f"{LONG} day 2 (U) typed" in whole(made)
    assert whole(made).count(LONG) == text(word(made)).count(LONG) == 2


def test_an_entry_of_another_mark_that_may_go_on_over_the_page_has_all_entries_carry_theirs():
    """On the pages of the list that follow it would stand below the sentence, without the mark of its own."""
    some = [entry(line(said(words, EIGHT)), day, None) for day, words in enumerate(("Visit", "Trip"))]
    long = entry(line(said("word " * 800, BOTH)), 2, None)
    made = document(gridded(Timeline, [*some, long], unmarked=UNMARKED))
    assert len(pages(made)) > 1
    assert "without a mark" not in f"{whole(made)} {text(word(made))}"
    assert f"{LONG} day 0 Visit" in whole(made)


def test_a_timeline_says_it_above_its_scales_and_above_its_list_on_every_page():
    some = [
        entry(line(said(f"Exercise {number} {'of all nations ' * 9}", EIGHT)), number % 6, None) for number in range(60)
    ]
    grid = gridded(Timeline, [*some, entry(line(said("Visit", BOTH)), 2, None)], unmarked=UNMARKED)
    made = document(grid)
    found = pages(made)
    assert len(found) > 2
    for told in found:
        there = re.search("Exercise|Visit", told)
        assert (SAID in " ".join(told.split())) == bool(there)
        assert told.count(LONG) <= 2
    assert f"{SHORT} day 2 Visit" in whole(made)
    assert_clean_pages(printed(made).pdf)
    assert text(word(made)).count(LONG) == 1
    assert SHORT in text(word(made))
