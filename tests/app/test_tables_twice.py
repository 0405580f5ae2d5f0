"""A table taken in again changes nothing, and takes nothing away that it has no column for."""

from contextlib import closing
from dataclasses import replace

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.contacts.records import Address, Email, Person, PersonFilter, PersonSort, Phone
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import Task

RICH = Person(
    name=PersonName("", "", "矢島", "正人", "やじま", "まさひと"),
    uid="p1",
    emails=(Email("y@example.jp"), Email("y@example.jp", "home")),
    phones=(Phone("03-5555-0101", "work"), Phone("03-5555-0101", "fax")),
    addresses=(Address("work", "1 Example Way", city="Tokyo", label="1 Example Way\nTokyo"),),
)


def only(desk):
    (id_,) = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
    return desk.contacts.person(id_)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_our_own_table_is_a_no_op(say, db, tmp_path, ending):
    with closing(open_desk(str(db))) as desk:
        desk.contacts.save(RICH)
    file = tmp_path / f"people.{ending}"
    say("export", db, "contacts", "--output", file)
    for _ in range(2):
        with closing(open_desk(str(db))) as desk:
            before = only(desk)
            report = import_file(desk, file)
            assert (report.added, report.updated) == (0, 0)
            assert only(desk) == before


def test_another_programs_table_fills_what_is_empty_and_keeps_what_it_cannot_say(say, db, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("First Name,Last Name,E-mail Address,Business Phone\nAki,Mori,aki@example.org,555 0101\n")
    with closing(open_desk(str(db))) as desk:
        import_file(desk, file)
        mori = only(desk)
        phones = (replace(mori.phones[0], note="ask for Ren", network="DSN"),)
        desk.contacts.save(replace(mori, phones=phones, diet="no pork"))
        report = import_file(desk, file)
        assert (report.added, report.updated) == (0, 0)
        assert (only(desk).phones, only(desk).diet) == (phones, "no pork")


def test_a_table_with_one_address_takes_no_other_away(say, db, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("First Name,Last Name,E-mail Address\nAki,Mori,aki@example.org\n")
    with closing(open_desk(str(db))) as desk:
        import_file(desk, file)
        mori = only(desk)
        desk.contacts.save(replace(mori, emails=(*mori.emails, Email("second@example.org"))))
        report = import_file(desk, file)
        assert report.updated == 0
        assert [email.address for email in only(desk).emails] == ["aki@example.org", "second@example.org"]


def test_the_parts_of_a_name_that_a_table_has_no_column_for_stay_and_what_it_says_otherwise_is_listed(db, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(
        "First Name,Last Name,E-mail Address,Notes,Web Page\nAki,Mori,aki@example.org,met,http://a.example\n"
    )
    with closing(open_desk(str(db))) as desk:
        import_file(desk, file)
        mori = only(desk)
        name = PersonName("Mori", "Aki", "森", "亜紀", "もり", "あき", prefix="Dr")
        mine = replace(mori, name=name, notes=replace(mori.notes, host="met twice"), urls=("http://b.example",))
        desk.contacts.save(mine)
        report = import_file(desk, file)
        assert only(desk).name == name
        assert [str(one) for one in report.problems] == [
            "“Dr Mori Aki”: the file's “http://a.example” stands in the place of “http://b.example”.",
            "“Dr Mori Aki”: the file's “met” stands in the place of “met twice”.",
        ]
        assert import_file(desk, file).problems == ()


def test_a_text_that_a_workbook_had_to_cut_takes_the_place_of_no_whole_one(db, tmp_path):
    """Excel holds 32,767 letters in a cell; ours end in “…” there."""
    long = Bilingual("To do: " + "word " * 9_000, "宙" * 40_000)
    with closing(open_desk(str(db))) as desk:
        task = desk.tasks.save(Task(title=Bilingual("Long"), detail=long))
        person = desk.contacts.save(replace(RICH, notes=long))
        for what in ("tasks", "contacts"):
            assert export(desk, what, tmp_path / f"{what}.xlsx").cut == 2
            report = import_file(desk, tmp_path / f"{what}.xlsx")
            assert (report.added, report.updated, len(report.problems)) == (0, 0, 1)
        assert desk.tasks.task(task.id).detail == long
        assert desk.contacts.person(person.id).notes == long
