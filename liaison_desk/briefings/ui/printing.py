"""A finished packet on a printer: its pages as pictures fine enough for text, one sheet each."""

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

_DOTS = 300
_SAME = 0.99
"""Papers of one name differ by a point or so from one printer to another: a page is not made smaller for that."""


def print_document(document: QPdfDocument, printer: QPrinter) -> bool:
    """Print the pages the printer's dialog asked for; false if the printer refused.

    Each is printed at its true size; where the paper is smaller, as Letter for A4, in the middle of it and as small as it must be.
    """
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
        # The painter begins at the printable area; the page begins at the edge of the paper.
        corner = printer.pageRect(QPrinter.Unit.DevicePixel).topLeft()
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel).translated(-corner.x(), -corner.y())
        painter.drawImage(fitted(sheet, points * (printer.resolution() / 72)), image)
    return painter.end()


def fitted(sheet: QRectF, page: QSizeF) -> QRectF:
    """Return where a page is printed on a sheet of paper: in its middle, smaller if it has to be."""
    room = min(sheet.width() / page.width(), sheet.height() / page.height())
    if room < _SAME:
        page = page * room
    placed = QRectF(0.0, 0.0, page.width(), page.height())
    placed.moveCenter(sheet.center())
    return placed


def _lay(printer: QPrinter, page: QSizeF) -> None:
    """Lay the next sheet as its page lies: upright, or on its long side."""
    across = page.width() > page.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait)
