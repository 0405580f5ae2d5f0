"""Where a task came from: its words, and a button to the record where there is one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, ImeLineEdit


class SourceField(Field):
    """The words of a source; ``value`` and what is shown are (words, kind and id of the record, "" and 0 without one)."""

    open_wanted = Signal(object)
    """The RecordRef of the source."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._record = ("", 0)
        self.input = ImeLineEdit()
        self.input.setMaxLength(2000)
        self.open_button = PlainButton(ui, ui.language.tr("Open"), icon="external-link", act=self._open)
        self.open_button.setToolTip(ui.language.tr("Open the source"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.input, 1)
        row.addWidget(self.open_button)
        self.body.addLayout(row)
        self.input.textEdited.connect(self.changed)
        self.watch(self.input)

    def value(self) -> tuple[str, str, int]:
        """Return the words and the record."""
        return (self.input.text().strip(), *self._record)

    def set_value(self, value: tuple[str, str, int]) -> None:
        """Show a source."""
        words, kind, number = value
        self._record = (kind, number)
        self.input.setText(words)
        self.input.setCursorPosition(0)
        self.open_button.setVisible(bool(kind and number))

    def _open(self) -> None:
        self.open_wanted.emit(RecordRef(*self._record, self.input.text().strip()))
