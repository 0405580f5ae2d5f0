"""Who of a file is on the desk already: filled, never emptied; said where only the name is the same; as the user decides."""

from contextlib import closing

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.incoming.importing import import_file, import_files
from liaison_desk.app.incoming.looking_over import TablePlan, preview_table
from liaison_desk.contacts.records import Email, Person, PersonFilter, PersonSort, Phone
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.tables.reader import open_table
from liaison_desk.foundation.core.paging import Sort

HEAD = "First Name,Last Name,E-mail Address,Business Phone,Job Title"


def everybody(desk):
    ids = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
    return list(desk.contacts.people_by_ids(ids).values())


@pytest.fixture
def desk(db):
    with closing(open_desk(str(db))) as opened:
        opened.contacts.save_all(
            [
                Person(name=PersonName("Mori", "Aki"), emails=(Email("aki@example.org"),), diet="no pork"),
                Person(name=PersonName("Ito", "Ren"), phones=(Phone("+81 3-5555-0101"),)),
            ],
            "Add contacts",
        )
        yield opened


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "people.csv"
    rows = [
        HEAD,
        "Aki,Mori,AKI@example.org,555 0199,Planner",
        "Ren,Ito,ren@example.org,03-5555-0101,",
        "Aki,MORI,other@example.org,,",
    ]
    file.write_text("\n".join(rows), "utf-8")
    return file


def test_the_same_name_and_address_or_number_is_filled_and_the_name_alone_is_said(desk, table):
    report = import_file(desk, table)
    assert (report.added, report.updated) == (1, 2)
    assert [str(problem) for problem in report.problems] == [
        "“Aki MORI” may be a contact you have already; he was added as another."
    ]
    mori = next(one for one in everybody(desk) if one.diet)
    assert [phone.number for phone in mori.phones] == ["555 0199"]
    assert mori.posts[0].title.host == "Planner"
    assert mori.uid != ""
    again = import_file(desk, table)
    assert (again.added, again.updated) == (0, 0)


def test_a_name_in_its_own_script_is_recognized_whatever_the_desk_knows_of_its_latin_letters(desk, tmp_path):
    name = PersonName("Yajima", "Masahito", "矢島", "正人", "やじま", "まさひと")
    kept = desk.contacts.save(Person(name=name, emails=(Email("yajima@example.jp"),)))
    file = tmp_path / "people.csv"
    file.write_text("姓,名,電子メール アドレス,会社電話\n矢島,正人,yajima@example.jp,555 0142\n矢島,正二,,\n", "utf-8")
    report = import_file(desk, file)
    assert (report.added, report.updated, [str(one) for one in report.problems]) == (1, 1, [])
    filled = desk.contacts.person(kept.id)
    assert (filled.name, filled.phones[0].number) == (name, "555 0142")


def test_a_card_of_another_program_without_a_known_uid_fills_too(desk, tmp_path):
    file = tmp_path / "mori.vcf"
    file.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nUID:elsewhere\nN:Mori;Aki\nEMAIL:aki@example.org\nTEL:555 0142\nEND:VCARD\n"
    )
    assert import_file(desk, file).updated == 1
    assert len(everybody(desk)) == 2
    assert import_file(desk, file).updated == 0


def test_the_user_decides_whose_entry_each_is_and_who_stays_out(desk, table):
    opened = open_table(table.read_bytes(), kind="people")
    preview = preview_table(desk, opened)
    uids = [entry.record.uid for entry in preview.people]
    assert set(preview.there.same) == set(uids[:2])
    assert set(preview.there.namesakes) == set(uids)
    before = everybody(desk)
    other = next(one for one in before if one.name.family == "Mori")
    plan = TablePlan(opened, {uids[0]: 0, uids[2]: other.id}, frozenset({uids[1]}))
    (report,) = import_files(desk, [table], plans={table: plan})
    assert (report.read, report.added, report.updated, report.skipped) == (3, 1, 1, 1)
    filled = desk.contacts.person(other.id)
    assert [email.address for email in filled.emails] == ["aki@example.org", "other@example.org"]
    assert desk.history.undo() is not None
    assert [(one.name, one.emails) for one in everybody(desk)] == [(one.name, one.emails) for one in before]


def test_looking_a_table_over_keeps_nothing(desk, table):
    before = everybody(desk)
    preview_table(desk, open_table(table.read_bytes(), kind="people"))
    assert everybody(desk) == before


def test_a_row_that_gives_only_an_address_or_a_number_is_listed_under_it(desk, tmp_path):
    file = tmp_path / "addresses.csv"
    file.write_text("Primary Email,Mobile,Company\nren@example.com,,\n,090-5555-0102,\n,,J6 Help Desk\n,,\n", "utf-8")
    report = import_file(desk, file)
    assert report.added == 3
    assert [str(problem) for problem in report.problems] == [
        f"The row has no name; it is listed as “{name}”."
        for name in ("ren@example.com", "090-5555-0102", "J6 Help Desk")
    ]
    found = {one.name.full() for one in everybody(desk)}
    assert {"ren@example.com", "090-5555-0102", "J6 Help Desk"} <= found
    again = import_file(desk, file)
    assert (again.added, again.updated) == (0, 0)


def card(*lines):
    return "\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def test_cards_of_one_name_and_nothing_else_in_common_are_people_beside_each_other(desk, tmp_path):
    file = tmp_path / "satos.vcf"
    file.write_text(card("N:Sato;Ken", "ORG:A", "TITLE:Plans") + card("N:Sato;Ken", "ORG:B", "TITLE:Interpreter"))
    report = import_file(desk, file)
    assert (report.read, report.skipped) == (2, 0)
    assert [str(problem) for problem in report.problems] == [
        "“Ken Sato” is under the identifier of another entry of this file; both were taken in."
    ]
    satos = [one for one in everybody(desk) if one.name.family == "Sato"]
    assert sorted(one.posts[0].title.host for one in satos) == ["Interpreter", "Plans"]
    again = import_file(desk, file)
    assert (again.added, again.updated) == (0, 0)


def test_two_people_under_one_uid_are_two_and_two_cards_of_one_person_are_one(desk, tmp_path):
    file = tmp_path / "same.vcf"
    abe = ("UID:same", "N:Abe;Jun", "TEL:555 0111")
    file.write_text(card(*abe) + card("UID:same", "N:Sato;Ken") + card("UID:same", "N:Abe;Jun", "TEL:555 0222"))
    report = import_file(desk, file)
    assert (report.read, report.added, report.skipped) == (3, 2, 1)
    assert [(problem.line, str(problem)) for problem in report.problems] == [
        (7, "“Ken Sato” is under the identifier of another entry of this file; both were taken in."),
        (12, "“Jun Abe” stands in this file more than once and was taken in as one."),
    ]
    (one,) = [one for one in everybody(desk) if one.name.family == "Abe"]
    assert {phone.number for phone in one.phones} == {"555 0111", "555 0222"}
    again = import_file(desk, file)
    assert (again.added, again.updated) == (0, 0)
