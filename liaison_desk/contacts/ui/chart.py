"""The who's-who chart: organizations with their posts and holders as boxes, on the screen to zoom and pan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from liaison_desk.contacts.ui.chart_layout import Box, lay_out
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.theme import REGULAR, SEMIBOLD, Size

WIDTH = 250
_HEAD, _LINE, _PAD = 30, 18, 10
_LEAST, _MOST = 0.25, 3.0


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A post in a box: what it is, who holds it (empty: it is vacant), and the person to open."""

    post: str
    holder: str
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class ChartNode:
    """An organization in the chart."""

    id: int
    name: str
    lines: tuple[ChartLine, ...]
    below: tuple[int, ...] = ()


class Chart(QScrollArea):
    """Shows a chart. Ctrl and the wheel, + and - zoom, 0 fits it; dragging pans; a click on a holder opens him."""

    person_chosen = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.canvas = _Canvas(ui)
        self.canvas.person_chosen.connect(self.person_chosen)
        self.setWidget(self.canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._held: QPointF | None = None

    def show_nodes(self, roots: Sequence[int], nodes: Mapping[int, ChartNode], name: str) -> None:
        """Show organizations; ``name`` says to a screen reader what the chart is of."""
        self.canvas.show_nodes(roots, nodes)
        self.setAccessibleName(name)

    def zoom(self, factor: float) -> None:
        """Draw larger or smaller."""
        self.canvas.set_scale(self.canvas.scale * factor)

    def fit(self) -> None:
        """Draw so that all of it can be seen."""
        whole, room = self.canvas.whole(), self.viewport().size()
        if whole.width() and whole.height():
            self.canvas.set_scale(min(1.0, room.width() / whole.width(), room.height() / whole.height()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom by + and -, fit by 0; arrows scroll."""
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(1.15)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / 1.15)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)


class _Canvas(QWidget):
    """The drawing itself, at a scale."""

    person_chosen = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._nodes: Mapping[int, ChartNode] = {}
        self._boxes: dict[int, Box] = {}
        self._edges: list[tuple[int, int]] = []
        self._pressed = QPointF()
        self.scale = 1.0

    def show_nodes(self, roots: Sequence[int], nodes: Mapping[int, ChartNode]) -> None:
        """Lay the organizations out."""
        self._nodes = nodes
        sizes = {
            id_: (WIDTH, _HEAD + _LINE * len(node.lines) * 2 + (_PAD if node.lines else 0))
            for id_, node in nodes.items()
        }
        self._boxes = lay_out(roots, {id_: node.below for id_, node in nodes.items()}, sizes)
        self._edges = [
            (id_, child)
            for id_, node in nodes.items()
            for child in node.below
            if id_ in self._boxes and child in self._boxes
        ]
        self.set_scale(self.scale)

    def whole(self) -> QSize:
        """Return the size of the drawing at scale 1."""
        boxes = self._boxes.values()
        return QSize(
            round(max((box.x + box.width for box in boxes), default=0)) + 2 * _PAD,
            round(max((box.y + box.height for box in boxes), default=0)) + 2 * _PAD,
        )

    def set_scale(self, scale: float) -> None:
        """Draw at a scale, within reason."""
        self.scale = max(_LEAST, min(_MOST, scale))
        whole = self.whole()
        self.resize(round(whole.width() * self.scale), round(whole.height() * self.scale))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._ui.theme.color("surf"))
        painter.scale(self.scale, self.scale)
        self.draw(painter)

    def draw(self, painter: QPainter) -> None:
        """Draw lines and boxes at scale 1."""
        color = self._ui.theme.color
        painter.translate(_PAD, _PAD)
        painter.setPen(QPen(color("line2"), 1.2))
        for above, child in self._edges:
            parent, box = self._boxes[above], self._boxes[child]
            start = QPointF(parent.x + parent.width / 2, parent.y + parent.height)
            end = QPointF(box.x + box.width / 2, box.y)
            middle = end.y() - 18
            painter.drawPolyline([start, QPointF(start.x(), middle), QPointF(end.x(), middle), end])
        for id_, box in self._boxes.items():
            self._draw_box(painter, self._nodes[id_], QRectF(box.x, box.y, box.width, box.height))

    def _draw_box(self, painter: QPainter, node: ChartNode, rect: QRectF) -> None:
        theme = self._ui.theme
        color = theme.color
        painter.setPen(QPen(color("line2"), 1.2))
        painter.setBrush(color("surf"))
        painter.drawRoundedRect(rect, 6, 6)
        painter.setPen(color("t1"))
        painter.setFont(theme.font(Size.BODY, SEMIBOLD))
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        paint_elided(painter, QRectF(inner.left(), rect.top(), inner.width(), _HEAD).toRect(), node.name)
        top = rect.top() + _HEAD
        for line in node.lines:
            painter.setFont(theme.font(Size.META))
            painter.setPen(color("t2"))
            paint_elided(painter, QRectF(inner.left(), top, inner.width(), _LINE).toRect(), line.post)
            row = QRectF(inner.left(), top + _LINE, inner.width(), _LINE)
            painter.setFont(theme.font(Size.SECONDARY, REGULAR))
            if line.holder:
                painter.setPen(color("t1"))
                paint_elided(painter, row.toRect(), line.holder)
            else:
                painter.setPen(QPen(color("amb"), 1, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(row.adjusted(0, 1, 0, -2), 4, 4)
                painter.setPen(color("amb"))
                paint_elided(painter, row.adjusted(6, 0, -6, 0).toRect(), self._ui.language.tr("Vacant"))
            top += 2 * _LINE

    def line_at(self, at: QPointF) -> ChartLine | None:
        """Return the post under a place of the widget."""
        x, y = at.x() / self.scale - _PAD, at.y() / self.scale - _PAD
        for id_, box in self._boxes.items():
            if box.x <= x <= box.x + box.width and box.y + _HEAD <= y <= box.y + box.height:
                number = int((y - box.y - _HEAD) // (2 * _LINE))
                lines = self._nodes[id_].lines
                return lines[number] if number < len(lines) else None
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the drawing."""
        self._pressed = event.globalPosition()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while it is held."""
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if event.buttons() & Qt.MouseButton.LeftButton and isinstance(area, QScrollArea):
            step = event.globalPosition() - self._pressed
            self._pressed = event.globalPosition()
            area.horizontalScrollBar().setValue(area.horizontalScrollBar().value() - round(step.x()))
            area.verticalScrollBar().setValue(area.verticalScrollBar().value() - round(step.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open whoever was clicked."""
        line = self.line_at(event.position())
        if line is not None and line.person_id and event.button() is Qt.MouseButton.LeftButton:
            self.person_chosen.emit(line.person_id)
