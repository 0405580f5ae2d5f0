"""Packets as Word files: what the host's staff officer finds when he opens one, in real headings, lists, tables and fields."""

from datetime import date
from io import BytesIO

import docx
import pytest
from PIL import Image

from liaison_desk.briefings.document import (
    Band,
    Bluf,
    Branch,
    Card,
    Cards,
    Chart,
    Column,
    DayGrid,
    Document,
    Group,
    Items,
    KeyValue,
    KeyValues,
    Look,
    MonthGrid,
    Paragraph,
    Photo,
    PortionText,
    Row,
    Section,
    Table,
    Timeline,
    Words,
)
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.notetext import show
from tests.briefings.documents import (
    AS_OF,
    BOTH,
    HOME_ONLY,
    OPEN,
    document,
    entry,
    furniture,
    gridded,
    line,
    said,
    source,
)
from tests.briefings.word_files import W, around, lines, paragraphs, root, sections, text, word
from tests.briefings.word_files import said as words_of

BESIDE = {"languages": ("en", "ja"), "furniture": furniture(untranslated=("(not translated)", "（未訳）"))}


def pair(english, japanese, marking=OPEN, **more):
    return PortionText((english, japanese), marking, (source(),), **more)


def table(count):
    columns = (Column(("Due",)), Column(("Action",), 2), Column(("Owner",), 1))
    rows = tuple(
        Row((line(said(f"{n:02d} Nov")), line(said(f"Act {n}")), line(said("J5"))), lead=1) for n in range(count)
    )
    return Table(columns, rows)


def with_style(file, wanted):
    return [words for named, words in paragraphs(file) if named == wanted]


def test_text_is_written_as_typed_and_is_never_markup_or_a_field():
    typed = "<w:b/> & </w:t> =SUM(1) { PAGE } {page} https://x.example/y &amp; %1 \\h"
    made = word(document(Paragraph(line(said(typed)))))
    assert f"(U) {typed}" in lines(made)
    assert [one.tag for one in root(made).iter() if one.tag in {f"{W}hyperlink", f"{W}fldSimple", f"{W}fldChar"}] == []


def test_what_no_xml_may_hold_vanishes_and_line_breaks_stay():
    made = word(document(Paragraph(line(said("ab\x00c\x1b\ufffe\u202ed\nnext")))))
    assert "(U) abcd\nnext" in lines(made)


def test_a_character_the_fonts_of_the_print_lack_stays():
    assert "(U) 각 שלום" in lines(word(document(Paragraph(line(said("각 שלום"))))))


def test_headings_are_real_ones_for_the_navigation_pane():
    group = Group(line(said("Working group")), (Group(line(said("Decisions")), (Paragraph(line(said("text"))),)),))
    opened = docx.Document(BytesIO(word(document(group, heading="Meetings"))))
    found = [(one.style.name, one.text) for one in opened.paragraphs if one.style.name.startswith("Heading")]
    assert found == [
        ("Heading 1", "(U) Meetings"),
        ("Heading 2", "(U) Working group"),
        ("Heading 3", "(U) Decisions"),
    ]
    assert [one.text for one in opened.paragraphs if one.style.name == "Title"] == ["(U) Weekly activity report"]


def test_every_portion_has_its_mark_in_front():
    made = word(
        document(Bluf(line(said("Bottom line", BOTH), label=("BLUF.",))), Items((line(said("First")),)), table(1))
    )
    assert with_style(made, "BLUF") == ["(U//REL TO USA, JPN) BLUF. Bottom line"]
    assert with_style(made, "ListParagraph") == ["(U) First"]
    assert "(U) Act 0" in with_style(made, "Cell")


@pytest.mark.parametrize("kind", ["default", "first", "even"])
def test_every_kind_of_page_of_every_section_has_the_banner_twice(kind):
    wide = Section("wide", line(Words(("Wide",))), (Paragraph(line(said("wide", BOTH))),), across=True)
    made = document(Paragraph(line(said("text"))))
    file = word(Document(made.furniture, (*made.sections, wide), ("en",), "JPN", AS_OF))
    upright, across = sections(file)
    for section in (upright, across):
        head, foot = around(file, section, kind)
        assert head.splitlines() == ["UNCLASSIFIED//REL TO USA, JPN", "Weekly activity report\tAs of 241641Z NOV 26"]
        assert foot.splitlines() == [
            "Japan liaison office  ·  Compiled for USA, JPN\tPage 1 of 1",
            "UNCLASSIFIED//REL TO USA, JPN",
        ]
    size = across.find(f"{W}pgSz")
    assert int(size.get(f"{W}w")) > int(size.get(f"{W}h"))
    assert size.get(f"{W}orient") == "landscape"


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_both_papers(paper, size):
    found = docx.Document(BytesIO(word(document(paper=paper)))).sections[0]
    assert (round(found.page_width.pt), round(found.page_height.pt)) == size


def test_pages_are_counted_by_fields_in_the_words_of_the_packet():
    file = word(document(furniture=furniture(page="{pages}ページ中{page}")))
    footer = root(file, "word/footer1.xml")
    assert [one.get(f"{W}instr").strip() for one in footer.iter(f"{W}fldSimple")] == ["NUMPAGES", "PAGE"]
    assert text(file, "word/footer1.xml").splitlines()[0].endswith("\t1ページ中1")


def test_a_draft_says_so_in_every_header():
    paper = Group(line(said("Minutes")), (Paragraph(line(said("one"))),), draft="DRAFT")
    file = word(document(paper, furniture=furniture(draft="DRAFT")))
    assert len(sections(file)) == 1
    assert all("DRAFT" in around(file, section, kind)[0] for section in sections(file) for kind in ("default", "first"))


def test_a_paper_in_draft_has_pages_of_its_own_that_say_so():
    draft = Group(
        line(said("Minutes one")), (Paragraph(line(said("one"))),), apart=True, under=("Minutes",), draft="DRAFT"
    )
    final = Group(line(said("Minutes two")), (Paragraph(line(said("two"))),), apart=True, under=("Minutes",))
    file = word(document(Paragraph(line(said("before"))), draft, final))
    assert ["DRAFT" in around(file, section)[0] for section in sections(file)] == [False, True, False]
    assert with_style(file, "PaperTitle") == ["(U) Minutes one", "(U) Minutes two"]


def test_a_paper_in_draft_at_the_end_leaves_no_empty_page():
    draft = Group(line(said("Minutes")), (Paragraph(line(said("one"))),), apart=True, draft="DRAFT")
    assert len(sections(word(document(Paragraph(line(said("before"))), draft)))) == 2
    assert len(sections(word(document(draft)))) == 1


def test_cui_has_a_designation_block_on_the_first_page_alone():
    cui = Marking("USA", Level.CUI, frozenset({"USA", "JPN"}))
    made = document(
        Paragraph(line(said("controlled", cui))), policy="dod_cui", furniture=furniture(block=("J5 plans",))
    )
    file = word(made)
    (section,) = sections(file)
    assert section.find(f"{W}titlePg") is not None
    first = around(file, section, "first")[1].splitlines()
    assert first[0] == "Controlled by: J5 plans"
    assert first[1].endswith(": \t")
    assert "Controlled by" not in around(file, section)[1]


def numbered(file):
    return [
        (one.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val"), one.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val"))
        for one in root(file).iter(f"{W}p")
        if one.find(f"{W}pPr/{W}numPr") is not None
    ]


def test_every_numbered_list_begins_anew_and_levels_have_their_own_numbers():
    first = Items((line(said("a")), line(said("b"), level=1), line(said("c"), level=7), line(said("d"))), numbered=True)
    second = Items((line(said("again")),), numbered=True)
    file = word(document(first, second, Items((line(said("bullet")),))))
    assert numbered(file) == [("2", "0"), ("2", "1"), ("2", "2"), ("2", "0"), ("3", "0"), ("1", "0")]
    lists = root(file, "word/numbering.xml")
    begun = {one.get(f"{W}numId"): one for one in lists.iter(f"{W}num")}
    assert all(begun[number].find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1" for number in "23")
    pattern = lists.findall(f"{W}abstractNum")[1]
    assert [one.get(f"{W}val") for one in pattern.iter(f"{W}lvlText")][:5] == ["%1.", "%2.", "(%3)", "(%4)", "%5."]


def test_fixed_words_of_a_list_stay_with_what_they_head():
    file = word(document(Items((line(Words(("Purpose.",))), line(said("To record."), level=1)))))
    kept = {words_of(one): one.find(f"{W}pPr/{W}keepNext") is not None for one in root(file).iter(f"{W}p")}
    assert (kept["(U) Purpose."], kept["(U) To record."]) == (True, False)


def test_side_by_side_each_reader_finds_his_wording_in_his_language_and_counts_for_himself():
    items = Items((line(pair("First", "一")), line(pair("Second", "二"))), numbered=True)
    file = word(document(Paragraph(line(pair("Only English", ""))), items, **BESIDE))
    (beside,) = root(file).iter(f"{W}tbl")
    cells = [[words_of(cell) for cell in row.iter(f"{W}tc")] for row in beside.iter(f"{W}tr")]
    assert cells == [
        ["(U) Only English", "", "(U) （未訳）"],
        ["(U) First", "", "(U) 一"],
        ["(U) Second", "", "(U) 二"],
    ]
    assert numbered(file) == [("2", "0"), ("3", "0")] * 2
    japanese = next(run for run in root(file).iter(f"{W}r") if run.findtext(f"{W}t") == "二")
    assert japanese.find(f"{W}rPr/{W}lang").get(f"{W}eastAsia") == "ja-JP"
    assert japanese.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia"


def test_side_by_side_short_paragraphs_stay_whole_and_long_ones_go_on_over_the_page():
    file = word(document(Paragraph(line(pair("short", "短い"))), Paragraph(line(pair("long " * 200, "長"))), **BESIDE))
    (found,) = root(file).iter(f"{W}tbl")
    assert [one.find(f"{W}trPr/{W}cantSplit") is not None for one in found.iter(f"{W}tr")] == [True, False]


def test_side_by_side_the_bottom_line_up_front_is_one_cell_with_one_rule():
    file = word(document(Bluf(line(pair("One", "一"))), Bluf(line(pair("Two", "二"))), languages=("en", "ja")))
    (found,) = root(file).iter(f"{W}tbl")
    told = [[words_of(one) for one in cell.iter(f"{W}p")] for cell in found.iter(f"{W}tc")]
    assert told == [["(U) One", "(U) Two"], [""], ["(U) 一", "(U) 二"]]


def test_the_head_of_a_table_repeats_its_rows_stay_whole_and_it_is_as_wide_as_the_text():
    file = word(document(table(3)))
    (found,) = root(file).iter(f"{W}tbl")
    head, *rows = found.iter(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    widths = [int(one.get(f"{W}w")) for one in found.iter(f"{W}gridCol")]
    size, margins = sections(file)[0].find(f"{W}pgSz"), sections(file)[0].find(f"{W}pgMar")
    room = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    assert abs(sum(widths) - room) <= len(widths)
    assert widths[1] > widths[2] > widths[0]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_neither_the_first_nor_the_last_row_stands_alone_on_a_page(count):
    (found,) = root(word(document(table(count)))).iter(f"{W}tbl")
    _, *rows = found.iter(f"{W}tr")
    kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p") if words_of(p)) for row in rows]
    assert kept == [count > 1 and at in {0, count - 2} for at in range(count)]


def test_a_row_taller_than_a_page_may_be_parted():
    tall = Row((line(said("24 Nov")), line(said("word " * 900)), line(said("J5"))), lead=1)
    found = root(word(document(Table(table(0).columns, (tall,)))))
    _, row = found.iter(f"{W}tr")
    assert row.find(f"{W}trPr/{W}cantSplit") is None


def test_bands_go_across_and_numbers_leave_no_gap():
    rows = (Band(("Monday",)), Row((line(), line(said("one")))), Row((line(), line(said("gone", HOME_ONLY)))), Row((line(), line(said("two")))))  # fmt: skip
    rows = tuple(one if isinstance(one, Band) else Row(one.cells, lead=1) for one in rows)
    file = word(document(Table((Column(("No.",)), Column(("Action",), 1)), rows, numbered=True)))
    (found,) = root(file).iter(f"{W}tbl")
    assert [[words_of(cell) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")] == [
        ["No.", "Action"],
        ["Monday"],
        ["1", "(U) one"],
        ["2", "(U) two"],
    ]


def breaking(file):
    return [words_of(one) for one in root(file).iter(f"{W}p") if one.find(f"{W}pPr/{W}pageBreakBefore") is not None]


def test_a_group_apart_begins_a_new_page_with_the_heading_above_it():
    def apart(words):
        return Group(line(said(words)), (Paragraph(line(said(f"about {words}"))),), apart=True)

    file = word(
        document(Paragraph(line(said("before"))), Group(line(Words(("Annexes",))), (apart("one"), apart("two"))))
    )
    assert breaking(file) == ["(U) Annexes", "(U) two"]


def test_styled_notes_keep_their_emphasis_lists_and_tables():
    note = "**Strong** *under* ~~gone~~ `code`\n- item\n  - below\n3. third\n\n| Who | Count |\n|---|--:|\n| J5 | 12 |"
    file = word(document(Paragraph(line(said("plain", shown=(show(note),))))))
    kinds = {}
    for run in root(file).iter(f"{W}r"):
        tags = {one.tag.removeprefix(W) for one in run.iterfind(f"{W}rPr/*")} - {"lang"}
        kinds[(run.findtext(f"{W}t") or "").strip()] = tags
    assert (kinds["Strong"], kinds["under"], kinds["gone"], kinds["code"]) == ({"b"}, {"u"}, {"strike"}, {"rStyle"})
    assert {"•\titem", "3.\tthird"} <= set(lines(file))
    (found,) = root(file).iter(f"{W}tbl")
    assert [[words_of(cell) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")] == [["Who", "Count"], ["J5", "12"]]  # fmt: skip


def test_the_items_of_a_note_that_is_a_list_each_stand_behind_the_mark():
    noted = line(said("plain", shown=(show("- one\n  - deeper\n1. two\n\nafter"),)))
    listed, plain = (lines(word(document(one))) for one in (Items((noted,)), Paragraph(noted)))
    assert [one for one in listed if "(U)" not in one or "one" in one or "two" in one] == ["(U) one", "•\tdeeper", "1.\t(U) two", "after"]  # fmt: skip
    assert {"•\t(U) one", "•\tdeeper", "1.\t(U) two", "after"} <= set(plain)


@pytest.mark.parametrize("text", ["Released. — Dana Hartwell", "討議した。 — 石田 亮"])
def test_word_does_not_part_a_dash_from_who_said_it(text):
    who = text.partition("— ")[2]
    file = word(document(Paragraph(line(said(text))), Paragraph(line(said("noted"), said(who, before="— ")))))
    dashes = [one for one in lines(file) if "—" in one]
    assert len(dashes) == 2
    assert all(f"—\u00a0{who}" in one for one in dashes)


def jpeg(side=20):
    written = BytesIO()
    Image.new("RGB", (side, side), "gray").save(written, "JPEG")
    return written.getvalue()


def test_labels_values_and_photos():
    photo = Photo(jpeg(), said("Photo of Hartwell"))
    rows = (KeyValue(("Time",), line(said("0900"))), KeyValue(("Time",), line(said("1000"))), KeyValue(("Place",), line(said("Hall"))))  # fmt: skip
    opened = docx.Document(BytesIO(word(document(KeyValues(rows, photo), Cards((Card(line(said("Hartwell")), rows[:1], photo),))))))  # fmt: skip
    assert [cell.text for cell in opened.tables[0].columns[0].cells] == ["Time", "", "Place"]
    assert [cell.text for cell in opened.tables[0].columns[1].cells] == ["(U) 0900", "(U) 1000", "(U) Hall"]
    shown = opened.element.xpath("//wp:docPr")
    assert [one.get("descr") for one in shown] == ["Photo of Hartwell"] * 2
    assert [one.get("id") for one in shown] == ["1", "2"]
    assert len([part for part in opened.part.package.iter_parts() if part.content_type == "image/jpeg"]) == 1


def test_a_chart_names_every_organization_with_its_posts():
    below = Branch(line(said("Section")), (Card(line(said("Chief"))),))
    file = word(document(Chart((Branch(line(said("Command")), (Card(line(said("Commander"))),), (below,)),))))
    assert with_style(file, "Organization") == ["(U) Command", "(U) Section"]
    assert with_style(file, "CardName") == ["Commander", "Chief"]


@pytest.mark.parametrize("kind", [DayGrid, MonthGrid, Timeline])
def test_a_grid_tells_every_entry_with_its_calendar_and_how_sure_it_is(kind):
    cells = tuple(line(said(words)) for words in ("4–5 Nov", "0900T", "1600Z", "0100I+1", "Hall"))
    entries = [
        entry("Sure", 1),
        entry("Perhaps", 2, look=Look.TENTATIVE, cells=cells, last=date(2026, 11, 5)),
        entry("Off", 3, look=Look.CANCELLED, note=line(said("Cancelled", before="[", after="]"))),
        entry("Hidden", 4, row=1),
    ]
    entries[3] = entry(line(said("Hidden", HOME_ONLY)), 4, row=1)
    file = word(document(gridded(kind, entries, (line(said("Planning", BOTH)), line(said("Secret plans"))))))
    everything = text(file)
    for words in ("Sure", "Perhaps", "Off", "[Cancelled]", "1600Z", "0100I+1", "Hall", "(U//REL TO USA, JPN) Planning"):
        assert words in everything
    assert "Secret" not in everything
    set_as = {
        run.findtext(f"{W}t"): {one.tag.removeprefix(W) for one in run.find(f"{W}rPr")}
        for run in root(file).iter(f"{W}r")
    }
    assert ("u" in set_as["Perhaps"], "strike" in set_as["Off"], "strike" in set_as["[Cancelled]"]) == (
        True,
        True,
        False,
    )


def test_the_days_of_a_long_series_stand_behind_it_and_not_below_each_other():
    often = [entry("Stand-up", day, series="one") for day in range(7)]
    seldom = [entry("Sync", day, series="two") for day in (1, 3)]
    file = word(document(gridded(MonthGrid, [*often, *seldom])))
    *_, found = root(file).iter(f"{W}tbl")
    _, first, second = [[words_of(cell) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")]
    assert first[0] == "day 0"
    assert "Stand-up · day 0, day 1, day 2, day 3, day 4, day 5, day 6" in first[4]
    assert second[0] == "day 1day 3"
    assert "day" not in second[4]


def test_every_day_of_a_week_is_named_also_where_nothing_is_on():
    file = word(document(gridded(DayGrid, [entry("Talk", 1)])))
    assert [words for words in with_style(file, "Cell") if words.startswith("Day")] == [f"Day {n}" for n in range(7)]
