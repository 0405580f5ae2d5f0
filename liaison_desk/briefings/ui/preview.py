"""The preview: the very bytes that will be exported, drawn by Qt's PDF library where it is installed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.briefings.ui.sheets import SheetsView
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, IconButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import EmptyState, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, Size

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

_ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class PreviewPane(QWidget):
    """Pages with their tool bar. Without the PDF library a sentence stands here, and export works all the same."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.sheets = SheetsView(ui)
        layout.addWidget(self._tool_bar())
        layout.addWidget(hairline(ui))
        self.empty = EmptyState(ui, ui.language.tr("The packet is being made…"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.sheets.page_changed.connect(self._on_page)
        self.sheets.zoom_wanted.connect(self.zoom)
        self.stack.addWidget(self.sheets)
        surface(self.stack, "sunk")
        layout.addWidget(self.stack, 1)
        self._enable(False)

    @property
    def document(self) -> "QPdfDocument | None":
        """The document on show, for printing."""
        return self._document

    def show_pdf(self, pdf: bytes) -> None:
        """Show a finished file; page, place and zoom stay where they were."""
        try:
            from PySide6.QtPdf import QPdfDocument
        except ImportError:
            self.empty.set_text(
                self._ui.language.tr(
                    "The preview needs the PDF part of Qt (pyside6-pdf), which is not installed. Export works."
                )
            )
            return
        buffer = QBuffer(self)
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(buffer)
        spent = (self._document, self._buffer)
        self._document, self._buffer = document, buffer
        self.sheets.show_document(document)
        # The lane may still be drawing a page of the old one; what is queued behind that comes after it.
        self._ui.jobs.render.run(lambda: None, lambda _: _delete(spent), owner=self)
        self.stack.setCurrentWidget(self.sheets)
        self._enable(True)
        self._on_page()

    def show_nothing(self, text: str) -> None:
        """Take the pages away and say why."""
        self.empty.set_text(text)
        self.stack.setCurrentWidget(self.empty)
        self._enable(False)

    def go_to(self, page: int) -> None:
        """Show a page, the first being 1."""
        self.sheets.go_to(page - 1)

    def page(self) -> int:
        """Return the page on show, the first being 1; 0 without any."""
        return self.sheets.page() + 1 if self._document is not None else 0

    def step(self, pages: int) -> None:
        """Go some pages on or back."""
        self.go_to(self.page() + pages)

    def factor(self) -> float:
        """Return the scale of the pages as they are shown now."""
        return self.sheets.factor() * 72 / self.logicalDpiX()

    def show_all_tools(self, shown: bool) -> None:
        """Show how large the pages are and what the last tool is called, or leave the room to the others; these can be missed."""
        self._percent.setVisible(shown)
        words = self._ui.language.tr("Gray")
        self.gray.setText(words if shown else "")
        self.gray.setAccessibleName(words)

    def zoom(self, steps: int) -> None:
        """Make the pages larger or smaller by steps."""
        now = self.factor()
        larger = [factor for factor in _ZOOMS if factor > now * 1.02]
        smaller = [factor for factor in _ZOOMS if factor < now * 0.98]
        factor = (larger[0] if larger else _ZOOMS[-1]) if steps > 0 else (smaller[-1] if smaller else _ZOOMS[0])
        self.sheets.set_fit(factor * self.logicalDpiX() / 72)
        self._say_zoom()

    def _tool_bar(self) -> QWidget:
        tr = self._ui.language.tr
        bar = QWidget()
        bar.setFixedHeight(Size.TOOLBAR)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)
        self.previous = IconButton(self._ui, "chevron-left", tr("Previous page"), act=lambda: self.step(-1))
        self.next = IconButton(self._ui, "chevron-right", tr("Next page"), act=lambda: self.step(1))
        self.page_words = Text(self._ui, "", Size.BODY, MEDIUM, tabular=True)
        # Room for a long packet, so that the panes do not move while its pages are turned.
        longest = tr("Page {page} of {pages}", page=88, pages=88)
        self.page_words.setMinimumWidth(self.page_words.fontMetrics().horizontalAdvance(longest) + 2)
        self.page_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._smaller = IconButton(self._ui, "zoom-out", tr("Smaller"), key="Ctrl+-", act=lambda: self.zoom(-1))
        self._larger = IconButton(self._ui, "zoom-in", tr("Larger"), key="Ctrl++", act=lambda: self.zoom(1))
        self._percent = Text(self._ui, "", Size.SECONDARY, tone="t2", tabular=True)
        self._percent.setMinimumWidth(40)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fit = Segments(self._ui, (("page", tr("Whole page")), ("width", tr("Width"))), tr("Size of the pages"))
        self.fit.chosen.connect(lambda _: self._fit())
        self.gray = Button(self._ui, tr("Gray"), ButtonKind.FLAT, icon="contrast")
        self.gray.setCheckable(True)
        self.gray.setToolTip(tr("As a black and white laser prints it"))
        self.gray.toggled.connect(self.sheets.set_gray)
        for widget in (self.previous, self.page_words, self.next):
            row.addWidget(widget)
        row.addStretch(1)
        right: tuple[QWidget, ...] = (self._smaller, self._percent, self._larger, self.fit, self.gray)
        for tool in right:
            row.addWidget(tool)
        return bar

    def _fit(self) -> None:
        self.sheets.set_fit(str(self.fit.value()))
        self._say_zoom()

    def _say_zoom(self) -> None:
        self._percent.set_text(f"{self.factor():.0%}" if self._document is not None else "")

    def _on_page(self) -> None:
        count = self._document.pageCount() if self._document is not None else 0
        page = self.page()
        self.page_words.set_text(
            self._ui.language.tr("Page {page} of {pages}", page=page, pages=count) if count else ""
        )
        self.previous.setEnabled(page > 1)
        self.next.setEnabled(page < count)
        self._say_zoom()

    def _enable(self, on: bool) -> None:
        for widget in (self.previous, self.next, self._smaller, self._larger, self.fit, self.gray):
            widget.setEnabled(on)
        if not on:
            self.page_words.set_text("")
            self._percent.set_text("")


def _delete(spent: tuple[QObject | None, ...]) -> None:
    for thing in spent:
        if thing is not None:
            thing.deleteLater()
