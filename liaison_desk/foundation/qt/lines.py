"""The line of text every input is made of; apart from the other fields, for the shell's first paint needs it alone."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

COMPOSING_KEYS = frozenset({
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
})  # fmt: skip


class ImeLineEdit(QLineEdit):
    """A line of text. Qt itself has no guard: a Return that confirms a conversion would press the default button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False

    @property
    def composing(self) -> bool:
        """Whether an input method is converting what is typed."""
        return self._composing

    def complete_from(self, words: Iterable[str]) -> None:
        """Offer words that begin as the text does."""
        completer = QCompleter(list(words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether there is text under conversion."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Swallow the keys that belong to the conversion."""
        if self._composing and event.key() in COMPOSING_KEYS:
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field ends a conversion."""
        self._composing = False
        super().focusOutEvent(event)


class EntryLine(ImeLineEdit):
    """A line whose words are kept elsewhere at Enter: ``entered`` says so, ``escaped`` that the user has done with it.

    Empty and with nothing of its own to take back, it leaves the keys of Undo and Redo to the window.
    """

    entered = Signal()
    escaped = Signal()

    def forget(self) -> None:
        """Empty the line for good: Undo does not bring back what is already kept."""
        self.setText("")

    def event(self, event: QEvent) -> bool:
        """Claim Undo and Redo only while there is something to undo or redo."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self.text():
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            if undo or (event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc are told; the rest is a line's."""
        if self.composing:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
