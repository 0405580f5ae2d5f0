"""Text inputs that respect an input method: nothing happens on Return, Esc or the arrows while kana become kanji."""

from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.base import Field
from liaison_desk.foundation.qt.lines import COMPOSING_KEYS, ImeLineEdit
from liaison_desk.foundation.qt.theme import Size


class TextArea(QPlainTextEdit):
    """Several lines of plain text, as high as its text: what is pasted or dropped loses all markup, and Tab leaves the field."""

    def __init__(self, parent: QWidget | None = None, *, rows: int = 4, most_rows: int = 14) -> None:
        super().__init__(parent)
        self._composing = False
        self._rows = (rows, most_rows)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As high as its text, between the fewest and the most rows."""
        fewest, most = self._rows
        # A plain-text document measures its height in lines.
        lines = min(most, max(fewest, round(self.document().size().height())))
        return QSize(240, lines * self.fontMetrics().lineSpacing() + 24)

    def minimumSizeHint(self) -> QSize:
        """Never lower than its fewest rows."""
        return QSize(80, self._rows[0] * self.fontMetrics().lineSpacing() + 24)

    @property
    def composing(self) -> bool:
        """Whether an input method is converting what is typed."""
        return self._composing

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

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        """Say where the cursor is, with the margins Qt forgets, so that the candidate window does not cover the text."""
        answer = super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)
        if query in {Qt.InputMethodQuery.ImCursorRectangle, Qt.InputMethodQuery.ImAnchorRectangle}:
            shift = self.viewport().pos() - QPoint(self.frameWidth(), self.frameWidth())
            if isinstance(answer, QRect):
                return answer.translated(shift)
            if isinstance(answer, QRectF):
                return answer.translated(QPointF(shift))
        return answer

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take only what has words; never a file or a picture."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert the words alone."""
        self.insertPlainText(source.text())


class TextField(Field):
    """A form field of one line; ``value`` is its text without blanks at the ends."""

    def __init__(self, ui: Ui, placeholder: str = "", *, mono: bool = False, limit: int = 2000) -> None:
        super().__init__(ui)
        self.input = ImeLineEdit()
        self.input.setMaxLength(limit)
        self.input.setPlaceholderText(placeholder)
        if mono:
            self.input.setFont(ui.theme.font(Size.SECONDARY, mono=True))
        self.input.textEdited.connect(self.changed)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> str:
        """Return the text."""
        return self.input.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text, from its beginning."""
        self.input.setText(value)
        self.input.setCursorPosition(0)


class TextAreaField(Field):
    """A form field of several lines, of at least ``rows``; ``value`` is its text as typed."""

    def __init__(self, ui: Ui, placeholder: str = "", rows: int = 4) -> None:
        super().__init__(ui)
        self.input = TextArea(rows=rows)
        self.input.setPlaceholderText(placeholder)
        self.input.textChanged.connect(self._on_changed)
        self._telling = True
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> str:
        """Return the text."""
        return self.input.toPlainText()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self._telling = False
        self.input.setPlainText(value)
        self._telling = True

    def _on_changed(self) -> None:
        if self._telling:
            self.changed.emit()
