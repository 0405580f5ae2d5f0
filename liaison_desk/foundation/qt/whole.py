"""The pane beside a list that shows the record the keyboard is on, whole."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import EmptyState
from liaison_desk.foundation.qt.style import surface


class WholeView(QScrollArea):
    """Shows one record. It is called ``name``, and says ``nothing``, as long as none is chosen."""

    def __init__(self, ui: Ui, name: str, nothing: str) -> None:
        super().__init__()
        self._ui = ui
        self._name = name
        self._nothing = nothing
        self._shown = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        surface(self.viewport(), "surf")
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self._shown = 0
        self.setAccessibleName(self._name)
        empty = EmptyState(self._ui, self._nothing)
        surface(empty, "surf")
        self.setWidget(empty)

    @staticmethod
    def _new_column() -> tuple[QWidget, QVBoxLayout]:
        """Return an empty column, and the widget it is in."""
        inside = QWidget()
        surface(inside, "surf")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(0)
        return inside, column

    def _show(self, record_id: int, name: str, fill: Callable[[QVBoxLayout], None]) -> None:
        """Show what ``fill`` puts into a column, in the same place when the record was on show before."""
        place = self.verticalScrollBar().value() if self._shown == record_id else 0
        self._shown = record_id
        inside, column = self._new_column()
        fill(column)
        column.addStretch(1)
        held = self.isAncestorOf(self.window().focusWidget() or self.window())
        self.setWidget(inside)
        if held:  # the button that was pressed is gone, and the keyboard shall not be lost with it
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAccessibleName(name)
        self.verticalScrollBar().setValue(place)
