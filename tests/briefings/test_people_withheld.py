"""What is withheld leaves no trace where people are printed: neither words, nor marks, nor an order that would tell of it."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.briefings.records import PeopleOrder
from liaison_desk.briefings.sections import people as people_sections
from liaison_desk.contacts.records import Billet, Organization, Person, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.meetings.records import Attendee, Meeting
from tests.briefings.desks import BOTH, HOME_ONLY, weekly_desk
from tests.briefings.test_people_sections import YAJIMA, in_post, picture, text


@pytest.fixture
def desk(tmp_path):
    with closing(weekly_desk(tmp_path)) as opened:
        yield opened


@pytest.mark.parametrize("template", ["roster", "biographies", "cards", "seating", "whos-who"])
def test_who_is_withheld_leaves_no_trace(desk, template):
    desk.contacts.save(in_post(desk, YAJIMA))
    before, _ = text(desk, template)
    hidden = replace(YAJIMA, name=PersonName("Hidden", "Man"), biography=Bilingual("Secretly here"), marking=HOME_ONLY)
    house = desk.contacts.organizations()[0]
    hidden = desk.contacts.save(
        replace(hidden, posts=(Post(Bilingual("Secret post"), house.id, since=date(2025, 8, 1)),))
    )
    desk.contacts.set_photo(hidden.id, picture("red"))
    after, said = text(desk, template)
    assert "HIDDEN" not in said
    assert after.pdf == before.pdf
    assert "Hidden Man" in {entry.record.label for entry in after.withheld.entries}


def test_an_organization_that_is_withheld_vanishes_from_the_row_of_who_serves_there(desk):
    desk.contacts.save(in_post(desk, YAJIMA, HOME_ONLY))
    _, said = text(desk, "roster")
    assert "Plans chief" in said
    assert "Space Operations Group" not in said


def test_the_dates_of_a_post_without_a_title_go_with_its_withheld_organization(desk):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Hidden Staff"), marking=HOME_ONLY))
    kept = desk.contacts.save(replace(YAJIMA, posts=()))
    before, _ = text(desk, "biographies")
    desk.contacts.save(replace(kept, posts=(Post(Bilingual(), house.id, since=date(2019, 3, 7)),)))
    after, said = text(desk, "biographies")
    assert "2019" not in said
    assert after.pdf == before.pdf


@pytest.mark.parametrize("template", ["roster", "biographies", "cards", "seating"])
def test_the_title_of_a_kept_post_goes_with_it(desk, template):
    billet = desk.billets.save(Billet(title=Bilingual("Quiet post"), marking=HOME_ONLY))
    house = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    post = Post(Bilingual("Quiet post"), house.id, since=date(2026, 4, 1), billet_id=billet.id)
    desk.contacts.save(replace(YAJIMA, posts=(post,)))
    _, said = text(desk, template)
    assert "Quiet" not in said
    assert "Air Staff" in said
    desk.billets.save(replace(billet, marking=BOTH))
    _, said = text(desk, template)
    assert "Quiet post" in said


@pytest.mark.parametrize("template", ["roster", "biographies", "cards", "seating"])
def test_an_organization_that_is_withheld_is_not_named_by_a_post_it_was_typed_in(desk, template):
    desk.contacts.save_organization(Organization(name=Bilingual("Hidden Staff", "秘匿部"), marking=HOME_ONLY))
    people = [
        replace(YAJIMA, name=PersonName(family), posts=(Post(Bilingual("Planner"), organization=organization),))
        for family, organization in (("Adams", "hidden staff"), ("Brown", "秘匿部"), ("Clark", "Open Staff"))
    ]
    desk.contacts.save_all(people, "Add contacts")
    _, said = text(desk, template)
    assert said.count("Planner") == 3
    assert "hidden staff" not in said
    assert "秘匿部" not in said
    assert "Open Staff" in said


def test_a_title_that_every_staff_has_is_withheld_only_with_the_staff_it_is_typed_beside(desk):
    hidden, _ = desk.contacts.save_organizations(
        [Organization(name=Bilingual(name), marking=BOTH) for name in ("Air Staff", "Space Staff")], "Add"
    )
    desk.billets.save(Billet(title=Bilingual("Chief"), organization_id=hidden.id, marking=HOME_ONLY))
    there = tuple(
        Attendee(f"Visitor {one}", post="Chief", organization=one) for one in ("Air Staff", "Space Staff", "")
    )
    start = datetime(2026, 11, 24, 9)
    talks = Meeting(title=Bilingual("Talks"), start=start, end=start, zone="Asia/Tokyo", marking=BOTH, attendees=there)
    talks = desk.meetings.save(talks)
    _, said = text(desk, "seating", meeting=talks.id)
    assert said.count("Chief") == 1
    assert "Chief, Space Staff" in said


@pytest.mark.parametrize("template", ["roster", "seating", "cards"])
def test_an_order_by_organization_knows_nothing_of_a_withheld_one(desk, template):
    hidden, zulu, alpha = desk.contacts.save_organizations(
        [
            Organization(name=Bilingual(name), marking=marking)
            for name, marking in (("AAA", HOME_ONLY), ("Zulu", BOTH), ("Alpha", BOTH))
        ],
        "Add",
    )
    people = [
        Person(name=PersonName(family), marking=BOTH, posts=posts)
        for family, posts in (
            ("One", (Post(Bilingual(), zulu.id),)),
            ("Two", ()),
            ("Three", (Post(Bilingual(), alpha.id),)),
        )
    ]
    two = desk.contacts.save_all(people, "Add contacts")[1]
    before, said = text(desk, template, order=PeopleOrder.ORGANIZATION)
    assert said.index("THREE") < said.index("ONE") < said.index("TWO")
    desk.contacts.save(replace(two, posts=(Post(Bilingual(), hidden.id),)))
    after, _ = text(desk, template, order=PeopleOrder.ORGANIZATION)
    assert after.pdf == before.pdf


def test_the_posts_of_a_biography_keep_their_label_when_the_newest_is_withheld(desk):
    hidden = desk.contacts.save_organization(Organization(name=Bilingual("Hidden Staff"), marking=HOME_ONLY))
    posts = tuple(
        Post(Bilingual(f"Post {year}"), since=date(year, 1, 1), until=date(year, 12, 31)) for year in range(2010, 2018)
    )
    kept = desk.contacts.save(replace(YAJIMA, posts=posts))
    before, said = text(desk, "biographies")
    assert said.count("Posts") == 1
    assert "Post 2010" in said
    desk.contacts.save(replace(kept, posts=(*posts, Post(Bilingual(), hidden.id, since=date(2020, 1, 1)))))
    after, _ = text(desk, "biographies")
    assert after.pdf == before.pdf


def test_what_a_row_names_counts_for_its_mark_and_for_the_banner(desk):
    desk.contacts.save(in_post(desk, YAJIMA, replace(BOTH, caveats=("CUI",))))
    result, said = text(desk, "roster")
    assert re.search(r"\([^)]*CUI[^)]*\) YAJIMA", said)
    assert "CUI" in result.banner


def test_more_people_than_a_packet_holds_are_refused_and_not_cut_off(desk, monkeypatch):
    monkeypatch.setattr(people_sections, "_MOST", 2)
    desk.contacts.save_all([replace(YAJIMA, name=PersonName(family)) for family in ("A", "B", "C")], "Add contacts")
    with pytest.raises(RefusedError, match="2 people at most"):
        text(desk, "roster")
