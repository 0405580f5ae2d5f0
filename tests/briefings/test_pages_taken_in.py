"""Pages of other files: what draws them is carried over, and nothing that anybody wrote, attached or hid beside it."""

import re
import zlib
from io import BytesIO

import pytest
from PIL import Image

from liaison_desk.briefings.inserts import Part, examine, take_pages
from liaison_desk.foundation.core.errors import RefusedError
from tests.briefings.strange_files import BOX, FONT, FONTS, letters, paper, papers, spotted, stream

FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 90 20]"


def parts_of(page):
    """Return every object of a page, each once."""
    seen, waiting = {}, [page.drawing]
    while waiting:
        part = waiting.pop()
        if id(part) not in seen:
            seen[id(part)] = part
            waiting += [one for one in part.said if isinstance(one, Part)]
    return list(seen.values())


def said_of(part):
    return b"".join(one for one in part.said if isinstance(one, bytes))


def bytes_of(*pages):
    """Return everything that is carried over, unpacked."""
    found = []
    for page in pages:
        for part in parts_of(page):
            said = said_of(part)
            packed = part.data is not None and b"/FlateDecode" in said
            found += [said, zlib.decompress(part.data) if packed and part.data else part.data or b""]
    return b"\n".join(found)


def carried(data, chosen=()):
    return bytes_of(*take_pages(data, "annex.pdf", chosen))


def refused(data):
    with pytest.raises(RefusedError) as caught:
        examine(data, "annex.pdf")
    return str(caught.value)


def mark(kind, words=b"seen", more=b"", flags=4):
    """Return something that lies on a page, and its drawing, as objects 10 and 11."""
    drawn = stream(b"BT /F1 9 Tf 2 5 Td (" + words + b") Tj ET", FORM + b" /Resources <<" + FONTS + b">>")
    return {
        10: b"<</Type /Annot /Subtype /%b /Rect [40 40 130 60] /F %d /AP <</N 11 0 R>> %b>>" % (kind, flags, more),
        11: drawn,
    }  # fmt: skip


def empty_field():
    return mark(b"Widget", b"", b"/FT /Tx /V (Twelve)") | {11: stream(b"/Tx BMC EMC", FORM)}


ON = BOX + b" /Annots [10 0 R]"


def test_the_drawing_and_what_it_names_comes_along():
    said = carried(paper())
    assert b"(Annex) Tj" in said
    assert b"/BaseFont /Helvetica" in said


def test_nothing_comes_along_that_does_not_draw_the_page():
    secret = b"KEEPOUT"
    words = b"(%b)" % secret
    script = b"<</S /JavaScript /JS %b>>" % words
    made = paper(
        letters(),
        resources=FONTS + b" /XObject <</I 7 0 R>> /ProcSet [/%b] /Private <</Note %b>>" % (secret, words),
        page=ON + b" /AA <</O 12 0 R>> /Metadata 13 0 R /PieceInfo <</X <</Private 13 0 R>>>> /Thumb 13 0 R /StructParents 3"
        b" /B [13 0 R] /ID %b /LastModified %b /VP [<</Name %b>>]" % (words, words, words),
        catalog=b"/OpenAction 12 0 R /AA <</WC 12 0 R>> /Metadata 13 0 R /Names <</EmbeddedFiles <</Names [%b 14 0 R]>> /JavaScript"
        b" <</Names [%b 12 0 R]>>>> /Outlines 15 0 R /OutputIntents [<</S %b>>] /StructTreeRoot 13 0 R" % (words, words, words),
        more={
            7: stream(b"\x00", b"/Subtype /Image /Width 1 /Height 1 /Metadata 13 0 R /Alternates [13 0 R]"),
            10: b"<</Subtype /Link /Rect [0 0 99 99] /A <</S /URI /URI %b>> /Contents %b>>" % (words, words),
            12: script,
            13: stream(secret),
            14: b"<</Type /Filespec /F %b /EF <</F 13 0 R>>>>" % words,
            15: b"<</Title %b>>" % words,
        },
        trailer=b"/Info <</Author %b /Title %b>> /ID [%b %b]" % (words, words, words, words),
    )  # fmt: skip
    assert secret in made
    assert secret not in carried(made)


def test_what_drawings_and_fonts_say_besides_stays_behind():
    secret = b"KEEPOUT"
    made = paper(
        b"/X Do " + letters(),
        resources=FONTS + b" /XObject <</X 7 0 R>>",
        more={
            5: FONT.replace(b">>", b"/Private (%b) /FontDescriptor 8 0 R>>" % secret),
            7: stream(b"0 0 9 9 re f", FORM + b" /Ref <</F (%b.pdf) /Page 1>> /OPI <</X (%b)>> /PieceInfo 9 0 R /Metadata 9 0 R" % (secret, secret)),
            8: b"<</Type /FontDescriptor /FontName /Helvetica /Flags 32 /FontFile2 10 0 R /Note (%b)>>" % secret,
            9: stream(secret),
            10: stream(b"font", b"/Length1 4 /Metadata 9 0 R"),
        },
    )  # fmt: skip
    said = carried(made)
    assert b"0 0 9 9 re f" in said
    assert b"font" in said
    assert secret not in said


def test_what_stands_in_another_file_is_not_fetched(tmp_path):
    elsewhere = tmp_path / "other.txt"
    elsewhere.write_bytes(letters(b"FETCHED"))
    named = str(elsewhere).encode()
    made = paper(
        b"/X Do", resources=b"/XObject <</X 7 0 R>>", more={7: stream(b"0 0 1 1 re f", FORM + b" /F (%b)" % named)}
    )
    said = carried(made)
    assert b"FETCHED" not in said
    assert named not in said
    assert b"re f" not in said


def test_resources_of_pages_that_were_not_chosen_stay_behind():
    shared = FONTS + b" /XObject <</One 7 0 R /Two 8 0 R>>"
    forms = {7: stream(b"(first) pop", FORM), 8: stream(b"(second) pop", FORM)}
    made = papers(b"/One Do", b"/Two Do", resources=shared, more=forms)
    assert b"first" in carried(made)
    assert b"second" in carried(made)
    said = carried(made, (2,))
    assert b"second" in said
    assert b"first" not in said
    assert b"Helvetica" not in said


def test_names_are_the_same_however_they_are_written():
    made = paper(
        b"/A#42 Do /AB Do /\xe9 Do",
        resources=b"/XObject <</AB 7 0 R /#e9 8 0 R>>",
        more={7: stream(b"(ab) pop", FORM), 8: stream(b"(e) pop", FORM)},
    )
    said = carried(made)
    assert b"/A#42 " in said
    assert b"/AB " in said
    assert b"/\xe9 " in said
    assert b"(ab) pop" in said
    assert b"(e) pop" in said


def test_what_several_pages_use_is_carried_once():
    pages = take_pages(papers(*(letters(b"page") for _ in range(20))), "annex.pdf")
    parts = {id(part): part for page in pages for part in parts_of(page)}
    assert len([part for part in parts.values() if b"Helvetica" in said_of(part)]) == 1


def test_a_drawing_without_resources_has_those_of_where_it_stands():
    made = papers(
        b"/X Do", resources=FONTS + b" /XObject <</X 7 0 R>>", more={7: stream(letters(b"inside"), FORM)}
    )  # fmt: skip
    said = carried(made)
    assert b"(inside) Tj" in said
    assert said.count(b"/BaseFont /Helvetica") == 1


def test_a_drawing_inside_itself_is_drawn_once():
    made = paper(
        b"/X Do",
        resources=b"/XObject <</X 7 0 R>>",
        more={7: stream(b"(in) pop /X Do", FORM + b" /Resources <</XObject <</X 7 0 R>>>>")},
    )
    assert carried(made).count(b"(in) pop") == 1


def test_a_filled_field_is_seen_and_its_script_is_not():
    made = paper(
        page=ON, more=mark(b"Widget", b"Twelve seats", b"/FT /Tx /V (Twelve seats) /AA <</K <</JS (KEEPOUT)>>>>")
    )
    said = carried(made)
    assert b"(Twelve seats) Tj" in said
    assert b"1 0 0 1 40 40 cm" in said
    assert b"KEEPOUT" not in said
    assert b"Annot" not in said


def test_a_box_that_is_ticked_is_seen_ticked():
    states = b"<</N <</Yes 11 0 R /Off 12 0 R>>>>"
    objects = mark(b"Widget", b"X", b"/FT /Btn /AS /Yes") | {12: stream(b"(empty) pop", FORM)}
    objects[10] = objects[10].replace(b"<</N 11 0 R>>", states)
    said = carried(paper(page=ON, more=objects))
    assert b"(X) Tj" in said
    assert b"empty" not in said


@pytest.mark.parametrize(
    "more",
    [
        {
            "page": ON,
            "catalog": b"/AcroForm <</NeedAppearances true>>",
            "more": mark(b"Widget", b"", b"/FT /Tx /V (Twelve)"),
        },
        {"page": ON, "catalog": b"/AcroForm <</NeedAppearances true>>", "more": empty_field()},
        {"page": ON, "more": {10: b"<</Subtype /Widget /Rect [0 0 9 9] /FT /Tx /V (Twelve)>>"}},
        {
            "page": ON,
            "more": {10: b"<</Subtype /Widget /Rect [0 0 9 9] /Parent 12 0 R>>", 12: b"<</FT /Ch /V [(Two)]>>"},
        },
        {"catalog": b"/NeedsRendering true /AcroForm <</XFA (x)>>"},
    ],
    ids=["stale", "empty", "undrawn", "undrawn below another", "XFA"],
)
def test_a_form_whose_words_are_not_drawn_is_refused_rather_than_printed_empty(more):
    assert "is a form whose words only its own program can show" in refused(paper(**more))


@pytest.mark.parametrize(("drawn", "written", "seen"), [
    (b"Twelve", b"(Twelve)", True), (b"Ten", b"(Twelve)", False), (b"Twelve seats", b"(Twelve\\nseats)", True), (b"x", b"<FEFF5341>", True),
])  # fmt: skip
def test_a_form_that_asks_to_be_drawn_anew_is_printed_if_its_drawings_say_what_was_written(drawn, written, seen):
    objects = mark(b"Widget", drawn, b"/FT /Tx /V " + written)
    made = paper(page=ON, catalog=b"/AcroForm <</NeedAppearances true>>", more=objects)
    if seen:
        assert drawn in carried(made)
    else:
        assert "is a form whose words only its own program can show" in refused(made)


def test_an_empty_form_is_printed():
    objects = mark(b"Widget", b"", b"/FT /Tx /V ()")
    assert examine(paper(page=ON, catalog=b"/AcroForm <</NeedAppearances true>>", more=objects), "annex.pdf").pages == 1


@pytest.mark.parametrize(("kind", "flags", "seen"), [
    (b"Stamp", 4, True), (b"FreeText", 4, True), (b"Square", 0, True), (b"Stamp", 2, False), (b"Stamp", 32, False),
    (b"Text", 4, False), (b"Link", 4, False), (b"Popup", 4, False), (b"FileAttachment", 4, False), (b"Movie", 4, False),
])  # fmt: skip
def test_what_a_reader_sees_on_the_page_is_seen_and_notes_are_not(kind, flags, seen):
    assert (b"(stamped) Tj" in carried(paper(page=ON, more=mark(kind, b"stamped", b"", flags)))) is seen


def test_comments_that_are_not_printed_are_told():
    def told(objects):
        remarks = examine(paper(page=ON, more=objects), "annex.pdf").remarks
        return [remark.text.format(**dict(remark.values)) for remark in remarks]

    assert told(mark(b"Text")) == ["Comments in annex.pdf are not printed: 1."]
    assert told(mark(b"Highlight", b"", b"/Contents (why?)")) == ["Comments in annex.pdf are not printed: 1."]
    assert told(mark(b"FreeText", b"", b"/Contents (seen)")) == []


def test_passages_that_are_only_marked_to_be_redacted_are_refused():
    assert "has passages marked to be redacted that are still in it" in refused(paper(page=ON, more=mark(b"Redact")))


LAYERS = b"/OCProperties <</OCGs [20 0 R 21 0 R] /D <</OFF [20 0 R]>>>>"
GROUPS = {20: b"<</Type /OCG /Name (Hidden)>>", 21: b"<</Type /OCG /Name (Shown)>>"}


def layered(layer, *, catalog=LAYERS, more=None):
    """Return a page of which a drawing belongs to a layer."""
    drawing = {7: stream(b"(layered) pop", FORM + b" /OC " + layer)}
    return paper(b"/X Do", resources=b"/XObject <</X 7 0 R>>", catalog=catalog, more=GROUPS | drawing | (more or {}))


@pytest.mark.parametrize(("layer", "seen"), [
    (b"20 0 R", False), (b"21 0 R", True),
    (b"<</Type /OCMD /OCGs [20 0 R 21 0 R]>>", True),
    (b"<</Type /OCMD /OCGs [20 0 R 21 0 R] /P /AllOn>>", False),
    (b"<</Type /OCMD /OCGs 20 0 R /P /AnyOff>>", True),
    (b"<</Type /OCMD /OCGs [20 0 R 21 0 R] /P /AllOff>>", False),
    (b"<</Type /OCMD /OCGs []>>", True),
    (b"<</Type /OCMD /VE [/And 21 0 R [/Not 20 0 R]]>>", True),
    (b"<</Type /OCMD /VE [/Or 20 0 R [/Not 21 0 R]]>>", False),
])  # fmt: skip
def test_only_layers_that_are_shown_when_the_file_opens_are_drawn(layer, seen):
    assert (b"layered" in carried(layered(layer))) is seen


def test_layers_that_are_off_unless_they_are_named_are_not_drawn():
    base = b"/OCProperties <</OCGs [20 0 R 21 0 R] /D <</BaseState /OFF /ON [21 0 R]>>>>"
    assert b"layered" not in carried(layered(b"20 0 R", catalog=base))
    assert b"layered" in carried(layered(b"21 0 R", catalog=base))


def test_a_drawing_of_which_a_part_is_hidden_is_refused():
    content = b"/OC /L BDC (layered) pop EMC " + letters()
    made = paper(content, resources=FONTS + b" /Properties <</L 20 0 R>>", catalog=LAYERS, more=GROUPS)
    assert "Page 1 of annex.pdf has a layer that is not shown" in refused(made)
    said = carried(made.replace(b"/L 20 0 R", b"/L 21 0 R"))
    assert b"layered" in said
    assert b"Shown" not in said


def photo():
    """Return a JPEG with all that cameras and editors write beside its pixels."""
    exif = Image.Exif()
    exif[0x010E] = "KEEPOUT"
    written = BytesIO()
    spotted().save(written, "JPEG", exif=exif, comment=b"KEEPOUT", icc_profile=b"KEEPOUT")
    data = written.getvalue()
    preview = b"\xff\xe0" + (2 + 5 + 9 + 3).to_bytes(2, "big") + b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01KEE"
    return data[:2] + preview + data[2:] + b"KEEPOUT behind its end"


@pytest.mark.parametrize("ways", [b"/DCTDecode", b"[/FlateDecode /DCTDecode]"])
def test_a_photo_on_a_page_keeps_its_pixels_and_loses_what_the_camera_wrote(ways):
    data = photo()
    entries = b"/Subtype /Image /Width 120 /Height 80 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter " + ways
    inner = zlib.compress(data) if b"Flate" in ways else data
    (page,) = take_pages(
        paper(b"/I Do", resources=b"/XObject <</I 7 0 R>>", more={7: stream(inner, entries)}), "annex.pdf"
    )
    (kept,) = [part.data for part in parts_of(page) if b"/DCTDecode" in said_of(part)]
    assert b"KEE" not in kept
    assert Image.open(BytesIO(kept)).convert("L").tobytes() == Image.open(BytesIO(data)).convert("L").tobytes()


def test_pixels_lose_what_stands_behind_them():
    packed = zlib.compress(bytes(100)) + b"KEEPOUT"
    entries = b"/Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    for data, more in ((packed, entries + b" /Filter /FlateDecode"), (bytes(100) + b"KEEPOUT", entries)):
        said = carried(paper(b"/I Do", resources=b"/XObject <</I 7 0 R>>", more={7: stream(data, more)}))
        assert b"/Width 10" in said
        assert b"KEEPOUT" not in said


def test_the_same_file_is_carried_the_same_way():
    made = paper(page=ON, more=mark(b"Stamp", b"stamped"))
    assert carried(made) == carried(made)


def test_numbers_are_written_as_pdf_writes_them():
    said = carried(paper(b"/G gs", resources=b"/ExtGState <</G <</LW 0.00000004 /CA .5 /D [[1.50 2] 0] /SA true>>>>"))
    assert re.search(rb"/LW 0\.00000004 /D \[\[1\.5 2\] 0\] /SA true /CA 0\.5", said)
