"""Organizations, posts and lists that come in with archives and cards: each once, naming what it named."""

import json
from contextlib import closing
from datetime import date

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.contacts.records import Assistant, Billet, Organization, Person, PersonFilter, PersonSort
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.paging import Sort
from tests.app.files import CARDS


@pytest.fixture
def archive(say, db, tmp_path):
    """An archive of two groups that both have a staff called Plans."""
    with closing(open_desk(str(db))) as desk:
        for group in ("12th Group", "34th Group"):
            parent = desk.contacts.save_organization(Organization(name=Bilingual(group)))
            desk.contacts.save_organization(Organization(name=Bilingual("Plans"), parent_id=parent.id))
    file = tmp_path / "all.json"
    say("export", db, "all", "--output", file)
    return file


def tree(path):
    with closing(open_desk(str(path))) as desk:
        houses = {one.id: one for one in desk.contacts.organizations()}
        return sorted(
            (one.name.host, houses[one.parent_id].name.host if one.parent_id else "") for one in houses.values()
        )


def test_two_staffs_of_one_name_stay_two(say, archive, tmp_path):
    other = tmp_path / "other.desk"
    say("init", other)
    for added in (4, 0):
        with closing(open_desk(str(other))) as desk:
            assert import_file(desk, archive).added - added in (0, 1)  # the desk's own calendars may be one
        assert tree(other) == [("12th Group", ""), ("34th Group", ""), ("Plans", "12th Group"), ("Plans", "34th Group")]


def test_a_ring_of_parents_comes_in_with_one_at_the_top(say, archive, tmp_path):
    told = json.loads(archive.read_text("utf-8"))
    houses = {one["name"]["host"]: one for one in told["organizations"]}
    uids = [one["uid"] for one in told["organizations"]]
    for one, above in zip(told["organizations"], [*uids[1:], uids[0]], strict=True):
        one["parent_id"] = above
    archive.write_text(json.dumps(told), "utf-8")
    other = tmp_path / "other.desk"
    say("init", other)
    with closing(open_desk(str(other))) as desk:
        import_file(desk, archive)
    found = tree(other)
    assert len(found) == len(told["organizations"])
    assert sum(parent == "" for _, parent in found) == 1
    assert {name for name, _ in found} == set(houses)
    assert say("check", other).code == 0


def test_past_and_coming_parents_are_those_of_the_other_desk(say, db, tmp_path):
    with closing(open_desk(str(db))) as desk:
        first, second, moved = (
            desk.contacts.save_organization(Organization(name=Bilingual(name))) for name in ("First", "Second", "Moved")
        )
        moved = desk.contacts.move_organization(moved, date(2020, 1, 1), second.id)
        desk.contacts.move_organization(moved, date(2090, 1, 1), first.id)
        desk.contacts.move_organization(second, date(2090, 1, 1), moved.id)  # in turn above each other: no ring
    file, other = tmp_path / "all.json", tmp_path / "other.desk"
    say("export", db, "all", "--output", file)
    say("init", other)
    for _ in range(2):
        with closing(open_desk(str(other))) as desk:
            desk.contacts.save_organization(Organization(name=Bilingual("Another")))  # so that numbers differ
            import_file(desk, file)
            houses = {one.name.host: one for one in desk.contacts.organizations()}
        names = {one.id: name for name, one in houses.items()}
        assert [(entry.since, names.get(entry.parent_id, "")) for entry in houses["Moved"].parents] == [
            (None, ""), (date(2020, 1, 1), "Second"), (date(2090, 1, 1), "First"),
        ]  # fmt: skip
        assert names[houses["Second"].parent_on(date(2091, 1, 1))] == "Moved"


def test_one_name_on_many_cards_is_one_organization(say, db, tmp_path):
    file = tmp_path / "people.vcf"
    file.write_bytes((CARDS + CARDS.replace("UID:", "UID:x")).encode())
    with closing(open_desk(str(db))) as desk:
        import_file(desk, file)
        names = [one.name.host or one.name.home for one in desk.contacts.organizations()]
    assert len(names) == len(set(names)) > 0


def test_people_and_posts_of_an_archive_name_each_other(say, db, tmp_path):
    with closing(open_desk(str(db))) as desk:
        house = desk.contacts.save_organization(Organization(name=Bilingual("Staff")))
        first = desk.billets.save(Billet(title=Bilingual("Chief"), organization_id=house.id))
        desk.billets.save(Billet(title=Bilingual("Deputy"), organization_id=house.id, counterparts=(first.id,)))
        aide = desk.contacts.save(Person(name=PersonName("Kano", "Yu"), uid="b"))
        chief = Person(name=PersonName("Abe", "Ren"), uid="a", assistants=(Assistant("Kano Yu", contact_id=aide.id),))
        desk.contacts.save(chief)
    file, other = tmp_path / "all.json", tmp_path / "other.desk"
    say("export", db, "all", "--output", file)
    say("init", other)
    for _ in range(2):
        with closing(open_desk(str(other))) as desk:
            import_file(desk, file)
            ids = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
            people = {one.name.family: one for one in desk.contacts.people_by_ids(ids).values()}
            assert people["Abe"].assistants[0].contact_id == people["Kano"].id
            one, two = desk.billets.billets()
            assert (one.counterparts, two.counterparts) == ((two.id,), (one.id,))


def test_a_list_in_an_address_book_becomes_a_distribution_list_that_only_grows(say, db, tmp_path):
    def book(*members):
        cards = [f"BEGIN:VCARD\nVERSION:4.0\nUID:urn:uuid:P-{n}\nFN:Aki Mori{n}\nEND:VCARD" for n in range(3)]
        lines = [f"MEMBER:urn:uuid:{member}" for member in members]
        group = ["BEGIN:VCARD", "VERSION:4.0", "UID:g1", "FN:J5 everyone", "KIND:group", *lines, "END:VCARD"]
        return "\n".join([*group, *cards]).encode()

    file = tmp_path / "people.vcf"
    for members, kept, told in ((("p-0", "P-1", "gone"), 2, 1), (("p-2",), 3, 0)):
        file.write_bytes(book(*members))
        with closing(open_desk(str(db))) as desk:
            report = import_file(desk, file)
            (one,) = desk.distributions.lists()
        assert (report.read, len(report.problems)) == (4, told)
        assert (one.name, len(one.members)) == ("J5 everyone", kept)
    assert say("import", db, file, "--json").json[0]["updated"] == 0
