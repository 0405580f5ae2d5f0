"""The way of a request as a painted path: a dot a step with who and when, and a hollow one for what is to come."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, Size
from liaison_desk.tasks.records import Task
from liaison_desk.tasks.rules.deeds import Deed, next_step
from liaison_desk.tasks.ui.saying import deeds
from liaison_desk.tasks.ui.words import Words

_ROW = 24
_DOT = 4
_LEFT = 8


class PathStep(NamedTuple):
    """A step as it is painted; one that is still to come has no day."""

    deed: str
    who: str
    day: str
    done: bool


def path_of(task: Task, words: Words) -> list[PathStep]:
    """Return the steps of a request in their order, and the next one while it is open."""
    rfi = task.rfi
    if rfi is None:
        return []
    names = {str(deed): said for deed, said in deeds(words.language)}
    found = [
        PathStep(names.get(step.deed, step.deed), step.who, words.day(step.on) if step.on else "", True)
        for step in rfi.chain
    ]
    coming = next_step(task)
    if coming is not None:
        who = {Deed.ANSWERED: rfi.office or task.to_nation, Deed.RELAYED: rfi.asker or task.from_nation}.get(coming, "")
        found.append(PathStep(names[str(coming)], who, "", False))
    return found


class ChainPath(QWidget):
    """Paints the path from above; says it in words to screen readers."""

    def __init__(self, ui: Ui, steps: list[PathStep]) -> None:
        super().__init__()
        self._ui = ui
        self.steps = steps
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())
        said = [" ".join(part for part in (step.deed, step.who, step.day) if part) for step in steps]
        self.setAccessibleName("; ".join(said))
        self.setToolTip(plain_tip("\n".join(said)))

    def sizeHint(self) -> QSize:
        """A row a step."""
        return QSize(200, len(self.steps) * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint dots, the line between them, and the words beside."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._ui.theme
        for number, step in enumerate(self.steps):
            middle = QPointF(_LEFT, number * _ROW + _ROW / 2)
            if number + 1 < len(self.steps):
                line = Qt.PenStyle.SolidLine if self.steps[number + 1].done else Qt.PenStyle.DotLine
                painter.setPen(QPen(theme.color("acc" if self.steps[number + 1].done else "t3"), 1.5, line))
                painter.drawLine(middle + QPointF(0, _DOT + 2), middle + QPointF(0, _ROW - _DOT - 2))
            painter.setPen(QPen(theme.color("acc" if step.done else "t3"), 1.5))
            painter.setBrush(theme.color("acc") if step.done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, _DOT, _DOT)
            self._paint_words(painter, QRect(_LEFT + 14, number * _ROW, self.width() - _LEFT - 14, _ROW), step)

    def _paint_words(self, painter: QPainter, rect: QRect, step: PathStep) -> None:
        theme = self._ui.theme
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        painter.setPen(theme.color("t2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, step.day)
        room = painter.fontMetrics().horizontalAdvance(step.day) + 10 if step.day else 0
        rect = rect.adjusted(0, 0, -room, 0)
        painter.setFont(theme.font(Size.SECONDARY))
        painter.setPen(theme.color("t2" if step.done else "t3"))
        used = paint_elided(painter, rect, step.deed)
        painter.setFont(theme.font(Size.SECONDARY, MEDIUM if step.done else REGULAR))
        painter.setPen(theme.color("t1" if step.done else "t3"))
        paint_elided(painter, rect.adjusted(used + 8, 0, 0, 0), step.who)
