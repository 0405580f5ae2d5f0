"""What a spreadsheet program is handed in a workbook: days it can calculate with, texts it can hold, and nothing it would calculate."""

import io
from datetime import UTC, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.reader import read_table
from liaison_desk.exchange.tables.writer import write_register, write_tasks
from liaison_desk.meetings.records import Portion, PortionLine, PromisedTask
from liaison_desk.tasks.records import Task

DENVER = "America/Denver"


def cells(data):
    """Return the cells of the first row of a workbook by their headings."""
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    headings, row = list(page.iter_rows(max_row=2))
    return {str(heading.value): cell for heading, cell in zip(headings, row, strict=True)}


def task(title="Feed", **more):
    return Task(title=Bilingual(title), **more)


def test_suspenses_are_dates_with_their_zone_beside_them():
    found = cells(
        write_tasks([task(due=datetime(2026, 12, 1, 9, 30), due_zone="Asia/Tokyo", due_all_day=False)], "xlsx")
    )
    assert (found["Due"].value, found["Due"].is_date, found["Due Zone"].value) == (
        datetime(2026, 12, 1, 9, 30),
        True,
        "Asia/Tokyo",
    )
    found = cells(write_tasks([task("2026-12-01", due=datetime(2026, 12, 1))], "xlsx"))
    assert (found["Due"].value, found["Due"].is_date) == (datetime(2026, 12, 1), True)
    assert found["Title (host)"].value == "2026-12-01"


def test_a_register_tells_when_it_was_said_and_is_due_as_dates():
    promised = PromisedTask(7, Bilingual("Feed"), "open", datetime(2026, 12, 4, 23, tzinfo=UTC))
    line = PortionLine(
        1, Bilingual("Sync"), None, datetime(2026, 11, 24, 9), DENVER, Portion(text=Bilingual("x")), "u", promised
    )
    found = cells(write_register([line], "xlsx"))
    assert (found["Start"].value, found["Zone"].value) == (datetime(2026, 11, 24, 9), DENVER)
    assert found["Task Due (UTC)"].value == datetime(2026, 12, 4, 23)


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(1850, 1, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.booleans(),
)
def test_suspenses_come_back_from_a_workbook_as_they_were(due, all_day):
    due = datetime.combine(due.date(), time()) if all_day else due
    mine = task(due=due, due_all_day=all_day, due_zone="" if all_day else DENVER)
    (entry,) = read_table(write_tasks([mine], "xlsx"), ReadSettings()).tasks
    told = entry.record
    assert (told.due, told.due_all_day, told.due_zone) == (mine.due, mine.due_all_day, mine.due_zone)


@pytest.mark.parametrize("letter", ["x", "漢", "😀"])
def test_a_text_longer_than_a_cell_is_cut_where_a_spreadsheet_program_counts(letter):
    value = cells(write_tasks([task(letter * 40_000)], "xlsx"))["Title (host)"].value
    assert value.lstrip(letter) == "…"
    assert 32_765 <= len(value.encode("utf-16-le")) // 2 <= 32_767


def test_half_a_letter_keeps_no_workbook_from_being_written():
    assert cells(write_tasks([task("half \ud800 letter")], "xlsx"))["Title (host)"].value == "half ? letter"


@pytest.mark.parametrize("text", ["a\x01b\x1b", "a\uffffb", "a_x0041_b", "one\ntwo"])
def test_signs_that_no_workbook_holds_as_they_are_come_back_all_the_same(text):
    (entry,) = read_table(write_tasks([task("Title", detail=Bilingual(text))], "xlsx"), ReadSettings()).tasks
    assert entry.record.detail.host == text


def test_ends_of_lines_that_a_workbook_spells_out_are_ends_of_lines():
    (entry,) = read_table(write_tasks([task("Title", detail=Bilingual("one\rtwo"))], "xlsx"), ReadSettings()).tasks
    assert entry.record.detail.host == "one\ntwo"
