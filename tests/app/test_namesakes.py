"""People of one name in files without identifiers: a uid made of a name never lets one stand in for another."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.arrivals import people_of
from liaison_desk.app.incoming.importing import import_file, import_files
from liaison_desk.app.incoming.looking_over import TablePlan, preview_table
from liaison_desk.contacts.records import Email, Person, PersonFilter, PersonSort, Phone, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.result import Entry, ReadSettings
from liaison_desk.exchange.tables.reader import open_table
from liaison_desk.foundation.core.paging import Sort
from tests.desks import new_desk

HEAD = "Name,Phone,Job Title,Birthday"
PILOT, COOK = "John Smith,111,Pilot,1980-01-02", "John Smith,222,Cook,1990-03-04"


@pytest.fixture
def desk(tmp_path):
    with closing(new_desk(tmp_path / "my.desk", new_profile("JPN", "USA"))) as opened:
        yield opened


@pytest.fixture
def take(desk, tmp_path):
    def taken(name, *lines):
        file = tmp_path / name
        file.write_text("\n".join(lines) + "\n", "utf-8")
        report = import_file(desk, file)
        return report.added, report.updated, [str(one) for one in report.problems]

    return taken


def everybody(desk):
    ids = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
    return list(desk.contacts.people_by_ids(ids).values())


def told_of(desk):
    """Return what tells people apart."""
    return sorted(
        (one.posts[0].title.host, str(one.birthday or ""), *(phone.number for phone in one.phones))
        for one in everybody(desk)
    )


BOTH = [("Cook", "1990-03-04", "222"), ("Pilot", "1980-01-02", "111")]
MAY_BE = "“John Smith” may be a contact you have already; he was added as another."
TWO_IN_FILE = "“John Smith” is under the identifier of another entry of this file; both were taken in."


def test_a_namesake_of_a_later_table_is_another_and_said(desk, take):
    assert take("one.csv", HEAD, PILOT) == (1, 0, [])
    assert take("two.csv", HEAD, COOK) == (1, 0, [MAY_BE])
    assert told_of(desk) == BOTH
    for lines in ([PILOT], [COOK], [PILOT, COOK], [COOK, PILOT]):
        assert take("again.csv", HEAD, *lines)[:2] == (0, 0)
    assert told_of(desk) == BOTH


def test_namesakes_of_one_table_are_two_and_a_row_that_stands_there_twice_is_one(desk, take):
    assert take("both.csv", HEAD, PILOT, COOK) == (2, 0, [TWO_IN_FILE])
    assert told_of(desk) == BOTH
    again = "“John Smith” stands in this file more than once and was taken in as one."
    assert take("again.csv", HEAD, COOK, PILOT, COOK) == (0, 0, [TWO_IN_FILE, again])
    assert take("one.csv", HEAD, COOK)[:2] == (0, 0)
    assert told_of(desk) == BOTH


def test_a_later_export_with_more_columns_fills_each_namesake(desk, take):
    take("both.csv", "Name,Job Title,Birthday", "John Smith,Pilot,1980-01-02", "John Smith,Cook,1990-03-04")
    assert take("more.csv", HEAD, COOK, PILOT)[:2] == (0, 2)
    assert told_of(desk) == BOTH


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("John Smith,,,1980-01-02", "John Smith,,,1990-03-04"),
        ("John Smith,+1 719 555 0101,,", "John Smith,+1 719 555 0102,,"),
        ("John Smith,,Pilot,", "John Smith,,Cook,"),
    ],
)
def test_a_birthday_a_number_or_a_title_tells_namesakes_apart(desk, take, first, second):
    take("one.csv", HEAD, first)
    assert take("two.csv", HEAD, second)[:2] == (1, 0)
    assert take("two.csv", HEAD, second)[:2] == (0, 0)


def test_who_is_reached_as_before_has_another_title_only(desk, take):
    take("one.csv", HEAD, "John Smith,719 555 0101,Pilot,")
    said = "“John Smith”: the file's “Instructor” stands in the place of “Pilot”."
    assert take("two.csv", HEAD, "John Smith,719 555 0101,Instructor,1980-01-02") == (0, 1, [said])
    assert told_of(desk) == [("Instructor", "1980-01-02", "719 555 0101")]


def test_a_double_that_was_merged_stays_merged(desk, take):
    take("both.csv", HEAD, PILOT, COOK)
    pilot, cook = sorted(everybody(desk), key=lambda one: one.birthday)
    desk.merging.merge(pilot, cook, {})
    assert take("both.csv", HEAD, PILOT, COOK)[0] == 0
    assert len(everybody(desk)) == 1


def test_the_user_decides_of_a_namesake_too(desk, take, tmp_path):
    take("one.csv", HEAD, PILOT)
    (pilot,) = everybody(desk)
    file = tmp_path / "two.csv"
    file.write_text(f"{HEAD}\n{COOK}\n")
    table = open_table(file.read_bytes(), kind="people")
    there = preview_table(desk, table).there
    assert (there.by_uid, there.same) == ({}, {})
    assert there.namesakes == {pilot.uid: [pilot]}
    plan = TablePlan(table, {pilot.uid: pilot.id})
    (report,) = import_files(desk, [file], dry_run=True, plans={file: plan})
    assert (report.added, report.updated) == (0, 1)
    (report,) = import_files(desk, [file], plans={file: TablePlan(table, {pilot.uid: 0})})
    assert (report.added, report.updated) == (1, 0)
    assert told_of(desk) == BOTH


def card(*lines):
    return "\n".join(("BEGIN:VCARD", "VERSION:3.0", "N:Smith;John", *lines, "END:VCARD"))


@pytest.mark.parametrize("told", ["TITLE", "ORG", "BDAY"])
def test_cards_without_an_identifier_are_told_apart_too(desk, take, told):
    one, other = (f"{told}:1980-01-02", f"{told}:1990-03-04")
    take("one.vcf", card(one))
    assert take("two.vcf", card(other)) == (1, 0, [MAY_BE])
    assert take("both.vcf", card(other), card(one))[:2] == (0, 0)
    assert len(everybody(desk)) == 2


def person(unit, *lines):
    return "\n".join((f"dn: cn=John Smith,ou={unit}", "cn: John Smith", "sn: Smith", "givenName: John", *lines, ""))


def team(*units):
    members = (f"member: cn=John Smith,ou={unit}" for unit in units)
    return "\n".join(("dn: cn=Team", "objectclass: groupOfNames", "cn: Team", *members))


@pytest.mark.parametrize("lines", [(("telephoneNumber: 111",), ("telephoneNumber: 222",)), ((), ("title: Cook",))])
def test_whom_a_directory_keeps_under_two_names_is_two_and_its_lists_name_the_right_one(desk, take, lines):
    people = [person(unit, *more) for unit, more in zip("AB", lines, strict=True)]
    assert take("a.ldif", *people, team("B")) == (3, 0, [TWO_IN_FILE])
    ids = {one.id for one in everybody(desk) if one.posts or [phone.number for phone in one.phones] == ["222"]}
    (found,) = desk.distributions.lists()
    assert set(found.members) == ids
    assert take("a.ldif", *people, team("B"))[:2] == (0, 0)
    assert take("a.ldif", *people, team("A", "B"))[:2] == (0, 1)


def test_two_entries_of_a_directory_that_are_reached_in_one_way_are_one(desk, take):
    reach = "telephoneNumber: 719 555 0101"
    added, _, said = take("a.ldif", person("A", reach, "title: Pilot"), person("B", reach), team("A", "B"))
    assert (added, said) == (2, ["“John Smith” stands in this file more than once and was taken in as one."])
    (one,) = everybody(desk)
    assert desk.distributions.lists()[0].members == (one.id,)


def test_entries_of_one_person_by_the_thousand_are_united_in_good_time_and_none_is_lost():
    john = PersonName("Smith", "John")
    entries = [
        Entry(Person(name=john, uid="p", birthday=date(1980, 1, 1 + n % 28), phones=(Phone(str(100_000 + n)),)), n)
        for n in range(20_000)
    ]
    found = people_of(entries, ReadSettings(), 0, ())
    (one,) = found.batch.people
    assert {phone.number for phone in one.record.phones} == {str(100_000 + n) for n in range(20_000)}
    assert one.record.birthday == entries[-1].record.birthday  # what the later one says counts
    assert (found.read, found.skipped, one.line) == (20_000, 19_999, 0)


def test_namesakes_by_the_thousand_are_compared_in_good_time(desk, take):
    def rows(start):
        days = (date(1950, 1, 1) + timedelta(n) for n in range(start, start + 1_500))
        return [HEAD, *(f"John Smith,{n},Pilot,{day}" for n, day in enumerate(days, start + 719_000_000))]

    assert take("one.csv", *rows(0))[:2] == (1_500, 0)
    assert take("two.csv", *rows(1_500))[:2] == (1_500, 0)
    assert take("two.csv", *rows(1_500))[:2] == (0, 0)


HILL = "First Name,Last Name,Company,Job Title,E-mail Address,Birthday"


def test_who_has_the_address_he_had_is_the_same_whatever_was_corrected(desk, take):
    take("one.csv", HILL, "John,Hill,J7,Planner,j.hill@example.org,1970-01-02")
    assert take("two.csv", HILL, "John,Hill,J7,Planner,j.hill@example.org,1970-02-01")[:2] == (0, 1)
    (hill,) = everybody(desk)
    desk.contacts.save(replace(hill, emails=(Email("john.hill@example.net"),)))
    assert take("two.csv", HILL, "John,Hill,J7,Planner,j.hill@example.org,1970-02-01")[:2] == (0, 1)
    (hill,) = everybody(desk)
    assert {one.address for one in hill.emails} == {"john.hill@example.net", "j.hill@example.org"}


def test_who_is_known_by_his_company_alone_has_got_another_post(desk, take):
    take("one.csv", HILL, "John,Hill,J7,Planner,,")
    said = "“John Hill”: the file's “Chief” stands in the place of “Planner”."
    assert take("two.csv", HILL, "John,Hill,J7,Chief,,") == (0, 1, [said])


def test_a_table_leaves_what_was_written_on_the_desk_and_the_posts_of_the_past(desk, take):
    line = "John,Hill,J7,Planner,j.hill@example.org,"
    take("one.csv", HILL, line)
    (hill,) = everybody(desk)
    now = replace(hill.posts[0], title=Bilingual("Planner", "計画担当"), since=date(2025, 8, 1))
    before = Post(Bilingual("Pilot"), hill.posts[0].organization_id, since=date(2020, 1, 1), until=date(2025, 7, 31))
    texts = {"notes": Bilingual("Met in Fuchu."), "biography": Bilingual("Flew.", "操縦士。")}
    hill = desk.contacts.save(replace(hill, posts=(now, before), **texts))
    assert take("one.csv", HILL, line)[:2] == (0, 0)
    take("two.csv", HILL, "John,Hill,J7,Chief planner,j.hill@example.org,")
    (hill,) = everybody(desk)
    assert (hill.notes, hill.biography) == (texts["notes"], texts["biography"])
    assert [post.title.host for post in hill.posts] == ["Pilot", "Chief planner"]
    assert hill.posts[0] == before
    ended = replace(hill, posts=(before, replace(hill.posts[1], until=date(2026, 10, 31))))
    desk.contacts.save(ended)
    take("two.csv", HILL, "John,Hill,J7,Chief planner,j.hill@example.org,")
    assert everybody(desk)[0].posts == ended.posts


def test_a_card_of_another_program_leaves_notes_and_the_posts_of_the_past(desk, tmp_path):
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:h1\nN:Hill;John;;;\nFN:John Hill\nORG:J7\nTITLE:Planner\nEND:VCARD\n"
    file = tmp_path / "hill.vcf"
    file.write_text(card)
    import_file(desk, file)
    (hill,) = everybody(desk)
    before = Post(Bilingual("Pilot"), since=date(2020, 1, 1), until=date(2025, 7, 31))
    desk.contacts.save(replace(hill, posts=(*hill.posts, before), notes=Bilingual("Met in Fuchu.")))
    report = import_file(desk, file)
    assert (report.added, report.updated) == (0, 0)
