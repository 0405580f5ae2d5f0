"""A finished packet on a printer: its pages as pictures fine enough for text, one sheet each, no banner ever cut off."""

from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from liaison_desk.briefings.records import Paper, Progress

_DOTS = 300
_SAME = 3.0
"""Points by which two papers of one name may differ."""
_FREE = 7 * 72 / 25.4
"""Points from each edge within which a packet prints nothing: banners stand 8 mm from the edge at least."""
_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}


def ask_for_paper(printer: QPrinter, paper: Paper) -> None:
    """Begin with the packet's own paper, where the printer has it."""
    wanted, info = _SIZES[paper], QPrinterInfo(printer)
    if info.isNull() or any(size.id() is wanted for size in info.supportedPageSizes()):
        printer.setPageSize(QPageSize(wanted))


def opened(pdf: bytes) -> tuple[QPdfDocument, QBuffer]:
    """Return a finished file as a document, and the buffer it is read from, which must live as long."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer


def print_document(document: QPdfDocument, printer: QPrinter, progress: Progress | None = None) -> bool:
    """Print the pages of one document; see ``print_documents``."""
    return print_documents([document], printer, progress)


def print_documents(documents: Iterable[QPdfDocument], printer: QPrinter, progress: Progress | None = None) -> bool:
    """Print of each document the pages the printer's dialog asked for; false if the printer refused. For any thread.

    All of them are one job, for one into a file would be written over by the next. A page is printed at its true size on paper of
    its own, and on any other made smaller so that it fits what the printer can print on. What is raised on the way ends the job.
    """
    painter = QPainter()
    try:
        done = all(_printed(document, printer, painter, progress) for document in documents)
    except BaseException:
        printer.abort()
        raise
    return painter.end() and done if painter.isActive() else done


def _printed(document: QPdfDocument, printer: QPrinter, painter: QPainter, progress: Progress | None) -> bool:
    first = max(1, printer.fromPage() or 1)
    last = min(document.pageCount(), printer.toPage() or document.pageCount())
    for number in range(first - 1, last):
        if progress is not None:
            progress(number - first + 1, last - first + 1)
        points = document.pagePointSize(number)
        _lay(printer, points)
        if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
            return False
        size = QSize(round(points.width() * _DOTS / 72), round(points.height() * _DOTS / 72))
        painter.drawImage(_place(printer, points), document.render(number, size))
    return True


def fitted(page: QSizeF, paper: QSizeF, printable: QRectF) -> QRectF:
    """Return where a page goes on a sheet, all in points from the sheet's corner: as it is where nothing of it is lost, else smaller."""
    alike = abs(page.width() - paper.width()) <= _SAME and abs(page.height() - paper.height()) <= _SAME
    margins = (
        printable.left(), printable.top(), paper.width() - printable.right(), paper.height() - printable.bottom(),
    )  # fmt: skip
    if alike and max(margins) <= _FREE:
        return QRectF(0.0, 0.0, page.width(), page.height())
    scale = min(1.0, printable.width() / page.width(), printable.height() / page.height())
    size = QSizeF(page.width() * scale, page.height() * scale)
    left = printable.left() + (printable.width() - size.width()) / 2
    return QRectF(left, printable.top() + (printable.height() - size.height()) / 2, size.width(), size.height())


def _place(printer: QPrinter, page: QSizeF) -> QRectF:
    """Return where a page is painted, in the printer's dots; the painter begins at the corner of what can be printed on."""
    layout = printer.pageLayout()
    paper, printable = layout.fullRect(QPageLayout.Unit.Point), layout.paintRect(QPageLayout.Unit.Point)
    place = fitted(page, paper.size(), printable)
    scale = printer.resolution() / 72
    origin = (
        printer.paperRect(QPrinter.Unit.DevicePixel).topLeft() - printer.pageRect(QPrinter.Unit.DevicePixel).topLeft()
    )
    return QRectF(
        origin.x() + place.left() * scale,
        origin.y() + place.top() * scale,
        place.width() * scale,
        place.height() * scale,
    )


def _lay(printer: QPrinter, page: QSizeF) -> None:
    """Lay the next sheet as its page lies: upright, or on its long side."""
    across = page.width() > page.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait)
