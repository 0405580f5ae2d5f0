"""A finished packet on a printer: its pages as pictures fine enough for text, one sheet each."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

_DOTS = 300


def print_document(document: QPdfDocument, printer: QPrinter) -> bool:
    """Print the pages the printer's dialog asked for, each at its true size; false if the printer refused."""
    first = max(1, printer.fromPage() or 1)
    last = min(document.pageCount(), printer.toPage() or document.pageCount())
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number in range(first - 1, last):
        if number >= first and not printer.newPage():
            painter.end()
            return False
        points = document.pagePointSize(number)
        size = QSize(round(points.width() * _DOTS / 72), round(points.height() * _DOTS / 72))
        image = document.render(number, size)
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = printer.resolution() / 72
        # The painter begins at the printable area; the page begins at the edge of the paper.
        origin = sheet.topLeft() - printer.pageRect(QPrinter.Unit.DevicePixel).topLeft()
        painter.drawImage(QRectF(origin.x(), origin.y(), points.width() * scale, points.height() * scale), image)
    return painter.end()
