"""Files that others made: what is taken in, what is said of it, and what is refused with one sentence that names the file."""

import re
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from liaison_desk.briefings.inserts import InsertKind, examine, take_pages
from liaison_desk.briefings.pictures import printed_picture
from liaison_desk.foundation.core.errors import RefusedError, UnreadableError
from tests.briefings.strange_files import BOX, FONT, letters, paper, papers, pdf, picture, spotted, stream
from tests.cost import processor_seconds

MUCH = "holds more than can be read safely"


def refused(data, name="annex.pdf"):
    """Return the sentence with which a file is refused; it names the file."""
    with pytest.raises((RefusedError, UnreadableError)) as caught:
        examine(data, name)
    assert name in str(caught.value)
    return str(caught.value)


def test_a_pdf_tells_its_pages_and_the_size_of_the_first():
    found = examine(papers(letters(b"one"), letters(b"two")), "annex.pdf")
    assert (found.kind, found.pages, found.size, found.remarks) == (InsertKind.PDF, 2, (300.0, 400.0), ())


def test_a_picture_tells_its_pixels_upright_and_how_many_follow_it():
    found = examine(picture("PNG", (120, 80)), "map.png")
    assert (found.kind, found.pages, found.size, found.remarks) == (InsertKind.PICTURE, 1, (120, 80), ())
    frames = BytesIO()
    first, *others = (Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue"))
    first.save(frames, "GIF", save_all=True, append_images=others)
    (remark,) = examine(frames.getvalue(), "talk.gif").remarks
    assert remark.text.format(**dict(remark.values)) == "Only the first picture of talk.gif is printed, 2 more are not."


@pytest.mark.parametrize(
    ("page", "size"),
    [
        (b"/MediaBox [0 0 842 1191]", (842, 1191)),
        (b"/MediaBox [100 50 0 250]", (100, 200)),
        (b"/MediaBox [0 0 300 400] /CropBox [50 60 250 380]", (200, 320)),
        (b"/MediaBox [0 0 300 400] /CropBox [-500 -500 900 900]", (300, 400)),
        (b"/MediaBox [0 0 300 400] /CropBox [900 900 950 950]", (300, 400)),
        (b"/MediaBox [0 0 300 400] /Rotate 90", (400, 300)),
        (b"/MediaBox [0 0 300 400] /Rotate -90", (400, 300)),
        (b"/MediaBox [0 0 300 400] /Rotate 45", (300, 400)),
        (b"/MediaBox [0 0 300 400] /UserUnit 2", (600, 800)),
        (b"/Rotate 0", (612, 792)),
    ],
)
def test_a_page_is_as_large_as_a_reader_sees_it(page, size):
    assert examine(paper(page=page), "annex.pdf").size == size


@pytest.mark.parametrize(
    "page", [b"/MediaBox [0 0 71 400]", b"/MediaBox [0 0 300 14401]", b"/MediaBox [0 0 300 400] /UserUnit 40"]
)
def test_pages_no_printer_has_paper_for_are_refused(page):
    assert "inches. Pages of 1 to 200 inches can be printed." in refused(paper(page=page))


def test_pages_come_in_the_order_they_are_chosen_in_and_a_missing_one_is_told():
    made = papers(*(letters(b"page %d" % number) for number in range(1, 6)))
    assert [page.number for page in take_pages(made, "annex.pdf", (4, 2, 4))] == [4, 2, 4]
    with pytest.raises(RefusedError, match=r"annex\.pdf has no page 9; its last is 5\."):
        take_pages(made, "annex.pdf", (2, 9))


def test_what_is_wrong_with_a_page_nobody_chose_is_of_no_matter():
    made = pdf(
        {
            1: b"<</Type /Catalog /Pages 2 0 R>>",
            2: b"<</Type /Pages /Kids [3 0 R 4 0 R]>>",
            3: b"<</Type /Page /MediaBox [0 0 300 400]>>",
            4: b"<</Type /Page /MediaBox [0 0 1 1]>>",
        }
    )
    assert len(take_pages(made, "annex.pdf", (1,))) == 1
    assert "Page 2 of annex.pdf measures" in refused(made)


@pytest.mark.parametrize("password", ["", "open sesame"])
@pytest.mark.parametrize("way", ["RC4-128", "AES-256"])
def test_a_file_under_a_password_is_refused_also_if_that_is_empty(password, way):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(paper())))
    writer.encrypt(password, "owner", algorithm=way)
    written = BytesIO()
    writer.write(written)
    assert refused(written.getvalue()) == "annex.pdf is protected by a password. Save it without one, and add that."


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 and no more",
        paper()[:-200],
        paper()[:200],
        pdf({1: b"<</Type /Catalog /Pages 2 0 R>>", 2: b"<</Type /Pages /Kids [2 0 R]>>"}),
        pdf({1: b"<</Type /Catalog /Pages 2 0 R>>", 2: b"<</Type /Pages /Kids [3 0 R]>>", 3: b"<</Type /Pages /Kids [2 0 R]>>"}),
        paper(page=b"/MediaBox " + b"[" * 100_000),
    ],
    ids=["head alone", "cut off at its end", "cut in two", "in itself", "in a circle", "deep lists"],
)  # fmt: skip
def test_a_broken_file_is_refused(data):
    assert refused(data).startswith("annex.pdf is broken or cut off. If it can be opened elsewhere, print it")


def test_a_damaged_table_is_mended_where_that_costs_little():
    def damaged(note):
        return re.sub(rb"startxref\n\d+", b"startxref\n20", paper()).replace(
            b"%PDF-1.7\n", b"%PDF-1.7\n%" + note + b"\n"
        )

    (page,) = take_pages(damaged(b"/Type /Page"), "annex.pdf")
    assert b"(Annex) Tj" in zlib.decompress(page.drawing.data)
    for packed in (b"/Type /ObjStm", b"/Type /#4fbjStm"):
        refused(damaged(packed))


def test_a_file_without_pages_is_refused():
    assert (
        refused(pdf({1: b"<</Type /Catalog /Pages 2 0 R>>", 2: b"<</Type /Pages /Kids []>>"}))
        == "annex.pdf has no pages."
    )


def test_tens_of_thousands_of_pages_are_refused():
    kids = b"3 0 R " * 30_000
    made = pdf({1: b"<</Type /Catalog /Pages 2 0 R>>", 2: b"<</Type /Pages /Kids [%b]>>" % kids, 3: b"<</Type /Page>>"})
    with processor_seconds(10):
        assert "has more than 5000 pages" in refused(made)


def drawings(count, draws, *, own=True):
    """Return drawings, from object 30 on, each of which draws the next so many times."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    return {
        number: stream(
            b"/X Do " * draws, head + (b" /Resources <</XObject <</X %d 0 R>>>>" % (number + 1) if own else b"")
        )
        for number in range(30, 30 + count)
    } | {30 + count: stream(b"0 0 9 9 re f", head)}


@pytest.mark.parametrize(
    "made",
    [
        paper(stream(b"\n" * 60_000_000, packed=True)),
        paper(b"/X Do", resources=b"/XObject <</X 7 0 R>>", more={7: stream(b"0", b"/Subtype /Image /Width 99999 /Height 99999")}),
        paper(b"/X Do", resources=b"/XObject <</X 30 0 R>>", more=drawings(10, 12)),
        paper(b"/X Do", resources=b"/XObject <</X 30 0 R>>", more=drawings(60, 1)),
        paper(b"/C cs", resources=b"/ColorSpace <</C 30 0 R>>", more={n: b"[%b]" % (b"%d 0 R " % (n + 1) * 9) for n in range(30, 60)}),
        paper(b"/C cs", resources=b"/ColorSpace <</C 30 0 R>>", more={30: b"[30 0 R 30 0 R]"}),
        paper(b"".join(b"/N%d " % number for number in range(120_000))),
        paper(page=BOX + b" /Annots [" + b"null " * 6_000 + b"]"),
    ],
    ids=["drawing", "pixels", "drawings ten deep", "drawings sixty deep", "lists", "a list in itself", "names", "comments"],
)  # fmt: skip
def test_a_bomb_is_refused_before_it_goes_off(made):
    assert len(made) < 2_000_000
    with processor_seconds(20):
        assert MUCH in refused(made)


def test_a_word_of_many_letters_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr("liaison_desk.briefings.inserts.bounds.MOST_READS", 100_000)
    assert examine(paper(trailer=b"/ID [(" + b"a" * 50_000 + b")]"), "annex.pdf").pages == 1
    assert MUCH in refused(paper(trailer=b"/ID [(" + b"a" * 200_000 + b")]"))


def test_objects_that_are_not_there_are_not_searched_for():
    names = range(20_000)
    resources = b"/Font <<%b>>" % b"".join(b"/F%d %d 0 R " % (number, 100_000 + number) for number in names)
    made = paper(b" ".join(b"/F%d 1 Tf" % number for number in names), resources=resources)
    with processor_seconds(20):
        assert examine(made, "annex.pdf").pages == 1


def test_a_file_larger_than_a_packet_takes_in_is_refused_unread():
    for data, name in ((b"%PDF-1.7" + bytes(50_000_000), "annex.pdf"), (b"BM" + bytes(50_000_000), "map.bmp")):
        assert "has 51 MB. A packet takes in files of 50 MB at most." in refused(data, name)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "AVIF"),
    ],
)
def test_pictures_that_cannot_be_printed_are_refused_by_their_kind(data, kind):
    assert f"is a picture in the form {kind}, which cannot be printed here" in refused(data, "map.bin")


def test_what_is_neither_pdf_nor_picture_is_refused():
    assert (
        refused(b"Dear colleagues", "letter.txt")
        == "letter.txt is not a picture that can be printed. Save it as JPEG or PNG."
    )
    assert refused(b"", "letter.txt") == "letter.txt is empty."


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused_when_it_is_printed(form):
    written = BytesIO()
    spotted((200, 200)).save(written, form)
    data = written.getvalue()
    with pytest.raises(UnreadableError, match=r"map is broken or cut off"):
        printed_picture(data[: len(data) // 2], "map", 400, 400)


def test_fonts_that_are_not_in_the_file_are_told():
    assert examine(paper(), "annex.pdf").remarks == ()
    foreign = FONT.replace(b"Helvetica", b"ABCDEF+MS-Mincho")
    (remark,) = examine(paper(more={5: foreign}), "annex.pdf").remarks
    assert remark.text.format(**dict(remark.values)).endswith("it may look otherwise elsewhere: MS-Mincho.")


def test_the_library_is_imported_only_when_a_file_is_looked_at():
    code = "import sys, liaison_desk.briefings.inserts; print(sorted({'pypdf', 'PIL', 'reportlab', 'PySide6'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
