"""A finished packet on a printer: its pages as pictures fine enough for text, one sheet each."""

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

_DOTS = 300


def print_document(document: QPdfDocument, printer: QPrinter) -> bool:
    """Print the pages the printer's dialog asked for, each at its true size; false if the printer refused."""
    first = max(1, printer.fromPage() or 1)
    last = min(document.pageCount(), printer.toPage() or document.pageCount())
    painter = QPainter()
    if last >= first:
        _lay(printer, document.pagePointSize(first - 1))
    if not painter.begin(printer):
        return False
    for number in range(first - 1, last):
        points = document.pagePointSize(number)
        if number >= first:
            _lay(printer, points)
            if not printer.newPage():
                painter.end()
                return False
        size = QSize(round(points.width() * _DOTS / 72), round(points.height() * _DOTS / 72))
        image = document.render(number, size)
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = printer.resolution() / 72
        # The painter begins at the printable area; the page begins at the edge of the paper.
        origin = sheet.topLeft() - printer.pageRect(QPrinter.Unit.DevicePixel).topLeft()
        painter.drawImage(QRectF(origin.x(), origin.y(), points.width() * scale, points.height() * scale), image)
    return painter.end()


def _lay(printer: QPrinter, page: QSizeF) -> None:
    """Lay the next sheet as its page lies: upright, or on its long side."""
    across = page.width() > page.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait)
