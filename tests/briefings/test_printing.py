"""A packet on a printer: at its true size on its own paper, smaller on any other, and never without its banners."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from liaison_desk.briefings.records import PacketRequest, Paper
from liaison_desk.briefings.ui.printing import fitted, opened, print_document
from tests.briefings.desks import weekly_desk

A4, LETTER = QSizeF(595.28, 841.89), QSizeF(612.0, 792.0)
INK = 128


@pytest.fixture(scope="module")
def packets(tmp_path_factory):
    desk = weekly_desk(tmp_path_factory.mktemp("desk"))
    yield {paper: desk.briefings.compose(PacketRequest(paper=paper)).pdf for paper in Paper}
    desk.close()


def printed(pdf, target, paper, margin=4.0):
    """Print to a PDF file on a paper whose printer leaves a margin (mm) free; return the first sheet as a picture, 72 dots an inch."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(150)
    free = QMarginsF(margin, margin, margin, margin)
    printer.setPageLayout(
        QPageLayout(QPageSize(paper), QPageLayout.Orientation.Portrait, free, QPageLayout.Unit.Millimeter)
    )
    document, buffer = opened(pdf)
    assert print_document(document, printer)
    buffer.close()
    sheets, read = opened(target.read_bytes())
    assert sheets.pageCount() == document.pageCount()
    size = sheets.pagePointSize(0)
    image = sheets.render(0, size.toSize())
    read.close()
    return image


def ink(image):
    """Return the rectangle of everything printed on a sheet, in points: left, top, right, bottom."""
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    picture = Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture)
    return white.convert("L").point(lambda value: 255 if value < INK else 0).getbbox()


def test_a4_on_a4_is_printed_at_its_true_size(qapp, packets, tmp_path):
    document, buffer = opened(packets[Paper.A4])
    here = ink(document.render(0, document.pagePointSize(0).toSize()))
    buffer.close()
    there = ink(printed(packets[Paper.A4], tmp_path / "p.pdf", QPageSize.PageSizeId.A4))
    assert there == pytest.approx(here, abs=2)


@pytest.mark.parametrize(
    ("paper", "sheet", "size"),
    [(Paper.A4, QPageSize.PageSizeId.Letter, (612, 792)), (Paper.LETTER, QPageSize.PageSizeId.A4, (595, 842))],
)
def test_a_packet_on_the_other_paper_keeps_both_banners_in_the_middle(qapp, packets, tmp_path, paper, sheet, size):
    left, top, right, bottom = ink(printed(packets[paper], tmp_path / "p.pdf", sheet))
    free = 4 / 25.4 * 72
    assert left >= free
    assert top >= free
    assert right <= size[0] - free
    assert bottom <= size[1] - free
    assert left == pytest.approx(size[0] - right, abs=3)
    assert top == pytest.approx(size[1] - bottom, abs=6)


def test_a_printer_with_wide_margins_prints_the_page_smaller(qapp, packets, tmp_path):
    left, top, right, bottom = ink(printed(packets[Paper.A4], tmp_path / "p.pdf", QPageSize.PageSizeId.A4, margin=15.0))
    free = 15 / 25.4 * 72
    assert min(left, top, 595 - right, 842 - bottom) >= free - 1


@given(
    st.sampled_from([A4, LETTER, A4.transposed(), QSizeF(842, 1191)]),
    st.sampled_from([A4, LETTER]),
    st.tuples(*[st.floats(0, 60)] * 4),
)
def test_whatever_the_paper_nothing_of_a_page_is_lost(page, paper, margins):
    left, top, right, bottom = margins
    printable = QRectF(left, top, paper.width() - left - right, paper.height() - top - bottom)
    place = fitted(page, paper, printable)
    assert place.width() / place.height() == pytest.approx(page.width() / page.height())
    assert place.width() <= page.width() + 0.01
    if place.size() == page and place.topLeft().isNull():
        assert max(margins) <= 7 * 72 / 25.4 + 0.01
    else:
        assert printable.adjusted(-0.01, -0.01, 0.01, 0.01).contains(place)
