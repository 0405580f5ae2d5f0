"""Notes on paper: styled words, lists and tables of a note's source print in both languages, and plain text prints as it did."""

import io
import re
from contextlib import closing
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from liaison_desk.briefings.document import Items, Paragraph, PortionText
from liaison_desk.briefings.records import PacketLanguage, PacketRequest
from liaison_desk.briefings.render import faces
from liaison_desk.briefings.render.faces import BOLD, REGULAR
from liaison_desk.briefings.render.kinsoku import NO_END, NO_START
from liaison_desk.briefings.render.notes import set_notes
from liaison_desk.briefings.render.setting import wrap
from liaison_desk.briefings.render.strips import LATIN
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.briefings.walking import portions_of
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.notetext import plain, show
from liaison_desk.foundation.core.styled import Phrase, Style, TextTable, words_of
from liaison_desk.meetings.records import Meeting, Portion, PortionKind
from tests.briefings.desks import OPEN, WEEK, weekly_desk
from tests.briefings.documents import document, line, said, source
from tests.briefings.test_render import pages, printed, squeezed
from tests.cost import processor_seconds
from tests.domain.notetext.test_reading import TEXTS


def noted(*texts, **more):
    shown = tuple(map(show, texts))
    return line(PortionText(tuple(map(plain, texts)), OPEN, (source(),), shown=shown, **more))


def paper(*texts, **more):
    return document(Items(tuple(noted(text) for text in texts)), **more)


def fonts_of(made):
    """Return the words of a document by the font they are printed in."""
    found = {}

    def visit(text, _cm, _tm, font, _size):
        name = str((font or {}).get("/BaseFont", ""))
        found[name] = found.get(name, "") + text

    for page in PdfReader(io.BytesIO(printed(made).pdf)).pages:
        page.extract_text(visitor_text=visit)
    bold = "".join(text for name, text in found.items() if "Bold" in name)
    return bold, "".join(text for name, text in found.items() if "Bold" not in name)


def test_strong_words_are_bold_and_no_mark_is_printed():
    made = paper("Annex **B is released** in _draft_ ~~today~~ `now`.", "これは**「重要」**です")
    bold, regular = fonts_of(made)
    assert "B is released" in bold
    assert "「重要」" in bold
    assert "draft" in regular
    assert "AnnexBisreleasedindrafttodaynow." in squeezed(made)
    assert not set("*_~`") & set(squeezed(made))


def test_emphasis_is_underlined_strike_struck_and_code_tinted():
    plainly = len(printed(document(Paragraph(line(said("a b c"))))).pdf)
    for text in ("a *b* c", "a ~~b~~ c", "a `b` c"):
        assert len(printed(document(Paragraph(noted(text)))).pdf) > plainly


def test_markup_in_a_note_stays_text():
    typed = "<b>bold</b> &amp; <img src='x'/> <font color=red>{n}</font>"
    assert re.sub(r"\s+", "", typed) in squeezed(paper(f"**{typed}**"))


def test_lists_stand_line_by_line_behind_their_markers():
    text = "\n".join(pages(paper("Points:\n- one **1**\n  - deeper\n2. two\n１．三")))
    lines = [re.sub(r"\s+", "", one) for one in text.splitlines()]
    assert [one for one in lines if one in {"•one1", "•deeper", "2.two", "1．三", "１．三"}][:3] == ["•one1", "•deeper", "2.two"]  # fmt: skip


@pytest.mark.parametrize("block", [lambda one: Items((one,)), Paragraph])
def test_the_items_of_a_note_that_is_a_list_each_stand_behind_the_mark(block):
    text = "\n".join(pages(document(block(noted("- one picture\n  - deeper\n- early **decisions**")))))
    lines = [re.sub(r"\s+", "", one) for one in text.splitlines()]
    assert "•(U)onepicture" in lines
    assert "•deeper" in lines
    assert "•(U)earlydecisions" in lines
    assert "•(U)" not in lines
    assert "(U)" not in lines


def test_a_numbered_paragraph_that_is_a_list_keeps_its_number():
    made = document(Items((noted("- one\n- two"), line(said("three"))), numbered=True))
    told = re.sub(r"\s+", "", "".join(pages(made)))
    assert "1.(U)•one•two2.(U)three" in told


def test_a_speaker_follows_the_last_line_and_stands_below_a_table():
    spoken = said("Col Hartwell", before="— ")
    piece = noted("- **one**").pieces[0]
    assert words_of(line(piece, spoken).shown(0)[-1].phrases) == "one — Col Hartwell"
    table = noted("|a|\n|-|\n|b|").pieces[0]
    told = line(table, spoken).shown(0)
    assert isinstance(told[0], TextTable)
    assert words_of(told[1].phrases) == "— Col Hartwell"


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("en", "ja")])
def test_a_long_table_repeats_its_head_and_loses_no_row(languages):
    rows = "\n".join(f"| {number} | row{number:03d} **done** |" for number in range(150))
    found = pages(paper(f"| No. | Heading |\n|---|---|\n{rows}", languages=languages))
    assert len(found) > 2
    assert all("Heading" in page for page in found)
    read = re.findall(r"row\d{3}", "".join(found))
    assert list(dict.fromkeys(read)) == [f"row{number:03d}" for number in range(150)]
    assert len(read) == 150 * len(languages)


@pytest.mark.parametrize("languages", [("en",), ("en", "ja")])
def test_a_table_of_200_columns_becomes_headings_and_values(languages):
    count = range(200)
    text = "|" + "|".join(f"h{n}" for n in count) + "|\n" + "|-" * 200 + "|\n|" + "|".join(f"v{n}" for n in count) + "|"
    told = squeezed(paper(text, languages=languages))
    assert all(f"h{number}:v{number}" in told for number in count)


def test_a_cell_without_an_end_is_cut_and_goes_on_over_pages():
    words = " ".join(f"word{number:04d}" for number in range(1500))
    told = " ".join(pages(paper(f"| a | b |\n|---|---|\n| x | {words} **end** |")))
    assert re.findall(r"word\d{4}", told) == words.split()


def test_columns_of_a_table_stand_as_asked():
    text = "| left | right |\n|:---|---:|\n| a | b |\n| long words here | longer words there |"
    lines = set_notes(typesetter(), (), show(text), 0.0, 400.0, LATIN)
    places = {ink.text: ink.x for one in lines for ink in one.inks}
    assert places["a"] == places["left"] == places["long words here"]
    assert places["b"] > places["right"] > places["longer words there"]


def typesetter():
    return Typesetter(None, None, faces.face(REGULAR), faces.face(BOLD), 400.0, 600.0)


@given(st.lists(st.text("ab 「」。、（）ーっ字-", max_size=8), min_size=1, max_size=8), st.integers(20, 200))
def test_styled_words_break_where_plain_ones_do(parts, width):
    text = "".join(parts).rstrip(" ")
    phrases = tuple(map(Phrase, parts))
    lines = ["".join(cut.words for cut in one).rstrip(" ") for one in wrap(typesetter(), phrases, 10.0, width)]
    assert [one for one in lines if one] == [one.rstrip(" ") for one in typesetter().regular.wrap(text, 10.0, width) if one.strip()] or not text.strip()  # fmt: skip


@given(st.lists(st.tuples(st.text("字「」。、（）ーっ", min_size=1, max_size=6), st.sampled_from([Style.PLAIN, Style.STRONG])), min_size=1, max_size=8))  # fmt: skip
def test_no_line_of_bold_and_plain_begins_or_ends_against_the_rules(parts):
    text = "".join(words for words, _ in parts)
    lines = wrap(typesetter(), tuple(Phrase(words, style) for words, style in parts), 10.0, 120.0)
    assert "".join(cut.words for one in lines for cut in one) == text
    for before, after in pairwise(lines):
        end, start = before[-1].words[-1], after[0].words[0]
        forced = len("".join(cut.words for cut in before)) >= 10  # a line full of what may not be parted is cut
        assert (start not in NO_START and end not in NO_END) or forced


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from([("en",), ("en", "ja")]))
def test_every_letter_of_any_note_is_printed(text, languages):
    told = squeezed(paper(text, languages=languages))
    for letter in "字é":
        assert told.count(letter) >= plain(text).count(letter) * len(languages)


def test_a_megabyte_of_a_note_is_printed_in_linear_time():
    with processor_seconds(60):
        printed(document(Paragraph(noted("**word** and *more* " * 10_000))))


def saved(folder, text, kind=PortionKind.DECISION):
    desk = weekly_desk(folder)
    day = {"start": datetime(2026, 11, 26, 9), "end": datetime(2026, 11, 26, 10), "zone": "America/Denver"}
    notes = (Portion(uid="n-0", kind=kind, marking=OPEN, text=text),)
    desk.meetings.save(Meeting(title=Bilingual("Office call"), marking=OPEN, portions=notes, **day))
    return closing(desk)


def portion_of(desk):
    built = desk.briefings.build(PacketRequest(language=PacketLanguage.BOTH, since=WEEK[0], until=WEEK[1]))
    return next(one for one in portions_of(built) if one.uid == "n-0")


def test_plain_text_goes_to_paper_as_it_did(tmp_path):
    text = Bilingual("  Keep <one> calendar & share it.\n\n2*3*4 v2_final_x #SSA -1 ", "本日の\n議題#1")
    with saved(tmp_path, text) as desk:
        portion = portion_of(desk)
        assert portion.shown == ()
        assert portion.text == (text.host, text.home)


@pytest.mark.parametrize("kind", [PortionKind.DECISION, PortionKind.INSIGHT])
def test_a_note_of_a_meeting_goes_to_paper_with_its_marks(tmp_path, kind):
    text = Bilingual("We **agree** on:\n- one\n- two", "**合意**した。", home_state=Wording.STALE)
    with saved(tmp_path, text, kind) as desk:
        portion = portion_of(desk)
        assert portion.text[0] == "We agree on:\n- one\n- two"
        assert portion.shown[1][0].phrases[0] == Phrase("合意", Style.STRONG)
        assert words_of(portion.shown[1][0].phrases) == "合意した。 ［訳文は旧版］"
        request = PacketRequest(language=PacketLanguage.BOTH, since=WEEK[0], until=WEEK[1])
        told = PdfReader(io.BytesIO(desk.briefings.compose(request).pdf))
        words = re.sub(r"\s+", "", "".join(page.extract_text() for page in told.pages))
        assert "Weagreeon:" in words
        assert "合意した。" in words
        assert "**" not in words
