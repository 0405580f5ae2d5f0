"""Japanese lines end evenly, nothing is torn apart for it, and whoever reads the text finds it as it was typed."""

import subprocess
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from liaison_desk.briefings.document import Bluf, Column, Items, Paragraph, PortionText, Row, Table
from liaison_desk.briefings.render.faces import REGULAR, face
from liaison_desk.briefings.render.kinsoku import MOST, NO_END, NO_START, stretches
from liaison_desk.briefings.render.pages import SHEETS
from liaison_desk.domain.notetext import show
from tests.briefings.clean_pages import assert_clean_pages, seen
from tests.briefings.documents import OPEN, document, line, said, source
from tests.briefings.test_render import printed

FACE = face(REGULAR)
RIGHT = SHEETS["a4"].width - SHEETS["a4"].side
PLAIN = (
    "日本側の準備は概ね完了した。参加者十一名のうち二名が未定であり、本日までに報告を要する。附属書の開示判断は月末が期限で、"
    "遅れた場合は「状況付与」を検討できない。ヴァージョンの更新はチャットで通知し、会議の後に改めて確認する。"
)
MIXED = (
    "MPC参加者11名のうち2名が未定であり、本日1400T（25日0600I）までに報告を要する。Combined Space Operations Centerとの調整は"
    "了し、通信は――VTCを含め――再検討中……。距離1,250 kmと帯域30 MHzを前提とし、「GLOBAL SENTINEL」の終了後に見直す。"
)
TEXTS = st.text("あいうっー漢字会議、。（）「」『』・ABCdef012.,%― …\u3000", min_size=1, max_size=200)


def strings(made):
    return [one for sight in seen(printed(made).pdf) for one in sight.strings]


def ends(made, words):
    """Return where each line that is a part of some words ends on paper, by its baseline, from the top."""
    found: dict[float, float] = {}
    for one in strings(made):
        if one.words.strip() and one.words.strip("(U) ") in words:
            found[one.baseline] = max(found.get(one.baseline, 0.0), one.right)
    return [found[baseline] for baseline in sorted(found, reverse=True)]


@pytest.mark.parametrize("words", [PLAIN, MIXED])
@pytest.mark.parametrize("kind", ["paragraph", "item", "bluf", "note"])
def test_the_lines_of_a_japanese_paragraph_end_at_the_margin_but_the_last(words, kind):
    portion = said(words)
    styled = PortionText((words,), OPEN, (source(),), shown=(show(f"**{words[:4]}**{words[4:]}"),))
    block = {
        "paragraph": Paragraph(line(portion)),
        "item": Items((line(portion),), numbered=True),
        "bluf": Bluf(line(portion)),
        "note": Paragraph(line(styled)),
    }[kind]
    made = document(block, languages=("ja",))
    *full, last = ends(made, words)
    assert len(full) >= 2
    # The blank of a stop at the end may hang beyond it.
    assert all(RIGHT - 0.6 <= end <= RIGHT + 3.6 for end in full)
    assert last < RIGHT - 1
    assert_clean_pages(printed(made).pdf)


def test_english_and_the_cells_of_tables_stay_ragged():
    english = (
        "The disclosure decision on annex B is needed by 30 November, or the session loses its Japanese injects. " * 3
    )
    assert {spread for _, spread in FACE.even(english, 10.5, 480.0)} == {0.0}
    cell = Table((Column(("件名",), 1), Column(("担当",), 1)), (Row((line(said(PLAIN)), line(said("連絡官")))),))
    edges = ends(document(cell, languages=("ja",)), PLAIN)[:-1]
    assert len({round(edge, 1) for edge in edges}) > 1


def test_a_line_that_would_be_torn_apart_stays_ragged():
    words = f"会議を行う{'Q' * 20}会議を行う"
    (first, spread), *_ = FACE.even(words, 10.0, 200.0)
    assert first == "会議を行う"
    assert spread == 0.0


def test_stops_end_a_line_on_the_room_of_their_ink():
    words = "漢" * 10 + "。" + "漢" * 10
    (first, _), *_ = FACE.even(words, 10.0, 104.0)
    assert first == "漢" * 10 + "。"
    (first, _), *_ = FACE.even(words, 10.0, 102.0)
    assert first == "漢" * 9


@pytest.mark.parametrize("width", range(60, 330, 13))
def test_what_belongs_together_is_on_one_line(width):
    whole = ("1,250 km", "30 MHz", "――", "……", "0600I", "VTC")
    lines = [words for words, _ in FACE.even(MIXED, 10.0, width)]
    for part in whole:
        assert sum(words.count(part) for words in lines) == MIXED.count(part)
    assert not [words for words in lines[1:] if words[0] in NO_START]
    assert not [words for words in lines[:-1] if words[-1] in NO_END]


@given(TEXTS, st.floats(40, 480))
def test_no_line_is_wider_than_its_column_nor_stretched_beyond_the_cap(words, width):
    for words_of_line, spread in FACE.even(FACE.clean(words), 10.0, width):
        assert 0.0 <= spread <= MOST * 10.0 + 1e-6
        bounds = stretches(words_of_line, spread) if spread else []
        begun, room = 0, 0.0
        for end, gap in bounds:
            room += gap * (min(end, len(words_of_line) - 1) - begun) if end > begun else 0.0
            begun = max(begun, min(end, len(words_of_line) - 1))
        if spread:
            assert FACE.width(words_of_line, 10.0) + room == pytest.approx(width, abs=3.1)


@given(TEXTS)
def test_nothing_goes_into_a_word_or_number_nor_before_a_stop(words):
    words = FACE.clean(words) or "字"
    gap = [0.0] * len(words)
    begun = 0
    for end, room in stretches(words, 1.0):
        gap[begun:end] = [room] * (end - begun)
        begun = end
    assert begun == len(words)
    for (before, after), room in zip(pairwise(words), gap, strict=False):
        latin = before.isascii() and after.isascii() and not before.isspace() and not after.isspace()
        stop = after in "、。）」』" and not before.isspace()
        if latin or stop or before in "（「『" or before == after == "―":
            assert room == 0.0
        elif "あ" <= before <= "う" and "あ" <= after <= "う":
            assert room == 1.0


def test_readers_of_the_text_find_every_line_as_it_was_set(tmp_path):
    texts = (PLAIN, MIXED, MIXED * 2, "調整先はCombined Space Operations CenterおよびJoint Staffである。" * 3)
    made = document(*(Paragraph(line(said(words))) for words in texts), languages=("ja",))
    file = tmp_path / "lines.pdf"
    file.write_bytes(printed(made).pdf)
    width = SHEETS["a4"].text_width
    lines = [words for text in texts for words, _ in FACE.even(f"(U) {text}", 10.0, width)]
    told = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout.splitlines()
    read = [one for page in PdfReader(file).pages for one in page.extract_text().splitlines()]
    told, read = ([one.rstrip() for one in some] for some in (told, read))
    for words in lines:
        assert words in told
        assert words in read


def test_a_line_before_who_said_it_is_not_torn_apart():
    words = "日本側は一名の代表の下、一つの代表団として参加することを確認した。"
    for width in range(240, 420, 5):
        for text, gap in FACE.even(f"{words} — 石田 亮", 10.0, float(width)):
            assert not (gap and text.endswith("た。")), width
