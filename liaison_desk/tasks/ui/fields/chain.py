"""The way of a request as its form shows it: a row a step – what was done, who, on which day –, in the order of the days."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import IconButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, DateField, Field, ImeLineEdit
from liaison_desk.tasks.records import ChainStep
from liaison_desk.tasks.rules.deeds import Deed, in_order
from liaison_desk.tasks.ui.words import Words


class ChainField(Field):
    """The steps of a request's way; ``value`` is a tuple of ChainSteps, rows in which nothing is said left out."""

    def __init__(self, ui: Ui, words: Words, deeds: Sequence[tuple[Deed, str]]) -> None:
        super().__init__(ui)
        self._wording = words
        self._deeds = deeds
        self.rows: list[ChainRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self.add_button = PlainButton(ui, ui.language.tr("Add to the chain"), icon="plus", act=self._add)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.setFocusProxy(self.add_button)

    def value(self) -> tuple[ChainStep, ...]:
        """Return the steps in the order of their days; raises DeskError for what is no day."""
        return in_order([step for row in self.rows if (step := row.value()).who or step.on or step.note])

    def set_value(self, value: Sequence[ChainStep]) -> None:
        """Show steps."""
        while self.rows:
            self._take(self.rows[-1])
        for step in value:
            self._append(step)

    def _append(self, step: ChainStep) -> "ChainRow":
        row = ChainRow(self.ui, self._wording, self._deeds, step, self._remove)
        row.edited.connect(self.changed)
        self.watch(row.on.input)
        self.setFocusProxy(self.add_button)
        self.rows.append(row)
        self._lines.addWidget(row)
        return row

    def _add(self) -> None:
        done = {step.deed for step in (row.step() for row in self.rows)}
        deed = next((deed for deed, _ in self._deeds if deed not in done), self._deeds[-1][0])
        self._append(ChainStep(str(deed))).who.setFocus()
        self.changed.emit()

    def _remove(self, row: "ChainRow") -> None:
        self._take(row)
        self.add_button.setFocus()
        self.changed.emit()

    def _take(self, row: "ChainRow") -> None:
        self.rows.remove(row)
        self.unwatch(row.on.input)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()


class ChainRow(QWidget):
    """One step: what was done, who, on which day, a cross."""

    edited = Signal()

    def __init__(
        self, ui: Ui, words: Words, deeds: Sequence[tuple[Deed, str]], step: ChainStep,
        take_out: Callable[["ChainRow"], None],
    ) -> None:  # fmt: skip
        super().__init__()
        tr = ui.language.tr
        self._step = step
        self.deed = ComboBox(ui)
        for deed, called in deeds:
            self.deed.addItem(called, str(deed))
        if step.deed not in {str(deed) for deed, _ in deeds}:
            self.deed.addItem(step.deed, step.deed)
        self.deed.setCurrentIndex(self.deed.findData(step.deed))
        self.deed.setAccessibleName(tr("What was done"))
        self.deed.setFixedWidth(128)
        self.who = ImeLineEdit()
        self.who.setMaxLength(200)
        self.who.setText(step.who)
        self.who.setCursorPosition(0)
        self.who.setPlaceholderText(tr("who"))
        self.who.setAccessibleName(tr("Who"))
        self.on = DateField(ui, words.read_day(happened=True))
        self.on.name(tr("On which day"))
        self.on.set_value(step.on)
        self.on.setFixedWidth(150)
        self.remove = IconButton(ui, "x", tr("Take this out of the chain"), act=lambda: take_out(self))
        if step.note:
            self.who.setToolTip(step.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.deed)
        row.addWidget(self.who, 1)
        row.addWidget(self.on)
        row.addWidget(self.remove)
        self.deed.activated.connect(lambda _: self.edited.emit())
        self.who.textEdited.connect(lambda _: self.edited.emit())
        self.on.changed.connect(self.edited)

    def step(self) -> ChainStep:
        """Return the step without its day."""
        return replace(self._step, deed=str(self.deed.currentData()), who=self.who.text().strip())

    def value(self) -> ChainStep:
        """Return the step; raises DeskError for what is no day."""
        return replace(self.step(), on=self.on.value())
