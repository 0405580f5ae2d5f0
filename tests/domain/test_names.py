"""Names in two scripts: how they are printed, sorted, read and spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.kana import spell
from liaison_desk.domain.names import NameOrder, NameStyle, PersonName, natural_order, romanize
from tests.cost import processor_seconds

YAJIMA = PersonName("Yajima", "Masahito", "矢島", "正人", "やじま", "まさひと")
COOPER = PersonName("Cooper", "Anne", order=NameOrder.GIVEN_FIRST, prefix="Dr.", suffix="Jr.")


def test_a_packet_chooses_the_style_of_names():
    assert {style: YAJIMA.latin(style) for style in NameStyle} == {
        NameStyle.OWN: "Yajima Masahito",
        NameStyle.FAMILY_CAPITALS: "YAJIMA Masahito",
        NameStyle.GIVEN_FIRST: "Masahito Yajima",
        NameStyle.FAMILY_FIRST: "Yajima Masahito",
    }
    assert COOPER.latin() == "Anne Cooper"


def test_each_reader_gets_the_script_he_reads():
    assert (YAJIMA.native(), YAJIMA.reading()) == ("矢島 正人", "やじま まさひと")
    assert (YAJIMA.full("ja"), YAJIMA.full("en", NameStyle.FAMILY_CAPITALS)) == ("矢島 正人", "YAJIMA Masahito")
    assert (COOPER.full("ja"), COOPER.full("en")) == ("Dr. Anne Cooper Jr.", "Dr. Anne Cooper Jr.")
    assert PersonName(native_family="大野").full("en") == "大野"
    assert PersonName().full("en") == ""


def test_a_japanese_list_goes_by_reading_and_puts_latin_names_after():
    ono = PersonName("Ono", "Ken", "大野", "健", "オオノ", "ケン")
    sato = PersonName("Sato", "Mika", "佐藤", "美香", "さとう", "みか")
    everyone = [COOPER, YAJIMA, sato, ono, PersonName(native_family="林")]
    assert [name.native_family or name.family for name in sorted(everyone, key=lambda name: name.sort_key("ja"))] == [
        "大野",
        "佐藤",
        "矢島",
        "Cooper",
        "林",
    ]
    assert [name.family for name in sorted(everyone, key=lambda name: name.sort_key("en"))] == [
        "Cooper",
        "Ono",
        "Sato",
        "Yajima",
        "",
    ]


@pytest.mark.parametrize(
    ("reading", "row"),
    [("おおの", "あ"), ("がもう", "か"), ("ジョウ", "さ"), ("づか", "た"), ("にし", "な"), ("ぱく", "は"), ("もり", "ま"),
     ("やじま", "や"), ("りゅう", "ら"), ("わだ", "わ"), ("ー", "#")],
)  # fmt: skip
def test_the_index_strip_of_a_japanese_list_has_ten_rows(reading, row):
    assert PersonName("X", reading_family=reading).strip_key("ja") == row


def test_the_index_strip_of_a_latin_list_has_letters():
    assert [PersonName(family).strip_key() for family in ("Öberg", "de Vries", "Cooper", "3PO", "")] == list("ODC##")


def test_each_nation_has_its_order_of_names():
    assert [natural_order(nation) for nation in ("JPN", "KOR", "HUN")] == [NameOrder.FAMILY_FIRST] * 3
    assert [natural_order(nation) for nation in ("USA", "GBR", "???")] == [NameOrder.GIVEN_FIRST] * 3


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("やじま まさひと", "yajima masahito"),
        ("オオノ", "ono"),
        ("おおうち", "ouchi"),
        ("さとう", "sato"),
        ("ゆうき", "yuki"),
        ("たかとお", "takatoo"),
        ("なんば", "namba"),
        ("はっとり", "hattori"),
        ("ほっち", "hotchi"),
        ("しんいち", "shinichi"),
        ("じゅんいちろう", "junichiro"),
        ("いのうえ", "inoue"),
        ("まつうら", "matsuura"),
        ("にいがた", "niigata"),
        ("りょうへい", "ryohei"),
        ("コーヒー", "kohi"),
        ("ｼﾞｮｰｼﾞ", "joji"),
        ("づか", "zuka"),
        ("を", "o"),
        ("Smith", "smith"),
        ("", ""),
    ],
)
def test_kana_are_spelled_as_in_a_passport(kana, letters):
    assert romanize(kana) == letters


def test_kana_are_also_spelled_sound_by_sound():
    assert [spell(kana) for kana in ("おおの", "こうの", "ラーメン", "っ")] == ["oono", "kouno", "raamen", ""]


@given(st.text("あいうえおかがきぎゃゅょっんーシティヴァ ", max_size=30))
def test_kana_leave_no_kana_behind(kana):
    assert romanize(kana).isascii()


@pytest.mark.parametrize("kana", ["っ" * 100_000, "ー" * 100_000, "おう" * 50_000, "ん" * 100_000])
def test_a_very_long_reading_is_spelled_in_good_time(kana):
    with processor_seconds(5):
        assert romanize(kana).isascii()
