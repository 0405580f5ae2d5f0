"""The Word file itself: its parts and properties, the order the schema asks for, nothing of the machine or its maker."""

import re
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import pytest
from hypothesis import HealthCheck, given, settings

from liaison_desk.briefings.document import Card, Cards, Contents, Group, KeyValues, Paragraph, Photo
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render.docx import render_docx
from liaison_desk.foundation.core.errors import CancelledError
from tests.briefings.documents import RULES, USA_JPN, document, documents, line, said
from tests.briefings.test_docx import jpeg
from tests.briefings.word_files import W, parts, root, word

# The order of what the program writes, as the schema of WordprocessingML has it (ECMA-376 part 1, annex A).
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs kinsoku autoSpaceDE autoSpaceDN spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b strike color sz szCs u shd lang",
    "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge tcBorders shd",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right",
    "sectPr": "headerReference footerReference type pgSz pgMar titlePg",
    "tbl": "tblPr tblGrid tr",
    "style": "name basedOn next qFormat pPr rPr",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "ruby": "rubyPr rt rubyBase",
    "rubyPr": "rubyAlign hps hpsRaise hpsBaseText lid",
}


def shown():
    """Return a document with a photo, a table of contents and headings."""
    photo = Photo(jpeg(), said("Photo"))
    return document(Contents(), KeyValues((), photo), Group(line(said("Head")), (Paragraph(line(said("text"))),)))


def test_the_parts_are_these_and_no_others():
    assert list(parts(word(shown()))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/media/image1.jpeg",
        *(f"word/{part}{number}.xml" for number in (1, 2, 3) for part in ("header", "footer")),
        "word/styles.xml",
        "word/settings.xml",
        "word/numbering.xml",
        "word/fontTable.xml",
    ]


def test_properties_tell_the_title_and_the_time_of_the_packet_alone():
    core = docx.Document(BytesIO(word(shown()))).core_properties
    assert (core.title, core.revision) == ("Weekly activity report", 1)
    assert f"{core.created:%Y%m%d%H%M%S}" == f"{core.modified:%Y%m%d%H%M%S}" == "20261124164100"
    assert {core.author, core.last_modified_by, core.comments, core.keywords, core.subject, core.category} == {""}
    assert {one.tag.rpartition("}")[2] for one in root(word(shown()), "docProps/core.xml")} == {
        "title",
        "revision",
        "created",
        "modified",
    }


def test_nothing_tells_of_the_machine_the_maker_or_an_editing():
    file = word(shown())
    everything = b"".join(parts(file).values())
    assert not re.search(rb"w:rsid|python|docx|Liaison Desk|<w:ins |<w:del |w:author|customXml|TargetMode", everything)
    with ZipFile(BytesIO(file)) as zipped:
        assert {(one.date_time, one.create_system, one.extra, one.comment) for one in zipped.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0, b"", b"")
        }


def test_every_reference_leads_to_a_part_and_every_part_has_a_type():
    found = parts(word(shown()))
    for name, base in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        assert all(f"{base}{one.get('Target')}" in found for one in ET.fromstring(found[name]))
    types = ET.fromstring(found["[Content_Types].xml"])
    named = {one.get("PartName") for one in types}
    endings = {one.get("Extension") for one in types}
    assert all(f"/{name}" in named or name.rpartition(".")[2] in endings - {"xml"} for name in found if name != "[Content_Types].xml")  # fmt: skip
    known = {one.get("Id") for one in ET.fromstring(found["word/_rels/document.xml.rels"])}
    used = set(re.findall(r'r:(?:id|embed)="([^"]+)"', found["word/document.xml"].decode()))
    assert used
    assert used <= known


def test_every_style_that_is_used_is_there():
    file = word(shown())
    known = {one.get(f"{W}styleId") for one in root(file, "word/styles.xml").iter(f"{W}style")}
    used = {one.get(f"{W}val") for part in ("pStyle", "rStyle") for one in root(file).iter(f"{W}{part}")}
    based = {one.get(f"{W}val") for one in root(file, "word/styles.xml").iter(f"{W}basedOn")}
    assert used | based <= known


def test_the_same_packet_is_the_same_file_to_the_byte():
    assert word(shown()) == word(shown())


def test_the_work_can_be_stopped():
    def stop(done, _total):
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        render_docx(release(shown(), USA_JPN, RULES)[0], stop)


@given(documents(with_grids=True))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_every_element_stands_where_the_schema_has_it(made):
    for name, data in parts(word(made)).items():
        if name.endswith(".xml") and name.startswith("word/"):
            for element in ET.fromstring(data).iter():
                check(element)


def check(element):
    kind = element.tag.removeprefix(W)
    inside = [one.tag.removeprefix(W) for one in element]
    if kind in ORDERS:
        order = ORDERS[kind].split()
        assert [one for one in inside if one not in order] == []
        places = [order.index("headerReference" if one == "footerReference" else one) for one in inside]
        assert places == sorted(places)
    if kind in {"tc", "body"}:
        ends = [one for one in inside if one != "sectPr"]
        assert ends[-1] == "p", "Word calls a cell without a last paragraph broken"
    if kind == "tbl":
        columns = len(element.find(f"{W}tblGrid"))
        for row in element.findall(f"{W}tr"):
            spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
            assert sum(1 if one is None else int(one.get(f"{W}val")) for one in spans) == columns


def test_cards_of_any_number_fill_their_rows():
    for count in range(1, 4):
        cards = Cards(tuple(Card(line(said(f"Name {number}"))) for number in range(count)))
        for table in root(word(document(cards))).iter(f"{W}tbl"):
            check(table)
