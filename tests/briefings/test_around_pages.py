"""What stands around the text of every page: banners that no paper cuts off, the running words, the block of the first page."""

import io
from itertools import product

import pytest
from pypdf import PdfReader

from liaison_desk.briefings.document import Document, Paragraph, Section, Title, Words
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import faces, render_pdf
from liaison_desk.briefings.render.faces import BOLD
from liaison_desk.briefings.render.furniture import set_banner
from liaison_desk.briefings.render.pages import SHEETS
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.release import ReleaseRules
from tests.briefings.clean_pages import assert_clean_pages, seen
from tests.briefings.documents import AS_OF, OPEN, RULES, USA_JPN, document, furniture, line, said

MM = 72 / 25.4
LEAST = 6 * MM
PAPERS = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}
WORDS = furniture(
    title=("Mid Planning Conference read-ahead",),
    as_of=("As of 24 0941T / 1641Z / 0141I+1 NOV 26",),
    copy=("Copy 3 of 12",),
)


def packet(paper, marking=OPEN, words=WORDS, languages=("en",)):
    """Return a packet with pages of both kinds: upright, on the long side, and a sheet before a tab."""
    many = tuple(Paragraph(line(said(f"paragraph {number} of the text", marking))) for number in range(50))
    sections = (
        Section("cover", None, (Title(line(Words(("Read-ahead",)))),)),
        Section("text", line(said("Text", marking)), many),
        Section("wide", line(said("Wide", marking)), many, across=True),
        Section("tab", line(said("Tabbed", marking)), many, tab=True, divider=True),
    )
    return Document(words, sections, languages, "JPN", AS_OF, paper=paper)


def assert_clean(made):
    """Assert that pages are fit to be seen; the letter of a tab stands in the box at the edge of the paper, beyond the text."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    sheets = {
        at for at, text in enumerate(texts, 1) if "Tab A" in text and "paragraph" not in text and "text" not in text
    }
    assert_clean_pages(made, pages=set(range(1, len(texts) + 1)) - sheets)


def printed(made, audience=USA_JPN, rules=RULES):
    return render_pdf(release(made, audience, rules)[0]).pdf


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_page_tells_what_it_is_of(paper):
    made = printed(packet(paper))
    pages = PdfReader(io.BytesIO(made)).pages
    wide = [page.mediabox.width > page.mediabox.height for page in pages]
    assert {True, False} == set(wide)
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert text.count("UNCLASSIFIED") == 2
        for words in (
            "Mid Planning Conference read-ahead",
            "As of 24 0941T / 1641Z / 0141I+1 NOV 26",
            "Japan liaison office",
            "Compiled for USA, JPN",
            "Copy 3 of 12",
            f"Page {number} of {len(pages)}",
        ):
            assert words in text
    assert_clean(made)


def nations(count):
    others = sorted({one.code for one in load_nations().all()} - {"USA", "JPN"})[: count - 2]
    return frozenset({"USA", "JPN", *others})


def banners(made):
    """Return for each page its size and the boxes (left, bottom, right, top) of what stands above the head and below the foot."""
    for sight in seen(made):
        sheet = next(
            one
            for paper in SHEETS.values()
            for one in (paper, paper.across)
            if abs(one.width - sight.width) < 1 and abs(one.height - sight.height) < 1
        )
        there = [one for one in sight.strings if one.upright]
        boxes = [
            (one.left, one.baseline, one.right, one.baseline + one.size * 0.75)
            for one in there
            if one.baseline > sheet.height - sheet.head or one.baseline < sheet.head - 8.0
        ]
        yield sight, boxes, [one for one in there if one.baseline > sheet.height - sheet.head]


def on_other_paper(size, other, box, *, fit):
    """Return how far a box of a page stays from each edge of another paper that it is printed on, in the middle."""
    scale = min(other[0] / size[0], other[1] / size[1]) if fit else 1.0
    x, y = (other[0] - size[0] * scale) / 2, (other[1] - size[1] * scale) / 2
    left, bottom, right, top = (edge * scale for edge in box)
    return min(x + left, y + bottom, other[0] - (x + right), other[1] - (y + top))


@pytest.mark.parametrize(("paper", "other"), [("a4", "letter"), ("letter", "a4"), ("a4", "a4"), ("letter", "letter")])
@pytest.mark.parametrize("count", [2, 30])
def test_a_banner_is_cut_off_by_neither_paper_at_its_true_size_or_fitted(paper, other, count):
    marking = Marking("USA", Level.UNCLASSIFIED, nations(count))
    found = list(banners(printed(packet(paper, marking))))
    assert len(found) > 5
    for sight, boxes, _ in found:
        assert len(boxes) >= 2
        paper_there = PAPERS[other] if sight.height > sight.width else PAPERS[other][::-1]
        for box, fit in product(boxes, (True, False)):
            assert on_other_paper((sight.width, sight.height), paper_there, box, fit=fit) >= LEAST - 0.1


def test_a_long_banner_is_set_smaller_then_in_two_lines_and_never_loses_a_word():
    bold, sheet = faces.face(BOLD), SHEETS["letter"]
    room = sheet.width - 30 * MM
    sizes = []
    for count in range(2, 110, 4):
        banner = f"SECRET//REL TO {', '.join(f'N{number:02d}' for number in range(count))}"
        inks = set_banner(banner, bold, sheet).inks
        sizes.append((len(inks), inks[0].size))
        assert " ".join(ink.text for ink in inks) == banner
        assert all(bold.width(ink.text, ink.size) <= room + 0.01 for ink in inks)
        assert all(
            abs(ink.x + sheet.side + bold.width(ink.text, ink.size) / 2 - sheet.width / 2) < 0.01 for ink in inks
        )
    assert sizes[0] == (1, 10.0)
    assert sizes == sorted(sizes, key=lambda one: (one[0], -one[1]))
    assert {size for lines, size in sizes if lines == 2} >= {7.0}
    assert all(size >= 7.0 for lines, size in sizes if lines == 1)


def test_two_lines_of_a_banner_touch_neither_each_other_nor_the_running_head():
    marking = Marking("USA", Level.UNCLASSIFIED, nations(31))
    for paper in SHEETS:
        made = printed(packet(paper, marking))
        assert any(len(above) == 2 for _, _, above in banners(made))
        assert_clean(made)


def test_a_title_too_long_for_the_running_head_is_whole_on_the_first_page_and_never_reaches_the_time():
    long = "A title of very many words " * 12
    made = printed(packet("letter", words=furniture(title=(long,), as_of=("As of 24 0941T / 1641Z / 0141I+1 NOV 26",))))
    assert_clean(made)
    assert "…" in PdfReader(io.BytesIO(made)).pages[1].extract_text()


CUI = Marking("USA", Level.CUI, frozenset({"USA", "JPN"}))


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_block_says_what_is_filled_in_and_leaves_room_for_the_rest(paper, across):
    block = ("USSPACECOM J5", "", "FEDCON and a text that takes more than one of the lines of the block it stands in")
    many = tuple(Paragraph(line(said(f"controlled {number}", CUI))) for number in range(90))
    section = Section("text", line(said("Text", CUI)), many, across=across)
    made = Document(furniture(block=block), (section,), ("en",), "JPN", AS_OF, policy="dod_cui", paper=paper)
    pdf = printed(made)
    assert_clean_pages(pdf)
    first, *others = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    words = " ".join(first.split())
    assert "Controlled by: USSPACECOM J5" in words
    assert f"Distribution or LDC: {block[2]}" in words
    assert "CUI category:" in words
    assert "POC:" in words
    assert not any("POC:" in other for other in others)
    numbers = [int(word) for word in " ".join([first, *others]).split() if word.isdigit()]
    assert set(range(90)) <= set(numbers)


def test_a_block_of_any_length_leaves_the_page_its_text():
    section = Section("text", line(said("Text", CUI)), (Paragraph(line(said("controlled", CUI))),))
    made = Document(
        furniture(block=("word " * 2000, "語" * 5000, "x" * 900, "a\nb")),
        (section,),
        ("en",),
        "JPN",
        AS_OF,
        policy="dod_cui",
    )
    pdf = printed(made)
    assert_clean_pages(pdf)
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert "controlled" in page.extract_text()
    assert page.extract_text().count("…") == 3


def test_a_block_stands_on_the_first_page_also_where_that_is_the_sheet_of_a_tab():
    section = Section("a", line(said("Agenda", CUI)), (Paragraph(line(said("text", CUI))),), tab=True, divider=True)
    made = printed(Document(furniture(), (section,), ("en",), "JPN", AS_OF, policy="dod_cui"))
    first, second = (page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert ("Controlled by:" in first, "Controlled by:" in second) == (True, False)
    assert_clean(made)


def test_an_empty_packet_is_a_page_with_its_banner():
    made = printed(document(empty=()), rules=ReleaseRules("JPN", "USA", {}))
    assert len(PdfReader(io.BytesIO(made)).pages) == 1
    bare = printed(Document(furniture(), (), ("en",), "JPN", AS_OF))
    assert PdfReader(io.BytesIO(bare)).pages[0].extract_text().count("UNCLASSIFIED") == 2
