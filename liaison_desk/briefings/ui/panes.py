"""The three panes of a packet side by side; where there is little room the right one folds into a tab of the left."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.style import surface

_FOLDS = 1040
"""Pixels; below this the right pane is a tab of the left one."""
_LEAST_LEFT = 200
_KEY, _FOLDED_KEY = "briefings.panes", "briefings.panes.folded"
OUTLINE, PACKET = "outline", "packet"


class PacketPanes(QWidget):
    """Left, middle and right. The middle takes what the others leave."""

    def __init__(self, ui: Ui, left: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._middle = middle
        self._right = right
        tr = ui.language.tr
        self.tabs = Segments(ui, ((OUTLINE, tr("Outline")), (PACKET, tr("Packet"))), tr("What the left pane shows"))
        self.tabs.chosen.connect(self._on_tab)
        self._bar = QWidget()
        surface(self._bar, "win")
        bar = QVBoxLayout(self._bar)
        bar.setContentsMargins(16, 10, 16, 0)
        bar.addWidget(self.tabs)
        self._stack = QStackedWidget()
        self._stack.addWidget(left)
        holder = QWidget()
        surface(holder, "win")
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._bar)
        lines.addWidget(self._stack, 1)
        # The others are never narrower than their tools: a set minimum would cut those.
        holder.setMinimumWidth(_LEAST_LEFT)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for pane in (holder, middle, right):
            self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(1, 1)
        self._bar.hide()
        ui.memory.restore_splitter(_KEY, self._splitter, (316, 604, 324))
        self._splitter.splitterMoved.connect(lambda *_: ui.memory.keep_splitter(self._key, self._splitter))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    @property
    def folded(self) -> bool:
        """Whether the right pane is a tab of the left one."""
        return self._splitter.indexOf(self._right) < 0

    def show_right(self) -> None:
        """Let the right pane be seen, where it is a tab."""
        if self.folded:
            self.tabs.set_value(PACKET)
            self._on_tab(PACKET)

    def show_left(self) -> None:
        """Let the outline be seen, where it shares its place."""
        if self.folded:
            self.tabs.set_value(OUTLINE)
            self._on_tab(OUTLINE)

    def minimumSizeHint(self) -> QSize:
        """As small as it is when the right pane is folded, for only a small one folds it."""
        return QSize(_LEAST_LEFT + 1 + self._middle.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the right pane, or unfold it."""
        super().resizeEvent(event)
        if (self.width() < _FOLDS) != self.folded:
            self._fold(folds=self.width() < _FOLDS)

    @property
    def _key(self) -> str:
        return _FOLDED_KEY if self.folded else _KEY

    def _fold(self, *, folds: bool) -> None:
        if folds:
            self._stack.addWidget(self._right)
            self._stack.setCurrentIndex(0)
            self.tabs.set_value(OUTLINE)
            self._ui.memory.restore_splitter(_FOLDED_KEY, self._splitter, (352, 620))
        else:
            self._splitter.addWidget(self._right)
            self._right.show()
            self._stack.setCurrentIndex(0)
            self._ui.memory.restore_splitter(_KEY, self._splitter, (316, 604, 324))
        self._bar.setVisible(folds)

    def _on_tab(self, which: object) -> None:
        self._stack.setCurrentIndex(1 if which == PACKET else 0)
