"""Tabs on the finished file: their letters, the sheets before them, contents that lead to them, what release leaves of them."""

import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader

from liaison_desk.briefings.document import Contents, Document, Line, Paragraph, PortionText, Section, Title, Words
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import render_pdf
from liaison_desk.briefings.render.pages import SHEETS
from liaison_desk.briefings.render.tabs import tabs_of
from tests.briefings.clean_pages import assert_clean_pages, inked, seen
from tests.briefings.clean_pages import texts as texts_of
from tests.briefings.documents import AS_OF, HOME_ONLY, OPEN, RULES, USA_JPN, furniture, line, said, source

BOTH = {"tab": ("Tab {letter}", "タブ{letter}")}


def tab(words, *blocks, marking=OPEN, **more):
    """Return a section that is a tab; it is withheld with its heading."""
    blocks = blocks or (Paragraph(line(said(f"text of {words}"))),)
    return Section(f"key {words}", line(said(words, marking)), blocks, tab=True, **more)


def packet(*sections, languages=("en",), paper="a4", contents=True, **more):
    front = Section("cover", None, (Title(line(Words(("Read-ahead",)))), *([Contents()] if contents else [])))
    return Document(furniture(**more), (front, *sections), languages, "JPN", AS_OF, paper=paper)


def printed(made, audience=USA_JPN):
    return render_pdf(release(made, audience, RULES)[0])


def texts(result):
    return texts_of(result.pdf)


def test_a_tab_begins_a_page_under_its_letter():
    notes = Section("notes", line(said("Notes")), (Paragraph(line(said("text"))),))
    result = printed(packet(tab("Agenda"), tab("Status"), notes))
    first, second, third = texts(result)
    assert "(U) Tab A. Agenda" not in first
    assert "(U) Tab A. Agenda" in second
    assert "(U) Tab B. Status" in third
    assert "(U) Notes" in third  # what is no tab goes on below
    assert [(entry.tab, entry.title, entry.page) for entry in result.outline] == [
        ("A", "Agenda", 2),
        ("B", "Status", 3),
        ("", "Notes", 3),
    ]


@pytest.mark.parametrize(
    ("languages", "tabs", "title"),
    [
        (("en",), ("Tab {letter}",), "(U) Tab A. Agenda"),
        (("ja",), ("タブ{letter}",), "(U) タブA　議題"),
    ],
)
def test_a_tab_is_called_in_the_language_of_the_packet(languages, tabs, title):
    heading = Words(("Agenda",) if languages == ("en",) else ("議題",))
    section = Section("a", Line((heading,)), (Paragraph(line(said("text"))),), tab=True)
    assert title in texts(printed(packet(section, languages=languages, tab=tabs)))[1]


def test_side_by_side_a_tab_has_both_its_names():
    heading = Line((PortionText(("Agenda", "議題"), OPEN, (source(),)),))
    section = Section("a", heading, (Paragraph(line(said("text"))),), tab=True)
    result = printed(packet(section, languages=("en", "ja"), **BOTH))
    contents, page = texts(result)
    assert "Tab A / タブA" in contents
    assert "(U) Tab A. Agenda" in page
    assert "(U) タブA　議題" in page
    (bookmark,) = PdfReader(io.BytesIO(result.pdf)).outline
    assert bookmark.title == "(U) Tab A / タブA. Agenda / 議題"


def test_a_withheld_tab_leaves_no_gap_among_the_letters_and_no_sheet():
    tabs = [tab("Agenda", divider=True), tab("Status", divider=True)]
    hidden = tab("Hidden", marking=HOME_ONLY, divider=True)
    for place in range(3):
        assert printed(packet(*tabs[:place], hidden, *tabs[place:])).pdf == printed(packet(*tabs)).pdf


def test_letters_go_on_after_z():
    released, _ = release(packet(*(tab(f"t{number}") for number in range(29))), USA_JPN, RULES)
    letters = [one.letter for one in tabs_of(released).values()]
    assert letters[:2] + letters[24:] == ["A", "B", "Y", "Z", "AA", "AB", "AC"]


def test_a_section_without_a_heading_is_no_tab():
    bare = Section("bare", None, (Paragraph(line(said("bare"))),), tab=True, divider=True)
    first, second = texts(printed(packet(bare, tab("Agenda"))))
    assert "bare" in first
    assert "Tab A. Agenda" in second


def test_a_divider_stands_before_its_tab():
    found = texts(printed(packet(tab("Agenda", divider=True), tab("Status"))))
    assert len(found) == 4
    assert "(U) Tab A. Agenda" in found[1]
    assert "text of Agenda" not in found[1]
    assert "text of Agenda" in found[2]
    assert "UNCLASSIFIED" in found[1]
    assert "Page 2 of 4" in found[1]


def boxes(result):
    """Return for each sheet before a tab its page, and from where to where the box at its edge reaches, as its stream draws it."""
    found = []
    for number, page in enumerate(PdfReader(io.BytesIO(result.pdf)).pages, 1):
        width = float(page.mediabox.width)
        for path in re.findall(rb"0.07 g ((?:[\d.]+ [\d.]+ [ml] ?){4})f", page.get_contents().get_data()):
            points = [tuple(map(float, point)) for point in re.findall(rb"([\d.]+) ([\d.]+) [ml]", path)]
            if abs(max(x for x, _ in points) - width) < 0.01:
                found.append((number, min(y for _, y in points), max(y for _, y in points)))
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("count", [1, 5, 26, 40])
def test_boxes_step_down_from_tab_to_tab_between_the_running_head_and_foot(paper, count):
    sheet = SHEETS[paper]
    found = boxes(printed(packet(*(tab(f"t{n}", divider=True) for n in range(count)), paper=paper)))
    assert len(found) == count
    assert all(sheet.bottom <= low < high <= sheet.top for _, low, high in found)
    steps = [after[2] < before[1] for before, after in pairwise(found)]
    assert steps.count(False) <= count // 20  # where there are very many they begin anew at the top


def test_numbers_of_contents_stand_on_the_line_of_their_titles():
    page, *_ = seen(printed(packet(tab("Agenda"), tab("Status " * 30))).pdf)
    lines = {one.baseline for one in page.strings if "Agenda" in one.words or "Status" in one.words}
    numbers = [one for one in page.strings if one.words.strip() in {"2", "3"}]
    assert len(numbers) == 2
    assert {one.baseline for one in numbers} <= lines


def test_the_title_on_a_divider_leads_to_its_tab():
    result = printed(packet(tab("Agenda", divider=True), tab("Status " * 40, divider=True)))
    reader = PdfReader(io.BytesIO(result.pdf))
    for sheet, there in ((1, 2), (3, 4)):
        (link,) = reader.pages[sheet]["/Annots"]
        assert link.get_object()["/Dest"][0] == reader.pages[there].indirect_reference
        assert not re.search(r"\d$", link.get_object()["/Contents"])


def test_a_divider_lies_as_the_packet_does():
    upright = PdfReader(io.BytesIO(printed(packet(tab("Wide", divider=True, across=True))).pdf))
    assert [page.mediabox.width > page.mediabox.height for page in upright.pages] == [False, False, True]


def links(result):
    """Return for every link of the contents: its words, the page it leads to, and how high up."""
    reader = PdfReader(io.BytesIO(result.pdf))
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}
    found, sheets = [], {page for page, _, _ in boxes(result)}
    for number, page in enumerate(reader.pages, 1):
        for annotation in page.get("/Annots", []) if number not in sheets else ():
            link = annotation.get_object()
            found.append((link["/Contents"], numbers[link["/Dest"].get_object()[0].idnum], float(link["/Dest"][3])))
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("languages", [("en",), ("ja",), ("en", "ja")])
@pytest.mark.parametrize("count", [3, 90])
def test_contents_lead_to_where_each_tab_begins(paper, languages, count):
    sections = [tab(f"subject{n:03d}", divider=n % 7 == 0) for n in range(count)]
    result = printed(packet(*sections, languages=languages, paper=paper, **BOTH))
    found = texts(result)
    told = {entry.title: entry.page for entry in result.outline}
    assert len(told) == count
    for words, page, height in links(result):
        title = re.search(r"subject\d{3}", words)[0]
        assert page == told[title]
        assert title in found[page - 1]
        assert words.endswith(f" {page}")
        assert height > SHEETS[paper].top - 40
    listed = "".join(found[: found.index(next(text for text in found if "text of" in text)) + 1])
    assert len(links(result)) == count
    assert all(re.search(rf"{title}\s*{page}\b", listed) for title, page in told.items())
    pages_of_contents = sum("subject" in text and "text of" not in text for text in found) - sum(
        n % 7 == 0 for n in range(count)
    )
    assert pages_of_contents == (1 if count == 3 else 3)


@pytest.mark.parametrize("languages", [("en",), ("en", "ja")])
@pytest.mark.parametrize("words", ["A title of very many words " * 9, "word " * 3000, "語" * 5000, "x" * 5000])
def test_a_title_of_any_length_is_shortened_where_it_has_to_be_and_leaves_no_page(words, languages):
    wide = {"across": True}  # the sheet before it lies upright all the same
    sections = [tab(f"{n:02d} {words}", divider=True, **(wide if n % 2 else {})) for n in range(3)]
    result = printed(packet(*sections, languages=languages, **BOTH))
    found = texts(result)
    sheets = {page for page, _, _ in boxes(result)}
    assert len(sheets) == 3
    assert_clean_pages(result.pdf, pages=set(range(1, len(found) + 1)) - sheets)
    for page in sheets:
        sheet, strings = SHEETS["a4"], seen(result.pdf)[page - 1].strings
        title = [one for one in strings if one.size in {18.75, 14.0}]
        assert all(inked(one).right < sheet.width - sheet.side + 0.5 and one.baseline > sheet.bottom for one in title)
    assert len(links(result)) == 3
    assert found[0].count("Tab A") == 1


def test_bookmarks_lead_to_tabs_and_the_packet_opens_at_its_first_page_with_them():
    result = printed(packet(tab("Agenda", divider=True), tab("Status")))
    reader = PdfReader(io.BytesIO(result.pdf))
    assert [(one.title, reader.get_destination_page_number(one) + 1) for one in reader.outline] == [
        ("(U) Tab A. Agenda", 3),
        ("(U) Tab B. Status", 4),
    ]
    root = reader.root_object
    assert root["/PageMode"] == "/UseOutlines"
    assert root["/OpenAction"][0].get_object() == reader.pages[0]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_without_tabs_nothing_is_said_of_any():
    plain = Section("a", line(said("Agenda")), (Paragraph(line(said("text"))),))
    assert "Tab" not in "".join(texts(printed(packet(plain, replace(plain, key="b")))))
