"""Panes side by side that the user may widen: as wide as they were left, the one that matters taking what is left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from liaison_desk.foundation.qt.context import Ui


class Panes(QSplitter):
    """Widgets, each with its least width, ``sizes`` wide at first. ``key`` names what is remembered of them."""

    def __init__(
        self, ui: Ui, key: str, panes: Sequence[tuple[QWidget, int]], sizes: Sequence[int], *, takes: int = 0
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for number, (pane, least) in enumerate(panes):
            pane.setMinimumWidth(least)
            self.addWidget(pane)
            self.setStretchFactor(number, int(number == takes))
        ui.memory.restore_splitter(key, self, sizes)
        self.splitterMoved.connect(lambda *_: ui.memory.keep_splitter(key, self))
