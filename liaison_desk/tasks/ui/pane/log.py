"""The log of a task in its pane: a line to write what happened, and what was written, the latest first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.paint import SectionTitle, Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.tasks.records import Task
from liaison_desk.tasks.ui.fields.log import LONGEST
from liaison_desk.tasks.ui.saying import logged
from liaison_desk.tasks.ui.words import Words

_SHOWN = 20


class LogSection(QWidget):
    """The last entries; ``written`` tells a line to be kept. What cannot be kept comes back with the reason below."""

    written = Signal(str)

    def __init__(self, ui: Ui, words: Words, task: Task) -> None:
        super().__init__()
        tr = ui.language.tr
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(SectionTitle(ui, tr("Log"), str(len(task.log) or "")))
        self.input = EntryLine()
        self.input.setMaxLength(LONGEST)
        self.input.setPlaceholderText(tr("Write what happened, Enter adds it"))
        self.input.setAccessibleName(tr("Write into the log"))
        self.input.entered.connect(self._on_entered)
        self.problem = Text(ui, "", Size.SECONDARY, tone="red", wrap=True)
        self.problem.hide()
        lines.addWidget(self.input)
        lines.addWidget(self.problem)
        for entry in task.log[: -_SHOWN - 1 : -1]:
            head = Text(ui, logged(words, entry), Size.META, tone="t3", tabular=True)
            head.setContentsMargins(0, 8, 0, 0)
            lines.addWidget(head)
            lines.addWidget(Text(ui, entry.text, wrap=True))
        if len(task.log) > _SHOWN:
            lines.addWidget(Text(ui, tr("… and {n} more", n=len(task.log) - _SHOWN), Size.SECONDARY, tone="t3"))

    def put_back(self, text: str, reason: str) -> None:
        """Show again what could not be kept, and why."""
        self.input.setText(text)
        self.problem.set_text(reason)
        self.problem.show()

    def _on_entered(self) -> None:
        text = self.input.text().strip()
        if text:
            self.problem.hide()
            self.input.forget()
            self.written.emit(text)
