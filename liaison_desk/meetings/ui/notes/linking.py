"""The small line at the caret in which a record to be linked is looked for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from liaison_desk.domain.notetext import write_link
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.searching import Hit
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import FinderLine

Find = Callable[[str], Sequence[Hit]]
_WIDTH = 320


class LinkLine(FinderLine):
    """Finds records of any kind by words. ``chosen`` carries the link as it is written; Esc goes back to the notes."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, ui: Ui, find: Find, parent: QWidget) -> None:
        self._uids: dict[tuple[str, int], str] = {}
        self._find = find
        super().__init__(ui, self._asked, ui.language.tr("Link a record"))
        self.setParent(parent)
        self.resize(_WIDTH, self.sizeHint().height())
        self.hide()
        self.picked.connect(self._on_picked)

    def open_at(self, at: QPoint) -> None:
        """Show the line below a place of its parent."""
        self.clear()
        parent = self.parentWidget()
        left = max(0, min(at.x(), parent.width() - self.width())) if parent is not None else at.x()
        self.move(left, at.y())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc without offers goes back."""
        if event.key() == Qt.Key.Key_Escape and not self.composing and not self.offers:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The line is there only while it has the keyboard."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.hide()

    def _asked(self, words: str) -> Sequence[RecordRef]:
        hits = self._find(words)
        self._uids = {(hit.kind, hit.id): hit.uid for hit in hits}
        return [RecordRef(hit.kind, hit.id, hit.title) for hit in hits]

    def _on_picked(self, ref: RecordRef) -> None:
        uid = self._uids.get((ref.kind, ref.id), "")
        self.close_list()
        self.hide()
        self.chosen.emit(write_link(ref.kind, uid, ref.label) if uid else ref.label)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
