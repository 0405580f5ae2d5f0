"""Rosters and biographies on paper: everyone who may be shown, in order, and no trace of who may not."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from liaison_desk.briefings.records import PacketLanguage, PacketRequest
from liaison_desk.contacts.records import Email, Organization, Person, Phone, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from tests.briefings.desks import BOTH, HOME_ONLY, weekly_desk

YAJIMA = Person(
    name=PersonName("Yajima", "Masahito", "矢島", "正人", "やじま", "まさひと"),
    nation="JPN",
    service="JASDF",
    rank="Lt Col",
    rank_home="2等空佐",
    rank_code="OF-4",
    date_of_rank=date(2024, 7, 1),
    phones=(Phone("315-555-0142", network="DSN"),),
    emails=(Email("yajima@example.jp"),),
    languages=(Skill("ja", "native"),),
    biography=Bilingual("Served in Fuchu <b>twice</b>.", "府中で二度勤務。"),
    address_as="Yajima-san",
    marking=BOTH,
)


@pytest.fixture
def desk(tmp_path):
    with closing(weekly_desk(tmp_path)) as opened:
        yield opened


def text(desk, template, **more):
    result = desk.briefings.compose(PacketRequest(template, audience=frozenset({"USA", "JPN"}), **more))
    pages = PdfReader(BytesIO(result.pdf)).pages
    return result, " ".join(" ".join(page.extract_text() for page in pages).split())


def in_post(desk, person, marking=BOTH):
    house = desk.contacts.save_organization(
        Organization(name=Bilingual("Space Operations Group", "宇宙作戦群"), marking=marking)
    )
    return replace(person, posts=(Post(Bilingual("Plans chief", "計画班長"), house.id, since=date(2025, 8, 1)),))


def test_a_roster_names_everyone_by_precedence_with_rank_service_post_and_reach(desk):
    colonel = Person(name=PersonName("Whitcombe", "Ada"), rank="Col", service="USAF", rank_code="OF-5", marking=BOTH)
    desk.contacts.save_all([in_post(desk, YAJIMA), colonel], "Add contacts")
    result, said = text(desk, "roster")
    for words in (
        "YAJIMA Masahito",
        "矢島 正人",
        "Lt Col JASDF",
        "Plans chief",
        "Space Operations Group",
        "DSN 315-555-0142",
    ):
        assert words in said
    assert said.index("WHITCOMBE") < said.index("YAJIMA")
    assert result.banner == "UNCLASSIFIED//REL TO USA, JPN"


def test_a_roster_in_japanese_names_people_in_their_own_script_with_the_reading(desk):
    desk.contacts.save(in_post(desk, YAJIMA))
    _, said = text(desk, "roster", language=PacketLanguage.HOME)
    closed = said.replace(" ", "")  # a narrow column breaks within names
    for words in ("矢島正人", "やじままさひと", "2等空佐JASDF", "計画班長", "宇宙作戦群"):
        assert words in closed


@pytest.mark.parametrize("template", ["roster", "biographies"])
def test_who_is_withheld_leaves_no_trace(desk, template):
    desk.contacts.save(in_post(desk, YAJIMA))
    before, _ = text(desk, template)
    desk.contacts.save(
        replace(
            YAJIMA, name=PersonName("Hidden", "Man"), biography=Bilingual("Secretly here"), uid="", marking=HOME_ONLY
        )
    )
    after, said = text(desk, template)
    assert "HIDDEN" not in said
    assert after.pdf == before.pdf
    assert "Hidden Man" in {entry.record.label for entry in after.withheld.entries}


def test_an_organization_that_is_withheld_vanishes_from_the_row_of_who_serves_there(desk):
    desk.contacts.save(in_post(desk, YAJIMA, HOME_ONLY))
    _, said = text(desk, "roster")
    assert "Plans chief" in said
    assert "Space Operations Group" not in said


def test_a_biography_tells_posts_languages_and_the_text_as_it_was_typed(desk):
    others = Person(name=PersonName("Nobody", "Else"), marking=BOTH)
    desk.contacts.save_all([in_post(desk, YAJIMA), others], "Add contacts")
    _, said = text(desk, "biographies")
    for words in ("YAJIMA Masahito", "Served in Fuchu <b>twice</b>.", "Plans chief", "ja native", "Yajima-san"):
        assert words in said
    assert "NOBODY" not in said
    _, both = text(desk, "biographies", language=PacketLanguage.BOTH)
    assert "府中で二度勤務。" in both.replace(" ", "")
