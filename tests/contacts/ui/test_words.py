"""What the page calls things, in both languages; and the small decisions of its painted parts."""

import ast
import json
import re
from datetime import date
from pathlib import Path

import pytest

import liaison_desk.contacts
from liaison_desk.contacts.records import Address, Encounter, Organization, OrganizationName, Person, Post
from liaison_desk.contacts.ui.cadence import CadenceStrip
from liaison_desk.contacts.ui.furigana import NameHeading, cells
from liaison_desk.contacts.ui.posts import both_names, newest_first, post_place
from liaison_desk.contacts.ui.reach import one_line
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.resources import resource
from tests.contacts.people import NOW, PROFILE, TODAY

SPEAKERS = {"DeskError", "NotFoundError", "Problem", "tr", "count"}


def sentences():
    """Every literal that contacts say: given to an error, a problem, a writing, or a language."""
    found = set()
    for path in Path(liaison_desk.contacts.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            spoken = {"Problem": node.args[1:2], "count": node.args[:2]}.get(name, node.args)
            if name in SPEAKERS:
                texts = [part.value for arg in spoken for part in ast.walk(arg) if isinstance(part, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str)}
    return found


def catalogue():
    return json.loads(resource("translations", "ja", "contacts.json").read_text("utf-8"))


def words(code):
    return Words(Language(code), lambda: PROFILE, FixedClock(NOW))


def test_every_sentence_has_its_japanese():
    assert sentences() - set(catalogue()) == set()


def test_the_japanese_keeps_every_value():
    for english, japanese in catalogue().items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", japanese)), english


@pytest.mark.parametrize(
    ("since", "until", "english", "japanese"),
    [
        (date(2025, 8, 1), None, "Aug 2025 – now", "2025年8月〜現在"),
        (date(2027, 8, 1), None, "Aug 2027", "2027年8月"),
        (date(2023, 8, 1), date(2025, 7, 31), "2023 – 2025", "2023〜2025"),
        (date(2024, 1, 1), date(2024, 6, 30), "Jan 2024 – Jun 2024", "2024年1月〜2024年6月"),
        (None, date(2024, 6, 30), "until Jun 2024", "〜2024年6月"),
        (None, None, "", ""),
    ],
)
def test_when_a_post_is_held_is_said_shortly(since, until, english, japanese):
    assert words("en").span(since, until) == english
    assert words("ja").span(since, until) == japanese


@pytest.mark.parametrize(
    ("last", "english", "japanese"), [(TODAY, "Today", "今日"), (date(2026, 10, 12), "43 d", "43日"), (None, "", "")]
)
def test_how_long_ago_a_contact_was(last, english, japanese):
    assert words("en").ago(last) == english
    assert words("ja").ago(last) == japanese


def test_a_day_of_another_year_says_its_year():
    assert [words("en").day(day) for day in (date(2026, 10, 12), date(2025, 10, 12))] == ["12 Oct", "12 Oct 2025"]
    assert [words("ja").day(day) for day in (date(2026, 10, 12), date(2025, 10, 12))] == ["10月12日", "2025年10月12日"]


def test_each_reader_gets_his_own_wording_and_the_other_beside_it():
    text = Bilingual("Plans", "計画")
    assert (words("en").best(text), words("en").other(text)) == ("Plans", "計画")
    assert (words("ja").best(text), words("ja").other(text)) == ("計画", "Plans")
    assert words("ja").other(Bilingual("J5", "J5")) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            PersonName("Morishita", "Kengo", "森下", "健吾", "もりした", "けんご"),
            [("森下", "もりした"), ("健吾", "けんご")],
        ),
        (PersonName("Mori", "Ken", "森健", "", "もり", "けん"), [("森健", "もり けん")]),
        (PersonName("Whitcombe", "Daniel", order=NameOrder.GIVEN_FIRST), [("Daniel Whitcombe", "")]),
        (
            PersonName("Whitcombe", "Daniel", "ウィットコム", "ダニエル", order=NameOrder.GIVEN_FIRST),
            [("ダニエル", ""), ("ウィットコム", "")],
        ),
    ],
)
def test_a_reading_stands_above_the_part_it_reads(name, expected):
    assert cells(name) == expected


def test_the_heading_is_read_aloud_with_its_reading(ui, qtbot):
    heading = NameHeading(ui)
    qtbot.addWidget(heading)
    heading.show_name(PersonName("Morishita", "Kengo", "森下", "健吾", "もりした", "けんご"))
    with_reading = heading.sizeHint().height()
    assert heading.accessibleName() == "森下 健吾 もりした けんご"
    heading.show_name(PersonName("Whitcombe", "Daniel"))
    assert heading.sizeHint().height() < with_reading


def test_posts_stand_newest_first_whatever_their_order_on_the_card():
    first = Post(Bilingual("first"), since=date(2018, 4, 1), until=date(2021, 1, 1))
    now = Post(Bilingual("now"), since=date(2025, 8, 1))
    ahead = Post(Bilingual("ahead"), since=date(2027, 8, 1))
    unknown = Post(Bilingual("unknown"))
    assert newest_first([unknown, now, first, ahead]) == [ahead, now, first, unknown]


def test_addresses_go_from_large_to_small_in_japanese_only():
    japanese = Address(street="市谷本村町5-1", city="新宿区", region="東京都", code="162-8805")
    american = Address(street="150 Vandenberg St", city="Colorado Springs", region="CO", code="80914", country="USA")
    assert one_line(japanese) == "〒162-8805 東京都新宿区市谷本村町5-1"
    assert one_line(american) == "150 Vandenberg St, Colorado Springs, CO 80914, USA"
    assert one_line(Address(label="Room 5\nBuilding 2")) == "Room 5, Building 2"


def test_the_strip_shows_twelve_months_and_nothing_older(ui, qtbot):
    def met(day):
        from datetime import datetime, time

        return Encounter(1, "meeting", Bilingual("Talks"), datetime.combine(day, time(9)), "America/Denver", "")

    shown, old = met(date(2025, 12, 1)), met(date(2025, 11, 30))
    strip = CadenceStrip(ui, words("en"), [shown, old], shown.start.date(), 30)
    qtbot.addWidget(strip)
    strip.resize(500, 42)
    assert strip.shown == [shown]
    assert strip.encounter_at(strip.place(date(2025, 12, 1)) + 4) == shown
    assert strip.encounter_at(strip.place(date(2026, 3, 1))) is None
    assert strip.place(date(2025, 12, 1)) < strip.place(TODAY) < 500


@pytest.mark.parametrize(
    ("typed", "english", "japanese"),
    [("native", "native", "母語"), ("Fluent", "Fluent", "流暢"), ("3/3", "3/3", "3/3"), ("", "", "")],
)
def test_a_common_level_of_a_language_is_said_in_the_readers_own(typed, english, japanese):
    assert words("en").level(typed) == english
    assert words("ja").level(typed) == japanese


def test_an_organization_is_named_in_the_readers_language_first():
    houses = {4: Organization(id=4, name=Bilingual("Air Staff Office", "航空幕僚監部"))}
    post = Post(organization_id=4, department="J5")
    assert both_names(words("ja"), post, houses) == "航空幕僚監部  Air Staff Office, J5"
    assert both_names(words("en"), post, houses) == "Air Staff Office  航空幕僚監部, J5"


@pytest.mark.parametrize(
    ("since", "until", "named"),
    [
        (date(2018, 1, 1), date(2020, 5, 31), "First"),
        (date(2018, 1, 1), date(2020, 6, 1), "Second"),
        (date(2018, 1, 1), None, "Second"),
        (None, None, "Second"),
        (date(2027, 6, 1), None, "Third"),
    ],
)
def test_a_past_post_stands_under_the_name_its_organization_had_at_the_end(since, until, named):
    names = ((None, "First"), (date(2020, 6, 1), "Second"), (date(2027, 1, 1), "Third"))
    house = Organization(
        id=4, name=Bilingual("Second"), names=tuple(OrganizationName(day, Bilingual(name)) for day, name in names)
    )
    post = Post(organization_id=4, since=since, until=until)
    assert both_names(words("en"), post, {4: house}) == post_place(words("en"), post, {4: house}) == named


def test_usual_kinds_of_organization_read_in_either_language_and_others_as_typed():
    english, japanese = (Words(Language(code), lambda: PROFILE, FixedClock(NOW)) for code in ("en", "ja"))
    assert japanese.house_kind("embassy") == "大使館"
    assert japanese.kept_house_kind("大使館") == english.kept_house_kind(" Embassy ") == "embassy"
    assert english.house_kind("Mess") == japanese.kept_house_kind("Mess") == "Mess"


@pytest.mark.parametrize(("person", "english", "japanese"), [
    (Person(name=PersonName("Sakamoto", "Haruka", "坂本", "遥"), rank="Lt Col", rank_home="2等空佐"), "Lt Col Sakamoto Haruka", "2等空佐 坂本 遥"),
    (Person(name=PersonName("Raman", "Fiona", prefix="Dr.")), "Dr. Raman Fiona", "Dr. Raman Fiona"),
    (Person(name=PersonName("Mori", "Aki")), "Mori Aki", "Mori Aki"),
])  # fmt: skip
def test_people_are_called_by_rank_and_name_and_by_a_title_once(person, english, japanese):
    for code, called in (("en", english), ("ja", japanese)):
        assert Words(Language(code), lambda: PROFILE, FixedClock(NOW)).called(person) == called
