"""A small whole number, typed or stepped."""

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.theme import Size


class _Whole(QIntValidator):
    """Takes the wide digits of an input method for what they are; Qt would drop them without a word."""

    def validate(self, text: str, at: int) -> object:
        """Return what it means, in plain digits."""
        return super().validate(unicodedata.normalize("NFKC", text), at)


class NumberInput(ImeLineEdit):
    """A small whole number, typed or stepped with the arrow keys."""

    stepped = Signal()

    def __init__(self, ui: Ui, name: str, low: int, high: int, width: int = 56) -> None:
        super().__init__()
        self._range = (low, high)
        self.set_number(low)
        self.setValidator(_Whole(low, high, self))
        self.setFixedWidth(width)
        self.setAccessibleName(name)
        self.setFont(ui.theme.font(Size.BODY, tabular=True))
        self.textEdited.connect(self.stepped)

    def number(self) -> int:
        """Return the number; the smallest while nothing sensible is typed."""
        text = self.text()
        return min(self._range[1], max(self._range[0], int(text))) if text.isdecimal() else self._range[0]

    def set_number(self, number: int) -> None:
        """Show a number."""
        self.setText(str(number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps and not self.composing:
            low, high = self._range
            self.set_number(min(high, max(low, self.number() + steps[Qt.Key(event.key())])))
            self.stepped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is left shows what is read for it, also where that was emptied or is too small."""
        super().focusOutEvent(event)
        away = event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        if away and self.text() != str(self.number()):
            self.set_number(self.number())
