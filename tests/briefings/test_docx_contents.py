"""Contents, tabs and the sheets before them in Word files: fields that say their pages from the start, links that lead somewhere."""

from dataclasses import replace

import pytest

from liaison_desk.briefings.document import Contents, Document, Pages, Paragraph, Section
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import render_pdf
from tests.briefings.documents import AS_OF, HOME_ONLY, RULES, USA_JPN, document, furniture, line, said
from tests.briefings.strange_files import papers
from tests.briefings.test_docx import breaking, with_style
from tests.briefings.word_files import W, root, sections, style, word
from tests.briefings.word_files import said as words_of


def test_the_contents_are_a_field_that_already_says_what_it_will():
    made = document(Contents(), Paragraph(line(said("text"))), heading="Far away")
    file = word(made)
    assert with_style(file, "TOC1") == ["(U) Far away\t1"]
    (entry_,) = [one for one in root(file).iter(f"{W}p") if style(one) == "TOC1"]
    instructions = [one.text.strip() for one in entry_.iter(f"{W}instrText")]
    assert instructions[0].startswith('TOC \\o "1-1"')
    (link,) = entry_.iter(f"{W}hyperlink")
    (mark,) = root(file).iter(f"{W}bookmarkStart")
    assert link.get(f"{W}anchor") == mark.get(f"{W}name") == instructions[1].split()[1]
    kinds = [one.get(f"{W}fldCharType") for one in entry_.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "begin", "separate", "end", "end"]


def test_the_contents_say_the_pages_of_the_print_but_for_those_of_other_files_that_word_does_not_show():
    long = tuple(Paragraph(line(said("word " * 500))) for _ in range(9))
    annex = Section("annex", line(said("Annex")), (Pages(papers(b"", b"", b""), line(said("Annex"))),), tab=True)
    made = document(Contents(), *long)
    made = replace(made, sections=(*made.sections, tabbed("x"), annex, tabbed("y")))
    paper = render_pdf(release(made, USA_JPN, RULES)[0])
    assert [entry.page for entry in paper.outline][1:] == [9, 10, 13]
    told = [one.rpartition("\t")[2] for one in with_style(word(made), "TOC1")]
    assert told == ["1", "9", "10", "11"]


def tabbed(key, divider=False):
    return Section(key, line(said(f"About {key}")), (Paragraph(line(said(f"text {key}"))),), tab=True, divider=divider)


def test_tabs_have_the_next_letter_and_begin_a_new_page():
    made = document(Contents(), Paragraph(line(said("text"))))
    hidden = Section("no", line(said("No", HOME_ONLY)), (Paragraph(line(said("no"))),), tab=True)
    file = word(Document(made.furniture, (*made.sections, tabbed("x"), hidden, tabbed("y", divider=True)), ("en",), "JPN", AS_OF))  # fmt: skip
    assert with_style(file, "Heading1") == ["(U) Notes", "(U) Tab A. About x", "(U) Tab B. About y"]
    assert with_style(file, "TOC1") == ["(U) Notes\t1", "(U) Tab A. About x\t2", "(U) Tab B. About y\t4"]
    assert (with_style(file, "TabLetter"), with_style(file, "TabTitle")) == (["Tab B"], ["(U) About y"])
    assert breaking(file) == ["(U) Tab A. About x", "Tab B", "(U) Tab B. About y"]


def layouts(file):
    """Return whether each section of a file lies across."""
    return [one.find(f"{W}pgSz").get(f"{W}orient") == "landscape" for one in sections(file)]


@pytest.mark.parametrize("across", [False, True])
def test_a_divider_lies_as_the_packet_does_and_leads_to_its_tab(across):
    cover = replace(document(Contents(), Paragraph(line(said("text")))).sections[0], across=across)
    file = word(Document(furniture(), (cover, replace(tabbed("x", divider=True), across=not across)), ("en",), "JPN", AS_OF))  # fmt: skip
    assert layouts(file) == [across, not across]
    (title,) = [one for one in root(file).iter(f"{W}p") if style(one) == "TabTitle"]
    (link,) = title.iter(f"{W}hyperlink")
    marks = {one.get(f"{W}name"): words_of(told) for told in root(file).iter(f"{W}p") for one in told.iter(f"{W}bookmarkStart")}  # fmt: skip
    assert marks[link.get(f"{W}anchor")] == "(U) Tab A. About x"


@pytest.mark.parametrize("across", [False, True])
def test_the_pages_of_contents_stand_at_the_right_of_their_page(across):
    made = document(Contents(), Paragraph(line(said("text"))), paper="letter")
    made = replace(made, sections=tuple(replace(one, across=across) for one in made.sections))
    file = word(made)
    (contents,) = [one for one in root(file, "word/styles.xml") if one.get(f"{W}styleId") == "TOC1"]
    (stop,) = contents.iter(f"{W}tab")
    assert int(stop.get(f"{W}pos")) == 20 * (792 - 72 if across else 612 - 108)


def test_a_tab_is_called_in_each_language_as_on_paper():
    called = furniture(tab=("Tab {letter}", "タブ{letter}"))
    section = replace(tabbed("x"), heading=line(replace(said("About x"), text=("About x", "件名"))))
    file = word(Document(called, (section,), ("en", "ja"), "JPN", AS_OF))
    assert with_style(file, "Heading1") == ["(U) Tab A. About x / タブA\u3000件名"]
