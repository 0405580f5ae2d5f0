"""A MSEL leaves as a table and comes back as it was; what others write of one is understood, or told with its line."""

import csv
import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.injects import MOST_ROWS, Times, open_injects, read_injects, write_injects
from liaison_desk.exchange.tables.reader import ERRORS
from liaison_desk.exercises.records import Exercise, Inject, InjectState, Objective
from liaison_desk.exercises.rules.offsets import Start, offset_text, parse_offset
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.language import Language

DESK = ReadSettings(marking=Marking("JPN"))
EXERCISE = Exercise(
    id=1,
    name=Bilingual("KEEN EDGE 27"),
    zone="America/Denver",
    startex=datetime(2027, 3, 12, 9),  # the clocks go forward on D+2
    endex=datetime(2027, 3, 20, 17),
    objectives=(
        Objective("o1", Bilingual("Share one picture", "状況の共有")),
        Objective("o2", Bilingual("Warn in time", "適時の警報")),
    ),
)
UNDATED = replace(EXERCISE, startex=None, endex=None)
words = (
    # The mark of an order of bytes is no text, wherever it stands.
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=40)
    .map(str.strip)
    .filter(
        lambda text: text not in ERRORS
    )  # Hypothesis tries words of the loaded modules; these are told, and kept, below
)
texts = st.builds(Bilingual, words, words)
injects = st.builds(
    Inject,
    id=st.just(0),
    uid=st.just(""),
    exercise_id=st.just(1),
    number=st.text("0123456789.abAB", min_size=1, max_size=8),
    minutes=st.integers(-60 * 24 * 300, 60 * 24 * 300),
    kind=words,
    method=words,
    cell=words,
    sender=words,
    receiver=words,
    controller=words,
    remarks=words,
    text=texts,
    expected=texts,
    objective=st.sampled_from(["", "o1", "o2"]),
    state=st.sampled_from(InjectState),
    marking=st.just(Marking("USA")),
)


def times(exercise):
    start = Start(exercise.startex, exercise.zone)
    return Times(lambda text: parse_offset(text, start), lambda minutes: offset_text(minutes, start), start.instant)


def read(data, known=(), exercise=EXERCISE):
    return read_injects(data, DESK, exercise, known, times(exercise))


def table(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def said(read):
    return [(one.line, str(one)) for one in read.problems]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@given(
    made=st.lists(injects, min_size=1, max_size=4, unique_by=lambda one: one.number.casefold()), japanese=st.booleans()
)
def test_the_own_table_says_nothing_new_of_injects_the_desk_has(ending, made, japanese):
    known = [replace(one, id=n, uid=f"inject-{n}") for n, one in enumerate(made, 1)]
    for exercise in (EXERCISE, UNDATED):
        data = write_injects(exercise, known, times(exercise), ending, Language("ja" if japanese else "en"))
        found = read(data, known, exercise)
        assert list(found.records) == known
        assert (said(found), found.skipped) == ([], 0)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("error", sorted(ERRORS))
def test_what_a_spreadsheet_writes_in_place_of_a_value_is_told_and_kept_as_it_stands(error, ending):
    one = Inject(id=1, uid="u", exercise_id=1, number="1", minutes=0, remarks=error)
    found = read(write_injects(EXERCISE, [one], times(EXERCISE), ending), [one])
    assert said(found) == [(2, f"A cell says {error}: the spreadsheet could not show its value.")]
    assert list(found.records) == [one]


def test_an_xlsx_has_real_dates_and_no_formula():
    one = Inject(exercise_id=1, number="1", minutes=90, remarks='=HYPERLINK("x")')
    sheet = openpyxl.load_workbook(io.BytesIO(write_injects(EXERCISE, [one], times(EXERCISE), "xlsx"))).active
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, sheet[2], strict=True))
    assert row["Local Time of Inject"].value == datetime(2027, 3, 12, 10, 30)
    assert row["Inject Remarks"].data_type == "s"
    assert b",'=HYPERLINK" in write_injects(EXERCISE, [one], times(EXERCISE), "csv").replace(b'"', b"")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("D+1 0900", 1440),
        ("D-1 1430", -1110),
        ("+26:30", 1590),
        ("-0:30", -30),
        ("2027-03-13 09:00", 1440),
        ("131600ZMAR27", 1440),
        ("2027/3/13 9:00", 1440),
        ("D+3 0900", 3 * 1440 - 60),  # a night of 23 hours lies between
    ],
)
def test_times_are_read_as_people_write_them(typed, minutes):
    found = read(table(("No.", "Time", "Event"), ("7", typed, "Launch")))
    assert [one.minutes for one in found.records] == [minutes], said(found)


@pytest.mark.parametrize(
    "heads",
    [("番号", "時刻", "状態", "内容", "発信元", "宛先"), ("Serial", "DTG", "Status", "Description", "From", "To")],
)
def test_headings_of_both_languages_are_known(heads):
    found = read(
        table(heads, ("014", "D+0 1000", "承認済み" if heads[0] == "番号" else "Approved", "Launch", "A", "B"))
    )
    (one,) = found.records
    assert (one.number, one.minutes, one.state, one.sender, one.receiver) == ("014", 60, InjectState.APPROVED, "A", "B")
    assert one.text.host == "Launch"
    assert one.marking == DESK.marking


def test_a_table_of_the_paper_is_read_with_its_lines_in_one_cell():
    heads = ("No.", "When", "Cell", "From → to", "Inject", "Expected action", "Obj.", "State")
    between = "Control\n→ Players\nOrder · Radio"
    row = ("7", "D+1 0900\n1600 / 0100+1", "Blue", between, "Launch", "Warn", "2", "Approved\n承認済み")
    found = read(table(heads, row))
    (one,) = found.records
    assert said(found) == []
    assert (one.sender, one.receiver, one.kind, one.method) == ("Control", "Players", "Order", "Radio")
    assert (one.minutes, one.state) == (1440, InjectState.APPROVED)
    assert (one.text.host, one.expected.host, one.objective, one.remarks) == ("Launch", "Warn", "o2", "")


def test_what_is_not_understood_is_told_with_its_line_and_nothing_else_suffers():
    found = read(
        table(
            ("Number", "Time", "State", "Objective", "Weather"),
            ("1", "D+0 1000", "maybe", "Win", "fair"),
            ("", "D+0 1000", "", "", ""),
            ("3", "soon", "", "", ""),
            ("4", "", "", "", ""),
            ("5", "D+900 0900", "", "2", ""),
            ("6", "D+1 0900", "closed", "適時の警報", ""),
        )
    )
    assert [one.number for one in found.records] == ["1", "6"]
    first, last = found.records
    assert (first.state, first.objective, first.remarks) == (InjectState.PENDING, "", "Weather: fair")
    assert (last.state, last.objective) == (InjectState.CLOSED, "o2")
    assert found.skipped == 4
    lines = {line for line, _ in said(found)}
    assert lines == {1, 2, 3, 4, 5, 6}
    assert any("Weather" in text for line, text in said(found) if line == 1)
    assert any("“maybe” is no state of an inject; it stays pending." in text for _, text in said(found))
    assert any("400 days" in text for line, text in said(found) if line == 6)


def test_a_row_of_a_known_number_changes_what_it_says_and_nothing_else():
    mine = Inject(
        id=5, uid="u", exercise_id=1, number="014", minutes=60, text=Bilingual("Launch", "発射"), cell="Space"
    )
    (one,) = read(table(("Number", "Time", "State"), ("014", "", "delivered")), [mine]).records
    assert one == replace(mine, state=InjectState.DELIVERED)
    (one,) = read(table(("UID", "Number", "Event"), ("u", "15", "Second launch")), [mine]).records
    assert one == replace(mine, number="15", text=Bilingual("Second launch", "発射"))


def test_a_table_that_is_no_msel_is_refused():
    with pytest.raises(UnreadableError, match="None of the headings"):
        read(table(("Colour", "Smell"), ("red", "sweet")))


def test_a_hostile_cell_is_bounded():
    found = read(table(("Number", "Time", "Event"), ("9" * 300, "D+0 1000", "x" * 150_000), ("1", "1" * 5000, "y")))
    assert len(found.records) <= 1
    assert all(len(text) < 600 for _, text in said(found))


def test_a_table_of_more_rows_than_a_msel_has_is_refused():
    rows = "".join(f"{number},D 0900\n" for number in range(MOST_ROWS + 1))
    with pytest.raises(UnreadableError, match="more than"):
        open_injects(f"Number,Time\n{rows}".encode())
    assert len(open_injects(f"Number,Time\n{rows[: rows.rindex('20000')]}".encode()).rows) == MOST_ROWS


@pytest.mark.parametrize(
    ("mine", "stays"), [(None, True), (Marking("USA", audience=frozenset({"JPN"})), True), (Marking("USA"), False)]
)
def test_no_table_opens_an_inject_that_is_here(mine, stays):
    one = Inject(uid="inject-1", id=1, exercise_id=EXERCISE.id, number="1", minutes=60, marking=mine)
    theirs = replace(one, marking=Marking("USA", audience=frozenset({"USA"})) if mine else Marking("USA"))
    data = write_injects(EXERCISE, [theirs], times(EXERCISE), "csv", Language("en"))
    found = read(data, [one], EXERCISE)
    assert found.records[0].marking == (mine if stays else theirs.marking)
    assert [line for line, text in said(found) if "keeps the marking" in text] == [2] * stays
