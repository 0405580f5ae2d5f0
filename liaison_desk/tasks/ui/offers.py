"""The contacts that a typed name may mean, offered below the line it is typed in."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.style import plain_tip, surface

_ROW = 28
_SHOWN = 8


class Offers(QListWidget):
    """A list that never takes the focus from the line, nor from an input method; nothing is chosen until one steps into it."""

    taken = Signal(object)
    """The RecordRef that was clicked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refs: list[RecordRef] = []
        self.setAccessibleName(name)
        self.setObjectName("offers")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        surface(self, "panel")
        self.itemClicked.connect(lambda item: self.taken.emit(self._refs[self.row(item)]))
        self.hide()

    @property
    def refs(self) -> tuple[RecordRef, ...]:
        """Whom it offers now."""
        return tuple(self._refs) if not self.isHidden() else ()

    def offer(self, refs: Sequence[RecordRef]) -> None:
        """Offer contacts, none of them chosen yet; nobody hides the list."""
        self._refs = list(refs)[:_SHOWN]
        self.clear()
        for ref in self._refs:
            item = QListWidgetItem(ref.label)
            item.setToolTip(plain_tip(ref.label))
            self.addItem(item)
        self.setCurrentRow(-1)
        self.setFixedHeight(max(1, len(self._refs)) * _ROW + 8)
        self.setVisible(bool(self._refs))

    def step(self, by: int) -> None:
        """Go to the next or the one before; above the first is none of them."""
        self.setCurrentRow(max(-1, min(len(self._refs) - 1, self.currentRow() + by)))

    def chosen(self) -> RecordRef | None:
        """Return whom one has stepped to."""
        row = self.currentRow()
        return self._refs[row] if not self.isHidden() and 0 <= row < len(self._refs) else None

    def float_below(self, line: QWidget) -> None:
        """Float over the window below a line."""
        window = line.window()
        if self.parentWidget() is not window:
            shown = not self.isHidden()
            self.setParent(window)
            self.setVisible(shown)
        place = line.mapTo(window, QPoint(0, line.height() + 3))
        self.setGeometry(place.x(), place.y(), min(line.width(), 460), self.height())
        self.raise_()
