"""The log of a task in its form: a line to write what happened, below it what was written, the latest first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.tasks.records import LogEntry
from liaison_desk.tasks.ui.saying import logged
from liaison_desk.tasks.ui.words import Words

LONGEST = 2000


class LogField(Field):
    """Entries of a log; ``value`` is a tuple of them, the new ones without an author, whom the service knows."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui)
        self.wording = words
        self._entries: list[LogEntry] = []
        self.input = EntryLine()
        self.input.setMaxLength(LONGEST)
        self.input.setPlaceholderText(ui.language.tr("Write what happened, Enter adds it"))
        self.input.entered.connect(self._on_entered)
        self.input.textEdited.connect(self.changed)
        self.body.addWidget(self.input)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self.watch(self.input)

    def value(self) -> tuple[LogEntry, ...]:
        """Return the entries, with what is typed but not yet added."""
        typed = self.input.text().strip()
        return (*self._entries, *([LogEntry(self.ui.clock.now(), "", typed)] if typed else []))

    def set_value(self, value: Sequence[LogEntry]) -> None:
        """Show entries."""
        self._entries = list(value)
        self.input.forget()
        self._show()

    def _on_entered(self) -> None:
        self.set_value(self.value())
        self.changed.emit()

    def _show(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for entry in reversed(self._entries):
            self._lines.addWidget(Text(self.ui, logged(self.wording, entry), Size.META, tone="t3", tabular=True))
            self._lines.addWidget(Text(self.ui, entry.text, wrap=True))
