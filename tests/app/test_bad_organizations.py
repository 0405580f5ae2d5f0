"""Organizations that contradict themselves in a file: taken in where they can be, listed where not, never half."""

from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.batch import Batch
from liaison_desk.app.incoming.merging import merge
from liaison_desk.contacts.records import Organization, OrganizationParent, Person, PersonFilter, PersonSort, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.result import Entry
from liaison_desk.foundation.core.paging import Sort
from tests.desks import new_desk


@pytest.fixture
def desk(tmp_path):
    made = new_desk(tmp_path / "houses.desk", new_profile("JPN", "USA"))
    yield made
    made.close()


def house(number, name, above=0, **more):
    return Entry(Organization(id=number, uid=f"house-{number}", name=Bilingual(name), parent_id=above, **more), number)


def serving(number, *posts):
    return Entry(Person(id=number, uid=f"person-{number}", name=PersonName(f"Family{number}"), posts=posts), number)


def take(desk, *houses, people=()):
    with desk.database.write("Import") as transaction:
        return merge(desk, transaction, Batch(organizations=houses, people=people, whole=True))


def tree(desk):
    houses = {one.id: one for one in desk.contacts.organizations()}
    return {one.name.host: houses[one.parent_id].name.host if one.parent_id else "" for one in houses.values()}


def test_a_circle_of_parents_is_cut_and_listed(desk):
    tally = take(desk, house(1, "A", 3), house(2, "B", 1), house(3, "C", 2), house(4, "D", 3), people=[serving(9, Post(organization_id=2))])  # fmt: skip
    assert tree(desk) == {"A": "", "B": "A", "C": "B", "D": "C"}
    assert [str(problem) for problem in tally.problems] == [
        "An organization cannot stand under itself.",
        "“A” was taken in without what it stands under.",
    ]
    assert (tally.added, tally.refused) == (5, 0)
    listing = desk.contacts.people(PersonFilter(), Sort(PersonSort.ORGANIZATION))
    assert [group.label for group in listing.groups] == ["B"]
    assert desk.check() == []


def test_one_under_itself_and_one_without_a_name(desk):
    tally = take(
        desk, house(1, "A", 1), house(2, "", 1), house(3, "C", 2), people=[serving(9, Post(organization_id=2))]
    )
    assert tree(desk) == {"A": "", "C": ""}
    assert "Give the organization a name." in map(str, tally.problems)
    assert tally.refused == 1
    assert desk.check() == []


def test_dated_parents_are_those_of_this_desk_also_when_they_come_later_in_the_file(desk):
    take(desk, house(70, "Elsewhere"))
    moved = (OrganizationParent(None, 2), OrganizationParent(date(2024, 4, 1), 3))
    take(desk, house(1, "Section", 3, parents=moved), house(2, "Old staff"), house(3, "New staff"))
    section = next(one for one in desk.contacts.organizations() if one.name.host == "Section")
    houses = {one.id: one.name.host for one in desk.contacts.organizations()}
    assert houses[section.parent_on(date(2020, 1, 1))] == "Old staff"
    assert houses[section.parent_on(date(2025, 1, 1))] == houses[section.parent_id] == "New staff"
    assert desk.check() == []


def test_the_same_file_again_changes_nothing_and_a_circle_in_it_leaves_the_tree_of_the_desk(desk):
    files = (house(1, "A"), house(2, "B", 1), house(3, "C", 2))
    take(desk, *files)
    tally = take(desk, *files)
    assert (tally.added, tally.updated, tally.unchanged) == (0, 0, 3)
    tally = take(desk, house(1, "A", 3), house(2, "B", 1), house(3, "C", 2))
    assert tree(desk) == {"A": "", "B": "A", "C": "B"}
    assert tally.problems
    assert desk.check() == []


def test_posts_that_contradict_are_taken_in_as_they_stand_and_a_post_that_ends_before_it_begins_is_listed(desk):
    take(desk, house(1, "A"))
    both = (
        Post(Bilingual("Chief"), 1, since=date(2024, 1, 1), until=date(2026, 1, 1)),
        Post(Bilingual("Deputy"), 1, since=date(2025, 1, 1)),
    )
    wrong = replace(both[0], until=date(2020, 1, 1))
    tally = take(desk, house(1, "A"), people=[serving(8, *both), serving(9, wrong)])
    assert [str(problem) for problem in tally.problems] == ["A post ends before it begins: Chief."]
    listing = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME))
    kept = [desk.contacts.person(id_) for id_ in listing.ids]
    assert [(one.name.family, len(one.posts)) for one in kept] == [("Family8", 2)]
    assert desk.check() == []
