"""Rosters and biographies on paper: everyone who may be shown, in order, and no trace of who may not."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from liaison_desk.briefings.pictures import printed_photo
from liaison_desk.briefings.records import PacketLanguage, PacketRequest
from liaison_desk.contacts.records import Organization, Person, Phone, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.meetings.records import Attendee, Meeting
from tests.briefings.desks import BOTH, HOME_ONLY, OPEN, weekly_desk
from tests.contacts import people

YAJIMA = replace(
    people.YAJIMA,
    languages=(Skill("ja", "native"),),
    biography=Bilingual("Served in Fuchu <b>twice</b>.", "府中で二度勤務。"),
    address_as="Yajima-san",
    marking=BOTH,
)


def picture(color, size=(300, 200)):
    written = BytesIO()
    Image.new("RGB", size, color).save(written, "JPEG")
    return written.getvalue()


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


def test_a_biography_tells_posts_languages_and_the_text_as_it_was_typed(desk):
    others = Person(name=PersonName("Nobody", "Else"), marking=BOTH)
    desk.contacts.save_all([in_post(desk, YAJIMA), others], "Add contacts")
    _, said = text(desk, "biographies")
    for words in (
        "YAJIMA Masahito",
        "Served in Fuchu <b>twice</b>.",
        "Plans chief",
        "Japanese native",
        "1 Aug 2025 – now",
        "Yajima-san",
    ):
        assert words in said
    assert "NOBODY" not in said
    _, both = text(desk, "biographies", language=PacketLanguage.BOTH)
    assert "府中で二度勤務。" in both.replace(" ", "")
    _, japanese = text(desk, "biographies", language=PacketLanguage.HOME)
    for words in ("計画班長、宇宙作戦群、2025年8月1日〜現在", "日本語母語"):
        assert words in japanese.replace(" ", "")


def test_a_biography_names_organizations_as_they_were_called_when_a_post_ended(desk):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Old Wing"), marking=BOTH))
    house = desk.contacts.rename_organization(house, date(2020, 6, 1), Bilingual("New Wing"), Bilingual())
    posts = (
        Post(Bilingual("Clerk"), house.id, since=date(2018, 1, 1), until=date(2020, 5, 31)),
        Post(Bilingual("Chief"), house.id, since=date(2020, 6, 1)),
    )
    desk.contacts.save(replace(YAJIMA, posts=posts, marking=BOTH))
    _, said = text(desk, "biographies")
    assert "Clerk, Old Wing" in said
    assert "Chief, New Wing" in said


def test_each_biography_has_a_page_of_its_own_and_a_withheld_one_leaves_none(desk):
    families = ("Adams", "Hidden", "Clark")
    desk.contacts.save_all(
        [
            replace(YAJIMA, name=PersonName(family), marking=HOME_ONLY if family == "Hidden" else BOTH)
            for family in families
        ],
        "Add contacts",
    )
    result, _ = text(desk, "biographies")
    first, second = [page.extract_text() for page in PdfReader(BytesIO(result.pdf)).pages]
    assert ("Biographies" in first, "ADAMS" in first, "CLARK" in first) == (True, True, False)
    assert ("CLARK" in second, "ADAMS" in second) == (True, False)
    assert "HIDDEN" not in first + second


def pictures_in(pdf):
    return [image for page in PdfReader(BytesIO(pdf)).pages for image in page.images]


def test_a_contact_card_tells_every_way_to_reach_someone_with_his_photo(desk):
    person = replace(in_post(desk, YAJIMA), phones=(Phone("+81 3-5555-0101"), Phone("315-555-0142", network="DSN")))
    saved = desk.contacts.save(person)
    desk.contacts.set_photo(saved.id, picture("#804020"))
    result, said = text(desk, "cards")
    for words in (
        "YAJIMA Masahito",
        "矢島 正人",
        "Plans chief",
        "+81 3-5555-0101",
        "DSN 315-555-0142",
        "yajima.m@as.example.jp",
    ):
        assert words in said
    (shown,) = pictures_in(result.pdf)
    assert shown.image.size == (240, 240)
    red, green, blue = shown.image.convert("RGB").getpixel((120, 120))
    assert red > green > blue


def test_a_photo_that_is_no_picture_or_one_cut_off_is_left_out(desk):
    assert printed_photo(b"") == printed_photo(b"not a picture") == printed_photo(picture("red")[:200]) == b""
    assert len(printed_photo(picture("red", (3000, 200)))) < 20_000


def test_a_seating_list_counts_the_seats_without_the_withheld_and_says_what_the_host_should_know(desk):
    first = Person(
        name=PersonName("Whitcombe", "Ada"), rank="Col", service="USAF", rank_code="OF-5", marking=BOTH,
        interpreter=True, diet="no pork",
    )  # fmt: skip
    withheld = replace(first, name=PersonName("Hidden", "Man"), rank_code="OF-9", marking=HOME_ONLY)
    desk.contacts.save_all([first, withheld, in_post(desk, YAJIMA)], "Add contacts")
    _, said = text(desk, "seating")
    for words in (
        "1 (U//REL TO USA, JPN)",
        "Col Whitcombe",
        "Interpreter needed",
        "no pork",
        "Lt Col Yajima",
        "Yajima-san",
    ):
        assert words in said
    assert said.index("Col Whitcombe") < said.index("Lt Col Yajima")
    assert "HIDDEN" not in said
    _, japanese = text(desk, "seating", language=PacketLanguage.HOME)
    assert "矢島 2等空佐" in japanese


def a_meeting(attendees, marking=BOTH, title=("Office call", "表敬"), day=24):
    start = datetime(2026, 11, day, 9)
    return Meeting(
        title=Bilingual(*title), start=start, end=start + timedelta(hours=1), zone="America/Denver",
        place=Bilingual("Room 210", "208号室"), attendees=tuple(attendees), marking=marking,
    )  # fmt: skip


def test_the_seating_list_of_a_meeting_seats_its_attendees_by_precedence_and_those_known_by_name_last(desk):
    colonel = Person(name=PersonName("Whitcombe", "Ada"), rank="Col", service="USAF", rank_code="OF-5", marking=BOTH)
    absent = Person(name=PersonName("Absent"), rank="Gen", rank_code="OF-9", marking=BOTH)
    yajima, colonel, absent = desk.contacts.save_all([in_post(desk, YAJIMA), colonel, absent], "Add contacts")
    there = (
        Attendee("Theodore Vance", organization="Contractor team"), Attendee("Hayashi Rena", "林 玲奈", nation="JPN"),
        Attendee("Yajima", contact_id=yajima.id), Attendee("Whitcombe", contact_id=colonel.id),
    )  # fmt: skip
    meeting = desk.meetings.save(a_meeting(there))
    _, said = text(desk, "seating", meeting=meeting.id)
    order = (
        "Office call", "24 0900T / 1600Z / 0100I+1 NOV 26", "Room 210", "1 (U", "Col Whitcombe", "2 (U",
        "Lt Col Yajima", "3 (U", "Theodore Vance", "Contractor team", "4 (U", "Hayashi Rena",
    )  # fmt: skip
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert "Absent" not in said
    _, japanese = text(desk, "seating", meeting=meeting.id, language=PacketLanguage.HOME)
    assert "表敬" in japanese
    assert "林 玲奈 Hayashi Rena" in japanese
    assert absent.id not in {one.contact_id for one in meeting.attendees}


def test_a_seating_list_shows_the_posts_of_the_meetings_day(desk):
    house = desk.contacts.save_organization(Organization(name=Bilingual("Air Staff"), marking=BOTH))
    posts = (
        Post(Bilingual("Planner"), house.id, until=date(2026, 12, 14)),
        Post(Bilingual("Division chief"), house.id, since=date(2026, 12, 15)),
    )
    person = desk.contacts.save(replace(YAJIMA, posts=posts))
    there = (Attendee("Yajima", contact_id=person.id),)
    before, after = (
        text(desk, "seating", meeting=desk.meetings.save(replace(a_meeting(there), start=at, end=at)).id)[1]
        for at in (datetime(2026, 12, 1, 9), datetime(2026, 12, 20, 9))
    )
    assert ("Planner" in before, "Division chief" in before) == (True, False)
    assert ("Planner" in after, "Division chief" in after) == (False, True)


@pytest.mark.parametrize("hidden", ["contact", "typed name", "erased contact"])
def test_who_is_withheld_leaves_no_trace_at_a_meetings_table(desk, hidden):
    whitcombe, man = desk.contacts.save_all(
        [
            Person(name=PersonName("Whitcombe", "Ada"), rank="Col", rank_code="OF-5", marking=BOTH),
            Person(name=PersonName("Hidden", "Man"), rank="Gen", rank_code="OF-9", marking=HOME_ONLY),
        ],
        "Add contacts",
    )
    shown = (Attendee("Whitcombe", contact_id=whitcombe.id), Attendee("A visitor"))
    meeting = desk.meetings.save(a_meeting(shown))
    before, _ = text(desk, "seating", meeting=meeting.id)
    contact_id = 0 if hidden == "typed name" else man.id
    there = (Attendee("Man Hidden", "", contact_id, "Gen", "Chief of nothing"), *shown)
    desk.meetings.save(replace(meeting, attendees=there))
    if hidden == "erased contact":
        desk.contacts.delete([man.id])
        desk.history.purge("person", [man.id])
    after, said = text(desk, "seating", meeting=meeting.id)
    assert "Whitcombe" in said
    assert "A visitor" in said
    assert after.pdf == before.pdf


def test_the_table_of_a_withheld_meeting_stays_empty_and_its_title_is_nowhere(desk):
    person = desk.contacts.save(YAJIMA)
    there = (Attendee("Yajima", contact_id=person.id), Attendee("A visitor"))
    for marking in (HOME_ONLY, None):
        meeting = desk.meetings.save(a_meeting(there, marking))
        result, said = text(desk, "seating", meeting=meeting.id)
        for words in ("Office call", "Room 210", "Yajima", "A visitor"):
            assert words not in said
        assert "Nothing to report." in said
        assert result.banner == "UNCLASSIFIED"
        assert "Office call" in {entry.record.label for entry in result.withheld.entries}
        assert result.pdf == text(desk, "seating", people=())[0].pdf


def test_a_seat_is_marked_as_the_meeting_is(desk):
    person = desk.contacts.save(replace(YAJIMA, marking=OPEN))
    meeting = desk.meetings.save(a_meeting((Attendee("Yajima", contact_id=person.id),), BOTH))
    result, said = text(desk, "seating", meeting=meeting.id)
    assert "1 (U//REL TO USA, JPN) Lt Col Yajima" in said
    assert result.banner == "UNCLASSIFIED//REL TO USA, JPN"


def test_a_narrowed_seating_list_of_a_meeting_has_only_contacts(desk):
    saved = desk.contacts.save_all(
        [Person(name=PersonName(family), marking=BOTH) for family in ("Adams", "Baker")], "Add contacts"
    )
    there = (*(Attendee(one.name.latin(), contact_id=one.id) for one in saved), Attendee("A visitor"))
    meeting = desk.meetings.save(a_meeting(there))
    for narrowed in ({"words": "bak"}, {"people": (saved[1].id,)}):
        _, said = text(desk, "seating", meeting=meeting.id, **narrowed)
        assert ("BAKER" in said, "ADAMS" in said, "A visitor" in said) == (True, False, False)


def test_the_other_papers_take_those_who_are_at_a_meeting_and_say_nothing_of_it(desk):
    saved = desk.contacts.save_all(
        [Person(name=PersonName(family), marking=BOTH) for family in ("Adams", "Baker")], "Add contacts"
    )
    meeting = desk.meetings.save(a_meeting((Attendee("Adams", contact_id=saved[0].id),), HOME_ONLY))
    for template in ("roster", "cards", "biographies"):
        result, said = text(desk, template, meeting=meeting.id)
        assert ("ADAMS" in said, "BAKER" in said, "Office call" in said) == (True, False, False)
        assert result.pdf == text(desk, template, people=(saved[0].id,))[0].pdf


def test_a_meeting_that_is_gone_gives_no_list_of_everyone(desk):
    desk.contacts.save(YAJIMA)
    meeting = desk.meetings.save(a_meeting(()))
    desk.meetings.delete([meeting.id])
    for gone in (meeting.id, 99_999):
        with pytest.raises(NotFoundError, match="not there any more"):
            text(desk, "seating", meeting=gone)


def test_only_the_people_who_are_asked_for_are_printed(desk):
    others = [Person(name=PersonName(family), marking=BOTH) for family in ("Adams", "Baker", "Clark")]
    saved = desk.contacts.save_all(others, "Add contacts")
    _, said = text(desk, "roster", people=(saved[2].id, saved[0].id))
    assert "ADAMS" in said
    assert "CLARK" in said
    assert "BAKER" not in said
    _, none = text(desk, "roster", people=())
    assert "Nothing to report." in none
    _, found = text(desk, "roster", words="bak")
    assert "BAKER" in found
    assert "ADAMS" not in found
