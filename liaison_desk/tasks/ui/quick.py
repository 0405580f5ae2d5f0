"""The line that makes a task in one go and says how it understood the suspense before anything is saved."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.ceiling import guard
from liaison_desk.domain.typed import worded
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.tasks.records import Priority, Task
from liaison_desk.tasks.rules.quick import QuickTask, read_quick
from liaison_desk.tasks.ui.words import Words


class QuickLine(QWidget):
    """One line: a title, and after a stroke its suspense. ``wanted`` carries the task; the page says when it was kept."""

    wanted = Signal(object)
    left = Signal()
    refused = Signal(object)
    """A DeskError: the line holds what may not be kept, and stays."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        tr = ui.language.tr
        self.input = EntryLine()
        self.input.setMaxLength(500)
        self.input.setPlaceholderText(tr("Add a task: Return the side letter /25 1400T"))
        self.input.setAccessibleName(tr("Add a task"))
        self.input.addAction(ui.icons.icon("plus", "t3"), EntryLine.ActionPosition.LeadingPosition)
        self.button = PlainButton(ui, tr("Add"), key="Enter", act=self._on_enter)
        self.echo = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True, elide=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.input, 1)
        row.addWidget(self.button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 10, 20, 8)
        outer.setSpacing(4)
        outer.addLayout(row)
        outer.addWidget(self.echo)
        self.echo.hide()
        self.button.setEnabled(False)
        self.input.textChanged.connect(lambda _: self._show_echo())
        self.input.entered.connect(self._on_enter)
        self.input.escaped.connect(self._on_escape)
        self.setFocusProxy(self.input)

    def put_back(self, text: str) -> None:
        """Show a line that could not be kept, before whatever was typed since."""
        self.input.setText(" ".join(part for part in (text, self.input.text()) if part))

    def read(self) -> QuickTask:
        """Return the line as it is understood."""
        return read_quick(self.input.text(), self._words.zones, self._words.now())

    def _show_echo(self) -> None:
        tr, words = self._ui.language.tr, self._words
        quick = self.read()
        said, tone = [], "t2"
        if quick.due is not None:
            said.append(tr("Suspense {when}", when=words.typed(quick.due)))
        elif quick.unread:
            said.append(tr("“{typed}” is not a time: it stays in the title.", typed=quick.unread))
            tone = "amb"
        if quick.priority is Priority.HIGH:
            said.append(tr("High priority"))
        self.echo.set_tone(tone)
        self.echo.set_text("  ·  ".join(said))
        self.echo.setVisible(bool(said))
        self.button.setEnabled(bool(quick.title))

    def _on_enter(self) -> None:
        quick = self.read()
        if not quick.title:
            return
        profile = self._words.profile()
        try:
            seen = guard(quick.title, profile.ceiling, self._words.grammar(), profile.home)
        except DeskError as error:
            self.refused.emit(error)
            return
        task = Task(
            title=worded(seen.text or quick.title, profile), priority=quick.priority,
            marking=seen.marking or profile.default_marking,
            due=quick.due.wall if quick.due else None, due_zone=quick.due.zone if quick.due else "",
            due_all_day=quick.due.all_day if quick.due else True,
        )  # fmt: skip
        line = self.input.text()
        self.input.forget()
        self.wanted.emit((task, line))

    def _on_escape(self) -> None:
        if self.input.text():
            self.input.clear()
        else:
            self.left.emit()
