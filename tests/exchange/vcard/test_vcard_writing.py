"""What other programs get from the desk, and that nothing of a record is lost on the way out and back."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.contacts.records import Address, Assistant, Email, Organization, Person, Phone, Post, Skill
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.vcard import read_vcards, write_vcards
from liaison_desk.exchange.vcard.writer import fold

SETTINGS = ReadSettings()
KAEDE = Person(
    name=PersonName("Shimotsuki", "Kaede", "霜月", "楓", "しもつき", "かえで"),
    uid="0193f000-0000-7000-8000-00000000000a",
    rank="Lt Col",
    rank_code="OF-4",
    rank_home="2佐",
)


def written(person: Person, version: str = "4.0", organizations: dict[int, Organization] | None = None) -> list[str]:
    data = write_vcards([person], organizations or {}, version, settings=SETTINGS)
    return data.decode().replace("\r\n ", "").split("\r\n")


def again(person: Person, version: str) -> Person:
    (back,) = read_vcards(write_vcards([person], {}, version, settings=SETTINGS), SETTINGS).records
    return back


def test_version_four_pairs_both_scripts():
    lines = written(KAEDE)
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
    assert "N;ALTID=1;LANGUAGE=en:Shimotsuki;Kaede;;Lt Col;" in lines
    assert "N;ALTID=1;LANGUAGE=ja;SORT-AS=しもつき,かえで:霜月;楓;;;" in lines
    assert "FN;ALTID=1;LANGUAGE=en:Lt Col Shimotsuki Kaede" in lines
    assert "FN;ALTID=1;LANGUAGE=ja:霜月 楓" in lines
    assert "UID:urn:uuid:0193f000-0000-7000-8000-00000000000a" in lines


def test_version_three_has_one_name_and_the_reading():
    lines = written(KAEDE, "3.0")
    assert [line for line in lines if re.match(r"F?N[;:]", line)] == [
        "N:Shimotsuki;Kaede;;Lt Col;",
        "FN:Lt Col Shimotsuki Kaede",
    ]
    assert "X-PHONETIC-LAST-NAME:しもつき" in lines
    assert "X-LIAISON-DESK-NATIVE-NAME:霜月;楓" in lines


def test_lines_are_folded_at_75_octets_and_never_inside_a_character():
    person = replace(KAEDE, notes=Bilingual(home="演習の調整について。" * 30))
    data = write_vcards([person], {}, settings=SETTINGS)
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    assert data.endswith(b"END:VCARD\r\n")


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_folding_is_undone_exactly(text):
    assert fold(text).replace(b"\r\n ", b"") == text.encode() + b"\r\n"


def test_organization_is_named_in_both_languages():
    organizations = {7: Organization(id=7, name=Bilingual("Example Wing", "例航空団"))}
    person = replace(KAEDE, posts=(Post(Bilingual("Planner", "計画班員"), 7, "", "J5 / Plans"),))
    lines = written(person, "4.0", organizations)
    assert "ORG;ALTID=2;LANGUAGE=en:Example Wing;J5;Plans" in lines
    assert "ORG;ALTID=2;LANGUAGE=ja:例航空団;J5;Plans" in lines
    assert "TITLE;ALTID=3;LANGUAGE=ja:計画班員" in lines
    (back,) = read_vcards(write_vcards([person], organizations, settings=SETTINGS), SETTINGS).records
    assert back.posts == (Post(Bilingual("Planner", "計画班員"), 0, "Example Wing", "J5 / Plans"),)


def test_former_posts_come_back_and_are_no_present_titles():
    posts = (
        Post(
            Bilingual("Liaison officer", "連絡官", home_state=Wording.TRANSLATED),
            0,
            "Example Command",
            "",
            date(2026, 4, 1),
        ),
        Post(Bilingual("Planner"), 0, "Example Wing", "J5", date(2023, 4, 1), date(2026, 3, 31)),
    )
    person = replace(KAEDE, posts=posts)
    assert [line for line in written(person) if line.startswith("ORG")] == ["ORG:Example Command"]
    assert again(person, "3.0").posts == posts
    assert again(person, "4.0").posts == posts


def test_post_that_another_program_added_is_seen():
    person = replace(KAEDE, posts=(Post(Bilingual("Planner"), 0, "Example Wing", "", date(2026, 4, 1)),))
    data = write_vcards([person], {}, settings=SETTINGS).replace(b"ORG:Example Wing", b"ORG:New Staff")
    (back,) = read_vcards(data, SETTINGS).records
    assert [post.organization for post in back.posts] == ["Example Wing", "New Staff"]


def foreign(*lines: str) -> Person:
    (person,) = read_vcards("\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD"]).encode(), SETTINGS).records
    return person


def test_names_of_another_program_go_back_as_they_came():
    person = foreign("N:Whitfield;Dana;Mae;;", "FN:Dana Whitfield, Ops")
    assert "N:Whitfield;Dana;Mae;;" in written(person)
    assert "FN:Dana Whitfield\\, Ops" in written(person, "3.0")


def test_rank_in_japanese_goes_back_before_the_name():
    person = foreign("N:霜月;楓;;2佐;", "FN:2佐 霜月 楓")
    assert (person.rank, person.rank_home, person.name.prefix) == ("2佐", "2佐", "")
    assert "N:霜月;楓;;2佐;" in written(person, "3.0")
    assert "FN:2佐 霜月 楓" in written(person, "3.0")


def test_japanese_name_of_a_telephone_stays_japanese():
    person = foreign("VERSION:2.1", "N:霜月;楓", "SOUND;X-IRMC-N:ｼﾓﾂｷ;ｶｴﾃﾞ")
    assert (person.name.family, person.name.reading_family) == ("Shimotsuki", "シモツキ")
    lines = written(replace(person, nickname="K"), "3.0")
    assert [line for line in lines if re.match(r"F?N[;:]|X-PHONETIC|X-LIAISON-DESK-NATIVE", line)] == [
        "N:霜月;楓;;;",
        "FN:霜月 楓",
        "X-PHONETIC-LAST-NAME:シモツキ",
        "X-PHONETIC-FIRST-NAME:カエデ",
    ]


def test_changed_name_replaces_what_another_program_wrote():
    person = foreign("N:Whitfield;Dana;Mae;;", "FN:Dana Whitfield, Ops")
    lines = written(replace(person, name=replace(person.name, family="Hale")))
    assert "N:Hale;Dana Mae;;;" in lines
    assert not any("Whitfield" in line for line in lines)


def test_birthday_that_became_known_replaces_the_one_without_a_year():
    person = foreign("FN:Aki Mori", "BDAY:--0415")
    assert "BDAY:--0415" in written(person)
    assert [line for line in written(replace(person, birthday=date(1990, 4, 15))) if "BDAY" in line] == [
        "BDAY:19900415"
    ]


def test_pictures_are_written_as_each_version_wants_them():
    person = foreign("FN:Aki Mori", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==")
    assert "PHOTO:data:image/jpeg;base64,/9j/4AAQSkZJRg==" in written(person, "4.0")
    assert "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==" in written(person, "3.0")
    assert again(person, "3.0") == again(person, "4.0") == person


def test_kept_line_cannot_smuggle_in_another_card():
    person = replace(KAEDE, extra=("NOTE-X:a\r\nEND:VCARD\r\nBEGIN:VCARD", "END:VCARD", "no colon"))
    assert written(person).count("END:VCARD") == 1
    assert not any("NOTE-X" in line for line in written(person))


def test_same_people_give_the_same_bytes():
    assert write_vcards([KAEDE], {}, settings=SETTINGS) == write_vcards([KAEDE], {}, settings=SETTINGS)
    assert write_vcards([], {}, settings=SETTINGS) == b""


# Everything a record can say

characters = st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    st.sampled_from("霜月楓しもつきカエデ髙﨑ÄéßПё한글，、\u3000"),
)


def words(least: int = 0, most: int = 12) -> st.SearchStrategy[str]:
    text = st.text(characters, min_size=least, max_size=most).map(lambda each: " ".join(each.split()))
    return text.filter(bool) if least else text


paragraphs = st.lists(words(1), max_size=3).map("\n".join)
kana = st.text(st.sampled_from("しもつきかえでシモツキカエデー"), max_size=6)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
instants = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=0)
)
wordings = st.sampled_from(Wording)


@st.composite
def bilingual(draw, texts=paragraphs) -> Bilingual:
    host, home = draw(texts), draw(texts)
    original = Wording.ORIGINAL
    return Bilingual(host, home, draw(wordings) if host else original, draw(wordings) if home else original)


@st.composite
def person_names(draw) -> PersonName:
    return PersonName(
        *draw(st.tuples(words(), words(), words(), words()).filter(any)),
        draw(kana),
        draw(kana),
        draw(st.sampled_from(NameOrder)),
        draw(st.sampled_from(("", "Dr.", "Col", "Mr."))),
        draw(st.sampled_from(("", "Jr.", "PhD, USSF"))),
    )


phones = st.builds(
    Phone,
    words(1),
    st.sampled_from(("work", "mobile", "home", "fax", "pager", "other")),
    st.sampled_from(("civil", "DSN", "extension", "VoSIP")),
    st.sampled_from(("", "night only", "a;b,c:d", "秘書")),
)
emails = st.builds(
    Email,
    st.emails().filter(lambda each: '"' not in each),
    st.sampled_from(("work", "home", "other")),
    st.sampled_from(("internet", "SIPR")),
)
addresses = st.builds(
    Address,
    st.sampled_from(("work", "home", "other")),
    paragraphs,
    words(1),
    words(),
    words(),
    words(),
    words(),
    words(),
    paragraphs,
)
posts = st.builds(Post, bilingual(words()), st.just(0), words(1), words(), days, days)
markings = st.none() | st.just(Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN", "USA"})))
people = st.builds(
    Person,
    name=person_names(),
    uid=st.sampled_from(("0193f000-0000-7000-8000-00000000000a", "card-17;x", "")),
    created_at=instants,
    updated_at=instants,
    marking=markings,
    nickname=words(),
    nation=st.sampled_from(("", "JPN")),
    service=st.sampled_from(("", "JASDF")),
    rank_code=st.sampled_from(("", "OF-5")),
    rank=st.sampled_from(("", "Col", "1等空佐", "Head, Plans")),
    rank_home=st.sampled_from(("", "1佐")),
    date_of_rank=days,
    posts=st.lists(posts, max_size=3).map(tuple),
    phones=st.lists(phones, max_size=3).map(tuple),
    emails=st.lists(emails, max_size=2).map(tuple),
    addresses=st.lists(addresses, max_size=3).map(tuple),
    urls=st.lists(st.sampled_from(("https://a.example/?q=1,2;3", "www.b.example")), unique=True).map(tuple),
    languages=st.lists(
        st.builds(Skill, st.sampled_from(("ja", "en-US")), st.sampled_from(("", '3/3 "native"'))), max_size=2
    ).map(tuple),
    address_as=words(),
    pronunciation=words(),
    assistants=st.lists(
        st.builds(Assistant, words(1), st.just(0), st.sampled_from(("", "555-0100"))),
        max_size=2,
        unique_by=lambda one: one.name,
    ).map(tuple),
    interpreter=st.booleans(),
    diet=paragraphs,
    met_where=words(),
    cadence_days=st.integers(0, 400),
    birthday=days,
    anniversary=days,
    biography=bilingual(),
    notes=bilingual(),
    tags=st.lists(words(1), max_size=3, unique=True).map(tuple),
    extra=st.lists(
        st.sampled_from(
            ("X-AIM;TYPE=HOME:a\\,b", "item1.IMPP:xmpp:a@example.org", "item1.X-ABLABEL:chat", "TZ:-07:00")
        ),
        unique=True,
    ).map(tuple),
)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@given(person=people)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_field_comes_back_exactly(version, person):
    assert again(person, version) == person


@pytest.mark.parametrize("languages", [("ja", "en"), ("en", "en"), ("fr", "de")])
@given(notes=bilingual())
@settings(max_examples=40, deadline=None)
def test_both_sides_come_back_whatever_the_desks_languages(languages, notes):
    told = ReadSettings(host_language=languages[0], home_language=languages[1])
    person = replace(KAEDE, notes=notes)
    for version in ("3.0", "4.0"):
        (back,) = read_vcards(write_vcards([person], {}, version, settings=told), told).records
        assert back.notes == notes


@given(data=st.binary(max_size=400), version=st.sampled_from(("2.1", "3.0", "4.0")))
@settings(max_examples=200, deadline=None)
def test_any_bytes_inside_a_card_are_survived(data, version):
    card = b"BEGIN:VCARD\r\nVERSION:" + version.encode() + b"\r\nFN:Aki Mori\r\n" + data + b"\r\nEND:VCARD\r\n"
    result = read_vcards(card, SETTINGS)
    assert result.records
    assert write_vcards(result.records, {}, settings=SETTINGS).startswith(b"BEGIN:VCARD")
