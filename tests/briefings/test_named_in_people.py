"""Who is withheld is not named by what the contacts of others say: their posts, biographies, offices and forms of address."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.contacts.records import Address, Billet, Email, Organization, Person, Phone, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from tests.briefings.desks import BOTH, HOME_ONLY, weekly_desk
from tests.briefings.test_people_sections import text

QUIET = PersonName("Quietly", "Rex", "閑院", "玲")
ADAMS = Person(
    name=PersonName("Adams", "John", "足立", "順"),
    nation="USA",
    rank="Col",
    biography=Bilingual("Col Adams was born by the sea.", "足立1佐は海辺の生まれ。"),
    marking=BOTH,
)
PEOPLE = ("roster", "cards", "biographies", "seating", "whos-who")


@pytest.fixture
def desk(tmp_path):
    with closing(weekly_desk(tmp_path)) as opened:
        opened.contacts.save(Person(name=QUIET, rank="Gen", marking=HOME_ONLY))
        opened.contacts.save_organization(Organization(name=Bilingual("Hushed Directorate"), marking=HOME_ONLY))
        yield opened


@pytest.mark.parametrize("template", PEOPLE)
@pytest.mark.parametrize(
    "title", ["Executive officer to Gen Quietly", "閑院空将副官", "Envoy to the Hushed Directorate"]
)
def test_the_title_of_a_post_does_not_name_who_is_withheld(desk, template, title):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    desk.contacts.save(replace(ADAMS, posts=(Post(Bilingual(title), house.id, since=date(2025, 8, 1)),)))
    result, said = text(desk, template)
    assert "ADAMS" in said
    assert "Air Staff" in said
    assert title not in said
    assert "Quietly" not in said
    assert title in {entry.record.label for entry in result.withheld.entries}, "the officer is told"


def test_a_vacant_post_does_not_name_who_is_withheld(desk):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    for title in ("Aide to Gen Quietly", "Planner"):
        desk.billets.save(Billet(title=Bilingual(title), organization_id=house.id, marking=BOTH))
    _, said = text(desk, "whos-who")
    assert "Planner" in said
    assert "Quietly" not in said


@pytest.mark.parametrize("template", PEOPLE)
def test_an_office_called_after_who_is_withheld_is_not_named(desk, template):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Office of Gen Quietly"), marking=BOTH))
    desk.contacts.save(replace(ADAMS, posts=(Post(Bilingual("Planner"), house.id, since=date(2025, 8, 1)),)))
    _, said = text(desk, template)
    assert "Quietly" not in said


def test_a_biography_that_names_who_is_withheld_stays_out(desk):
    about = Bilingual("Col John Adams was deputy of Gen Quietly.", "足立順1佐は閑院将補の下で勤務。")
    desk.contacts.save(replace(ADAMS, biography=about))
    _, said = text(desk, "biographies")
    assert "ADAMS" in said
    assert "deputy" not in said


@pytest.mark.parametrize("same", [HOME_ONLY, BOTH])
def test_a_biography_may_name_him_whose_it_is_whoever_else_is_called_so(desk, same):
    desk.contacts.save(ADAMS)
    desk.contacts.save(Person(name=ADAMS.name, marking=same))
    _, said = text(desk, "biographies")
    assert "born by the sea" in said


@pytest.mark.parametrize("template", ["cards", "biographies", "seating"])
def test_a_form_of_address_or_a_place_does_not_name_who_is_withheld(desk, template):
    place = Address("work", "c/o Gen Quietly, 1 Main Street", city="Springs")
    desk.contacts.save(replace(ADAMS, address_as="Gen Quietly's Jack", addresses=(place,)))
    _, said = text(desk, template)
    assert "adams" in said.casefold()
    assert "Quietly" not in said


@pytest.mark.parametrize("template", PEOPLE)
@pytest.mark.parametrize(
    "rank", [{"rank": "Aide to Gen Quietly"}, {"rank_home": "閑院空将副官"}, {"service": "Staff of Gen Quietly"}]
)
@pytest.mark.parametrize("language", [PacketLanguage.HOST, PacketLanguage.HOME])
def test_a_rank_or_service_does_not_name_who_is_withheld(desk, template, rank, language):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    posts = (Post(Bilingual("Planner"), house.id, since=date(2025, 8, 1)),)
    desk.contacts.save(replace(ADAMS, posts=posts, **rank))
    _, said = text(desk, template, language=language)
    assert not re.search("quietly|閑院", said, re.IGNORECASE)


REACHED = [
    {"phones": (Phone("555 0100 (Gen Quietly's desk)"),)}, {"phones": (Phone("0100", network="閑院将補室"),)},
    {"emails": (Email("aide.quietly@staff.example"),)}, {"emails": (Email("0100@staff.example (Hushed Directorate)"),)},
]  # fmt: skip


@pytest.mark.parametrize("template", ["roster", "cards"])
@pytest.mark.parametrize("reached", REACHED)
def test_a_number_or_an_address_does_not_name_who_is_withheld(desk, template, reached):
    desk.contacts.save(replace(ADAMS, **reached))
    _, said = text(desk, template)
    assert "ADAMS" in said
    assert not re.search("quietly|閑院|0100|hushed", said, re.IGNORECASE)


@pytest.mark.parametrize("template", ["roster", "cards"])
def test_his_own_numbers_and_addresses_stand_whoever_has_them_too(desk, template):
    ways = {"phones": (Phone("555 0100", network="DSN"),), "emails": (Email("john.adams@staff.example"),)}
    desk.contacts.save(Person(name=ADAMS.name, marking=HOME_ONLY, **ways))
    desk.contacts.save(replace(ADAMS, **ways))
    _, said = text(desk, template)
    assert "DSN 555 0100" in said
    assert "john.adams@staff.example" in said


SATO = PersonName("Sato", "Jun", "佐藤", "純", "さとう", "じゅん")
BROTHER = PersonName("Sato", "Ken", "佐藤", "健", "さとう", "けん")
KIN = [
    ("Jun Sato has a brother, Ken Sato, at sea.", ""), ("Sato Jun came after SATO Ken.", ""), ("Jun and Ken Sato fly.", ""),
    ("Jun Sato follows his brother Ken.", ""), ("", "佐藤純1佐。弟の佐藤健は海自。"), ("", "佐藤 純は佐藤 健の兄。"), ("", "さとう じゅんの弟はけん。佐藤家の次男。"),
]  # fmt: skip


@pytest.mark.parametrize(("host", "home"), KIN)
def test_a_biography_does_not_name_the_withheld_brother_of_him_whose_it_is(desk, host, home):
    desk.contacts.save(Person(name=BROTHER, marking=HOME_ONLY))
    jun = Person(name=SATO, nation="JPN", rank="Col", biography=Bilingual(host, home), marking=BOTH)
    desk.contacts.save(jun)
    _, said = text(desk, "biographies")
    assert "SATO Jun" in said
    assert "Ken" not in said
    assert not re.search("KEN|brother|健|弟", said)


@pytest.mark.parametrize(
    "host", ["Col Sato was born by the sea.", "Jun Sato, called Jun, keeps fit.", "Sato Jun. Kenya was his first tour."]
)
@pytest.mark.parametrize("home", ["佐藤1佐は健康。", "佐藤純1佐は健康に留意。"])
def test_a_biography_with_his_own_name_alone_names_no_brother(desk, host, home):
    desk.contacts.save(Person(name=BROTHER, marking=HOME_ONLY))
    desk.contacts.save(Person(name=SATO, nation="JPN", rank="Col", biography=Bilingual(host, home), marking=BOTH))
    _, said = text(desk, "biographies")
    assert host in said


@pytest.mark.parametrize("template", ["cards", "seating", "biographies"])
def test_a_form_of_address_does_not_name_the_withheld_brother(desk, template):
    desk.contacts.save(Person(name=BROTHER, marking=HOME_ONLY))
    desk.contacts.save(Person(name=SATO, rank="Col", address_as="Sato, brother of Ken Sato", marking=BOTH))
    assert "brother" not in text(desk, template)[1]


@pytest.mark.parametrize(
    "more",
    [
        {"pronunciation": "AD-amz, as in Quietly"},
        {"languages": (Skill("fr", "interprets for Gen Quietly"),)},
        {"languages": (Skill("閑院"),)},
    ],
)
def test_a_pronunciation_or_a_language_does_not_name_who_is_withheld(desk, more):
    desk.contacts.save(replace(ADAMS, **more))
    _, said = text(desk, "biographies")
    assert "born by the sea" in said
    assert not re.search("quietly|閑院", said, re.IGNORECASE)


def test_how_his_own_name_sounds_is_told_whoever_else_has_it(desk):
    desk.contacts.save(Person(name=BROTHER, marking=HOME_ONLY))
    jun = Person(
        name=SATO, biography=Bilingual("He flies."), pronunciation="SAH-toh joon", languages=(Skill("fr", "fluent"),)
    )
    desk.contacts.save(replace(jun, marking=BOTH))
    _, said = text(desk, "biographies")
    assert "SAH-toh joon" in said
    assert "fluent" in said


LONGER = [
    (PersonName("Hayashi", "Jun", "林", "純"), PersonName("Kobayashi", "Ken", "小林", "健"), "", "小林1佐の後任。", "小林"),
    (PersonName("Berg", "Jan"), PersonName("Van Berg", "Rex"), "He came after Col Van Berg.", "", "Van"),
    (PersonName("Cruz", "Jan"), PersonName("De La Cruz", "Rex"), "He came after Col De La Cruz.", "", "De La"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "other", "host", "home", "left"), LONGER)
def test_a_biography_does_not_name_who_is_withheld_whose_name_has_his_in_it(desk, name, other, host, home, left):
    desk.contacts.save(Person(name=other, marking=HOME_ONLY))
    desk.contacts.save(Person(name=name, rank="Col", biography=Bilingual(host, home), marking=BOTH))
    _, said = text(desk, "biographies", language=PacketLanguage.HOME if home else PacketLanguage.HOST)
    assert left not in said


@pytest.mark.parametrize(
    ("host", "home"),
    [("Col Berg was born by the sea.", "林1佐は海辺の生まれ。"), ("Berg flies.", "林 太郎1佐。森林太郎ではない。")],
)
def test_a_biography_with_his_own_short_name_names_nobody_of_a_longer_one(desk, host, home):
    for other in (PersonName("Van Berg", "Rex", "小林", "健"), PersonName("Bergman", "Sam", "林田", "実")):
        desk.contacts.save(Person(name=other, marking=HOME_ONLY))
    name = PersonName("Berg", "Jan", "林", "太郎")
    desk.contacts.save(Person(name=name, rank="Col", biography=Bilingual(host, home), marking=BOTH))
    _, said = text(desk, "biographies")
    assert host in said
