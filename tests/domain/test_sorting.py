"""The order of names: kana by JIS X 4061, Latin letters as English lists, titles by words and numbers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.names import PersonName
from liaison_desk.domain.sorting import is_kana, kana_key, kana_letters, latin_key, title_key

HIRAGANA = "".join(map(chr, range(0x3041, 0x3097)))
kana = st.text(HIRAGANA + "ーゝゞ", max_size=8)
katakana = str.maketrans({chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)})


@pytest.mark.parametrize(
    "ordered",
    [
        # Letters first: marks of voicing decide only between readings of the same letters.
        ["かとう", "がもう", "かんばら", "きむら"],
        ["がくと", "かんばら"],
        ["はは", "はば", "ばは", "ばば", "はん"],
        ["ははのひ", "はぱのひ", "ばばのひ"],
        ["はん", "ばん", "ぱん"],
        # Small letters before large ones, after the voicing has been compared.
        ["きょう", "きよう", "ぎょう"],
        ["びょういん", "びよういん"],
        ["さっき", "さつき", "ざっき"],
        # The long-vowel mark is the vowel before it, and stands before that vowel written out.
        ["カード", "かあど"],
        ["オーノ", "おおの", "おの"],
        ["ルーシー", "ルース"],
        # An iteration mark is the letter before it.
        ["みすゞ", "みすず"],
        ["あゝ", "ああ"],
        ["わん", "ゐん", "ゑん", "をん"],
    ],
)
def test_readings_stand_as_in_a_japanese_dictionary(ordered):
    keys = [kana_key(reading) for reading in ordered]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@given(kana, kana)
def test_letters_decide_before_any_mark(one, other):
    if kana_letters(one) < kana_letters(other):
        assert kana_key(one) < kana_key(other)


@given(kana)
def test_neither_the_kind_of_kana_nor_blanks_change_where_a_reading_stands(text):
    assert kana_key(text) == kana_key(text.translate(katakana)) == kana_key(f" {text}・")
    assert kana_key(text).isascii() is (text == "")


@given(kana, st.text(HIRAGANA, min_size=1, max_size=3))
def test_a_beginning_stands_before_what_goes_on(text, more):
    if kana_letters(text):
        assert kana_key(text) < kana_key(text + more)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("やじま", True), ("ジョンソン", True), ("ｼﾞｮﾝｿﾝ", True), ("メアリー・アン", True), ("矢島", False), ("", False), ("・", False)],
)  # fmt: skip
def test_kana_alone_is_its_own_reading(text, answer):
    assert is_kana(text) is answer


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("O'Brien", "obrien"), ("O’Brien", "obrien"), ("Smith-Jones", "smithjones"), ("de la Cruz", "delacruz"),
        ("van der Berg", "vanderberg"), ("Müller", "muller"), ("Ångström", "angstrom"), ("É.", "e"), ("Łódź", "lodz"),
        ("Sørensen", "sorensen"), ("Æthel", "aethel"), ("Weiß", "weiss"), ("MacLeod", "macleod"), ("Ｓｍｉｔｈ", "smith"),
    ],
)  # fmt: skip
def test_latin_names_are_compared_letter_by_letter(text, letters):
    assert latin_key(text) == letters


def test_an_english_list_stands_as_in_a_telephone_book():
    families = ["Abel", "de Vries", "Delacroix", "de la Cruz", "Muller", "Müller", "Obrien", "O'Brien", "Öberg", "Zoë"]
    shuffled = sorted(families, key=lambda family: PersonName(family).sort_key())
    assert shuffled == [
        "Abel", "Delacroix", "de la Cruz", "de Vries", "Muller", "Müller", "Öberg", "Obrien", "O'Brien", "Zoë",
    ]  # fmt: skip
    # Given names decide before an apostrophe does.
    assert PersonName("O'Brien", "Adam").sort_key() < PersonName("Obrien", "Zoe").sort_key()


def test_a_name_with_a_reading_alone_stands_in_an_english_list_as_it_is_spelled():
    yajima = PersonName(native_family="矢島", native_given="純", reading_family="やじま", reading_given="じゅん")
    assert yajima.strip_key("en") == "Y"
    assert PersonName("Xu").sort_key() < yajima.sort_key() < PersonName("Yamada").sort_key()


def test_a_name_in_kana_is_its_own_reading():
    johnson = PersonName("Johnson", "Ann", "ジョンソン", "アン")
    assert johnson.strip_key("ja") == "さ"
    assert PersonName(native_family="矢島").strip_key("ja") == "#"


def test_titles_stand_by_words_and_the_value_of_their_numbers():
    ordered = ["2nd Air Wing", "11th Air Wing", "Air Staff", "Airborne Division", "J5 Plans", "J35 Future Ops"]  # fmt: skip
    assert sorted(ordered, key=title_key) == ordered
    assert title_key("第２航空団") < title_key("第11航空団")
    keys = [title_key(title) for title in ("はと隊", "ばと隊", "はな隊")]
    assert all(one < next_ for one, next_ in pairwise(keys))


@given(st.text(max_size=20))
def test_keys_of_any_text_hold_no_separator_of_columns(text):
    assert "\t" not in kana_key(text) + latin_key(text)
