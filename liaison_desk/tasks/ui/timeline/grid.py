"""What a timeline of tasks shows, and where: its lanes, its days, the suspense the keyboard is on and the one being dragged."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QAbstractScrollArea

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.tasks.records import TaskLine
from liaison_desk.tasks.ui.timeline.layout import HEAD, MARK, PAD, ROW, Lane, Lanes, Placed, first_sight
from liaison_desk.tasks.ui.words import Words, shifted

_LABELS: Final = 170
_NARROW: Final = 116


@dataclass(slots=True)
class Drag:
    """A suspense on its way: by how many days it has been moved, and at what height."""

    line: TaskLine
    day: date
    begun: QPoint
    y: float
    by: int = 0


class TimelineGrid(QAbstractScrollArea):
    """The state of a timeline and its places; painted and handled elsewhere."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self.ui = ui
        self.words = words
        lanes, kept = ui.memory.text("tasks/lanes"), ui.memory.numbers("tasks/days")
        self.kind = Lanes(lanes) if lanes in list(Lanes) else Lanes.OWNER
        self.sight = first_sight(words.today(), kept[0] if kept else 0)
        self.lanes: list[Lane] = []
        self.drag: Drag | None = None
        self.current: int | None = None
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ui.theme.changed.connect(self.viewport().update)

    def current_id(self) -> int | None:
        """Return the task the keyboard is on."""
        return self.current

    @property
    def labels(self) -> int:
        """Width of the lanes' names."""
        return _LABELS if self.viewport().width() > 760 else _NARROW

    @property
    def day_width(self) -> float:
        """Width of a day."""
        return max(1.0, (self.viewport().width() - self.labels) / self.sight.days)

    def x_of(self, day: date) -> float:
        """Return the left edge of a day in the viewport."""
        return self.labels + (day - self.sight.begin).days * self.day_width

    def y_of(self, lane: Lane) -> float:
        """Return the upper edge of a lane in the viewport."""
        return HEAD + lane.top - self.verticalScrollBar().value()

    def rect_of(self, lane: Lane, item: Placed) -> QRectF:
        """Return where a suspense stands with its words: its mark in the middle of its day."""
        left = self.x_of(item.day) + self.day_width / 2 - MARK / 2
        return QRectF(left, self.y_of(lane) + PAD + item.row * ROW, MARK + 7 + item.words, ROW)

    def item_at(self, at: QPoint) -> Placed | None:
        """Return the suspense at a point of the viewport."""
        if at.y() < HEAD or at.x() < self.labels:
            return None
        for lane in self.lanes:
            if self.y_of(lane) <= at.y() < self.y_of(lane) + lane.height:
                return next(
                    (one for one in lane.items if self.rect_of(lane, one).adjusted(-4, 0, 4, 0).contains(at)), None
                )
        return None

    def moved_words(self, drag: Drag) -> str:
        """Return what a dragged suspense would be, in three zones."""
        return self.words.line(shifted(drag.line, drag.by))

    def lane_words(self, lane: Lane) -> str:
        """Return what a lane is called."""
        return lane.name or self.ui.language.tr("Nobody's")
