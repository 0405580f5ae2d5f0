"""Panes side by side that the user may widen: as wide as they were left, the one that matters taking what is left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from liaison_desk.foundation.qt.context import Ui


class Panes(QSplitter):
    """Widgets, each with its least width, ``sizes`` wide at first. ``key`` names what is remembered of them.

    Where all together are narrower than ``narrow``, there is no room for the last one, which folds away; until then, and until the user
    has moved them, it is the last one that gives way.
    """

    def __init__(
        self, ui: Ui, key: str, panes: Sequence[tuple[QWidget, int]], sizes: Sequence[int], *, takes: int = 0, narrow: int = 0
    ) -> None:  # fmt: skip
        super().__init__(Qt.Orientation.Horizontal)
        self._memory, self._key = ui.memory, key
        self._narrow = narrow
        self._sizes, self._least = tuple(sizes), panes[-1][1]
        self._last = panes[-1][0]
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for number, (pane, least) in enumerate(panes):
            pane.setMinimumWidth(least)
            self.addWidget(pane)
            self.setStretchFactor(number, int(number == takes))
        ui.memory.restore_splitter(key, self, sizes)
        self.splitterMoved.connect(lambda *_: ui.memory.keep_splitter(key, self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the last pane away where there is no room for it."""
        super().resizeEvent(event)
        if self._narrow:
            self._last.setHidden(self.width() < self._narrow)
            if not self._memory.numbers(self._key):
                *others, wanted = self._sizes
                last = max(self._least, min(wanted, self.width() - sum(others)))
                self.setSizes([*others[:-1], self.width() - sum(others[:-1]) - last, last])
