"""The pages of a PDF one below the other, drawn on the render lane, the old picture staying until the new one is there.

Qt's own viewer draws on a thread of its own, shows white pages meanwhile and cannot tell when it is done.
"""

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from liaison_desk.foundation.qt.context import Ui

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

_MARGIN, _SPACING = 20, 14
_KEPT = 16
"""Pictures of pages held at most; at twice the usual size each takes about 8 MB."""


_TOLERANCE = 2.0
"""Points by which papers of one name differ."""


class _Picture(NamedTuple):
    image: QImage
    document: int
    width: int


class SheetsView(QAbstractScrollArea):
    """A scrolling stack of pages. ``fit`` is "page", "width", or a factor (1 = 72 logical pixels an inch)."""

    page_changed = Signal()
    zoom_wanted = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._document: QPdfDocument | None = None
        self._generation = 0
        self._sizes: list[QSizeF] = []
        self._rects: list[QRectF] = []
        self._fit: str | float = "page"
        self._gray = False
        self._pictures: OrderedDict[int, _Picture] = OrderedDict()
        self._asked: set[tuple[int, int, int]] = set()
        self._current = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.language.tr("Preview of the packet"))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        ui.theme.changed.connect(self.viewport().update)

    def show_document(self, document: "QPdfDocument") -> None:
        """Show another document at the same place; the caller keeps it alive as long as it is shown."""
        place = self._place()
        self._document = document
        self._generation += 1
        self._sizes = [document.pagePointSize(number) for number in range(document.pageCount())]
        for number in [number for number in self._pictures if number >= len(self._sizes)]:
            del self._pictures[number]
        self._arrange(place)

    def page(self) -> int:
        """Return the number of the page on show, the first being 0."""
        return self._current

    def go_to(self, page: int) -> None:
        """Scroll to the top of a page, the first being 0."""
        if 0 <= page < len(self._rects):
            self.verticalScrollBar().setValue(round(self._rects[page].top()) - _MARGIN)

    def factor(self) -> float:
        """Return the scale of the pages on show."""
        if not self._sizes or isinstance(self._fit, float):
            return self._fit if isinstance(self._fit, float) else 1.0
        widest = max(size.width() for size in self._sizes)
        wide = (self.viewport().width() - 2 * _MARGIN) / widest
        if self._fit == "width":
            return max(0.1, wide)
        highest = max(size.height() for size in self._sizes)
        return max(0.1, min(wide, (self.viewport().height() - 2 * _MARGIN) / highest))

    def set_fit(self, fit: str | float) -> None:
        """Show the pages whole, as wide as the pane, or by a factor; the place stays."""
        place = self._place()
        self._fit = fit
        self._arrange(place)

    def set_gray(self, gray: bool) -> None:
        """Show the pages as a laser prints them, or in their colours."""
        self._gray = gray
        self._generation += 1
        self.viewport().update()

    def odd_pages(self, width: float, height: float) -> tuple[int, ...]:
        """Return the pages, the first being 1, that are of another size than a paper (points), whichever way it lies."""
        wanted = sorted((width, height))
        sizes = (sorted((size.width(), size.height())) for size in self._sizes)
        return tuple(
            number
            for number, size in enumerate(sizes, 1)
            if any(abs(one - other) > _TOLERANCE for one, other in zip(size, wanted, strict=True))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new size."""
        place = self._place()
        super().resizeEvent(event)
        self._arrange(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End show the first page and the last, the space bar goes on; other keys scroll as everywhere."""
        bar, plain = self.verticalScrollBar(), not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() == Qt.Key.Key_Space and plain:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.setValue(bar.value() + (-bar.pageStep() if back else bar.pageStep()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible pages, and ask for the pictures that are missing."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = self._ui.theme
        painter.fillRect(event.rect(), theme.color("sunk"))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        seen = QRectF(left, top, self.viewport().width(), self.viewport().height())
        for number, rect in enumerate(self._rects):
            if rect.bottom() < seen.top():
                continue
            if rect.top() > seen.bottom():
                break
            place = rect.translated(-left, -top)
            painter.fillRect(place, Qt.GlobalColor.white)
            picture = self._pictures.get(number)
            if picture is not None:
                painter.drawImage(place, picture.image)
            painter.setPen(theme.color("line2"))
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.0, 0.0))
            self._ask(number, rect)

    def _place(self) -> tuple[int, float]:
        """Return the page at the top of the pane and how far down it the top is, in parts of its height."""
        if not self._rects:
            return 0, 0.0
        rect = self._rects[self._current]
        return self._current, (self.verticalScrollBar().value() - rect.top() + _MARGIN) / rect.height()

    def _arrange(self, place: tuple[int, float]) -> None:
        factor = self.factor()
        widest = max((size.width() for size in self._sizes), default=0.0) * factor
        across = max(self.viewport().width(), widest + 2 * _MARGIN)
        self._rects, y = [], float(_MARGIN)
        for size in self._sizes:
            width, height = round(size.width() * factor), round(size.height() * factor)
            self._rects.append(QRectF(round((across - width) / 2), y, width, height))
            y += height + _SPACING
        down, right = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(self.viewport().height())
        down.setSingleStep(48)
        down.setRange(0, max(0, round(y - _SPACING + _MARGIN) - self.viewport().height()))
        right.setPageStep(self.viewport().width())
        right.setRange(0, max(0, round(across) - self.viewport().width()))
        if self._rects:
            page = min(place[0], len(self._rects) - 1)
            down.setValue(round(self._rects[page].top() - _MARGIN + place[1] * self._rects[page].height()))
        self._on_scrolled()
        self.viewport().update()

    def _on_scrolled(self) -> None:
        # The page that fills the upper third of the pane is the one being read.
        line = self.verticalScrollBar().value() + self.viewport().height() / 3
        current = max((number for number, rect in enumerate(self._rects) if rect.top() <= line), default=0)
        bar = self.verticalScrollBar()
        if self._rects and bar.value() == bar.maximum() and bar.maximum():
            seen = bar.value() + self.viewport().height()
            current = max(number for number, rect in enumerate(self._rects) if rect.top() < seen - rect.height() / 2)
        if current != self._current:
            self._current = current
        self.page_changed.emit()

    def _ask(self, number: int, rect: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        picture, key = self._pictures.get(number), (number, self._generation, size.width())
        if picture is not None and (picture.document, picture.width) == key[1:]:
            self._pictures.move_to_end(number)
            return
        if key in self._asked or self._document is None:
            return
        self._asked.add(key)
        draw = partial(_drawn, self._document, number, size, gray=self._gray)
        done = partial(self._on_drawn, key)
        self._ui.jobs.render.run(draw, done, owner=self)

    def _on_drawn(self, key: tuple[int, int, int], image: QImage) -> None:
        self._asked.discard(key)
        number, generation, width = key
        if generation != self._generation:
            return
        self._pictures[number] = _Picture(image, generation, width)
        self._pictures.move_to_end(number)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()


def _drawn(document: "QPdfDocument", number: int, size: QSize, *, gray: bool) -> QImage:
    """Return a page as a picture; for the render lane."""
    image = document.render(number, size)
    if not gray:
        return image
    paper = QImage(image.size(), QImage.Format.Format_RGB32)  # the page itself has no ground
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper.convertToFormat(QImage.Format.Format_Grayscale8)
