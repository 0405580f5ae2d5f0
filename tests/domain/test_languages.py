"""Languages and nations by what people type for them."""

import pytest

from liaison_desk.domain.languages import languages_named, load_languages, nations_named
from liaison_desk.domain.text import fold, romaji_key


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("french", ("fr",)), ("Fren", ("fr",)), ("フランス語", ("fr",)), ("ふらんす", ("fr",)), ("仏語", ("fr",)), ("英語", ("en",)),
        ("英", ()), ("fr", ()), ("", ()), ("nihongo", ("ja",)), ("中国", ("zh",)), ("klingon", ()),
    ],
)  # fmt: skip
def test_a_word_names_languages_in_either_language(word, codes):
    assert languages_named(word) == codes


@pytest.mark.parametrize(
    ("word", "code"),
    [("Japan", "JPN"), ("日本", "JPN"), ("united", "USA"), ("states", "USA"), ("米国", "USA"), ("オーストラリア", None), ("豪州", "AUS")],
)  # fmt: skip
def test_a_word_names_nations_in_either_language(word, code):
    assert (code in nations_named(word)) if code else not nations_named(word)
    assert nations_named("and") == () or "ARE" not in nations_named("and")


def test_every_language_has_a_name_for_both_sides():
    for one in load_languages().values():
        assert one.name("ja") != one.name("en")


@pytest.mark.parametrize(
    "shapes",
    [
        "渡辺 渡邊 渡邉",
        "斎藤 齋藤 斉藤 齊藤",
        "高橋 髙橋",
        "山崎 山﨑 山嵜",
        "沢田 澤田",
        "広田 廣田",
        "矢島 矢嶋",
        "塚本 塚本",
        "吉田 𠮷田",
    ],
)
def test_shapes_of_a_kanji_are_one_when_names_are_compared(shapes):
    assert len({fold(shape) for shape in shapes.split()}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        "Shibata Sibata しばた",
        "Oono Ōno Ohno Ono おおの",
        "Shinichi Shin'ichi Sin'iti しんいち",
        "Kouji Koji Kōji こうじ",
        "Jyunko Junko じゅんこ",
    ],
)
def test_romanizations_are_one(spellings):
    assert len({romaji_key(spelling) for spelling in spellings.split()}) == 1
