"""Lists that come in with address books: none is lost behind another of its name or identifier."""

from contextlib import closing

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.arrivals import lists_of, people_of
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.contacts.records import Distribution, Person
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.result import Entry, ReadSettings
from liaison_desk.exchange.vcard.groups import Group
from tests.desks import new_desk


def vcard(*lines):
    return "\n".join(("BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD", ""))


PEOPLE = "".join(vcard(f"UID:p{n}", f"FN:{name} Mori") for n, name in enumerate(("Aki", "Ren")))


def group(name, member, *lines):
    return vcard("KIND:group", f"FN:{name}", f"MEMBER:{member}", *lines)


def taken(db, tmp_path, *groups):
    """Take lists in twice; return their members by name, and what was said of them."""
    file = tmp_path / "people.vcf"
    file.write_text(PEOPLE + "".join(groups), "utf-8")
    with closing(open_desk(str(db))) as desk:
        report, again = import_file(desk, file), import_file(desk, file)
        assert (again.added, again.updated) == (0, 0)
        lists = {one.name: len(one.members) for one in desk.distributions.lists()}
        return lists, [str(problem) for problem in report.problems]


def test_lists_of_one_name_come_in_under_names_told_apart(db, tmp_path):
    groups = (group("Plans", "p0"), group("Plans", "p1"), group("Plans (2)", "p1"), group("Plans", "p0"))
    lists, said = taken(db, tmp_path, *groups)
    assert lists == {"Plans": 1, "Plans (2)": 1, "Plans (2) (2)": 1, "Plans (3)": 1}
    assert said == [
        f"“{name}” is what another list of this file is called, too; this one was taken in as “{other}”."
        for name, other in (("Plans", "Plans (2)"), ("Plans (2)", "Plans (2) (2)"), ("Plans", "Plans (3)"))
    ]


def test_one_list_in_two_pieces_is_united_and_listed(db, tmp_path):
    lists, said = taken(db, tmp_path, group("Plans", "p0", "UID:g"), group("Plans", "p1", "UID:g"))
    assert lists == {"Plans": 2}
    assert said == ["“Plans” stands in this file more than once and was taken in as one."]


def test_two_lists_under_one_identifier_are_both_taken_in(db, tmp_path):
    lists, said = taken(db, tmp_path, group("Plans", "p0", "UID:g"), group("Staff", "p1", "UID:g"))
    assert lists == {"Plans": 1, "Staff": 1}
    assert said == ["“Staff” is under the identifier of another entry of this file; both were taken in."]


def test_who_is_not_in_the_file_is_named_and_so_is_a_list_without_a_name(db, tmp_path):
    lists, said = taken(db, tmp_path, group("", "mailto:zed@example.org"))
    assert lists == {"?": 0}
    assert said == [
        "This list has no name; it is listed as “?”.",
        "1 people of the list “?” are not in this file: mailto:zed@example.org",
    ]


def test_people_and_lists_by_the_thousand_under_one_identifier_are_told_apart_in_good_time():
    people = [Entry(Person(name=PersonName(f"Mori{n}", "Aki"), uid="p"), n) for n in range(20_000)]
    found = people_of(people, ReadSettings(), 0, ())
    assert len({entry.record.uid for entry in found.batch.people}) == 20_000
    for uid in ("", "g"):
        lists, _ = lists_of([Entry(Group(f"Plans {uid and n}", uid, ()), n) for n in range(20_000)], {})
        assert len({entry.record.uid for entry in lists}) == 20_000


def test_members_whose_identifiers_differ_by_case_alone_are_two(db, tmp_path):
    file = tmp_path / "people.vcf"
    people = vcard("UID:aBc", "FN:Aki Mori") + vcard("UID:AbC", "FN:Ren Ito") + vcard("UID:Only", "FN:Jun Abe")
    file.write_text(people + group("Plans", "AbC", "MEMBER:urn:uuid:ONLY", "MEMBER:ABC"), "utf-8")
    with closing(open_desk(str(db))) as desk:
        report = import_file(desk, file)
        (plans,) = desk.distributions.lists()
        assert [desk.contacts.person(id_).name.family for id_ in plans.members] == ["Ito", "Abe"]
    assert [str(one) for one in report.problems] == ["1 people of the list “Plans” are not in this file: ABC"]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("name", ["Plans; core", "Team;", "Team\\;", "; weird ;", ";"])
def test_lists_go_out_with_the_cards_of_all_and_come_back(tmp_path, version, name):
    file = tmp_path / "people.vcf"
    with closing(new_desk(tmp_path / "one.desk", new_profile("JPN", "USA"), seed=1)) as desk:
        people = desk.contacts.save_all(
            [Person(name=PersonName(one)) for one in ("Mori", "Ito", "Abe")], "Add contacts"
        )
        plans = Distribution(
            name=name, network="NIPR", members=(people[1].id, people[0].id), marking=Marking("USA", Level.UNCLASSIFIED)
        )
        desk.distributions.save(plans)
        export(desk, "contacts", file, version=version)
        again = import_file(desk, file)
        assert (again.added, again.updated, again.problems) == (0, 0, ())
        export(desk, "contacts", tmp_path / "some.vcf", version=version, people=[people[0].id])
        assert "NIPR" not in (tmp_path / "some.vcf").read_text("utf-8")
    with closing(new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), seed=2)) as desk:
        assert import_file(desk, file).problems == ()
        (back,) = desk.distributions.lists()
        names = [desk.contacts.person(id_).name.family for id_ in back.members]
        assert (back.name, back.network, names) == (name, "NIPR", ["Ito", "Mori"])
        assert back.marking == Marking("USA", Level.UNCLASSIFIED)
