"""A card of ours on another desk, and back on its own: nothing invented, nothing lost, also of two posts at a time."""

from contextlib import closing
from datetime import date

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.contacts.records import Organization, Person, PersonFilter, PersonSort, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.paging import Sort
from tests.desks import new_desk

HOUSES = (Bilingual("Air Staff Office", "航空幕僚監部"), Bilingual("Joint Staff", "統合幕僚監部"))


def only(desk):
    (id_,) = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids
    return desk.contacts.person(id_)


def places(desk):
    houses = {one.id: one.name for one in desk.contacts.organizations()}
    return [(post.title, houses[post.organization_id], post.department) for post in only(desk).posts]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("held", [1, 2])
def test_the_organizations_of_all_posts_keep_both_names(tmp_path, version, held):
    with closing(new_desk(tmp_path / "one.desk", new_profile("JPN", "USA"), seed=1)) as desk:
        houses = desk.contacts.save_organizations([Organization(name=name) for name in HOUSES], "Add")
        titles = (Bilingual("Planner", "計画担当"), Bilingual("Instructor", "教官"))
        posts = tuple(
            Post(title, house.id, "", "Plans", date(2025, 4, 1))
            for title, house in list(zip(titles, houses, strict=True))[:held]
        )
        desk.contacts.save(Person(name=PersonName("Yajima", "Masahito", "矢島", "正人"), posts=posts))
        before = places(desk)
        card = tmp_path / "people.vcf"
        export(desk, "contacts", card, version=version)
        report = import_file(desk, card)
        assert (report.added, report.updated) == (0, 0)
        with closing(new_desk(tmp_path / "other.desk", new_profile("JPN", "USA"), seed=2)) as other:
            import_file(other, card)
            assert places(other) == before
            assert only(other).extra == ()


def test_on_a_desk_of_an_american_in_japan_names_stand_on_their_own_sides(tmp_path):
    file = tmp_path / "people.vcf"
    cards = [("Sato", "航空幕僚監部"), ("Cole", "Fifth Air Force"), ("Brandt", "Führungskommando der Bundeswehr")]
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\nN:{name}\nORG:{house}\nEND:VCARD\n" for name, house in cards)
    file.write_text(text, "utf-8")
    with closing(new_desk(tmp_path / "us.desk", new_profile("USA", "JPN"))) as desk:
        import_file(desk, file)
        names = {(one.name.host, one.name.home) for one in desk.contacts.organizations()}
        assert names == {("航空幕僚監部", ""), ("", "Fifth Air Force"), ("", "Führungskommando der Bundeswehr")}
    with closing(new_desk(tmp_path / "jp.desk", new_profile("JPN", "USA"))) as desk:
        import_file(desk, file)
        names = {(one.name.host, one.name.home) for one in desk.contacts.organizations()}
        assert names == {("", "航空幕僚監部"), ("Fifth Air Force", ""), ("Führungskommando der Bundeswehr", "")}
