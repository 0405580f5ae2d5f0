"""The preview: the very bytes that will be exported, shown by Qt's PDF viewer where it is installed."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QPoint, QPointF, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import IconButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import EmptyState, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, Size

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

_ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class PreviewPane(QWidget):
    """Pages with their tool bar. Without the PDF viewer a sentence stands here, and export works all the same."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        self._view: Any = None
        self._available: bool | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tool_bar())
        layout.addWidget(hairline(ui))
        self.empty = EmptyState(ui, ui.language.tr("The packet is being made…"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        surface(self.stack, "sunk")
        layout.addWidget(self.stack, 1)
        self._enable(False)

    @property
    def document(self) -> "QPdfDocument | None":
        """The document on show, for printing."""
        return self._document

    def show_pdf(self, pdf: bytes) -> None:
        """Show a finished file; page, place and zoom stay where they were."""
        if not self._make_view():
            self.empty.set_text(
                self._ui.language.tr(
                    "The preview needs the PDF part of Qt (pyside6-pdf), which is not installed. Export works."
                )
            )
            return
        from PySide6.QtPdf import QPdfDocument

        navigator = self._view.pageNavigator()
        page, place = navigator.currentPage(), navigator.currentLocation()
        buffer = QBuffer(self)
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(buffer)
        old, old_buffer = self._document, self._buffer
        self._document, self._buffer = document, buffer
        self._view.setDocument(document)
        navigator.jump(min(page, document.pageCount() - 1), place, navigator.currentZoom())
        for spent in (old, old_buffer):
            if spent is not None:
                spent.deleteLater()
        self.stack.setCurrentWidget(self._view)
        self._enable(True)
        self._on_page()

    def show_nothing(self, text: str) -> None:
        """Take the pages away and say why."""
        self.empty.set_text(text)
        self.stack.setCurrentWidget(self.empty)
        self._enable(False)

    def go_to(self, page: int) -> None:
        """Show a page, the first being 1."""
        if self._view is not None and self._document is not None and 1 <= page <= self._document.pageCount():
            navigator = self._view.pageNavigator()
            navigator.jump(page - 1, QPointF(), navigator.currentZoom())

    def page(self) -> int:
        """Return the page on show, the first being 1; 0 without any."""
        return self._view.pageNavigator().currentPage() + 1 if self._view is not None and self._document else 0

    def step(self, pages: int) -> None:
        """Go some pages on or back."""
        self.go_to(self.page() + pages)

    def zoom(self, steps: int) -> None:
        """Make the pages larger or smaller by steps."""
        if self._view is None:
            return
        from PySide6.QtPdfWidgets import QPdfView

        now = self._factor()
        larger = [factor for factor in _ZOOMS if factor > now * 1.02]
        smaller = [factor for factor in _ZOOMS if factor < now * 0.98]
        factor = (larger[0] if larger else _ZOOMS[-1]) if steps > 0 else (smaller[-1] if smaller else _ZOOMS[0])
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(factor)
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
        self._smaller = IconButton(self._ui, "zoom-out", tr("Smaller"), key="Ctrl+-", act=lambda: self.zoom(-1))
        self._larger = IconButton(self._ui, "zoom-in", tr("Larger"), key="Ctrl++", act=lambda: self.zoom(1))
        self._percent = Text(self._ui, "", Size.SECONDARY, tone="t2", tabular=True)
        self._percent.setMinimumWidth(40)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fit = Segments(self._ui, (("page", tr("Whole page")), ("width", tr("Width"))), tr("Size of the pages"))
        self.fit.chosen.connect(lambda _: self._fit())
        for widget in (self.previous, self.page_words, self.next):
            row.addWidget(widget)
        row.addStretch(1)
        right: tuple[QWidget, ...] = (self._smaller, self._percent, self._larger, self.fit)
        for tool in right:
            row.addWidget(tool)
        return bar

    def _make_view(self) -> bool:
        """Make the viewer when first needed; false where it is not installed."""
        if self._available is None:
            try:
                from PySide6.QtPdfWidgets import QPdfView
            except ImportError:
                self._available = False
                return False
            self._available = True
            view = QPdfView(self)
            view.setPageMode(QPdfView.PageMode.MultiPage)
            view.setDocumentMargins(QMargins(20, 16, 20, 16))
            view.setFrameShape(QPdfView.Shape.NoFrame)
            view.setAccessibleName(self._ui.language.tr("Preview of the packet"))
            view.pageNavigator().currentPageChanged.connect(self._on_page)
            self._view = view
            self.stack.addWidget(view)
            self._ui.theme.changed.connect(self._tint)
            self._tint()
            self._fit()
        return self._available

    def _tint(self) -> None:
        palette = self._view.palette()
        palette.setColor(palette.ColorRole.Dark, self._ui.theme.color("sunk"))
        self._view.setPalette(palette)

    def _fit(self) -> None:
        if self._view is None:
            return
        from PySide6.QtPdfWidgets import QPdfView

        modes = {"page": QPdfView.ZoomMode.FitInView, "width": QPdfView.ZoomMode.FitToWidth}
        self._view.setZoomMode(modes[str(self.fit.value())])
        self._say_zoom()

    def _factor(self) -> float:
        """Return the scale of the pages as they are shown now (1 = a point of paper is a point of the screen)."""
        from PySide6.QtPdfWidgets import QPdfView

        view, document = self._view, self._document
        if document is None or not document.pageCount() or view.zoomMode() is QPdfView.ZoomMode.Custom:
            return float(view.zoomFactor())
        size = document.pagePointSize(max(0, view.pageNavigator().currentPage()))
        margins, room = view.documentMargins(), view.viewport().size()
        dots = view.screen().logicalDotsPerInch() / 72
        wide = (room.width() - margins.left() - margins.right()) / (size.width() * dots)
        if view.zoomMode() is QPdfView.ZoomMode.FitToWidth:
            return float(wide)
        high = (room.height() - margins.top() - margins.bottom()) / (size.height() * dots)
        return float(min(wide, high))

    def _say_zoom(self) -> None:
        self._percent.set_text(f"{self._factor():.0%}" if self._document is not None else "")

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
        for widget in (self.previous, self.next, self._smaller, self._larger, self.fit):
            widget.setEnabled(on)
        if not on:
            self.page_words.set_text("")
            self._percent.set_text("")

    def scroll_position(self) -> QPoint:
        """Return how far the pages are scrolled, for tests."""
        if self._view is None:
            return QPoint()
        return QPoint(self._view.horizontalScrollBar().value(), self._view.verticalScrollBar().value())
