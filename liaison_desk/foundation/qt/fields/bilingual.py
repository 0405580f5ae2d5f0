"""Text that a person reads, in the host's and the home language, with its state beside each."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.base import Field
from liaison_desk.foundation.qt.fields.choices import ComboBox
from liaison_desk.foundation.qt.fields.text import TextArea
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

ORIGINAL, TRANSLATED, STALE = "original", "translated", "stale"


@dataclass(frozen=True, slots=True)
class Pair:
    """Both wordings and their states (original, translated, stale), as plain text; pages make their record's type of it."""

    host: str = ""
    home: str = ""
    host_state: str = ORIGINAL
    home_state: str = ORIGINAL


class BilingualField(Field):
    """Two inputs, host language above home language. Editing one wording makes a translation beside it stale.

    ``rows`` above 1 makes them text areas. The labels are the languages' names in the user's language.
    """

    def __init__(self, ui: Ui, host_label: str, home_label: str, rows: int = 1) -> None:
        super().__init__(ui)
        self._sides = (_Side(ui, host_label, rows), _Side(ui, home_label, rows))
        self.host, self.home = (side.input for side in self._sides)
        for side, other in (self._sides, self._sides[::-1]):
            self.body.addWidget(side)
            self.watch(side.input)
            side.edited.connect(partial(self._on_edited, side, other))
            side.state.activated.connect(lambda _: self.changed.emit())

    def value(self) -> Pair:
        """Return both wordings; one that is empty counts as original."""
        host, home = self._sides
        return Pair(host.text(), home.text(), host.state_value(), home.state_value())

    def set_value(self, value: Pair) -> None:
        """Show both wordings and their states."""
        host, home = self._sides
        host.show_text(value.host, value.host_state)
        home.show_text(value.home, value.home_state)

    def name(self, label: str) -> None:
        """Each input is named by the field and its language."""
        for side in self._sides:
            side.input.setAccessibleName(f"{label}, {side.language_name}")
        super().name(label)

    def _on_edited(self, edited: "_Side", other: "_Side") -> None:
        if edited.state_value() == STALE:
            edited.set_state(TRANSLATED)  # whoever edits an outdated translation is bringing it up to date
        elif other.text() and other.state_value() == TRANSLATED and edited.state_value() == ORIGINAL:
            other.set_state(STALE)
        elif not other.text():
            edited.set_state(ORIGINAL)
        elif edited.was_empty and other.state_value() == ORIGINAL:
            edited.set_state(TRANSLATED)  # the second wording to be written is the translation
        edited.was_empty = not edited.text()
        self.changed.emit()


class _Side(QWidget):
    """One wording: language name and state above, input below."""

    edited = Signal()

    def __init__(self, ui: Ui, language_name: str, rows: int) -> None:
        super().__init__()
        self.language_name = language_name
        self.was_empty = True
        self._telling = True
        self.input: ImeLineEdit | TextArea
        if rows == 1:
            self.input = ImeLineEdit()
        else:
            self.input = TextArea(rows=rows)
        self.input.textChanged.connect(self._on_changed)
        self.state = ComboBox(ui)
        self.state.setFixedHeight(22)
        self.state.setFont(ui.theme.font(Size.META))
        self.state.setAccessibleName(ui.language.tr("State of the wording, {language}", language=language_name))
        tr = ui.language.tr
        for key, words in ((ORIGINAL, tr("Original")), (TRANSLATED, tr("Translated")), (STALE, tr("Outdated"))):
            self.state.addItem(words, key)
        self.state.setFixedWidth(104)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(Text(ui, language_name, Size.META, tone="t3"))
        head.addStretch(1)
        head.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(self.input)
        self._show_state()

    def text(self) -> str:
        return self.input.toPlainText() if isinstance(self.input, QPlainTextEdit) else self.input.text().strip()

    def state_value(self) -> str:
        return str(self.state.currentData()) if self.text() else ORIGINAL

    def set_state(self, state: str) -> None:
        self.state.setCurrentIndex(self.state.findData(state))
        self._show_state()

    def show_text(self, text: str, state: str) -> None:
        self._telling = False
        if isinstance(self.input, QPlainTextEdit):
            self.input.setPlainText(text)
        else:
            self.input.setText(text)
        self._telling = True
        self.was_empty = not text
        self.set_state(state)

    def _on_changed(self) -> None:
        if self._telling:
            self.edited.emit()
            self._show_state()

    def _show_state(self) -> None:
        self.state.setVisible(bool(self.text()))
