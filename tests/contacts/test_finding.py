"""Finding people: by any script and spelling, by where they serve, by near misses; and the letters a list is cut by."""

from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.contacts.records import Billet, Distribution, Person, PersonFilter, PersonSort, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.foundation.core.paging import Sort
from tests.contacts.people import AIDA, AIR_STAFF, PLANS, RAMAN, WHITCOMBE, YAJIMA, in_post, meet


@pytest.fixture
def staffed(any_desk):
    """Yajima in the Air Staff's exercises section, Aida above him, Whitcombe in Plans; on either engine."""
    desk = any_desk
    air = desk.contacts.save_organization(AIR_STAFF)
    section = desk.contacts.save_organization(replace(PLANS, name=Bilingual("Exercises", "演習班"), parent_id=air.id))
    plans = desk.contacts.save_organization(PLANS)
    chief = desk.billets.save(Billet(title=Bilingual("Chief of concepts", "構想主任"), organization_id=plans.id))
    whitcombe = replace(WHITCOMBE, posts=(Post(Bilingual(), plans.id, billet_id=chief.id),))
    people = [
        in_post(
            replace(YAJIMA, languages=(Skill("ja", "native"), Skill("en", "3/3"))), section, since=date(2026, 11, 1)
        ),
        in_post(AIDA, air),
        whitcombe,
        RAMAN,
    ]
    saved = desk.contacts.save_all(people, "Add contacts")
    meet(desk, [saved[0]], 60)
    meet(desk, [saved[1]], 2)
    return desk, {person.name.family: person for person in saved}, {"air": air, "section": section, "plans": plans}


def found(desk, wanted, sort=PersonSort.NAME, language="en"):
    listing = desk.contacts.people(wanted, Sort(sort), language)
    lines = desk.contacts.lines(list(listing.ids))
    return [lines[id_].name.family for id_ in listing.ids]


@pytest.mark.parametrize(
    "words", ["やじま", "yajima", "yazima", "矢島", "ﾔｼﾞﾏ", "ヤジマ", "Yajima Masahito", "矢島正人", "y"]
)
def test_one_man_is_found_by_every_script_and_romanization(staffed, words):
    assert found(staffed[0], PersonFilter(words=words)) == ["Yajima"]


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("演習班", "Yajima"),
        ("exercises", "Yajima"),
        ("J5 Plans", "Whitcombe"),
        ("構想主任", "Whitcombe"),
        ("concepts daniel", "Whitcombe"),
    ],
)
def test_people_are_found_by_the_names_of_where_they_serve(staffed, words, family):
    assert found(staffed[0], PersonFilter(words=words)) == [family]


@pytest.mark.parametrize(
    ("words", "family"),
    [("Yajma", "Yajima"), ("whitcome", "Whitcombe"), ("Masahto", "Yajima"), ("やしま", "Yajima"), ("Xajima", "Yajima")],
)
def test_a_misspelt_name_finds_who_comes_near_and_says_so(staffed, words, family):
    desk = staffed[0]
    listing = desk.contacts.people(PersonFilter(words=words), Sort(PersonSort.NAME))
    assert listing.fuzzy
    assert found(desk, PersonFilter(words=words)) == [family]
    assert not desk.contacts.people(PersonFilter(words="Yajima"), Sort(PersonSort.NAME)).fuzzy


def test_what_resembles_nobody_finds_nobody(staffed):
    for words in ("zzzzzz", "演", "!!", "Yajima 12345", "x" * 300):
        assert found(staffed[0], PersonFilter(words=words)) in ([], ["Yajima"] if words == "演" else [])


def test_filters_narrow_by_language_service_list_and_organizations_below(staffed):
    desk, people, houses = staffed
    assert found(desk, PersonFilter(language="ja")) == ["Yajima"]
    assert found(desk, PersonFilter(language="JA", nation="USA")) == []
    assert found(desk, PersonFilter(language="%")) == []
    assert found(desk, PersonFilter(service="USAF")) == ["Whitcombe"]
    assert found(desk, PersonFilter(organization_id=houses["air"].id)) == ["Aida"]
    assert found(desk, PersonFilter(organization_id=houses["air"].id, with_below=True)) == ["Aida", "Yajima"]
    weekly = desk.distributions.save(Distribution(name="Weekly", members=(people["Raman"].id, people["Aida"].id)))
    assert found(desk, PersonFilter(list_id=weekly.id)) == ["Aida", "Raman"]


def test_one_whose_post_began_after_he_was_last_met_has_moved(staffed):
    desk, people, _ = staffed
    assert found(desk, PersonFilter(moved=True)) == ["Yajima"]
    lines = desk.contacts.lines([person.id for person in people.values()])
    assert {line.name.family for line in lines.values() if line.moved} == {"Yajima"}


def test_a_list_by_name_is_cut_by_letters_and_a_japanese_one_by_the_rows_of_kana(staffed):
    desk = staffed[0]
    extra = [("Anjo", "安城", "あんじょう"), ("Gamo", "蒲生", "がもう"), ("Kato", "加藤", "かとう")]
    desk.contacts.save_all(
        [Person(name=PersonName(latin, "Jun", native, "純", kana, "じゅん")) for latin, native, kana in extra]
        + [Person(name=PersonName(native_family="山本", native_given="太郎"))],
        "Add contacts",
    )
    english = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME), "en")
    assert [(group.label, group.count) for group in english.groups] == [
        ("A", 2), ("G", 1), ("K", 1), ("R", 1), ("W", 1), ("Y", 1), ("#", 1),
    ]  # fmt: skip
    japanese = desk.contacts.people(PersonFilter(), Sort(PersonSort.READING), "ja")
    assert [(group.label, group.start, group.count) for group in japanese.groups] == [
        ("あ", 0, 2), ("か", 2, 2), ("や", 4, 1), ("R", 5, 1), ("W", 6, 1), ("#", 7, 1),
    ]  # fmt: skip
    backwards = desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME, descending=True), "en")
    assert [group.label for group in backwards.groups] == [group.label for group in english.groups][::-1]
    lines = desk.contacts.lines(list(english.ids))
    for group in english.groups:
        for id_ in english.ids[group.start : group.start + group.count]:
            assert lines[id_].name.strip_key("en") == group.label


def test_given_names_first_do_not_change_where_a_name_stands(any_desk):
    any_desk.contacts.save(Person(name=PersonName("Abel", "Zoe", order=NameOrder.GIVEN_FIRST)))
    assert [group.label for group in any_desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).groups] == ["A"]
