"""The chart of who is who on paper: organizations under each other, holders and vacant posts, and no trace of who is withheld."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.contacts.records import Billet, Organization, Person, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from tests.briefings.desks import BOTH, HOME_ONLY, weekly_desk
from tests.briefings.test_people_sections import YAJIMA, text


@pytest.fixture
def desk(tmp_path):
    with closing(weekly_desk(tmp_path)) as opened:
        yield opened


def test_whos_who_shows_organizations_under_each_other_holders_and_vacant_posts_on_the_day(desk):
    above = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    below = desk.contacts.save_organization(
        Organization(name=Bilingual("Plans Section"), marking=BOTH, parent_id=above.id)
    )
    empty = desk.contacts.save_organization(Organization(name=Bilingual("Empty Annex"), marking=BOTH))
    chief = desk.billets.save(Billet(title=Bilingual("Chief"), organization_id=above.id, marking=BOTH))
    desk.billets.save(Billet(title=Bilingual("Deputy"), organization_id=above.id, marking=BOTH))
    desk.contacts.save_all(
        [
            replace(YAJIMA, posts=(Post(Bilingual("Chief"), above.id, since=date(2026, 4, 1), billet_id=chief.id),)),
            Person(
                name=PersonName("Aida", "Ken"), marking=BOTH,
                posts=(
                    Post(Bilingual("Chief"), above.id, until=date(2026, 3, 31), billet_id=chief.id),
                    Post(Bilingual("Planner"), below.id, since=date(2026, 4, 1)),
                ),
            ),
        ],
        "Add contacts",
    )  # fmt: skip
    _, said = text(desk, "whos-who", organization=above.id)
    places = [said.index(words) for words in ("Air Staff", "YAJIMA Masahito", "Deputy", "Plans Section", "AIDA Ken")]
    assert places == sorted(places)
    assert "No holder listed" in said[places[2] : places[3]]
    assert "Empty Annex" not in said
    day = date(2026, 3, 1)
    _, before = text(desk, "whos-who", organization=above.id, since=day, until=day)
    assert "Sunday 1 March 2026" in before
    assert "AIDA Ken" in before
    assert "YAJIMA" not in before
    assert "Plans Section" not in before
    assert empty.id


def test_a_post_whose_holder_is_withheld_reads_like_a_vacant_one(desk):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    chief, deputy = (
        desk.billets.save(Billet(title=Bilingual(title), organization_id=house.id, marking=BOTH))
        for title in ("Chief of nothing", "Deputy")
    )
    desk.contacts.save(replace(YAJIMA, posts=(Post(Bilingual("Deputy"), house.id, billet_id=deputy.id),), marking=BOTH))
    before, said = text(desk, "whos-who")
    assert said.index("Chief of nothing") < said.index("No holder listed") < said.index("Deputy")
    post = Post(Bilingual("Chief of nothing"), house.id, since=date(2026, 4, 1), billet_id=chief.id)
    aide = Post(Bilingual("Deputy"), house.id, since=date(2026, 4, 1), billet_id=deputy.id)
    hidden = Person(name=PersonName("Hidden", "Bob"), posts=(post, aide), marking=HOME_ONLY)
    desk.contacts.save(hidden)
    after, _ = text(desk, "whos-who")
    assert after.pdf == before.pdf


def test_who_holds_a_withheld_post_stands_where_he_would_without_it(desk):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    since = date(2026, 4, 1)
    others = [
        Person(name=PersonName(family), marking=BOTH, posts=(Post(Bilingual("Planner"), house.id, since=since),))
        for family in ("Adams", "Clark")
    ]
    desk.contacts.save_all(others, "Add contacts")
    brown = Person(name=PersonName("Brown"), marking=BOTH, posts=(Post(Bilingual(), house.id, since=since),))
    brown = desk.contacts.save(brown)
    before, _ = text(desk, "whos-who")
    billet = desk.billets.save(Billet(title=Bilingual("Quiet post"), organization_id=house.id, marking=HOME_ONLY))
    post = Post(Bilingual("Quiet post"), house.id, since=since, billet_id=billet.id)
    brown = desk.contacts.save(replace(brown, posts=(post,)))
    after, said = text(desk, "whos-who")
    assert "Quiet" not in said
    assert after.pdf == before.pdf
    desk.billets.save(replace(billet, marking=BOTH))
    _, said = text(desk, "whos-who")
    assert said.index("BROWN") < said.index("Quiet post") < said.index("ADAMS")


def test_whom_only_a_withheld_post_brings_to_an_organization_goes_with_it(desk):
    air, space = desk.contacts.save_organizations(
        [Organization(name=Bilingual(name), marking=BOTH) for name in ("Air Staff", "Space Staff")], "Add"
    )
    desk.contacts.save(replace(YAJIMA, marking=BOTH, posts=(Post(Bilingual("Planner"), air.id),)))
    post = Post(Bilingual("Planner"), air.id)
    brown = desk.contacts.save(Person(name=PersonName("Brown"), marking=BOTH, posts=(post,)))
    billet = desk.billets.save(Billet(title=Bilingual("Quiet post"), organization_id=space.id, marking=HOME_ONLY))
    desk.contacts.save(replace(brown, posts=(replace(post, billet_id=billet.id),)))
    _, said = text(desk, "whos-who")
    assert said.count("BROWN") == 1
    assert "Space Staff" not in said


def test_an_organization_whose_people_are_all_withheld_leaves_no_trace_in_who_is_who(desk):
    air, quiet = desk.contacts.save_organizations(
        [Organization(name=Bilingual(name), marking=BOTH) for name in ("Air Staff", "Quiet Cell")], "Add"
    )
    since = date(2026, 4, 1)
    desk.contacts.save(replace(YAJIMA, posts=(Post(Bilingual("Chief"), air.id, since=since),), marking=BOTH))
    before, _ = text(desk, "whos-who")
    hidden = Person(name=PersonName("Hidden", "Bob"), posts=(Post(Bilingual("Agent"), quiet.id, since=since),))
    desk.contacts.save(replace(hidden, marking=HOME_ONLY))
    after, said = text(desk, "whos-who")
    assert "Quiet Cell" not in said
    assert after.pdf == before.pdf


def test_what_stands_under_a_withheld_organization_goes_with_it(desk):
    above = desk.contacts.save_organization(Organization(name=Bilingual("Hidden Staff"), marking=HOME_ONLY))
    below = desk.contacts.save_organization(Organization(name=Bilingual("Open"), marking=BOTH, parent_id=above.id))
    desk.contacts.save(replace(YAJIMA, posts=(Post(Bilingual("Planner"), below.id, since=date(2026, 4, 1)),)))
    result, said = text(desk, "whos-who")
    assert "YAJIMA" not in said
    assert "Hidden Staff" in {entry.record.label for entry in result.withheld.entries}


@pytest.mark.parametrize("fate", ["abolished", "to come", "in the trash", "elsewhere"])
def test_the_title_of_a_withheld_post_is_nowhere_whatever_became_of_the_post(desk, fate):
    air, space = desk.contacts.save_organizations(
        [Organization(name=Bilingual(name), marking=BOTH) for name in ("Air Staff", "Space Staff")], "Add"
    )
    dates = {"abolished": {"until": date(2025, 1, 1)}, "to come": {"since": date(2027, 1, 1)}}.get(fate, {})
    house = space if fate == "elsewhere" else air
    billet = Billet(title=Bilingual("Quiet post"), organization_id=house.id, marking=HOME_ONLY, **dates)
    billet = desk.billets.save(billet)
    post = Post(Bilingual("Quiet post"), air.id, billet_id=billet.id)
    desk.contacts.save(Person(name=PersonName("Brown"), marking=BOTH, posts=(post,)))
    if fate == "in the trash":
        desk.billets.delete([billet.id])
    _, said = text(desk, "whos-who")
    assert "Quiet" not in said
    assert said.count("BROWN") == 1


@pytest.mark.parametrize("deleted", [False, True])
@pytest.mark.parametrize("template", ["whos-who", "roster", "biographies", "cards", "seating"])
def test_a_title_typed_for_a_second_holder_goes_with_the_withheld_post_it_is_of(desk, template, deleted):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    post = Billet(title=Bilingual("Quiet post"), organization_id=house.id, marking=HOME_ONLY)
    billet = desk.billets.save(post)
    post = Post(Bilingual("Quiet post"), house.id)
    first, second = (replace(YAJIMA, name=PersonName(name), posts=(post,)) for name in ("Adams", "Brown"))
    desk.contacts.save(replace(first, marking=HOME_ONLY))
    assert desk.contacts.save(second).posts[0].billet_id == 0
    if deleted:
        desk.billets.delete([billet.id])
    _, said = text(desk, template)
    assert "BROWN" in said
    assert "Quiet" not in said


def test_who_also_holds_a_withheld_post_has_one_card(desk):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    chief = Post(Bilingual("Chief"), house.id)
    brown = desk.contacts.save(Person(name=PersonName("Brown"), marking=BOTH, posts=(chief,)))
    before, _ = text(desk, "whos-who")
    billet = desk.billets.save(Billet(title=Bilingual("Quiet post"), organization_id=house.id, marking=HOME_ONLY))
    quiet = Post(Bilingual("Quiet post"), house.id, billet_id=billet.id)
    desk.contacts.save(replace(brown, posts=(quiet, chief)))
    after, _ = text(desk, "whos-who")
    assert after.pdf == before.pdf
    desk.billets.save(replace(billet, marking=BOTH))
    _, said = text(desk, "whos-who")
    assert said.count("BROWN") == 2


def test_nobody_is_lost_however_deep_organizations_stand(desk):
    above = 0
    for number in range(40):
        house = Organization(name=Bilingual(f"Level {number}"), marking=BOTH, parent_id=above)
        above = desk.contacts.save_organization(house).id
    desk.contacts.save(Person(name=PersonName("Brown"), marking=BOTH, posts=(Post(Bilingual("Chief"), above),)))
    _, said = text(desk, "whos-who")
    assert said.index("Level 30") < said.index("Level 39") < said.index("BROWN")
