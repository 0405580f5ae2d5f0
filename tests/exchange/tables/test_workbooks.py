"""Workbooks in: cells as a person sees them, the right sheet, and files that are broken, locked, huge or a bomb."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from liaison_desk.contacts.records import Email, Person, Phone
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables import sheets
from liaison_desk.exchange.tables.grid import MAX_CELL
from liaison_desk.exchange.tables.reader import open_table, read_people_csv, read_table
from liaison_desk.exchange.tables.writer import write_people
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.language import Language

SETTINGS = ReadSettings()


def book(*rows, **others):
    made = Workbook()
    made.active.title = "Sheet1"
    for row in rows:
        made.active.append(row)
    for name, more in others.items():
        sheet = made.create_sheet(name)
        for row in more:
            sheet.append(row)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def test_numbers_dates_and_formulas_come_in_as_a_person_sees_them():
    data = book(
        ["First Name", "Last Name", "Mobile Phone", "E-mail Address", "Birthday", "Company"],
        ["Aki", "Mori", 9012345678, "aki@example.org", date(1980, 4, 1), None],
        ["Ren", "Ito", 719555.0, "ren@example.org", datetime(1981, 5, 2), "=1+1"],
    )
    mori, ito = read_table(data, SETTINGS).people
    assert mori.record.phones[0].number == "9012345678"
    assert (mori.record.birthday, ito.record.birthday) == (date(1980, 4, 1), date(1981, 5, 2))
    assert ito.record.phones[0].number == "719555"
    assert ito.line == 3
    assert ito.record.posts == ()  # nobody had computed the formula, and nobody does


def test_the_sheet_with_known_headings_is_read_and_another_can_be_chosen():
    people = [["First Name", "Last Name"], ["Aki", "Mori"]]
    data = book(["Notes on this file"], ["nothing"], People=people, Old=[["Last Name"], ["Abe"]])
    table = open_table(data)
    assert (table.sheets, table.sheet) == (("Sheet1", "People", "Old"), "People")
    chosen = open_table(data, kind="people", sheet="Old")
    assert [one.name.family for one in read_people_csv(data, SETTINGS, chosen).records] == ["Abe"]


def test_a_table_without_headings_is_mapped_by_hand():
    data = book(["Mori", "Aki", "aki@example.org"], ["Ito", "Ren", "ren@example.org"])
    table = open_table(data, kind="people", headed=False)
    assert len(table.rows) == 2
    columns = table.columns.with_field(0, "family").with_field(1, "given").with_field(2, "email")
    from dataclasses import replace

    found = read_people_csv(data, SETTINGS, replace(table, columns=columns)).records
    assert [(one.name.family, one.name.given, one.emails[0].address) for one in found] == [
        ("Mori", "Aki", "aki@example.org"), ("Ito", "Ren", "ren@example.org"),
    ]  # fmt: skip


def test_what_we_write_we_read_formulas_made_harmless_and_back():
    person = Person(
        name=PersonName("=cmd|'/c calc'!A1", "@SUM(1)"), uid="p1", nickname="+1", met_where="-x", diet="\tt",
        phones=(Phone("+81 3-5555-0101"),), emails=(Email("aki@example.org"),),
    )  # fmt: skip
    data = write_people([person], (), "xlsx", Language("en"))
    (back,) = read_table(data, SETTINGS).people
    told = back.record
    assert (told.name.family, told.name.given, told.nickname, told.met_where) == (
        person.name.family, person.name.given, "+1", "-x",
    )  # fmt: skip
    assert told.phones[0].number == "+81 3-5555-0101"


def packed(**parts):
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return written.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\0" * 500,
        packed(a="b"),
        book(["x"])[:2000],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9,
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data):
    with pytest.raises(UnreadableError, match=r"^[^\n]*\.$"):
        read_table(data, SETTINGS)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1_000_000)
    data = packed(xl__worksheets__sheet1="0" * 2_000_000)
    assert len(data) < 10_000
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        read_table(data, SETTINGS)


def test_a_cell_at_the_far_corner_costs_nothing():
    made = Workbook()
    made.active.append(["First Name", "Last Name"])
    made.active.append(["Aki", "Mori"])
    made.active.cell(200_000, 16_384, "far")
    written = BytesIO()
    made.save(written)
    result = read_table(written.getvalue(), SETTINGS)
    assert [one.record.name.family for one in result.people] == ["Mori"]


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_mark_are_read_or_refused(data):
    try:
        read_table(b"PK\x03\x04" + data, SETTINGS)
    except UnreadableError:
        return


def with_sheet(sheet, data=b""):
    """Return a workbook whose only sheet is written anew."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data or book(["First Name", "Last Name"], ["Aki", "Mori"]))) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:  # fmt: skip
        for part in old.infolist():
            new.writestr(part, sheet(old.read(part)) if part.filename.endswith("sheet1.xml") else old.read(part))
    return written.getvalue()


def test_a_row_with_an_endless_number_is_refused_in_good_time():
    data = with_sheet(lambda xml: xml.replace(b"</sheetData>", b'<row r="999999999"><c><v>1</v></c></row></sheetData>'))
    with pytest.raises(UnreadableError, match="more than 1048576 rows"):
        read_table(data, SETTINGS)


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(place, bytes_):
    whole = book(["First Name", "Last Name"], ["Aki", "Mori"])
    at = place % len(whole)
    try:
        read_table(whole[:at] + bytes_ + whole[at + len(bytes_) :], SETTINGS)
    except UnreadableError:
        return


def with_parts(**parts):
    """Return a workbook of one person, some of its parts written anew; "sheet" is what stands in its sheet."""
    import xlsxwriter

    written = BytesIO()
    made = xlsxwriter.Workbook(written)
    made.add_worksheet().write_row(0, 0, ["First Name", "Last Name", "Aki", "Mori"])
    made.close()
    with zipfile.ZipFile(written) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    names = {"sheet": "xl/worksheets/sheet1.xml", "styles": "xl/styles.xml", "strings": "xl/sharedStrings.xml"}
    return packed(**kept | {names[name]: content for name, content in parts.items()})


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SWELLING = {
    "a row of very many cells": ("sheet", lambda: f"<row>{'<c/>' * 300_000}</row>"),
    "very many cells in no row": ("sheet", lambda: "<c/>" * 1_200_000),
    "rows of another kind": ("sheet", lambda: f"<row xmlns='u'>{'<c/>' * 1_200_000}</row>"),
    "a cell of many attributes": ("sheet", lambda: f"<row><c {' '.join(f'a{n}=$$' for n in range(250_000))}/></row>"),
    "a very long text": ("sheet", lambda: f"<row><c><v>{' ' * 40_000_000}</v></c></row>"),
    "blanks between rows": ("sheet", lambda: f"<row/>{' ' * 40_000_000}"),
    "a very deep cell": ("sheet", lambda: f"<row>{'<c>' * 200}{'</c>' * 200}</row>"),
    "styles": ("styles", lambda: "<c/>" * 1_200_000),
    "styles that look like rows": ("styles", lambda: f"<row>{'<c/>' * 100_000}</row>" * 12),
    "strings that look like rows": ("strings", lambda: f"<row>{'<c/>' * 100_000}</row>" * 12),
}


def spread(body):
    return f"<worksheet {MAIN}>{body}</worksheet>".replace("$", '"')


@pytest.mark.parametrize(("part", "body"), SWELLING.values(), ids=SWELLING.keys())
def test_what_would_swell_in_memory_is_refused(part, body):
    with pytest.raises(UnreadableError, match="more in one place than any table does"):
        read_table(with_parts(**{part: spread(body())}), SETTINGS)


DOCTYPES = {
    "text": f"<!DOCTYPE a [<!ENTITY e '{'x' * 1000}'>]>{spread('&e;' * 1000)}",
    "elements": f"<!DOCTYPE a [<!ENTITY e '{'<b/>' * 1000}'>]>{spread('&e;' * 1000)}",
    "nothing": f"<!-- before --><!DOCTYPE a>{spread('')}",
}


@pytest.mark.parametrize("part", ["sheet", "styles", "strings"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
@pytest.mark.parametrize("content", DOCTYPES.values(), ids=DOCTYPES.keys())
def test_a_document_type_is_refused_in_any_part(part, charset, content):
    declared = f"<?xml version='1.0' encoding='{charset}'?>{content}"
    with pytest.raises(UnreadableError, match="more in one place"):
        read_table(with_parts(**{part: declared.encode(charset)}), SETTINGS)


def again(data, method):
    """Return a workbook packed in another way."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return written.getvalue()


def test_a_workbook_may_be_packed_in_the_two_usual_ways_only():
    data = with_parts()
    assert open_table(again(data, zipfile.ZIP_STORED)).columns.known
    locked = bytearray(data)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    for other in (again(data, zipfile.ZIP_BZIP2), again(data, zipfile.ZIP_LZMA), bytes(locked)):
        with pytest.raises(UnreadableError, match="packed as no spreadsheet program packs one"):
            open_table(other)


def test_a_cell_at_the_far_right_of_every_row_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROOM", 100_000)
    rows = '<row><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>' * 10
    with pytest.raises(UnreadableError, match="more in one place"):
        read_table(with_parts(sheet=spread(f"<sheetData>{rows}</sheetData>")), SETTINGS)


def test_what_is_cut_of_a_row_is_listed():
    made = Workbook()
    made.active.append(["First Name", "Last Name", "Notes"])
    made.active.append(["Aki", "Mori", "x"])
    made.active.append(["Rei", "Ito", "x"])
    made.active.cell(3, 1_200, "far")
    written = BytesIO()
    made.save(written)
    result = read_table(written.getvalue(), SETTINGS)
    assert [(one.line, str(one)) for one in result.problems] == [
        (3, "The row has more than 1000 cells or a very long one, and was cut.")
    ]
    text = "First Name,Last Name\nAki,Mori\nRei,Ito" + "," * 1_100 + "far\n"
    assert "and was cut" in str(read_table(text.encode(), SETTINGS).problems[-1])
    long = f'<row><c t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>'
    (row,) = sheets.Workbook(with_parts(sheet=spread(f"<sheetData>{long}</sheetData>"))).rows("Sheet1")
    assert row.cut
    assert len(row.cells[0]) == MAX_CELL


def test_the_sheets_that_are_passed_over_are_named():
    made = Workbook()
    made.active.append(["First Name", "Last Name"])
    made.active.append(["Aki", "Mori"])
    second = made.create_sheet("Reserve")
    second.append(["First Name", "Last Name"])
    second.append(["Rei", "Ito"])
    made.create_sheet("Empty")
    written = BytesIO()
    made.save(written)
    result = read_table(written.getvalue(), SETTINGS)
    assert [str(one) for one in result.problems] == ["Only the sheet Sheet was read, not: Reserve."]
    table = open_table(written.getvalue(), sheet="Reserve")
    assert [str(one) for one in read_people_csv(b"", SETTINGS, table).problems] == []


def test_sheets_beyond_the_last_that_is_read_are_named_or_counted():
    people = [["First Name", "Last Name"], ["Aki", "Mori"]]
    few = book(*people, **{f"S{n}": people for n in range(2, sheets.MAX_SHEETS + 3)})
    names = ", ".join(f"S{n}" for n in range(2, sheets.MAX_SHEETS + 2))
    (problem,) = read_table(few, SETTINGS).problems
    assert str(problem) == f"Only the sheet Sheet1 was read, not: {names} … and 1 more."
    blank = book(*people, **{f"S{n}": () for n in range(2, sheets.MAX_SHEETS + 3)})
    (problem,) = read_table(blank, SETTINGS).problems
    assert str(problem) == f"Only the sheet Sheet1 was read, not: S{sheets.MAX_SHEETS + 1}, S{sheets.MAX_SHEETS + 2}."


def at(row, *texts):
    made = Workbook()
    for column, text in enumerate(texts, 1):
        made.active.cell(row, column, text)
        made.active.cell(row + 1, column, text)
    return made


def saved(made):
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def test_a_table_below_a_great_many_blank_rows_is_none_and_named():
    made = at(sheets.MAX_BLANK, "First Name")
    made.create_sheet("Deep").cell(sheets.MAX_BLANK + 1, 1, "First Name")
    table = open_table(saved(made))
    assert (table.sheet, table.rows[0].line, table.unread) == ("Sheet", sheets.MAX_BLANK + 1, ("Deep",))
    with pytest.raises(UnreadableError, match="begins below more than 1000 blank rows"):
        open_table(saved(at(sheets.MAX_NUMBER - 1, "First Name")))


def test_sheets_that_all_begin_at_the_far_end_are_passed_over_in_good_time():
    made = Workbook()
    for _ in range(sheets.MAX_SHEETS):
        made.create_sheet().cell(sheets.MAX_NUMBER, 1, "First Name")
    made.active.append(["First Name"])
    table = open_table(saved(made))
    assert (table.sheet, len(table.unread)) == ("Sheet", sheets.MAX_SHEETS)


def test_the_room_of_a_workbook_is_that_of_all_its_sheets(monkeypatch):
    wide = ["First Name", *[None] * 998, "x"]
    data = book(wide, S2=[wide], S3=[wide])
    monkeypatch.setattr(sheets, "MAX_ROOM", 4_000)
    assert open_table(data).columns.known
    monkeypatch.setattr(sheets, "MAX_ROOM", 2_500)
    with pytest.raises(UnreadableError, match="more in one place"):
        open_table(data)


def test_a_strict_workbook_is_told_from_an_empty_one():
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(with_parts())) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            xml = old.read(name).replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")  # fmt: skip
            xml = xml.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip
            new.writestr(name, xml)
    with pytest.raises(UnreadableError, match="strict form of Open XML"):
        open_table(written.getvalue())


@pytest.mark.filterwarnings("ignore:Cell")
def test_a_date_outside_the_calendar_and_other_errors_are_listed():
    data = with_sheet(
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="3"><c t="inlineStr"><is><t>Ren</t></is></c><c s="1"><v>99999999999</v></c></row></sheetData>'
        ),
        book(["First Name", "Birthday"], ["Aki", date(1980, 4, 1)]),
    )  # fmt: skip
    (problem, *_) = read_table(data, SETTINGS).problems
    assert (problem.line, str(problem)) == (3, "A cell says #VALUE!: the spreadsheet could not show its value.")
    (problem,) = read_table(b"First Name,Last Name\nAki,#N/A\n", SETTINGS).problems
    assert str(problem) == "A cell says #N/A: the spreadsheet could not show its value."
