"""What an officer's old address books become: one test per habit of the programs that wrote them."""

import base64
import hashlib
from datetime import UTC, date, datetime

import pytest

from liaison_desk.contacts.records import Email, Person, Phone, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import NameOrder
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.vcard import photo_apart
from tests.exchange.vcard.reading import card, one, read

# Encodings


@pytest.mark.parametrize("charset", ["SHIFT_JIS", "Shift_JIS", "x-sjis", "CP932"])
def test_quoted_printable_shift_jis_keeps_the_vendors_kanji(charset):
    quoted = "".join(f"={byte:02X}" for byte in "髙﨑;能".encode("cp932"))
    person = one(f"N;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:{quoted};;;", version="2.1")
    assert (person.name.native_family, person.name.native_given) == ("髙﨑", "能")


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("UTF-8", "utf-8", "北園"),
        ("ISO-2022-JP", "iso2022_jp", "北園"),
        ("GBK", "gbk", "联通"),
        ("EUC-JP", "euc_jp", "北園"),
    ],
)
def test_declared_charsets_are_read(charset, codec, text):
    quoted = "".join(f"={byte:02X}" for byte in text.encode(codec))
    assert one(f"FN;ENCODING=QUOTED-PRINTABLE;CHARSET={charset}:{quoted}", version="2.1").name.native_family == text


def test_cyrillic_charset_is_read():
    assert one(b"N;CHARSET=windows-1251:" + "Орлов;Пётр".encode("cp1251"), version="2.1").name.family == "Орлов"


def test_utf8_wins_over_a_charset_that_lies():
    assert one(b"N;CHARSET=SHIFT_JIS:" + "霜月;かえで".encode()).name.native_given == "かえで"


def test_raw_shift_jis_without_charset_is_seen_as_japanese():
    assert (
        one(b"N:" + "霜月;楓".encode("cp932"), b"NOTE:" + "演習の担当です。".encode("cp932")).name.native_given == "楓"
    )


def test_western_letters_without_charset_are_not_taken_for_japanese():
    assert one("N:Lämmer;Jörg".encode("cp1252"), version="2.1").name.family == "Lämmer"


def test_undeclared_reading_is_in_the_charset_of_the_rest_of_its_card():
    person = one(
        b"N;CHARSET=SHIFT_JIS:" + "霜月;楓".encode("cp932"),
        b"SOUND;X-IRMC-N:" + "ｼﾓﾂｷ;ｶｴﾃﾞ".encode("cp932"),
        version="2.1",
    )
    assert (person.name.reading_family, person.name.reading_given) == ("シモツキ", "カエデ")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_files_with_wide_characters_or_a_mark_are_read(codec):
    assert one_of(card("N:霜月;楓;;;").decode().encode(codec)).name.native_family == "霜月"


def one_of(data: bytes) -> Person:
    (person,) = read(data).records
    return person


def test_base64_names_are_text():
    assert one("N;ENCODING=BASE64;CHARSET=UTF-8:5p2RO+mBlA==", version="2.1").name.native_family == "村"


def test_half_width_kana_stay_where_a_person_sees_them():
    assert one("FN:Kaede Shimotsuki", "NOTE:ﾒﾓです").notes == Bilingual(home="ﾒﾓです")


# Lines


def test_quoted_printable_goes_on_after_a_soft_break():
    person = one("N:Ito;Ren", "NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0A=", "second", "TEL:1", version="2.1")
    assert person.notes.host == "first\nsecond"
    assert person.phones[0].number == "1"


def test_fold_inside_a_character_is_undone():
    data = "NOTE:演習".encode()
    assert one("N:Ito;Ren", data[:7] + b"\r\n " + data[7:]).notes.home == "演習"


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"


def test_base64_block_ends_at_the_blank_line():
    person = one("N:Ito;Ren", "PHOTO;ENCODING=BASE64;JPEG:", "/9j/4AAQ", "SkZJRg==", "", "TEL;CELL:090", version="2.1")
    apart, picture, problem = photo_apart(person)
    assert (picture, problem) == (JPEG, "")
    assert apart.photo == hashlib.sha256(JPEG).hexdigest()
    assert apart.extra == ()
    assert person.phones == (Phone("090", "mobile"),)


def test_photo_of_version_four_is_found():
    png = b"\x89PNG\r\n\x1a\n"
    told = base64.b64encode(png).decode()
    assert photo_apart(one("FN:A B", f"PHOTO:data:image/png;base64,{told}", version="4.0"))[1] == png


def test_photo_by_address_is_never_a_picture_and_never_fetched():
    person = one("FN:A B", "PHOTO;VALUE=uri:https://pictures.example/a.png")
    assert photo_apart(person) == (person, b"", "")
    assert "PHOTO;VALUE=uri:https://pictures.example/a.png" in person.extra


@pytest.mark.parametrize("value", ["PHN2Zz48L3N2Zz4=", "%%%%", "AAAA" * 10, "/9j"])
def test_what_is_no_picture_is_left_out_and_said(value):
    person, picture, problem = photo_apart(one("FN:A B", f"PHOTO:data:image/jpeg;base64,{value}", version="4.0"))
    assert (person.photo, picture, person.extra) == ("", b"", ())
    assert "no picture" in problem


def test_line_that_was_never_folded_belongs_to_its_note():
    assert one("FN:A B", "NOTE:first", "second line", "TEL:1").notes.host == "first\nsecond line"


def test_rubbish_is_listed_with_its_line_and_the_card_is_kept():
    result = read(card("FN:Aki Mori", "N:Mori;Aki", "?? rubbish", "TEL:1"))
    assert [(problem.line, str(problem)) for problem in result.problems] == [
        (5, "This line is no property of a card: ?? rubbish")
    ]
    assert result.records[0].phones[0].number == "1"


def test_card_without_end_and_card_without_begin_are_read():
    assert [
        person.name.family for person in read(b"BEGIN:VCARD\nN:One;A\nBEGIN:VCARD\nN:Two;B\nEND:VCARD\n").records
    ] == [
        "One",
        "Two",
    ]
    assert one_of(b"VERSION:3.0\nN:Alone;A\nEND:VCARD\n").name.family == "Alone"


def test_files_put_together_with_marks_between_are_read():
    mark = "\ufeff".encode()
    assert len(read(mark + card("FN:Aki Mori") + mark + card("FN:Ren Ito")).records) == 2


def test_nothing_slows_down_on_long_lists_in_one_card():
    lines = [f"TITLE;LANGUAGE=x{n}:t{n}" for n in range(300)] + [f"LABEL;HOME:{n}" for n in range(300)]
    person = one("FN:Aki Mori", *lines, *(f"ADR;WORK:;;{n}" for n in range(300)))
    assert (len(person.posts), len(person.addresses)) == (300, 600)


def test_agent_stays_with_the_person_who_has_one():
    person = one("N:Chief;A", "AGENT:", "BEGIN:VCARD", "N:Aide;B", "END:VCARD", "TEL:1", version="2.1")
    assert person.name.family == "Chief"
    assert person.phones[0].number == "1"
    assert person.extra == ("AGENT:BEGIN:VCARD\\nN:Aide\\;B\\nEND:VCARD",)


# Names


@pytest.mark.parametrize(
    ("full", "family", "given", "prefix", "suffix"),
    [
        ("Dana Whitfield", "Whitfield", "Dana", "", ""),
        ("Whitfield, Dana", "Whitfield", "Dana", "", ""),
        ("Dr. Dana M. Whitfield, PhD", "Whitfield", "Dana M.", "Dr.", "PhD"),
        ("Ludo van der Berg", "van der Berg", "Ludo", "", ""),
        ("SHIMOTSUKI Kaede", "SHIMOTSUKI", "Kaede", "", ""),
        ("Reception", "Reception", "", "", ""),
        ("Ops desk 24/7", "Ops desk 24/7", "", "", ""),
    ],
)
def test_full_name_alone_is_taken_apart_sensibly(full, family, given, prefix, suffix):
    name = one(f"FN:{full}").name
    assert (name.family, name.given, name.prefix, name.suffix) == (family, given, prefix, suffix)


def test_organization_alone_is_not_taken_apart():
    assert one("FN:Front Range Caterers", "ORG:Front Range Caterers").name.family == "Front Range Caterers"


def test_comma_in_a_full_name_is_kept():
    person = one("N:Whitfield;Dana;;;M.D.", "FN:Dana Whitfield, M.D.")
    assert (person.name.family, person.name.suffix) == ("Whitfield", "M.D.")


def test_name_in_japanese_and_its_latin_alternative():
    name = one(
        'N;ALTID=1;LANGUAGE=ja;SORT-AS="しもつき,かえで":霜月;楓;;;',
        "N;ALTID=1;LANGUAGE=en:Shimotsuki;Kaede;;;",
        "FN;ALTID=1;LANGUAGE=ja:霜月 楓",
        version="4.0",
    ).name
    assert (name.native_family, name.native_given, name.family, name.given) == ("霜月", "楓", "Shimotsuki", "Kaede")
    assert (name.reading_family, name.reading_given) == ("しもつき", "かえで")
    assert name.order is NameOrder.FAMILY_FIRST


@pytest.mark.parametrize(
    "lines",
    [
        ("X-PHONETIC-LAST-NAME:しもつき", "X-PHONETIC-FIRST-NAME:かえで"),
        ("SORT-STRING:しもつき かえで",),
        ("SOUND;X-IRMC-N:しもつき;かえで;;;",),
        ("SOUND;X-IRMC-N:しもつき かえで;;;;",),
    ],
)
def test_reading_is_found_wherever_a_program_puts_it(lines):
    name = one("N:霜月;楓;;;", *lines).name
    assert (name.reading_family, name.reading_given) == ("しもつき", "かえで")
    assert name.family.isascii()


def test_nothing_is_guessed_from_kanji():
    name = one("N:東海林;太郎;;;", "FN:東海林 太郎").name
    assert (name.family, name.given, name.reading_family, name.reading_given) == ("", "", "", "")


def test_latin_reading_of_a_kanji_name_is_the_latin_name():
    name = one("N:霜月;楓", "SOUND;X-IRMC-N:Shimotsuki;Kaede", version="2.1").name
    assert (name.family, name.given, name.reading_family) == ("Shimotsuki", "Kaede", "")


def test_latin_full_name_completes_a_kanji_name():
    name = one("N:霜月;楓;;;", "FN:Kaede Shimotsuki").name
    assert (name.family, name.given, name.native_family) == ("Shimotsuki", "Kaede", "霜月")


def test_rank_among_the_prefixes_is_a_rank():
    person = one("N:Whitfield;Dana;;Lt Col;", "FN:Lt Col Dana Whitfield")
    assert (person.rank, person.rank_code, person.name.prefix) == ("Lt Col", "OF-4", "")
    assert one("N:Whitfield;Dana;;Dr.;").name.prefix == "Dr."


def test_rank_that_services_understand_differently_has_no_code():
    assert (one("N:Whitfield;Dana;;Captain;").rank, one("N:Whitfield;Dana;;Captain;").rank_code) == ("Captain", "")


# Everything else


def test_telephones_of_every_network_are_kept_as_typed():
    person = one(
        "N:Ito;Ren",
        "TEL;HOME;FAX:555",
        "TEL;TYPE=work;TYPE=pref:DSN 312-555-0100",
        'TEL;VALUE=uri;TYPE="cell,voice":tel:+1-719-555-0100;ext=12',
        "item1.TEL:内線 4321",
        "item1.X-ABLabel:_$!<Work>!$_",
        "item2.TEL:5550101",
        "item2.X-ABLabel:DSN",
    )
    assert person.phones == (
        Phone("DSN 312-555-0100", "work", "DSN"),
        Phone("555", "fax", note="home"),
        Phone("+1-719-555-0100 ext. 12", "mobile"),
        Phone("内線 4321", "work", "extension"),
        Phone("5550101", "other", "DSN"),
    )


def test_preferred_address_comes_first():
    person = one("N:Ito;Ren", "EMAIL;TYPE=home:b@example.org", "EMAIL;PREF=1;TYPE=work:a@example.mil", version="4.0")
    assert person.emails == (Email("a@example.mil"), Email("b@example.org", "home"))


def test_address_takes_the_label_of_its_kind():
    person = one("N:Ito;Ren", "ADR;WORK:;Bldg 1;2 Ent Ave;Peterson;CO;80914;USA", "LABEL;WORK:2 Ent Ave", version="2.1")
    (address,) = person.addresses
    assert (address.kind, address.extended, address.city, address.code, address.label) == (
        "work",
        "Bldg 1",
        "Peterson",
        "80914",
        "2 Ent Ave",
    )


def test_posts_are_paired_and_titles_of_two_languages_joined():
    person = one(
        "N:Ito;Ren",
        "ORG:Example Wing;J5;Plans",
        "ORG:Example Board",
        "TITLE;ALTID=1;LANGUAGE=en:Planner",
        "TITLE;ALTID=1;LANGUAGE=ja:計画班員",
        "TITLE:Member",
        version="4.0",
    )
    assert person.posts == (
        Post(Bilingual("Planner", "計画班員"), 0, "Example Wing", "J5 / Plans"),
        Post(Bilingual("Member"), 0, "Example Board"),
    )


def test_role_is_the_title_where_there_is_none():
    assert one("N:Ito;Ren", "ROLE:Interpreter").posts == (Post(Bilingual("Interpreter")),)


@pytest.mark.parametrize("text", ["19900415", "1990-04-15", "1990-04-15T00:00:00Z", "1990/04/15"])
def test_birthdays_in_every_form(text):
    assert one("N:Ito;Ren", f"BDAY:{text}").birthday == date(1990, 4, 15)


@pytest.mark.parametrize(
    "line", ["BDAY:--0415", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15", "BDAY:16040415", "BDAY:spring"]
)
def test_birthday_without_a_year_is_kept_as_it_is(line):
    person = one("N:Ito;Ren", line)
    assert (person.birthday, person.extra) == (None, (line,))


def test_categories_languages_notes_and_stamps():
    person = one(
        "N:Ito;Ren",
        "CATEGORIES:space,exercise\\, KS27",
        "LANG;PREF=2:en",
        "LANG;PREF=1:ja",
        "NOTE:Met at the expo.",
        "NOTE;LANGUAGE=ja:展示会で面識。",
        "REV:2026-11-20T09:30:00+09:00",
        "UID:urn:uuid:0193F000-0000-7000-8000-00000000000A",
        version="4.0",
    )
    assert person.tags == ("space", "exercise, KS27")
    assert person.languages == (Skill("ja"), Skill("en"))
    assert person.notes == Bilingual("Met at the expo.", "展示会で面識。")
    assert person.updated_at == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
    assert person.uid == "0193f000-0000-7000-8000-00000000000a"


def test_what_is_not_understood_is_kept_with_its_parameters():
    person = one(
        "N:Ito;Ren", "item1.IMPP;X-SERVICE-TYPE=Jabber:xmpp:ito@example.org", "item1.X-ABLabel:chat", "X-AIM;HOME:ren"
    )
    assert person.extra == (
        "item1.IMPP;X-SERVICE-TYPE=Jabber:xmpp:ito@example.org",
        "item1.X-ABLABEL:chat",
        "X-AIM;TYPE=HOME:ren",
    )


def test_marking_comes_from_the_settings_unless_the_card_has_ours():
    marking = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))
    settings = ReadSettings(marking=marking)
    assert read(card("N:Ito;Ren"), settings).records[0].marking == marking
    assert read(card("N:Ito;Ren", "X-LIAISON-DESK-MARKING:"), settings).records[0].marking is None


def test_damaged_marking_leaves_the_card_unmarked_and_says_so():
    settings = ReadSettings(marking=Marking("USA"))
    result = read(card("N:Ito;Ren", "X-LIAISON-DESK-MARKING:rubbish"), settings)
    assert result.records[0].marking is None
    assert [str(problem) for problem in result.problems] == [
        "The marking of this card cannot be read; it was left unmarked."
    ]


def test_user_text_is_never_markup():
    assert one("N:<b>Ito</b>;Ren & Co").name.family == "<b>Ito</b>"
