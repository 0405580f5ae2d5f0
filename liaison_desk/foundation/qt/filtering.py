"""The line above a list that narrows it as one types."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import ImeLineEdit

_PAUSE: Final = 150


class FilterLine(ImeLineEdit):
    """The filter: what is typed is told after a short pause; Down and Return go to the list, Esc empties it first."""

    words_changed = Signal(str)
    left_for_list = Signal()

    def __init__(self, ui: Ui, hint: str) -> None:
        super().__init__()
        self._told = ""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(ui.icons.icon("search", "t3"), ImeLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(lambda _: self._pause.start())

    def words(self) -> str:
        """Return what is typed, without blanks at the ends."""
        return self.text().strip()

    def empty(self) -> None:
        """Take the words away without telling; the caller reads the list again itself."""
        self.show_words("")

    def show_words(self, words: str) -> None:
        """Show other words without telling; the caller reads the list again itself."""
        self._pause.stop()
        self._told = words
        if words != self.words():
            self.blockSignals(True)
            self.setText(words)
            self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave for the list, or empty the line."""
        key = event.key()
        if self.composing:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._tell()
            self.left_for_list.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left_for_list.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._pause.stop()
        if not self.composing and self.words() != self._told:
            self._told = self.words()
            self.words_changed.emit(self._told)
