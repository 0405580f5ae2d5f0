"""The finished PDF, read back as text: every released word as typed, no withheld one, page furniture on every page."""

import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from liaison_desk.briefings.document import (
    Bluf,
    Column,
    Contents,
    Group,
    Items,
    Line,
    Paragraph,
    PortionText,
    Row,
    Table,
    Words,
)
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import render_pdf
from liaison_desk.briefings.walking import portions_of
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.errors import CancelledError
from tests.briefings.clean_pages import texts
from tests.briefings.documents import (
    AUDIENCES,
    BOTH,
    HOME_ONLY,
    OPEN,
    RULES,
    USA_JPN,
    document,
    documents,
    furniture,
    line,
    said,
    source,
)

JAPANESE = "日本側の準備は概ね完了。見積は長官の高官と音声で、食糧・金額・骨子・立入・文書を確認する（25日0600I）。"


def printed(made, audience=USA_JPN):
    return render_pdf(release(made, audience, RULES)[0])


def pages(made, audience=USA_JPN):
    return texts(printed(made, audience).pdf)


def squeezed(made, audience=USA_JPN):
    return re.sub(r"\s+", "", "".join(pages(made, audience)))


def long_table(count):
    columns = (Column(("Due",)), Column(("Action",), 1))
    rows = (Row((line(said(f"{n:02d} Nov")), line(said(f"Task number {n} to be done"))), lead=1) for n in range(count))
    return Table(columns, tuple(rows))


def test_text_prints_as_typed_and_is_never_markup():
    typed = "<b>Cmdr</b> <J6> & staff <img src='http://x/y.png'> &lt; {n} \\ (U) %s AT&T"
    assert re.sub(r"\s+", "", typed) in squeezed(document(Paragraph(line(said(typed)))))


def test_japanese_comes_back_without_kangxi_radicals():
    text = squeezed(document(Paragraph(line(said(JAPANESE)))))
    assert JAPANESE in text
    assert not [char for char in text if "\u2f00" <= char <= "\u2fdf"]


def test_names_keep_their_own_form_of_a_character():
    assert "髙橋﨑一" in squeezed(document(Paragraph(line(said("髙橋 﨑一")))))


def test_a_decomposed_kana_is_composed():
    assert "が" in squeezed(document(Paragraph(line(said("か\u3099")))))


def test_a_character_no_font_has_prints_as_a_turned_type():
    assert "名前〓です" in squeezed(document(Paragraph(line(said("名前각です")))))


def test_control_characters_and_invisible_directions_vanish():
    assert "abcdef" in squeezed(document(Paragraph(line(said("ab\x00c\u202ed\u200be\u2066f")))))


def test_every_page_has_the_banner_twice_the_head_and_the_page_of_pages():
    found = pages(document(long_table(120)))
    assert len(found) > 2
    for number, text in enumerate(found, 1):
        assert text.count("UNCLASSIFIED") == 2
        assert f"Page {number} of {len(found)}" in text
        assert "Compiled for USA, JPN" in text
        assert "As of 241641Z NOV 26" in text


def test_the_banner_carries_the_release_list_of_what_went_in():
    assert "UNCLASSIFIED//REL TO USA, JPN" in pages(document(Paragraph(line(said("Shared", BOTH)))))[0]


def test_cui_under_its_own_policy_has_a_plain_banner_and_a_block_to_fill_in_on_the_first_page():
    cui = Marking("USA", Level.CUI, frozenset({"USA", "JPN"}))
    rows = tuple(Paragraph(line(said(f"controlled {number}", cui))) for number in range(40))
    first, second = pages(document(*rows, policy="dod_cui"))
    assert first.splitlines().count("CUI") == 2
    assert "Controlled by:" in first
    assert "Controlled by:" not in second


def test_every_portion_has_its_mark_in_front():
    text = squeezed(
        document(
            Bluf(line(said("Bottom line", BOTH), label=("BLUF.",))),
            Group(line(said("Meeting title")), (Items((line(said("First")),), numbered=True),)),
        )
    )
    assert "(U//RELTOUSA,JPN)BLUF.Bottomline" in text
    assert "(U)Meetingtitle" in text
    assert "1.(U)First" in text


def test_the_header_of_a_table_repeats_on_every_page_and_no_row_is_lost():
    found = pages(document(long_table(120)))
    assert all("Action" in text for text in found)
    assert all(f"Task number {number} to be done" in "\n".join(found) for number in range(120))


def test_a_row_taller_than_a_page_goes_on_over_the_next():
    columns = (Column(("Due",)), Column(("Action",), 1))
    words = " ".join(f"word{number:04d}" for number in range(900))
    table = Table(columns, (Row((line(said("24 Nov")), line(said(words))), lead=1),))
    text = " ".join(pages(document(table)))
    assert re.findall(r"word\d{4}", text) == [f"word{number:04d}" for number in range(900)]


def test_a_heading_never_stands_alone_at_the_foot_of_a_page():
    for lines_before in range(36, 48):
        filler = tuple(Paragraph(line(said(f"filler {number}"))) for number in range(lines_before))
        group = Group(line(said("The heading")), (Paragraph(line(said("what follows it"))),))
        for text in pages(document(*filler, group)):
            assert ("The heading" in text) == ("what follows it" in text)


def apart(words, marking=OPEN):
    """Return a group that begins on a new page, with a line under its heading."""
    return Group(line(said(words, marking)), (Paragraph(line(said(f"about {words}"))),), apart=True)


def test_a_group_that_stands_apart_begins_a_new_page():
    first, second, third = pages(document(Paragraph(line(said("before"))), apart("one"), apart("two")))
    assert ("before" in first, "one" in first) == (True, False)
    assert ("about one" in second, "two" in second) == (True, False)
    assert "about two" in third


def test_the_heading_above_a_group_that_stands_apart_is_not_left_behind():
    before = Group(line(said("Working group")), (Paragraph(line(said("text"))),))
    made = document(before, Group(line(Words(("Annexes",))), (apart("one"), apart("two"))))
    first, second, third = pages(made)
    assert ("Working group" in first, "Annexes" in first) == (True, False)
    assert ("Annexes" in second, "about one" in second, "about two" in third) == (True, True, True)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_withheld_group_that_stands_apart_leaves_no_empty_page(place):
    groups = [apart("one"), apart("two")]
    made = printed(document(*groups))
    groups.insert(place, apart("hidden", HOME_ONLY))
    assert printed(document(*groups)).pdf == made.pdf
    assert made.pages == 2


def test_an_unbreakable_word_is_cut_and_stays_whole_in_the_text():
    word = "x" * 400
    assert word in squeezed(document(Paragraph(line(said(word)))))


def test_a_narrow_column_of_a_table_keeps_its_words_whole():
    """Side by side on Letter a column of names gets a tenth of the page: it takes what it wants from the wide ones."""
    columns = (Column(("Action",), 3), Column(("Waiting on",), 0.5), Column(("Owner",), 0.5), Column(("Note",), 3))
    cells = ("Send the annex", "Grant W. Pemberton", "J6 Command, Control", "W" * 200)
    made = document(Table(columns, (Row(tuple(line(said(cell)) for cell in cells)),)), paper="letter")
    words = "\n".join(pages(made)).split()
    assert {"Pemberton", "Command,", "Control"} <= set(words)
    assert "W" * 200 in squeezed(made)


def test_bookmarks_lead_to_every_heading():
    made = document(Group(line(said("Working group")), (Paragraph(line(said("text"))),)), heading="Meetings held")
    reader = PdfReader(io.BytesIO(printed(made).pdf))
    first, below = reader.outline
    assert first.title == "(U) Meetings held"
    assert [entry.title for entry in below] == ["(U) Working group"]


def test_contents_name_the_page_of_each_section():
    made = document(Contents(), Paragraph(line(said("text"))), heading="Far away")
    assert re.search(r"\(U\) Far away\s+1", pages(made)[0])


def test_metadata_tell_only_released_words():
    reader = PdfReader(io.BytesIO(printed(document(Paragraph(line(said("hidden", HOME_ONLY))))).pdf))
    assert dict(reader.metadata) == {
        "/Author": "Japan liaison office",
        "/CreationDate": "D:20261124164100Z",
        "/Creator": "Liaison Desk",
        "/Keywords": "",
        "/ModDate": "D:20261124164100Z",
        "/Producer": "Liaison Desk",
        "/Subject": "UNCLASSIFIED",
        "/Title": "Weekly activity report",
        "/Trapped": "/False",
    }
    assert reader.trailer["/Root"]["/Lang"] == "en"


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_both_papers(paper, size):
    box = PdfReader(io.BytesIO(printed(document(paper=paper)).pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_side_by_side_each_reader_finds_his_wording_and_what_is_missing_says_so():
    pair = PortionText(("The conference is ready.", "会議の準備は完了。"), OPEN, (source(),))
    single = PortionText(("Only in English.", ""), OPEN, (source(),))
    made = document(
        Paragraph(line(pair)),
        Paragraph(line(single)),
        languages=("en", "ja"),
        furniture=furniture(untranslated=("(not translated)", "（未訳）")),
    )
    text = squeezed(made)
    for words in ("Theconferenceisready.", "会議の準備は完了。", "OnlyinEnglish.", "（未訳）"):
        assert words in text
    assert "(nottranslated)" not in text


def test_a_draft_says_so_on_every_page():
    found = pages(document(long_table(60), furniture=furniture(draft="DRAFT")))
    assert all("DRAFT" in text for text in found)


def test_the_same_packet_is_the_same_file_to_the_byte():
    made = document(long_table(30), Paragraph(line(said(JAPANESE))))
    assert printed(made).pdf == printed(made).pdf


def test_the_work_can_be_stopped():
    def stop(done, _total):
        if done > 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        render_pdf(release(document(long_table(300)), USA_JPN, RULES)[0], stop)


def test_numbers_of_a_list_leave_no_gap_where_something_was_withheld():
    items = Items((line(said("first")), line(said("hidden", HOME_ONLY)), line(said("third"))), numbered=True)
    assert "2.(U)third" in squeezed(document(items))


@given(documents(), AUDIENCES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_no_withheld_word_is_in_the_file_and_every_released_one_is(made, audience):
    released, _ = release(made, audience, RULES)
    text = re.sub(r"\s+", "", "".join(texts(render_pdf(released).pdf)))
    left = {portion.text[0] for portion in portions_of(released.document)}
    everything = {portion.text[0] for portion in portions_of(made)}
    assert {word for word in everything if word in text} == left


@given(documents())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_adding_a_withheld_record_changes_no_byte(made):
    secret = source(99, Marking("JPN", audience=frozenset({"JPN"})))
    hidden = Group(line(said("Secret", HOME_ONLY, secret)), (Paragraph(line(said("open words", OPEN, secret))),))
    _, notes = made.sections
    more = document(*notes.blocks[:1], hidden, *notes.blocks[1:])
    assert printed(more).pdf == printed(made).pdf


def test_fixed_words_carry_the_mark_of_plain_unclassified():
    assert "(U)Nothingtoreport." in squeezed(document())


def test_a_line_of_words_alone_needs_no_portion():
    assert "(U)Fixed" in squeezed(document(Paragraph(Line((Words(("Fixed",)),))), empty=()))
