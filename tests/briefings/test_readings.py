"""Readings above Japanese names: where a packet asks for them, over the name they belong to, released with it and only with it."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from liaison_desk.briefings.document import Card, Cards, Column, Group, KeyValue, KeyValues, Paragraph, Row, Table
from liaison_desk.briefings.records import PacketLanguage, PacketRequest
from liaison_desk.contacts.records import Organization, Person, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.styled import read, words_of
from liaison_desk.meetings.records import Attendee, Meeting
from tests.briefings.clean_pages import assert_clean_pages, seen
from tests.briefings.desks import BOTH, weekly_desk
from tests.briefings.documents import HOME_ONLY, OPEN, USA_JPN, document, line, said
from tests.briefings.test_people_sections import YAJIMA, in_post
from tests.briefings.test_render import printed, squeezed

READINGS = ((("矢島", "やじま"), ("正人", "まさひと")),)
HAYASHI = Person(name=PersonName("Hayashi", "Ichiro", "林", "一郎", "はやし", "いちろう"), nation="JPN", marking=BOTH)
HANAKO = Person(name=PersonName("Sato", "Hanako", "佐藤", "はなこ", "さとう", "はなこ"), nation="JPN", marking=BOTH)
NAMED = said("矢島 正人", readings=READINGS)


@pytest.fixture
def desk(tmp_path):
    with closing(weekly_desk(tmp_path)) as opened:
        opened.contacts.save_all([in_post(opened, YAJIMA), HAYASHI, HANAKO], "Add contacts")
        yield opened


def made(desk, template, language=PacketLanguage.HOME, **more):
    more = {"ruby": True, "audience": USA_JPN} | more
    return desk.briefings.compose(PacketRequest(template, language=language, **more))


def read_back(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def strings(pdf):
    return [one for sight in seen(pdf) for one in sight.strings]


def above(pdf, name, reading):
    """Return the strings of a reading that stand right above a name."""
    told = strings(pdf)
    bases = [one for one in told if name in one.words]
    return [
        one
        for one in told
        for base in bases
        if one.words == reading and 0 < one.baseline - base.baseline < 1.2 * base.size
        if one.left < base.right and base.left < one.right
    ]


@pytest.mark.parametrize("template", ["roster", "biographies", "cards", "seating", "whos-who"])
def test_readings_stand_above_the_names_of_people(desk, template):
    pdf = made(desk, template).pdf
    assert above(pdf, "矢島", "やじま")
    assert above(pdf, "正人", "まさひと")
    assert_clean_pages(pdf)
    plain = made(desk, template, ruby=False).pdf
    assert not above(plain, "矢島", "やじま")


@pytest.mark.parametrize("template", ["roster", "biographies", "cards", "seating", "whos-who"])
def test_a_name_under_its_reading_is_found_whole_and_the_reading_is_told_once_for_each_name(desk, template):
    text = read_back(made(desk, template).pdf)
    names = len(re.findall(r"矢島\s正人", text))
    assert names
    # Only a place card has the family name alone.
    assert text.count("やじま") == text.count("矢島")
    assert text.count("まさひと") == names


def test_an_english_packet_has_no_readings_and_side_by_side_they_are_the_japanese_column_s(desk):
    assert "やじま" not in read_back(made(desk, "roster", PacketLanguage.HOST).pdf)
    pdf = made(desk, "roster", PacketLanguage.BOTH).pdf
    assert len(above(pdf, "矢島", "やじま")) == 1
    assert_clean_pages(pdf)


def test_a_name_in_kana_is_its_own_reading(desk):
    pdf = made(desk, "roster").pdf
    assert above(pdf, "佐藤", "さとう")
    assert read_back(pdf).count("はなこ") == 1


def test_those_present_have_their_readings_unless_they_were_called_otherwise_that_day(desk):
    yajima, hayashi = desk.contacts.save_all([replace(YAJIMA, marking=OPEN), HAYASHI], "Add contacts")
    attendees = (
        Attendee("Yajima Masahito", "矢島 正人", yajima.id, "Lt Col"),
        Attendee("Mori Ichiro", "森 一郎", hayashi.id),
    )
    start, end = datetime(2026, 11, 25, 14), datetime(2026, 11, 25, 15)
    day = {"start": start, "end": end, "zone": "America/Denver", "marking": OPEN}
    meeting = desk.meetings.save(Meeting(title=Bilingual("Office call", "表敬"), attendees=attendees, **day))
    text = read_back(made(desk, "minutes", meeting=meeting.id).pdf)
    assert "やじま" in text
    assert "森一郎" in re.sub(r"\s+", "", text)
    assert "いちろう" not in text


def test_a_withheld_person_leaves_no_reading_behind(desk):
    before = made(desk, "roster").pdf
    name = PersonName("Mizuki", "Rei", "水城", "玲", "みずき", "れい")
    house = desk.contacts.save_organization(Organization(name=Bilingual("Annex"), marking=HOME_ONLY))
    desk.contacts.save(Person(name=name, marking=HOME_ONLY, posts=(Post(Bilingual("Chief"), house.id),)))
    assert made(desk, "roster").pdf == before
    assert "みずき" in read_back(made(desk, "roster", audience=frozenset({"JPN"})).pdf)


BLOCKS = {
    "paragraph": Paragraph(line(NAMED)),
    "table": Table((Column(("氏名",), 1), Column(("担当",), 1)), (Row((line(NAMED), line(said("連絡官")))),)),
    "values": KeyValues((KeyValue(("出席者",), line(NAMED)),)),
    "card": Cards((Card(line(NAMED), (KeyValue((), line(said("連絡官"))),)),)),
    "heading": Group(line(NAMED), (Paragraph(line(said("略歴"))),)),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_reading_is_centred_above_its_name_in_type_half_as_large(kind):
    told = strings(printed(document(BLOCKS[kind], languages=("ja",))).pdf)
    (name,) = (one for one in told if "矢島" in one.words)
    for reading, first, last in (("やじま", "矢", "島"), ("まさひと", "正", "人")):
        (one,) = (each for each in told if each.words == reading)
        before = len(name.words[: name.words.index(first)])
        ideographs = name.words.index(last) - before + 1
        width = (name.right - name.left - 0.3335 * name.size * name.words.count(" ")) / len(name.words.replace(" ", ""))
        assert one.size == pytest.approx(name.size / 2)
        assert one.baseline > name.top
        if not name.words.startswith("("):  # behind a mark the widths of its letters count, too
            middle = name.left + (before - (before > 2)) * width + (before > 2) * 0.3335 * name.size
            assert (one.left + one.right) / 2 == pytest.approx(middle + ideographs * width / 2, abs=0.3)


def test_only_the_lines_that_have_readings_are_higher():
    rows = tuple(
        Row((line(one), line(said("連絡官")))) for one in (said("高杉 俊"), NAMED, said("森 一郎"), said("林"))
    )
    table = Table((Column(("氏名",), 1), Column(("担当",), 1)), rows)
    told = strings(printed(document(table, languages=("ja",))).pdf)
    heights = [one.baseline for one in told if one.words == "連絡官"]
    first, second, third = (upper - lower for upper, lower in pairwise(heights))
    assert second == pytest.approx(third, abs=0.02) == 20.0
    assert 3.0 < first - second < 5.0


def test_a_reading_longer_than_its_name_spreads_it_and_never_touches_the_next():
    long = said("承 小鳥", readings=((("承", "うけたまわり"), ("小鳥", "ことりあそびな")),))
    pdf = printed(document(Paragraph(line(long)), languages=("ja",))).pdf
    assert_clean_pages(pdf)
    told = {one.words: one for one in strings(pdf)}
    base, reading = told["小鳥"], told["ことりあそびな"]
    assert base.right - base.left > 2 * base.size + 5
    assert (base.left + base.right) / 2 == pytest.approx((reading.left + reading.right) / 2, abs=0.05)
    assert re.search(r"承\s+小鳥", read_back(pdf))


def test_a_reading_too_long_for_its_column_stands_in_brackets_behind_its_name():
    long = said("寿限無", readings=((("寿限無", "じゅげむ" * 40),),))
    pdf = printed(document(Paragraph(line(long)), languages=("en", "ja"))).pdf
    assert_clean_pages(pdf)
    text = re.sub(r"\s+", "", read_back(pdf))
    assert "寿限無（じゅげむ" in text
    assert len(re.findall("[じゅげむ]", text)) == 160


@pytest.mark.parametrize("before", ["（", "字", "a"])
def test_wherever_a_line_ends_a_reading_stands_above_all_of_its_name(before):
    for length in range(15, 24):
        words = f"{before * length}東海林@例"
        told = said(words, readings=(((" 東海林@例 ", "しょうじ@れい"),),))
        pdf = printed(document(Paragraph(line(told)), languages=("ja", "en"))).pdf
        assert_clean_pages(pdf)
        assert above(pdf, "東海林@例", "しょうじ@れい")


def test_a_row_of_many_names_goes_on_over_the_page_it_would_leave():
    names = tuple(replace(NAMED, text=(f"矢島 正人 {number}",)) for number in range(40))
    row = Row((line(said("出席者")), line(*names, separator="\n")))
    for count in range(33, 40):
        cells = (row.cells[0], replace(row.cells[1], pieces=names[:count]))
        table = Table((Column(("項目",), 1), Column(("氏名",), 1)), (replace(row, cells=cells),))
        pdf = printed(document(table, languages=("ja",))).pdf
        assert_clean_pages(pdf)
        assert read_back(pdf).count("まさひと") == count


def test_bookmarks_tell_names_without_their_readings():
    reader = PdfReader(BytesIO(printed(document(BLOCKS["heading"], languages=("ja",))).pdf))
    assert [entry.title for entry in reader.outline[1]] == ["(U) 矢島 正人"]


TEXT = st.text("矢島正人林 一郎a、", max_size=12)


@given(TEXT, st.lists(st.tuples(TEXT, st.just("よみ")), max_size=4).map(tuple))
def test_readings_change_no_word(text, readings):
    phrases = read(text, readings)
    assert words_of(phrases) == text
    told = {word.strip(): reading for word, reading in readings}
    assert all(phrase.reading == told[phrase.text] for phrase in phrases if phrase.reading)


def test_a_longer_name_is_found_before_a_shorter_one_that_is_a_part_of_it():
    told = [(phrase.text, phrase.reading) for phrase in read("林 林太郎", (("林", "はやし"), ("林太郎", "りんたろう")))]
    assert told == [("林", "はやし"), (" ", ""), ("林太郎", "りんたろう")]


@given(st.lists(st.tuples(st.integers(0, 9999), st.sampled_from([OPEN, HOME_ONLY])), min_size=1, max_size=6))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_reading_is_in_the_file_if_and_only_if_its_name_is(drawn):
    kana = str.maketrans("0123456789", "あいうえおかきくけこ")
    pairs = {f"名{number:04d}": (f"{number:04d}".translate(kana) + "よ", marking) for number, marking in drawn}
    portions = [said(name, marking, readings=(((name, reading),),)) for name, (reading, marking) in pairs.items()]
    columns = (Column(("氏名",), 1), Column(("担当",), 1))
    table = Table(columns, tuple(Row((line(one), line(said("x", one.marking)))) for one in portions))
    text = squeezed(document(table, *(Paragraph(line(one)) for one in portions), languages=("ja",)))
    for name, (reading, marking) in pairs.items():
        assert (name in text, reading in text) == (marking is OPEN, marking is OPEN)
