"""What a packet takes in whole, on the finished file: between our banners, named, numbered, and with nothing of its own beside it."""

import re
import subprocess
import sys
import zlib
from io import BytesIO
from random import Random

import pytest
from pypdf import PdfReader

from liaison_desk.briefings.document import Contents, Document, Pages, Paragraph, Picture, Section, Title, Words
from liaison_desk.briefings.inserts import take_pages
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import render_pdf
from liaison_desk.briefings.render.pages import sheet_of
from liaison_desk.briefings.render.strips import MM, Whole
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.errors import RefusedError, UnreadableError
from tests.briefings.clean_pages import seen
from tests.briefings.documents import AS_OF, BOTH, HOME_ONLY, OPEN, RULES, USA_JPN, furniture, line, said
from tests.briefings.strange_files import BOX, letters, paper, papers, picture, spotted, stream
from tests.briefings.test_pages_taken_in import ON, mark

SIZES = {
    "A4": b"/MediaBox [0 0 595 842]",
    "A4 lying": b"/MediaBox [0 0 842 595]",
    "A4 turned": b"/MediaBox [0 0 595 842] /Rotate 270",
    "Letter": b"/MediaBox [0 0 612 792]",
    "A3 lying": b"/MediaBox [0 0 1191 842]",
    "A5": b"/MediaBox [0 0 420 595]",
    "card": b"/MediaBox [0 0 216 144]",
    "poster": b"/MediaBox [0 0 14400 9000]",
    "inch": b"/MediaBox [0 0 72 72]",
}


def part(key, heading, *blocks, **more):
    return Section(key, line(said(heading)), tuple(blocks), ("Nothing to report.",), **more)


def whole(data, name="Annex", marking=OPEN, chosen=()):
    return Pages(data, line(said(name, marking)), chosen)


def packet(*sections, paper="a4", languages=("en",), policy="us", **words):
    return Document(furniture(**words), sections, languages, "JPN", AS_OF, policy=policy, paper=paper)


def printed(made):
    return render_pdf(release(made, USA_JPN, RULES)[0])


def pages(made):
    return PdfReader(BytesIO(printed(made).pdf)).pages


def unpacked(pdf, folder):
    """Return a file with all its streams unpacked, after qpdf has found nothing wrong with it."""
    place = folder / "packet.pdf"
    place.write_bytes(pdf)
    subprocess.run(["qpdf", "--check", place], check=True, capture_output=True)
    told = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", place, "-"], check=True, capture_output=True)
    return told.stdout


FRONT = Section("cover", None, (Title(line(Words(("Read-ahead",)))), Contents()))


@pytest.mark.parametrize("size", SIZES)
def test_a_page_keeps_its_size_and_has_the_banner_twice_its_name_and_number(size):
    page = SIZES[size]
    made = packet(
        FRONT,
        part("a", "Annexes", Paragraph(line(said("See below", BOTH)))),
        part("b", "Site", whole(paper(page=page), "Site plan", BOTH)),
    )
    _, found = pages(made)
    text = found.extract_text()
    assert text.count("UNCLASSIFIED//REL TO USA, JPN") == 2
    assert "Page 2 of 2" in text
    assert "As of 241641Z NOV 26" in text
    assert "Compiled for" in text  # cut off on a card
    assert "Annex" in text
    (taken,) = take_pages(paper(page=page), "Site plan")
    width, height = map(float, found.mediabox[2:])
    assert (width, height) == pytest.approx((taken.width, taken.height), abs=0.01)
    assert found.rotation == 0


@pytest.mark.parametrize("size", ["A4", "A4 lying", "Letter", "A3 lying"])
def test_a_page_has_room_for_the_banners_and_stays_readable(size):
    (taken,) = take_pages(paper(page=SIZES[size]), "Site plan")
    sheet = sheet_of(Whole(taken, 7.5, "(U) Site plan", ""))
    assert sheet.banner >= 8 * MM - 0.01
    assert sheet.scale == 1.0
    assert sheet.inner >= sheet.banner + 7.5
    assert 1 - 2 * sheet.inner / sheet.height > 0.8
    if size == "A4":  # printed on Letter, 9 mm are lost above and below
        assert sheet.banner > 14 * MM


@pytest.mark.parametrize(("size", "other"), [("A4", (612, 792)), ("Letter", (595, 842))])
def test_on_the_other_paper_neither_the_banner_nor_the_page_is_cut_and_the_page_is_no_smaller_than_that_asks(
    size, other
):
    (taken,) = take_pages(paper(page=SIZES[size]), "Site plan")
    sheet = sheet_of(Whole(taken, 7.5, "(U) Site plan", ""))
    beside, above = ((own - its) / 2 for own, its in zip((sheet.width, sheet.height), other, strict=True))
    margin = 6 * MM
    assert sheet.banner - max(0.0, above) >= margin
    assert sheet.width * sheet.inner / sheet.height - max(0.0, beside) >= margin
    nearest = max(sheet.banner + 7.5, sheet.head + 14.0 if sheet.head > sheet.banner else 0.0)
    assert sheet.inner - nearest == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("box", "size"), [("595 842", 10), ("842 1191", 10), ("792 1224", 10), ("1684 2384", 19.5), ("3370 2384", 27.5), ("600 6000", 16.7)]
)  # fmt: skip
def test_the_banner_of_a_plan_is_as_large_as_it_is_on_a3_when_the_page_is_seen_as_a_whole(box, size):
    made = packet(part("a", "Plan", whole(paper(page=b"/MediaBox [0 0 %b]" % box.encode()), "Plan", BOTH)))
    (sight,) = seen(printed(made).pdf)
    sizes = [one.size for one in sight.strings if one.words == "UNCLASSIFIED//REL TO USA, JPN"]
    assert sizes == pytest.approx([size, size], abs=0.1)
    assert all(0 < one.left < one.right < sight.width for one in sight.strings if one.upright)


def test_what_the_page_says_lies_between_the_banners(tmp_path):
    corners = letters(b"low", b"0 1") + letters(b"high", b"0 385")
    place = tmp_path / "packet.pdf"
    place.write_bytes(printed(packet(part("a", "Corners", whole(paper(corners))))).pdf)
    told = subprocess.run(["pdftotext", "-bbox", place, "-"], check=True, capture_output=True, text=True).stdout
    words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<', told)
    tops = sorted((float(top), float(bottom), word) for top, bottom, word in words)
    around = ["UNCLASSIFIED", "NOV", "high", "low", "Compiled", "UNCLASSIFIED"]
    assert [word for _, _, word in tops if word in around] == around
    edges = {word: (top, bottom) for top, bottom, word in tops}
    assert edges["NOV"][1] <= edges["high"][0]
    assert edges["low"][1] <= edges["Compiled"][0] + 2.0  # its box is that of the whole type


def test_headings_and_contents_lead_to_the_first_page_that_was_taken_in():
    made = packet(FRONT, part("a", "Way ahead", Paragraph(line(said("Words")))), part("b", "Site", whole(papers(letters(b"one"), letters(b"two")), "Site plan"), tab=True), part("c", "Last", Paragraph(line(said("End")))))  # fmt: skip
    result = printed(made)
    assert [(entry.title, entry.page, entry.tab) for entry in result.outline] == [
        ("Way ahead", 1, ""),
        ("Site", 2, "A"),
        ("Last", 4, ""),
    ]
    reader = PdfReader(BytesIO(result.pdf))
    assert [reader.get_destination_page_number(one) for one in reader.outline] == [0, 1, 3]
    assert re.search(r"Site.*2", reader.pages[0].extract_text())
    assert "Site" not in reader.pages[1].extract_text().replace("Site plan", "")


def test_a_divider_stands_before_pages_that_were_taken_in():
    made = packet(FRONT, part("b", "Site", whole(paper(), "Site plan"), tab=True, divider=True))
    _, sheet, page = pages(made)
    assert "Tab A. Site" in sheet.extract_text()
    assert "Annex" in page.extract_text()


def test_words_before_and_after_stand_on_pages_of_their_own():
    around = (Paragraph(line(said("Before."))), whole(paper(), "Site plan"), Paragraph(line(said("After."))))
    first, second, third = pages(packet(part("a", "Mixed", *around)))
    assert "Before." in first.extract_text()
    assert "Mixed" in first.extract_text()
    assert "Annex" in second.extract_text()
    assert "After." in third.extract_text()


def test_nothing_of_the_other_file_but_its_drawing_is_in_ours(tmp_path):
    secret = b"(KEEPOUT)"
    made = paper(
        page=BOX + b" /Annots [10 0 R 12 0 R] /AA <</O 13 0 R>> /PieceInfo <</X <</Private %b>>>>" % secret,
        catalog=b"/Names <</EmbeddedFiles <</Names [%b 14 0 R]>>>> /OpenAction 13 0 R /Metadata 15 0 R" % secret,
        more=mark(b"FreeText", b"stamped") | {
            12: b"<</Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI %b>>>>" % secret,
            13: b"<</S /JavaScript /JS %b>>" % secret,
            14: b"<</F %b /EF <</F 15 0 R>>>>" % secret,
            15: stream(b"KEEPOUT"),
        },
        trailer=b"/Info <</Author %b>>" % secret,
    )  # fmt: skip
    told = unpacked(printed(packet(part("a", "Annex", whole(made)))).pdf, tmp_path)
    assert b"(stamped)" in told
    assert b"KEEPOUT" not in told
    for name in (b"/JavaScript", b"/URI", b"/EmbeddedFile", b"/PieceInfo", b"/FreeText", b"/AA "):
        assert name not in told


def test_the_same_packet_has_the_same_bytes(tmp_path):
    sections = (
        part("a", "Annex", whole(paper(page=ON, more=mark(b"Stamp")))),
        part("b", "Map", Picture(picture("PNG"), line(said("Map")))),
    )
    first = printed(packet(*sections)).pdf
    assert printed(packet(*sections)).pdf == first
    unpacked(first, tmp_path)


def test_the_same_pages_twice_are_carried_once_for_each_file():
    once = len(printed(packet(part("a", "Annex", whole(papers(*[letters(b"x" * 4_000)] * 9))))).pdf)
    assert once < len(printed(packet(part("a", "Annex", whole(paper())))).pdf) + 9 * 1_500


def test_what_is_withheld_leaves_no_trace():
    clear = packet(FRONT, part("z", "Words", Paragraph(line(said("Words")))))
    hidden = packet(
        FRONT,
        part("z", "Words", Paragraph(line(said("Words"))), Picture(picture("PNG"), line(said("Map", HOME_ONLY)))),
        Section("a", line(said("Annex", HOME_ONLY)), (whole(paper(), "Annex", HOME_ONLY),)),
    )
    assert printed(hidden).pdf == printed(clear).pdf


def test_a_draft_says_so_above_what_covers_a_whole_page(tmp_path):
    scanned = paper(b"300 0 0 400 0 0 cm /I Do", resources=b"/XObject <</I 7 0 R>>", more={7: stream(b"\x00", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray")})  # fmt: skip
    told = unpacked(printed(packet(part("a", "Scan", whole(scanned)), draft="DRAFT")).pdf, tmp_path)
    assert told.index(b"/W Do") < told.index(b"/Darker gs")
    assert b"/BM /Multiply" in told
    assert "DRAFT" in pages(packet(part("a", "Scan", whole(scanned)), draft="DRAFT"))[0].extract_text()


def test_the_block_of_the_policy_has_a_page_of_its_own_where_the_packet_begins_with_a_page_taken_in():
    cui = Marking("USA", Level.CUI, frozenset({"USA", "JPN"}))
    first, second = pages(packet(part("a", "Annex", whole(paper(), "Annex", cui)), policy="dod_cui"))
    assert "Controlled by:" in first.extract_text()
    assert "Annex" in second.extract_text()
    assert [page.extract_text().splitlines().count("CUI") for page in (first, second)] == [2, 2]


def test_a_file_that_cannot_be_taken_in_is_named_as_the_packet_names_it():
    with pytest.raises(UnreadableError, match=r"Annex B is broken or cut off"):
        printed(packet(part("a", "Annex", whole(paper()[:200], "Annex B"))))
    with pytest.raises(RefusedError, match=r"Annex B has no page 4; its last is 1"):
        printed(packet(part("a", "Annex", whole(paper(), "Annex B", chosen=(4,)))))
    with pytest.raises(UnreadableError, match=r"Map is broken or cut off"):
        printed(packet(part("a", "Map", Picture(picture("PNG")[:60], line(said("Map"))))))


def test_pages_of_many_files_that_take_too_much_are_refused(monkeypatch):
    monkeypatch.setattr("liaison_desk.briefings.render.inserts.carried._MOST_MEGABYTES", 0.00001)
    with pytest.raises(RefusedError, match=r"take more than 1e-05 MB"):
        printed(packet(part("a", "Annex", whole(paper(letters(bytes(range(97, 123)) * 9))))))


@pytest.mark.parametrize("sheet", ["a4", "letter"])
@pytest.mark.parametrize("size", [(200, 100), (3000, 1000), (600, 2400), (2000, 2)])
def test_a_picture_is_no_wider_than_the_text_and_keeps_its_caption(tmp_path, sheet, size):
    words = Paragraph(line(said("Some words above it. " * 60)))
    made = packet(
        part("a", "Map", words, Picture(picture("PNG", size), line(said("Map of the site", BOTH)))), paper=sheet
    )
    result = printed(made)
    told = unpacked(result.pdf, tmp_path)
    drawn = re.search(rb"q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm /I\w+ Do", told)
    width, height, left, bottom = map(float, drawn.groups())
    assert left + width <= 612 - 54 + 0.1 if sheet == "letter" else left + width <= 595.3 - 56.6
    assert width / height == pytest.approx(size[0] / size[1], rel=0.05) or height == 1.0
    with_caption = [page for page in PdfReader(BytesIO(result.pdf)).pages if "Map of the site" in page.extract_text()]
    assert len(with_caption) == 1
    assert [len(page.images) for page in with_caption] == [1]
    assert bottom > 60


def test_a_picture_is_heard_by_its_caption(tmp_path):
    written = BytesIO()
    spotted().save(written, "JPEG")
    made = packet(part("a", "Map", Picture(written.getvalue(), line(said("Map of the site", BOTH)))))
    told = unpacked(printed(made).pdf, tmp_path)
    assert b"/Alt ((U//REL TO USA, JPN) Map of the site)" in told.replace(b"\\(", b"(").replace(b"\\)", b")")


def test_a_page_taken_in_is_heard_by_its_name_and_number(tmp_path):
    told = unpacked(
        printed(packet(part("a", "Annex", whole(papers(letters(), letters()), "Site plan", chosen=(2,))))).pdf, tmp_path
    )
    assert b"Site plan (2))" in told.replace(b"\\(", b"(").replace(b"\\)", b")")


PRINT = """
import re, sys
from tests.briefings.test_inserts_printed import packet, part, printed, whole
result = printed(packet(part("a", "Scans", whole(open(sys.argv[1], "rb").read()))))
most = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]
print(result.pages, len(result.pdf) // 1_000_000, int(most) // 1024)
"""


def test_scans_of_forty_megabytes_are_printed_in_bounded_memory(tmp_path):
    dice, side = Random(1), 4_400
    pixels = zlib.compress(dice.randbytes(side * side), 1)
    scan = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode" % (side, side)  # fmt: skip
    place = tmp_path / "scans.pdf"
    objects = {7: stream(pixels, scan), 8: stream(pixels, scan)}
    place.write_bytes(papers(b"/A Do", b"/B Do", resources=b"/XObject <</A 7 0 R /B 8 0 R>>", more=objects))
    told = subprocess.run([sys.executable, "-c", PRINT, str(place)], capture_output=True, text=True, check=True)
    count, size, most = map(int, told.stdout.split())
    assert (count, size) == (2, 38)
    assert most < 450


def test_pages_of_another_packet_bring_fonts_that_are_told_from_its_own(tmp_path):
    other = printed(packet(part("a", "Other", Paragraph(line(said("Quite other letters: 席数")))))).pdf
    made = printed(packet(part("b", "Own", Paragraph(line(said("Words")))), part("c", "Annex", whole(other)))).pdf
    fonts = re.findall(rb"/Type0|/FontName /[A-Z]{6}\+[\w-]+", unpacked(made, tmp_path))
    assert fonts.count(b"/Type0") == 4
    assert len({name for name in fonts if name != b"/Type0"}) == 4
