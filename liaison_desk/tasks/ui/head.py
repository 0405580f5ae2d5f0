"""The head of the tasks page: how many are open, overdue and asleep, how they are shown, the filter, New, print and export."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import IconButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.tasks.records import Mode
from liaison_desk.tasks.service import TaskCounts


class TaskHead(QWidget):
    """Says counts, and tells when tasks shall be shown otherwise."""

    narrowed = Signal()
    mode_changed = Signal()
    new_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, ui: Ui, hint: str) -> None:
        super().__init__()
        self._ui = ui
        tr = ui.language.tr
        self.setFixedHeight(Size.PAGE_HEADER)
        self.count = Text(ui, "", Size.BODY, tone="t2", tabular=True)
        self.late = Text(ui, "", Size.BODY, SEMIBOLD, tone="red", tabular=True)
        choices = [(Mode.LIST, tr("List")), (Mode.BOARD, tr("Board")), (Mode.TIMELINE, tr("Timelines"))]
        self.segments = Segments(ui, choices, tr("How tasks are shown"))
        remembered = ui.memory.text("tasks/mode")
        self.segments.set_value(Mode(remembered) if remembered in list(Mode) else Mode.LIST)
        self.search = FilterLine(ui, hint)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(260)
        self.new_button = PrimaryButton(ui, tr("New task"), icon="plus", act=self.new_wanted.emit)
        self.new_button.setToolTip(tr("New task (Ctrl+N)"))
        self.more_button = IconButton(ui, "ellipsis", tr("More"), bordered=True, act=self.more_wanted.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(Text(ui, tr("Tasks"), Size.TITLE, SEMIBOLD))
        row.addWidget(self.count)
        row.addWidget(self.late)
        row.addStretch(1)
        for widget in (self.segments, self.search, self.new_button, self.more_button):
            row.addWidget(widget)
        row.setStretchFactor(self.search, 1)
        self.segments.chosen.connect(self._on_mode)
        self.search.words_changed.connect(lambda _: self.narrowed.emit())

    @property
    def mode(self) -> Mode:
        """How tasks are shown."""
        return Mode(str(self.segments.value()))

    def show_counts(self, shown: int | None, counts: TaskCounts) -> None:
        """Say how many are shown (None: just what is open), open, overdue and asleep."""
        tr = self._ui.language.tr
        parts = [tr("{n} shown", n=shown)] if shown is not None else []
        parts.append(tr("{n} open", n=counts.open))
        parts += [tr("{n} asleep", n=counts.asleep)] if counts.asleep else []
        self.count.set_text(" · ".join(parts))
        self.late.set_text(tr("{n} overdue", n=counts.overdue) if counts.overdue else "")

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.search.setFocus()
        self.search.selectAll()

    def _on_mode(self, value: object) -> None:
        self._ui.memory.keep("tasks/mode", str(value))
        self.mode_changed.emit()
