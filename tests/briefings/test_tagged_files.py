"""What is read to those who do not see a packet: every released word once, in its order, as what it is; nothing else."""

import io
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image
from pypdf import PdfReader

from liaison_desk.briefings.document import (
    Band,
    Bluf,
    Card,
    Cards,
    Column,
    Contents,
    DayGrid,
    Document,
    Group,
    Items,
    KeyValue,
    KeyValues,
    Line,
    Paragraph,
    Photo,
    PortionText,
    Row,
    Section,
    Table,
    Words,
)
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import render_pdf
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.notetext import show
from tests.briefings.documents import (
    AS_OF,
    OPEN,
    RULES,
    USA_JPN,
    document,
    documents,
    entry,
    furniture,
    gridded,
    line,
    said,
    source,
)
from tests.briefings.reading import Reading

COLUMNS = (Column(("Due",)), Column(("Action",), 2), Column(("Owner",), 1))


def pdf(made, audience=USA_JPN):
    return render_pdf(release(made, audience, RULES)[0]).pdf


def read(*blocks, **more):
    made = blocks[0] if blocks and isinstance(blocks[0], Document) else document(*blocks, **more)
    reading = Reading(pdf(made))
    reading.assert_whole()
    return reading


def body(*blocks, **more):
    """Return what is read of a section, without its heading."""
    *_, section = read(*blocks, **more).whole.kids
    heading, *rest = section.kids
    assert heading.kind == "H2"
    return rest


def row(*cells):
    return Row(tuple(line(said(cell)) for cell in cells), lead=1)


def picture():
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "JPEG")
    return made.getvalue()


def test_headings_are_headings_by_their_depth_below_the_title():
    inner = Group(line(said("Inner")), (Paragraph(line(said("text"))),))
    whole = read(Group(line(said("Outer")), (inner,)), heading="Notes").whole
    assert [(one.kind, one.text) for one in whole.all() if one.kind.startswith("H")] == [
        ("H1", "(U) Weekly activity report"),
        ("H2", "(U) Notes"),
        ("H3", "(U) Outer"),
        ("H4", "(U) Inner"),
    ]


def test_without_a_title_sections_are_the_highest():
    section = Section("a", line(said("Only")), (Group(line(said("Inner")), (Paragraph(line(said("text"))),)),))
    whole = read(Document(furniture(), (section,), ("en",), "JPN", AS_OF)).whole
    assert [one.kind for one in whole.all() if one.kind.startswith("H")] == ["H1", "H2"]


def test_a_paragraph_of_many_lines_and_pages_is_one():
    words = " ".join(f"word{number:04d}" for number in range(1500))
    (paragraph,) = body(Paragraph(line(said(words))))
    assert (paragraph.kind, paragraph.text) == ("P", f"(U) {words}")


def test_side_by_side_each_paragraph_is_read_through_in_its_own_language():
    pair = PortionText(("word " * 60, "語" * 200), OPEN, (source(),))
    (both,) = body(Paragraph(line(pair)), languages=("en", "ja"))
    assert both.shape == "Div[P P]"
    first, second = both.kids
    assert (first.language, second.language) == ("", "ja")
    assert first.text.split() == ["(U)", *["word"] * 60]
    assert second.text.replace(" ", "") == "(U)" + "語" * 200


def test_lists_are_lists_in_lists():
    lines = (line(said("one")), line(said("deeper"), level=1), line(said("two")))
    (items,) = body(Items(lines, numbered=True))
    assert items.shape == "L[LI[Lbl LBody] L[LI[Lbl LBody]] LI[Lbl LBody]]"
    assert [one.text for one in items.all("Lbl")] == ["1.", "a.", "2."]
    assert [one.text for one in items.all("LBody")] == ["(U) one", "(U) deeper", "(U) two"]
    assert items.about == {"/ListNumbering": "/Decimal"}


def test_labels_and_values_are_a_list_too_and_a_photo_is_told():
    rows = (KeyValue(("Time",), line(said("1400Z"))), KeyValue(("Place",), line(said("Building 1"))))
    figure, items = body(KeyValues(rows, Photo(picture(), said("Photo of Dana Hartwell"))))
    assert (figure.kind, figure.instead) == ("Figure", "Photo of Dana Hartwell")
    assert [float(edge) > 0 for edge in figure.about["/BBox"]] == [True] * 4
    assert [(one.kids[0].text, one.kids[1].text) for one in items.kids] == [
        ("Time", "(U) 1400Z"),
        ("Place", "(U) Building 1"),
    ]


def test_a_card_is_read_entry_by_entry():
    rows = (KeyValue((), line(said("Colonel"))), KeyValue(("Phone",), line(said("555 0100"))))
    (card,) = body(Cards((Card(line(said("Dana Hartwell")), rows, Photo(picture(), said("Photo"))),)))
    assert [one.text for one in card.all("P")] == ["(U) Dana Hartwell", "Colonel", "Phone 555 0100"]
    assert [one.instead for one in card.all("Figure")] == ["Photo: Dana Hartwell"]


def test_a_table_has_heads_bands_and_as_many_cells_in_every_row():
    (table,) = body(Table(COLUMNS, (Band(("Monday",)), row("24 Nov", "Send it", "J5"), row("25 Nov", "", "J7"))))
    heads, band, *rows = table.kids
    assert table.shape == "Table[TR[TH TH TH] TR[TD] TR[TD TD TD] TR[TD TD TD]]"
    assert [(one.text, one.about) for one in heads.kids] == [
        (title, {"/Scope": "/Column"}) for title in ("Due", "Action", "Owner")
    ]
    assert (band.text, band.kids[0].about) == ("Monday", {"/ColSpan": 3})
    assert [[cell.text for cell in one.kids] for one in rows] == [
        ["24 Nov", "(U) Send it", "J5"],
        ["25 Nov", "(U)", "J7"],
    ]


def test_a_table_over_pages_is_one_and_its_head_is_read_once():
    reading = read(Table(COLUMNS, tuple(row(f"{n}", f"Task {n}", "J5") for n in range(120))))
    (table,) = reading.whole.all("Table")
    assert len(table.kids) == 121
    assert [one.text for one in table.all("TH")] == ["Due", "Action", "Owner"]
    assert ["Action" in seen for seen in reading.seen] == [False] + [True] * (len(reading.seen) - 1)


def test_a_band_whose_rows_go_on_over_pages_is_read_once():
    reading = read(Table(COLUMNS, (Band(("Monday",)), *(row(f"{n}", f"Task {n}", "J5") for n in range(120)))))
    (table,) = reading.whole.all("Table")
    assert [one.text for one in table.kids if len(one.kids) == 1] == ["Monday"]
    assert ["Monday" in seen for seen in reading.seen] == [False] + [True] * (len(reading.seen) - 1)


def test_a_row_over_pages_is_one():
    words = " ".join(f"word{number:04d}" for number in range(900))
    (table,) = body(Table(COLUMNS, (row("24 Nov", words, "J5"),)))
    assert table.shape == "Table[TR[TH TH TH] TR[TD TD TD]]"
    assert table.kids[1].kids[1].text == f"(U) {words}"


def test_contents_are_links_that_say_where_they_lead():
    reading = read(Contents(), Paragraph(line(said("text"))), heading="Far away")
    (entry_,) = reading.whole.all("TOC")[0].kids
    assert entry_.shape == "TOCI[Reference[Link]]"
    (link,) = entry_.all("Link")
    assert link.text == "(U) Far away 1"
    assert [(one["/Subtype"], one["/Contents"]) for one in link.links] == [("/Link", "(U) Far away 1")]


def test_the_banner_is_read_once_and_the_designation_block_after_it():
    cui = Marking("USA", Level.CUI, frozenset({"USA", "JPN"}))
    many = (Paragraph(line(said(f"controlled {number}", cui))) for number in range(40))
    block = ("J5", "", "FEDCON")
    reading = read(document(*many, policy="dod_cui", furniture=furniture(block=block)))
    banner, filled, *_ = reading.whole.kids
    assert banner.text == "CUI"
    assert [one.text for one in filled.kids] == [
        "Controlled by: J5",
        "CUI category:",
        "Distribution or LDC: FEDCON",
        "POC:",
    ]
    assert [seen.count("CUI") for seen in reading.seen] == [1, 2]
    assert all("Weekly activity report" in seen for seen in reading.seen)


def test_a_draft_is_said_once_behind_the_banner():
    reading = read(document(*(Paragraph(line(said(f"text {n}"))) for n in range(60)), furniture=furniture(draft="DRAFT")))  # fmt: skip
    banner, draft, *_ = reading.whole.kids
    assert (banner.text, draft.kind, draft.text) == ("UNCLASSIFIED", "P", "DRAFT")
    assert ["DRAFT" in seen for seen in reading.seen] == [False] + [True] * (len(reading.seen) - 1)


def test_a_paper_in_draft_says_so_where_it_begins():
    text = Paragraph(line(said("text " * 400)))
    blocks = [Group(line(said(name)), (text, text), apart=True, under=("Memo",), draft=draft) for name, draft in (("One", ""), ("Two", "DRAFT"), ("Three", ""), ("Four", "DRAFT"))]  # fmt: skip
    reading = read(*blocks)
    told = [
        one.text for one in reading.whole.all() if one.text in {"DRAFT", "(U) One", "(U) Two", "(U) Three", "(U) Four"}
    ]
    assert told == ["(U) One", "DRAFT", "(U) Two", "(U) Three", "DRAFT", "(U) Four"]
    assert [one.kind for one in reading.whole.kids].count("Sect") == 2


def test_japanese_among_english_says_that_it_is():
    reading = read(Paragraph(line(said("統合幕僚監部"))), Paragraph(line(said("Plain words"))))
    assert ("ja", "(U) 統合幕僚監部") in reading.foreign
    assert "Plain" not in str(reading.foreign)
    assert read(Paragraph(line(said("統合幕僚監部"))), languages=("ja",)).foreign == []


@given(documents(with_grids=True))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_printed_belongs_to_an_element_or_is_for_the_eye_alone(made):
    Reading(pdf(made)).assert_whole()


def documents_of_all_kinds():
    rows = tuple(row(f"{n} Nov", f"Task {n} 附属書の作成", "J5") for n in range(60))
    texts = (
        Bluf(line(said("Ready. " * 30), label=("BLUF.",))),
        Paragraph(line(PortionText(("**a**",), OPEN, (source(),), shown=(show("- **bold** words\n- `code` *soft*"),)))),
        Items((line(said("first")), line(said("deeper"), level=1)), numbered=True),
        KeyValues((KeyValue(("Time",), line(said("1400Z"))),), Photo(picture(), said("Photo"))),
        Table(COLUMNS, (Band(("Monday",)), *rows)),
        Cards((Card(line(said("Dana Hartwell")), (KeyValue(("Phone",), line(said("555 0100"))),)),)),
    )
    return [
        document(Contents(), *texts, languages=languages, paper=paper, furniture=furniture(draft="DRAFT"))
        for languages, paper in ((("en",), "a4"), (("ja",), "letter"), (("en", "ja"), "a4"))
    ]


@pytest.mark.parametrize("number", range(3))
def test_a_packet_keeps_to_the_standard_of_accessible_files(number):
    validator = pytest.importorskip("page")
    report = validator.validate_pdf_bytes(pdf(documents_of_all_kinds()[number]), profile="ua1")
    assert [(one.rule_id, one.message) for one in report.failures] == []


def claims(made):
    return b"pdfuaid" in PdfReader(io.BytesIO(made)).root_object["/Metadata"].get_data()


def test_what_says_less_to_the_ear_than_to_the_eye_does_not_say_that_it_keeps_to_it():
    assert claims(pdf(document(Paragraph(line(said("text"))))))
    assert not claims(pdf(document(gridded(DayGrid, [entry()]))))
    table = PortionText(("a",), OPEN, (source(),), shown=(show("| a | b |\n|---|---|\n| c | d |"),))
    assert not claims(pdf(document(Paragraph(line(table)))))


def test_metadata_of_both_kinds_tell_the_same_and_nothing_breaks_them():
    title = "Orders & <plans> 計画\x07"
    made = PdfReader(io.BytesIO(pdf(document(furniture=furniture(title=(title,), office=("A & B",))))))
    assert made.metadata.title == "Orders & <plans> 計画"
    assert made.xmp_metadata.dc_title == {"x-default": "Orders & <plans> 計画"}
    assert made.xmp_metadata.dc_creator == ["A & B"]
    assert made.xmp_metadata.dc_language == ["en"]
    assert made.xmp_metadata.xmp_create_date.replace(tzinfo=None) == AS_OF.replace(tzinfo=None)
    assert made.root_object["/MarkInfo"]["/Marked"]


def test_characters_beyond_the_first_plane_are_read_back_as_they_are(tmp_path):
    made = pdf(document(Paragraph(line(said("𠮟責と𡚴原")))))
    assert "𠮟責と𡚴原" in PdfReader(io.BytesIO(made)).pages[0].extract_text()
    file = tmp_path / "packet.pdf"
    file.write_bytes(made)
    try:
        told = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    except FileNotFoundError:
        pytest.skip("poppler is not installed")
    assert "𠮟責と𡚴原" in told


def test_no_object_is_missing_and_none_is_there_twice():
    made = pdf(documents_of_all_kinds()[2])
    reader = PdfReader(io.BytesIO(made), strict=True)
    assert all(reader.get_object(number) is not None for number in range(1, reader.trailer["/Size"]))


def test_words_of_a_line_of_fixed_words_are_read_too():
    (paragraph,) = body(Paragraph(Line((Words(("Fixed",)),))), Paragraph(line(said("x"))))[:1]
    assert paragraph.text == "(U) Fixed"
