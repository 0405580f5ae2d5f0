"""What the search index sees: folding, tokens, queries, and names however they are spelled."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.text import LONGEST_WORD, MOST_TERMS, Term, fold, query_tokens, romaji_key, tokens
from tests.cost import calls


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Exercise", "exercise"),
        ("ＰＬ２７", "pl27"),
        ("ﾔﾏﾀﾞ", "やまだ"),
        ("ヤマダ", "やまだ"),
        ("①", "1"),
        ("㈱", "(株)"),
        ("⽇⽶", "日米"),
        ("〜～", "~~"),
        ("サーバー", "さーばー"),
        ("Tarō Élodie Straße Łódź", "taro elodie strasse lodz"),
        ("が", "が"),
        ("ヴ", "ゔ"),
    ],
)
def test_spellings_that_look_alike_fold_alike(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PL27演習場", ["pl27", "演習", "習場", "場"]),
        ("演習", ["演習", "習"]),
        ("演", ["演"]),
        ("日米 共同", ["日米", "米", "共同", "同"]),
        ("foo-bar, C2!", ["foo", "bar", "c2"]),
        ("航空・宇宙", ["航空", "空", "宇宙", "宙"]),
        ("佐々木", ["佐々", "々木", "木"]),
        ("한국어", ["한국", "국어", "어"]),
        ("", []),
        ("…", []),
    ],
)
def test_words_stay_whole_and_japanese_is_cut_in_pairs(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("演習", [Term(("演習",))]),
        ("演習場", [Term(("演習", "習場"))]),
        ("場", [Term(("場",), prefix=True)]),
        ("exerc", [Term(("exerc",), prefix=True)]),
        ("exercise plan", [Term(("exercise",)), Term(("plan",), prefix=True)]),
        ("exercise ", [Term(("exercise",))]),
        ('"joint exercise"', [Term(("joint", "exercise"))]),
        ("foo-bar", [Term(("foo", "bar"), prefix=True)]),
        ("PL27演習", [Term(("pl27", "演習"))]),
        ("PL27演", [Term(("pl27", "演"), prefix=True)]),
        ("演習PL", [Term(("演習", "習", "pl"), prefix=True)]),
        ("会議 ﾔﾏﾀﾞ", [Term(("会議",)), Term(("やま", "まだ"))]),
        ("AND", [Term(("and",), prefix=True)]),
        ('"', []),
        ("* ( ) :", []),
    ],
)
def test_a_search_becomes_terms_and_has_no_operators(typed, terms):
    assert list(query_tokens(typed)) == terms


def found(query, text):
    """Tell whether an index of adjacent tokens would find a query in a text."""
    index = tokens(text)

    def stands_at(term, place):
        window = index[place : place + len(term.tokens)]
        if len(window) < len(term.tokens):
            return False
        *first, last = zip(term.tokens, window, strict=True)
        begins = last[1].startswith(last[0]) if term.prefix else last[1] == last[0]
        return begins and all(wanted == there for wanted, there in first)

    return all(any(stands_at(term, place) for place in range(len(index))) for term in query_tokens(query))


@given(st.text("日米共同演習場の計画ヤマPL27 ab", min_size=1, max_size=30), st.data())
def test_whatever_stands_in_a_text_is_found_by_typing_it(text, data):
    words = text.split()
    if words:
        word = data.draw(st.sampled_from(words))
        assert found(word, text)


@given(st.text("日米共同演習場", min_size=3, max_size=20), st.data())
def test_any_piece_of_japanese_is_found(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert found(text[start:end], text)


@given(st.text(st.sampled_from("aB =<I\u0301\u0307\u0338éßİがカ\u3099ﾞー\u1112\u1161邊Ａ")))
def test_letters_fold_with_the_accents_behind_them_wherever_a_text_turns_from_ascii(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)


@given(st.text())
def test_folding_settles_at_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_any_text_has_tokens_without_blanks(text):
    assert all(token and not token.isspace() and len(token) <= LONGEST_WORD for token in tokens(text))
    assert len(query_tokens(text)) <= MOST_TERMS


def test_a_very_long_word_and_a_very_long_query_are_cut():
    assert tokens("a" * 10_000) == ["a" * LONGEST_WORD]
    assert len(query_tokens("a " * 10_000)) == MOST_TERMS


@pytest.mark.parametrize(
    "spellings",
    [
        "yajima yazima yadzima Yajima やじま ヤジマ ﾔｼﾞﾏ",
        "ohno oono ono Ōno Ôno おおの オオノ",
        "tarou taro tarō taroh たろう たろー",
        "shinichi shin'ichi sinichi siniti しんいち",
        "honma homma ほんま",
        "namba nanba なんば",
        "tsuji tuji tuzi つじ",
        "fujii huzii fuji ふじい",
        "chatani tyatani ちゃたに",
        "hotchi hocchi hotti ほっち",
        "jun zyun jyun じゅん",
        "satoh sato satou さとう",
        "inoue いのうえ イノウエ",
        "yuuki yuki yūki yuhki ゆうき",
        "kyoko kyouko kyohko きょうこ",
        "kanno kan'no かんの",
        "ryohei ryouhei りょうへい",
        "tizuko chizuko ちづこ",
    ],
)
def test_a_name_is_the_same_however_it_is_spelled(spellings):
    assert len({romaji_key(spelling) for spelling in spellings.split()}) == 1


def test_different_names_stay_different():
    names = [
        "やじま",
        "やまじ",
        "おの",
        "おだ",
        "さとう",
        "さいとう",
        "たなか",
        "なかた",
        "いとう",
        "かとう",
        "ごとう",
        "むとう",
    ]
    assert len({romaji_key(name) for name in names}) == len(names)


def test_kanji_have_no_key_and_words_stay_apart():
    assert romaji_key("大野") == ""
    assert romaji_key("Yajima  Masahito") == "yazima masahito"


@given(st.text() | st.text("aiueoshtncjyzdfkmbpr'-hw ", max_size=30))
def test_a_key_of_a_key_is_the_key(text):
    key = romaji_key(text)
    assert key.isascii()
    assert romaji_key(key) == key


def test_a_large_import_is_cut_with_less_than_a_call_a_character():
    """Cutting by whole runs is what makes an import quick: 4.7 megabytes a second on the slowest machine we know."""
    text = "米宇宙軍との調整会議において、演習の計画を確認した。PL27 exercise planning " * 400
    assert 0 < calls(lambda: tokens(text)) < len(text)
