"""The dialog that cuts a picture to a square: move it with the pointer or the arrows, zoom with the wheel or + and -."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.contacts.ui.photo import SIDE
from liaison_desk.contacts.ui.pictures import jpeg_of, square_of
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.theme import Size

_VIEW: Final = 320
_STEP: Final = 1.15
_CLOSEST: Final = 32  # pixels of the picture a square has at least
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class CropView(QWidget):
    """The picture under a fixed square window. ``square`` is what lies inside, in the picture's pixels."""

    changed = Signal()

    def __init__(self, ui: Ui, image: QImage) -> None:
        super().__init__()
        self._ui = ui
        self.image = image
        self._whole = min(image.width(), image.height())
        self._side = float(self._whole)
        self._center = QPointF(image.width() / 2, image.height() / 2)
        self._held: QPointF | None = None
        self.setFixedSize(_VIEW, _VIEW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(ui.language.tr("Part of the picture"))
        self.setAccessibleDescription(ui.language.tr("Arrows move it, + and - zoom."))

    def square(self) -> QRect:
        """Return the chosen square."""
        side = round(self._side)
        left = min(max(0, round(self._center.x() - side / 2)), self.image.width() - side)
        top = min(max(0, round(self._center.y() - side / 2)), self.image.height() - side)
        return QRect(left, top, side, side)

    def zoom(self, factor: float) -> None:
        """Show the picture so many times larger, never smaller than its shorter side fits."""
        self._side = min(float(self._whole), max(min(_CLOSEST, self._whole), self._side / factor))
        self._settle()

    def move_by(self, x: float, y: float) -> None:
        """Move the square over the picture, in the picture's pixels."""
        self._center += QPointF(x, y)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move by a twentieth of the square, with Shift by a hundredth; + and - zoom."""
        way = _ARROWS.get(Qt.Key(event.key())) if event.key() in _ARROWS else None
        if way is not None:
            step = self._side / (100 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 20)
            self.move_by(way[0] * step, way[1] * step)
        elif event.text() in {"+", "="}:
            self.zoom(_STEP)
        elif event.text() in {"-", "_"}:
            self.zoom(1 / _STEP)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        self.zoom(_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self._held = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The picture follows the pointer."""
        if self._held is not None:
            moved = (self._held - event.position()) * (self._side / _VIEW)
            self._held = event.position()
            self.move_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies in the square, as large as the view."""
        del event
        painter = QPainter(self)
        paint_square(painter, QRectF(self.rect()), self.image, self.square())
        painter.setPen(self._ui.theme.color("line2"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _settle(self) -> None:
        square = self.square()
        self._center = QPointF(square.left() + square.width() / 2, square.top() + square.height() / 2)
        self.changed.emit()
        self.update()


class CropDialog(DeskDialog):
    """Asks which square of a picture to keep; ``keep`` gets it as JPEG on the database lane."""

    def __init__(self, ui: Ui, image: QImage, keep: Callable[[bytes], object]) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Cut the photo"))
        self._keep = keep
        self._saving = False
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        self.view = CropView(ui, image)
        self._preview = _Preview(self.view)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.view)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(Text(ui, tr("As it will show"), Size.SECONDARY, tone="t2"))
        side.addWidget(self._preview)
        side.addStretch(1)
        zoom = QHBoxLayout()
        self.closer = IconButton(ui, "zoom-in", tr("Closer"), bordered=True, act=lambda: self.view.zoom(_STEP))
        self.wider = IconButton(ui, "zoom-out", tr("Wider"), bordered=True, act=lambda: self.view.zoom(1 / _STEP))
        zoom.addWidget(self.closer)
        zoom.addWidget(self.wider)
        zoom.addStretch(1)
        side.addLayout(zoom)
        row.addLayout(side, 1)
        self.content.addLayout(row)
        self.foot.addWidget(PlainButton(ui, tr("Cancel"), act=self.reject))
        self.save_button = PrimaryButton(ui, tr("Keep the photo"), key="Ctrl+Enter", act=self.act)
        self.foot.addWidget(self.save_button)
        self.view.setFocus()

    def act(self) -> None:
        """Write the square and keep it."""
        if self._saving:
            return
        self._saving = True
        image, square = self.view.image, self.view.square()
        self.ui.jobs.database.run(
            lambda: self._keep(jpeg_of(square_of(image, square))), lambda _: self.accept(), self._on_failed, owner=self
        )

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self.strip.show_error(error)


class _Preview(QWidget):
    def __init__(self, view: CropView) -> None:
        super().__init__()
        self._view = view
        self.setFixedSize(SIDE, SIDE)
        view.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(shape)
        paint_square(painter, QRectF(self.rect()), self._view.image, self._view.square())


def paint_square(painter: QPainter, target: QRectF, image: QImage, square: QRect) -> None:
    """Paint a square of a picture, smoothly."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillRect(target, Qt.GlobalColor.white)
    painter.drawImage(target, image, QRectF(square))
