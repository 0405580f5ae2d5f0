"""What an officer does with contacts, on a real database: find, order, group, change, undo, delete, restore."""

from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.contacts.records import (
    ORGANIZATION,
    PERSON,
    Billet,
    Email,
    Organization,
    Person,
    PersonFilter,
    PersonSort,
    Phone,
    Post,
)
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError, StaleError
from liaison_desk.foundation.core.paging import Sort
from tests.contacts.people import AIDA, AIR_STAFF, PLANS, RAMAN, TODAY, WHITCOMBE, YAJIMA, in_post, meet


@pytest.fixture
def staff(desk):
    """Two Japanese of the Air Staff, an American of J5, and a civilian without an organization."""
    air = desk.contacts.save_organization(AIR_STAFF)
    plans = desk.contacts.save_organization(PLANS)
    people = [in_post(YAJIMA, air, "Exercises desk"), in_post(AIDA, air), in_post(WHITCOMBE, plans), RAMAN]
    return {person.name.family: person for person in desk.contacts.save_all(people, "Add contacts")}


def families(desk, sort=PersonSort.NAME, wanted=None, language="en", *, descending=False):
    """Return the family names of a listing in its order."""
    listing = desk.contacts.people(wanted or PersonFilter(), Sort(sort, descending), language)
    lines = desk.contacts.lines(list(listing.ids))
    return [lines[number].name.family for number in listing.ids]


def test_an_english_list_sorts_by_latin_family_name(desk, staff):
    assert families(desk) == ["Aida", "Raman", "Whitcombe", "Yajima"]
    assert families(desk, descending=True) == ["Yajima", "Whitcombe", "Raman", "Aida"]


def test_a_japanese_list_sorts_by_reading_and_puts_those_without_one_behind(desk, staff):
    wada = desk.contacts.save(replace(AIDA, name=PersonName("Aaa", "Ken", "和田", "健", "わだ", "けん")))
    assert wada.id
    assert families(desk, language="ja") == ["Aida", "Yajima", "Aaa", "Raman", "Whitcombe"]
    assert families(desk, PersonSort.READING) == families(desk, language="ja")


def test_precedence_goes_by_rank_then_by_date_of_rank_and_civilians_come_last(desk, staff):
    assert families(desk, PersonSort.PRECEDENCE) == ["Whitcombe", "Aida", "Yajima", "Raman"]


def test_people_are_grouped_by_the_organization_of_their_present_post(desk, staff):
    listing = desk.contacts.people(PersonFilter(), Sort(PersonSort.ORGANIZATION))
    assert [(group.label, group.label_native, group.start, group.count) for group in listing.groups] == [
        ("Air Staff", "航空幕僚監部", 0, 2),
        ("J5 Plans", "計画部", 2, 1),
        ("", "", 3, 1),
    ]
    lines = desk.contacts.lines(list(listing.ids))
    assert [lines[number].name.family for number in listing.ids] == ["Aida", "Yajima", "Whitcombe", "Raman"]


def test_one_who_moved_stands_in_his_new_organization(desk, staff):
    yajima = staff["Yajima"]
    plans = staff["Whitcombe"].posts[0].organization_id
    old = replace(yajima.posts[0], since=date(2024, 4, 1), until=date(2026, 10, 31))
    desk.contacts.save(replace(yajima, posts=(old, Post(Bilingual("Liaison officer"), plans, since=date(2026, 11, 1)))))
    listing = desk.contacts.people(PersonFilter(organization_id=plans), Sort(PersonSort.NAME))
    assert yajima.id in listing.ids
    line = desk.contacts.lines([yajima.id])[yajima.id]
    assert (line.title.host, line.organization.host) == ("Liaison officer", "J5 Plans")


def test_of_two_posts_held_at_once_the_later_one_is_shown(desk, staff):
    yajima = staff["Yajima"]
    first, second = (
        Post(Bilingual("Plans"), since=date(2025, 1, 1)),
        Post(Bilingual("Also aide"), since=date(2026, 1, 1)),
    )
    saved = desk.contacts.save(replace(yajima, posts=(second, first)))
    assert saved.current_post(TODAY) == second
    assert desk.contacts.lines([saved.id])[saved.id].title.host == "Also aide"


def test_the_post_of_a_past_day_is_the_one_held_then(desk, staff):
    posts = (
        Post(Bilingual("Student"), since=date(2021, 8, 1), until=date(2023, 7, 31)),
        Post(Bilingual("Plans officer"), since=date(2023, 8, 1)),
    )
    person = desk.contacts.save(replace(staff["Aida"], posts=posts))
    assert person.current_post(date(2022, 5, 1)) == posts[0]
    assert person.current_post(date(2023, 7, 31)) == posts[0]
    assert person.current_post(date(2023, 8, 1)) == posts[1]
    assert person.current_post(date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    "words", ["矢島", "矢島正人", "やじま", "ヤジマ", "ﾔｼﾞﾏ", "yajima", "Yazima", "YAJIMA masahito", "矢島 やじま"]
)
def test_one_man_is_found_by_every_spelling_of_his_name(desk, staff, words):
    assert families(desk, wanted=PersonFilter(words=words)) == ["Yajima"]


@pytest.mark.parametrize("words", ["2等空佐", "JASDF", "315-555-0142", "PL27", "yajima.m@as.example.jp", "exercises"])
def test_a_person_is_found_by_rank_service_number_tag_address_and_post(desk, staff, words):
    assert "Yajima" in families(desk, wanted=PersonFilter(words=words))


@pytest.mark.parametrize("words", ['"', "AND OR NOT", "a* NEAR(b)", "no such man", "%", "'; DROP TABLE person"])
def test_a_query_is_words_and_never_an_expression(desk, staff, words):
    assert families(desk, wanted=PersonFilter(words=words)) == []


def test_filters_narrow_by_nation_tag_and_words_together(desk, staff):
    assert families(desk, wanted=PersonFilter(nation="USA")) == ["Raman", "Whitcombe"]
    assert families(desk, wanted=PersonFilter(tag="PL27")) == ["Yajima"]
    assert families(desk, wanted=PersonFilter(nation="USA", words="yajima")) == []


def test_facets_count_what_the_list_can_be_narrowed_to(desk, staff):
    facets = desk.contacts.facets()
    assert (facets.people, facets.overdue) == (4, 0)
    assert facets.nations == (("JPN", 2), ("USA", 2))
    assert facets.tags == (("PL27", 1),)


def test_a_trashed_person_counts_nowhere(desk, staff):
    desk.contacts.delete([staff["Yajima"].id])
    facets = desk.contacts.facets()
    assert (facets.people, facets.nations, facets.tags) == (3, (("USA", 2), ("JPN", 1)), ())
    assert desk.contacts.tags() == []
    assert desk.contacts.suggest("yajima") == []


def test_those_not_met_within_their_interval_are_overdue_and_the_most_neglected_come_first(desk, staff):
    yajima, aida, whitcombe, _ = (
        desk.contacts.save(replace(staff[name], cadence_days=days))
        for name, days in (("Yajima", 30), ("Aida", 30), ("Whitcombe", 14), ("Raman", 90))
    )
    meet(desk, [yajima], 43)
    meet(desk, [aida], 30)
    meet(desk, [whitcombe], 60)
    assert families(desk, PersonSort.NEGLECT, PersonFilter(overdue=True)) == ["Whitcombe", "Yajima"]
    assert [line.id for line in desk.contacts.overdue(1)] == [whitcombe.id]
    assert desk.contacts.facets().overdue == 2
    assert families(desk, PersonSort.NEGLECT) == ["Whitcombe", "Yajima", "Aida", "Raman"]


def test_a_meeting_still_to_come_is_no_contact_yet(desk, staff):
    meet(desk, [staff["Aida"]], -3)
    assert desk.contacts.lines([staff["Aida"].id])[staff["Aida"].id].last_contact is None
    assert desk.contacts.history_with(staff["Aida"].id) == []


def test_the_history_with_a_person_lists_his_meetings_newest_first(desk, staff):
    person = staff["Yajima"]
    meet(desk, [person], 40, "phone", "Call")
    latest = meet(desk, [person, staff["Raman"]], 2, "vtc", "VTC")
    gone = meet(desk, [person], 1, title="Deleted")
    desk.meetings.delete([gone.id])
    history = desk.contacts.history_with(person.id)
    assert [(one.title.host, one.kind) for one in history] == [("VTC", "vtc"), ("Call", "phone")]
    assert history[0].meeting_id == latest.id
    assert desk.contacts.lines([person.id])[person.id].last_contact == date(2026, 11, 22)


def test_an_edit_is_undone_and_done_again(desk, staff):
    yajima = staff["Yajima"]
    desk.contacts.save(replace(yajima, nickname="Masa", posts=()))
    assert desk.history.undo() == "Change a contact"
    back = desk.contacts.person(yajima.id)
    assert (back.nickname, back.posts) == ("", yajima.posts)
    assert desk.history.redo() == "Change a contact"
    assert desk.contacts.person(yajima.id).nickname == "Masa"


def test_undoing_an_addition_puts_the_person_into_the_trash(desk):
    added = desk.contacts.save(YAJIMA)
    assert desk.history.undo() == "Add a contact"
    assert families(desk) == []
    assert families(desk, wanted=PersonFilter(trash=True)) == ["Yajima"]
    assert desk.history.redo() == "Add a contact"
    assert desk.contacts.person(added.id).name == YAJIMA.name


def test_several_are_deleted_at_once_and_restored_whole(desk, staff):
    ids = [staff["Yajima"].id, staff["Aida"].id]
    desk.contacts.delete(ids)
    assert families(desk) == ["Raman", "Whitcombe"]
    assert {trashed.id for trashed in desk.history.trash() if trashed.kind == PERSON} == set(ids)
    desk.contacts.restore(ids)
    assert families(desk) == ["Aida", "Raman", "Whitcombe", "Yajima"]
    assert desk.contacts.person(ids[0]).posts == staff["Yajima"].posts
    assert families(desk, wanted=PersonFilter(words="やじま")) == ["Yajima"]


def test_a_save_over_a_newer_version_is_refused_and_changes_nothing(desk, staff):
    yajima = staff["Yajima"]
    desk.contacts.save(replace(yajima, nickname="first"))
    with pytest.raises(StaleError):
        desk.contacts.save(replace(yajima, nickname="second"))
    assert desk.contacts.person(yajima.id).nickname == "first"


def test_a_save_that_says_nothing_new_makes_no_version(desk, staff):
    again = desk.contacts.save(staff["Yajima"])
    assert again.version == staff["Yajima"].version
    assert desk.history.labels()[0] == "Add contacts"


def test_a_marking_above_the_ceiling_is_refused_and_nothing_is_kept(desk):
    secret = replace(YAJIMA, marking=Marking("USA", Level.SECRET))
    with pytest.raises(RefusedError, match="nothing above UNCLASSIFIED"):
        desk.contacts.save_all([AIDA, secret], "Import")
    with pytest.raises(RefusedError):
        desk.contacts.save_organization(replace(AIR_STAFF, marking=Marking("USA", Level.CONFIDENTIAL)))
    assert families(desk) == []
    assert desk.contacts.organizations() == ()


def test_a_person_without_any_name_is_refused_with_the_field_named(desk):
    with pytest.raises(InvalidError) as caught:
        desk.contacts.save(replace(YAJIMA, name=PersonName(family="  ")))
    assert [problem.field for problem in caught.value.problems] == ["name"]


def test_a_person_that_is_not_there_is_said_to_be_gone(desk):
    with pytest.raises(NotFoundError, match="not there any more"):
        desk.contacts.person(4711)
    assert desk.contacts.people_by_ids([4711]) == {}


def test_suggestions_mean_people_or_organizations_or_both(desk, staff):
    assert {ref.kind for ref in desk.contacts.suggest("plans")} == {PERSON, ORGANIZATION}
    assert [ref.label for ref in desk.contacts.suggest("plans", kinds=(ORGANIZATION,))] == ["J5 Plans / 計画部"]
    assert [ref.kind for ref in desk.contacts.suggest("航空")] == [ORGANIZATION]


@pytest.mark.parametrize(
    "typed",
    [
        PersonName("Yajima"),
        PersonName("Yazima", "Masahito"),
        PersonName(native_family="矢島"),
        PersonName(reading_family="やじま", reading_given="まさひと"),
        PersonName("Nobody", "Else", "矢島", "正人"),
    ],
)
def test_a_new_name_is_compared_with_those_already_here_in_every_script(desk, staff, typed):
    assert [ref.id for ref in desk.contacts.lookalikes(Person(name=typed))] == [staff["Yajima"].id]


def test_nobody_looks_like_a_name_just_begun(desk, staff):
    assert desk.contacts.lookalikes(Person(name=PersonName("Y"))) == []
    assert desk.contacts.lookalikes(Person(name=PersonName())) == []


@pytest.mark.parametrize(
    ("emails", "phones", "said"),
    [
        (["YAJIMA.M@as.example.jp"], [], "yajima.m@as.example.jp"),
        ([], ["03-5555-0142"], "+81 3-5555-0142"),
        (["100%@example.org"], [], None),
        (["no address"], ["0142"], None),
    ],
)
def test_a_new_entry_is_compared_with_the_addresses_and_numbers_already_here(any_desk, emails, phones, said):
    desk = any_desk
    kept = desk.contacts.save(replace(YAJIMA, phones=(Phone("+81 3-5555-0142"),)))
    typed = Person(name=PersonName(), emails=tuple(map(Email, emails)), phones=tuple(map(Phone, phones)))
    found = [(ref.id, ref.label) for ref in desk.contacts.lookalikes(typed)]
    assert found == ([(kept.id, f"Lt Col Yajima Masahito 矢島 正人 · {said}")] if said else [])


def test_organizations_form_a_tree_that_cannot_loop(desk):
    top = desk.contacts.save_organization(Organization(name=Bilingual("Command")))
    below = desk.contacts.save_organization(Organization(name=Bilingual("J5"), parent_id=top.id))
    with pytest.raises(InvalidError) as caught:
        desk.contacts.save_organization(replace(top, parent_id=below.id))
    assert caught.value.problems[0].field == "parent_id"
    assert desk.contacts.organization(top.id).parent_id == 0


def test_a_deleted_organization_still_names_the_posts_there(desk, staff):
    air = staff["Yajima"].posts[0].organization_id
    desk.contacts.delete_organizations([air])
    assert [one.name.host for one in desk.contacts.organizations()] == ["J5 Plans"]
    assert desk.contacts.lines([staff["Yajima"].id])[staff["Yajima"].id].organization.host == "Air Staff"
    assert desk.contacts.organizations_by_ids([air])[air].name == AIR_STAFF.name
    desk.contacts.restore_organizations([air])
    assert len(desk.contacts.organizations()) == 2


def test_the_desk_is_sound_after_all_this(desk, staff):
    desk.contacts.save(replace(staff["Yajima"], nickname="Masa"))
    desk.contacts.delete([staff["Aida"].id])
    desk.history.undo()
    assert desk.check() == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (PersonName("Müller", "Jörg"), "Jorg Muller"),
        (PersonName("MÜLLER", "Jörg"), "Jörg Müller"),
        (PersonName("Ōno", "Ken"), "Ken Ono"),
        (PersonName("Takahashi", "Ken", "髙橋", "健"), "高橋 健"),
        (PersonName("Watanabe", "Ken", "渡邊", "健"), "渡辺健"),
        (PersonName("Sato", "Ken", "佐藤", "健", "さとう", "けん"), "ｻﾄｳ"),
        (PersonName("Suzuki", "Taro"), "Ｔａｒｏ Ｓｕｚｕｋｉ"),
        (PersonName("Suzuki", "Tarō", "鈴木", "太郎", "すずき", "たろう"), "すずき たろう"),
        (PersonName("O'Brien", "Pat"), "Pat O’Brien"),
        (PersonName("Smith-Jones", "Pat"), "Pat Smith Jones"),
        (PersonName("van der Berg", "Pat"), "Pat Van Der Berg"),
        (PersonName("Suzuki", "Taro"), "Taro A. Suzuki"),
        (PersonName("de la Cruz", "Pat"), "Col Pat DeLaCruz"),
        (PersonName("Suzuki", "Taro"), "SuzukiTaro"),
        (PersonName("Suzuki", "Taro"), "Taro"),
        (PersonName("Suzuki", "Taro"), "Brigadier General Suzuki"),
        (PersonName("Suzuki", "Taro"), "Lt Col Suzuki"),
        (PersonName("Suzuki", "Taro"), "Lt. Col. T. Suzuki"),
    ],
)
def test_a_typed_name_means_its_bearer_in_every_spelling_and_with_any_rank(any_desk, name, typed):
    kept, _ = any_desk.contacts.save_all([Person(name=name), Person(name=PersonName("Open", "Ada"))], "Add contacts")
    assert any_desk.contacts.people_named([typed, "Somebody Else", ""]) == {typed: [kept.id]}


@pytest.mark.parametrize(
    "typed", ["secret cell", "Secret  Cell", "the Secret Cell", "Secret Cell, Yokota", "Chief, Secret Cell", "秘密班長"]
)
def test_a_text_means_the_organization_that_is_in_it(any_desk, typed):
    house = any_desk.contacts.save_organization(Organization(name=Bilingual("Secret Cell", "秘密班")))
    assert any_desk.contacts.organizations_called(typed) == ([house.id] if typed == "secret cell" else [])
    assert any_desk.contacts.organizations_within([typed, "Secretariat", "Cell"]) == {typed: [house.id]}


def test_a_post_in_an_organization_erased_meanwhile_is_refused_in_one_sentence(any_desk):
    house = any_desk.contacts.save_organization(Organization(name=Bilingual("Staff")))
    any_desk.contacts.delete_organizations([house.id])
    any_desk.history.purge(ORGANIZATION, [house.id])
    with pytest.raises(NotFoundError, match="has been erased for good meanwhile"):
        any_desk.contacts.save(Person(name=PersonName("Abe", "Ren"), posts=(Post(organization_id=house.id),)))
    assert any_desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids.tolist() == []


@pytest.mark.parametrize("days", [-1, 3651, 2**31, 10**12])
def test_an_interval_is_a_number_of_days_that_can_be_waited(desk, days):
    with pytest.raises(InvalidError, match="contact interval is a number of days"):
        desk.contacts.save(Person(name=PersonName("Abe", "Ren"), cadence_days=days))
    with pytest.raises(InvalidError, match="contact interval is a number of days"):
        desk.billets.save(Billet(title=Bilingual("Chief"), cadence_days=days))
