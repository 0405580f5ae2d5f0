"""Paints a drag under way: where it would fall, and its days where the exercise is held, in Zulu and at home."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from liaison_desk.exercises.ui.timeline.drag import Drag
from liaison_desk.exercises.ui.timeline.grid import GanttGrid
from liaison_desk.exercises.ui.timeline.layout import half_of
from liaison_desk.exercises.ui.timeline.rows import What
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_LINE: Final = 20
_PAD: Final = 12
_GAP: Final = 10


def paint_ghost(view: GanttGrid, painter: QPainter) -> None:
    """Paint what is being dragged, if anything is."""
    drag = view.drag
    number = view.row_of(drag.mark) if drag is not None else -1
    if drag is None or not drag.begun or number < 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = _paint_place(view, painter, drag, number)
    _paint_panel(view, painter, drag, rect)
    painter.restore()


def _paint_place(view: GanttGrid, painter: QPainter, drag: Drag, number: int) -> QRectF:
    """Paint the days it would be on, down all rows and as a bar in its own; return that bar."""
    theme = view.ui.theme
    item = view.laid(number).item_of(drag.mark)
    middle = view.middle_of(number, item) if item is not None else view.row_rect(number).center().y()
    left, right = view.x_of(drag.first), view.x_of(drag.last + 1)
    shade = QColor(theme.color("acc"))
    shade.setAlphaF(0.1)
    painter.setClipRect(QRectF(view.labels, view.head, view.viewport().width(), view.viewport().height()))
    painter.fillRect(QRectF(left, view.head, max(1.5, right - left), view.viewport().height()), shade)
    half = half_of(view.rows[number].role) + 2
    wide = max(right - left, 2.0 * half)
    rect = QRectF((left + right - wide) / 2, middle - half, wide, 2 * half)
    shade.setAlphaF(0.3)
    painter.setPen(QPen(theme.color("acc"), 1.5))
    painter.setBrush(shade)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setClipping(False)
    return rect


def _paint_panel(view: GanttGrid, painter: QPainter, drag: Drag, beside: QRectF) -> None:
    """Paint the days in three zones, above what is dragged or below it where there is no room above."""
    theme, words = view.ui.theme, view.words
    place = drag.mark.place
    first, last = drag.days
    lines = words.in_zones(drag.lane, first, last, place.at if place is not None else None)
    by = drag.first - drag.mark.first or drag.last - drag.mark.last
    head = drag.mark.names[-1] if drag.mark.what is What.MILESTONE else words.name(drag.lane)
    shift = words.language.tr("{n} d", n=f"{by:+d}".replace("-", "−")) if by else ""
    faces = {name: theme.font(Size.SECONDARY, weight, tabular=True) for name, weight in (("zone", REGULAR), ("days", MEDIUM), ("head", SEMIBOLD))}  # fmt: skip

    def wide(face: str, text: str) -> float:
        return view.stamps.width(f"ghost {face}", faces[face], text)

    def say(face: str, text: str, x: float, y: float, tone: str) -> None:
        view.stamps.words(painter, QPointF(x, y), f"ghost {face}", faces[face], text, tone)

    head = view.stamps.cut("ghost head", faces["head"], head, 240)
    column = max(wide("zone", view.stamps.cut("ghost zone", faces["zone"], line.zone, 140)) for line in lines) + 14
    widest = max(wide("days", line.words) + (28 if line.day_offset else 0) for line in lines)
    width = 2 * _PAD + max(column + widest, wide("head", head) + 30 + wide("days", shift))
    height = _PAD + _LINE * (len(lines) + 1) + 6
    port = view.viewport()
    left = max(view.labels + 6.0, min(beside.left(), port.width() - width - 6))
    above = beside.top() - _GAP - height
    top = above if above >= view.head + 2 else min(beside.bottom() + _GAP, port.height() - height - 4)
    panel = QRectF(left, top, width, height)
    painter.setPen(QPen(theme.color("ctl"), 1))
    painter.setBrush(theme.color("surf"))
    painter.drawRoundedRect(panel, Size.RADIUS_PANEL, Size.RADIUS_PANEL)
    painter.setPen(Qt.PenStyle.NoPen)
    y = top + 6 + _LINE / 2
    say("head", head, left + _PAD, y, "t1")
    if shift:
        say("days", shift, left + width - _PAD - wide("days", shift), y, "t2")
    for line in lines:
        y += _LINE
        say("zone", view.stamps.cut("ghost zone", faces["zone"], line.zone, 140), left + _PAD, y, "t3")
        say("days", line.words, left + _PAD + column, y, "t1")
        if line.day_offset:
            mark = f"{line.day_offset:+d}".replace("-", "−")
            say("head", mark, left + _PAD + column + wide("days", line.words) + 5, y - 2, "amb")
