"""Line breaking: nothing lost, nothing wider than its column, and no line begun or ended as a compositor never would."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from liaison_desk.briefings.render import faces
from liaison_desk.briefings.render.cleaning import MISSING
from liaison_desk.briefings.render.faces import BOLD, REGULAR
from liaison_desk.briefings.render.kinsoku import NO_END, NO_START

FACE = faces.face(REGULAR)
SENTENCE = (
    "日本側の準備は概ね完了（席数を除く）。「附属書B」の開示判断は11月30日が期限で、ヴァージョン2をチャットで送る。"
)
ANY_TEXT = st.text(max_size=300) | st.text("あいう漢字、。（）「」ーっ abc-/\n\u3000", max_size=300)


def wrap(text, width, size=10.0, first=0.0):
    return FACE.wrap(FACE.clean(text), size, width, first)


@pytest.mark.parametrize("width", range(40, 300, 7))
def test_japanese_never_begins_a_line_with_a_stop_nor_ends_it_with_an_opening_bracket(width):
    for line in wrap(SENTENCE, width)[1:]:
        assert line[0] not in NO_START
    for line in wrap(SENTENCE, width)[:-1]:
        assert line[-1] not in NO_END


def test_latin_words_stay_whole():
    text = "The disclosure decision on annex B is needed by 30 November."
    assert " ".join(wrap(text, 90)).split() == text.split()


def test_a_word_may_break_after_a_hyphen_but_a_date_and_a_time_never():
    assert wrap("bilateral-arrangement", 78) == ["bilateral-", "arrangement"]
    assert all("2026-11-24" in line or "on" in line for line in wrap("on 2026-11-24", 72))


def test_a_word_longer_than_a_line_is_cut_without_loss():
    lines = wrap("x" * 200, 80)
    assert "".join(lines) == "x" * 200
    assert len(lines) > 1


def test_line_breaks_of_the_writer_stay():
    assert wrap("one\r\ntwo\n\nfour", 500) == ["one", "two", "", "four"]


def test_the_first_line_leaves_room_for_its_label():
    assert wrap(" aaaa bbbb", 60, first=50.0) == ["", "aaaa bbbb"]
    assert wrap("aaaa bbbb", 60, first=30.0)[0] == "aaaa"


def test_what_no_font_has_is_a_turned_type_and_what_is_invisible_is_nothing():
    assert FACE.clean("각\u200b") == MISSING
    assert FACE.clean("⼈と㎏") == "人と㎏"


@given(ANY_TEXT, st.floats(20, 400), st.floats(0, 30))
def test_any_text_fits_its_width_and_keeps_every_character(text, width, first):
    clean = FACE.clean(text)
    lines = FACE.wrap(clean, 10.0, width, first)
    kept = "".join(lines)
    squeeze = str.maketrans("", "", " \u3000\n")
    assert kept.translate(squeeze) == clean.translate(squeeze)
    for number, line in enumerate(lines):
        room = width - (first if number == 0 else 0.0)
        assert len(line) <= 1 or FACE.width(line, 10.0) <= max(room, 10.0) + 0.01


@given(ANY_TEXT)
def test_whatever_is_typed_both_fonts_have_what_is_left_and_no_kangxi_radical_is(text):
    for name in (REGULAR, BOLD):
        clean = faces.face(name).clean(text)
        glyphs = pdfmetrics.getFont(name).face.charToGlyph
        assert all(ord(char) in glyphs for char in clean if char != "\n")
        assert not any("\u2f00" <= char <= "\u2fdf" for char in clean)


def test_a_name_with_accents_the_font_lacks_keeps_its_letters():
    assert FACE.clean("Nguyễn Thị") == "Nguyên Thi"


@pytest.mark.parametrize(
    "words",
    [
        "期間は2026年11月23日から2026年11月29日まで",
        "参加者は第15章の24名と１２件",
        "会場は214号室、開始は9時30分",
        "出席者は2等空佐 石田 亮；3等海佐 水島 剛；1佐、2尉",
    ],
)
def test_a_number_stays_with_what_it_counts(words):
    for width in range(60, 200, 3):
        for line, following in pairwise(wrap(words, width)):
            assert not (line[-1].isdecimal() and following[0] in "年月日時分名件号章等佐尉"), (width, line, following)


def test_a_name_in_ideographs_stays_together():
    for width in range(60, 200, 3):
        lines = wrap("UENO Takumi 上野 匠, Joint Staff; KANBARA Masahito 神原 正人", width)
        assert [name for name in ("上野 匠", "神原 正人") if any(name in line for line in lines)] == [
            "上野 匠",
            "神原 正人",
        ]
    assert wrap("航空幕僚監部 調査団", 70) == ["航空幕僚監部", "調査団"]


@pytest.mark.parametrize(
    "words", ["Annex B is released. — Ingrid C. Nakai", "席数を討議した。 — 石田 亮", "Agreed — or not"]
)
def test_a_dash_goes_to_the_next_line_with_what_follows_it(words):
    for width in range(60, 240):
        lines = wrap(words, float(width))
        assert not any(line.endswith("—") for line in lines), (width, lines)
        assert " ".join(lines).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("Air Staff survey team, 18 Nov", "18 Nov"),
        ("From 1 October to 31 December 2026", "31 December"),
        ("THORNQUIST Owen C.", "Owen C."),
        ("対象期間は2026年11月29日まで", "11月29日"),
        ("運用幕僚、宇宙作戦群、2026年8月15日〜現在", "8月15日"),
        ("2026年11月1日–2028年10月29日 × 105", "× 105"),
        ("Chief KUROSAKI 黒﨑 大輔", "黒﨑 大輔"),
    ],
)
def test_a_date_and_an_initial_stay_whole(words, whole):
    for width in range(75, 240):
        lines = wrap(words, float(width))
        assert any(whole in line for line in lines), (width, lines)


def test_an_address_is_cut_before_its_domain_or_else_behind_a_stop():
    assert wrap("mizushima.tsuyoshi.43@example.jp", 130.0) == ["mizushima.tsuyoshi.43", "@example.jp"]
    assert wrap("mizushima.tsuyoshi.43@example.jp", 100.0) == ["mizushima.", "tsuyoshi.43", "@example.jp"]


def test_what_had_better_stay_whole_is_parted_before_a_word_is():
    assert wrap("Maximilian O.", 62.0) == ["Maximilian", "O."]
    assert wrap("— Maximilian", 62.0) == ["—", "Maximilian"]
    assert wrap("宇宙作戦群、2026年8月15日", 100.0) == ["宇宙作戦群、", "2026年8月15日"]
    assert wrap("宇宙作戦群、2026年8月15日", 70.0) == ["宇宙作戦群、", "2026年", "8月15日"]


def test_the_fonts_are_read_without_a_search_for_others(monkeypatch):
    monkeypatch.setattr(pdfmetrics, "_fonts", {})
    monkeypatch.setattr(pdfmetrics, "bruteForceSearchForAFM", lambda name: pytest.fail(f"searched for {name}"))
    assert faces.face(BOLD).width("席", 10.0) == 10.0
