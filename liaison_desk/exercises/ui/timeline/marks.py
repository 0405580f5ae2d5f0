"""How single marks are drawn: diamonds, kept as pictures; bars; locks; the hatching of days in which exercises clash."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from liaison_desk.exercises.ui.timeline.grid import GanttGrid
from liaison_desk.exercises.ui.timeline.rows import Look, Mark, What
from liaison_desk.foundation.qt.theme import Theme

_STEP: Final = 8
"""Pixels between two strokes of a hatching: a whole number of a screen's at every usual scale."""
_LOCK: Final = 9


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a row's marks."""

    palette: str
    bar: QColor
    fill: QColor
    text: QColor

    @staticmethod
    def of(theme: Theme, palette: str) -> "Inks":
        """Return the colours of a palette in the present theme."""
        colors = theme.calendar(palette)
        return Inks(palette, colors.bar, colors.fill, colors.text)


@dataclass(frozen=True, slots=True)
class Lines:
    """Within which places a bar is seen, and whether its exercise is no more than an idea."""

    left: float
    right: float
    idea: bool = False


def _colors(theme: Theme, look: Look, ink: Inks) -> tuple[QColor, QColor, float]:
    """Return the edge and the inside of a mark, and how thick its edge is."""
    match look:
        case Look.DONE:
            return ink.bar, ink.bar, 1.5
        case Look.NEXT:
            return ink.bar, theme.color("surf"), 2.0
        case Look.SOON:
            return theme.color("amb"), theme.color("amb_bg"), 2.0
        case Look.LATE:
            return theme.color("red"), theme.color("red_bg"), 2.0
        case Look.CANCELLED:
            return theme.color("t3"), theme.color("surf"), 1.0
        case _:
            return theme.color("ctl"), theme.color("surf"), 1.5


def paint_diamond(view: GanttGrid, painter: QPainter, middle: QPointF, mark: Mark, ink: Inks, half: int) -> None:
    """Paint a milestone of a day, or one that has no room for its length, with its lock."""
    theme = view.ui.theme

    def draw(within: QPainter) -> None:
        edge, inside, width = _colors(theme, mark.look, ink)
        if mark.look is Look.NEXT:
            within.setPen(Qt.PenStyle.NoPen)
            within.setBrush(ink.fill)
            within.drawEllipse(QPointF(), half + 5, half + 5)
        dashed = Qt.PenStyle.DashLine if mark.look is Look.CANCELLED else Qt.PenStyle.SolidLine
        within.setPen(QPen(edge, width, dashed))
        within.setBrush(inside)
        by = half - width / 2
        within.drawPolygon(QPolygonF([QPointF(0, -by), QPointF(by, 0), QPointF(0, by), QPointF(-by, 0)]))
        if mark.look is Look.CANCELLED:
            within.setPen(QPen(edge, 1.25))
            within.drawLine(QPointF(-half, half), QPointF(half, -half))

    view.stamps.picture(painter, middle, ("diamond", mark.look, ink.palette, half), half + 6.0, draw)
    if mark.held:
        _paint_lock(view, painter, QPointF(middle.x() + half + 3, middle.y() + 4))


def paint_bar(view: GanttGrid, painter: QPainter, rect: QRectF, mark: Mark, ink: Inks, lines: Lines) -> None:
    """Paint what lasts: the exercise itself solid, milestones as their diamonds, other exercises hatched."""
    theme = view.ui.theme
    left = rect.left()
    shown = rect.intersected(QRectF(lines.left - 12, rect.top(), lines.right - lines.left + 24, rect.height()))
    radius = min(4.0, rect.width() / 3)
    if mark.what is What.CLASH:
        paint_hatch(view, painter, shown, left)
        painter.setPen(QPen(theme.color("amb"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(shown.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        return
    if mark.what is What.EXERCISE:
        style = Qt.PenStyle.DashLine if lines.idea else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink.bar, 1.5, style))
        painter.setBrush(ink.fill if lines.idea else ink.bar)
    else:
        edge, inside, width = _colors(theme, mark.look, ink)
        filled = ink.fill if mark.look in {Look.DONE, Look.NEXT} else inside
        dashed = Qt.PenStyle.DashLine if mark.look is Look.CANCELLED else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, min(width, 1.5), dashed))
        painter.setBrush(filled)
    painter.drawRoundedRect(shown.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    if mark.what is What.MILESTONE and mark.look is Look.DONE:
        painter.fillRect(QRectF(shown.left() + 1, rect.bottom() - 3, shown.width() - 2, 2.5), ink.bar)
    if mark.held:
        _paint_lock(view, painter, QPointF(rect.right() + 3, rect.center().y() + 4))


def _paint_lock(view: GanttGrid, painter: QPainter, middle: QPointF) -> None:
    theme = view.ui.theme

    def draw(within: QPainter) -> None:
        within.setPen(Qt.PenStyle.NoPen)
        within.setBrush(theme.color("surf"))
        within.drawEllipse(QPointF(), _LOCK / 2 + 1, _LOCK / 2 + 1)
        view.ui.icons.paint(within, QPoint(-_LOCK // 2 + 1, -_LOCK // 2), "lock", "t1", _LOCK)

    view.stamps.picture(painter, middle, ("lock",), _LOCK / 2 + 2.0, draw)


def paint_hatch(view: GanttGrid, painter: QPainter, rect: QRectF, origin: float) -> None:
    """Hatch a stretch in amber; its strokes hang on a place of the calendar, so that they move with the days."""
    if rect.isEmpty():
        return
    theme = view.ui.theme

    def draw(within: QPainter) -> None:
        fill, stroke = QColor(theme.color("amb_bg")), QColor(theme.color("amb"))
        fill.setAlphaF(0.55)
        stroke.setAlphaF(0.5)
        half = _STEP / 2
        within.fillRect(QRectF(-half, -half, _STEP, _STEP), fill)
        within.setPen(QPen(stroke, 1))
        for x in (-_STEP, 0, _STEP):  # the corners of a tile belong to the strokes of its neighbours
            within.drawLine(QPointF(x - _STEP, _STEP), QPointF(x + _STEP, -_STEP))

    begin = origin + (rect.left() - origin) // _STEP * _STEP
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    whole = QRectF(begin, rect.top(), rect.right() - begin, rect.height())
    view.stamps.tiles(painter, whole, ("hatch",), _STEP, draw)
    painter.restore()
