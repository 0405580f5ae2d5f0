"""What every form field is: a value, a signal when it changes, and a place below for what is wrong with it."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.stops import in_reading_order
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import restyle
from liaison_desk.foundation.qt.theme import Size

_AWAY_FOR_A_MOMENT = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}


class Field(QWidget):
    """A form field. Subclasses put their editor into ``body`` and call ``watch`` for what takes the focus.

    ``value`` raises DeskError when what is typed means nothing; an empty field is None or the empty value, never an error.
    """

    changed = Signal()
    """The user changed the value (also while typing)."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.label = ""
        self._inputs: list[QWidget] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(4)
        self._problem = ""
        self._strip: QWidget | None = None
        self._words: Text | None = None

    @abstractmethod
    def value(self) -> Any:
        """Return what the field holds."""

    def understood(self, otherwise: Any = None) -> Any:
        """Return what the field holds, ``otherwise`` while what is typed means nothing (yet); for what follows the typing."""
        try:
            return self.value()
        except DeskError:
            return otherwise

    @abstractmethod
    def set_value(self, value: Any) -> None:
        """Show a value; does not tell ``changed``."""

    def check(self) -> bool:
        """Show below the field what is wrong with its own syntax; true when nothing is."""
        try:
            self.value()
        except DeskError as error:
            self.set_problem(self.ui.words(error))
            return False
        return True

    def problem(self) -> str:
        """Return the message shown below the field, empty when nothing is wrong."""
        return self._problem

    def set_problem(self, text: str | None) -> None:
        """Show what is wrong and how to mend it, in the user's language; None takes it away."""
        self._problem = text or ""
        if self._strip is None and text:
            self._strip = self._make_strip()
        if self._strip is not None and self._words is not None:
            self._words.set_text(self._problem)
            self._strip.setVisible(bool(text))
        for widget in self._inputs:
            restyle(widget, "wrong", "true" if text else "false")
            widget.setAccessibleDescription(self._problem)
            widget.update()

    def name(self, label: str) -> None:
        """Give the inputs the name that screen readers say."""
        self.label = label
        self.setAccessibleName(label)
        for widget in self._inputs:
            if not widget.accessibleName():
                widget.setAccessibleName(label)

    def rename(self, label: str) -> None:
        """Give the inputs another name, but those that have one of their own."""
        for widget in self._inputs:
            if widget.accessibleName() == self.label:
                widget.setAccessibleName("")
        self.name(label)

    def watch(self, widget: QWidget) -> None:
        """Treat a widget as one of the field's inputs: named, marked when wrong, checked when left."""
        self._inputs.append(widget)
        widget.installEventFilter(self)
        self.setFocusProxy(self._inputs[0])

    def unwatch(self, widget: QWidget) -> None:
        """Let go of an input that is about to be deleted, such as that of a row which is taken out."""
        self._inputs.remove(widget)
        widget.removeEventFilter(self)

    def stops(self) -> Sequence[QWidget]:
        """Return what Tab goes through, in this order."""
        return list(in_reading_order(self))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Check on leaving the field, never while typing."""
        del watched
        # A menu, or another window for a moment, is not leaving the field.
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _AWAY_FOR_A_MOMENT:
            self.left()
        return False

    def left(self) -> None:
        """The focus left an input of the field."""
        if self.check() and self._problem:
            self.set_problem(None)

    def _make_strip(self) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        picture = QLabel()
        picture.setPixmap(self.ui.icons.icon("circle-alert", "red").pixmap(14, 14))
        self._words = Text(self.ui, "", Size.SECONDARY, tone="red", wrap=True)
        row.addWidget(picture)
        row.addWidget(self._words, 1)
        self.body.addWidget(strip)
        return strip
