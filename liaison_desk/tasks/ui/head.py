"""The head of the tasks page: how many are open and overdue, which are shown, the filter, New."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.tasks.records import TaskFilter, TaskState
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.service import TaskCounts

# Open holds the waiting ones too: a suspense must never hide behind somebody else.
_STATES: Final = (
    ("open", tuple(state for state in TaskState if state not in FINISHED)),
    ("waiting", (TaskState.WAITING,)),
    ("done", FINISHED),
    ("all", ()),
)


class TaskHead(QWidget):
    """Says counts, and tells when something else shall be shown."""

    narrowed = Signal()
    new_wanted = Signal()

    def __init__(self, ui: Ui, hint: str) -> None:
        super().__init__()
        self._ui = ui
        tr = ui.language.tr
        self.setFixedHeight(Size.PAGE_HEADER)
        self.count = Text(ui, "", Size.BODY, tone="t2", tabular=True)
        self.late = Text(ui, "", Size.BODY, SEMIBOLD, tone="red", tabular=True)
        choices = [("open", tr("Still open")), ("waiting", tr("Waiting")), ("done", tr("Done")), ("all", tr("All"))]
        self.segments = Segments(ui, choices, tr("Which tasks"))
        remembered = ui.memory.text("tasks/segment", "open")
        self.segments.set_value(remembered if remembered in dict(_STATES) else "open")
        self.search = FilterLine(ui, hint)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(260)
        self.new_button = PrimaryButton(ui, tr("New task"), icon="plus", act=self.new_wanted.emit)
        self.new_button.setToolTip(tr("New task (Ctrl+N)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(Text(ui, tr("Tasks"), Size.TITLE, SEMIBOLD))
        row.addWidget(self.count)
        row.addWidget(self.late)
        row.addStretch(1)
        row.addWidget(self.segments)
        row.addWidget(self.search, 1)
        row.addWidget(self.new_button)
        self.segments.chosen.connect(self._on_segment)
        self.search.words_changed.connect(lambda _: self.narrowed.emit())

    def wanted(self) -> TaskFilter:
        """Return which tasks shall be shown."""
        return TaskFilter(words=self.search.words(), states=dict(_STATES)[str(self.segments.value())])

    def widen(self) -> None:
        """Ask for every task; the caller reads the list again itself."""
        self.segments.set_value("all")
        self.search.empty()

    def show_counts(self, shown: int, counts: TaskCounts) -> None:
        """Say how many are shown (when narrowed), open and overdue."""
        language = self._ui.language
        narrowed = bool(self.search.words()) or self.segments.value() != "open"
        parts = [language.tr("{n} shown", n=shown)] if narrowed else []
        self.count.set_text(" · ".join([*parts, language.tr("{n} open", n=counts.open)]))
        self.late.set_text(language.tr("{n} overdue", n=counts.overdue) if counts.overdue else "")

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.search.setFocus()
        self.search.selectAll()

    def _on_segment(self, value: object) -> None:
        self._ui.memory.keep("tasks/segment", str(value))
        self.narrowed.emit()
