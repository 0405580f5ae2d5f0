"""The table of a plan, in which a click on a lock locks, and one on the icon of an event or a task opens it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from liaison_desk.exercises.ui.plan.cells import PlanCells, link_at
from liaison_desk.exercises.ui.plan.lines import PlanLine
from liaison_desk.exercises.ui.plan.words import PlanWords
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.foundation.qt.windowed import WindowedModel

_PAD = 8


class PlanTable(RecordTable):
    """A RecordTable whose locks and icons can be clicked."""

    lock_wanted = Signal(int)
    link_wanted = Signal(str, int)

    def __init__(
        self,
        ui: Ui,
        model: WindowedModel[PlanLine],
        words: PlanWords,
        sort: Sort[Any],
        on_sort: Callable[[Sort[Any]], None],
    ) -> None:
        super().__init__(
            ui,
            model,
            ui.language.tr("Milestones"),
            memory_key="plan/columns",
            sort=sort,
            on_sort=on_sort,
            row_height=Size.ROW_TWO_LINE,
        )
        self.setItemDelegate(PlanCells(ui, words))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a lock or an icon does what it says, and selects nothing."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        line = self.model().line_at(index)
        if line is not None and event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
            key = self.model().columns[index.column()].key
            if key == "lock":
                self.lock_wanted.emit(line.id)
                return
            link = link_at(line, at.x() - self.visualRect(index).left() - _PAD) if key == "links" else None
            if link is not None:
                self.link_wanted.emit(*link)
                return
        super().mousePressEvent(event)
