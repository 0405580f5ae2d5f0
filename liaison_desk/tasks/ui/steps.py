"""The steps of a task in its form: a box and a line each; Enter goes on to the next, Alt+Up and Alt+Down move one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import Check, IconButton, LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, ImeLineEdit
from liaison_desk.tasks.records import ChecklistItem

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StepsField(Field):
    """A list of steps; lines left empty do not count."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.rows: list[StepRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self.add_button = LinkButton(ui, ui.language.tr("Add a step"), self._add)
        self.body.addWidget(self.add_button)
        self.setFocusProxy(self.add_button)

    def value(self) -> tuple[ChecklistItem, ...]:
        """Return the steps in their order."""
        return tuple(ChecklistItem(text, row.box.isChecked()) for row in self.rows if (text := row.line.text().strip()))

    def set_value(self, value: Sequence[ChecklistItem]) -> None:
        """Show steps."""
        while self.rows:
            self._take(self.rows[-1])
        for step in value:
            row = self.add_row()
            row.box.setChecked(step.done)
            row.line.setText(step.text)

    def add_row(self, at: int | None = None) -> "StepRow":
        """Add an empty step at a position, the end without one."""
        row = StepRow(self.ui)
        number = len(self.rows) if at is None else at
        self.rows.insert(number, row)
        self._lines.insertWidget(number, row)
        row.box.clicked.connect(lambda _: self.changed.emit())
        row.line.textEdited.connect(lambda _: self.changed.emit())
        row.line.entered.connect(lambda: self._go_on(row))
        row.line.moved.connect(lambda by: self._move(row, by))
        row.remove.clicked.connect(lambda _: self._remove(row))
        return row

    def _add(self) -> None:
        self.add_row().line.setFocus()

    def _go_on(self, row: "StepRow") -> None:
        self.add_row(self.rows.index(row) + 1).line.setFocus()

    def _move(self, row: "StepRow", by: int) -> None:
        at = self.rows.index(row)
        to = min(len(self.rows) - 1, max(0, at + by))
        if to != at:
            self.rows.insert(to, self.rows.pop(at))
            self._lines.removeWidget(row)
            self._lines.insertWidget(to, row)
            row.line.setFocus()
            self.changed.emit()

    def _remove(self, row: "StepRow") -> None:
        at = self.rows.index(row)
        self._take(row)
        (self.rows[min(at, len(self.rows) - 1)].line if self.rows else self.add_button).setFocus()
        self.changed.emit()

    def _take(self, row: "StepRow") -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()


class StepRow(QWidget):
    """One step: done or not, its text, a cross."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        tr = ui.language.tr
        self.box = Check(ui, "")
        self.box.setAccessibleName(tr("Done"))
        self.line = _StepLine()
        self.line.setMaxLength(500)
        self.line.setAccessibleName(tr("Step"))
        self.remove = IconButton(ui, "x", tr("Remove the step"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.box)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.remove)


class _StepLine(ImeLineEdit):
    entered = Signal()
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = (
            event.key(),
            event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier},
        )
        if not self.composing and plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text().strip():
            self.entered.emit()
        elif not self.composing and event.modifiers() == Qt.KeyboardModifier.AltModifier and key in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(key)])
        else:
            super().keyPressEvent(event)
