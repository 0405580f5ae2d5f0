"""The finished page as a picture: what a reader of the paper sees, and what a printer gets."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, qGray

from liaison_desk.briefings.document import Bluf, Column, Group, Items, Paragraph, Row, Table
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render import render_pdf
from liaison_desk.briefings.render.pages import SHEETS
from liaison_desk.briefings.render.strips import GUTTER
from liaison_desk.domain.bilingual import Bilingual
from tests.briefings.documents import RULES, USA_JPN, document, furniture, line, said
from tests.briefings.papers import calendar_desk, calendar_of, event, printed

pytest.importorskip("PySide6.QtPdf")
DARK = 128
JAPANESE = "日本側の準備は概ね完了。席数は未定であり、本日中に報告を要する。" * 4


def opened(made, qapp):
    return opened_pdf(render_pdf(release(made, USA_JPN, RULES)[0]).pdf, qapp)


def opened_pdf(data, qapp):
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer(qapp)
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    pdf = QPdfDocument(qapp)
    pdf.load(buffer)
    return pdf


def picture(pdf, page=0):
    """Return a page at one pixel a point."""
    points = pdf.pagePointSize(page)
    drawn = pdf.render(page, QSize(round(points.width()), round(points.height())))
    image = QImage(drawn.size(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    from PySide6.QtGui import QPainter

    painter = QPainter(image)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return image


def inked(image, left, top, right, bottom):
    """Count the dark points of a rectangle, in points from the top left of the page."""
    return sum(
        qGray(image.pixel(x, y)) < DARK
        for y in range(int(top), min(int(bottom), image.height()))
        for x in range(int(left), min(int(right), image.width()))
    )


def full_page():
    columns = (Column(("Due",)), Column(("Action",), 1))
    rows = (Row((line(said(f"{n:02d} Nov")), line(said(f"Task {n} 附属書の作成"))), lead=1) for n in range(60))
    return document(
        Bluf(line(said("Ready. " * 30), label=("BLUF.",))),
        Group(line(said("Working group 作業部会 " * 6)), (Paragraph(line(said(JAPANESE))),)),
        Items((line(said("x" * 300)),), numbered=True),
        Table(columns, tuple(rows)),
    )


@pytest.mark.parametrize(("paper", "side"), [("a4", 56.7), ("letter", 54.0)])
def test_nothing_is_printed_in_the_margins(qapp, paper, side):
    pdf = opened(replace(full_page(), paper=paper), qapp)
    for number in range(pdf.pageCount()):
        image = picture(pdf, number)
        width, height = image.width(), image.height()
        assert inked(image, 0, 0, side - 2, height) == 0
        assert inked(image, width - side + 3, 0, width, height) == 0
        assert inked(image, 0, 0, width, 20) == 0
        assert inked(image, 0, height - 20, width, height) == 0


@pytest.mark.parametrize("template", ["month", "week-glance", "quarter", "planning-24"])
def test_a_long_name_of_a_calendar_stays_on_the_paper(qapp, tmp_path, template):
    with closing(calendar_desk(tmp_path)) as desk:
        event(desk, "Talk", datetime(2026, 11, 4, 9), datetime(2026, 11, 4, 10))
        desk.calendars.save_calendar(replace(calendar_of(desk), name=Bilingual("Planning " + "P" * 290)))
        made = printed(desk, template, date(2026, 11, 1), date(2026, 11, 7))
    pdf = opened_pdf(made.pdf, qapp)
    for number in range(pdf.pageCount()):
        image = picture(pdf, number)
        assert inked(image, image.width() - 30, 0, image.width(), image.height()) == 0


def test_the_banner_stands_in_the_middle_of_head_and_foot(qapp):
    image = picture(opened(full_page(), qapp))
    middle = image.width() / 2
    for top in (SHEETS["a4"].banner - 3, image.height() - SHEETS["a4"].banner - 13):
        left = inked(image, middle - 60, top, middle, top + 16)
        right = inked(image, middle, top, middle + 60, top + 16)
        assert left > 50
        assert 0.6 < left / right < 1.6
        assert inked(image, 57, top, middle - 60, top + 16) == 0


def test_text_never_runs_into_the_foot(qapp):
    pdf = opened(full_page(), qapp)
    image = picture(pdf)
    foot_line = image.height() - SHEETS["a4"].head - 10
    assert inked(image, 57, foot_line - 8, image.width() - 57, foot_line - 1) == 0


def test_the_bluf_has_its_rule_at_the_left(qapp):
    image = picture(opened(document(Bluf(line(said("Ready. " * 60)))), qapp))
    column = [y for y in range(image.height()) if qGray(image.pixel(57, y)) < DARK]
    assert max(column) - min(column) >= 48


@pytest.mark.parametrize("languages", [("en",), ("en", "ja")])
def test_paragraphs_of_the_bluf_share_one_rule(qapp, languages):
    image = picture(opened(document(*(Bluf(line(said("Ready. " * 30))) for _ in range(3)), languages=languages), qapp))
    columns = [57] if len(languages) == 1 else [57, 57 + round(SHEETS["a4"].text_width / 2 + GUTTER / 2)]
    for x in columns:
        dark = [y for y in range(165, 700) if qGray(image.pixel(x, y)) < DARK]
        assert dark == list(range(dark[0], dark[-1] + 1))


def test_a_draft_is_pale_enough_to_read_through(qapp):
    plain = picture(opened(document(), qapp))
    draft = picture(opened(document(furniture=furniture(draft="DRAFT")), qapp))
    whole = (57, 150, plain.width() - 57, plain.height() - 100)
    assert inked(draft, *whole) == inked(plain, *whole)
    assert draft != plain


def test_a_printer_gets_every_page(qapp, tmp_path):
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from liaison_desk.briefings.ui.printing import print_document

    pdf = opened(full_page(), qapp)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_document(pdf, printer)
    printed = QPdfDocument(qapp)
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == pdf.pageCount()
