"""Rows of a spreadsheet become injects, whatever the order of their columns; each line that means nothing is told by its number."""

from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Side
from liaison_desk.exercises.records import InjectState
from liaison_desk.exercises.rules.offsets import Start, offset_text
from liaison_desk.exercises.rules.pasting import MOST_LINES, parted, read_pasted
from liaison_desk.foundation.core.errors import DeskError
from tests.cost import processor_seconds

START = Start(datetime(2027, 1, 15, 8), "America/Los_Angeles")


def read(text, taken=(), last="", side=Side.HOST):
    return read_pasted(text, START, side, taken, last)


def test_a_heading_names_the_columns_in_any_order_and_unknown_ones_are_left_out():
    pasted = read(
        "Cell\tTime\tColour\tDescription\tNo.\tStatus\tObj\n"
        "White\tD+1 0900\tblue\tPower fails\t014\tApproved\t1\n"
    )  # fmt: skip
    (row,) = pasted.rows
    assert (row.number, row.minutes, row.state, row.objective) == ("014", 25 * 60, InjectState.APPROVED, "1")
    assert row.plain["cell"] == "White"
    assert row.texts["text"].host == "Power fails"
    assert pasted.wrong == ()
    assert pasted.unknown == ("Colour",)


def test_the_headings_of_the_paper_are_known_although_an_inject_may_be_its_number():
    (row,) = read("No.\tWhen\tInject\tExpected action\n014\tD+1 0900\tPower fails\tReport\n").rows
    assert (row.number, row.texts["text"].host) == ("014", "Power fails")
    (row,) = read("Inject\tTime\tText\n014\tD+1 0900\tPower fails\n").rows
    assert (row.number, row.texts["text"].host) == ("014", "Power fails")


def test_sender_and_receiver_in_one_column_as_on_paper_are_told_apart():
    between = '"Control\n→ Players\nOrder · E-mail"'
    (row,) = read(f'No.\tWhen\tFrom → to\tInject\n014\t"D+1 0900\n1700 / 0200+1"\t{between}\tPower fails\n').rows
    names = ("sender", "receiver", "kind", "method")
    assert [row.plain[name] for name in names] == ["Control", "Players", "Order", "E-mail"]
    assert row.minutes == 25 * 60


@pytest.mark.parametrize(
    ("between", "found"),
    [
        ("", {}),
        ("White → Blue", {"sender": "White", "receiver": "Blue"}),
        ("→ Blue", {"receiver": "Blue"}),
        ("White\nOrder · Radio", {"sender": "White", "kind": "Order", "method": "Radio"}),
    ],
)
def test_what_stands_between_sender_and_receiver_may_be_missing(between, found):
    assert parted(between) == found


def test_texts_of_both_sides_are_taken_from_the_columns_of_our_own_table():
    (row,) = read("Inject Number\tInject Time\tInject Text (host)\tInject Text (home)\n1\t+1:00\tFire\t火災\n").rows
    assert (row.texts["text"].host, row.texts["text"].home) == ("Fire", "火災")


def test_a_local_time_counts_where_there_is_no_other_and_a_date_beside_a_time_is_told():
    assert [row.minutes for row in read("No.\tLocal Time of Inject\n1\t2027-01-16 09:00\n").rows] == [25 * 60]
    pasted = read("No.\tDate\tTime\n1\t16 Jan\tD+1 0900\n")
    assert ([row.minutes for row in pasted.rows], pasted.unknown) == ([25 * 60], ("Date",))


def test_a_line_at_startex_to_a_player_is_no_heading():
    assert [row.plain["receiver"] for row in read("1\tSTARTEX\tWhite\tControl\tPlayer\tRadio\tText").rows] == ["Player"]


def test_a_japanese_heading_is_recognised_and_its_texts_are_japanese():
    pasted = read("番号\t日時\tセル\t付与内容\t状態\n１\tＤ＋０　１０００\t白\t停電\t承認済み\n", side=Side.HOME)
    (row,) = pasted.rows
    assert row.minutes == 120
    assert (row.texts["text"].home, row.texts["text"].host) == ("停電", "")
    assert row.state is InjectState.APPROVED


def test_without_a_heading_the_columns_are_those_of_the_row_of_entry():
    pasted = read("7\tD 0900\tWhite\tControl\tPlayers\tE-mail\tText\tAction\t2\tKiryu")
    (row,) = pasted.rows
    assert (row.number, row.plain["sender"], row.plain["receiver"], row.plain["method"]) == (
        "7",
        "Control",
        "Players",
        "E-mail",
    )
    assert (row.texts["expected"].host, row.objective, row.plain["controller"]) == ("Action", "2", "Kiryu")


def test_a_cell_in_quotation_marks_may_have_several_lines():
    (row,) = read('No\tTime\tText\n1\t+1:00\t"First line\nsecond, ""quoted"""').rows
    assert row.texts["text"].host == 'First line\nsecond, "quoted"'


def test_wrong_lines_are_told_by_their_numbers_and_the_others_are_read():
    pasted = read(
        "No\tTime\tState\n1\tD+1 0900\t\n1\tD+1 1000\t\n2\tsoon\t\n3\t\t\n4\t+1:00\tlost\n5\t+2:00\t\n", taken={"5"}
    )
    assert [row.number for row in pasted.rows] == ["1"]
    assert [line for line, _ in pasted.wrong] == [3, 4, 5, 6, 7]
    assert pasted.wrong[0][1].values == {"number": "1"}


def test_lines_without_a_number_are_counted_on_and_take_none_that_another_line_has():
    pasted = read("No\tTime\n014\t+1:00\n\t+2:00\n015\t+3:00\n\t+4:00")
    assert [row.number for row in pasted.rows] == ["014", "016", "015", "017"]
    assert [row.number for row in read("No\tTime\n\t+1:00", taken={"3.2"}, last="3.2").rows] == ["3.3"]


def test_an_hour_alone_is_on_the_day_of_the_line_above():
    assert [offset_text(row.minutes, START) for row in read("No\tTime\n1\tD+2 0900\n2\t1000").rows] == [
        "D+2 0900",
        "D+2 1000",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "only words", "x" * 10_000_001])
def test_what_is_no_table_is_refused(text):
    with pytest.raises(DeskError):
        read(text)


def test_more_rows_than_can_be_pasted_are_refused_and_as_many_as_can_are_read():
    line = "\t+1:00\tWhite\tA text\n"
    with processor_seconds(20):
        assert len(read("No\tTime\tCell\tText\n" + line * MOST_LINES).rows) == MOST_LINES
    with pytest.raises(DeskError, match="At most"):
        read("No\tTime\tCell\tText\n" + line * (MOST_LINES + 1))


def test_a_cell_longer_than_its_column_is_told():
    pasted = read(f"No\tTime\tCell\n1\t+1:00\t{'x' * 300}")
    assert pasted.rows == ()
    assert pasted.wrong[0][1].values["most"] == 200


@given(st.text(alphabet=st.sampled_from('\t\n"a1D+:0 '), max_size=60))
def test_whatever_is_pasted_every_line_is_read_or_told(text):
    try:
        pasted = read(text)
    except DeskError:
        assume(False)
    lines = [row.line for row in pasted.rows] + [line for line, _ in pasted.wrong]
    assert len(lines) == len(set(lines))
    numbers = [row.number.casefold() for row in pasted.rows]
    assert len(numbers) == len(set(numbers))


def test_a_line_of_a_million_columns_is_read_as_fast_as_it_is_copied():
    with processor_seconds(2):
        pasted = read("1\tD 0900" + "\t" * 1_000_000)
    assert [row.number for row in pasted.rows] == ["1"]
